"""Replies drawn by hypothesis: long, short, empty, full of markup, as far as content allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from bot.guide.referral_cards import STATE_WORDS
from bot.guide.replies import (
    AnswerReply,
    Choice,
    Home,
    Notice,
    ReferralCard,
    ReferralForm,
    TypedParts,
)
from bot.guide.review_replies import (
    ActionView,
    AssuranceView,
    ClockView,
    DecisionView,
    FollowUp,
    LearningPage,
    RecommendationView,
    ReviewNews,
)
from bot.guide.walk_replies import (
    AnsweredView,
    AskView,
    DifferenceView,
    DutyView,
    OutcomeView,
    ResumeCard,
    UpdateView,
    WalkCard,
)
from bot.referrals.model import State
from bot.referrals.workflow import Action
from bot.trees.model import UNKNOWN
from tests.strategies import random_ids, slugs

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

OFTEN = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
_SIGNS = "abcdefghijklmnopqrst uvw xyz ABC 123 .,'-:;()é中👩\u202e\t\n&<>*_~`|@#\"\\"


def words(limit: int, *, least: int = 0) -> SearchStrategy[str]:
    """Words of a curator, with whatever a keyboard brings."""
    some = st.text(st.sampled_from(_SIGNS), min_size=least, max_size=min(limit, 60))
    long = st.builds(lambda text, times: (text * times)[:limit], some, st.integers(1, limit))
    return some | long | st.sampled_from(["<!channel>", "*bold* & _quiet_", "- one\n- two"])


def lines(limit: int, most: int) -> SearchStrategy[tuple[str, ...]]:
    """A few lines of words."""
    return st.lists(words(limit), max_size=most).map(tuple)


choices = st.builds(Choice, label=words(120), id=slugs | st.just(""))
notices = st.builds(
    Notice,
    text=words(2500),
    ways=st.lists(st.sampled_from(["start", "contacts", "home", "help"]), max_size=5).map(tuple),
    keep=slugs | st.just(""),
)
answer_replies = st.builds(
    AnswerReply,
    kind=st.sampled_from(["answer", "clarify", "signpost", "emergency", "refuse", "abstain"]),
    title=words(140),
    text=words(4000),
    sources=lines(200, 5),
    quiet=lines(300, 4),
    choices=st.lists(choices, max_size=12).map(tuple),
    contacts=lines(120, 4),
    tree=slugs | st.just(""),
    rule=slugs | st.just(""),
    entry=slugs | st.just(""),
    about=slugs | st.just(""),
    miss=random_ids | st.just(""),
    is_incident=st.booleans(),
)
duties = st.builds(
    DutyView,
    id=slugs,
    title=words(140),
    who=words(80),
    do=words(600),
    by_when=words(120),
    counting=words(300),
    because=words(200),
    sources=lines(150, 4),
    contact=words(100),
    certain=st.booleans(),
)
few_duties = st.lists(duties, max_size=3).map(tuple)
outcomes = st.builds(
    OutcomeView,
    on=words(30),
    first=few_duties,
    must=few_duties,
    should=few_duties,
    may=few_duties,
    handoff=words(800),
    nothing=lines(150, 3),
    quiet=lines(300, 2),
)
resume_cards = st.builds(
    ResumeCard,
    walk_id=random_ids,
    tree_id=slugs,
    title=words(140),
    answers=st.integers(0, 40),
    started=words(40),
)
clock_views = st.builds(
    ClockView,
    id=random_ids,
    kind=st.sampled_from(["notify", "rapid_review", "local_review", "action", "assurance"]),
    title=words(60, least=1),
    line=words(250),
    standing=st.sampled_from(["running", "late", "undated", "met", "met_late", "set_aside"]),
    quiet=words(120),
    target=st.none() | st.dates(),
    latest=st.none() | st.dates(),
    needs_reason=st.booleans(),
)
decision_views = st.builds(
    DecisionView,
    id=random_ids,
    question=st.sampled_from(["criteria", "outcome", "publication", "closing"]),
    title=words(80),
    lines=lines(140, 3),
    missing=lines(60, 3),
    outcome=words(80),
    is_open=st.booleans(),
    is_split=st.booleans(),
)
action_views = st.builds(
    ActionView,
    id=random_ids,
    version=st.integers(1, 99),
    owner=words(60),
    owner_person=st.just(""),
    state=st.sampled_from(["open", "done", "assured", "dropped"]),
    line=words(200),
    is_late=st.booleans(),
    can=st.frozensets(st.sampled_from(["finish", "assure", "drop"])),
    text=words(2000),
    assurances=st.lists(
        st.builds(AssuranceView, line=words(120), evidence=words(2000)), max_size=2
    ).map(tuple),
)
recommendation_views = st.builds(
    RecommendationView,
    id=random_ids,
    source=words(60),
    referral_id=random_ids,
    review_id=st.just(""),
    text=words(2000),
    actions=st.lists(action_views, max_size=4).map(tuple),
    can=st.frozensets(st.just("agree")),
)
named = st.lists(st.builds(Choice, label=words(300), id=random_ids), max_size=12).map(tuple)
learning_pages = st.builds(
    LearningPage,
    title=words(300),
    referral_id=random_ids,
    review_id=st.just(""),
    version=st.integers(0, 99),
    recommendations=st.lists(recommendation_views, max_size=12).map(tuple),
    can=st.frozensets(st.just("recommend")),
)
follow_ups = st.builds(
    FollowUp,
    counts=lines(80, 5),
    recommendations=st.lists(recommendation_views, max_size=20).map(tuple),
    next=st.sampled_from(["", "token"]),
    reviews=named,
    can=st.frozensets(st.just("enter_review")),
)
referral_cards = st.builds(
    ReferralCard,
    referral_id=random_ids,
    ref=st.from_regex(r"SG-20[0-9]{2}-[0-9]{4}", fullmatch=True),
    version=st.integers(1, 999),
    state=st.sampled_from(list(STATE_WORDS.values())),
    logged=words(80),
    coded=words(300),
    duties=lines(160, 6),
    taken=words(80),
    can=st.frozensets(st.sampled_from([action.value for action in Action])),
    timeline=lines(120, 40),
    tree=words(80),
    state_id=st.sampled_from([state.value for state in State]),
    clocks=st.lists(clock_views, max_size=12).map(tuple),
    decisions=st.lists(decision_views, max_size=10).map(tuple),
    actions=st.lists(action_views, max_size=10).map(tuple),
    duplicates=named,
    linked=named,
    question=words(60),
)
review_news = st.builds(
    ReviewNews,
    kind=st.sampled_from(["clock", "question", "answered", "escalation", "voted"]),
    text=words(300),
    lines=lines(200, 6),
    card=st.none() | referral_cards,
    clock=st.none() | clock_views,
)
referral_forms = st.builds(
    ReferralForm,
    key=random_ids,
    walk_id=random_ids,
    intro=lines(300, 3),
    coded=lines(120, 20),
    nudges=lines(150, 7),
)
typed_parts = st.builds(
    TypedParts,
    ref=words(20),
    parts=st.dictionaries(words(60), words(6000), max_size=4),
)
homes = st.builds(
    Home,
    area=words(200),
    can_start=st.booleans(),
    walks=st.lists(resume_cards, max_size=5).map(tuple),
    logged=st.lists(referral_cards, max_size=5).map(tuple),
    worklist=st.none() | st.lists(referral_cards, max_size=20).map(tuple),
    worklist_total=st.integers(0, 500),
    contacts=lines(150, 15),
    trees=st.lists(st.builds(Choice, label=words(140), id=slugs), max_size=5).map(tuple),
    notes=lines(150, 2),
    questions=st.none() | st.integers(0, 500),
    worklist_filter=st.sampled_from(["all", "mine", "due_soon", "overdue", "state:closed"]),
    worklist_next=st.sampled_from(["", "2026-12-18|abc"]),
)


@st.composite
def asks(draw: st.DrawFn, fact: str, most: int = 12) -> AskView:
    """One fact to ask, with distinct options."""
    is_date = draw(st.integers(0, 4)) == 0
    values = st.lists(slugs, min_size=0 if is_date else 1, max_size=most, unique=True)
    ids = draw(values)
    if draw(st.booleans()):
        ids = [*(id_ for id_ in ids if id_ != UNKNOWN), UNKNOWN]
    return AskView(
        fact=fact,
        ask=draw(words(300)),
        help=draw(words(600)),
        why=draw(words(200)),
        is_date=is_date,
        options=tuple(Choice(draw(words(75)), id_) for id_ in ids),
        current=draw(st.sampled_from(["", *ids])),
    )


updates = st.builds(
    UpdateView,
    on=words(20),
    version=st.just("2.0.0"),
    tree_hash=st.just("0" * 64),
    adds=lines(150, 20),
    takes=lines(150, 20),
    dates=lines(300, 20),
    asks=lines(40, 20),
    drops=lines(40, 20),
)


@st.composite
def walk_cards(draw: st.DrawFn) -> WalkCard:
    """A card in any of its states: question, shared screen, changing, difference, outcome."""
    facts = draw(st.lists(slugs, min_size=1, max_size=12, unique=True))
    asked = facts[: draw(st.integers(0, len(facts)))]
    answered = tuple(AnsweredView(fact, draw(words(40)), draw(words(75))) for fact in asked)
    state = draw(st.sampled_from(["ask", "changing", "difference", "outcome", "update"]))
    missing = [fact for fact in facts if fact not in asked][:4]
    changing = facts[0] if state in {"changing", "difference"} else ""
    if state == "changing":
        missing = [changing]
    difference = DifferenceView(
        fact=facts[0],
        value=draw(slugs),
        words=draw(words(75)),
        adds=draw(lines(150, 8)),
        takes=draw(lines(150, 8)),
    )
    return WalkCard(
        walk_id=draw(random_ids),
        revision=draw(st.integers(1, 10_000)),
        title=draw(words(200)),
        step=draw(st.integers(1, 20)),
        about=draw(st.integers(1, 20)),
        answered=answered,
        urgent=() if state == "outcome" else draw(st.lists(duties, max_size=2).map(tuple)),
        asks=tuple(draw(asks(fact)) for fact in missing) if state in {"ask", "changing"} else (),
        changing=changing if state == "changing" else "",
        difference=difference if state == "difference" else None,
        outcome=draw(outcomes) if state == "outcome" else None,
        update=draw(updates) if state == "update" else None,
        referral=draw(st.sampled_from(["", "SG-2026-0042"])),
        note=draw(words(150)),
        offers_referral=draw(st.booleans()),
    )
