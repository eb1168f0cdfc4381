"""Telling the safeguarding partners: a finished walk becomes a referral, once.

One unit of work holds the referral, what was typed (encrypted), the audit row and every post that
tells people. "Logged" is said only after it is on disk.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from bot.errors import NotAllowedError, NotFoundError, StoreError
from bot.guide.cards import answered
from bot.guide.codes import as_codes
from bot.guide.desk import local
from bot.guide.kept_walks import own_view, tree_of
from bot.guide.ports_outbox import Post
from bot.guide.records import Done, found_referral, record, sealed_part
from bot.guide.referral_cards import referral_card
from bot.guide.replies import Notice, ReferralCard, ReferralForm
from bot.guide.reviewing.clockwork import set_going, start_of
from bot.guide.reviewing.telling import redraw_announcement
from bot.guide.reviewing.work import case_of, overtake
from bot.privacy.identifiers import find_identifiers
from bot.referrals.clocks import notify_clock
from bot.referrals.model import LoggedDuty, PartKind, Referral, SealedPart, State
from bot.referrals.workflow import Action, check_may_log, next_state
from bot.trees.walk import replay
from bot.workdays import after_working_minutes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.guide.desk import Desk
    from bot.guide.ports import Unit
    from bot.guide.ports_walks import WalkRecord
    from bot.referrals.people import Person
    from bot.trees.walk import DutyDue

INTRO = (
    (
        "*This does not refer a child to social care.* A child needs help now? "
        "Ring {front_door}, or {emergency_duty_team}. In danger now: 999."
    ),
    "{partners} read this on working days.",
    "No names, dates of birth or addresses. The partners do not need them here.",
)
# With one of these duties the council's five working days run, or are treated as running.
NOTIFY_DUTIES = frozenset({"notify_panel", "ask_notifying_lead"})


@dataclass(frozen=True, slots=True)
class Submission:
    """A filled-in form.

    Attributes:
        person: Who sends it.
        walk_id: The walk it is filled from; also the idempotency key.
        narrative: What happened in a few lines, at most 2,000 characters.
        case_reference: The referrer's own case reference, or empty.
        reach: How to reach the referrer, or empty.
    """

    person: Person
    walk_id: str
    narrative: str = field(repr=False)
    case_reference: str = field(repr=False)
    reach: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Amendment:
    """A correction or a withdrawal of what was logged.

    Attributes:
        person: Who asks for it.
        key: What makes the request unique.
        referral_id: Which referral.
        withdraw: Whether to withdraw it; otherwise it is corrected.
        reason: Why, in words.
        narrative: For a correction the account as it should read, or empty to leave it.
    """

    person: Person
    key: str
    referral_id: str
    withdraw: bool
    reason: str = field(repr=False)
    narrative: str = field(default="", repr=False)


def form(desk: Desk, person: Person, walk_id: str) -> ReferralForm:
    """The form for a walk.

    Raises:
        NotAllowedError: The person may not log, or the walk is somebody else's.
        NotFoundError: The walk is no longer there.
    """
    check_may_log(person)
    found = own_view(desk, person, walk_id)
    area = desk.content.area
    words = {
        "front_door": area.contacts["front_door"].in_words(),
        "emergency_duty_team": area.contacts["emergency_duty_team"].in_words(),
        "partners": _listed([partner.name for partner in area.partners.values()]),
    }
    return ReferralForm(
        key=walk_id,
        walk_id=walk_id,
        intro=tuple(line.format(**words) for line in INTRO),
        coded=tuple(f"{view.label}: {view.words}" for view in answered(found.walk)),
    )


def _listed(names: list[str]) -> str:
    """`A, B and C`."""
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def nudges(desk: Desk, texts: Iterable[str]) -> tuple[str, ...]:
    """What looks like a personal identifier, one sentence for each kind; never what it was."""
    known = [contact.phone for contact in desk.content.area.contacts.values() if contact.phone]
    found = (finding for text in texts for finding in find_identifiers(text, known_numbers=known))
    return tuple(dict.fromkeys(finding.words for finding in found))


def log(desk: Desk, submission: Submission) -> Referral:
    """Log a referral once; the same walk again gives the referral it made.

    Raises:
        NotAllowedError: The person may not log, or the walk is somebody else's.
        NotFoundError: The walk is no longer there.
        StoreError: It is not logged.
    """
    check_may_log(submission.person)
    try:
        with desk.store.unit() as unit:
            return _log(desk, unit, submission)
    except StoreError:
        # A refused commit may still be on disk: the register is asked before anything is said.
        with desk.store.unit() as unit:
            kept = unit.referrals.by_key(submission.walk_id)
        if kept is None:
            raise
        return kept


def own_card(desk: Desk, person: Person, referral_id: str) -> ReferralCard:
    """A referral for its own referrer.

    Raises:
        NotFoundError: There is no such referral.
        NotAllowedError: It is somebody else's.
    """
    with desk.store.reading() as unit:
        referral = found_referral(unit, referral_id)
        if referral.logged_by != person.id:
            raise NotAllowedError("Only the referrer can correct or withdraw this.")
        return referral_card(desk, unit, referral, viewer=person)


def amend(desk: Desk, amendment: Amendment) -> Referral:
    """Correct or withdraw what was logged; the old version is kept.

    Raises:
        NotFoundError: There is no such referral.
        NotAllowedError: It is somebody else's.
        StaleError: It is no longer open.
        StoreError: Nothing was changed.
    """
    action = Action.WITHDRAW if amendment.withdraw else Action.CORRECT
    with desk.store.unit() as unit:
        seen = found_referral(unit, amendment.referral_id)
        if not unit.inbox.is_new([amendment.key], desk.now()):
            return seen
        state = next_state(seen, action, amendment.person)
        changed = unit.referrals.change(replace(seen, state=state), seen)
        texts = {PartKind.REASON: amendment.reason, PartKind.NARRATIVE: amendment.narrative}
        for part in _sealed(desk, unit, changed, amendment.person, texts):
            unit.referrals.add_part(part)
        record(desk, unit, Done(amendment.person, action, seen.state, changed))
        # Votes were given on what it said before.
        overtake(desk, unit, case_of(unit, changed))
        _tell_amended(desk, unit, changed, action, amendment.key)
    return changed


def _log(desk: Desk, unit: Unit, submission: Submission) -> Referral:
    kept = unit.referrals.by_key(submission.walk_id)
    if kept is not None:
        return kept
    walk = unit.walks.get(submission.walk_id)
    if walk is None:
        raise NotFoundError("This walk is no longer here. Start again.")
    if walk.person_id != submission.person.id:
        raise NotAllowedError("These questions belong to somebody else.")
    referral = _referral(desk, unit, submission, walk)
    texts = {
        PartKind.NARRATIVE: submission.narrative,
        PartKind.CASE_REFERENCE: submission.case_reference,
        PartKind.REACH: submission.reach,
    }
    logged = unit.referrals.log(referral, _sealed(desk, unit, referral, submission.person, texts))
    record(desk, unit, Done(submission.person, Action.LOG, None, logged))
    if any(duty.id in NOTIFY_DUTIES for duty in logged.duties):
        set_going(desk, unit, notify_clock(start_of(desk, logged.id), logged.aware_on))
    unit.walks.change(
        replace(walk, referral_id=logged.id, revision=walk.revision + 1, changed_at=desk.now()),
        seen_revision=walk.revision,
    )
    _tell_logged(desk, unit, logged, walk)
    return logged


def _referral(desk: Desk, unit: Unit, submission: Submission, walk: WalkRecord) -> Referral:
    replayed = replay(tree_of(desk, unit, walk), walk.answers, today=desk.today())
    facts = {asked.fact: asked.answer for asked in replayed.asked}
    return Referral(
        id=uuid4().hex,
        ref="",
        key=walk.id,
        area=desk.content.area.id,
        state=State.LOGGED,
        version=1,
        facts=facts,
        tree_id=walk.tree_id,
        tree_version=walk.tree_version,
        tree_hash=walk.tree_hash,
        duties=tuple(_logged_duty(duty) for duty in replayed.outcome.duties),
        logged_by=submission.person.id,
        logged_role=facts.get("role", ""),
        logged_at=desk.now(),
        aware_on=_day(facts.get("aware_on", "")),
    )


def _day(answer: str) -> date | None:
    """The day that an answer gives; None for `unknown` and for no answer."""
    try:
        return date.fromisoformat(answer)
    except ValueError:
        return None


def _logged_duty(duty: DutyDue) -> LoggedDuty:
    return LoggedDuty(
        id=duty.id,
        title=duty.title,
        strength=str(duty.strength),
        certain=duty.certain,
        due=duty.due.target if duty.due else None,
        latest=duty.due.latest if duty.due else None,
    )


def _sealed(
    desk: Desk, unit: Unit, referral: Referral, author: Person, texts: Mapping[PartKind, str]
) -> tuple[SealedPart, ...]:
    """Every non-empty text, encrypted under a key of its own, as the next version of its part."""
    versions = {part.kind: part.version for part in unit.referrals.parts(referral.id)}
    parts = []
    for kind, text in texts.items():
        if not text.strip():
            continue
        version = versions.get(kind, 0) + 1
        parts.append(sealed_part(desk, referral.id, author, kind, (version, text)))
    return tuple(parts)


def _tell_logged(desk: Desk, unit: Unit, referral: Referral, walk: WalkRecord) -> None:
    now = desk.now()
    person = f"person:{referral.logged_by}"
    codes = {"referral": referral.id}
    unit.outbox.add(Post(f"logged:{referral.id}", person, person, "logged", codes, not_before=now))
    if walk.card:
        card = Post(
            f"card:logged:{referral.id}",
            person,
            f"card:{walk.card}",
            "walk",
            {"walk": walk.id},
            not_before=now,
        )
        unit.outbox.add(card)
    channel = f"channel:{desk.policy.partners_channel}"
    if not desk.policy.partners_channel:
        return
    unit.outbox.add(
        Post(f"announce:{referral.id}", channel, channel, "announce", codes, not_before=now)
    )
    again = after_working_minutes(local(now), desk.policy.announce_again_minutes)
    unit.outbox.add(
        Post(
            f"announce_again:{referral.id}",
            f"{channel}:again",
            channel,
            "announce_again",
            codes,
            not_before=again,
        )
    )


def _tell_amended(desk: Desk, unit: Unit, referral: Referral, action: Action, key: str) -> None:
    redraw_announcement(desk, unit, referral, key)
    done = "withdrawn" if action is Action.WITHDRAW else "corrected"
    person = f"person:{referral.logged_by}"
    told = Notice(f"{referral.ref} is {done}. The reason is kept with it for the partners.")
    unit.outbox.add(
        Post(f"amended:{key}", person, person, "notice", as_codes(told), not_before=desk.now())
    )
    if desk.policy.partners_channel:
        channel = f"channel:{desk.policy.partners_channel}"
        news = Notice(f"{referral.ref} was {done} by its referrer. Open it to see why.")
        unit.outbox.add(
            Post(
                f"amended:partners:{key}",
                channel,
                channel,
                "notice",
                as_codes(news),
                not_before=desk.now(),
            )
        )
