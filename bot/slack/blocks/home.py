"""The Home tab, drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.referrals.workflow import Action
from bot.slack.blocks.answers import NOT_EMERGENCY
from bot.slack.blocks.mrkdwn import bullets, escape, shown
from bot.slack.blocks.parts import actions, button, divider, header, packed, row, sections, small
from bot.slack.blocks.referrals import amend_button, facts_text, standing_text
from bot.slack.blocks.walks import talk
from bot.slack.ids import Act, Ref

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.guide.replies import Home, ReferralCard, ResumeCard
    from bot.slack.blocks.message import Block

WORKLIST_ROWS = 15
_AMEND = frozenset({Action.CORRECT.value, Action.WITHDRAW.value})
_STRANGER = (
    "*This guide is for staff of the local safeguarding partnership.*\n"
    "Your account is not one of theirs. If it should be, ask the person who runs this guide."
)


def home_view(home: Home) -> Block:
    """A person's own page."""
    ways = [button(Act.ASK_HOW, "Ask a question", Ref()), talk()]
    return _home(
        [
            *sections(f"*{escape(NOT_EMERGENCY)}*"),
            header(f"Safeguarding Guide: {home.area}"),
            *small(*map(shown, home.notes)),
            *actions([*(_starts(home) if home.can_start else []), *ways]),
            *_walks(home.walks),
            *_worklist(home),
            *_logged(home.logged),
            *_contacts(home.contacts),
        ]
    )


def stranger_home(contacts: Sequence[str]) -> Block:
    """The page of somebody who is not staff here."""
    return _home(
        [
            *sections(f"*{escape(NOT_EMERGENCY)}*"),
            *sections(_STRANGER),
            *_contacts(contacts),
        ]
    )


def _home(blocks: list[Block]) -> Block:
    return {"type": "home", "blocks": blocks}


def _starts(home: Home) -> list[Block]:
    return [
        button(
            f"{Act.WALK_START}:{number}",
            tree.label,
            Ref(id=tree.id),
            style="primary" if number == 1 else "",
        )
        for number, tree in enumerate(home.trees, start=1)
    ]


def _walks(walks: Sequence[ResumeCard]) -> list[Block]:
    if not walks:
        return []
    rows = [block for number, walk in enumerate(walks, start=1) for block in _walk(walk, number)]
    return [divider(), *sections("*Your unfinished questions*"), *rows]


def _walk(walk: ResumeCard, number: int) -> list[Block]:
    answers = f"{walk.answers} answer{'' if walk.answers == 1 else 's'}"
    text = f"*{escape(walk.title)}*\nStarted {escape(walk.started)} · {answers}"
    return row(text, button(f"{Act.WALK_RESUME}:{number}", "Go on", Ref(id=walk.walk_id)))


def _logged(cards: Sequence[ReferralCard]) -> list[Block]:
    if not cards:
        return []
    rows = [block for number, card in enumerate(cards, start=1) for block in _own(card, number)]
    return [divider(), *sections("*What you told the safeguarding partners*"), *rows]


def _own(card: ReferralCard, number: int) -> list[Block]:
    text = f"{facts_text(card)}\n{standing_text(card)}"
    return row(text, amend_button(card, number)) if card.can & _AMEND else sections(text)


def _worklist(home: Home) -> list[Block]:
    if home.worklist is None:
        return []
    cards = home.worklist[:WORKLIST_ROWS]
    title = [divider(), *sections("*Logged for the safeguarding partners*")]
    if not cards:
        return [*title, *small("Nothing has been logged yet.")]
    rows = [block for number, card in enumerate(cards, start=1) for block in _row(card, number)]
    counted = f"The latest {len(cards)} of {home.worklist_total}."
    return [*title, *small(counted if home.worklist_total > len(cards) else ""), *rows]


def _row(card: ReferralCard, number: int) -> list[Block]:
    ref = Ref(id=card.referral_id, revision=card.version)
    opened = button(f"{Act.REFERRAL_PAGE}:{number}", "Open", ref)
    return [*row(facts_text(card), opened), *small(*map(shown, card.duties), standing_text(card))]


def _contacts(contacts: Sequence[str]) -> list[Block]:
    if not contacts:
        return []
    return [divider(), *packed(["*Talk to a person*", *bullets(contacts).splitlines()])]
