"""Every store that keeps the contract of `bot.guide.ports`, opened on real files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.store.sqlite import open_store
from tests.store.builders import register_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from bot.guide.ports import Store
    from bot.store.sqlite import SqliteStore

    Engine = Callable[[Path], AbstractContextManager[Store]]


def open_sqlite(folder: Path) -> AbstractContextManager[Store]:
    """The store in a SQLite file."""
    return open_store(register_in(folder))


# A second engine is one more line; every test that asks for `store` then runs on it too.
ENGINES: dict[str, Engine] = {"sqlite": open_sqlite}


@pytest.fixture(params=sorted(ENGINES))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty register of each engine."""
    with ENGINES[request.param](tmp_path) as opened:
        yield opened


@pytest.fixture(scope="module", params=sorted(ENGINES))
def shared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """A register of each engine for many examples, each of which leaves nothing behind."""
    with ENGINES[request.param](tmp_path_factory.mktemp("shared")) as opened:
        yield opened


@pytest.fixture
def register(tmp_path: Path) -> Iterator[SqliteStore]:
    """An empty register in a SQLite file, for what only SQLite can show."""
    with open_store(register_in(tmp_path)) as opened:
        yield opened
