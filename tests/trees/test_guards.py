"""Guards are read as data; anything else is a problem with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.content.yaml import parse_yaml
from bot.trees.guards import read_guard
from bot.trees.logic import ALWAYS, All, Any, Atom, Guard, Not

if TYPE_CHECKING:
    from bot.content.problems import ContentProblem


def _read(text: str) -> tuple[Guard, list[ContentProblem]]:
    problems: list[ContentProblem] = []
    value = parse_yaml(text, "tree.yaml", problems)
    assert value is not None
    return read_guard(value, "tree.yaml", problems), problems


def _is(fact: str, *values: str) -> Atom:
    return Atom(fact, frozenset(values))


@pytest.mark.parametrize(
    ("text", "guard"),
    [
        ("{event: died}", _is("event", "died")),
        ("{event: [died, harmed]}", _is("event", "died", "harmed")),
        ("{danger: no}", _is("danger", "no")),
        ("{danger: on}", _is("danger", "on")),
        ("{a: x, b: y}", All((_is("a", "x"), _is("b", "y")))),
        ("{all: []}", ALWAYS),
        ("{any: [{a: x}, {b: y}]}", Any((_is("a", "x"), _is("b", "y")))),
        ("{not: {a: x}}", Not(_is("a", "x"))),
        ("{a: x, not: {b: y}}", All((_is("a", "x"), Not(_is("b", "y"))))),
    ],
)
def test_the_forms_of_a_guard(text: str, guard: Guard) -> None:
    """Each written form gives the guard it says, and `no` and `on` stay text."""
    assert _read(text) == (guard, [])


@pytest.mark.parametrize(
    "text", ["died", "[a, b]", "{}", "{a: []}", "{a: {b: c}}", "{all: {a: x}}", "{any: x}"]
)
def test_what_is_not_a_guard_is_said(text: str) -> None:
    """Every other form is one problem with a line, and reading goes on."""
    _, problems = _read(text)

    assert [(problem.code, problem.line) for problem in problems] == [("Y005", 1)]
