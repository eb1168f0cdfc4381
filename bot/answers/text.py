"""Words out of what people type: invisible characters, case, contractions, sentences, stems.

```
"He won't wake up!!" -> clean, words, spoken -> he will not wake up
"notifications"      -> stem                -> notif
```
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MAX_QUESTION = 500
"""Characters of a question that are searched for; safety rules read all of it."""

_HIDDEN = {"Cf", "Cc", "Co", "Cs", "Cn"}
_APOSTROPHE = re.compile("['\u2018\u2019\u02bc`\u00b4]")
_LONG_RUN = re.compile(r"([a-z])\1{2,}")
_WORD = re.compile(r"[a-z0-9]+")
_SENTENCE_END = re.compile(r"[.?!;\n\r]+")
_SECTION = re.compile(r"\b(?:s|ss|sec|section|sections)[ .]*(\d+[a-z]{0,2})\b")
_AGE = re.compile(r"\b(\d{1,2})[ -]?(?:y/?o|yrs?[ -]?old)\b")
_GLUED = re.compile(r"\b(\d{1,3})(yrs?|mths?|months?|wks?|weeks?|days?|hrs?|mins?)\b")

_SPOKEN = {
    "isnt": "is not",
    "aint": "is not",
    "arent": "are not",
    "wasnt": "was not",
    "werent": "were not",
    "wont": "will not",
    "cant": "can not",
    "cannot": "can not",
    "doesnt": "does not",
    "dont": "do not",
    "didnt": "did not",
    "hasnt": "has not",
    "havent": "have not",
    "hadnt": "had not",
    "wouldnt": "would not",
    "couldnt": "could not",
    "shouldnt": "should not",
    "hes": "he is",
    "shes": "she is",
    "theyre": "they are",
    "im": "i am",
    "ive": "i have",
    "theyve": "they have",
    "theres": "there is",
    "whats": "what is",
    "whos": "who is",
    "thats": "that is",
    "itll": "it will",
    "hell": "he will",
    "shell": "she will",
    "theyll": "they will",
    "gonna": "going to",
    "wanna": "want to",
    "rn": "right now",
    "atm": "at the moment",
    "u": "you",
}
_SHORTHAND = {
    "abt": "about",
    "bc": "because",
    "bout": "about",
    "cld": "could",
    "cos": "because",
    "coz": "because",
    "cuz": "because",
    "defo": "definitely",
    "diff": "different",
    "gd": "good",
    "govt": "government",
    "hrs": "hours",
    "info": "information",
    "mins": "minutes",
    "mtg": "meeting",
    "mth": "month",
    "mths": "months",
    "n": "and",
    "nd": "and",
    "nowt": "nothing",
    "owt": "anything",
    "ppl": "people",
    "prob": "probably",
    "shld": "should",
    "shud": "should",
    "smth": "something",
    "soz": "sorry",
    "summat": "something",
    "tel": "tell",
    "tho": "though",
    "thru": "through",
    "til": "until",
    "till": "until",
    "tmrw": "tomorrow",
    "ur": "your",
    "w": "with",
    "wd": "would",
    "wk": "week",
    "wks": "weeks",
    "wld": "would",
    "wot": "what",
    "wud": "would",
    "yr": "year",
    "yrs": "years",
}
_NUMBER_WORDS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen
"""
_NUMBERS = {word: str(number) for number, word in enumerate(_NUMBER_WORDS.split())}
# Longest first: the first that fits is cut off, if at least three letters stay.
_SUFFIXES = (
    ("ifications", "if"),
    ("ification", "if"),
    ("ifiable", "if"),
    ("ifying", "if"),
    ("ations", "at"),
    ("ation", "at"),
    ("ified", "if"),
    ("ifies", "if"),
    ("ating", "at"),
    ("ments", "ment"),
    ("ated", "at"),
    ("ates", "at"),
    ("itions", ""),
    ("ition", ""),
    ("ions", ""),
    ("ings", ""),
    ("ify", "if"),
    ("ate", "at"),
    ("ion", ""),
    ("ies", "y"),
    ("ied", "y"),
    ("ing", ""),
    ("ers", ""),
    ("ed", ""),
    ("es", ""),
    ("er", ""),
    ("ly", ""),
    ("s", ""),
    ("e", ""),
)
_SHORTEST_STEM = 3
_COMMON = """
a an and are as at be been but by can could did do does for from had has have he her him his how i
if in is it its just me my no not of on or our out she so some than that the their them then there
they this to up us was we were what when which who whom whose why will with would you your about any
also am please pls hi hello thanks
"""
_STOP_WORDS = frozenset(_COMMON.split())


def clean(text: str) -> str:
    """The text without invisible characters, accents and case; line breaks stay."""
    if text.isascii() and text.isprintable():
        return _LONG_RUN.sub(r"\1", text.lower())
    folded = unicodedata.normalize("NFKD", text)
    kept = "".join(
        char
        for char in folded
        if char in "\n\r\t"
        or (unicodedata.category(char) not in _HIDDEN and not unicodedata.combining(char))
    )
    return _LONG_RUN.sub(r"\1", kept.casefold())


def sentences(text: str) -> tuple[tuple[str, ...], ...]:
    """Each sentence of cleaned text as plain words, contractions spelt out."""
    parts = (spoken(words(part)) for part in _SENTENCE_END.split(clean(text)))
    return tuple(part for part in parts if part)


def words(text: str) -> tuple[str, ...]:
    """The words and numbers of cleaned text.

    `section 47` and `s.47` become `s47`, `3yo` becomes `3 year old`, `2wks` becomes `2 wks`.
    """
    joined = _SECTION.sub(r"s\1", _APOSTROPHE.sub("", text))
    apart = _GLUED.sub(r"\1 \2", _AGE.sub(r"\1 year old", joined))
    return tuple(_WORD.findall(apart))


def written_out(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words with the shorthand of quick messages written out: `abt` becomes `about`."""
    return tuple(_SHORTHAND.get(word, word) for word in words)


def spoken(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words with contractions and shorthand written out: `wont` becomes `will not`."""
    return tuple(part for word in written_out(words) for part in _SPOKEN.get(word, word).split())


def is_stop_word(word: str) -> bool:
    """Whether a word says nothing about what is asked."""
    return word in _STOP_WORDS


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The part of a word that its forms share; a number word becomes its digits."""
    if word in _NUMBERS:
        return _NUMBERS[word]
    if not word.isalpha():
        return word
    for suffix, instead in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM:
            return word[: len(word) - len(suffix)] + instead
    return word
