"""The register as rows: without what was typed, unless a reason is given and logged first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.errors import NotAllowedError
from bot.guide.export import export, exported_facts
from bot.guide.review import LookReason
from tests.desks import AUDITOR, MANAGER, PRACTITIONER
from tests.reviewing import submitted
from tests.walking import CANARY, logged

if TYPE_CHECKING:
    from tests.desks import TestDesk


def actions(made: TestDesk, referral_id: str) -> list[str]:
    """What the log says was done to a referral, or to the register where there is none."""
    with made.store.reading() as unit:
        return [row.event.action for row in unit.audit.of_referral(referral_id)]


def test_every_referral_comes_with_facts_states_clocks_and_decisions(made: TestDesk) -> None:
    """In the order of logging, as JSON-like values."""
    first, second = submitted(made), logged(made)
    rows = list(export(made.desk, MANAGER))

    assert [row["ref"] for row in rows] == [first.ref, second.ref]
    assert json.loads(json.dumps(rows)) == rows
    assert rows[1]["facts"] == dict(second.facts)
    assert {clock["kind"] for clock in rows[0]["clocks"]} == {"notify", "rapid_review"}
    assert exported_facts(made.desk) == tuple(second.facts)


def test_nothing_typed_and_nobodys_id_is_exported(made: TestDesk) -> None:
    """Neither account, case reference, Panel reference nor who did what; no look is logged."""
    referral = submitted(made)
    text = json.dumps(list(export(made.desk, MANAGER)))

    for word in (CANARY, "canary", PRACTITIONER.id, "T1:", "typed"):
        assert word not in text
    assert "referral.look" not in actions(made, referral.id)
    assert actions(made, "")[-1] == "register.export"


def test_what_was_typed_comes_with_a_reason_and_after_the_log(made: TestDesk) -> None:
    """Each look is on disk before its words are handed out."""
    first, second = logged(made), logged(made)
    rows = export(made.desk, AUDITOR, narrative=True, reason=LookReason.COURT_ORDER)

    row = next(rows)
    assert CANARY in row["typed"].values()
    assert actions(made, first.id)[-1] == "referral.look"
    assert "referral.look" not in actions(made, second.id)
    assert len(list(rows)) == 1
    assert actions(made, second.id)[-1] == "referral.look"


def test_what_was_typed_is_refused_without_a_reason(made: TestDesk) -> None:
    """Before anything is written or read."""
    logged(made)
    with pytest.raises(NotAllowedError, match="reason"):
        export(made.desk, AUDITOR, narrative=True)

    assert "register.export" not in actions(made, "")


def test_the_business_manager_exports_no_narrative(made: TestDesk) -> None:
    """Whatever the reason."""
    logged(made)
    rows = export(made.desk, MANAGER, narrative=True, reason=LookReason.AUDIT)

    with pytest.raises(NotAllowedError):
        list(rows)


def test_a_practitioner_exports_nothing(made: TestDesk) -> None:
    """Not even what they logged."""
    with pytest.raises(NotAllowedError):
        export(made.desk, PRACTITIONER)


def test_facts_are_named_once_in_the_order_they_come_up(made: TestDesk) -> None:
    """Two referrals of the same walk name the same facts."""
    first = logged(made)
    logged(made)

    assert exported_facts(made.desk) == tuple(first.facts)
