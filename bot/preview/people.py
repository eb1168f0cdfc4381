"""Who works in the practice workspace, in which groups, and where they talk.

Titles only: nobody here has a surname, so no sample can be mistaken for a real person.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

TEAM_ID = "T0PRACTICE"
OTHER_TEAM_ID = "T0ELSEWHERE"
APP_ID = "A0GUIDE"
BOT_ID = "B0GUIDE"
BOT_USER_ID = "U0GUIDE"

PARTNERS_CHANNEL = "C0PARTNERS"
GENERAL_CHANNEL = "C0GENERAL"


@dataclass(frozen=True, slots=True)
class PracticePerson:
    """Somebody whose place one can take.

    Attributes:
        id: A user id as Slack writes them, such as `U0HEALTH`.
        title: What she does, in words; shown instead of a name.
        groups: Ids of the user groups she is in, any order.
        is_guest: She may use only some channels (`is_restricted` in Slack).
        is_foreign: She belongs to another workspace (Slack Connect).
        is_bot: A program, not a person.
        is_deleted: Her account was switched off.
    """

    id: str
    title: str
    groups: tuple[str, ...] = ()
    is_guest: bool = False
    is_foreign: bool = False
    is_bot: bool = False
    is_deleted: bool = False

    @property
    def team_id(self) -> str:
        """The workspace that her account belongs to."""
        return OTHER_TEAM_ID if self.is_foreign else TEAM_ID

    @property
    def handle(self) -> str:
        """Her user name: lower case, without spaces."""
        return self.title.lower().replace(" ", ".")

    @property
    def dm(self) -> str:
        """The id of her direct conversation with the app."""
        return dm_channel(self.id)


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel of the workspace.

    Attributes:
        id: Such as `C0GENERAL`.
        name: Without the `#`.
        members: User ids of everybody in it, the app's own included.
        is_private: Outsiders are told `channel_not_found`, not `not_in_channel`.
    """

    id: str
    name: str
    members: frozenset[str]
    is_private: bool = False


def dm_channel(user_id: str) -> str:
    """Name the direct conversation between the app and a person."""
    return "D" + user_id.removeprefix("U")


PEOPLE: tuple[PracticePerson, ...] = (
    PracticePerson("U0HEALTH", "Health visitor", ("S0PRACTITIONERS",)),
    PracticePerson("U0TEACHER", "Teacher", ("S0PRACTITIONERS",)),
    PracticePerson("U0COUNCIL", "Council notifying lead", ("S0PRACTITIONERS", "S0COUNCIL")),
    PracticePerson("U0ICB", "NHS partner", ("S0PRACTITIONERS", "S0ICB")),
    PracticePerson("U0POLICE", "Police partner", ("S0PRACTITIONERS", "S0POLICE")),
    PracticePerson("U0MANAGER", "Business manager", ("S0PRACTITIONERS", "S0MANAGER")),
    PracticePerson("U0GUEST", "Guest from elsewhere", (), is_guest=True, is_foreign=True),
)

GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "S0PRACTITIONERS": "Practitioners",
        "S0COUNCIL": "Council",
        "S0ICB": "NHS integrated care board",
        "S0POLICE": "Police",
        "S0MANAGER": "Business manager",
    }
)

PARTNER_IDS = frozenset({"U0COUNCIL", "U0ICB", "U0POLICE", "U0MANAGER"})


def channels_for(people: tuple[PracticePerson, ...]) -> tuple[Channel, ...]:
    """Open the two channels: everybody in general, the partners in theirs, the app in both."""
    everybody = frozenset(person.id for person in people)
    return (
        Channel(GENERAL_CHANNEL, "general", everybody | {BOT_USER_ID}),
        Channel(
            PARTNERS_CHANNEL,
            "safeguarding-partners",
            (everybody & PARTNER_IDS) | {BOT_USER_ID},
            is_private=True,
        ),
    )
