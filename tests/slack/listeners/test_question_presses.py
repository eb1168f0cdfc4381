"""Feedback over HTTP: counted once, without a name; a question is kept only when it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.guide.feedback import bound_to
from bot.privacy.envelope import unseal
from bot.slack.blocks.questions import KEEP
from tests.practice import GENERAL, HEALTH, TEACHER, Practice, actions_of, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from bot.guide.ports_questions import KeptQuestion

    Json = dict[str, Any]

QUESTION = "how many days to send a SIN"
UNKNOWN = "what is the minimum wage for apprentices"
CANARY = "canary-77ce parsnip soup for the governors"
OK = 200


def ask(practice: Practice, text: str, user: str = HEALTH) -> Json:
    """Ask in the direct message, and give the reply."""
    practice.slack.say(user, "dm", text)
    practice.settle()
    return practice.last(user)


def verdicts(practice: Practice) -> dict[tuple[str, str], int]:
    """What has been counted: (subject, verdict) -> number."""
    with practice.made.store.unit() as unit:
        found = unit.questions.verdicts()
    return {(one.subject, kind): number for one in found for kind, number in one.numbers.items()}


def misses(practice: Practice) -> dict[str, int]:
    """Kind of miss -> number, whatever entry came closest."""
    counts: dict[str, int] = {}
    with practice.made.store.unit() as unit:
        for one in unit.questions.misses():
            for kind, number in one.numbers.items():
                counts[kind] = counts.get(kind, 0) + number
    return counts


def kept(practice: Practice) -> tuple[KeptQuestion, ...]:
    """The questions that the curators have to read."""
    with practice.made.store.unit() as unit:
        return unit.questions.to_read(practice.desk.today(), 99)


def whispered(practice: Practice, user: str = HEALTH) -> Json:
    """The latest notice that only one person sees."""
    return practice.slack.ephemeral(user)[-1]


def opened_form(practice: Practice) -> Json:
    """The form for the curators, opened from an abstention."""
    practice.press(HEALTH, ask(practice, UNKNOWN), "question.keep")
    return practice.slack.views(HEALTH)[-1]


def test_a_verdict_is_counted_once_and_thanked(practice: Practice) -> None:
    """Two presses on one answer count once; the thanks are seen by who pressed alone."""
    reply = ask(practice, QUESTION)
    for _ in range(2):
        assert practice.press(HEALTH, reply, "answer.verdict:helpful") == OK

    assert verdicts(practice) == {("panel-deadline", "helpful"): 1}
    assert whispered(practice)["text"].startswith("Thank you.")
    assert practice.last(HEALTH)["text"] == reply["text"]


def test_verdicts_of_two_people_count_twice(practice: Practice) -> None:
    """Each person's verdict on the same entry counts."""
    for user in (HEALTH, TEACHER):
        practice.press(user, ask(practice, QUESTION, user), "answer.verdict:out_of_date")

    assert verdicts(practice) == {("panel-deadline", "out_of_date"): 2}


def test_not_helpful_leads_to_the_curators(practice: Practice) -> None:
    """The notice has the button that opens the form."""
    practice.press(HEALTH, ask(practice, QUESTION), "answer.verdict:not_helpful")
    notice = whispered(practice)
    assert "only if you send it" in notice["text"]
    practice.press(HEALTH, notice, "question.keep")

    assert practice.slack.views(HEALTH)[-1]["title"]["text"] == "To the curators"


def test_nothing_that_is_kept_says_who_judged(practice: Practice) -> None:
    """The register holds no key with the person's id beside a verdict, and no verdict in a post."""
    practice.press(HEALTH, ask(practice, QUESTION), "answer.verdict:not_helpful")
    octets = register_bytes(practice)

    assert b"answer.verdict:not_helpful:" not in octets
    assert b"answer.verdict" not in octets
    assert f"{HEALTH}:answer.verdict".encode() not in octets
    rows = [row for row in octets.split(b"\x00") if b"not_helpful" in row]
    assert not [row for row in rows if HEALTH.encode() in row]


def register_bytes(practice: Practice) -> bytes:
    """Everything in the register's files."""
    folder = practice.register.parent
    return b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())


def test_an_abstention_is_counted_and_offers_the_curators(practice: Practice) -> None:
    """Counted without its text; the button is on the reply."""
    reply = ask(practice, UNKNOWN)

    assert KEEP in text_of(reply)
    assert misses(practice) == {"abstained": 1}


def test_an_abstention_of_the_command_is_counted_too(practice: Practice) -> None:
    """Asked by the slash command it is one miss, answered even while the register is busy."""
    practice.slack.command(HEALTH, GENERAL, UNKNOWN)
    with practice.locked_register():
        practice.slack.command(HEALTH, GENERAL, UNKNOWN)

    assert misses(practice) == {"abstained": 1}
    answers = [m for m in practice.slack.ephemeral(HEALTH) if "not in the guidance" in m["text"]]
    assert len(answers) == 2


def test_none_of_these_makes_a_choice_a_miss(practice: Practice) -> None:
    """Offered, then rejected; pressed twice it is one, and the curators are offered."""
    reply = ask(practice, "whats a CPR")
    assert misses(practice) == {"offered": 1}
    for _ in range(2):
        practice.press(HEALTH, reply, "answer.none")

    assert misses(practice) == {"rejected": 1}
    assert actions_of(whispered(practice)) == ["question.keep", "contacts.open"]


def test_a_question_that_is_sent_is_kept_sealed(practice: Practice) -> None:
    """The form becomes a receipt; the register holds the words encrypted, with a last day."""
    view = opened_form(practice)
    answer = practice.slack.submit_view(HEALTH, view["id"], {"question": CANARY})
    practice.settle()
    assert answer.status == OK
    (question,) = kept(practice)

    assert unseal(question.sealed, practice.desk.keys, about=bound_to(question.id)) == CANARY
    assert question.about == "abstain"
    assert "with the curators" in text_of(practice.slack.views(HEALTH)[-1])


def test_a_form_sent_twice_is_kept_once(practice: Practice) -> None:
    """A second delivery of the same form adds nothing."""
    view = opened_form(practice)
    practice.slack.submit_view(HEALTH, view["id"], {"question": CANARY})
    payload = {
        "type": "view_submission",
        "user": {"id": HEALTH, "team_id": "T0PRACTICE"},
        "view": {**view, "state": {"values": {"question": {"question": {"value": CANARY}}}}},
    }
    assert practice.slack.deliver_interaction(payload).status == OK

    assert len(kept(practice)) == 1


@pytest.mark.parametrize(("typed", "told"), [(" ", "Write your question"), ("x" * 501, "At most")])
def test_an_unusable_question_is_said_beside_the_field(
    practice: Practice, typed: str, told: str
) -> None:
    """Nothing typed is lost, nothing is kept."""
    view = opened_form(practice)
    payload = {
        "type": "view_submission",
        "user": {"id": HEALTH, "team_id": "T0PRACTICE"},
        "view": {**view, "state": {"values": {"question": {"question": {"value": typed}}}}},
    }
    answer = practice.slack.deliver_interaction(payload)

    assert told in str(answer.body)
    assert kept(practice) == ()


def test_an_identifier_is_pointed_out_before_anything_is_kept(practice: Practice) -> None:
    """The form comes back with the nudge and the text; sent again it is kept."""
    text = "the child with NHS number 943 476 5919, do we notify"
    view = opened_form(practice)
    practice.slack.submit_view(HEALTH, view["id"], {"question": text})
    again = practice.slack.views(HEALTH)[-1]
    assert "look once more" in text_of(again)
    assert kept(practice) == ()
    practice.slack.submit_view(HEALTH, again["id"], {"question": text})

    assert len(kept(practice)) == 1


def test_danger_in_a_question_gets_999_first(practice: Practice) -> None:
    """Words of a child in danger now become the emergency page, and are not kept."""
    view = opened_form(practice)
    danger = "a baby is not breathing right now"
    practice.slack.submit_view(HEALTH, view["id"], {"question": danger})

    assert "Call 999 now." in text_of(practice.slack.views(HEALTH)[-1])
    assert kept(practice) == ()


def test_a_question_is_in_no_post_and_no_plain_column(practice: Practice, tmp_path: Path) -> None:
    """Asked, judged, sent and received: no word of it stands in a post or readable in a file."""
    practice.press(HEALTH, ask(practice, CANARY), "question.keep")
    view = practice.slack.views(HEALTH)[-1]
    practice.slack.submit_view(HEALTH, view["id"], {"question": CANARY})
    practice.settle()

    assert len(kept(practice)) == 1
    sent = [call for call in practice.slack.calls if "canary" in repr(call)]
    assert sent == []
    assert b"canary" not in register_bytes(practice)
    assert tmp_path.exists()


def test_kept_questions_go_on_their_day(practice: Practice) -> None:
    """The worker deletes them, without anybody sending another."""
    view = opened_form(practice)
    practice.slack.submit_view(HEALTH, view["id"], {"question": CANARY})
    practice.later(days=91)

    with practice.made.store.unit() as unit:
        assert unit.questions.purge(practice.desk.today()) == 0
        assert unit.questions.count_to_read(practice.desk.today()) == 0
