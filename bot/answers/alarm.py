"""The second net under the safety rules: does a message sound like somebody in danger?

Rules know the words that a curator thought of; people in danger find others. So a classifier is
learned from examples of calls for help against everything that is none. Where no rule for
emergencies fires, it may; where one fires on a message that sounds like no call for help ever did,
it overrules the rule. Every example that a curator adds teaches it; no rule is needed.

```
knowledge/alarm.yaml, examples beside the rules -> Lessons -> Ear
a message, sentence by sentence and as a whole  -> loudness, from 0 to 1
```
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from bot.answers.confidence import DEFAULT_THRESHOLDS
from bot.answers.ear import train_ear
from bot.answers.forms import Forms
from bot.answers.model import NextKind, SafetyKind
from bot.answers.text import clean, sentences, words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    from bot.answers.abbreviations import Abbreviations
    from bot.answers.ear import Ear
    from bot.answers.model import Entry, Library, SafetyRule
    from bot.answers.phrases import Phrase
    from bot.answers.spelling import Speller

    Heard: TypeAlias = tuple[Forms, ...]

NEEDLESS_SHARE = 0.01
"""The share of messages that are no call for help which may ring the alarm; they are hard ones."""

UNHEARD_SHARE = 0.005
"""The share of calls for help that may sound so calm that a rule for emergencies is overruled."""

EMERGENCY_CONTACT = "emergency"
"""Entries that lead to this contact are asked about danger, and teach neither."""

FOLDS = 3
_FEWEST = 60


@dataclass(frozen=True, slots=True)
class Lessons:
    """What the alarm is taught.

    Attributes:
        fires: Messages of somebody in danger or in crisis.
        quiet: Messages that are not, however alike.
    """

    fires: tuple[str, ...]
    quiet: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """How loud messages were to an alarm that was not taught them, in the order of the lessons.

    Attributes:
        calls: The calls for help.
        quiet: The others.
    """

    calls: tuple[float, ...]
    quiet: tuple[float, ...]


class Marks(NamedTuple):
    """Where the alarm decides.

    Attributes:
        ring_at: From this loudness on a message is met as a call for help.
        calm_below: Below this one a rule for emergencies is overruled: hardly a call for help
            ever sounded so calm.
    """

    ring_at: float
    calm_below: float


def lessons_of(library: Library) -> Lessons:
    """The examples of the alarm and of all rules, and every wording of every entry as quiet."""
    rules = [*library.safety, *([library.alarm] if library.alarm else [])]
    urgent = [rule for rule in rules if rule.kind is SafetyKind.EMERGENCY]
    others = [rule for rule in rules if rule.kind is not SafetyKind.EMERGENCY]
    quiet = [example for rule in urgent for example in rule.quiet]
    for rule in others:
        quiet += [*rule.fires, *rule.quiet]
    for told in (library.incident, library.worry):
        quiet += [*told.fires, *told.quiet] if told else []
    for id_ in sorted(library.entries):
        if not _is_about_danger(library.entries[id_]):
            quiet += library.entries[id_].asks
    return Lessons(tuple(one for rule in urgent for one in rule.fires), tuple(quiet))


def examples_of(library: Library) -> dict[Phrase, SafetyRule | None]:
    """What curators have settled: a message word for word -> the rule that meets it, None if none.

    Whatever is learned, a line under `fires` is met, and one under `quiet` is not met with 999.
    """
    rules = [*library.safety, *([library.alarm] if library.alarm else [])]
    settled: dict[Phrase, SafetyRule | None] = {}
    for rule in rules:
        if rule.kind is SafetyKind.EMERGENCY:
            settled |= dict.fromkeys(map(as_typed, rule.quiet))
            settled |= dict.fromkeys(map(as_typed, rule.fires), rule)
    return settled


def as_typed(text: str) -> Phrase:
    """The words of a message, by which examples are recognised."""
    return words(clean(text))


def heard(text: str, speller: Speller, abbreviations: Abbreviations) -> Heard:
    """A message as the alarm hears it: as a whole, and each sentence of several by itself."""
    parts = sentences(text)
    whole = tuple(word for part in parts for word in part)
    units = [whole, *parts] if len(parts) > 1 else [whole]
    return tuple(Forms.of(speller.repair(unit), abbreviations) for unit in units)


def taught(
    library: Library, speller: Speller, abbreviations: Abbreviations
) -> tuple[list[Heard], list[Heard]]:
    """The lessons of a library as the alarm hears them: calls for help, then the others."""
    lessons = lessons_of(library)
    fires, quiet = (
        [heard(message, speller, abbreviations) for message in messages]
        for messages in (lessons.fires, lessons.quiet)
    )
    return fires, quiet


def learn_alarm(fires: Sequence[Heard], quiet: Sequence[Heard]) -> Ear:
    """Learn to tell calls for help from everything else.

    A call is learned as a whole, for not every sentence in it calls; what is quiet is quiet as a
    whole and in each of its sentences.
    """
    return train_ear(
        [message[0] for message in fires], [part for message in quiet for part in message]
    )


def loudness(ear: Ear, message: Heard) -> float:
    """How much a message sounds like a call for help, from 0 to 1: its loudest part counts."""
    return max((ear.chance(part) for part in message), default=0.0)


def try_alarm(fires: Sequence[Heard], quiet: Sequence[Heard]) -> Tried:
    """How loud each message is to an alarm that was not taught it."""
    calls, others = [0.0] * len(fires), [0.0] * len(quiet)
    for fold in range(FOLDS):
        ear = learn_alarm(_but(fires, fold), _but(quiet, fold))
        for messages, found in ((fires, calls), (quiet, others)):
            for number in range(fold, len(messages), FOLDS):
                found[number] = loudness(ear, messages[number])
    return Tried(tuple(calls), tuple(others))


def find_marks(tried: Tried) -> Marks:
    """From which loudness on the alarm rings, and below which a rule is overruled."""
    if len(tried.calls) < _FEWEST:
        return Marks(DEFAULT_THRESHOLDS.ring_at, DEFAULT_THRESHOLDS.calm_below)
    loud = sorted(tried.quiet, reverse=True)
    soft = sorted(tried.calls)
    ring_at = loud[int(NEEDLESS_SHARE * len(loud))] + 1e-4 if loud else 1.0
    calm_below = soft[int(UNHEARD_SHARE * len(soft))]
    return Marks(round(ring_at, 4), round(min(calm_below, ring_at), 4))


def _but(messages: Sequence[Heard], fold: int) -> list[Heard]:
    return [message for number, message in enumerate(messages) if number % FOLDS != fold]


def _is_about_danger(entry: Entry) -> bool:
    step = entry.next
    return bool(step and step.kind is NextKind.CONTACT and step.id == EMERGENCY_CONTACT)
