"""All content drawn: the shipped content passes, and what Slack would refuse is found."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

from bot.referrals.clocks import ClockKind
from bot.referrals.decisions import Question
from bot.referrals.workflow import RULES
from bot.slack.blocks.check import render_everything
from bot.slack.blocks.pages import referral_page
from bot.slack.blocks.referrals import partner_message
from bot.slack.blocks.worst import longest_answers, view_at
from bot.slack.blocks.worst_review import fullest_card
from tests.desks import shipped_content
from tests.slack.blocks.oracles import all_words

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
    longer = replace(library, entries=entries)
    engine = replace(content.engine, library=longer)
    changed = replace(content, library=longer, make_engine=lambda: engine)
    (problem,) = render_everything(changed, TODAY)
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


def test_a_review_with_names_that_are_too_long_is_found() -> None:
    """Partners whose names do not fit the channel's card are reported, with what does not fit."""
    content = shipped_content()
    partners = {
        id_: replace(partner, name=f"{partner.name} {'and its district ' * 40}")
        for id_, partner in content.area.partners.items()
    }
    found = render_everything(
        replace(content, area=replace(content.area, partners=partners)), TODAY
    )
    assert {problem.code for problem in found} == {"K101"}
    assert any("the card in the partners' channel" in problem.text for problem in found)


def test_the_fullest_card_shows_everything_a_card_can() -> None:
    """No field of it is empty, every clock and question is there, and every button is offered."""
    content = shipped_content()
    card = fullest_card(content, content.trees["serious_incident"])
    empty = [field.name for field in fields(card) if not getattr(card, field.name)]
    assert empty == []
    assert {clock.kind for clock in card.clocks} == set(ClockKind)
    assert {one.question for one in card.decisions} == set(Question)
    assert card.can == set(RULES)


def test_the_channel_card_names_a_few_that_look_alike() -> None:
    """And how many more; the page lists them all."""
    content = shipped_content()
    card = fullest_card(content, content.trees["serious_incident"])
    assert all_words(partner_message(card).blocks).count("more: open it to see them.") == 2
    assert "open it to see" not in all_words(referral_page(card)["blocks"])
