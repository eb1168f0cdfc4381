"""What curators do with questions: read those that were sent to them, suggest wordings, be done.

A look is on disk in the audit log before a word is shown. A suggestion changes no content: it is
printed for a curator, who writes it into the entry's file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import NotAllowedError, NotFoundError, SealedError
from bot.guide.curate_replies import AskedView, NearView, Questions, Wordings
from bot.guide.feedback import bound_to
from bot.guide.ports_audit import AuditEvent
from bot.privacy.envelope import unseal
from bot.referrals.people import Role

if TYPE_CHECKING:
    from bot.guide.desk import Desk
    from bot.guide.ports import Unit
    from bot.guide.ports_questions import Counts, KeptQuestion
    from bot.referrals.people import Person

READS_QUESTIONS = frozenset({Role.BUSINESS_MANAGER, Role.AUDITOR})
PAGE = 8
LONGEST_LIST = 1_000
NOT_A_CURATOR = "Only the business manager reads the questions for the curators."
GONE = "That question is no longer kept."
DOES_NOT_OPEN = "(does not open with the keys at hand)"


def read_questions(desk: Desk, person: Person, *, limit: int = PAGE) -> Questions:
    """The questions that were sent to the curators, opened; the look is logged first.

    Raises:
        NotAllowedError: The person is no curator.
        StoreError: The look could not be logged, so nothing is shown.
    """
    _check(person)
    today = desk.today()
    with desk.store.unit() as unit:
        kept = unit.questions.to_read(today, limit)
        total = unit.questions.count_to_read(today)
        _record(desk, unit, person, "question.look", {"questions": str(len(kept))})
    return Questions(tuple(_view(desk, question) for question in kept), total)


def suggest(desk: Desk, person: Person, question_id: str, entry_id: str) -> None:
    """Suggest a question as a wording of an entry; again is nothing new.

    Raises:
        NotAllowedError: The person is no curator.
        NotFoundError: The question or the entry is no longer there.
    """
    _check(person)
    if entry_id not in desk.content.library.entries:
        raise NotFoundError("That entry is no longer in the guide.")
    with desk.store.unit() as unit:
        _found(desk, unit, question_id)
        unit.questions.suggest(question_id, entry_id, person.id, desk.now())
        codes = {"question": question_id, "entry": entry_id}
        _record(desk, unit, person, "question.suggest", codes)


def done(desk: Desk, person: Person, question_id: str) -> None:
    """Be done with a question: deleted at once, unless it was suggested as a wording.

    Raises:
        NotAllowedError: The person is no curator.
        NotFoundError: It is no longer there.
    """
    _check(person)
    with desk.store.unit() as unit:
        _found(desk, unit, question_id)
        unit.questions.done(question_id)
        _record(desk, unit, person, "question.done", {"question": question_id})


def wordings(desk: Desk, person: Person) -> tuple[Wordings, ...]:
    """What was suggested, by entry in the order of its file; the look is logged first.

    A question that does not open with the keys at hand is left out.

    Raises:
        NotAllowedError: The person is no curator.
        StoreError: The look could not be logged, so nothing is shown.
    """
    _check(person)
    with desk.store.unit() as unit:
        kept = unit.questions.with_suggestions(desk.today())
        _record(desk, unit, person, "question.look", {"questions": str(len(kept))})
    texts: dict[str, list[str]] = {}
    for question in kept:
        text = _opened(desk, question)
        for entry_id in question.suggested:
            texts.setdefault(entry_id, []).extend([text] if text else [])
    entries = desk.content.library.entries
    return tuple(
        Wordings(entry.path, entry.id, entry.title, tuple(dict.fromkeys(texts[entry.id])))
        for entry in entries.values()
        if texts.get(entry.id)
    )


def counted(desk: Desk, person: Person) -> tuple[tuple[Counts, ...], tuple[Counts, ...]]:
    """Misses by closest entry, and verdicts by what was shown.

    Raises:
        NotAllowedError: The person is no curator.
    """
    _check(person)
    with desk.store.unit() as unit:
        return unit.questions.misses(), unit.questions.verdicts()


def _check(person: Person) -> None:
    if person.role not in READS_QUESTIONS:
        raise NotAllowedError(NOT_A_CURATOR)


def _found(desk: Desk, unit: Unit, question_id: str) -> KeptQuestion:
    question = unit.questions.get(question_id, desk.today())
    if question is None:
        raise NotFoundError(GONE)
    return question


def _record(desk: Desk, unit: Unit, person: Person, action: str, codes: dict[str, str]) -> None:
    unit.audit.record(
        AuditEvent(
            at=desk.now(),
            person_id=person.id,
            role=person.role.value,
            action=action,
            codes=codes,
            partner=person.partner,
        )
    )


def _opened(desk: Desk, question: KeptQuestion) -> str:
    """The words of a question; empty where they do not open."""
    try:
        return unseal(question.sealed, desk.keys, about=bound_to(question.id))
    except SealedError:
        return ""


def _view(desk: Desk, question: KeptQuestion) -> AskedView:
    entries = desk.content.library.entries
    near = (
        NearView(one.entry, entries[one.entry].title, one.score, one.entry in question.suggested)
        for one in question.closest
        if one.entry in entries
    )
    return AskedView(
        id=question.id,
        text=_opened(desk, question) or DOES_NOT_OPEN,
        about=question.about,
        kept_on=question.kept_on,
        delete_on=question.delete_on,
        near=tuple(near),
    )
