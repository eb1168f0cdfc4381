"""Everyday words that mean the same when staff ask: `lad`, `kid` and `baby` are a child.

These are words of the language, not of the trade (the glossary has those). Each set shares one
mark, which is added to the stems of questions and entries alike; the words themselves stay.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from bot.answers.text import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SETS = """\
child children kid kids baby babies infant newborn toddler bairn youth youngster \
boy girl lad lass teen teenager pupil student son daughter
die died death dead dies dying deceased fatality fatal passed lost killed
kill killed killing murder murdered homicide manslaughter
suicide hanged hung suicidal
notify notified notification notifiable notifies
tell told inform informed report reported reporting contact ring call phone
hurt injured injury injuries harmed harm hurting wounded
severe serious seriously badly bad critical
parents parent mum dad mother father mam stepdad stepmum
family families relatives relative household
sibling siblings brother sister brothers sisters
worried concern concerned worry suspicion suspicious
deadline due limit long late soon quickly overdue
publish published publication publishing public website online
police officer cops cop policeman
hospital ward nurse doctor midwife paediatrician consultant health
school teacher nursery college headteacher
foster fostered fostering carer placement placed
court trial prosecution criminal prosecute prosecuted charged charge
abroad overseas foreign spain france holiday
wales scotland ireland
send submit submitted sent submitting file
fix correct amend change update wrong mistake error
fault blame blamed accountable liable
must required mandatory compulsory obliged legally
cost pay paid fee funding money
lead leads chair chairs run runs organise organises
start starts begin begins started
finish finished complete completed end ends
who whose whom
allegation accused allegations accusation
staff employee worker colleague colleagues employees
consent permission agree agreement
share sharing disclose pass
difference different same versus
evidence proof prove proven
sex sexual sexually rape raped
accident accidental accidentally
illness ill sick natural cancer disease
look find copy read see where
learn learning lesson lessons recommendations recommendation actions action
annual yearly year
old previous former earlier past
new latest current now
unsure sure certain doubt borderline
define definition meaning means mean explain what
choose chooses decide decides decision decided pick select choice
consider considers weigh criteria factors test threshold bar
recovered recover better fine well healed ok
deadline limit timescale days weeks months
passed gone missed over
job duty responsible responsibility role task
form online system portal notification
organisation agency service body
commission commissions commissioning arrange arranges set
need needs have
web page site
name names named who
number phone telephone ring
night evening weekend sunday saturday hours
head principal
steps process stages happens
copy cc
lives living live resident residence address
occurred happened happen incident
money budget
still yet already
refuse refuses refused disagree disagrees disagreement reject rejected
anonymous anonymously anonymise anonymised
"""


@cache
def _marks() -> Mapping[str, tuple[str, ...]]:
    marks: dict[str, tuple[str, ...]] = {}
    for line in _SETS.split("\n"):
        for word in dict.fromkeys(stem(word) for word in line.split()):
            marks[word] = (*marks.get(word, ()), f"={line.split()[0]}")
    return marks


def marked(stems: Iterable[str]) -> list[str]:
    """The stems, each followed by the marks of the sets that it is in."""
    marks = _marks()
    return [part for found in stems for part in (found, *marks.get(found, ()))]
