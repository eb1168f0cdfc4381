"""What would be said twice, said once: contacts already named, and the day sources were checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.slack.blocks.mrkdwn import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NUMBER = re.compile(r"\d[\d ]+\d")
_CHECKED = " · checked "
_ALL_CHECKED = " · all checked "


def is_named(contact: str, text: str) -> bool:
    """Whether a text already gives a contact, or every number that it has.

    >>> is_named("Front door: 01226 772423 (weekdays)", "Ring 01226 772423 now.")
    True
    """
    numbers = _NUMBER.findall(contact)
    return contact in text or (bool(numbers) and all(number in text for number in numbers))


def unnamed(contacts: Iterable[str], text: str) -> list[str]:
    """The contacts that a text does not give yet."""
    return [contact for contact in contacts if not is_named(contact, text)]


def cited(sources: Sequence[str]) -> str:
    """Source lines as one, with the day they were checked once where it is the same for all.

    >>> cited(["must · A, s1 · checked Monday", "B · checked Monday"])
    'must · A, s1; B · all checked Monday'
    """
    parts = [line.rpartition(_CHECKED) for line in sources if line.strip()]
    days = {day for _, mark, day in parts if mark}
    if len(days) != 1 or not all(mark for _, mark, _ in parts):
        return "; ".join(shown(line) for line in sources if line.strip())
    named = "; ".join(shown(source) for source, _, _ in parts)
    mark = _CHECKED if len(parts) == 1 else _ALL_CHECKED
    return f"{named}{mark}{shown(days.pop())}"
