"""The classifier tells entries apart by their wordings, and learns the same every time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.answers.abbreviations import Abbreviations
from bot.answers.forms import Forms, Told
from bot.answers.learning import can_learn, learn
from bot.answers.search import read_entries

if TYPE_CHECKING:
    from bot.answers.engine import Engine

_NO_ABBREVIATIONS = Abbreviations.of(())


def _forms(text: str) -> Forms:
    return Forms.of(tuple(text.split()), _NO_ABBREVIATIONS)


def _told(*rows: str) -> Told:
    return Told(tuple(map(_forms, rows)), _forms("answer"))


_PANEL = _told("panel deadline", "panel days", "panel weeks")
_REVIEW = _told("review deadline", "review days", "review weeks")


def test_a_question_goes_to_the_entry_whose_words_it_has() -> None:
    """The word that tells entries apart decides; the words that they share do not."""
    learned = learn([_PANEL, _REVIEW])

    assert learned.scores(_forms("panel months"))[0] > learned.scores(_forms("panel months"))[1]
    assert abs(np.ptp(learned.scores(_forms("panel")))) > 3 * abs(
        np.ptp(learned.scores(_forms("deadline")))
    )


def test_what_a_single_row_has_is_not_learned() -> None:
    """A word of one row could only be learned by heart."""
    learned = learn([_PANEL, _told("review deadline", "review holiday")])

    assert "weeks" in _PANEL.rows[2].text
    assert not {"week", "holiday"} & set(learned.pairs.vocabulary.places)
    assert "panel" in learned.pairs.vocabulary.places


def test_one_entry_or_no_shared_word_is_no_error() -> None:
    """The smallest knowledge base learns what there is to learn, if only nothing."""
    assert learn([_told("panel")]).scores(_forms("panel")).shape == (1,)
    assert learn([_told("panel"), _told("zebra")]).scores(_forms("xylophone")).sum() == 0


def test_titles_alone_are_not_learned() -> None:
    """There must be wordings: on the average as many as there are titles."""
    assert can_learn([_PANEL, _REVIEW])
    assert can_learn([_PANEL, _told("panel")])
    assert not can_learn([_told("panel"), _told("review", "panel review")])
    assert not can_learn([])


def test_learning_again_gives_the_same(engine: Engine) -> None:
    """The shipped knowledge teaches what is kept of it, to the last digit."""
    index = engine.index
    kept = index.prepared.learned
    assert kept is not None

    again = learn(read_entries(index.entries, index.abbreviations))

    for new, old in ((again.pairs, kept.pairs), (again.letters, kept.letters)):
        assert new.vocabulary.places == old.vocabulary.places
        assert np.array_equal(new.columns, old.columns)
        assert np.array_equal(new.weights, old.weights)
