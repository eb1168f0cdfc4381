"""Modal forms and what they turn into, drawn. Pages to read are in `pages`."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.referrals.model import NARRATIVE_LIMIT
from bot.referrals.workflow import Action
from bot.slack.blocks.mrkdwn import bullets, escape, shown
from bot.slack.blocks.nudging import NUDGED, SEND_AS_IT_IS, nudge_blocks
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
    field,
    option,
    radio,
    sections,
    small,
    typing,
    words,
)
from bot.slack.ids import Form, Ref

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
        "submit": words(SEND_AS_IT_IS if nudged else "Tell the partners", TITLE),
        "close": words("Cancel", TITLE),
        "blocks": [
            *[block for line in form.intro for block in sections(shown(line))],
            *nudge_blocks(form.nudges),
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


def amend_form(
    card: ReferralCard, typed: Mapping[str, str] = NOTHING_TYPED, nudges: Sequence[str] = ()
) -> Block:
    """Withdraw or correct what was logged.

    Its inputs are `what` (`correct` or `withdraw`), `reason` and `narrative` (may be empty).

    Args:
        card: The referral, as it is for its referrer.
        typed: What was chosen and typed so far.
        nudges: What looks like an identifier; it may still be sent as it is.
    """
    offered = {
        Action.CORRECT: option("Correct it", CORRECT),
        Action.WITHDRAW: option("Withdraw it", WITHDRAW),
    }
    options = [made for action, made in offered.items() if not card.can or action in card.can]
    return {
        "type": "modal",
        "callback_id": Form.AMEND.value,
        "private_metadata": Ref(id=card.referral_id, answer=NUDGED if nudges else "").as_value(),
        "title": words("Withdraw or correct", TITLE),
        "submit": words(SEND_AS_IT_IS if nudges else "Save", TITLE),
        "close": words("Cancel", TITLE),
        "blocks": [
            *sections(
                f"*{escape(card.ref)}*\nWhat you first sent is kept. Partners see the reason."
            ),
            *nudge_blocks(nudges),
            field(
                "what",
                "What do you want to do?",
                radio("what", options or [*offered.values()], current=typed.get("what", "")),
            ),
            field(
                "reason",
                "Why?",
                typing(limit=_REASON_LIMIT, typed=typed.get("reason", ""), lines=True),
                hint=_NO_NAMES,
            ),
            field(
                "narrative",
                "What happened, as it should read",
                typing(limit=NARRATIVE_LIMIT, typed=typed.get("narrative", ""), lines=True),
                hint=f"Only for a correction. Leave it empty to keep what you wrote. {_NO_NAMES}",
                optional=True,
            ),
        ],
    }
