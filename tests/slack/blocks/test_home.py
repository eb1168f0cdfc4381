"""The Home tab: 999 first, one's own things, and for partners what was logged."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from bot.guide.replies import Choice, Home
from bot.guide.walk_replies import ResumeCard
from bot.slack.blocks.home import home_view, stranger_home
from bot.slack.ids import Act
from tests.slack.blocks.oracles import all_words, buttons, check_view, labels, ref_of
from tests.slack.blocks.replies import OFTEN, homes, lines
from tests.slack.blocks.test_referrals import CARD

HOME = Home(
    area="Barnsley",
    can_start=True,
    walks=(ResumeCard("w" * 32, "serious_incident", "After a serious incident", 3, "today 09:14"),),
    logged=(replace(CARD, can=frozenset({"see", "withdraw"})),),
    worklist=None,
    worklist_total=0,
    contacts=("Front door: 01226 772423",),
    trees=(Choice("After a serious incident", "serious_incident"), Choice("A worry", "concern")),
)


@OFTEN
@given(homes)
def test_every_home_is_taken_by_every_oracle(home: Home) -> None:
    """No Home tab is refused, however much is on it; drawing it twice gives the same."""
    view = home_view(home)
    check_view(view)
    assert home_view(home) == view


@OFTEN
@given(lines(150, 15))
def test_a_stranger_sees_999_and_no_button(contacts: tuple[str, ...]) -> None:
    """Somebody who is not staff here reads whom to ring, and can press nothing."""
    view = stranger_home(contacts)
    check_view(view)
    assert "call 999" in all_words(view["blocks"][:1])
    assert labels(view["blocks"]) == []


def test_home_begins_with_999_and_ends_with_numbers() -> None:
    """The first line is 999, the last the contacts."""
    blocks = home_view(HOME)["blocks"]
    assert "call 999" in all_words(blocks[:1])
    assert "01226 772423" in all_words(blocks[-1:])


def test_home_leads_to_ones_own_things() -> None:
    """Every tree can be started, an open walk resumed, and what was logged withdrawn."""
    blocks = home_view(HOME)["blocks"]
    started = [ref_of(button).id for button in buttons(blocks, Act.WALK_START)]
    assert started == ["serious_incident", "concern"]
    assert [ref_of(b).id for b in buttons(blocks, Act.WALK_RESUME)] == [HOME.walks[0].walk_id]
    assert [ref_of(b).id for b in buttons(blocks, Act.REFERRAL_AMEND)] == [CARD.referral_id]
    assert not buttons(blocks, Act.REFERRAL_PAGE)


def test_who_may_not_start_is_not_offered_to() -> None:
    """Somebody who may not log is not offered the questions."""
    assert not buttons(home_view(replace(HOME, can_start=False))["blocks"], Act.WALK_START)


def test_partners_see_the_latest_and_how_many_there_are() -> None:
    """A partner's list shows a page of it, each to open, and says how many there are in all."""
    cards = tuple(replace(CARD, referral_id=f"{n:032}") for n in range(20))
    blocks = home_view(replace(HOME, worklist=cards, worklist_total=37))["blocks"]
    opened = [ref_of(button).id for button in buttons(blocks, Act.REFERRAL_PAGE)]
    assert opened == [card.referral_id for card in cards[:15]]
    assert "The latest 15 of 37." in all_words(blocks)


def test_an_empty_list_says_so() -> None:
    """A partner with nothing to do reads that nothing has been logged."""
    assert "Nothing is open." in all_words(home_view(replace(HOME, worklist=()))["blocks"])
