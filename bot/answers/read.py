"""`knowledge/` -> Library: entries, glossary, safety rules and published reviews.

Problems of shape are noted while reading; what needs the whole library is in `check`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers.model import Entry, GlossaryTerm, Library, Next, NextKind, Status
from bot.answers.read_safety import read_alarm, read_safety_file
from bot.answers.reviews import load_reviews
from bot.content.fields import Fields
from bot.content.problems import ContentProblem
from bot.content.sources import Modality, read_citations
from bot.content.yaml import ListValue, load_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.content.area import Area
    from bot.content.shipped import ContentFolder
    from bot.content.sources import Source
    from bot.content.yaml import Value

_ENTRY_KEYS = {
    "id",
    "title",
    "asks",
    "keywords",
    "answer",
    "strength",
    "status",
    "caveat",
    "cites",
    "checked",
    "review_by",
    "owner",
    "related",
    "next",
    "covers",
}


def load_library(
    folder: ContentFolder,
    sources: Mapping[str, Source],
    area: Area,
    problems: list[ContentProblem],
) -> Library:
    """Read entries (files by name), glossary, safety rules and published reviews.

    Args:
        folder: Where `knowledge/` is.
        sources: Source id -> source, already read.
        area: The area, already read.
        problems: Receives everything that is misshapen.
    """
    entries: dict[str, Entry] = {}
    clashes = []
    for file in sorted((folder.knowledge / "entries").glob("*.yaml")):
        for entry in _read_entries(file, folder.name_of(file), sources, problems):
            if entry.id in entries:
                clashes.append(entry)
            else:
                entries[entry.id] = entry
    safety = read_safety_file(folder, problems)
    return Library(
        entries=entries,
        glossary=_read_glossary(folder, problems),
        safety=safety.rules,
        sources=sources,
        area=area,
        clashes=tuple(clashes),
        reviews=load_reviews(folder, sources, problems),
        incident=safety.incident,
        worry=safety.worry,
        alarm=read_alarm(folder, problems),
    )


def _list_of(file: Path, path: str, problems: list[ContentProblem]) -> tuple[Value, ...]:
    """The items of a file that must be a list."""
    root = load_yaml(file, path, problems)
    if isinstance(root, ListValue):
        return root.items
    if root is not None:
        problems.append(ContentProblem(path, root.line, "Y005", "must be a list"))
    return ()


def _read_entries(
    file: Path, path: str, sources: Mapping[str, Source], problems: list[ContentProblem]
) -> list[Entry]:
    return [_read_entry(value, path, sources, problems) for value in _list_of(file, path, problems)]


def _read_entry(
    value: Value, path: str, sources: Mapping[str, Source], problems: list[ContentProblem]
) -> Entry:
    fields = Fields(value, path, problems, allowed=_ENTRY_KEYS, what="entry")
    strength = fields.choice("strength", [modality.value for modality in Modality])
    status = fields.choice("status", [status.value for status in Status])
    return Entry(
        id=fields.slug("id"),
        title=fields.text("title"),
        asks=fields.texts("asks", required=True),
        keywords=fields.texts("keywords"),
        answer=fields.text("answer"),
        strength=Modality(strength) if strength in set(Modality) else Modality.FACT,
        status=Status(status) if status in set(Status) else Status.UNCONFIRMED,
        caveat=fields.text_or_none("caveat") or "",
        cites=read_citations(fields, "cites", sources, problems),
        checked=fields.day("checked"),
        review_by=fields.day("review_by"),
        owner=fields.text("owner"),
        related=fields.texts("related"),
        next=_read_next(fields, problems),
        covers=fields.texts("covers"),
        path=path,
        line=fields.line,
    )


def _read_next(fields: Fields, problems: list[ContentProblem]) -> Next | None:
    value = fields.value("next")
    if value is None:
        return None
    step = Fields(value, fields.path, problems, allowed={"tree", "contact"}, what="next step")
    kinds = [kind for kind in NextKind if step.has(kind.value)]
    if len(kinds) != 1:
        step.problem("Y005", "'next' names one tree or one contact")
        return None
    return Next(kinds[0], step.slug(kinds[0].value))


def _read_glossary(
    folder: ContentFolder, problems: list[ContentProblem]
) -> tuple[GlossaryTerm, ...]:
    file = folder.knowledge / "glossary.yaml"
    path = folder.name_of(file)
    terms = []
    for value in _list_of(file, path, problems):
        fields = Fields(
            value, path, problems, allowed={"term", "means", "also", "note"}, what="term"
        )
        terms.append(
            GlossaryTerm(
                term=fields.text("term"),
                means=fields.texts("means", required=True),
                also=fields.texts("also"),
                note=fields.text_or_none("note") or "",
                path=path,
                line=fields.line,
            )
        )
    return tuple(terms)
