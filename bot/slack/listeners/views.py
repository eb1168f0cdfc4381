"""Forms that were sent: to the partners, corrections of that, and questions to the curators."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.errors import NotAllowedError, NotFoundError, StaleError
from bot.guide import feedback, refer
from bot.guide.ask import contact_lines
from bot.referrals.model import NARRATIVE_LIMIT
from bot.referrals.people import Role
from bot.slack.blocks.forms import (
    WITHDRAW,
    amend_form,
    info_view,
    logged_view,
    referral_form,
)
from bot.slack.blocks.nudging import NUDGED
from bot.slack.blocks.questions import question_view
from bot.slack.ids import Form, Ref, read_value
from bot.slack.listeners.learn_views import learning_sent
from bot.slack.listeners.pressed import chosen
from bot.slack.listeners.review_views import review_sent
from bot.slack.listeners.telling import PLEASE_NOTE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from slack_bolt import Ack, App

    from bot.slack.listeners.parts import Json, Parts

    Sent = Callable[[Parts, Json], dict[str, Any]]
    """What the form does next, as Slack takes it: an update, or errors beside its fields."""

NARRATIVE, CASE_REFERENCE, REACH = "narrative", "case_reference", "reach"
WHAT, REASON = "what", "reason"
EMPTY = "Write a few lines about what happened. No names."
TOO_LONG = f"At most {NARRATIVE_LIMIT:,} characters. Keep to what happened."
NO_REASON = "Write why, in a few words."
QUESTION = "question"
NO_QUESTION = "Write your question, or cancel."
TOO_LONG_A_QUESTION = f"At most {feedback.QUESTION_LIMIT} characters."
NOT_STAFF = "This is only for staff of the partnership. If a child is in danger now, call 999."
DANGER = "Call 999 now"
SENT_TITLE = "Sent to the curators"
SENT = "*Your question is with the curators.*\nThey do not answer it. For an answer now, ask:"
WHOM = ("safeguarding_lead", "notifying_lead")
AMENDED = {True: "is withdrawn", False: "is corrected"}


def register(app: App, parts: Parts) -> None:
    """Listen for every form that can be sent."""
    app.view(Form.QUESTION.value)(_listener(parts, _question_sent))
    app.view(Form.REFERRAL.value)(_listener(parts, _referral_sent))
    app.view(Form.AMEND.value)(_listener(parts, _amendment_sent))
    app.view(Form.REVIEW.value)(_listener(parts, review_sent))
    app.view(Form.LEARN.value)(_listener(parts, learning_sent))


def _listener(parts: Parts, sent: Sent) -> Callable[[Ack, Json], None]:
    def form_sent(ack: Ack, body: Json) -> None:
        try:
            answer = sent(parts, body)
        except (NotAllowedError, NotFoundError, StaleError) as told:
            answer = _page(info_view(PLEASE_NOTE, [str(told)]))
        # An empty answer closes the form and shows what is beneath it.
        ack(answer) if answer else ack()

    return form_sent


def _referral_sent(parts: Parts, body: Json) -> dict[str, Any]:
    """Log it once; before that, point once at what looks like a personal identifier."""
    typed = _typed(body["view"])
    wrong = _wrong(typed.get(NARRATIVE, ""), needed=True)
    if wrong:
        return _errors(NARRATIVE, wrong)
    person = parts.person(body)
    about = _about(body["view"])
    if about.answer != NUDGED:
        nudges = refer.nudges(parts.desk, typed.values())
        if nudges:
            form = replace(refer.form(parts.desk, person, about.id), nudges=nudges)
            return _page(referral_form(form, typed))
    referral = refer.log(
        parts.desk,
        refer.Submission(
            person=person,
            walk_id=about.id,
            narrative=typed[NARRATIVE],
            case_reference=typed.get(CASE_REFERENCE, ""),
            reach=typed.get(REACH, ""),
        ),
    )
    return _page(logged_view(referral.ref))


def _amendment_sent(parts: Parts, body: Json) -> dict[str, Any]:
    view = body["view"]
    typed = _typed(view)
    wrong = _wrong(typed.get(NARRATIVE, ""), needed=False)
    if wrong:
        return _errors(NARRATIVE, wrong)
    if not typed.get(REASON, "").strip():
        return _errors(REASON, NO_REASON)
    about, person, what = _about(view), parts.person(body), _chosen(view, WHAT)
    is_withdrawn = what == WITHDRAW
    nudges = () if about.answer == NUDGED else refer.nudges(parts.desk, typed.values())
    if nudges:
        card = refer.own_card(parts.desk, person, about.id)
        return _page(amend_form(card, {**typed, WHAT: what}, nudges))
    amendment = refer.Amendment(
        person=person,
        key=f"view:{view['id']}:{view.get('hash', '')}",
        referral_id=about.id,
        withdraw=is_withdrawn,
        reason=typed[REASON],
        narrative="" if is_withdrawn else typed.get(NARRATIVE, ""),
    )
    referral = refer.amend(parts.desk, amendment)
    told = f"*{referral.ref} {AMENDED[is_withdrawn]}.*\nThe partners see the reason."
    return _page(info_view(referral.ref, [told]))


def _question_sent(parts: Parts, body: Json) -> dict[str, Any]:
    """Keep a question for the curators; before that, 999 where a child is in danger now."""
    view, about = body["view"], _about(body["view"])
    text = _typed(view).get(QUESTION, "")
    if not text.strip():
        return _errors(QUESTION, NO_QUESTION)
    if len(text) > feedback.QUESTION_LIMIT:
        return _errors(QUESTION, TOO_LONG_A_QUESTION)
    if parts.person(body).role is Role.STRANGER:
        raise NotAllowedError(NOT_STAFF)
    is_nudged = about.answer == NUDGED
    sending = feedback.Sending(str(view["id"]), about.id, text, is_nudged=is_nudged)
    danger = feedback.emergency_in(parts.desk, sending)
    if danger is not None:
        return _page(info_view(DANGER, [danger.text, *danger.contacts]))
    nudges = feedback.looks_personal(parts.desk, sending)
    if nudges:
        form = replace(feedback.question_form(parts.desk, about.id), nudges=nudges)
        return _page(question_view(form, text))
    feedback.send_question(parts.desk, sending)
    return _page(info_view(SENT_TITLE, [SENT, *contact_lines(parts.desk.content, WHOM)]))


def _wrong(narrative: str, *, needed: bool) -> str:
    if needed and not narrative.strip():
        return EMPTY
    return TOO_LONG if len(narrative) > NARRATIVE_LIMIT else ""


def _about(view: Json) -> Ref:
    """What the form is about.

    Raises:
        NotFoundError: It was not made by this version of the app.
    """
    ref = read_value(str(view.get("private_metadata") or ""))
    if ref is None:
        raise NotFoundError("This form is from an older version. Close it and open it again.")
    return ref


def _elements(view: Json) -> Mapping[str, Mapping[str, Any]]:
    values = (view.get("state") or {}).get("values") or {}
    return {name: element for block in values.values() for name, element in block.items()}


def _typed(view: Json) -> dict[str, str]:
    """What was typed: field -> text."""
    return {
        name: str(element["value"])
        for name, element in _elements(view).items()
        if element.get("value") is not None
    }


def _chosen(view: Json, name: str) -> str:
    return chosen(_elements(view).get(name, {}))


def _page(view: Json) -> dict[str, Any]:
    return {"response_action": "update", "view": view}


def _errors(field: str, text: str) -> dict[str, Any]:
    return {"response_action": "errors", "errors": {field: text}}
