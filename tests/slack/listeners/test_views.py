"""Forms: logged once, nudged once, corrected or withdrawn, and nothing typed is lost on failure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.guide.review import look
from bot.referrals.people import Person, Role
from tests.practice import (
    COUNCIL,
    GUEST,
    HEALTH,
    PARTNERS,
    TEACHER,
    Practice,
    actions_of,
    text_of,
)

if TYPE_CHECKING:
    from bot.preview.courier import Answer
    from bot.referrals.model import Referral

TYPED = {"narrative": "What happened.", "case_reference": "CASE-1", "reach": "work phone"}
COUNCIL_PERSON = Person("T0PRACTICE:U0COUNCIL", Role.PARTNER, "council")


def opened_form(practice: Practice) -> dict[str, Any]:
    """The form for telling the partners, open on the health visitor's screen."""
    practice.press(HEALTH, practice.walk(HEALTH), "referral.form")
    return practice.slack.views(HEALTH)[-1]


def send(practice: Practice, view: dict[str, Any], **typed: str) -> Answer:
    """Fill the form in and send it."""
    answer = practice.slack.submit_view(HEALTH, view["id"], {**TYPED, **typed})
    practice.settle()
    return answer


def top(practice: Practice, user: str = HEALTH) -> dict[str, Any]:
    """What is on top of somebody's screen."""
    return practice.slack.views(user)[-1]


def kept(practice: Practice) -> Referral:
    """The latest referral as the register holds it."""
    ref = practice.ref()
    with practice.made.store.unit() as unit:
        found = unit.referrals.by_ref(ref)
    assert found is not None
    return found


def test_a_sent_form_is_logged_and_everybody_is_told(practice: Practice) -> None:
    """The form becomes the reference; referrer and partners hear of it; nothing typed is shown."""
    view = opened_form(practice)
    assert "does not refer a child to social care" in text_of(view)
    send(practice, view, narrative="canary narrative")
    assert "Logged: SG-2026-0001." in text_of(top(practice))
    assert "SG-2026-0001" in practice.slack.messages(PARTNERS)[-1]["text"]
    assert any("Logged: SG-2026-0001" in m["text"] for m in practice.slack.dm(HEALTH))
    shown = json.dumps([practice.slack.messages(PARTNERS), practice.slack.dm(HEALTH)])
    assert "canary" not in shown
    typed = look(practice.desk, COUNCIL_PERSON, kept(practice).id)
    assert typed.parts["What happened"] == "canary narrative"


def test_a_form_sent_twice_makes_one_referral(practice: Practice) -> None:
    """A second delivery of the same submission gives the reference of the first (R10)."""
    view = opened_form(practice)
    payload = submission(view, TYPED)
    for _ in range(2):
        answer = practice.slack.deliver_interaction(payload)
        assert "SG-2026-0001" in json.dumps(answer.body)
    practice.settle()
    assert practice.referrals() == 1
    assert len(practice.slack.messages(PARTNERS)) == 1


def submission(view: dict[str, Any], typed: dict[str, str], user: str = HEALTH) -> dict[str, Any]:
    """The payload of a sent form."""
    values = {name: {name: {"type": "plain_text_input", "value": t}} for name, t in typed.items()}
    return {
        "type": "view_submission",
        "user": {"id": user, "team_id": "T0PRACTICE"},
        "team": {"id": "T0PRACTICE"},
        "trigger_id": "1.x",
        "view": {**view, "state": {"values": values}},
    }


def test_a_form_opened_again_after_logging_makes_no_second_referral(practice: Practice) -> None:
    """The walk is the key: another form of it leads to the same referral."""
    card = practice.walk(HEALTH)
    for _ in range(2):
        practice.press(HEALTH, card, "referral.form")
        send(practice, top(practice))
    assert practice.referrals() == 1


def test_an_identifier_is_pointed_out_once_and_never_blocked(practice: Practice) -> None:
    """What looks like an identifier is nudged with everything still typed, then sent as it is."""
    view = opened_form(practice)
    send(practice, view, narrative="She lives at S70 2AB.", case_reference="CASE-7")
    nudged = top(practice)
    assert "look once more" in text_of(nudged)
    assert "S70" not in text_of(nudged)
    assert "S70 2AB" in json.dumps(nudged)
    assert practice.referrals() == 0
    send(practice, nudged, narrative="She lives at S70 2AB.")
    assert practice.referrals() == 1


@pytest.mark.parametrize("narrative", ["   ", "\n\n"])
def test_an_empty_account_is_refused_beside_its_field(practice: Practice, narrative: str) -> None:
    """Blank text is no account; the form stays open with everything in it."""
    view = opened_form(practice)
    answer = send(practice, view, narrative=narrative)
    assert list(answer.errors) == ["narrative"]
    assert practice.referrals() == 0


def test_too_long_an_account_is_refused_even_where_slack_let_it_through(practice: Practice) -> None:
    """The limit is kept by the app itself."""
    view = opened_form(practice)
    long = {**TYPED, "narrative": "x" * 2001}
    answer = practice.slack.deliver_interaction(submission(view, long))
    assert answer.body == {
        "response_action": "errors",
        "errors": {"narrative": "At most 2,000 characters. Keep to what happened."},
    }


def test_a_register_that_cannot_be_written_loses_nothing_typed(practice: Practice) -> None:
    """The person reads that it is not logged and whom to ring; the form stays and works again."""
    view = opened_form(practice)
    with practice.locked_register():
        answer = practice.slack.submit_view(HEALTH, view["id"], TYPED)
    told = answer.errors["narrative"]
    assert told.startswith("Could not save. Treat this as not logged. Your text is still here")
    assert "01226 772423" in told
    assert top(practice)["callback_id"] == "referral_form"
    send(practice, view)
    assert practice.referrals() == 1


def test_a_guest_cannot_send_a_form(practice: Practice) -> None:
    """Rights are checked when a form is sent, not only when it opens (R16)."""
    view = opened_form(practice)
    answer = practice.slack.deliver_interaction(submission(view, TYPED, GUEST))
    assert "Only staff" in json.dumps(answer.body)
    assert practice.referrals() == 0


def test_somebody_elses_walk_cannot_be_sent(practice: Practice) -> None:
    """A colleague's form is refused."""
    view = opened_form(practice)
    answer = practice.slack.deliver_interaction(submission(view, TYPED, TEACHER))
    assert "somebody else" in json.dumps(answer.body)


def test_a_form_of_an_older_version_says_so(practice: Practice) -> None:
    """Private metadata that is not ours is no crash."""
    view = {**opened_form(practice), "private_metadata": "old"}
    answer = practice.slack.deliver_interaction(submission(view, TYPED))
    assert "older version" in json.dumps(answer.body)


def test_an_unknown_form_is_answered(practice: Practice) -> None:
    """A form that no listener knows gets the fixed sentence beside its first field."""
    view = {**opened_form(practice), "callback_id": "retired_form"}
    answer = practice.slack.deliver_interaction(submission(view, TYPED))
    assert "Reference:" in json.dumps(answer.body)


def logged_message(practice: Practice) -> dict[str, Any]:
    """What the referrer was told when it was logged."""
    return next(m for m in practice.slack.dm(HEALTH) if "referral.amend" in actions_of(m))


def amend(practice: Practice, **typed: str) -> Answer:
    """Open the form on the logged message and send it."""
    logged = logged_message(practice)
    practice.press(HEALTH, logged, "referral.amend")
    answer = practice.slack.submit_view(HEALTH, top(practice)["id"], typed)
    practice.settle()
    return answer


def test_withdrawing_is_one_button_with_a_reason(practice: Practice) -> None:
    """The channel's card says that it is withdrawn, and the reason is kept for partners."""
    practice.log()
    amend(practice, what="withdraw", reason="canary reason")
    assert "is withdrawn" in text_of(top(practice))
    card, news = practice.slack.messages(PARTNERS)
    assert "Withdrawn by the referrer" in text_of(card)
    assert "was withdrawn" in news["text"]
    assert "canary" not in json.dumps(practice.slack.messages(PARTNERS))
    typed = look(practice.desk, COUNCIL_PERSON, kept(practice).id)
    assert "canary reason" in typed.parts.values()


def test_correcting_keeps_the_referral_and_changes_the_account(practice: Practice) -> None:
    """A correction shows partners the new account and the reason."""
    practice.log(narrative="first account")
    amend(practice, what="correct", reason="wrong day", narrative="second account")
    typed = look(practice.desk, COUNCIL_PERSON, kept(practice).id)
    assert typed.parts["What happened"] == "second account"
    assert "wrong day" in typed.parts.values()


def test_a_correction_needs_a_reason(practice: Practice) -> None:
    """Blank is no reason."""
    practice.log()
    assert list(amend(practice, what="correct", reason="  ").errors) == ["reason"]


def test_an_identifier_in_a_correction_is_pointed_out_once(practice: Practice) -> None:
    """As on the first form: everything stays typed and chosen, and the second sending counts."""
    practice.log(narrative="first account")
    amend(practice, what="correct", reason="wrong day", narrative="She lives at S70 2AB.")
    nudged = top(practice)
    assert "look once more" in text_of(nudged)
    assert "S70" not in text_of(nudged)
    practice.slack.submit_view(HEALTH, nudged["id"], {})
    practice.settle()
    typed = look(practice.desk, COUNCIL_PERSON, kept(practice).id)
    assert typed.parts["What happened"] == "She lives at S70 2AB."
    assert "wrong day" in typed.parts.values()


def test_withdrawing_redraws_the_reminder_too(practice: Practice) -> None:
    """Announced twice: both cards in the channel say that it was withdrawn."""
    practice.log()
    practice.later(hours=2)
    assert len(practice.slack.messages(PARTNERS)) == 2
    amend(practice, what="withdraw", reason="by mistake")
    first, second, _news = practice.slack.messages(PARTNERS)
    for copy in (first, second):
        assert "Withdrawn by the referrer" in text_of(copy)
        assert "Take it" not in text_of(copy)


def test_what_is_withdrawn_is_withdrawn_once(practice: Practice) -> None:
    """A second withdrawal is told how things stand."""
    practice.log()
    amend(practice, what="withdraw", reason="by mistake")
    amend(practice, what="withdraw", reason="again")
    assert "withdrawn now" in text_of(top(practice))


def test_only_the_referrer_amends(practice: Practice) -> None:
    """A partner's press on the referrer's button is refused in words."""
    practice.log()
    logged = logged_message(practice)
    practice.press(COUNCIL, logged, "referral.amend")
    assert "Only the referrer" in practice.last(COUNCIL)["text"]
