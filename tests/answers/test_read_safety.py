"""Safety rules are read as their author meant, and slips are told with their line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.answers.read_safety import read_alarm, read_safety
from bot.answers.safety import find_safety
from bot.content.shipped import ContentFolder

if TYPE_CHECKING:
    from pathlib import Path

    from bot.answers.model import SafetyRule
    from bot.content.problems import ContentProblem

GOOD = """
words:
  child: child / little one
rules:
  - id: cold
    kind: emergency
    says: Call 999 now.
    contacts: [emergency]
    when:
      - all: [<child>, freezing / can't get warm]
        unless: [last week]
        within: "6"
    examples:
      fires: [child freezing]
      quiet: [child freezing last week]
"""


@pytest.fixture
def folder(tmp_path: Path) -> ContentFolder:
    """An empty content folder."""
    (tmp_path / "knowledge").mkdir()
    return ContentFolder(tmp_path)


def _read(folder: ContentFolder, text: str) -> tuple[tuple[SafetyRule, ...], list[ContentProblem]]:
    (folder.knowledge / "safety.yaml").write_text(text, encoding="utf-8")
    problems: list[ContentProblem] = []
    return read_safety(folder, problems), problems


def test_a_rule_does_what_it_says(folder: ContentFolder) -> None:
    """Groups, lists of words, exceptions and nearness all count."""
    rules, problems = _read(folder, GOOD)

    assert problems == []
    assert find_safety("the little one cant get warm", rules)
    assert not find_safety("the little one is warm", rules)
    assert not find_safety("the child was freezing last week", rules)
    assert not find_safety("child in the house at the end of our road is freezing", rules)


def test_an_exception_counts_in_its_own_sentence_only(folder: ContentFolder) -> None:
    """A sentence about last week does not silence the next one."""
    rules, _ = _read(folder, GOOD)

    assert find_safety("We rang last week. The child is freezing", rules)


@pytest.mark.parametrize(
    ("wrong", "right", "code"),
    [
        ("[<child>,", "[<childs>,", "F101"),
        ("freezing / can't", "freezing / / can't", "F102"),
        ("kind: emergency", "kind: alarm", "Y005"),
        ("within:", "near:", "Y004"),
    ],
)
def test_slips_are_told(folder: ContentFolder, wrong: str, right: str, code: str) -> None:
    """Each slip has its code and its line."""
    _, problems = _read(folder, GOOD.replace(wrong, right))

    assert code in {problem.code for problem in problems}
    assert all(problem.line > 1 for problem in problems)


def test_two_rules_with_one_id_are_told(folder: ContentFolder) -> None:
    """An id names one rule."""
    _, problems = _read(folder, GOOD + GOOD.split("rules:\n")[1])

    assert [problem.code for problem in problems] == ["F103"]


def test_the_alarm_is_read(folder: ContentFolder) -> None:
    """What it says and what it is taught; a folder without the file has no alarm."""
    assert read_alarm(folder, []) is None
    text = "id: danger\nsays: Call 999 now.\ncontacts: [emergency]\nfires: [help]\nquiet: [tea]\n"
    (folder.knowledge / "alarm.yaml").write_text(text, encoding="utf-8")
    problems: list[ContentProblem] = []
    alarm = read_alarm(folder, problems)

    assert problems == []
    assert alarm is not None
    assert (alarm.id, alarm.says, alarm.fires, alarm.quiet) == (
        "danger",
        "Call 999 now.",
        ("help",),
        ("tea",),
    )
    assert alarm.kind.value == "emergency"
    assert alarm.patterns == ()
