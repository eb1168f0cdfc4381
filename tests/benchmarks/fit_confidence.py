"""Fits the two logistic regressions of `bot.answers.confidence` anew, and prints them.

```
python -m tests.benchmarks.fit_confidence --sets DIR
```

What is right: wordings of the shipped knowledge, each asked without itself. What is wrong: those
that another entry wins, wordings asked without their entry (unless a related one wins), and
questions of the public sets, which are about other things. No held-out question of `tests/answers`
is looked at. The weights of the parts were fitted on the same wordings by a softmax over entries.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bot.answers.confidence import CANDIDATES, Signs, signs_of, strengths_of
from bot.answers.kin import kin_of
from bot.answers.prepared import Prepared
from bot.answers.search import read_entries, understood
from tests.desks import shipped_content

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.answers.evidence import Floats
    from bot.answers.forms import Forms, Told
    from bot.answers.search import Index

FOLDS = 10
ASKED_OF_ENTRY = 8
FAR = {"clinc150": 700, "sara": 200, "sharc": 100}
HELD_WEIGHT = 1.5
PENALTY = 2e-4
STEPS = 20_000
STEP = 0.3


class Case(NamedTuple):
    """One question.

    Attributes:
        signs: Its signs.
        first: The best entry is right.
        three: One of the best three is.
        weight: How much it counts.
    """

    signs: Signs
    first: bool
    three: bool
    weight: float


def main() -> None:
    """Print both regressions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=Path, required=True, help="the folder of the public sets")
    parser.add_argument("--folds", type=int, default=4)
    chosen = parser.parse_args()
    index = shipped_content().engine.index
    told = read_entries(index.entries, index.abbreviations)
    cases = [*_far(index, chosen.sets)]
    for fold in range(chosen.folds):
        sys.stderr.write(f"Fold {fold + 1} of {chosen.folds} ...\n")
        cases += [*_wordings(index, told, fold), *_entries(index, told, fold)]
    for name, right in (
        ("best", [case.first for case in cases]),
        ("three", [case.three for case in cases]),
    ):
        at_nothing, *found = _fitted(cases, right)
        named = ", ".join(
            f"{sign}={value:.2f}" for sign, value in zip(Signs._fields, found, strict=True)
        )
        sys.stdout.write(f"{name}: at nothing {at_nothing:.2f}, {named}\n")


def _signs(prepared: Prepared, asked: Forms, known_share: float) -> tuple[Signs, list[int]]:
    parts = prepared.parts(asked)
    signs, _ = signs_of(parts, known_share, len(asked.telling))
    best = np.argsort(-strengths_of(parts), kind="stable")[:CANDIDATES]
    return signs, [int(number) for number in best]


def _wordings(index: Index, told: Sequence[Told], fold: int) -> Iterator[Case]:
    """Each tenth wording of every entry, asked without it."""
    out = [
        {place for place in range(len(entry.asks)) if (place + number) % FOLDS == fold}
        for number, entry in enumerate(index.entries)
    ]
    rest = Prepared.of(
        [
            replace(one, rows=tuple(r for at, r in enumerate(one.rows) if at - 1 not in places))
            for one, places in zip(told, out, strict=True)
        ],
        learns=True,
    )
    for number, entry in enumerate(index.entries):
        for place in out[number]:
            asked = understood(index, entry.asks[place])
            known = index.prepared.words.known_share(asked.telling)
            signs, best = _signs(rest, asked, known)
            yield Case(signs, best[0] == number, number in best, 1.0)


def _entries(index: Index, told: Sequence[Told], fold: int) -> Iterator[Case]:
    """A few wordings of each tenth entry, asked without it."""
    kept = [number for number in range(len(told)) if number % FOLDS != fold]
    rest = Prepared.of([told[number] for number in kept], learns=True)
    kin = kin_of(index.entries)
    for number in range(fold, len(told), FOLDS):
        entry = index.entries[number]
        for ask in entry.asks[:: max(1, len(entry.asks) // ASKED_OF_ENTRY)]:
            asked = understood(index, ask)
            signs, best = _signs(rest, asked, rest.words.known_share(asked.telling))
            if index.entries[kept[best[0]]].id not in kin[entry.id]:
                yield Case(signs, first=False, three=False, weight=HELD_WEIGHT)


def _far(index: Index, sets: Path) -> Iterator[Case]:
    """Questions about other things."""
    drawn = np.random.default_rng(1)
    for name, count in FAR.items():
        lines = (sets / name / "queries.jsonl").read_text(encoding="utf-8").splitlines()
        for at in drawn.permutation(len(lines))[:count]:
            asked = understood(index, json.loads(lines[at])["text"])
            if asked.telling:
                known = index.prepared.words.known_share(asked.telling)
                signs, _ = _signs(index.prepared, asked, known)
                yield Case(signs, first=False, three=False, weight=1.0)


def _fitted(cases: Sequence[Case], right: Sequence[bool]) -> list[float]:
    """Gradient descent with momentum; no coefficient but the first may fall below 0."""
    signs = np.hstack([np.ones((len(cases), 1)), np.array([case.signs for case in cases])])
    wanted = np.array(right, dtype=np.float64)
    weights = np.array([case.weight for case in cases])
    weights /= weights.sum()
    found: Floats = np.ones(signs.shape[1])
    moving: Floats = np.zeros(signs.shape[1])
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-signs @ found))
        slope = signs.T @ (weights * (chances - wanted))
        slope[1:] += PENALTY * found[1:]
        moving = 0.99 * moving - STEP * slope
        found = found + moving
        found[1:] = np.maximum(found[1:], 0.0)
    return [float(value) for value in found]


if __name__ == "__main__":
    main()
