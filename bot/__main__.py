"""`python -m bot`: runs a verb and turns what it raises into an exit code.

0 done; 1 problems found, or an error that a person can mend; 2 wrong usage; 3 a bug; 130
interrupted.
"""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli import cli
from bot.errors import GuideError

if TYPE_CHECKING:
    from types import TracebackType

DONE, PROBLEMS, USAGE, BUG, INTERRUPTED = 0, 1, 2, 3, 130


def run(arguments: list[str]) -> int:
    """Run one command line and give its exit code."""
    try:
        result = cli.main(arguments, prog_name="python -m bot", standalone_mode=False)
    except click.UsageError as error:
        error.show()
        return USAGE
    except click.ClickException as error:
        error.show()
        return PROBLEMS
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nStopped.", err=True)
        return INTERRUPTED
    except GuideError as error:
        click.echo(f"Error: {error}", err=True)
        return PROBLEMS
    return result if isinstance(result, int) else DONE


def main() -> None:
    """The console script."""
    sys.excepthook = report_bug
    sys.exit(run(sys.argv[1:]))


def report_bug(
    kind: type[BaseException], _error: BaseException, trace: TracebackType | None
) -> None:
    """Say that there is a bug, and where, and end with the exit code for one.

    The text of an unexpected error may hold what somebody typed; its kind and place do not.
    """
    place = traceback.extract_tb(trace)[-1] if trace else None
    where = f"{Path(place.filename).name}:{place.lineno}" if place else "an unknown place"
    click.echo(f"Error: a bug, {kind.__name__} in {where}. Please report this line.", err=True)
    sys.stderr.flush()
    os._exit(BUG)


if __name__ == "__main__":
    main()
