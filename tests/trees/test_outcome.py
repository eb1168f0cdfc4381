"""Each duty is decided on its own, and an "I don't know" never removes one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.content.sources import Modality
from bot.trees.walk import Outcome, replay
from tests.trees.builders import SERIOUS, SMALL, TODAY, good_tree

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.trees.model import Tree
    from bot.trees.walk import DutyDue
    from tests.trees.builders import Content


def _outcome(tree: Tree, answers: Mapping[str, str]) -> Outcome:
    return replay(tree, answers, today=TODAY).outcome


def _duty(tree: Tree, answers: Mapping[str, str], id_: str) -> DutyDue:
    (found,) = [duty for duty in _outcome(tree, answers).duties if duty.id == id_]
    return found


def _ids(tree: Tree, answers: Mapping[str, str]) -> list[str]:
    return [duty.id for duty in _outcome(tree, answers).duties]


def test_a_duty_that_fires_says_who_what_when_and_why(small: Tree) -> None:
    """The outcome carries everything that a reader needs to act and to check."""
    duty = _duty(small, SERIOUS, "notify")

    assert (duty.strength, duty.certain, duty.who) == (Modality.MUST, True, "The council")
    assert duty.due is not None
    assert duty.due.target.isoformat() == "2026-12-24"
    assert dict(duty.because) == {"harm": "yes", "kind": "serious"}
    assert [cite.source for cite in duty.cites] == ["ca2004-s16c"]
    assert duty.reasons == ("The harm is serious.",)


def test_first_things_first_then_must_should_may(small: Tree) -> None:
    """What comes before everything leads, although it is only a may."""
    assert _ids(small, {**SERIOUS, "worker": "yes"}) == ["look_first", "notify", "tell_employer"]


def test_wording_follows_the_answers(small: Tree) -> None:
    """The first wording whose guard holds is used."""
    assert _duty(small, {**SERIOUS, "worker": "yes"}, "notify").do.startswith("Notify, and name")
    assert _duty(small, SERIOUS, "notify").do.startswith("Notify at once")


def test_an_unknown_that_could_create_a_duty_asks_a_person(small: Tree) -> None:
    """With `ask` the duty is not shown, and a person has to decide."""
    answers = {**SERIOUS, "kind": "unknown"}
    outcome = _outcome(small, answers)

    assert "notify" not in _ids(small, answers)
    assert outcome.handoff is not None
    assert outcome.handoff.contact == "notifying_lead"
    assert outcome.handoff.why == "Not known: Kind of harm. It decides about this: Notify."
    assert not _duty(small, answers, "ask_person").certain
    assert dict(_duty(small, answers, "ask_person").because) == {"harm": "yes", "kind": "unknown"}


def test_what_is_not_known_is_said_once(content: Content, tmp_path: Path) -> None:
    """One unknown that decides about two duties is named once, with both of them."""
    start, end = SMALL.index("  notify:\n"), SMALL.index("  ask_person:\n")
    second = SMALL[start:end].replace("  notify:", "  tell_others:", 1).replace("Notify", "Tell")
    tree = good_tree(SMALL[:start] + second + SMALL[start:], content, tmp_path)
    handoff = _outcome(tree, {**SERIOUS, "kind": "unknown"}).handoff

    assert handoff is not None
    assert handoff.why == "Not known: Kind of harm. It decides about these: Tell; Notify."


def test_an_unknown_can_make_a_duty_apply_without_certainty(small: Tree) -> None:
    """With `apply` the duty is shown as not certain, in the wording for that."""
    duty = _duty(small, {**SERIOUS, "worker": "unknown"}, "tell_employer")

    assert not duty.certain
    assert duty.do == "Treat this as if a worker were suspected."
    assert dict(duty.because) == {"harm": "yes", "worker": "unknown"}


def test_an_unknown_weakens_only_what_depends_on_it(small: Tree) -> None:
    """A must that rests on other facts stands, with its date."""
    answers = {**SERIOUS, "worker": "unknown"}

    assert _duty(small, answers, "notify") == _duty(small, SERIOUS, "notify")
    assert _outcome(small, answers).handoff is None


def test_a_rule_of_the_handoff_duty_gives_its_reason(small: Tree) -> None:
    """What the author wrote down is what the practitioner reads."""
    outcome = _outcome(small, {"harm": "unknown", "kind": "other", **_more()})

    assert outcome.handoff is not None
    assert "Nobody knows whether the child was harmed." in outcome.handoff.why


def _more() -> dict[str, str]:
    return {"worker": "no", "seen_on": "unknown"}


def test_what_is_not_owed_is_said_only_where_it_is_certain(small: Tree) -> None:
    """A reason for no duty needs a plain answer, never an unknown."""
    certain = _outcome(small, {"harm": "no"})
    unknown = _outcome(small, {"harm": "unknown", "kind": "unknown", **_more()})

    assert [item.because for item in certain.no_duty] == [
        "Nothing is owed where no child was harmed."
    ]
    assert unknown.no_duty == ()


def test_before_the_end_only_what_is_certain_is_shown(small: Tree) -> None:
    """A duty that later answers could still decide is not shown; one that is settled is."""
    assert _ids(small, {"harm": "yes"}) == ["look_first"]
    assert _ids(small, {"harm": "yes", "kind": "serious"}) == ["look_first", "notify"]
    assert _ids(small, {"harm": "yes", "kind": "unknown"}) == ["look_first"]


def test_a_date_that_is_still_to_come_is_not_made_up(small: Tree) -> None:
    """A duty that is certain before its date is known says what the date depends on."""
    duty = _duty(small, {"harm": "yes", "kind": "serious"}, "notify")

    assert duty.due is None
    assert duty.when == "no date yet: it depends on this answer: Seen on"


STRONGER = """\
    rules:
      - {when: {harm: "yes", kind: other}, strength: should}
      - {when: {harm: "yes", kind: serious}, why: The harm is serious.}
      - {when: {harm: "yes"}, strength: may}
"""


@pytest.mark.parametrize(
    ("kind", "strength"), [("serious", Modality.MUST), ("other", Modality.SHOULD)]
)
def test_the_strongest_rule_that_fires_is_shown(
    kind: str, strength: Modality, content: Content, tmp_path: Path
) -> None:
    """Several rules can fire; one duty is shown, at its strongest."""
    old = '    rules:\n      - {when: {harm: "yes", kind: serious}, why: The harm is serious.}\n'
    assert old in SMALL
    tree = good_tree(SMALL[: SMALL.index("examples:")].replace(old, STRONGER), content, tmp_path)

    assert _duty(tree, {**SERIOUS, "kind": kind}, "notify").strength is strength


def test_a_weaker_certain_rule_does_not_hide_a_stronger_open_one(
    content: Content, tmp_path: Path
) -> None:
    """With a certain may and an open must, the may is shown and a person is asked."""
    old = '    rules:\n      - {when: {harm: "yes", kind: serious}, why: The harm is serious.}\n'
    tree = good_tree(SMALL[: SMALL.index("examples:")].replace(old, STRONGER), content, tmp_path)
    answers = {**SERIOUS, "kind": "unknown"}

    assert _duty(tree, answers, "notify").strength is Modality.MAY
    assert _outcome(tree, answers).handoff is not None
