"""The short forms of a review and of learning: none refused by Slack; each says what it asks."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guide.replies import Choice, ReferralCard
from bot.guide.review_replies import ClockView, FollowUp, LearningPage, ReviewNews
from bot.referrals.workflow import Action
from bot.slack.blocks.home import home_view
from bot.slack.blocks.learn_forms import LEARN_FORMS, Learned, learn_form
from bot.slack.blocks.learning import follow_up_view, learning_view
from bot.slack.blocks.pages import kept_view, referral_page
from bot.slack.blocks.referrals import partner_message
from bot.slack.blocks.review_forms import FORMS, Asked, review_form
from bot.slack.blocks.review_news import news_message
from bot.slack.ids import Act, Form, Ref, read_value
from tests.slack.blocks.oracles import all_words, buttons, check_message, check_view, labels
from tests.slack.blocks.replies import (
    OFTEN,
    clock_views,
    follow_ups,
    learning_pages,
    named,
    referral_cards,
    review_news,
    words,
)
from tests.slack.blocks.test_home import HOME
from tests.slack.blocks.test_referrals import CARD

TODAY = date(2026, 12, 18)
LATE = ClockView(
    id="c" * 32,
    kind="notify",
    title="Notify the Panel",
    line="*Notify*: late",
    standing="late",
    quiet="",
    target=None,
    latest=None,
    needs_reason=True,
)
OTHER = Choice("SG-2026-0041 · under 16", "a" * 32)
FULL = replace(CARD, clocks=(LATE,), duplicates=(OTHER,), can=frozenset(map(str, Action)))


@OFTEN
@given(
    action=st.sampled_from(sorted(FORMS)),
    card=referral_cards.filter(lambda card: card.duplicates),
    clock=clock_views,
    typed=words(2000),
)
def test_every_form_is_taken_by_every_oracle(
    action: Action, card: ReferralCard, clock: ClockView, typed: str
) -> None:
    """No form is refused, whatever the referral holds and whatever was typed before."""
    card = replace(card, clocks=(*card.clocks, replace(clock, needs_reason=True)))
    given_ = {"reason": typed, "question": typed, "answer": typed, "late_reason": typed}
    check_view(review_form(Asked(action, card, TODAY, given_, typed[:200], typed or "Why?")))


@OFTEN
@given(code=st.sampled_from(sorted(LEARN_FORMS)), owners=named.filter(bool), typed=words(2000))
def test_every_learning_form_is_taken_by_every_oracle(
    code: str, owners: tuple[Choice, ...], typed: str
) -> None:
    """No form about learning is refused."""
    distinct = tuple({owner.id: owner for owner in owners}.values())
    texts = {"text": typed, "evidence": typed, "reason": typed}
    check_view(learn_form(Learned(Ref("a" * 32, 1, "late", code), TODAY, distinct, texts)))


@OFTEN
@given(learning_pages)
def test_every_page_of_learning_is_taken_by_every_oracle(page: LearningPage) -> None:
    """However much was recommended, the page opens."""
    check_view(learning_view(page, "Recorded."))


@OFTEN
@given(follow_ups)
def test_every_follow_up_page_is_taken_by_every_oracle(found: FollowUp) -> None:
    """However much was agreed, the page of what was said and done opens."""
    check_view(follow_up_view(found, "token"))


@OFTEN
@given(review_news)
def test_every_piece_of_news_is_taken_by_every_oracle(news: ReviewNews) -> None:
    """No news is refused, for the channel or in person, and each has a way on."""
    message = news_message(news)
    check_message(message)
    assert labels(message.blocks)


@OFTEN
@given(words(3000), st.lists(words(2000), max_size=4))
def test_what_was_typed_can_be_copied_where_it_was_not_recorded(
    told: str, typed: list[str]
) -> None:
    """Nothing that was typed is lost where somebody was first."""
    check_view(kept_view("Not recorded", told, typed))


@pytest.mark.parametrize("action", sorted(FORMS))
def test_every_form_knows_what_it_is_about(action: Action) -> None:
    """Referral, version and action travel in the form; rights and state come from the store."""
    view = review_form(Asked(action, FULL, TODAY))
    ref = read_value(view["private_metadata"])
    assert ref == Ref(CARD.referral_id, CARD.version, answer=action.value)
    assert view["callback_id"] == Form.REVIEW
    assert CARD.ref in all_words(view["blocks"][:1])


def test_why_it_is_late_is_asked_only_where_it_is() -> None:
    """A clock in time is not asked about."""
    in_time = replace(FULL, clocks=(replace(LATE, standing="running"),))
    assert "late_reason" in json.dumps(review_form(Asked(Action.NOTIFY, FULL, TODAY)))
    assert "late_reason" not in json.dumps(review_form(Asked(Action.NOTIFY, in_time, TODAY)))


def test_what_comes_next_is_not_a_wall_of_buttons() -> None:
    """What is needed now and then stands behind three dots; the first step stands out."""
    page = referral_page(replace(FULL, can=FULL.can - {"take"}))
    pressed = [e for block in page["blocks"] for e in block.get("elements", ()) if "value" in e]
    assert [e["text"]["text"] for e in pressed if e.get("style")] == [
        "Answer the partners' question"
    ]
    (menu,) = (b["accessory"] for b in page["blocks"] if "accessory" in b)
    assert [option["value"] for option in menu["options"]] == [
        "explain",
        "set_aware",
        "link",
        "take_over",
        "reopen",
    ]


def test_one_thing_more_is_a_button() -> None:
    """Three dots with a single thing behind them would only hide it."""
    page = referral_page(replace(CARD, can=frozenset({"see", "reopen"})))
    assert labels(page["blocks"]) == ["Open it again"]


def test_once_notified_the_review_comes_before_the_vote() -> None:
    """The step that the clock waits for stands out."""
    can = frozenset({"see", "vote_criteria", "start_review", "submit_review"})
    page = referral_page(replace(CARD, can=can))
    assert labels(page["blocks"]) == [
        "Start the rapid review",
        "Record the rapid review as sent",
        "Vote: are the criteria met?",
    ]


def test_the_channel_shows_the_clocks_that_run_and_counts_the_rest() -> None:
    """Six dates at most, and how many more; one that ended is left to the page."""
    running = tuple(replace(LATE, line=f"*Action {n}*: due") for n in range(8))
    card = replace(CARD, clocks=(*running, replace(LATE, standing="met", line="*Done*: in time")))
    shown = all_words(partner_message(card).blocks)
    assert "Action 5" in shown
    assert "Action 6" not in shown
    assert "And 2 more with a date" in shown
    assert "in time" not in shown
    assert "in time" in all_words(referral_page(card)["blocks"])


def test_a_question_leads_to_its_answer() -> None:
    """The referrer reads that there is a question, and nothing of it."""
    news = ReviewNews("question", "The partners have a question.", ("Open it.",), CARD)
    assert labels(news_message(news).blocks) == [
        "Answer the partners' question",
        "Talk to a person",
    ]


def test_the_worklist_names_its_list_and_goes_on() -> None:
    """The menu shows which list it is; the next page and the first are a press away."""
    home = replace(HOME, worklist=(CARD,), worklist_total=31, worklist_filter="mine")
    view = home_view(replace(home, worklist_next="t2"), "t1")
    assert "1 of 31." in all_words(view["blocks"])
    pages = buttons(view["blocks"], Act.LIST_PAGE)
    assert [read_value(b["value"]) for b in pages] == [Ref("t2", answer="mine"), Ref(answer="mine")]
    assert read_value(view["private_metadata"]) == Ref("t1", answer="mine")


def test_an_empty_list_leads_to_another() -> None:
    """Nothing here is no dead end."""
    home = replace(HOME, worklist=(), worklist_filter="overdue")
    assert "Choose another list." in all_words(home_view(home)["blocks"])


def test_a_referrer_with_a_question_finds_it_at_home() -> None:
    """The way to the answer stands on the referrer's own page too."""
    asked = replace(CARD, can=frozenset({"see", "answer"}), question="A question waits")
    view = home_view(replace(HOME, logged=(asked,)))
    (button,) = buttons(view["blocks"], Act.REVIEW_OPEN)
    assert read_value(button["value"]) == Ref(CARD.referral_id, CARD.version, answer="answer")
