"""What curators see in Slack: a count on their own page, and the questions on a page that opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers.caveats import in_full
from bot.slack.blocks.mrkdwn import escape
from bot.slack.blocks.parts import (
    SECTION,
    TITLE,
    actions,
    button,
    divider,
    row,
    sections,
    small,
    words,
)
from bot.slack.ids import Act, Form, Ref

if TYPE_CHECKING:
    from bot.guide.curate_replies import AskedView, NearView, Questions
    from bot.slack.blocks.message import Block

MOST = 8
_NEAR = 3


def waiting_blocks(count: int | None) -> list[Block]:
    """The section of the business manager's own page; none for others. No words are shown there."""
    if count is None:
        return []
    title = "*Questions for the curators*"
    if count == 0:
        return [divider(), *sections(f"{title}\nNone waits to be read.")]
    wait = "1 question waits" if count == 1 else f"{count} questions wait"
    opened = button(Act.CURATOR_OPEN, "Read them", Ref())
    text = f"{title}\n{wait} to be read. That you look is recorded."
    return [divider(), *row(text, opened)]


def curator_view(questions: Questions) -> Block:
    """The questions, each with what can be done with it."""
    asked = questions.asked[:MOST]
    listed = [block for one in asked for block in _question(one)]
    rest = questions.total - len(asked)
    more = f"{rest} more. Be done with these first." if rest > 0 else ""
    return {
        "type": "modal",
        "callback_id": Form.INFO.value,
        "title": words("For the curators", TITLE),
        "close": words("Close", TITLE),
        "blocks": [
            *small("Staff sent these without their names. Nobody waits for an answer."),
            *(listed or sections("*No question waits to be read.*")),
            *small(more),
        ],
    }


def _question(one: AskedView) -> list[Block]:
    near = one.near[:_NEAR]
    suggested = ", ".join(escape(found.title) for found in near if found.is_suggested)
    dates = f"Sent {in_full(one.kept_on)}. Deleted {in_full(one.delete_on)}."
    return [
        divider(),
        # Plain text: what somebody typed can be neither a link nor a mention.
        {"type": "section", "text": words(one.text, SECTION), "expand": True},
        *small(f"Suggested as a wording for: {suggested}" if suggested else "", dates),
        *actions([*_suggestions(one, near), _done(one)]),
    ]


def _suggestions(one: AskedView, near: tuple[NearView, ...]) -> list[Block]:
    return [
        button(
            f"{Act.CURATOR_SUGGEST}:{number}",
            f"Suggest as a wording for: {found.title}",
            Ref(id=one.id, answer=found.id),
        )
        for number, found in enumerate(near, start=1)
        if not found.is_suggested
    ]


def _done(one: AskedView) -> Block:
    return button(Act.CURATOR_DONE, "Done", Ref(id=one.id))
