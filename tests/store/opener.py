"""A process that opens a register, so that several can do it at the same instant.

python opener.py FILE
"""

from __future__ import annotations

import sys
from pathlib import Path

from bot.store.sqlite import open_store


def main() -> None:
    """Wait for a line on standard input, open the register, and check its log."""
    sys.stdin.readline()
    with open_store(Path(sys.argv[1])) as store, store.unit() as unit:
        sys.stdout.write(f"{unit.audit.verify().rows}\n")


if __name__ == "__main__":
    main()
