"""Reading the duties of a tree: wording, rules, deadlines, citations.

What a duty says beside its rules (`strength`, `cites`, `deadline`) holds for every rule that does
not say it itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.content.fields import Fields
from bot.content.sources import Citation, Modality, read_citations
from bot.content.yaml import MapValue
from bot.trees.guards import read_guard
from bot.trees.logic import ALWAYS
from bot.trees.model import Deadline, Duty, IfUnknown, Rule, Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.content.problems import ContentProblem
    from bot.content.sources import Source
    from bot.content.yaml import Value
    from bot.trees.logic import Guard

_SHARED_KEYS = {"strength", "cites", "deadline"}
_DUTY_KEYS = _SHARED_KEYS | {
    "title",
    "who",
    "do",
    "do_when",
    "do_if_unsure",
    "contact",
    "if_unknown",
    "first",
    "handoff",
    "rules",
}
_RULE_KEYS = _SHARED_KEYS | {"when", "why", "do"}
_DEADLINE_KEYS = {"working_days", "from", "dates", "instead", "immediately", "none"}
_KINDS = ("working_days", "immediately", "none")


def read_duties(
    fields: Fields,
    sources: Mapping[str, Source] | None,
    problems: list[ContentProblem],
    lines: dict[str, int],
) -> dict[str, Duty]:
    """Read the mapping `duties`.

    Args:
        fields: The tree's file.
        sources: The register, or None where citations are not looked up.
        problems: Receives what is wrong.
        lines: Receives where each duty and rule stands.
    """
    reader = _Reader(fields.path, sources, problems, lines)
    duties = {}
    for id_, value, line in fields.entries("duties", required=True):
        lines[f"duties.{id_}"] = line
        duties[id_] = reader.duty(id_, value)
    fields.slugs("duties", duties)
    return duties


def read_cites(
    item: Fields, sources: Mapping[str, Source] | None, problems: list[ContentProblem]
) -> tuple[Citation, ...]:
    """Read `cites`; with `sources` None their ids are taken as they are."""
    if sources is not None:
        return read_citations(item, "cites", sources, problems)
    found: list[ContentProblem] = []
    cites = read_citations(item, "cites", {}, found)
    problems.extend(problem for problem in found if problem.code != "R104")
    return cites


class _Reader:
    """Reads duties of one file."""

    def __init__(
        self,
        path: str,
        sources: Mapping[str, Source] | None,
        problems: list[ContentProblem],
        lines: dict[str, int],
    ) -> None:
        self._path = path
        self._sources = sources
        self._problems = problems
        self._lines = lines

    def duty(self, id_: str, value: Value) -> Duty:
        item = Fields(value, self._path, self._problems, allowed=_DUTY_KEYS, what="duty")
        handoff = self._yes(item, "handoff")
        unknown = item.choice("if_unknown", list(IfUnknown)) if item.has("if_unknown") else ""
        if not unknown:
            unknown = IfUnknown.APPLY if handoff else IfUnknown.ASK
        return Duty(
            id=id_,
            title=item.text("title"),
            who=item.text("who"),
            do=item.text("do"),
            do_when=self._wordings(item),
            do_if_unsure=item.text_or_none("do_if_unsure") or "",
            contact=item.text_or_none("contact") or "",
            if_unknown=IfUnknown(unknown) if unknown in set(IfUnknown) else IfUnknown.ASK,
            first=self._yes(item, "first"),
            handoff=handoff,
            rules=self._rules(id_, item),
            unsettled=self._rule(item, item, ALWAYS) if handoff else None,
        )

    def _yes(self, item: Fields, key: str) -> bool:
        return item.has(key) and item.choice(key, ["yes", "no"]) == "yes"

    def _guard(self, item: Fields) -> Guard:
        value = item.value("when")
        if value is None:
            item.problem("Y005", "'when' is missing: {all: []} is always true")
            return ALWAYS
        return read_guard(value, self._path, self._problems)

    def _wordings(self, item: Fields) -> tuple[Wording, ...]:
        found = []
        for value in item.values("do_when"):
            wording = Fields(
                value, self._path, self._problems, allowed={"when", "do"}, what="do_when"
            )
            found.append(Wording(self._guard(wording), wording.text("do")))
        return tuple(found)

    def _rules(self, id_: str, duty: Fields) -> tuple[Rule, ...]:
        rules = []
        for number, value in enumerate(duty.values("rules", required=True)):
            item = Fields(value, self._path, self._problems, allowed=_RULE_KEYS, what="rule")
            self._lines[f"duties.{id_}.rules.{number}"] = item.line
            rules.append(self._rule(item, duty, self._guard(item)))
        return tuple(rules)

    def _rule(self, item: Fields, duty: Fields, when: Guard) -> Rule:
        strength = (item if item.has("strength") else duty).choice("strength", _STRENGTHS)
        return Rule(
            when=when,
            strength=Modality(strength) if strength in _STRENGTHS else Modality.MAY,
            cites=read_cites(item if item.has("cites") else duty, self._sources, self._problems),
            deadline=self._deadline(item if item.has("deadline") else duty),
            why=item.text_or_none("why") or "" if item is not duty else "",
            do=item.text_or_none("do") or "" if item is not duty else "",
        )

    def _deadline(self, item: Fields) -> Deadline:
        value = item.value("deadline")
        if value is None:
            item.problem("Y005", "'deadline' is missing: {none: why} says that there is none")
            return Deadline(words="none")
        fields = Fields(value, self._path, self._problems, allowed=_DEADLINE_KEYS, what="deadline")
        kinds = [kind for kind in _KINDS if fields.has(kind)]
        if len(kinds) != 1:
            fields.problem("Y005", f"a deadline needs exactly one of: {', '.join(_KINDS)}")
            return Deadline(words="none")
        if kinds == ["none"]:
            return Deadline(words=fields.text("none"))
        if kinds == ["immediately"]:
            fields.choice("immediately", ["yes"])
            return Deadline(immediately=True)
        return self._counted(fields)

    def _counted(self, fields: Fields) -> Deadline:
        days = fields.whole_number("working_days")
        if days < 1:
            fields.problem("Y005", "'working_days' must be at least 1", "working_days")
        one = fields.has("dates") and fields.choice("dates", ["one", "two"]) == "one"
        box = fields.value("instead") or MapValue({}, {}, fields.line)
        names = [name for name, _, _ in fields.entries("instead")]
        texts = Fields(box, self._path, self._problems, allowed=names, what="instead")
        return Deadline(
            working_days=max(days, 1),
            from_fact=fields.text("from"),
            two_dates=not one,
            instead={name: texts.text(name) for name in names},
        )


_STRENGTHS = (Modality.MUST, Modality.SHOULD, Modality.MAY)
