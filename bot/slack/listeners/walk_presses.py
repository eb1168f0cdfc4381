"""What can be pressed on the card of a walk."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.guide import moving, walk
from bot.guide.cards import outcome_view
from bot.guide.kept_walks import own_view
from bot.guide.replies import Notice
from bot.slack.blocks.forms import copy_view, info_view
from bot.slack.blocks.why import why_view
from bot.slack.ids import Act
from bot.slack.listeners.telling import show
from bot.trees.plain import outcome_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.slack.listeners.parts import Parts
    from bot.slack.listeners.pressed import Pressed

    Press = Callable[[Parts, Pressed], Notice | None]

ANSWER_EACH = Notice("Answer each line first, then press Continue.")
IN_MESSAGES = "The questions are in your direct message with this app."


def start(parts: Parts, pressed: Pressed) -> Notice | None:
    """Begin in the person's direct message."""
    request = walk.Start(
        person=pressed.person,
        keys=(pressed.key,),
        tree_id=pressed.subject.id or walk.MAIN_TREE,
    )
    walk.start(parts.desk, request)
    return _where_it_is(parts, pressed)


def resume(parts: Parts, pressed: Pressed) -> Notice | None:
    """Go on with an unfinished walk."""
    return walk.resume(parts.desk, pressed.as_click()) or _where_it_is(parts, pressed)


def again(parts: Parts, pressed: Pressed) -> Notice | None:
    """Leave the answers and begin anew: in the same card, or where there is none in a new one."""
    if pressed.is_in_direct_message:
        return walk.start_again(parts.desk, pressed.as_click())
    tree_id = own_view(parts.desk, pressed.person, pressed.subject.id).record.tree_id
    request = walk.Start(pressed.person, (pressed.key,), tree_id, fresh=True)
    walk.start(parts.desk, request)
    return _where_it_is(parts, pressed)


def answer(parts: Parts, pressed: Pressed) -> Notice | None:
    """One question, answered by a button, a menu or a day."""
    given = {pressed.subject.fact: pressed.subject.answer}
    return walk.answer(parts.desk, pressed.as_click(), given)


def use(parts: Parts, pressed: Pressed) -> Notice | None:
    """A changed answer, whose difference has been shown."""
    given = {pressed.subject.fact: pressed.subject.answer}
    return walk.answer(parts.desk, pressed.as_click(), given, confirmed=True)


def pick(_parts: Parts, _pressed: Pressed) -> Notice | None:
    """One of several on a screen: kept by Slack until Continue is pressed."""
    return None


def submit(parts: Parts, pressed: Pressed) -> Notice | None:
    """A screen that asked several facts."""
    facts = pressed.subject.fact.split(",")
    if any(fact not in pressed.picked for fact in facts):
        return ANSWER_EACH
    given = {fact: pressed.picked[fact] for fact in facts}
    return walk.answer(parts.desk, pressed.as_click(), given)


def change(parts: Parts, pressed: Pressed) -> Notice | None:
    """Ask an answered question again."""
    return walk.change(parts.desk, pressed.as_click(), pressed.subject.fact)


def keep(parts: Parts, pressed: Pressed) -> Notice | None:
    """Leave an answer as it was."""
    return walk.keep(parts.desk, pressed.as_click())


def copy(parts: Parts, pressed: Pressed) -> Notice | None:
    """The outcome as plain text, for the practitioner's own case record."""
    desk = parts.desk
    found = own_view(desk, pressed.person, pressed.subject.id)
    content = desk.content
    text = outcome_text(found.walk, area=content.area, sources=content.sources, today=desk.today())
    show(parts, pressed, copy_view(text))
    return None


def move(parts: Parts, pressed: Pressed) -> Notice | None:
    """Go on with the updated questions."""
    return moving.move(parts.desk, pressed.as_click(), pressed.subject.answer)


def stay(parts: Parts, pressed: Pressed) -> Notice | None:
    """Keep the questions as they were."""
    return moving.stay(parts.desk, pressed.as_click(), pressed.subject.answer)


def why(parts: Parts, pressed: Pressed) -> Notice | None:
    """The answers that caused each duty, how days were counted, and what rules the others out."""
    found = own_view(parts.desk, pressed.person, pressed.subject.id)
    outcome = outcome_view(parts.desk.content, found.walk, today=parts.desk.today())
    show(parts, pressed, why_view(outcome))
    return None


def _where_it_is(parts: Parts, pressed: Pressed) -> Notice | None:
    """Nothing where the card comes up in front of the person; else where to look for it."""
    if pressed.is_in_direct_message:
        return None
    if pressed.channel:
        return Notice(IN_MESSAGES)
    show(parts, pressed, info_view("In your messages", [IN_MESSAGES]))
    return None


WALK_PRESSES: Mapping[Act, Press] = MappingProxyType(
    {
        Act.WALK_START: start,
        Act.WALK_RESUME: resume,
        Act.WALK_AGAIN: again,
        Act.WALK_ANSWER: answer,
        Act.WALK_DATE: answer,
        Act.WALK_PICK: pick,
        Act.WALK_SUBMIT: submit,
        Act.WALK_CHANGE: change,
        Act.WALK_KEEP: keep,
        Act.WALK_USE: use,
        Act.WALK_COPY: copy,
        Act.WALK_WHY_NOT: why,
        Act.WALK_MOVE: move,
        Act.WALK_STAY: stay,
    }
)
