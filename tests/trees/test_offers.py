"""What an outcome offers is said in the tree's file, read strictly and kept with its version."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.trees.model import REFERRAL
from bot.trees.read import tree_from_canonical
from bot.trees.versions import Size, compare
from bot.trees.walk import is_offered
from tests.desks import shipped_content
from tests.trees.builders import SMALL, good_tree, read_text

if TYPE_CHECKING:
    from pathlib import Path

    from tests.trees.builders import Content

OFFERS = "offers:\n  referral: {kind: [serious, unknown]}\nexamples:\n"


def _with(offers: str) -> str:
    assert SMALL.count("examples:\n") == 1
    return SMALL.replace("examples:\n", offers)


@pytest.mark.parametrize(
    "answers",
    [{"harm": "yes", "kind": "serious"}, {"harm": "yes", "kind": "unknown"}, {"harm": "no"}],
)
def test_it_is_offered_unless_the_answers_rule_it_out(
    answers: dict[str, str], content: Content, tmp_path: Path
) -> None:
    """An open guard offers: nobody is kept from telling by what is not known or was not asked."""
    tree = good_tree(_with(OFFERS), content, tmp_path)

    assert is_offered(tree, REFERRAL, answers)
    assert not is_offered(tree, REFERRAL, {"harm": "yes", "kind": "other"})


def test_a_tree_that_does_not_say_so_offers_nothing(content: Content, tmp_path: Path) -> None:
    """The key may be left out, and then nothing is offered and no button is named."""
    tree = good_tree(SMALL, content, tmp_path)

    assert not is_offered(tree, REFERRAL, {"harm": "yes"})
    assert tree.start == ""


@pytest.mark.parametrize(
    ("offers", "code"),
    [
        ("offers: {referal: {all: []}}\nexamples:\n", "Y004"),
        ("offers: [referral]\nexamples:\n", "Y005"),
        ("offers: {referral: serious}\nexamples:\n", "Y005"),
        ("offers: {referral: {size: big}}\nexamples:\n", "R101"),
        ("offers: {referral: {kind: huge}}\nexamples:\n", "R107"),
    ],
)
def test_what_is_offered_is_read_strictly(
    offers: str, code: str, content: Content, tmp_path: Path
) -> None:
    """A word that names nothing, and a guard that could never be right, are refused."""
    tree, problems = read_text(_with(offers), content, tmp_path)

    assert tree is None
    assert code in {problem.code for problem in problems}


def test_the_kept_version_offers_the_same(content: Content, tmp_path: Path) -> None:
    """The key is part of the fingerprint, and comes back with the version that the store kept."""
    plain, offering = (good_tree(text, content, tmp_path) for text in (SMALL, _with(OFFERS)))
    kept = tree_from_canonical(offering.canonical)

    assert plain.hash != offering.hash
    assert kept.offers == offering.offers
    assert compare(plain, offering).size is Size.PATCH


def test_only_trees_about_death_or_serious_harm_offer_to_tell_the_partners() -> None:
    """The partners hear of serious incidents; worries and allegations have other ways."""
    trees = shipped_content().trees
    ruled_out = {"serious_case": "no"}

    assert {id_ for id_, tree in trees.items() if REFERRAL in tree.offers} == {
        "serious_incident",
        "review_criteria",
    }
    assert is_offered(trees["review_criteria"], REFERRAL, {"serious_case": "unknown"})
    assert not is_offered(trees["review_criteria"], REFERRAL, ruled_out)


def test_each_tree_names_the_button_that_begins_it() -> None:
    """Short, another for each, and only the main tree promises duties and dates."""
    labels = {id_: tree.start for id_, tree in shipped_content().trees.items()}

    assert all(0 < len(label) <= 30 for label in labels.values())
    assert len(set(labels.values())) == len(labels)
    assert [id_ for id_, label in labels.items() if "duties" in label] == ["serious_incident"]
