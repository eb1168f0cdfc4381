"""A process that logs referrals: one line on standard output for each, once it is on disk.

python writer.py FILE NAME FIRST COUNT
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.store.sqlite import open_store
from tests.store.builders import NOW, a_part, a_post, a_referral, an_event, new_ring

if TYPE_CHECKING:
    from bot.guide.ports import Store
    from bot.privacy.envelope import KeyRing

# However slow the machine that runs the tests is: they measure no times.
PATIENCE_S = 60.0


def log_one(store: Store, ring: KeyRing, key: str) -> str:
    """Log one referral with everything that belongs to it, in one unit."""
    with store.unit() as unit:
        unit.inbox.is_new([f"view:{key}", f"event:{key}"], NOW)
        part = a_part(f"what happened {key}", ring, referral_id=f"id-{key}")
        logged = unit.referrals.log(a_referral(key), [part])
        unit.audit.record(an_event(referral_id=logged.id))
        unit.outbox.add(a_post(f"post:{key}", lane="channel:C1"))
    return logged.ref


def main() -> None:
    """Log until the count is reached, or the process is killed."""
    file, name, first, count = sys.argv[1:]
    ring = new_ring()
    with open_store(Path(file), busy_timeout_s=PATIENCE_S) as store:
        for number in range(int(first), int(first) + int(count)):
            key = f"{name}-{number}"
            log_one(store, ring, key)
            sys.stdout.write(f"{key}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
