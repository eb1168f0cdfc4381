"""The few words that mean something else than a question, in the direct message and the command."""

from __future__ import annotations

from enum import StrEnum


class Word(StrEnum):
    """A word that is not a question."""

    START = "start"
    HELP = "help"
    REFERRALS = "referrals"


# Nobody who says hello is told that it is not in the guidance.
_GREETINGS = frozenset(
    {"hi", "hello", "hey", "hiya", "hi there", "good morning", "morning", "good afternoon"}
    | {"afternoon", "good evening", "thanks", "thank you", "thx", "cheers", "ta", "menu"}
)


def word_in(text: str) -> Word | None:
    """The word that a message consists of, in any case and with or without a full stop.

    A greeting and a thank-you get what the word `help` gets: what can be done here.
    """
    bare = text.strip().strip(".!?/\"'").strip().lower()
    if not bare or bare in _GREETINGS:
        return Word.HELP
    return next((word for word in Word if word.value == bare), None)
