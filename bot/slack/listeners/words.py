"""The few words that mean something else than a question, in the direct message and the command."""

from __future__ import annotations

from enum import StrEnum


class Word(StrEnum):
    """A word that is not a question."""

    START = "start"
    HELP = "help"
    REFERRALS = "referrals"


def word_in(text: str) -> Word | None:
    """The word that a message consists of, in any case and with or without a full stop."""
    bare = text.strip().strip(".!?/\"'").strip().lower()
    if not bare:
        return Word.HELP
    return next((word for word in Word if word.value == bare), None)
