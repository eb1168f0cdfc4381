"""The whole app over real HTTP against the practice Slack, with a clock that is set.

```
practice.slack.say("U0HEALTH", "dm", "how many days to send a SIN")
practice.settle()
practice.slack.dm("U0HEALTH")[-1]["text"]
```
"""

from __future__ import annotations

import json
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from slack_sdk import WebClient

from bot import bootstrap
from bot.preview.people import GENERAL_CHANNEL, PARTNERS_CHANNEL, TEAM_ID
from bot.preview.workspace import PracticeSlack
from bot.referrals.model import State
from bot.referrals.people import Role
from bot.slack.app import build_app
from bot.slack.delivery import Delivery, build_delivery
from bot.slack.health import Health
from bot.slack.roles import RoleRules, Roles
from bot.slack.serve import Serving
from bot.slack.web import EVENTS_PATH
from bot.store.connections import connect
from bot.store.sqlite import open_store
from tests.desks import T01, TestDesk, make_test_desk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from slack_bolt import App

    from bot.guide.desk import Desk

    Json = dict[str, Any]

SECRET = "practice-signing-secret"
TOKEN = "xoxb-practice"
GROUPS = {
    "S0COUNCIL": (Role.PARTNER, "council"),
    "S0ICB": (Role.PARTNER, "icb"),
    "S0POLICE": (Role.PARTNER, "police"),
    "S0MANAGER": (Role.BUSINESS_MANAGER, ""),
}
PRACTITIONERS = "S0PRACTITIONERS"
HEALTH, TEACHER, GUEST = "U0HEALTH", "U0TEACHER", "U0GUEST"
COUNCIL, ICB, POLICE, MANAGER = "U0COUNCIL", "U0ICB", "U0POLICE", "U0MANAGER"
PARTNERS, GENERAL = PARTNERS_CHANNEL, GENERAL_CHANNEL


@dataclass(frozen=True)
class Practice:
    """The practice Slack, the app that is connected to it, and what stands behind the app."""

    slack: PracticeSlack
    made: TestDesk
    app: App
    worker: Delivery
    roles: Roles
    health: Health
    client: WebClient
    register: Path
    port: int

    @property
    def desk(self) -> Desk:
        """The desk that the app works with."""
        return self.made.desk

    def settle(self) -> None:
        """Wait until everything that is due has been sent."""
        self.worker.wake()
        assert self.worker.wait_until_idle(10), "delivery did not come to rest"

    def later(self, **by: float) -> None:
        """Let time pass, given as for `timedelta`, and send what has become due."""
        self.made.clock.move(**by)
        self.settle()

    def last(self, user: str) -> Json:
        """The latest message between a person and the app."""
        return self.slack.dm(user)[-1]

    def card(self, user: str) -> Json:
        """The latest message between a person and the app that has something to press."""
        return next(m for m in reversed(self.slack.dm(user)) if list(pressable(m)))

    def press(self, user: str, surface: Json, act: str, value: object = None, **where: str) -> int:
        """Press something, let everything be sent, and give the HTTP status of the answer."""
        answer = self.slack.click(user, surface, act, value, **where)
        self.settle()
        return answer.status or 0

    def start(self, user: str) -> Json:
        """Begin the guided questions anew, and give the card."""
        self.slack.say(user, "dm", "start")
        self.settle()
        card = self.card(user)
        if "walk.resume" in actions_of(card):
            self.press(user, card, "walk.again")
            card = self.card(user)
        return card

    def walk(self, user: str, answers: Mapping[str, str] = T01) -> Json:
        """Walk to the outcome through the buttons, and give the card."""
        self.start(user)
        for _ in range(40):
            card = self.card(user)
            if not self.answer(user, card, answers):
                return card
        raise AssertionError("the walk does not end")

    def answer(self, user: str, card: Json, answers: Mapping[str, str]) -> bool:
        """Answer the question on a card as a person would; False when it asks nothing."""
        menus = {a for a in actions_of(card) if a.startswith("walk.pick:")}
        if menus:
            fields = {menu: answers[menu.partition(":")[2]] for menu in menus}
            self.slack.fill(user, card, fields)
            self.press(user, card, "walk.submit")
            return True
        for block_id, element in pressable(card):
            act, fact = element["action_id"], fact_of(block_id, element)
            if act == "walk.date" and answers[fact][0].isdigit():
                self.press(user, card, act, answers[fact], block_id=block_id)
                return True
            if act == "walk.answer:select" and answers[fact] in _offered(element):
                self.press(user, card, act, answers[fact], block_id=block_id)
                return True
            if act.startswith("walk.answer") and value_of(element)[4:] == [answers[fact]]:
                self.press(user, card, act, element["value"])
                return True
        return False

    def log(self, user: str = HEALTH, narrative: str = "What happened, in a few words.") -> str:
        """Walk, fill the form in and send it; gives the reference."""
        card = self.walk(user)
        self.press(user, card, "referral.form")
        view = self.slack.views(user)[-1]
        answer = self.slack.submit_view(
            user, view["id"], {"narrative": narrative, "reach": "by message"}
        )
        assert answer.status == 200
        assert not answer.errors, answer.errors
        self.settle()
        return self.ref()

    def ref(self) -> str:
        """The reference of the latest referral."""
        with self.made.store.unit() as unit:
            return unit.referrals.worklist(tuple(State), limit=1)[0].ref

    def referrals(self) -> int:
        """How many referrals there are."""
        with self.made.store.unit() as unit:
            return unit.referrals.count(tuple(State))

    @contextmanager
    def locked_register(self) -> Iterator[None]:
        """Another process holds the register's write lock meanwhile."""
        with closing(connect(self.register)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")


def _offered(element: Json) -> list[str]:
    return [option["value"] for option in element["options"]]


def value_of(element: Json) -> list[Any]:
    """What a button's value holds: version, id, revision, fact, answer."""
    found = json.loads(element.get("value") or "[]")
    return list(found)


def fact_of(block_id: str, element: Json) -> str:
    """The fact that a button or menu is about."""
    if "value" in element:
        return str(value_of(element)[3])
    return block_id.rpartition("|")[2]


def pressable(surface: Json) -> Iterator[tuple[str, Json]]:
    """Everything that can be pressed on a message or a view: block_id, element."""
    for block in surface["blocks"]:
        for element in (*block.get("elements", ()), block.get("accessory") or {}):
            if "action_id" in element:
                yield block["block_id"], element


def actions_of(surface: Json) -> list[str]:
    """The `action_id`s on a message or a view."""
    return [element["action_id"] for _, element in pressable(surface)]


def text_of(surface: Json) -> str:
    """All the words on a message or a view, in order."""
    words: list[str] = []

    def gather(value: object) -> None:
        if isinstance(value, dict):
            if isinstance(value.get("text"), str):
                words.append(value["text"])
            for key in value:
                gather(value[key])
        elif isinstance(value, list):
            for item in value:
                gather(item)

    gather(surface["blocks"])
    return "\n".join(words)


def _manifest_without(scope: str) -> Json:
    """The app's manifest, with one scope that was not granted."""
    manifest = json.loads(json.dumps(bootstrap.manifest()))
    scopes = manifest["oauth_config"]["scopes"]
    scopes["bot"] = [granted for granted in scopes["bot"] if granted != scope]
    return dict(manifest)


def _impatient(made: TestDesk, register: Path) -> TestDesk:
    """The same desk over a register that does not wait long for its turn."""
    made.store.close()
    store = open_store(register, busy_timeout_s=0.2)
    return replace(made, store=store, desk=replace(made.desk, store=store))


@contextmanager
def open_practice(
    folder: Path, *, without_scope: str = "", is_served: bool = True
) -> Iterator[Practice]:
    """A practice workspace with the app connected; everything ends with the block.

    Args:
        folder: For the register.
        without_scope: A scope of the manifest that was not granted.
        is_served: Whether the app listens over HTTP and delivers; else the test serves it.
    """
    with ExitStack() as ends:
        register = folder / "register.db"
        made = _impatient(make_test_desk(folder, channel=PARTNERS), register)
        ends.callback(made.store.close)
        slack = PracticeSlack(
            manifest=_manifest_without(without_scope),
            signing_secret=SECRET,
            bot_token=TOKEN,
            clock=lambda: made.clock().timestamp(),
        )
        slack.start()
        ends.callback(slack.stop)
        client = WebClient(token=TOKEN, base_url=slack.api_url)
        roles = Roles(client, RoleRules(TEAM_ID, GROUPS, PRACTITIONERS), made.clock)
        worker = build_delivery(made.desk, client, roles)
        app = build_app(made.desk, client=client, signing_secret=SECRET, roles=roles, worker=worker)
        health = Health(client, worker, made.store)
        serving = Serving(app, worker, health)
        port = ends.enter_context(serving.in_background()) if is_served else 0
        if port:
            slack.connect_app(f"http://127.0.0.1:{port}{EVENTS_PATH}")
        yield Practice(slack, made, app, worker, roles, health, client, register, port)


def whispers(practice: Practice, user: str) -> list[str]:
    """What only one person was told."""
    return [message["text"] for message in practice.slack.ephemeral(user)]


def open_form(practice: Practice, user: str) -> dict[str, Any]:
    """The form or page on top of somebody's screen."""
    return practice.slack.views(user)[-1]
