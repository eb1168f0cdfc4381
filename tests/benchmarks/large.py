"""A large tree as YAML: as many questions and duties as wanted, with texts of realistic length."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks.bench_proof import Chance

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = "ca2004-s16c"
CONTACT = "notifying_lead"
_SECTION = 8
_ANSWERS = ("yes", "no")
_SENTENCE = (
    "The council for the area where it happened has to send a notification to the Panel within "
    "five working days of becoming aware of a serious incident which meets the criteria set out "
    "in the guidance on working together to safeguard children and young people"
)
_HEAD = """\
schema: guidance-tree/1
tree:
  id: large
  version: 1.0.0
  title: A large tree
  owner: safeguarding-content
  checked: "2026-11-23"
  review_by: "2027-05-23"
"""
_FACT = """\
  f{number}:
    label: What happened {number}
    ask: "{ask}?"
    help: >-
      {help}.
    why: {why}.
    values: {{"yes": "Yes", "no": "No", unknown: "I don't know"}}
    short: {{"yes": "yes", "no": "no", unknown: not known}}
"""
_DUTY = """\
  d{number}:
    title: Tell the council, number {number}
    who: Whoever hears of it first
    do: "{do}. {{contact:{contact}}}"
    strength: must
    cites: [{{source: {source}, ref: section 16C, modal: must}}]
    deadline: {{immediately: "yes"}}
    rules:
      - when: {{{when}}}
        why: {why}.
      - when: {{{other}}}
        strength: should
        why: {why}.
"""
_PERSON = f"""\
  ask_person:
    title: Ask a person
    who: You
    do: "Ring the person who decides. {{contact:{CONTACT}}}"
    contact: {CONTACT}
    handoff: "yes"
    strength: should
    cites: [{{source: {SOURCE}, ref: section 16C, modal: must}}]
    deadline: {{immediately: "yes"}}
    rules:
      - when: {{f0: unknown}}
        why: Where the first is not known, a person has to judge.
"""


def large_tree(questions: int, duties: int) -> str:
    """A tree's file, in sections: the first question of a section opens the others."""
    return "".join(_parts(Chance(questions), questions, duties))


def _parts(chance: Chance, questions: int, duties: int) -> Iterator[str]:
    yield _HEAD
    yield "facts:\n"
    for number in range(questions):
        texts = {"ask": _text(chance, 12), "help": _text(chance, 30), "why": _text(chance, 12)}
        yield _FACT.format(number=number, **texts)
    yield "questions:\n"
    for number in range(questions):
        when = f", when: {{f{_opens(number)}: ['yes', unknown]}}" if number % _SECTION else ""
        yield f"  - {{id: q{number}, asks: [f{number}]{when}}}\n"
    yield "duties:\n"
    yield _PERSON
    for number in range(duties):
        first = number % (questions // _SECTION) * _SECTION
        texts = {"do": _text(chance, 40), "why": _text(chance, 12)}
        whens = {"when": _when(chance, first), "other": _when(chance, first)}
        yield _DUTY.format(number=number, contact=CONTACT, source=SOURCE, **texts, **whens)


def _opens(number: int) -> int:
    """The first question of the section."""
    return number - number % _SECTION


def _when(chance: Chance, first: int) -> str:
    """The section is open, and two of its other facts have certain answers."""
    others = dict.fromkeys(first + 1 + chance.below(_SECTION - 1) for _ in range(2))
    atoms = [f"f{first}: 'yes'", *(f"f{other}: '{chance.of(_ANSWERS)}'" for other in others)]
    return ", ".join(atoms)


def _text(chance: Chance, length: int) -> str:
    words = _SENTENCE.split()
    return " ".join(chance.of(words) for _ in range(length)).capitalize()
