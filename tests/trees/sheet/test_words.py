"""The words of the sheet: answers, date rules, sources, and what an "I don't know" does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.content.sources import Citation, Modality
from bot.trees.explore import SOME_DAY
from bot.trees.model import Deadline
from bot.trees.sheet.words import (
    answers_words,
    cite_words,
    deadline_words,
    not_known_words,
    nothing_words,
    replaced_editions,
)
from bot.trees.table import table_of

if TYPE_CHECKING:
    from bot.trees.model import Tree
    from tests.trees.builders import Content


def test_a_few_answers_are_named_and_many_by_what_is_left_out(main: Tree) -> None:
    """Up to three by name; more by the few that do not count, and "not known" is never hidden."""
    age = tuple(main.facts["age_band"].values)
    known = [value for value in age if value not in ("adult_other", "unknown")]

    assert answers_words(main, {"event": ("died", "unknown")}) == (
        "What happened: died / not known",
    )
    assert answers_words(main, {"age_band": tuple(known)}) == (
        "Age then: any but an adult / not known",
    )
    assert answers_words(main, {"age_band": (*known, "unknown")}) == (
        "Age then: any but an adult; also if not known",
    )
    assert answers_words(main, {"aware_on": (SOME_DAY,)}) == ("Council aware since: a date",)
    assert answers_words(main, {}) == ("whatever the answers",)


def test_date_rules_say_from_when_and_what_stands_in_for_a_date(small: Tree) -> None:
    """Working days with their start, "at once", or the words of the tree."""
    rule = small.duties["notify"].rules[0].deadline

    assert deadline_words(small, rule) == (
        "5 working days from “Seen on” (two dates); "
        "if “I don't know yet”: no date: the day is not known"
    )
    once = Deadline(working_days=1, from_fact="seen_on", two_dates=False)
    assert deadline_words(small, once) == (
        "1 working day from “Seen on” (one date, the first day not counted)"
    )
    assert deadline_words(small, Deadline(immediately=True)) == "at once"
    assert deadline_words(small, Deadline(words="within a day")) == "within a day"


def test_a_source_says_how_binding_it_is_and_whether_it_was_replaced(content: Content) -> None:
    """Title, reference and modal; an old edition is marked."""
    law = Citation("ca2004-s16c", "s16C(1)", Modality.MUST)
    old = Citation("wt2023", "chapter 5", Modality.SHOULD)

    assert cite_words(law, content.sources) == "Children Act 2004, section 16C, s16C(1) (must)"
    assert cite_words(old, content.sources).endswith("chapter 5 (should) [replaced edition]")


def test_every_way_of_not_knowing_has_its_words(small: Tree, main: Tree) -> None:
    """A person decides, "treat as", left out, left out with cover, or nothing to leave open."""
    table = table_of(small)
    words = {rows.duty.id: not_known_words(table, rows) for rows in table.duties}
    shipped = table_of(main)
    by_id = {rows.duty.id: not_known_words(shipped, rows) for rows in shipped.duties}

    assert words["notify"] == (
        "If not known (Harm, Kind of harm): a person decides (“Ask a person”)."
    )
    assert words["tell_employer"] == "If not known (Harm, Worker): treat as."
    assert words["look_first"] == "If not known (Harm): left out."
    assert by_id["hold_rapid_review"].endswith(
        "left out; in its place “Ask the council's notifying lead to decide”."
    )
    assert by_id["own_safeguarding_lead"] == "No “I don't know” leaves it open."


def test_what_is_not_owed_is_never_said_where_a_person_decides(small: Tree) -> None:
    """The sheet names the duty that silences it."""
    assert nothing_words(small) == (
        "Said where these answers are given, and never together with “Ask a person”."
    )


def test_replaced_editions_are_named_once(main: Tree, content: Content) -> None:
    """Whoever signs sees that something has to be checked again."""
    lines = replaced_editions(table_of(main), content.sources)

    assert len(lines) == len(set(lines)) >= 1
    assert lines[0].startswith("Working Together to Safeguard Children 2023 was replaced by ")
