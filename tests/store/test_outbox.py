"""Posts go out once each, in the order of their lane, and an uncertain one is never forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import NotFoundError
from bot.guide.ports_outbox import Post, PostState
from bot.store.outbox import NO_CODE
from tests.store.builders import NOW, a_post, later, scratch
from tests.strategies import posts

if TYPE_CHECKING:
    from datetime import datetime

    from bot.guide.ports import Store, Unit
    from bot.guide.ports_outbox import QueuedPost

FINAL = [PostState.SENT, PostState.DROPPED, PostState.DEAD]


def add(unit: Unit, *keys: str, lane: str = "channel:C1") -> None:
    """Queue posts that are due now."""
    for key in keys:
        unit.outbox.add(a_post(key, lane=lane))


def take(unit: Unit, now: datetime = NOW, busy: tuple[str, ...] = ()) -> QueuedPost:
    """Take a post that must be there."""
    taken = unit.outbox.take(now, busy)
    assert taken is not None
    return taken


def take_all(unit: Unit, now: datetime = NOW) -> list[str]:
    """Send everything that is due, in the order it is given."""
    keys = []
    while taken := unit.outbox.take(now, ()):
        unit.outbox.settle(taken.id, PostState.SENT, receipt="C1:1.2")
        keys.append(taken.post.key)
    return keys


@given(posts)
def test_comes_back_as_it_was_queued(shared: Store, post: Post) -> None:
    """Every field of a post comes back the same when it is taken."""
    with scratch(shared) as unit:
        unit.outbox.add(post)
        taken = take(unit, post.not_before)
        assert (taken.post, taken.state, taken.attempts) == (post, PostState.SENDING, 1)


def test_same_key_is_queued_once(store: Store) -> None:
    """A post with a known key is nothing new, even after the first one went out."""
    with store.unit() as unit:
        add(unit, "a", "a")
        assert take_all(unit) == ["a"]
        add(unit, "a")
        assert take_all(unit) == []


def test_one_lane_keeps_its_order_one_at_a_time(store: Store) -> None:
    """While a post of a lane is on its way the next one waits; then it is its turn."""
    with store.unit() as unit:
        add(unit, "a", "b")
        first = take(unit)
        assert first.post.key == "a"
        assert unit.outbox.take(NOW, ()) is None
        unit.outbox.settle(first.id, PostState.SENT)
        assert take(unit).post.key == "b"


def test_lanes_do_not_wait_for_each_other(store: Store) -> None:
    """A slow lane holds no other lane up, and lanes that the worker calls busy are passed over."""
    with store.unit() as unit:
        add(unit, "a")
        add(unit, "b", lane="channel:C2")
        add(unit, "c", lane="channel:C3")
        assert take(unit).post.key == "a"
        assert take(unit, busy=("channel:C2",)).post.key == "c"
        assert take(unit).post.key == "b"


def test_not_before_its_time(store: Store) -> None:
    """A post waits for its time, to the second, and is then given."""
    with store.unit() as unit:
        unit.outbox.add(a_post("a", at=later(60)))
        assert unit.outbox.take(later(60) - timedelta(seconds=1), ()) is None
        assert take(unit, later(60)).post.key == "a"


def test_a_post_for_later_holds_nobody_up(store: Store) -> None:
    """What is queued for an hour later does not stand before what is due now."""
    with store.unit() as unit:
        unit.outbox.add(a_post("reminder", at=later(60)))
        add(unit, "now")
        assert take_all(unit) == ["now"]
        add(unit, "last")
        assert take_all(unit, later(60)) == ["reminder", "last"]


def test_another_try_holds_its_lane(store: Store) -> None:
    """A post that waits for another try goes before the younger posts of its lane."""
    with store.unit() as unit:
        add(unit, "a", "b")
        add(unit, "other", lane="channel:C2")
        again_at = later(1)
        first = take(unit)
        unit.outbox.settle(first.id, PostState.WAITING, error="ratelimited", not_before=again_at)
        assert take_all(unit) == ["other"]
        again = take(unit, again_at)
        assert (again.post.key, again.attempts, again.last_error) == ("a", 2, "ratelimited")
        unit.outbox.settle(again.id, PostState.SENT)
        assert take_all(unit, again_at) == ["b"]


def test_unknown_holds_nobody_up_and_is_shown_to_an_operator(store: Store) -> None:
    """Dead and unknown posts are listed for an operator, and the lane goes on."""
    with store.unit() as unit:
        add(unit, "a", "b", "c")
        unit.outbox.settle(take(unit).id, PostState.UNKNOWN, error="timeout")
        unit.outbox.settle(take(unit).id, PostState.DEAD, error="channel_not_found")
        assert take_all(unit) == ["c"]
        left = [(post.post.key, post.state) for post in unit.outbox.undelivered()]
        assert left == [("a", PostState.UNKNOWN), ("b", PostState.DEAD)]


def test_interrupted_are_the_ones_being_sent(store: Store) -> None:
    """After a stop, exactly the posts that were on their way are named, in later units too."""
    with store.unit() as unit:
        add(unit, "a", "b")
        add(unit, "c", lane="channel:C2")
        take(unit)
        take(unit)
    with store.unit() as unit:
        assert [post.post.key for post in unit.outbox.interrupted()] == ["a", "c"]


def test_taken_in_a_unit_that_failed_is_still_waiting(store: Store) -> None:
    """A post whose taking was rolled back is given again."""
    with store.unit() as unit:
        add(unit, "a")
    with scratch(store) as unit:
        take(unit)
    with store.unit() as unit:
        assert take(unit).attempts == 1


def test_receipt_of_a_post(store: Store) -> None:
    """Where a post went can be asked by its key; it is empty until then."""
    with store.unit() as unit:
        add(unit, "a")
        assert unit.outbox.receipt("a") == unit.outbox.receipt("unknown") == ""
        unit.outbox.settle(take(unit).id, PostState.SENT, receipt="C1:12.34")
        assert unit.outbox.receipt("a") == "C1:12.34"


@pytest.mark.parametrize("state", [*FINAL, PostState.UNKNOWN])
def test_response_url_is_forgotten_once_it_is_settled(store: Store, state: PostState) -> None:
    """The address that lets anybody replace a card is kept for another try and no longer."""
    url = "https://hooks.example/one"
    with store.unit() as unit:
        unit.outbox.add(a_post("a", response_url=url))
        first = take(unit)
        unit.outbox.settle(first.id, PostState.WAITING, error="timeout")
        again = take(unit)
        assert again.post.response_url == url
        unit.outbox.settle(again.id, state)
        unit.outbox.settle(again.id, PostState.SENDING)
        assert [post.post.response_url for post in unit.outbox.interrupted()] == [""]


@pytest.mark.parametrize(
    ("error", "kept"),
    [
        ("ratelimited", "ratelimited"),
        ("http:503", "http:503"),
        ("", ""),
        ("the message was: my child Jayden", NO_CODE),
        ("x" * 81, NO_CODE),
    ],
)
def test_only_error_codes_are_kept(store: Store, error: str, kept: str) -> None:
    """An error in sentences, which may quote what was typed, is not kept."""
    with store.unit() as unit:
        add(unit, "a")
        unit.outbox.settle(take(unit).id, PostState.DEAD, error=error)
        assert [post.last_error for post in unit.outbox.undelivered()] == [kept]


def test_settling_no_post_is_refused(store: Store) -> None:
    """A post that is not there cannot be settled."""
    with store.unit() as unit, pytest.raises(NotFoundError):
        unit.outbox.settle(7, PostState.SENT)


def test_next_due_is_the_earliest_that_can_go(store: Store) -> None:
    """The worker sleeps until the next post can go, past those behind another try."""
    with store.unit() as unit:
        assert unit.outbox.next_due() is None
        add(unit, "a", "b")
        assert unit.outbox.next_due() == NOW
        first = take(unit)
        assert unit.outbox.next_due() is None
        unit.outbox.settle(first.id, PostState.WAITING, not_before=later(5))
        assert unit.outbox.next_due() == later(5)
        unit.outbox.add(a_post("reminder", lane="channel:C2", at=later(3)))
        assert unit.outbox.next_due() == later(3)


courses = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.sampled_from("AB"), st.integers(0, 3)),
        st.tuples(st.just("pass"), st.just(""), st.integers(1, 3)),
        st.tuples(st.just("take"), st.sampled_from(["", "A", "B"]), st.just(0)),
        st.tuples(st.sampled_from(["sent", "retry", "unknown"]), st.just(""), st.integers(0, 3)),
    ),
    max_size=40,
)


class Course:
    """The outbox beside what it promises, written plainly over a list."""

    def __init__(self, unit: Unit) -> None:
        self.outbox = unit.outbox
        self.now = 0
        self.queue: list[dict[str, int | str]] = []

    def step(self, move: str, lane: str, minutes: int) -> None:
        """Do one thing to both."""
        if move == "add":
            self.add(lane, self.now + minutes)
        elif move == "pass":
            self.now += minutes
        elif move == "take":
            self.take(lane)
        else:
            self.settle(move, self.now + minutes)

    def add(self, lane: str, at: int) -> None:
        """Queue a post."""
        key = str(len(self.queue))
        self.queue.append({"lane": lane, "at": at, "state": "waiting", "tries": 0})
        self.outbox.add(a_post(key, lane=lane, at=later(at)))

    def take(self, busy: str) -> None:
        """Take a post, and compare with the plain rule."""
        wanted = self.expected(busy)
        taken = self.outbox.take(later(self.now), (busy,))
        assert (int(taken.post.key) if taken else None) == wanted
        if taken and wanted is not None:
            tries = int(self.queue[wanted]["tries"]) + 1
            self.queue[wanted].update(state="sending", tries=tries, id=taken.id)

    def settle(self, move: str, at: int) -> None:
        """Settle the youngest post that is on its way."""
        sending = [post for post in self.queue if post["state"] == "sending"]
        if sending:
            state = PostState.WAITING if move == "retry" else PostState(move)
            not_before = later(at) if move == "retry" else None
            self.outbox.settle(int(sending[-1]["id"]), state, not_before=not_before)
            sending[-1].update(state=state.value)
            sending[-1].update(at=at if move == "retry" else sending[-1]["at"])

    def expected(self, busy: str) -> int | None:
        """The place in the queue of the post that `take` must give, or None."""
        may_go = (
            place
            for place, post in enumerate(self.queue)
            if post["state"] == "waiting"
            and int(post["at"]) <= self.now
            and post["lane"] != busy
            and not self.is_held(place)
        )
        return next(may_go, None)

    def is_held(self, place: int) -> bool:
        """Whether something of its lane is on its way, or an older post waits for another try."""
        lane = self.queue[place]["lane"]
        same = [(n, post) for n, post in enumerate(self.queue) if post["lane"] == lane]
        return any(
            post["state"] == "sending"
            or (n < place and post["state"] == "waiting" and post["tries"])
            for n, post in same
        )


@given(courses)
def test_any_course_of_events_keeps_lanes_in_order(
    shared: Store, moves: list[tuple[str, str, int]]
) -> None:
    """In any course of events `take` gives what the rule gives, and `next_due` wakes for it."""
    with scratch(shared) as unit:
        course = Course(unit)
        for move in moves:
            course.step(*move)
            if course.expected("") is not None:
                due = unit.outbox.next_due()
                assert due is not None
                assert due <= later(course.now)
