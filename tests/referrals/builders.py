"""Plain values for the review's tests."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.referrals.clocks import Clock, Start, notify_clock
from bot.referrals.decisions import Decision, Question, Vote
from bot.referrals.learning import ActionState, AgreedAction
from bot.referrals.people import Person, Role

NOW = datetime(2026, 12, 18, 9, 0, tzinfo=UTC)
TODAY = date(2026, 12, 18)
COUNCIL = Person("T1:UCOUNCIL", Role.PARTNER, "council")
ICB = Person("T1:UICB", Role.PARTNER, "icb")
POLICE = Person("T1:UPOLICE", Role.PARTNER, "police")
MANAGER = Person("T1:UMANAGER", Role.BUSINESS_MANAGER)
START = Start(id="c1", referral_id="r1", at=NOW)


def a_clock(aware_on: date | None = TODAY) -> Clock:
    """A running clock for notifying."""
    return notify_clock(START, aware_on)


def a_vote(person: Person, choice: str) -> Vote:
    """A vote in the round `d1`."""
    return Vote(f"v-{person.partner}", "d1", person.partner, person.id, choice, NOW)


def a_round(*votes: Vote, question: Question = Question.CRITERIA) -> Decision:
    """An open round with these votes."""
    return Decision("d1", "r1", question, 1, NOW, votes)


def an_action(owner: str = "council", *, state: ActionState = ActionState.OPEN) -> AgreedAction:
    """An action of the referral `r1`."""
    return AgreedAction(
        id="a1",
        recommendation_id="rec1",
        referral_id="r1",
        owner=owner,
        owner_person="T1:UOWNER",
        due_on=date(2027, 1, 29),
        assure_on=date(2027, 4, 30),
        state=state,
        version=1,
        agreed_at=NOW,
        done_by="T1:UDONE" if state is ActionState.DONE else "",
    )
