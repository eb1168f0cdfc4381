"""Scopes: what the manifest grants and what calls and events need."""

from __future__ import annotations

from copy import deepcopy

from bot.preview import scopes
from bot.preview.api import METHODS
from tests.preview.echo import MANIFEST


def test_optional_scopes_are_granted_too() -> None:
    """The practice workspace accepts the optional scopes on installing."""
    assert {"chat:write", "app_mentions:read"} <= scopes.granted(MANIFEST)


def test_an_event_needs_its_declaration_and_its_scope() -> None:
    """Without either, Slack would not send the event."""
    undeclared = deepcopy(MANIFEST)
    undeclared["settings"]["event_subscriptions"]["bot_events"].remove("message.im")
    unscoped = deepcopy(MANIFEST)
    unscoped["oauth_config"]["scopes"]["bot"].remove("im:history")

    assert scopes.subscribed(MANIFEST, "message.im")
    assert not scopes.subscribed(undeclared, "message.im")
    assert not scopes.subscribed(unscoped, "message.im")


def test_every_method_has_its_scopes_listed() -> None:
    """No method is answered whose scopes were forgotten, and none listed that does not exist."""
    assert set(scopes.METHOD_SCOPES) == set(METHODS)
