"""Forms that were sent: telling the partners, and correcting or withdrawing what was told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.errors import NotAllowedError, NotFoundError, StaleError
from bot.guide import refer
from bot.referrals.model import NARRATIVE_LIMIT
from bot.slack.blocks.forms import NUDGED, WITHDRAW, info_view, logged_view, referral_form
from bot.slack.ids import Form, Ref, read_value
from bot.slack.listeners.pressed import chosen
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
AMENDED = {True: "is withdrawn", False: "is corrected"}


def register(app: App, parts: Parts) -> None:
    """Listen for both forms."""
    app.view(Form.REFERRAL.value)(_listener(parts, _referral_sent))
    app.view(Form.AMEND.value)(_listener(parts, _amendment_sent))


def _listener(parts: Parts, sent: Sent) -> Callable[[Ack, Json], None]:
    def form_sent(ack: Ack, body: Json) -> None:
        try:
            answer = sent(parts, body)
        except (NotAllowedError, NotFoundError, StaleError) as told:
            answer = _page(info_view(PLEASE_NOTE, [str(told)]))
        ack(answer)

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
    is_withdrawn = _chosen(view, WHAT) == WITHDRAW
    amendment = refer.Amendment(
        person=parts.person(body),
        key=f"view:{view['id']}:{view.get('hash', '')}",
        referral_id=_about(view).id,
        withdraw=is_withdrawn,
        reason=typed[REASON],
        narrative="" if is_withdrawn else typed.get(NARRATIVE, ""),
    )
    referral = refer.amend(parts.desk, amendment)
    told = f"*{referral.ref} {AMENDED[is_withdrawn]}.*\nThe partners see the reason."
    return _page(info_view(referral.ref, [told]))


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
