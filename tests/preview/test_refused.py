"""Refusals as Slack answers them."""

from __future__ import annotations

from bot.errors import GuideError
from bot.preview.refused import RefusedError, refused_with_messages


def test_a_refusal_is_an_answer() -> None:
    """A refusal gives `ok: false`, the word, and what else there is to say."""
    refusal = RefusedError("missing_scope", {"needed": "chat:write"})

    assert isinstance(refusal, GuideError)
    assert refusal.as_answer() == {"ok": False, "error": "missing_scope", "needed": "chat:write"}


def test_messages_stand_in_the_response_metadata() -> None:
    """Places in blocks are given where Slack gives them."""
    answer = refused_with_messages("invalid_blocks", ["[ERROR] a"]).as_answer()

    assert answer["response_metadata"] == {"messages": ["[ERROR] a"]}
