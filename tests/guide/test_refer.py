"""A referral is logged once, what was typed is sealed, and everybody concerned is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.errors import NotAllowedError, StaleError
from bot.guide import kept_walks, refer, review, walk
from bot.guide.refer import Amendment
from bot.guide.review import LookReason
from bot.referrals.model import State
from tests.desks import (
    AUDITOR,
    COUNCIL,
    ICB,
    MANAGER,
    OTHER_PRACTITIONER,
    PRACTITIONER,
    STRANGER,
)
from tests.walking import CANARY, answer_all, begin, logged, posts, submission

if TYPE_CHECKING:
    from pathlib import Path

    from tests.desks import TestDesk


def test_the_form_says_what_it_is_not_and_who_reads_it(made: TestDesk) -> None:
    """It does not refer a child to social care; the front door is named; the partners too."""
    id_ = begin(made)
    answer_all(made, id_)
    form = refer.form(made.desk, PRACTITIONER, id_)

    assert "does not refer a child to social care" in form.intro[0]
    assert all(number in form.intro[0] for number in ("01226 772423", "01226 787789", "999"))
    assert "South Yorkshire Police" in form.intro[1]
    assert any("Suspected" in line or "suspected" in line for line in form.coded)


def test_submitting_twice_makes_one_referral(made: TestDesk) -> None:
    """The walk is the key, whatever is pressed again."""
    first = logged(made)
    again = refer.log(made.desk, submission(first.key))

    assert first.ref == "SG-2026-0001"
    assert again == replace(first)
    with made.store.unit() as unit:
        assert unit.referrals.count(list(State)) == 1


def test_a_referral_keeps_its_walk_tree_and_duties_with_dates(made: TestDesk) -> None:
    """Coded facts, tree version and hash, duties as they stood."""
    referral = logged(made)
    tree = made.desk.content.tree("serious_incident")

    assert (referral.tree_id, referral.tree_hash) == (tree.id, tree.hash)
    assert referral.facts["event"] == "died"
    panel = next(duty for duty in referral.duties if duty.id == "notify_panel")
    assert (str(panel.due), str(panel.latest)) == ("2026-12-24", "2026-12-29")


def test_what_was_typed_is_on_disk_only_sealed(made: TestDesk, tmp_path: Path) -> None:
    """No file of the register holds it, and no post carries it."""
    logged(made)
    queued = [str(post.post.codes) for post in posts(made)]
    made.clock.move(days=1)
    queued += [str(post.post.codes) for post in posts(made)]
    made.store.close()

    held = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
    assert b"canary" not in held
    assert not any("canary" in codes for codes in queued)


def test_the_referrer_and_the_partners_are_told_and_again_after_an_hour(made: TestDesk) -> None:
    """Receipt at once, announcement at once, and one more after a working hour."""
    logged(made)
    now = {post.post.template: post.post.to for post in posts(made)}
    assert now["logged"] == "person:T1:UHEALTH"
    assert now["announce"] == "channel:C0PARTNERS"

    made.clock.move(minutes=59)
    assert "announce_again" not in {post.post.template for post in posts(made)}
    made.clock.move(minutes=2)
    assert "announce_again" in {post.post.template for post in posts(made)}


def test_strangers_and_other_peoples_walks_are_refused(made: TestDesk) -> None:
    """Nobody logs from a walk that is not theirs."""
    id_ = begin(made)
    answer_all(made, id_)

    for person in (STRANGER, OTHER_PRACTITIONER):
        with pytest.raises(NotAllowedError):
            refer.form(made.desk, person, id_)
        with pytest.raises(NotAllowedError):
            refer.log(made.desk, replace(submission(id_), person=person))


def test_identifiers_are_nudged_without_being_repeated(made: TestDesk) -> None:
    """One sentence a kind; the area's own numbers are no nudge."""
    found = refer.nudges(
        made.desk, ["NHS number 999 000 0018 and 01226 772423", "a.child@example.org"]
    )

    assert len(found) == 2
    assert not any("999 000" in line or "example" in line for line in found)


def test_withdrawing_needs_its_referrer_and_keeps_the_reason_sealed(made: TestDesk) -> None:
    """One press with a reason; the partners see that it is withdrawn."""
    referral = logged(made)
    posts(made)
    amendment = Amendment(PRACTITIONER, "k1", referral.id, withdraw=True, reason="wrong child")

    with pytest.raises(NotAllowedError):
        refer.amend(made.desk, replace(amendment, person=OTHER_PRACTITIONER, key="k0"))
    changed = refer.amend(made.desk, amendment)
    assert changed.state is State.WITHDRAWN
    assert refer.amend(made.desk, amendment).state is State.WITHDRAWN
    with pytest.raises(StaleError):
        refer.amend(made.desk, replace(amendment, key="k2"))
    opened = review.look(made.desk, COUNCIL, referral.id)
    assert "wrong child" in opened.parts.values()


def test_a_correction_keeps_both_versions(made: TestDesk) -> None:
    """The latest is shown; the first stays in the register."""
    referral = logged(made)
    refer.amend(
        made.desk,
        Amendment(PRACTITIONER, "k1", referral.id, withdraw=False, reason="typo", narrative="new"),
    )

    opened = review.look(made.desk, ICB, referral.id)
    assert opened.parts["What happened"] == "new"
    with made.store.unit() as unit:
        versions = {part.kind.value: part.version for part in unit.referrals.parts(referral.id)}
    assert versions["narrative"] == 2


def test_of_two_who_take_it_one_does_and_the_other_hears_who(made: TestDesk) -> None:
    """The card says the organisation, not the person."""
    referral = logged(made)
    card = review.take(made.desk, ICB, referral.id, key="t1")
    assert "NHS South Yorkshire" in card.taken

    with pytest.raises(StaleError, match="NHS South Yorkshire"):
        review.take(made.desk, COUNCIL, referral.id, key="t2")
    with pytest.raises(NotAllowedError):
        review.take(made.desk, MANAGER, referral.id, key="t3")


def test_every_look_is_logged_before_it_is_shown(made: TestDesk) -> None:
    """A manager may not look; an auditor gives a reason; each look is a row."""
    referral = logged(made)

    with pytest.raises(NotAllowedError):
        review.look(made.desk, MANAGER, referral.id)
    with pytest.raises(NotAllowedError):
        review.look(made.desk, AUDITOR, referral.id)
    review.look(made.desk, AUDITOR, referral.id, reason=LookReason.COMPLAINT)
    assert CANARY in review.look(made.desk, COUNCIL, referral.id).parts.values()
    with made.store.unit() as unit:
        rows = unit.audit.of_referral(referral.id)
        verified = unit.audit.verify()
    assert [row.event.action for row in rows].count("referral.look") == 2
    assert verified.first_bad is None


def test_partners_see_the_worklist_and_others_do_not(made: TestDesk) -> None:
    """The manager sees it too; a practitioner sees only what is theirs."""
    referral = logged(made)

    for person in (COUNCIL, MANAGER, AUDITOR):
        assert [card.ref for card in review.worklist(made.desk, person).cards] == [referral.ref]
    for person in (PRACTITIONER, STRANGER):
        with pytest.raises(NotAllowedError):
            review.worklist(made.desk, person)
    assert review.page(made.desk, PRACTITIONER, referral.id).ref == referral.ref
    with pytest.raises(NotAllowedError):
        review.page(made.desk, OTHER_PRACTITIONER, referral.id)


def test_a_referral_made_from_a_walk_closes_it_for_resuming(made: TestDesk) -> None:
    """The walk shows its reference, and is not offered again."""
    referral = logged(made)

    assert kept_walks.view(made.desk, referral.key).referral == referral.ref
    walk.start(made.desk, walk.Start(PRACTITIONER, ("later",)))
    assert [post.post.template for post in posts(made)][-1] == "walk"
