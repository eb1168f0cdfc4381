"""What is wrong in a library, all at once.

Codes: K101 two entries with one id; K102 fewer than six wordings; K103 `related` names no entry, or
the entry itself; K104 `next` names no tree or contact; K105 no caveat although disputed or
unconfirmed; K106 a text too long for a screen; K107 two entries with one wording; K108 the review
is overdue (depends on today); K109 rests on a superseded source (advisory); R105 a dead reference;
S105 stronger than the sources cited. For safety rules: F104 an example does not behave; F105 a
contact that is not in the area; F106 an emergency does not begin with 999; F109 an example of the
alarm that contradicts another. For published reviews see `reviews`, for incidents
`incident`. K112 weak: wordings that do not find their entry without themselves (advisory; from a
sample).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers.incident import check_incident
from bot.answers.model import NextKind, SafetyKind, Status
from bot.answers.reviews import check_reviews
from bot.answers.safety import find_safety
from bot.answers.text import clean, words
from bot.content.problems import ContentProblem, Severity
from bot.content.refs import dead_references
from bot.content.sources import strongest, superseded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from bot.answers.engine import Engine
    from bot.answers.model import Entry, Library, SafetyRule
    from bot.answers.trained import Astray

FEWEST_ASKS = 6
LONGEST_ANSWER = 1_200
LONGEST_TITLE = 150
_WEAK_FROM = 2
FIRST_WORDS = "Call 999 now."


def check_library(
    library: Library, *, today: date, tree_ids: Collection[str]
) -> list[ContentProblem]:
    """Every problem of a library that has been read.

    Args:
        library: What `load_library` gave.
        today: The day on which overdue reviews are told.
        tree_ids: The trees that `next` may name.
    """
    problems = [
        _of(entry, "K101", f"the entry '{entry.id}' is there twice") for entry in library.clashes
    ]
    for entry in library.entries.values():
        problems += _form(entry)
        problems += _references(entry, library, tree_ids)
        problems += _standing(entry, library, today)
    problems += _shared_wordings(library)
    for rule in library.safety:
        problems += _rule(rule, library)
        problems += _examples(rule, library)
    if library.alarm:
        problems += _rule(library.alarm, library)
        problems += _lessons(library.alarm)
    problems += check_incident(library, tree_ids)
    problems += check_reviews(library.reviews, today=today)
    return sorted(problems)


def check_wordings(engine: Engine) -> list[ContentProblem]:
    """Entries that most of the wordings tried do not find without themselves.

    What was tried is kept with what was learned; `evaluate` tries every wording.
    """
    missed: dict[str, list[Astray]] = {}
    for one in engine.trained.astray:
        missed.setdefault(one.entry, []).append(one)
    return [
        _of(
            engine.library.entries[id_],
            "K112",
            f"'{id_}' has wordings that do not find it without themselves: "
            + "; ".join(f"'{one.wording}' ({one.taken_by})" for one in ones),
            Severity.ADVISORY,
        )
        for id_, ones in sorted(missed.items())
        if len(ones) >= _WEAK_FROM
    ]


def _of(
    item: Entry | SafetyRule, code: str, text: str, severity: Severity = Severity.ERROR
) -> ContentProblem:
    return ContentProblem(item.path, item.line, code, text, severity)


def _form(entry: Entry) -> Iterator[ContentProblem]:
    if len(entry.asks) < FEWEST_ASKS:
        text = f"'{entry.id}' has {len(entry.asks)} wordings; at least {FEWEST_ASKS} are needed"
        yield _of(entry, "K102", text)
    if len(entry.answer) >= LONGEST_ANSWER:
        text = f"the answer of '{entry.id}' must be shorter than {LONGEST_ANSWER} characters"
        yield _of(entry, "K106", text)
    if len(entry.title) > LONGEST_TITLE:
        text = f"the title of '{entry.id}' must have at most {LONGEST_TITLE} characters"
        yield _of(entry, "K106", text)


def _references(
    entry: Entry, library: Library, tree_ids: Collection[str]
) -> Iterator[ContentProblem]:
    for text in (entry.answer, entry.caveat):
        for reference in dead_references(text, library.area, library.sources):
            yield _of(entry, "R105", f"'{entry.id}' refers to {reference}, which is not there")
    for other in entry.related:
        if other not in library.entries or other == entry.id:
            yield _of(entry, "K103", f"'{entry.id}' is related to '{other}', no other entry")
    if entry.next:
        known = tree_ids if entry.next.kind is NextKind.TREE else library.area.contacts
        if entry.next.id not in known:
            kind = entry.next.kind.value
            yield _of(
                entry, "K104", f"'{entry.id}' leads to the {kind} '{entry.next.id}', not there"
            )


def _standing(entry: Entry, library: Library, today: date) -> Iterator[ContentProblem]:
    if entry.strength.weight > strongest(entry.cites).weight:
        text = f"'{entry.id}' says {entry.strength.value}; its sources say no more than "
        yield _of(entry, "S105", text + strongest(entry.cites).value)
    if entry.status is not Status.CONFIRMED and not entry.caveat:
        yield _of(entry, "K105", f"'{entry.id}' is {entry.status.value} and needs a caveat")
    if entry.review_by < today:
        text = f"'{entry.id}' was to be reviewed by {entry.review_by.isoformat()}"
        yield _of(entry, "K108", text, Severity.DATED)
    for source in superseded(entry.cites, library.sources):
        text = f"'{entry.id}' rests on '{source.id}', superseded by '{source.superseded_by}'"
        yield _of(entry, "K109", text, Severity.ADVISORY)


def _shared_wordings(library: Library) -> Iterator[ContentProblem]:
    """Two entries cannot both be the answer to one wording."""
    owners: dict[tuple[str, ...], Entry] = {}
    for entry in library.entries.values():
        for wording in (entry.title, *entry.asks):
            owner = owners.setdefault(words(clean(wording)), entry)
            if owner is not entry:
                text = f"'{entry.id}' and '{owner.id}' share the wording \"{wording}\""
                yield _of(entry, "K107", text)


def _rule(rule: SafetyRule, library: Library) -> Iterator[ContentProblem]:
    for reference in dead_references(rule.says, library.area, library.sources):
        yield _of(rule, "R105", f"'{rule.id}' refers to {reference}, which is not there")
    for contact in rule.contacts:
        if contact not in library.area.contacts:
            yield _of(rule, "F105", f"'{rule.id}' shows the contact '{contact}', not there")
    if rule.kind is SafetyKind.EMERGENCY and not rule.says.startswith(FIRST_WORDS):
        yield _of(rule, "F106", f"'{rule.id}' must begin with \"{FIRST_WORDS}\"")


def _lessons(alarm: SafetyRule) -> Iterator[ContentProblem]:
    """What the alarm is taught must not contradict itself."""
    calls = {words(clean(example)) for example in alarm.fires}
    for example in alarm.quiet:
        if words(clean(example)) in calls:
            yield _of(alarm, "F109", f"'{alarm.id}' has \"{example}\" under fires and quiet")


def _examples(rule: SafetyRule, library: Library) -> Iterator[ContentProblem]:
    for example in rule.fires:
        match = find_safety(example, library.safety)
        if match is None or match.rule.id != rule.id:
            yield _of(rule, "F104", f"'{rule.id}' must fire on its example \"{example}\"")
    for example in rule.quiet:
        match = find_safety(example, library.safety)
        if match and (match.rule.id == rule.id or match.rule.kind is SafetyKind.EMERGENCY):
            yield _of(rule, "F104", f"'{match.rule.id}' must not fire on \"{example}\"")
