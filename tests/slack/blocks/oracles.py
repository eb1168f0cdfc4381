"""Who says that Slack would take it: our own limits, Slack's library, and the practice Slack."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from slack_sdk.models.blocks import Block as SdkBlock
from slack_sdk.models.views import View

from bot.preview.refusals.surfaces import message_problems, view_problems
from bot.slack.blocks.limits import problems_in
from bot.slack.ids import Act, Ref, act_of, read_block_id, read_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.slack.blocks.message import Block, Message


def check_message(message: Message) -> None:
    """Every oracle takes the message, and it has words for screen readers."""
    assert message.text.strip()
    assert len(message.text) <= 4000
    assert problems_in(message.blocks) == []
    assert message_problems(message.blocks) == []
    _check_with_sdk(message.blocks)
    _check_presses(message.blocks)


def check_view(view: Block) -> None:
    """Every oracle takes the modal or the Home tab."""
    assert problems_in(view) == []
    assert view_problems(view) == []
    _check_with_sdk(view["blocks"])
    View(**view).validate_json()
    _check_presses(view["blocks"])


def pressed(blocks: Sequence[Block]) -> Iterator[tuple[Block, Block]]:
    """Everything that can be pressed or chosen, with its block; inputs of forms are left out."""
    for block in blocks:
        inside = [
            *block.get("elements", []),
            *([block["accessory"]] if "accessory" in block else []),
        ]
        yield from ((block, element) for element in inside if "action_id" in element)


def buttons(blocks: Sequence[Block], act: Act) -> list[Block]:
    """The buttons of an act."""
    return [
        element
        for _, element in pressed(blocks)
        if element["type"] == "button" and act_of(element["action_id"]) == act
    ]


def ref_of(element: Block) -> Ref:
    """What a button refers to."""
    ref = read_value(element["value"])
    assert ref is not None
    return ref


def labels(blocks: Sequence[Block]) -> list[str]:
    """What the buttons say, in order."""
    return [part["text"]["text"] for _, part in pressed(blocks) if part["type"] == "button"]


def all_words(blocks: Sequence[Block]) -> str:
    """All words that are drawn in sections, contexts and headers, one block a line."""
    texts = []
    for block in blocks:
        parts = [block["text"]] if "text" in block else []
        parts += block.get("elements", []) if block["type"] == "context" else []
        texts += [part["text"] for part in parts]
    return "\n".join(texts)


def _check_with_sdk(blocks: Sequence[Block]) -> None:
    parsed = SdkBlock.parse_all(json.loads(json.dumps(blocks)))
    assert len(parsed) == len(blocks)
    for block in parsed:
        block.validate_json()


def _check_presses(blocks: Sequence[Block]) -> None:
    for block, element in pressed(blocks):
        assert act_of(element["action_id"]) in set(Act)
        if element["type"] == "button":
            ref_of(element)
        else:
            assert read_block_id(block["block_id"]) is not None
