"""Encrypted texts that belong to votes, clocks, recommendations and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import StaleError
from bot.referrals.model import SealedText, TextKind
from bot.store import sql_review
from bot.store.columns import moment_from, moment_text

if TYPE_CHECKING:
    from bot.store.session import Row, Session


class SqlTexts:
    """`bot.guide.ports_review.Texts` over SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, text: SealedText) -> None:
        """Keep a text for good.

        Raises:
            StaleError: There is one of its kind for its subject.
        """
        row = self._session.first(
            sql_review.ADD_TEXT,
            subject_id=text.subject_id,
            kind=text.kind.value,
            referral_id=text.referral_id,
            key_id=text.key_id,
            wrapped_key=text.wrapped_key,
            envelope=text.envelope,
            author=text.author,
            created_at=moment_text(text.created_at),
        )
        if row is None:
            raise StaleError("This has been written already.")

    def get(self, subject_id: str, kind: TextKind) -> SealedText | None:
        """The text of a kind that belongs to something, or None."""
        row = self._session.first(sql_review.TEXT, subject_id=subject_id, kind=kind.value)
        return _text(row) if row else None

    def of_referral(self, referral_id: str) -> tuple[SealedText, ...]:
        """Everything that is about a referral, the oldest first."""
        rows = self._session.rows(sql_review.TEXTS_OF_REFERRAL, referral_id=referral_id)
        return tuple(map(_text, rows))


def _text(row: Row) -> SealedText:
    return SealedText(
        subject_id=row["subject_id"],
        kind=TextKind(row["kind"]),
        referral_id=row["referral_id"],
        key_id=row["key_id"],
        wrapped_key=row["wrapped_key"],
        envelope=row["envelope"],
        author=row["author"],
        created_at=moment_from(row["created_at"]),
    )
