"""Every queued post can be drawn, and is drawn as things stand when it is sent."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import bot
from bot.guide.ports_outbox import Post
from bot.referrals.people import Person, Role
from bot.slack.render import TEMPLATES, Renderer, referrals_now
from tests.practice import HEALTH, ICB, MANAGER, TEACHER, Practice

if TYPE_CHECKING:
    from bot.slack.blocks.message import Message

QUEUED = re.compile(r"""["'](announce_again|announce|answer|again|help|logged|notice|walk)["']""")


def draw(practice: Practice, template: str, **codes: object) -> Message | None:
    """Draw one post."""
    post = Post("k", "l", "person:T:U", template, codes, practice.made.clock())
    return Renderer(practice.desk, practice.roles).message(post)


def test_every_template_that_is_queued_can_be_drawn() -> None:
    """What use cases and listeners name stands in the table."""
    folder = Path(bot.__file__).parent
    files = [*(folder / "guide").rglob("*.py"), *(folder / "slack" / "listeners").rglob("*.py")]
    named = {name for file in files for name in QUEUED.findall(file.read_text(encoding="utf-8"))}
    assert named <= set(TEMPLATES)
    assert {"announce", "announce_again", "answer", "logged", "notice", "walk"} <= named


@pytest.mark.parametrize("template", ["walk", "resume", "logged", "announce", "announce_again"])
def test_what_is_gone_is_drawn_as_gone(practice: Practice, template: str) -> None:
    """A post about a walk or referral that is no longer there becomes a notice with a way on."""
    message = draw(practice, template, walk="gone", referral="gone")
    assert message is not None
    assert "no longer here" in message.text


def test_a_card_shows_how_things_stand_when_it_is_sent(practice: Practice) -> None:
    """A referral taken before its announcement went out is announced as taken."""
    practice.log()
    with practice.made.store.unit() as unit:
        (referral,) = unit.referrals.logged_by(f"T0PRACTICE:{HEALTH}")
    before = draw(practice, "announce", referral=referral.id)
    practice.press(ICB, practice.slack.messages("C0PARTNERS")[-1], "referral.take")
    after = draw(practice, "announce", referral=referral.id)
    assert before is not None
    assert after is not None
    assert "Taken by" not in before.text
    assert "Taken by" in after.text
    assert draw(practice, "announce_again", referral=referral.id) is None


def test_the_list_of_referrals_follows_the_role(practice: Practice) -> None:
    """The referrer's own, everything for partners and the manager, nothing for others."""
    ref = practice.log()
    people = {
        HEALTH: Person(f"T0PRACTICE:{HEALTH}", Role.PRACTITIONER),
        ICB: Person(f"T0PRACTICE:{ICB}", Role.PARTNER, "icb"),
        MANAGER: Person(f"T0PRACTICE:{MANAGER}", Role.BUSINESS_MANAGER),
        TEACHER: Person(f"T0PRACTICE:{TEACHER}", Role.PRACTITIONER),
    }
    shown = {user: ref in referrals_now(practice.desk, who).text for user, who in people.items()}
    assert shown == {HEALTH: True, ICB: True, MANAGER: True, TEACHER: False}
