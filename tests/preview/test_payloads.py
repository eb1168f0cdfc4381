"""The shapes of what an app is told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.preview import payloads
from bot.preview.people import PEOPLE


def test_an_event_names_team_app_and_installation() -> None:
    """The envelope carries what Slack's carries."""
    envelope = payloads.event_envelope({"type": "message"}, "Ev1", 1000)

    assert envelope["type"] == "event_callback"
    assert (envelope["team_id"], envelope["api_app_id"]) == ("T0PRACTICE", "A0GUIDE")
    assert (envelope["event_id"], envelope["event_time"]) == ("Ev1", 1000)
    assert envelope["authorizations"][0]["user_id"] == "U0GUIDE"


def test_a_foreign_person_shows_her_own_team() -> None:
    """Whoever is of another workspace acts under its team id."""
    payload = payloads.interaction("shortcut", PEOPLE[6], "1.2")

    assert payload["user"]["team_id"] == "T0ELSEWHERE"
    assert payload["team"]["id"] == "T0PRACTICE"


def test_mentions_stay_while_the_rest_is_escaped() -> None:
    """Angle brackets and ampersands are escaped, mentions of people and channels are not."""
    assert payloads.escaped("a < b & <@U0HEALTH> <#C0GENERAL|general> <b>") == (
        "a &lt; b &amp; <@U0HEALTH> <#C0GENERAL|general> &lt;b&gt;"
    )


def test_the_app_s_name_becomes_a_mention() -> None:
    """People type @ and the app's name, in any case."""
    assert payloads.with_app_mention("hey @safeguarding guide?", "Safeguarding Guide") == (
        "hey <@U0GUIDE>?"
    )


@given(text=st.text(alphabet="ab<>&@ *_", max_size=30))
def test_the_composer_s_block_says_what_was_typed(text: str) -> None:
    """The rich text block holds the text as it was typed, unescaped."""
    (block,) = payloads.typed_blocks(payloads.escaped(text), "b1")
    parts = block["elements"][0]["elements"]

    assert "".join(part["text"] for part in parts) == text


def test_a_mention_is_a_part_of_its_own() -> None:
    """In the rich text block a mention is a user element."""
    (block,) = payloads.typed_blocks("<@U0GUIDE> hello", "b1")

    assert block["elements"][0]["elements"] == [
        {"type": "user", "user_id": "U0GUIDE"},
        {"type": "text", "text": " hello"},
    ]
