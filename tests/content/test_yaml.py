"""Strict YAML keeps text as text and reports everything that it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.content.yaml import ListValue, MapValue, TextValue, Value, load_yaml, parse_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from bot.content.problems import ContentProblem


def _parse(text: str) -> tuple[Value | None, list[str]]:
    problems: list[ContentProblem] = []
    value = parse_yaml(text, "file.yaml", problems)
    return value, [str(problem) for problem in problems]


@pytest.mark.parametrize(
    "typed", ["no", "yes", "on", "1.10", "012", "12:30", "2026-09-01", "null", "~"]
)
def test_a_scalar_stays_the_text_its_author_typed(typed: str) -> None:
    """Nothing is turned into a boolean, a number, a date or nothing."""
    value, problems = _parse(f"key: {typed}\n")

    assert problems == []
    assert isinstance(value, MapValue)
    assert value.items["key"] == TextValue(typed, 1)


def test_lines_are_kept() -> None:
    """Every value and key knows its line."""
    value, _ = _parse("a: 1\nb:\n  - x\n  - y: z\n")

    assert isinstance(value, MapValue)
    assert value.key_lines == {"a": 1, "b": 2}
    listed = value.items["b"]
    assert isinstance(listed, ListValue)
    assert [item.line for item in listed.items] == [3, 4]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: 1\na: 2\n", "file.yaml:2: Y002 has the key 'a' twice (first on line 1)"),
        ("a: &x 1\n", "file.yaml:1: Y003 uses the anchor &x: write the text out"),
        (
            "a: !!int 1\n",
            "file.yaml:1: Y003 uses the tag tag:yaml.org,2002:int: plain text is all there is",
        ),
        ("a: b\u202ec\n", "file.yaml:1: Y006 has the invisible character U+202E: remove it"),
        ("? [a]\n: b\n", "file.yaml:1: Y005 has a key that is not text"),
        ("", "file.yaml:1: Y001 is empty"),
        ("a: 1\n---\nb: 2\n", "file.yaml:2: Y001 holds more than one document"),
    ],
)
def test_what_strict_yaml_refuses_is_named_with_its_line(text: str, problem: str) -> None:
    """Duplicate keys, anchors, tags, hidden characters and odd documents are problems."""
    _, problems = _parse(text)

    assert problem in problems


def test_an_alias_is_refused_where_it_is_used() -> None:
    """Both the anchor and the alias are reported."""
    _, problems = _parse("a: &x 1\nb: *x\n")

    assert problems == [
        "file.yaml:1: Y003 uses the anchor &x: write the text out",
        "file.yaml:2: Y003 uses the alias *x: write the text out",
    ]


def test_letters_in_parts_are_found_on_their_line() -> None:
    """An e and an accent are not the letter with the accent, though they look like it."""
    value, problems = _parse("a: caf\u00e9\nb: cafe\u0301\n")

    assert value is None
    assert [problem[:17] for problem in problems] == ["file.yaml:2: Y008"]


def test_broken_yaml_is_one_problem_with_its_line() -> None:
    """A syntax error names the line and does not raise."""
    value, problems = _parse("a: 1\nb: [1\nc: 2\n")

    assert value is None
    assert [problem.split(":")[1] for problem in problems] == ["3"]


def test_a_file_that_is_not_utf8_is_a_problem(tmp_path: Path) -> None:
    """Bytes that are no text are reported, not raised."""
    file = tmp_path / "bad.yaml"
    file.write_bytes(b"a: \xff\n")
    problems: list[ContentProblem] = []

    assert load_yaml(file, "bad.yaml", problems) is None
    assert [str(problem) for problem in problems] == ["bad.yaml:1: Y001 is not UTF-8 (byte 3)"]


_texts = st.text(
    st.characters(
        blacklist_categories=("Cc", "Cs", "Cf", "Zl", "Zp"), blacklist_characters="\ufeff"
    ),
    max_size=30,
).map(lambda text: normalize("NFC", text))


@given(st.dictionaries(_texts.filter(bool), _texts, min_size=1, max_size=6))
def test_any_text_survives_a_round_trip(mapping: dict[str, str]) -> None:
    """What a YAML writer quotes comes back letter for letter."""
    text = yaml.safe_dump(mapping, allow_unicode=True, default_style='"')

    value, problems = _parse(text)

    assert problems == []
    assert isinstance(value, MapValue)
    assert {
        key: item.text for key, item in value.items.items() if isinstance(item, TextValue)
    } == mapping


@given(st.text(max_size=200))
def test_no_text_at_all_makes_the_loader_raise(text: str) -> None:
    """Whatever stands in a file, the loader gives a value or problems."""
    value, problems = _parse(text)

    assert value is not None or problems
