"""What ends a command: an exit code for every kind of end, and no text that anybody typed."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from bot import __main__ as program
from bot.cli import cli

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def verb() -> Iterator[list[BaseException]]:
    """A verb `fail` that raises whatever the list holds."""
    raised: list[BaseException] = []

    @cli.command("fail")
    def fail() -> None:
        raise raised[0]

    yield raised
    del cli.commands["fail"]


@pytest.mark.parametrize("end", [KeyboardInterrupt(), click.Abort()])
def test_an_interrupted_command_ends_with_130(
    verb: list[BaseException], end: BaseException, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C is no error."""
    verb.append(end)

    assert program.run(["fail"]) == 130
    assert "Stopped." in capsys.readouterr().err


def test_a_bug_ends_with_3_and_shows_its_kind_and_place_only() -> None:
    """The text of an unexpected error may hold what somebody typed."""
    code = (
        "import sys; from bot import __main__ as m; from bot.cli import cli\n"
        "@cli.command('fail')\n"
        "def fail(): raise ValueError('canary')\n"
        "sys.argv = ['bot', 'fail']; m.main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.returncode == 3
    assert done.stderr.startswith("Error: a bug, ValueError in ")
    assert "canary" not in done.stderr
    assert len(done.stderr.splitlines()) == 1
