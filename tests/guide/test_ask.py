"""Every reply says what it is counted under; every miss is counted once, without its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.guide.ask import Message, answer, answer_entry, in_context, queue_reply
from bot.guide.codes import answer_from, as_codes, notice_from
from bot.guide.ports_outbox import PostState
from bot.guide.replies import Notice
from tests.desks import OTHER_PRACTITIONER, PRACTITIONER, TestDesk, shipped_content

if TYPE_CHECKING:
    from bot.guide.ports_questions import Counts
    from bot.guide.replies import AnswerReply
    from bot.referrals.people import Person

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
    question = "what is the minimum wage for apprentices"
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


FOLLOW_UP = "what if he died abroad"
AFTER = "looked-after-died-abroad"


def _follow_up(
    made: TestDesk, text: str = FOLLOW_UP, *, person: Person = PRACTITIONER, thread: str = ""
) -> AnswerReply:
    message = Message(person, (f"Ev{text}{thread}",), f"person:{person.id}", thread)
    return in_context(made.desk, message, text, answer(made.desk.content, text))


def _show(made: TestDesk, entry_id: str, thread: str = "") -> None:
    to = f"person:{PRACTITIONER.id}"
    message = Message(PRACTITIONER, (f"show:{entry_id}:{thread}",), to, thread)
    queue_reply(made.desk, message, answer_entry(made.desk.content, entry_id))


def test_a_follow_up_leans_on_the_answer_before_it(made: TestDesk) -> None:
    """Within minutes, for the same person; not for another, and not later."""
    assert _follow_up(made).entry == ""
    _show(made, "looked-after-death")
    assert _follow_up(made).entry == AFTER
    assert _follow_up(made).quiet[0].startswith("Taken as a follow-up to:")
    assert _follow_up(made, person=OTHER_PRACTITIONER).entry == ""
    made.clock.move(minutes=11)
    assert _follow_up(made).entry == ""


def test_what_follows_a_call_for_help_leans_on_nothing_before_it(made: TestDesk) -> None:
    """After 999 nobody is answered about the question before."""
    _show(made, "looked-after-death")
    call = answer(made.desk.content, "baby not breathing")
    queue_reply(made.desk, Message(PRACTITIONER, ("call",), f"person:{PRACTITIONER.id}"), call)

    assert call.kind == "emergency"
    assert _follow_up(made).entry == ""


def test_a_thread_keeps_what_was_shown_in_it(made: TestDesk) -> None:
    """Whatever else has been asked meanwhile, and for hours."""
    _show(made, "looked-after-death", "D1:1.2")
    _show(made, "lado-when")
    made.clock.move(hours=5)

    assert _follow_up(made, thread="D1:1.2").entry == AFTER
    assert _follow_up(made, thread="D1:9.9").entry == ""


def test_a_thread_under_an_answer_leans_on_that_answer(made: TestDesk) -> None:
    """The first reply below an answer knows which answer it stands below."""
    _show(made, "looked-after-death")
    with made.store.unit() as unit:
        queued = unit.outbox.take(made.desk.now(), ())
        assert queued is not None
        unit.outbox.settle(queued.id, PostState.SENT, receipt="D1:5.5")
    made.clock.move(hours=30)

    assert _follow_up(made, thread="D1:5.5").entry == AFTER


def test_a_whole_question_is_left_alone(made: TestDesk) -> None:
    """What does not lean on anything is answered as it is, without reading the register."""
    _show(made, "looked-after-death")
    text = "how long does the council have to notify the panel"
    alone = answer(made.desk.content, text)

    assert in_context(made.desk, Message(PRACTITIONER, ("k",), "person:x"), text, alone) is alone


def test_a_reply_goes_to_the_thread_it_was_asked_in(made: TestDesk) -> None:
    """The queued post names the message; outside a thread it names none."""
    _show(made, "lado-when", "D1:1.2")
    with made.store.unit() as unit:
        queued = unit.outbox.take(made.desk.now(), ())

    assert queued is not None
    assert queued.post.thread_ts == "1.2"


def test_each_entry_that_leads_to_questions_names_their_own_button() -> None:
    """A worry is not promised duties and dates; the words come with the tree, and are kept."""
    content = shipped_content()
    seen = set()
    for entry in content.engine.library.entries.values():
        reply = answer_entry(content, entry.id)
        if reply.tree:
            seen.add(reply.tree)
            assert reply.start == content.tree(reply.tree).start
            assert answer_from(as_codes(reply)) == reply

    assert seen == content.trees.keys()
