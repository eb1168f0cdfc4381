"""Forms about learning that were sent: checked, recorded, and shown on the page they came from."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bot.errors import NotAllowedError, NotFoundError, StaleError
from bot.guide import refer, review
from bot.guide.reviewing import assure, learn
from bot.guide.reviewing.follow_up import follow_up
from bot.guide.reviewing.requests import (
    ActionForm,
    ActionPress,
    AssuranceForm,
    DoneForm,
    LearnPress,
    RecommendationForm,
    ReviewForm,
)
from bot.referrals.learning import Result, ReviewKind
from bot.slack.blocks import learn_forms as form
from bot.slack.blocks.learning import ON_PAGE, follow_up_view, learning_view
from bot.slack.blocks.nudging import NUDGED
from bot.slack.blocks.pages import REVIEW, info_view, kept_view, referral_page
from bot.slack.blocks.review_forms import LATE, ON, REASON
from bot.slack.ids import read_value
from bot.slack.listeners.filled import day_in, fields_of, filled, key_of
from bot.slack.listeners.finishing import at_the_bottom, beside, finish, page
from bot.slack.listeners.learn_presses import owners
from bot.slack.listeners.telling import PLEASE_NOTE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from bot.guide.desk import Desk
    from bot.guide.review_replies import LearningPage
    from bot.referrals.people import Person
    from bot.slack.blocks.message import Block
    from bot.slack.ids import Ref
    from bot.slack.listeners.parts import Json, Parts

    Typed = Mapping[str, str]
    Record = Callable[["Sent"], LearningPage]

OLD_FORM = "This form is from an older version. Close it and open it again."
NOT_YET = "That has not come yet."
NOT_A_DAY = "Choose a day."
TOO_EARLY = "Not before the day it is done by."
LATER = "Choose a day after today."
CHOOSE = "Choose one."
EMPTY = "Write it here. Blank does not count."


class Sent:
    """A form that was sent.

    Args:
        desk: What use cases work with.
        person: Who sent it.
        view: The form.
        ref: What it is about.
    """

    def __init__(self, desk: Desk, person: Person, view: Json, ref: Ref) -> None:
        self.desk = desk
        self.person = person
        self.ref = ref
        self.typed = filled(view)
        self.key = key_of(view)

    @property
    def press(self) -> LearnPress:
        """Who does it, once."""
        return LearnPress(self.person, self.key)

    @property
    def on_action(self) -> ActionPress:
        """Who does it with an action, as it was drawn."""
        return ActionPress(self.person, self.key, self.ref.id, self.ref.revision)

    def day(self, name: str) -> date:
        """The day in a field.

        Raises:
            NotAllowedError: There is none.
        """
        found = day_in(self.typed, name)
        if found is None:
            raise NotAllowedError(NOT_A_DAY)
        return found


def learning_sent(parts: Parts, body: Json) -> dict[str, Any]:
    """Record what a form says; gives what the form does next."""
    view = body["view"]
    ref = read_value(str(view.get("private_metadata") or ""))
    if ref is None or form.form_of(ref) not in RECORD:
        raise NotFoundError(OLD_FORM)
    code, sent = form.form_of(ref), Sent(parts.desk, parts.person(body), view, ref)
    wrong = {**CHECKS[code](sent)}
    if wrong:
        return beside(wrong)
    nudged = _nudged(sent)
    if nudged is not None:
        return page(nudged)
    try:
        found = RECORD[code](sent)
    except StaleError as stale:
        texts = [sent.typed[name] for name in _TYPED if name in sent.typed]
        told = f"{stale} Close this, open it again and look."
        return page(kept_view("Not recorded", told, texts))
    except NotAllowedError as told:
        fields = fields_of(view)
        if not fields:
            return page(info_view(PLEASE_NOTE, [str(told)]))
        return beside({fields[0]: str(told)})
    return _recorded(parts, view, sent, found)


def _recorded(parts: Parts, view: Json, sent: Sent, found: LearningPage) -> dict[str, Any]:
    """Show what is on disk now on the page that the form was opened on, and on the one beneath."""
    code = form.form_of(sent.ref)
    if code == "enter_review":
        shown = follow_up_view(follow_up(parts.desk, sent.person))
        return finish(parts, (view, sent.person), shown)
    is_on_page = form.is_marked(sent.ref, ON_PAGE)
    if is_on_page:
        at_the_bottom(parts, view, lambda: _referral_page(sent, found))
    shown = learning_view(found, DONE[code], is_on_page=is_on_page)
    return finish(parts, (view, sent.person), shown)


def _referral_page(sent: Sent, found: LearningPage) -> Block:
    return referral_page(review.page(sent.desk, sent.person, found.referral_id))


def _nudged(sent: Sent) -> Block | None:
    """The form once more where something typed looks like an identifier; None to go on."""
    texts = [sent.typed[name] for name in _TYPED if name in sent.typed]
    nudges = () if form.is_marked(sent.ref, NUDGED) else refer.nudges(sent.desk, texts)
    if not nudges:
        return None
    made = form.Learned(sent.ref, sent.desk.today(), owners(sent.desk), sent.typed, nudges)
    return form.learn_form(made)


def _recommend(sent: Sent) -> LearningPage:
    is_review = sent.ref.fact == REVIEW
    made = RecommendationForm(
        text=sent.typed[form.TEXT],
        referral_id="" if is_review else sent.ref.id,
        review_id=sent.ref.id if is_review else "",
    )
    return learn.recommend(sent.desk, sent.press, made)


def _agree(sent: Sent) -> LearningPage:
    user = sent.typed.get(form.WHO, "")
    team = sent.person.id.partition(":")[0]
    made = ActionForm(
        recommendation_id=sent.ref.id,
        text=sent.typed[form.TEXT],
        owner=sent.typed[form.OWNER],
        due_on=sent.day(form.DUE),
        assure_on=sent.day(form.LOOK),
        owner_person=f"{team}:{user}" if user else "",
    )
    return learn.agree(sent.desk, sent.press, made)


def _finish(sent: Sent) -> LearningPage:
    made = DoneForm(sent.day(ON), sent.typed.get(LATE, ""))
    return assure.finish(sent.desk, sent.on_action, made)


def _assure(sent: Sent) -> LearningPage:
    made = AssuranceForm(
        result=Result(sent.typed[form.RESULT]),
        evidence=sent.typed[form.EVIDENCE],
        next_on=day_in(sent.typed, form.NEXT),
    )
    return assure.assure(sent.desk, sent.on_action, made)


def _drop(sent: Sent) -> LearningPage:
    return assure.drop(sent.desk, sent.on_action, sent.typed[REASON])


def _enter(sent: Sent) -> LearningPage:
    made = ReviewForm(
        kind=ReviewKind(sent.typed[form.KIND]),
        published_on=sent.day(ON),
        title=sent.typed[form.TEXT],
        place=sent.typed.get(form.PLACE, ""),
    )
    return learn.enter_review(sent.desk, sent.press, made)


RECORD: Mapping[str, Record] = MappingProxyType(
    {
        "recommend": _recommend,
        "agree": _agree,
        "finish": _finish,
        "assure": _assure,
        "drop": _drop,
        "enter_review": _enter,
    }
)
"""Form -> what records it."""


def _blank(typed: Typed, *names: str) -> dict[str, str]:
    return {name: EMPTY for name in names if not typed.get(name, "").strip()}


def _unchosen(typed: Typed, *names: str) -> dict[str, str]:
    return {name: CHOOSE for name in names if not typed.get(name)}


def _check_done(sent: Sent) -> dict[str, str]:
    on = day_in(sent.typed, ON)
    if on is None:
        return {ON: NOT_A_DAY}
    return {ON: NOT_YET} if on > sent.desk.today() else {}


def _check_agreed(sent: Sent) -> dict[str, str]:
    wrong = {**_blank(sent.typed, form.TEXT), **_unchosen(sent.typed, form.OWNER)}
    due, look = day_in(sent.typed, form.DUE), day_in(sent.typed, form.LOOK)
    if due is None or look is None:
        name = form.DUE if due is None else form.LOOK
        return {**wrong, name: NOT_A_DAY}
    return {**wrong, form.LOOK: TOO_EARLY} if look < due else wrong


def _check_found(sent: Sent) -> dict[str, str]:
    wrong = {**_unchosen(sent.typed, form.RESULT), **_blank(sent.typed, form.EVIDENCE)}
    again = day_in(sent.typed, form.NEXT)
    is_embedded = sent.typed.get(form.RESULT) == Result.EMBEDDED
    is_after = again is not None and again > sent.desk.today()
    return wrong if is_embedded or is_after else {**wrong, form.NEXT: LATER}


def _check_entered(sent: Sent) -> dict[str, str]:
    wrong = {**_unchosen(sent.typed, form.KIND), **_blank(sent.typed, form.TEXT)}
    return {**wrong, **_check_done(sent)}


CHECKS: Mapping[str, Callable[[Sent], Mapping[str, str]]] = MappingProxyType(
    {
        "recommend": lambda sent: _blank(sent.typed, form.TEXT),
        "agree": _check_agreed,
        "finish": _check_done,
        "assure": _check_found,
        "drop": lambda sent: _blank(sent.typed, REASON),
        "enter_review": _check_entered,
    }
)
"""Form -> what is wrong with it, field -> sentence."""

DONE: Mapping[str, str] = MappingProxyType(
    {
        "recommend": "The recommendation is added.",
        "agree": "The action is agreed. Its days run.",
        "finish": "It is recorded as done. Somebody else looks whether it took.",
        "assure": "What you found is recorded.",
        "drop": "The action is dropped.",
    }
)
"""Form -> what is said once it is on disk."""

_TYPED = (form.TEXT, form.EVIDENCE, REASON, LATE)
