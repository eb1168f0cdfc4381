"""The rules of a tree's duties in two general rules engines: SpiffWorkflow's DMN, and zen-engine.

Every rule becomes two conditions, made from its guard: that it fires, and that it is at least left
open. Both engines read the same text for them. What an engine finds is then put together to duties
as `bot.trees.outcome` does it. The engines are given the answers on the path: neither goes through
the questions, gives reasons, dates or wording, nor says whether a duty is certain.

SpiffWorkflow (LGPL) evaluates a cell of a table as Python text, anew each time; its decision table
is used here without the workflow that it would stand in. zen-engine (MIT) is compiled (Rust).
"""

from __future__ import annotations

import json
from importlib import import_module
from types import SimpleNamespace
from typing import TYPE_CHECKING, Protocol

from bot.trees.logic import DATED, All, Any, Atom, Not
from bot.trees.model import UNKNOWN, IfUnknown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from bot.trees.logic import Guard
    from bot.trees.model import Duty, Rule, Tree

NOT_ASKED = "not_asked"


class Engine(Protocol):
    """A rules engine with the conditions of one tree."""

    def holding(self, facts: Mapping[str, str]) -> Collection[str]:
        """The names of the conditions that hold for these facts."""


class SpiffDmn:
    """A DMN table with a row for each condition, all of them looked at (`COLLECT`)."""

    def __init__(self, conditions: Mapping[str, str]) -> None:
        model = import_module("SpiffWorkflow.dmn.specs.model")
        python = import_module("SpiffWorkflow.bpmn.script_engine.python_engine")
        table = model.DecisionTable("duties", "duties", model.HitPolicy.COLLECT.value)
        holds = model.Input("holds", "holds", "holds", "True", "boolean")
        name = model.Output("name", "name", "name", "string")
        for number, (key, condition) in enumerate(conditions.items()):
            row = model.Rule(key)
            row.row_number = number
            cell, told = model.InputEntry(key, holds), model.OutputEntry(key, name)
            cell.lhs.append(f"({condition})")
            told.text = repr(key)
            row.inputEntries.append(cell)
            row.outputEntries.append(told)
            table.rules.append(row)
        self._engine = import_module("SpiffWorkflow.dmn.engine.DMNEngine").DMNEngine(table)
        self._workflow = SimpleNamespace(script_engine=python.PythonScriptEngine())

    def holding(self, facts: Mapping[str, str]) -> Collection[str]:
        """The names of the conditions that hold for these facts."""
        task = SimpleNamespace(workflow=self._workflow, data=dict(facts))
        found: list[str] = self._engine.result(task).get("name", [])
        return found


class Zen:
    """A decision with one expression for each condition."""

    def __init__(self, conditions: Mapping[str, str]) -> None:
        expressions = [{"id": key, "key": key, "value": text} for key, text in conditions.items()]
        nodes: list[dict[str, object]] = [
            {"id": "in", "name": "in", "type": "inputNode"},
            {
                "id": "rules",
                "name": "rules",
                "type": "expressionNode",
                "content": {"expressions": expressions},
            },
            {"id": "out", "name": "out", "type": "outputNode"},
        ]
        edges = [
            {"id": f"{one}-{other}", "type": "edge", "sourceId": one, "targetId": other}
            for one, other in (("in", "rules"), ("rules", "out"))
        ]
        graph = {"nodes": [{**node, "position": {"x": 0, "y": 0}} for node in nodes]}
        engine = import_module("zen").ZenEngine()
        self._decision = engine.create_decision(json.dumps({**graph, "edges": edges}))

    def holding(self, facts: Mapping[str, str]) -> Collection[str]:
        """The names of the conditions that hold for these facts."""
        found: dict[str, bool] = self._decision.evaluate(dict(facts))["result"]
        return {key for key, holds in found.items() if holds}


def conditions_of(tree: Tree) -> dict[str, str]:
    """Name -> condition, two for each rule of each duty."""
    return {
        key: condition
        for duty in tree.duties.values()
        for number, rule in enumerate(duty.rules)
        for key, condition in (
            (_fires(duty, number), in_words(rule.when, or_open=False)),
            (_possible(duty, number), in_words(rule.when, or_open=True)),
        )
    }


def facts_for(tree: Tree, path: Mapping[str, str]) -> dict[str, str]:
    """The answers on the path as an engine is given them: any date is like another."""
    return {
        fact: DATED if path.get(fact, "")[:1].isdigit() else path.get(fact, NOT_ASKED)
        for fact in tree.facts
    }


def in_words(guard: Guard, *, or_open: bool) -> str:
    """That a guard is true, or with `or_open` that it is not false, as an expression."""
    match guard:
        case Atom(fact=fact, values=values):
            wanted = values | {UNKNOWN, NOT_ASKED} if or_open else values
            return f"{fact} in {json.dumps(sorted(wanted))}"
        case Not(part=part):
            return f"not ({in_words(part, or_open=not or_open)})"
        case All(parts=parts):
            return _joined("and", parts, or_open=or_open)
        case Any(parts=parts):
            return _joined("or", parts, or_open=or_open)


def _joined(word: str, parts: tuple[Guard, ...], *, or_open: bool) -> str:
    inner = (f"({in_words(part, or_open=or_open)})" for part in parts)
    return f" {word} ".join(inner) or ("1 == 1" if word == "and" else "1 == 2")


def duties_found(tree: Tree, holding: Collection[str]) -> dict[str, str]:
    """Duty -> strength, from the conditions that hold at the end of a walk."""
    found: dict[str, str] = {}
    needs_person = False
    for duty in tree.duties.values():
        firing = [rule for number, rule in _rules(duty) if _fires(duty, number) in holding]
        possible = [rule for number, rule in _rules(duty) if _possible(duty, number) in holding]
        if duty.if_unknown is IfUnknown.ASK:
            needs_person = needs_person or _weight(possible) > _weight(firing)
        shown = possible if duty.if_unknown is IfUnknown.APPLY and not duty.handoff else firing
        if shown or (duty.handoff and possible):
            found[duty.id] = max(shown or possible, key=lambda rule: rule.strength.weight).strength
    for duty in tree.duties.values():
        if duty.handoff and duty.unsettled and needs_person:
            found.setdefault(duty.id, duty.unsettled.strength)
    return found


def _weight(rules: list[Rule]) -> int:
    return max((rule.strength.weight for rule in rules), default=-1)


def _rules(duty: Duty) -> Iterator[tuple[int, Rule]]:
    return iter(enumerate(duty.rules))


def _fires(duty: Duty, number: int) -> str:
    return f"{duty.id}_{number}_fires"


def _possible(duty: Duty, number: int) -> str:
    return f"{duty.id}_{number}_possible"
