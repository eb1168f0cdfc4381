"""The Home tab, drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.guide.ports_review import ListFilter
from bot.guide.referral_cards import STATE_WORDS
from bot.guide.worklist import COUNT_LIMIT
from bot.referrals.workflow import Action
from bot.slack.blocks.answers import NOT_EMERGENCY
from bot.slack.blocks.curators import waiting_blocks
from bot.slack.blocks.mrkdwn import bullets, escape, shown
from bot.slack.blocks.parts import (
    actions,
    button,
    divider,
    header,
    option,
    packed,
    row,
    sections,
    select,
    small,
)
from bot.slack.blocks.referrals import amend_button, facts_text, standing_text
from bot.slack.blocks.review_cards import STEPS, question_line, running_lines, vote_lines
from bot.slack.blocks.review_news import follow_up_button
from bot.slack.blocks.walks import talk
from bot.slack.ids import Act, Ref

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.guide.replies import Home, ReferralCard
    from bot.guide.walk_replies import ResumeCard
    from bot.slack.blocks.message import Block

WORKLIST_ROWS = 15
_ROW_CLOCKS = 2
NOTHING_OPEN = "Nothing is open."
NOTHING_HERE = "Nothing here. Choose another list."
SHOWS = (
    option("All that are open", ListFilter.ALL),
    option("Mine", ListFilter.MINE),
    option("Due within two working days, or late", ListFilter.DUE_SOON),
    option("Overdue", ListFilter.OVERDUE),
    *(
        option(f"Only: {words}", f"{ListFilter.STATE}:{state}")
        for state, words in STATE_WORDS.items()
    ),
)
_AMEND = frozenset({Action.CORRECT.value, Action.WITHDRAW.value})
_STRANGER = (
    "*This guide is for staff of the local safeguarding partnership.*\n"
    "Your account is not one of theirs. If it should be, ask the person who runs this guide."
)


def home_view(home: Home, after: str = "") -> Block:
    """A person's own page.

    Args:
        home: What stands on it.
        after: The token that the page of the worklist begins after, or empty for the first.
    """
    ways = [button(Act.ASK_HOW, "Ask a question", Ref()), talk()]
    made = _home(
        [
            *sections(f"*{escape(NOT_EMERGENCY)}*"),
            header(f"Safeguarding Guide: {home.area}"),
            *small(*map(shown, home.notes)),
            *actions([*(_starts(home) if home.can_start else []), *ways]),
            *_walks(home.walks),
            *_worklist(home, after),
            *_logged(home.logged),
            *waiting_blocks(home.questions),
            *_contacts(home.contacts),
        ]
    )
    # What is listed, so that a press on the page draws the same list again.
    return {**made, "private_metadata": Ref(id=after, answer=home.worklist_filter).as_value()}


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
    own = row(text, amend_button(card, number)) if card.can & _AMEND else sections(text)
    if Action.ANSWER not in card.can:
        return own
    ref = Ref(id=card.referral_id, revision=card.version, answer=Action.ANSWER.value)
    return [*own, *actions([button(Act.REVIEW_OPEN, STEPS[Action.ANSWER], ref, style="primary")])]


def _worklist(home: Home, after: str) -> list[Block]:
    if home.worklist is None:
        return []
    cards = home.worklist[:WORKLIST_ROWS]
    shows = select(Act.LIST_SHOW, "Which", SHOWS, current=home.worklist_filter)
    top = [
        divider(),
        *sections("*Logged for the safeguarding partners*"),
        *actions([shows, follow_up_button()], _list_id(home)),
    ]
    if not cards:
        is_all = home.worklist_filter == ListFilter.ALL and not after
        return [*top, *small(NOTHING_OPEN if is_all else NOTHING_HERE), *_paging(home, after)]
    rows = [block for number, card in enumerate(cards, start=1) for block in _row(card, number)]
    return [*top, *small(_counted(home, len(cards), after)), *rows, *_paging(home, after)]


def _list_id(home: Home) -> str:
    """Another id for another list: Slack keeps a choice for as long as the id is the same."""
    return Ref(fact=home.worklist_filter.replace(":", "_")).as_block_id("list")


def _counted(home: Home, shown_now: int, after: str) -> str:
    total = f"{home.worklist_total}"
    if home.worklist_total == COUNT_LIMIT and home.worklist_filter != ListFilter.ALL:
        total = f"{COUNT_LIMIT} or more"
    if home.worklist_total <= shown_now:
        return ""
    is_first = home.worklist_filter == ListFilter.ALL and not after
    return f"The latest {shown_now} of {total}." if is_first else f"{shown_now} of {total}."


def _paging(home: Home, after: str) -> list[Block]:
    """On to the next page, and back to the first."""
    show = home.worklist_filter
    on = button(f"{Act.LIST_PAGE}:next", "Next page", Ref(id=home.worklist_next, answer=show))
    back = button(f"{Act.LIST_PAGE}:first", "Back to the first page", Ref(answer=show))
    return actions([*([on] if home.worklist_next else []), *([back] if after else [])])


def _row(card: ReferralCard, number: int) -> list[Block]:
    ref = Ref(id=card.referral_id, revision=card.version)
    opened = button(f"{Act.REFERRAL_PAGE}:{number}", "Open", ref)
    dates = (*running_lines(card, _ROW_CLOCKS), *card.duties)
    standing = standing_text(card)
    return [
        *row(facts_text(card), opened),
        *small(*map(shown, dates), standing, *map(shown, vote_lines(card)), question_line(card)),
    ]


def _contacts(contacts: Sequence[str]) -> list[Block]:
    if not contacts:
        return []
    return [divider(), *packed(["*Talk to a person*", *bullets(contacts).splitlines()])]
