"""The sign-off sheet says what the tree does, for every combination of answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings

from bot.content.sources import Modality
from bot.trees.explore import SOME_DAY
from bot.trees.model import IfUnknown
from bot.trees.proof.ends import Ends
from bot.trees.table import open_where, table_json, table_of
from bot.trees.walk import replay
from tests.trees.builders import TODAY, answers_to, load_content
from tests.trees.made import combinations, trees, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.trees.model import Tree
    from bot.trees.proof.classes import Answers
    from bot.trees.table import DutyRows, Table

SHIPPED = load_content().tree
SHEET = table_of(SHIPPED)


def _fits(classes: Iterable[Answers], answers: Mapping[str, str]) -> bool:
    return any(all(answers[fact] in allowed for fact, allowed in row.items()) for row in classes)


def _read_off(rows: DutyRows, answers: Mapping[str, str]) -> tuple[str, bool] | None:
    """How the sheet says that a duty is owed, as a person would read it: strength and certainty."""
    if rows.not_known.does is IfUnknown.APPLY and _fits(rows.not_known.classes, answers):
        return "open", False
    for row in rows.rows:
        if _fits(row.classes, answers):
            return row.strength.value, not _fits(row.not_certain, answers)
    return None


def _agrees(
    table: Table, answers: Mapping[str, str], shown: Mapping[str, tuple[str, bool]]
) -> None:
    for rows in table.duties:
        if rows.duty.handoff:
            continue
        said = _read_off(rows, answers)
        found = shown.get(rows.duty.id)
        if said and said[0] == "open":
            assert found is not None
            assert found[1] is False
        else:
            assert said == found


def _person_decides(table: Table, answers: Mapping[str, str]) -> bool:
    """Whether the sheet says that a person decides."""
    return any(
        _fits(rows.not_known.classes, answers)
        if rows.not_known.does is IfUnknown.ASK and not rows.duty.handoff
        else rows.duty.handoff
        and (
            _fits(rows.not_known.classes, answers)
            or any(_fits(row.classes, answers) for row in rows.rows)
        )
        for rows in table.duties
    )


@settings(max_examples=60)
@given(trees())
def test_any_tree_is_read_off_its_sheet(made: Tree) -> None:
    """For every combination: the same duties, as strong and as certain as the walk gives them."""
    table = table_of(made)

    for answers in combinations(made):
        outcome = walk(made, answers).outcome
        shown = {due.id: (due.strength.value, due.certain) for due in outcome.duties}
        _agrees(table, answers, shown)
        assert _person_decides(table, answers) is (outcome.handoff is not None)


@settings(max_examples=150)
@given(answers_to(SHIPPED))
def test_the_shipped_sheet_is_what_a_walk_gives(answers: dict[str, str]) -> None:
    """Whoever reads the sheet comes to the outcome that the practitioner sees."""
    outcome = replay(SHIPPED, answers, today=TODAY).outcome
    shown = {due.id: (due.strength.value, due.certain) for due in outcome.duties}
    seen = {
        fact: value if value in SHIPPED.facts[fact].values else SOME_DAY
        for fact, value in answers.items()
    }

    _agrees(SHEET, seen, shown)
    assert _person_decides(SHEET, seen) is (outcome.handoff is not None)


def test_independent_additions_are_not_multiplied_out() -> None:
    """Who is suspected decides about the designated officer, and nothing else does."""
    by_id = {rows.duty.id: rows for rows in SHEET.duties}

    assert by_id["tell_lado"].facts == ("worker_suspected",)
    assert by_id["provider_notification"].facts == ("age_band", "event", "setting")
    assert "worker_suspected" not in by_id["notify_panel"].facts


def test_the_panel_duty_has_its_classes_in_a_handful_of_lines() -> None:
    """Here or in two areas: abuse known or suspected, or killed by family or partner."""
    first = next(rows for rows in SHEET.duties if rows.duty.id == "notify_panel").rows[0]
    common = {"age_band": ("under_16", "age_16_17"), "event": ("died", "seriously_harmed")}
    here = {"place": ("own_la", "two_areas")}

    assert first.strength is Modality.MUST
    assert first.deadline.from_fact == "aware_on"
    assert [dict(row) for row in first.classes] == [
        {**common, "abuse_neglect": ("known", "suspected"), **here},
        {**common, **here, "circumstance": ("domestic_homicide",)},
    ]


def test_a_sheet_can_be_read_in_one_sitting() -> None:
    """Rules that say the same share a row, and the rows of all duties stay countable."""
    assert sum(len(rows.rows) for rows in SHEET.duties) <= 60
    assert sum(len(row.classes) for rows in SHEET.duties for row in rows.rows) <= 110


def test_what_is_left_open_is_where_an_unknown_could_create_the_duty(small: Tree) -> None:
    """An "I don't know" about the kind of harm leaves the notification to a person."""
    ends = Ends(small)
    rows = next(rows for rows in table_of(small).duties if rows.duty.id == "notify")

    assert rows.not_known.does is IfUnknown.ASK
    assert rows.not_known.facts == ("harm", "kind")
    assert open_where(ends, small.duties["look_first"]) is ends.answered("harm", "unknown")


def test_the_json_says_everything_that_is_signed(small: Tree) -> None:
    """Duties with answers, strength, sources and date rule; and what is not owed, unless."""
    found = table_json(table_of(small))

    assert (found["tree"], found["version"], found["hash"]) == ("small", "1.0.0", small.hash)
    assert found["combinations"] == 3 * 3 * 3 * 2
    assert found["questions"] == [
        {"id": "harm", "asks": ["harm"], "classes": [{}]},
        {"id": "kind", "asks": ["kind"], "classes": [{"harm": ["yes", "unknown"]}]},
        {
            "id": "more",
            "asks": ["worker", "seen_on"],
            "classes": [{"harm": ["yes", "unknown"]}],
        },
    ]
    duties = found["duties"]
    assert isinstance(duties, list)
    notify = next(one for one in duties if one["id"] == "notify")
    assert notify["rows"] == [
        {
            "strength": "must",
            "cites": [{"source": "ca2004-s16c", "ref": "s16C(1)", "strength": "must"}],
            "deadline": {
                "working_days": 5,
                "from": "seen_on",
                "two_dates": True,
                "instead": {"unknown": "no date: the day is not known"},
            },
            "reasons": ["The harm is serious."],
            "classes": [{"harm": ["yes"], "kind": ["serious"]}],
            "not_certain": [],
        }
    ]
    assert found["nothing_owed"] == [
        {
            "because": "Nothing is owed where no child was harmed.",
            "cites": [{"source": "ca2004-s16c", "ref": "s16C(1)", "strength": "must"}],
            "classes": [{"harm": ["no"]}],
            "unless": "ask_person",
        }
    ]
