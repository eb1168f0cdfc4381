"""What the terminal shows: answers, walks and referrals as plain text, and the walk's prompts."""

from __future__ import annotations

import re
import textwrap
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from bot.content.problems import Severity
from bot.errors import UnknownAnswerError
from bot.guide.cards import WalkView, walk_card
from bot.guide.ports_walks import WalkRecord, WalkState
from bot.trees.plain import outcome_text
from bot.trees.walk import replay

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.content.problems import ContentProblem
    from bot.guide.content import Checked, Content
    from bot.guide.replies import AnswerReply, ReferralCard
    from bot.guide.walk_replies import AnsweredView, AskView, WalkCard
    from bot.trees.model import Tree

WIDTH = 88
_MARKUP = re.compile(r"(?<!\w)([*_~])(?=\S)(.+?)(?<=\S)\1(?!\w)", re.DOTALL)


def plain(text: str) -> str:
    """Curated text without its light markup."""
    return _MARKUP.sub(r"\2", text)


def wrapped(text: str, indent: str = "") -> str:
    """Text broken at word ends to fit a terminal; lines of a list keep their own."""
    lines = []
    for line in plain(text).splitlines():
        hanging = indent + ("  " if line.lstrip().startswith("- ") else "")
        lines.append(
            textwrap.fill(
                line,
                WIDTH,
                initial_indent=indent,
                subsequent_indent=hanging,
                break_long_words=False,  # an address stays in one piece
                break_on_hyphens=False,
            )
            if line.strip()
            else ""
        )
    return "\n".join(lines)


def show_answer(reply: AnswerReply) -> str:
    """An answer as plain text: the answer, whom to ring, then sources and what is not certain."""
    parts = [wrapped(reply.text)]
    choices = [f"  - {choice.label}" for choice in reply.choices if choice.id]
    if choices:
        parts.append("\n".join(choices if reply.kind == "clarify" else ["See also:", *choices]))
    missing = [line for line in reply.contacts if line.lower() not in reply.text.lower()]
    if missing:
        parts.append("\n".join(wrapped(line, "  ") for line in missing))
    if reply.sources:
        parts.append("Sources:\n" + "\n".join(wrapped(line, "  ") for line in reply.sources))
    if reply.quiet:
        parts.append("\n".join(wrapped(line) for line in reply.quiet))
    if reply.tree:
        start = reply.start or "Start the guided questions"
        parts.append(f"{start}{'' if start.endswith('?') else ':'} python -m bot walk {reply.tree}")
    return "\n\n".join(parts)


def show_referral_line(card: ReferralCard) -> str:
    """One referral on one line, and each clock that runs on a line below it."""
    running = [clock.line for clock in card.clocks if clock.is_running]
    first = f"{card.ref}  {card.state:<24}  {card.coded}"
    return "\n".join((first, *(f"              {plain(line)}" for line in running)))


def show_referral(card: ReferralCard, typed: Mapping[str, str] | None = None) -> str:
    """One referral in full, with what was typed only where it is given."""
    lines = [card.ref, card.state, card.logged, card.coded]
    lines += [line for line in (card.taken, f"Tree: {card.tree}") if line]
    votes = [line for one in card.decisions for line in (one.title, *one.lines, one.outcome)]
    listed = {
        "Clocks:": [clock.line for clock in card.clocks],
        "Other duties with dates:": card.duties,
        "Votes:": [line for line in votes if line],
        "Actions:": [action.line for action in card.actions],
        "What happened to it:": [
            f"{line} · {who}" for line, who in zip(card.timeline, card.people, strict=True)
        ],
    }
    for title, found in listed.items():
        lines += ["", title, *(f"  - {plain(line)}" for line in found)] if found else []
    for label, text in (typed or {}).items():
        lines += ["", f"{label}:", textwrap.indent(text, "  ")]
    return "\n".join(lines)


def problem_words(problem: ContentProblem) -> str:
    """A problem on one line, with its severity where it does not block use."""
    mark = "" if problem.severity is Severity.ERROR else f" [{problem.severity.value}]"
    return f"{problem}{mark}"


def show_check(checked: Checked) -> str:
    """Every problem on a line of its own, then what was proved, then how much there is."""
    lines = [problem_words(problem) for problem in checked.problems]
    for proof in checked.proofs:
        held = (
            f"{len(proof.proved)} claims hold over {proof.combinations:,} combinations of answers"
        )
        lines.append(f"{proof.tree}: {held} ({proof.cpu_seconds:.2f} s).")
    lines.append(", ".join(f"{number} {what}" for what, number in checked.counts.items()) + ".")
    return "\n".join(lines)


def walk_in_terminal(content: Content, tree: Tree, *, today: date) -> None:
    """Ask a tree's questions at the prompt, then print the outcome.

    At any prompt `b` goes back one screen, `c` changes an earlier answer, `q` stops.
    """
    answers: dict[str, str] = {}
    click.echo(f"{tree.title}\nType the number of an answer. b = back, c = change, q = stop.\n")
    while True:
        card = _card(content, tree, answers, today=today)
        if card.outcome is not None:
            walk = replay(tree, answers, today=today)
            click.echo(outcome_text(walk, area=content.area, sources=content.sources, today=today))
            if not _changes(card, answers):
                return
            continue
        _show_progress(card)
        if not _answer_screen(card, answers, tree, today):
            return


def _card(content: Content, tree: Tree, answers: Mapping[str, str], *, today: date) -> WalkCard:
    now = datetime.now(UTC)
    record = WalkRecord(
        id="terminal",
        person_id="terminal",
        tree_id=tree.id,
        tree_version=tree.version,
        tree_hash=tree.hash,
        answers=answers,
        revision=1,
        state=WalkState.OPEN,
        card="",
        started_at=now,
        changed_at=now,
    )
    view = WalkView(record, replay(tree, answers, today=today), "")
    return walk_card(content, view, today=today)


def _show_progress(card: WalkCard) -> None:
    click.echo(f"Question {card.step} of about {card.about}")
    for duty in card.urgent:
        click.echo(wrapped(f"FIRST: {duty.title}. {duty.do}"))
    for view in card.answered:
        click.echo(f"  {view.label}: {view.words}")


def _answer_screen(card: WalkCard, answers: dict[str, str], tree: Tree, today: date) -> bool:
    """Ask every fact of a screen; False when the person stops."""
    for ask in card.asks:
        typed = _prompt(ask, tree, answers, today)
        if typed == "q":
            click.echo("Stopped. Nothing was kept.")
            return False
        if typed == "b":
            _go_back(card, answers)
            return True
        if typed == "c":
            _changes(card, answers)
            return True
        answers[ask.fact] = typed
    return True


def _prompt(ask: AskView, tree: Tree, answers: Mapping[str, str], today: date) -> str:
    click.echo("")
    click.echo(wrapped(ask.ask))
    for line in (ask.help, f"Why we ask: {ask.why}" if ask.why else ""):
        if line:
            click.echo(wrapped(line, "  "))
    for number, option in enumerate(ask.options, 1):
        click.echo(f"  {number}  {option.label}")
    what = "Date (YYYY-MM-DD) or number" if ask.is_date else "Number"
    while True:
        typed = click.prompt(what, prompt_suffix=": ").strip().lower()
        value = _value_of(typed, ask)
        if value in {"q", "b", "c"}:
            return value
        try:
            replay(tree, {**answers, ask.fact: value}, today=today)
        except UnknownAnswerError as error:
            click.echo(f"  {error} Or b, c, q.")
        else:
            return value


def _value_of(typed: str, ask: AskView) -> str:
    if typed.isdecimal() and 1 <= int(typed) <= len(ask.options):
        return ask.options[int(typed) - 1].id
    return typed


def _go_back(card: WalkCard, answers: dict[str, str]) -> None:
    if card.answered:
        answers.pop(card.answered[-1].fact, None)


def _changes(card: WalkCard, answers: dict[str, str]) -> bool:
    """Let the person choose an answer to change; False when they want none."""
    choice = _choose_answer(card.answered)
    if choice is None:
        return False
    answers.pop(card.answered[choice].fact, None)
    return True


def _choose_answer(answered: Sequence[AnsweredView]) -> int | None:
    for number, view in enumerate(answered, 1):
        click.echo(f"  {number}  {view.label}: {view.words}")
    typed = click.prompt("Change which answer? Enter for none", default="", show_default=False)
    if typed.strip().isdecimal() and 1 <= int(typed) <= len(answered):
        return int(typed) - 1
    return None
