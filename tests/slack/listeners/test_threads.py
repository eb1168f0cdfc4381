"""Follow-ups over HTTP: answered in the thread they are asked in, with the answer before them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.preview.people import BOT_USER_ID
from tests.practice import GUEST, HEALTH, Practice, actions_of, text_of

if TYPE_CHECKING:
    Json = dict[str, Any]

FIRST = "looked after child died of an illness in hospital, who must be told?"
FOLLOW_UP = "what if he died abroad"
ABROAD = "Our looked-after child died outside England"
EMERGENCY = "a baby is not breathing right now"


def ask(practice: Practice, text: str, thread_ts: str | None = None, user: str = HEALTH) -> Json:
    """Ask in the direct message or in a thread of it, and give the reply."""
    practice.slack.say(user, "dm", text, thread_ts=thread_ts)
    practice.settle()
    return [m for m in practice.slack.dm(user) if m["user"] == BOT_USER_ID][-1]


def shown(practice: Practice, message: Json) -> str:
    """The entry that a message of the app shows."""
    with practice.made.store.unit() as unit:
        codes = unit.outbox.codes_at(f"{message['channel']}:{message['ts']}")
    return str(codes["entry"])


def test_the_next_message_leans_on_the_answer(practice: Practice) -> None:
    """Typed below it in the direct message, within minutes; its line says so."""
    assert shown(practice, ask(practice, FIRST)) == "looked-after-death"
    reply = ask(practice, FOLLOW_UP)

    assert shown(practice, reply) == "looked-after-died-abroad"
    assert "Taken as a follow-up to" in text_of(reply)
    assert "thread_ts" not in reply


def test_after_a_while_it_stands_alone(practice: Practice) -> None:
    """Eleven minutes later nothing is assumed."""
    ask(practice, FIRST)
    practice.later(minutes=11)

    assert "Taken as a follow-up to" not in text_of(ask(practice, FOLLOW_UP))


def test_a_reply_in_the_thread_of_an_answer_is_answered_there(practice: Practice) -> None:
    """Hours later, with other questions between, and again below that."""
    first = ask(practice, FIRST)
    ask(practice, "lado threshold")
    practice.later(hours=3)
    reply = ask(practice, FOLLOW_UP, first["ts"])
    assert shown(practice, reply) == "looked-after-died-abroad"
    assert reply["thread_ts"] == first["ts"]

    again = ask(practice, "and who tells the parents?", first["ts"])
    assert again["thread_ts"] == first["ts"]
    assert text_of(again) != text_of(reply)


def test_a_question_in_a_thread_of_ones_own_is_answered_there(practice: Practice) -> None:
    """Where the conversation is a thread, every answer is in it, choices and notices too."""
    practice.slack.say(HEALTH, "dm", "hello there")
    practice.settle()
    thread_ts = practice.slack.dm(HEALTH)[0]["ts"]
    choice = ask(practice, "whats a CPR", thread_ts)
    assert choice["thread_ts"] == thread_ts
    practice.press(HEALTH, choice, "entry.show:1")
    assert practice.last(HEALTH)["thread_ts"] == thread_ts
    practice.press(HEALTH, choice, "answer.none")
    assert practice.slack.ephemeral(HEALTH)[-1]["thread_ts"] == thread_ts


def test_a_choice_that_was_pressed_is_what_a_follow_up_leans_on(practice: Practice) -> None:
    """The entry shown last counts, whether it was asked for or pressed."""
    reply = ask(practice, FIRST)
    related = [act for act in actions_of(reply) if act.startswith("entry.show")]
    practice.press(HEALTH, reply, related[0])
    pressed = practice.last(HEALTH)
    with practice.made.store.unit() as unit:
        last = unit.conversations.last(f"T0PRACTICE:{HEALTH}", practice.desk.now())

    assert last == shown(practice, pressed)


def test_danger_in_a_thread_gets_999_in_the_thread(practice: Practice) -> None:
    """Where the person is looking; also for a stranger, and while the register is locked."""
    first = ask(practice, FIRST)
    reply = ask(practice, f"and {EMERGENCY}", first["ts"])
    assert reply["text"].startswith("Call 999 now.")
    assert reply["thread_ts"] == first["ts"]
    with practice.locked_register():
        practice.slack.say(HEALTH, "dm", EMERGENCY, thread_ts=first["ts"])
        assert practice.last(HEALTH)["thread_ts"] == first["ts"]
        assert practice.last(HEALTH)["text"].startswith("Call 999 now.")
    told = ask(practice, "hello", user=GUEST)
    below = ask(practice, EMERGENCY, told["ts"], user=GUEST)
    assert below["thread_ts"] == told["ts"]


def test_a_follow_up_leaves_no_words_behind(practice: Practice) -> None:
    """The register holds ids of what was shown, and nothing that was typed."""
    ask(practice, FIRST)
    ask(practice, "what about canary-66aa parsnips")
    folder = practice.register.parent
    octets = b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())

    assert b"canary" not in octets
    assert b"looked-after-death" in octets
