"""How one kind of Block Kit object is described: its keys, and a check for each.

A check takes a value and where it stands (a JSON pointer) and yields problems as Slack words them,
`[ERROR] must be less than 76 characters [json-pointer:/blocks/0/text/text]`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Check = Callable[[object, str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Shape:
    """The keys of one kind of object.

    Attributes:
        required: Key -> check, for keys that must be there.
        optional: Key -> check, for keys that may be; every other key is refused.
        rules: Checks of the whole object, run when its keys are right so far.
    """

    required: Mapping[str, Check] = field(default_factory=dict)
    optional: Mapping[str, Check] = field(default_factory=dict)
    rules: tuple[Check, ...] = ()


def problem(text: str, where: str) -> str:
    """Word a problem as Slack does."""
    return f"[ERROR] {text} [json-pointer:{where}]"


def check_shape(value: object, where: str, shape: Shape) -> Iterator[str]:
    """Check an object against its shape; `type` is always allowed."""
    if not isinstance(value, Mapping):
        yield problem("must provide an object", where)
        return
    found = [problem(f"missing required field: {key}", where) for key in _missing(value, shape)]
    for key, entry in value.items():
        check = shape.required.get(key) or shape.optional.get(key)
        if check is not None:
            found.extend(check(entry, f"{where}/{key}"))
        elif key != "type":
            found.append(problem(f"invalid additional property: {key}", where))
    yield from found
    if not found:
        for rule in shape.rules:
            yield from rule(value, where)


def _missing(value: Mapping[str, object], shape: Shape) -> list[str]:
    return [key for key in shape.required if value.get(key) is None]


def matching(shape: Shape) -> Check:
    """Make a check for objects of one shape."""

    def check(value: object, where: str) -> Iterator[str]:
        return check_shape(value, where, shape)

    return check


def one_kind(shapes: Mapping[str, Shape], allowed: Iterable[str]) -> Check:
    """Make a check for objects whose `type` says which of several shapes they have."""
    kinds = frozenset(allowed)

    def check(value: object, where: str) -> Iterator[str]:
        if not isinstance(value, Mapping):
            yield problem("must provide an object", where)
        elif not isinstance(value.get("type"), str):
            yield problem("missing required field: type", where)
        elif value["type"] not in kinds:
            yield problem(f"unsupported type: {value['type']}", f"{where}/type")
        else:
            yield from check_shape(value, where, shapes[value["type"]])

    return check


def string(limit: int, *, minimum: int = 1) -> Check:
    """Make a check for a string of `minimum` to `limit` characters."""

    def check(value: object, where: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield problem("must provide a string", where)
        elif len(value) > limit:
            yield problem(f"must be less than {limit + 1} characters", where)
        elif len(value) < minimum:
            yield problem(f"must be more than {minimum - 1} characters", where)

    return check


def pattern(expression: str, wording: str) -> Check:
    """Make a check for a string that matches an expression as a whole."""
    compiled = re.compile(expression)

    def check(value: object, where: str) -> Iterator[str]:
        if not isinstance(value, str) or compiled.fullmatch(value) is None:
            yield problem(wording, where)

    return check


def one_of(*allowed: str) -> Check:
    """Make a check for one of a few words."""

    def check(value: object, where: str) -> Iterator[str]:
        if value not in allowed:
            yield problem("must be a valid enum value", where)

    return check


def boolean(value: object, where: str) -> Iterator[str]:
    """Check for true or false."""
    if not isinstance(value, bool):
        yield problem("must be a boolean", where)


def whole(low: int, high: int) -> Check:
    """Make a check for a whole number between two others, both included."""

    def check(value: object, where: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield problem("must be an integer", where)
        elif not low <= value <= high:
            yield problem(f"must be between {low} and {high}", where)

    return check


def items(low: int, high: int, each: Check) -> Check:
    """Make a check for an array of `low` to `high` items."""

    def check(value: object, where: str) -> Iterator[str]:
        if not isinstance(value, Sequence) or isinstance(value, str):
            yield problem("must provide an array", where)
            return
        if len(value) > high:
            yield problem(f"no more than {high} items allowed", where)
        if len(value) < low:
            yield problem(f"must provide at least {low} items", where)
        for position, entry in enumerate(value):
            yield from each(entry, f"{where}/{position}")

    return check


def anything(value: object, where: str) -> Iterator[str]:
    """Accept any value that is there at all."""
    if value is None:
        yield problem("must not be null", where)
