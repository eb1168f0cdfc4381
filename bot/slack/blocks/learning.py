"""Recommendations, actions and what was found: one referral's or review's, and all of them.

What people typed stands in plain text, so that nothing of it is read as markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.slack.blocks.mrkdwn import bullets, escape, plain, shorten, shown
from bot.slack.blocks.pages import REFERRAL, REVIEW, reading_page
from bot.slack.blocks.parts import actions, button, divider, row, sections, small, verbatim
from bot.slack.ids import Act, Ref

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.guide.replies import Choice
    from bot.guide.review_replies import ActionView, FollowUp, LearningPage, RecommendationView
    from bot.slack.blocks.message import Block

LATE = "late"
ON_PAGE = "page"
"""In `private_metadata`: the view lies over a referral's own page."""

_WORDS = 200
_LOOKED = "This look is recorded in the log."
_ACTS = {"finish": "Record it as done", "assure": "Record what you found", "drop": "Drop it"}


def learning_view(page: LearningPage, note: str = "", *, is_on_page: bool = False) -> Block:
    """What one referral, or one published review, taught.

    Args:
        page: What there is.
        note: What has just been recorded, or empty.
        is_on_page: Whether it lies over the referral's own page, which changes with it.
    """
    subject = Ref(
        id=page.referral_id or page.review_id,
        fact=REFERRAL if page.referral_id else REVIEW,
        answer="recommend",
    )
    add = button(f"{Act.LEARN_OPEN}:recommend", "Add a recommendation", subject, style="primary")
    made = reading_page(
        "What was learned",
        [
            *sections(f"*{shown(note)}*" if note else ""),
            *sections(f"*{escape(page.title)}*"),
            *actions([add] if "recommend" in page.can else []),
            *(_recommendations(page.recommendations) or small("Nothing has been added yet.")),
            *small(_LOOKED),
        ],
    )
    return {**made, "private_metadata": Ref(answer=ON_PAGE).as_value()} if is_on_page else made


def follow_up_view(found: FollowUp, after: str = "") -> Block:
    """What we said we would do and whether we did: counts, then what is overdue, then the rest.

    Args:
        found: A page of it.
        after: The token that the page begins after, or empty for the first.
    """
    enter = button(
        f"{Act.LEARN_OPEN}:enter", "Enter a published review", Ref(answer="enter_review")
    )
    on = button(f"{Act.FOLLOW_UP}:next", "Next page", Ref(id=found.next, answer="page"))
    back = button(f"{Act.FOLLOW_UP}:first", "Back to the first page", Ref(answer="page"))
    return reading_page(
        "Said and done",
        [
            *sections(f"*What we said we would do, and whether we did*\n{bullets(found.counts)}"),
            *actions([enter] if "enter_review" in found.can else []),
            *(_followed(found.recommendations) or small("Nothing has been recommended yet.")),
            *actions([*([on] if found.next else []), *([back] if after else [])]),
            *_reviews(found.reviews),
            *small(_LOOKED),
        ],
    )


def _recommendations(listed: Sequence[RecommendationView]) -> list[Block]:
    return [block for number, one in enumerate(listed, 1) for block in _one(one, number)]


def _one(one: RecommendationView, number: int) -> list[Block]:
    agree = button(f"{Act.LEARN_OPEN}:agree", "Agree an action", Ref(id=one.id, answer="agree"))
    return [
        divider(),
        *sections(f"*Recommendation {number}*"),
        *verbatim(one.text),
        *[block for action in one.actions for block in _action(action)],
        *actions([agree] if "agree" in one.can else []),
    ]


def _action(action: ActionView) -> list[Block]:
    pressed = [
        button(
            f"{Act.LEARN_OPEN}:{code}",
            label,
            Ref(action.id, action.version, LATE if action.is_late else "", code),
        )
        for code, label in _ACTS.items()
        if code in action.can
    ]
    return [
        *sections(f"Action · {shown(action.line)}"),
        *verbatim(action.text),
        *_found(action),
        *actions(pressed),
    ]


def _found(action: ActionView) -> list[Block]:
    blocks: list[Block] = []
    for assurance in action.assurances:
        blocks += [*small(f"Looked at: {shown(assurance.line)}"), *verbatim(assurance.evidence)]
    return blocks


def _followed(listed: Sequence[RecommendationView]) -> list[Block]:
    blocks: list[Block] = []
    for number, one in enumerate(listed, 1):
        subject = Ref(
            id=one.referral_id or one.review_id, fact=REFERRAL if one.referral_id else REVIEW
        )
        opened = button(f"{Act.LEARN_PAGE}:{number}", "Open", subject)
        done = [_in_short(action) for action in one.actions] or ["No action has been agreed yet."]
        blocks += [
            divider(),
            *row(f"*{escape(one.source)}*", opened),
            *verbatim(one.text)[:1],
            *small(bullets(done)),
        ]
    return blocks


def _in_short(action: ActionView) -> str:
    """Owner, state and date, then the first words of what was agreed, without any marks."""
    return f"{action.line}\n{plain(shorten(action.text, _WORDS))}"


def _reviews(reviews: Sequence[Choice]) -> list[Block]:
    rows = [
        block
        for number, review in enumerate(reviews, 1)
        for block in row(
            escape(review.label.strip()) or "A published review",
            button(f"{Act.LEARN_PAGE}:r{number}", "Open", Ref(id=review.id, fact=REVIEW)),
        )
    ]
    return [divider(), *sections("*Published reviews to learn from*"), *rows] if rows else []
