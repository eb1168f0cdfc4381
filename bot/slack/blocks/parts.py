"""The few kinds of block and element that this app draws, as plain values within their limits.

`text` arguments of sections and contexts are escaped mrkdwn (see `mrkdwn`); labels are plain words.
Numbers are Slack's own limits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.slack.blocks.mrkdwn import DASH, pack, shorten, split

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.slack.blocks.message import Block
    from bot.slack.ids import Ref

SECTION = 3000
HEADER = 150
LABEL = 75
PLACEHOLDER = 150
INPUT_LABEL = 2000
TITLE = 24
OPTIONS = 100
IN_ACTIONS = 25


def words(text: str, limit: int) -> Block:
    """A `plain_text` object; a dash where there are no words."""
    return {"type": "plain_text", "text": shorten(text, limit) or DASH}


def mrkdwn(text: str) -> Block:
    """A `mrkdwn` object."""
    return {"type": "mrkdwn", "text": text}


def header(text: str) -> Block:
    """A heading."""
    return {"type": "header", "text": words(text, HEADER)}


def divider() -> Block:
    """A line across."""
    return {"type": "divider"}


def sections(text: str) -> list[Block]:
    """As many sections as the text needs; none for a blank one."""
    return [_section(piece) for piece in split(text, SECTION)]


def packed(parts: Iterable[str], between: str = "\n") -> list[Block]:
    """Short texts in as few sections as they need."""
    return [_section(piece) for piece in pack(parts, SECTION, between=between)]


def row(text: str, accessory: Block) -> list[Block]:
    """A text with something to press beside it."""
    first, *rest = sections(text)
    return [{**first, "accessory": accessory}, *rest]


def small(*lines: str) -> list[Block]:
    """Lines in small print: one context, or more where they do not fit; none for blank ones."""
    return [
        {"type": "context", "elements": [mrkdwn(piece)]}
        for piece in pack((line for line in lines if line.strip()), SECTION)
    ]


def actions(elements: Sequence[Block], block_id: str = "") -> list[Block]:
    """Things to press in a row; none where there is nothing to press."""
    if not elements:
        return []
    block: Block = {"type": "actions", "elements": list(elements[:IN_ACTIONS])}
    named = {**block, "block_id": block_id} if block_id else block
    return [named, *actions(elements[IN_ACTIONS:])]


def button(
    act: str, label: str, ref: Ref, *, style: str = "", confirm: Block | None = None
) -> Block:
    """A button.

    Args:
        act: Its `action_id`.
        label: What it says.
        ref: What a press refers to.
        style: `primary`, `danger` or empty.
        confirm: What is asked before the press counts, or None.
    """
    made: Block = {
        "type": "button",
        "action_id": act,
        "text": words(label, LABEL),
        "value": ref.as_value(),
    }
    if style:
        made["style"] = style
    if confirm:
        made["confirm"] = confirm
    return made


def confirm(title: str, text: str, *, yes: str, no: str) -> Block:
    """A question before a press counts."""
    return {
        "title": words(title, 100),
        "text": words(text, 300),
        "confirm": words(yes, 30),
        "deny": words(no, 30),
    }


def option(label: str, value: str) -> Block:
    """One option of a menu or a radio group."""
    return {"text": words(label, LABEL), "value": value}


def select(act: str, placeholder: str, options: Sequence[Block], *, current: str = "") -> Block:
    """A menu; `current` is the value chosen at first, or empty."""
    offered = list(options[:OPTIONS])
    made: Block = {
        "type": "static_select",
        "action_id": act,
        "placeholder": words(placeholder, PLACEHOLDER),
        "options": offered,
    }
    return _with_initial(made, offered, current)


def radio(act: str, options: Sequence[Block], *, current: str = "") -> Block:
    """A radio group; `current` is the value chosen at first, or empty."""
    made: Block = {"type": "radio_buttons", "action_id": act, "options": list(options)}
    return _with_initial(made, options, current)


def date_picker(act: str, placeholder: str, *, current: str = "") -> Block:
    """A date picker; `current` is `YYYY-MM-DD` or empty."""
    made: Block = {
        "type": "datepicker",
        "action_id": act,
        "placeholder": words(placeholder, PLACEHOLDER),
    }
    return {**made, "initial_date": current} if current else made


def time_picker(act: str, placeholder: str, *, current: str = "") -> Block:
    """A time picker; `current` is `HH:MM` or empty."""
    made: Block = {
        "type": "timepicker",
        "action_id": act,
        "placeholder": words(placeholder, PLACEHOLDER),
    }
    return {**made, "initial_time": current} if current else made


def user_picker(act: str, placeholder: str, *, current: str = "") -> Block:
    """A menu of the people of the workspace; `current` is a user id or empty."""
    made: Block = {
        "type": "users_select",
        "action_id": act,
        "placeholder": words(placeholder, PLACEHOLDER),
    }
    return {**made, "initial_user": current} if current else made


def overflow(act: str, options: Sequence[Block]) -> Block:
    """A small menu of two to five things to do, behind three dots; it keeps no choice."""
    return {"type": "overflow", "action_id": act, "options": list(options)}


def verbatim(text: str) -> list[Block]:
    """Typed words with their lines, in plain text: none of it is read as markup."""
    return [
        {"type": "section", "text": {"type": "plain_text", "text": piece}}
        for piece in split(text, SECTION)
    ] or sections("(nothing)")


def field(
    name: str, label: str, element: Block, *, hint: str = "", optional: bool = False
) -> Block:
    """An input of a form: block and element bear one name."""
    made: Block = {
        "type": "input",
        "block_id": name,
        "label": words(label, INPUT_LABEL),
        "element": {**element, "action_id": name},
        "optional": optional,
    }
    return {**made, "hint": words(hint, INPUT_LABEL)} if hint else made


def typing(*, limit: int, placeholder: str = "", typed: str = "", lines: bool = False) -> Block:
    """A text field, with what was typed so far."""
    made: Block = {"type": "plain_text_input", "max_length": limit, "multiline": lines}
    if placeholder:
        made["placeholder"] = words(placeholder, PLACEHOLDER)
    if typed:
        made["initial_value"] = typed[:limit]
    return made


def _section(text: str) -> Block:
    """A section that is never folded behind "See more": what has to be done must not hide."""
    return {"type": "section", "text": mrkdwn(text), "expand": True}


def _with_initial(made: Block, options: Sequence[Block], current: str) -> Block:
    chosen = [choice for choice in options if current and choice["value"] == current]
    return {**made, "initial_option": chosen[0]} if chosen else made
