"""Follow-ups: "and if he was in care?" is understood together with the entry shown before.

The follow-up is ranked by itself and together with the title of that entry; what is near both ways
is meant. Where one entry clearly is, it is the answer; otherwise the person is asked which, never
guessed for.
"""

from __future__ import annotations

from dataclasses import replace
from math import sqrt
from typing import TYPE_CHECKING

from bot.answers.answer import show_entry
from bot.answers.kin import kin_of
from bot.answers.model import Answer, Choice, Scored
from bot.answers.search import rank
from bot.answers.text import clean, is_stop_word, spoken, stem, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.answers.engine import Engine
    from bot.answers.model import Entry

CLEAR = 0.65
"""Share of what all entries score both ways, from which on one of them is clearly meant."""

LIKELY = 0.5
"""Enough of a share where the question by itself is answered with the same entry."""

_MOST_OF_IT = 0.6
_KIN = 3.0  # what a curator relates with the entry shown is asked about next more often
_CHOICES = 3
_SHORT = 12
_VERY_SHORT = 6
_TINY = 3
_WORDS_OF_LEADING = """
and / but / or / also / so if / same if / same for / is it the same / what about / what if /
how about / even if / does that / does it / is that / then what / what then / if he / if she /
if they / if it / if so / if not
"""
_LEADS = tuple(tuple(lead.split()) for lead in _WORDS_OF_LEADING.split("/"))
_POINTING = frozenset({"it", "that", "this", "he", "she", "they", "him", "her", "them", "those"})
# Words that say how something is asked, and not what about.
_HOW_ASKED = frozenset(
    {"same", "still", "case", "apply", "applies", "happen", "happens", "change", "changes", "even"}
    | {"different", "instead", "too", "then", "now", "so", "again", "true", "count", "counts"}
    | {"after", "before", "where", "being", "got", "get", "thing", "things", "need", "does", "had"}
)


def is_follow_up(text: str) -> bool:
    """Whether a message leans on what was said before: it begins so, or is short and points back.

    >>> is_follow_up("and if he was in care?")
    True
    """
    typed = spoken(words(clean(text)))
    if not typed or len(typed) > _SHORT:
        return False
    return _leads(text) or _points(text) or len(typed) <= _TINY


def follow_up(question: str, last_id: str, alone: Answer, engine: Engine) -> Answer:
    """The reply to a follow-up.

    Args:
        question: What was typed.
        last_id: The entry shown before.
        alone: The reply to the question by itself.
        engine: The knowledge base.

    Returns:
        The entry that is clearly meant; the reply to the question alone where it does not lean on
        anything, or where both readings agree; else the entries that could be meant.
    """
    last = engine.library.entries.get(last_id)
    if last is None or not _may_be_understood_otherwise(alone):
        return alone
    meant = _both_ways(question, last, engine)
    told = _told(question, engine)
    best = meant[0] if meant and _covered(meant[0].entry, told, engine) >= _MOST_OF_IT else None
    by_itself = max((item.score for item in alone.entries), default=0.0)
    is_near = best is not None and (best.entry.id in _kin(last, engine) or by_itself >= LIKELY)
    if best and best.score >= CLEAR and is_near:
        return _taken_up(best.entry, last, engine)
    agrees = best is not None and best.score >= LIKELY and best.entry.id == _answered(alone)
    leans = _leads(question) or not told or (_points(question) and alone.kind == "abstain")
    if agrees or not leans:
        return alone
    return _which(_possible(meant, told, last, alone, engine)) or alone


def _points(text: str) -> bool:
    """Whether a message is short and points back: "who does that"."""
    typed = spoken(words(clean(text)))
    return len(typed) <= _VERY_SHORT and any(word in _POINTING for word in typed)


def _answered(alone: Answer) -> str:
    """The entry that answers the question by itself, or empty."""
    return alone.entries[0].entry.id if alone.kind == "answer" and alone.entries else ""


def _both_ways(question: str, last: Entry, engine: Engine) -> list[Scored]:
    """Entries by the geometric mean of both rankings, as shares of one; best first."""
    by_itself = {item.entry.id: item.share for item in rank(engine.index, question)}
    together = rank(engine.index, f"{last.title} {question}")
    near = _kin(last, engine)
    scores = [
        (
            item.entry,
            sqrt(item.share * by_itself.get(item.entry.id, 0))
            * (_KIN if item.entry.id in near else 1),
        )
        for item in together
    ]
    whole = sum(score for _, score in scores)
    found = [Scored(entry, score / whole) for entry, score in scores if score > 0]
    return sorted(found, key=lambda item: (-item.score, item.entry.id))


def _kin(last: Entry, engine: Engine) -> frozenset[str]:
    """What a curator relates with an entry, and the entry itself."""
    return kin_of(engine.library.entries.values())[last.id] | {last.id}


def _leads(text: str) -> bool:
    """Whether a message begins as a follow-up does."""
    typed = spoken(words(clean(text)))
    return any(typed[: len(lead)] == lead for lead in _LEADS)


def _may_be_understood_otherwise(alone: Answer) -> bool:
    """Rules, lists of reviews and incidents stand as they are."""
    return alone.kind in {"answer", "clarify", "abstain"} and not (
        alone.rule or alone.reviews or alone.is_incident
    )


def _told(question: str, engine: Engine) -> frozenset[str]:
    """The stems of what the follow-up itself says, abbreviations spelt out."""
    typed = words(clean(question))
    telling = [word for word in typed if not is_stop_word(word) and word not in _HOW_ASKED]
    return frozenset(map(stem, engine.index.abbreviations.expand(tuple(telling))))


def _covered(entry: Entry, told: frozenset[str], engine: Engine) -> float:
    """The share of the follow-up's own words that an entry is asked by."""
    asked: set[str] = set()
    for row in (entry.title, *entry.asks, " ".join(entry.keywords)):
        asked.update(map(stem, engine.index.abbreviations.expand(words(clean(row)))))
    return len(told & asked) / len(told) if told else 0.0


def _taken_up(entry: Entry, last: Entry, engine: Engine) -> Answer:
    """An entry's answer, with a quiet line that says what it was taken to follow."""
    answer = show_entry(entry.id, engine)
    return replace(answer, caveats=(f"Taken as a follow-up to: {last.title}", *answer.caveats))


def _possible(
    meant: Sequence[Scored],
    told: frozenset[str],
    last: Entry,
    alone: Answer,
    engine: Engine,
) -> list[Scored]:
    """Entries that could be meant: what is near both ways first, then what is related.

    Of "by when?", which says nothing of its own, only what is related can be meant.
    """
    kin = _kin(last, engine)
    near = [
        item
        for item in meant
        if (_covered(item.entry, told, engine) > 0 if told else item.entry.id in kin)
    ]
    entries = engine.library.entries
    related = [Scored(entries[id_], 0.0) for id_ in last.related if id_ in entries]
    by_itself = alone.entries[:1] if told else ()
    found = _each_once([*near[:_CHOICES], *by_itself, *related])
    return [item for item in found if item.entry.id != last.id][:_CHOICES]


def _each_once(items: Iterable[Scored]) -> Iterator[Scored]:
    seen: set[str] = set()
    for item in items:
        if item.entry.id not in seen:
            seen.add(item.entry.id)
            yield item


def _which(possible: Sequence[Scored]) -> Answer | None:
    """Asked back, where there are two or three to choose from."""
    if len(possible) <= 1:
        return None
    return Answer(
        kind="clarify",
        text="*Which of these do you mean?*",
        entries=tuple(possible),
        choices=tuple(Choice(item.entry.title, item.entry.id) for item in possible),
    )
