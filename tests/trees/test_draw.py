"""The diagram shows every question with when it is asked, and every way to each duty."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.trees.draw import draw
from bot.trees.table import table_of

if TYPE_CHECKING:
    from bot.trees.model import Tree


def test_every_question_and_every_way_to_a_duty_is_drawn(main: Tree) -> None:
    """Nothing that a curator signs off is missing; each way is an arrow with its label."""
    text = draw(main)
    table = table_of(main)

    assert "\nflowchart TB\n" in text
    for question in main.questions:
        assert f'q_{question.id}["' in text
    for rows in table.duties:
        assert f'd_{rows.duty.id}["' in text
        arrows = re.findall(rf'-->\|"(must|should|may): [^"]+"\| d_{rows.duty.id}\n', text)
        assert arrows == [row.strength.value for row in rows.rows]


def test_a_question_that_is_not_for_everybody_says_when_it_is_asked(small: Tree) -> None:
    """The box before it holds the answers; one arrow leads to it and one past it."""
    text = draw(small)

    assert "    start --> q_harm\n" in text
    assert "    q_harm --> when_kind\n" in text
    assert '    when_kind["Harm: Yes / I don\'t know"]:::when\n' in text
    assert '    when_kind -->|"asked"| q_kind\n' in text
    assert '    when_kind -.->|"not asked"| when_more\n' in text
    assert "    q_more --> all_asked\n" in text
    assert "when_harm" not in text


def test_a_screen_of_several_facts_lists_its_questions(small: Tree) -> None:
    """Each on a line of its own."""
    assert '["• Is a worker suspected?<br/>• On which day was it seen?"]' in draw(small)


def test_many_ways_are_cut_and_the_sheet_is_named(main: Tree) -> None:
    """A box stays readable; what it leaves out can be found."""
    assert re.search(r"• \d+ more ways, see the sign-off sheet", draw(main))


def test_quotes_and_brackets_cannot_break_the_diagram(main: Tree) -> None:
    """Every label stands between plain quotes, and holds no mark but a line's end."""
    for line in draw(main).splitlines()[1:]:
        assert line.count('"') in (0, 2)
        assert "<" not in re.sub(r"-\.->|-->|<br/>", "", line)


def test_every_box_that_an_arrow_names_is_drawn(main: Tree) -> None:
    """Mermaid would draw an unknown name as an empty box."""
    text = draw(main)
    drawn = set(re.findall(r'^ +(\w+)(?:\[|\(\[)"', text, re.MULTILINE)) | {"questions", "duties"}

    for start, end in re.findall(r"^ +(\w+) -.*?(?:-->|\|) ?(\w+)$", text, re.MULTILINE):
        assert {start, end} <= drawn
