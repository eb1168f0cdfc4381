"""A replayed walk, made into a card: answers so far, and the question, difference or outcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.content.refs import fill_references
from bot.content.sources import superseded
from bot.guide.ask import source_line
from bot.guide.reasons import not_owed, why_asked
from bot.guide.replies import Choice
from bot.guide.walk_replies import (
    AnsweredView,
    AskView,
    DifferenceView,
    DutyView,
    OutcomeView,
    ResumeCard,
    WalkCard,
)
from bot.trees.model import REFERRAL
from bot.trees.walk import answer_words, because_words, is_offered, replay
from bot.workdays import counting_in_words, day_in_words, due_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.content.sources import Citation
    from bot.guide.content import Content
    from bot.guide.ports_walks import WalkRecord
    from bot.guide.walk_replies import UpdateView
    from bot.trees.model import Tree
    from bot.trees.walk import DutyDue, Outcome, Walk

URGENT = frozenset({"call_999", "refer_now"})


@dataclass(frozen=True, slots=True)
class WalkView:
    """A walk as it is kept, and as it stands when replayed.

    Attributes:
        record: What the register holds.
        walk: The replayed walk.
        referral: The reference of the referral logged from it, or empty.
    """

    record: WalkRecord
    walk: Walk
    referral: str


def walk_card(
    content: Content,
    view: WalkView,
    *,
    today: date,
    changing: str = "",
    proposed: str = "",
    update: UpdateView | None = None,
) -> WalkCard:
    """The card of a walk.

    Args:
        content: What curators wrote.
        view: The walk.
        today: The day now, in England.
        changing: A fact whose answer is being changed, or empty.
        proposed: The answer proposed for it, or empty.
        update: What a newer version of the tree changes, where the person has to choose.
    """
    walk, record = view.walk, view.record
    change = None
    if changing and proposed:
        answers = {**record.answers, changing: proposed}
        change = difference(walk.tree, record.answers, answers, today=today)
    facts = (changing,) if changing and not change else walk.missing
    return WalkCard(
        walk_id=record.id,
        revision=record.revision,
        title=walk.tree.title,
        step=walk.step,
        about=walk.about,
        answered=answered(walk),
        urgent=urgent(content, walk, today=today),
        asks=tuple(_ask(content, walk, fact) for fact in facts if fact in walk.tree.facts),
        changing=changing if changing and not change else "",
        difference=change,
        outcome=None if walk.next else outcome_view(content, walk, today=today),
        referral=view.referral,
        update=update,
        offers_referral=_offers_referral(content, walk),
    )


def _offers_referral(content: Content, walk: Walk) -> bool:
    """As the version in force says, whichever version the walk is pinned to."""
    tree = content.trees.get(walk.tree.id, walk.tree)
    answers = {asked.fact: asked.answer for asked in walk.asked}
    return walk.next is None and is_offered(tree, REFERRAL, answers)


def answered(walk: Walk) -> tuple[AnsweredView, ...]:
    """The answers so far, in the order they were asked."""
    return tuple(
        AnsweredView(
            fact=asked.fact,
            label=walk.tree.facts[asked.fact].label,
            words=answer_words(walk.tree, asked.fact, asked.answer),
        )
        for asked in walk.asked
    )


def urgent(content: Content, walk: Walk, *, today: date) -> tuple[DutyView, ...]:
    """Duties already certain in the middle of a walk that cannot wait for its end."""
    if walk.next is None:
        return ()
    duties = (duty for duty in walk.outcome.duties if duty.id in URGENT)
    return tuple(duty_view(content, walk.tree, duty, today=today) for duty in duties)


def outcome_view(content: Content, walk: Walk, *, today: date) -> OutcomeView:
    """What has to happen, grouped by strength."""
    first = [duty for duty in walk.outcome.duties if walk.tree.duties[duty.id].first]
    rest = [duty for duty in walk.outcome.duties if duty not in first]

    def views(duties: list[DutyDue]) -> tuple[DutyView, ...]:
        return tuple(duty_view(content, walk.tree, duty, today=today) for duty in duties)

    return OutcomeView(
        on=day_in_words(today),
        first=views(first),
        must=views([duty for duty in rest if duty.strength == "must"]),
        should=views([duty for duty in rest if duty.strength == "should"]),
        may=views([duty for duty in rest if duty.strength not in {"must", "should"}]),
        handoff=_handoff(content, walk.outcome),
        nothing=tuple(reason.because for reason in walk.outcome.no_duty),
        quiet=edition_lines(content, walk.outcome),
        not_owed=not_owed(walk),
    )


def duty_view(content: Content, tree: Tree, duty: DutyDue, *, today: date) -> DutyView:
    """One duty, ready to read."""
    contact = content.area.contacts.get(duty.contact) if duty.contact else None
    return DutyView(
        id=duty.id,
        title=duty.title,
        who=duty.who,
        do=fill_references(duty.do, content.area, content.sources),
        by_when=due_in_words(duty.due, today) if duty.due else duty.when,
        counting=counting_in_words(duty.due) if duty.due else "",
        because=because_words(tree, duty),
        sources=tuple(source_line(content, citation) for citation in duty.cites),
        contact=contact.in_words() if contact else "",
        certain=duty.certain,
        checked=checked_words(content, duty.cites),
    )


def checked_words(content: Content, cites: Sequence[Citation]) -> str:
    """`Checked on 23 November 2026.`: when what is cited was last compared with its sources."""
    days = sorted(content.sources[cite.source].checked_on for cite in cites)
    if not days:
        return ""
    first, last = (f"{day.day} {day:%B %Y}" for day in (days[0], days[-1]))
    return f"Checked on {first}." if first == last else f"Checked between {first} and {last}."


def edition_lines(content: Content, outcome: Outcome) -> tuple[str, ...]:
    """One quiet line for every replaced edition that duties rest on, naming them."""
    resting: dict[str, list[str]] = {}
    for duty in outcome.duties:
        for source in superseded(duty.cites, content.sources):
            resting.setdefault(source.id, []).append(duty.title)
    lines = []
    for source_id, titles in resting.items():
        source = content.sources[source_id]
        newer = content.sources[source.superseded_by]
        lines.append(
            f"{source.title} has been replaced by {newer.title}. "
            f"Being re-checked against it: {'; '.join(titles)}."
        )
    return tuple(lines)


def difference(
    tree: Tree, before: Mapping[str, str], after: Mapping[str, str], *, today: date
) -> DifferenceView | None:
    """What a changed answer would add to or take from a finished outcome; None where nothing."""
    changed = [fact for fact, value in after.items() if fact in before and before[fact] != value]
    old = replay(tree, before, today=today)
    new = replay(tree, after, today=today)
    if len(changed) != 1 or old.next or new.next:
        return None
    fact = changed[0]
    gone = _standing(old) - _standing(new)
    come = _standing(new) - _standing(old)
    if not gone and not come:
        return None
    return DifferenceView(
        fact=fact,
        value=after[fact],
        words=answer_words(tree, fact, after[fact]),
        adds=_titles(new, come),
        takes=_titles(old, gone),
    )


def resume_card(view: WalkView, *, started: str) -> ResumeCard:
    """An unfinished walk, to go on with."""
    record = view.record
    return ResumeCard(
        walk_id=record.id,
        tree_id=record.tree_id,
        title=view.walk.tree.title,
        answers=len(view.walk.asked),
        started=started,
    )


def _standing(walk: Walk) -> set[tuple[str, str, bool]]:
    return {(duty.id, str(duty.strength), duty.certain) for duty in walk.outcome.duties}


def _titles(walk: Walk, standing: set[tuple[str, str, bool]]) -> tuple[str, ...]:
    ids = {id_ for id_, _, _ in standing}
    return tuple(
        f"{duty.title} ({duty.strength})" for duty in walk.outcome.duties if duty.id in ids
    )


def _ask(content: Content, walk: Walk, fact_id: str) -> AskView:
    fact = walk.tree.facts[fact_id]
    given = {asked.fact: asked.answer for asked in walk.asked}
    return AskView(
        fact=fact.id,
        ask=fact.ask,
        help=fill_references(fact.help, content.area, content.sources),
        why=why_asked(walk, fact_id),
        is_date=fact.kind == "date",
        options=tuple(Choice(label, value) for value, label in fact.values.items()),
        current=given.get(fact_id, ""),
    )


def _handoff(content: Content, outcome: Outcome) -> str:
    if outcome.handoff is None:
        return ""
    contact = content.area.contacts.get(outcome.handoff.contact)
    who = contact.in_words() if contact else outcome.handoff.contact
    return f"A person must decide: {outcome.handoff.why} Ask: {who}."
