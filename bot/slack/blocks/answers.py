"""Answers, help and notices, drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.guide.walk import MAIN_TREE
from bot.slack.blocks.message import Message
from bot.slack.blocks.mrkdwn import bullets, clip, escape, sentence, shown
from bot.slack.blocks.once import unnamed
from bot.slack.blocks.parts import LABEL, actions, button, packed, sections, small
from bot.slack.blocks.questions import keep_button, verdict_buttons
from bot.slack.blocks.walks import TEXT, talk
from bot.slack.ids import Act, Ref

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.guide.replies import AnswerReply, Choice, Notice
    from bot.slack.blocks.message import Block

CALL_999 = "Call 999 now."
NOT_EMERGENCY = "Not an emergency service. If a child is in danger now, call 999."
GUIDED = "Start the guided questions"
_RELATED = 3
_READINGS = 10
_NONE = {1: "No", 2: "Neither"}  # what says that none of so many choices is meant
_PARAGRAPHS = 12
_CAN = (
    "Ask a question in your own words. Answers come from checked guidance, with their sources.",
    "After a serious incident, answer a few questions. You get what has to happen and by when.",
    "Then tell the safeguarding partners, once, with a reference.",
)
_NO_NAMES = "Never type a child's name, date of birth or address here. Nothing here needs them."


def answer_message(reply: AnswerReply) -> Message:
    """The answer to a question, or the reason for none."""
    text = _text(reply)
    listed = [*_contacts(reply), *_unpressable(reply)]
    words = sentence(text, *listed, *reply.sources, *reply.quiet)
    return Message(
        text=clip(escape(words or reply.title or "An answer."), TEXT),
        blocks=[
            *_paragraphs(text or escape(reply.title) or "An answer."),
            *packed(bullets(listed).splitlines()),
            *small(bullets(reply.sources), *map(shown, reply.quiet)),
            *actions(_buttons(reply)),
            *actions(verdict_buttons(reply)),
        ],
    )


def help_message(home_area: str, trees: Sequence[Choice]) -> Message:
    """What this is, and what can be done with it."""
    title = f"Safeguarding Guide for {home_area}"
    start = [
        button(f"{Act.WALK_START}:{number}", tree.label, Ref(id=tree.id))
        for number, tree in enumerate(trees, start=1)
    ]
    return Message(
        text=escape(sentence(NOT_EMERGENCY, title, *_CAN, _NO_NAMES)),
        blocks=[
            *sections(f"*{escape(NOT_EMERGENCY)}*"),
            *sections(f"*{escape(title)}*\n{bullets(_CAN)}"),
            *actions([*start, talk()]),
            *small(escape(_NO_NAMES)),
        ],
    )


def notice_message(notice: Notice) -> Message:
    """One or two sentences with a way on."""
    ways = {
        "start": button(Act.WALK_START, "After a serious incident", Ref(id=MAIN_TREE)),
        "help": button(Act.ASK_HOW, "Ask a question", Ref()),
        "contacts": talk(),
    }
    home = "Your own page is the Home tab." if "home" in notice.ways else ""
    return Message(
        text=clip(escape(sentence(notice.text, home)), TEXT) or "A notice.",
        blocks=[
            *sections(shown(notice.text) or "A notice."),
            *small(home),
            *actions(
                [
                    *([keep_button(notice.keep)] if notice.keep else []),
                    *(ways[way] for way in dict.fromkeys(notice.ways) if way in ways),
                ]
            ),
        ],
    )


def _text(reply: AnswerReply) -> str:
    """The answer; an emergency always begins with 999."""
    if reply.kind != "emergency" or reply.text.startswith(f"*{CALL_999}"):
        return reply.text
    return f"*{CALL_999}*\n{reply.text.removeprefix(CALL_999).lstrip()}"


def _paragraphs(text: str) -> list[Block]:
    """A block for each line, so that lines stand apart on a phone; a list stays with its line."""
    found: list[str] = []
    for line in shown(text).splitlines():
        if found and line.lstrip().startswith("•"):
            found[-1] = f"{found[-1]}\n{line}"
        else:
            found.append(line)
    apart = [block for line in found[:_PARAGRAPHS] for block in sections(line)]
    return [*apart, *packed(found[_PARAGRAPHS:])] or sections("An answer.")


def _contacts(reply: AnswerReply) -> list[str]:
    """Whom to ring, unless the text has said so; a choice of readings leads to them by a button."""
    return [] if reply.kind == "clarify" else unnamed(reply.contacts, _text(reply))


def _unpressable(reply: AnswerReply) -> list[str]:
    """Readings that must be read: they lead nowhere, or their button cannot hold their words."""
    if reply.kind != "clarify":
        return []
    return [
        choice.label
        for choice in _choices(reply)
        if choice.label not in reply.text and (not choice.id or len(choice.label) > LABEL)
    ]


def _choices(reply: AnswerReply) -> tuple[Choice, ...]:
    return reply.choices[: _READINGS if reply.kind == "clarify" else _RELATED]


def _buttons(reply: AnswerReply) -> list[Block]:
    start = GUIDED if reply.is_incident else reply.start or GUIDED
    way_on = button(Act.WALK_START, start, Ref(id=reply.tree), style="primary")
    on = [way_on] if reply.tree else []
    choices = [
        button(f"{Act.ENTRY_SHOW}:{number}", choice.label, Ref(id=choice.id))
        for number, choice in enumerate(_choices(reply), start=1)
        if choice.id
    ]
    if reply.kind == "clarify":
        none = _NONE.get(len(_choices(reply)), "None of these")
        return [*on, *choices, button(Act.NONE_OF_THESE, none, Ref(id=reply.miss))]
    if reply.kind == "emergency":
        calm = button(Act.NOT_NOW, "This is not happening now", Ref(id=reply.rule))
        return [talk(), calm]
    keep = [keep_button(reply.about or reply.kind)] if reply.kind == "abstain" else []
    return [*on, *choices, *keep, talk()]
