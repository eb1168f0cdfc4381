"""A process that serves a data folder until it is killed.

python holder.py FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from bot.store.lock import serving


def main() -> None:
    """Take the folder, say so, and keep it."""
    with serving(Path(sys.argv[1])):
        sys.stdout.write("serving\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
