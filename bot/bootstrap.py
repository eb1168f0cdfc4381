"""The only place that wires parts together.

Slack's libraries, the practice workspace and the register are imported by the functions that need
them, so that a question on the command line does not wait for them.
"""

from __future__ import annotations

import json
import secrets
import threading
import webbrowser
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

import bot
from bot.answers.check import check_wordings
from bot.answers.trained_files import TrainedFiles
from bot.content.problems import errors_in
from bot.content.shipped import find_content
from bot.errors import SettingsError
from bot.guide.content import check_content, load_content
from bot.guide.desk import Desk, Policy, Shelf
from bot.referrals.people import Role
from bot.settings import cache_folder
from bot.store.full_text import SqliteFullText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from bot.content.shipped import ContentFolder
    from bot.guide.content import Checked, Content
    from bot.guide.yearly_report import YearlyReport
    from bot.preview.pane import Pane
    from bot.preview.workspace import PracticeSlack
    from bot.privacy.envelope import KeyRing
    from bot.settings import Settings
    from bot.slack.clients import WebClient
    from bot.slack.roles import RoleRules
    from bot.slack.serve import Serving
    from bot.slack.setup import Finding

REGISTER = "register.db"
PRACTICE_KEY = "practice.key"
PRACTICE_GROUPS = {
    "S0COUNCIL": (Role.PARTNER, "council"),
    "S0ICB": (Role.PARTNER, "icb"),
    "S0POLICE": (Role.PARTNER, "police"),
    "S0MANAGER": (Role.BUSINESS_MANAGER, ""),
}
MANIFEST = Path(bot.__file__).parent / "slack" / "manifest.json"


def content_folder(settings: Settings, chosen: Path | None = None) -> ContentFolder:
    """The content folder: a flag wins over the setting."""
    return find_content(chosen or settings.content_dir)


def content(settings: Settings, chosen: Path | None = None) -> Content:
    """Content that is fit to be used; see `load_content`."""
    return load_content(content_folder(settings, chosen), SqliteFullText, trained_files())


def trained_files() -> TrainedFiles:
    """What was learned from the knowledge: shipped with the program, else kept for this user."""
    shipped = Path(bot.__file__).parent / "_shipped" / "trained"
    return TrainedFiles((shipped, cache_folder()), _tell_of_learning)


def _tell_of_learning(step: int, steps: int) -> None:
    begins = "Learning from the wordings: up to a minute, once after each change."
    click.echo(f"  {step} of {steps}" if step else begins, err=True)


def check(folder: ContentFolder, *, today: date) -> Checked:
    """Check and prove all content, and draw all of it as Slack would have to show it."""
    from bot.slack.blocks.check import render_everything

    checked = check_content(folder, today=today)
    if errors_in(list(checked.problems)):
        return checked
    loaded = load_content(folder, SqliteFullText, trained_files())
    drawn = render_everything(loaded, today=today)
    weak = check_wordings(loaded.engine)
    return replace(checked, problems=tuple(sorted({*checked.problems, *drawn, *weak})))


def manifest() -> Mapping[str, Any]:
    """The Slack app manifest."""
    found: dict[str, Any] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return found


def report_page(report: YearlyReport) -> str:
    """The yearly report as a page; the library for its charts is loaded only here."""
    from bot.reports.page import report_page as page

    return page(report)


def utc_now() -> datetime:
    """The time now, UTC."""
    return datetime.now(UTC)


def keys(settings: Settings) -> KeyRing:
    """The keys that the settings give.

    Raises:
        SettingsError: There is none, or it is not a key.
    """
    from bot.privacy.envelope import read_key_ring

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
    return make_desk(
        content(settings, chosen), settings.data_dir, keys(settings), policy_of(settings)
    )


def policy_of(settings: Settings) -> Policy:
    """What the partnership has set."""
    return Policy(
        partners_channel=settings.partners_channel,
        announce_again_minutes=settings.announce_again_minutes,
        question_days=settings.question_days,
    )


def make_desk(
    loaded: Content,
    data_dir: Path,
    ring: KeyRing,
    policy: Policy,
    clock: Callable[[], datetime] = utc_now,
) -> Desk:
    """A desk over the register in a folder; both are made where they are missing."""
    from bot.store.sqlite import open_store

    data_dir.mkdir(parents=True, exist_ok=True)
    store = open_store(data_dir / REGISTER)
    store.check_key(ring)
    return Desk(Shelf(loaded), store=store, keys=ring, clock=clock, policy=policy)


def run_serve(settings: Settings, chosen: Path | None = None) -> int:
    """Serve a Slack workspace until stopped; gives the exit code.

    Raises:
        SettingsError: A setting is missing, or Slack does not accept it.
        GuideError: Slack cannot be reached, or another process serves this folder.
    """
    from bot.slack.clients import web_client
    from bot.slack.serve import socket_handler
    from bot.store import connections

    _need(settings)
    ring = keys(settings)
    with serving_folder(settings.data_dir):
        made = make_desk(content(settings, chosen), settings.data_dir, ring, policy_of(settings))
        for warning in connections.warnings():
            click.echo(f"Warning: {warning}", err=True)
        client = web_client(settings.bot_token)
        where = Where(settings.host, settings.port)
        secret = settings.signing_secret or secrets.token_hex()
        serving = make_serving(made, client, _rules(settings, client), secret, where)
        if settings.app_token:
            socket = socket_handler(serving.app, settings.app_token, client)
            return serving.over_socket(socket, _say_ready("Socket Mode", where))
        return serving.over_http(_say_ready("HTTP", where))


def check_serve(settings: Settings, chosen: Path | None = None) -> tuple[Finding, ...]:
    """Try everything that serving needs, one finding each; nothing is posted.

    Raises:
        SettingsError: The bot token, or what the transport needs, is not set.
    """
    from bot.slack.clients import web_client
    from bot.slack.setup import Setup, check_setup
    from bot.store import connections
    from bot.store.sqlite import open_store

    _need(settings)
    content(settings, chosen)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    store = open_store(settings.data_dir / REGISTER)
    setup = Setup(
        client=web_client(settings.bot_token),
        manifest=manifest(),
        app_token=settings.app_token,
        partners_channel=settings.partners_channel,
        clock=utc_now,
        check_key=lambda: store.check_key(keys(settings)),
        warnings=connections.warnings(),
    )
    return check_setup(setup)


@dataclass(frozen=True, slots=True)
class Where:
    """Where a serving process listens; port 0 picks a free one."""

    host: str = "127.0.0.1"
    port: int = 0


def make_serving(
    made: Desk, client: WebClient, rules: RoleRules, signing_secret: str, where: Where
) -> Serving:
    """The Bolt app over a desk, with its delivery worker and its health."""
    from bot.guide.reviewing.clockwork import announce_all
    from bot.slack.app import build_app
    from bot.slack.delivery import build_delivery
    from bot.slack.health import Health
    from bot.slack.roles import Roles
    from bot.slack.serve import Serving

    made.content.ready()  # now, and not while the first person waits
    # Whatever became of an earlier announcement: no clock that runs is left without its next one.
    announce_all(made)
    roles = Roles(client, rules, made.clock)
    worker = build_delivery(made, client, roles)
    app = build_app(made, client=client, signing_secret=signing_secret, roles=roles, worker=worker)
    health = Health(client, worker, made.store)
    return Serving(app, worker, health, host=where.host, port=where.port)


@contextmanager
def practice_workspace(
    loaded: Content,
    data_dir: Path,
    *,
    port: int = 0,
    clock: Callable[[], datetime] = utc_now,
    curate: ContentFolder | None = None,
) -> Iterator[PracticeSlack]:
    """The practice Slack with the real app connected to it, until the block ends.

    Args:
        loaded: The content that is used at first.
        data_dir: For the register; made where it is missing.
        port: Where the page is; 0 picks a free port.
        clock: The time now, UTC.
        curate: The folder to look at for curators, beside the conversation; or None.
    """
    from bot.preview.people import PARTNERS_CHANNEL, TEAM_ID
    from bot.preview.workspace import PracticeSlack
    from bot.slack.clients import web_client
    from bot.slack.roles import RoleRules
    from bot.slack.web import EVENTS_PATH

    loaded.ready()  # before the page opens, so that the first message is answered at once
    secret, token = secrets.token_hex(), f"xoxb-{secrets.token_hex()}"
    policy = Policy(PARTNERS_CHANNEL)
    rules = RoleRules(TEAM_ID, PRACTICE_GROUPS, "S0PRACTITIONERS")
    with ExitStack() as stack:
        stack.enter_context(serving_folder(data_dir))
        made = make_desk(loaded, data_dir, practice_keys(data_dir), policy, clock)
        practice = PracticeSlack(
            manifest=manifest(),
            signing_secret=secret,
            bot_token=token,
            clock=lambda: clock().timestamp(),
        )
        practice.start(port, _pane(made, curate) if curate else None)
        stack.callback(practice.stop)
        client = web_client(token, practice.api_url)
        serving = make_serving(made, client, rules, secret, Where())
        app_port = stack.enter_context(serving.in_background())
        practice.connect_app(f"http://127.0.0.1:{app_port}{EVENTS_PATH}")
        yield practice


def _pane(made: Desk, folder: ContentFolder) -> Pane:
    """What curators see beside the conversation: the folder, read again when a file was saved."""
    from bot.guide.workbench import Workbench
    from bot.preview.pane import Pane

    def load() -> Content:
        thresholds = made.content.engine.trained.thresholds
        return load_content(folder, SqliteFullText, trained_files(), thresholds)

    return Pane(Workbench(folder, load, made.shelf, made.today))


@contextmanager
def serving_folder(data_dir: Path) -> Iterator[None]:
    """Be the one process that serves a data folder, which is made where it is missing.

    Raises:
        StoreBusyError: Another process serves it.
    """
    from bot.store import lock

    data_dir.mkdir(parents=True, exist_ok=True)
    with lock.serving(data_dir):
        yield


def run_preview(
    settings: Settings,
    *,
    content_dir: Path | None,
    data_dir: Path | None,
    port: int,
    open_browser: bool,
    curate: bool = False,
) -> None:
    """Serve the practice workspace until it is interrupted."""
    loaded = content(settings, content_dir)
    with ExitStack() as stack:
        looked_at = content_folder(settings, content_dir) if curate else None
        folder = data_dir or Path(stack.enter_context(TemporaryDirectory(prefix="guide-")))
        practice = stack.enter_context(
            practice_workspace(loaded, folder, port=port, curate=looked_at)
        )
        click.echo(f"Practice workspace: {practice.page_url}")
        click.echo("Nothing leaves this computer. Stop with Ctrl-C.")
        if data_dir is None:
            click.echo("What is logged here is thrown away at the end; --data DIR keeps it.")
        if open_browser:
            webbrowser.open(practice.page_url)
        threading.Event().wait()


def practice_keys(data_dir: Path) -> KeyRing:
    """The key of a practice folder: made once and kept beside its data, since both are practice."""
    from bot.privacy.envelope import new_key, read_key_ring

    data_dir.mkdir(parents=True, exist_ok=True)
    file = data_dir / PRACTICE_KEY
    if not file.exists():
        file.write_text(new_key(), encoding="utf-8")
        file.chmod(0o600)
    return read_key_ring(file.read_text(encoding="utf-8"), setting=PRACTICE_KEY)


def _need(settings: Settings) -> None:
    if not settings.bot_token:
        raise SettingsError("SLACK_BOT_TOKEN", "is not set. See the README, In a real Slack.")
    if not settings.app_token and not settings.signing_secret:
        raise SettingsError(
            "SLACK_APP_TOKEN",
            "is not set, nor is SLACK_SIGNING_SECRET: set the first for Socket Mode, or the "
            "second for HTTP.",
        )


def _rules(settings: Settings, client: WebClient) -> RoleRules:
    from bot.slack.app import identity
    from bot.slack.roles import RoleRules

    groups = {id_: (Role.PARTNER, partner) for id_, partner in settings.partner_groups.items()}
    if settings.managers_group:
        groups[settings.managers_group] = (Role.BUSINESS_MANAGER, "")
    return RoleRules(
        team_id=identity(client).team_id,
        groups=groups,
        practitioners_group=settings.practitioners_group,
        allow={user: _standing(role) for user, role in settings.allowed.items()},
    )


def _standing(role: str) -> tuple[Role, str]:
    named = {
        "practitioner": (Role.PRACTITIONER, ""),
        "manager": (Role.BUSINESS_MANAGER, ""),
    }
    return named.get(role, (Role.PARTNER, role))


def _say_ready(transport: str, where: Where) -> Callable[[int], None]:
    host = f"[{where.host}]" if ":" in where.host else where.host

    def ready(port: int) -> None:
        click.echo(f"Serving over {transport}; health at http://{host}:{port}/healthz.")

    return ready
