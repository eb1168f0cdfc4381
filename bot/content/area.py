"""The area: its three safeguarding partners and whom to ring.

Codes: A101 the partners are not council, icb and police; A102 two contacts with one id; A103 a
contact that every area needs is missing; A104 a number still to be confirmed (advisory).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.content.fields import Fields
from bot.content.problems import ContentProblem, Severity
from bot.content.yaml import MapValue, load_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.content.shipped import ContentFolder
    from bot.content.sources import Source
    from bot.content.yaml import Value

PARTNER_IDS = ("council", "icb", "police")
NEEDED_CONTACTS = (
    "emergency",
    "front_door",
    "emergency_duty_team",
    "notifying_lead",
    "safeguarding_lead",
    "safeguarding_partners",
)
_CONTACT_KEYS = {"id", "name", "phone", "email", "hours", "note", "source", "confirm"}


@dataclass(frozen=True, slots=True)
class Partner:
    """One of the three safeguarding partners.

    Source: Children Act 2004 s16E(3) names the three kinds of organisation.
    """

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to ring or ask; `phone` and `email` are empty for a role without a number.

    Attributes:
        id: What `{contact:ID}` names.
        name: As staff know it.
        phone: As published, or empty.
        email: As published, or empty.
        hours: When it answers, as published, or empty.
        note: Anything a person should know before ringing, or empty.
        source: The id of the source that prints the number, or empty.
        confirm: What is still to be checked about it before release, or empty.
    """

    id: str
    name: str
    phone: str
    email: str
    hours: str
    note: str
    source: str
    confirm: str

    def in_words(self) -> str:
        """Name, number and hours on one line."""
        reach = " or ".join(part for part in (self.phone, self.email) if part)
        words = f"{self.name}: {reach}" if reach else self.name
        return f"{words} ({self.hours})" if self.hours else words


@dataclass(frozen=True, slots=True)
class Area:
    """The area that the content is for.

    Attributes:
        id: Short id, such as `barnsley`.
        name: The area's name.
        partnership: The name of its safeguarding children partnership.
        partners: Partner id (`council`, `icb`, `police`) -> partner.
        contacts: Contact id -> contact.
    """

    id: str
    name: str
    partnership: str
    partners: Mapping[str, Partner]
    contacts: Mapping[str, Contact]


def load_area(
    folder: ContentFolder, sources: Mapping[str, Source], problems: list[ContentProblem]
) -> Area:
    """Read `knowledge/area.yaml`."""
    file = folder.knowledge / "area.yaml"
    path = folder.name_of(file)
    root = load_yaml(file, path, problems) or MapValue({}, {}, 1)
    fields = Fields(
        root,
        path,
        problems,
        allowed={"id", "name", "partnership", "partners", "contacts"},
        what="area",
    )
    return Area(
        id=fields.slug("id"),
        name=fields.text("name"),
        partnership=fields.text("partnership"),
        partners=_read_partners(fields, problems),
        contacts=_read_contacts(fields, sources, problems),
    )


def _read_partners(fields: Fields, problems: list[ContentProblem]) -> dict[str, Partner]:
    partners = {}
    for value in fields.values("partners", required=True):
        item = Fields(value, fields.path, problems, allowed={"id", "name"}, what="partner")
        partners[item.slug("id")] = Partner(id=item.text("id"), name=item.text("name"))
    if set(partners) != set(PARTNER_IDS):
        fields.problem("A101", f"the partners must be exactly {', '.join(PARTNER_IDS)}", "partners")
    return partners


def _read_contacts(
    fields: Fields, sources: Mapping[str, Source], problems: list[ContentProblem]
) -> dict[str, Contact]:
    contacts: dict[str, Contact] = {}
    for value in fields.values("contacts", required=True):
        contact = _read_contact(value, fields.path, sources, problems)
        if contact.id in contacts:
            text = f"the contact '{contact.id}' is there twice"
            problems.append(ContentProblem(fields.path, value.line, "A102", text))
        contacts[contact.id] = contact
    for needed in NEEDED_CONTACTS:
        if needed not in contacts:
            fields.problem("A103", f"the contact '{needed}' is missing", "contacts")
    return contacts


def _read_contact(
    value: Value, path: str, sources: Mapping[str, Source], problems: list[ContentProblem]
) -> Contact:
    item = Fields(value, path, problems, allowed=_CONTACT_KEYS, what="contact")
    contact = Contact(
        id=item.slug("id"),
        name=item.text("name"),
        phone=item.text_or_none("phone") or "",
        email=item.text_or_none("email") or "",
        hours=item.text_or_none("hours") or "",
        note=item.text_or_none("note") or "",
        source=item.text_or_none("source") or "",
        confirm=item.text_or_none("confirm") or "",
    )
    if contact.source and contact.source not in sources:
        item.problem("R104", f"'{contact.source}' is not in knowledge/sources.yaml", "source")
    if (contact.phone or contact.email) and not contact.source:
        item.problem("R104", f"the contact '{contact.id}' has a number without a source")
    if contact.confirm:
        text = f"still to be confirmed: {contact.name}. {contact.confirm}"
        problems.append(ContentProblem(path, value.line, "A104", text, Severity.ADVISORY))
    return contact
