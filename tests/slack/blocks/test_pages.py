"""Pages to read: nothing refused, nothing typed read as markup, nothing offered that may not be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guide.replies import ReferralCard, TypedParts
from bot.slack.blocks.forms import (
    copy_view,
    info_view,
    logged_view,
    referral_page,
    sorry_view,
    typed_view,
)
from bot.slack.ids import Form
from tests.slack.blocks.oracles import all_words, check_view, labels
from tests.slack.blocks.replies import OFTEN, lines, referral_cards, typed_parts, words
from tests.slack.blocks.test_referrals import CARD

if TYPE_CHECKING:
    from bot.slack.blocks.message import Block


@OFTEN
@given(words(60), st.lists(words(9000), max_size=60))
def test_every_text_is_taken_by_every_oracle(title: str, paragraphs: list[str]) -> None:
    """No text is refused as a page, however long."""
    check_view(info_view(title, paragraphs))


@OFTEN
@given(referral_cards)
def test_every_referral_page_is_taken_by_every_oracle(card: ReferralCard) -> None:
    """No referral's page is refused."""
    check_view(referral_page(card))


@OFTEN
@given(typed_parts)
def test_every_look_is_taken_by_every_oracle(parts: TypedParts) -> None:
    """No account is refused when it is opened, whatever was typed."""
    check_view(typed_view(parts))


@OFTEN
@given(words(30), lines(150, 15))
def test_every_failure_is_taken_by_every_oracle(reference: str, contacts: tuple[str, ...]) -> None:
    """A failure is told, with 999, whatever the contacts are."""
    view = sorry_view(reference, contacts)
    check_view(view)
    assert "call 999" in all_words(view["blocks"])


def preformatted(view: Block) -> list[str]:
    """The texts of a page that are to be copied."""
    return [
        block["elements"][0]["elements"][0]["text"]
        for block in view["blocks"]
        if block["type"] == "rich_text"
    ]


@OFTEN
@given(words(20_000))
def test_all_of_the_text_can_be_copied(text: str) -> None:
    """Every word to be copied is on the page, in order and without markup."""
    view = copy_view(text)
    check_view(view)
    assert "".join("".join(preformatted(view)).split()) == "".join(text.split())


def test_a_page_that_is_too_long_says_so() -> None:
    """Where there is more than a hundred blocks, the last one says that there is more."""
    view = info_view("Long", ["x" * 3000] * 101)
    check_view(view)
    assert "more than fits" in all_words(view["blocks"][-1:])


def test_typed_words_are_shown_as_typed() -> None:
    """What was typed is plain text, with its lines, and never becomes a mention."""
    view = typed_view(TypedParts("SG-2026-0042", {"What happened": "one\n*two* <@U1> &amp;"}))
    plain = [
        b["text"]["text"] for b in view["blocks"] if b.get("text", {}).get("type") == "plain_text"
    ]
    assert plain == ["one\n*two* <@U1> &amp;"]
    assert "recorded" in all_words(view["blocks"])


@pytest.mark.parametrize(
    ("can", "offered"),
    [
        (frozenset(), []),
        (frozenset({"see", "look"}), ["Show what was typed"]),
        (frozenset({"see", "look", "take"}), ["Take it", "Show what was typed"]),
        (frozenset({"see", "look", "withdraw"}), ["Show what was typed", "Withdraw or correct"]),
    ],
)
def test_a_page_offers_only_what_may_be_done(can: frozenset[str], offered: list[str]) -> None:
    """The buttons of a referral's page are those that its viewer may press."""
    view = referral_page(replace(CARD, can=can))
    assert labels(view["blocks"]) == offered
    assert view["callback_id"] == Form.INFO


def test_a_page_tells_what_happened() -> None:
    """Facts, dates, who has it and what happened to it all stand on the page."""
    card = replace(CARD, taken="Taken by Barnsley Council", timeline=("today 09:14 · Logged",))
    drawn = all_words(referral_page(card)["blocks"])
    for text in (card.ref, card.coded, card.duties[0], card.taken, card.timeline[0]):
        assert text in drawn


def test_a_page_names_who_did_what_where_the_viewer_may_know() -> None:
    """By Slack's own names: who has it, and who is behind a line; nobody where no id is given."""
    card = replace(
        CARD,
        taken="Taken by Barnsley Council",
        taken_person="T1:U0COUNCIL",
        timeline=("today 09:14 · Logged", "today 09:31 · Taken"),
        people=("", "T1:U0COUNCIL"),
    )
    drawn = all_words(referral_page(card)["blocks"])
    assert "Taken by Barnsley Council · <@U0COUNCIL>" in drawn
    assert "today 09:31 · Taken · <@U0COUNCIL>" in drawn
    assert drawn.count("<@") == 2


def test_the_reference_is_said_once_it_is_logged() -> None:
    """After the form the first words are the reference."""
    view = logged_view("SG-2026-0042")
    check_view(view)
    assert all_words(view["blocks"]).startswith("*Logged: SG-2026-0042.*")
