"""A referral under review: its clocks, its votes, and what its viewer may do next."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.referrals.workflow import Action
from bot.slack.blocks.mrkdwn import bullets, escape, sentence, shown
from bot.slack.blocks.parts import actions, button, option, overflow, packed, row, small
from bot.slack.ids import Act, Ref

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.guide.replies import Choice, ReferralCard
    from bot.guide.review_replies import ClockView, DecisionView
    from bot.slack.blocks.message import Block

CLOCKS = 6
_ROUNDS = 8
STEPS: Mapping[Action, str] = MappingProxyType(
    {
        Action.ANSWER: "Answer the partners' question",
        Action.NOTIFY: "Record the notification",
        Action.VOTE_CRITERIA: "Vote: are the criteria met?",
        Action.START_REVIEW: "Start the rapid review",
        Action.SUBMIT_REVIEW: "Record the rapid review as sent",
        Action.VOTE_OUTCOME: "Vote: what follows?",
        Action.VOTE_PUBLICATION: "Vote: is it published?",
        Action.PUBLISH: "Record the publication",
        Action.VOTE_CLOSING: "Vote: is it closed?",
        Action.ASK: "Ask the referrer",
    }
)
"""What moves a referral on, in the order in which it comes up: a button each."""

MORE: Mapping[Action, str] = MappingProxyType(
    {
        Action.EXPLAIN: "Say why it was late",
        Action.SET_AWARE: "Set the day of becoming aware",
        Action.LINK: "Link with another referral",
        Action.TAKE_OVER: "Take it over",
        Action.REOPEN: "Open it again",
    }
)
"""What is needed now and then: behind three dots."""


def running_lines(card: ReferralCard, most: int = CLOCKS) -> list[str]:
    """The clocks that run, one line each, the earliest first; where there are many, how many more.

    Args:
        card: The referral.
        most: How many are shown.
    """
    running = [clock for clock in card.clocks if clock.is_running]
    lines = [_line(clock) for clock in running[:most]]
    more = len(running) - most
    return [*lines, f"And {more} more with a date: open it to see them."] if more > 0 else lines


def ended_lines(card: ReferralCard) -> list[str]:
    """The clocks that ended: in time, late, or set aside."""
    return [_line(clock) for clock in card.clocks if not clock.is_running]


def vote_lines(card: ReferralCard) -> list[str]:
    """The open rounds of votes in one line each: who has voted, who has still to."""
    return [_open_round(one) for one in card.decisions if one.is_open]


def decision_blocks(card: ReferralCard) -> list[Block]:
    """Every round of votes, the latest first: who said what, and what came of it."""
    return packed(_round(one) for one in card.decisions[:_ROUNDS])


def question_line(card: ReferralCard) -> str:
    """That a question waits, or nothing."""
    return f"_{escape(card.question)}._" if card.question else ""


def alike_blocks(card: ReferralCard, most: int = 100) -> list[Block]:
    """Referrals that may be about the same incident, and those linked with it.

    Args:
        card: The referral.
        most: How many of each; where there are more, how many more.
    """
    alike, linked = (_first(found, most) for found in (card.duplicates, card.linked))
    return small(
        f"*May be about the same incident*\n{bullets(alike)}" if alike else "",
        f"*Linked with*\n{bullets(linked)}" if linked else "",
    )


def _first(found: Sequence[Choice], most: int) -> list[str]:
    more = len(found) - most
    labels = [choice.label for choice in found[:most]]
    return [*labels, f"And {more} more: open it to see them."] if more > 0 else labels


def action_lines(card: ReferralCard) -> list[str]:
    """The actions that follow it: owner, state and date; what was agreed stays sealed."""
    return [action.line for action in card.actions]


def next_blocks(card: ReferralCard, before: Sequence[Block] = ()) -> list[Block]:
    """What the viewer may do next: steps as buttons, the rest behind three dots.

    Args:
        card: The referral, as it is for the viewer.
        before: Buttons that come first.
    """
    ref = Ref(id=card.referral_id, revision=card.version)
    steps = [
        step_button(card, action, style=_style(action, is_first=not (before or number)))
        for number, action in enumerate(_steps(card))
    ]
    rest = [action for action in MORE if action in card.can and _is_of_use(card, action)]
    few = [step_button(card, action) for action in rest] if len(rest) == 1 else []
    more = [option(MORE[action], action.value) for action in rest] if len(rest) > 1 else []
    rows = row("More you can do", overflow(Act.REVIEW_OPEN, more)) if more else []
    named = [{**block, "block_id": ref.as_block_id("more")} for block in rows]
    return [*actions([*before, *steps, *few]), *named]


def step_button(card: ReferralCard, action: Action, *, style: str = "") -> Block:
    """The button that opens the form for an action."""
    ref = Ref(id=card.referral_id, revision=card.version, answer=action.value)
    label = {**STEPS, **MORE}[action]
    return button(f"{Act.REVIEW_OPEN}:{action.value}", label, ref, style=style)


def _style(action: Action, *, is_first: bool) -> str:
    """The first step stands out; asking moves nothing on, so it never does."""
    return "primary" if is_first and action is not Action.ASK else ""


def _steps(card: ReferralCard) -> list[Action]:
    """The steps on offer; once the Panel is notified the review comes before that vote."""
    offered = [action for action in STEPS if action in card.can]
    if Action.SUBMIT_REVIEW not in offered or Action.VOTE_CRITERIA not in offered:
        return offered
    rest = [action for action in offered if action is not Action.VOTE_CRITERIA]
    return [*rest, Action.VOTE_CRITERIA]


def _is_of_use(card: ReferralCard, action: Action) -> bool:
    if action is Action.EXPLAIN:
        return any(clock.needs_reason for clock in card.clocks)
    return action is not Action.LINK or bool(card.duplicates)


def _line(clock: ClockView) -> str:
    return f"{clock.line}\n_{clock.quiet}_" if clock.quiet else clock.line


def _open_round(one: DecisionView) -> str:
    split = "The partners differ." if one.is_split else ""
    missing = f"Still to vote: {', '.join(one.missing)}" if one.missing else ""
    return sentence(one.title, split, *one.lines, missing)


def _round(one: DecisionView) -> str:
    missing = f"Still to vote: {', '.join(one.missing)}" if one.is_open and one.missing else ""
    lines = [line for line in (one.outcome, missing) if line]
    said = bullets([*one.lines, *lines])
    return f"*{shown(one.title)}*\n{said}"
