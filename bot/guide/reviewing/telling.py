"""Who is told when a referral changes: its referrer, the partners' channel, whoever has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.guide.codes import as_codes
from bot.guide.ports_outbox import Post
from bot.guide.replies import Notice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.guide.desk import Desk
    from bot.guide.ports import Unit
    from bot.referrals.model import Referral


def redraw_announcement(desk: Desk, unit: Unit, referral: Referral, key: str) -> None:
    """Bring the cards in the partners' channel up to date: the first one, and the reminder's."""
    for copy in announced(unit, referral.id):
        redraw_copy(desk, unit, referral.id, (key, copy))


def announced(unit: Unit, referral_id: str) -> tuple[str, ...]:
    """Where a referral's cards stand in the channel, as `channel:ts`, as far as that is known."""
    kinds = ("announce", "announce_again")
    posted = (unit.outbox.receipt(f"{kind}:{referral_id}") for kind in kinds)
    return tuple(filter(None, posted))


def redraw_copy(desk: Desk, unit: Unit, referral_id: str, where: tuple[str, str]) -> None:
    """Bring one card up to date, once for a request.

    Args:
        desk: What use cases work with.
        unit: The open unit of work.
        referral_id: Which referral.
        where: What makes the request unique, and where the card stands.
    """
    key, copy = where
    post = Post(
        f"announce:{key}:{copy}",
        f"channel:{desk.policy.partners_channel}",
        f"card:{copy}",
        "announce",
        {"referral": referral_id},
        not_before=desk.now(),
    )
    unit.outbox.add(post)


def tell_referrer(desk: Desk, unit: Unit, referral: Referral, text: str, key: str) -> None:
    """Tell the referrer what changed, in curated words."""
    person = f"person:{referral.logged_by}"
    told = Notice(f"{referral.ref}: {text}")
    unit.outbox.add(
        Post(f"told:{key}", person, person, "notice", as_codes(told), not_before=desk.now())
    )


def tell_channel(
    desk: Desk, unit: Unit, template: str, codes: Mapping[str, object], key: str
) -> None:
    """Post something to the partners' channel, where there is one."""
    if not desk.policy.partners_channel:
        return
    channel = f"channel:{desk.policy.partners_channel}"
    unit.outbox.add(
        Post(f"{template}:{key}", channel, channel, template, codes, not_before=desk.now())
    )


def tell_lead(
    desk: Desk, unit: Unit, referral: Referral, template: str, key: str, codes: Mapping[str, object]
) -> None:
    """Post something to whoever has the referral, in person."""
    if not referral.taken_person:
        return
    person = f"person:{referral.taken_person}"
    unit.outbox.add(
        Post(f"{template}:lead:{key}", person, person, template, codes, not_before=desk.now())
    )
