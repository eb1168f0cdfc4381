"""Why people decided as they did: opened for one look, which is logged before it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import NotAllowedError
from bot.guide.records import Done, found_referral, opened_text, record
from bot.guide.replies import TypedParts
from bot.guide.reviewing.words import CHOICE_WORDS, QUESTION_WORDS, organisation
from bot.referrals.model import TextKind
from bot.referrals.workflow import Action, next_state

if TYPE_CHECKING:
    from bot.guide.desk import Desk
    from bot.guide.ports import Unit
    from bot.referrals.people import Person

_LABELS = {
    TextKind.PANEL_REFERENCE: "The Panel's reference",
    TextKind.LATE_REASON: "Why it was late",
    TextKind.REOPEN_REASON: "Why it was opened again",
    TextKind.DROP_REASON: "Why an action was dropped",
}


def reasons(desk: Desk, person: Person, referral_id: str) -> TypedParts:
    """Every reason given about a referral: for votes, for being late, for opening it again.

    Raises:
        NotFoundError: There is no such referral.
        NotAllowedError: The person is not a partner.
        SealedError: One does not open with the keys at hand.
        StoreError: The look could not be logged, so nothing is shown.
    """
    with desk.store.unit() as unit:
        referral = found_referral(unit, referral_id)
        next_state(referral, Action.LOOK, person)
        if not person.is_partner:
            raise NotAllowedError("Only the partners read the reasons.")
        codes = {"part": "reasons"}
        record(desk, unit, Done(person, Action.LOOK, referral.state, referral, codes))
        votes = _vote_labels(desk, unit, referral_id)
        texts = unit.texts.of_referral(referral_id)
    parts: dict[str, str] = {}
    for text in texts:
        label = votes.get(text.subject_id) or _LABELS.get(text.kind, "")
        if label:
            parts[_new_label(parts, label)] = opened_text(desk, text)
    return TypedParts(ref=referral.ref, parts=parts)


def _vote_labels(desk: Desk, unit: Unit, referral_id: str) -> dict[str, str]:
    return {
        vote.id: f"{QUESTION_WORDS[decision.question]} {organisation(desk, vote.partner)}: "
        f"{CHOICE_WORDS[vote.choice]}"
        for decision in unit.decisions.of_referral(referral_id)
        for vote in decision.votes
    }


def _new_label(parts: dict[str, str], label: str) -> str:
    """The label, numbered where there is one of its name already."""
    number = sum(known == label or known.startswith(f"{label} (") for known in parts)
    return f"{label} ({number + 1})" if number else label
