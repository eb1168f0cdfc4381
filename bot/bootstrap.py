"""The only place that wires parts together.

Slack's libraries and the practice workspace are imported by the functions that need them, so that a
question on the command line does not wait for them.
"""

from __future__ import annotations

import json
import secrets
import threading
import webbrowser
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

import bot
from bot.content.problems import errors_in
from bot.content.shipped import find_content
from bot.errors import SettingsError
from bot.guide.content import check_content, load_content
from bot.guide.desk import Desk, Policy
from bot.privacy.envelope import new_key, read_key_ring
from bot.store.full_text import SqliteFullText
from bot.store.sqlite import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from bot.content.problems import ContentProblem
    from bot.content.shipped import ContentFolder
    from bot.guide.content import Content
    from bot.preview.workspace import PracticeSlack
    from bot.privacy.envelope import KeyRing
    from bot.settings import Settings

REGISTER = "register.db"
PRACTICE_KEY = "practice.key"
MANIFEST = Path(bot.__file__).parent / "slack" / "manifest.json"


def content_folder(settings: Settings, chosen: Path | None = None) -> ContentFolder:
    """The content folder: a flag wins over the setting."""
    return find_content(chosen or settings.content_dir)


def content(settings: Settings, chosen: Path | None = None) -> Content:
    """Content that is fit to be used; see `load_content`."""
    return load_content(content_folder(settings, chosen), SqliteFullText)


def check(folder: ContentFolder, *, today: date) -> list[ContentProblem]:
    """Every problem in the content, and everything of it that Slack would refuse to show."""
    from bot.slack.blocks.check import render_everything

    problems = check_content(folder, today=today)
    if not errors_in(problems):
        problems += render_everything(load_content(folder, SqliteFullText), today=today)
    return sorted(problems)


def manifest() -> Mapping[str, Any]:
    """The Slack app manifest."""
    found: dict[str, Any] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return found


def utc_now() -> datetime:
    """The time now, UTC."""
    return datetime.now(UTC)


def keys(settings: Settings) -> KeyRing:
    """The keys that the settings give.

    Raises:
        SettingsError: There is none, or it is not a key.
    """
    if not settings.keys:
        raise SettingsError("BOT_KEY", "is not set. Make a key with `python -m bot key`.")
    return read_key_ring(settings.keys, setting="BOT_KEY")


def desk(settings: Settings, chosen: Path | None = None) -> Desk:
    """The desk over the register in the data folder, for reading and verifying.

    Raises:
        SettingsError: There is no register yet, or the key is missing or wrong.
        StoreError: The register cannot be opened.
    """
    if not (settings.data_dir / REGISTER).exists():
        raise SettingsError("BOT_DATA_DIR", f"no register in the folder '{settings.data_dir}'.")
    policy = Policy(settings.partners_channel, settings.announce_again_minutes)
    return make_desk(content(settings, chosen), settings.data_dir, keys(settings), policy)


def make_desk(
    loaded: Content,
    data_dir: Path,
    ring: KeyRing,
    policy: Policy,
    clock: Callable[[], datetime] = utc_now,
) -> Desk:
    """A desk over the register in a folder; both are made where they are missing."""
    data_dir.mkdir(parents=True, exist_ok=True)
    store = open_store(data_dir / REGISTER)
    store.check_key(ring)
    return Desk(content=loaded, store=store, keys=ring, clock=clock, policy=policy)


def run_preview(
    settings: Settings,
    *,
    content_dir: Path | None,
    data_dir: Path | None,
    port: int,
    open_browser: bool,
) -> None:
    """Serve the practice workspace until it is interrupted."""
    loaded = content(settings, content_dir)
    with ExitStack() as stack:
        folder = data_dir or Path(stack.enter_context(TemporaryDirectory(prefix="guide-")))
        practice = stack.enter_context(practice_workspace(loaded, folder, port=port))
        click.echo(f"Practice workspace: {practice.page_url}")
        click.echo("Nothing leaves this computer. Stop with Ctrl-C.")
        if data_dir is None:
            click.echo("What is logged here is thrown away at the end; --data DIR keeps it.")
        if open_browser:
            webbrowser.open(practice.page_url)
        threading.Event().wait()


def practice_keys(data_dir: Path) -> KeyRing:
    """The key of a practice folder: made once and kept beside its data, since both are practice."""
    data_dir.mkdir(parents=True, exist_ok=True)
    file = data_dir / PRACTICE_KEY
    if not file.exists():
        file.write_text(new_key(), encoding="utf-8")
        file.chmod(0o600)
    return read_key_ring(file.read_text(encoding="utf-8"), setting=PRACTICE_KEY)
