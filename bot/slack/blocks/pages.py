"""Modal pages to read: nothing in them is submitted."""

from __future__ import annotations

import json
from itertools import accumulate
from typing import TYPE_CHECKING

from bot.referrals.workflow import Action
from bot.slack.blocks.limits import VIEW_BLOCKS, VIEW_BYTES
from bot.slack.blocks.mrkdwn import bullets, escape, mention, shown, split
from bot.slack.blocks.parts import (
    SECTION,
    TITLE,
    actions,
    button,
    divider,
    packed,
    sections,
    small,
    verbatim,
    words,
)
from bot.slack.blocks.referrals import (
    NEXT,
    NOT_SOCIAL_CARE,
    amend_button,
    facts_text,
    standing_text,
)
from bot.slack.blocks.review_cards import (
    action_lines,
    alike_blocks,
    decision_blocks,
    ended_lines,
    next_blocks,
    question_line,
    running_lines,
)
from bot.slack.ids import Act, Form, Ref

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.guide.replies import ReferralCard, TypedParts
    from bot.slack.blocks.message import Block

REFERRAL, REVIEW = "referral", "review"
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
    return reading_page(title, [block for text in paragraphs for block in sections(shown(text))])


def logged_view(ref: str) -> Block:
    """What the form turns into once the referral is on disk."""
    return reading_page(
        "Logged",
        [*sections(f"*Logged: {escape(ref)}.*\n{escape(NEXT)}"), *small(escape(NOT_SOCIAL_CARE))],
    )


def copy_view(text: str) -> Block:
    """An outcome as plain text, for the practitioner's own case record."""
    pieces = [_preformatted(piece) for piece in split(text, SECTION)]
    return reading_page("Copy as text", [*small(_COPY), *pieces])


def referral_page(card: ReferralCard, note: str = "") -> Block:
    """A referral's own page: facts, dates, votes, what can be done next, and what happened to it.

    Args:
        card: The referral, as it is for its viewer.
        note: What has just been recorded, or empty.
    """
    return reading_page(
        card.ref,
        [
            *sections(f"*{shown(note)}*" if note else ""),
            *sections(facts_text(card)),
            *packed(map(shown, (*running_lines(card, most=len(card.clocks)), *card.duties))),
            *sections("\n".join(filter(None, [_who_has_it(card), question_line(card)]))),
            *_next(card),
            *small(_LOOK if Action.LOOK in card.can else ""),
            *decision_blocks(card),
            *_titled("*Actions that follow it*", action_lines(card)),
            *_titled("*Dates that were kept, missed or fell away*", ended_lines(card)),
            *alike_blocks(card),
            *_happened(card),
            *small(f"Guidance tree: {escape(card.tree)}" if card.tree else ""),
        ],
    )


def _next(card: ReferralCard) -> list[Block]:
    """Take it and the steps; then what can be opened to read."""
    ref = Ref(id=card.referral_id, revision=card.version)
    take = button(Act.REFERRAL_TAKE, "Take it", ref, style="primary")
    typed = button(Act.REFERRAL_LOOK, "Show what was typed", ref)
    reasons = button(Act.REVIEW_REASONS, "Read the reasons", ref)
    learned = button(
        Act.LEARN_PAGE, "Recommendations and actions", Ref(card.referral_id, card.version, REFERRAL)
    )
    is_partner = Action.EXPLAIN in card.can
    read = [
        *([typed] if Action.LOOK in card.can else []),
        *([reasons] if is_partner and card.decisions else []),
        *([learned] if is_partner or Action.FINISH in card.can else []),
        *([amend_button(card)] if card.can & _AMEND else []),
    ]
    return [*next_blocks(card, [take] if Action.TAKE in card.can else []), *actions(read)]


def _who_has_it(card: ReferralCard) -> str:
    """Where it stands and which organisation has it; here, and not in the channel, also who."""
    return " · ".join(filter(None, [standing_text(card), mention(card.taken_person)]))


def _happened(card: ReferralCard) -> list[Block]:
    people = [mention(person) for person in card.people] or [""] * len(card.timeline)
    lines = [
        " · ".join(filter(None, [f"• {shown(line)}", who]))
        for line, who in zip(card.timeline, people, strict=True)
    ]
    return small("*What happened to it*", *lines) if lines else []


def _titled(title: str, lines: Sequence[str]) -> list[Block]:
    return small(title, bullets(lines)) if lines else []


def kept_view(title: str, told: str, typed: Sequence[str]) -> Block:
    """Something was not recorded: why, and what was typed, so that nobody types it twice."""
    words_ = [block for text in typed if text.strip() for block in verbatim(text)]
    copied = small("What you typed, to copy:") if words_ else []
    return reading_page(title, [*sections(f"*Not recorded.* {shown(told)}"), *copied, *words_])


def typed_view(parts: TypedParts) -> Block:
    """What the referrer typed, opened for one look; none of it is read as markup."""
    blocks: list[Block] = []
    for label, text in parts.parts.items():
        blocks += [*sections(f"*{escape(label)}*"), *verbatim(text)]
    return reading_page(parts.ref, [*small(_LOOKED), *(blocks or sections("Nothing was typed."))])


def sorry_view(reference: str, contacts: Sequence[str]) -> Block:
    """Something failed: what to do now, and the reference of the failure."""
    return reading_page(
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


def reading_page(title: str, blocks: Sequence[Block]) -> Block:
    """A page with nothing to submit, cut with a word about it where it does not fit."""
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
