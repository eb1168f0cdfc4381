"""The short forms for learning: recommendations, actions, what was found, and published reviews."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.guide.reviewing.requests import TEXT_LIMIT
from bot.guide.reviewing.words import RESULT_WORDS, REVIEW_WORDS
from bot.slack.blocks import parts
from bot.slack.blocks.learning import LATE as IS_LATE
from bot.slack.blocks.nudging import NUDGED, SEND_AS_IT_IS, nudge_blocks
from bot.slack.blocks.parts import TITLE, option, radio, select, small, words
from bot.slack.blocks.review_forms import LATE, NO_NAMES, ON, REASON
from bot.slack.ids import Form, Ref

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from bot.guide.replies import Choice
    from bot.slack.blocks.message import Block

TEXT, OWNER, WHO, DUE, LOOK = "text", "owner", "who", "due_on", "assure_on"
RESULT, EVIDENCE, NEXT, KIND, PLACE = "result", "evidence", "next_on", "kind", "place"


@dataclass(frozen=True, slots=True)
class Learned:
    """What a form is drawn from.

    Attributes:
        ref: What it is about; `answer` says which form, with `|` and marks behind it: `NUDGED` once
            something that looks like an identifier was pointed out, `ON_PAGE` where it was opened
            over a referral's page.
        today: The day in England.
        owners: The organisations that an action may belong to.
        typed: What was typed so far: field -> text.
        nudges: What looks like an identifier; it may still be sent as it is.
    """

    ref: Ref
    today: date
    owners: Sequence[Choice] = ()
    typed: Mapping[str, str] = field(default_factory=dict, repr=False)
    nudges: tuple[str, ...] = ()

    def given(self, name: str) -> str:
        """What was typed into a field."""
        return self.typed.get(name, "")


def learn_form(made: Learned) -> Block:
    """The form that `made.ref.answer` names."""
    title, submit, draw = LEARN_FORMS[form_of(made.ref)]
    ref = marked(made.ref, NUDGED) if made.nudges else made.ref
    return {
        "type": "modal",
        "callback_id": Form.LEARN.value,
        "private_metadata": ref.as_value(),
        "title": words(title, TITLE),
        "submit": words(SEND_AS_IT_IS if made.nudges else submit, TITLE),
        "close": words("Cancel", TITLE),
        "blocks": [*nudge_blocks(made.nudges), *draw(made)],
    }


def form_of(ref: Ref) -> str:
    """Which form it is: one of `LEARN_FORMS`, or something foreign."""
    return ref.answer.split("|")[0]


def is_marked(ref: Ref, mark: str) -> bool:
    """Whether a form bears a mark."""
    return mark in ref.answer.split("|")[1:]


def marked(ref: Ref, mark: str) -> Ref:
    """The same form with a mark more."""
    return replace(ref, answer=f"{ref.answer}|{mark}")


def _text(
    made: Learned, name: str, label: str, *, hint: str = NO_NAMES, optional: bool = False
) -> Block:
    element = parts.typing(limit=TEXT_LIMIT, typed=made.given(name), lines=True)
    return parts.field(name, label, element, hint=hint, optional=optional)


def _day(made: Learned, name: str, label: str, *, hint: str = "", optional: bool = False) -> Block:
    picker = parts.date_picker(name, "Choose the day", current=made.given(name))
    return parts.field(name, label, picker, hint=hint, optional=optional)


def _recommend(made: Learned) -> list[Block]:
    return [_text(made, TEXT, "What is recommended?")]


def _agree(made: Learned) -> list[Block]:
    owners = [option(owner.label, owner.id) for owner in made.owners]
    owner = select(OWNER, "Choose the organisation", owners, current=made.given(OWNER))
    who = parts.user_picker(WHO, "Choose somebody", current=made.given(WHO))
    look = "Somebody who does not own it looks whether it is part of everyday practice."
    return [
        _text(made, TEXT, "What will be done?"),
        parts.field(OWNER, "Which organisation owns it?", owner),
        parts.field(WHO, "Who is reminded in person?", who, optional=True),
        _day(made, DUE, "Done by"),
        _day(made, LOOK, "Looked at by", hint=look),
    ]


def _finish(made: Learned) -> list[Block]:
    current = made.given(ON) or made.today.isoformat()
    picker = parts.date_picker(ON, "Choose the day", current=current)
    late = _text(made, LATE, "Why it is late", optional=True)
    return [
        parts.field(ON, "The day it was done", picker),
        *([late] if made.ref.fact == IS_LATE else []),
    ]


def _assure(made: Learned) -> list[Block]:
    options = [option(label, result.value) for result, label in RESULT_WORDS.items()]
    found = radio(RESULT, options, current=made.given(RESULT))
    again = "Needed unless it is embedded."
    return [
        *small("Whoever owns an action does not judge it."),
        parts.field(RESULT, "What did you find?", found),
        _text(made, EVIDENCE, "What did you see that shows it?"),
        _day(made, NEXT, "Looked at again by", hint=again, optional=True),
    ]


def _drop(made: Learned) -> list[Block]:
    return [_text(made, REASON, "Why is it dropped?")]


def _enter(made: Learned) -> list[Block]:
    options = [option(label, kind.value) for kind, label in REVIEW_WORDS.items()]
    title = parts.typing(limit=300, typed=made.given(TEXT))
    place = parts.typing(limit=300, typed=made.given(PLACE))
    return [
        parts.field(KIND, "What kind?", radio(KIND, options, current=made.given(KIND))),
        parts.field(TEXT, "Title", title),
        _day(made, ON, "Published on"),
        parts.field(PLACE, "Where it can be read", place, optional=True),
    ]


LEARN_FORMS: Mapping[str, tuple[str, str, Callable[[Learned], list[Block]]]] = MappingProxyType(
    {
        "recommend": ("Recommendation", "Add it", _recommend),
        "agree": ("Action", "Agree it", _agree),
        "finish": ("Action done", "Record it", _finish),
        "assure": ("What was found", "Record it", _assure),
        "drop": ("Drop the action", "Drop it", _drop),
        "enter_review": ("Published review", "Enter it", _enter),
    }
)
"""Code -> title, what the button says, and what is asked."""
