"""Misses, verdicts, and the questions that were sent to the curators."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.errors import StoreError
from bot.guide.ports_questions import Closest, Counts, KeptQuestion, MissKind, Verdict
from bot.privacy.envelope import Sealed
from bot.store import sql_questions as sql
from bot.store.columns import day_from, day_text, moment_text, ordered_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from bot.store.session import Row, Session

_DIGITS = 4


class SqlQuestions:
    """`bot.guide.ports_questions.Questions` over SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_miss(self, miss_id: str, kind: MissKind, closest: Sequence[Closest], day: date) -> None:
        """Count a question that was not answered, or that was answered with a choice."""
        self._session.first(
            sql.ADD_MISS,
            id=miss_id,
            day=day_text(day),
            kind=kind.value,
            first_id=closest[0].entry if closest else "",
            closest=_as_json(closest),
        )

    def reject(self, miss_id: str) -> None:
        """None of the choices offered was meant; for an id that is not there nothing happens."""
        self._session.first(sql.REJECT_MISS, id=miss_id)

    def count_verdict(self, subject: str, verdict: Verdict, day: date) -> None:
        """Count what somebody thought of an answer."""
        self._session.first(
            sql.COUNT_VERDICT, subject=subject, kind=verdict.value, day=day_text(day)
        )

    def misses(self) -> tuple[Counts, ...]:
        """Misses by the entry that came closest, the most missed first."""
        return _counted(self._session.rows(sql.MISSES))

    def verdicts(self) -> tuple[Counts, ...]:
        """Verdicts by what was shown, the most often judged first."""
        return _counted(self._session.rows(sql.VERDICTS))

    def keep(self, question: KeptQuestion) -> None:
        """Keep a question."""
        self._session.first(
            sql.KEEP_QUESTION,
            id=question.id,
            about=question.about,
            closest=_as_json(question.closest),
            key_id=question.sealed.key_id,
            wrapped_key=question.sealed.wrapped_key,
            envelope=question.sealed.envelope,
            kept_on=day_text(question.kept_on),
            delete_on=day_text(question.delete_on),
        )

    def get(self, question_id: str, today: date) -> KeptQuestion | None:
        """A kept question whose day has not come, or None."""
        row = self._session.first(sql.QUESTION, id=question_id, today=day_text(today))
        return self._question(row) if row else None

    def to_read(self, today: date, limit: int) -> tuple[KeptQuestion, ...]:
        """Questions that no curator is done with, the oldest first."""
        rows = list(self._session.rows(sql.QUESTIONS_TO_READ, today=day_text(today), limit=limit))
        return tuple(map(self._question, rows))

    def count_to_read(self, today: date) -> int:
        """How many there are of those."""
        row = self._session.first(sql.COUNT_TO_READ, today=day_text(today))
        return int(row["questions"]) if row else 0

    def with_suggestions(self, today: date) -> tuple[KeptQuestion, ...]:
        """Questions suggested as wordings, those that curators are done with included."""
        rows = list(self._session.rows(sql.QUESTIONS_SUGGESTED, today=day_text(today)))
        return tuple(map(self._question, rows))

    def suggest(self, question_id: str, entry_id: str, person_id: str, at: datetime) -> None:
        """Note that a question may become a wording of an entry; again is nothing new."""
        self._session.first(
            sql.SUGGEST,
            question_id=question_id,
            entry_id=entry_id,
            made_by=person_id,
            made_at=moment_text(at),
        )

    def done(self, question_id: str) -> None:
        """A curator is done with it: deleted at once, unless it was suggested for an entry."""
        self._session.first(sql.DELETE_UNLESS_SUGGESTED, id=question_id)
        self._session.first(sql.QUESTION_DONE, id=question_id)

    def purge(self, today: date) -> int:
        """Delete every question whose day has come, suggestions included; gives how many.

        Raises:
            StoreError: Something is still there after it was deleted.
        """
        ended = len(list(self._session.rows(sql.DELETE_ENDED, today=day_text(today))))
        left = self._session.first(sql.COUNT_ENDED, today=day_text(today))
        if left is None or left["questions"]:
            raise StoreError("Questions that had to be deleted are still there.")
        return ended

    def _question(self, row: Row) -> KeptQuestion:
        suggested = self._session.rows(sql.SUGGESTIONS, id=row["id"])
        kept_on, delete_on = day_from(row["kept_on"]), day_from(row["delete_on"])
        if kept_on is None or delete_on is None:
            raise StoreError("A kept question has no day.")
        return KeptQuestion(
            id=row["id"],
            about=row["about"],
            closest=tuple(Closest(entry, score) for entry, score in json.loads(row["closest"])),
            sealed=Sealed(row["key_id"], row["wrapped_key"], row["envelope"]),
            kept_on=kept_on,
            delete_on=delete_on,
            suggested=tuple(one["entry_id"] for one in suggested),
        )


def _as_json(closest: Iterable[Closest]) -> str:
    return ordered_json([[one.entry, round(one.score, _DIGITS)] for one in closest])


def _counted(rows: Iterable[Row]) -> tuple[Counts, ...]:
    """Rows of (subject, kind, number) as one value a subject, the largest first."""
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row["subject"], {})[row["kind"]] = row["number"]
    each = [Counts(subject, numbers) for subject, numbers in found.items()]
    return tuple(sorted(each, key=lambda one: (-sum(one.numbers.values()), one.subject)))
