"""What the tables for questions may hold, and rows for each of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.guide.ports_questions import Closest, KeptQuestion, MissKind, Verdict
from bot.privacy.envelope import Sealed, seal
from tests.store.builders import NOW, PERSON

if TYPE_CHECKING:
    from bot.guide.ports import Unit
    from bot.privacy.envelope import KeyRing

DAY = r"\d{4}-\d\d-\d\d"
ID = r"[\w-]{1,64}"
BASE64 = r"[A-Za-z0-9+/]+=*"
CLOSEST = r"\[(\[\"[\w-]+\",[\d.]+\],?)*\]"
TODAY = date(2026, 12, 18)
NEAR = (Closest("panel-deadline", 0.4321), Closest("count-five-days", 0.2))

OF_QUESTIONS = {
    "outbox.thread_ts": r"[\d.]*",
    "miss.id": ID,
    "miss.day": DAY,
    "miss.kind": "abstained|offered|rejected",
    "miss.first_id": rf"{ID}|",
    "miss.closest": CLOSEST,
    "verdict.subject": ID,
    "verdict.kind": "helpful|not_helpful|out_of_date",
    "verdict.day": DAY,
    "verdict.number": r"\d+",
    "kept_question.id": ID,
    "kept_question.about": rf"{ID}|",
    "kept_question.closest": CLOSEST,
    "kept_question.state": "open|done",
    "kept_question.key_id": r"[0-9a-f]{8}",
    "kept_question.wrapped_key": BASE64,
    "kept_question.envelope": rf"fld1:{BASE64}",
    "kept_question.kept_on": DAY,
    "kept_question.delete_on": DAY,
    "suggestion.question_id": ID,
    "suggestion.entry_id": ID,
    "suggestion.made_by": r"\w+:[\w-]+",
    "suggestion.made_at": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z",
    "conversation.id": r"\w+:[\w.-]+",
    "conversation.entry_id": ID,
    "conversation.at": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z",
}


def a_question(
    id_: str = "q1",
    *,
    sealed: Sealed | None = None,
    kept_on: date = TODAY,
    delete_on: date = date(2027, 3, 18),
) -> KeptQuestion:
    """A question as a use case hands it in."""
    whole = sealed or Sealed("0" * 8, "wrapped", "fld1:words")
    return KeptQuestion(id_, "panel-deadline", NEAR, whole, kept_on, delete_on)


def fill_questions(unit: Unit, text: str, ring: KeyRing) -> None:
    """Write every kind of row once, with a text wherever a person can type."""
    unit.questions.add_miss("m1", MissKind.OFFERED, NEAR, TODAY)
    unit.questions.reject("m1")
    unit.questions.count_verdict("panel-deadline", Verdict.NOT_HELPFUL, TODAY)
    unit.questions.keep(a_question(sealed=seal(text, ring, about="question:q1")))
    unit.questions.suggest("q1", "panel-deadline", PERSON, NOW)
    unit.conversations.show(PERSON, "panel-deadline", NOW)
