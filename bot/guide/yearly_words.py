"""What the yearly report says: its sections, its tables and the words of their lines.

Sources: facts F2.05 with facts-audit row 9 (five working days: must), rows 13 and 14 (fifteen: the
Panel expects it, from the notification), row 22 (six months: not confirmed), F7.02 (partners check
how far improvements have been carried out), F7.04 (partners report every twelve months), F7.17
(national series count differently).
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.guide.reviewing.words import CHOICE_WORDS, RESULT_WORDS, REVIEW_WORDS
from bot.referrals.decisions import DISAGREED, OVERTAKEN
from bot.referrals.figures import MONTHS, NOT_SAID, QUARTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.content.area import Area
    from bot.trees.model import Fact


@dataclass(frozen=True, slots=True)
class Placed:
    """A table in its place.

    Attributes:
        id: The table's id in `bot.referrals.figures`.
        title: What it counts.
        note: How to read it, or empty.
        is_charted: Whether a chart stands beside it.
    """

    id: str
    title: str
    note: str = ""
    is_charted: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A section in its place."""

    id: str
    title: str
    intro: str
    sheets: tuple[Placed, ...]


KEY = (
    ("Referrals logged", "referrals"),
    ("Notifications recorded", "notifications"),
    ("of them within five working days", "notified.in_time"),
    ("Local reviews commissioned", "local_review.commissioned"),
    ("Recommendations made", "recommendations"),
    ("Actions agreed", "actions"),
)
SECTIONS = (
    Part(
        "referrals",
        "Referrals",
        "Referrals that staff logged for the safeguarding partners, by the day of logging. "
        "What happened is as the referrer described it.",
        (
            Placed("month", "By month", is_charted=True),
            Placed("event", "What happened", is_charted=True),
            Placed("age_band", "Age when it happened", is_charted=True),
            Placed("setting", "Where the child was cared for", is_charted=True),
            Placed(
                "role", "Who referred", "As the referrer described themselves.", is_charted=True
            ),
        ),
    ),
    Part(
        "decisions",
        "Decisions of the three partners",
        "Rounds of votes that ended in the year. A decision needs all three partners.",
        (
            Placed("criteria", "Are the criteria for notifying met?"),
            Placed("outcome", "What follows the rapid review?"),
            Placed("publication", "Is the local review's report published?"),
            Placed("closing", "Is the referral closed?"),
        ),
    ),
    Part(
        "deadlines",
        "Notification and rapid review",
        "Notifications to the Panel that the council recorded in the year.",
        (
            Placed(
                "notified",
                "Notified within five working days",
                "The council must notify the Panel within five working days of becoming aware. "
                "Counted to the last day: the day of becoming aware is not counted.",
                is_charted=True,
            ),
            Placed(
                "rapid_review",
                "Rapid review within fifteen working days",
                "The Panel expects a rapid review within 15 working days of the notification.",
                is_charted=True,
            ),
            Placed(
                "not_notified",
                "Still to be notified on the day of this report",
                "Begun in the year or before. A duty may end without a notification, where the "
                "partners agree that the criteria are not met.",
            ),
        ),
    ),
    Part(
        "reviews",
        "Reviews",
        "Local reviews of this partnership, and published reviews that it learns from.",
        (
            Placed(
                "local_review",
                "Local reviews",
                "Six months is the time expected; it is not confirmed in the current guidance.",
            ),
            Placed("entered", "Reviews published in the year that were entered here"),
        ),
    ),
    Part(
        "learning",
        "Learning",
        "What we said we would do, and whether we did. Partners should check at regular intervals "
        "how far improvements have been carried out.",
        (
            Placed(
                "progress",
                "Actions agreed in the year",
                "As they stand on the day of this report.",
                is_charted=True,
            ),
            Placed(
                "assurance",
                "Assurance given in the year",
                "Somebody who does not own the action looked whether the change is embedded.",
                is_charted=True,
            ),
            Placed("recommendation", "Recommendations made in the year, by what they follow"),
            Placed("owner", "Actions agreed in the year, by who owns them"),
        ),
    ),
)
TITLES: Mapping[str, str] = MappingProxyType(
    {
        "referrals": "All referrals",
        "rounds.criteria": "All rounds",
        "rounds.outcome": "All rounds",
        "rounds.publication": "All rounds",
        "rounds.closing": "All rounds",
        "notifications": "All notifications recorded",
        "reviews_entered": "All reviews entered",
        "recommendations": "All recommendations",
        "actions": "All actions",
        "assurances": "All looks",
    }
)
MARK = "[c]"
MARK_WORDS = (
    f"{MARK} stands for a number that is left out so that nobody can be recognised: 1 to 4, or a "
    "number that would give one away. Nought is printed."
)
NOTES = (
    "The figures come from this partnership's own register. National figures count differently.",
    "They count what was recorded in the year. A later report on the same year can differ.",
)
_MONTH_WORDS = (
    *("April", "May", "June", "July", "August", "September"),
    *("October", "November", "December", "January", "February", "March"),
)
_QUARTER_WORDS = (
    *("April to June", "July to September"),
    *("October to December", "January to March"),
)
_TIMELY = {
    "in_time": "In time",
    "late": "Late",
    "not_known": "No last day is known",
    "owed_in_time": "Not yet done, still in time",
    "owed_late": "Not yet done, and late",
    "owed_no_date": "Not yet done, no last day is known",
    "no_longer_owed": "No longer owed: criteria not met",
}
_WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "month": dict(zip(MONTHS, _MONTH_WORDS, strict=True)),
        "quarter": dict(zip(QUARTERS, _QUARTER_WORDS, strict=True)),
        "notified": _TIMELY,
        "not_notified": _TIMELY,
        "rapid_review": _TIMELY,
        "local_review": {
            "commissioned": "Commissioned in the year",
            "published": "Published in the year",
            "not_published": "Decided in the year not to publish",
            "running": "Under way on the day of this report, in time",
            "running_late": "Under way on the day of this report, and late",
        },
        "entered": {kind.value: words for kind, words in REVIEW_WORDS.items()},
        "recommendation": {
            "referral": "A referral of this partnership",
            **{kind.value: f"{words}, published" for kind, words in REVIEW_WORDS.items()},
        },
        "progress": {
            "open": "To do, in time",
            "open_late": "To do, and late",
            "done": "Done, not yet found embedded",
            "assured": "Done and found embedded",
            "dropped": "Dropped",
        },
        "assurance": {result.value: words for result, words in RESULT_WORDS.items()},
    }
)
_DECIDED = {
    **CHOICE_WORDS,
    DISAGREED: "The partners differed: it stayed open",
    OVERTAKEN: "Overtaken: the referral changed before the third vote",
}
_DECISIONS = frozenset({"criteria", "outcome", "publication", "closing"})
_OWNERS = {
    "school": "Schools and colleges",
    "health_provider": "A health provider",
    "partnership": "The partnership together",
    "other": "Another organisation",
}


def words_of(area: Area, facts: Mapping[str, Fact]) -> Callable[[str, str], str]:
    """The words for a code of a table; a code that nobody has words for stands as it is.

    Args:
        area: Names the partners.
        facts: The facts of the main tree, with the words of their answers.
    """
    owners = {**_OWNERS, **{id_: partner.name for id_, partner in area.partners.items()}}

    def words(table: str, code: str) -> str:
        if code == NOT_SAID:
            return "Not said"
        if table in facts:
            known: Mapping[str, str] = {**facts[table].short, "unknown": "Not known"}
        elif table in _DECISIONS:
            known = _DECIDED
        else:
            known = owners if table == "owner" else _WORDS.get(table, {})
        found = known.get(code) or code.replace("_", " ")
        return found[:1].upper() + found[1:]

    return words
