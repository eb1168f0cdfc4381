"""A library made ready to be asked.

```
Library -> Trained (made, or read back) -> Engine
```
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answers.abbreviations import Abbreviations
from bot.answers.alarm import examples_of
from bot.answers.find_reviews import Shelf
from bot.answers.search import Index, find_widely, in_order
from bot.answers.trained import key_of, prepare, train

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.answers.confidence import Thresholds
    from bot.answers.model import FullTextFactory, Library, SafetyRule
    from bot.answers.phrases import Phrase
    from bot.answers.trained import Trained, TrainedStore


@dataclass(frozen=True, slots=True)
class Engine:
    """A library that is ready to be asked; it may be asked from several threads.

    Attributes:
        library: The library.
        index: Ranks its entries.
        trained: What was learned from it: thresholds, and which wordings are weak.
        shelf: Finds published reviews.
        examples: Messages whose meaning a curator has settled; see `alarm.examples_of`.
    """

    library: Library
    index: Index
    trained: Trained
    shelf: Shelf
    examples: Mapping[Phrase, SafetyRule | None]


def build_engine(
    library: Library,
    full_text: FullTextFactory,
    kept: TrainedStore | None = None,
    meanwhile: Thresholds | None = None,
) -> Engine:
    """Do all the preparation once.

    Args:
        library: What is to be asked.
        full_text: Makes the full-text search that a large library needs.
        kept: Where what is made ready is kept between processes; without it, it is made now.
        meanwhile: For content that is being edited: do not learn, use these thresholds.
    """
    trained = _made_ready(library, kept, meanwhile)
    abbreviations = Abbreviations.of(library.glossary)
    index = Index(
        entries=in_order(library),
        speller=trained.speller,
        abbreviations=abbreviations,
        prepared=trained.prepared,
        wide=find_widely(library, abbreviations, full_text),
    )
    return Engine(library, index, trained, Shelf.of(library.reviews), examples_of(library))


def _made_ready(
    library: Library, kept: TrainedStore | None, meanwhile: Thresholds | None
) -> Trained:
    key = key_of(library)
    found = kept.get(key) if kept else None
    if found:
        return found
    if meanwhile:
        return prepare(library, key, meanwhile)
    if kept is None:
        return train(library, key)
    made = train(library, key, kept.tell)
    kept.put(made)
    return made
