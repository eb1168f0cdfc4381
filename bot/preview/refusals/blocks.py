"""Blocks: what each kind may hold, and on which surface it may stand.

Source: Slack's Block Kit reference, blocks. Kinds that the app never sends (tables, cards, video
and their like) are left out and count as unsupported here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.preview.refusals.composition import MAX_ID, MAX_TEXT, plain, text
from bot.preview.refusals.elements import (
    AS_ACCESSORY,
    ELEMENTS,
    IN_ACTIONS,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
)
from bot.preview.refusals.rich import RICH_ELEMENTS
from bot.preview.refusals.shapes import Shape, boolean, items, one_kind, problem, string

if TYPE_CHECKING:
    from bot.preview.refusals.shapes import Check

MAX_FIELD = 2000
MAX_HEADER = 150
MAX_LABEL = 2000
MAX_MARKDOWN = 12000

_BLOCK_ID: dict[str, Check] = {"block_id": string(MAX_ID)}


def _context_part(value: object, where: str) -> Iterator[str]:
    if isinstance(value, Mapping) and value.get("type") == "image":
        yield from one_kind(ELEMENTS, ("image",))(value, where)
    else:
        yield from text(MAX_TEXT)(value, where)


def _says_something(value: object, where: str) -> Iterator[str]:
    if isinstance(value, Mapping) and "text" not in value and "fields" not in value:
        yield problem("must provide either text or fields", where)


def _distinct_action_ids(value: object, where: str) -> Iterator[str]:
    if not isinstance(value, Mapping):
        return
    seen: set[str] = set()
    for position, element in enumerate(value["elements"]):
        action_id = element.get("action_id")
        if action_id in seen:
            yield problem(
                f'`action_id` "{action_id}" already exists for another element',
                f"{where}/elements/{position}/action_id",
            )
        if action_id:
            seen.add(action_id)


def _elements(low: int, high: int, allowed: frozenset[str]) -> dict[str, Check]:
    return {"elements": items(low, high, one_kind(ELEMENTS, allowed))}


BLOCKS: Mapping[str, Shape] = MappingProxyType(
    {
        "section": Shape(
            {},
            {
                **_BLOCK_ID,
                "text": text(MAX_TEXT),
                "fields": items(1, 10, text(MAX_FIELD)),
                "accessory": one_kind(ELEMENTS, AS_ACCESSORY),
                "expand": boolean,
            },
            (_says_something,),
        ),
        "header": Shape({"text": plain(MAX_HEADER)}, _BLOCK_ID),
        "divider": Shape({}, _BLOCK_ID),
        "image": Shape(
            ELEMENTS["image"].required,
            {**ELEMENTS["image"].optional, **_BLOCK_ID, "title": plain(2000)},
            ELEMENTS["image"].rules,
        ),
        "context": Shape({"elements": items(1, 10, _context_part)}, _BLOCK_ID),
        "actions": Shape(_elements(1, 25, IN_ACTIONS), _BLOCK_ID, (_distinct_action_ids,)),
        "context_actions": Shape(
            _elements(1, 5, IN_CONTEXT_ACTIONS), _BLOCK_ID, (_distinct_action_ids,)
        ),
        "input": Shape(
            {"label": plain(MAX_LABEL), "element": one_kind(ELEMENTS, IN_INPUT)},
            {
                **_BLOCK_ID,
                "hint": plain(MAX_LABEL),
                "optional": boolean,
                "dispatch_action": boolean,
            },
        ),
        "markdown": Shape({"text": string(MAX_MARKDOWN)}, _BLOCK_ID),
        "rich_text": Shape({"elements": RICH_ELEMENTS}, _BLOCK_ID),
    }
)

IN_MESSAGE = frozenset(BLOCKS)
IN_VIEW = IN_MESSAGE - {"markdown", "context_actions"}
