"""Every reply says what it is counted under; every miss is counted once, without its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.guide.ask import Message, answer, answer_entry, queue_reply
from bot.guide.codes import answer_from, as_codes, notice_from
from bot.guide.replies import Notice
from tests.desks import PRACTITIONER, TestDesk, shipped_content

if TYPE_CHECKING:
    from bot.guide.ports_questions import Counts

CANARY = "canary-91c7 recipe for parsnip soup"


def _misses(made: TestDesk) -> tuple[Counts, ...]:
    with made.store.unit() as unit:
        return unit.questions.misses()


def _ask(made: TestDesk, text: str, key: str = "Ev1") -> None:
    message = Message(PRACTITIONER, (key,), f"person:{PRACTITIONER.id}")
    queue_reply(made.desk, message, answer(made.desk.content, text))


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("how many days to send a SIN", "panel-deadline"),
        ("reviews about babies", "reviews"),
        ("forgot my password", "hr-and-it"),
        ("pizza", "abstain"),
    ],
)
def test_a_reply_says_what_a_verdict_counts_under(question: str, about: str) -> None:
    """The entry or rule that is shown; where there is none, the kind."""
    reply = answer(shipped_content(), question)

    assert reply.about == about


def test_published_reviews_are_no_entry() -> None:
    """A list of reviews names no entry as shown, offers none as related, and has its own title."""
    reply = answer(shipped_content(), "reviews about babies")

    assert (reply.kind, reply.entry, reply.choices) == ("answer", "", ())
    assert reply.title == "Published reviews"
    assert reply.sources


def test_an_abstention_is_counted_with_its_closest_entries(made: TestDesk) -> None:
    """One row, with ids and scores; the same delivery again counts nothing."""
    question = "how long does a stage 2 complaint take"
    for _ in range(2):
        _ask(made, question)
    (found,) = _misses(made)

    assert dict(found.numbers) == {"abstained": 1}
    assert found.subject == answer(made.desk.content, question).closest[0].entry


def test_a_choice_is_counted_as_offered_and_named_on_its_reply(made: TestDesk) -> None:
    """The reply that goes out carries the id under which it can become a miss."""
    _ask(made, "whats a CPR")
    with made.store.unit() as unit:
        queued = unit.outbox.take(made.desk.now(), ())
        assert queued is not None
        unit.questions.reject(str(queued.post.codes["miss"]))
    (found,) = _misses(made)

    assert dict(found.numbers) == {"rejected": 1}


def test_an_answer_is_no_miss(made: TestDesk) -> None:
    """What is answered, refused or an emergency is not counted as missed."""
    for number, text in enumerate(
        ["how many days to send a SIN", "forgot my password", "a baby is not breathing right now"]
    ):
        _ask(made, text, key=f"Ev{number}")

    assert _misses(made) == ()


def test_a_miss_holds_no_word_of_the_question(made: TestDesk) -> None:
    """Neither the counts nor the queued reply quote what was asked."""
    _ask(made, CANARY)
    with made.store.unit() as unit:
        queued = unit.outbox.take(made.desk.now(), ())
    assert queued is not None

    assert "canary" not in repr(_misses(made)) + repr(queued)


@pytest.mark.parametrize(
    "question", ["how many days to send a SIN", "whats a CPR", "pizza", "reviews about babies"]
)
def test_a_reply_survives_the_outbox(question: str) -> None:
    """Taken apart and put together, a reply is the same."""
    reply = answer(shipped_content(), question)

    assert answer_from(as_codes(reply)) == reply


def test_replies_queued_by_an_earlier_version_are_read() -> None:
    """What was queued before an upgrade is sent after it."""
    codes = as_codes(answer_entry(shipped_content(), "lado-when"))
    new = {"about", "closest", "miss"}
    old = {name: value for name, value in codes.items() if name not in new}
    assert answer_from(old).entry == "lado-when"
    assert notice_from({"text": "Taken.", "ways": []}) == Notice("Taken.")
