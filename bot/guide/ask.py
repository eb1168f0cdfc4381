"""A question in, a cited answer out: safety first, then search, then the kind of reply."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from bot.answers.answer import respond, show_entry
from bot.answers.follow_up import follow_up, is_follow_up
from bot.answers.model import NextKind
from bot.content.sources import SourceKind
from bot.guide.codes import as_codes
from bot.guide.ports_outbox import Post
from bot.guide.ports_questions import Closest, MissKind
from bot.guide.replies import AnswerReply, Choice, Notice

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.answers.model import Answer, Entry
    from bot.content.sources import Citation
    from bot.guide.content import Content
    from bot.guide.desk import Desk
    from bot.guide.ports import Unit
    from bot.referrals.people import Person

EMERGENCY = "emergency"
REVIEWS = "reviews"
REMEMBERED = timedelta(minutes=10)
"""How long a message outside a thread can lean on the answer before it."""

REMEMBERED_IN_THREAD = timedelta(days=1)
_MISSED = {"abstain": MissKind.ABSTAINED, "clarify": MissKind.OFFERED}
RELATED_LIMIT = 3
# Law, and guidance made under it, is known by its title; any other title says little by itself.
_KNOWN_BY_TITLE = (SourceKind.STATUTE, SourceKind.REGULATIONS, SourceKind.STATUTORY_GUIDANCE)


@dataclass(frozen=True, slots=True)
class Message:
    """Something a person wrote to the bot.

    Attributes:
        person: Who.
        keys: What makes the delivery unique, for deduplication: event id, and channel with time.
        to: Where the reply goes, as `Post.to`.
        thread: `channel:ts` of the message in whose thread it was written, or empty.
    """

    person: Person
    keys: tuple[str, ...]
    to: str
    thread: str = ""

    @property
    def conversation(self) -> str:
        """What a follow-up leans on: the thread, or else all that the person asks."""
        return self.thread or self.person.id


def answer(content: Content, question: str) -> AnswerReply:
    """Answer a question; needs no store, so that an emergency is answered whatever else fails."""
    return _titled(content, respond(question, content.engine))


def answer_entry(content: Content, entry_id: str) -> AnswerReply:
    """The answer of one entry, for a button.

    Raises:
        NotFoundError: The entry is no longer there.
    """
    found = show_entry(entry_id, content.engine)
    return _reply(content, found, title=content.library.entries[entry_id].title)


def in_context(desk: Desk, message: Message, question: str, alone: AnswerReply) -> AnswerReply:
    """The reply to a question that may lean on the entry shown before in its conversation.

    Args:
        desk: What use cases work with.
        message: Who wrote it, and where.
        question: What was typed.
        alone: The reply to it by itself.

    Raises:
        StoreError: The register could not be read.
    """
    if not is_follow_up(question):
        return alone
    last = _last_shown(desk, message)
    if not last:
        return alone
    engine = desk.content.engine
    by_itself = respond(question, engine)
    found = follow_up(question, last, by_itself, engine)
    return alone if found is by_itself else _titled(desk.content, found)


def _last_shown(desk: Desk, message: Message) -> str:
    """The entry last shown in a thread, or by the message it hangs on, or a little while ago."""
    with desk.store.unit() as unit:
        if not message.thread:
            return unit.conversations.last(message.person.id, desk.now() - REMEMBERED)
        shown = unit.conversations.last(message.thread, desk.now() - REMEMBERED_IN_THREAD)
        return shown or str(unit.outbox.codes_at(message.thread).get("entry") or "")


def queue_reply(desk: Desk, message: Message, reply: AnswerReply | Notice) -> bool:
    """Queue a reply once; False when the message was dealt with before.

    An emergency reply has a lane of its own, so that no slow post stands before it. A question that
    was not answered is counted in the same unit of work.

    Raises:
        StoreError: Nothing was queued.
    """
    urgent = isinstance(reply, AnswerReply) and reply.kind == EMERGENCY
    now = desk.now()
    with desk.store.unit() as unit:
        if not unit.inbox.is_new(message.keys, now):
            return False
        if isinstance(reply, AnswerReply):
            reply = counted(unit, reply, desk.today())
            if reply.entry or urgent:  # what comes after a call for help leans on nothing before it
                unit.conversations.show(message.conversation, reply.entry, now)
        unit.outbox.add(
            Post(
                key=f"reply:{message.keys[0]}",
                lane=f"{EMERGENCY}:{message.to}" if urgent else message.to,
                to=message.to,
                template="answer" if isinstance(reply, AnswerReply) else "notice",
                codes=as_codes(reply),
                not_before=now,
                thread_ts=message.thread.rpartition(":")[2],
            )
        )
    return True


def counted(unit: Unit, reply: AnswerReply, day: date) -> AnswerReply:
    """Count a reply that is a miss, or may turn out to be one; gives it with the count's id."""
    kind = _MISSED.get(reply.kind)
    if kind is None:
        return reply
    miss_id = uuid4().hex
    unit.questions.add_miss(miss_id, kind, reply.closest, day)
    return replace(reply, miss=miss_id)


def closest_of(found: Answer) -> tuple[Closest, ...]:
    """The entries that came nearest to a question, best first."""
    return tuple(Closest(item.entry.id, round(item.score, 4)) for item in found.entries)


def contact_lines(content: Content, ids: Sequence[str] = ()) -> tuple[str, ...]:
    """Contacts in words, one line each: the given ones, or all of the area's."""
    contacts = content.area.contacts
    lines = (contacts[id_].in_words() for id_ in ids or contacts if id_ in contacts)
    return tuple(line[:1].upper() + line[1:] for line in lines)


def source_line(content: Content, citation: Citation) -> str:
    """`must · Children Act 2004, section 16C, s16C(1)`: strength, title, publisher, reference."""
    source = content.sources[citation.source]
    strength = "" if citation.modal.value == "fact" else f"{citation.modal.value} · "
    is_known = source.kind in _KNOWN_BY_TITLE or source.publisher.lower() in source.title.lower()
    title = source.title if is_known else f"{source.title} ({source.publisher})"
    ref = "" if citation.ref.lower() == source.title.lower() else citation.ref
    return f"{strength}{title}, {ref}" if ref else f"{strength}{title}"


def _titled(content: Content, found: Answer) -> AnswerReply:
    if found.reviews:
        return _reply(content, found, title="Published reviews")
    return _reply(content, found, title=found.entries[0].entry.title if found.entries else "")


def _reply(content: Content, found: Answer, *, title: str) -> AnswerReply:
    is_entry = found.kind == "answer" and bool(found.entries) and not found.reviews
    shown = found.entries[0].entry if is_entry else None
    tree = found.next.id if found.next and found.next.kind is NextKind.TREE else ""
    return AnswerReply(
        kind=found.kind,
        title=title,
        text=found.text,
        sources=tuple(source_line(content, citation) for citation in found.cites),
        quiet=found.caveats,
        choices=_choices(content, found),
        contacts=contact_lines(content, found.contacts) if found.contacts else (),
        tree=tree,
        rule=found.rule,
        entry=shown.id if shown else "",
        about=_about(found, shown),
        closest=closest_of(found) if found.kind in _MISSED else (),
        is_incident=found.is_incident,
        start=content.trees[tree].start if tree in content.trees else "",
    )


def _about(found: Answer, shown: Entry | None) -> str:
    """What a verdict on a reply is counted under."""
    if shown:
        return shown.id
    return REVIEWS if found.reviews else found.rule or found.kind


def _choices(content: Content, found: Answer) -> tuple[Choice, ...]:
    if found.kind == "clarify":
        return tuple(Choice(choice.label, choice.entry) for choice in found.choices)
    if found.kind != "answer" or not found.entries or found.reviews:
        return ()
    entries = content.library.entries
    related = [entries[id_] for id_ in found.entries[0].entry.related if id_ in entries]
    return tuple(Choice(entry.title, entry.id) for entry in related[:RELATED_LIMIT])
