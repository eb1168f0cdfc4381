"""How long the proof takes: of the shipped trees, and of made ones that grow.

From a checkout: `python -m tests.benchmarks.bench_proof`. Prints Markdown tables. Times are
processor time.

Beside the proof stands walking every combination, where that can finish, and, where `dd` is
installed, the same tree in its binary decision diagrams (pure Python), up to the number of
combinations in which a person has to decide. All three have to agree on that number.
"""

from __future__ import annotations

import platform
import time
from importlib.util import find_spec
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from bot.content.area import load_area
from bot.content.shipped import find_content
from bot.content.sources import Modality, load_sources
from bot.trees.logic import ALWAYS, All, Any, Atom, Not
from bot.trees.model import UNKNOWN, IfUnknown, Question
from bot.trees.proof.ends import Ends
from bot.trees.prove import prove
from bot.trees.read import read_tree
from tests.benchmarks.with_dd import WithDd
from tests.trees.made import combinations, duty, fact, rule, tree, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.trees.logic import Guard
    from bot.trees.model import Duty, Tree

A = TypeVar("A")
P = ParamSpec("P")

SIZES = (6, 8, 10, 12, 14, 16, 20)
WALKED_UP_TO = 10
DUTIES = 40
WINDOW = 6


class Chance:
    """Numbers that look drawn by lot and are the same in every run (a linear congruence)."""

    def __init__(self, seed: int) -> None:
        self._state = seed

    def below(self, limit: int) -> int:
        """The next number, from 0 up to but not including `limit`."""
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self._state >> 33) % limit

    def of(self, items: Sequence[A]) -> A:
        """One of some items."""
        return items[self.below(len(items))]


def main() -> None:
    """Measure and print."""
    print(f"Python {platform.python_version()}, {platform.machine()}; processor time\n")
    _shipped()
    _growth()


def shipped_trees() -> dict[str, Tree]:
    """The shipped trees by name."""
    folder = find_content()
    sources = load_sources(folder, [])
    area = load_area(folder, sources, [])
    files = sorted(folder.trees.glob("*.yaml"))
    found = (read_tree(file, file.name, sources, area, []) for file in files)
    return {one.id: one for one in found if one is not None}


def _shipped() -> None:
    print("| shipped tree | combinations | different walks | claims proved | findings | proof |")
    print("|---|--:|--:|--:|--:|--:|")
    for name, one in shipped_trees().items():
        proofs = [prove(one, name) for _ in range(5)]
        seconds = sorted(proof.cpu_seconds for proof in proofs)[2]
        last = proofs[-1]
        print(
            f"| {name} | {last.combinations:,} | {last.walks:,} | {len(last.proved)} "
            f"| {len(last.findings)} | {seconds:.3f} s |"
        )
    print()


def _growth() -> None:
    has_dd = find_spec("dd") is not None
    print(f"Made trees: as many questions as facts, {DUTIES} duties and one to ask a person.\n")
    print("| facts | combinations | a person decides in | ends as diagrams | whole proof ", end="")
    print("| every walk | `dd.autoref` |")
    print("|--:|--:|--:|--:|--:|--:|--:|")
    for size in SIZES:
        made = made_tree(size)
        ends, built = timed(Ends, made)
        count = ends.diagrams.count(ends.handed_over(), value=True)
        _, proved = timed(prove, made, "made")
        walked = _beside(_walk_all, made, count) if size <= WALKED_UP_TO else "-"
        other = _beside(_with_dd, made, count) if has_dd else "-"
        print(
            f"| {size} | {ends.combinations():,} | {count:,} | {built:.3f} s | {proved:.2f} s "
            f"| {walked} | {other} |",
            flush=True,
        )
    print()


def _beside(act: Callable[[Tree], int], made: Tree, expected: int) -> str:
    """How long another way takes, which has to find the same number."""
    found, seconds = timed(act, made)
    if found != expected:
        raise AssertionError(f"{act.__name__} finds {found} combinations, not {expected}")
    return f"{seconds:.2f} s"


def _with_dd(made: Tree) -> int:
    return WithDd(made).handed_over()


def timed(act: Callable[P, A], *arguments: P.args, **named: P.kwargs) -> tuple[A, float]:
    """What an act gives, and the processor time that it took."""
    began = time.process_time()
    return act(*arguments, **named), time.process_time() - began


def made_tree(size: int) -> Tree:
    """A tree with so many facts of three values; the same in every run."""
    chance = Chance(size)
    names = [f"f{number:02}" for number in range(size)]
    questions = [
        Question(name, (name,), _when(chance, names[max(0, at - 4) : at]))
        for at, name in enumerate(names)
    ]
    duties = [_duty(chance, names, f"d{number:02}") for number in range(DUTIES)]
    ask = duty("ask", rule(_guard(chance, names)), if_unknown=IfUnknown.APPLY, handoff=True)
    return tree([fact(name) for name in names], questions, [*duties, ask])


def _when(chance: Chance, earlier: Sequence[str]) -> Guard:
    """Half of the questions depend on up to two earlier answers."""
    if not earlier or chance.below(2):
        return ALWAYS
    return Any(tuple(_atom(chance, chance.of(earlier)) for _ in range(2)))


def _duty(chance: Chance, names: Sequence[str], id_: str) -> Duty:
    strengths = (Modality.MUST, Modality.SHOULD, Modality.MAY)
    rules = [rule(_guard(chance, names), chance.of(strengths), f"{id_}.{n}") for n in range(2)]
    return duty(id_, *rules, if_unknown=chance.of(list(IfUnknown)))


def _guard(chance: Chance, names: Sequence[str]) -> Guard:
    """Four facts that lie near each other: two that must hold, one of two others, one excluded."""
    start = chance.below(max(1, len(names) - WINDOW + 1))
    near = list(names[start : start + WINDOW])
    atoms = [_atom(chance, chance.of(near)) for _ in range(5)]
    return All((atoms[0], atoms[1], Any((atoms[2], atoms[3])), Not(atoms[4])))


def _atom(chance: Chance, name: str) -> Guard:
    values = ("yes", "no") if chance.below(3) else (UNKNOWN, "yes")
    return Atom(name, frozenset({chance.of(values)}))


def _walk_all(made: Tree) -> int:
    """In how many combinations a person decides, walked one by one; with every duty."""
    return sum(walk(made, answers).outcome.handoff is not None for answers in combinations(made))


if __name__ == "__main__":
    main()
