"""Verdicts and misses are counted without names; a question is kept only when it is sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.guide.feedback import (
    Judgement,
    Sending,
    bound_to,
    emergency_in,
    judge,
    looks_personal,
    none_of_these,
    question_form,
    send_question,
)
from bot.guide.ports_questions import MissKind, Verdict
from bot.privacy.envelope import unseal
from tests.desks import OTHER_PRACTITIONER, PRACTITIONER, TestDesk, make_test_desk

if TYPE_CHECKING:
    from pathlib import Path

    from bot.guide.ports_questions import KeptQuestion

CANARY = "canary-4b1d what if the family moves to Ruritania"


def _verdicts(made: TestDesk) -> dict[tuple[str, str], int]:
    with made.store.unit() as unit:
        found = unit.questions.verdicts()
    return {(one.subject, kind): number for one in found for kind, number in one.numbers.items()}


def _kept(made: TestDesk) -> tuple[KeptQuestion, ...]:
    with made.store.unit() as unit:
        return unit.questions.to_read(made.desk.today(), 99)


def test_one_person_judges_an_answer_once(made: TestDesk) -> None:
    """The first verdict on an answer counts; another person's, or on another answer, is new."""
    desk = made.desk
    for verdict in (Verdict.NOT_HELPFUL, Verdict.NOT_HELPFUL, Verdict.HELPFUL):
        judge(desk, Judgement(PRACTITIONER, "D1:1.1", "panel-deadline", verdict))
    judge(desk, Judgement(OTHER_PRACTITIONER, "D2:1.1", "panel-deadline", Verdict.HELPFUL))
    judge(desk, Judgement(PRACTITIONER, "D1:9.9", "panel-deadline", Verdict.HELPFUL))

    assert _verdicts(made) == {
        ("panel-deadline", "not_helpful"): 1,
        ("panel-deadline", "helpful"): 2,
    }


def test_a_verdict_holds_no_person(made: TestDesk, tmp_path: Path) -> None:
    """Nowhere in the register is there a word of who judged."""
    judge(made.desk, Judgement(PRACTITIONER, "D1:1.1", "panel-deadline", Verdict.HELPFUL))
    made.store.close()

    octets = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"panel-deadline" in octets
    assert PRACTITIONER.id.encode() not in octets
    assert PRACTITIONER.id.partition(":")[2].encode() not in octets


@pytest.mark.parametrize("verdict", [Verdict.NOT_HELPFUL, Verdict.OUT_OF_DATE])
def test_who_is_not_helped_may_send_the_question(made: TestDesk, verdict: Verdict) -> None:
    """The notice offers it, says that nothing is seen otherwise, and gives the verdict no name."""
    told = judge(made.desk, Judgement(PRACTITIONER, "D1:1.1", "panel-deadline", verdict))

    assert told.keep == "panel-deadline"
    assert "only if you send it" in told.text
    assert "not helpful" not in told.text.lower()
    assert "out of date" not in told.text.lower()


def test_who_is_helped_is_thanked(made: TestDesk) -> None:
    """Nothing more is asked of them."""
    told = judge(made.desk, Judgement(PRACTITIONER, "D1:1.1", "lado-when", Verdict.HELPFUL))

    assert told.text.startswith("Thank you.")
    assert told.keep == ""


def test_none_of_these_is_a_miss(made: TestDesk) -> None:
    """What was offered becomes a miss, pressed twice still one; the question may be sent."""
    with made.store.unit() as unit:
        unit.questions.add_miss("m1", MissKind.OFFERED, (), made.desk.today())
    none_of_these(made.desk, "m1")
    told = none_of_these(made.desk, "m1")
    none_of_these(made.desk, "not there")

    assert told.keep
    with made.store.unit() as unit:
        (found,) = unit.questions.misses()
    assert dict(found.numbers) == {"rejected": 1}


def test_a_question_is_kept_sealed_with_its_closest_entries(made: TestDesk) -> None:
    """It opens with the key, names three entries that came near, and says its last day."""
    send_question(made.desk, Sending("V1", "abstain", "how many days to send a SIN"))
    (kept,) = _kept(made)

    assert unseal(kept.sealed, made.desk.keys, about=bound_to(kept.id)) == (
        "how many days to send a SIN"
    )
    assert kept.closest[0].entry == "panel-deadline"
    assert len(kept.closest) == 3
    assert (kept.delete_on - kept.kept_on).days == made.desk.policy.question_days == 90


def test_one_form_keeps_one_question(made: TestDesk) -> None:
    """Sent again after a crash, it is still one."""
    for key in ("V1", "V1", "V2"):
        send_question(made.desk, Sending(key, "abstain", CANARY))

    assert len(_kept(made)) == 2


def test_a_question_is_in_no_file_in_the_clear(made: TestDesk, tmp_path: Path) -> None:
    """Neither its words nor who sent it stand anywhere in the register."""
    send_question(made.desk, Sending("V1", "abstain", CANARY))
    made.store.close()

    octets = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert not [word for word in CANARY.split() if len(word) > 5 and word.encode() in octets]


def test_sending_a_question_deletes_those_whose_day_has_come(made: TestDesk) -> None:
    """On its day a question is gone, and the next one that is sent takes it out of the file."""
    send_question(made.desk, Sending("V1", "abstain", "first"))
    made.clock.move(days=89)
    assert len(_kept(made)) == 1
    made.clock.move(days=1)
    assert _kept(made) == ()
    send_question(made.desk, Sending("V2", "abstain", "second"))

    with made.store.unit() as unit:
        assert unit.questions.purge(made.desk.today()) == 0
    assert len(_kept(made)) == 1


def test_the_form_says_who_reads_it_and_how_long_it_is_kept(made: TestDesk) -> None:
    """The days are those of the setting."""
    form = question_form(made.desk, "abstain")
    words = " ".join(form.intro)

    assert "curators" in words
    assert "90 days" in words


def test_an_identifier_is_pointed_out_once(made: TestDesk) -> None:
    """A nudge, not a wall."""
    text = "NHS number 943 476 5919, do we notify"

    assert looks_personal(made.desk, Sending("V1", "", text))
    assert not looks_personal(made.desk, Sending("V1", "", text, is_nudged=True))
    assert not looks_personal(made.desk, Sending("V1", "", "do we notify"))


def test_danger_in_a_question_gets_999(made: TestDesk) -> None:
    """Words of a child in danger now are answered before anything is kept."""
    reply = emergency_in(made.desk, Sending("V1", "", "a baby is not breathing right now"))

    assert reply is not None
    assert reply.text.startswith("Call 999 now.")
    assert emergency_in(made.desk, Sending("V1", "", "how many days")) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(text=st.text(min_size=1, max_size=500))
def test_any_words_come_back_as_they_were_sent(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    """Whatever a keyboard brings is kept, and opens unchanged."""
    made = make_test_desk(tmp_path_factory.mktemp("any"))
    send_question(made.desk, Sending("V1", "", text))
    (kept,) = _kept(made)
    made.store.close()

    assert unseal(kept.sealed, made.desk.keys, about=bound_to(kept.id)) == text


def test_no_sending_shows_its_words() -> None:
    """A log line that holds the value by mistake holds no word of it."""
    assert not re.search("canary", repr(Sending("V1", "", CANARY)))
