"""Settings come from variables, say what is wrong with one, and keep secrets to themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import read_settings

SECRETS = {
    "BOT_KEY": "canary-key",
    "SLACK_BOT_TOKEN": "canary-bot",
    "SLACK_APP_TOKEN": "canary-app",
    "SLACK_SIGNING_SECRET": "canary-signing",
}


def test_everything_has_a_default() -> None:
    """An empty environment is enough to ask, walk and check."""
    settings = read_settings({})

    assert settings.data_dir == Path("data")
    assert (settings.host, settings.port) == ("127.0.0.1", 3000)
    assert settings.announce_again_minutes == 60
    assert settings.question_days == 90
    assert settings.content_dir is None


@pytest.mark.parametrize("days", ["0", "3651", "-1", "soon"])
def test_a_question_is_never_kept_for_ever(days: str) -> None:
    """Days are a number that ends; anything else names the variable."""
    assert read_settings({"BOT_QUESTION_DAYS": "30"}).question_days == 30
    with pytest.raises(SettingsError, match="BOT_QUESTION_DAYS"):
        read_settings({"BOT_QUESTION_DAYS": days})


@pytest.mark.parametrize("host", ["::", "::1", "127.0.0.2", "192.0.2.1"])
def test_the_address_to_listen_on_is_given_in_numbers(host: str) -> None:
    """This computer alone unless somebody says otherwise."""
    assert read_settings({"BOT_HOST": f" {host} "}).host == host


def test_secrets_never_show() -> None:
    """Neither in a repr nor in an error."""
    settings = read_settings(SECRETS)

    assert settings.keys == "canary-key"
    assert "canary" not in repr(settings)


def test_partner_groups_are_read_by_organisation() -> None:
    """Each group leads to its partner."""
    settings = read_settings({"BOT_GROUP_COUNCIL": "S1", "BOT_GROUP_POLICE": "S3"})

    assert settings.partner_groups == {"S1": "council", "S3": "police"}


def test_the_allow_list_names_people_and_roles() -> None:
    """It is used while groups cannot be read."""
    settings = read_settings({"BOT_ALLOW": "U1=council, U2=practitioner"})

    assert settings.allowed == {"U1": "council", "U2": "practitioner"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_PORT", "canary"),
        ("BOT_HOST", "canary.example.org"),
        ("BOT_ANNOUNCE_AGAIN_MINUTES", "-1"),
        ("BOT_ALLOW", "U1=canary"),
    ],
)
def test_a_wrong_value_is_named_and_not_shown(name: str, value: str) -> None:
    """The variable and what would be right, never what stood there."""
    with pytest.raises(SettingsError) as caught:
        read_settings({name: value})

    assert caught.value.name == name
    assert "canary" not in str(caught.value)
