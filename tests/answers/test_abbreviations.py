"""Abbreviations are read both ways."""

from __future__ import annotations

from bot.answers.abbreviations import Abbreviations
from bot.answers.model import GlossaryTerm


def _term(term: str, *means: str, also: tuple[str, ...] = ()) -> GlossaryTerm:
    return GlossaryTerm(term, means, also, "", "glossary.yaml", 1)


_BOTH = Abbreviations.of(
    [
        _term("SIN", "serious incident notification", also=("five day rule",)),
        _term("SAR", "safeguarding adults review", "subject access request"),
        _term("SEND", "special educational needs"),
    ]
)


def test_an_abbreviation_brings_its_meaning() -> None:
    """The abbreviation stays, its meaning is added."""
    assert _BOTH.expand(("sin", "deadline")) == (
        *("sin", "deadline", "serious", "incident", "notification"),
    )


def test_a_meaning_brings_its_abbreviation() -> None:
    """The long form meets entries that use the short one."""
    assert "sin" in _BOTH.expand(("serious", "incident", "notification"))
    assert "sin" in _BOTH.expand(("five", "day", "rule"))


def test_an_ambiguous_abbreviation_adds_nothing() -> None:
    """Neither meaning is taken for granted."""
    assert _BOTH.expand(("sar",)) == ("sar",)
    assert len(_BOTH.terms["sar",]) == 1


def test_an_everyday_word_is_not_read_as_an_abbreviation() -> None:
    """`send a form` is not about special needs."""
    assert _BOTH.expand(("send", "it")) == ("send", "it")
