"""The curators' page: what was typed stays words, and every question can be done with."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guide.curate_replies import AskedView, NearView, Questions
from bot.slack.blocks.curators import MOST, curator_view, waiting_blocks
from bot.slack.ids import Act
from tests.slack.blocks.oracles import all_words, buttons, check_view, labels, ref_of
from tests.slack.blocks.replies import OFTEN, words
from tests.strategies import anything_typed, random_ids, slugs

DAY = date(2026, 12, 18)
nears = st.builds(
    NearView, id=slugs, title=words(140), score=st.floats(0, 1), is_suggested=st.booleans()
)
asked = st.builds(
    AskedView,
    id=random_ids,
    text=words(500) | anything_typed.filter(lambda text: "\ud83d" not in text),
    about=slugs,
    kept_on=st.just(DAY),
    delete_on=st.just(DAY),
    near=st.lists(nears, max_size=3).map(tuple),
)
pages = st.builds(
    Questions, asked=st.lists(asked, max_size=12).map(tuple), total=st.integers(12, 500)
)


@OFTEN
@given(pages)
def test_every_page_is_taken_by_every_oracle(questions: Questions) -> None:
    """However long and whatever was typed; each question shown can be done with."""
    view = curator_view(questions)
    check_view(view)

    shown = questions.asked[:MOST]
    done = [ref_of(button).id for button in buttons(view["blocks"], Act.CURATOR_DONE)]
    assert done == [one.id for one in shown]
    offered = {
        (ref_of(button).id, ref_of(button).answer)
        for button in buttons(view["blocks"], Act.CURATOR_SUGGEST)
    }
    assert offered == {
        (one.id, near.id) for one in shown for near in one.near if not near.is_suggested
    }


def test_typed_words_are_no_markup() -> None:
    """A mention or a link that somebody typed is shown as its letters."""
    one = AskedView("q", "<!channel> *now* <https://x.example|y>", "abstain", DAY, DAY, ())
    blocks = curator_view(Questions((one,), 1))["blocks"]
    (typed,) = [b for b in blocks if b["type"] == "section"]

    assert typed["text"] == {"type": "plain_text", "text": one.text}


def test_no_question_is_said() -> None:
    """An empty page says so."""
    assert "No question waits" in all_words(curator_view(Questions((), 0))["blocks"])


@pytest.mark.parametrize(
    ("count", "words_", "label"),
    [
        (None, "", []),
        (0, "None waits", []),
        (1, "1 question waits", ["Read them"]),
        (7, "7 questions wait", ["Read them"]),
    ],
)
def test_the_own_page_counts_them(count: int | None, words_: str, label: list[str]) -> None:
    """A number and one button; nothing at all for others."""
    blocks = waiting_blocks(count)

    assert words_ in all_words(blocks)
    assert labels(blocks) == label
    assert bool(blocks) == (count is not None)
