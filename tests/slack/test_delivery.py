"""The worker sends what is due once, in order, and knows what it does not know."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk import WebClient

from bot.guide.ports_outbox import Post, PostState
from bot.preview.people import BOT_USER_ID, Channel
from bot.slack.delivery import WakingStore, build_delivery
from tests.practice import GENERAL, HEALTH, PARTNERS, POLICE, TEACHER, Practice, open_practice

if TYPE_CHECKING:
    from pathlib import Path

    from bot.preview.faults import Kind

DM = "person:T0PRACTICE:U0HEALTH"


def queue(
    practice: Practice, key: str, to: str = DM, response_url: str = "", thread_ts: str = ""
) -> None:
    """Queue a notice that says its own key."""
    now = practice.made.clock()
    codes = {"text": f"This is {key}.", "ways": []}
    with practice.made.store.unit() as unit:
        unit.outbox.add(Post(key, to, to, "notice", codes, now, response_url, thread_ts))


def texts(messages: list[dict[str, Any]]) -> list[str]:
    """What the messages say."""
    return [message["text"] for message in messages]


def undelivered(practice: Practice) -> list[tuple[str, PostState, str]]:
    """What an operator has to look at: key, state, error."""
    with practice.made.store.unit() as unit:
        return [(q.post.key, q.state, q.last_error) for q in unit.outbox.undelivered()]


@pytest.mark.parametrize("fault", ["drop_after_accept", "drop_before_accept", "server_error"])
def test_a_dropped_connection_never_doubles_or_loses_a_direct_message(
    practice: Practice, fault: Kind
) -> None:
    """Whether Slack had taken the post or not, it stands there once in the end (R3)."""
    practice.slack.script_fault("chat.postMessage", fault)
    queue(practice, "one")
    practice.settle()
    practice.later(seconds=2)
    assert texts(practice.slack.dm(HEALTH)) == ["This is one."]
    assert undelivered(practice) == []


def parent_in_dm(practice: Practice) -> str:
    """A message in the direct message that a thread can hang on."""
    queue(practice, "parent")
    practice.settle()
    return str(practice.slack.dm(HEALTH)[0]["ts"])


@pytest.mark.parametrize("fault", ["drop_after_accept", "drop_before_accept", "server_error"])
def test_a_dropped_connection_never_doubles_or_loses_a_reply_in_a_thread(
    practice: Practice, fault: Kind
) -> None:
    """A thread's replies stand in no history: they are looked for in the thread."""
    thread_ts = parent_in_dm(practice)
    practice.slack.script_fault("chat.postMessage", fault)
    queue(practice, "one", thread_ts=thread_ts)
    practice.settle()
    practice.later(seconds=2)
    replies = [m for m in practice.slack.dm(HEALTH) if m.get("thread_ts") == thread_ts]
    assert texts(replies) == ["This is one."]
    assert undelivered(practice) == []


def test_a_reply_whose_thread_has_gone_is_posted_below(practice: Practice) -> None:
    """Nothing is lost because somebody deleted their message."""
    queue(practice, "one", thread_ts="1.000001")
    practice.settle()
    (message,) = practice.slack.dm(HEALTH)
    assert (message["text"], message.get("thread_ts")) == ("This is one.", None)


def test_a_post_that_may_have_arrived_is_looked_for_until_slack_answers(practice: Practice) -> None:
    """While even looking fails, nothing is posted again."""
    practice.slack.script_fault("chat.postMessage", "drop_after_accept")
    practice.slack.script_fault("conversations.history", "drop_before_accept", times=3)
    queue(practice, "one")
    practice.settle()
    for _ in range(4):
        practice.later(seconds=30)
    assert texts(practice.slack.dm(HEALTH)) == ["This is one."]
    assert undelivered(practice) == []


def test_in_a_channel_a_lost_post_is_sent_once_more(practice: Practice) -> None:
    """Where the app may not look it posts a second time, never a third (R3)."""
    practice.slack.script_fault("chat.postMessage", "drop_after_accept", times=2)
    queue(practice, "one", f"channel:{PARTNERS}")
    practice.settle()
    for _ in range(3):
        practice.later(seconds=10)
    assert texts(practice.slack.messages(PARTNERS)) == ["This is one.", "This is one."]
    assert undelivered(practice) == [("one", PostState.UNKNOWN, "connection_lost")]


def test_a_rate_limit_holds_up_one_lane_only(practice: Practice) -> None:
    """A lane sleeps as long as Slack asks; other lanes go on, and order is kept (R4)."""
    practice.slack.script_fault("chat.postMessage", "ratelimited", seconds=20)
    queue(practice, "one")
    practice.settle()
    queue(practice, "two")
    queue(practice, "other", f"channel:{GENERAL}")
    practice.settle()
    assert texts(practice.slack.messages(GENERAL)) == ["This is other."]
    practice.later(seconds=19)
    assert practice.slack.dm(HEALTH) == []
    practice.later(seconds=1)
    assert texts(practice.slack.dm(HEALTH)) == ["This is one.", "This is two."]


def test_slack_out_of_reach_is_waited_for(practice: Practice) -> None:
    """An hour of failing calls delays a post and loses nothing."""
    practice.slack.script_fault("chat.postMessage", "server_error", times=12)
    queue(practice, "one", f"channel:{GENERAL}")
    practice.settle()
    for _ in range(13):
        practice.later(minutes=6)
    assert texts(practice.slack.messages(GENERAL)) == ["This is one."]


def test_a_deleted_card_is_posted_afresh(practice: Practice) -> None:
    """A card that is gone comes back at the end of the conversation (R13)."""
    queue(practice, "one", "card:D0HEALTH:1.000001")
    practice.settle()
    assert texts(practice.slack.dm(HEALTH)) == ["This is one."]
    assert undelivered(practice) == []


def test_a_used_up_response_url_falls_back_to_an_update(practice: Practice) -> None:
    """A card is changed in its place although its response URL no longer works (R14)."""
    queue(practice, "first")
    practice.settle()
    ts = practice.last(HEALTH)["ts"]
    url = f"{practice.slack.base_url}/response_url/never-issued"
    queue(practice, "second", f"card:D0HEALTH:{ts}", response_url=url)
    practice.settle()
    assert texts(practice.slack.dm(HEALTH)) == ["This is second."]
    assert practice.last(HEALTH)["ts"] == ts


@pytest.mark.parametrize(
    ("members", "is_private", "error"),
    [
        (frozenset({POLICE}), True, "channel_not_found"),
        (frozenset({POLICE}), False, "not_in_channel"),
    ],
)
def test_a_channel_without_the_app_is_an_operators_matter(
    practice: Practice, members: frozenset[str], error: str, *, is_private: bool
) -> None:
    """The referral stays logged; the announcement is kept as undelivered and shown (R17)."""
    practice.slack.set_channel(Channel(PARTNERS, "partners", members, is_private=is_private))
    ref = practice.log()
    with practice.made.store.unit() as unit:
        referral = unit.referrals.by_ref(ref)
    assert referral is not None
    assert undelivered(practice) == [(f"announce:{referral.id}", PostState.DEAD, error)]
    practice.slack.open_home(POLICE)
    practice.settle()
    assert "could not be delivered" in str(practice.slack.home(POLICE))


def test_a_missing_scope_is_named(tmp_path: Path) -> None:
    """What the operator has to add to the manifest is in the error (R18)."""
    with open_practice(tmp_path, without_scope="im:write") as practice:
        queue(practice, "one")
        practice.settle()
        assert undelivered(practice) == [("one", PostState.DEAD, "missing_scope:im:write")]


def test_a_revoked_token_stops_the_worker_and_keeps_the_outbox(practice: Practice) -> None:
    """No post is given up because the token was taken away: who hears it finds it kept (R19)."""
    practice.worker.stop(0)
    queue(practice, "one")
    revoked = WebClient(token="xoxb-revoked", base_url=practice.slack.api_url)
    worker = build_delivery(practice.desk, revoked, practice.roles)
    stopped = threading.Event()
    kept: list[bool] = []

    def halt() -> None:
        with practice.made.store.unit() as unit:
            kept.append(unit.outbox.next_due() is not None)
        stopped.set()

    worker.on_halt = halt
    worker.start()
    assert stopped.wait(5)
    assert worker.halted == "invalid_auth"
    assert not worker.is_alive
    worker.stop(1)
    assert undelivered(practice) == []
    assert kept == [True]


def test_what_slack_does_not_take_goes_without_blocks(
    practice: Practice, caplog: pytest.LogCaptureFixture
) -> None:
    """A message with a mistake in its blocks arrives as text; the log names the place (R12)."""
    now = practice.made.clock()
    codes = {"text": "Press.", "action": "a" * 300, "label": "canary-label", "value": "[]"}
    with practice.made.store.unit() as unit:
        unit.outbox.add(Post("one", DM, DM, "again", codes, not_before=now))
    practice.settle()
    assert texts(practice.slack.dm(HEALTH)) == ["Press."]
    assert "/blocks/1" in caplog.text
    assert "canary-label" not in caplog.text


def test_a_notice_reaches_somebody_the_app_cannot_whisper_to(practice: Practice) -> None:
    """In a channel without the app a notice goes to the direct message instead."""
    practice.slack.set_channel(Channel("C0OTHER", "other", frozenset({HEALTH})))
    queue(practice, "one", "notice:C0OTHER:T0PRACTICE:U0HEALTH")
    practice.settle()
    assert texts(practice.slack.dm(HEALTH)) == ["This is one."]


def test_a_bug_in_one_post_stops_no_other(
    practice: Practice, caplog: pytest.LogCaptureFixture
) -> None:
    """A post that cannot be made is kept as dead, and its lane goes on."""
    now = practice.made.clock()
    with practice.made.store.unit() as unit:
        unit.outbox.add(Post("bad", DM, DM, "no-such-template", {}, not_before=now))
    queue(practice, "one")
    practice.settle()
    assert texts(practice.slack.dm(HEALTH)) == ["This is one."]
    assert undelivered(practice) == [("bad", PostState.DEAD, "bug")]
    assert "KeyError in render.py" in caplog.text


def test_a_register_that_is_busy_is_waited_for(practice: Practice) -> None:
    """What cannot be read now is sent when the register is free again."""
    queue(practice, "one")
    with practice.locked_register():
        practice.worker.wake()
    assert practice.slack.wait_for(lambda: len(practice.slack.dm(HEALTH)) == 1)


def test_what_was_on_its_way_when_the_program_died_is_sent_once(practice: Practice) -> None:
    """Posts in sending at the start are looked for first: neither lost nor doubled (R5)."""
    practice.worker.stop(0)
    queue(practice, "arrived")
    queue(practice, "lost", "person:T0PRACTICE:U0TEACHER")
    for key in ("arrived", "lost"):
        with practice.made.store.unit() as unit:
            taken = unit.outbox.take(practice.made.clock(), ())
            assert taken is not None
            assert taken.post.key == key
    metadata = {"event_type": "guide_post", "event_payload": {"key": "arrived"}}
    practice.client.chat_postMessage(channel="D0HEALTH", text="This is arrived.", metadata=metadata)
    again = build_delivery(practice.desk, practice.client, practice.roles)
    again.start()
    assert again.wait_until_idle(5)
    practice.made.clock.move(seconds=2)
    again.wake()
    assert again.wait_until_idle(5)
    again.stop(0)
    assert texts(practice.slack.dm(HEALTH)) == ["This is arrived."]
    assert texts(practice.slack.dm(TEACHER)) == ["This is lost."]


def test_stopping_sends_what_is_due_first(practice: Practice) -> None:
    """A program that is told to stop drains its outbox (R23)."""
    for number in range(20):
        queue(practice, f"n{number}")
    practice.worker.stop(10)
    assert len(practice.slack.dm(HEALTH)) == 20
    assert not practice.worker.is_alive


def test_an_emergency_overtakes_a_slow_post(practice: Practice) -> None:
    """999 does not wait behind a post that Slack is slow to take."""
    practice.slack.script_fault("chat.postMessage", "slow", seconds=3)
    queue(practice, "slow")
    practice.worker.wake()
    assert practice.slack.wait_for(lambda: not practice.slack.faults_left("chat.postMessage"))
    practice.slack.say(HEALTH, "dm", "a baby is not breathing right now")
    assert practice.slack.wait_for(lambda: len(practice.slack.dm(HEALTH)) == 3)
    said = texts(practice.slack.dm(HEALTH))
    assert said[1].startswith("Call 999 now.")
    assert said[2] == "This is slow."


def test_every_commit_wakes_the_worker_and_no_rollback_does(practice: Practice) -> None:
    """Listeners cannot forget to wake the worker: the store does it."""
    woken: list[int] = []
    store = WakingStore(practice.made.store, lambda: woken.append(1))
    with store.unit() as unit:
        unit.outbox.next_due()
    assert woken == [1]
    with pytest.raises(KeyError), store.unit():
        raise KeyError
    assert woken == [1]
    with store.reading() as unit:
        assert unit.outbox.next_due() is None
    assert woken == [1]


def test_posts_name_themselves_in_their_metadata_and_nothing_else(practice: Practice) -> None:
    """Metadata can be read by other apps: it holds the post's key only."""
    practice.slack.say(HEALTH, "dm", "how many days to send a SIN")
    practice.settle()
    metadata = practice.last(HEALTH)["metadata"]
    assert metadata["event_type"] == "guide_post"
    assert list(metadata["event_payload"]) == ["key"]
    assert practice.last(HEALTH)["user"] == BOT_USER_ID


def test_undeliverable_posts_are_told_to_the_log_without_words(
    practice: Practice, caplog: pytest.LogCaptureFixture
) -> None:
    """The alarm names the kind of destination and Slack's code, once."""
    caplog.set_level(logging.ERROR)
    queue(practice, "canary-key", "person:T0PRACTICE:U0NOBODY")
    practice.settle()
    assert caplog.text.count("user_not_found") == 1
    assert "canary" not in caplog.text
