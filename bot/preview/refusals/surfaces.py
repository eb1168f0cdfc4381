"""The way in: check the blocks of a message, or a whole view, as Slack's server does.

Source: Slack's references for blocks and views, and the limits that Slack's own Python classes
let through.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from bot.preview.refusals.blocks import BLOCKS, IN_MESSAGE, IN_VIEW, MAX_MARKDOWN
from bot.preview.refusals.composition import MAX_ID, plain
from bot.preview.refusals.shapes import (
    Shape,
    boolean,
    check_shape,
    items,
    one_kind,
    one_of,
    problem,
    string,
)

MAX_MESSAGE_BLOCKS = 50
MAX_VIEW_BLOCKS = 100
MAX_MESSAGE_TEXT = 40_000
MAX_VIEW_BYTES = 250_000
MAX_TITLE = 24
MAX_PRIVATE_METADATA = 3000

_VIEW_KEYS = {
    "private_metadata": string(MAX_PRIVATE_METADATA, minimum=0),
    "callback_id": string(MAX_ID, minimum=0),
    "external_id": string(MAX_ID, minimum=0),
}


def message_problems(blocks: object) -> list[str]:
    """List what Slack would refuse in the blocks of a message.

    Returns:
        Problems in Slack's words, in the order of the blocks; empty when Slack would take them.
    """
    found = list(items(0, MAX_MESSAGE_BLOCKS, one_kind(BLOCKS, IN_MESSAGE))(blocks, "/blocks"))
    return found or list(_together(_sequence(blocks), "/blocks"))


def view_problems(view: object) -> list[str]:
    """List what Slack would refuse in a modal or a Home tab."""
    kind = view.get("type") if isinstance(view, Mapping) else None
    if not isinstance(view, Mapping) or kind not in ("modal", "home"):
        return [problem("must be a valid enum value", "/view/type")]
    found = list(check_shape(view, "/view", _MODAL if kind == "modal" else _HOME))
    return found or list(_together(_sequence(view["blocks"]), "/view/blocks"))


def is_too_large(view: object) -> bool:
    """Tell whether a view is over 250 kB as JSON."""
    return len(json.dumps(view).encode()) > MAX_VIEW_BYTES


def _sequence(blocks: object) -> Sequence[Mapping[str, object]]:
    return blocks if isinstance(blocks, list) else []


def _together(blocks: Sequence[Mapping[str, object]], where: str) -> Iterator[str]:
    yield from _distinct_block_ids(blocks, where)
    markdown = sum(len(str(block["text"])) for block in blocks if block["type"] == "markdown")
    if markdown > MAX_MARKDOWN:
        yield problem(f"markdown text must be less than {MAX_MARKDOWN + 1} in sum", where)
    focused = [block for block in blocks if _wants_focus(block)]
    if len(focused) > 1:
        yield problem("only one element may have focus_on_load", where)


def _distinct_block_ids(blocks: Sequence[Mapping[str, object]], where: str) -> Iterator[str]:
    seen: set[object] = set()
    for position, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in seen:
            yield problem(f"block_id {block_id} already exists", f"{where}/{position}/block_id")
        if block_id is not None:
            seen.add(block_id)


def _wants_focus(block: Mapping[str, object]) -> bool:
    elements = block.get("elements")
    inside = [block.get("element"), block.get("accessory")]
    inside.extend(elements if isinstance(elements, list) else [])
    return any(isinstance(part, Mapping) and part.get("focus_on_load") is True for part in inside)


def _inputs_have_submit(view: object, where: str) -> Iterator[str]:
    if not isinstance(view, Mapping) or "submit" in view:
        return
    if any(block["type"] == "input" for block in view["blocks"]):
        yield problem("missing required field: submit", where)


_VIEW_BLOCKS = items(0, MAX_VIEW_BLOCKS, one_kind(BLOCKS, IN_VIEW))
_MODAL = Shape(
    {"type": one_of("modal"), "title": plain(MAX_TITLE), "blocks": _VIEW_BLOCKS},
    {
        **_VIEW_KEYS,
        "submit": plain(MAX_TITLE),
        "close": plain(MAX_TITLE),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    },
    (_inputs_have_submit,),
)
_HOME = Shape({"type": one_of("home"), "blocks": _VIEW_BLOCKS}, _VIEW_KEYS)
