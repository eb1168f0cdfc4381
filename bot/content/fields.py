"""Reading the keys of a mapping, noting every missing, unknown or misshapen one.

```python
fields = Fields(value, path, problems, allowed={"id", "title", "url"})
source = Source(id=fields.slug("id"), title=fields.text("title"), url=fields.text_or_none("url"))
```
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from bot.content.problems import ContentProblem
from bot.content.yaml import ListValue, MapValue, TextValue

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from bot.content.yaml import Value

_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


class Fields:
    """The keys of one mapping.

    A getter whose key is missing or misshapen notes the problem and gives an empty value, so that
    reading goes on and every problem is found in one run.

    Args:
        value: The mapping (anything else is noted and read as an empty one).
        path: The file's name in problems.
        problems: Receives what is found wrong.
        allowed: The keys that may stand here.
        what: What the mapping describes, for messages ("entry", "duty").
    """

    def __init__(
        self,
        value: Value,
        path: str,
        problems: list[ContentProblem],
        *,
        allowed: Collection[str],
        what: str,
    ) -> None:
        self.line = value.line
        self.path = path
        self._problems = problems
        self._what = what
        if isinstance(value, MapValue):
            self._map = value
        else:
            self._map = MapValue({}, {}, value.line)
            self.problem("Y005", f"a {what} must be a mapping of keys")
        for key in self._map.items:
            if key not in allowed:
                self.problem("Y004", f"a {what} has no key '{key}'", key)

    def problem(self, code: str, text: str, key: str | None = None) -> None:
        """Note a problem on the line of `key`, or of the mapping."""
        self._problems.append(ContentProblem(self.path, self.line_of(key), code, text))

    def line_of(self, key: str | None) -> int:
        """The line of a key, or of the mapping where the key is missing or None."""
        return self._map.key_lines.get(key, self.line) if key else self.line

    def has(self, key: str) -> bool:
        """Whether the key stands here."""
        return key in self._map.items

    def keys(self) -> tuple[str, ...]:
        """The keys, in the file's order."""
        return tuple(self._map.items)

    def value(self, key: str) -> Value | None:
        """The raw value of an optional key."""
        return self._map.items.get(key)

    def text(self, key: str) -> str:
        """A required text, without surrounding white space."""
        text = self.text_or_none(key)
        if not text:
            self.problem("Y005", f"a {self._what} needs '{key}' with some text", key)
        return text or ""

    def text_or_none(self, key: str) -> str | None:
        """An optional text, or None."""
        value = self.value(key)
        if value is None:
            return None
        if isinstance(value, TextValue):
            return value.text.strip()
        self.problem("Y005", f"'{key}' must be text", key)
        return None

    def slug(self, key: str) -> str:
        """A required id: lower-case letters and digits, joined by - or _."""
        text = self.text(key)
        if text and not _SLUG.fullmatch(text):
            self.problem("Y005", f"'{key}' must be lower-case letters, digits, - and _", key)
        return text

    def choice(self, key: str, allowed: Collection[str]) -> str:
        """A required text out of a closed list."""
        text = self.text(key)
        if text and text not in allowed:
            self.problem("Y005", f"'{key}' must be one of: {', '.join(sorted(allowed))}", key)
        return text

    def whole_number(self, key: str) -> int:
        """A required whole number, zero or more."""
        text = self.text(key)
        if text.isdecimal():
            return int(text)
        if text:
            self.problem("Y005", f"'{key}' must be a whole number", key)
        return 0

    def day(self, key: str) -> date:
        """A required date, `YYYY-MM-DD`."""
        text = self.text(key)
        try:
            return date.fromisoformat(text)
        except ValueError:
            if text:
                self.problem("Y005", f"'{key}' must be a date like 2026-11-23", key)
            return date.min

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of texts; empty where the key is missing and not required."""
        found = []
        for item in self.values(key, required=required):
            if isinstance(item, TextValue) and item.text.strip():
                found.append(item.text.strip())
            else:
                self.problem("Y005", f"each item of '{key}' must be text", key)
        return tuple(found)

    def values(self, key: str, *, required: bool = False) -> tuple[Value, ...]:
        """The items of a list; empty where the key is missing and not required."""
        value = self.value(key)
        if isinstance(value, ListValue):
            if required and not value.items:
                self.problem("Y005", f"'{key}' must not be empty", key)
            return value.items
        if value is not None:
            self.problem("Y005", f"'{key}' must be a list", key)
        elif required:
            self.problem("Y005", f"a {self._what} needs the list '{key}'", key)
        return ()

    def slugs(self, key: str, names: Iterable[str]) -> None:
        """Note every name below `key` that is not an id: see `slug`."""
        for name in names:
            if not _SLUG.fullmatch(name):
                text = f"'{name}' must be lower-case letters, digits, - and _"
                self.problem("Y005", text, key)

    def entries(self, key: str, *, required: bool = False) -> tuple[tuple[str, Value, int], ...]:
        """The (key, value, line) triples of a nested mapping, in the file's order."""
        value = self.value(key)
        if isinstance(value, MapValue):
            return tuple((name, item, value.key_lines[name]) for name, item in value.items.items())
        if value is not None:
            self.problem("Y005", f"'{key}' must be a mapping", key)
        elif required:
            self.problem("Y005", f"a {self._what} needs the mapping '{key}'", key)
        return ()
