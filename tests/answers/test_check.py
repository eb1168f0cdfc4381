"""Every rule for curators is told when it is broken, and the shipped knowledge breaks none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

import pytest

from bot.answers.check import check_library
from bot.answers.model import Next, NextKind, SafetyKind, Status
from bot.content.problems import Severity, errors_in
from bot.content.shipped import find_content
from bot.content.sources import Citation, Modality

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.answers.model import Entry, Library, SafetyRule
    from bot.content.problems import ContentProblem

TODAY = date(2026, 11, 26)
TREES = ("serious_incident", "concern")
Change: TypeAlias = "Callable[[Entry], Entry]"
RuleChange: TypeAlias = "Callable[[SafetyRule], SafetyRule]"


def _tree_ids() -> set[str]:
    return {file.stem for file in find_content().trees.glob("*.yaml")}


def _only(library: Library, *entries: Entry) -> Library:
    return replace(library, entries={entry.id: entry for entry in entries}, safety=(), reviews=())


def _sound(library: Library) -> Entry:
    entry = library.entries["panel-deadline"]
    return replace(entry, related=(), next=None, cites=entry.cites[2:], review_by=TODAY)


def _check(library: Library, today: date = TODAY) -> list[ContentProblem]:
    return check_library(library, today=today, tree_ids=TREES)


def test_the_shipped_knowledge_has_no_errors(library: Library) -> None:
    """What is shipped passes its own rules, every safety example included."""
    found = check_library(library, today=TODAY, tree_ids=_tree_ids())

    assert errors_in(found) == []


def test_a_sound_entry_has_no_problem(library: Library) -> None:
    """The entry that the other tests break is sound before."""
    assert _check(_only(library, _sound(library))) == []


@pytest.mark.parametrize(
    ("what", "code", "change"),
    [
        ("few wordings", "K102", lambda entry: replace(entry, asks=entry.asks[:5])),
        ("unknown related", "K103", lambda entry: replace(entry, related=("nobody",))),
        ("itself related", "K103", lambda entry: replace(entry, related=(entry.id,))),
        ("unknown tree", "K104", lambda entry: replace(entry, next=Next(NextKind.TREE, "oak"))),
        (
            "unknown contact",
            "K104",
            lambda entry: replace(entry, next=Next(NextKind.CONTACT, "nobody")),
        ),
        ("no caveat", "K105", lambda entry: replace(entry, status=Status.DISPUTED, caveat="")),
        ("long answer", "K106", lambda entry: replace(entry, answer="x" * 1_200)),
        ("long title", "K106", lambda entry: replace(entry, title="x" * 151)),
        ("dead contact", "R105", lambda entry: replace(entry, answer="Ring {contact:nobody}.")),
        ("dead source", "R105", lambda entry: replace(entry, caveat="See {source:nothing}.")),
        (
            "too strong",
            "S105",
            lambda entry: replace(entry, cites=(Citation("ca2004-s16c", "s1", Modality.MAY),)),
        ),
    ],
)
def test_a_broken_rule_is_an_error(library: Library, what: str, code: str, change: Change) -> None:
    """Each rule has its code."""
    entry = change(_sound(library))

    found = _check(_only(library, entry))

    assert [(problem.code, problem.severity) for problem in found] == [(code, Severity.ERROR)], what
    assert found[0].line == entry.line


def test_two_entries_may_not_share_a_wording(library: Library) -> None:
    """One wording has one answer, whatever its case and punctuation."""
    entry = _sound(library)
    other = replace(entry, id="other", title="Other", asks=(entry.asks[0].upper() + "?",) * 6)

    assert [problem.code for problem in _check(_only(library, entry, other))] == ["K107"] * 6


def test_a_second_entry_with_an_id_is_an_error(library: Library) -> None:
    """An id is never two entries."""
    entry = _sound(library)
    clashing = replace(_only(library, entry), clashes=(entry,))

    assert [problem.code for problem in _check(clashing)] == ["K101"]


def test_an_overdue_review_is_told_and_is_no_error(library: Library) -> None:
    """What depends on today never sets the exit code by itself."""
    entry = _sound(library)
    after = TODAY.replace(year=2027)

    assert _check(_only(library, entry)) == []
    found = _check(_only(library, entry), after)
    assert [(problem.code, problem.severity) for problem in found] == [("K108", Severity.DATED)]


def test_a_superseded_source_is_an_advice(library: Library) -> None:
    """Everything that rests on an old edition is listed."""
    entry = replace(_sound(library), cites=library.entries["panel-deadline"].cites)

    found = _check(_only(library, entry))

    assert {(problem.code, problem.severity) for problem in found} == {("K109", Severity.ADVISORY)}


def _emergency(library: Library) -> SafetyRule:
    return next(rule for rule in library.safety if rule.kind is SafetyKind.EMERGENCY)


@pytest.mark.parametrize(
    ("what", "code", "change"),
    [
        ("silent", "F104", lambda rule: replace(rule, fires=("a quiet afternoon",))),
        ("alarmed", "F104", lambda rule: replace(rule, quiet=rule.fires[:1])),
        ("contact", "F105", lambda rule: replace(rule, contacts=("nobody",))),
        ("first words", "F106", lambda rule: replace(rule, says="Stay calm.")),
        ("reference", "R105", lambda rule: replace(rule, says="Call 999 now. {contact:nobody}")),
    ],
)
def test_a_safety_rule_that_misbehaves_is_an_error(
    library: Library, what: str, code: str, change: RuleChange
) -> None:
    """Examples, contacts and first words of safety rules are tried."""
    alone = replace(_only(library), safety=(change(_emergency(library)),))

    assert [problem.code for problem in _check(alone)] == [code], what
