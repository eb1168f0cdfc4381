"""The names on buttons, menus and forms, and the few ids that travel in them.

A button carries ids only: rights and state always come from the store. `action_id` is one of `Act`,
with `:n` behind it where one block holds several of a kind. What a press refers to stands in the
button's `value`, or, for menus and date pickers that have none, in the `block_id`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum

_VERSION = 1
_BLOCK = re.compile(r"(?P<name>[a-z_]+)\|(?P<id>[^|]*)\|(?P<revision>\d+)\|(?P<fact>[a-z0-9_]*)")


class Act(StrEnum):
    """Everything that can be pressed or picked."""

    WALK_START = "walk.start"
    WALK_RESUME = "walk.resume"
    WALK_AGAIN = "walk.again"
    WALK_ANSWER = "walk.answer"
    WALK_DATE = "walk.date"
    WALK_PICK = "walk.pick"
    WALK_SUBMIT = "walk.submit"
    WALK_CHANGE = "walk.change"
    WALK_KEEP = "walk.keep"
    WALK_USE = "walk.use"
    WALK_COPY = "walk.copy"
    WALK_WHY_NOT = "walk.why_not"
    WALK_MOVE = "walk.move"
    WALK_STAY = "walk.stay"
    REFERRAL_FORM = "referral.form"
    REFERRAL_AMEND = "referral.amend"
    REFERRAL_TAKE = "referral.take"
    REFERRAL_PAGE = "referral.page"
    REFERRAL_LOOK = "referral.look"
    REVIEW_OPEN = "review.open"
    REVIEW_REASONS = "review.reasons"
    LEARN_PAGE = "learn.page"
    LEARN_OPEN = "learn.open"
    FOLLOW_UP = "learn.follow_up"
    LIST_SHOW = "list.show"
    LIST_PAGE = "list.page"
    ENTRY_SHOW = "entry.show"
    ASK_HOW = "ask.how"
    CONTACTS = "contacts.open"
    NOT_NOW = "safety.not_now"
    VERDICT = "answer.verdict"
    NONE_OF_THESE = "answer.none"
    QUESTION_KEEP = "question.keep"
    CURATOR_OPEN = "curator.open"
    CURATOR_SUGGEST = "curator.suggest"
    CURATOR_DONE = "curator.done"


class Form(StrEnum):
    """The `callback_id` of every modal. `INFO` has nothing to submit."""

    QUESTION = "question_keep"
    REFERRAL = "referral_form"
    AMEND = "referral_amend"
    REVIEW = "review_form"
    LEARN = "learn_form"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Ref:
    """What a press refers to.

    Attributes:
        id: A walk's, referral's, entry's or tree's id; for a verdict what it is about.
        revision: The revision or version it was drawn at, or 0.
        fact: The fact concerned, or empty.
        answer: The answer it stands for, or empty.
    """

    id: str = ""
    revision: int = 0
    fact: str = ""
    answer: str = ""

    def as_value(self) -> str:
        """The compact text for a button's `value`."""
        return json.dumps(
            [_VERSION, self.id, self.revision, self.fact, self.answer], separators=(",", ":")
        )

    def as_block_id(self, name: str) -> str:
        """The text for the `block_id` of a menu or date picker; `name` keeps it unique."""
        return f"{name}|{self.id}|{self.revision}|{self.fact}"


def read_value(value: str) -> Ref | None:
    """What a button's `value` refers to; None where it is not one of ours, or of an old form."""
    try:
        version, id_, revision, fact, answer = json.loads(value)
    except (ValueError, TypeError):
        return None
    texts = (id_, fact, answer)
    if version != _VERSION or not isinstance(revision, int):
        return None
    if not all(isinstance(text, str) for text in texts):
        return None
    return Ref(id=id_, revision=revision, fact=fact, answer=answer)


def read_block_id(block_id: str) -> Ref | None:
    """What a `block_id` refers to; None where it is not one of ours."""
    found = _BLOCK.fullmatch(block_id)
    if found is None:
        return None
    return Ref(id=found["id"], revision=int(found["revision"]), fact=found["fact"])


def act_of(action_id: str) -> str:
    """The `Act` in an `action_id`, without the number behind it."""
    return action_id.split(":", 1)[0]
