"""Messages, mentions, the Home tab: answered once, to the right person, never lost in silence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.preview.people import BOT_USER_ID, PEOPLE, PracticePerson
from tests.practice import (
    GENERAL,
    GUEST,
    HEALTH,
    ICB,
    TEACHER,
    Practice,
    actions_of,
    text_of,
)

QUESTION = "how many days to send a SIN"
EMERGENCY = "a baby is not breathing right now"
OK = 200


def dm_event(text: str, ts: str = "1.5", **more: object) -> dict[str, Any]:
    """A message in the health visitor's direct message, as an event."""
    return {
        "type": "message",
        "user": HEALTH,
        "channel": "D0HEALTH",
        "channel_type": "im",
        "text": text,
        "ts": ts,
        "event_ts": ts,
        **more,
    }


def from_bot(practice: Practice, user: str) -> list[dict[str, Any]]:
    """What the app wrote to somebody."""
    return [m for m in practice.slack.dm(user) if m["user"] == BOT_USER_ID]


def test_a_question_is_answered_with_its_source(practice: Practice) -> None:
    """A practitioner's question gets the answer first, and its source in small print."""
    assert practice.slack.say(HEALTH, "dm", QUESTION).status == OK
    practice.settle()
    assert practice.last(HEALTH)["text"].startswith("The council must notify the Panel within five")
    assert "Children Act 2004" in text_of(practice.last(HEALTH))


def test_the_same_event_twice_is_answered_once(practice: Practice) -> None:
    """A second delivery under the same event id adds nothing (R1)."""
    event = dm_event(QUESTION)
    for _ in range(3):
        assert practice.slack.deliver_event(event, "Ev1").status == OK
    practice.settle()
    assert len(from_bot(practice, HEALTH)) == 1


def test_one_message_under_several_event_ids_is_answered_once(practice: Practice) -> None:
    """A message that comes again under another event id adds nothing (R2)."""
    event = dm_event(QUESTION)
    for number in range(11):
        assert practice.slack.deliver_event(event, f"Ev{number}").status == OK
    practice.settle()
    assert len(from_bot(practice, HEALTH)) == 1


def test_two_hundred_deliveries_with_duplicates_lose_and_double_nothing(practice: Practice) -> None:
    """Of 200 signed deliveries, repeated under both keys, every message is answered once."""
    messages = 50
    for number in range(messages):
        event = dm_event(QUESTION, ts=f"{number + 10}.000001")
        for event_id in (f"EvA{number}", f"EvA{number}", f"EvB{number}", f"EvB{number}"):
            assert practice.slack.deliver_event(event, event_id).status == OK
    practice.settle()
    replies = from_bot(practice, HEALTH)
    keys = [m["metadata"]["event_payload"]["key"] for m in replies]
    assert sorted(keys) == sorted(f"reply:EvA{number}" for number in range(messages))


def test_strangers_are_told_whom_to_ring_and_nothing_else(practice: Practice) -> None:
    """A guest from elsewhere gets 999 and the front door, and the refusal is in the audit log."""
    practice.slack.say(GUEST, "dm", QUESTION)
    practice.settle()
    told = practice.last(GUEST)["text"]
    assert "999" in told
    assert "01226 772423" in told
    assert "five working days" not in told
    assert refusals(practice) == ["message"]


def refusals(practice: Practice) -> list[str]:
    """What was refused, from the audit log of no referral."""
    with practice.made.store.unit() as unit:
        rows = unit.audit.of_referral("")
    return [row.event.codes["what"] for row in rows if row.event.action == "refused"]


@pytest.mark.parametrize(
    "person",
    [
        PracticePerson("U0OUT", "Left last week", ("S0PRACTITIONERS",), is_deleted=True),
        PracticePerson("U0BOT", "A program", ("S0PRACTITIONERS",), is_bot=True),
        PracticePerson("U0PART", "Guest here", ("S0PRACTITIONERS",), is_guest=True),
        PracticePerson("U0FAR", "From elsewhere", ("S0PRACTITIONERS",), is_foreign=True),
        PracticePerson("U0NEW", "In no group"),
    ],
    ids=lambda person: person.title,
)
def test_only_full_active_members_of_the_group_are_answered(
    practice: Practice, person: PracticePerson
) -> None:
    """Deactivated people, bots, guests, outsiders and people in no group are refused (R16)."""
    practice.slack.set_person(person)
    practice.slack.say(person.id, "dm", QUESTION)
    practice.settle()
    assert "only for staff" in practice.last(person.id)["text"]


def test_an_emergency_is_answered_to_anybody(practice: Practice) -> None:
    """Words of a child in danger get 999 first, whoever writes them, without asking who it is."""
    practice.slack.say(GUEST, "dm", EMERGENCY)
    practice.settle()
    assert practice.last(GUEST)["text"].startswith("Call 999 now.")
    assert "users.info" not in [call.method for call in practice.slack.calls]


def test_an_emergency_is_answered_when_the_register_fails(practice: Practice) -> None:
    """With the register locked by another process, 999 and the front door are still shown."""
    with practice.locked_register():
        assert practice.slack.say(HEALTH, "dm", EMERGENCY).status == OK
        assert practice.last(HEALTH)["text"].startswith("Call 999 now.")
        assert "01226 772423" in practice.last(HEALTH)["text"]


def test_a_question_that_cannot_be_kept_is_delivered_again(practice: Practice) -> None:
    """With the register locked, an event is not acknowledged, so that Slack repeats it (R24)."""
    event = dm_event(QUESTION)
    with practice.locked_register():
        answer = practice.slack.deliver_event(event, "Ev1")
    assert answer.attempts > 1
    assert practice.slack.deliver_event(event, "Ev1").status == OK
    practice.settle()
    assert practice.last(HEALTH)["text"].startswith("The council must notify")
    assert len([m for m in from_bot(practice, HEALTH) if "must notify" in m["text"]]) == 1


@pytest.mark.parametrize(
    ("subtype", "extra"),
    [
        ("message_changed", {"message": {"text": "secret edit"}, "previous_message": {}}),
        ("message_deleted", {"deleted_ts": "1.0"}),
        ("channel_join", {"user": HEALTH}),
        ("bot_message", {"bot_id": "B9", "text": QUESTION}),
    ],
)
def test_edits_deletions_joins_and_bots_are_ignored_by_name(
    practice: Practice, subtype: str, extra: dict[str, Any]
) -> None:
    """What is not a new message from a person is acknowledged at once and changes nothing (R26)."""
    event = {"type": "message", "channel": "D0HEALTH", "channel_type": "im", "ts": "1.1"}
    answer = practice.slack.deliver_event({**event, "subtype": subtype, **extra})
    assert (answer.status, answer.attempts) == (OK, 1)
    practice.settle()
    assert from_bot(practice, HEALTH) == []


def test_the_message_of_another_app_is_ignored(practice: Practice) -> None:
    """Apps of today post without a subtype; two bots never answer each other."""
    practice.slack.deliver_event(dm_event(QUESTION, bot_id="B9"))
    practice.settle()
    assert from_bot(practice, HEALTH) == []


def test_a_message_with_a_file_is_read_for_its_words(practice: Practice) -> None:
    """An emergency written beside a photograph is an emergency."""
    practice.slack.deliver_event(dm_event(EMERGENCY, subtype="file_share", files=[{}]))
    practice.settle()
    assert practice.last(HEALTH)["text"].startswith("Call 999 now.")


@pytest.mark.parametrize("word", ["start", " Start. ", "START"])
def test_start_begins_the_guided_questions(practice: Practice, word: str) -> None:
    """The word that the suggested prompt sends begins a walk."""
    practice.slack.say(HEALTH, "dm", word)
    practice.settle()
    assert "walk.answer:1" in actions_of(practice.last(HEALTH))


def test_who_tells_of_an_incident_begins_with_one_press(practice: Practice) -> None:
    """The first button begins the questions; what was told is in no post."""
    practice.slack.say(HEALTH, "dm", "teenager drowned in the canal on saturday canary-31f0")
    practice.settle()
    reply = practice.last(HEALTH)
    assert actions_of(reply)[0] == "walk.start"
    assert "Start the guided questions" in text_of(reply)
    assert "canary" not in text_of(reply)
    practice.press(HEALTH, reply, "walk.start")
    assert "walk.answer:1" in actions_of(practice.last(HEALTH))


def test_help_says_what_can_be_done(practice: Practice) -> None:
    """`help` shows what this is and is not."""
    practice.slack.say(HEALTH, "dm", "help")
    practice.settle()
    assert "Not an emergency service" in practice.last(HEALTH)["text"]


def test_referrals_lists_what_one_logged_and_what_partners_may_see(practice: Practice) -> None:
    """The referrer sees her own; a partner sees all; both by reference only."""
    ref = practice.log(narrative="canary words")
    for user in (HEALTH, ICB, TEACHER):
        practice.slack.say(user, "dm", "referrals")
    practice.settle()
    assert ref in practice.last(HEALTH)["text"]
    assert ref in practice.last(ICB)["text"]
    assert ref not in practice.last(TEACHER)["text"]
    assert "canary" not in practice.last(ICB)["text"]


def test_a_mention_is_answered_in_private(practice: Practice) -> None:
    """In a channel only a pointer appears, seen by the one who asked."""
    practice.slack.say(HEALTH, GENERAL, f"@Safeguarding Guide {QUESTION}")
    practice.settle()
    assert practice.last(HEALTH)["text"].startswith("The council must notify")
    assert "direct message" in practice.slack.ephemeral(HEALTH)[-1]["text"]
    assert [m["user"] for m in practice.slack.messages(GENERAL)] == [HEALTH]


def test_an_emergency_in_a_channel_is_answered_there_too(practice: Practice) -> None:
    """999 stands where the person looks, and in the direct message."""
    practice.slack.say(HEALTH, GENERAL, f"@Safeguarding Guide {EMERGENCY}")
    practice.settle()
    assert practice.slack.ephemeral(HEALTH)[-1]["text"].startswith("Call 999 now.")
    assert practice.last(HEALTH)["text"].startswith("Call 999 now.")


def test_an_emergency_in_a_channel_needs_no_register(practice: Practice) -> None:
    """With the register locked, 999 is still shown to whoever mentioned the app."""
    with practice.locked_register():
        practice.slack.say(HEALTH, GENERAL, f"@Safeguarding Guide {EMERGENCY}")
        assert practice.slack.ephemeral(HEALTH)[-1]["text"].startswith("Call 999 now.")


def test_a_guest_who_mentions_the_app_is_refused_where_she_is(practice: Practice) -> None:
    """A guest's mention is answered in the channel, to her alone, with whom to ring."""
    practice.slack.say(GUEST, GENERAL, f"@Safeguarding Guide {QUESTION}")
    practice.settle()
    assert "only for staff" in practice.slack.ephemeral(GUEST)[-1]["text"]
    assert from_bot(practice, GUEST) == []


def test_the_home_tab_is_drawn_when_it_is_opened(practice: Practice) -> None:
    """A practitioner sees where to start; a guest sees whom to ring."""
    for user in (HEALTH, GUEST):
        assert practice.slack.open_home(user).status == OK
    practice.settle()
    mine, theirs = practice.slack.home(HEALTH), practice.slack.home(GUEST)
    assert mine is not None
    assert theirs is not None
    assert "walk.start:1" in actions_of(mine)
    assert actions_of(theirs) == []
    assert "01226 772423" in text_of(theirs)


def test_opening_the_conversation_posts_nothing(practice: Practice) -> None:
    """The Messages tab is left as it is: the manifest's prompts stand there."""
    assert practice.slack.open_messages(HEALTH).status == OK
    practice.settle()
    assert practice.slack.dm(HEALTH) == []


def test_a_changed_group_counts_at_once(practice: Practice) -> None:
    """Somebody taken out of the practitioners' group is refused with the next message."""
    practice.slack.say(HEALTH, "dm", QUESTION)
    practice.settle()
    visitor = next(person for person in PEOPLE if person.id == HEALTH)
    practice.slack.set_person(replace(visitor, groups=()))
    changed = {"type": "subteam_members_changed", "subteam_id": "S0PRACTITIONERS"}
    assert practice.slack.deliver_event(changed).status == OK
    practice.slack.say(HEALTH, "dm", QUESTION)
    practice.settle()
    assert "only for staff" in practice.last(HEALTH)["text"]


@pytest.mark.parametrize(
    "event",
    [
        {"type": "app_uninstalled"},
        {"type": "tokens_revoked", "tokens": {"bot": [BOT_USER_ID]}},
    ],
    ids=lambda event: event["type"],
)
def test_when_the_app_is_removed_nothing_more_is_sent_and_nothing_lost(
    practice: Practice, event: dict[str, Any]
) -> None:
    """A removed app keeps its outbox for the day it is installed again (R19)."""
    assert practice.slack.deliver_event(event).status == OK
    assert practice.worker.halted == event["type"]
    practice.slack.deliver_event(dm_event(QUESTION))
    with practice.made.store.unit() as unit:
        assert unit.outbox.next_due() == practice.made.clock()
    assert not practice.health.report().is_fine


def test_a_revoked_user_token_stops_nothing(practice: Practice) -> None:
    """Only the bot's own token matters."""
    practice.slack.deliver_event({"type": "tokens_revoked", "tokens": {"oauth": [HEALTH]}})
    assert practice.worker.halted == ""


@pytest.mark.usefixtures("failing_answers")
def test_the_third_failure_is_kept_and_the_person_is_told(practice: Practice) -> None:
    """An event that always fails ends in the audit log, with a reference for the person (R25)."""
    answer = practice.slack.deliver_event(dm_event("poison-canary"), "Ev1")
    assert (answer.status, answer.attempts) == (OK, 3)
    practice.settle()
    told = from_bot(practice, HEALTH)[-1]["text"]
    assert "could not be answered" in told
    assert "999" in told
    with practice.made.store.unit() as unit:
        rows = [r.event for r in unit.audit.of_referral("") if r.event.action == "event.dead"]
    assert [(row.codes["event"], row.codes["error"]) for row in rows] == [("Ev1", "RuntimeError")]
    assert rows[0].codes["reference"] in told


@pytest.mark.usefixtures("failing_answers")
def test_the_third_failure_is_told_even_without_a_register(practice: Practice) -> None:
    """Where even the dead letter cannot be kept, the person still hears of it."""
    with practice.locked_register():
        answer = practice.slack.deliver_event(dm_event("poison-canary"), "Ev1")
        assert answer.status == OK
        assert "could not be answered" in from_bot(practice, HEALTH)[-1]["text"]


@pytest.fixture
def failing_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug in answering: every question raises, with the question in the message."""

    def fail(_content: object, question: str) -> None:
        raise RuntimeError(question)

    monkeypatch.setattr("bot.guide.ask.answer", fail)
