"""A referral with everything that decides what may be done with it now."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.errors import NotAllowedError, StaleError
from bot.referrals.clocks import ClockKind
from bot.referrals.decisions import LEADS_TO, Question, check_vote
from bot.referrals.workflow import RULES, Action, Guard, next_state

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.referrals.clocks import Clock
    from bot.referrals.decisions import Decision
    from bot.referrals.learning import AgreedAction
    from bot.referrals.model import Referral, State
    from bot.referrals.people import Person


@dataclass(frozen=True, slots=True)
class Case:
    """A referral and what belongs to it; nothing that anybody typed.

    Attributes:
        referral: The referral.
        clocks: All its clocks, the oldest first.
        decisions: All rounds of votes, the oldest first.
        actions: All actions of its recommendations.
        waiting_question: The version of the latest question while it has no answer, or 0.
    """

    referral: Referral
    clocks: tuple[Clock, ...] = ()
    decisions: tuple[Decision, ...] = ()
    actions: tuple[AgreedAction, ...] = ()
    waiting_question: int = 0

    @property
    def running(self) -> tuple[Clock, ...]:
        """The clocks that run."""
        return tuple(clock for clock in self.clocks if clock.is_running)

    def running_of(self, kind: ClockKind, subject_id: str = "") -> Clock | None:
        """The running clock of a kind, or None."""
        found = [c for c in self.running if (c.kind, c.subject_id) == (kind, subject_id)]
        return found[0] if found else None

    def open_round(self, question: Question) -> Decision | None:
        """The round of votes on a question that is still open, or None."""
        found = [one for one in self.decisions if one.question is question and one.is_open]
        return found[-1] if found else None

    @property
    def is_publication_agreed(self) -> bool:
        """Whether the last vote on publication, since this local review began, said publish."""
        begun = [clock.made_at for clock in self.clocks if clock.kind is ClockKind.LOCAL_REVIEW]
        ended = [
            one.outcome
            for one in self.decisions
            if one.question is Question.PUBLICATION
            and one.closed_at is not None
            and begun
            and one.closed_at >= begun[-1]
        ]
        return bool(ended) and ended[-1] == "publish"


def check(case: Case, action: Action, person: Person) -> State:
    """The state that an action leads to, when everything allows it.

    Raises:
        NotAllowedError: The person may not do this, or something has to be done first.
        StaleError: The referral has moved on, or the person's organisation has voted.
    """
    state = next_state(case.referral, action, person)
    rule = RULES[action]
    for guard in rule.guards:
        _GUARDS[guard](case, person)
    if rule.question is not None:
        check_vote(case.open_round(rule.question), person)
    return state


def allowed(case: Case, person: Person) -> frozenset[Action]:
    """Everything that a person may do with a referral now."""
    return frozenset(action for action in RULES if _is_allowed(case, action, person))


def destination(case: Case, choice: str) -> State:
    """Where an agreed choice takes a referral.

    That the criteria are met changes nothing once the council has notified.
    """
    state = case.referral.state
    if choice == "met" and case.referral.notified_at is not None:
        return state
    return LEADS_TO.get(choice, state)


def _is_allowed(case: Case, action: Action, person: Person) -> bool:
    try:
        check(case, action, person)
    except (NotAllowedError, StaleError):
        return False
    return True


def _not_notified(case: Case, _person: Person) -> None:
    if case.referral.notified_at is not None:
        raise StaleError(f"{case.referral.ref}: the Panel has been notified already.")


def _notified(case: Case, _person: Person) -> None:
    if case.referral.notified_at is None:
        raise NotAllowedError("A rapid review follows a notification to the Panel.")


def _not_submitted(case: Case, _person: Person) -> None:
    if case.referral.submitted_on is not None:
        raise StaleError(f"{case.referral.ref}: the rapid review has been sent already.")


def _submitted(case: Case, _person: Person) -> None:
    if case.referral.submitted_on is None:
        raise NotAllowedError("What follows is decided once the rapid review has been sent.")


def _settled(case: Case, _person: Person) -> None:
    waiting = sum(not action.is_settled for action in case.actions)
    if case.running or waiting:
        raise NotAllowedError(
            f"{case.referral.ref} cannot be closed yet. Clocks still running: {len(case.running)}. "
            f"Actions not yet settled: {waiting}."
        )


def _publication_agreed(case: Case, _person: Person) -> None:
    if not case.is_publication_agreed:
        raise NotAllowedError("All three partners agree first that the report is published.")


def _question_waits(case: Case, _person: Person) -> None:
    if not case.waiting_question:
        raise StaleError(f"{case.referral.ref}: no question waits for an answer.")


def _another_has_it(case: Case, person: Person) -> None:
    if case.referral.taken_person == person.id:
        raise StaleError(f"{case.referral.ref} is yours already.")


_GUARDS: Mapping[Guard, Callable[[Case, Person], None]] = MappingProxyType(
    {
        Guard.NOT_NOTIFIED: _not_notified,
        Guard.NOTIFIED: _notified,
        Guard.NOT_SUBMITTED: _not_submitted,
        Guard.SUBMITTED: _submitted,
        Guard.SETTLED: _settled,
        Guard.PUBLICATION_AGREED: _publication_agreed,
        Guard.QUESTION_WAITS: _question_waits,
        Guard.ANOTHER_HAS_IT: _another_has_it,
    }
)
