"""Common English words: what is one of them is no misspelling of a word of the trade."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("es", ""),
    ("s", ""),
    ("ed", ""),
    ("d", ""),
    ("ing", ""),
    ("ing", "e"),
    ("ly", ""),
    ("er", ""),
    ("r", ""),
)


@cache
def _listed() -> frozenset[str]:
    """The words of `english_words.txt`, which leaves regular inflections out."""
    text = (files("bot.answers") / "english_words.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


def is_english(word: str) -> bool:
    """Whether a lower-case word, or the word that it is an inflection of, is a common one."""
    listed = _listed()
    return word in listed or any(base in listed for base in _bases(word))


def _bases(word: str) -> list[str]:
    found = []
    for ending, instead in _ENDINGS:
        if word.endswith(ending):
            base = word.removesuffix(ending)
            found.append(base + instead)
            if len(base) > 1 and base[-1] == base[-2]:
                found.append(base[:-1])
    return found
