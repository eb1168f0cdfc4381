"""The outcome: numbered, strongest first, honest about what is not known and what was left out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.guide.walk_replies import DutyView, OutcomeView
from bot.slack.blocks.outcomes import (
    ROOMS,
    Detail,
    Room,
    based_on,
    duty_text,
    outcome_blocks,
    outcome_words,
)
from tests.slack.blocks.oracles import all_words

FULL = ROOMS[0]
DUTY = DutyView(
    id="notify_panel",
    title="Notify the Panel",
    who="the council",
    do="Send the online notification.",
    by_when="by *Thursday 24 December 2026*",
    counting="Friday counts as day 1.",
    because="What happened: died",
    sources=("must · Children Act 2004",),
    contact="The notifying lead",
    certain=True,
)
NONE = OutcomeView("Friday 18 December 2026", (), (), (), (), "", (), ())


def test_duties_are_numbered_through_all_groups() -> None:
    """Numbers run on from must to should to may; what comes first has none."""
    outcome = replace(NONE, first=(DUTY,), must=(DUTY, DUTY), should=(DUTY,), may=(DUTY,))
    drawn = all_words(outcome_blocks(outcome, FULL))
    for number in range(1, 5):
        assert f"*{number} Notify the Panel*" in drawn
    assert "*5 " not in drawn
    assert drawn.index("*First*\n\n*Notify the Panel*") < drawn.index("*1 ")


def test_a_duty_says_what_who_when_how_and_where_it_stands() -> None:
    """Title, who, date, how, contact and sources are there, in this order."""
    drawn = all_words(outcome_blocks(replace(NONE, must=(DUTY,)), FULL))
    parts = [
        "Notify the Panel",
        "the council",
        "By *Thursday 24 December 2026*",
        DUTY.do,
        DUTY.contact,
        "must: Children Act 2004",
    ]
    places = [drawn.index(part) for part in parts]
    assert places == sorted(places)


def test_reasons_and_counting_have_a_page_of_their_own() -> None:
    """The card is for what has to happen; why, and how the days were counted, is a press away."""
    drawn = all_words(outcome_blocks(replace(NONE, must=(DUTY,)), FULL))
    assert DUTY.because not in drawn
    assert DUTY.counting not in drawn


def test_sources_take_one_line_with_the_strongest_first() -> None:
    """Each source is named once, under how strongly it says it; one without a modal stands last."""
    lines = ("A page, part 2", "should · Working Together", "must · Act, s1", "must · GOV.UK")
    duty = replace(DUTY, sources=lines, checked="Checked on 23 November 2026.")

    assert based_on(duty) == (
        "must: Act, s1; GOV.UK · should: Working Together · A page, part 2 "
        "Checked on 23 November 2026."
    )


def test_the_day_of_the_check_is_said_once_where_it_is_the_same() -> None:
    """Once at the end for all sources; with each duty where the days differ."""
    first, other = (replace(DUTY, checked=f"Checked on {day} November 2026.") for day in (23, 24))
    same = all_words(outcome_blocks(replace(NONE, must=(first, first)), FULL))
    apart = all_words(outcome_blocks(replace(NONE, must=(first, other)), FULL))

    assert same.count("Checked on") == 1
    assert same.endswith(first.checked)
    assert (apart.count(first.checked), apart.count(other.checked)) == (1, 1)


def test_a_contact_is_explained_once() -> None:
    """Named again it stands without what is in brackets; not at all where it is who has to act."""
    long = replace(DUTY, contact="the partners (A, B and C)")
    own = replace(long, who="The partners")
    drawn = all_words(outcome_blocks(replace(NONE, must=(long, long, own)), FULL))

    assert drawn.count("Contact: the partners (A, B and C)") == 1
    assert drawn.count("Contact: the partners") == 2


def test_when_is_not_said_twice() -> None:
    """A last sentence that is the time limit is left out; one that only ends like it stays."""
    repeated = replace(DUTY, by_when="no date: they decide", do="Wait. No date: they decide.")
    longer = replace(DUTY, by_when="today", do="Ring today; at the latest today.")
    drawn = all_words(outcome_blocks(replace(NONE, must=(repeated, longer)), FULL))

    assert drawn.casefold().count("no date: they decide") == 1
    assert longer.do in drawn


@pytest.mark.parametrize("detail", Detail)
def test_what_is_not_certain_is_said_at_every_length(detail: Detail) -> None:
    """A duty that rests on "I don't know" is worded "treat as", with its strength."""
    unsure = replace(DUTY, certain=False)
    assert "*Treat as: must.* You said you do not know" in duty_text(
        unsure, detail, strength="Must"
    )
    assert "Treat as" not in duty_text(DUTY, detail, strength="Must")


@pytest.mark.parametrize("room", ROOMS)
def test_no_length_loses_what_who_when_and_whom_to_ask(room: Room) -> None:
    """Whatever is left out for room, every duty keeps its title, who, date and contact."""
    outcome = replace(NONE, first=(DUTY,), must=(DUTY,), should=(DUTY,), may=(DUTY,))
    drawn = all_words(outcome_blocks(outcome, room))
    for words in (DUTY.title, DUTY.who, "*Thursday 24 December 2026*", DUTY.contact):
        assert drawn.count(words) == 4


@pytest.mark.parametrize("room", [room for room in ROOMS if room.rest >= Detail.SOURCED])
def test_every_source_stands_with_its_strength(room: Room) -> None:
    """As long as there is room for sources, each duty names them and how strongly they say it."""
    outcome = replace(NONE, must=(DUTY,), should=(DUTY,))
    assert all_words(outcome_blocks(outcome, room)).count("must: Children Act 2004") == 2


@pytest.mark.parametrize("room", ROOMS)
def test_what_is_left_out_is_said(room: Room) -> None:
    """A shortened outcome says so and where all of it is; a full one does not."""
    drawn = all_words(outcome_blocks(replace(NONE, must=(DUTY,)), room))
    assert ("Copy as text" in drawn) == room.is_cut == (room != FULL)


def test_less_room_draws_less() -> None:
    """Every step down the ladder leaves something out, so the first that fits says the most."""
    outcome = replace(NONE, must=(DUTY, DUTY), should=(DUTY,))
    lengths = [len(all_words(outcome_blocks(outcome, room))) for room in ROOMS[1:-1]]
    assert lengths == sorted(set(lengths), reverse=True)


def test_a_person_must_decide_stands_before_the_duties() -> None:
    """A hand-off is drawn above must, its first words in bold."""
    outcome = replace(NONE, handoff="A person must decide: unclear. Ask: the lead.", must=(DUTY,))
    drawn = all_words(outcome_blocks(outcome, FULL))
    assert drawn.index("*A person must decide:* unclear. Ask: the lead.") < drawn.index("*Must*")


def test_no_duty_is_told_with_its_reasons() -> None:
    """Where nothing is owed the reasons stand there; without reasons, whom to ask."""
    reasons = replace(NONE, nothing=("Harm below serious harm is not notified.",))
    assert "• Harm below serious harm" in all_words(outcome_blocks(reasons, FULL))
    assert "talk to a person" in all_words(outcome_blocks(NONE, FULL))
    owed = all_words(outcome_blocks(replace(reasons, must=(DUTY,)), FULL))
    assert "below serious harm" not in owed


def test_a_number_is_not_repeated() -> None:
    """A contact whose number already stands in the text is not given twice."""
    told = replace(DUTY, do="Ring 01226 772423.", contact="Front door: 01226 772423 (weekdays)")
    assert "Contact:" not in duty_text(told, Detail.EVERYTHING)
    assert "Contact: Front door" in duty_text(replace(told, do="Ring now."), Detail.EVERYTHING)


def test_the_outcome_reads_well_aloud() -> None:
    """The plain text names every duty with strength, who and date, without marks."""
    outcome = replace(NONE, must=(DUTY,), should=(replace(DUTY, certain=False),))
    assert outcome_words(outcome) == (
        "What has to happen, based on your answers, Friday 18 December 2026. "
        "Must: Notify the Panel, the council, by Thursday 24 December 2026. "
        "Should: Treat as: Notify the Panel, the council, by Thursday 24 December 2026."
    )
