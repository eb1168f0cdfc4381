"""Effects: everything that an end shows, as far as answers can change it."""

from __future__ import annotations

from dataclasses import replace

from bot.content.sources import Modality
from bot.trees.logic import ALWAYS
from bot.trees.model import IfUnknown, NoDuty, Question, Wording
from bot.trees.proof.certain import certain
from bot.trees.proof.effects import effects, wordings
from bot.trees.proof.ends import Ends
from tests.trees.made import duty, fact, is_, rule, tree

QUESTIONS = (Question("a", ("a",)), Question("b", ("b",)))
FACTS = (fact("a"), fact("b"))


def test_each_part_of_an_end_is_an_effect() -> None:
    """Questions, duties, wordings, reasons and sentences each have an effect of their own."""
    ask = duty("ask", rule(is_("a", "no")), if_unknown=IfUnknown.APPLY, handoff=True)
    told = duty("told", rule(is_("a", "yes")), do_when=(Wording(is_("b", "yes"), "worded"),))
    made = replace(tree(FACTS, QUESTIONS, [ask, told]), no_duty=(NoDuty(ALWAYS, "nothing", ()),))

    assert [(one.what, one.detail) for one in effects(Ends(made))] == [
        ("whether 'a' is asked", ""),
        ("whether 'b' is asked", ""),
        ("the duty 'ask'", ""),
        ("the duty 'ask'", "why"),
        ("the duty 'told'", ""),
        ("the duty 'told'", "worded"),
        ("the sentence 'nothing...'", "nothing"),
    ]


def test_rules_that_say_the_same_are_one_effect() -> None:
    """Which of two rules with the same words creates a duty makes no difference."""
    same = duty("same", rule(is_("a", "yes")), rule(is_("a", "no")))
    other = duty("other", rule(is_("a", "yes")), rule(is_("a", "no"), Modality.MAY))
    ends = Ends(tree(FACTS, QUESTIONS, [same, other]))
    first, second = (one.diagram for one in effects(ends) if "duty" in one.what)

    assert ends.with_answer(first, "a", "yes") is ends.with_answer(first, "a", "no")
    assert ends.with_answer(second, "a", "yes") is not ends.with_answer(second, "a", "no")


def test_a_wording_stands_back_behind_an_earlier_one_and_behind_doubt() -> None:
    """The first true wording is shown, and none where the duty is not certain."""
    made = replace(
        duty(
            "d",
            rule(is_("a", "yes")),
            if_unknown=IfUnknown.APPLY,
            do_when=(Wording(is_("b", "yes"), "first"), Wording(ALWAYS, "second")),
        ),
        do_if_unsure="unsure",
    )
    ends = Ends(tree(FACTS, QUESTIONS, [made]))
    first, second = wordings(ends, made, certain(ends, made))

    assert first is ends.both(ends.answered("a", "yes"), ends.answered("b", "yes"))
    assert second is ends.without(ends.answered("a", "yes"), ends.answered("b", "yes"))
