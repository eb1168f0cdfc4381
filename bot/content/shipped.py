"""Where the content folders are: a flag, a setting, the installed copy, or the checkout."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import bot
from bot.errors import ContentNotFoundError

TREES = "decision_trees"
KNOWLEDGE = "knowledge"


@dataclass(frozen=True, slots=True)
class ContentFolder:
    """A folder that holds `decision_trees/` and `knowledge/`."""

    root: Path

    @property
    def trees(self) -> Path:
        """The folder of decision trees."""
        return self.root / TREES

    @property
    def knowledge(self) -> Path:
        """The folder of the knowledge base."""
        return self.root / KNOWLEDGE

    def name_of(self, file: Path) -> str:
        """What problems call a file: its path below the content folder."""
        return file.relative_to(self.root).as_posix()


def find_content(chosen: Path | None = None) -> ContentFolder:
    """Find the content folder.

    Args:
        chosen: The folder named by `--content` or by the setting; looked at alone when given.

    Raises:
        ContentNotFoundError: Lists every place that was looked at.
    """
    package = Path(bot.__file__).parent
    places = [chosen] if chosen else [package / "_shipped", package.parent]
    for place in places:
        if (place / TREES).is_dir() and (place / KNOWLEDGE).is_dir():
            return ContentFolder(place.resolve())
    raise ContentNotFoundError([str(place) for place in places])
