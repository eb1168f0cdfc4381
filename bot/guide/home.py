"""A person's own page: walks to go on with, what they logged, and for partners what was logged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.guide.ask import contact_lines
from bot.guide.cards import WalkView, resume_card
from bot.guide.desk import time_in_words
from bot.guide.kept_walks import tree_of
from bot.guide.referral_cards import referral_card
from bot.guide.replies import Choice, Home
from bot.guide.review_replies import Worklist
from bot.guide.walk import MAIN_TREE
from bot.guide.worklist import SEES_WORKLIST, WorklistQuery, worklist_in
from bot.referrals.people import Role
from bot.referrals.workflow import MAY_LOG
from bot.trees.walk import replay

if TYPE_CHECKING:
    from bot.guide.content import Content
    from bot.guide.desk import Desk
    from bot.guide.ports import Unit
    from bot.guide.walk_replies import ResumeCard
    from bot.referrals.people import Person

SAME_LIST = "same"
"""Instead of a list's code: the one that was shown last."""

_WALKS = 5
_LOGGED = 5


def home(desk: Desk, person: Person, query: WorklistQuery | None = None) -> Home:
    """A person's own page as it stands now.

    Args:
        desk: What use cases work with.
        person: Whose page.
        query: For those who see the worklist what of it is listed; everything without it.

    Raises:
        NotFoundError: There is no such page of the worklist.
    """
    asked = query or WorklistQuery()
    with desk.store.reading() as unit:
        sees_worklist = person.role in SEES_WORKLIST
        listed = worklist_in(desk, unit, person, asked) if sees_worklist else Worklist((), 0)
        return Home(
            area=desk.content.area.partnership,
            can_start=person.role in MAY_LOG,
            walks=_walks(desk, unit, person),
            logged=tuple(
                referral_card(desk, unit, referral, viewer=person)
                for referral in unit.referrals.logged_by(person.id, limit=_LOGGED)
            ),
            worklist=listed.cards if sees_worklist else None,
            worklist_total=listed.total,
            contacts=contact_lines(desk.content),
            trees=tree_choices(desk.content),
            notes=_notes(unit) if sees_worklist else (),
            worklist_filter=asked.code,
            worklist_next=listed.next,
            questions=_questions(desk, unit, person),
        )


def remember_list(desk: Desk, person: Person, show: str, after: str) -> tuple[str, str]:
    """Note which list a page is drawn with; for `SAME_LIST` give the one that was noted last.

    Args:
        desk: What use cases work with.
        person: Whose page.
        show: The list's code, empty for everything, or `SAME_LIST`.
        after: The token that its page begins after, or empty.

    Returns:
        The list to draw, and where its page begins.
    """
    if person.role not in SEES_WORKLIST:
        return "", ""
    with desk.store.reading() as unit:
        last = unit.shown_lists.last(person.id)
    if show == SAME_LIST:
        return last
    if (show, after) != last:
        with desk.store.unit() as unit:
            unit.shown_lists.keep(person.id, show, after)
    return show, after


def _questions(desk: Desk, unit: Unit, person: Person) -> int | None:
    """How many questions wait for the business manager, who sees none of their words here."""
    if person.role is not Role.BUSINESS_MANAGER:
        return None
    return unit.questions.count_to_read(desk.today())


def tree_choices(content: Content) -> tuple[Choice, ...]:
    """The guided questions on offer: what to do after a serious incident comes first."""
    trees = sorted(content.trees.values(), key=lambda tree: tree.id != MAIN_TREE)
    return tuple(Choice(tree.title, tree.id) for tree in trees)


def _walks(desk: Desk, unit: Unit, person: Person) -> tuple[ResumeCard, ...]:
    cards = []
    for record in unit.walks.open_of(person.id):
        if record.referral_id or not record.answers:
            continue
        walk = replay(tree_of(desk, unit, record), record.answers, today=desk.today())
        started = time_in_words(record.started_at, desk.today())
        cards.append(resume_card(WalkView(record, walk, ""), started=started))
    return tuple(cards[:_WALKS])


def _notes(unit: Unit) -> tuple[str, ...]:
    count = len(unit.outbox.undelivered())
    if not count:
        return ()
    return (f"{count} message(s) could not be delivered in Slack. What was logged is safe.",)
