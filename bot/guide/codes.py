"""Replies as JSON-like values and back, for the outbox."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from bot.guide.ports_questions import Closest
from bot.guide.replies import AnswerReply, Choice, Notice

if TYPE_CHECKING:
    from collections.abc import Mapping


def as_codes(reply: AnswerReply | Notice) -> dict[str, object]:
    """A reply as JSON-like values: curated words and ids only."""
    return asdict(reply)


def answer_from(codes: Mapping[str, Any]) -> AnswerReply:
    """The answer that `as_codes` took apart, also in an earlier version of this program."""
    return AnswerReply(
        kind=codes["kind"],
        title=codes["title"],
        text=codes["text"],
        sources=tuple(codes["sources"]),
        quiet=tuple(codes["quiet"]),
        choices=tuple(Choice(choice["label"], choice["id"]) for choice in codes["choices"]),
        contacts=tuple(codes["contacts"]),
        tree=codes["tree"],
        rule=codes["rule"],
        entry=codes["entry"],
        about=codes.get("about", ""),
        closest=tuple(Closest(one["entry"], one["score"]) for one in codes.get("closest", ())),
        miss=codes.get("miss", ""),
        is_incident=codes.get("is_incident", False),
        start=codes.get("start", ""),
    )


def notice_from(codes: Mapping[str, Any]) -> Notice:
    """The notice that `as_codes` took apart, also in an earlier version of this program."""
    return Notice(text=codes["text"], ways=tuple(codes["ways"]), keep=codes.get("keep", ""))
