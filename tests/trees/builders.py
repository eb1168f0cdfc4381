"""Trees for tests: a small one written here, and whatever a test makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from bot.content.area import load_area
from bot.content.shipped import find_content
from bot.content.sources import load_sources
from bot.trees.model import FactKind
from bot.trees.read import read_tree

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hypothesis.strategies import SearchStrategy

    from bot.content.area import Area
    from bot.content.problems import ContentProblem
    from bot.content.sources import Source
    from bot.trees.model import Fact, Tree

TODAY = date(2026, 12, 30)

SMALL = """\
schema: guidance-tree/1
tree:
  id: small
  version: 1.0.0
  title: A small tree
  owner: safeguarding-content
  checked: "2026-11-23"
  review_by: "2027-05-23"
facts:
  harm:
    label: Harm
    ask: Was the child harmed?
    values: {"yes": "Yes", "no": "No", unknown: "I don't know"}
  kind:
    label: Kind of harm
    ask: How badly?
    values: {serious: Seriously, other: Less seriously, unknown: "I don't know"}
  worker:
    label: Worker
    ask: Is a worker suspected?
    values: {"yes": "Yes", "no": "No", unknown: "I don't know"}
  seen_on:
    kind: date
    not_after: today
    label: Seen on
    ask: On which day was it seen?
    values: {unknown: "I don't know yet"}
questions:
  - {id: harm, asks: [harm]}
  - {id: kind, asks: [kind], when: {harm: "yes"}}
  - {id: more, asks: [worker, seen_on], when: {harm: "yes"}, title: Two more things}
duties:
  notify:
    title: Notify
    who: The council
    do: "Notify at once. {contact:front_door}."
    do_when:
      - {when: {worker: "yes"}, do: "Notify, and name the employer."}
    strength: must
    cites: [{source: ca2004-s16c, ref: s16C(1), modal: must}]
    deadline:
      working_days: "5"
      from: seen_on
      instead: {unknown: "no date: the day is not known"}
    rules:
      - {when: {harm: "yes", kind: serious}, why: The harm is serious.}
  ask_person:
    title: Ask a person
    who: You
    do: "Ask the lead today."
    contact: notifying_lead
    handoff: "yes"
    strength: should
    cites: [{source: b-lcspr, ref: Duty for notifications, modal: should}]
    deadline: {immediately: "yes"}
    rules:
      - {when: {harm: unknown}, why: Nobody knows whether the child was harmed.}
  tell_employer:
    title: Tell the employer
    who: You
    do: "Tell the employer within a day."
    do_if_unsure: "Treat this as if a worker were suspected."
    if_unknown: apply
    strength: should
    cites: [{source: lado-luton, ref: Workforce, modal: should}]
    deadline: {none: within a day}
    rules:
      - {when: {harm: "yes", worker: "yes"}}
  look_first:
    title: Look first
    who: Everybody
    do: "Is the child safe?"
    if_unknown: omit
    first: "yes"
    strength: may
    cites: [{source: b-keep, ref: Page, modal: fact}]
    deadline: {immediately: "yes"}
    rules:
      - {when: {harm: "yes"}}
no_duty:
  - when: {harm: "no"}
    because: Nothing is owed where no child was harmed.
    cites: [{source: ca2004-s16c, ref: s16C(1), modal: must}]
examples:
  - name: Serious harm
    row: T01
    given: {harm: "yes", kind: serious, worker: "no", seen_on: "2026-12-18"}
    expect:
      notify: {strength: must, certain: "yes", due: "2026-12-24", latest: "2026-12-29"}
      look_first: {strength: may}
    not_expect: [ask_person]
"""

SERIOUS = {"harm": "yes", "kind": "serious", "worker": "no", "seen_on": "2026-12-18"}


@dataclass(frozen=True, slots=True)
class Content:
    """What trees are read against.

    Attributes:
        sources: The shipped register.
        area: The shipped area.
        tree: The shipped main tree.
    """

    sources: Mapping[str, Source]
    area: Area
    tree: Tree


def load_content() -> Content:
    """The shipped register, area and main tree; the tree has no errors."""
    problems: list[ContentProblem] = []
    folder = find_content()
    sources = load_sources(folder, problems)
    area = load_area(folder, sources, problems)
    file = folder.trees / "serious_incident.yaml"
    problems.clear()
    tree = read_tree(file, folder.name_of(file), sources, area, problems)
    assert tree is not None, [str(problem) for problem in problems]
    return Content(sources, area, tree)


def read_text(
    text: str, content: Content, folder: Path
) -> tuple[Tree | None, list[ContentProblem]]:
    """Read a tree from text, with what was found wrong."""
    file = folder / "tree.yaml"
    file.write_text(text, encoding="utf-8")
    problems: list[ContentProblem] = []
    return read_tree(file, "tree.yaml", content.sources, content.area, problems), problems


def good_tree(text: str, content: Content, folder: Path) -> Tree:
    """Read a tree that has to be without errors."""
    tree, problems = read_text(text, content, folder)
    assert tree is not None, [str(problem) for problem in problems]
    return tree


def answer_to(fact: Fact) -> SearchStrategy[str]:
    """Any answer that a fact takes."""
    days = st.dates(date(2026, 11, 1), TODAY).map(date.isoformat)
    options = st.sampled_from(sorted(fact.values)) if fact.values else days
    return days | options if fact.kind is FactKind.DATE else options


def answers_to(tree: Tree) -> SearchStrategy[dict[str, str]]:
    """An answer to every fact, on the path or not."""
    return st.fixed_dictionaries({fact.id: answer_to(fact) for fact in tree.facts.values()})
