"""The business manager reads questions in Slack: opened on a press, logged, suggested, done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.guide.feedback import Sending, send_question
from tests.practice import COUNCIL, HEALTH, MANAGER, Practice, actions_of, text_of

if TYPE_CHECKING:
    Json = dict[str, Any]

SIN = "how many days to send a SIN canary-5e0f"


def opened_home(practice: Practice, user: str) -> Json:
    """Somebody's Home tab as it is drawn now."""
    practice.slack.open_home(user)
    practice.settle()
    home = practice.slack.home(user)
    assert home is not None
    return home


def opened_page(practice: Practice) -> Json:
    """The questions, open on the manager's screen."""
    practice.press(MANAGER, opened_home(practice, MANAGER), "curator.open")
    return practice.slack.views(MANAGER)[-1]


def actions_logged(practice: Practice) -> list[str]:
    """What the audit log has of no referral."""
    with practice.made.store.unit() as unit:
        return [row.event.action for row in unit.audit.of_referral("")]


@pytest.fixture(autouse=True)
def sent(practice: Practice) -> None:
    """One question has been sent to the curators."""
    send_question(practice.desk, Sending("V1", "abstain", SIN))


def test_the_home_tab_counts_and_shows_no_words(practice: Practice) -> None:
    """Only the manager's; nothing is opened or logged by opening the tab."""
    home = opened_home(practice, MANAGER)

    assert "1 question waits" in text_of(home)
    assert "canary" not in text_of(home)
    for other in (COUNCIL, HEALTH):
        assert "curator.open" not in actions_of(opened_home(practice, other))
    assert actions_logged(practice) == []


def test_reading_is_logged_and_shows_the_words(practice: Practice) -> None:
    """The page has the question, up to three entries to suggest it for, and Done."""
    page = opened_page(practice)

    assert SIN in text_of(page)
    assert actions_of(page) == [
        *("curator.suggest:1", "curator.suggest:2", "curator.suggest:3"),
        "curator.done",
    ]
    assert "Suggest as a wording for: How long does the council" in text_of(page)
    assert actions_logged(practice) == ["question.look"]


def test_a_suggestion_is_shown_in_place(practice: Practice) -> None:
    """The button goes, the line comes; a press on an old copy changes nothing more."""
    page = opened_page(practice)
    for _ in range(2):
        practice.press(MANAGER, page, "curator.suggest:1")
    now = practice.slack.views(MANAGER)[-1]

    assert "Suggested as a wording for: How long does the council" in text_of(now)
    assert "curator.suggest:1" not in actions_of(now)
    with practice.made.store.unit() as unit:
        (kept,) = unit.questions.with_suggestions(practice.desk.today())
    assert kept.suggested == ("panel-deadline",)


def test_done_takes_the_question_away(practice: Practice) -> None:
    """The page says that none waits; a second press is told so."""
    page = opened_page(practice)
    practice.press(MANAGER, page, "curator.done")
    assert "No question waits" in text_of(practice.slack.views(MANAGER)[-1])
    practice.press(MANAGER, page, "curator.done")

    assert "no longer kept" in text_of(practice.slack.views(MANAGER)[-1])


def test_a_partner_who_presses_is_refused(practice: Practice) -> None:
    """Rights come from the role, not from the button: no words, no look."""
    home = opened_home(practice, MANAGER)
    practice.press(COUNCIL, home, "curator.open")
    page = practice.slack.views(COUNCIL)[-1]

    assert "Only the business manager" in text_of(page)
    assert "canary" not in text_of(page)
    assert actions_logged(practice) == []
