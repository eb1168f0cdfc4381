"""What looks like a personal identifier: a nudge for the person who types, never a gate.

Names, schools and streets are what people type most, and nothing light finds them. So the product
asks in a way that needs no name, and this only points at the few things that have a form. A finding
says what kind it is and never holds what was found.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

import phonenumbers
from stdnum.gb import nhs, upn

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator


class Kind(StrEnum):
    """Which kind of identifier."""

    NHS_NUMBER = "nhs_number"
    UPN = "upn"
    NI_NUMBER = "ni_number"
    EMAIL = "email"
    PHONE = "phone"
    POSTCODE = "postcode"
    DATE_OF_BIRTH = "date_of_birth"


WORDS = {
    Kind.NHS_NUMBER: "This looks like an NHS number. Take it out: it is not needed here.",
    Kind.UPN: "This looks like a unique pupil number. Take it out: it is not needed here.",
    Kind.NI_NUMBER: "This looks like a National Insurance number. It is not needed here.",
    Kind.EMAIL: "This looks like an email address. Take it out if it is not your own.",
    Kind.PHONE: "This looks like a phone number. Take it out if it is not your own.",
    Kind.POSTCODE: "This looks like a postcode. Take it out: it is not needed here.",
    Kind.DATE_OF_BIRTH: "This looks like a date of birth. Give an age instead.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that looks like an identifier.

    Attributes:
        kind: See `Kind`.
        words: A sentence for the person who typed it.
    """

    kind: Kind
    words: str


# Three blocks with one kind of separator or none; not inside a longer run of digits, after +44, or
# before the decimals of a Slack timestamp. Nine in a hundred random ten-digit numbers pass the
# check digit, so a run without its usual spaces counts only beside the word "NHS".
_NHS = re.compile(
    r"(?<![\d.+])(?<!\+44[ -])(?<!\d-)(?<!\d{3} )"
    r"(\d{3})([ -]?)(\d{3})\2(\d{4})(?!\d)(?!-\d)(?! \d{3})(?!\.\d)"
)
_NHS_CONTEXT = re.compile(r"\bnhs\b", re.IGNORECASE)
_NHS_WITHIN = 40
_UPN = re.compile(r"(?<![A-Z0-9])[A-Z]\d{11}[A-Z0-9](?![A-Z0-9])", re.IGNORECASE)
# Any two letters: wider than HMRC's list, because temporary numbers point at a person too.
_NI = re.compile(r"(?<![A-Z0-9])[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![A-Z0-9])", re.IGNORECASE)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_POSTCODE = re.compile(
    r"(?<![A-Z0-9])[A-Z]{1,2}\d[A-Z\d]? (\d[ABD-HJLNP-UW-Z]{2})(?![A-Z0-9])", re.IGNORECASE
)
_ORDINAL = re.compile(r"1st|2nd|3rd|[4-9]th")

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(
    r"(?<![\d/.-])(?:(?P<d1>\d{1,2})(?P<mark>[/.-])(?P<m1>\d{1,2})(?P=mark)(?P<y1>\d{4}|\d{2})"
    r"|(?P<y2>\d{4})-(?P<m2>\d{2})-(?P<d2>\d{2})"
    r"|(?P<d3>\d{1,2})(?:st|nd|rd|th)?(?: of)? "
    r"(?P<month_word>(?:" + "|".join(_MONTHS) + r")[a-z]{0,6}),? (?P<y3>\d{4}|\d{2}))(?!\d)",
    re.IGNORECASE,
)
_DAYS, _MONTH_NAMES, _YEARS = ("d1", "d2", "d3"), ("m1", "m2", "month_word"), ("y1", "y2", "y3")
_BIRTH = re.compile(r"\b(?:born|birth|birthday|dob|d\.o\.b)\b", re.IGNORECASE)
_NOT_BIRTH = re.compile(
    r"\b(?:on|by|due|until|till|since|from|after|before|review|deadline|meeting|dated|aware|died|"
    r"death|seen|visit|visited|admitted|injured|incident|reported|notified|told|logged)\b",
    re.IGNORECASE,
)
_DATE_WITHIN = 30
_DATE_AFTER = 12
_OLDEST_YEAR = 1900
_THIS_CENTURY = 2000
_TWO_DIGITS = 2


def find_identifiers(
    text: str, known_numbers: Collection[str] = (), known_emails: Collection[str] = ()
) -> tuple[Finding, ...]:
    """Name the kinds of identifier that a text seems to hold, each once.

    Args:
        text: What somebody typed.
        known_numbers: Public phone numbers, such as the area's helplines: not findings.
        known_emails: Public addresses, likewise.

    >>> [finding.kind.value for finding in find_identifiers("Child A, NHS no 9990000018")]
    ['nhs_number']
    """
    plain = unicodedata.normalize("NFKC", text)
    found = {
        Kind.NHS_NUMBER: _has_nhs_number(plain),
        Kind.UPN: any(map(_is_upn, _UPN.findall(plain))),
        Kind.NI_NUMBER: _NI.search(plain) is not None,
        Kind.EMAIL: _has_email(plain, known_emails),
        Kind.PHONE: _has_phone(plain, known_numbers),
        Kind.POSTCODE: any(map(_is_postcode, _POSTCODE.finditer(plain))),
        Kind.DATE_OF_BIRTH: any(_is_birth(plain, match) for match in _DATE.finditer(plain)),
    }
    return tuple(Finding(kind, WORDS[kind]) for kind in Kind if found[kind])


def _has_nhs_number(text: str) -> bool:
    for match in _NHS.finditer(text):
        digits = "".join(match.group(1, 3, 4))
        if len(set(digits)) > 1 and nhs.is_valid(digits):
            near = text[max(0, match.start() - _NHS_WITHIN) : match.end() + _NHS_WITHIN]
            if match[2] or _NHS_CONTEXT.search(near):
                return True
    return False


def _is_upn(text: str) -> bool:
    # The check letter alone: stdnum's list of authorities misses the ones made since 2011.
    number = text.upper()
    return bool(number[0] == upn.calc_check_digit(number[1:]))


def _is_postcode(match: re.Match[str]) -> bool:
    # "room b1 2nd floor" is not one; people write postcodes in capitals or in small letters.
    return not _ORDINAL.fullmatch(match[1])


def _has_email(text: str, known: Collection[str]) -> bool:
    public = {address.casefold() for address in known}
    return any(address.casefold() not in public for address in _EMAIL.findall(text))


def _has_phone(text: str, known: Collection[str]) -> bool:
    public = set(_parsed(known))
    matches = phonenumbers.PhoneNumberMatcher(text, "GB")
    return any(_plain(match.number) not in public for match in matches)


def _parsed(numbers: Iterable[str]) -> Iterator[tuple[int | None, int | None]]:
    for number in numbers:
        with suppress(phonenumbers.NumberParseException):
            yield _plain(phonenumbers.parse(number, "GB"))


def _plain(number: phonenumbers.PhoneNumber) -> tuple[int | None, int | None]:
    return number.country_code, number.national_number


def _is_birth(text: str, match: re.Match[str]) -> bool:
    """Whether a date seems to be of birth.

    A word for birth beside it decides. Without one, a date in figures counts unless a word before
    it says what else it is ("died on", "review due"); a date in words does not.
    """
    if not _is_real_date(match):
        return False
    before = text[max(0, match.start() - _DATE_WITHIN) : match.start()]
    after = text[match.end() : match.end() + _DATE_AFTER]
    if _BIRTH.search(before) or _BIRTH.search(after):
        return True
    looks_like_a_version = match["mark"] == "." and len(match["y1"]) == _TWO_DIGITS
    in_figures = match["month_word"] is None and not looks_like_a_version
    return in_figures and not _NOT_BIRTH.search(before)


def _is_real_date(match: re.Match[str]) -> bool:
    day, month, year = (
        next(filter(None, match.group(*names))) for names in (_DAYS, _MONTH_NAMES, _YEARS)
    )
    number = int(month) if month.isdecimal() else _MONTHS.index(month[:3].lower()) + 1
    full_year = int(year) + (_THIS_CENTURY if len(year) == _TWO_DIGITS else 0)
    try:
        return date(full_year, number, int(day)).year >= _OLDEST_YEAR
    except ValueError:
        return False
