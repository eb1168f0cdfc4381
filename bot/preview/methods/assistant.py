"""`assistant.threads.*`: what an agent shows in its own conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.preview.methods import arguments
from bot.preview.refused import Json, RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.preview.state import State

MAX_PROMPTS = 4


def set_status(state: State, args: Mapping[str, object]) -> Json:
    """Say what the app is doing, until its next message; an empty status takes it away."""
    channel = state.open_to_app(arguments.needed(args, "channel_id", "channel_not_found"))
    arguments.needed(args, "thread_ts")
    status = str(args.get("status") or "")
    if status:
        state.statuses[channel] = status
    else:
        state.statuses.pop(channel, None)
    return {}


def set_suggested_prompts(state: State, args: Mapping[str, object]) -> Json:
    """Offer up to four things to say; with no thread_ts they belong to the whole conversation."""
    channel = state.open_to_app(arguments.needed(args, "channel_id", "channel_not_found"))
    prompts = arguments.decoded(args, "prompts", "invalid_arguments")
    if not isinstance(prompts, list) or not 1 <= len(prompts) <= MAX_PROMPTS:
        raise RefusedError("invalid_arguments")
    if not all(isinstance(p, dict) and p.get("title") and p.get("message") for p in prompts):
        raise RefusedError("invalid_arguments")
    state.prompts[channel] = [{"title": p["title"], "message": p["message"]} for p in prompts]
    return {}
