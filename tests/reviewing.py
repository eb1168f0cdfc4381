"""Reviewing in tests: presses on a referral as it stands, votes of the three partners."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING

from bot.guide import refer, review
from bot.guide.records import found_referral
from bot.guide.reviewing import decide, notify, rapid_review
from bot.guide.reviewing.requests import (
    ActionPress,
    DoneForm,
    LearnPress,
    NotificationForm,
    Press,
    VoteForm,
)
from bot.guide.reviewing.work import case_of
from bot.referrals.decisions import NEEDS_REASON, Question
from tests.desks import COUNCIL, ICB, POLICE, T01
from tests.walking import answer_all, begin, logged, posts, submission

if TYPE_CHECKING:
    from bot.guide.replies import ReferralCard
    from bot.referrals.case import Case
    from bot.referrals.learning import AgreedAction
    from bot.referrals.model import Referral
    from bot.referrals.people import Person
    from tests.desks import TestDesk

PARTNERS = (COUNCIL, ICB, POLICE)
REASON = "canary-reason-51c2"
_numbers = count(1)


def new_key() -> str:
    """A key that no other request has."""
    return f"review-{next(_numbers)}"


def now_of(made: TestDesk, referral_id: str) -> Referral:
    """The referral as the register holds it."""
    with made.store.reading() as unit:
        return found_referral(unit, referral_id)


def case_now(made: TestDesk, referral_id: str) -> Case:
    """The referral with its clocks, votes and actions."""
    with made.store.reading() as unit:
        return case_of(unit, found_referral(unit, referral_id))


def press_of(made: TestDesk, person: Person, referral_id: str) -> Press:
    """A press on a referral as it stands now."""
    return Press(person, new_key(), referral_id, now_of(made, referral_id).version)


def learn_press(person: Person) -> LearnPress:
    """A press on something to learn."""
    return LearnPress(person, new_key())


def action_press(person: Person, action: AgreedAction) -> ActionPress:
    """A press on an action as it was read."""
    return ActionPress(person, new_key(), action.id, action.version)


def vote(
    made: TestDesk, person: Person, referral_id: str, question: Question, choice: str
) -> ReferralCard:
    """One vote, with a reason where one is needed."""
    form = VoteForm(question, choice, REASON if choice in NEEDS_REASON else "")
    return decide.vote(made.desk, press_of(made, person, referral_id), form)


def all_vote(made: TestDesk, referral_id: str, question: Question, choice: str) -> ReferralCard:
    """The three partners say the same; the card as it is then."""
    return [vote(made, person, referral_id, question, choice) for person in PARTNERS][-1]


def logged_without_a_day(made: TestDesk) -> Referral:
    """A referral whose referrer does not know when the council became aware."""
    id_ = begin(made)
    answer_all(made, id_, T01 | {"aware_on": "unknown"})
    posts(made)
    return refer.log(made.desk, submission(id_))


def taken(made: TestDesk) -> Referral:
    """A referral that the council has taken."""
    referral = logged(made)
    review.take(made.desk, COUNCIL, referral.id, key=new_key())
    return now_of(made, referral.id)


def notify_now(made: TestDesk, referral_id: str) -> ReferralCard:
    """The council's notification, recorded as it is sent."""
    form = NotificationForm(sent_at=made.clock(), panel_reference="PANEL-canary-77")
    return notify.record_notification(made.desk, press_of(made, COUNCIL, referral_id), form)


def submitted(made: TestDesk) -> Referral:
    """A referral whose rapid review has been sent to the Panel."""
    referral = taken(made)
    notify_now(made, referral.id)
    rapid_review.start(made.desk, press_of(made, ICB, referral.id))
    form = DoneForm(on=made.desk.today())
    rapid_review.submit(made.desk, press_of(made, ICB, referral.id), form)
    return now_of(made, referral.id)


def in_days(made: TestDesk, days: int) -> date:
    """So many days from now."""
    return made.desk.today() + timedelta(days=days)
