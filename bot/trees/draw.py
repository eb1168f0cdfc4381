"""A tree as a Mermaid diagram: the questions in order, and the ways to each duty.

Questions run from top to bottom. Where one is not asked of everybody, the box before it says when,
and its two arrows say "asked" and "not asked". Below, every duty has an arrow from each class of
answers that creates it, labelled with how binding it is and by when. Both are worked out from the
rules, as on the sign-off sheet.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from bot.trees.proof.classes import shared
from bot.trees.sheet.words import answers_words
from bot.trees.table import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.trees.model import Deadline, Question, Tree
    from bot.trees.proof.classes import Answers
    from bot.trees.table import DutyRows, Row, Table

_INIT = '%%{init: {"flowchart": {"wrappingWidth": 460, "nodeSpacing": 22, "rankSpacing": 46}}}%%'
_LABEL = 40
_WAYS = 6
_STYLES = (
    "classDef asked fill:#ffffff,stroke:#16202b,color:#16202b",
    "classDef when fill:#f2f5f8,stroke:#7a8896,color:#16202b,stroke-dasharray:4 3,text-align:left",
    "classDef duty fill:#e8f0fb,stroke:#1d4f91,color:#16202b",
)


def draw(tree: Tree) -> str:
    """Mermaid text."""
    return "\n".join(_lines(table_of(tree))) + "\n"


def _lines(table: Table) -> Iterator[str]:
    yield _INIT
    yield "flowchart TB"
    yield from (f"  {style}" for style in _STYLES)
    yield f'  subgraph questions["{_safe(table.tree.title)}: what is asked"]'
    yield "    direction TB"
    yield from (f"    {line}" for line in _questions(table))
    yield "  end"
    yield '  subgraph duties["What has to happen"]'
    yield "    direction LR"
    for rows in table.duties:
        yield from (f"    {line}" for line in _duty(table.tree, rows))
    yield "  end"
    yield "  questions --> duties"


def _questions(table: Table) -> Iterator[str]:
    names = [_entry(table, question) for question in table.tree.questions]
    after = [*names[1:], "all_asked"]
    yield '  start(["Start"])'
    yield f"  start --> {names[0]}"
    for question, following in zip(table.tree.questions, after, strict=True):
        name = f"q_{question.id}"
        yield f'  {name}["{_box(_question_words(table.tree, question))}"]:::asked'
        if _is_always_asked(table, question):
            yield f"  {name} --> {following}"
            continue
        yield f'  when_{question.id}["{_where(table.tree, table.asked[question.id])}"]:::when'
        yield f'  when_{question.id} -->|"asked"| {name}'
        yield f'  when_{question.id} -.->|"not asked"| {following}'
        yield f"  {name} --> {following}"
    yield '  all_asked(["All asked"])'


def _entry(table: Table, question: Question) -> str:
    return f"q_{question.id}" if _is_always_asked(table, question) else f"when_{question.id}"


def _is_always_asked(table: Table, question: Question) -> bool:
    return table.asked[question.id] == ({},)


def _question_words(tree: Tree, question: Question) -> tuple[str, ...]:
    asks = tuple(tree.facts[fact].ask for fact in question.asks)
    return asks if len(asks) == 1 else tuple(f"- {ask}" for ask in asks)


def _duty(tree: Tree, rows: DutyRows) -> Iterator[str]:
    duty = rows.duty
    yield f'  d_{duty.id}["{_box((duty.title, f"({duty.who})"))}"]:::duty'
    for number, row in enumerate(rows.rows):
        name = f"w_{duty.id}_{number}"
        yield f'  {name}["{_where(tree, row.classes)}"]:::when'
        yield f'  {name} -->|"{_binding(tree, row)}"| d_{duty.id}'


def _binding(tree: Tree, row: Row) -> str:
    return _box(textwrap.wrap(f"{row.strength}: {_by_when(tree, row.deadline)}", _LABEL))


def _by_when(tree: Tree, deadline: Deadline) -> str:
    if deadline.immediately:
        return "at once"
    if deadline.words:
        return deadline.words
    return f"{deadline.working_days} working days from “{tree.facts[deadline.from_fact].label}”"


def _where(tree: Tree, classes: tuple[Answers, ...]) -> str:
    """The answers of all classes, a line each; of very many the first few."""
    common, rest = shared(classes)
    lines = list(answers_words(tree, common)) if common or not rest else []
    if rest:
        lines.append("and one of:" if common else "one of:")
        lines += [f"- {'; '.join(answers_words(tree, one))}" for one in rest[:_WAYS]]
    if len(rest) > _WAYS:
        lines.append(f"- {len(rest) - _WAYS} more ways, see the sign-off sheet")
    return _box(lines)


def _box(lines: Iterable[str]) -> str:
    """Text for a box, with nothing in it that Mermaid would take for its own."""
    return "<br/>".join(map(_safe, lines))


def _safe(text: str) -> str:
    """Text in which Mermaid finds no marks: quotes, angle brackets, and lists of Markdown."""
    marked = text.replace("&", "#amp;").replace('"', "#quot;").replace("<", "#lt;")
    return f"•{marked[1:]}" if marked.startswith("- ") else marked
