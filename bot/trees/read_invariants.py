"""Reading the list `invariants`: what must hold at every end (see `bot.trees.invariants`).

Each has a `name` and one of: `when` or `not_excluded` with `then`; `monotone`; `always_asked`;
`never_together`; `every_end_has`; `alike`.

Codes: Y004 and Y005 the form; R101, R102 and R107 a fact, duty or value that is not in the tree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.content.fields import Fields
from bot.content.problems import ContentProblem
from bot.content.sources import Modality
from bot.content.yaml import ListValue, MapValue, TextValue
from bot.trees.guards import read_guard
from bot.trees.invariants import (
    NO_DUTY,
    Alike,
    AlwaysAsked,
    EveryEndHas,
    Implies,
    Monotone,
    NeverTogether,
    Wanted,
    own_words,
    sentences,
)
from bot.trees.logic import DATED, atoms_of
from bot.trees.model import FactKind
from bot.trees.read_duties import read_cites

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.content.sources import Source
    from bot.content.yaml import Value
    from bot.trees.invariants import Invariant
    from bot.trees.model import Tree

_KINDS = (
    "when",
    "not_excluded",
    "monotone",
    "always_asked",
    "never_together",
    "every_end_has",
    "alike",
)
_KEYS = {"name", "then", "only", "cites", *_KINDS}
_LISTS = ("any_of", "none_of", "says")
_STRENGTHS = [Modality.MUST.value, Modality.SHOULD.value, Modality.MAY.value]


def read_invariants(
    fields: Fields,
    sources: Mapping[str, Source] | None,
    problems: list[ContentProblem],
    lines: dict[str, int],
) -> tuple[Invariant, ...]:
    """Read the list `invariants`.

    Args:
        fields: The tree's file.
        sources: The register, or None where citations are not looked up.
        problems: Receives what is wrong.
        lines: Receives where each invariant stands.
    """
    found = []
    for number, value in enumerate(fields.values("invariants")):
        item = Fields(value, fields.path, problems, allowed=_KEYS, what="declared invariant")
        lines[f"invariants.{number}"] = item.line
        invariant = _read(item, sources, problems)
        if invariant is not None:
            found.append(invariant)
    return tuple(found)


def _read(
    item: Fields, sources: Mapping[str, Source] | None, problems: list[ContentProblem]
) -> Invariant | None:
    name = item.text("name")
    kinds = [kind for kind in _KINDS if item.has(kind)]
    if len(kinds) != 1:
        item.problem("Y005", f"an invariant needs exactly one of: {', '.join(_KINDS)}")
        return None
    match kinds[0]:
        case "monotone":
            return _monotone(name, item, problems)
        case "always_asked":
            return AlwaysAsked(name, item.text("always_asked"))
        case "never_together":
            return NeverTogether(name, item.texts("never_together", required=True))
        case "every_end_has":
            return EveryEndHas(name, _kinds(item))
        case "alike":
            return Alike(name, _lists(item, "alike", problems))
        case kind:
            return _implies(name, item, kind, sources, problems)


def _implies(
    name: str,
    item: Fields,
    kind: str,
    sources: Mapping[str, Source] | None,
    problems: list[ContentProblem],
) -> Implies:
    then = {key: value for key, value, _ in item.entries("then", required=True)}
    if item.has("then") and not then:
        item.problem("Y005", "'then' must name a duty, 'any_of', 'none_of' or 'says'", "then")
    lists = {key: _list(item, then.pop(key, None), key) for key in _LISTS}
    return Implies(
        name=name,
        when=read_guard(item.value(kind) or MapValue({}, {}, item.line), item.path, problems),
        even_if_not_known=kind == "not_excluded",
        all_of=tuple(_wanted(item, duty, value) for duty, value in then.items()),
        any_of=tuple(_some_of(item, lists["any_of"])),
        none_of=tuple(_some_of(item, lists["none_of"])),
        says=_texts(lists["says"]),
        only=item.has("only") and item.choice("only", ["yes"]) == "yes",
        cites=read_cites(item, sources, problems) if item.has("cites") else (),
    )


def _some_of(item: Fields, values: tuple[Value, ...]) -> Iterator[Wanted]:
    for one in values:
        if isinstance(one, MapValue):
            for duty, strength in one.items.items():
                yield _wanted(item, duty, strength)
        elif isinstance(one, TextValue):
            yield Wanted(one.text.strip(), Modality.MAY)


def _texts(values: tuple[Value, ...]) -> tuple[str, ...]:
    return tuple(one.text.strip() for one in values if isinstance(one, TextValue))


def _list(item: Fields, value: Value | None, key: str) -> tuple[Value, ...]:
    if isinstance(value, ListValue) and value.items:
        return value.items
    if value is not None:
        item.problem("Y005", f"'{key}' must be a list that is not empty", "then")
    return ()


def _wanted(item: Fields, duty: str, value: Value) -> Wanted:
    if isinstance(value, TextValue) and value.text.strip() in _STRENGTHS:
        return Wanted(duty, Modality(value.text.strip()))
    item.problem("Y005", f"'{duty}' must be one of: {', '.join(_STRENGTHS)}", "then")
    return Wanted(duty, Modality.MAY)


def _monotone(name: str, item: Fields, problems: list[ContentProblem]) -> Monotone:
    box = item.value("monotone") or MapValue({}, {}, item.line)
    inner = Fields(box, item.path, problems, allowed={"worse", "in", "covers"}, what="monotone")
    inner.choice("in", [Modality.MUST.value])
    return Monotone(
        name, worse=_lists(inner, "worse", problems), covers=_lists(inner, "covers", problems)
    )


def _lists(item: Fields, key: str, problems: list[ContentProblem]) -> dict[str, tuple[str, ...]]:
    """A mapping from names to lists of names."""
    names = [name for name, _, _ in item.entries(key)]
    box = item.value(key) or MapValue({}, {}, item.line)
    inner = Fields(box, item.path, problems, allowed=names, what=key)
    return {name: inner.texts(name, required=True) for name in names}


def _kinds(item: Fields) -> tuple[str, ...]:
    kinds = item.texts("every_end_has", required=True)
    allowed = [*_STRENGTHS, NO_DUTY]
    for kind in kinds:
        if kind not in allowed:
            item.problem("Y005", f"'{kind}' must be one of: {', '.join(allowed)}", "every_end_has")
    return tuple(kind for kind in kinds if kind in allowed)


def check_invariant_references(tree: Tree, path: str, problems: list[ContentProblem]) -> None:
    """Note every fact, value and duty in an invariant that the tree does not have."""
    for number, invariant in enumerate(tree.invariants):
        line = tree.lines.get(f"invariants.{number}", 1)
        for code, text in _dead(tree, invariant):
            problems.append(ContentProblem(path, line, code, text))


def _dead(tree: Tree, invariant: Invariant) -> Iterator[tuple[str, str]]:
    for duty in _duties(invariant):
        if duty not in tree.duties:
            yield "R102", f"'{duty}' is not a duty of this tree"
    for start in invariant.says if isinstance(invariant, Implies) else ():
        if sum(text.startswith(start) for text in _texts_said(tree)) != 1:
            yield "R102", f"not exactly one sentence of this tree begins with '{start}'"
    for name, values in _values(invariant):
        fact = tree.facts.get(name)
        if fact is None:
            yield "R101", f"'{name}' is not a fact"
            continue
        offered = {*fact.values, DATED} if fact.kind is FactKind.DATE else set(fact.values)
        for value in sorted(set(values) - offered):
            yield "R107", f"'{name}' has no value '{value}'"


def _texts_said(tree: Tree) -> frozenset[str]:
    worded = {one.do for duty in tree.duties.values() for one in duty.do_when}
    own = (own_words(duty) for duty in tree.duties.values())
    return frozenset(text for text, _ in sentences(tree)).union(worded, *own)


def _duties(invariant: Invariant) -> Iterator[str]:
    match invariant:
        case Implies(all_of=all_of, any_of=any_of, none_of=none_of):
            yield from (wanted.duty for wanted in (*all_of, *any_of, *none_of))
        case NeverTogether(duties=duties):
            yield from duties
        case Monotone(covers=covers):
            for cover, duties in covers.items():
                yield from (cover, *duties)
        case _:
            return


def _values(invariant: Invariant) -> Iterator[tuple[str, tuple[str, ...]]]:
    match invariant:
        case Implies(when=when):
            yield from ((atom.fact, tuple(atom.values)) for atom in atoms_of(when))
        case AlwaysAsked(fact=fact):
            yield fact, ()
        case Monotone(worse=lists) | Alike(alike=lists):
            yield from lists.items()
        case _:
            return
