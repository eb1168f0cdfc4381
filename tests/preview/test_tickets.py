"""Triggers and response URLs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.preview.refused import RefusedError
from bot.preview.stamps import Stamps
from bot.preview.tickets import RESPONSE_URL_SECONDS, RESPONSE_URL_USES, Tickets

if TYPE_CHECKING:
    from tests.preview.echo import Clock


@pytest.fixture
def tickets(clock: Clock) -> Tickets:
    """Nothing handed out yet."""
    return Tickets(Stamps(clock))


def refusal(tickets: Tickets, key: str) -> str:
    """Open a response URL that will not open; give Slack's word."""
    with pytest.raises(RefusedError) as caught:
        tickets.open_response_url(key)
    return caught.value.error


def test_a_trigger_names_its_person_once(tickets: Tickets) -> None:
    """A trigger gives its person the first time and is exchanged after."""
    trigger = tickets.issue_trigger("U1")

    assert tickets.use_trigger(trigger) == "U1"
    with pytest.raises(RefusedError, match="exchanged_trigger_id"):
        tickets.use_trigger(trigger)


def test_a_response_url_works_five_times(tickets: Tickets) -> None:
    """The sixth use is `used_url`."""
    key = tickets.issue_response_url("C1", "U1", "1.2")
    for _ in range(RESPONSE_URL_USES):
        tickets.count_use(tickets.open_response_url(key), "1.2")

    assert refusal(tickets, key) == "used_url"


def test_a_response_url_lasts_half_an_hour(tickets: Tickets, clock: Clock) -> None:
    """At thirty minutes it works; after that it is `expired_url`."""
    key = tickets.issue_response_url("C1", "U1", None)
    clock.now += RESPONSE_URL_SECONDS

    assert tickets.open_response_url(key).channel == "C1"
    clock.now += 1
    assert refusal(tickets, key) == "expired_url"
    assert refusal(tickets, "never given out") == "expired_url"
