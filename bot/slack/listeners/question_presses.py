"""What people tell the curators by a press: a verdict, that nothing fitted, their question.

What curators press themselves is in `curator_presses`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.guide import feedback
from bot.guide.ports_questions import Verdict
from bot.slack.blocks.questions import question_view
from bot.slack.ids import Act
from bot.slack.listeners.curator_presses import CURATOR_PRESSES
from bot.slack.listeners.telling import show

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.guide.replies import Notice
    from bot.slack.listeners.parts import Parts
    from bot.slack.listeners.pressed import Pressed

    Press = Callable[[Parts, Pressed], Notice | None]

_VERDICTS = {verdict.value: verdict for verdict in Verdict}


def verdict(parts: Parts, pressed: Pressed) -> Notice | None:
    """Helpful, not helpful, or out of date: counted once for each answer and person."""
    given = _VERDICTS.get(pressed.action_id.partition(":")[2])
    if given is None or not pressed.subject.id:
        return None
    about = pressed.subject.id
    where = pressed.card or about
    return feedback.judge(parts.desk, feedback.Judgement(pressed.person, where, about, given))


def none_of_these(parts: Parts, pressed: Pressed) -> Notice | None:
    """None of the choices was meant."""
    return feedback.none_of_these(parts.desk, pressed.subject.id)


def keep(parts: Parts, pressed: Pressed) -> Notice | None:
    """Open the form in which a question can be sent to the curators."""
    show(parts, pressed, question_view(feedback.question_form(parts.desk, pressed.subject.id)))
    return None


QUESTION_PRESSES: Mapping[Act, Press] = MappingProxyType(
    {
        Act.VERDICT: verdict,
        Act.NONE_OF_THESE: none_of_these,
        Act.QUESTION_KEEP: keep,
        **CURATOR_PRESSES,
    }
)
