"""A referral in coded facts: for its referrer, for the partners, and for its own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.guide.desk import local, time_in_words
from bot.guide.replies import ReferralCard
from bot.referrals.model import State
from bot.referrals.workflow import Action, may
from bot.trees.model import UNKNOWN
from bot.trees.read import tree_from_canonical
from bot.trees.walk import answer_words, replay
from bot.workdays import day_in_words, working_days_left

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.guide.desk import Desk
    from bot.guide.ports import AuditRow, Unit
    from bot.referrals.model import LoggedDuty, Referral
    from bot.referrals.people import Person
    from bot.trees.model import Tree
    from bot.trees.walk import Asked

STATE_WORDS = {
    State.LOGGED: "Nobody has taken it yet",
    State.IN_REVIEW: "In review",
    State.WITHDRAWN: "Withdrawn by the referrer",
}
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
EVENT_WORDS = {
    "referral.log": "Logged",
    "referral.take": "Taken",
    "referral.correct": "Corrected by the referrer",
    "referral.withdraw": "Withdrawn by the referrer",
    "referral.look": "What was typed was opened",
}
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
    today = desk.today()
    tree = _tree(desk, unit, referral)
    events = unit.audit.of_referral(referral.id) if with_timeline else ()
    return ReferralCard(
        referral_id=referral.id,
        ref=referral.ref,
        version=referral.version,
        state=STATE_WORDS[referral.state],
        logged=_logged(desk, tree, referral),
        coded=coded_words(tree, referral),
        duties=tuple(_duty_line(duty, today) for duty in referral.duties if duty.latest),
        taken=taken_words(desk, referral),
        can=frozenset(
            action.value for action in Action if viewer and _offered(referral, action, viewer)
        ),
        timeline=_timeline(desk, events),
        tree=f"{referral.tree_id} {referral.tree_version} ({referral.tree_hash[:12]})",
    )


def coded_words(tree: Tree | None, referral: Referral) -> str:
    """`Under 16 · died · abuse or neglect: suspected · where: here`: the coded facts, short."""
    if tree is None:
        return " · ".join(f"{fact}: {value}" for fact, value in referral.facts.items())
    asked = {asked.fact for asked in replay_facts(tree, referral)}
    words = " · ".join(
        _fact_words(tree, fact, referral.facts[fact])
        for fact in CODED_FACTS
        if fact in asked and fact in referral.facts and referral.facts[fact] != "none"
    )
    return words[:1].upper() + words[1:]


def _fact_words(tree: Tree, fact: str, answer: str) -> str:
    words = answer_words(tree, fact, answer)
    if fact not in _SAID_WITH_LABEL and answer != UNKNOWN:
        return words
    label = tree.facts[fact].label
    return f"{label[:1].lower()}{label[1:]}: {words}"


def replay_facts(tree: Tree, referral: Referral) -> tuple[Asked, ...]:
    """The facts on the path of the referral's walk."""
    return replay(tree, referral.facts, today=local(referral.logged_at).date()).asked


def taken_words(desk: Desk, referral: Referral) -> str:
    """`Taken by South Yorkshire Police, today 09:31`; the person is not named."""
    if not referral.taken_by or referral.taken_at is None:
        return ""
    partner = desk.content.area.partners[referral.taken_by].name
    return f"Taken by {partner}, {time_in_words(referral.taken_at, desk.today())}"


def _offered(referral: Referral, action: Action, viewer: Person) -> bool:
    return action is not Action.LOG and may(referral, action, viewer)


def _logged(desk: Desk, tree: Tree | None, referral: Referral) -> str:
    when = f"logged {time_in_words(referral.logged_at, desk.today())}"
    if tree is None or "role" not in tree.facts or not referral.logged_role:
        return when
    return f"{when} · {answer_words(tree, 'role', referral.logged_role)}"


def _duty_line(duty: LoggedDuty, today: date) -> str:
    if duty.due is None or duty.latest is None:
        return duty.title
    left = working_days_left(today, duty.latest)
    dates = f"due {day_in_words(duty.due)}, latest {day_in_words(duty.latest)}"
    if left < 0:
        return f"*{duty.title}*: {dates} · *late by {-left} working day{'s' if left < -1 else ''}*"
    return f"*{duty.title}*: {dates} · {left} working day{'' if left == 1 else 's'} left"


def _timeline(desk: Desk, events: Sequence[AuditRow]) -> tuple[str, ...]:
    lines = []
    for row in events[-_SEEN_LIMIT:]:
        words = EVENT_WORDS.get(row.event.action, row.event.action)
        who = (row.event.partner or row.event.role).replace("_", " ")
        lines.append(f"{time_in_words(row.event.at, desk.today())} · {words} · {who}")
    return tuple(lines)


def _tree(desk: Desk, unit: Unit, referral: Referral) -> Tree | None:
    tree = desk.content.trees.get(referral.tree_id)
    if tree is not None and tree.hash == referral.tree_hash:
        return tree
    kept = unit.walks.tree(referral.tree_hash)
    return tree_from_canonical(kept) if kept else None
