"""What is wrong with a tree beyond its form: rules that never fire, facts not asked, text too long.

Codes:
    G201 a question that is never asked.
    L304 a rule that can stay open because a fact was not asked (it then counts as not known).
    O402 a rule that can never fire.
    D501 a deadline that runs from a date that was not asked, although its rule fires.
    S105 a rule that is stronger than every source it cites.
    S201 a text that is too long for the screen.
    C603 wording that says "must" where the duty is weaker (advisory).
    C604 a duty that rests on a superseded source (advisory).
    C605 sources that nobody has looked at for half a year (depends on the day).
    D504 dates that will soon lie past the published bank holidays (depends on the day).
    E101 an example whose outcome differs. E102 a duty, and E103 a rule, without an example
        (advisory).
    O404 two duties of one name (advisory).
    V901 a review that is overdue (depends on the day).
    D507, T801 to T809: what the texts say (see `bot.trees.wording`).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.content.problems import ContentProblem, Severity
from bot.content.sources import Modality, strongest, superseded
from bot.errors import UnknownAnswerError
from bot.trees.examples import differences
from bot.trees.logic import decide
from bot.trees.proof.asked import never_asked, unfit_rules
from bot.trees.proof.ends import Ends
from bot.trees.walk import replay
from bot.trees.wording import check_wording
from bot.workdays import LAST_KNOWN_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.content.sources import Source
    from bot.trees.model import Duty, Example, Rule, Tree

BUTTON = 75
ASK = 300
TEXT = 600
TITLE = 140
SHORT = 40
START = 30
"""Characters. A button's label is Slack's own limit; the others are ours, to be read on a phone."""
HALF_A_YEAR = timedelta(days=180)


def check_tree(
    tree: Tree, path: str, sources: Mapping[str, Source], today: date
) -> list[ContentProblem]:
    """Everything found about a tree that could be read.

    Args:
        tree: The tree, as `read_tree` gave it.
        path: What problems call its file.
        sources: The register of sources.
        today: For findings that depend on the day.
    """
    checks = (
        _check_asked(tree),
        _check_strength(tree),
        _check_lengths(tree),
        _check_examples(tree),
        _advise(tree, sources),
        _check_day(tree, sources, today),
        ((*found, "") for found in check_wording(tree)),
    )
    return [
        ContentProblem(path, tree.lines.get(place, 1), code, text, severity, witness)
        for check in checks
        for place, code, text, severity, witness in check
    ]


_Found = tuple[str, str, str, Severity, str]


def _error(place: str, code: str, text: str, witness: str = "") -> _Found:
    return place, code, text, Severity.ERROR, witness


def _rules(tree: Tree) -> Iterator[tuple[str, Duty, Rule]]:
    for duty in tree.duties.values():
        for number, rule in enumerate(duty.rules):
            yield f"duties.{duty.id}.rules.{number}", duty, rule


def _check_asked(tree: Tree) -> Iterator[_Found]:
    ends = Ends(tree)
    for found in (*never_asked(ends), *unfit_rules(ends)):
        words = " ".join(f"{fact}={value}" for fact, value in found.witness.items())
        yield found.place, found.code, found.text, found.severity, words


def _check_strength(tree: Tree) -> Iterator[_Found]:
    for place, duty, rule in _rules(tree):
        if rule.strength is Modality.MAY:
            continue
        cited = strongest(rule.cites)
        if cited.weight < rule.strength.weight:
            text = f"'{duty.id}' says {rule.strength}, but its sources say {cited} at most"
            yield _error(place, "S105", text)


def _check_lengths(tree: Tree) -> Iterator[_Found]:
    for place, what, text, limit in _lengths(tree):
        if len(text) > limit:
            found = f"{what} has {len(text)} characters; {limit} is the most: {text[:30]}..."
            yield _error(place, "S201", found)


def _lengths(tree: Tree) -> Iterator[tuple[str, str, str, int]]:
    yield "tree", "the title", tree.title, TITLE
    yield "tree", "'start'", tree.start, START
    for fact in tree.facts.values():
        place = f"facts.{fact.id}"
        yield place, "'label'", fact.label, SHORT
        yield place, "'ask'", fact.ask, ASK
        yield place, "'help'", fact.help, TEXT
        yield place, "'why'", fact.why, TEXT
        for label in fact.values.values():
            yield place, "a button", label, BUTTON
    for question in tree.questions:
        yield f"questions.{question.id}", "the title", question.title, TITLE
    for duty in tree.duties.values():
        place = f"duties.{duty.id}"
        yield place, "the title", duty.title, TITLE
        for text in (duty.do, duty.do_if_unsure, *(wording.do for wording in duty.do_when)):
            yield place, "'do'", text, TEXT
    for place, _, rule in _rules(tree):
        yield place, "'do'", rule.do, TEXT
        yield place, "'why'", rule.why, ASK
    for number, item in enumerate(tree.no_duty):
        yield f"no_duty.{number}", "'because'", item.because, ASK


def _check_examples(tree: Tree) -> Iterator[_Found]:
    for number, example in enumerate(tree.examples):
        found = differences(tree, example)
        if found:
            row = f"{example.row}, " if example.row else ""
            text = f"the example '{row}{example.name}' differs: {'; '.join(found)}"
            yield _error(f"examples.{number}", "E101", text)
    shown = {duty for example in tree.examples for duty in example.expect}
    for id_ in tree.duties:
        if id_ not in shown:
            text = f"no example expects '{id_}'"
            yield f"duties.{id_}", "E102", text, Severity.ADVISORY, ""
    cases = [_answers(tree, example) for example in tree.examples]
    for place, duty, rule in _rules(tree):
        if duty.id in shown and not any(decide(rule.when, case) for case in cases):
            text = f"in no example this rule of '{duty.id}' fires"
            yield place, "E103", text, Severity.ADVISORY, ""


def _answers(tree: Tree, example: Example) -> Mapping[str, str]:
    """What an example is asked, with its answers; nothing where it cannot be walked (E101)."""
    try:
        asked = replay(tree, example.given, today=date.max).asked
    except UnknownAnswerError:
        return {}
    return {one.fact: one.answer for one in asked}


def _advise(tree: Tree, sources: Mapping[str, Source]) -> Iterator[_Found]:
    for duty in tree.duties.values():
        place = f"duties.{duty.id}"
        old = superseded((cite for rule in duty.rules for cite in rule.cites), sources)
        if old:
            names = ", ".join(source.id for source in old)
            text = f"'{duty.id}' rests on a superseded source: {names}"
            yield place, "C604", text, Severity.ADVISORY, ""
    for place, duty, rule in _rules(tree):
        said = rule.do or duty.do
        if rule.strength is not Modality.MUST and " must " in said and not duty.handoff:
            text = f"'{duty.id}' is a {rule.strength}, and its wording says must"
            yield place, "C603", text, Severity.ADVISORY, ""
    named: dict[str, str] = {}
    for duty in tree.duties.values():
        first = named.setdefault(duty.title.casefold(), duty.id)
        if first != duty.id:
            text = f"'{duty.id}' has the same title as '{first}': nobody could tell them apart"
            yield f"duties.{duty.id}", "O404", text, Severity.ADVISORY, ""


def _check_day(tree: Tree, sources: Mapping[str, Source], today: date) -> Iterator[_Found]:
    if tree.review_by < today:
        text = f"the review of '{tree.id}' was due on {tree.review_by.isoformat()}"
        yield "tree", "V901", text, Severity.DATED, ""
    cited = {cite.source for _, _, rule in _rules(tree) for cite in rule.cites}
    old = [id_ for id_ in sorted(cited & sources.keys()) if _is_old(sources[id_], today)]
    if old:
        text = f"nobody has looked at these sources for half a year: {', '.join(old)}"
        yield "tree", "C605", text, Severity.DATED, ""
    counted = [place for place, _, rule in _rules(tree) if rule.deadline.working_days]
    if counted and LAST_KNOWN_DAY - today < HALF_A_YEAR:
        text = f"dates past {LAST_KNOWN_DAY.isoformat()} cannot be given: bank holidays end there"
        yield counted[0], "D504", text, Severity.DATED, ""


def _is_old(source: Source, today: date) -> bool:
    return today - source.checked_on > HALF_A_YEAR
