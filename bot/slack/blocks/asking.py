"""The question part of a walk's card: one fact, or several on one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.slack.blocks.mrkdwn import sentence, shown
from bot.slack.blocks.parts import (
    actions,
    button,
    date_picker,
    option,
    radio,
    sections,
    select,
    small,
)
from bot.slack.ids import Act, Ref
from bot.trees.model import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.guide.replies import Choice
    from bot.guide.walk_replies import AskView, WalkCard
    from bot.slack.blocks.message import Block

_AS_BUTTONS = 7
_SHORT = 40
_AS_RADIO = 4
_CHOOSE = "Choose an answer"


def asked_now(card: WalkCard) -> tuple[AskView, ...]:
    """The facts that the card asks: all of its screen, or one where a day is among them."""
    if any(ask.is_date for ask in card.asks):
        return card.asks[:1]
    return card.asks


def question_blocks(card: WalkCard) -> list[Block]:
    """The question, what helps to answer it, and the answers to press."""
    asks = asked_now(card)
    if len(asks) == 1:
        return _one(card, asks[0])
    blocks = [block for ask in asks for block in _picked(card, ask)]
    return [*blocks, *actions([_continue(card, asks)])]


def question_words(card: WalkCard) -> str:
    """The question and its answers as plain sentences."""
    parts = []
    for ask in asked_now(card):
        labels = ", ".join(choice.label for choice in _ordered(ask))
        given = f"a day, or: {labels}" if ask.is_date and labels else labels or "a day"
        parts.append(sentence(ask.ask, ask.help, f"Answers: {given}"))
    return " ".join(parts)


def _one(card: WalkCard, ask: AskView) -> list[Block]:
    return [
        *sections(f"*{shown(ask.ask)}*"),
        *_answers(card, ask),
        *small(shown(ask.help), f"Why we ask: {shown(ask.why)}" if ask.why.strip() else ""),
    ]


def _answers(card: WalkCard, ask: AskView) -> list[Block]:
    options = _ordered(ask)
    ref = Ref(id=card.walk_id, revision=card.revision, fact=ask.fact)
    if ask.is_date:
        current = ask.current if ask.current not in {choice.id for choice in options} else ""
        picker = date_picker(Act.WALK_DATE, "Choose the day", current=current)
        return actions([picker, *_buttons(card, ask, options)], ref.as_block_id("date"))
    if len(options) <= _AS_BUTTONS and all(len(choice.label) <= _SHORT for choice in options):
        return actions(_buttons(card, ask, options))
    listed = [choice for choice in options if choice.id != UNKNOWN]
    menu = select(f"{Act.WALK_ANSWER}:select", _CHOOSE, _options(listed), current=ask.current)
    unknown = [choice for choice in options if choice.id == UNKNOWN]
    return actions([menu, *_buttons(card, ask, unknown)], ref.as_block_id("answer"))


def _buttons(card: WalkCard, ask: AskView, choices: Sequence[Choice]) -> list[Block]:
    return [
        button(
            f"{Act.WALK_ANSWER}:{number}",
            choice.label,
            Ref(card.walk_id, card.revision, ask.fact, choice.id),
        )
        for number, choice in enumerate(choices, start=1)
    ]


def _picked(card: WalkCard, ask: AskView) -> list[Block]:
    """One of several facts on a screen: chosen here, sent with "Continue"."""
    options = _options(_ordered(ask))
    act = f"{Act.WALK_PICK}:{ask.fact}"
    if len(options) <= _AS_RADIO:
        choice = radio(act, options, current=ask.current)
    else:
        choice = select(act, _CHOOSE, options, current=ask.current)
    ref = Ref(id=card.walk_id, revision=card.revision, fact=ask.fact)
    return [
        *sections(f"*{shown(ask.ask)}*"),
        *actions([choice], ref.as_block_id("pick")),
        *small(shown(ask.help)),
    ]


def _continue(card: WalkCard, asks: Sequence[AskView]) -> Block:
    facts = ",".join(ask.fact for ask in asks)
    ref = Ref(id=card.walk_id, revision=card.revision, fact=facts)
    return button(Act.WALK_SUBMIT, "Continue", ref, style="primary")


def _ordered(ask: AskView) -> list[Choice]:
    """The options in the author's order, "I don't know" last."""
    return sorted(ask.options, key=lambda choice: choice.id == UNKNOWN)


def _options(choices: Sequence[Choice]) -> list[Block]:
    return [option(choice.label, choice.id) for choice in choices]
