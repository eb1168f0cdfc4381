"""Learns from the knowledge while a wheel is built, so that the first question is quick too."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = "bot/_shipped/trained"


class ShipTrained(BuildHookInterface[Any]):
    """Puts what was learned into the wheel; an editable install learns with its first question."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Learn from the checkout's knowledge and name the file for the wheel."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        try:
            made = Path(mkdtemp(prefix="guide-trained-"))
            _learn(Path(self.root), made)
        finally:
            sys.path.remove(self.root)
        for file in made.iterdir():
            build_data["force_include"][str(file)] = f"{SHIPPED}/{file.name}"


def _learn(root: Path, made: Path) -> None:
    from bot.answers.read import load_library
    from bot.answers.trained import key_of, train
    from bot.answers.trained_files import TrainedFiles
    from bot.content.area import load_area
    from bot.content.shipped import find_content
    from bot.content.sources import load_sources

    folder = find_content(root)
    sources = load_sources(folder, [])
    area = load_area(folder, sources, [])
    library = load_library(folder, sources, area, [])
    TrainedFiles((made,)).put(train(library, key_of(library)))
