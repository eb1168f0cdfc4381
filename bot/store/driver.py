"""The SQLite driver that sqlite-utils chose: `pysqlite3` where it is installed, else Python's own.

Everything that opens the register in one process must use the same one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
else:
    from sqlite_utils.utils import sqlite3

__all__ = ["sqlite3"]
