"""Keeping what people type out of the log.

Bolt and slack_sdk write whole requests into their log lines: in several places at INFO, nearly
everywhere at DEBUG, and in tracebacks at ERROR. Their lines are finished sentences by then, so
nothing can be picked out: what is kept is who logged, where in the code, how gravely, and the type
of the exception.
"""

from __future__ import annotations

import logging
from pathlib import Path

LIBRARIES = ("slack_bolt", "slack_sdk")
OURS = "bot.slack.libraries"


class _Redacting(logging.Handler):
    """Takes a library's lines, whichever of its loggers they come from, and passes on the frame."""

    def emit(self, record: logging.LogRecord) -> None:
        target = logging.getLogger(OURS)
        if not target.isEnabledFor(record.levelno):
            return
        kind = record.exc_info[0] if record.exc_info else None
        failed = f" ({kind.__name__})" if kind else ""
        words = f"{record.name} at {Path(record.pathname).name}:{record.lineno}{failed}"
        target.log(record.levelno, "%s", words)


def guard_libraries() -> None:
    """Let nothing from Slack's libraries reach a log except through the redaction; idempotent.

    Lines propagate from a library's own loggers, those made later included, to its top logger,
    which passes nothing on but what the redaction made of it.
    """
    for name in LIBRARIES:
        top = logging.getLogger(name)
        top.propagate = False
        if not any(isinstance(handler, _Redacting) for handler in top.handlers):
            top.addHandler(_Redacting())


def where(error: BaseException) -> str:
    """`type in file:line`, for a log line; never the exception's words, which may quote people."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    file = Path(trace.tb_frame.f_code.co_filename).name
    return f"{type(error).__name__} in {file}:{trace.tb_lineno}"
