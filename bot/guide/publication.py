"""A last look at a report before it is published: what in it looks like a personal identifier.

It finds what has a form, such as a number or a postcode. It finds no names, schools or streets: a
person has to read the report all the same. Findings say where and of what kind, never what it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.privacy.identifiers import find_identifiers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.content.area import Area
    from bot.privacy.identifiers import Finding

LIMIT_WORDS = "Names, schools, streets and stories are not found by this: a person has to read it."


@dataclass(frozen=True, slots=True)
class Place:
    """Where something looks like an identifier.

    Attributes:
        line: The line's number, from 1; for something broken over two lines the first of them.
        finding: Of what kind.
    """

    line: int
    finding: Finding


def look_over(lines: Sequence[str], area: Area) -> tuple[Place, ...]:
    """Everything that looks like an identifier, by line.

    The area's public numbers and addresses are not findings. What is broken at the end of a line is
    found by reading each line together with the next.
    """
    phones = [contact.phone for contact in area.contacts.values() if contact.phone]
    emails = [contact.email for contact in area.contacts.values() if contact.email]

    def found(text: str) -> tuple[Finding, ...]:
        return find_identifiers(text, known_numbers=phones, known_emails=emails)

    single = [found(line) for line in lines]
    places = [Place(n, one) for n, findings in enumerate(single, 1) for one in findings]
    for number, (line, following) in enumerate(pairwise(lines), 1):
        known = {*single[number - 1], *single[number]}
        both = found(f"{line.rstrip()} {following.lstrip()}")
        places += [Place(number, one) for one in both if one not in known]
    return tuple(sorted(places, key=lambda place: (place.line, place.finding.kind)))
