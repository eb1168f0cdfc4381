"""Reading a mapping's keys finds every problem in one run."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.content.fields import Fields
from bot.content.yaml import parse_yaml

if TYPE_CHECKING:
    from bot.content.problems import ContentProblem


def _read(text: str, *allowed: str) -> tuple[Fields, list[ContentProblem]]:
    problems: list[ContentProblem] = []
    value = parse_yaml(text, "f.yaml", problems)
    assert value is not None
    return Fields(value, "f.yaml", problems, allowed=set(allowed), what="thing"), problems


def test_unknown_and_missing_keys_are_all_reported() -> None:
    """One run names the unknown key and each missing one."""
    fields, problems = _read("a: x\nz: y\n", "a", "b", "c")
    fields.text("b")
    fields.values("c", required=True)

    assert [str(problem) for problem in problems] == [
        "f.yaml:2: Y004 a thing has no key 'z'",
        "f.yaml:1: Y005 a thing needs 'b' with some text",
        "f.yaml:1: Y005 a thing needs the list 'c'",
    ]


def test_values_of_the_wrong_kind_are_reported_on_their_line() -> None:
    """A list in the place of text, and text in the place of the rest, are problems."""
    fields, problems = _read("a: [x]\nb: x\nc: x\nd: [[]]\n", "a", "b", "c", "d")
    fields.text_or_none("a")
    fields.values("b")
    fields.entries("c")
    fields.texts("d")

    assert [str(problem) for problem in problems] == [
        "f.yaml:1: Y005 'a' must be text",
        "f.yaml:2: Y005 'b' must be a list",
        "f.yaml:3: Y005 'c' must be a mapping",
        "f.yaml:4: Y005 each item of 'd' must be text",
    ]


def test_slugs_choices_numbers_and_days_are_checked() -> None:
    """Each says what would be right."""
    fields, problems = _read("a: Not A Slug\nb: x\nc: -1\nd: 2026-02-30\n", "a", "b", "c", "d")

    assert fields.whole_number("c") == 0
    assert fields.day("d") == date.min
    fields.slug("a")
    fields.choice("b", ["y", "z"])
    assert [problem.text for problem in problems] == [
        "'c' must be a whole number",
        "'d' must be a date like 2026-11-23",
        "'a' must be lower-case letters, digits, - and _",
        "'b' must be one of: y, z",
    ]


def test_good_values_come_back_as_they_are() -> None:
    """No problem where there is none."""
    fields, problems = _read("a: ok-1\nb: 12\nc: 2026-11-23\nd: [x, y]\ne: {k: v}\n", *"abcde")

    assert fields.slug("a") == "ok-1"
    assert fields.whole_number("b") == 12
    assert fields.day("c") == date(2026, 11, 23)
    assert fields.texts("d") == ("x", "y")
    assert [(name, line) for name, _, line in fields.entries("e")] == [("k", 5)]
    assert problems == []


def test_something_that_is_no_mapping_reads_as_an_empty_one() -> None:
    """The reader goes on, with one problem."""
    fields, problems = _read("- a\n", "a")

    assert fields.keys() == ()
    assert [problem.text for problem in problems] == ["a thing must be a mapping of keys"]
