"""Who is asking: a person, what they may be here, and for which organisation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person may be in this product. Everybody else is a stranger.

    A practitioner asks, walks and logs. A partner is somebody of the council, the NHS board or the
    police who reviews what was logged. The business manager sees what was logged, without the
    narrative. The auditor is the command line: it reads the register and verifies its log.
    """

    PRACTITIONER = "practitioner"
    PARTNER = "partner"
    BUSINESS_MANAGER = "business_manager"
    AUDITOR = "auditor"
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does something.

    Attributes:
        id: `team:user` as Slack knows them, or `cli:user`.
        role: See `Role`.
        partner: For a partner `council`, `icb` or `police`; empty otherwise.
    """

    id: str
    role: Role
    partner: str = ""

    @property
    def is_partner(self) -> bool:
        """Whether the person acts for one of the three safeguarding partners."""
        return self.role is Role.PARTNER
