"""Rich text: the tree of paragraphs, lists and quotes that Slack's own composer makes.

Source: Slack's Block Kit reference, rich text block.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.preview.refusals.composition import MAX_TEXT
from bot.preview.refusals.shapes import (
    Shape,
    anything,
    boolean,
    items,
    matching,
    one_kind,
    one_of,
    string,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_MAX_PARTS = 1000
_STYLE = matching(
    Shape(
        {},
        dict.fromkeys(
            ("bold", "italic", "strike", "code", "underline", "highlight", "unlink"), boolean
        ),
    )
)
_INLINE: Mapping[str, Shape] = MappingProxyType(
    {
        "text": Shape({"text": string(MAX_TEXT, minimum=0)}, {"style": _STYLE}),
        "link": Shape(
            {"url": string(MAX_TEXT)},
            {"text": string(MAX_TEXT), "style": _STYLE, "unsafe": boolean},
        ),
        "user": Shape({"user_id": string(20)}, {"style": _STYLE}),
        "usergroup": Shape({"usergroup_id": string(20)}, {"style": _STYLE}),
        "channel": Shape({"channel_id": string(20)}, {"style": _STYLE}),
        "emoji": Shape({"name": string(100)}, {"unicode": anything, "style": _STYLE}),
        "broadcast": Shape({"range": one_of("here", "channel", "everyone")}),
        "date": Shape(
            {"timestamp": whole(0, 10**10), "format": string(200)},
            {"url": string(MAX_TEXT), "fallback": string(200)},
        ),
    }
)
_PARTS = items(0, _MAX_PARTS, one_kind(_INLINE, _INLINE))
_SECTION = Shape({"elements": _PARTS})
_BORDER = whole(0, 1)
_GROUPS: Mapping[str, Shape] = MappingProxyType(
    {
        "rich_text_section": _SECTION,
        "rich_text_preformatted": Shape(
            {"elements": _PARTS}, {"border": _BORDER, "language": string(50)}
        ),
        "rich_text_quote": Shape({"elements": _PARTS}, {"border": _BORDER}),
        "rich_text_list": Shape(
            {
                "style": one_of("bullet", "ordered"),
                "elements": items(
                    1, _MAX_PARTS, one_kind({"rich_text_section": _SECTION}, ("rich_text_section",))
                ),
            },
            {"indent": whole(0, 8), "offset": whole(0, _MAX_PARTS), "border": _BORDER},
        ),
    }
)
RICH_ELEMENTS = items(1, _MAX_PARTS, one_kind(_GROUPS, _GROUPS))
