"""The review's columns with what each may hold, and one write of every kind to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bot.guide.ports_review import Ending, Link
from bot.privacy.envelope import seal
from bot.referrals.clocks import (
    ClockKind,
    Ended,
    Start,
    agreed_clock,
    notify_clock,
    rapid_review_clock,
)
from bot.referrals.decisions import Question, Vote
from bot.referrals.learning import (
    ActionState,
    AgreedAction,
    Assurance,
    PublishedReview,
    Recommendation,
    Result,
    ReviewKind,
)
from bot.referrals.model import SealedText, State, TextKind
from tests.store.builders import NOW, PERSON, a_referral, later

if TYPE_CHECKING:
    from bot.guide.ports import Unit
    from bot.privacy.envelope import KeyRing

_ID = r"[\w-]{1,64}"
_DAY = r"\d{4}-\d\d-\d\d"
_TIME = rf"{_DAY}T\d\d:\d\d:\d\d\.\d{{6}}Z"
_PERSON = r"\w+:[\w-]+"
_NUMBER = r"\d{1,9}"
_CODE = r"[a-z0-9_]+"
_PARTNER = "council|icb|police"
_BASE64 = r"[A-Za-z0-9+/]+=*"

OF_REVIEW = {
    "referral.event": rf"{_CODE}|",
    "referral.age_band": rf"{_CODE}|",
    "referral.aware_on": _DAY,
    "referral.week": _DAY,
    "referral.notified_at": _TIME,
    "referral.submitted_on": _DAY,
    "referral.published_on": _DAY,
    "referral.closed_at": _TIME,
    "referral.listed": "0|1",
    "referral.next_due": _DAY,
    "referral.next_latest": _DAY,
    "shown_list.person_id": r"\w+:\w+",
    "shown_list.show": r"[a-z_]+(:[a-z_]+)?",
    "shown_list.after_token": r"(\d{4}-\d\d-\d\d~)?SG-\d{4}-\d{4,}|",
    "state_count.state": _CODE,
    "state_count.referrals": _NUMBER,
    "clock.id": _ID,
    "clock.place": _NUMBER,
    "clock.referral_id": _ID,
    "clock.kind": "notify|rapid_review|local_review|action|assurance",
    "clock.subject_id": rf"{_ID}|",
    "clock.started_on": _DAY,
    "clock.basis": "became_aware|notification_sent|review_decided|agreed",
    "clock.rule": _CODE,
    "clock.calendar": r"England, holidays [\d.]+, known to \d{4}-\d\d-\d\d",
    "clock.target": _DAY,
    "clock.latest": _DAY,
    "clock.warning": _DAY,
    "clock.made_at": _TIME,
    "clock.ended_at": _TIME,
    "clock.ended_on": _DAY,
    "clock.ended": "met|set_aside",
    "clock.why": rf"{_CODE}|",
    "clock.explained": "0|1",
    "decision.id": _ID,
    "decision.referral_id": _ID,
    "decision.question": "criteria|outcome|publication|closing",
    "decision.round": _NUMBER,
    "decision.opened_at": _TIME,
    "decision.closed_at": _TIME,
    "decision.outcome": rf"{_CODE}|",
    "vote.id": _ID,
    "vote.decision_id": _ID,
    "vote.partner": _PARTNER,
    "vote.person_id": _PERSON,
    "vote.choice": _CODE,
    "vote.at": _TIME,
    "vote.place": _NUMBER,
    "referral_link.referral_id": _ID,
    "referral_link.other_id": _ID,
    "referral_link.linked_by": _PERSON,
    "referral_link.partner": _PARTNER,
    "referral_link.at": _TIME,
    "published_review.id": _ID,
    "published_review.place": _NUMBER,
    "published_review.idem_key": _ID,
    "published_review.kind": "local|deep_dive|national_thematic",
    "published_review.published_on": _DAY,
    "published_review.entered_by": _PERSON,
    "published_review.entered_at": _TIME,
    "recommendation.id": _ID,
    "recommendation.place": _NUMBER,
    "recommendation.referral_id": _ID,
    "recommendation.review_id": _ID,
    "recommendation.made_by": _PERSON,
    "recommendation.made_at": _TIME,
    "action.id": _ID,
    "action.place": _NUMBER,
    "action.recommendation_id": _ID,
    "action.referral_id": _ID,
    "action.owner": _CODE,
    "action.owner_person": rf"{_PERSON}|",
    "action.due_on": _DAY,
    "action.assure_on": _DAY,
    "action.state": "open|done|assured|dropped",
    "action.version": _NUMBER,
    "action.agreed_at": _TIME,
    "action.done_on": _DAY,
    "action.done_by": rf"{_PERSON}|",
    "action.next_on": _DAY,
    "assurance.id": _ID,
    "assurance.place": _NUMBER,
    "assurance.action_id": _ID,
    "assurance.result": "embedded|partly|not_yet",
    "assurance.assured_by": _PERSON,
    "assurance.partner": rf"{_PARTNER}|",
    "assurance.at": _TIME,
    "assurance.next_on": _DAY,
    "sealed_text.subject_id": _ID,
    "sealed_text.kind": _CODE,
    "sealed_text.referral_id": rf"{_ID}|",
    "sealed_text.key_id": r"[0-9a-f]{8}",
    "sealed_text.wrapped_key": _BASE64,
    "sealed_text.envelope": rf"fld1:{_BASE64}",
    "sealed_text.author": _PERSON,
    "sealed_text.created_at": _TIME,
}
_DAY_OF = date(2027, 1, 29)


def an_agreed_action(id_: str = "a1", *, referral_id: str = "") -> AgreedAction:
    """An open action on the recommendation `rec1`."""
    return AgreedAction(
        id=id_,
        recommendation_id="rec1",
        referral_id=referral_id,
        owner="council",
        owner_person=PERSON,
        due_on=_DAY_OF,
        assure_on=date(2027, 4, 30),
        state=ActionState.OPEN,
        version=1,
        agreed_at=NOW,
    )


def a_published_review(id_: str = "pr1") -> PublishedReview:
    """A published local review."""
    return PublishedReview(id_, f"key-{id_}", ReviewKind.LOCAL, _DAY_OF, PERSON, NOW)


def fill_review(unit: Unit, typed: str, ring: KeyRing) -> None:
    """Write everything of the review once, with `typed` wherever a person can type."""
    referral = replace(a_referral("review-1"), aware_on=NOW.date())
    seen = unit.referrals.log(referral, [])
    other = unit.referrals.log(a_referral("review-2"), [])
    after = replace(
        seen,
        state=State.CLOSED,
        notified_at=NOW,
        submitted_on=_DAY_OF,
        published_on=_DAY_OF,
        closed_at=later(1),
    )
    unit.referrals.change(after, seen)
    unit.links.add(Link(seen.id, other.id, PERSON, "icb", NOW))
    _fill_clocks(unit, other.id)
    unit.decisions.open("d1", seen.id, Question.CRITERIA, NOW)
    unit.decisions.vote(Vote("v1", "d1", "icb", PERSON, "met", NOW))
    unit.decisions.close("d1", "overtaken", NOW)
    _fill_learning(unit, seen.id)
    unit.shown_lists.keep(PERSON, "due_soon", "2026-12-24~SG-2026-0001")
    for kind in TextKind:
        sealed = seal(typed, ring, about=f"text:s1:{kind.value}")
        whole = (sealed.key_id, sealed.wrapped_key, sealed.envelope)
        unit.texts.add(SealedText("s1", kind, seen.id, *whole, PERSON, NOW))


def _fill_clocks(unit: Unit, referral_id: str) -> None:
    unit.clocks.add(notify_clock(Start("c1", referral_id, NOW), NOW.date()))
    sent_on = date(2026, 12, 29)
    unit.clocks.add(rapid_review_clock(Start("c2", referral_id, NOW), sent_on, NOW.date()))
    start = Start("c3", referral_id, NOW)
    unit.clocks.add(agreed_clock(start, ClockKind.ACTION, "a1", NOW.date(), _DAY_OF))
    unit.clocks.end("c1", Ending(NOW, NOW.date(), Ended.SET_ASIDE, "not_met"))
    unit.clocks.explain("c1")


def _fill_learning(unit: Unit, referral_id: str) -> None:
    unit.learning.add_review(a_published_review())
    unit.learning.add_recommendation(Recommendation("rec1", referral_id, "", PERSON, NOW))
    unit.learning.add_recommendation(Recommendation("rec2", "", "pr1", PERSON, NOW))
    action = an_agreed_action(referral_id=referral_id)
    unit.learning.add_action(action)
    done = replace(action, state=ActionState.DONE, done_on=_DAY_OF, done_by=PERSON)
    unit.learning.change_action(done, action)
    found = Assurance("as1", "a1", Result.PARTLY, PERSON, "icb", NOW, date(2027, 5, 28))
    unit.learning.add_assurance(found)
