"""Strict YAML: text scalars only, no duplicate keys, no anchors, line numbers kept.

Plain YAML turns `no` into False, `1.10` into 1.1 and lets the second of two equal keys win; each of
these is a plausible line in a decision tree. Here every scalar stays the text its author typed.

Codes: Y001 not UTF-8, or not YAML; Y002 duplicate key; Y003 anchor, alias or tag; Y004 unknown key;
Y005 missing, or the wrong kind of value; Y006 control or bidirectional character; Y008 letters put
together from parts, which look like others and are not equal to them.
"""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from unicodedata import is_normalized

import yaml

from bot.content.problems import ContentProblem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_STANDARD_TAG = "tag:yaml.org,2002:"


@dataclass(frozen=True, slots=True)
class TextValue:
    """A scalar, exactly as typed."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class ListValue:
    """A list, in the file's order."""

    items: tuple[Value, ...]
    line: int


@dataclass(frozen=True, slots=True)
class MapValue:
    """A mapping.

    Attributes:
        items: Key -> value, in the file's order.
        key_lines: Key -> the line it stands on.
        line: The line on which the mapping begins.
    """

    items: Mapping[str, Value]
    key_lines: Mapping[str, int]
    line: int


Value: TypeAlias = TextValue | ListValue | MapValue


def load_yaml(file: Path, path: str, problems: list[ContentProblem]) -> Value | None:
    """Read a file as strict YAML.

    Args:
        file: The file to read.
        path: What problems call it.
        problems: Receives everything found wrong.

    Returns:
        The root value, or None where the file cannot be read as YAML at all.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        problems.append(ContentProblem(path, 1, "Y001", f"is not UTF-8 (byte {error.start})"))
        return None
    return parse_yaml(text, path, problems)


def parse_yaml(text: str, path: str, problems: list[ContentProblem]) -> Value | None:
    """Read text as strict YAML; see `load_yaml`."""
    hidden = _FORBIDDEN.search(text)
    if hidden:
        line = text.count("\n", 0, hidden.start()) + 1
        text = f"has the invisible character U+{ord(hidden.group()):04X}: remove it"
        problems.append(ContentProblem(path, line, "Y006", text))
        return None
    if not is_normalized("NFC", text):
        problems.append(_in_parts(text, path))
        return None
    try:
        with _collector_paused():
            events = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
            return _Builder(path, problems).document(events)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        problems.append(ContentProblem(path, line, "Y001", f"is not YAML: {error.problem}"))
    except yaml.YAMLError:
        problems.append(ContentProblem(path, 1, "Y001", "is not YAML"))
    return None


def _in_parts(text: str, path: str) -> ContentProblem:
    """The first line that is not in the composed form of Unicode."""
    lines = text.split("\n")
    line = next(n for n, one in enumerate(lines, start=1) if not is_normalized("NFC", one))
    words = "has a letter put together from two characters: type it as one (Unicode's NFC)"
    return ContentProblem(path, line, "Y008", words)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector out of a large load, where it would take most of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Builder:
    """Turns the parser's events into values, noting what strict YAML refuses."""

    def __init__(self, path: str, problems: list[ContentProblem]) -> None:
        self._path = path
        self._problems = problems

    def document(self, events: Iterator[yaml.Event]) -> Value | None:
        root: Value | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                self._refuse(event, "Y001", "holds more than one document")
                break
            if isinstance(event, yaml.NodeEvent):
                root = self._value(event, events)
        if root is None:
            self._problems.append(ContentProblem(self._path, 1, "Y001", "is empty"))
        return root

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event]) -> Value:
        line = _line_of(event)
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, "Y003", f"uses the alias *{event.anchor}: write the text out")
            return TextValue("", line)
        self._check_tag(event)
        if isinstance(event, yaml.ScalarEvent):
            return TextValue(event.value, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(events, line)
        return self._map(events, line)

    def _list(self, events: Iterator[yaml.Event], line: int) -> ListValue:
        items: list[Value] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._value(event, events))
        return ListValue(tuple(items), line)

    def _map(self, events: Iterator[yaml.Event], line: int) -> MapValue:
        items: dict[str, Value] = {}
        key_lines: dict[str, int] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._value(event, events)
            value = self._value(next(events), events)
            if not isinstance(key, TextValue):
                self._refuse(event, "Y005", "has a key that is not text")
            elif key.text in items:
                first = f"first on line {key_lines[key.text]}"
                self._refuse(event, "Y002", f"has the key '{key.text}' twice ({first})")
            else:
                items[key.text] = value
                key_lines[key.text] = key.line
        return MapValue(items, key_lines, line)

    def _check_tag(self, event: yaml.Event) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor:
            self._refuse(event, "Y003", f"uses the anchor &{anchor}: write the text out")
        elif tag and not tag.startswith(_STANDARD_TAG + "str"):
            self._refuse(event, "Y003", f"uses the tag {tag}: plain text is all there is")

    def _refuse(self, event: yaml.Event, code: str, text: str) -> None:
        self._problems.append(ContentProblem(self._path, _line_of(event), code, text))


def _line_of(event: yaml.Event) -> int:
    """The line an event starts on, counted from 1."""
    return event.start_mark.line + 1 if event.start_mark else 1
