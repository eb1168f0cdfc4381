"""Every limit of Slack's messages, modals and Home tabs.

Those that Slack's own library does not check are included: block and option counts, double ids,
fields, and the size of a whole message.
Source: Slack's Block Kit reference; what the library lets through was measured. The size of a
message is not documented: it is refused as `msg_blocks_too_long` somewhere above 13,000 characters
with the containers counted (slackapi/bolt-js issues 2509 and 2867, a report and no promise), so
12,000 characters of compact JSON are kept to.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from bot.slack.blocks.limits_of_blocks import block_problems

if TYPE_CHECKING:
    from bot.slack.blocks.message import Block

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_SIZE = 12_000
VIEW_BYTES = 250_000
_TITLES = ("title", "submit", "close")
_TITLE = 24
_METADATA = 3000
_ID = 255


def problems_in(shown: Block | Sequence[Block]) -> list[str]:
    """What Slack would refuse in a view, or in a message's blocks; empty where nothing."""
    if isinstance(shown, Mapping):
        return list(_view(shown))
    return list(_message(shown))


def size_of(blocks: Sequence[Block]) -> int:
    """How long a message's blocks are, as compact JSON."""
    return len(json.dumps(blocks, separators=(",", ":"), ensure_ascii=False))


def _message(blocks: Sequence[Block]) -> Iterator[str]:
    if len(blocks) > MESSAGE_BLOCKS:
        yield f"{len(blocks)} blocks, more than {MESSAGE_BLOCKS}"
    if size_of(blocks) > MESSAGE_SIZE:
        yield f"{size_of(blocks)} characters in all, more than {MESSAGE_SIZE}"
    yield from _blocks(blocks, surface="message")


def _view(view: Block) -> Iterator[str]:
    kind = view.get("type")
    if kind not in {"modal", "home"}:
        yield f"a view of type {kind!r}"
        return
    blocks = view.get("blocks", [])
    if len(blocks) > VIEW_BLOCKS:
        yield f"{len(blocks)} blocks, more than {VIEW_BLOCKS}"
    if len(json.dumps(view).encode()) > VIEW_BYTES:
        yield f"larger than {VIEW_BYTES} bytes"
    yield from _frame(view, kind)
    yield from _blocks(blocks, surface=kind)


def _frame(view: Block, kind: str) -> Iterator[str]:
    if len(view.get("private_metadata", "")) > _METADATA:
        yield f"private_metadata longer than {_METADATA}"
    if len(view.get("callback_id", "")) > _ID:
        yield f"callback_id longer than {_ID}"
    if kind == "home":
        yield from (f"a Home tab has no {key}" for key in _TITLES if key in view)
        return
    if "title" not in view:
        yield "a modal needs a title"
    for key in _TITLES:
        length = len(view[key]["text"]) if key in view else 1
        if not 1 <= length <= _TITLE:
            yield f"{key}: {length} characters, not 1 to {_TITLE}"
    if "submit" not in view and any(block.get("type") == "input" for block in view["blocks"]):
        yield "a modal with inputs needs submit"


def _blocks(blocks: Sequence[Block], *, surface: str) -> Iterator[str]:
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id is not None:
            if block_id in seen:
                yield f"block {number}: block_id '{block_id}' is there twice"
            if not 1 <= len(block_id) <= _ID:
                yield f"block {number}: block_id of {len(block_id)} characters"
            seen.add(block_id)
        for problem in block_problems(block, surface):
            yield f"block {number} ({block.get('type')}): {problem}"
