"""Every sealed text's own key, wrapped anew with the key that is current."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.privacy.envelope import Sealed, rewrap
from bot.store import sql

if TYPE_CHECKING:
    from bot.privacy.envelope import KeyRing
    from bot.store.session import Session

# What is wrapped with another key, and how its row is found again.
_TABLES = (
    (sql.OLD_PARTS, sql.REWRAP_PART, ("referral_id", "kind", "version")),
    (sql.OLD_TEXTS, sql.REWRAP_TEXT, ("subject_id", "kind")),
    (sql.OLD_QUESTIONS, sql.REWRAP_QUESTION, ("id",)),
)


class SqlSeals:
    """`bot.guide.ports_register.Seals` over SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def rewrap(self, ring: KeyRing) -> int:
        """Wrap everything with the current key, and forget the others; gives how many texts.

        Raises:
            SealedError: A key is missing, or a wrapped key was altered; nothing is changed.
        """
        count = 0
        for old, change, names in _TABLES:
            for row in list(self._session.rows(old, key_id=ring.current)):
                sealed = Sealed(row["key_id"], row["wrapped_key"], row["envelope"])
                made = rewrap(sealed, ring)
                place = {name: row[name] for name in names}
                self._session.first(
                    change, new_id=made.key_id, wrapped_key=made.wrapped_key, **place
                )
                count += 1
        self._session.first(sql.FORGET_KEY_CHECKS, key_id=ring.current)
        return count
