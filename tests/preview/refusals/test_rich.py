"""Rich text, as Slack's own composer makes it."""

from __future__ import annotations

from bot.preview.refusals.rich import RICH_ELEMENTS

SECTION = {
    "type": "rich_text_section",
    "elements": [
        {"type": "text", "text": "Ring ", "style": {"bold": True}},
        {"type": "user", "user_id": "U0GUIDE"},
        {"type": "link", "url": "https://example.org"},
    ],
}


def test_paragraphs_lists_and_quotes_are_taken() -> None:
    """A section, a list of sections and a quote pass."""
    whole = [
        SECTION,
        {"type": "rich_text_list", "style": "bullet", "elements": [SECTION]},
        {"type": "rich_text_quote", "elements": SECTION["elements"]},
    ]

    assert list(RICH_ELEMENTS(whole, "/r")) == []


def test_an_unknown_style_or_part_is_refused() -> None:
    """A list of no known style, and a part of no known kind, are refused."""
    styled = [{"type": "rich_text_list", "style": "stars", "elements": [SECTION]}]
    odd = [{"type": "rich_text_section", "elements": [{"type": "video"}]}]

    assert list(RICH_ELEMENTS(styled, "/r")) == [
        "[ERROR] must be a valid enum value [json-pointer:/r/0/style]"
    ]
    assert list(RICH_ELEMENTS(odd, "/r")) == [
        "[ERROR] unsupported type: video [json-pointer:/r/0/elements/0/type]"
    ]
