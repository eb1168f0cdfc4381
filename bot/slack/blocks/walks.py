"""A walk's card, drawn: one message, updated in place.

Every `block_id` holds the walk's revision, so that a client never carries a choice made on an older
card over to a newer one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.slack.blocks.asking import question_blocks, question_words
from bot.slack.blocks.limits import MESSAGE_BLOCKS, MESSAGE_SIZE, size_of
from bot.slack.blocks.message import Message
from bot.slack.blocks.mrkdwn import bullets, clip, escape, sentence, shown
from bot.slack.blocks.outcomes import (
    ROOMS,
    Room,
    duty_sections,
    outcome_blocks,
    outcome_words,
)
from bot.slack.blocks.parts import (
    actions,
    button,
    confirm,
    divider,
    header,
    option,
    sections,
    select,
    small,
)
from bot.slack.blocks.updates import update_blocks, update_words
from bot.slack.ids import Act, Ref

if TYPE_CHECKING:
    from bot.guide.walk_replies import DifferenceView, OutcomeView, ResumeCard, WalkCard
    from bot.slack.blocks.message import Block

TEXT = 3900
WHY = "Why, why not?"
_LATEST_OPTIONS = 100


def walk_message(card: WalkCard) -> Message:
    """The card with its question, its difference, or its outcome."""
    return Message(text=clip(escape(_words(card)), TEXT), blocks=_blocks(card))


def resume_message(card: ResumeCard) -> Message:
    """An unfinished walk: go on with it, or start again."""
    answers = f"{card.answers} answer{'' if card.answers == 1 else 's'} given"
    text = f"You have not finished: {card.title}. Started {card.started}, {answers}."
    ref = Ref(id=card.walk_id)
    return Message(
        text=escape(sentence(text, "Go on, or start again")),
        blocks=[
            *sections(
                f"*You have not finished: {escape(card.title)}*\n"
                f"Started {escape(card.started)}, {answers}."
            ),
            *actions(
                [
                    button(Act.WALK_RESUME, "Go on", ref, style="primary"),
                    start_again(ref),
                    talk(),
                ]
            ),
        ],
    )


def talk() -> Block:
    """The way to a person, on every card."""
    return button(Act.CONTACTS, "Talk to a person", Ref())


def start_again(ref: Ref) -> Block:
    """Leave these answers, after being asked."""
    asked = confirm(
        "Start again?",
        "The answers on this card are left behind. What was logged stays as it is.",
        yes="Start again",
        no="Keep my answers",
    )
    return button(Act.WALK_AGAIN, "Start again", ref, confirm=asked)


def _blocks(card: WalkCard) -> list[Block]:
    if card.update:
        return [*_top(card), *update_blocks(card, card.update), *_ways(card)]
    if card.difference:
        return [*_top(card), *_difference(card, card.difference), *_ways(card)]
    if card.asks or card.outcome is None:
        return [*_top(card), *question_blocks(card), *_ways(card)]
    return _outcome(card, card.outcome)[1]


def is_drawn_whole(card: WalkCard) -> bool:
    """Whether every duty of the card's outcome is drawn in words that were not cut."""
    return card.outcome is None or not _outcome(card, card.outcome)[0].line


def _outcome(card: WalkCard, outcome: OutcomeView) -> tuple[Room, list[Block]]:
    """As much detail as fits."""
    blocks: list[Block] = []
    for room in ROOMS:
        body = outcome_blocks(outcome, room)
        blocks = [*small(shown(card.note)), *body, *_logged(card), *_ways(card)]
        if len(blocks) <= MESSAGE_BLOCKS and size_of(blocks) <= MESSAGE_SIZE:
            return room, blocks
    return ROOMS[-1], blocks


def _words(card: WalkCard) -> str:
    urgent = [f"{duty.title}. {duty.do}" for duty in card.urgent]
    if card.update:
        return sentence(*urgent, update_words(card.update))
    if card.difference:
        change = card.difference
        adds = f"This adds: {', '.join(change.adds)}" if change.adds else ""
        takes = f"This takes away or weakens: {', '.join(change.takes)}" if change.takes else ""
        return sentence(*urgent, f"The new answer would be: {change.words}", adds, takes)
    if card.asks or card.outcome is None:
        return sentence(card.note, *urgent, card.title, _where(card), question_words(card))
    logged = f"Logged: {card.referral}" if card.referral else ""
    return sentence(card.note, outcome_words(card.outcome), logged)


def _where(card: WalkCard) -> str:
    """The first line of where one stands, as plain words."""
    changing = [view.label for view in card.answered if view.fact == card.changing]
    if changing:
        return f"You are changing: {changing[0]}"
    return f"Question {card.step} of about {max(card.about, card.step)}"


def _top(card: WalkCard) -> list[Block]:
    """The title, what cannot wait, and where one stands."""
    return [
        header(card.title),
        *[block for duty in card.urgent for block in duty_sections(duty)],
        *small(shown(card.note), *_standing(card)),
        divider(),
    ]


def _standing(card: WalkCard) -> list[str]:
    """Which answer is being changed; otherwise which question it is, and the answers so far."""
    fact = card.difference.fact if card.difference else card.changing
    changing = [view for view in card.answered if view.fact == fact]
    if changing:
        label, old = escape(changing[0].label), escape(changing[0].words)
        return [f"You are changing *{label}*. It stays *{old}* until you choose."]
    answered = " · ".join(f"{escape(view.label)}: *{escape(view.words)}*" for view in card.answered)
    step = _where(card)
    return [step, f"Your answers: {answered}"] if answered else [step]


def _difference(card: WalkCard, change: DifferenceView) -> list[Block]:
    ref = Ref(card.walk_id, card.revision, change.fact, change.value)
    adds = f"\n*This adds:*\n{bullets(change.adds)}" if change.adds else ""
    takes = f"\n*This takes away or weakens:*\n{bullets(change.takes)}" if change.takes else ""
    return [
        *sections(f"*New answer: {escape(change.words)}*{adds}{takes}"),
        *actions(
            [
                button(Act.WALK_USE, "Use the new answer", ref, style="primary"),
                _keep(card, change.fact),
            ]
        ),
    ]


def _keep(card: WalkCard, fact: str) -> Block:
    return button(Act.WALK_KEEP, "Keep the old answer", Ref(card.walk_id, card.revision, fact))


def _logged(card: WalkCard) -> list[Block]:
    if not card.referral:
        return []
    return sections(
        f"*Logged: {escape(card.referral)}.* Changing an answer here does not change what was "
        "logged. Correct that on the Home tab."
    )


def _ways(card: WalkCard) -> list[Block]:
    """Every card's last row: on, back, and to a person."""
    ref = Ref(card.walk_id, card.revision)
    keep = [_keep(card, card.changing)] if card.changing else []
    busy = bool(card.changing or card.difference or card.update)
    rows = actions([] if busy else _change(card), ref.as_block_id("change"))
    if busy or card.asks or card.outcome is None:
        again = [start_again(ref)] if card.answered else []
        return [*rows, *actions([*keep, talk(), *again])]
    tell = button(Act.REFERRAL_FORM, "Tell the safeguarding partners", ref, style="primary")
    on = [
        *([tell] if card.offers_referral and not card.referral else []),
        button(Act.WALK_COPY, "Copy as text", ref),
        button(Act.WALK_WHY_NOT, WHY, ref),
        button(Act.ASK_HOW, "Ask a question", Ref()),
        talk(),
        start_again(ref),
    ]
    return [*actions(on), *rows]


def _change(card: WalkCard) -> list[Block]:
    options = [
        option(f"{view.label}: {view.words}", view.fact)
        for view in card.answered[-_LATEST_OPTIONS:]
    ]
    return [select(Act.WALK_CHANGE, "Change an answer", options)] if options else []
