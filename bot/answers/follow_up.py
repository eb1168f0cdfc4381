"""Follow-ups: "and if he was in care?" is understood together with the entry shown before.

The follow-up is asked again with the title of that entry. Where one other entry is clearly meant,
it is the answer; otherwise the person is asked which, never guessed for.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answers.answer import show_entry
from bot.answers.model import Answer, Choice, Scored
from bot.answers.search import rank
from bot.answers.text import clean, is_stop_word, spoken, stem, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.answers.answer import Engine
    from bot.answers.model import Entry

CLEAR = 0.5
"""Share of what other entries score together, from which on one of them is clearly meant."""

_MOST_OF_IT = 0.6
_CHOICES = 3
_LOOKED_AT = 20
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
    points = len(typed) <= _VERY_SHORT and any(word in _POINTING for word in typed)
    return _leads(text) or points or len(typed) <= _TINY


def follow_up(question: str, last_id: str, alone: Answer, engine: Engine) -> Answer:
    """The reply to a follow-up.

    Args:
        question: What was typed.
        last_id: The entry shown before.
        alone: The reply to the question by itself.
        engine: The knowledge base.

    Returns:
        Another entry where the two together make one clear; the reply to the question alone where
        it does not lean on anything; else the entries that could be meant.
    """
    last = engine.library.entries.get(last_id)
    if last is None or not _may_be_understood_otherwise(alone):
        return alone
    ranked = rank(engine.index, f"{last.title} {question}")
    others = [item for item in ranked if item.entry.id != last.id]
    told = _told(question, engine)
    best = _best(others, told, engine)
    if alone.kind == "answer" and alone.entries[:1]:
        by_itself = alone.entries[0].entry
        if by_itself.id == last.id or not _leads(question):
            return alone
        if best and best.entry.id == by_itself.id:
            return _taken_up(by_itself, last, engine)
    elif best and best.score >= CLEAR * sum(item.score for item in others):
        return _taken_up(best.entry, last, engine)
    return _which(_possible(others, told, last, alone, engine)) or alone


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


def _best(others: Sequence[Scored], told: frozenset[str], engine: Engine) -> Scored | None:
    """The best of the entries that are about what the follow-up itself says."""
    fitting = (item for item in others if _covered(item.entry, told, engine) >= _MOST_OF_IT)
    return next(fitting, None)


def _covered(entry: Entry, told: frozenset[str], engine: Engine) -> float:
    """The share of the follow-up's own words that an entry is asked by."""
    asked: set[str] = set()
    for row in (entry.title, *entry.asks, " ".join(entry.keywords)):
        asked.update(map(stem, engine.index.abbreviations.expand(words(clean(row)))))
    return len(told & asked) / len(told) if told else 0.0


def _taken_up(entry: Entry, last: Entry, engine: Engine) -> Answer:
    """Another entry's answer, with a quiet line that says what it was taken to follow."""
    answer = show_entry(entry.id, engine)
    return replace(answer, caveats=(f"Taken as a follow-up to: {last.title}", *answer.caveats))


def _possible(
    others: Sequence[Scored],
    told: frozenset[str],
    last: Entry,
    alone: Answer,
    engine: Engine,
) -> list[Scored]:
    """Entries that could be meant: what both readings are about first, then what is related."""
    near = [
        Scored(item.entry, item.score * share)
        for item in others[:_LOOKED_AT]
        if (share := _covered(item.entry, told, engine)) > 0
    ]
    near.sort(key=lambda item: -item.score)
    entries = engine.library.entries
    related = [Scored(entries[id_], 0.0) for id_ in last.related if id_ in entries]
    by_itself = [item for item in alone.entries[:1] if item.entry.id != last.id]
    found = _each_once([*near[:2], *by_itself, *near[2:], *related, *others])
    return list(found)[:_CHOICES]


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
