"""The only reader of environment variables: text in, frozen `Settings` out.

Everything has a default except what `serve` needs, and `serve` says what is missing. Secrets never
show in a repr or an error.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

from bot.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 3000
LONGEST_DAYS = 3650
PARTNER_GROUPS = {
    "BOT_GROUP_COUNCIL": "council",
    "BOT_GROUP_ICB": "icb",
    "BOT_GROUP_POLICE": "police",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation sets.

    Attributes:
        content_dir: `BOT_CONTENT_DIR`: a folder with `decision_trees/` and `knowledge/`, or None.
        data_dir: `BOT_DATA_DIR`: where the register is kept.
        keys: `BOT_KEY`: the base64 of 32 random bytes; several with commas, the first one seals.
        bot_token: `SLACK_BOT_TOKEN`.
        app_token: `SLACK_APP_TOKEN`: set for Socket Mode, empty for HTTP.
        signing_secret: `SLACK_SIGNING_SECRET`: needed for HTTP.
        host: `BOT_HOST`: the address that HTTP mode and `/healthz` listen on; this computer alone
            unless it is set.
        port: `BOT_PORT`: where they listen.
        partners_channel: `BOT_PARTNERS_CHANNEL`: the id of the partners' channel.
        partner_groups: User group id -> `council`, `icb` or `police` (`BOT_GROUP_COUNCIL`,
            `BOT_GROUP_ICB`, `BOT_GROUP_POLICE`).
        managers_group: `BOT_GROUP_MANAGERS`: the business managers' user group.
        practitioners_group: `BOT_GROUP_PRACTITIONERS`: empty means every full member.
        allowed: `BOT_ALLOW`: user id -> role name, used while user groups cannot be read. Written
            `U1=council,U2=icb,U3=manager,U4=practitioner`.
        announce_again_minutes: `BOT_ANNOUNCE_AGAIN_MINUTES`: working minutes until a referral that
            nobody has taken is announced again.
        question_days: `BOT_QUESTION_DAYS`: a question sent to the curators is deleted after so many
            days.
    """

    content_dir: Path | None
    data_dir: Path
    keys: str = field(repr=False)
    bot_token: str = field(repr=False)
    app_token: str = field(repr=False)
    signing_secret: str = field(repr=False)
    host: str
    port: int
    partners_channel: str
    partner_groups: Mapping[str, str]
    managers_group: str
    practitioners_group: str
    allowed: Mapping[str, str]
    announce_again_minutes: int
    question_days: int


ALLOWED_ROLES = ("practitioner", "council", "icb", "police", "manager")


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Read settings from variables.

    Raises:
        SettingsError: A value is not usable; names the variable, never its value.
    """
    content = environ.get("BOT_CONTENT_DIR", "").strip()
    groups = {
        environ[name].strip(): partner
        for name, partner in PARTNER_GROUPS.items()
        if environ.get(name, "").strip()
    }
    return Settings(
        content_dir=Path(content) if content else None,
        data_dir=Path(environ.get("BOT_DATA_DIR", "").strip() or "data"),
        keys=environ.get("BOT_KEY", "").strip(),
        bot_token=environ.get("SLACK_BOT_TOKEN", "").strip(),
        app_token=environ.get("SLACK_APP_TOKEN", "").strip(),
        signing_secret=environ.get("SLACK_SIGNING_SECRET", "").strip(),
        host=_address(environ, "BOT_HOST", DEFAULT_HOST),
        port=_number(environ, "BOT_PORT", DEFAULT_PORT),
        partners_channel=environ.get("BOT_PARTNERS_CHANNEL", "").strip(),
        partner_groups=groups,
        managers_group=environ.get("BOT_GROUP_MANAGERS", "").strip(),
        practitioners_group=environ.get("BOT_GROUP_PRACTITIONERS", "").strip(),
        allowed=_allowed(environ.get("BOT_ALLOW", "")),
        announce_again_minutes=_number(environ, "BOT_ANNOUNCE_AGAIN_MINUTES", 60),
        question_days=_days(environ, "BOT_QUESTION_DAYS", 90),
    )


def settings_from_environment() -> Settings:
    """The settings of this process."""
    return read_settings(os.environ)


def cache_folder() -> Path:
    """Where this user's programs keep what they can work out again; need not be there yet."""
    chosen = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    home = os.environ.get("HOME") or os.environ.get("USERPROFILE") or gettempdir()
    return (Path(chosen) if chosen else Path(home) / ".cache") / "safeguarding-guide"


def user_name() -> str:
    """Who runs the command line, for the audit log."""
    return os.environ.get("USER") or os.environ.get("USERNAME") or "unknown"


def _address(environ: Mapping[str, str], name: str, default: str) -> str:
    """An address of this computer in numbers."""
    text = environ.get(name, "").strip() or default
    try:
        return str(ip_address(text))
    except ValueError:
        words = "must be an address in numbers: 127.0.0.1, or 0.0.0.0 for every network."
        raise SettingsError(name, words) from None


def _number(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name, "").strip()
    if not text:
        return default
    if not text.isdecimal():
        raise SettingsError(name, "must be a whole number.")
    return int(text)


def _days(environ: Mapping[str, str], name: str, default: int) -> int:
    """A number of days that ends: from one day to ten years."""
    days = _number(environ, name, default)
    if not 1 <= days <= LONGEST_DAYS:
        raise SettingsError(name, f"must be from 1 to {LONGEST_DAYS}.")
    return days


def _allowed(text: str) -> dict[str, str]:
    allowed = {}
    for item in filter(None, (part.strip() for part in text.split(","))):
        user, _, role = item.partition("=")
        if not user or role not in ALLOWED_ROLES:
            roles = ", ".join(ALLOWED_ROLES)
            raise SettingsError("BOT_ALLOW", f"is written U1=role,U2=role with role of: {roles}.")
        allowed[user] = role
    return allowed
