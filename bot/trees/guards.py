"""Reading guards from YAML.

A guard is `{fact: value}`, `{fact: [values]}`, `{all: [...]}`, `{any: [...]}` or `{not: ...}`.
Several keys in one mapping all have to hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.content.problems import ContentProblem
from bot.content.yaml import ListValue, MapValue, TextValue
from bot.trees.logic import ALWAYS, All, Any, Atom, Not

if TYPE_CHECKING:
    from bot.content.yaml import Value
    from bot.trees.logic import Guard

COMBINING = ("all", "any", "not")
"""Keys with a meaning of their own: no fact may be called one of these."""


def read_guard(value: Value, path: str, problems: list[ContentProblem]) -> Guard:
    """Read one guard; what cannot be read is noted and counts as always true.

    Codes: Y005 not a guard.
    """
    if not isinstance(value, MapValue):
        return _refuse(value, path, problems, "a guard must be a mapping such as {event: died}")
    parts = [_part(key, item, path, problems) for key, item in value.items.items()]
    if not parts:
        return _refuse(value, path, problems, "a guard must name a fact; {all: []} is always true")
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _part(key: str, value: Value, path: str, problems: list[ContentProblem]) -> Guard:
    if key == "not":
        return Not(read_guard(value, path, problems))
    if key in COMBINING:
        if not isinstance(value, ListValue):
            return _refuse(value, path, problems, f"'{key}' must be a list of guards")
        parts = tuple(read_guard(item, path, problems) for item in value.items)
        return All(parts) if key == "all" else Any(parts)
    items = value.items if isinstance(value, ListValue) else (value,)
    values = frozenset(item.text for item in items if isinstance(item, TextValue))
    if len(values) != len(items) or not values:
        return _refuse(value, path, problems, f"'{key}' must have one value or a list of values")
    return Atom(key, values)


def _refuse(value: Value, path: str, problems: list[ContentProblem], text: str) -> Guard:
    problems.append(ContentProblem(path, value.line, "Y005", text))
    return ALWAYS
