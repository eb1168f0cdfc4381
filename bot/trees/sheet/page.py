"""The sign-off sheet as a page to print, read and sign: one file that fetches nothing."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from bot.content.problems import Severity
from bot.trees.invariants import Monotone
from bot.trees.proof.classes import shared
from bot.trees.sheet.words import (
    HOW_TO_READ,
    answers_words,
    cite_words,
    day,
    deadline_words,
    not_known_words,
    nothing_words,
    replaced_editions,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.content.sources import Source
    from bot.trees.model import Deadline, Tree
    from bot.trees.proof.classes import Answers
    from bot.trees.prove import Proof
    from bot.trees.table import DutyRows, NothingOwed, Row, Table

_PROVED = (
    "Said a second time, apart from the rules above, and proved over every combination of answers, "
    "“I don't know” included."
)
_STYLE = """
@page { size: A4; margin: 14mm 14mm 16mm; }
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { font: 9.5pt/1.36 Arial, "Liberation Sans", Helvetica, sans-serif; color: #16202b;
  background: #fff; max-width: 182mm; margin: 0 auto; }
h1 { font-size: 20pt; line-height: 1.2; margin: 0 0 1.5mm; }
h2 { font-size: 13.5pt; margin: 7mm 0 1.5mm; break-after: avoid; }
h3 { font-size: 11pt; margin: 0 0 1mm; break-after: avoid; }
h3 small { font-weight: normal; font-size: 9.5pt; color: #44525f; }
p { margin: 0 0 1mm; }
ul { margin: 0; padding-left: 4.5mm; }
li { margin: 0 0 .5mm; }
.about { display: grid; grid-template-columns: max-content 1fr; gap: .4mm 5mm; margin: 2mm 0 3mm; }
.about dt { color: #44525f; } .about dd { margin: 0; overflow-wrap: anywhere; }
.how { background: #f2f5f8; border-left: 1mm solid #1d4f91; padding: 2.5mm 4mm 1.5mm; }
.duty { margin: 5mm 0 0; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
tbody { border-top: .35mm solid #16202b; }
th { text-align: left; font-weight: normal; color: #44525f; padding: 0 2mm 1mm 0; }
td { vertical-align: top; padding: 1.3mm 4mm 1.3mm 0; border-bottom: .2mm solid #b9c4cf; }
tr { break-inside: avoid; }
.above { break-after: avoid; }
.answers { width: 62%; }
.binding { font-size: 8.5pt; line-height: 1.3; padding-right: 0; }
.binding p { margin-bottom: .5mm; }
.why { font-style: italic; color: #2f3d4a; }
.strength { font-weight: bold; font-size: 10pt; text-transform: uppercase; letter-spacing: .03em; }
.quiet { color: #44525f; }
.unknown { color: #44525f; margin-top: 1mm; break-before: avoid; }
.broken { font-weight: bold; }
.hold li { break-inside: avoid; }
.sign { break-inside: avoid; border: .35mm solid #16202b; padding: 4mm 5mm; margin-top: 8mm; }
.sign h2 { margin-top: 0; }
.lines { display: grid; grid-template-columns: 1fr 1fr; gap: 10mm 8mm; margin: 11mm 0 4mm; }
.lines div { border-top: .3mm solid #16202b; padding-top: 1mm; font-size: 8.5pt; color: #44525f; }
.box { height: 22mm; border: .2mm solid #b9c4cf; margin: 1.5mm 0 0; }
.mark { font: 8pt/1.3 "Liberation Mono", Consolas, monospace; overflow-wrap: anywhere; }
@media screen { body { padding: 8mm 4mm; } }
"""


def table_page(
    table: Table, sources: Mapping[str, Source], partnership: str, proof: Proof | None = None
) -> str:
    """The sheet as HTML.

    Args:
        table: The sheet.
        sources: For titles and replaced editions.
        partnership: Who signs.
        proof: Whether the tree's invariants hold; None leaves them out.
    """
    parts = [
        *_head(table, partnership),
        *(
            part
            for n, rows in enumerate(table.duties, 1)
            for part in _duty(table, rows, n, sources)
        ),
        *_nothing(table, sources),
        *(_invariants(table.tree, proof) if proof else ()),
        *_editions(table, sources),
        *_sign(table.tree),
    ]
    title = escape(f"{table.tree.title}: sign-off sheet {table.tree.version}")
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_page_foot(table.tree)}{_STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(parts)
        + "\n</body>\n</html>\n"
    )


def _page_foot(tree: Tree) -> str:
    """Every printed page says which version it belongs to."""
    words = f"{tree.id} {tree.version}, fingerprint {tree.hash[:16]}"
    return (
        f'@page {{ @bottom-left {{ content: "{words}"; font: 8pt sans-serif; color: #44525f; }} '
        '@bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; '
        "color: #44525f; } }"
    )


def _head(table: Table, partnership: str) -> Iterator[str]:
    tree = table.tree
    yield f"<h1>{escape(tree.title)}</h1>"
    yield f"<p>Sign-off sheet. {escape(partnership)}.</p>"
    about = {
        "Tree": f"{tree.id} {tree.version}",
        "Compared with its sources": day(tree.checked),
        "To be reviewed by": day(tree.review_by),
        "Size": (
            f"{len(tree.questions)} questions, {len(tree.duties)} duties, "
            f"{table.combinations:,} combinations of answers"
        ),
        "Fingerprint": tree.hash,
    }
    rows = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in about.items())
    yield f'<dl class="about">{rows}</dl>'
    how = "".join(f"<p>{escape(line)}</p>" for line in HOW_TO_READ)
    yield f'<div class="how">{how}</div>'
    yield "<h2>What is owed</h2>"


def _duty(
    table: Table, rows: DutyRows, number: int, sources: Mapping[str, Source]
) -> Iterator[str]:
    yield '<section class="duty">'
    who = f"<small>{escape(rows.duty.who)}</small>"
    yield f"<h3>{number}&ensp;{escape(rows.duty.title)} &ndash; {who}</h3>"
    yield "<table><tbody>"
    before: Deadline | None = None
    for group in _bound_alike(rows.rows):
        by_when = "by when: as above"
        if group[0].deadline != before:
            by_when = deadline_words(table.tree, group[0].deadline)
        before = group[0].deadline
        yield from _group(table.tree, group, by_when, sources)
    yield "</tbody></table>"
    yield f'<p class="unknown">{escape(not_known_words(table, rows))}</p>'
    yield "</section>"


def _bound_alike(rows: Iterable[Row]) -> list[list[Row]]:
    """Rows one after the other that have strength, date rule and sources in common."""
    by_content = groupby(rows, key=lambda row: (row.strength, row.deadline, row.cites))
    return [list(group) for _, group in by_content]


def _group(
    tree: Tree, group: list[Row], by_when: str, sources: Mapping[str, Source]
) -> Iterator[str]:
    """One row beside how binding it is; several below it, so that they can go over the page."""
    first = group[0]
    strength = f'<span class="strength">{first.strength}</span>, {escape(by_when)}'
    cites = [escape(cite_words(cite, sources)) for cite in first.cites]
    if len(group) == 1:
        said = "".join(f"<p>{cite}</p>" for cite in cites)
        yield (
            f'<tr><td class="answers">{_why(first)}{_classes(tree, first)}</td>'
            f'<td class="binding"><p>{strength}</p>{said}</td></tr>'
        )
        return
    yield (
        f'<tr class="above"><td colspan="2" class="binding"><p>{strength}</p>'
        f"<p>{'; '.join(cites)}</p></td></tr>"
    )
    for row in group:
        yield f'<tr><td colspan="2">{_why(row)}{_classes(tree, row)}</td></tr>'


def _why(row: Row) -> str:
    return "".join(f'<p class="why">{escape(reason)}</p>' for reason in row.reasons)


def _classes(tree: Tree, row: Row | NothingOwed) -> str:
    common, rest = shared(row.classes)
    parts = []
    if common or not rest:
        parts.append(f"<p>{_answers(tree, common)}</p>")
    if rest:
        parts.append(f"<p>{'and one of' if common else 'One of'}:</p>")
        items = "".join(f"<li>{_answers(tree, one)}</li>" for one in rest)
        parts.append(f"<ul>{items}</ul>")
    return "".join(parts)


def _answers(tree: Tree, answers: Answers) -> str:
    """`Age then: under 16 &middot; Where: here`, with the answers in bold."""
    phrases = []
    for phrase in answers_words(tree, answers):
        label, colon, allowed = phrase.partition(": ")
        bold = f"<b>{escape(allowed)}</b>" if colon else ""
        phrases.append(f"{escape(label)}{colon}{bold}")
    return " &middot; ".join(phrases)


def _nothing(table: Table, sources: Mapping[str, Source]) -> Iterator[str]:
    if not table.nothing:
        return
    yield "<h2>What is not owed, and why</h2>"
    yield f"<p>{escape(nothing_words(table.tree))}</p>"
    yield '<table class="half"><thead><tr><th>Where these answers are given</th>'
    yield "<th>What is said</th></tr></thead><tbody>"
    for one in table.nothing:
        cites = "; ".join(cite_words(cite, sources) for cite in one.item.cites)
        yield (
            f"<tr><td>{_classes(table.tree, one)}</td>"
            f'<td><p>{escape(one.item.because)}</p><p class="quiet">{escape(cites)}</p></td></tr>'
        )
    yield "</tbody></table>"


def _invariants(tree: Tree, proof: Proof) -> Iterator[str]:
    if not tree.invariants:
        return
    yield "<h2>What nobody may ever lose</h2>"
    yield f"<p>{escape(_PROVED)}</p>"
    items = []
    broken = _broken(tree, proof)
    for item in tree.invariants:
        mark = '<span class="broken">DOES NOT HOLD: </span>' if item.name in broken else ""
        items.append(f"<li>{mark}{escape(item.name)}.</li>")
    yield f'<ul class="hold">{"".join(items)}</ul>'


def _broken(tree: Tree, proof: Proof) -> frozenset[str]:
    """The names of the invariants that do not hold."""
    errors = [found for found in proof.findings if found.severity is Severity.ERROR]
    lines = {found.line for found in errors}
    lost = any(found.code == "P402" for found in errors)
    return frozenset(
        item.name
        for number, item in enumerate(tree.invariants)
        if tree.lines.get(f"invariants.{number}") in lines or (lost and isinstance(item, Monotone))
    )


def _editions(table: Table, sources: Mapping[str, Source]) -> Iterator[str]:
    lines = replaced_editions(table, sources)
    if lines:
        yield "<h2>Replaced editions</h2>"
        yield from (f"<p>{escape(line)}</p>" for line in lines)


def _sign(tree: Tree) -> Iterator[str]:
    fields = ("Name", "Role", "Signature", "Date")
    yield '<section class="sign"><h2>Signed off</h2>'
    yield (
        f"<p>I have read this sheet of <b>{escape(tree.id)} {escape(tree.version)}</b>. "
        "The duties, answers, dates and sources in it are right, except for:</p>"
    )
    yield '<div class="box"></div>'
    lines = "".join(f"<div>{field}</div>" for field in fields)
    yield f'<div class="lines">{lines}</div>'
    yield f'<p class="mark">Fingerprint {tree.hash}</p></section>'
