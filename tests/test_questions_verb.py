"""`questions`: the look is logged first; JSON for programs; YAML that can be pasted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.__main__ import run
from bot.bootstrap import utc_now
from bot.content.problems import errors_in
from bot.content.yaml import ListValue, MapValue, TextValue, load_yaml
from bot.guide import curate
from bot.guide.curate_replies import Wordings
from bot.guide.feedback import Judgement, Sending, judge, send_question
from bot.guide.ports_questions import Closest, MissKind, Verdict
from bot.privacy.envelope import new_key, read_key_ring
from bot.questions_verb import wordings_yaml
from tests.desks import MANAGER, PRACTITIONER, make_test_desk

if TYPE_CHECKING:
    from pathlib import Path

    from bot.content.problems import ContentProblem
    from tests.desks import TestDesk

    Output = pytest.CaptureFixture[str]

SIN = "how many days: to send a SIN #urgent"


@pytest.fixture
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestDesk:
    """A register with a question, a suggestion, a miss and a verdict; the settings name it."""
    key = new_key()
    made = make_test_desk(tmp_path, ring=read_key_ring(key, setting="BOT_KEY"))
    # The command line reads by today's real day, not by the test's.
    made.clock.now = utc_now()
    send_question(made.desk, Sending("V1", "abstain", SIN))
    (one,) = curate.read_questions(made.desk, MANAGER).asked
    curate.suggest(made.desk, MANAGER, one.id, "panel-deadline")
    judge(made.desk, Judgement(PRACTITIONER, "D1:1", "lado-when", Verdict.OUT_OF_DATE))
    with made.store.unit() as unit:
        near = [Closest("lado-when", 0.1)]
        unit.questions.add_miss("m1", MissKind.ABSTAINED, near, made.desk.today())
    made.store.close()
    monkeypatch.setenv("BOT_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("BOT_KEY", key)
    monkeypatch.setenv("USER", "tester")
    return made


@pytest.mark.usefixtures("filled")
def test_json_holds_questions_misses_and_verdicts(capsys: Output) -> None:
    """The shape is a contract; every kind of count is there, also where it is nought."""
    assert run(["questions", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)

    assert set(said) == {"questions", "misses", "verdicts"}
    (question,) = said["questions"]
    assert set(question) == {
        *("id", "text", "about", "kept_on", "delete_on", "closest", "suggested"),
    }
    assert (question["text"], question["suggested"]) == (SIN, ["panel-deadline"])
    assert set(question["closest"][0]) == {"id", "title", "score"}
    assert said["misses"] == [{"entry": "lado-when", "abstained": 1, "offered": 0, "rejected": 0}]
    assert said["verdicts"] == [
        {"about": "lado-when", "helpful": 0, "not_helpful": 0, "out_of_date": 1}
    ]


@pytest.mark.usefixtures("filled")
def test_a_terminal_gets_the_same_in_words(capsys: Output) -> None:
    """Question, closest entries and counts."""
    assert run(["questions"]) == 0
    out = capsys.readouterr().out

    assert SIN in out
    assert "panel-deadline (suggested)" in out
    assert "lado-when: abstained 1" in out
    assert "lado-when: out of date 1" in out


def test_every_listing_is_in_the_log(filled: TestDesk, tmp_path: Path, capsys: Output) -> None:
    """As the auditor, by name, for the list and for the snippet."""
    assert run(["questions"]) == 0
    assert run(["questions", "--yaml"]) == 0
    assert SIN in capsys.readouterr().out
    again = make_test_desk(tmp_path, ring=filled.desk.keys)
    with again.store.unit() as unit:
        looks = [row.event for row in unit.audit.of_referral("") if row.event.role == "auditor"]
    again.store.close()

    assert [(event.action, event.person_id) for event in looks] == [
        ("question.look", "cli:tester")
    ] * 2


@pytest.mark.usefixtures("filled")
def test_two_forms_at_once_are_wrong_usage(capsys: Output) -> None:
    """Exit code 2, and nothing is printed that was typed."""
    assert run(["questions", "--json", "--yaml"]) == 2
    assert SIN not in "".join(capsys.readouterr())


@pytest.mark.usefixtures("filled")
def test_the_snippet_is_what_the_files_take(tmp_path: Path, capsys: Output) -> None:
    """Read by the program's own strict reader, it is an entry's id and its new wordings."""
    assert run(["questions", "--yaml"]) == 0
    out = capsys.readouterr().out
    file = tmp_path / "snippet.yaml"
    file.write_text(out, encoding="utf-8")
    problems: list[ContentProblem] = []
    root = load_yaml(file, "snippet.yaml", problems)

    assert errors_in(problems) == []
    assert out.startswith("# knowledge/entries/deadlines.yaml: ")
    assert isinstance(root, ListValue)
    (item,) = root.items
    assert isinstance(item, MapValue)
    assert isinstance(item.items["id"], TextValue)
    assert item.items["id"].text == "panel-deadline"
    asks = item.items["asks"]
    assert isinstance(asks, ListValue)
    assert [one.text for one in asks.items if isinstance(one, TextValue)] == [SIN]


typed = st.text(st.characters(codec="utf-8"), min_size=1, max_size=200)


@given(st.lists(typed, min_size=1, max_size=4, unique=True))
def test_any_words_can_be_pasted(texts: list[str]) -> None:
    """Whatever was typed, the snippet is YAML that gives it back as one line of text."""
    printed = wordings_yaml([Wordings("knowledge/entries/a.yaml", "a", "A?", tuple(texts))])

    lines = [" ".join(text.split()) for text in texts]
    wanted = [line for line in dict.fromkeys(lines) if line]
    assert yaml.safe_load(printed) == [{"id": "a", "asks": wanted}]
