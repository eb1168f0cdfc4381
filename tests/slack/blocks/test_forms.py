"""Forms: what they say before anything is typed, and that nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from bot.guide.replies import ReferralCard, ReferralForm
from bot.slack.blocks.forms import amend_form, referral_form
from bot.slack.ids import Form, Ref, read_value
from tests.slack.blocks.oracles import all_words, check_view
from tests.slack.blocks.replies import OFTEN, referral_cards, referral_forms
from tests.slack.blocks.test_referrals import CARD
from tests.strategies import anything_typed

if TYPE_CHECKING:
    from bot.slack.blocks.message import Block

FORM = ReferralForm(
    key="a" * 32,
    walk_id="a" * 32,
    intro=("*This does not refer a child to social care.* Ring the front door.",),
    coded=("What happened: died",),
)
TYPED = {"narrative": "line one\n  line two", "case_reference": "C-1", "reach": "desk 4"}


def inputs(view: Block) -> dict[str, Block]:
    """The inputs of a form by the name that block and element bear."""
    found = {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}
    assert all(block["element"]["action_id"] == name for name, block in found.items())
    return found


@OFTEN
@given(referral_forms, st.fixed_dictionaries(dict.fromkeys(TYPED, anything_typed)))
def test_every_form_is_taken_by_every_oracle(form: ReferralForm, typed: dict[str, str]) -> None:
    """No form is refused, whatever was typed so far."""
    check_view(referral_form(form))
    check_view(referral_form(form, typed))


@OFTEN
@given(referral_cards)
def test_every_amendment_form_is_taken_by_every_oracle(card: ReferralCard) -> None:
    """No amendment form is refused."""
    check_view(amend_form(card))


def test_the_form_says_what_it_does_not_do() -> None:
    """Above the first input stands that this does not refer a child to social care."""
    view = referral_form(FORM)
    first = [block["type"] for block in view["blocks"]].index("input")
    assert "does not refer a child to social care" in all_words(view["blocks"][:first])
    assert view["callback_id"] == Form.REFERRAL
    assert read_value(view["private_metadata"]) == Ref(id=FORM.walk_id)
    assert view["submit"]["text"] == "Tell the partners"


def test_the_form_asks_three_things() -> None:
    """The account and how to reach one are needed; the case reference is not."""
    asked = inputs(referral_form(FORM))
    assert {name: block["optional"] for name, block in asked.items()} == {
        "narrative": False,
        "case_reference": True,
        "reach": False,
    }
    assert asked["narrative"]["element"]["max_length"] == 2000
    assert asked["reach"]["element"]["placeholder"]["text"]
    assert "No names" in asked["narrative"]["hint"]["text"]


def test_a_nudged_form_keeps_what_was_typed() -> None:
    """The warning stands right above the account, the words stay, and can be sent as they are."""
    view = referral_form(replace(FORM, nudges=("This looks like an NHS number.",)), TYPED)
    first = next(n for n, block in enumerate(view["blocks"]) if block["type"] == "input")
    assert "This looks like an NHS number." in all_words(view["blocks"][first - 1 : first])
    assert view["submit"]["text"] == "Send as it is"
    assert read_value(view["private_metadata"]) == Ref(id=FORM.walk_id, answer="nudged")
    kept = {name: block["element"]["initial_value"] for name, block in inputs(view).items()}
    assert kept == TYPED


def test_withdrawing_needs_a_reason() -> None:
    """The form offers what may be done, wants a reason, and a new account only if one likes."""
    view = amend_form(replace(CARD, can=frozenset({"correct", "withdraw"})))
    asked = inputs(view)
    assert [o["value"] for o in asked["what"]["element"]["options"]] == ["correct", "withdraw"]
    assert [name for name, block in asked.items() if block["optional"]] == ["narrative"]
    assert (view["callback_id"], read_value(view["private_metadata"])) == (
        Form.AMEND,
        Ref(id=CARD.referral_id),
    )


def test_only_what_may_be_done_is_offered() -> None:
    """A referrer who may only withdraw is not offered a correction."""
    options = inputs(amend_form(replace(CARD, can=frozenset({"withdraw"}))))["what"]["element"]
    assert [option["value"] for option in options["options"]] == ["withdraw"]
