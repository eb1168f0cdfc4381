"""A process killed at any instant loses nothing it acknowledged and leaves nothing half done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.referrals.model import PartKind, State
from bot.store.driver import sqlite3
from bot.store.sqlite import open_store
from tests.store import processes
from tests.store.builders import register_in
from tests.store.test_concurrency import WRITER

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

# After how many acknowledgements each writer is killed; a row is a round of writers at once.
ROUNDS = ((1, 2, 9, 5), (3, 1, 7, 6), (8, 4, 2, 2), (5, 3, 8, 1), (2, 4, 1, 6))
# One unit of the writer leaves one of each.
COUNTS = (
    "SELECT COUNT(*) FROM referral",
    "SELECT COUNT(*) FROM referral_part",
    "SELECT COUNT(*) FROM audit_event",
    "SELECT COUNT(*) FROM outbox",
    "SELECT COUNT(*) / 2 FROM inbox",
)


def killed(writer: subprocess.Popen[str], after: int) -> list[str]:
    """Kill a writer with SIGKILL once it has acknowledged so many units.

    Returns:
        The keys it acknowledged, those it managed to write while it was being killed included.
    """
    assert writer.stdout is not None
    assert writer.stderr is not None
    with writer, writer.stdout, writer.stderr:
        first = [writer.stdout.readline().strip() for _ in range(after)]
        writer.kill()
        rest = writer.stdout.read().split()
        assert not writer.stderr.read()
    return first + rest


def test_sigkill_loses_nothing_acknowledged(tmp_path: Path) -> None:
    """Through 20 kills among competing writers, all acknowledged is there, whole, in one chain."""
    file, acknowledged = register_in(tmp_path), list[str]()
    open_store(file).close()
    for round_, kills in enumerate(ROUNDS):
        names = [f"{round_}-{place}" for place in range(len(kills))]
        writers = [processes.start(WRITER, str(file), name, "0", "100000") for name in names]
        for writer, after in zip(writers, kills, strict=True):
            acknowledged += killed(writer, after)
        check_sound(file, acknowledged)
    assert len(acknowledged) >= sum(map(sum, ROUNDS))


def check_sound(file: Path, acknowledged: list[str]) -> None:
    """Reopen the register and check it against what was acknowledged."""
    with open_store(file) as store, store.reading() as unit:
        for key in acknowledged:
            referral = unit.referrals.by_key(key)
            assert referral is not None, "an acknowledged referral is gone"
            assert [part.kind for part in unit.referrals.parts(referral.id)] == [PartKind.NARRATIVE]
        found = unit.audit.verify()
        assert found.first_bad is None, found.why
        assert found.rows == unit.referrals.count(tuple(State))
    connection = sqlite3.connect(file)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    counts = [connection.execute(count).fetchone()[0] for count in COUNTS]
    connection.close()
    assert set(counts) == {found.rows}
