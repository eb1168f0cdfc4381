"""What would be said twice, said once: contacts that a text has already named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_NUMBER = re.compile(r"\d[\d ]+\d")


def is_named(contact: str, text: str) -> bool:
    """Whether a text already gives a contact, or every number that it has.

    >>> is_named("Front door: 12 34 (weekdays)", "Ring 12 34 now.")
    True
    """
    numbers = _NUMBER.findall(contact)
    is_there = contact.casefold() in text.casefold()
    return is_there or (bool(numbers) and all(number in text for number in numbers))


def unnamed(contacts: Iterable[str], text: str) -> list[str]:
    """The contacts that a text does not give yet."""
    return [contact for contact in contacts if not is_named(contact, text)]
