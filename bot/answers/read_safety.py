"""`knowledge/safety.yaml` -> the safety rules, and how an incident is recognised.

```yaml
words:
  child: child / kid / baby
rules:
  - id: not-breathing
    kind: emergency
    says: Call 999 now. ...
    contacts: [emergency]
    when:
      - all: [<child>, not breathing / stopped breathing]
        unless: [last week / do we notify]
        within: "8"
    examples:
      fires: [baby not breathing]
      quiet: [baby stopped breathing last week]
```

Codes: F101 a list of words is used but not there; F102 nothing between two slashes; F103 two rules
with one id.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from bot.answers.incident import IncidentRule
from bot.answers.model import Pattern, SafetyKind, SafetyRule
from bot.answers.phrases import PhraseSet
from bot.answers.text import clean, spoken, words
from bot.content.fields import Fields
from bot.content.problems import ContentProblem
from bot.content.yaml import MapValue, load_yaml

if TYPE_CHECKING:
    from bot.answers.phrases import Phrase
    from bot.content.shipped import ContentFolder
    from bot.content.yaml import Value

_RULE_KEYS = {"id", "kind", "says", "contacts", "when", "examples"}
_ALARM_KEYS = {"id", "says", "contacts", "fires", "quiet"}
_INCIDENT_KEYS = {"tree", "says", "when", "examples"}


@dataclass(frozen=True, slots=True)
class SafetyFile:
    """What the file holds.

    Attributes:
        rules: The safety rules, in the file's order.
        incident: How an incident is recognised, or None where the file does not say.
        worry: The same for a worry about a child.
    """

    rules: tuple[SafetyRule, ...]
    incident: IncidentRule | None
    worry: IncidentRule | None


def read_safety(folder: ContentFolder, problems: list[ContentProblem]) -> tuple[SafetyRule, ...]:
    """Read the safety rules, in the file's order."""
    return read_safety_file(folder, problems).rules


def read_safety_file(folder: ContentFolder, problems: list[ContentProblem]) -> SafetyFile:
    """Read the safety rules and the rules for incidents and worries."""
    file = folder.knowledge / "safety.yaml"
    path = folder.name_of(file)
    root = load_yaml(file, path, problems) or MapValue({}, {}, 1)
    allowed = {"words", "rules", "incident", "worry"}
    top = Fields(root, path, problems, allowed=allowed, what="safety file")
    reader = _Reader(path, problems)
    for name, value, line in top.entries("words"):
        holder = Fields(
            MapValue({name: value}, {name: line}, line), path, problems, allowed={name}, what="list"
        )
        reader.lists[name] = reader.phrases(holder.text(name), line)
    rules: dict[str, SafetyRule] = {}
    for value in top.values("rules", required=True):
        rule = reader.rule(value)
        if rule.id in rules:
            text = f"the rule '{rule.id}' is there twice"
            problems.append(ContentProblem(path, rule.line, "F103", text))
        rules[rule.id] = rule
    told = [top.value(name) for name in ("incident", "worry")]
    incident, worry = [reader.incident(value) if value else None for value in told]
    return SafetyFile(tuple(rules.values()), incident, worry)


def read_alarm(folder: ContentFolder, problems: list[ContentProblem]) -> SafetyRule | None:
    """Read `knowledge/alarm.yaml`: what the alarm says and its examples; None without it."""
    file = folder.knowledge / "alarm.yaml"
    if not file.exists():
        return None
    path = folder.name_of(file)
    root = load_yaml(file, path, problems) or MapValue({}, {}, 1)
    fields = Fields(root, path, problems, allowed=_ALARM_KEYS, what="alarm")
    return SafetyRule(
        id=fields.slug("id"),
        kind=SafetyKind.EMERGENCY,
        says=fields.text("says"),
        contacts=fields.texts("contacts"),
        patterns=(),
        vocabulary=frozenset(),
        fires=fields.texts("fires", required=True),
        quiet=fields.texts("quiet", required=True),
        path=path,
        line=1,
    )


class _Reader:
    """Reads rules, with the lists of words that they name."""

    def __init__(self, path: str, problems: list[ContentProblem]) -> None:
        self.lists: dict[str, tuple[Phrase, ...]] = {}
        self._path = path
        self._problems = problems

    def rule(self, value: Value) -> SafetyRule:
        fields = Fields(value, self._path, self._problems, allowed=_RULE_KEYS, what="rule")
        kind = fields.choice("kind", [kind.value for kind in SafetyKind])
        patterns = self._patterns(fields)
        examples = self._examples(fields)
        return SafetyRule(
            id=fields.slug("id"),
            kind=SafetyKind(kind) if kind in set(SafetyKind) else SafetyKind.SIGNPOST,
            says=fields.text("says"),
            contacts=fields.texts("contacts"),
            patterns=patterns,
            vocabulary=_vocabulary(patterns),
            fires=examples.texts("fires", required=True),
            quiet=examples.texts("quiet", required=True),
            path=self._path,
            line=fields.line,
        )

    def incident(self, value: Value) -> IncidentRule:
        what = "rule for incidents"
        fields = Fields(value, self._path, self._problems, allowed=_INCIDENT_KEYS, what=what)
        patterns = self._patterns(fields)
        examples = self._examples(fields)
        return IncidentRule(
            tree=fields.slug("tree"),
            says=fields.text("says"),
            patterns=patterns,
            vocabulary=_vocabulary(patterns),
            fires=examples.texts("fires", required=True),
            quiet=examples.texts("quiet", required=True),
            path=self._path,
            line=fields.line,
        )

    def _patterns(self, fields: Fields) -> tuple[Pattern, ...]:
        return tuple(self._pattern(item) for item in fields.values("when", required=True))

    def _examples(self, fields: Fields) -> Fields:
        return Fields(
            fields.value("examples") or MapValue({}, {}, fields.line),
            self._path,
            self._problems,
            allowed={"fires", "quiet"},
            what="set of examples",
        )

    def _pattern(self, value: Value) -> Pattern:
        fields = Fields(
            value, self._path, self._problems, allowed={"all", "unless", "within"}, what="pattern"
        )
        line = fields.line
        groups = [self.phrases(text, line) for text in fields.texts("all", required=True)]
        unless = [self.phrases(text, line) for text in fields.texts("unless")]
        return Pattern(
            groups=tuple(PhraseSet.of(group) for group in groups),
            unless=PhraseSet.of(phrase for group in unless for phrase in group),
            within=fields.whole_number("within") if fields.has("within") else 0,
            line=line,
        )

    def phrases(self, text: str, line: int) -> tuple[Phrase, ...]:
        """The alternatives of a text; each `<name>` in one stands for every phrase of a list."""
        found: list[Phrase] = []
        for alternative in text.split("/"):
            parts = [self._part(part, line) for part in alternative.split()]
            if not parts:
                text = "there is nothing between two slashes"
                self._problems.append(ContentProblem(self._path, line, "F102", text))
                continue
            found += [sum(choice, ()) for choice in product(*parts)]
        return tuple(phrase for phrase in dict.fromkeys(found) if phrase)

    def _part(self, part: str, line: int) -> tuple[Phrase, ...]:
        if not part.startswith("<"):
            ending = "*" if part.endswith("*") else ""
            plain = spoken(words(clean(part)))
            return ((*plain[:-1], plain[-1] + ending),) if plain else ((),)
        name = part.strip("<>")
        if name not in self.lists:
            text = f"the list of words '{name}' is not there, or stands below its first use"
            self._problems.append(ContentProblem(self._path, line, "F101", text))
        return self.lists.get(name, ())


def _vocabulary(patterns: tuple[Pattern, ...]) -> frozenset[str]:
    sets = (
        group.vocabulary() for pattern in patterns for group in (*pattern.groups, pattern.unless)
    )
    return frozenset[str]().union(*sets)
