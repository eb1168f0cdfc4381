"""The global shortcut: begin the guided questions from anywhere."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from bot.guide import walk
from bot.referrals.people import Role
from bot.slack.blocks.forms import info_view
from bot.slack.failures import CALL_FAILURES
from bot.slack.listeners.telling import PLEASE_NOTE, refusal
from bot.slack.listeners.walk_presses import IN_MESSAGES

if TYPE_CHECKING:
    from slack_bolt import Ack, App

    from bot.slack.listeners.parts import Json, Parts

TREE_START = "tree_start"
STARTED = "In your messages"


def register(app: App, parts: Parts) -> None:
    """Listen for the shortcut."""

    def used(ack: Ack, body: Json) -> None:
        person = parts.person(body)
        key = f"shortcut:{body['action_ts']}:{body['user']['id']}"
        if person.role is Role.STRANGER:
            view = info_view(PLEASE_NOTE, [refusal(parts.desk, person, key, "shortcut").text])
        else:
            walk.start(parts.desk, walk.Start(person, (key,)))
            view = info_view(STARTED, [IN_MESSAGES])
        # Where no page opens, the questions are in the direct message all the same.
        with suppress(*CALL_FAILURES):
            parts.client.views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    app.global_shortcut(TREE_START)(used)
