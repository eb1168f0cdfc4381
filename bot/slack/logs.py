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


class _Redacting(logging.Handler):
    """Takes the words out of a record before any other handler sees it.

    A record visits the handlers of its own logger first, then those of the loggers above it: from a
    library's top logger everything that its loggers write is reached, whenever they were made.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Leave the frame of a record and take its words."""
        kind = record.exc_info[0] if record.exc_info else None
        failed = f" ({kind.__name__})" if kind else ""
        record.msg = f"at {Path(record.pathname).name}:{record.lineno}{failed}"
        record.args = None
        record.exc_info = record.exc_text = record.stack_info = None


def guard_libraries() -> None:
    """Let nothing of Slack's libraries reach a log with its words; idempotent."""
    for name in LIBRARIES:
        top = logging.getLogger(name)
        if not any(isinstance(handler, _Redacting) for handler in top.handlers):
            top.handlers.insert(0, _Redacting())


def where(error: BaseException) -> str:
    """`type in file:line`, for a log line; never the exception's words, which may quote people."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    file = Path(trace.tb_frame.f_code.co_filename).name
    return f"{type(error).__name__} in {file}:{trace.tb_lineno}"
