"""What a person's act needs: the state, the Web API's notebook, the courier, and our address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.preview.api import WebApi
    from bot.preview.courier import Answer, Courier
    from bot.preview.people import PracticePerson
    from bot.preview.state import State

NO_ANSWER = "The app did not answer. Please try again."


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts that acts are made with.

    Attributes:
        state: The workspace.
        api: Where unusable answers are noted.
        courier: The way to the app.
        base_url: Gives the address of this stand-in, once it has started.
    """

    state: State
    api: WebApi
    courier: Courier
    base_url: Callable[[], str]

    def response_url(self, channel: str, person: PracticePerson, ts: str | None) -> str:
        """Make the response URL of an interaction."""
        key = self.state.tickets.issue_response_url(channel, person.id, ts)
        return f"{self.base_url()}/response_url/{key}"

    def told(self, person: PracticePerson, answer: Answer) -> Answer:
        """Tell the person when the app did not answer; give the answer with the notice in it."""
        return answer if answer.is_ok else self.warn(person, answer, NO_ANSWER)

    def warn(self, person: PracticePerson, answer: Answer, notice: str) -> Answer:
        """Show the person a notice of Slack's own."""
        self.state.notice(person.id, notice)
        return replace(answer, notice=notice)
