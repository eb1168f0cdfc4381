"""The partners vote; three votes that agree decide, anything else keeps the referral open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from bot.guide.records import Done, Subject, record, write_text
from bot.guide.referral_cards import referral_card
from bot.guide.reviewing.claim import shown
from bot.guide.reviewing.clockwork import set_aside, set_going, start_of
from bot.guide.reviewing.telling import tell_channel, tell_lead, tell_referrer
from bot.guide.reviewing.work import Change, begin, case_of, change, check_text, note
from bot.referrals.case import destination
from bot.referrals.clocks import ClockKind, local_review_clock, notify_clock
from bot.referrals.decisions import DISAGREED, Question, Vote, check_choice, concluded
from bot.referrals.model import State, TextKind
from bot.referrals.workflow import DECIDED, RULES, Action

if TYPE_CHECKING:
    from bot.guide.desk import Desk
    from bot.guide.ports import Unit
    from bot.guide.replies import ReferralCard
    from bot.guide.reviewing.requests import Press, VoteForm
    from bot.referrals.case import Case
    from bot.referrals.decisions import Decision
    from bot.referrals.model import Referral

VOTES: dict[Question, Action] = {
    rule.question: action for action, rule in RULES.items() if rule.question is not None
}
"""Question -> the action of voting on it."""

_REFERRER_HEARS = {
    State.CRITERIA_MET: "the partners agree that the criteria for notifying the Panel are met.",
    State.CRITERIA_NOT_MET: "the partners agree that the criteria for notifying are not met.",
    State.LOCAL_REVIEW: "the partners decided on a local review.",
    State.NATIONAL_REVIEW: "the partners asked the Panel for a national review.",
    State.LOCAL_LEARNING: "the partners decided on local learning instead of a review.",
    State.NO_FURTHER: "the partners decided that no further review follows.",
    State.NOT_PUBLISHED: "the partners decided not to publish the review's report.",
    State.CLOSED: "the partners closed this. What was learned stays on their list.",
}


def vote(desk: Desk, press: Press, form: VoteForm) -> ReferralCard:
    """Vote for one's organisation; the third vote ends the round.

    Raises:
        NotFoundError: There is no such referral.
        NotAllowedError: The person is no partner, a reason is missing, or something has to be done
            before the referral can be closed.
        StaleError: The organisation or the person has voted, or the referral has moved on.
    """
    check_choice(form.question, form.choice, form.reason)
    if form.reason.strip():
        check_text(form.reason, "the reason")
    with desk.store.unit() as unit:
        action = VOTES[form.question]
        case = begin(desk, unit, press, action)
        if case is None:
            return shown(desk, unit, press)
        before = case.open_round(form.question)
        decision = _voted(desk, unit, press, case, form)
        codes = {"choice": form.choice, "decision": decision.id}
        note(desk, unit, press, case, action, codes)
        if decision.is_split and not (before and before.is_split):
            _escalate(desk, unit, press, case, decision)
        else:
            _tell_voted(desk, unit, press, case, decision)
        referral = _conclude(desk, unit, press, case, decision)
        return referral_card(desk, unit, referral, viewer=press.person)


def _voted(desk: Desk, unit: Unit, press: Press, case: Case, form: VoteForm) -> Decision:
    """The round with this vote in it."""
    referral = case.referral
    existing = case.open_round(form.question)
    decision_id = existing.id if existing else uuid4().hex
    if existing is None:
        unit.decisions.open(decision_id, referral.id, form.question, desk.now())
    cast = Vote(
        id=uuid4().hex,
        decision_id=decision_id,
        partner=press.person.partner,
        person_id=press.person.id,
        choice=form.choice,
        at=desk.now(),
    )
    unit.decisions.vote(cast)
    typed = (press.person, form.reason)
    write_text(desk, unit, Subject(cast.id, referral.id), TextKind.VOTE_REASON, typed)
    voted = case_of(unit, referral).open_round(form.question)
    if voted is None:
        raise RuntimeError("a round that was just voted in is not there")
    return voted


def _conclude(desk: Desk, unit: Unit, press: Press, case: Case, decision: Decision) -> Referral:
    """End a round with its third vote, and do what it decided; the referral as it is then."""
    outcome = concluded(decision)
    if not outcome:
        return case.referral
    unit.decisions.close(decision.id, outcome, desk.now())
    codes = {"question": decision.question.value, "outcome": outcome, "decision": decision.id}
    if outcome == DISAGREED:
        record(
            desk,
            unit,
            Done(press.person, Action.DECIDE, case.referral.state, case.referral, codes),
        )
        return case.referral
    state = destination(case, outcome)
    after = replace(case.referral, state=state)
    if state is State.CLOSED:
        after = replace(after, closed_at=desk.now())
    changed = change(desk, unit, press, case, Change(Action.DECIDE, after, codes))
    _turn_clocks(desk, unit, case, outcome)
    if state in _REFERRER_HEARS and state is not case.referral.state:
        tell_referrer(desk, unit, changed, _REFERRER_HEARS[state], press.key)
    return changed


def _turn_clocks(desk: Desk, unit: Unit, case: Case, outcome: str) -> None:
    """Set aside the clocks whose duty is gone, and set going the one that follows."""
    effect = DECIDED[outcome]
    referral = case.referral
    for kind in effect.sets_aside:
        running = case.running_of(kind)
        if running:
            set_aside(desk, unit, running, outcome)
    if effect.starts is None or case.running_of(effect.starts):
        return
    if effect.starts is ClockKind.LOCAL_REVIEW:
        start = start_of(desk, referral.id)
        set_going(desk, unit, local_review_clock(start, desk.today()))
    elif referral.notified_at is None:
        set_going(desk, unit, notify_clock(start_of(desk, referral.id), referral.aware_on))


def _tell_voted(desk: Desk, unit: Unit, press: Press, case: Case, decision: Decision) -> None:
    codes = {"referral": case.referral.id, "decision": decision.id}
    tell_channel(desk, unit, "voted", codes, press.key)


def _escalate(desk: Desk, unit: Unit, press: Press, case: Case, decision: Decision) -> None:
    """The partners differ: the channel and whoever has the referral are told at once.

    What was voted stands in the same message.
    """
    codes = {"referral": case.referral.id, "decision": decision.id}
    tell_channel(desk, unit, "escalation", codes, press.key)
    tell_lead(desk, unit, case.referral, "escalation", press.key, codes)
