"""Misses and verdicts are counted; questions are kept until their day, and not one day longer."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from bot.guide.ports_questions import Closest, MissKind, Verdict
from bot.privacy.envelope import seal
from tests.store.builders import NOW, PERSON, later, new_ring, register_in, scratch
from tests.store.question_rows import NEAR, TODAY, a_question

if TYPE_CHECKING:
    from pathlib import Path

    from bot.guide.ports import Store
    from bot.store.sqlite import SqliteStore

ENTRIES = st.sampled_from(["a", "b", "c"])


@given(st.lists(st.tuples(ENTRIES, st.sampled_from(Verdict)), max_size=30))
def test_verdicts_are_counted(shared: Store, given_: list[tuple[str, Verdict]]) -> None:
    """Whatever is pressed in whatever order, the sums are those of the presses."""
    with scratch(shared) as unit:
        for number, (subject, verdict) in enumerate(given_):
            unit.questions.count_verdict(subject, verdict, TODAY + timedelta(days=number % 3))
        found = unit.questions.verdicts()

    counted = {(one.subject, kind): n for one in found for kind, n in one.numbers.items()}
    assert counted == Counter((subject, verdict.value) for subject, verdict in given_)
    sums = [sum(one.numbers.values()) for one in found]
    assert sums == sorted(sums, reverse=True)


@given(st.lists(st.tuples(ENTRIES, st.sampled_from(MissKind)), max_size=20))
def test_misses_are_counted_by_the_entry_that_came_closest(
    shared: Store, missed: list[tuple[str, MissKind]]
) -> None:
    """Each miss counts once, under its closest entry and its kind."""
    with scratch(shared) as unit:
        for number, (entry, kind) in enumerate(missed):
            unit.questions.add_miss(f"m{number}", kind, [Closest(entry, 0.4)], TODAY)
        found = unit.questions.misses()

    counted = {(one.subject, kind): n for one in found for kind, n in one.numbers.items()}
    assert counted == Counter((entry, kind.value) for entry, kind in missed)


def test_a_miss_without_any_entry_is_counted_too(store: Store) -> None:
    """Where nothing came near, the subject is empty."""
    with store.unit() as unit:
        unit.questions.add_miss("m1", MissKind.ABSTAINED, (), TODAY)
        (found,) = unit.questions.misses()

    assert (found.subject, dict(found.numbers)) == ("", {"abstained": 1})


def test_a_choice_becomes_a_miss_when_none_was_meant(store: Store) -> None:
    """Rejected once or twice is one miss; an abstention stays one; an unknown id does nothing."""
    with store.unit() as unit:
        unit.questions.add_miss("offered", MissKind.OFFERED, NEAR, TODAY)
        unit.questions.add_miss("abstained", MissKind.ABSTAINED, NEAR, TODAY)
        for id_ in ("offered", "offered", "abstained", "unknown", ""):
            unit.questions.reject(id_)
        (found,) = unit.questions.misses()

    assert found.subject == "panel-deadline"
    assert dict(found.numbers) == {"abstained": 1, "rejected": 1}


def test_a_question_comes_back_as_it_was_kept(store: Store) -> None:
    """Closest entries, days and envelope survive; the oldest is read first, so many and no more."""
    first, second = a_question("q1"), a_question("q2", kept_on=TODAY + timedelta(days=1))
    with store.unit() as unit:
        unit.questions.keep(second)
        unit.questions.keep(first)
        assert unit.questions.get("q1", TODAY) == first
        assert unit.questions.to_read(TODAY, 10) == (first, second)
        assert unit.questions.to_read(TODAY, 1) == (first,)
        assert unit.questions.count_to_read(TODAY) == 2
        assert unit.questions.get("nowhere", TODAY) is None


def test_a_suggestion_is_noted_once(store: Store) -> None:
    """The same entry again is nothing new; another entry is."""
    with store.unit() as unit:
        unit.questions.keep(a_question())
        for entry in ("b", "a", "b"):
            unit.questions.suggest("q1", entry, PERSON, NOW)
        (found,) = unit.questions.with_suggestions(TODAY)

    assert found == replace(a_question(), suggested=("a", "b"))


def test_done_deletes_a_question_unless_it_was_suggested(store: Store) -> None:
    """What nobody needs any more goes at once; a suggestion is kept for whoever writes it in."""
    with store.unit() as unit:
        for id_ in ("plain", "suggested"):
            unit.questions.keep(a_question(id_))
        unit.questions.suggest("suggested", "a", PERSON, NOW)
        for id_ in ("plain", "suggested"):
            unit.questions.done(id_)
        assert unit.questions.to_read(TODAY, 10) == ()
        assert unit.questions.get("plain", TODAY) is None
        assert [one.id for one in unit.questions.with_suggestions(TODAY)] == ["suggested"]


@given(st.lists(st.integers(-3, 3), max_size=8), st.integers(-3, 3))
def test_a_question_goes_on_its_day(shared: Store, ends: list[int], passed: int) -> None:
    """Before its day it is there; from its day on it is not read; after the purge it is gone."""
    today = TODAY + timedelta(days=passed)
    with scratch(shared) as unit:
        for number, days in enumerate(ends):
            end = TODAY + timedelta(days=days)
            unit.questions.keep(a_question(f"q{number}", delete_on=end))
            unit.questions.suggest(f"q{number}", "a", PERSON, NOW)
        alive = {f"q{n}" for n, days in enumerate(ends) if TODAY + timedelta(days=days) > today}
        assert {one.id for one in unit.questions.to_read(today, 99)} == alive
        assert {one.id for one in unit.questions.with_suggestions(today)} == alive
        assert unit.questions.purge(today) == len(ends) - len(alive)
        assert {one.id for one in unit.questions.to_read(date.min, 99)} == alive
        assert unit.questions.purge(today) == 0


def test_a_purged_question_is_in_no_file(tmp_path: Path, register: SqliteStore) -> None:
    """After the purge and a checkpoint, no envelope or key is left in the files."""
    ring = new_ring()
    sealed = seal("words", ring, about="question:q1")
    with register.unit() as unit:
        unit.questions.keep(a_question(sealed=sealed, delete_on=TODAY))
        unit.questions.suggest("q1", "a", PERSON, NOW)
    assert _is_in_a_file(tmp_path, sealed.envelope)
    with register.unit() as unit:
        assert unit.questions.purge(TODAY) == 1
    register.close()
    assert register_in(tmp_path).exists()
    assert not _is_in_a_file(tmp_path, sealed.envelope)
    assert not _is_in_a_file(tmp_path, sealed.wrapped_key)


def _is_in_a_file(folder: Path, text: str) -> bool:
    return any(text.encode() in file.read_bytes() for file in folder.iterdir())


def test_the_entry_last_shown_is_known_for_a_while(store: Store) -> None:
    """The latest counts, each conversation by itself, until it is too old or forgotten."""
    with store.unit() as unit:
        unit.conversations.show("T1:U1", "a", NOW)
        unit.conversations.show("T1:U1", "b", later(1))
        unit.conversations.show("D1:1.2", "c", later(2))
        assert unit.conversations.last("T1:U1", NOW) == "b"
        assert unit.conversations.last("D1:1.2", NOW) == "c"
        assert unit.conversations.last("T1:U1", later(1.5)) == ""
        assert unit.conversations.last("T1:U2", NOW) == ""
        unit.conversations.forget(later(1.5))
        assert unit.conversations.last("T1:U1", NOW) == ""
        assert unit.conversations.last("D1:1.2", NOW) == "c"
