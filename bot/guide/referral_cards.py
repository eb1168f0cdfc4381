"""A referral in coded facts: for its referrer, for the partners, and for its own page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.guide.desk import time_in_words
from bot.guide.replies import Choice, ReferralCard
from bot.guide.reviewing.views import action_view, clock_view, decision_view, left_words
from bot.guide.reviewing.words import EVENT_WORDS, organisation
from bot.guide.reviewing.work import case_of
from bot.referrals.case import allowed
from bot.referrals.clocks import ClockKind
from bot.referrals.model import LISTED, State
from bot.referrals.people import Role
from bot.trees.model import UNKNOWN
from bot.trees.read import tree_from_canonical
from bot.trees.walk import answer_words
from bot.workdays import day_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.guide.desk import Desk
    from bot.guide.ports import Unit
    from bot.guide.ports_audit import AuditRow
    from bot.referrals.case import Case
    from bot.referrals.clocks import Clock
    from bot.referrals.model import LoggedDuty, Referral
    from bot.referrals.people import Person
    from bot.trees.model import Tree

STATE_WORDS: Mapping[State, str] = MappingProxyType(
    {
        State.LOGGED: "Nobody has taken it yet",
        State.IN_REVIEW: "In review",
        State.CRITERIA_MET: "The partners agree: the criteria are met",
        State.CRITERIA_NOT_MET: "The partners agree: the criteria are not met",
        State.NOTIFIED: "The Panel has been notified",
        State.RAPID_REVIEW: "Rapid review under way",
        State.SUBMITTED: "The rapid review has been sent to the Panel",
        State.LOCAL_REVIEW: "Local review under way",
        State.NATIONAL_REVIEW: "A national review has been asked for",
        State.LOCAL_LEARNING: "Local learning instead of a review",
        State.NO_FURTHER: "No further review",
        State.PUBLISHED: "The local review is published",
        State.NOT_PUBLISHED: "The local review is not published",
        State.REOPENED: "Opened again",
        State.WITHDRAWN: "Withdrawn by the referrer",
        State.CLOSED: "Closed",
    }
)
# What the partners' channel shows: enough to act on, nothing that points to a child.
CODED_FACTS = (
    "age_band",
    "event",
    "abuse_neglect",
    "place",
    "looked_after",
    "care_leaver",
    "setting",
    "circumstance",
)
# What says little without the name of what was asked: `suspected`, `no`.
_SAID_WITH_LABEL = frozenset({"abuse_neglect", "place", "looked_after", "care_leaver"})
SEES_OTHERS = frozenset({Role.PARTNER, Role.BUSINESS_MANAGER, Role.AUDITOR})
"""Who sees other people's referrals; in the partners' channel everybody does."""

WAITS = "A question waits for the referrer's answer"
DUTY_OF_CLOCK = {ClockKind.NOTIFY: "notify_panel", ClockKind.RAPID_REVIEW: "hold_rapid_review"}
DONE_BY_LOGGING = frozenset({"tell_safeguarding_partners"})
NOT_RECORDED = "*the last day has passed*: whether it was done is not recorded here"
_SEEN_LIMIT = 40


def referral_card(
    desk: Desk,
    unit: Unit,
    referral: Referral,
    *,
    viewer: Person | None = None,
    with_timeline: bool = False,
) -> ReferralCard:
    """A referral as a card.

    Args:
        desk: What use cases work with.
        unit: The unit of work that read it.
        referral: The referral.
        viewer: Who looks at it: decides what can be pressed. None in a channel.
        with_timeline: Whether to list what happened to it.
    """
    case = case_of(unit, referral)
    events = unit.audit.of_referral(referral.id)[-_SEEN_LIMIT:] if with_timeline else ()
    known = _known_people(viewer, referral)
    sees_others = viewer is None or viewer.role in SEES_OTHERS
    linked = unit.links.linked(referral.id) if sees_others else ()
    return replace(
        _standing(desk, unit, case),
        can=frozenset(action.value for action in allowed(case, viewer)) if viewer else frozenset(),
        timeline=_timeline(desk, events),
        actions=tuple(action_view(desk, action, viewer) for action in case.actions),
        duplicates=_others(desk, unit, _alike(unit, referral, linked)) if sees_others else (),
        linked=_others(desk, unit, linked),
        taken_person=known(referral.taken_person),
        people=tuple(known(row.event.person_id) for row in events),
    )


def _known_people(viewer: Person | None, referral: Referral) -> Callable[[str], str]:
    """Whom a viewer may know by their id: partners each other, an auditor everybody.

    A referrer and the partners who ask them stay unknown to each other.
    """

    def known(person_id: str) -> str:
        if viewer is None or not (viewer.is_partner or viewer.role is Role.AUDITOR):
            return ""
        is_referrer = person_id == referral.logged_by and viewer.role is not Role.AUDITOR
        return "" if is_referrer else person_id

    return known


def listed_card(desk: Desk, unit: Unit, referral: Referral) -> ReferralCard:
    """A referral as a row of a list: what it is, what is due and how it stands, for any viewer.

    What can be done with it, its timeline, its actions and what may be the same incident stand on
    its own page only.
    """
    return _standing(desk, unit, case_of(unit, referral))


def _standing(desk: Desk, unit: Unit, case: Case) -> ReferralCard:
    today, referral = desk.today(), case.referral
    tree = _tree(desk, unit, referral)
    clocks = sorted(case.clocks, key=_by_urgency)
    return ReferralCard(
        referral_id=referral.id,
        ref=referral.ref,
        version=referral.version,
        state=STATE_WORDS[referral.state],
        logged=_logged(desk, tree, referral),
        coded=coded_words(tree, referral),
        duties=_duty_lines(case, today),
        taken=taken_words(desk, referral),
        tree=f"{referral.tree_id} {referral.tree_version} ({referral.tree_hash[:12]})",
        state_id=referral.state.value,
        clocks=tuple(clock_view(clock, today) for clock in clocks),
        decisions=tuple(decision_view(desk, one) for one in reversed(case.decisions)),
        question=WAITS if case.waiting_question else "",
    )


def _by_urgency(clock: Clock) -> tuple[bool, date]:
    """Those that run before those that ended, without a date first, then the earliest first."""
    return not clock.is_running, clock.target if clock.is_running and clock.target else date.min


def _alike(unit: Unit, referral: Referral, linked: Sequence[Referral]) -> tuple[Referral, ...]:
    """Those that may be about the same incident and are not linked yet; none once it is closed."""
    known = {one.id for one in linked}
    found = unit.links.alike(referral) if referral.state in LISTED else ()
    return tuple(one for one in found if one.id not in known)


def _others(desk: Desk, unit: Unit, referrals: Sequence[Referral]) -> tuple[Choice, ...]:
    return tuple(
        Choice(f"{one.ref} · {coded_words(_tree(desk, unit, one), one)}", one.id)
        for one in referrals
    )


def _duty_lines(case: Case, today: date) -> tuple[str, ...]:
    """Duties with a date; those that a clock counts are shown as that clock instead.

    That the partners are told is what logging did.
    """
    counted = {DUTY_OF_CLOCK[clock.kind] for clock in case.clocks if clock.kind in DUTY_OF_CLOCK}
    is_open = case.referral.state in LISTED
    return tuple(
        _duty_line(duty, today, is_open=is_open)
        for duty in case.referral.duties
        if duty.latest and duty.id not in counted | DONE_BY_LOGGING
    )


def coded_words(tree: Tree | None, referral: Referral) -> str:
    """`Under 16 · died · abuse or neglect: suspected · where: here`: the coded facts, short.

    A referral holds the facts that were asked on its walk and no others.
    """
    if tree is None:
        return " · ".join(f"{fact}: {value}" for fact, value in referral.facts.items())
    words = " · ".join(
        _fact_words(tree, fact, referral.facts[fact])
        for fact in CODED_FACTS
        if fact in tree.facts and referral.facts.get(fact, "none") != "none"
    )
    return words[:1].upper() + words[1:]


def _fact_words(tree: Tree, fact: str, answer: str) -> str:
    words = answer_words(tree, fact, answer)
    if fact not in _SAID_WITH_LABEL and answer != UNKNOWN:
        return words
    label = tree.facts[fact].label
    return f"{label[:1].lower()}{label[1:]}: {words}"


def taken_words(desk: Desk, referral: Referral) -> str:
    """`Taken by South Yorkshire Police, today 09:31`; the person is not named."""
    if not referral.taken_by or referral.taken_at is None:
        return ""
    partner = desk.content.area.partners[referral.taken_by].name
    return f"Taken by {partner}, {time_in_words(referral.taken_at, desk.today())}"


def _logged(desk: Desk, tree: Tree | None, referral: Referral) -> str:
    when = f"logged {time_in_words(referral.logged_at, desk.today())}"
    if tree is None or "role" not in tree.facts or not referral.logged_role:
        return when
    return f"{when} · {answer_words(tree, 'role', referral.logged_role)}"


def _duty_line(duty: LoggedDuty, today: date, *, is_open: bool) -> str:
    """The dates and what is left; nobody records here when it is done, so nothing calls it late."""
    if duty.due is None or duty.latest is None:
        return duty.title
    dates = f"*{duty.title}*: due {day_in_words(duty.due)}, latest {day_in_words(duty.latest)}"
    if not is_open:
        return dates
    return f"{dates} · {NOT_RECORDED if duty.latest < today else left_words(duty.latest, today)}"


def _timeline(desk: Desk, events: Sequence[AuditRow]) -> tuple[str, ...]:
    lines = []
    for row in events:
        words = EVENT_WORDS.get(row.event.action, row.event.action)
        who = organisation(desk, row.event.partner or row.event.role)
        lines.append(f"{time_in_words(row.event.at, desk.today())} · {words} · {who}")
    return tuple(lines)


def _tree(desk: Desk, unit: Unit, referral: Referral) -> Tree | None:
    tree = desk.content.trees.get(referral.tree_id)
    if tree is not None and tree.hash == referral.tree_hash:
        return tree
    kept = unit.walks.tree(referral.tree_hash)
    return tree_from_canonical(kept) if kept else None
