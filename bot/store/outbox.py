"""What is still to be shown in Slack: one lane a channel or person, each in order."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from bot.errors import NotFoundError
from bot.guide.ports_outbox import Post, PostState, QueuedPost
from bot.store import sql
from bot.store.columns import moment_from, moment_text, ordered_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.store.session import Row, Session

_ERROR_CODE = re.compile(r"[\w.:-]{0,80}", re.ASCII)
NO_CODE = "error_without_a_code"


class SqlOutbox:
    """`bot.guide.ports.Outbox` over SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, post: Post) -> None:
        """Queue a post; the same key again is nothing new."""
        self._session.first(
            sql.ADD_POST,
            post_key=post.key,
            lane=post.lane,
            dest=post.to,
            template=post.template,
            codes=ordered_json(dict(post.codes)),
            response_url=post.response_url,
            not_before=moment_text(post.not_before),
            thread_ts=post.thread_ts,
        )

    def take(self, now: datetime, busy_lanes: Sequence[str]) -> QueuedPost | None:
        """The oldest post that is due in a lane that is not busy, marked as being sent.

        One post of a lane at a time: while one is being sent, the next waits. A post that waits for
        another try holds its lane; a post queued for a later time does not.
        """
        busy = frozenset(busy_lanes)
        due = list(self._session.rows(sql.DUE_POSTS, now=moment_text(now)))
        for row in due:
            if row["lane"] not in busy:
                taken = self._session.first(sql.MARK_SENDING, id=row["id"])
                return _queued(taken) if taken else None
        return None

    def settle(
        self,
        post_id: int,
        state: PostState,
        *,
        receipt: str = "",
        error: str = "",
        not_before: datetime | None = None,
    ) -> None:
        """Note what became of a post; `WAITING` with `not_before` sends it again later.

        An `error` that is not a code is kept as `NO_CODE`: a sentence may quote what was typed.

        Raises:
            NotFoundError: There is no such post.
        """
        row = self._session.first(
            sql.SETTLE,
            id=post_id,
            state=state.value,
            receipt=receipt,
            last_error=error if _ERROR_CODE.fullmatch(error) else NO_CODE,
            not_before=moment_text(not_before) if not_before else None,
        )
        if row is None:
            raise NotFoundError("There is no such post.")

    def receipt(self, key: str) -> str:
        """`channel:ts` of the post with this key, or empty while it is not sent."""
        row = self._session.first(sql.RECEIPT, post_key=key)
        return str(row["receipt"]) if row else ""

    def codes_at(self, receipt: str) -> Mapping[str, object]:
        """The codes of the post that made the message at `channel:ts`; empty where none did."""
        row = self._session.first(sql.CODES_AT, receipt=receipt)
        return dict(json.loads(row["codes"])) if row else {}

    def interrupted(self) -> tuple[QueuedPost, ...]:
        """Posts that were being sent when the program last stopped; to be asked at the start."""
        return tuple(map(_queued, self._session.rows(sql.POSTS_BEING_SENT)))

    def next_due(self) -> datetime | None:
        """When `take` could next give a post, as far as the outbox knows; None: not by waiting."""
        row = self._session.first(sql.NEXT_DUE)
        return moment_from(row["due"]) if row and row["due"] else None

    def undelivered(self) -> tuple[QueuedPost, ...]:
        """Posts that need an operator: dead or unknown."""
        return tuple(map(_queued, self._session.rows(sql.POSTS_FOR_OPERATOR)))


def _queued(row: Row) -> QueuedPost:
    post = Post(
        key=row["post_key"],
        lane=row["lane"],
        to=row["dest"],
        template=row["template"],
        codes=json.loads(row["codes"]),
        not_before=moment_from(row["not_before"]),
        response_url=row["response_url"],
        thread_ts=row["thread_ts"],
    )
    return QueuedPost(
        id=row["id"],
        post=post,
        state=PostState(row["state"]),
        attempts=row["attempts"],
        last_error=row["last_error"],
        receipt=row["receipt"],
    )
