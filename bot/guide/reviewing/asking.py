"""The partners ask the referrer, and the referrer answers; neither learns who the other is.

Question and answer are sealed. A message only says that there is one; it is read in a form, by one
person, after that look is in the audit log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import NotFoundError
from bot.guide.ports_outbox import Post
from bot.guide.records import Done, found_referral, opened_part, record, sealed_part
from bot.guide.referral_cards import referral_card
from bot.guide.review_replies import QuestionForm
from bot.guide.reviewing.claim import shown
from bot.guide.reviewing.telling import tell_channel, tell_lead
from bot.guide.reviewing.work import begin, case_of, check_text, note
from bot.referrals.case import check
from bot.referrals.model import PartKind
from bot.referrals.workflow import Action

if TYPE_CHECKING:
    from bot.guide.desk import Desk
    from bot.guide.ports import Unit
    from bot.guide.replies import ReferralCard
    from bot.guide.reviewing.requests import Press
    from bot.referrals.people import Person


def ask(desk: Desk, press: Press, question: str) -> ReferralCard:
    """Ask the referrer something; they are told that a question waits.

    Raises:
        NotFoundError: There is no such referral.
        NotAllowedError: The person is not a partner, or the question is empty or too long.
        StaleError: The referral is closed.
    """
    check_text(question, "the question")
    with desk.store.unit() as unit:
        case = begin(desk, unit, press, Action.ASK, any_version=True)
        if case is None:
            return shown(desk, unit, press)
        referral = case.referral
        asked = unit.referrals.latest_versions(referral.id, [PartKind.QUESTION])
        number = 1 + asked[PartKind.QUESTION]
        unit.referrals.add_part(
            sealed_part(desk, referral.id, press.person, PartKind.QUESTION, (number, question))
        )
        note(desk, unit, press, case, Action.ASK)
        person = f"person:{referral.logged_by}"
        codes = {"referral": referral.id, "question": number}
        unit.outbox.add(
            Post(f"question:{press.key}", person, person, "question", codes, not_before=desk.now())
        )
        return referral_card(desk, unit, referral, viewer=press.person)


def question(desk: Desk, person: Person, referral_id: str) -> QuestionForm:
    """The question that waits, for its referrer; the look is logged before it is shown.

    Raises:
        NotFoundError: There is no such referral.
        NotAllowedError: It is somebody else's.
        StaleError: No question waits.
        SealedError: It does not open with the keys at hand.
    """
    with desk.store.unit() as unit:
        referral = found_referral(unit, referral_id)
        case = case_of(unit, referral)
        check(case, Action.ANSWER, person)
        codes = {"part": PartKind.QUESTION.value}
        record(desk, unit, Done(person, Action.LOOK, referral.state, referral, codes))
        asked = _question(desk, unit, referral_id, case.waiting_question)
    return QuestionForm(
        referral_id=referral_id, ref=referral.ref, version=referral.version, question=asked
    )


def answer(desk: Desk, press: Press, text: str) -> ReferralCard:
    """Answer the question that waits; the partners' channel and the lead are told.

    Raises:
        NotFoundError: There is no such referral.
        NotAllowedError: The person is not its referrer, or the answer is empty or too long.
        StaleError: No question waits: it has been answered.
    """
    check_text(text, "the answer")
    with desk.store.unit() as unit:
        case = begin(desk, unit, press, Action.ANSWER, any_version=True)
        if case is None:
            return shown(desk, unit, press)
        referral = case.referral
        typed = (case.waiting_question, text)
        unit.referrals.add_part(
            sealed_part(desk, referral.id, press.person, PartKind.ANSWER, typed)
        )
        note(desk, unit, press, case, Action.ANSWER)
        codes = {"referral": referral.id}
        tell_channel(desk, unit, "answered", codes, press.key)
        tell_lead(desk, unit, referral, "answered", press.key, codes)
        return referral_card(desk, unit, referral, viewer=press.person)


def _question(desk: Desk, unit: Unit, referral_id: str, version: int) -> str:
    for part in unit.referrals.all_parts(referral_id, [PartKind.QUESTION]):
        if part.version == version:
            return opened_part(desk, part)
    raise NotFoundError("There is no such question.")
