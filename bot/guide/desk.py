"""What every use case works with: the content, the register, the keys, the clock and the policy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from bot.guide.content import Content
    from bot.guide.ports import Store
    from bot.privacy.envelope import KeyRing

ENGLAND = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Policy:
    """What a partnership may set.

    Attributes:
        partners_channel: The id of the partners' channel, or empty: then nothing is announced.
        announce_again_minutes: A referral that nobody has taken is announced again after so many
            working minutes.
        question_days: A question sent to the curators is deleted after so many days.
    """

    partners_channel: str = ""
    announce_again_minutes: int = 60
    question_days: int = 90


class Shelf:
    """Where the content in use lies. Curators may put other content there while people walk.

    Args:
        content: What lies there at first.
    """

    def __init__(self, content: Content) -> None:
        self._content = content

    @property
    def content(self) -> Content:
        """The content in use."""
        return self._content

    def put(self, content: Content) -> None:
        """Use other content from now on."""
        self._content = content


@dataclass(frozen=True, slots=True)
class Desk:
    """The one value that use cases take; made in `bot.bootstrap`.

    Attributes:
        shelf: Where the content in use lies.
        store: The register.
        keys: The keys for what is typed.
        clock: Gives the time now, aware, in UTC.
        policy: See `Policy`.
    """

    shelf: Shelf
    store: Store
    keys: KeyRing
    clock: Callable[[], datetime]
    policy: Policy

    @property
    def content(self) -> Content:
        """What curators wrote, as it is in use now."""
        return self.shelf.content

    def now(self) -> datetime:
        """The time now, UTC."""
        return self.clock()

    def today(self) -> date:
        """The day now, in England."""
        return self.clock().astimezone(ENGLAND).date()


def local(moment: datetime) -> datetime:
    """A moment in England's time."""
    return moment.astimezone(ENGLAND)


def time_in_words(moment: datetime, today: date) -> str:
    """`today 09:14`, or `Thu 24 Dec 2026, 09:14`."""
    there = local(moment)
    if there.date() == today:
        return f"today {there:%H:%M}"
    return f"{there:%a} {there.day} {there:%b %Y, %H:%M}"
