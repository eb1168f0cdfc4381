"""Who is told when a referral changes: its referrer, the partners' channel, whoever has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.guide.codes import as_codes
from bot.guide.ports import Post
from bot.guide.replies import Notice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.guide.desk import Desk
    from bot.guide.ports import Unit
    from bot.referrals.model import Referral


def redraw_announcement(desk: Desk, unit: Unit, referral: Referral, key: str) -> None:
    """Bring the card in the partners' channel up to date, where it has been posted."""
    posted = unit.outbox.receipt(f"announce:{referral.id}")
    if posted:
        unit.outbox.add(
            Post(
                f"announce:{key}",
                f"channel:{desk.policy.partners_channel}",
                f"card:{posted}",
                "announce",
                {"referral": referral.id},
                not_before=desk.now(),
            )
        )


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
