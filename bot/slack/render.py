"""A queued post's template and codes, made into what is shown; at the moment it is sent.

Words are made late so that nothing anybody wrote waits in the outbox, and so that a card shows how
things stand when it arrives.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.errors import NotFoundError
from bot.guide.ask import contact_lines
from bot.guide.cards import resume_card, walk_card
from bot.guide.codes import answer_from, notice_from
from bot.guide.desk import time_in_words
from bot.guide.home import home, remember_list, tree_choices
from bot.guide.kept_walks import GONE, view
from bot.guide.moving import update
from bot.guide.records import found_referral
from bot.guide.referral_cards import referral_card
from bot.guide.replies import Notice
from bot.guide.reviewing.news import TEMPLATES as NEWS
from bot.guide.reviewing.news import news
from bot.guide.worklist import query_from
from bot.referrals.model import State
from bot.referrals.people import Person, Role
from bot.slack.blocks.answers import answer_message, help_message, notice_message
from bot.slack.blocks.home import home_view, stranger_home
from bot.slack.blocks.message import Message
from bot.slack.blocks.referrals import logged_message, partner_message
from bot.slack.blocks.review_news import news_message
from bot.slack.blocks.walks import resume_message, walk_message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.guide.desk import Desk
    from bot.guide.ports_outbox import Post
    from bot.guide.replies import ReferralCard
    from bot.slack.blocks.message import Block
    from bot.slack.roles import Roles

    Codes = Mapping[str, object]
    Template = Callable[["Renderer", Codes], Message | None]

NO_CODES: Mapping[str, object] = MappingProxyType({})
_LISTED = 20


class Renderer:
    """Makes posts into messages and pages.

    Args:
        desk: What use cases work with.
        roles: Who people are when a page of theirs is drawn.
    """

    def __init__(self, desk: Desk, roles: Roles) -> None:
        self.desk = desk
        self.roles = roles

    def message(self, post: Post) -> Message | None:
        """The message of a post; None when there is no longer a reason to send it.

        Raises:
            StoreError: The register could not be read.
        """
        try:
            return TEMPLATES[post.template](self, post.codes)
        except NotFoundError:
            return notice_message(GONE)

    def page(self, team_id: str, user_id: str, codes: Codes = NO_CODES) -> Block:
        """A person's Home tab.

        Args:
            team_id: Their workspace.
            user_id: Who.
            codes: `show` and `after`: which list and where it begins; everything without them.
                `show` may be `bot.guide.home.SAME_LIST`: what was last listed for this person.

        Raises:
            StoreError: The register could not be read.
        """
        person = self.roles.person(user_id, team_id)
        if person.role is Role.STRANGER:
            return stranger_home(contact_lines(self.desk.content))
        show, after = remember_list(
            self.desk, person, str(codes.get("show", "")), str(codes.get("after", ""))
        )
        try:
            return home_view(home(self.desk, person, query_from(show, after)), after)
        except NotFoundError:
            return home_view(home(self.desk, person))

    def person(self, person_id: str) -> Person:
        """Who somebody is now, by `team:user`."""
        team_id, _, user_id = person_id.partition(":")
        return self.roles.person(user_id, team_id)


def help_now(desk: Desk) -> Message:
    """What this is, and what can be done with it."""
    return help_message(desk.content.area.partnership, tree_choices(desk.content))


def referrals_now(desk: Desk, person: Person) -> Message:
    """What a person logged and, where they may see it, what was logged; references only.

    Raises:
        StoreError: The register could not be read.
    """
    found = home(desk, person)
    parts = [
        _listed("You have logged", found.logged) if found.logged else "You have logged nothing."
    ]
    if found.worklist is not None:
        listed = _listed(f"Open: {found.worklist_total}", found.worklist)
        parts.append(listed if found.worklist else "Nothing is open.")
    return notice_message(Notice("\n".join(parts), ("home", "start")))


def _listed(title: str, cards: tuple[ReferralCard, ...]) -> str:
    lines = [f"- {card.ref} · {card.taken or card.state}" for card in cards[:_LISTED]]
    return "\n".join((f"*{title}*", *lines))


def _answer(_renderer: Renderer, codes: Codes) -> Message:
    return answer_message(answer_from(codes))


def _notice(_renderer: Renderer, codes: Codes) -> Message:
    return notice_message(notice_from(codes))


def _again(_renderer: Renderer, codes: Codes) -> Message:
    """A notice with the button that came too late, so that it can be pressed afresh."""
    notice = notice_message(Notice(str(codes["text"])))
    button = {
        "type": "button",
        "action_id": str(codes["action"]),
        "text": {"type": "plain_text", "text": str(codes["label"])},
        "value": str(codes["value"]),
    }
    return Message(notice.text, [*notice.blocks, {"type": "actions", "elements": [button]}])


def _help(renderer: Renderer, _codes: Codes) -> Message:
    return help_now(renderer.desk)


def _referrals(renderer: Renderer, codes: Codes) -> Message:
    return referrals_now(renderer.desk, renderer.person(str(codes["person"])))


def _walk(renderer: Renderer, codes: Codes) -> Message:
    desk = renderer.desk
    found = view(desk, str(codes["walk"]))
    card = walk_card(
        desk.content,
        found,
        today=desk.today(),
        changing=str(codes.get("changing", "")),
        proposed=str(codes.get("proposed", "")),
        update=update(desk, found) if "update" in codes else None,
    )
    return walk_message(card)


def _resume(renderer: Renderer, codes: Codes) -> Message:
    desk = renderer.desk
    found = view(desk, str(codes["walk"]))
    started = time_in_words(found.record.started_at, desk.today())
    return resume_message(resume_card(found, started=started))


def _logged(renderer: Renderer, codes: Codes) -> Message:
    desk = renderer.desk
    with desk.store.reading() as unit:
        referral = found_referral(unit, str(codes["referral"]))
        referrer = Person(referral.logged_by, Role.PRACTITIONER)
        return logged_message(referral_card(desk, unit, referral, viewer=referrer))


def _announce(renderer: Renderer, codes: Codes) -> Message:
    desk = renderer.desk
    with desk.store.reading() as unit:
        referral = found_referral(unit, str(codes["referral"]))
        return partner_message(referral_card(desk, unit, referral))


def _announce_again(renderer: Renderer, codes: Codes) -> Message | None:
    """Nothing once somebody has taken it, or it was withdrawn."""
    desk = renderer.desk
    with desk.store.reading() as unit:
        referral = found_referral(unit, str(codes["referral"]))
        if referral.state is not State.LOGGED:
            return None
        return partner_message(referral_card(desk, unit, referral), again=True)


def _news(template: str) -> Template:
    def words(renderer: Renderer, codes: Codes) -> Message | None:
        found = news(renderer.desk, template, codes)
        return news_message(found) if found else None

    return words


TEMPLATES: Mapping[str, Template] = MappingProxyType(
    {
        **{template: _news(template) for template in NEWS},
        "again": _again,
        "announce": _announce,
        "announce_again": _announce_again,
        "answer": _answer,
        "help": _help,
        "logged": _logged,
        "notice": _notice,
        "referrals": _referrals,
        "resume": _resume,
        "walk": _walk,
    }
)
