"""What the texts of a tree do to a reader; each rule's wrong file is in the authors' guide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.content.problems import Severity
from bot.trees.wording import check_wording
from tests.trees.builders import SMALL, good_tree

if TYPE_CHECKING:
    from pathlib import Path

    from bot.trees.model import Tree
    from tests.trees.builders import Content


def _codes(old: str, new: str, content: Content, folder: Path) -> set[str]:
    assert SMALL.count(old) == 1
    tree = good_tree(SMALL.replace(old, new), content, folder)
    return {code for _, code, _, _ in check_wording(tree)}


def test_plain_texts_are_let_be(small: Tree) -> None:
    """Nothing is found in texts that are short, single and say what the deadline says."""
    assert list(check_wording(small)) == []


@pytest.mark.parametrize(
    ("ask", "codes"),
    [
        ("Was the child harmed, and nobody else?", set()),
        ("Was the child not harmed?", {"T804"}),
        ("Wasn't the child harmed?", {"T804"}),
        ("Is it not true that nothing happened?", {"T803"}),
        ("Is there harm that the earlier review did not see?", set()),
        ("Was the child harmed? How?", {"T802"}),
        ("What is the child's name?", {"T808"}),
        ("Is the name of the school known?", {"T808"}),
        ("Is the child named in a plan?", set()),
    ],
)
def test_a_question_is_read_as_a_person_would(
    ask: str, codes: set[str], content: Content, tmp_path: Path
) -> None:
    """Two questions, a not, two nots, and who somebody is: each is told from what only looks so."""
    assert _codes("Was the child harmed?", f'"{ask}"', content, tmp_path) == codes


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("Notify within five working days.", set()),
        ("Notify within 5 working-days.", set()),
        ("Notify within three days.", {"D507"}),
        ("Notify within 15 working days.", {"D507"}),
        ("Notify on working days.", set()),
    ],
)
def test_days_in_a_wording_are_those_of_the_deadline(
    said: str, codes: set[str], content: Content, tmp_path: Path
) -> None:
    """Days in letters and in figures are compared; a day without a number is not."""
    assert _codes("Notify, and name the employer.", said, content, tmp_path) == codes


def test_without_a_number_in_the_deadline_any_number_may_be_named(
    content: Content, tmp_path: Path
) -> None:
    """A time limit that stands in words alone is not contradicted by a number."""
    assert not _codes("within a day.", "within three days.", content, tmp_path)


def test_a_reference_counts_as_one_word(content: Content, tmp_path: Path) -> None:
    """Twenty words and a contact in braces are a sentence of twenty-one, one too many."""
    long = " ".join(["Tell"] * 20)
    assert _codes("Ask the lead today.", f"{long} {{contact:front_door}}.", content, tmp_path)
    short = " ".join(["Tell"] * 19)
    assert not _codes("Ask the lead today.", f"{short} {{contact:front_door}}.", content, tmp_path)


def test_only_an_answer_without_a_word_blocks_use(content: Content, tmp_path: Path) -> None:
    """A sign for an answer is an error; everything else is advice."""
    text = SMALL.replace('"no": "No", unknown: "I don\'t know"}\n  kind', '"no": "--"}\n  kind')
    text = text.replace("{harm: unknown}", '{harm: "no"}').replace("Was the child", "Not the child")
    found = {code: how for _, code, _, how in check_wording(good_tree(text, content, tmp_path))}

    assert found == {"T805": Severity.ERROR, "T809": Severity.ADVISORY}
