"""A referral in messages: reference, coded facts and dates, and who may press what."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.guide.referral_cards import STATE_WORDS
from bot.guide.replies import ReferralCard
from bot.referrals.model import State
from bot.slack.blocks.referrals import AGAIN, logged_message, partner_message
from bot.slack.ids import Act
from tests.slack.blocks.oracles import all_words, buttons, check_message, labels, ref_of
from tests.slack.blocks.replies import OFTEN, referral_cards

CARD = ReferralCard(
    referral_id="f" * 32,
    ref="SG-2026-0042",
    version=3,
    state=STATE_WORDS[State.LOGGED],
    logged="logged today 09:14 · from health",
    coded="under 16 · died · suspected · here · no",
    duties=("*Notify the Panel*: due Thursday 24 December 2026 · 4 working days left",),
    taken="",
)


@OFTEN
@given(card=referral_cards, again=st.booleans())
def test_every_referral_is_taken_by_every_oracle(card: ReferralCard, *, again: bool) -> None:
    """No referral's message is refused, for the referrer or for the partners."""
    check_message(logged_message(card))
    check_message(partner_message(card, again=again))


def test_the_referrer_reads_the_reference_first() -> None:
    """The first words are "Logged:" with the reference; withdrawing is one press away."""
    message = logged_message(CARD)
    assert message.text.startswith("Logged: SG-2026-0042.")
    assert "does not" not in message.text
    assert "did not refer a child to social care" in message.text
    amend = ref_of(buttons(message.blocks, Act.REFERRAL_AMEND)[0])
    assert (amend.id, amend.revision) == (CARD.referral_id, 3)


def test_partners_see_coded_facts_and_dates() -> None:
    """The channel shows reference, facts, dates and that nobody has it; both presses name it."""
    message = partner_message(CARD)
    drawn = all_words(message.blocks)
    for words in (CARD.ref, CARD.logged, CARD.coded, CARD.duties[0], CARD.state):
        assert words in drawn
    assert labels(message.blocks) == ["Take it", "Open"]
    for act in (Act.REFERRAL_TAKE, Act.REFERRAL_PAGE):
        ref = ref_of(buttons(message.blocks, act)[0])
        assert (ref.id, ref.revision) == (CARD.referral_id, 3)


def test_a_taken_or_withdrawn_referral_cannot_be_taken() -> None:
    """Once taken or withdrawn only "Open" is left, and the organisation is named."""
    taken = replace(
        CARD, state=STATE_WORDS[State.IN_REVIEW], taken="Taken by South Yorkshire Police"
    )
    assert labels(partner_message(taken).blocks) == ["Open"]
    assert "Taken by South Yorkshire Police" in all_words(partner_message(taken).blocks)
    gone = replace(CARD, state=STATE_WORDS[State.WITHDRAWN])
    assert labels(partner_message(gone).blocks) == ["Open"]


def test_a_reminder_is_only_for_what_waits() -> None:
    """The second announcement says that nobody has taken it, and never says it of a taken one."""
    assert partner_message(CARD, again=True).text.startswith(AGAIN)
    taken = replace(CARD, state=STATE_WORDS[State.IN_REVIEW], taken="Taken by Barnsley Council")
    assert AGAIN not in partner_message(taken, again=True).text
