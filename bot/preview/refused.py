"""The one exception of the practice Slack: a call that Slack would answer with `ok: false`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.errors import GuideError

if TYPE_CHECKING:
    from collections.abc import Sequence

Json = dict[str, Any]


class RefusedError(GuideError):
    """Slack would refuse this.

    Attributes:
        error: Slack's word for it, such as `channel_not_found`.
        details: What else the answer holds, key -> value.
    """

    def __init__(self, error: str, details: Json | None = None) -> None:
        super().__init__(error)
        self.error = error
        self.details = details or {}

    def as_answer(self) -> Json:
        """Give the whole answer as Slack would."""
        return {"ok": False, "error": self.error, **self.details}


def refused_with_messages(error: str, messages: Sequence[str]) -> RefusedError:
    """Refuse, and say at which places, as Slack does for blocks and views."""
    return RefusedError(error, {"response_metadata": {"messages": list(messages)}})
