"""What every use case on a referral does: find it, seal what is typed, write the audit row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.errors import NotFoundError
from bot.guide.ports_audit import AuditEvent
from bot.privacy.envelope import Sealed, seal, unseal
from bot.referrals.model import SealedPart, SealedText

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.guide.desk import Desk
    from bot.guide.ports import Unit
    from bot.referrals.model import PartKind, Referral, State, TextKind
    from bot.referrals.people import Person
    from bot.referrals.workflow import Action


def found_referral(unit: Unit, referral_id: str) -> Referral:
    """The referral with this id.

    Raises:
        NotFoundError: There is none.
    """
    referral = unit.referrals.get(referral_id)
    if referral is None:
        raise NotFoundError("There is no such referral.")
    return referral


@dataclass(frozen=True, slots=True)
class Done:
    """Something done with a referral, for the audit log.

    Attributes:
        person: Who did it.
        action: What.
        before: The state it was in, or None where it is new.
        after: The referral as it is now.
        codes: Further codes, such as the reason for a look.
    """

    person: Person
    action: Action
    before: State | None
    after: Referral
    codes: Mapping[str, str] = field(default_factory=dict)


def record(desk: Desk, unit: Unit, done: Done) -> None:
    """Append an action on a referral to the audit log."""
    unit.audit.record(
        AuditEvent(
            at=desk.now(),
            person_id=done.person.id,
            role=done.person.role.value,
            action=f"referral.{done.action.value}",
            referral_id=done.after.id,
            from_state=done.before.value if done.before else "",
            to_state=done.after.state.value,
            version=done.after.version,
            codes=done.codes,
            partner=done.person.partner,
        )
    )


def record_learning(
    desk: Desk, unit: Unit, person: Person, action: str, codes: Mapping[str, str]
) -> None:
    """Append something done about learning that follows no referral."""
    unit.audit.record(
        AuditEvent(
            at=desk.now(),
            person_id=person.id,
            role=person.role.value,
            action=f"learning.{action}",
            codes=codes,
            partner=person.partner,
        )
    )


def sealed_part(
    desk: Desk, referral_id: str, author: Person, kind: PartKind, typed: tuple[int, str]
) -> SealedPart:
    """A typed part, encrypted under a key of its own.

    Args:
        desk: What use cases work with.
        referral_id: The referral it belongs to.
        author: Who typed it.
        kind: What it is.
        typed: Its version, and the words.
    """
    version, text = typed
    sealed = seal(text, desk.keys, about=about(referral_id, kind, version))
    return SealedPart(
        referral_id=referral_id,
        kind=kind,
        version=version,
        key_id=sealed.key_id,
        wrapped_key=sealed.wrapped_key,
        envelope=sealed.envelope,
        author=author.id,
        created_at=desk.now(),
    )


def opened_part(desk: Desk, part: SealedPart) -> str:
    """The words of a part.

    Raises:
        SealedError: It does not open with the keys at hand.
    """
    sealed = Sealed(key_id=part.key_id, wrapped_key=part.wrapped_key, envelope=part.envelope)
    return unseal(sealed, desk.keys, about=about(part.referral_id, part.kind, part.version))


def about(referral_id: str, kind: PartKind, version: int) -> str:
    """What an encrypted part is bound to, so that it opens nowhere else."""
    return f"referral:{referral_id}:{kind.value}:{version}"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a text beside a referral's parts belongs to.

    Attributes:
        id: Of the vote, clock, recommendation and so on.
        referral_id: The referral it is about, or empty.
    """

    id: str
    referral_id: str


def write_text(
    desk: Desk, unit: Unit, subject: Subject, kind: TextKind, typed: tuple[Person, str]
) -> None:
    """Keep a typed text, encrypted under a key of its own; an empty one is not kept.

    Args:
        desk: What use cases work with.
        unit: The open unit of work.
        subject: What it belongs to.
        kind: What it is.
        typed: Who typed it, and the words.
    """
    author, text = typed
    if not text.strip():
        return
    sealed = seal(text, desk.keys, about=_about_text(subject.id, kind))
    unit.texts.add(
        SealedText(
            subject_id=subject.id,
            kind=kind,
            referral_id=subject.referral_id,
            key_id=sealed.key_id,
            wrapped_key=sealed.wrapped_key,
            envelope=sealed.envelope,
            author=author.id,
            created_at=desk.now(),
        )
    )


def opened_text(desk: Desk, text: SealedText | None) -> str:
    """The words of a text; empty for none.

    Raises:
        SealedError: It does not open with the keys at hand.
    """
    if text is None:
        return ""
    sealed = Sealed(key_id=text.key_id, wrapped_key=text.wrapped_key, envelope=text.envelope)
    return unseal(sealed, desk.keys, about=_about_text(text.subject_id, text.kind))


def _about_text(subject_id: str, kind: TextKind) -> str:
    return f"text:{subject_id}:{kind.value}"
