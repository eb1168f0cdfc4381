"""`serve --check` finds what is wrong, names what to do, and posts nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from slack_sdk import WebClient

from bot import bootstrap
from bot.errors import SealedError
from bot.preview.people import Channel
from bot.slack.setup import Finding, Setup, check_setup
from tests.practice import GENERAL, HEALTH, PARTNERS, TOKEN, Practice, open_practice

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def real_now() -> datetime:
    """The time of this computer, as the practice Slack's Date header gives it."""
    return datetime.now(UTC)


def fits() -> None:
    """The keys open the register."""


def check(
    practice: Practice,
    *,
    token: str = TOKEN,
    channel: str = PARTNERS,
    clock: Callable[[], datetime] = real_now,
    check_key: Callable[[], None] = fits,
    warnings: tuple[str, ...] = (),
) -> dict[str, Finding]:
    """Look at everything; what -> finding."""
    setup = Setup(
        client=WebClient(token=token, base_url=practice.slack.api_url),
        manifest=bootstrap.manifest(),
        app_token="",
        partners_channel=channel,
        clock=clock,
        check_key=check_key,
        warnings=warnings,
    )
    return {finding.what: finding for finding in check_setup(setup)}


def problems(findings: dict[str, Finding]) -> list[str]:
    """What is not fine."""
    return [what for what, finding in findings.items() if not finding.is_fine]


def test_a_sound_set_up_has_no_problem_and_posts_nothing(practice: Practice) -> None:
    """Every line is ok, and the channel is as it was."""
    findings = check(practice)
    assert problems(findings) == []
    assert all(finding.line.startswith("ok ") for finding in findings.values())
    assert practice.slack.messages(PARTNERS) == []


def test_a_wrong_token_is_named_by_its_setting(practice: Practice) -> None:
    """Nothing else of Slack can be looked at without it."""
    findings = check(practice, token="xoxb-wrong")
    assert problems(findings) == ["token"]
    assert "SLACK_BOT_TOKEN" in findings["token"].line
    assert "xoxb-wrong" not in findings["token"].line


@pytest.mark.parametrize("apart", [timedelta(minutes=-3), timedelta(minutes=6)])
def test_a_clock_that_is_off_is_found(practice: Practice, apart: timedelta) -> None:
    """Slack's requests would be refused (R28)."""
    findings = check(practice, clock=lambda: real_now() + apart)
    assert problems(findings) == ["clock"]


def test_a_channel_without_the_app_is_found(practice: Practice) -> None:
    """Not a member, or no such channel (R17)."""
    practice.slack.set_channel(Channel(GENERAL, "general", frozenset({HEALTH})))
    assert "Invite the app" in check(practice, channel=GENERAL)["channel"].text
    assert problems(check(practice, channel="C0NONE")) == ["channel"]
    assert problems(check(practice, channel="")) == ["channel"]


def test_a_scope_that_was_not_granted_is_named(tmp_path: Path) -> None:
    """An app installed before the manifest asked for more has to be installed again (R18)."""
    with open_practice(tmp_path, without_scope="im:write") as practice:
        findings = check(practice)
    assert problems(findings) == ["scopes"]
    assert "im:write" in findings["scopes"].text


def test_keys_that_do_not_fit_and_an_old_sqlite_are_found(practice: Practice) -> None:
    """What the register says is passed on in its own words."""

    def does_not_fit() -> None:
        raise SealedError("This register was written with key k1.")

    findings = check(practice, check_key=does_not_fit, warnings=("SQLite 3.40.1 is old.",))
    assert problems(findings) == ["key", "SQLite"]
    assert "key k1" in findings["key"].line
