"""Curated words as Slack's mrkdwn, and as plain text.

Curated words may hold light mrkdwn (`*bold*`, `_quiet_`, lists with `- `). `&`, `<` and `>` are
escaped, so that no text can become a link, a mention or a channel call.
Source: Slack's reference on formatting text for app surfaces.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DASH = "\N{EN DASH}"
_MARKS = re.compile(r"(?<![\w*_~`])([*_~`])(?=\S)([^\n]*?\S)\1(?![\w*_~`])")
_DASH = re.compile(r"^(\s*)- ", re.MULTILINE)
_BREAKS = ("\n\n", "\n", ". ", " ")
_USER = re.compile(r"[UW][A-Z0-9]+", re.ASCII)
_ENTITY = len("&amp;")


def escape(text: str) -> str:
    """The same words with the three characters that Slack reads as markup made harmless.

    >>> escape("mother & baby <unit>")
    'mother &amp; baby &lt;unit&gt;'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shown(text: str) -> str:
    """Curated words ready to stand in a mrkdwn text: escaped, with lists as bullets."""
    return _DASH.sub(r"\1• ", escape(text.strip()))


def bullets(lines: Iterable[str]) -> str:
    """Curated lines as one list."""
    return "\n".join(f"• {shown(line)}" for line in lines if line.strip())


def mention(person_id: str) -> str:
    """A person of the workspace by name, as Slack shows it; empty for nobody and for others.

    >>> mention("T1:U0COUNCIL"), mention("cli:tester"), mention("")
    ('<@U0COUNCIL>', '', '')
    """
    user_id = person_id.partition(":")[2]
    return f"<@{user_id}>" if _USER.fullmatch(user_id) else ""


def plain(text: str) -> str:
    """The same words without marks for bold, quiet, struck or code.

    >>> plain("*Call 999 now.* _Numbers as published._")
    'Call 999 now. Numbers as published.'
    """
    stripped = _MARKS.sub(r"\2", text)
    return _MARKS.sub(r"\2", stripped).strip()


def sentence(*parts: str) -> str:
    """Parts as one plain text, each of their lines ended like a sentence; blank ones left out."""
    ended = []
    for line in (line for part in parts for line in plain(part).splitlines()):
        words = " ".join(line.split()).removeprefix("- ")
        if words:
            ended.append(words if words[-1] in ".!?:;," else f"{words}.")
    return " ".join(ended)


def shorten(text: str, limit: int) -> str:
    """The text, or as many of its words as fit, with `…` behind them.

    >>> shorten("Child safeguarding practice review", 20)
    'Child safeguarding…'
    """
    words = " ".join(text.split())
    if len(words) <= limit:
        return words
    cut = words[: limit - 1]
    whole = cut.rsplit(" ", 1)[0] if words[limit - 1] != " " else cut
    return f"{(whole if len(whole) > limit // 2 else cut).rstrip(' ,;:')}…"


def clip(text: str, limit: int) -> str:
    """An escaped text cut to a limit, with `…` behind it where it was cut."""
    if len(text) <= limit:
        return text
    return f"{text[: _cut(text, limit - 1)].rstrip()}…"


def split(text: str, limit: int) -> Iterator[str]:
    """An escaped text in pieces of at most `limit` characters, none of them blank.

    Paragraphs are kept whole where they fit, then lines, sentences and words.
    """
    rest = text.strip()
    while len(rest) > limit:
        at = _cut(rest, limit)
        yield rest[:at].rstrip()
        rest = rest[at:].lstrip()
    if rest:
        yield rest


def pack(parts: Iterable[str], limit: int, between: str = "\n") -> Iterator[str]:
    """Escaped parts joined into as few texts of at most `limit` characters as order allows."""
    joined = ""
    for part in (piece for whole in parts for piece in split(whole, limit)):
        candidate = f"{joined}{between}{part}" if joined else part
        if len(candidate) <= limit:
            joined = candidate
            continue
        yield joined
        joined = part
    if joined:
        yield joined


def _cut(text: str, limit: int) -> int:
    """Where to cut: behind the last break that leaves at least half, never inside an entity."""
    for mark in _BREAKS:
        at = text.rfind(mark, limit // 2, limit)
        if at > 0:
            return at + len(mark.rstrip())
    opened = text.rfind("&", max(limit - _ENTITY + 1, 1), limit)
    is_inside = opened > 0 and ";" not in text[opened:limit]
    return opened if is_inside else limit
