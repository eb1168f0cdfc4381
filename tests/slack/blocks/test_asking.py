"""Questions: as buttons, menus, days or several at once, with every answer within reach."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.guide.replies import Choice
from bot.guide.walk_replies import AskView, WalkCard
from bot.slack.blocks.asking import question_blocks, question_words
from bot.slack.ids import Act, act_of, read_block_id
from tests.slack.blocks.oracles import buttons, labels, pressed, ref_of
from tests.slack.blocks.replies import OFTEN, asks

UNKNOWN = Choice("I don't know", "unknown")


def ask(*choices: Choice, fact: str = "event", is_date: bool = False, current: str = "") -> AskView:
    """A question with these answers."""
    return AskView(fact, "What happened?", "Hard words.", "It matters.", is_date, choices, current)


def card(*asked: AskView) -> WalkCard:
    """A card that asks."""
    return WalkCard("w" * 32, 7, "Tree", 1, 9, (), (), asked, "", None, None, "")


def some(count: int) -> tuple[Choice, ...]:
    """So many answers."""
    return tuple(Choice(f"Answer {n}", f"value_{n}") for n in range(count))


@OFTEN
@given(asks("fact_1", most=100))
def test_every_answer_can_be_given_once(asked: AskView) -> None:
    """Every answer of a question is there exactly once, as a button or in a menu."""
    given_answers = []
    for _, element in pressed(question_blocks(card(asked))):
        if element["type"] == "button":
            given_answers.append(ref_of(element).answer)
        given_answers += [choice["value"] for choice in element.get("options", [])]
    assert sorted(given_answers) == sorted(choice.id for choice in asked.options)


@OFTEN
@given(st.integers(1, 7))
def test_few_answers_are_buttons(count: int) -> None:
    """Up to seven short answers are buttons that carry walk, revision, fact and answer."""
    blocks = question_blocks(card(ask(*some(count))))
    refs = [ref_of(button) for button in buttons(blocks, Act.WALK_ANSWER)]
    assert [(ref.id, ref.revision, ref.fact) for ref in refs] == [("w" * 32, 7, "event")] * count
    assert [ref.answer for ref in refs] == [choice.id for choice in some(count)]


def test_not_knowing_is_always_a_button_and_last() -> None:
    """Wherever the tree's author put it, "I don't know" is the last button."""
    few = question_blocks(card(ask(UNKNOWN, *some(3))))
    assert labels(few) == ["Answer 0", "Answer 1", "Answer 2", "I don't know"]
    many = question_blocks(card(ask(UNKNOWN, *some(8))))
    assert labels(many) == ["I don't know"]


def test_many_answers_are_a_menu_that_answers_at_once() -> None:
    """More than seven answers, or long ones, are a menu whose block names the fact."""
    long = (Choice("An answer that is much too long for a button on a phone", "long"),)
    for choices in (some(8), long):
        block, menu = next(
            iter(pressed(question_blocks(card(ask(*choices, current=choices[0].id)))))
        )
        ref = read_block_id(block["block_id"])
        assert menu["action_id"] == f"{Act.WALK_ANSWER}:select"
        assert ref is not None
        assert (ref.id, ref.revision, ref.fact) == ("w" * 32, 7, "event")
        assert menu["initial_option"]["value"] == choices[0].id


def test_a_day_is_picked_or_said_not_to_be_known() -> None:
    """A date has a picker with the day being changed, and a button for what else may be said."""
    day = date(2026, 12, 18).isoformat()
    blocks = question_blocks(card(ask(UNKNOWN, is_date=True, current=day)))
    (block, picker), (_, button) = pressed(blocks)
    assert (picker["type"], picker["action_id"]) == ("datepicker", Act.WALK_DATE)
    assert picker["initial_date"] == day
    assert read_block_id(block["block_id"]) is not None
    assert ref_of(button).answer == "unknown"


def test_a_shared_screen_is_sent_with_one_button() -> None:
    """Each fact is chosen in a block of its own; "Continue" names all of them."""
    blocks = question_blocks(card(ask(*some(2), fact="one"), ask(*some(9), fact="two")))
    chosen = {e["action_id"]: e["type"] for _, e in pressed(blocks) if e["type"] != "button"}
    assert chosen == {"walk.pick:one": "radio_buttons", "walk.pick:two": "static_select"}
    facts = [
        read_block_id(block["block_id"]) for block, e in pressed(blocks) if e["type"] != "button"
    ]
    assert [ref.fact for ref in facts if ref] == ["one", "two"]
    (submit,) = buttons(blocks, Act.WALK_SUBMIT)
    assert (ref_of(submit).fact, submit["style"]) == ("one,two", "primary")


def test_a_day_never_shares_a_screen() -> None:
    """Where a day is among the facts they are asked one by one, so that each can be answered."""
    blocks = question_blocks(card(ask(UNKNOWN, is_date=True), ask(*some(2), fact="two")))
    assert {act_of(e["action_id"]) for _, e in pressed(blocks)} == {Act.WALK_DATE, Act.WALK_ANSWER}


def test_the_question_reads_well_aloud() -> None:
    """The plain text has the question and every answer."""
    words = question_words(card(ask(UNKNOWN, *some(2))))
    assert words == "What happened? Hard words. Answers: Answer 0, Answer 1, I don't know."
