"""What staff tell the curators: a verdict on an answer, that nothing fitted, or their question.

Verdicts and misses are counts. The words of a question are kept only when somebody sends them on
purpose: encrypted, without a name, until a day that the form says.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from bot.answers.answer import respond
from bot.guide.ask import EMERGENCY, answer, closest_of
from bot.guide.ports_questions import KeptQuestion, Verdict
from bot.guide.refer import nudges
from bot.guide.replies import AnswerReply, Notice, QuestionForm
from bot.privacy.envelope import seal
from bot.privacy.fingerprint import fingerprint

if TYPE_CHECKING:
    from bot.guide.desk import Desk
    from bot.referrals.people import Person

QUESTION_LIMIT = 500
THANKS = "Thank you. It is counted, without your name."
ONLY_IF_SENT = "The curators see your question only if you send it to them."
OTHER_WORDS = "Try other words, or talk to a person."
INTRO = (
    "*The curators read this to make the guide better. They do not answer it.*",
    "It is kept encrypted and without your name, and deleted after {days} days.",
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody thinks of an answer.

    Attributes:
        person: Who; only told apart from others, never kept.
        where: `channel:ts` of the answer, or what else tells it apart from others.
        about: The entry or rule shown, or the kind of the reply.
        verdict: See `Verdict`.
    """

    person: Person
    where: str
    about: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Sending:
    """A question on its way to the curators.

    Attributes:
        key: What tells this form apart from others.
        about: The entry, rule or kind of the reply before it, or empty.
        text: The question.
        is_nudged: Whether identifiers in it have been pointed out already.
    """

    key: str
    about: str
    text: str = field(repr=False)
    is_nudged: bool = False


def judge(desk: Desk, judgement: Judgement) -> Notice:
    """Count a verdict; the same person and the same answer count once.

    Raises:
        StoreError: It was not counted.
    """
    name = fingerprint(f"verdict:{judgement.person.id}:{judgement.where}", desk.keys)
    with desk.store.unit() as unit:
        if unit.inbox.is_new([f"verdict:{name}"], desk.now()):
            unit.questions.count_verdict(judgement.about, judgement.verdict, desk.today())
    if judgement.verdict is Verdict.HELPFUL:
        return Notice(THANKS)
    return Notice(f"{THANKS}\n{ONLY_IF_SENT}", ("contacts",), keep=judgement.about)


def none_of_these(desk: Desk, miss_id: str) -> Notice:
    """None of the choices offered was meant; pressed twice it is one miss.

    Raises:
        StoreError: It was not counted.
    """
    with desk.store.unit() as unit:
        unit.questions.reject(miss_id)
    return Notice(f"{OTHER_WORDS}\n{ONLY_IF_SENT}", ("contacts",), keep="clarify")


def question_form(desk: Desk, about: str) -> QuestionForm:
    """The form in which somebody writes their question to the curators."""
    days = desk.policy.question_days
    return QuestionForm(about=about, intro=tuple(line.format(days=days) for line in INTRO))


def looks_personal(desk: Desk, sending: Sending) -> tuple[str, ...]:
    """What looks like an identifier, where that has not been pointed out yet."""
    return () if sending.is_nudged else nudges(desk, [sending.text])


def emergency_in(desk: Desk, sending: Sending) -> AnswerReply | None:
    """The reply to words of a child in danger now, which come before everything else."""
    reply = answer(desk.content, sending.text)
    return reply if reply.kind == EMERGENCY else None


def send_question(desk: Desk, sending: Sending) -> None:
    """Keep a question for the curators, once; what has run out of days goes at the same time.

    Raises:
        StoreError: It is not kept.
    """
    question_id = uuid4().hex
    today = desk.today()
    question = KeptQuestion(
        id=question_id,
        about=sending.about,
        closest=closest_of(respond(sending.text, desk.content.engine)),
        sealed=seal(sending.text, desk.keys, about=bound_to(question_id)),
        kept_on=today,
        delete_on=today + timedelta(days=desk.policy.question_days),
    )
    name = fingerprint(f"question:{sending.key}", desk.keys)
    with desk.store.unit() as unit:
        unit.questions.purge(today)
        if unit.inbox.is_new([f"question:{name}"], desk.now()):
            unit.questions.keep(question)


def bound_to(question_id: str) -> str:
    """What an encrypted question is bound to, so that it opens nowhere else."""
    return f"question:{question_id}"
