"""All content, drawn: whatever Slack would refuse is a content problem.

Codes:
    K101 something that Slack would refuse.
    K102 an outcome that is too long even without its reasons: its words had to be cut.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bot.answers.find_reviews import SHOWN, listed
from bot.content.problems import ContentProblem
from bot.content.refs import fill_references
from bot.content.shipped import KNOWLEDGE, TREES
from bot.guide.ask import answer_entry, contact_lines
from bot.guide.cards import WalkView, outcome_view, walk_card
from bot.guide.home import tree_choices
from bot.guide.replies import AnswerReply, Choice, Home
from bot.guide.worklist import COUNT_LIMIT
from bot.slack.blocks.answers import answer_message, help_message
from bot.slack.blocks.forms import amend_form
from bot.slack.blocks.home import home_view
from bot.slack.blocks.learn_forms import LEARN_FORMS, Learned, learn_form
from bot.slack.blocks.learning import LATE, follow_up_view, learning_view
from bot.slack.blocks.limits import problems_in
from bot.slack.blocks.pages import info_view, referral_page
from bot.slack.blocks.referrals import logged_message, partner_message
from bot.slack.blocks.review_forms import FORMS, Asked, review_form
from bot.slack.blocks.review_news import news_message
from bot.slack.blocks.walks import is_drawn_whole, walk_message
from bot.slack.blocks.why import why_view
from bot.slack.blocks.worst import record_of, view_at
from bot.slack.blocks.worst_review import (
    fullest_card,
    fullest_follow_up,
    fullest_learning,
    fullest_list,
    fullest_news,
)
from bot.slack.ids import Ref
from bot.trees.walk import replay

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.guide.content import Content
    from bot.guide.replies import ReferralCard
    from bot.guide.walk_replies import WalkCard
    from bot.slack.blocks.message import Block
    from bot.trees.model import Tree

_OWN_ROWS = 5


def render_everything(content: Content, today: date) -> list[ContentProblem]:
    """Every entry and question, and every tree's worst outcome and review, drawn and measured."""
    found = [*_area(content), *_entries(content), *_safety(content), *_reviews(content)]
    return sorted({*found, *render_trees(content, today)})


def render_trees(content: Content, today: date) -> list[ContentProblem]:
    """Every question and the worst outcome of every tree, drawn and measured."""
    found: list[ContentProblem] = []
    for tree in content.trees.values():
        found += _questions(content, tree, today)
        found += _changes(content, tree, today)
        found += _outcomes(content, tree, today)
        found += _review(content, tree, today)
    return found


def _area(content: Content) -> Iterator[ContentProblem]:
    shown = help_message(content.area.partnership, tree_choices(content)).blocks
    contacts = info_view("Talk to a person", contact_lines(content))
    for problem in (*problems_in(shown), *problems_in(contacts)):
        yield _refused(f"{KNOWLEDGE}/area.yaml", 1, "the help or the contacts", problem)


def _entries(content: Content) -> Iterator[ContentProblem]:
    for entry in content.library.entries.values():
        shown = answer_message(answer_entry(content, entry.id))
        for problem in problems_in(shown.blocks):
            yield _refused(entry.path, entry.line, f"the entry '{entry.id}'", problem)


def _safety(content: Content) -> Iterator[ContentProblem]:
    alarm = content.library.alarm
    for rule in (*content.library.safety, *([alarm] if alarm else [])):
        reply = AnswerReply(
            kind=rule.kind.value,
            title=rule.id,
            text=fill_references(rule.says, content.area, content.sources),
            contacts=contact_lines(content, rule.contacts) if rule.contacts else (),
            rule=rule.id,
        )
        for problem in problems_in(answer_message(reply).blocks):
            yield _refused(rule.path, rule.line, f"the safety rule '{rule.id}'", problem)


def _reviews(content: Content) -> Iterator[ContentProblem]:
    """The reviews with the longest texts, on one list."""
    reviews = content.library.reviews
    longest = sorted(reviews, key=lambda review: len(listed([review])), reverse=True)[:SHOWN]
    shown = answer_message(AnswerReply("answer", "Published reviews", listed(longest)))
    for problem in problems_in(shown.blocks) if longest else ():
        yield _refused(longest[0].path, longest[0].line, "a list of reviews", problem)


def _questions(content: Content, tree: Tree, today: date) -> Iterator[ContentProblem]:
    for question in tree.questions:
        card = walk_card(content, view_at(tree, question, today), today=today)
        where = f"questions.{question.id}"
        yield from _card(tree, where, f"the question '{question.id}'", card)


def _changes(content: Content, tree: Tree, today: date) -> Iterator[ContentProblem]:
    view = view_at(tree, None, today)
    for fact in tree.facts:
        card = walk_card(content, view, today=today, changing=fact)
        yield from _card(tree, f"facts.{fact}", f"the question about '{fact}'", card)


def _outcomes(content: Content, tree: Tree, today: date) -> Iterator[ContentProblem]:
    worst = view_at(tree, None, today)
    yield from _outcome(content, worst, "every duty at once", today)
    for example in tree.examples:
        walk = replay(tree, example.given, today=date.max)
        view = WalkView(record_of(tree, example.given, today), walk, "")
        yield from _outcome(content, view, f"the example '{example.name}'", today)


def _outcome(content: Content, view: WalkView, what: str, today: date) -> Iterator[ContentProblem]:
    tree = view.walk.tree
    drawn = walk_card(content, view, today=today)
    outcome = outcome_view(content, view.walk, today=today)
    card = replace(drawn, asks=(), outcome=outcome)
    yield from _card(tree, "duties", what, card)
    for problem in problems_in(why_view(outcome)):
        yield _refused(_path(tree), 1, f"{what}: why", problem)
    if not is_drawn_whole(card):
        text = f"{what}: too long for one message even without reasons. Shorten titles or contacts."
        yield ContentProblem(_path(tree), 1, "K102", text)


def _review(content: Content, tree: Tree, today: date) -> Iterator[ContentProblem]:
    """A referral of this tree at its fullest: messages, pages, lists and every short form."""
    card = fullest_card(content, tree)
    messages = {
        "the card in the partners' channel": partner_message(card, again=True),
        "what the referrer is told": logged_message(card),
        **{f"news ({news.kind})": news_message(news) for news in fullest_news(card)},
    }
    views = {
        "a referral's page": referral_page(card, "Your organisation's vote is recorded."),
        "the Home tab": home_view(_home(content, card), after=card.ref),
        "what was learned": learning_view(fullest_learning(card)),
        "what was said and done": follow_up_view(fullest_follow_up(card), after="1"),
        "the form for a correction": amend_form(card),
        **{f"the form '{code}'": review_form(Asked(code, card, today)) for code in FORMS},
        **{
            f"the form '{code}'": learn_form(_learned(content, code, today)) for code in LEARN_FORMS
        },
    }
    shown: dict[str, Block | list[Block]] = {
        **{what: message.blocks for what, message in messages.items()},
        **views,
    }
    for what, drawn in shown.items():
        for problem in problems_in(drawn):
            yield _refused(_path(tree), 1, f"{what}, with everything on it", problem)


def _home(content: Content, card: ReferralCard) -> Home:
    return Home(
        area=content.area.partnership,
        can_start=True,
        walks=(),
        logged=(card,) * _OWN_ROWS,
        worklist=fullest_list(card),
        worklist_total=COUNT_LIMIT,
        contacts=contact_lines(content),
        trees=tree_choices(content),
        worklist_next=card.ref,
        questions=COUNT_LIMIT,
    )


def _learned(content: Content, code: str, today: date) -> Learned:
    partners = content.area.partners.values()
    owners = tuple(Choice(partner.name, partner.id) for partner in partners)
    return Learned(Ref(id="0" * 32, revision=9999, fact=LATE, answer=code), today, owners)


def _card(tree: Tree, where: str, what: str, card: WalkCard) -> Iterator[ContentProblem]:
    for problem in problems_in(walk_message(card).blocks):
        yield _refused(_path(tree), tree.lines.get(where, 1), what, problem)


def _path(tree: Tree) -> str:
    return f"{TREES}/{tree.id}.yaml"


def _refused(path: str, line: int, what: str, problem: str) -> ContentProblem:
    return ContentProblem(path, line, "K101", f"{what}: Slack would refuse it: {problem}")
