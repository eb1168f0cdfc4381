"""Curators read what was sent to them, and every look is logged before a word is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.errors import NotAllowedError, NotFoundError
from bot.guide import curate
from bot.guide.feedback import Sending, send_question
from bot.guide.home import home
from bot.privacy.envelope import new_key, read_key_ring
from tests.desks import AUDITOR, COUNCIL, MANAGER, PRACTITIONER, STRANGER

if TYPE_CHECKING:
    from bot.guide.ports_audit import AuditEvent
    from bot.referrals.people import Person
    from tests.desks import TestDesk

SIN = "how many days to send a SIN"
LADO = "teaching assistant slapped a pupil, LADO?"
OTHERS = [PRACTITIONER, COUNCIL, STRANGER]


def _send(made: TestDesk, *texts: str) -> None:
    for number, text in enumerate(texts):
        send_question(made.desk, Sending(f"V{number}{text}", "abstain", text))


def _events(made: TestDesk) -> list[AuditEvent]:
    with made.store.unit() as unit:
        return [row.event for row in unit.audit.of_referral("")]


@pytest.mark.parametrize("person", [MANAGER, AUDITOR], ids=["manager", "auditor"])
def test_curators_read_the_words_and_the_nearest_entries(made: TestDesk, person: Person) -> None:
    """Every question that waits, with its days and the titles of what came near."""
    _send(made, SIN, LADO)
    found = curate.read_questions(made.desk, person)

    assert {one.text for one in found.asked} == {SIN, LADO}
    assert found.total == 2
    one = next(one for one in found.asked if one.text == SIN)
    assert one.near[0].title == "How long does the council have to notify the Panel?"
    assert (one.delete_on - one.kept_on).days == 90


def test_every_look_is_logged(made: TestDesk) -> None:
    """Who looked and at how many, without a word of them; the log stays whole."""
    _send(made, SIN)
    curate.read_questions(made.desk, MANAGER)
    curate.wordings(made.desk, AUDITOR)

    events = _events(made)
    assert [(event.action, event.person_id) for event in events] == [
        ("question.look", MANAGER.id),
        ("question.look", AUDITOR.id),
    ]
    assert events[0].codes == {"questions": "1"}
    with made.store.unit() as unit:
        assert unit.audit.verify().first_bad is None


@pytest.mark.parametrize("person", OTHERS, ids=["practitioner", "partner", "stranger"])
def test_nobody_else_reads_or_changes_anything(made: TestDesk, person: Person) -> None:
    """Practitioners, partners and strangers are refused, and no look is logged for them."""
    _send(made, SIN)
    (one,) = curate.read_questions(made.desk, MANAGER).asked
    for refused in (
        lambda: curate.read_questions(made.desk, person),
        lambda: curate.wordings(made.desk, person),
        lambda: curate.counted(made.desk, person),
        lambda: curate.suggest(made.desk, person, one.id, "panel-deadline"),
        lambda: curate.done(made.desk, person, one.id),
    ):
        with pytest.raises(NotAllowedError):
            refused()

    assert [event.person_id for event in _events(made)] == [MANAGER.id]
    assert len(curate.read_questions(made.desk, MANAGER).asked) == 1


def test_a_suggestion_is_printed_with_its_entry(made: TestDesk) -> None:
    """Under the entry's file, each wording once, and logged with ids only."""
    _send(made, SIN, LADO)
    found = {one.text: one.id for one in curate.read_questions(made.desk, MANAGER).asked}
    for _ in range(2):
        curate.suggest(made.desk, MANAGER, found[SIN], "panel-deadline")
    curate.done(made.desk, MANAGER, found[SIN])

    (told,) = curate.wordings(made.desk, AUDITOR)
    assert (told.id, told.texts) == ("panel-deadline", (SIN,))
    assert told.path == "knowledge/entries/deadlines.yaml"
    assert _events(made)[1].codes == {"question": found[SIN], "entry": "panel-deadline"}
    assert [one.text for one in curate.read_questions(made.desk, MANAGER).asked] == [LADO]


def test_done_is_done(made: TestDesk) -> None:
    """A question that no one suggested is gone at once; a second press says so."""
    _send(made, SIN)
    (one,) = curate.read_questions(made.desk, MANAGER).asked
    curate.done(made.desk, MANAGER, one.id)

    assert curate.read_questions(made.desk, MANAGER).total == 0
    with pytest.raises(NotFoundError):
        curate.done(made.desk, MANAGER, one.id)
    with pytest.raises(NotFoundError):
        curate.suggest(made.desk, MANAGER, one.id, "panel-deadline")


def test_an_entry_that_is_gone_is_not_suggested(made: TestDesk) -> None:
    """An old button may name an entry that is no longer there."""
    _send(made, SIN)
    (one,) = curate.read_questions(made.desk, MANAGER).asked

    with pytest.raises(NotFoundError):
        curate.suggest(made.desk, MANAGER, one.id, "no-such-entry")


def test_a_question_of_another_key_is_said_not_to_open(made: TestDesk) -> None:
    """The others are shown all the same, and no wording is made of it."""
    _send(made, SIN)
    (one,) = curate.read_questions(made.desk, MANAGER).asked
    curate.suggest(made.desk, MANAGER, one.id, "panel-deadline")
    other = replace(made.desk, keys=read_key_ring(new_key(), setting="BOT_KEY"))

    assert [one.text for one in curate.read_questions(other, MANAGER).asked] == [
        curate.DOES_NOT_OPEN
    ]
    assert curate.wordings(other, MANAGER) == ()


def test_what_waits_is_counted_on_the_managers_page_only(made: TestDesk) -> None:
    """The page holds a number and no words; nobody else's page has it."""
    _send(made, SIN, LADO)

    assert home(made.desk, MANAGER).questions == 2
    assert home(made.desk, COUNCIL).questions is None
    assert home(made.desk, PRACTITIONER).questions is None
    assert SIN not in repr(home(made.desk, MANAGER))


def test_no_value_shows_its_words(made: TestDesk) -> None:
    """A log line that holds one by mistake holds no word of it."""
    _send(made, SIN)

    assert SIN not in repr(curate.read_questions(made.desk, MANAGER))
