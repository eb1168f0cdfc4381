"""A tree as canonical JSON text, and back: what its hash is taken from and what the store keeps.

Every scalar in a tree is text, so JSON holds a tree without loss. Comments, layout, examples and
invariants are not part of it: changing them leaves the hash as it is. The order of keys is kept,
because questions, buttons and duties are shown in the file's order.
"""

from __future__ import annotations

import hashlib
import json
from typing import TypeAlias

from bot.content.yaml import ListValue, MapValue, TextValue, Value

Json: TypeAlias = "str | list[Json] | dict[str, Json]"
_LEFT_OUT = ("examples", "invariants")


def to_canonical(root: MapValue) -> str:
    """The canonical text of a tree's file."""
    kept = {key: _to_json(value) for key, value in root.items.items() if key not in _LEFT_OUT}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def hash_of(canonical: str) -> str:
    """SHA-256 of the canonical text, in hex."""
    return hashlib.sha256(canonical.encode()).hexdigest()


def from_canonical(text: str) -> Value:
    """The values of a canonical text; every line number is 1.

    Raises:
        ValueError: It is not JSON, or holds something that is not text.
    """
    return _from_json(json.loads(text))


def _to_json(value: Value) -> Json:
    match value:
        case TextValue(text=text):
            return text.strip()
        case ListValue(items=items):
            return [_to_json(item) for item in items]
        case MapValue(items=entries):
            return {key: _to_json(item) for key, item in entries.items()}


def _from_json(value: object) -> Value:
    match value:
        case str():
            return TextValue(value, 1)
        case list():
            return ListValue(tuple(_from_json(item) for item in value), 1)
        case dict():
            items = {key: _from_json(item) for key, item in value.items()}
            return MapValue(items, dict.fromkeys(items, 1), 1)
        case _:
            raise ValueError("a canonical tree holds texts, lists and mappings only")
