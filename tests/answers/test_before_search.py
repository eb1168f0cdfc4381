"""Rules and alarm together: calls for help are met, questions about the rules are answered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.before_search import loudness_of, rule_of
from bot.answers.model import SafetyKind
from bot.answers.safety import find_safety
from bot.content.yaml import ListValue, MapValue, TextValue, load_yaml
from tests.strategies import anything_typed

if TYPE_CHECKING:
    from bot.answers.engine import Engine
    from bot.content.problems import ContentProblem

HERE = Path(__file__).parent
# What these entries say is what an emergency reply says; an alarm on their wordings is right.
_ABOUT_DANGER = "concern-immediate-danger"


def _is_emergency(text: str, engine: Engine) -> bool:
    rule = rule_of(text, engine)
    return rule is not None and rule.kind is SafetyKind.EMERGENCY


def _held_out() -> list[tuple[str, bool]]:
    problems: list[ContentProblem] = []
    root = load_yaml(HERE / "emergencies.yaml", "emergencies.yaml", problems)
    assert isinstance(root, ListValue)
    found = []
    for item in root.items:
        assert isinstance(item, MapValue)
        ask, fires = item.items["ask"], item.items["fires"]
        assert isinstance(ask, TextValue)
        assert isinstance(fires, TextValue)
        found.append((ask.text, fires.text == "yes"))
    return found


def test_every_example_comes_out_right(engine: Engine) -> None:
    """What a curator wrote under `fires` is met with 999, and nothing under `quiet` is."""
    library = engine.library
    assert library.alarm is not None
    for rule in (*library.safety, library.alarm):
        if rule.kind is SafetyKind.EMERGENCY:
            assert [one for one in rule.fires if not _is_emergency(one, engine)] == []
            assert [one for one in rule.quiet if _is_emergency(one, engine)] == []


def test_an_example_counts_however_it_is_typed(engine: Engine) -> None:
    """Case, marks and invisible characters make no other message of it."""
    alarm = engine.library.alarm
    assert alarm is not None
    assert rule_of(f"  {alarm.fires[0].upper()}!!", engine) is not None
    assert rule_of(f"\u200b{alarm.quiet[0].upper()}...", engine) is None


def test_held_out_emergencies_are_seen(engine: Engine) -> None:
    """Of calls that nobody wrote a rule or an example for, 19 in 20 are seen."""
    danger = [text for text, fires in _held_out() if fires]
    seen = [text for text in danger if _is_emergency(text, engine)]

    assert len(seen) >= 0.95 * len(danger)


def test_held_out_questions_are_seldom_alarmed(engine: Engine) -> None:
    """Of messages about rules or the past, at most one in fifty is alarmed."""
    calm = [text for text, fires in _held_out() if not fires]
    alarmed = [text for text in calm if _is_emergency(text, engine)]

    assert len(alarmed) <= 0.02 * len(calm), alarmed


def test_wordings_of_entries_are_seldom_alarmed(engine: Engine) -> None:
    """The questions that the guide is made for reach their answers."""
    entries = engine.library.entries.values()
    wordings = [ask for entry in entries if entry.id != _ABOUT_DANGER for ask in entry.asks]
    alarmed = [ask for ask in wordings if _is_emergency(ask, engine)]

    assert len(alarmed) <= 0.0025 * len(wordings), alarmed


@pytest.mark.parametrize("text", ["thanks for everything last night, great training", "", "???"])
def test_what_is_no_call_is_not_met_as_one(engine: Engine, text: str) -> None:
    """Thanks and nothing at all are no calls for help."""
    assert not _is_emergency(text, engine)


@given(before=anything_typed, after=anything_typed, data=st.data())
def test_a_call_is_met_wherever_it_stands(
    engine: Engine, before: str, after: str, data: st.DataObject
) -> None:
    """Nothing typed before or after a call for help, as sentences of their own, silences it."""
    rules = [rule for rule in engine.library.safety if rule.kind is SafetyKind.EMERGENCY]
    example = data.draw(st.sampled_from([text for rule in rules for text in rule.fires]))

    assert _is_emergency(f"{before}\n{example}\n{after}", engine)


def test_a_rule_is_overruled_only_by_calm(engine: Engine) -> None:
    """A rule for emergencies counts unless the message sounds like no call for help ever did."""
    text = "how many in the panel report died of choking"
    deaf = replace(engine.trained, thresholds=replace(engine.trained.thresholds, calm_below=0.0))
    calm = replace(engine.trained, thresholds=replace(engine.trained.thresholds, calm_below=1.0))
    call = "baby is choking"

    assert rule_of(call, replace(engine, trained=deaf)) == rule_of(call, engine)
    assert rule_of(call, replace(engine, trained=calm)) is None
    assert loudness_of(text, engine) < loudness_of(call, engine)


def test_an_overruled_rule_leaves_the_others(engine: Engine) -> None:
    """What is no emergency after all may still be a refusal."""
    calm = replace(engine.trained, thresholds=replace(engine.trained.thresholds, calm_below=1.0))
    text = "he is choking. who is to blame for it, whose fault is it"
    rule = rule_of(text, replace(engine, trained=calm))

    assert rule is not None
    assert rule.kind is SafetyKind.REFUSE


def test_without_an_alarm_the_rules_decide(engine: Engine) -> None:
    """A library without `alarm.yaml` is as safe as its rules."""
    bare = replace(engine, library=replace(engine.library, alarm=None))
    for text in ("baby not breathing", "who chairs the panel", "forgot my password"):
        match = find_safety(text, engine.library.safety)
        assert rule_of(text, bare) == (match.rule if match else None)
    assert loudness_of("help", replace(engine, trained=replace(engine.trained, alarm=None))) == 0
