"""Referrals that may be about one incident are shown to partners, who may link them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import NotAllowedError, NotFoundError
from bot.guide import refer, review
from bot.guide.reviewing import duplicates
from tests.desks import ICB, MANAGER, PRACTITIONER
from tests.reviewing import press_of
from tests.walking import logged

if TYPE_CHECKING:
    from tests.desks import TestDesk


def test_partners_see_the_other_in_coded_facts_until_they_link_it(made: TestDesk) -> None:
    """Reference and coded facts; after linking it stands under what is linked, on both sides."""
    first, second = logged(made), logged(made)
    card = review.page(made.desk, ICB, second.id)
    (other,) = card.duplicates
    assert other.id == first.id
    assert other.label.startswith(f"{first.ref} · ")
    assert "died" in other.label
    duplicates.link(made.desk, press_of(made, ICB, second.id), first.id)
    for one, linked in ((first, second), (second, first)):
        card = review.page(made.desk, MANAGER, one.id)
        assert card.duplicates == ()
        assert [choice.id for choice in card.linked] == [linked.id]


def test_the_referrer_sees_nothing_of_others(made: TestDesk) -> None:
    """Neither what may be the same, nor what was linked."""
    first, second = logged(made), logged(made)
    duplicates.link(made.desk, press_of(made, ICB, second.id), first.id)
    card = refer.own_card(made.desk, PRACTITIONER, second.id)
    assert (card.duplicates, card.linked) == ((), ())


def test_only_partners_link_and_only_two_that_are_there(made: TestDesk) -> None:
    """Not with itself, not with nothing; linking twice is one link."""
    first, second = logged(made), logged(made)
    with pytest.raises(NotAllowedError):
        duplicates.link(made.desk, press_of(made, MANAGER, first.id), second.id)
    with pytest.raises(NotAllowedError):
        duplicates.link(made.desk, press_of(made, ICB, first.id), first.id)
    with pytest.raises(NotFoundError):
        duplicates.link(made.desk, press_of(made, ICB, first.id), "nowhere")
    for one, other in ((first, second), (second, first)):
        card = duplicates.link(made.desk, press_of(made, ICB, one.id), other.id)
        assert len(card.linked) == 1
