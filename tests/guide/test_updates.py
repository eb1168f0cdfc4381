"""What a newer version of the questions changes for somebody is worked out from their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings

from bot.guide.updates import fitting, update_of
from bot.trees.walk import replay
from tests.desks import START, T01
from tests.newer import FEWER_AT_ONCE, WITHIN_A_WEEK, WORDING, newer
from tests.trees.builders import answers_to, load_content

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.guide.walk_replies import UpdateView

TODAY = START.date()
SHIPPED = load_content().tree
LOOKED_AFTER = {**T01, "looked_after": "by_us"}
AT_THE_SCREEN = dict(list(T01.items())[:7])


def _update(edits: tuple[tuple[str, str], ...], answers: Mapping[str, str]) -> UpdateView | None:
    old = replay(SHIPPED, answers, today=TODAY)
    return update_of(old, newer(*edits), answers, TODAY)


@settings(max_examples=60)
@given(answers_to(SHIPPED))
def test_other_words_change_nothing_for_anybody(answers: dict[str, str]) -> None:
    """Whatever was answered, nobody is asked about a version with other words."""
    taken = fitting(SHIPPED, answers, TODAY)

    assert _update(WORDING, taken) is None


@settings(max_examples=100)
@given(answers_to(SHIPPED))
def test_whoever_is_not_asked_keeps_way_duties_and_dates(answers: dict[str, str]) -> None:
    """A silent move leaves everything as it stood."""
    taken = fitting(SHIPPED, answers, TODAY)
    old = replay(SHIPPED, taken, today=TODAY)
    new = replay(newer(*WITHIN_A_WEEK), taken, today=TODAY)

    if _update(WITHIN_A_WEEK, taken) is None:
        assert old.asked == new.asked
        assert [(one.id, one.strength, one.due, one.when) for one in old.outcome.duties] == [
            (one.id, one.strength, one.due, one.when) for one in new.outcome.duties
        ]
    else:
        assert "tell_parents" in {one.id for one in new.outcome.duties}


def test_the_difference_names_dates_duties_and_questions() -> None:
    """Another date rule for one duty; one question less on the screen that is asked next."""
    dates = _update(WITHIN_A_WEEK, LOOKED_AFTER)
    screen = _update(FEWER_AT_ONCE, AT_THE_SCREEN)

    assert dates is not None
    title = SHIPPED.duties["tell_parents"].title
    assert dates.dates == (f"{title}: within a week",)
    assert (dates.adds, dates.takes, dates.asks, dates.drops) == ((), (), (), ())
    assert screen is not None
    assert (screen.asks, screen.drops) == ((), ("Other child at risk",))
    assert (screen.version, screen.tree_hash) == ("99.0.0", newer(*FEWER_AT_ONCE).hash)
