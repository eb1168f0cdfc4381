"""What people tell the curators, drawn: verdict buttons, and the form for sending a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.guide.feedback import QUESTION_LIMIT
from bot.guide.ports_questions import Verdict
from bot.slack.blocks.mrkdwn import shown
from bot.slack.blocks.nudging import NUDGED, SEND_AS_IT_IS, nudge_blocks
from bot.slack.blocks.parts import (
    TITLE,
    button,
    field,
    sections,
    typing,
    words,
)
from bot.slack.ids import Act, Form, Ref

if TYPE_CHECKING:
    from bot.guide.replies import AnswerReply, QuestionForm
    from bot.slack.blocks.message import Block

KEEP = "Let the curators see this question"
_LABELS = {
    Verdict.HELPFUL: "Helpful",
    Verdict.NOT_HELPFUL: "Not helpful",
    Verdict.OUT_OF_DATE: "Out of date",
}
_JUDGED = frozenset({"answer", "signpost", "refuse"})


def verdict_buttons(reply: AnswerReply) -> list[Block]:
    """What somebody may think of a reply; only an answer can be out of date."""
    if reply.kind not in _JUDGED:
        return []
    ref = Ref(id=reply.about or reply.entry or reply.kind)
    return [
        button(f"{Act.VERDICT}:{verdict.value}", label, ref)
        for verdict, label in _LABELS.items()
        if verdict is not Verdict.OUT_OF_DATE or reply.kind == "answer"
    ]


def keep_button(about: str) -> Block:
    """The way to send a question to the curators."""
    return button(Act.QUESTION_KEEP, KEEP, Ref(id=about))


def question_view(form: QuestionForm, typed: str = "") -> Block:
    """The form for a question to the curators.

    Args:
        form: What it says. With nudges it asks to look once more, and what was typed may still be
            sent as it is.
        typed: What was typed so far.
    """
    nudged = bool(form.nudges)
    return {
        "type": "modal",
        "callback_id": Form.QUESTION.value,
        "private_metadata": Ref(id=form.about, answer=NUDGED if nudged else "").as_value(),
        "title": words("To the curators", TITLE),
        "submit": words(SEND_AS_IT_IS if nudged else "Send", TITLE),
        "close": words("Cancel", TITLE),
        "blocks": [
            *[block for line in form.intro for block in sections(shown(line))],
            *nudge_blocks(form.nudges),
            field(
                "question",
                "Your question, in your own words",
                typing(limit=QUESTION_LIMIT, typed=typed, lines=True),
                hint="No names, dates of birth or addresses.",
            ),
        ],
    }
