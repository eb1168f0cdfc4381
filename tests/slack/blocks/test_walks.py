"""A walk's card: every state within limits, every press readable, first what matters first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from bot.guide.cards import WalkView, walk_card
from bot.slack.blocks.walks import is_drawn_whole, resume_message, walk_message
from bot.slack.blocks.worst import record_of, view_at
from bot.slack.ids import Act, act_of, read_block_id
from bot.trees.model import FactKind
from bot.trees.walk import replay
from tests.desks import T01, shipped_content
from tests.slack.blocks.oracles import all_words, buttons, check_message, labels, pressed, ref_of
from tests.slack.blocks.replies import OFTEN, resume_cards, walk_cards

if TYPE_CHECKING:
    from bot.guide.walk_replies import ResumeCard, WalkCard
    from bot.trees.model import Tree

TODAY = date(2026, 12, 18)


def tree() -> Tree:
    """The main tree as it is shipped."""
    return shipped_content().trees["serious_incident"]


def card_for(answers: dict[str, str], *, changing: str = "", proposed: str = "") -> WalkCard:
    """The card of a walk with these answers."""
    walk = replay(tree(), answers, today=TODAY)
    view = WalkView(record_of(tree(), answers, TODAY), walk, "")
    return walk_card(shipped_content(), view, today=TODAY, changing=changing, proposed=proposed)


@OFTEN
@given(walk_cards())
def test_every_card_is_taken_by_every_oracle(card: WalkCard) -> None:
    """No card, however long or full of markup, is refused; drawing it twice gives the same."""
    message = walk_message(card)
    check_message(message)
    assert walk_message(card) == message


@OFTEN
@given(walk_cards())
def test_every_press_names_the_walk_and_its_revision(card: WalkCard) -> None:
    """Whatever changes a walk carries its id and revision, in the value or in the block's id."""
    for block, element in pressed(walk_message(card).blocks):
        if not element["action_id"].startswith("walk."):
            continue
        is_button = element["type"] == "button"
        ref = ref_of(element) if is_button else read_block_id(block["block_id"])
        assert ref is not None
        assert (ref.id, ref.revision) == (card.walk_id, card.revision)


@OFTEN
@given(walk_cards())
def test_block_ids_change_with_the_revision(card: WalkCard) -> None:
    """No block keeps its id when the walk moves on, so no stale choice is carried over."""
    moved = replace(card, revision=card.revision + 1)
    ids = {block["block_id"] for block in walk_message(card).blocks if "block_id" in block}
    later = {block["block_id"] for block in walk_message(moved).blocks if "block_id" in block}
    assert not ids & later


@OFTEN
@given(walk_cards())
def test_every_card_has_a_way_to_a_person(card: WalkCard) -> None:
    """The way to a person is on every card, once."""
    assert len(buttons(walk_message(card).blocks, Act.CONTACTS)) == 1


@OFTEN
@given(st.data())
def test_real_outcomes_keep_every_must_in_full(data: st.DataObject) -> None:
    """Whatever is answered, no must loses its what, who, when and how, and the message fits."""
    answers = {
        fact.id: data.draw(
            st.sampled_from(
                [*fact.values, *(["2026-12-18"] if fact.kind is FactKind.DATE else [])]
            ),
            label=fact.id,
        )
        for fact in tree().facts.values()
    }
    card = card_for(answers)
    message = walk_message(card)
    check_message(message)
    drawn = all_words(message.blocks)
    assert card.outcome is not None
    for duty in (*card.outcome.first, *card.outcome.must):
        assert duty.title in drawn
        assert duty.who in drawn
        for sentence in duty.do.removesuffix(".").split(". "):
            assert sentence.casefold() in drawn.casefold()


def test_every_shipped_question_is_drawn() -> None:
    """Every screen of the main tree is taken by every oracle and shows each of its questions."""
    for question in tree().questions:
        card = walk_card(shipped_content(), view_at(tree(), question, TODAY), today=TODAY)
        message = walk_message(card)
        check_message(message)
        for ask in card.asks:
            assert f"*{ask.ask}*" in all_words(message.blocks)


def test_the_worst_outcome_fits() -> None:
    """Every duty of the main tree at once fits one message, and none of them is cut."""
    card = replace(walk_card(shipped_content(), view_at(tree(), None, TODAY), today=TODAY), asks=())
    message = walk_message(card)
    check_message(message)
    assert is_drawn_whole(card)
    for duty in tree().duties.values():
        assert duty.title in all_words(message.blocks)


def test_a_danger_now_comes_before_the_question() -> None:
    """Once a child is in danger, 999 stands above the next question and first in the plain text."""
    message = walk_message(card_for({"immediate_danger": "yes"}))
    drawn = all_words(message.blocks)
    assert 0 <= drawn.index("999") < drawn.index("Which describes you?")
    assert message.text.startswith("Call 999")


def test_changing_an_answer_shows_it_and_can_be_left() -> None:
    """While an answer is being changed the old one is named, stands, and can be kept."""
    blocks = walk_message(card_for(T01, changing="looked_after")).blocks
    assert "You are changing *Looked after*. It stays *no*" in all_words(blocks)
    keep = buttons(blocks, Act.WALK_KEEP)
    assert [ref_of(button).fact for button in keep] == ["looked_after"]
    assert not [e for _, e in pressed(blocks) if act_of(e["action_id"]) == Act.WALK_CHANGE]


def test_a_difference_is_shown_before_it_is_used() -> None:
    """A changed answer first shows what it adds, and is used only by its own button."""
    blocks = walk_message(card_for(T01, changing="looked_after", proposed="by_us")).blocks
    assert "*This adds:*\n• Notify the Secretary of State and Ofsted (must)" in all_words(blocks)
    use = ref_of(buttons(blocks, Act.WALK_USE)[0])
    assert (use.fact, use.answer) == ("looked_after", "by_us")
    assert len(buttons(blocks, Act.WALK_KEEP)) == 1


def test_the_outcome_reads_in_order() -> None:
    """T01 shows what, who and by when for each duty, strongest first, with both dates in full."""
    drawn = all_words(walk_message(card_for(T01)).blocks)
    places = [drawn.index(word) for word in ("*First*", "*Must*", "*Should*", "*May*")]
    assert places == sorted(places)
    assert (
        "*1 Notify the Child Safeguarding Practice Review Panel* \N{EN DASH} The council\n"
        "By *Thursday 24 December 2026*, latest Tuesday 29 December 2026"
    ) in drawn


def test_an_outcome_can_say_why() -> None:
    """Below what has to happen there is a way to why, and why not the rest; not in mid-walk."""
    blocks = walk_message(card_for(T01)).blocks
    assert [ref_of(one).id for one in buttons(blocks, Act.WALK_WHY_NOT)] == ["0" * 32]
    assert not buttons(walk_message(card_for({})).blocks, Act.WALK_WHY_NOT)


def test_a_question_says_what_its_answer_can_still_change() -> None:
    """Under the question, with the author's reason."""
    drawn = all_words(walk_message(card_for({"immediate_danger": "no", "role": "other"})).blocks)
    assert "Why we ask: The Panel rules are for under-18s." in drawn
    assert "This can still change: " in drawn


def test_telling_the_partners_is_offered_where_the_tree_says_so() -> None:
    """After a serious incident; not after a worry, whose outcome is for others to hear of."""
    card = card_for(T01)
    assert card.offers_referral
    assert len(buttons(walk_message(card).blocks, Act.REFERRAL_FORM)) == 1
    blocks = walk_message(replace(card, offers_referral=False)).blocks
    assert not buttons(blocks, Act.REFERRAL_FORM)
    assert labels(blocks)[0] == "Copy as text"


def test_a_logged_walk_shows_its_reference_and_cannot_be_logged_again() -> None:
    """Once logged, the reference stands in the place of "Tell the safeguarding partners"."""
    fresh = card_for(T01)
    logged = replace(fresh, referral="SG-2026-0042")
    assert labels(walk_message(fresh).blocks)[0] == "Tell the safeguarding partners"
    blocks = walk_message(logged).blocks
    assert not buttons(blocks, Act.REFERRAL_FORM)
    assert "*Logged: SG-2026-0042.*" in all_words(blocks)


def test_starting_again_is_asked_first() -> None:
    """Starting again asks before it counts, and is not offered before there is an answer."""
    assert not buttons(walk_message(card_for({})).blocks, Act.WALK_AGAIN)
    again = buttons(walk_message(card_for({"immediate_danger": "no"})).blocks, Act.WALK_AGAIN)
    assert [button["confirm"]["confirm"]["text"] for button in again] == ["Start again"]


@OFTEN
@given(resume_cards)
def test_an_unfinished_walk_can_be_gone_on_with(card: ResumeCard) -> None:
    """An unfinished walk offers to go on, and to start again, both for that walk."""
    message = resume_message(card)
    check_message(message)
    for act in (Act.WALK_RESUME, Act.WALK_AGAIN):
        assert ref_of(buttons(message.blocks, act)[0]).id == card.walk_id
