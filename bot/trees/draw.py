"""A tree as a Mermaid diagram: the questions in order, then the duties with their rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.trees.logic import ALWAYS, All, Any, Atom, Not

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.trees.logic import Guard
    from bot.trees.model import Duty, Question, Tree


def draw(tree: Tree) -> str:
    """Mermaid text.

    A dotted arrow passes over a question that is only asked under the condition written on the
    arrow into it.
    """
    return "\n".join(_lines(tree)) + "\n"


def guard_words(tree: Tree, guard: Guard) -> str:
    """A guard in words: `Age then: under 16 or 16 or 17; What happened: died`."""
    match guard:
        case Atom(fact=fact, values=values):
            known = tree.facts[fact]
            ordered = [value for value in known.values if value in values]
            words = [known.short.get(value) or known.values[value] for value in ordered]
            dated = ["a date"] if len(ordered) < len(values) else []
            return f"{known.label}: {' / '.join([*dated, *words])}"
        case Not(part=part):
            return f"not ({guard_words(tree, part)})"
        case All(parts=parts):
            return "; ".join(_inner(tree, part) for part in parts) or "always"
        case Any(parts=parts):
            return " or ".join(_inner(tree, part) for part in parts) or "never"


def _inner(tree: Tree, guard: Guard) -> str:
    words = guard_words(tree, guard)
    return f"({words})" if isinstance(guard, All | Any) else words


def _lines(tree: Tree) -> Iterator[str]:
    yield "flowchart TD"
    yield f'  start(["{_safe(tree.title)}"])'
    for question in tree.questions:
        yield f'  q_{question.id}["{_safe(_question_words(tree, question))}"]'
    yield "  outcome{{What has to happen}}"
    yield from _arrows(tree)
    for duty in tree.duties.values():
        yield from _duty_lines(tree, duty)


def _question_words(tree: Tree, question: Question) -> str:
    return question.title or " / ".join(tree.facts[fact].ask for fact in question.asks)


def _arrows(tree: Tree) -> Iterator[str]:
    names = [f"q_{question.id}" for question in tree.questions]
    before = ["start", *names]
    after = [*names[1:], "outcome"]
    for number, question in enumerate(tree.questions):
        if question.when == ALWAYS:
            yield f"  {before[number]} --> {names[number]}"
        else:
            words = _safe(guard_words(tree, question.when))
            yield f'  {before[number]} -->|"{words}"| {names[number]}'
            yield f'  {before[number]} -.->|"otherwise"| {after[number]}'
    yield f"  {before[-1]} --> outcome"


def _duty_lines(tree: Tree, duty: Duty) -> Iterator[str]:
    yield f'  d_{duty.id}[/"{_safe(duty.title)}"/]'
    for rule in duty.rules:
        words = _safe(f"{rule.strength}: {guard_words(tree, rule.when)}")
        yield f'  outcome -->|"{words}"| d_{duty.id}'


def _safe(text: str) -> str:
    """Text that Mermaid takes between quotes."""
    return text.replace("&", "#amp;").replace('"', "#quot;").replace("<", "#lt;")
