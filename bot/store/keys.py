"""Whether the keys in the settings are the ones that the register was written with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import SealedError
from bot.privacy.envelope import Sealed, seal, unseal
from bot.store import sql

if TYPE_CHECKING:
    from bot.privacy.envelope import KeyRing
    from bot.store.session import Session

_ABOUT = "key-check"
_CONSTANT = "This register opens."


def check_and_note(session: Session, ring: KeyRing) -> None:
    """Refuse keys that do not open the register; note the current one when it is new.

    Every key the register was ever written with must be there: without it some part would stay
    shut for good, and nobody would notice before they need it.

    Raises:
        SealedError: A key is missing or differs; names the key's id, never the key.
    """
    noted = [
        Sealed(row["key_id"], row["wrapped_key"], row["envelope"])
        for row in session.rows(sql.KEY_CHECKS)
    ]
    for sealed in noted:
        if sealed.key_id not in ring.ids:
            raise SealedError(
                f"This register was written with key {sealed.key_id}, which the settings do not "
                "hold. Put that key back. To change keys, put the new one first and keep the old."
            )
        if unseal(sealed, ring, about=_ABOUT) != _CONSTANT:
            raise SealedError(f"The register's check value for key {sealed.key_id} was altered.")
    if ring.current not in {sealed.key_id for sealed in noted}:
        made = seal(_CONSTANT, ring, about=_ABOUT)
        session.first(
            sql.ADD_KEY_CHECK,
            key_id=made.key_id,
            wrapped_key=made.wrapped_key,
            envelope=made.envelope,
        )
