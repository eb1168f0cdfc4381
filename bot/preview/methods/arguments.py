"""Reading the arguments of a call, and the content of a message or a view among them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.preview import forms
from bot.preview.messages import Content
from bot.preview.refusals import surfaces
from bot.preview.refused import Json, RefusedError, refused_with_messages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.preview.state import State

MAX_MARKDOWN_TEXT = 12_000


def needed(args: Mapping[str, object], name: str, error: str = "invalid_arguments") -> str:
    """Read an argument that must be there.

    Raises:
        RefusedError: With `error`, when it is missing or empty.
    """
    value = args.get(name)
    if value in (None, ""):
        raise refused_with_messages(error, [f"[ERROR] missing required field: {name}"])
    return str(value)


def decoded(args: Mapping[str, object], name: str, error: str) -> object:
    """Read an argument that is JSON inside a form, or already an object in a JSON body.

    Raises:
        RefusedError: With `error`, when it cannot be read.
    """
    value = args.get(name)
    if not isinstance(value, str) or value == "":
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise RefusedError(error) from None


def flag(args: Mapping[str, object], name: str) -> bool:
    """Read a yes-or-no argument; forms write them as words."""
    return str(args.get(name, "")).lower() in ("1", "true")


def content(state: State, args: Mapping[str, object]) -> Content:
    """Read what a message shall say.

    Raises:
        RefusedError: `no_text`, `msg_too_long`, `invalid_blocks`, `invalid_blocks_format`,
            `markdown_text_conflict` or `invalid_metadata_format`.
    """
    text = str(args.get("text") or "")
    blocks = message_blocks(state, args)
    markdown = args.get("markdown_text")
    if markdown:
        if text or blocks:
            raise RefusedError("markdown_text_conflict")
        if len(str(markdown)) > MAX_MARKDOWN_TEXT:
            raise RefusedError("msg_too_long")
        blocks = forms.with_ids([{"type": "markdown", "text": str(markdown)}], state.stamps)
        text = str(markdown)
    if not text and not blocks:
        raise RefusedError("no_text")
    if len(text) > surfaces.MAX_MESSAGE_TEXT:
        raise RefusedError("msg_too_long")
    return Content(text, blocks, _metadata(args))


def message_blocks(state: State, args: Mapping[str, object]) -> tuple[Json, ...]:
    """Read the blocks of a message, ids filled in; none when there are none.

    Raises:
        RefusedError: `invalid_blocks` with the places, or `invalid_blocks_format`.
    """
    blocks = decoded(args, "blocks", "invalid_blocks_format")
    if blocks in (None, ""):
        return ()
    if not isinstance(blocks, list):
        raise RefusedError("invalid_blocks_format")
    problems = surfaces.message_problems(blocks)
    if problems:
        raise refused_with_messages("invalid_blocks", problems)
    return forms.with_ids(blocks, state.stamps)


def _metadata(args: Mapping[str, object]) -> Json | None:
    metadata = decoded(args, "metadata", "invalid_metadata_format")
    if metadata in (None, ""):
        return None
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_payload"), dict):
        raise RefusedError("invalid_metadata_format")
    if not isinstance(metadata.get("event_type"), str):
        raise RefusedError("invalid_metadata_format")
    return metadata


def view(state: State, given: object, kind: str) -> Json:
    """Check a view and fill in its ids.

    Args:
        state: For new ids.
        given: The view as the app sent it, or JSON text of it.
        kind: `modal` or `home`.

    Raises:
        RefusedError: `invalid_arguments` with the places, or `view_too_large`.
    """
    found = decoded({"view": given}, "view", "invalid_arguments")
    if not isinstance(found, dict) or found.get("type") != kind:
        raise refused_with_messages(
            "invalid_arguments", [f"[ERROR] must be a {kind} view [json-pointer:/view]"]
        )
    problems = surfaces.view_problems(found)
    if problems:
        raise refused_with_messages("invalid_arguments", problems)
    if surfaces.is_too_large(found):
        raise RefusedError("view_too_large")
    return {**found, "blocks": list(forms.with_ids(found["blocks"], state.stamps))}
