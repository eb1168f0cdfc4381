"""Values that the product meets, drawn by hypothesis."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from bot.guide.ports_audit import AuditEvent
from bot.guide.ports_outbox import Post
from bot.guide.ports_walks import WalkRecord, WalkState
from bot.referrals.model import LoggedDuty, Referral, State
from bot.referrals.people import Person, Role

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

PARTNERS = ("council", "icb", "police")

# Anything a keyboard, a paste or a JSON body can bring, half surrogate pairs included.
awkward = st.sampled_from(
    [
        "",
        "\x00",
        "child\x00A",
        "\ud83d",
        "👩‍👧‍👦 🏥",
        "\u202eright to left\u202c",
        "الطفل",
        "*bold* <@U1> & <!channel>",
        "'; DROP TABLE referral; --",
        "line\r\nline\u2028line",
    ]
)
anything_typed = st.one_of(
    awkward, st.text(st.characters(codec=None), max_size=300), st.text(max_size=2000)
)

_START = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=1000)).map(
    lambda passed: _START + passed
)
slugs = st.from_regex(r"[a-z][a-z0-9_]{0,15}", fullmatch=True)
person_ids = st.from_regex(r"T[A-Z0-9]{4}:U[A-Z0-9]{4}", fullmatch=True)
random_ids = st.uuids().map(lambda id_: id_.hex)
answers = st.dictionaries(slugs, slugs | st.dates().map(str), max_size=8)
duties = st.builds(
    LoggedDuty,
    id=slugs,
    title=st.text(max_size=60),
    strength=st.sampled_from(["must", "should", "may"]),
    certain=st.booleans(),
    due=st.none() | st.dates(),
    latest=st.none() | st.dates(),
)


@st.composite
def people(draw: st.DrawFn) -> Person:
    """A person; only partners act for an organisation."""
    role = draw(st.sampled_from(Role))
    partner = draw(st.sampled_from(PARTNERS)) if role is Role.PARTNER else ""
    return Person(draw(person_ids), role, partner)


referrals: SearchStrategy[Referral] = st.builds(
    Referral,
    id=random_ids,
    ref=st.just(""),
    key=random_ids,
    area=st.just("barnsley"),
    state=st.sampled_from(State),
    version=st.just(0),
    facts=answers,
    tree_id=st.just(""),
    tree_version=st.just(""),
    tree_hash=st.just(""),
    duties=st.lists(duties, max_size=4).map(tuple),
    logged_by=person_ids,
    logged_role=slugs,
    logged_at=moments,
    taken_by=st.sampled_from(["", *PARTNERS]),
    taken_person=person_ids,
    taken_at=st.none() | moments,
)
walks: SearchStrategy[WalkRecord] = st.builds(
    WalkRecord,
    id=random_ids,
    person_id=person_ids,
    tree_id=slugs,
    tree_version=st.just("1"),
    tree_hash=st.just("hash"),
    answers=answers,
    revision=st.integers(1, 1000),
    state=st.sampled_from(WalkState),
    card=st.sampled_from(["", "D1:1.2"]),
    started_at=moments,
    changed_at=moments,
    referral_id=st.just(""),
    declined_hash=st.just("") | random_ids,
)
events: SearchStrategy[AuditEvent] = st.builds(
    AuditEvent,
    at=moments,
    person_id=person_ids,
    role=st.sampled_from(Role).map(lambda role: role.value),
    action=slugs,
    referral_id=st.just("") | random_ids,
    from_state=slugs,
    to_state=slugs,
    version=st.integers(0, 1000),
    codes=st.dictionaries(slugs, slugs, max_size=3),
    partner=st.sampled_from(["", *PARTNERS]),
)
posts: SearchStrategy[Post] = st.builds(
    Post,
    key=random_ids,
    lane=st.sampled_from(["person:T1:U1", "channel:C1", "channel:C2"]),
    to=st.just("channel:C1"),
    template=slugs,
    codes=st.dictionaries(slugs, slugs | st.integers() | st.none() | st.lists(slugs), max_size=3),
    not_before=moments,
    response_url=st.just(""),
)
