"""Reading a tree from its YAML file, or from the canonical text that the store kept.

Everything wrong is noted at once. A tree is only given back where nothing is wrong with its form
and its references, so that whoever gets one can walk it.

Codes: Y... the form of the file; R... references (see `bot.trees.references`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.content.fields import Fields
from bot.content.problems import ContentProblem, Severity
from bot.content.yaml import MapValue, load_yaml
from bot.errors import InvalidContentError
from bot.trees.canonical import from_canonical, hash_of, to_canonical
from bot.trees.examples import read_examples
from bot.trees.guards import read_guard
from bot.trees.logic import ALWAYS
from bot.trees.model import OFFERS, Fact, FactKind, NoDuty, Question, Tree
from bot.trees.read_duties import read_cites, read_duties
from bot.trees.read_invariants import check_invariant_references, read_invariants
from bot.trees.references import check_area_references, check_references

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.content.area import Area
    from bot.content.sources import Source
    from bot.content.yaml import Value
    from bot.trees.logic import Guard

SCHEMA = "guidance-tree/1"
_KEYS = {
    "schema",
    "tree",
    "facts",
    "questions",
    "duties",
    "no_duty",
    "offers",
    "examples",
    "invariants",
}
_TREE_KEYS = {"id", "version", "title", "start", "owner", "checked", "review_by"}
_FACT_KEYS = {"kind", "label", "ask", "help", "why", "values", "short", "not_after", "usual"}
_KEPT_TREES = 8
_VERSION = re.compile(r"\d+\.\d+\.\d+")


def read_tree(
    file: Path,
    path: str,
    sources: Mapping[str, Source],
    area: Area,
    problems: list[ContentProblem],
) -> Tree | None:
    """Read one tree.

    Args:
        file: The YAML file.
        path: What problems call it.
        sources: The register of sources, for citations.
        area: For `{contact:ID}`.
        problems: Receives everything found wrong.

    Returns:
        The tree, or None where an error was noted.
    """
    found: list[ContentProblem] = []
    root = load_yaml(file, path, found)
    if root is None:
        problems.extend(found)
        return None
    tree = _read(root, path, sources, found)
    check_references(tree, path, found)
    check_invariant_references(tree, path, found)
    check_area_references(tree, path, area, sources, found)
    problems.extend(found)
    return None if any(item.severity is Severity.ERROR for item in found) else tree


@lru_cache(maxsize=_KEPT_TREES)
def tree_from_canonical(text: str) -> Tree:
    """Read a tree that the store kept, so that an old walk can still be explained.

    The last few that were read are remembered: a page may list many referrals of one old tree.
    Its sources and contacts may have left the register since: they are not looked up.

    Raises:
        InvalidContentError: The text is not a tree.
    """
    try:
        root = from_canonical(text)
    except ValueError as error:
        raise InvalidContentError(["stored tree:1: Y001 is not a canonical tree"]) from error
    found: list[ContentProblem] = []
    tree = _read(root, "stored tree", None, found)
    check_references(tree, "stored tree", found)
    if found:
        raise InvalidContentError([str(problem) for problem in found])
    return tree


def _read(
    root: Value,
    path: str,
    sources: Mapping[str, Source] | None,
    problems: list[ContentProblem],
) -> Tree:
    fields = Fields(root, path, problems, allowed=_KEYS, what="tree file")
    if fields.text("schema") not in ("", SCHEMA):
        fields.problem("Y005", f"'schema' must be {SCHEMA}", "schema")
    head = Fields(
        fields.value("tree") or MapValue({}, {}, fields.line),
        path,
        problems,
        allowed=_TREE_KEYS,
        what="tree",
    )
    if not _VERSION.fullmatch(head.text("version")):
        head.problem("Y005", "'version' must be three numbers like 1.0.0", "version")
    lines = {"tree": head.line}
    canonical = to_canonical(root) if isinstance(root, MapValue) else ""
    return Tree(
        id=head.slug("id"),
        version=head.text("version"),
        title=head.text("title"),
        owner=head.text("owner"),
        checked=head.day("checked"),
        review_by=head.day("review_by"),
        facts=_read_facts(fields, problems, lines),
        questions=_read_questions(fields, problems, lines),
        duties=read_duties(fields, sources, problems, lines),
        no_duty=_read_no_duty(fields, sources, problems, lines),
        examples=read_examples(fields, problems, lines),
        hash=hash_of(canonical),
        canonical=canonical,
        lines=lines,
        invariants=read_invariants(fields, sources, problems, lines),
        start=head.text_or_none("start") or "",
        offers=_read_offers(fields, problems, lines),
    )


def _read_facts(
    fields: Fields, problems: list[ContentProblem], lines: dict[str, int]
) -> dict[str, Fact]:
    facts = {}
    for id_, value, line in fields.entries("facts", required=True):
        lines[f"facts.{id_}"] = line
        facts[id_] = _read_fact(id_, value, fields.path, problems)
    fields.slugs("facts", facts)
    return facts


def _read_fact(id_: str, value: Value, path: str, problems: list[ContentProblem]) -> Fact:
    item = Fields(value, path, problems, allowed=_FACT_KEYS, what="fact")
    kind = item.choice("kind", list(FactKind)) if item.has("kind") else FactKind.CHOICE
    is_date = kind == FactKind.DATE
    values = _texts_by_value(item, "values", problems, required=not is_date)
    not_after = item.text_or_none("not_after")
    if not_after is not None and (not_after != "today" or not is_date):
        item.problem("Y005", "'not_after' can only be today, and only for a date", "not_after")
    item.slugs("values", values)
    usual = item.text_or_none("usual") or next(iter(values), "")
    return Fact(
        id=id_,
        kind=FactKind.DATE if is_date else FactKind.CHOICE,
        label=item.text("label"),
        ask=item.text("ask"),
        help=item.text_or_none("help") or "",
        why=item.text_or_none("why") or "",
        values=values,
        short=_texts_by_value(item, "short", problems, required=False),
        not_after_today=not_after == "today",
        usual=usual,
    )


def _texts_by_value(
    item: Fields, key: str, problems: list[ContentProblem], *, required: bool
) -> dict[str, str]:
    entries = item.entries(key, required=required)
    if required and item.has(key) and not entries:
        item.problem("Y005", f"'{key}' must not be empty", key)
    box = item.value(key) or MapValue({}, {}, item.line)
    names = [name for name, _, _ in entries]
    texts = Fields(box, item.path, problems, allowed=names, what=key) if entries else None
    return {name: texts.text(name) for name in names} if texts else {}


def _read_questions(
    fields: Fields, problems: list[ContentProblem], lines: dict[str, int]
) -> tuple[Question, ...]:
    questions = []
    for value in fields.values("questions", required=True):
        item = Fields(
            value, fields.path, problems, allowed={"id", "asks", "when", "title"}, what="question"
        )
        id_ = item.slug("id")
        lines[f"questions.{id_}"] = item.line
        when = item.value("when")
        questions.append(
            Question(
                id=id_,
                asks=item.texts("asks", required=True),
                when=read_guard(when, fields.path, problems) if when else ALWAYS,
                title=item.text_or_none("title") or "",
            )
        )
    return tuple(questions)


def _read_no_duty(
    fields: Fields,
    sources: Mapping[str, Source] | None,
    problems: list[ContentProblem],
    lines: dict[str, int],
) -> tuple[NoDuty, ...]:
    found = []
    for number, value in enumerate(fields.values("no_duty")):
        item = Fields(
            value, fields.path, problems, allowed={"when", "because", "cites"}, what="no_duty"
        )
        lines[f"no_duty.{number}"] = item.line
        when = item.value("when") or MapValue({}, {}, item.line)
        found.append(
            NoDuty(
                when=read_guard(when, fields.path, problems),
                because=item.text("because"),
                cites=read_cites(item, sources, problems),
            )
        )
    return tuple(found)


def _read_offers(
    fields: Fields, problems: list[ContentProblem], lines: dict[str, int]
) -> dict[str, Guard]:
    found = {}
    for what, when, line in fields.entries("offers"):
        lines[f"offers.{what}"] = line
        found[what] = read_guard(when, fields.path, problems)
        if what not in OFFERS:
            fields.problem(
                "Y004", f"an outcome cannot offer '{what}': {', '.join(OFFERS)}", "offers"
            )
    return found
