"""Identifiers with a form are named by kind; ordinary words and public numbers are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.gb import nhs

from bot.privacy.identifiers import WORDS, Kind, find_identifiers
from tests.strategies import anything_typed

# 999 numbers are valid and never issued; QQ is no National Insurance prefix; ZZ99 is nobody's
# postcode; example.org is reserved; the phone numbers are public helplines.
FOUND = [
    ("NHS no 9990000018", Kind.NHS_NUMBER),
    ("nhs number: 9990000018", Kind.NHS_NUMBER),
    ("9990000018 is the NHS number", Kind.NHS_NUMBER),
    ("999 000 0018", Kind.NHS_NUMBER),
    ("999-000-0018", Kind.NHS_NUMBER),
    ("999\u00a0000\u00a00018", Kind.NHS_NUMBER),
    ("child 2 999 000 0018 lives there", Kind.NHS_NUMBER),
    ("(999 000 0018)", Kind.NHS_NUMBER),
    ("pupil H801200001001", Kind.UPN),
    ("h801200001001", Kind.UPN),
    ("NI QQ123456C", Kind.NI_NUMBER),
    ("qq 12 34 56 c", Kind.NI_NUMBER),
    ("write to a.person@example.org", Kind.EMAIL),
    ("<mailto:a@example.org|a@example.org>", Kind.EMAIL),
    ("ring 0808 800 5000", Kind.PHONE),
    ("ring +44 808 800 5000", Kind.PHONE),
    ("(0114) 220 2020", Kind.PHONE),
    ("lives at ZZ99 3WZ", Kind.POSTCODE),
    ("zz99 3wz", Kind.POSTCODE),
    ("dob 03/04/2016", Kind.DATE_OF_BIRTH),
    ("D.O.B. 3.4.16", Kind.DATE_OF_BIRTH),
    ("born 3rd April 2016", Kind.DATE_OF_BIRTH),
    ("born on 3 Apr 16", Kind.DATE_OF_BIRTH),
    ("03/04/2016 (DOB)", Kind.DATE_OF_BIRTH),
    ("Child A 03-04-2016", Kind.DATE_OF_BIRTH),
    ("date of birth 2016-04-03", Kind.DATE_OF_BIRTH),
]
QUIET = [
    "9990000018",
    "999 000 0019",
    "000 000 0000",
    "1111111111 on the NHS form",
    "NHS order 99900000180",
    "1732654321.123456 from the NHS channel",
    "https://team.example/archives/C0123/p1732654321123456",
    "+44 999 000 0018",
    "0999 000 0018",
    "card 1234 999 000 0018",
    "UPRN 100050359718",
    "ISBN 978-1-4731-2345-6",
    "X801200001001",
    "AB12CD",
    "room b1 2nd floor",
    "Room B12 and E17",
    "the LS1 hub",
    "somebody @ the school",
    "<@U0123ABCD> said so",
    "review due 13/08/2026",
    "died on 03/04/2016",
    "aware since 18 December 2026",
    "3 April 2016",
    "31/02/2016 is no day",
    "version 12.3.45",
    "address 192.168.10.12",
    "ring 999, or 101",
    "SG-2026-0001",
    "s16C(1) and chapter 5, paragraphs 12-14",
    "a 7 year old boy and his sister, 14",
]


def kinds(text: str, **known: list[str]) -> list[Kind]:
    """The kinds found in a text."""
    return [finding.kind for finding in find_identifiers(text, **known)]


@pytest.mark.parametrize(("text", "kind"), FOUND)
def test_identifier_is_named(text: str, kind: Kind) -> None:
    """Each form of an identifier is named by its kind, and by nothing else."""
    assert kinds(text) == [kind]


@pytest.mark.parametrize("text", QUIET)
def test_ordinary_words_are_left_alone(text: str) -> None:
    """What only resembles an identifier is not one."""
    assert kinds(text) == []


def test_public_numbers_are_left_alone_however_they_are_written() -> None:
    """A helpline of the area is no finding, with or without spaces or country code."""
    known = ["0808 800 5000", "101", "not a number"]
    for text in ("0808 800 5000", "08088005000", "+448088005000"):
        assert kinds(text, known_numbers=known) == []
    assert kinds("0808 800 5000, 0800 028 0285", known_numbers=known) == [Kind.PHONE]


def test_public_addresses_are_left_alone() -> None:
    """A published mailbox is no finding, in any case of letters; another one is."""
    known = ["help@example.org"]
    assert kinds("Help@Example.org", known_emails=known) == []
    assert kinds("help@example.org, me@example.org", known_emails=known) == [Kind.EMAIL]


def test_each_kind_is_named_once_in_order() -> None:
    """Many findings of a kind are one sentence, and the order is that of the kinds."""
    text = "dob 03/04/2016, b@example.org, c@example.org, NHS 9990000018 or 9990000026"
    assert kinds(text) == [Kind.NHS_NUMBER, Kind.EMAIL, Kind.DATE_OF_BIRTH]


@given(st.lists(st.sampled_from([text for text, _ in FOUND]), max_size=6), anything_typed)
def test_findings_hold_no_word_of_the_text(parts: list[str], rest: str) -> None:
    """A finding is one of the fixed sentences, whatever was typed."""
    for finding in find_identifiers("\n".join([*parts, rest])):
        assert finding.words == WORDS[finding.kind]


@given(st.integers(0, 9_999_998), st.sampled_from(["", " ", "-"]))
def test_every_valid_number_beside_its_name_is_found(serial: int, mark: str) -> None:
    """Every valid NHS number of the test range is found beside the letters NHS, however grouped."""
    digits = f"999{serial:07d}"
    text = f"NHS {digits[:3]}{mark}{digits[3:6]}{mark}{digits[6:]}"
    assert (Kind.NHS_NUMBER in kinds(text)) == nhs.is_valid(digits)


@given(anything_typed)
def test_nothing_typed_breaks_it(text: str) -> None:
    """Whatever is typed, the search ends with an answer."""
    find_identifiers(text)


def test_every_kind_has_a_short_sentence() -> None:
    """Each kind has a sentence, and none is over 20 words."""
    assert set(WORDS) == set(Kind)
    for words in WORDS.values():
        assert all(len(sentence.split()) <= 20 for sentence in words.split(". "))
