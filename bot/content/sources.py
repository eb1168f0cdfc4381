"""The register of sources: what every answer and every duty rests on.

Codes: S101 two sources with one id; S102 `superseded_by` names no source; R104 a citation that
names no source.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.content.fields import Fields
from bot.content.problems import ContentProblem
from bot.content.yaml import ListValue, load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from bot.content.shipped import ContentFolder
    from bot.content.yaml import Value

_KEYS = {
    "id",
    "title",
    "kind",
    "publisher",
    "edition",
    "url",
    "checked_on",
    "superseded_by",
    "note",
}


class Modality(StrEnum):
    """How binding a sentence is, strongest first: must, should, may; a fact binds nobody."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"
    FACT = "fact"

    @property
    def weight(self) -> int:
        """Larger is more binding."""
        return {"must": 3, "should": 2, "may": 1, "fact": 0}[self.value]


class SourceKind(StrEnum):
    """What kind of text a source is. Only statute and regulations do not depend on an edition."""

    STATUTE = "statute"
    REGULATIONS = "regulations"
    STATUTORY_GUIDANCE = "statutory_guidance"
    NATIONAL_GUIDANCE = "national_guidance"
    STATISTICS = "statistics"
    LOCAL = "local"
    PUBLISHER = "publisher"


@dataclass(frozen=True, slots=True)
class Source:
    """One text that content may cite.

    Attributes:
        id: Never reused for another text.
        title: As the text calls itself.
        kind: See `SourceKind`.
        publisher: Who publishes it, or empty.
        edition: Which edition was read, or empty.
        url: Where it is, or empty.
        checked_on: The day on which a curator last read it.
        superseded_by: The id of the text that replaced it, or empty.
        note: What of it was and was not seen.
    """

    id: str
    title: str
    kind: SourceKind
    publisher: str
    edition: str
    url: str
    checked_on: date
    superseded_by: str
    note: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a source that supports a sentence.

    Attributes:
        source: The id of a `Source`.
        ref: Section, paragraph or page, as far as it was seen.
        modal: The strength of the words there.
    """

    source: str
    ref: str
    modal: Modality

    def under(self, title: str) -> str:
        """The source's title with the reference in it; said once where both are the same."""
        return title if self.ref.lower() == title.lower() else f"{title}, {self.ref}"

    def as_json(self) -> dict[str, str]:
        """The contract's form: `{"source", "ref", "strength"}`."""
        return {"source": self.source, "ref": self.ref, "strength": self.modal.value}


def load_sources(folder: ContentFolder, problems: list[ContentProblem]) -> dict[str, Source]:
    """Read `knowledge/sources.yaml`: id -> source, in the file's order."""
    file = folder.knowledge / "sources.yaml"
    path = folder.name_of(file)
    root = load_yaml(file, path, problems)
    if not isinstance(root, ListValue):
        problems.append(ContentProblem(path, 1, "Y005", "must be a list of sources"))
        return {}
    sources: dict[str, Source] = {}
    lines: dict[str, int] = {}
    for item in root.items:
        source = _read_source(item, path, problems)
        if source.id in sources:
            text = f"the source '{source.id}' is there twice (first on line {lines[source.id]})"
            problems.append(ContentProblem(path, item.line, "S101", text))
        sources[source.id] = source
        lines[source.id] = item.line
    for source in sources.values():
        if source.superseded_by and source.superseded_by not in sources:
            text = f"'{source.id}' is superseded by '{source.superseded_by}', which is not a source"
            problems.append(ContentProblem(path, lines[source.id], "S102", text))
    return sources


def _read_source(value: Value, path: str, problems: list[ContentProblem]) -> Source:
    fields = Fields(value, path, problems, allowed=_KEYS, what="source")
    kind = fields.choice("kind", [kind.value for kind in SourceKind])
    return Source(
        id=fields.slug("id"),
        title=fields.text("title"),
        kind=SourceKind(kind) if kind in set(SourceKind) else SourceKind.PUBLISHER,
        publisher=fields.text_or_none("publisher") or "",
        edition=fields.text_or_none("edition") or "",
        url=fields.text_or_none("url") or "",
        checked_on=fields.day("checked_on"),
        superseded_by=fields.text_or_none("superseded_by") or "",
        note=fields.text_or_none("note") or "",
    )


def read_citations(
    fields: Fields, key: str, sources: Mapping[str, Source], problems: list[ContentProblem]
) -> tuple[Citation, ...]:
    """Read a list of citations, noting any source that is not in the register.

    Codes: R104 unknown source.
    """
    citations = []
    for value in fields.values(key, required=True):
        item = Fields(value, fields.path, problems, allowed={"source", "ref", "modal"}, what="cite")
        modal = item.choice("modal", [modality.value for modality in Modality])
        source = item.text("source")
        if source and source not in sources:
            item.problem("R104", f"'{source}' is not in knowledge/sources.yaml", "source")
        citations.append(
            Citation(
                source=source,
                ref=item.text("ref"),
                modal=Modality(modal) if modal in set(Modality) else Modality.FACT,
            )
        )
    return tuple(citations)


def strongest(citations: Iterable[Citation]) -> Modality:
    """The most binding modality among citations; a fact where there are none."""
    return max(
        (citation.modal for citation in citations),
        key=lambda modality: modality.weight,
        default=Modality.FACT,
    )


def superseded(citations: Iterable[Citation], sources: Mapping[str, Source]) -> tuple[Source, ...]:
    """The cited sources that a newer text has replaced, each once, in order of citation."""
    cited = dict.fromkeys(citation.source for citation in citations)
    return tuple(sources[id_] for id_ in cited if id_ in sources and sources[id_].superseded_by)
