"""Examples: cases with their right outcome, kept in the tree's file and run by `check`.

`expect` names every duty of the outcome: a duty too many is seen as surely as one too few.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.content.fields import Fields
from bot.content.yaml import MapValue
from bot.errors import UnknownAnswerError
from bot.trees.model import Example, Expected
from bot.trees.walk import replay

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.content.problems import ContentProblem
    from bot.content.yaml import Value
    from bot.trees.model import Tree
    from bot.trees.walk import DutyDue

_KEYS = {"name", "row", "given", "expect", "not_expect", "asked"}
_EXPECTED_KEYS = {"strength", "certain", "due", "latest"}


def read_examples(
    fields: Fields, problems: list[ContentProblem], lines: dict[str, int]
) -> tuple[Example, ...]:
    """Read the list `examples`."""
    examples = []
    for number, value in enumerate(fields.values("examples")):
        item = Fields(value, fields.path, problems, allowed=_KEYS, what="example")
        lines[f"examples.{number}"] = item.line
        examples.append(_read_example(item, problems))
    return tuple(examples)


def _read_example(item: Fields, problems: list[ContentProblem]) -> Example:
    given = item.value("given") or MapValue({}, {}, item.line)
    names = [name for name, _, _ in item.entries("given", required=True)]
    texts = Fields(given, item.path, problems, allowed=names, what="given")
    return Example(
        name=item.text("name"),
        row=item.text_or_none("row") or "",
        given={name: texts.text(name) for name in names},
        expect={
            duty: _read_expected(value, item.path, problems)
            for duty, value, _ in item.entries("expect")
        },
        not_expect=item.texts("not_expect"),
        asked=item.texts("asked") if item.has("asked") else None,
    )


def _read_expected(value: Value, path: str, problems: list[ContentProblem]) -> Expected:
    item = Fields(value, path, problems, allowed=_EXPECTED_KEYS, what="expectation")
    certain = item.choice("certain", ["yes", "no"]) if item.has("certain") else None
    return Expected(
        strength=item.text_or_none("strength"),
        certain=None if certain is None else certain == "yes",
        due=item.text_or_none("due"),
        latest=item.text_or_none("latest"),
    )


def differences(tree: Tree, example: Example) -> tuple[str, ...]:
    """What an example expects and the tree does not give; empty where they agree."""
    try:
        walk = replay(tree, example.given, today=date.max)
    except UnknownAnswerError as error:
        return (str(error),)
    return tuple(
        _differences(example, walk.outcome.duties, [one.fact for one in walk.asked], walk.missing)
    )


def _differences(
    example: Example, duties: tuple[DutyDue, ...], asked: list[str], missing: tuple[str, ...]
) -> Iterator[str]:
    if missing:
        yield f"is not finished: {', '.join(missing)} is asked next"
    if example.asked is not None and list(example.asked) != asked:
        yield f"asks {', '.join(asked)}"
    by_id = {duty.id: duty for duty in duties}
    for id_, expected in example.expect.items():
        if id_ in by_id:
            yield from _differences_of(expected, by_id[id_])
        else:
            yield f"lacks {id_}"
    unwanted = [id_ for id_ in by_id if id_ not in example.expect or id_ in example.not_expect]
    if unwanted:
        yield f"has {', '.join(unwanted)}"


def _differences_of(expected: Expected, duty: DutyDue) -> Iterator[str]:
    pairs = (
        ("strength", expected.strength, duty.strength.value),
        ("certain", expected.certain, duty.certain),
        ("due", expected.due, duty.due.target.isoformat() if duty.due else "none"),
        ("latest", expected.latest, duty.due.latest.isoformat() if duty.due else "none"),
    )
    for name, wanted, found in pairs:
        if wanted is not None and wanted != found:
            yield f"{duty.id} has {name} {found}, not {wanted}"
