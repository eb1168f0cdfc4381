"""All content drawn: the shipped content passes, and what Slack would refuse is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.slack.blocks.check import render_everything
from bot.slack.blocks.worst import longest_answers, view_at
from tests.desks import shipped_content

TODAY = date(2026, 12, 18)


def test_the_shipped_content_can_be_drawn() -> None:
    """Every entry, question, change and outcome of the shipped content is within the limits."""
    assert render_everything(shipped_content(), TODAY) == []


def test_an_answer_that_is_too_long_is_found_where_it_stands() -> None:
    """An entry too long for a message is reported with its file and line."""
    content = shipped_content()
    library = content.engine.library
    entry = next(iter(library.entries.values()))
    entries = {**library.entries, entry.id: replace(entry, answer="Very long. " * 1500)}
    engine = replace(content.engine, library=replace(library, entries=entries))
    (problem,) = render_everything(replace(content, engine=engine), TODAY)
    assert (problem.code, problem.path, problem.line) == ("K101", entry.path, entry.line)
    assert entry.id in problem.text


def test_an_outcome_that_must_be_cut_is_found() -> None:
    """A tree whose duties do not fit even without reasons is reported."""
    content = shipped_content()
    tree = content.trees["serious_incident"]
    duties = {id_: replace(duty, who="Somebody " * 90) for id_, duty in tree.duties.items()}
    trees = {tree.id: replace(tree, duties=duties)}
    found = render_everything(replace(content, trees=trees), TODAY)
    assert ("decision_trees/serious_incident.yaml", "K102") in {(p.path, p.code) for p in found}


def test_a_label_that_is_too_long_for_slack_is_found() -> None:
    """More answers than a menu holds are reported at the question."""
    content = shipped_content()
    tree = content.trees["serious_incident"]
    many = {f"value_{n}": f"Answer {n} {'x' * 50}" for n in range(101)}
    facts = {**tree.facts, "role": replace(tree.facts["role"], values=many, short={})}
    trees = {tree.id: replace(tree, facts=facts, examples=())}
    found = render_everything(replace(content, trees=trees), TODAY)
    assert {problem.code for problem in found} == {"K101"}


def test_the_longest_card_holds_every_duty_and_every_answer() -> None:
    """The worst outcome is worst: all duties, none certain, all facts answered."""
    tree = shipped_content().trees["serious_incident"]
    walk = view_at(tree, None, TODAY).walk
    assert [duty.id for duty in walk.outcome.duties] == list(tree.duties)
    assert not any(duty.certain for duty in walk.outcome.duties)
    assert (
        {asked.fact for asked in walk.asked} == set(tree.facts) == set(longest_answers(tree, TODAY))
    )
