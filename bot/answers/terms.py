"""A term of the trade asked for by itself: "what is a SIN", "whats a CPR"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers.text import clean, words

if TYPE_CHECKING:
    from bot.answers.abbreviations import Abbreviations
    from bot.answers.model import GlossaryTerm

_WORDS_OF_ASKING = """
what whats is are a an the does do mean means meaning of stand stands for define definition explain
abbreviation acronym in safeguarding term please tell me pls s
"""
_ASKING = frozenset(_WORDS_OF_ASKING.split())


def asked_term(question: str, abbreviations: Abbreviations) -> GlossaryTerm | None:
    """The term that a question asks for and nothing else, or None.

    Where two terms share a name (`SIDS` and `SUDI` are both typed as "cot death"), the file's
    first decides.
    """
    typed = words(clean(question))
    exact = abbreviations.terms.get(typed)
    if exact:
        return exact[0]
    left = tuple(word for word in typed if word not in _ASKING)
    found = abbreviations.terms.get(left) if left else None
    return found[0] if found else None
