"""Forms about a referral that were sent: checked, recorded, and its page shown as it is then."""

from __future__ import annotations

from datetime import UTC
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bot.errors import NotAllowedError, NotFoundError, StaleError
from bot.guide import refer, review
from bot.guide.desk import ENGLAND
from bot.guide.reviewing import (
    asking,
    claim,
    decide,
    duplicates,
    late,
    notify,
    publish,
    rapid_review,
    reopen,
)
from bot.guide.reviewing.requests import DoneForm, NotificationForm, Press, ReopenForm, VoteForm
from bot.referrals.decisions import NEEDS_REASON, Question
from bot.referrals.workflow import RULES, Action
from bot.slack.blocks import review_forms as form
from bot.slack.blocks.nudging import NUDGED
from bot.slack.blocks.pages import info_view, kept_view, referral_page
from bot.slack.ids import Ref, read_value
from bot.slack.listeners.filled import day_in, fields_of, filled, key_of, moment_in
from bot.slack.listeners.finishing import beside, finish, page
from bot.slack.listeners.review_presses import action_of, check_may
from bot.slack.listeners.telling import PLEASE_NOTE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.guide.desk import Desk
    from bot.referrals.people import Person
    from bot.slack.listeners.parts import Json, Parts

    Typed = Mapping[str, str]
    Record = Callable[[Desk, Press, Typed], object]
    """Record what a form says."""

    Check = Callable[[Desk, Typed], Mapping[str, str]]
    """What is wrong with a form, field -> sentence."""

OLD_FORM = "This form is from an older version. Close it and open it again."
NOT_YET = "That has not come yet."
NOT_A_DAY = "Choose a day."
NOT_A_TIME = "Choose the day and the time."
NEEDED = "Say why: this choice needs a reason."
CHOOSE = "Choose one."
EMPTY = "Write it here. Blank does not count."
CHANGED = "It changed while you were filling this in. Look once more, then send it again."


def review_sent(parts: Parts, body: Json) -> dict[str, Any]:
    """Record what a form says; gives what the form does next."""
    view = body["view"]
    ref = about(view)
    typed = filled(view)
    action, person = action_of(ref.answer), parts.person(body)
    wrong = {**CHECKS[action](parts.desk, typed)}
    if wrong:
        return beside(wrong)
    if ref.fact != NUDGED:
        nudges = refer.nudges(parts.desk, [typed[name] for name in _WORDS if name in typed])
        if nudges:
            check_may(parts.desk, person, ref.id, action)
            return _again(parts, person, (ref, action), typed, nudges=nudges)
    press = Press(person, key_of(view), ref.id, ref.revision)
    try:
        RECORD[action](parts.desk, press, typed)
    except StaleError as stale:
        return _stale(parts, person, (ref, action), typed, str(stale))
    except NotAllowedError as told:
        fields = fields_of(view)
        if not fields:
            return page(info_view(PLEASE_NOTE, [str(told)]))
        return beside({fields[0]: str(told)})
    if action is Action.ANSWER:
        return page(info_view("Answered", [ANSWERED]))
    shown = review.page(parts.desk, person, ref.id)
    return finish(parts, (view, person), referral_page(shown, DONE[action]))


def about(view: Json) -> Ref:
    """What a form is about.

    Raises:
        NotFoundError: It was not made by this version of the app.
    """
    ref = read_value(str(view.get("private_metadata") or ""))
    if ref is None:
        raise NotFoundError(OLD_FORM)
    return ref


def _stale(
    parts: Parts, person: Person, subject: tuple[Ref, Action], typed: Typed, told: str
) -> dict[str, Any]:
    """Somebody was first: the same form over the new state, or what was typed where it is over."""
    ref, action = subject
    card = review.page(parts.desk, person, ref.id)
    if action not in card.can:
        texts = [typed[name] for name in _TYPED if name in typed]
        return page(kept_view("Not recorded", told, texts))
    return _again(parts, person, subject, typed, note=f"{told} {CHANGED}")


def _again(
    parts: Parts,
    person: Person,
    subject: tuple[Ref, Action],
    typed: Typed,
    *,
    note: str = "",
    nudges: tuple[str, ...] = (),
) -> dict[str, Any]:
    """The same form as things stand now, with everything that was typed."""
    ref, action = subject
    card = review.page(parts.desk, person, ref.id)
    waiting = ""
    if action is Action.ANSWER:
        waiting = asking.question(parts.desk, person, ref.id).question
    today = parts.desk.today()
    return page(
        form.review_form(form.Asked(action, card, today, typed, note, waiting, nudges=nudges))
    )


def _vote(question: Question) -> Record:
    def record(desk: Desk, press: Press, typed: Typed) -> object:
        made = VoteForm(question, typed[form.CHOICE], typed.get(form.REASON, ""))
        return decide.vote(desk, press, made)

    return record


def _notify(desk: Desk, press: Press, typed: Typed) -> object:
    sent_at = moment_in(typed, (form.ON, form.AT), ENGLAND)
    if sent_at is None:
        raise NotAllowedError(NOT_A_TIME)
    made = NotificationForm(
        sent_at.astimezone(UTC), typed[form.PANEL].strip(), typed.get(form.LATE, "")
    )
    return notify.record_notification(desk, press, made)


def _done(typed: Typed) -> DoneForm:
    on = day_in(typed, form.ON)
    if on is None:
        raise NotAllowedError(NOT_A_DAY)
    return DoneForm(on, typed.get(form.LATE, ""))


def _reopen(desk: Desk, press: Press, typed: Typed) -> object:
    made = ReopenForm(typed[form.REASON], day_in(typed, form.ON))
    return reopen.reopen(desk, press, made)


def _explain(desk: Desk, press: Press, typed: Typed) -> object:
    return late.explain(desk, press, typed.get(form.CLOCK, ""), typed[form.REASON])


RECORD: Mapping[Action, Record] = MappingProxyType(
    {
        **{action: _vote(rule.question) for action, rule in RULES.items() if rule.question},
        Action.ASK: lambda desk, press, typed: asking.ask(desk, press, typed[form.QUESTION]),
        Action.ANSWER: lambda desk, press, typed: asking.answer(desk, press, typed[form.ANSWER]),
        Action.NOTIFY: _notify,
        Action.START_REVIEW: lambda desk, press, _typed: rapid_review.start(desk, press),
        Action.SUBMIT_REVIEW: lambda desk, press, typed: rapid_review.submit(
            desk, press, _done(typed)
        ),
        Action.PUBLISH: lambda desk, press, typed: publish.record_publication(
            desk, press, _done(typed)
        ),
        Action.EXPLAIN: _explain,
        Action.SET_AWARE: lambda desk, press, typed: notify.set_aware(desk, press, _done(typed).on),
        Action.LINK: lambda desk, press, typed: duplicates.link(desk, press, typed[form.OTHER]),
        Action.TAKE_OVER: lambda desk, press, _typed: claim.take_over(desk, press),
        Action.REOPEN: _reopen,
    }
)
"""Action -> what records it."""


def _blank(*names: str) -> Check:
    def check(_desk: Desk, typed: Typed) -> dict[str, str]:
        return {name: EMPTY for name in names if not typed.get(name, "").strip()}

    return check


def _no_choice(_desk: Desk, typed: Typed) -> dict[str, str]:
    if not typed.get(form.CHOICE):
        return {form.CHOICE: CHOOSE}
    is_blank = not typed.get(form.REASON, "").strip()
    return {form.REASON: NEEDED} if typed[form.CHOICE] in NEEDS_REASON and is_blank else {}


def _not_yet(desk: Desk, typed: Typed) -> dict[str, str]:
    on = day_in(typed, form.ON)
    if on is None:
        return {form.ON: NOT_A_DAY}
    return {form.ON: NOT_YET} if on > desk.today() else {}


def _not_sent_yet(desk: Desk, typed: Typed) -> dict[str, str]:
    wrong = {**_not_yet(desk, typed), **_blank(form.PANEL)(desk, typed)}
    sent_at = moment_in(typed, (form.ON, form.AT), ENGLAND)
    if sent_at is None:
        return {form.AT: NOT_A_TIME, **wrong}
    is_later = form.ON not in wrong and sent_at > desk.now()
    return {**wrong, form.AT: NOT_YET} if is_later else wrong


def _no_reopening(desk: Desk, typed: Typed) -> dict[str, str]:
    on = day_in(typed, form.ON)
    is_later = on is not None and on > desk.today()
    wrong = _blank(form.REASON)(desk, typed)
    return {**wrong, form.ON: NOT_YET} if is_later else {**wrong}


def _no_other(_desk: Desk, typed: Typed) -> dict[str, str]:
    return {} if typed.get(form.OTHER) else {form.OTHER: CHOOSE}


def _nothing(_desk: Desk, _typed: Typed) -> dict[str, str]:
    return {}


CHECKS: Mapping[Action, Check] = MappingProxyType(
    {
        **{action: _no_choice for action, rule in RULES.items() if rule.question},
        Action.ASK: _blank(form.QUESTION),
        Action.ANSWER: _blank(form.ANSWER),
        Action.NOTIFY: _not_sent_yet,
        Action.START_REVIEW: _nothing,
        Action.SUBMIT_REVIEW: _not_yet,
        Action.PUBLISH: _not_yet,
        Action.EXPLAIN: _blank(form.REASON),
        Action.SET_AWARE: _not_yet,
        Action.LINK: _no_other,
        Action.TAKE_OVER: _nothing,
        Action.REOPEN: _no_reopening,
    }
)
"""Action -> what is wrong with its form."""

ANSWERED = "*Your answer is with the safeguarding partners.*\nYour name does not go with it."
_VOTED = "Your organisation's vote is recorded."
DONE: Mapping[Action, str] = MappingProxyType(
    {
        **{action: _VOTED for action, rule in RULES.items() if rule.question},
        Action.ASK: "The referrer has been told that a question waits.",
        Action.NOTIFY: "The notification is recorded. The rapid review's days run from it.",
        Action.START_REVIEW: "The rapid review is under way.",
        Action.SUBMIT_REVIEW: "The rapid review is recorded as sent.",
        Action.PUBLISH: "The publication is recorded.",
        Action.EXPLAIN: "The reason is recorded.",
        Action.SET_AWARE: "The day is set.",
        Action.LINK: "They are linked.",
        Action.TAKE_OVER: "It is yours now. The referrer has been told.",
        Action.REOPEN: "It is open again. The referrer has been told.",
    }
)
"""Action -> what is said once it is on disk."""

_WORDS = (form.REASON, form.QUESTION, form.ANSWER, form.LATE)
_TYPED = (*_WORDS, form.PANEL)
