"""The held-out questions of staff, those that nothing answers, and emergencies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.answers.answer import respond
from bot.answers.engine import build_engine
from bot.bootstrap import trained_files
from bot.content.yaml import ListValue, MapValue, TextValue, load_yaml
from bot.store.full_text import SqliteFullText

if TYPE_CHECKING:
    from bot.answers.engine import Engine
    from bot.answers.model import Answer, Library
    from bot.content.yaml import Value

FOLDER = Path(__file__).parent.parent / "answers"
STAFF, OUTSIDE, DANGER = "staff_questions.yaml", "must_not_answer.yaml", "emergencies.yaml"


def held_out(name: str) -> list[dict[str, tuple[str, ...]]]:
    """The questions of a file: for each its keys and their texts."""
    root = load_yaml(FOLDER / name, name, [])
    if not isinstance(root, ListValue):
        raise TypeError(name)
    return [
        {key: _texts(value) for key, value in item.items.items()}
        for item in root.items
        if isinstance(item, MapValue)
    ]


def _texts(value: Value) -> tuple[str, ...]:
    if isinstance(value, ListValue):
        return tuple(text for item in value.items for text in _texts(item))
    return (value.text,) if isinstance(value, TextValue) else ()


def print_staff(shipped: Library) -> None:
    """What the whole program replies to the held-out questions."""
    engine = build_engine(shipped, SqliteFullText, trained_files())
    print("\n| the shipped knowledge | |\n|---|--:|")
    _print_questions(engine)
    asked = [item["ask"][0] for item in held_out(OUTSIDE)]
    kinds = [respond(text, engine).kind for text in asked]
    print(f"| questions that nothing answers: answered | {kinds.count('answer')} of {len(kinds)} |")
    print(f"| the same: choices offered | {kinds.count('clarify')} of {len(kinds)} |")
    for fires, says in (("yes", "emergencies seen"), ("no", "false alarms")):
        texts = [item["ask"][0] for item in held_out(DANGER) if item["fires"] == (fires,)]
        seen = sum(respond(text, engine).kind == "emergency" for text in texts)
        print(f"| {says} | {seen} of {len(texts)} |", flush=True)


def _print_questions(engine: Engine) -> None:
    first = three = shown = beneath = wrong = 0
    items = held_out(STAFF)
    for item in items:
        answer, right = respond(item["ask"][0], engine), set(item["right"])
        best = [found.entry.id for found in answer.entries]
        is_shown = not right.isdisjoint(_shown(answer))
        first += bool(best) and best[0] in right
        three += not right.isdisjoint(best)
        shown += is_shown
        beneath += is_shown or any(choice.entry in right for choice in answer.choices)
        wrong += answer.kind == "answer" and not is_shown
    for says, count in (
        ("the right entry first", first),
        ("among three", three),
        ("shown, as the answer or a choice", shown),
        ("the same, or a choice beneath an emergency or a refusal", beneath),
        ("another one shown as the answer", wrong),
    ):
        print(f"| staff questions: {says} | {100 * count / len(items):.1f} % of {len(items)} |")


def _shown(answer: Answer) -> set[str]:
    if answer.kind == "answer" and answer.entries:
        return {answer.entries[0].entry.id}
    return {choice.entry for choice in answer.choices if answer.kind == "clarify"}
