"""Text objects, options and confirmation dialogs: the parts that elements are made of.

Source: Slack's Block Kit reference, composition objects.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from bot.preview.refusals.shapes import (
    Shape,
    boolean,
    items,
    matching,
    one_kind,
    one_of,
    problem,
    string,
)

if TYPE_CHECKING:
    from bot.preview.refusals.shapes import Check

MAX_TEXT = 3000
MAX_OPTION_TEXT = 75
MAX_OPTION_VALUE = 150
MAX_PLACEHOLDER = 150
MAX_ID = 255


def plain(limit: int) -> Check:
    """Make a check for a `plain_text` object of at most `limit` characters."""
    shape = Shape({"text": string(limit)}, {"emoji": boolean})
    return one_kind({"plain_text": shape}, ("plain_text",))


def text(limit: int) -> Check:
    """Make a check for a text object, plain or mrkdwn, of at most `limit` characters."""
    shapes = {
        "plain_text": Shape({"text": string(limit)}, {"emoji": boolean}),
        "mrkdwn": Shape({"text": string(limit)}, {"verbatim": boolean}),
    }
    return one_kind(shapes, shapes)


def option(words: Check, *, with_url: bool = False) -> Check:
    """Make a check for one option whose words satisfy another check."""
    optional: dict[str, Check] = {"description": words}
    if with_url:
        optional["url"] = string(MAX_TEXT)
    return matching(Shape({"text": words, "value": string(MAX_OPTION_VALUE)}, optional))


PLAIN_OPTION = option(plain(MAX_OPTION_TEXT))
RICH_OPTION = option(text(MAX_OPTION_TEXT))
OVERFLOW_OPTION = option(plain(MAX_OPTION_TEXT), with_url=True)
OPTION_GROUP = matching(
    Shape({"label": plain(MAX_OPTION_TEXT), "options": items(1, 100, PLAIN_OPTION)})
)
CONFIRM = matching(
    Shape(
        {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
        {"style": one_of("primary", "danger")},
    )
)
ACTION_ID = string(MAX_ID)
PLACEHOLDER = plain(MAX_PLACEHOLDER)


def options_of(element: Mapping[str, object]) -> list[Mapping[str, object]]:
    """List an element's options, those inside option groups included."""
    found = _mappings(element.get("options"))
    for group in _mappings(element.get("option_groups")):
        found.extend(_mappings(group.get("options")))
    return found


def _mappings(value: object) -> list[Mapping[str, object]]:
    entries = value if isinstance(value, list) else []
    return [entry for entry in entries if isinstance(entry, Mapping)]


def initial_is_offered(element: object, where: str) -> Iterator[str]:
    """Check that what is chosen at first is one of the options, word for word."""
    if not isinstance(element, Mapping):
        return
    offered = options_of(element)
    if "initial_option" in element and element["initial_option"] not in offered:
        yield problem("initial_option must be one of the options", f"{where}/initial_option")
    for chosen in element.get("initial_options", ()):
        if chosen not in offered:
            yield problem("initial_options must be among the options", f"{where}/initial_options")
