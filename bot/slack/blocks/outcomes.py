"""The outcome part of a walk's card: what has to happen, who, by when, why.

A message has room for about twelve thousand characters. Where everything at once would not fit,
reasons and counting go first, and first from what is only a should or a may. What it is, who has to
do it, by when and whom to ring stay. "Copy as text" always holds all of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from bot.slack.blocks.mrkdwn import DASH, bullets, clip, escape, sentence, shown
from bot.slack.blocks.once import is_named
from bot.slack.blocks.parts import header, packed, sections, small

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.guide.replies import DutyView, OutcomeView
    from bot.slack.blocks.message import Block

HEADING = "What has to happen"
_CUT = (
    "Shortened to fit here. *Copy as text* shows every reason, every source "
    "and how the days were counted."
)
_NOTHING = (
    "*No duty in this guide follows from these answers.* "
    "If you are worried about a child all the same, talk to a person."
)


class Detail(IntEnum):
    """How much is said about a duty: each level holds all of the one before."""

    WHO_AND_WHEN = 1
    SOURCED = 2
    WHAT_TO_DO = 3
    EVERYTHING = 4


@dataclass(frozen=True, slots=True)
class Room:
    """How much is said.

    Attributes:
        must: About what comes first and what must happen.
        rest: About what should or may happen.
        line: The greatest number of characters for one duty, or 0 for no limit.
    """

    must: Detail
    rest: Detail
    line: int = 0

    @property
    def is_cut(self) -> bool:
        """Whether something is left out."""
        return min(self.must, self.rest) < Detail.EVERYTHING or self.line > 0


ROOMS = (
    Room(Detail.EVERYTHING, Detail.EVERYTHING),
    Room(Detail.EVERYTHING, Detail.WHAT_TO_DO),
    Room(Detail.WHAT_TO_DO, Detail.WHAT_TO_DO),
    Room(Detail.WHAT_TO_DO, Detail.SOURCED),
    Room(Detail.WHAT_TO_DO, Detail.WHO_AND_WHEN),
    Room(Detail.SOURCED, Detail.WHO_AND_WHEN),
    Room(Detail.WHO_AND_WHEN, Detail.WHO_AND_WHEN),
    Room(Detail.WHO_AND_WHEN, Detail.WHO_AND_WHEN, line=300),
)


@dataclass(frozen=True, slots=True)
class _Group:
    """Duties under one heading, numbered on from `number`, or not at all where it is 0."""

    title: str
    duties: tuple[DutyView, ...]
    detail: Detail
    number: int = 0

    def texts(self, room: Room) -> list[str]:
        """Every duty in words."""
        found = []
        for position, duty in enumerate(self.duties):
            text = duty_text(duty, self.detail, name=self.name(position), strength=self.strength)
            found.append(clip(text, room.line) if room.line else text)
        return found

    @property
    def strength(self) -> str:
        """How binding the duties are, or empty where the group says when and not how."""
        return self.title if self.number else ""

    def name(self, position: int) -> str:
        """The number before a duty's title, or empty."""
        return f"{self.number + position} " if self.number else ""


def outcome_blocks(outcome: OutcomeView, room: Room) -> list[Block]:
    """What has to happen, with as much detail as there is room for."""
    counted: set[str] = set()
    number = 1
    blocks = [
        header(HEADING),
        *small(f"Based on your answers, {escape(outcome.on)}.", _CUT if room.is_cut else ""),
        *_drawn(_Group("First", outcome.first, room.must), room, counted),
        *_handoff(outcome.handoff),
    ]
    for title, duties, detail in (
        ("Must", outcome.must, room.must),
        ("Should", outcome.should, room.rest),
        ("May", outcome.may, room.rest),
    ):
        blocks += _drawn(_Group(title, duties, detail, number), room, counted)
        number += len(duties)
    blocks += _not_owed(outcome)
    return [*blocks, *small(*map(shown, outcome.quiet))]


def outcome_words(outcome: OutcomeView) -> str:
    """The outcome as plain sentences: every duty with who and by when."""
    parts = [f"{HEADING}, based on your answers, {outcome.on}", outcome.handoff]
    groups = {
        "First": outcome.first,
        "Must": outcome.must,
        "Should": outcome.should,
        "May": outcome.may,
    }
    for title, duties in groups.items():
        for duty in duties:
            treat = "" if duty.certain else "Treat as: "
            parts.append(f"{title}: {treat}{duty.title}, {duty.who}, {duty.by_when}")
    return sentence(*parts, *outcome.nothing, *outcome.quiet)


def _drawn(group: _Group, room: Room, counted: set[str]) -> list[Block]:
    """The heading shares a block with its first duty: a message has only fifty."""
    heading = f"*{group.title}*"
    if not group.duties:
        return []
    if group.detail < Detail.EVERYTHING:
        return packed([heading, *group.texts(room)], between="\n\n")
    blocks = []
    for position, duty in enumerate(group.duties):
        above = "" if position else f"{heading}\n\n"
        blocks += duty_sections(
            duty, above=above, name=group.name(position), strength=group.strength
        )
        blocks += small(*_reasons(duty, counted))
    return blocks


def duty_sections(
    duty: DutyView, *, above: str = "", name: str = "", strength: str = ""
) -> list[Block]:
    """One duty in full: what, who and by when; then, apart from it, how."""
    return [
        *sections(above + "\n".join(_head(duty, name, strength))),
        *sections("\n".join(_how(duty))),
    ]


def duty_text(duty: DutyView, detail: Detail, *, name: str = "", strength: str = "") -> str:
    """One duty: what, who, by when, and as much of the rest as `detail` says."""
    lines = _head(duty, name, strength)
    if detail >= Detail.WHAT_TO_DO:
        lines += _how(duty)
    elif duty.contact:
        lines.append(f"Contact: {escape(duty.contact)}")
    if Detail.SOURCED <= detail < Detail.EVERYTHING and duty.sources:
        lines.append(f"Source: {'; '.join(map(shown, duty.sources))}. {escape(duty.checked)}")
    return "\n".join(line.strip() for line in lines if line.strip())


def _head(duty: DutyView, name: str, strength: str) -> list[str]:
    """What, who and by when."""
    lines = [f"*{escape(name)}{escape(duty.title)}* {DASH} {escape(duty.who)}"]
    if duty.by_when:
        lines.append(_capital(shown(duty.by_when)))
    if not duty.certain:
        lines.append(f"{_treat_as(strength)} You said you do not know something this depends on.")
    return lines


def _how(duty: DutyView) -> list[str]:
    """What to do, and whom to ask about it unless that has been said."""
    lines = [shown(duty.do)]
    if duty.contact and not is_named(duty.contact, duty.do):
        lines.append(f"Contact: {escape(duty.contact)}")
    return [line for line in lines if line]


def based_on(duty: DutyView) -> list[str]:
    """What a duty rests on, one to a line, and when that was checked."""
    return [bullets(duty.sources), escape(duty.checked)]


def _treat_as(strength: str) -> str:
    return f"*Treat as: {strength.lower()}.*" if strength else "*Treat as if it applies.*"


def _reasons(duty: DutyView, counted: set[str]) -> Iterator[str]:
    """Why, how the days were counted (once for each count), and on what it rests."""
    if duty.because:
        yield f"Because: {shown(duty.because)}"
    if duty.counting and duty.counting not in counted:
        counted.add(duty.counting)
        yield f"How counted: {shown(duty.counting)}"
    yield from based_on(duty)


def _handoff(text: str) -> list[Block]:
    """`A person must decide: why. Ask: who.` with its first words in bold."""
    lead, colon, rest = shown(text).partition(":")
    return sections(f"*{lead}{colon}*{rest}" if colon else lead)


def _not_owed(outcome: OutcomeView) -> list[Block]:
    if outcome.nothing:
        return packed(["*Not owed, and why*", bullets(outcome.nothing)])
    if any((outcome.first, outcome.must, outcome.should, outcome.may, outcome.handoff)):
        return []
    return sections(_NOTHING)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
