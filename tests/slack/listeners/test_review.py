"""What partners do with a referral in Slack, over HTTP: who may, what it changes, who is told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.referrals.model import State
from bot.slack.ids import Ref
from tests.partners import (
    NOTIFIED,
    THREE,
    TODAY,
    all_vote,
    card,
    do,
    form,
    kept,
    offered,
    opened,
    send,
    top,
)
from tests.practice import (
    COUNCIL,
    GUEST,
    HEALTH,
    ICB,
    MANAGER,
    PARTNERS,
    POLICE,
    TEACHER,
    Practice,
    actions_of,
    pressable,
    text_of,
)

CODES = (
    "ask",
    "notify",
    "vote_criteria",
    "vote_outcome",
    "vote_publication",
    "vote_closing",
    "start_review",
    "submit_review",
    "publish",
    "explain",
    "set_aware",
    "take_over",
    "reopen",
    "link",
    "answer",
)


def pressed(practice: Practice, user: str, code: str) -> str:
    """What somebody reads who presses a button that was not offered to them."""
    found = kept(practice)
    ref = Ref(found.id, found.version, answer=code)
    button: dict[str, Any] = {
        "type": "button",
        "action_id": f"review.open:{code}",
        "value": ref.as_value(),
    }
    button["text"] = {"type": "plain_text", "text": "Press"}
    block = {"type": "actions", "block_id": "pressed", "elements": [button]}
    practice.press(user, {**card(practice), "blocks": [block]}, button["action_id"])
    return str(practice.slack.ephemeral(user)[-1]["text"])


def submission(view: dict[str, Any], user: str, typed: dict[str, str]) -> dict[str, Any]:
    """The payload of a sent form."""
    values = {name: {name: {"type": "plain_text_input", "value": t}} for name, t in typed.items()}
    return {
        "type": "view_submission",
        "user": {"id": user, "team_id": "T0PRACTICE"},
        "team": {"id": "T0PRACTICE"},
        "trigger_id": "1.x",
        "view": {**view, "state": {"values": values}},
    }


def test_the_channel_card_offers_taking_opening_and_asking(logged: Practice) -> None:
    """The card says what runs until when, and holds nothing that was typed."""
    shown = card(logged)
    assert actions_of(shown) == ["referral.take", "referral.page", "review.open:ask"]
    assert "Notify the Panel" in text_of(shown)
    assert "working day" in text_of(shown)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("user", [TEACHER, MANAGER])
def test_what_is_a_partners_is_refused_for_others(logged: Practice, user: str, code: str) -> None:
    """Neither a practitioner nor the business manager acts for a partner."""
    assert "not yours to do" in pressed(logged, user, code)
    assert logged.slack.views(user) == []


@pytest.mark.parametrize("code", CODES)
def test_a_guest_is_refused_everything(logged: Practice, code: str) -> None:
    """Somebody from elsewhere is told that this is for staff, and whom to ring."""
    assert "This is only for staff" in pressed(logged, GUEST, code)
    assert kept(logged).version == 1


def test_only_the_council_records_the_notification(taken: Practice) -> None:
    """The duty is the council's; the others are neither offered it nor let do it."""
    assert "notify" in offered(opened(taken, COUNCIL))
    assert "notify" not in offered(opened(taken, ICB))
    assert "council's to do" in pressed(taken, ICB, "notify")


def test_a_form_is_refused_again_when_it_is_sent(taken: Practice) -> None:
    """Whoever gets hold of somebody's form can still not send it."""
    view = form(taken, COUNCIL, "vote_criteria")
    answer = taken.slack.deliver_interaction(submission(view, TEACHER, {"choice": "met"}))
    assert "not yours to do" in json.dumps(answer.body)


def test_three_votes_decide_and_everybody_hears_of_it(taken: Practice) -> None:
    """Each organisation votes once; the card, the channel and the referrer follow."""
    for user in THREE:
        assert kept(taken).state is State.IN_REVIEW
        do(taken, user, "vote_criteria", choice="met")
    assert kept(taken).state is State.CRITERIA_MET
    assert "the criteria are met" in text_of(card(taken))
    said = taken.slack.messages(PARTNERS)[-1]
    assert "Are the criteria for notifying met?" in said["text"]
    assert "South Yorkshire Police: Criteria met" in said["text"]
    assert "agree that the criteria" in taken.last(HEALTH)["text"]


def test_the_page_shows_a_vote_once_it_is_recorded(taken: Practice) -> None:
    """After the form comes the page that it was opened on, with the vote on it."""
    do(taken, COUNCIL, "vote_criteria", choice="met")
    assert len(taken.slack.views(COUNCIL)) == 1
    shown = text_of(top(taken, COUNCIL))
    assert "Your organisation's vote is recorded." in shown
    assert "Still to vote" in shown
    assert "vote_criteria" not in offered(top(taken, COUNCIL))


def test_a_choice_that_needs_a_reason_says_so_beside_the_field(taken: Practice) -> None:
    """Saying "not met" without a reason is not recorded; nothing typed is lost."""
    view = form(taken, ICB, "vote_criteria")
    answer = send(taken, ICB, view, choice="not_met")
    assert list(answer.errors) == ["reason"]
    assert top(taken, ICB)["id"] == view["id"]
    assert not send(taken, ICB, view, choice="not_met", reason="canary-reason").errors


def test_a_disagreement_is_escalated_and_keeps_it_open(taken: Practice) -> None:
    """The channel and whoever has it are told at once, by organisation; no reason is shown."""
    do(taken, COUNCIL, "vote_criteria", choice="met")
    do(taken, ICB, "vote_criteria", choice="not_met", reason="canary-reason")
    said = taken.slack.messages(PARTNERS)[-1]
    assert "the partners differ" in said["text"]
    assert "Whoever has not voted yet does so. Then all three vote again." in said["text"]
    assert "Criteria not met" in said["text"]
    assert "the partners differ" in taken.last(COUNCIL)["text"]
    do(taken, POLICE, "vote_criteria", choice="met")
    assert kept(taken).state is State.IN_REVIEW
    assert "canary" not in json.dumps(taken.slack.messages(PARTNERS))


def test_an_organisation_votes_once(taken: Practice) -> None:
    """A second press is told that it has voted, and what changed last."""
    do(taken, ICB, "vote_criteria", choice="met")
    told = pressed(taken, ICB, "vote_criteria")
    assert "already voted" in told
    assert "Last change: Voted on the criteria." in told


def test_two_who_vote_for_one_organisation_at_once(taken: Practice) -> None:
    """The second form is told who was first, and shows what was typed so that it can be copied."""
    first, second = (form(taken, ICB, "vote_criteria") for _ in range(2))
    typed = {"choice": "not_met", "reason": "canary second reason"}
    taken.slack.deliver_interaction(submission(first, ICB, {"choice": "met"}))
    answer = taken.slack.deliver_interaction(submission(second, ICB, typed))
    told = json.dumps(answer.body)
    assert "already voted" in told
    assert "canary second reason" in told


def test_two_who_change_it_at_once_one_wins_the_other_looks_again(taken: Practice) -> None:
    """The loser's form comes back with everything typed, who was first, and the new version."""
    view = form(taken, COUNCIL, "notify")
    do(taken, POLICE, "take_over")
    send(taken, COUNCIL, view, **NOTIFIED)
    again = top(taken, COUNCIL)
    assert kept(taken).notified_at is None
    assert "Last change: Taken over. South Yorkshire Police" in text_of(again)
    assert "PANEL-canary-77" in json.dumps(again)
    send(taken, COUNCIL, again)
    assert kept(taken).state is State.NOTIFIED


def test_a_form_sent_twice_counts_once(taken: Practice) -> None:
    """A second delivery of the same form changes nothing and shows the same."""
    payload = submission(form(taken, COUNCIL, "vote_criteria"), COUNCIL, {"choice": "met"})
    for _ in range(2):
        answer = taken.slack.deliver_interaction(payload)
        assert answer.is_ok
        assert "Not recorded" not in json.dumps(answer.body)
    with taken.made.store.reading() as unit:
        (decision,) = unit.decisions.of_referral(kept(taken).id)
    assert len(decision.votes) == 1


def test_the_notification_sets_the_rapid_review_going(taken: Practice) -> None:
    """Day, time and the Panel's reference are recorded; the clock and the referrer follow."""
    do(taken, COUNCIL, "notify", **NOTIFIED)
    assert kept(taken).state is State.NOTIFIED
    assert "Finish the rapid review" in text_of(card(taken))
    assert "has notified the Panel" in taken.last(HEALTH)["text"]
    assert "canary" not in json.dumps(taken.slack.messages(PARTNERS))


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"on": "2026-12-19"}, "on"),
        ({"at": "23:59"}, "at"),
        ({"panel_reference": "   "}, "panel_reference"),
    ],
)
def test_a_notification_that_cannot_be_is_refused_beside_its_field(
    taken: Practice, wrong: dict[str, str], where: str
) -> None:
    """A day or time that has not come, or a blank reference, is pointed out where it stands."""
    view = form(taken, COUNCIL, "notify")
    assert list(send(taken, COUNCIL, view, **{**NOTIFIED, **wrong}).errors) == [where]
    assert kept(taken).notified_at is None


def test_a_late_notification_asks_why_and_takes_it_later(taken: Practice) -> None:
    """The reason is asked for only where it is late; without one the page offers to give it."""
    assert "late_reason" not in json.dumps(form(taken, COUNCIL, "notify"))
    taken.later(days=20)
    view = form(taken, COUNCIL, "notify")
    assert "late_reason" in json.dumps(view)
    send(taken, COUNCIL, view, **{**NOTIFIED, "on": "2027-01-07"})
    do(taken, COUNCIL, "explain", reason="canary why")
    assert "the reason is recorded" in text_of(top(taken, COUNCIL))


def test_a_question_is_relayed_without_names(taken: Practice) -> None:
    """The referrer answers in the direct message; the partners read it where they look."""
    do(taken, ICB, "ask", question="canary question")
    asked = taken.card(HEALTH)
    assert "have a question about" in asked["text"]
    assert "A question waits" in text_of(card(taken))
    taken.press(HEALTH, asked, "review.open:answer")
    view = top(taken, HEALTH)
    assert "canary question" in text_of(view)
    assert ICB not in json.dumps(view)
    send(taken, HEALTH, view, answer="canary answer")
    assert "is with the safeguarding partners" in text_of(top(taken, HEALTH))
    assert "the referrer has answered" in taken.slack.messages(PARTNERS)[-1]["text"]
    taken.press(POLICE, opened(taken, POLICE), "referral.look")
    assert "canary answer" in text_of(top(taken, POLICE))
    assert "canary" not in json.dumps([taken.slack.messages(PARTNERS), taken.slack.dm(HEALTH)])


def test_an_identifier_is_pointed_out_before_it_is_recorded(taken: Practice) -> None:
    """In any of the short forms, once; what was typed stays, and is never repeated in words."""
    do(taken, ICB, "ask", question="Does she live at S70 2AB?")
    nudged = top(taken, ICB)
    assert "This looks like a postcode" in text_of(nudged)
    assert "S70" not in text_of(nudged)
    assert "S70 2AB" in json.dumps(nudged)
    assert not any("have a question" in m["text"] for m in taken.slack.dm(HEALTH))
    assert not send(taken, ICB, nudged).errors
    assert "have a question" in taken.card(HEALTH)["text"]


def test_who_has_it_is_not_offered_to_take_it_over(taken: Practice) -> None:
    """Another partner is; a press that was not offered says whose it is."""
    assert "take_over" in offered(opened(taken, POLICE))
    assert "take_over" not in offered(opened(taken, COUNCIL))
    assert "is yours already" in pressed(taken, COUNCIL, "take_over")


def test_only_the_referrer_answers(taken: Practice) -> None:
    """Nobody else opens the question, a colleague included."""
    do(taken, ICB, "ask", question="canary question")
    for user in (TEACHER, POLICE):
        assert "not yours to do" in pressed(taken, user, "answer")


def test_an_answered_question_is_answered_once(taken: Practice) -> None:
    """A second answer is told that no question waits."""
    do(taken, ICB, "ask", question="canary question")
    asked = taken.card(HEALTH)
    taken.press(HEALTH, asked, "review.open:answer")
    send(taken, HEALTH, top(taken, HEALTH), answer="first")
    taken.press(HEALTH, asked, "review.open:answer")
    assert "no question waits" in taken.slack.ephemeral(HEALTH)[-1]["text"]


def submitted(practice: Practice) -> None:
    """Notify, start and send the rapid review."""
    do(practice, COUNCIL, "notify", **NOTIFIED)
    do(practice, ICB, "start_review")
    assert kept(practice).state is State.RAPID_REVIEW
    do(practice, POLICE, "submit_review", on=TODAY)


def test_a_rapid_review_leads_to_a_local_review_and_its_publication(taken: Practice) -> None:
    """Begun, sent, decided by three, agreed to publish, published: the referrer hears of each."""
    submitted(taken)
    all_vote(taken, "vote_outcome", "local_review")
    assert kept(taken).state is State.LOCAL_REVIEW
    assert "Six months is not confirmed" in text_of(card(taken))
    assert "publish" not in offered(opened(taken, ICB))
    all_vote(taken, "vote_publication", "publish")
    do(taken, ICB, "publish", on=TODAY)
    assert kept(taken).state is State.PUBLISHED
    told = " ".join(message["text"] for message in taken.slack.dm(HEALTH))
    for words in ("has been sent to the Panel", "decided on a local review", "been published"):
        assert words in told


def test_why_a_report_is_not_published_is_kept(taken: Practice) -> None:
    """Three say no, each with a reason; the reasons open on a click, by partners alone."""
    submitted(taken)
    all_vote(taken, "vote_outcome", "local_review")
    all_vote(taken, "vote_publication", "not_publish")
    assert kept(taken).state is State.NOT_PUBLISHED
    taken.press(ICB, opened(taken, ICB), "review.reasons")
    assert "canary-reason" in text_of(top(taken, ICB))
    assert "review.reasons" not in actions_of(opened(taken, MANAGER))


def test_closing_takes_three_and_opening_again_one(taken: Practice) -> None:
    """Closed by three votes; a partner opens it again with a reason, and the five days run."""
    all_vote(taken, "vote_criteria", "not_met")
    all_vote(taken, "vote_closing", "close")
    assert kept(taken).state is State.CLOSED
    assert actions_of(card(taken)) == ["referral.page"]
    do(taken, POLICE, "reopen", reason="canary again", on=TODAY)
    assert kept(taken).state is State.REOPENED
    assert "Notify the Panel" in text_of(card(taken))


def test_the_day_of_becoming_aware_moves_the_dates(taken: Practice) -> None:
    """An earlier day counts from then; a later one is refused beside the field."""
    assert list(send(taken, ICB, form(taken, ICB, "set_aware"), on="2026-12-19").errors) == ["on"]
    do(taken, ICB, "set_aware", on="2026-12-10")
    assert kept(taken).aware_on is not None
    assert "late by" in text_of(card(taken))


def test_what_may_be_the_same_incident_is_shown_and_linked(taken: Practice) -> None:
    """A second referral with the same facts names the first to partners, who link them."""
    taken.log(TEACHER)
    with taken.made.store.unit() as unit:
        (second,) = unit.referrals.logged_by(f"T0PRACTICE:{TEACHER}")
    news = taken.slack.messages(PARTNERS)[-1]
    assert "May be about the same incident" in text_of(news)
    taken.press(ICB, news, "referral.page")
    page = top(taken, ICB)
    _choose(taken, ICB, page, "link")
    view = top(taken, ICB)
    send(taken, ICB, view, other=_first_option(view))
    assert "Linked with" in text_of(top(taken, ICB))
    assert second.ref in text_of(top(taken, ICB))


def _choose(practice: Practice, user: str, page: dict[str, Any], code: str) -> None:
    for block_id, element in pressable(page):
        if element["type"] == "overflow":
            practice.slack.click(user, page, element["action_id"], code, block_id=block_id)
            practice.settle()
            return
        if element["action_id"] == f"review.open:{code}":
            practice.press(user, page, element["action_id"])
            return
    raise AssertionError(code)


def _first_option(view: dict[str, Any]) -> str:
    inputs = [b["element"] for b in view["blocks"] if b["type"] == "input"]
    return str(inputs[0]["options"][0]["value"])


def test_an_old_form_says_so(taken: Practice) -> None:
    """Private metadata that is not ours, or names nothing, is no crash."""
    view = form(taken, ICB, "ask")
    for metadata in ("old", Ref("x", 1, answer="gone").as_value()):
        old = {**view, "private_metadata": metadata}
        answer = taken.slack.deliver_interaction(submission(old, ICB, {"question": "q"}))
        assert "older version" in json.dumps(answer.body)
