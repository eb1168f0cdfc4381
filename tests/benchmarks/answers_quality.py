"""How often the right entry is found, and how often an answer is given where there is none."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from statistics import fmean
from typing import TYPE_CHECKING

from bot.answers.calibrate import Plan, hold_out
from bot.answers.confidence import CANDIDATES, DEFAULT_THRESHOLDS, total
from bot.answers.engine import build_engine
from bot.answers.measure import FOLDS
from bot.answers.search import rank, read_entries
from bot.store.full_text import SqliteFullText
from tests.benchmarks.question_sets import Asked, library_of, with_slips
from tests.benchmarks.searchers import Ours, rivals

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from bot.answers.confidence import Thresholds
    from bot.answers.engine import Engine
    from bot.answers.model import Entry, Library, Scored
    from bot.answers.search import Index
    from tests.benchmarks.question_sets import QuestionSet
    from tests.benchmarks.searchers import Searcher

THIRDS, SIXTHS = 3, 6
MOST_ASKED = 600
OURS = "**ours**"
SHIPPED = "shipped"


@dataclass(frozen=True, slots=True)
class Recall:
    """The shares of questions whose right entry is first, and among the best three."""

    first: float
    three: float


def recall_of(searcher: Searcher, asked: Sequence[Asked]) -> Recall:
    """Ask every question."""
    found = [(searcher.best(one.text), one.right) for one in asked]
    return Recall(
        fmean(bool(best) and best[0] in right for best, right in found),
        fmean(not right.isdisjoint(best) for best, right in found),
    )


def print_quality(sets: Sequence[QuestionSet], shipped: Library, rounds: int) -> None:
    """Ours and the rivals on every set and on the shipped knowledge, then slips.

    Args:
        sets: The public sets.
        shipped: The knowledge that comes with the program.
        rounds: How many tenths of its wordings are held out, one after the other.
    """
    columns = [on_set(one, shipped) for one in sets]
    names = [f"{one.name} ({len(one.asked):,})" for one in sets]
    tries = list(_held_wordings(shipped, rounds))
    columns.append(_averaged(tries))
    asked = sum(len(one.asked) for one in tries)
    names.append(f"{SHIPPED} ({asked:,})")
    print("\n| recall@1 / recall@3 |", " | ".join(names), "| mean | behind ours |")
    print("|---|" + "--:|" * (len(names) + 2))
    ours = fmean(column[OURS].first for column in columns)
    for name in columns[0]:
        mine = [column[name] for column in columns]
        mean = fmean(one.first for one in mine)
        cells = " | ".join(f"{one.first:.3f} / {one.three:.3f}" for one in mine)
        behind = f"{100 * (ours - mean):.1f}" if name != OURS else ""
        print(f"| {name} | {cells} | {mean:.3f} | {behind} |", flush=True)
    _print_slips(sets, shipped)


def on_set(one: QuestionSet, shipped: Library) -> dict[str, Recall]:
    """Every searcher on a public set."""
    ours = Ours.learned(library_of(one.entries, shipped))
    return _side_by_side(ours, one.entries, one.asked)


def _side_by_side(
    ours: Searcher, entries: Sequence[Entry], asked: Sequence[Asked]
) -> dict[str, Recall]:
    found = {OURS: recall_of(ours, asked)}
    has_answers = any(entry.answer for entry in entries)
    for name, make in rivals(whole=False).items():
        found[f"{name}, wordings"] = recall_of(make(entries), asked)
    for name, make in rivals(whole=True).items():
        same = found[f"{name}, wordings"]
        found[f"{name}, all"] = recall_of(make(entries), asked) if has_answers else same
    return found


@dataclass(frozen=True, slots=True)
class _Held:
    """The shipped knowledge without some of its wordings, and those wordings."""

    library: Library
    asked: tuple[Asked, ...]


def _held_wordings(shipped: Library, rounds: int) -> Iterator[_Held]:
    """In each round a tenth of the wordings is held out."""
    ordered = [shipped.entries[id_] for id_ in sorted(shipped.entries)]
    for number in range(rounds):
        entries = {}
        asked = []
        for place, entry in enumerate(ordered):
            out = {at for at in range(len(entry.asks)) if (at + place) % FOLDS == number}
            rest = tuple(ask for at, ask in enumerate(entry.asks) if at not in out)
            entries[entry.id] = replace(entry, asks=rest)
            asked += [Asked(entry.asks[at], frozenset({entry.id})) for at in sorted(out)]
        yield _Held(replace(shipped, entries=entries), tuple(asked))


def _averaged(tries: Sequence[_Held]) -> dict[str, Recall]:
    columns = [
        _side_by_side(Ours.learned(one.library), list(one.library.entries.values()), one.asked)
        for one in tries
    ]
    return {
        name: Recall(
            fmean(column[name].first for column in columns),
            fmean(column[name].three for column in columns),
        )
        for name in columns[0]
    }


def _print_slips(sets: Sequence[QuestionSet], shipped: Library) -> None:
    print(
        "\n| recall@1, a slip in three of ten words | clean | with slips | loss in points |", end=""
    )
    print(" FTS5, Porter, OR: loss |\n|---|--:|--:|--:|--:|")
    for one in sets:
        asked = with_slips(one.asked)
        ours = Ours.learned(library_of(one.entries, shipped))
        beside = rivals(whole=True)["FTS5, Porter, OR"](one.entries)
        clean, slipped = recall_of(ours, one.asked).first, recall_of(ours, asked).first
        other = recall_of(beside, one.asked).first - recall_of(beside, asked).first
        print(
            f"| {one.name} | {clean:.3f} | {slipped:.3f} | {100 * (clean - slipped):.1f} "
            f"| {100 * other:.1f} |",
            flush=True,
        )


def print_abstention(sets: Sequence[QuestionSet], shipped: Library) -> None:
    """What is answered where nothing is right, at the thresholds that the engine finds itself."""
    print("\n| set | thresholds | nothing is right: asked | answered (false) | offered |", end="")
    print(
        " an entry is right: asked | answered right | answered wrong | offered, right one there |"
    )
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    for one in sets:
        _print_set(one, shipped)
    engine = build_engine(shipped, SqliteFullText)
    at = [engine.trained.thresholds]
    name = f"{SHIPPED}: a third held out, thresholds of the whole"
    _print_line(name, at, _shipped_held(engine), Counter())
    print("\nA star marks the default: too few questions to find an own one.")


def _print_set(one: QuestionSet, shipped: Library) -> None:
    near: Counter[str] = Counter()
    known: Counter[str] = Counter()
    found = []
    for held, kept in _held_entries(one, THIRDS):
        engine = build_engine(library_of(kept, shipped), SqliteFullText)
        found.append(engine.trained.thresholds)
        near += _outcomes(engine.index, found[-1], _only(one, held))
        known += _outcomes(engine.index, found[-1], _without(one, held))
    _print_line(f"{one.name}: a third of the entries held out before learning", found, near, known)
    engine = build_engine(library_of(one.entries, shipped), SqliteFullText)
    at = engine.trained.thresholds
    near = Counter()
    for held, kept in _held_entries(one, SIXTHS):
        near += _outcomes(Ours.learned(library_of(kept, shipped)).index, at, _only(one, held))
    known = _outcomes(engine.index, at, _without(one, frozenset()))
    _print_line(f"{one.name}: a sixth held out, thresholds of the whole", [at], near, known)
    outside = _outcomes(engine.index, at, one.outside)
    _print_line(f"{one.name}: its own outside questions", [at], outside, Counter())


def _held_entries(
    one: QuestionSet, parts: int
) -> Iterator[tuple[frozenset[str], tuple[Entry, ...]]]:
    """Each entry is held out once: ids held out, and the entries that are left."""
    for part in range(parts):
        held = frozenset(entry.id for entry in one.entries[part::parts])
        yield held, tuple(entry for entry in one.entries if entry.id not in held)


def _only(one: QuestionSet, held: frozenset[str]) -> list[Asked]:
    """Questions of entries that are held out, as questions that nothing answers."""
    asked = _sample(ask for ask in one.asked if ask.right <= held)
    return [Asked(ask.text, frozenset()) for ask in asked]


def _without(one: QuestionSet, held: frozenset[str]) -> list[Asked]:
    return _sample(ask for ask in one.asked if ask.right.isdisjoint(held))


def _sample(asked: Iterable[Asked]) -> list[Asked]:
    """Every so manieth question, so that there are not too many."""
    found = list(asked)
    return found[:: len(found) // MOST_ASKED + 1]


def _outcomes(index: Index, at: Thresholds, asked: Iterable[Asked]) -> Counter[str]:
    """How the questions end."""
    return Counter(_outcome(rank(index, one.text), one.right, at) for one in asked)


def _outcome(ranked: Sequence[Scored], right: Collection[str], thresholds: Thresholds) -> str:
    if not ranked:
        return "nothing"
    if ranked[0].score >= thresholds.answer_at:
        return "right" if ranked[0].entry.id in right else "wrong"
    if total(ranked[:CANDIDATES]) >= thresholds.clarify_at:
        is_there = any(found.entry.id in right for found in ranked[:CANDIDATES])
        return "offered right" if is_there else "offered"
    return "nothing"


def _shipped_held(engine: Engine) -> Counter[str]:
    """A third of the shipped entries held out; what a curator relates with them is not false."""
    told = read_entries(engine.index.entries, engine.index.abbreviations)
    held = range(0, len(told), THIRDS)
    plan = Plan(
        frozenset(held),
        {number: frozenset(range(0, len(engine.index.entries[number].asks), 4)) for number in held},
    )
    return Counter(
        _outcome(trial.ranked, trial.kin, engine.trained.thresholds)
        for trial in hold_out(engine.index, told, plan)
    )


def _print_line(
    name: str, found: Sequence[Thresholds], near: Counter[str], known: Counter[str]
) -> None:
    at = ", ".join(f"{one.answer_at:.2f}" + "*" * (one == DEFAULT_THRESHOLDS) for one in found)
    print(
        f"| {name} | {at} | {near.total():,} | {_share(near, 'wrong')} "
        f"| {_share(near, 'offered', 'offered right')} | {known.total() or '-'} "
        f"| {_share(known, 'right')} | {_share(known, 'wrong')} "
        f"| {_share(known, 'offered right')} |",
        flush=True,
    )


def _share(counts: Counter[str], *kinds: str) -> str:
    """A share of the questions in per cent."""
    if not counts:
        return "-"
    return f"{100 * sum(counts[kind] for kind in kinds) / counts.total():.1f} %"
