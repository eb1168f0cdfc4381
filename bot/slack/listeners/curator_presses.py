"""What curators press: read the questions, suggest one as a wording, be done with one."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.guide import curate
from bot.slack.blocks.curators import curator_view
from bot.slack.ids import Act
from bot.slack.listeners.telling import replace_form, show

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.guide.replies import Notice
    from bot.slack.blocks.message import Block
    from bot.slack.listeners.parts import Parts
    from bot.slack.listeners.pressed import Pressed

    Press = Callable[[Parts, Pressed], Notice | None]


def read(parts: Parts, pressed: Pressed) -> Notice | None:
    """Open the questions; the look is in the audit log before anything is shown."""
    show(parts, pressed, _page(parts, pressed))
    return None


def suggest(parts: Parts, pressed: Pressed) -> Notice | None:
    """Suggest a question as a wording of an entry, and show the questions as they are now."""
    subject = pressed.subject
    curate.suggest(parts.desk, pressed.person, subject.id, subject.answer)
    replace_form(parts, pressed, _page(parts, pressed))
    return None


def done(parts: Parts, pressed: Pressed) -> Notice | None:
    """Be done with a question, and show those that are left."""
    curate.done(parts.desk, pressed.person, pressed.subject.id)
    replace_form(parts, pressed, _page(parts, pressed))
    return None


def _page(parts: Parts, pressed: Pressed) -> Block:
    return curator_view(curate.read_questions(parts.desk, pressed.person))


CURATOR_PRESSES: Mapping[Act, Press] = MappingProxyType(
    {
        Act.CURATOR_OPEN: read,
        Act.CURATOR_SUGGEST: suggest,
        Act.CURATOR_DONE: done,
    }
)
