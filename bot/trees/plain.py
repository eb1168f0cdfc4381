"""An outcome as plain text, for the practitioner's own case record and for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.content.refs import fill_references
from bot.content.sources import Modality, superseded
from bot.trees.walk import answer_words, because_words
from bot.workdays import day_in_words, skipped_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from bot.content.area import Area
    from bot.content.sources import Citation, Source
    from bot.trees.outcome import DutyDue
    from bot.trees.walk import Walk
    from bot.workdays import Due

_HEADINGS = {Modality.MUST: "Must", Modality.SHOULD: "Should", Modality.MAY: "May"}


def outcome_text(walk: Walk, *, area: Area, sources: Mapping[str, Source], today: date) -> str:
    """The answers, what has to happen with dates and counting, the sources, and the tree's version.

    Args:
        walk: The walk; an unfinished one says so.
        area: For names and numbers.
        sources: For titles, check dates and superseded editions.
        today: Printed as the date of the record; duties past their date say so.
    """
    page = _Page(area, sources, today)
    blocks = [
        page.head(walk),
        page.answers(walk),
        *page.duties(walk),
        page.nothing_owed(walk),
        page.cited(walk),
        page.foot(walk),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def counting_words(due: Due) -> tuple[str, ...]:
    """How a due date was counted, one sentence a line: for "How counted"."""
    lines = [f"{due.rule} from {day_in_words(due.start)}."]
    if due.target != due.latest:
        lines.append(f"That day counted as day 1: {_days(due.counted_to_target)}.")
        lines.append(f"That day not counted: {_days(due.counted)}.")
    else:
        lines.append(f"Counted: {_days(due.counted)}.")
    if due.skipped:
        skipped = ", ".join(skipped_in_words(item) for item in due.skipped)
        lines.append(f"Not counted: {skipped}.")
    return tuple(lines)


def due_words(due: Due) -> str:
    """`Thursday 24 December 2026, latest Tuesday 29 December 2026`."""
    if due.target == due.latest:
        return day_in_words(due.target)
    return f"{day_in_words(due.target)}, latest {day_in_words(due.latest)}"


def _days(days: tuple[date, ...]) -> str:
    return ", ".join(_short(day) for day in days)


def _short(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def _grouped(duties: tuple[DutyDue, ...]) -> Iterator[tuple[str, list[DutyDue]]]:
    """The duties under their headings, each once."""
    first = [duty for duty in duties if duty.first]
    asking = [duty for duty in duties if duty.handoff and not duty.first]
    groups = [("First", first), ("A person has to decide", asking)]
    rest = [duty for duty in duties if not duty.first and not duty.handoff]
    for strength, heading in _HEADINGS.items():
        groups.append((heading, [duty for duty in rest if duty.strength is strength]))
    return ((heading, group) for heading, group in groups if group)


class _Page:
    """Writes one outcome."""

    def __init__(self, area: Area, sources: Mapping[str, Source], today: date) -> None:
        self._area = area
        self._sources = sources
        self._today = today
        self._counted: dict[Due, int] = {}

    def head(self, walk: Walk) -> str:
        lines = [
            walk.tree.title,
            f"Worked out on {day_in_words(self._today)} from the answers below.",
        ]
        if walk.next:
            lines.append(
                "Not finished: more questions are to come. Only what is certain so far is shown."
            )
        return "\n".join(lines)

    def answers(self, walk: Walk) -> str:
        lines = [
            f"- {walk.tree.facts[one.fact].label}: {answer_words(walk.tree, one.fact, one.answer)}"
            for one in walk.asked
        ]
        return "\n".join(["ANSWERS", *lines]) if lines else ""

    def duties(self, walk: Walk) -> Iterator[str]:
        number = 0
        for heading, group in _grouped(walk.outcome.duties):
            parts = [self._duty(walk, duty, number + n) for n, duty in enumerate(group, start=1)]
            number += len(group)
            yield "\n\n".join([heading.upper(), *parts])

    def _duty(self, walk: Walk, duty: DutyDue, number: int) -> str:
        lines = [f"{number}. {duty.title} - {duty.who}"]
        if not duty.certain:
            lines.append("   Not certain: an answer is not known. Treat it as if it applied.")
        lines.append(f"   {fill_references(duty.do, self._area, self._sources)}")
        lines += [f"   {line}" for line in self._when(duty, number)]
        lines += [f"   Why: {reason}" for reason in duty.reasons]
        because = because_words(walk.tree, duty)
        lines += [f"   Because: {because}"] if because else []
        lines.append(f"   Sources ({duty.strength}): {self._cites(duty.cites)}")
        return "\n".join(lines)

    def _when(self, duty: DutyDue, number: int) -> Iterator[str]:
        if duty.due is None:
            if duty.when and duty.when.lower() not in duty.do.lower():
                yield f"When: {duty.when}."
            return
        yield f"By: {due_words(duty.due)}."
        if duty.due.latest < self._today:
            yield "This date has passed. If it is not done: do it now and record why it is late."
        counted_at = self._counted.setdefault(duty.due, number)
        if counted_at == number:
            yield from counting_words(duty.due)
        else:
            yield f"Counted as under {counted_at}."

    def _cites(self, cites: tuple[Citation, ...]) -> str:
        return "; ".join(f"{cite.under(self._title(cite.source))} ({cite.modal})" for cite in cites)

    def _title(self, source: str) -> str:
        return self._sources[source].title if source in self._sources else source

    def nothing_owed(self, walk: Walk) -> str:
        lines = [f"- {item.because} ({self._cites(item.cites)})" for item in walk.outcome.no_duty]
        return "\n".join(["NOT NEEDED ON THESE ANSWERS", *lines]) if lines else ""

    def cited(self, walk: Walk) -> str:
        cites = [cite for duty in walk.outcome.duties for cite in duty.cites]
        known = dict.fromkeys(cite.source for cite in cites if cite.source in self._sources)
        lines = [self._source_line(self._sources[id_]) for id_ in known]
        old = superseded(cites, self._sources)
        for source in old:
            newer = self._title(source.superseded_by)
            lines.append(
                f"{source.title} was replaced by {newer}: what rests on it is being re-checked."
            )
        return "\n".join(["SOURCES", *lines]) if lines else ""

    def _source_line(self, source: Source) -> str:
        address = f", {source.url}" if source.url else ""
        checked = f"{source.checked_on.day} {source.checked_on:%B %Y}"
        return f"- {source.title} ({source.publisher}){address}, checked {checked}"

    def foot(self, walk: Walk) -> str:
        tree = walk.tree
        checked = f"{tree.checked.day} {tree.checked:%B %Y}"
        return (
            f"{self._area.partnership}. Guide {tree.id} {tree.version}, checked {checked}, "
            f"fingerprint {tree.hash}.\n"
            "This is guidance, not legal advice. It does not refer a child to social care."
        )
