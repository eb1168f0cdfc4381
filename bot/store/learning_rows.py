"""What was learned as columns, and back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.referrals.learning import (
    ActionState,
    AgreedAction,
    Assurance,
    PublishedReview,
    Recommendation,
    Result,
    ReviewKind,
)
from bot.store.columns import day_from, day_text, moment_from, moment_text

if TYPE_CHECKING:
    from bot.store.session import Row, Value


def review_from(row: Row) -> PublishedReview:
    """A published review from its row."""
    return PublishedReview(
        id=row["id"],
        key=row["idem_key"],
        kind=ReviewKind(row["kind"]),
        published_on=date.fromisoformat(row["published_on"]),
        entered_by=row["entered_by"],
        entered_at=moment_from(row["entered_at"]),
    )


def recommendation_from(row: Row) -> Recommendation:
    """A recommendation from its row."""
    return Recommendation(
        id=row["id"],
        referral_id=row["referral_id"] or "",
        review_id=row["review_id"] or "",
        made_by=row["made_by"],
        made_at=moment_from(row["made_at"]),
    )


def action_columns(action: AgreedAction) -> dict[str, Value]:
    """Every column of a new action but its place."""
    return changing_action(action) | {
        "id": action.id,
        "recommendation_id": action.recommendation_id,
        "referral_id": action.referral_id or None,
        "owner": action.owner,
        "owner_person": action.owner_person,
        "due_on": day_text(action.due_on),
        "version": action.version,
        "agreed_at": moment_text(action.agreed_at),
    }


def changing_action(action: AgreedAction) -> dict[str, Value]:
    """The columns of an action that change."""
    next_on = {ActionState.OPEN: action.due_on, ActionState.DONE: action.assure_on}
    return {
        "state": action.state.value,
        "assure_on": day_text(action.assure_on),
        "done_on": day_text(action.done_on),
        "done_by": action.done_by,
        "next_on": day_text(next_on.get(action.state)),
    }


def action_from(row: Row) -> AgreedAction:
    """An action from its row."""
    return AgreedAction(
        id=row["id"],
        recommendation_id=row["recommendation_id"],
        referral_id=row["referral_id"] or "",
        owner=row["owner"],
        owner_person=row["owner_person"],
        due_on=date.fromisoformat(row["due_on"]),
        assure_on=date.fromisoformat(row["assure_on"]),
        state=ActionState(row["state"]),
        version=row["version"],
        agreed_at=moment_from(row["agreed_at"]),
        done_on=day_from(row["done_on"]),
        done_by=row["done_by"],
    )


def assurance_from(row: Row) -> Assurance:
    """What somebody found, from its row."""
    return Assurance(
        id=row["id"],
        action_id=row["action_id"],
        result=Result(row["result"]),
        assured_by=row["assured_by"],
        partner=row["partner"],
        at=moment_from(row["at"]),
        next_on=day_from(row["next_on"]),
    )
