"""A message that tells of an incident and asks nothing: the guided questions are offered first.

```
"4 year old died at home last night, mum found him"  -> an incident
"4 year old died at home, do we notify?"             -> a question, answered as one
```

A worry about a child that is told, not asked about, is met in the same way: whom to ring first.

The patterns stand in `knowledge/safety.yaml` under `incident` and `worry`, with examples.
Codes: F107 an example does not behave; F108 the tree is not there; R105 a dead reference.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.answers.model import Next, NextKind
from bot.answers.phrases import PhraseSet
from bot.answers.safety import find_safety, holds_as_a_whole
from bot.content.problems import ContentProblem
from bot.content.refs import dead_references, fill_references

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from bot.answers.model import Answer, Library, Pattern

ID = "incident"
WORRY = "worry"
OR_THIS = "*Or is it this?*"
OR_ONE_OF_THESE = "*Or is it one of these?*"


@dataclass(frozen=True, slots=True)
class IncidentRule:
    """How an incident is recognised, and what is said.

    Attributes:
        tree: The guided questions to offer.
        says: What the person reads where no entry answers.
        patterns: Any one of these in the message as a whole makes it an incident.
        vocabulary: The words of its patterns, which misspelt words are compared with.
        fires: Examples that are incidents.
        quiet: Examples that are not.
        path: Its file, relative to the content folder.
        line: The line on which it begins.
    """

    tree: str
    says: str
    patterns: tuple[Pattern, ...]
    vocabulary: frozenset[str]
    fires: tuple[str, ...]
    quiet: tuple[str, ...]
    path: str
    line: int


def tells_of_incident(text: str, rule: IncidentRule | None) -> bool:
    """Whether a message tells of an incident and asks nothing."""
    return "?" not in text and _holds(text, rule, rule.patterns if rule else ())


def names_incident(text: str, rule: IncidentRule | None) -> bool:
    """Whether a message names an incident, whether or not it asks something."""
    patterns = rule.patterns if rule else ()
    return _holds(text, rule, [replace(one, unless=PhraseSet.of(())) for one in patterns])


def _holds(text: str, rule: IncidentRule | None, patterns: Sequence[Pattern]) -> bool:
    return rule is not None and holds_as_a_whole(text, patterns, rule.vocabulary)


def with_incident(answer: Answer, question: str, library: Library) -> Answer:
    """The reply to a message, with the guided questions first where it tells of an incident.

    An entry that answers stays the answer; a choice stays below. An abstention gives way, even
    where something is asked: nobody who names a child's death is told that it is not in here. Where
    something is asked and choices are offered, the guided questions are one more way on.
    """
    rule = library.incident
    if answer.reviews:
        return answer
    if rule is None or not names_incident(question, rule):
        return _with_worry(answer, question, library)
    way_on = Next(NextKind.TREE, rule.tree)
    if answer.kind != "abstain" and not tells_of_incident(question, rule):
        return replace(answer, next=way_on) if answer.kind == "clarify" else answer
    says = fill_references(rule.says, library.area, library.sources)
    on = replace(answer, next=way_on, is_incident=True)
    if answer.kind == "clarify":
        below = OR_THIS if len(answer.choices) == 1 else OR_ONE_OF_THESE
        return replace(on, text=f"{says}\n{below}")
    if answer.kind == "abstain":
        return replace(on, kind="signpost", text=says, rule=ID)
    return on


def _with_worry(answer: Answer, question: str, library: Library) -> Answer:
    """The reply, with whom to ring first where a worry is told and no entry answers."""
    rule = library.worry
    if rule is None or not tells_of_incident(question, rule):
        return answer
    says = fill_references(rule.says, library.area, library.sources)
    on = replace(answer, next=Next(NextKind.TREE, rule.tree), rule=WORRY)
    if answer.kind == "clarify":
        below = OR_THIS if len(answer.choices) == 1 else OR_ONE_OF_THESE
        return replace(on, text=f"{says}\n{below}")
    if answer.kind == "abstain":
        return replace(on, kind="signpost", text=says, contacts=())
    return answer


def check_incident(library: Library, tree_ids: Collection[str]) -> Iterator[ContentProblem]:
    """What is wrong with the rules for incidents and for worries."""
    for rule in (library.incident, library.worry):
        if rule:
            yield from _check(rule, library, tree_ids)


def _check(
    rule: IncidentRule, library: Library, tree_ids: Collection[str]
) -> Iterator[ContentProblem]:
    for reference in dead_references(rule.says, library.area, library.sources):
        text = f"the incident refers to {reference}, which is not there"
        yield ContentProblem(rule.path, rule.line, "R105", text)
    if rule.tree not in tree_ids:
        text = f"the incident leads to the tree '{rule.tree}', not there"
        yield ContentProblem(rule.path, rule.line, "F108", text)
    for example in rule.fires:
        if not tells_of_incident(example, rule) or find_safety(example, library.safety):
            text = f'this must be taken as an incident: "{example}"'
            yield ContentProblem(rule.path, rule.line, "F107", text)
    for example in rule.quiet:
        if tells_of_incident(example, rule):
            text = f'this must not be taken as an incident: "{example}"'
            yield ContentProblem(rule.path, rule.line, "F107", text)
