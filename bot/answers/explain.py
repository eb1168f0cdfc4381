"""Why a question got the reply it got: how it was read, what decided, and every part of the scores.

The scores are those that the reply was made with; nothing is worked out a second way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answers.answer import respond
from bot.answers.before_search import loudness_of
from bot.answers.confidence import CANDIDATES, WEIGHTS, Parts, total
from bot.answers.forms import typed
from bot.answers.search import rank, understood
from bot.answers.text import MAX_QUESTION

if TYPE_CHECKING:
    from bot.answers.engine import Engine
    from bot.answers.model import AnswerKind, Scored

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Explained:
    """How one question was answered.

    Attributes:
        kind: The kind of the reply.
        rule: The safety rule that decided before any search, or empty.
        loudness: How much it sounds like a call for help; see `bot.answers.alarm`.
        ring_at: From this loudness on it is met as one.
        calm_below: Below this one a rule for emergencies is overruled.
        words: The question's words, spelling repaired.
        repaired: Word typed -> word read, where they differ.
        added: What its abbreviations stand for.
        best: The chance that the best entry is the right one.
        three: The chance that one of the best three is.
        answer_at: From this chance on the best entry is shown.
        clarify_at: From this chance on the best three are offered.
        ranked: The best entries with their parts.
    """

    kind: AnswerKind
    rule: str
    loudness: float
    ring_at: float
    calm_below: float
    words: tuple[str, ...]
    repaired: tuple[tuple[str, str], ...]
    added: tuple[str, ...]
    best: float
    three: float
    answer_at: float
    clarify_at: float
    ranked: tuple[Scored, ...]

    def as_json(self) -> dict[str, object]:
        """All of it as JSON; parts are those of `Parts`, weighted as they are added up."""
        return {
            "rule": self.rule or None,
            "loudness": round(self.loudness, 4),
            "ring_at": self.ring_at,
            "calm_below": self.calm_below,
            "words": list(self.words),
            "repaired": dict(self.repaired),
            "added": list(self.added),
            "best": round(self.best, 4),
            "three": round(self.three, 4),
            "answer_at": self.answer_at,
            "clarify_at": self.clarify_at,
            "entries": [
                {
                    "id": item.entry.id,
                    "score": round(item.score, 4),
                    "share": round(item.share, 4),
                    "parts": weighted(item),
                }
                for item in self.ranked
            ],
        }


def explain(question: str, engine: Engine) -> Explained:
    """Answer a question and say why.

    Raises:
        StoreError: The full-text search of a large library does not work.
    """
    answer = respond(question, engine)
    before = typed(question[:MAX_QUESTION])
    after = engine.index.speller.repair(before)
    read = understood(engine.index, question).text.split()
    ranked = rank(engine.index, question)
    return Explained(
        kind=answer.kind,
        rule=answer.rule,
        loudness=loudness_of(question, engine),
        ring_at=engine.trained.thresholds.ring_at,
        calm_below=engine.trained.thresholds.calm_below,
        words=after,
        repaired=tuple(pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]),
        added=tuple(read[len(after) :]),
        best=ranked[0].score if ranked else 0.0,
        three=total(ranked[:CANDIDATES]),
        answer_at=engine.trained.thresholds.answer_at,
        clarify_at=engine.trained.thresholds.clarify_at,
        ranked=ranked[:_SHOWN],
    )


def weighted(item: Scored) -> dict[str, float]:
    """Each part of a candidate times its weight: what it adds to the candidate's strength."""
    parts = item.parts or Parts(*[0.0] * len(WEIGHTS))
    pairs = zip(Parts._fields, parts, WEIGHTS, strict=True)
    return {name: round(part * weight, 3) for name, part, weight in pairs}
