"""The short forms with which partners record what was done with a referral, and a referrer answers.

One form for each action. What it is about stands in `private_metadata`: the referral, the version
it was drawn at, and the action.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.guide.reviewing.requests import TEXT_LIMIT
from bot.guide.reviewing.words import CHOICE_WORDS, QUESTION_WORDS
from bot.referrals.clocks import ClockKind
from bot.referrals.decisions import CHOICES, NEEDS_REASON, Question
from bot.referrals.workflow import Action
from bot.slack.blocks import parts
from bot.slack.blocks.mrkdwn import bullets, escape, shown
from bot.slack.blocks.nudging import NUDGED, SEND_AS_IT_IS, nudge_blocks
from bot.slack.blocks.parts import TITLE, option, packed, radio, sections, small, verbatim, words
from bot.slack.ids import Form, Ref

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from bot.guide.replies import ReferralCard
    from bot.slack.blocks.message import Block

CHOICE, REASON, LATE, ON, AT = "choice", "reason", "late_reason", "on", "at"
PANEL, QUESTION, ANSWER, CLOCK, OTHER = "panel_reference", "question", "answer", "clock", "other"
NO_NAMES = "No names, dates of birth or addresses."
_PANEL_LIMIT = 100
_AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form is drawn from.

    Attributes:
        action: What is recorded with it.
        card: The referral, as it is for the person.
        today: The day in England.
        typed: What was typed so far: field -> text.
        note: Why it is shown again, or empty.
        question: For an answer, what the partners ask.
        nudges: What looks like an identifier; it may still be sent as it is.
    """

    action: Action
    card: ReferralCard
    today: date
    typed: Mapping[str, str] = field(default_factory=dict, repr=False)
    note: str = ""
    question: str = field(default="", repr=False)
    nudges: tuple[str, ...] = ()

    def given(self, name: str, otherwise: str = "") -> str:
        """What was typed into a field, or what it begins with."""
        return self.typed.get(name, otherwise)


def review_form(asked: Asked) -> Block:
    """The form for an action."""
    title, submit, draw = FORMS[asked.action]
    card = asked.card
    marked = NUDGED if asked.nudges else ""
    ref = Ref(card.referral_id, card.version, marked, asked.action.value)
    return {
        "type": "modal",
        "callback_id": Form.REVIEW.value,
        "private_metadata": ref.as_value(),
        "title": words(title, TITLE),
        "submit": words(SEND_AS_IT_IS if asked.nudges else submit, TITLE),
        "close": words("Cancel", TITLE),
        "blocks": [
            *sections(f"*{shown(asked.note)}*" if asked.note else ""),
            *sections(f"*{escape(card.ref)}*\n{escape(card.coded)}".strip()),
            *nudge_blocks(asked.nudges),
            *draw(asked),
        ],
    }


def text_field(
    asked: Asked, name: str, label: str, *, hint: str = NO_NAMES, optional: bool = False
) -> Block:
    """A field of several lines."""
    element = parts.typing(limit=TEXT_LIMIT, typed=asked.given(name), lines=True)
    return parts.field(name, label, element, hint=hint, optional=optional)


def _day(asked: Asked, label: str, *, hint: str = "", optional: bool = False) -> Block:
    current = asked.given(ON, "" if optional else asked.today.isoformat())
    picker = parts.date_picker(ON, "Choose the day", current=current)
    return parts.field(ON, label, picker, hint=hint, optional=optional)


def _late(asked: Asked, kind: ClockKind) -> list[Block]:
    """Why it is late: asked only where the clock is, and it may follow later."""
    if not any(c.kind == kind.value and c.standing == "late" for c in asked.card.clocks):
        return []
    hint = f"It can follow later, from the referral's page. {NO_NAMES}"
    return [text_field(asked, LATE, "Why it is late", hint=hint, optional=True)]


def _vote(question: Question) -> Callable[[Asked], list[Block]]:
    def draw(asked: Asked) -> list[Block]:
        said = [one for one in asked.card.decisions if one.is_open and one.question == question]
        lines = [line for one in said for line in one.lines]
        choices = CHOICES[question]
        options = [option(CHOICE_WORDS[choice], choice) for choice in choices]
        needed = [CHOICE_WORDS[choice] for choice in choices if choice in NEEDS_REASON]
        is_always = len(needed) == len(choices)
        hint = "" if is_always else f"Needed for: {', '.join(needed)}. "
        return [
            *small("*Said so far*" if lines else "", bullets(lines)),
            parts.field(
                CHOICE,
                QUESTION_WORDS[question],
                radio(CHOICE, options, current=asked.given(CHOICE)),
            ),
            text_field(asked, REASON, "Why", hint=f"{hint}{NO_NAMES}", optional=not is_always),
            *small("You vote for your organisation, once. All three have to say the same."),
        ]

    return draw


def _ask(asked: Asked) -> list[Block]:
    hint = f"{NO_NAMES} The referrer is not told who asks."
    return [text_field(asked, QUESTION, "Your question to the referrer", hint=hint)]


def _answer(asked: Asked) -> list[Block]:
    hint = f"{NO_NAMES} Only the safeguarding partners can open it."
    return [
        *sections("*The partners ask*"),
        *verbatim(asked.question),
        text_field(asked, ANSWER, "Your answer", hint=hint),
    ]


def _notify(asked: Asked) -> list[Block]:
    time = parts.time_picker(AT, "Choose the time", current=asked.given(AT))
    panel = parts.typing(limit=_PANEL_LIMIT, typed=asked.given(PANEL))
    return [
        *small("This records it. The notification itself is made on the Panel's online system."),
        _day(asked, "The day it was sent"),
        parts.field(AT, "The time it was sent", time),
        parts.field(PANEL, "The Panel's reference", panel, hint="As the online system gave it."),
        *_late(asked, ClockKind.NOTIFY),
    ]


def _start(_asked: Asked) -> list[Block]:
    return sections("The partners' channel will show that the rapid review is under way.")


def _take_over(asked: Asked) -> list[Block]:
    text = "Reminders will come to you. The referrer is told which organisation has it."
    return [*sections(text), *small(escape(asked.card.taken))]


def _submit(asked: Asked) -> list[Block]:
    day = _day(asked, "The day it was sent to the Panel")
    return [day, *_late(asked, ClockKind.RAPID_REVIEW)]


def _publish(asked: Asked) -> list[Block]:
    day = _day(asked, "The day the report was published")
    return [day, *_late(asked, ClockKind.LOCAL_REVIEW)]


def _explain(asked: Asked) -> list[Block]:
    late = [clock for clock in asked.card.clocks if clock.needs_reason][:_AT_ONCE]
    options = [option(clock.title, clock.id) for clock in late]
    first = asked.given(CLOCK, late[0].id if late else "")
    which = parts.field(CLOCK, "What was late?", radio(CLOCK, options, current=first))
    lines = packed(shown(clock.line) for clock in late)
    return [*lines, *([which] if late else []), text_field(asked, REASON, "Why it was late")]


def _aware(asked: Asked) -> list[Block]:
    hint = "It can be set earlier than it stands, never later. The five days run from here."
    return [_day(asked, "The day the council became aware", hint=hint)]


def _link(asked: Asked) -> list[Block]:
    options = [option(choice.label, choice.id) for choice in asked.card.duplicates[:_AT_ONCE]]
    other = radio(OTHER, options, current=asked.given(OTHER))
    return [
        parts.field(OTHER, "Which is about the same incident?", other),
        *small("Each stays a referral of its own, with its own dates."),
    ]


def _reopen(asked: Asked) -> list[Block]:
    label = "The day the council became aware of what is new"
    hint = "Only where the Panel was not notified. Leave it empty if nobody knows it."
    return [
        text_field(asked, REASON, "Why is it opened again?"),
        _day(asked, label, hint=hint, optional=True),
    ]


FORMS: Mapping[Action, tuple[str, str, Callable[[Asked], list[Block]]]] = MappingProxyType(
    {
        Action.ASK: ("Ask the referrer", "Ask", _ask),
        Action.ANSWER: ("Answer the partners", "Send the answer", _answer),
        Action.NOTIFY: ("Notification", "Record it", _notify),
        Action.VOTE_CRITERIA: ("Your vote", "Vote", _vote(Question.CRITERIA)),
        Action.VOTE_OUTCOME: ("Your vote", "Vote", _vote(Question.OUTCOME)),
        Action.VOTE_PUBLICATION: ("Your vote", "Vote", _vote(Question.PUBLICATION)),
        Action.VOTE_CLOSING: ("Your vote", "Vote", _vote(Question.CLOSING)),
        Action.START_REVIEW: ("Rapid review", "It has begun", _start),
        Action.SUBMIT_REVIEW: ("Rapid review", "Record it as sent", _submit),
        Action.PUBLISH: ("Publication", "Record it", _publish),
        Action.EXPLAIN: ("Why it was late", "Record it", _explain),
        Action.SET_AWARE: ("Becoming aware", "Set the day", _aware),
        Action.LINK: ("Same incident", "Link them", _link),
        Action.TAKE_OVER: ("Take it over", "Take it over", _take_over),
        Action.REOPEN: ("Open it again", "Open it again", _reopen),
    }
)
"""Action -> title, what the button says, and what is asked."""
