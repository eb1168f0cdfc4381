"""The outcome part of a walk's card: what has to happen, who, by when, on what source.

It is read on a phone, in a hurry: nothing is said twice, and why a duty is owed and how its days
were counted stand on a page of their own (`bot.slack.blocks.why`).

A message has room for about twelve thousand characters. Where everything at once would not fit,
what to do goes first, and first from what is only a should or a may. What it is, who has to do it,
by when and whom to ring stay. "Copy as text" always holds all of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING

from bot.slack.blocks.mrkdwn import DASH, bullets, clip, escape, sentence, shown
from bot.slack.blocks.once import is_named
from bot.slack.blocks.parts import header, packed, sections, small

if TYPE_CHECKING:
    from bot.guide.walk_replies import DutyView, OutcomeView
    from bot.slack.blocks.message import Block

HEADING = "What has to happen"
NOT_OWED = "Not owed, and why"
_CUT = "Shortened to fit here. *Copy as text* shows what to do and every source."
_STRENGTHS = ("must", "should", "may")
_NOTHING = (
    "*No duty in this guide follows from these answers.* "
    "If you are worried about a child all the same, talk to a person."
)


class Detail(IntEnum):
    """How much is said about a duty: each level holds all of the one before."""

    WHO_AND_WHEN = 1
    SOURCED = 2
    EVERYTHING = 3


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
    Room(Detail.EVERYTHING, Detail.SOURCED),
    Room(Detail.EVERYTHING, Detail.WHO_AND_WHEN),
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
    said = _Said(_same_day(outcome))
    number = 1
    blocks = [
        header(HEADING),
        *small(f"Based on your answers, {escape(outcome.on)}.", _CUT if room.is_cut else ""),
        *_drawn(_Group("First", outcome.first, room.must), room, said),
        *_handoff(outcome.handoff),
    ]
    for title, duties, detail in (
        ("Must", outcome.must, room.must),
        ("Should", outcome.should, room.rest),
        ("May", outcome.may, room.rest),
    ):
        blocks += _drawn(_Group(title, duties, detail, number), room, said)
        number += len(duties)
    blocks += _not_owed(outcome)
    checked = escape(said.checked) if room.rest > Detail.WHO_AND_WHEN else ""
    return [*blocks, *small(*map(shown, outcome.quiet), checked)]


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


def _drawn(group: _Group, room: Room, said: _Said) -> list[Block]:
    """The heading shares a block with its first duty: a message has only fifty."""
    heading = f"*{group.title}*"
    if not group.duties:
        return []
    if group.detail < Detail.EVERYTHING:
        return packed([heading, *group.texts(room)], between="\n\n")
    blocks = []
    for position, duty in enumerate(group.duties):
        above = "" if position else f"{heading}\n\n"
        shorter = said.once(duty)
        lines = [*_head(duty, group.name(position), group.strength), *_how(shorter)]
        blocks += sections(above + "\n".join(lines))
        blocks += small(based_on(shorter))
    return blocks


def duty_sections(duty: DutyView) -> list[Block]:
    """One duty in full, by itself: what, who, by when and how; then its sources."""
    return [*sections("\n".join([*_head(duty, "", ""), *_how(duty)])), *small(based_on(duty))]


def duty_text(duty: DutyView, detail: Detail, *, name: str = "", strength: str = "") -> str:
    """One duty: what, who, by when, and as much of the rest as `detail` says."""
    lines = _head(duty, name, strength)
    if detail >= Detail.EVERYTHING:
        lines += _how(duty)
    elif duty.contact:
        lines.append(f"Contact: {escape(duty.contact)}")
    if detail >= Detail.SOURCED:
        lines.append(based_on(duty))
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
    lines = [shown(_without(duty.do, duty.by_when))]
    if duty.contact and not is_named(duty.contact, duty.do):
        lines.append(f"Contact: {escape(duty.contact)}")
    return [line for line in lines if line]


def based_on(duty: DutyView) -> str:
    """What a duty rests on in one line, the strongest words first, and when that was checked.

    `Sources: must: Children Act 2004, s16C(1); GOV.UK. should: Working Together. Checked on ...`
    """
    groups: dict[str, list[str]] = {}
    for line in duty.sources:
        strength, dot, rest = line.partition(" · ")
        is_strength = bool(dot) and strength in _STRENGTHS
        groups.setdefault(strength if is_strength else "", []).append(rest if is_strength else line)
    parts = [
        f"{strength}{': ' if strength else ''}{'; '.join(map(shown, groups[strength]))}"
        for strength in (*_STRENGTHS, "")
        if strength in groups
    ]
    return " ".join(part for part in (" · ".join(parts), escape(duty.checked)) if part)


def _without(text: str, sentence_: str) -> str:
    """A text without its last sentence where that has been said already."""
    end = f". {sentence_}."
    is_last = bool(sentence_) and text.casefold().endswith(end.casefold())
    return text[: 1 - len(end)] if is_last else text


def _same_day(outcome: OutcomeView) -> str:
    """When all sources were checked, where that is one and the same for every duty; else empty."""
    duties = (*outcome.first, *outcome.must, *outcome.should, *outcome.may)
    checked = {duty.checked for duty in duties}
    return checked.pop() if len(checked) == 1 else ""


class _Said:
    """What an outcome has said, so that it is not said again.

    Args:
        checked: What is said at its end of all sources, or empty.
    """

    def __init__(self, checked: str) -> None:
        self.checked = checked
        self._contacts: set[str] = set()

    def once(self, duty: DutyView) -> DutyView:
        """A duty without what was said above it, or will be said below."""
        contact = duty.contact
        if contact in self._contacts:
            contact = contact.partition(" (")[0]
            contact = "" if contact.casefold() == duty.who.casefold() else contact
        self._contacts.add(duty.contact)
        return replace(duty, contact=contact, checked="" if self.checked else duty.checked)


def _treat_as(strength: str) -> str:
    return f"*Treat as: {strength.lower()}.*" if strength else "*Treat as if it applies.*"


def _handoff(text: str) -> list[Block]:
    """`A person must decide: why. Ask: who.` with its first words in bold."""
    lead, colon, rest = shown(text).partition(":")
    return sections(f"*{lead}{colon}*{rest}" if colon else lead)


def _not_owed(outcome: OutcomeView) -> list[Block]:
    """Where there is a duty, what is not owed stands on the page that says why."""
    if any((outcome.first, outcome.must, outcome.should, outcome.may, outcome.handoff)):
        return []
    if outcome.nothing:
        return packed([f"*{NOT_OWED}*", bullets(outcome.nothing)])
    return sections(_NOTHING)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
