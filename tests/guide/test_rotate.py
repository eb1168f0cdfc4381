"""The key is changed: everything opens with the new one alone, and it is all or nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.errors import NotAllowedError, SealedError
from bot.guide import review
from bot.guide.feedback import Sending, send_question
from bot.guide.reviewing.reasons import reasons
from bot.guide.rotate import rewrap
from bot.privacy.envelope import new_key, read_key_ring
from bot.referrals.decisions import Question
from tests.desks import AUDITOR, COUNCIL, ICB, MANAGER, make_test_desk
from tests.reviewing import REASON, taken, vote
from tests.walking import CANARY

if TYPE_CHECKING:
    from pathlib import Path

    from bot.guide.desk import Desk
    from tests.desks import TestDesk


def with_keys(made: TestDesk, *keys: str) -> Desk:
    """The same desk with these keys in the settings, the first current."""
    return replace(made.desk, keys=read_key_ring(",".join(keys), setting="BOT_KEY"))


def test_everything_opens_with_the_new_key_alone(tmp_path: Path) -> None:
    """Account, reasons and questions; the register then takes the new key without the old one."""
    old, new = new_key(), new_key()
    made = make_test_desk(tmp_path, ring=read_key_ring(old, setting="BOT_KEY"))
    referral = taken(made)
    vote(made, ICB, referral.id, Question.CRITERIA, "not_met")
    send_question(made.desk, Sending("V1", "", "one"))
    both = with_keys(made, new, old)
    made.store.check_key(both.keys)
    assert rewrap(both, AUDITOR) >= 3
    assert rewrap(both, AUDITOR) == 0
    alone = with_keys(made, new)
    made.store.check_key(alone.keys)
    assert CANARY in review.look(alone, COUNCIL, referral.id).parts.values()
    assert REASON in reasons(alone, COUNCIL, referral.id).parts.values()
    with made.store.reading() as unit:
        assert [one.sealed.key_id for one in unit.questions.to_read(alone.today(), 9)] == [
            alone.keys.current
        ]
        assert unit.audit.verify().first_bad is None
    with pytest.raises(SealedError):
        made.store.check_key(with_keys(made, old).keys)
    made.store.close()


def test_what_does_not_open_changes_nothing(made: TestDesk) -> None:
    """Without the old key nothing is wrapped, and everything still opens with it."""
    referral = taken(made)
    with pytest.raises(SealedError):
        rewrap(with_keys(made, new_key()), AUDITOR)
    assert CANARY in review.look(made.desk, COUNCIL, referral.id).parts.values()


def test_only_the_command_line_changes_the_key(made: TestDesk) -> None:
    """Nobody in Slack does."""
    for person in (COUNCIL, MANAGER):
        with pytest.raises(NotAllowedError):
            rewrap(made.desk, person)
