"""Modal forms and what they turn into, drawn. Pages to read are in `pages`."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.referrals.model import NARRATIVE_LIMIT
from bot.referrals.workflow import Action
from bot.slack.blocks.mrkdwn import bullets, escape, shown
from bot.slack.blocks.pages import (
    copy_view,
    info_view,
    logged_view,
    referral_page,
    sorry_view,
    typed_view,
)
from bot.slack.blocks.parts import (
    TITLE,
    divider,
    field,
    option,
    packed,
    radio,
    sections,
    small,
    typing,
    words,
)
from bot.slack.ids import Form, Ref

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.guide.replies import ReferralCard, ReferralForm
    from bot.slack.blocks.message import Block

__all__ = [
    "amend_form",
    "copy_view",
    "info_view",
    "logged_view",
    "referral_form",
    "referral_page",
    "sorry_view",
    "typed_view",
]

NOTHING_TYPED: Mapping[str, str] = MappingProxyType({})
NUDGED = "nudged"
WITHDRAW = "withdraw"
CORRECT = "correct"
_CASE_LIMIT = 100
_REACH_LIMIT = 200
_REASON_LIMIT = 500
_NO_NAMES = "No names, dates of birth or addresses."


def referral_form(form: ReferralForm, typed: Mapping[str, str] = NOTHING_TYPED) -> Block:
    """The form for telling the safeguarding partners.

    Args:
        form: What it says and what goes with it. With nudges it asks to look once more, and what
            was typed may still be sent as it is.
        typed: What was typed so far: `narrative`, `case_reference`, `reach`.
    """
    nudged = bool(form.nudges)
    return {
        "type": "modal",
        "callback_id": Form.REFERRAL.value,
        "private_metadata": Ref(id=form.walk_id, answer=NUDGED if nudged else "").as_value(),
        "title": words("Tell the partners", TITLE),
        "submit": words("Send as it is" if nudged else "Tell the partners", TITLE),
        "close": words("Cancel", TITLE),
        "blocks": [
            *[block for line in form.intro for block in sections(shown(line))],
            *_nudges(form),
            field(
                "narrative",
                "What happened, in a few lines",
                typing(limit=NARRATIVE_LIMIT, typed=typed.get("narrative", ""), lines=True),
                hint=_NO_NAMES,
            ),
            field(
                "case_reference",
                "Your organisation's case reference",
                typing(limit=_CASE_LIMIT, typed=typed.get("case_reference", "")),
                optional=True,
            ),
            field(
                "reach",
                "How the partners can reach you",
                typing(
                    limit=_REACH_LIMIT,
                    placeholder="Your work phone or work email",
                    typed=typed.get("reach", ""),
                ),
            ),
            *small("*These answers go with it*" if form.coded else "", bullets(form.coded)),
        ],
    }


def amend_form(card: ReferralCard) -> Block:
    """Withdraw or correct what was logged.

    Its inputs are `what` (`correct` or `withdraw`), `reason` and `narrative` (may be empty).
    """
    offered = {
        Action.CORRECT: option("Correct it", CORRECT),
        Action.WITHDRAW: option("Withdraw it", WITHDRAW),
    }
    options = [made for action, made in offered.items() if not card.can or action in card.can]
    return {
        "type": "modal",
        "callback_id": Form.AMEND.value,
        "private_metadata": Ref(id=card.referral_id).as_value(),
        "title": words("Withdraw or correct", TITLE),
        "submit": words("Save", TITLE),
        "close": words("Cancel", TITLE),
        "blocks": [
            *sections(
                f"*{escape(card.ref)}*\nWhat you first sent is kept. Partners see the reason."
            ),
            field("what", "What do you want to do?", radio("what", options or [*offered.values()])),
            field(
                "reason",
                "Why?",
                typing(limit=_REASON_LIMIT, lines=True),
                hint=_NO_NAMES,
            ),
            field(
                "narrative",
                "What happened, as it should read",
                typing(limit=NARRATIVE_LIMIT, lines=True),
                hint=f"Only for a correction. Leave it empty to keep what you wrote. {_NO_NAMES}",
                optional=True,
            ),
        ],
    }


def _nudges(form: ReferralForm) -> list[Block]:
    """Names what looks like an identifier, right above what was typed; a nudge, never a wall."""
    if not form.nudges:
        return []
    return [
        divider(),
        *packed(
            [
                "*Please look once more. It has not been sent yet.*",
                bullets(form.nudges),
                "Take it out below, or send it as it is if it is something else.",
            ]
        ),
    ]
