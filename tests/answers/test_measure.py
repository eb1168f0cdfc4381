"""Quality on held-out wordings and entries does not fall unnoticed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.answers.calibrate import Trial
from bot.answers.confidence import Thresholds
from bot.answers.engine import build_engine
from bot.answers.measure import Figures, evaluate
from bot.answers.model import Scored
from bot.store.full_text import SqliteFullText

if TYPE_CHECKING:
    from bot.answers.engine import Engine
    from bot.answers.model import Library

_THRESHOLDS = Thresholds(answer_at=0.6, clarify_at=0.3)


def test_held_out_wordings_find_their_entry(engine: Engine) -> None:
    """A wording nobody wrote down finds its entry; without its entry it is seldom answered."""
    found = evaluate(engine.index, engine.trained.thresholds, rounds=1)
    wordings, entries = found.wordings, found.entries

    assert wordings.asked >= len(engine.library.entries)
    assert wordings.share(wordings.first) >= 0.9
    assert wordings.share(wordings.among_three) >= 0.97
    assert wordings.share(wordings.answered_wrong) <= 0.01
    assert entries.first == entries.answered_right == 0
    assert entries.share(entries.answered_wrong) <= 0.1


def test_an_entry_whose_wordings_another_takes_is_weak(library: Library) -> None:
    """Wordings that lead to another entry are counted against theirs, with the taker's name."""
    first, second = (library.entries[id_] for id_ in ("panel-deadline", "rapid-review-who"))
    mixed = replace(first, asks=(*first.asks[:3], *second.asks[:6]))
    few = replace(library, entries={first.id: mixed, second.id: second})

    found = evaluate(build_engine(few, SqliteFullText, meanwhile=_THRESHOLDS).index, _THRESHOLDS)

    weak = {item.entry: item for item in found.weak}
    assert weak[first.id].taken_by[0][0] == second.id
    assert weak[first.id].first < weak[first.id].asked


def _trial(library: Library, scores: list[float], right: int, *, is_held: bool = False) -> Trial:
    entries = list(library.entries.values())[: len(scores)]
    ranked = tuple(Scored(one, score) for one, score in zip(entries, scores, strict=True))
    return Trial("?", entries[right].id if entries else "x", is_held, ranked)


@pytest.mark.parametrize(
    ("scores", "right", "expected"),
    [
        ([0.7, 0.1], 0, Figures(1, first=1, among_three=1, answered_right=1)),
        ([0.7, 0.1], 1, Figures(1, among_three=1, answered_wrong=1)),
        ([0.3, 0.1], 1, Figures(1, among_three=1, offered=1, offered_right=1)),
        ([0.2, 0.05], 0, Figures(1, first=1, among_three=1, abstained=1)),
        ([], 0, Figures(1, abstained=1)),
    ],
)
def test_each_question_is_counted_once(
    library: Library, scores: list[float], right: int, expected: Figures
) -> None:
    """What is shown for a question is an answer, choices, or nothing."""
    assert Figures().with_one(_trial(library, scores, right), _THRESHOLDS) == expected


def test_nothing_is_right_without_its_entry(library: Library) -> None:
    """Where the entry is held out, every answer is a wrong one, but for a related entry."""
    held = _trial(library, [0.7, 0.1], 0, is_held=True)
    kin = replace(held, kin=frozenset({held.right}))

    assert Figures().with_one(held, _THRESHOLDS) == Figures(1, answered_wrong=1)
    assert Figures().with_one(kin, _THRESHOLDS) == Figures(1, answered_near=1)
    assert Figures().share(0) == 0
