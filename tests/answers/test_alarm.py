"""The second net hears calls for help that no rule was written for, and seldom anything else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from bot.answers.abbreviations import Abbreviations
from bot.answers.alarm import (
    NEEDLESS_SHARE,
    UNHEARD_SHARE,
    Marks,
    Tried,
    find_marks,
    heard,
    learn_alarm,
    lessons_of,
    loudness,
    try_alarm,
)
from bot.answers.model import Next, NextKind
from bot.answers.spelling import Speller
from tests.strategies import anything_typed

if TYPE_CHECKING:
    from bot.answers.alarm import Heard
    from bot.answers.ear import Ear
    from bot.answers.model import Library

_CALLS = (
    "he is on the window sill and will not come in",
    "she is on the window sill now",
    "baby is limp and grey",
    "the baby has gone limp",
)
_OTHERS = (
    "who sits on the panel",
    "when is the panel told",
    "is a baby a child",
    "who notifies the panel of a death",
)


def _heard(text: str) -> Heard:
    return heard(text, Speller.of([]), Abbreviations.of(()))


@pytest.fixture(scope="module")
def ear() -> Ear:
    """An alarm that was taught four calls and four other messages."""
    return learn_alarm([_heard(one) for one in _CALLS], [_heard(one) for one in _OTHERS])


def test_what_is_like_a_call_is_louder_than_what_is_not(ear: Ear) -> None:
    """Words shared with calls make a message loud, words shared with the others make it soft."""
    assert loudness(ear, _heard("a baby, limp")) > loudness(ear, _heard("the panel"))


def test_a_call_is_heard_inside_a_long_message(ear: Ear) -> None:
    """The loudest sentence counts, however much is said around it."""
    call, rest = "baby is limp and grey", "who sits on the panel? when is the panel told?"

    assert loudness(ear, _heard(f"{rest} {call}. {rest}")) >= loudness(ear, _heard(call))


@given(text=anything_typed)
def test_loudness_is_a_share(ear: Ear, text: str) -> None:
    """Whatever is typed, it is from 0 to 1."""
    assert 0 <= loudness(ear, _heard(text)) <= 1


def test_too_few_calls_find_no_marks() -> None:
    """With a handful of examples it rings from the middle on and overrules no rule."""
    assert find_marks(Tried((0.9,) * 59, (0.1,))) == Marks(0.5, 0.0)


def test_marks_keep_their_promises() -> None:
    """Few of the others would ring, and fewer calls still would be overruled."""
    calls = tuple(number / 1000 for number in range(1000))
    marks = find_marks(Tried(calls, tuple(one / 2 for one in calls)))

    assert sum(one / 2 >= marks.ring_at for one in calls) <= NEEDLESS_SHARE * len(calls)
    assert sum(one < marks.calm_below for one in calls) <= UNHEARD_SHARE * len(calls)
    assert marks.calm_below < marks.ring_at


def test_each_message_is_tried_by_an_alarm_that_was_not_taught_it() -> None:
    """A message with words of its own is as loud as one with no words."""
    calls = [*(_heard(one) for one in _CALLS), _heard("zugzwang zeitnot")]
    others = [_heard(one) for one in _OTHERS]
    tried = try_alarm(calls, others)

    assert len(tried.calls) == len(calls)
    assert len(tried.quiet) == len(others)
    assert tried.calls[-1] < loudness(learn_alarm(calls * 3, others), calls[-1])


def test_questions_about_danger_teach_nothing(library: Library) -> None:
    """Wordings of an entry that leads to 999 are no calls, but they are not quiet either."""
    entry = next(iter(library.entries.values()))
    plain = replace(library, entries={entry.id: replace(entry, next=None)})
    urgent = replace(entry, next=Next(NextKind.CONTACT, "emergency"))

    assert set(entry.asks) <= set(lessons_of(plain).quiet)
    assert not set(entry.asks) & set(lessons_of(replace(library, entries={"a": urgent})).quiet)


def test_every_rule_teaches(library: Library) -> None:
    """Examples beside the rules are lessons too: those of emergencies both ways."""
    lessons = lessons_of(library)
    for rule in library.safety:
        calls = set(rule.fires) if rule.kind.value == "emergency" else set()
        assert calls <= set(lessons.fires)
        assert {*rule.fires, *rule.quiet} - calls <= set(lessons.quiet)
