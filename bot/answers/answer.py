"""From a question to a cited answer, or to a reason for none.

Order: rules for emergencies, the alarm, the other safety rules, then a term asked for by itself,
then published reviews, then search. All of safety is decided before anything that could fail; the
reply to an emergency does not even ask the full-text search.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answers.before_search import rule_of
from bot.answers.caveats import caveats_of
from bot.answers.confidence import CANDIDATES, total
from bot.answers.find_reviews import SHOWN, caveats_of_reviews, find_reviews, listed
from bot.answers.incident import with_incident
from bot.answers.model import Answer, Choice, SafetyKind, Scored
from bot.answers.search import rank, rank_without_store
from bot.answers.terms import asked_term
from bot.content.refs import fill_references
from bot.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answers.engine import Engine
    from bot.answers.model import (
        AnswerKind,
        Entry,
        GlossaryTerm,
        SafetyRule,
    )
    from bot.answers.reviews import Review

_FAR_BEHIND = 0.02
_LIKELY = 0.5
_KINDS: dict[SafetyKind, AnswerKind] = {
    SafetyKind.EMERGENCY: "emergency",
    SafetyKind.REFUSE: "refuse",
    SafetyKind.SIGNPOST: "signpost",
}
_NOT_HERE = (
    "*That is not in the guidance I hold.*\n"
    "I answer only from checked guidance on serious incidents, reviews and worries about a child."
)
_MAY_NOT_BE_HERE = "This may not be in the guidance I hold."
_ONLY_THE_WORDS = "That is what it stands for. This guide holds nothing more about it."
_WHOM_TO_ASK = ("safeguarding_lead", "notifying_lead")
_CHILD_FIRST = (
    "A child needs help? Ring {contact:front_door}, or {contact:emergency_duty_team}. "
    "In danger now: 999."
)
_HELP = ("front_door", "emergency_duty_team")


def respond(question: str, engine: Engine) -> Answer:
    """Answer one question.

    Raises:
        StoreError: The full-text search does not work; never for an emergency.
    """
    rule = rule_of(question, engine)
    if rule:
        return _by_rule(rule, question, engine)
    return with_incident(_by_search(question, engine), question, engine.library)


def _by_search(question: str, engine: Engine) -> Answer:
    ranked = rank(engine.index, question)
    term = asked_term(question, engine.index.abbreviations)
    if term and len(term.means) > 1:
        return _which_meaning(term, ranked, engine)
    if term:
        return _meaning(term, ranked, engine)
    found = find_reviews(question, engine.shelf)
    if found.is_plain:
        return _reviews(found.reviews, ranked)
    if ranked and ranked[0].score >= engine.trained.thresholds.answer_at:
        return _from_entry(ranked[0].entry, ranked, engine)
    if found.reviews:
        return _reviews(found.reviews, ranked)
    if _is_near(ranked, engine):
        return _which_entry(ranked, engine)
    return _abstain(ranked, engine)


def show_entry(entry_id: str, engine: Engine) -> Answer:
    """The answer of one entry, for a choice that was pressed or a related entry.

    Raises:
        NotFoundError: There is no such entry (any more).
    """
    entry = engine.library.entries.get(entry_id)
    if entry is None:
        raise NotFoundError("This answer is no longer in the guide.")
    entries = engine.library.entries
    others = [Scored(entries[id_], 0.0) for id_ in entry.related if id_ in entries]
    return _from_entry(entry, [Scored(entry, 1.0), *others], engine)


def answer_json(answer: Answer) -> dict[str, object]:
    """The contract's form of an answer, for `ask --json`."""
    return {
        "kind": answer.kind,
        "entries": [
            {"id": item.entry.id, "title": item.entry.title, "score": round(item.score, 4)}
            for item in answer.entries
        ],
        "text": answer.text,
        "cites": [cite.as_json() for cite in answer.cites],
        "caveats": list(answer.caveats),
        "next": answer.next.as_json() if answer.next else None,
    }


def _by_rule(rule: SafetyRule, question: str, engine: Engine) -> Answer:
    """The rule's own words; the candidates are the way on if it fired for nothing."""
    emergency = rule.kind is SafetyKind.EMERGENCY
    ranked = (rank_without_store if emergency else rank)(engine.index, question)
    return Answer(
        kind=_KINDS[rule.kind],
        text=_filled(rule.says, engine),
        entries=ranked[:CANDIDATES],
        choices=_choices(ranked) if _is_near(ranked, engine) else (),
        contacts=rule.contacts,
        rule=rule.id,
    )


def _from_entry(entry: Entry, ranked: Sequence[Scored], engine: Engine) -> Answer:
    return Answer(
        kind="answer",
        text=_filled(entry.answer, engine),
        entries=tuple(ranked[:CANDIDATES]),
        cites=entry.cites,
        caveats=caveats_of(entry, engine.library.sources),
        next=entry.next,
    )


def _reviews(reviews: Sequence[Review], ranked: Sequence[Scored]) -> Answer:
    """A list of published reviews, each with the first place that it is known from."""
    shown = reviews[:SHOWN]
    return Answer(
        kind="answer",
        text=listed(reviews),
        entries=tuple(ranked[:CANDIDATES]),
        cites=tuple(dict.fromkeys(cite for review in shown for cite in review.cites[:1])),
        caveats=caveats_of_reviews(reviews),
        reviews=tuple(review.id for review in shown),
    )


def _which_entry(ranked: Sequence[Scored], engine: Engine) -> Answer:
    choices = _choices(ranked)
    is_one = len(choices) == 1
    says = "*Is this what you mean?*" if is_one else "*Which of these do you mean?*"
    if total(ranked[:CANDIDATES]) < _LIKELY:
        asks = "Is it this?" if is_one else "Is it one of these?"
        says = "\n".join([f"*{_MAY_NOT_BE_HERE} {asks}*", *_child_first(engine)])
    return Answer(kind="clarify", text=says, entries=tuple(ranked[:CANDIDATES]), choices=choices)


def _is_near(ranked: Sequence[Scored], engine: Engine) -> bool:
    """Whether one of the best is likely enough to be the right one to be offered."""
    return bool(ranked) and total(ranked[:CANDIDATES]) >= engine.trained.thresholds.clarify_at


def _choices(ranked: Sequence[Scored]) -> tuple[Choice, ...]:
    """The best candidates that are not far behind the first."""
    least = _FAR_BEHIND * ranked[0].score
    near = (item.entry for item in ranked[:CANDIDATES] if item.score >= least)
    return tuple(Choice(entry.title, entry.id) for entry in near)


def _which_meaning(term: GlossaryTerm, ranked: Sequence[Scored], engine: Engine) -> Answer:
    choices = tuple(
        Choice(_sentence_case(meaning), _entry_about(meaning, engine)) for meaning in term.means
    )
    says = f"*{term.term} can mean more than one thing. Which do you mean?*"
    elsewhere = [f"{choice.label}: not in this guide." for choice in choices if not choice.entry]
    return Answer(
        kind="clarify",
        text="\n".join([says, *elsewhere]),
        entries=tuple(ranked[:CANDIDATES]),
        choices=choices,
    )


def _entry_about(meaning: str, engine: Engine) -> str:
    """The id of the entry that answers "what is <meaning>", or empty."""
    ranked = rank(engine.index, f"what is {meaning}")
    return (
        ranked[0].entry.id
        if ranked and ranked[0].score >= engine.trained.thresholds.answer_at
        else ""
    )


def _meaning(term: GlossaryTerm, ranked: Sequence[Scored], engine: Engine) -> Answer:
    """What a term stands for, then the best entry where one is near."""
    note = f" {term.note}" if term.note else ""
    says = f"*{term.term}: {term.means[0]}.*{note}"
    if _is_near(ranked, engine):
        answer = _from_entry(ranked[0].entry, ranked, engine)
        told = f"*{answer.text.removeprefix('*Yes. ')}" if _is_yes(answer.text) else answer.text
        return replace(answer, text=f"{says}\n{told}")
    return Answer(kind="answer", text=says, caveats=(_ONLY_THE_WORDS,), contacts=_WHOM_TO_ASK)


def _is_yes(text: str) -> bool:
    """Whether a text says yes first: to whom asked for a meaning, that answers nothing."""
    return text.startswith("*Yes. ")


def _abstain(ranked: Sequence[Scored], engine: Engine) -> Answer:
    contacts = engine.library.area.contacts
    whom = " or ".join(contacts[id_].name for id_ in _WHOM_TO_ASK if id_ in contacts)
    asked = [f"Ask: {whom}."] if whom else []
    return Answer(
        kind="abstain",
        text="\n".join([_NOT_HERE, *asked, *_child_first(engine)]),
        entries=tuple(ranked[:CANDIDATES]),
        contacts=_WHOM_TO_ASK,
    )


def _child_first(engine: Engine) -> list[str]:
    """Whom to ring about a child: what was not understood may have been a call for help."""
    contacts = engine.library.area.contacts
    return [_filled(_CHILD_FIRST, engine)] if all(id_ in contacts for id_ in _HELP) else []


def _filled(text: str, engine: Engine) -> str:
    return fill_references(text, engine.library.area, engine.library.sources)


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]
