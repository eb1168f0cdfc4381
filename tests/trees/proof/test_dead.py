"""Nothing dead: each finding on a tree made for it, and answers that make no difference walked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings

from bot.content.problems import Severity
from bot.content.sources import Modality
from bot.trees.invariants import Alike
from bot.trees.logic import ALWAYS, All, Not, decide, is_asked
from bot.trees.model import IfUnknown, NoDuty, Question, Wording
from bot.trees.proof import dead
from bot.trees.proof.effects import effects
from bot.trees.proof.ends import Ends
from tests.trees.made import combinations, duty, fact, is_, rule, tree, trees, walk

if TYPE_CHECKING:
    from bot.trees.model import Duty, Tree
    from bot.trees.proof.findings import Claim

A_FIRST = (Question("a", ("a",)), Question("b", ("b",), is_("a", "yes")))


def _tree(*duties: Duty, questions: tuple[Question, ...] = A_FIRST) -> Tree:
    return tree([fact("a"), fact("b")], questions, duties)


def _on_a() -> Duty:
    return duty("on_a", rule(is_("a", "yes")))


def _on_b() -> Duty:
    return duty("on_b", rule(All((is_("a", "yes"), is_("b", "yes")))))


def _texts(claim: Claim) -> list[str]:
    return [finding.text for finding in claim.findings]


def _dead_duties(made: Tree) -> Claim:
    ends = Ends(made)
    return dead.no_dead_duty(ends, effects(ends))


def test_a_tree_in_which_everything_counts_has_no_error() -> None:
    """Each duty, rule and question of a plain tree makes a difference."""
    ends = Ends(_tree(_on_a(), _on_b()))

    assert not dead.no_dead_duty(ends, effects(ends)).findings
    assert not dead.no_dead_question(ends, effects(ends)).findings


def test_a_duty_that_is_never_shown() -> None:
    """A duty whose guard asks for two values of one fact is dead."""
    never = duty("never", rule(All((is_("a", "yes"), is_("a", "no")))))

    assert _texts(_dead_duties(_tree(_on_a(), never))) == ["'never' is never shown"]


def test_a_rule_that_another_rule_always_beats() -> None:
    """A rule that is only true where a stronger one is never decides anything."""
    beaten = duty(
        "on_a",
        rule(is_("a", "yes"), Modality.MUST),
        rule(is_("a", "yes"), Modality.SHOULD, "less"),
    )
    claim = _dead_duties(_tree(beaten))

    assert _texts(claim) == ["this rule of 'on_a' never decides anything"]
    assert claim.findings[0].place == "duties.on_a.rules.1"


def test_a_wording_that_is_never_shown() -> None:
    """A wording after one that is always true is dead."""
    worded = replace(_on_a(), do_when=(Wording(ALWAYS, "first"), Wording(ALWAYS, "second")))

    assert _texts(_dead_duties(_tree(worded))) == ["wording 2 of 'on_a' is never shown"]


def test_a_sentence_that_is_never_said() -> None:
    """A `no_duty` that holds only where a person has to decide is never said."""
    ask = duty("ask", rule(is_("a", "no")), if_unknown=IfUnknown.APPLY, handoff=True)
    made = replace(_tree(_on_a(), ask), no_duty=(NoDuty(is_("a", "no"), "nothing", ()),))

    assert _texts(_dead_duties(made)) == ["this is never said: nothing..."]


def test_a_question_that_is_never_asked() -> None:
    """A question with a guard that no answers make true asks nothing."""
    questions = (*A_FIRST[:1], Question("b", ("b",), All((is_("a", "yes"), is_("a", "no")))))
    ends = Ends(_tree(_on_a(), questions=questions))
    claim = dead.no_dead_question(ends, effects(ends))

    # With "I don't know" both halves of the guard are open, so the question is asked.
    assert _texts(claim) == ["no answer to 'b' ever changes anything"]

    excluded = All((is_("a", "yes"), is_("a", "no"), Not(is_("a", "unknown"))))
    ends = Ends(_tree(_on_a(), questions=(*A_FIRST[:1], Question("b", ("b",), excluded))))
    assert _texts(dead.no_dead_question(ends, effects(ends))) == ["'b' never asks anything new"]


def test_a_question_that_no_duty_looks_at() -> None:
    """A fact that changes no question, duty or sentence should not be asked."""
    ends = Ends(_tree(_on_a()))

    assert _texts(dead.no_dead_question(ends, effects(ends))) == [
        "no answer to 'b' ever changes anything"
    ]


def test_a_question_asked_in_vain() -> None:
    """Where earlier answers have decided everything, a question is reported with such answers."""
    always_b = (Question("a", ("a",)), Question("b", ("b",)))
    ends = Ends(_tree(_on_a(), _on_b(), questions=always_b))
    claim = dead.no_idle_question(ends, effects(ends))

    assert _texts(claim) == ["'b' is asked where no answer to it can change anything"]
    assert claim.findings[0].severity is Severity.ADVISORY
    assert claim.findings[0].witness["a"] == "no"


def test_answers_that_come_to_the_same() -> None:
    """Two answers that nothing tells apart are reported, until the file declares them alike."""
    on_a = duty("on_a", rule(is_("a", "one", "two")))
    made = tree([fact("a", ["one", "two", "three"])], [Question("a", ("a",))], [on_a])
    ends = Ends(made)
    claim = dead.no_dead_answer(ends, effects(ends))

    assert _texts(claim) == ["these answers to 'a' come to the same: one, two"]
    assert claim.findings[0].severity is Severity.ADVISORY

    ends = Ends(replace(made, invariants=(Alike("same", {"a": ("two", "one")}),)))
    assert not dead.no_dead_answer(ends, effects(ends)).findings


def test_alike_that_is_not() -> None:
    """Answers said to be alike that change a duty are found, with answers that show it."""
    ends = Ends(_tree(_on_a(), _on_b()))
    claim = dead.alike(ends, Alike("same", {"b": ("yes", "no")}), "tree", effects(ends))

    assert _texts(claim) == ["'same': 'no' in place of 'yes' changes the duty 'on_b'"]
    before = dict(claim.findings[0].witness)
    assert [due.id for due in walk(ends.tree, before).outcome.duties] == ["on_a", "on_b"]
    assert [due.id for due in walk(ends.tree, before | {"b": "no"}).outcome.duties] == ["on_a"]


def _screens(made: Tree, asked: dict[str, str]) -> list[tuple[str, list[str]]]:
    """Each screen of a walk, with the facts that are new on it."""
    found, path = [], dict[str, str]()
    for question in made.questions:
        new = [one for one in question.asks if one not in path]
        if new and is_asked(question.when, path):
            found.append((question.id, new))
            path |= {one: asked[one] for one in new}
    return found


def _seen(made: Tree, answers: dict[str, str], leave_out: str) -> object:
    """What a practitioner sees of an end, the answer itself and what is not known left out."""
    found = walk(made, answers)
    duties = [
        (due.id, due.strength, due.certain, due.do, "why" in due.reasons)
        for due in found.outcome.duties
    ]
    screens = _screens(made, {one.fact: one.answer for one in found.asked})
    rest = [one for one in found.asked if one.fact != leave_out]
    return duties, screens, rest, found.outcome.no_duty


@settings(max_examples=25)
@given(trees())
def test_answers_proved_alike_are_alike(made: Tree) -> None:
    """Where `alike` finds nothing, no combination tells the two answers apart; else one does."""
    ends = Ends(made)
    claim = dead.alike(ends, Alike("same", {"b": ("yes", "no")}), "tree", effects(ends))
    differ = [
        answers
        for answers in combinations(made)
        if answers["b"] == "yes"
        and _seen(made, answers, "b") != _seen(made, answers | {"b": "no"}, "b")
    ]

    assert bool(differ) is bool(claim.findings)


@settings(max_examples=25)
@given(trees())
def test_dead_rules_never_show(made: Tree) -> None:
    """A rule is called dead exactly where it is never true, or no duty is ever shown by it."""
    found = {finding.place for finding in _dead_duties(made).findings}
    shown: set[tuple[str, str]] = set()
    true: set[tuple[str, str]] = set()
    for answers in combinations(made):
        walked = walk(made, answers)
        path = {one.fact: one.answer for one in walked.asked}
        shown |= {(due.id, due.do) for due in walked.outcome.duties}
        true |= {
            (one.id, written.do)
            for one in made.duties.values()
            for written in one.rules
            if decide(written.when, path)
        }
    for one in made.duties.values():
        if one.handoff or one.do_when or f"duties.{one.id}" in found:
            continue
        for number, written in enumerate(one.rules):
            counts = (one.id, written.do) in shown & true
            assert (f"duties.{one.id}.rules.{number}" in found) is not counts
