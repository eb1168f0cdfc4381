"""What the review says: curated words for actions, votes, clocks and learning."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.referrals.clocks import ClockKind
from bot.referrals.decisions import DISAGREED, OVERTAKEN, Question
from bot.referrals.learning import ActionState, Result, ReviewKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.guide.desk import Desk

EVENT_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "referral.log": "Logged",
        "referral.take": "Taken",
        "referral.take_over": "Taken over",
        "referral.ask": "The referrer was asked",
        "referral.answer": "The referrer answered",
        "referral.correct": "Corrected by the referrer",
        "referral.withdraw": "Withdrawn by the referrer",
        "referral.look": "What was typed was opened",
        "referral.set_aware": "The day of becoming aware was set",
        "referral.notify": "The notification to the Panel was recorded",
        "referral.vote_criteria": "Voted on the criteria",
        "referral.vote_outcome": "Voted on what follows",
        "referral.vote_publication": "Voted on publication",
        "referral.vote_closing": "Voted on closing",
        "referral.decide": "The three partners' votes were counted",
        "referral.start_review": "The rapid review began",
        "referral.submit_review": "The rapid review was sent to the Panel",
        "referral.publish": "The publication was recorded",
        "referral.reopen": "Opened again",
        "referral.recommend": "A recommendation was added",
        "referral.agree": "An action was agreed",
        "referral.finish": "An action was done",
        "referral.assure": "Somebody looked whether an action took",
        "referral.drop": "An action was dropped",
        "referral.link": "Linked with another referral",
        "referral.explain": "Somebody said why it was late",
    }
)
QUESTION_WORDS: Mapping[Question, str] = MappingProxyType(
    {
        Question.CRITERIA: "Are the criteria for notifying met?",
        Question.OUTCOME: "What follows the rapid review?",
        Question.PUBLICATION: "Is the local review's report published?",
        Question.CLOSING: "Is this closed?",
    }
)
CHOICE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "met": "Criteria met",
        "not_met": "Criteria not met",
        "local_review": "A local review",
        "national_review": "Ask the Panel for a national review",
        "local_learning": "Local learning instead of a review",
        "no_further": "No further review",
        "publish": "Publish the report",
        "not_publish": "Do not publish the report",
        "close": "Close it",
        "keep_open": "Keep it open",
    }
)
OUTCOME_WORDS: Mapping[str, str] = MappingProxyType(
    {
        **{
            choice: f"All three agree: {words[:1].lower()}{words[1:]}"
            for choice, words in CHOICE_WORDS.items()
        },
        DISAGREED: "The partners differ: it stays open",
        OVERTAKEN: "Overtaken: the referral changed before the third vote",
    }
)
CLOCK_WORDS: Mapping[ClockKind, str] = MappingProxyType(
    {
        ClockKind.NOTIFY: "Notify the Panel",
        ClockKind.RAPID_REVIEW: "Finish the rapid review",
        ClockKind.LOCAL_REVIEW: "Finish and publish the local review",
        ClockKind.ACTION: "Carry out an action",
        ClockKind.ASSURANCE: "Look whether an action took",
    }
)
SET_ASIDE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "not_met": "the criteria are not met",
        "not_publish": "the report is not published",
        "aware_day_changed": "it runs from another day now",
        "dropped": "the action was dropped",
    }
)
ACTION_WORDS: Mapping[ActionState, str] = MappingProxyType(
    {
        ActionState.OPEN: "To do",
        ActionState.DONE: "Done, not yet found embedded",
        ActionState.ASSURED: "Done and found embedded",
        ActionState.DROPPED: "Dropped",
    }
)
RESULT_WORDS: Mapping[Result, str] = MappingProxyType(
    {
        Result.EMBEDDED: "Embedded",
        Result.PARTLY: "Partly embedded",
        Result.NOT_YET: "Not yet embedded",
    }
)
REVIEW_WORDS: Mapping[ReviewKind, str] = MappingProxyType(
    {
        ReviewKind.LOCAL: "Local review",
        ReviewKind.DEEP_DIVE: "Deep-dive review",
        ReviewKind.NATIONAL_THEMATIC: "National thematic review",
    }
)
_OWNERS: Mapping[str, str] = MappingProxyType(
    {
        "school": "Schools and colleges",
        "health_provider": "A health provider",
        "partnership": "The partnership together",
        "other": "Another organisation",
        "business_manager": "The business manager",
        "practitioner": "The referrer",
        "auditor": "An auditor",
    }
)
# Why a date is not certain. Sources: facts-audit rows 14 and 22.
SIX_MONTHS_QUIET = "Six months is not confirmed in the current guidance."


def organisation(desk: Desk, code: str) -> str:
    """The name of a partner, or words for another organisation or role."""
    partner = desk.content.area.partners.get(code)
    return partner.name if partner else _OWNERS.get(code, code.replace("_", " "))
