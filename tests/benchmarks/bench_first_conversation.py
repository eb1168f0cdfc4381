"""How long a question takes: as a process, and as a message beside a listener that does nothing.

From a checkout: `python -m tests.benchmarks.bench_first_conversation`. Prints a Markdown table.
"""

from __future__ import annotations

import platform
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler

from bot import bootstrap
from bot.preview.workspace import PracticeSlack
from bot.slack.clients import web_client
from bot.slack.web import EVENTS_PATH, WebServer
from tests.practice import HEALTH, SECRET, TOKEN, open_practice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHECKOUT = Path(__file__).parent.parent.parent
PROCESSES = 15
TURNS = 150
QUESTION = "how many days to send a SIN"


@dataclass(frozen=True)
class Times:
    """Seconds of many runs, as milliseconds at the middle and near the end."""

    p50: float
    p95: float


def measured(act: Callable[[int], object], times: int) -> Times:
    """Run an act so many times, given its number."""
    taken = []
    for number in range(times):
        began = time.perf_counter()
        act(number)
        taken.append((time.perf_counter() - began) * 1000)
    return Times(statistics.median(taken), statistics.quantiles(taken, n=20)[-1])


def process(*arguments: str) -> Callable[[int], object]:
    """A new Python with these arguments."""
    command = [sys.executable, *arguments]
    return lambda _: subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True)


@contextmanager
def idle_app() -> Iterator[PracticeSlack]:
    """A practice Slack with a Bolt app that acknowledges every message and does nothing."""
    slack = PracticeSlack(
        manifest=bootstrap.manifest(), signing_secret=SECRET, bot_token=TOKEN, clock=time.time
    )
    slack.start()
    app = App(
        client=web_client(TOKEN, slack.api_url),
        signing_secret=SECRET,
        process_before_response=True,
    )
    app.event("message")(lambda: None)
    server = WebServer(SlackRequestHandler(app, EVENTS_PATH), "127.0.0.1", 0)
    server.start()
    slack.connect_app(f"http://127.0.0.1:{server.port}{EVENTS_PATH}")
    try:
        yield slack
    finally:
        server.stop(1)
        slack.stop()


def rows() -> Iterator[tuple[str, Times, Times]]:
    """What was measured, its times, and those of what it stands beside."""
    bolt = measured(process("-c", "import slack_bolt"), PROCESSES)
    ask = measured(process("-m", "bot", "ask", QUESTION), PROCESSES)
    yield "cold `ask` / `import slack_bolt`", ask, bolt
    with idle_app() as slack:
        nothing = measured(lambda n: slack.say(HEALTH, "dm", f"{QUESTION} {n}"), TURNS)
    with TemporaryDirectory() as folder, open_practice(Path(folder)) as practice:

        def acknowledged(number: int) -> None:
            practice.slack.say(HEALTH, "dm", f"{QUESTION} {number}")

        def answered(number: int) -> None:
            acknowledged(number)
            practice.settle()

        yield "message until 200 / no-op listener", measured(acknowledged, TURNS), nothing
        practice.settle()
        yield "message until the answer stands / no-op", measured(answered, TURNS), nothing


def wheel_bytes() -> int:
    """The size of the built wheel."""
    with TemporaryDirectory() as folder:
        build = ["-m", "build", "--wheel", "--no-isolation", "--outdir", folder, str(CHECKOUT)]
        process(*build)(0)
        return next(Path(folder).glob("*.whl")).stat().st_size


def main() -> None:
    """Print the table."""
    print(f"Python {platform.python_version()}, slack-bolt {version('slack-bolt')}, ", end="")
    print(f"{platform.machine()}, wheel {wheel_bytes() / 1000:.0f} kB")
    print("\n| what / beside | p50 ms | p95 ms | beside p50 | ratio |\n|---|--:|--:|--:|--:|")
    for name, ours, beside in rows():
        print(
            f"| {name} | {ours.p50:.1f} | {ours.p95:.1f} | {beside.p50:.1f} "
            f"| {ours.p50 / beside.p50:.1f} |"
        )


if __name__ == "__main__":
    main()
