"""The fullest that a review can look with an area's names and a tree's words, and what it draws.

Everything at once, whether or not it can occur together: every clock late, every vote open, every
button offered, every organisation the one with the longest name.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from bot.guide.referral_cards import NOT_RECORDED, STATE_WORDS, WAITS, coded_words
from bot.guide.replies import Choice, ReferralCard
from bot.guide.review_replies import (
    ActionView,
    ClockView,
    DecisionView,
    FollowUp,
    LearningPage,
    RecommendationView,
    ReviewNews,
)
from bot.guide.reviewing.news import LATE_DO
from bot.guide.reviewing.words import (
    ACTION_WORDS,
    CHOICE_WORDS,
    CLOCK_WORDS,
    EVENT_WORDS,
    OUTCOME_WORDS,
    QUESTION_WORDS,
    SIX_MONTHS_QUIET,
)
from bot.referrals.decisions import PARTNERS
from bot.referrals.model import Referral, State
from bot.referrals.workflow import RULES
from bot.slack.blocks.home import WORKLIST_ROWS
from bot.slack.blocks.worst import longest_answers
from bot.trees.walk import answer_words
from bot.workdays import day_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.guide.content import Content
    from bot.referrals.clocks import ClockKind
    from bot.referrals.decisions import Question
    from bot.trees.model import Duty, Tree

# The longest day in words: a Wednesday of September with two figures.
_DAY = date(2026, 9, 30)
_LATE = "*late by 999 working days*"
_AT = "Wed 30 Sep 2026, 23:59"
_REF = "SG-2026-000042"
_OTHERS, _EVENTS, _ACTIONS, _RECOMMENDED = 10, 40, 12, 10


def fullest_card(content: Content, tree: Tree) -> ReferralCard:
    """A referral of a tree with everything that a card can show."""
    who = _longest(partner.name for partner in content.area.partners.values())
    coded = _coded(tree)
    others = tuple(Choice(f"{_REF} · {coded}", f"{n:032}") for n in range(_OTHERS))
    role = _longest(_answers(tree, "role"))
    return ReferralCard(
        referral_id="0" * 32,
        ref=_REF,
        version=9999,
        state=_longest(STATE_WORDS.values()),
        logged=" · ".join(filter(None, [f"logged {_AT}", role])),
        coded=coded,
        duties=tuple(f"*{duty.title}*: {_dates()} · {NOT_RECORDED}" for duty in _dated(tree)),
        taken=f"Taken by {who}, {_AT}",
        can=frozenset(action.value for action in RULES),
        timeline=tuple(f"{_AT} · {_longest(EVENT_WORDS.values())} · {who}" for _ in range(_EVENTS)),
        tree=f"{tree.id} {tree.version} ({tree.hash[:12]})",
        state_id=State.IN_REVIEW.value,
        clocks=tuple(_clock(f"{n:032}", kind) for n, kind in enumerate([*CLOCK_WORDS] * 3)),
        decisions=tuple(
            _round(content, f"{n:032}", question) for n, question in enumerate(QUESTION_WORDS)
        ),
        actions=tuple(_action(f"{n:032}", who) for n in range(_ACTIONS)),
        duplicates=others,
        linked=others,
        question=WAITS,
        taken_person="T00000000000:U00000000000",
        people=("T00000000000:U00000000000",) * _EVENTS,
    )


def fullest_news(card: ReferralCard) -> tuple[ReviewNews, ...]:
    """News about it, each at its longest."""
    clock, vote = card.clocks[0], card.decisions[0]
    lines = (*vote.lines, vote.outcome, f"Still to vote: {', '.join(vote.missing)}.")
    return (
        ReviewNews("clock", f"{card.ref} · {clock.line}", (LATE_DO, clock.quiet), card, clock),
        ReviewNews("voted", f"{card.ref} · *{vote.title}*", lines, card),
        ReviewNews("escalation", f"*{card.ref}: the partners differ.*", (*lines, *lines), card),
        ReviewNews("question", f"The partners have a question about {card.ref}.", ("Open.",), card),
    )


def fullest_learning(card: ReferralCard) -> LearningPage:
    """Its recommendations and actions with little typed: what is long is the organisations."""
    recommended = tuple(_recommended(card, f"{n:032}") for n in range(2))
    can = frozenset({"recommend"})
    return LearningPage(card.ref, card.referral_id, "", card.version, recommended, can)


def fullest_follow_up(card: ReferralCard) -> FollowUp:
    """The page of what was said and done."""
    return FollowUp(
        counts=tuple(f"{words}: 9999" for words in ACTION_WORDS.values()),
        recommendations=tuple(_recommended(card, f"{n:032}") for n in range(_RECOMMENDED)),
        next="9999",
        reviews=card.linked,
        can=frozenset({"enter_review"}),
    )


def fullest_list(card: ReferralCard) -> tuple[ReferralCard, ...]:
    """A page of the worklist."""
    return (card,) * WORKLIST_ROWS


def _coded(tree: Tree) -> str:
    facts: Mapping[str, str] = longest_answers(tree, _DAY)
    referral = Referral(
        id="0" * 32,
        ref=_REF,
        key="check",
        area="check",
        state=State.LOGGED,
        version=1,
        facts=facts,
        tree_id=tree.id,
        tree_version=tree.version,
        tree_hash=tree.hash,
        duties=(),
        logged_by="check",
        logged_role="",
        logged_at=datetime.combine(_DAY, time(12), tzinfo=UTC),
    )
    return coded_words(tree, referral)


def _answers(tree: Tree, fact: str) -> list[str]:
    values = tree.facts[fact].values if fact in tree.facts else {}
    return [answer_words(tree, fact, value) for value in values]


def _dated(tree: Tree) -> list[Duty]:
    return [duty for duty in tree.duties.values() if any(rule.deadline for rule in duty.rules)]


def _dates() -> str:
    return f"due {day_in_words(_DAY)}, latest {day_in_words(_DAY)}"


def _clock(id_: str, kind: ClockKind) -> ClockView:
    title = CLOCK_WORDS[kind]
    line = f"*{title}*: {_dates()} · {_LATE}"
    return ClockView(
        id=id_,
        kind=kind.value,
        title=title,
        line=line,
        standing="late",
        quiet=SIX_MONTHS_QUIET,
        target=_DAY,
        latest=_DAY,
        needs_reason=True,
    )


def _round(content: Content, id_: str, question: Question) -> DecisionView:
    names = [content.area.partners[partner].name for partner in PARTNERS]
    return DecisionView(
        id=id_,
        question=question.value,
        title=_longest(QUESTION_WORDS.values()),
        lines=tuple(f"{name}: {_longest(CHOICE_WORDS.values())}, {_AT}" for name in names),
        missing=tuple(names),
        outcome=_longest(OUTCOME_WORDS.values()),
        is_open=True,
        is_split=True,
    )


def _action(id_: str, who: str) -> ActionView:
    line = f"*{who}*: {_longest(ACTION_WORDS.values())} · somebody looks by {_dates()} · {_LATE}"
    can = frozenset({"finish", "assure", "drop"})
    return ActionView(id_, 9999, who, "T0:U0", "open", line, is_late=True, can=can, text="Done.")


def _recommended(card: ReferralCard, id_: str) -> RecommendationView:
    can = frozenset({"agree"})
    return RecommendationView(id_, card.ref, card.referral_id, "", "Do it.", card.actions, can)


def _longest(words: Iterable[str]) -> str:
    return max(words, key=len, default="")
