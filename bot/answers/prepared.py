"""Entries made ready for scoring, and the parts of a score for a question.

```
entries in forms -> Prepared (arrays)
a question in forms -> one row of parts an entry
```

Wordings and answers are kept apart: one bag of words for both ranks worse as soon as entries have
several wordings.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz, process

from bot.answers.confidence import LIKENESS, WEIGHTS
from bot.answers.evidence import Bags, pooled
from bot.answers.learning import Learned, can_learn, learn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.answers.evidence import Floats
    from bot.answers.forms import Forms, Told

COMPARED = 25
"""How many entries are compared as texts, row by row."""


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """Entries ready for scoring.

    Attributes:
        texts: For each entry its rows (title, wordings, keywords) in plain words.
        words: All words of each entry's rows.
        whole: The telling words of the rows and of the answer.
        letters: The letter runs of each entry's rows.
        answer_letters: The letter runs of each entry's answer.
        learned: What the rows have taught; None where nothing was learned.
    """

    texts: tuple[tuple[str, ...], ...]
    words: Bags
    whole: Bags
    letters: Bags
    answer_letters: Bags
    learned: Learned | None

    @classmethod
    def of(cls, entries: Sequence[Told], *, learns: bool, like: Prepared | None = None) -> Prepared:
        """Prepare entries.

        Args:
            entries: The entries in forms.
            learns: Whether to learn from the rows; takes a second or two for some hundred entries.
            like: Takes the rarity of words from this larger set.
        """
        questions = [told.rows for told in entries]
        answers = [(told.answer,) for told in entries]
        both = [(*told.rows, told.answer) for told in entries]
        return cls(
            texts=tuple(tuple(row.text for row in rows) for rows in questions),
            words=Bags.of(
                [_counted(row.stems for row in rows) for rows in questions],
                like.words.postings.vocabulary if like else None,
            ),
            whole=Bags.of(
                [_counted(row.telling for row in rows) for rows in both],
                like.whole.postings.vocabulary if like else None,
            ),
            letters=Bags.of(
                [_counted(row.letters for row in rows) for rows in questions],
                like.letters.postings.vocabulary if like else None,
            ),
            answer_letters=Bags.of(
                [_counted(row.letters for row in rows) for rows in answers],
                like.answer_letters.postings.vocabulary if like else None,
            ),
            learned=learn(entries) if learns and can_learn(entries) else None,
        )

    def parts(self, asked: Forms) -> Floats:
        """How far each entry fits a question: one row an entry, columns in the order of `Parts`.

        Likeness costs the most, so that only the entries in front by the other parts are compared.
        """
        nothing = np.zeros(len(self.texts))
        found = np.column_stack(
            [
                self.words.scores(asked.stems),
                self.whole.scores(asked.telling),
                self.letters.scores(asked.letters),
                self.answer_letters.scores(asked.letters),
                nothing,
                self.learned.scores(asked) if self.learned else nothing,
            ]
        )
        front = np.argsort(-(found @ np.array(WEIGHTS)), kind="stable")[:COMPARED]
        for number in front:
            found[number, LIKENESS] = _likeness(asked, self.texts[number])
        return found


def _likeness(asked: Forms, rows: Sequence[str]) -> float:
    """How alike the question and the best rows are as texts, in any order of their words."""
    found = process.cdist([asked.text], rows, scorer=fuzz.token_set_ratio)
    return pooled(float(score) / 100 for score in found[0])


def _counted(rows: Iterable[Iterable[str]]) -> Counter[str]:
    """How often each feature comes in rows together."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update(row)
    return counts
