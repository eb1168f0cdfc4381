"""The partners ask the referrer, who answers; neither sees more than needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import NotAllowedError, StaleError
from bot.guide import review
from bot.guide.reviewing import asking
from bot.guide.reviewing.news import news
from tests.desks import COUNCIL, ICB, MANAGER, OTHER_PRACTITIONER, PRACTITIONER
from tests.reviewing import press_of, taken
from tests.walking import posts

if TYPE_CHECKING:
    from bot.referrals.people import Person
    from tests.desks import TestDesk

ASKED, ANSWERED = "canary-question: who saw it?", "canary-answer: the night nurse"


def ask(made: TestDesk, referral_id: str, words: str = ASKED) -> None:
    """The NHS board asks."""
    asking.ask(made.desk, press_of(made, ICB, referral_id), words)


def answer(made: TestDesk, referral_id: str, person: Person = PRACTITIONER) -> None:
    """The referrer answers."""
    asking.answer(made.desk, press_of(made, person, referral_id), ANSWERED)


def test_a_question_goes_to_the_referrer_and_its_answer_comes_back(made: TestDesk) -> None:
    """In words that only a form shows; messages carry ids and say who to nobody."""
    referral = taken(made)
    posts(made)
    ask(made, referral.id)
    (told,) = [post.post for post in posts(made) if post.post.template == "question"]
    assert told.to == f"person:{PRACTITIONER.id}"
    said = news(made.desk, "question", told.codes)
    assert said is not None
    assert said.card is not None
    assert said.card.duplicates == ()
    assert ASKED not in " ".join((said.text, *said.lines))
    assert asking.question(made.desk, PRACTITIONER, referral.id).question == ASKED

    answer(made, referral.id)
    back = [post.post for post in posts(made) if post.post.template == "answered"]
    assert [post.to for post in back] == ["channel:C0PARTNERS", f"person:{COUNCIL.id}"]
    answered = news(made.desk, "answered", back[0].codes)
    assert answered is not None
    assert "canary" not in " ".join((answered.text, *answered.lines))
    parts = review.look(made.desk, COUNCIL, referral.id).parts
    assert parts["Question 1 to the referrer"] == ASKED
    assert parts["Answer 1 of the referrer"] == ANSWERED
    assert PRACTITIONER.id not in str(parts)


def test_every_question_and_answer_is_kept(made: TestDesk) -> None:
    """The second does not replace the first."""
    referral = taken(made)
    for words in ("first?", "second?"):
        ask(made, referral.id, words)
        answer(made, referral.id)
    labels = list(review.look(made.desk, ICB, referral.id).parts)
    assert labels[-4:] == [
        "Question 1 to the referrer",
        "Answer 1 of the referrer",
        "Question 2 to the referrer",
        "Answer 2 of the referrer",
    ]


def test_a_question_is_answered_once_and_by_its_referrer(made: TestDesk) -> None:
    """Others are refused; a second answer is told that none waits."""
    referral = taken(made)
    with pytest.raises(StaleError):
        answer(made, referral.id)
    ask(made, referral.id)
    assert review.page(made.desk, ICB, referral.id).question
    for person in (OTHER_PRACTITIONER, COUNCIL, MANAGER):
        with pytest.raises(NotAllowedError):
            answer(made, referral.id, person)
        with pytest.raises(NotAllowedError):
            asking.question(made.desk, person, referral.id)
    answer(made, referral.id)
    with pytest.raises(StaleError):
        answer(made, referral.id)
    assert review.page(made.desk, ICB, referral.id).question == ""


def test_a_reminder_of_an_answered_question_is_not_sent(made: TestDesk) -> None:
    """What waits in the outbox is dropped when there is no longer a reason for it."""
    referral = taken(made)
    ask(made, referral.id)
    answer(made, referral.id)
    codes = {"referral": referral.id, "question": 1}
    assert news(made.desk, "question", codes) is None


def test_reading_a_question_is_a_look_in_the_log(made: TestDesk) -> None:
    """Before it is shown."""
    referral = taken(made)
    ask(made, referral.id)
    asking.question(made.desk, PRACTITIONER, referral.id)
    with made.store.reading() as unit:
        last = unit.audit.of_referral(referral.id)[-1].event
    assert (last.action, last.codes) == ("referral.look", {"part": "question"})


@pytest.mark.parametrize("words", ["", " \n", "x" * 2001])
def test_an_empty_or_endless_text_is_refused(made: TestDesk, words: str) -> None:
    """And not repeated."""
    referral = taken(made)
    with pytest.raises(NotAllowedError):
        ask(made, referral.id, words)
