"""Modal forms and pages, drawn."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.guide.replies import ReferralCard, ReferralForm, TypedParts
    from bot.slack.blocks.message import Block

NOTHING_TYPED: Mapping[str, str] = MappingProxyType({})


def referral_form(form: ReferralForm, typed: Mapping[str, str] = NOTHING_TYPED) -> Block:
    """The form for telling the safeguarding partners."""
    raise NotImplementedError


def logged_view(ref: str) -> Block:
    """What the form turns into once the referral is on disk."""
    raise NotImplementedError


def amend_form(card: ReferralCard) -> Block:
    """Correct or withdraw: inputs `what` (Action value), `reason`, `narrative` (optional)."""
    raise NotImplementedError


def info_view(title: str, paragraphs: Sequence[str]) -> Block:
    """Text to read, with nothing to submit."""
    raise NotImplementedError


def copy_view(text: str) -> Block:
    """An outcome as plain text, for the practitioner's own case record."""
    raise NotImplementedError


def referral_page(card: ReferralCard) -> Block:
    """A referral's own page, for partners."""
    raise NotImplementedError


def typed_view(parts: TypedParts) -> Block:
    """What the referrer typed, opened for one look."""
    raise NotImplementedError


def sorry_view(reference: str, contacts: Sequence[str]) -> Block:
    """Something failed: what to do now, and the reference of the failure."""
    raise NotImplementedError
