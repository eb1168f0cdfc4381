"""Modal pages to read: nothing in them is submitted."""

from __future__ import annotations

import json
from itertools import accumulate
from typing import TYPE_CHECKING

from bot.referrals.workflow import Action
from bot.slack.blocks.limits import VIEW_BLOCKS, VIEW_BYTES
from bot.slack.blocks.mrkdwn import bullets, escape, shown, split
from bot.slack.blocks.parts import (
    SECTION,
    TITLE,
    actions,
    button,
    divider,
    packed,
    sections,
    small,
    words,
)
from bot.slack.blocks.referrals import (
    NEXT,
    NOT_SOCIAL_CARE,
    amend_button,
    facts_text,
    standing_text,
)
from bot.slack.ids import Act, Form, Ref

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.guide.replies import ReferralCard, TypedParts
    from bot.slack.blocks.message import Block

_FRAME = 10_000
_MORE = "There is more than fits here. Ask the person who runs this guide for the rest."
_COPY = "Select all of it and copy it into your own case record."
_LOOK = "Opening what was typed is recorded in the log."
_LOOKED = "This look is recorded in the log."
_AMEND = frozenset({Action.CORRECT.value, Action.WITHDRAW.value})


def info_view(title: str, paragraphs: Sequence[str]) -> Block:
    """Text to read, with nothing to submit.

    Args:
        title: At most 24 characters are shown.
        paragraphs: Curated words with light mrkdwn.
    """
    return _page(title, [block for text in paragraphs for block in sections(shown(text))])


def logged_view(ref: str) -> Block:
    """What the form turns into once the referral is on disk."""
    return _page(
        "Logged",
        [*sections(f"*Logged: {escape(ref)}.*\n{escape(NEXT)}"), *small(escape(NOT_SOCIAL_CARE))],
    )


def copy_view(text: str) -> Block:
    """An outcome as plain text, for the practitioner's own case record."""
    pieces = [_preformatted(piece) for piece in split(text, SECTION)]
    return _page("Copy as text", [*small(_COPY), *pieces])


def referral_page(card: ReferralCard) -> Block:
    """A referral's own page: coded facts, dates, who has it, and what happened to it."""
    ref = Ref(id=card.referral_id, revision=card.version)
    take = button(Act.REFERRAL_TAKE, "Take it", ref, style="primary")
    look = button(Act.REFERRAL_LOOK, "Show what was typed", ref)
    pressed = [
        *([take] if Action.TAKE in card.can else []),
        *([look] if Action.LOOK in card.can else []),
        *([amend_button(card)] if card.can & _AMEND else []),
    ]
    return _page(
        card.ref,
        [
            *sections(facts_text(card)),
            *packed(map(shown, card.duties)),
            *sections(standing_text(card)),
            *actions(pressed),
            *small(_LOOK if Action.LOOK in card.can else ""),
            *(small("*What happened to it*", bullets(card.timeline)) if card.timeline else []),
            *small(f"Guidance tree: {escape(card.tree)}" if card.tree else ""),
        ],
    )


def typed_view(parts: TypedParts) -> Block:
    """What the referrer typed, opened for one look; none of it is read as markup."""
    blocks: list[Block] = []
    for label, text in parts.parts.items():
        blocks += [*sections(f"*{escape(label)}*"), *_verbatim(text)]
    return _page(parts.ref, [*small(_LOOKED), *(blocks or sections("Nothing was typed."))])


def sorry_view(reference: str, contacts: Sequence[str]) -> Block:
    """Something failed: what to do now, and the reference of the failure."""
    return _page(
        "That did not work",
        [
            *sections(
                "*Please try once more.* Nothing counts as logged unless you saw its reference."
            ),
            *sections("If a child is in danger now, call 999."),
            *sections(bullets(contacts)),
            divider(),
            *small(f"For the person who runs this guide: {escape(reference)}"),
        ],
    )


def _page(title: str, blocks: Sequence[Block]) -> Block:
    return {
        "type": "modal",
        "callback_id": Form.INFO.value,
        "title": words(title, TITLE),
        "close": words("Close", TITLE),
        "blocks": _fitting(list(blocks) or sections("Nothing to show.")),
    }


def _fitting(blocks: list[Block]) -> list[Block]:
    """As many blocks as a view holds; where it does not hold all, the last one says so."""
    sizes = accumulate(len(json.dumps(block)) for block in blocks)
    fit = sum(1 for size in sizes if size <= VIEW_BYTES - _FRAME)
    if len(blocks) <= VIEW_BLOCKS and fit == len(blocks):
        return blocks
    return [*blocks[: min(fit, VIEW_BLOCKS - 1)], *small(_MORE)]


def _preformatted(text: str) -> Block:
    part = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [part]}


def _verbatim(text: str) -> list[Block]:
    """Typed words with their lines, in plain text."""
    return [
        {"type": "section", "text": {"type": "plain_text", "text": piece}}
        for piece in split(text, SECTION)
    ] or sections("(nothing)")
