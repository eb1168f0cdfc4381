"""The words of the sign-off sheet, the same in text and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.content.sources import superseded
from bot.trees.explore import SOME_DAY, values_of
from bot.trees.invariants import Monotone
from bot.trees.model import UNKNOWN, IfUnknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from bot.content.sources import Citation, Source
    from bot.trees.model import Deadline, Tree
    from bot.trees.proof.classes import Answers
    from bot.trees.table import DutyRows, Table

HOW_TO_READ = (
    (
        "Under each duty: the answers that create it, how binding it is then, by when, and on what "
        "source. "
        "Facts that are not named make no difference there. The first line that fits counts."
    ),
    (
        "The lines were worked out from the rules, over every combination of answers. They are not "
        "the author's own words."
    ),
    (
        "“If not known” says what happens where one of the answers named there is “I don't know” "
        "and the others do not rule the duty out. Treat as: it is shown, with the words “treat "
        "as”. The same holds where a line itself names “not known”."
    ),
    (
        "Two dates: for the target the first day is day 1; for the latest date it is not counted. "
        "Weekends and bank holidays in England never count."
    ),
)
_SEVERAL = 3


def day(one: date) -> str:
    """`23 November 2026`."""
    return f"{one.day} {one:%B %Y}"


def answers_words(tree: Tree, answers: Answers) -> tuple[str, ...]:
    """A class of answers, one phrase a fact: `Age then: under 16 / 16 or 17`."""
    return tuple(
        f"{tree.facts[fact].label}: {_allowed(tree, fact, allowed)}"
        for fact, allowed in answers.items()
    ) or ("whatever the answers",)


def deadline_words(tree: Tree, deadline: Deadline) -> str:
    """A date rule in words."""
    if deadline.immediately:
        return "at once"
    if deadline.words:
        return deadline.words
    days = f"{deadline.working_days} working day{'' if deadline.working_days == 1 else 's'}"
    start = tree.facts[deadline.from_fact]
    dates = "two dates" if deadline.two_dates else "one date, the first day not counted"
    instead = [
        f"if “{start.short.get(value) or start.values[value]}”: {words}"
        for value, words in deadline.instead.items()
    ]
    return "; ".join([f"{days} from “{start.label}” ({dates})", *instead])


def cite_words(cite: Citation, sources: Mapping[str, Source]) -> str:
    """A source with its reference and how binding its own words are."""
    title = sources[cite.source].title if cite.source in sources else cite.source
    mark = " [replaced edition]" if superseded((cite,), sources) else ""
    return f"{cite.under(title)} ({cite.modal}){mark}"


def not_known_words(table: Table, rows: DutyRows) -> str:
    """What an "I don't know" does to a duty."""
    not_known = rows.not_known
    if not not_known.classes:
        return "No “I don't know” leaves it open."
    facts = ", ".join(table.tree.facts[fact].label for fact in not_known.facts)
    return f"If not known ({facts}): {_does(table.tree, rows.duty.id, not_known.does)}."


def nothing_words(tree: Tree) -> str:
    """When the reasons for "nothing owed" are said."""
    asked = next((duty.title for duty in tree.duties.values() if duty.handoff), "")
    if not asked:
        return "Said where these answers are given."
    return f"Said where these answers are given, and never together with “{asked}”."


def replaced_editions(table: Table, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """One sentence for every replaced edition that the sheet rests on."""
    return tuple(
        f"{source.title} was replaced by {sources[source.superseded_by].title}: "
        "what rests on it has to be checked again."
        for source in superseded(_cites(table), sources)
    )


def _does(tree: Tree, duty: str, does: IfUnknown) -> str:
    match does:
        case IfUnknown.APPLY:
            return "treat as"
        case IfUnknown.ASK:
            asked = next((one.title for one in tree.duties.values() if one.handoff), "")
            return f"a person decides (“{asked}”)"
        case IfUnknown.OMIT:
            covers = [tree.duties[cover].title for cover in _covers(tree, duty)]
            return f"left out; in its place “{', '.join(covers)}”" if covers else "left out"


def _covers(tree: Tree, duty: str) -> tuple[str, ...]:
    """The duties that, as the tree declares, stand in for one that is left out."""
    declared = (item.covers for item in tree.invariants if isinstance(item, Monotone))
    found = (cover for covers in declared for cover, duties in covers.items() if duty in duties)
    return tuple(dict.fromkeys(found))


def _allowed(tree: Tree, fact: str, allowed: tuple[str, ...]) -> str:
    every = values_of(tree.facts[fact])
    left_out = [value for value in every if value not in allowed]
    if len(allowed) <= _SEVERAL or len(left_out) > _SEVERAL:
        return " / ".join(_value(tree, fact, value) for value in allowed)
    words = " / ".join(_value(tree, fact, value) for value in left_out)
    also = "; also if not known" if UNKNOWN in allowed else ""
    return f"any but {words}{also}"


def _value(tree: Tree, fact: str, value: str) -> str:
    if value == SOME_DAY:
        return "a date"
    known = tree.facts[fact]
    return known.short.get(value) or known.values[value]


def _cites(table: Table) -> Iterable[Citation]:
    for rows in table.duties:
        for row in rows.rows:
            yield from row.cites
    for one in table.nothing:
        yield from one.item.cites
