"""The limits of single blocks and of what stands in them. Source: see `limits`."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.slack.blocks.limits_of_elements import element_problems, text_problems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.slack.blocks.message import Block

_TABLE_ROWS = 100
_TABLE_COLUMNS = 20
_CARD_ACTIONS = 3
_FIELDS = 10
_MARKDOWN = 12_000
_ONLY_ON: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "alert": frozenset({"modal"}),
        "carousel": frozenset({"message", "home"}),
        "container": frozenset({"message"}),
        "context_actions": frozenset({"message"}),
        "markdown": frozenset({"message"}),
        "table": frozenset({"message"}),
    }
)


def block_problems(block: Block, surface: str) -> Iterator[str]:
    """What Slack would refuse in one block on a `message`, `modal` or `home`."""
    kind = str(block.get("type"))
    if kind not in _KINDS:
        yield "not a kind that is drawn here"
        return
    if surface not in _ONLY_ON.get(kind, {surface}):
        yield f"not allowed on a {surface}"
    yield from _KINDS[kind](block)


def _section(block: Block) -> Iterator[str]:
    if "text" not in block and "fields" not in block:
        yield "neither text nor fields"
    if "text" in block:
        yield from text_problems(block["text"], 3000, "text")
    fields = block.get("fields", [])
    if len(fields) > _FIELDS:
        yield f"{len(fields)} fields, more than {_FIELDS}"
    for part in fields:
        yield from text_problems(part, 2000, "field")
    if "accessory" in block:
        yield from element_problems(block["accessory"])


def _header(block: Block) -> Iterator[str]:
    yield from text_problems(block["text"], 150, "text", plain=True)


def _context(block: Block) -> Iterator[str]:
    yield from _count(block, 10)
    for part in block["elements"]:
        if part.get("type") != "image":
            yield from text_problems(part, 3000, "element")


def _actions(block: Block) -> Iterator[str]:
    yield from _count(block, 5 if block["type"] == "context_actions" else 25)
    ids = [part.get("action_id") for part in block["elements"]]
    for action_id in dict.fromkeys(ids):
        if action_id is not None and ids.count(action_id) > 1:
            yield f"action_id '{action_id}' is there twice"
    for part in block["elements"]:
        yield from element_problems(part)


def _input(block: Block) -> Iterator[str]:
    yield from text_problems(block["label"], 2000, "label", plain=True)
    if "hint" in block:
        yield from text_problems(block["hint"], 2000, "hint", plain=True)
    if block["element"].get("type") == "button":
        yield "a button is no input"
    yield from element_problems(block["element"])


def _markdown(block: Block) -> Iterator[str]:
    if not 1 <= len(block["text"]) <= _MARKDOWN:
        yield f"{len(block['text'])} characters of markdown"


def _table(block: Block) -> Iterator[str]:
    rows = block.get("rows", [])
    if len(rows) > _TABLE_ROWS:
        yield f"{len(rows)} rows, more than {_TABLE_ROWS}"
    if any(len(row) > _TABLE_COLUMNS for row in rows):
        yield f"more than {_TABLE_COLUMNS} columns"


def _alert(block: Block) -> Iterator[str]:
    yield from text_problems(block["text"], 200, "text")


def _card(block: Block) -> Iterator[str]:
    if len(block.get("actions", [])) > _CARD_ACTIONS:
        yield f"more than {_CARD_ACTIONS} actions"


def _rich_text(block: Block) -> Iterator[str]:
    if not block.get("elements"):
        yield "no elements"
    for part in block.get("elements", []):
        if part.get("type") == "rich_text_preformatted" and not part.get("elements"):
            yield "an empty preformatted part"


def _divider(block: Block) -> Iterator[str]:
    yield from (f"unknown key {key}" for key in block if key not in {"type", "block_id"})


def _count(block: Block, most: int) -> Iterator[str]:
    if not 1 <= len(block["elements"]) <= most:
        yield f"{len(block['elements'])} elements, not 1 to {most}"


_KINDS: Mapping[str, Callable[[Block], Iterator[str]]] = MappingProxyType(
    {
        "section": _section,
        "header": _header,
        "context": _context,
        "actions": _actions,
        "context_actions": _actions,
        "input": _input,
        "markdown": _markdown,
        "table": _table,
        "alert": _alert,
        "card": _card,
        "rich_text": _rich_text,
        "divider": _divider,
    }
)
