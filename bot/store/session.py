"""The little that a repository needs of a database driver."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Row: TypeAlias = dict[str, Any]
Value: TypeAlias = str | int | None


class Session(Protocol):
    """Runs statements of `bot.store.sql` inside one transaction."""

    def rows(self, text: str, **values: Value) -> Iterator[Row]:
        """Run a statement and read its rows one by one."""
        ...

    def first(self, text: str, **values: Value) -> Row | None:
        """Run a statement to its end and give its first row, or None."""
        ...


def one_of(text: str, states: Iterable[str]) -> tuple[str, dict[str, Value]]:
    """Fill `{states}` in a statement with named parameters.

    Returns:
        The statement and the values for its new parameters.
    """
    values: dict[str, Value] = {f"state_{n}": state for n, state in enumerate(states)}
    return text.format(states=", ".join(f":{name}" for name in values) or "NULL"), values
