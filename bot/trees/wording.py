"""What the texts of a tree do to a tired reader, and whether they say what the rules say.

Codes, advisory but for T805: somebody has to read the sentence, and may find it right.
    D507 a text that names another number of days than the deadline beside it.
    T801 a sentence of more than 20 words.
    T802 two questions in one.
    T803 a question that says not twice.
    T804 a bare yes or no to a question that says not.
    T805 an answer without a letter or digit: its meaning hangs on a sign or a colour.
    T808 a question for what the guide never asks: who the child is.
    T809 a yes or no without an "I don't know".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.content.problems import Severity
from bot.trees.model import UNKNOWN
from bot.trees.references import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.trees.model import Duty, Fact, Rule, Tree

WORDS = 20
"""The most words of a sentence that is read in a hurry."""
Found = tuple[str, str, str, Severity]
"""The place, as `Tree.lines` names it; code; sentence; severity."""

_SENTENCE_END = re.compile(r"(?<=[.?!:;])\s+")
_REFERENCE = re.compile(r"\{[^}]*\}")
_NOT = re.compile(r"\b(?:not|never|nobody|nothing|none|without)\b|n't\b", re.IGNORECASE)
_OPENING = 5
"""A question that says not among its first words asks for the opposite."""
_PERSONAL = re.compile(
    r"\b(?:name of|full name|surname|date of birth|nhs number|home address|postcode)\b"
    r"|(?:child|parent|worker|person)(?:'s|s') (?:name|address)\b"
    r"|\bwhat is (?:his|her|their) (?:name|address)\b",
    re.IGNORECASE,
)
_DAYS = re.compile(r"\b(\d+|[a-z]+)[ -](?:working[ -])?days?\b", re.IGNORECASE)
_NUMBERS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
)


def check_wording(tree: Tree) -> Iterator[Found]:
    """Everything found about the texts of a tree, one after the other."""
    for place, text in dict.fromkeys(texts_of(tree)):
        yield from _long_sentences(place, text)
    for fact in tree.facts.values():
        for code, text in _in_question(fact):
            yield f"facts.{fact.id}", code, text, Severity.ADVISORY
        for label in fact.values.values():
            if not any(sign.isalnum() for sign in label):
                text = f"the answer '{label}' to '{fact.id}' has no word: say it in letters"
                yield f"facts.{fact.id}", "T805", text, Severity.ERROR
    for duty in tree.duties.values():
        for number, rule in enumerate(duty.rules):
            yield from _other_days(duty, rule, f"duties.{duty.id}.rules.{number}")


def _long_sentences(place: str, text: str) -> Iterator[Found]:
    for sentence in _SENTENCE_END.split(_REFERENCE.sub("it", text)):
        words = sentence.split()
        if len(words) > WORDS:
            start = " ".join(words[:4])
            found = f"a sentence has {len(words)} words; {WORDS} are enough: {start}..."
            yield place, "T801", found, Severity.ADVISORY


def _in_question(fact: Fact) -> Iterator[tuple[str, str]]:
    denied = len(_NOT.findall(fact.ask))
    opening = " ".join(fact.ask.split()[:_OPENING])
    if fact.ask.count("?") > 1:
        yield "T802", f"'{fact.id}' asks two questions in one"
    if denied > 1:
        yield "T803", f"the question '{fact.id}' says not twice"
    elif _NOT.search(opening) and {"Yes", "No"} <= set(fact.values.values()):
        yield "T804", f"'{fact.id}' says not, and a bare Yes or No to it can be taken either way"
    if _PERSONAL.search(fact.ask):
        yield "T808", f"'{fact.id}' seems to ask who somebody is: no name is ever asked for"
    if {"yes", "no"} <= fact.values.keys() and UNKNOWN not in fact.values:
        yield "T809", f"'{fact.id}' can be answered yes or no, and not with 'I don't know'"


def _other_days(duty: Duty, rule: Rule, place: str) -> Iterator[Found]:
    """Days in the wording of a rule that its deadline does not have."""
    deadline = rule.deadline
    allowed = set(_days([deadline.words])) | ({deadline.working_days} - {0})
    said = [rule.do or duty.do, duty.do_if_unsure, *(wording.do for wording in duty.do_when)]
    for number in dict.fromkeys(_days(said)):
        if allowed and number not in allowed:
            by = " or ".join(str(one) for one in sorted(allowed))
            days = "1 day" if number == 1 else f"{number} days"
            text = f"the wording of '{duty.id}' says {days}, and its deadline {by}"
            yield place, "D507", text, Severity.ADVISORY


def _days(texts: Iterable[str]) -> Iterator[int]:
    for text in texts:
        for number in _DAYS.findall(text):
            if number.isdecimal():
                yield int(number)
            elif number.lower() in _NUMBERS:
                yield _NUMBERS.index(number.lower())
