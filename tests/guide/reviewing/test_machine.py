"""Several people do anything in any order: nothing illegal, lost, doubled or decided alone."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.errors import NotAllowedError, NotFoundError, StaleError
from bot.guide import refer, review
from bot.guide.records import found_referral
from bot.guide.refer import Amendment
from bot.guide.reviewing import (
    asking,
    assure,
    claim,
    decide,
    learn,
    notify,
    publish,
    rapid_review,
    reopen,
)
from bot.guide.reviewing.news import TEMPLATES, news
from bot.guide.reviewing.requests import (
    ActionForm,
    ActionPress,
    AssuranceForm,
    DoneForm,
    LearnPress,
    NotificationForm,
    Press,
    RecommendationForm,
    ReopenForm,
    VoteForm,
)
from bot.guide.reviewing.work import case_of
from bot.guide.worklist import WorklistQuery
from bot.referrals.case import allowed
from bot.referrals.decisions import CHOICES, Question
from bot.referrals.learning import OWNERS, Result
from bot.referrals.model import State
from bot.referrals.workflow import RULES, Action
from tests.desks import COUNCIL, ICB, MANAGER, POLICE, PRACTITIONER, make_test_desk
from tests.reviewing import all_vote, case_now, in_days, new_key, submitted, taken
from tests.walking import logged, posts

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from random import Random

    from bot.referrals.case import Case
    from bot.referrals.model import Referral
    from bot.referrals.people import Person
    from tests.desks import TestDesk

EXPECTED = (NotAllowedError, NotFoundError, StaleError)
# Somebody who changes organisation, and a second person of the council.
MOVER = [replace(ICB, partner=partner) for partner in ("council", "icb", "police")]
PEOPLE = [ICB, COUNCIL, POLICE, *MOVER, replace(COUNCIL, id="T1:USECOND"), MANAGER, PRACTITIONER]
# Chosen evenly: drawn one by one, some actions would hardly ever come up in few examples.
lucks = st.randoms(use_true_random=True)
LATE = 0.25
PRESSED = sorted(
    set(RULES) - {Action.SEE, Action.LOOK, Action.RECOMMEND, Action.LINK, Action.EXPLAIN}
)
STARTS = ("logged", "taken", "submitted", "local_review", "no_further", "not_met", "closed")
# What is refused where the referral has changed since it was drawn; the rest adds something, is the
# first of its kind by its state, or compares the action's own version.
COMPARED = {
    *(action for action, rule in RULES.items() if rule.question),
    Action.TAKE_OVER,
    Action.SET_AWARE,
    Action.NOTIFY,
    Action.START_REVIEW,
    Action.SUBMIT_REVIEW,
    Action.PUBLISH,
    Action.REOPEN,
}
# Every change of state that may ever happen, written down apart from the program's table.
LEGAL = {
    "logged": "in_review notified withdrawn",
    "in_review": "criteria_met criteria_not_met notified withdrawn",
    "criteria_met": "criteria_not_met notified",
    "criteria_not_met": "notified reopened closed",
    "notified": "rapid_review submitted criteria_not_met",
    "rapid_review": "submitted criteria_not_met",
    "submitted": "local_review national_review local_learning no_further",
    "local_review": "published not_published",
    "national_review": "local_review local_learning no_further closed",
    "local_learning": "local_review national_review no_further closed",
    "no_further": "local_review national_review local_learning closed",
    "published": "closed",
    "not_published": "closed",
    "reopened": (
        "criteria_met criteria_not_met notified rapid_review local_review national_review "
        "local_learning no_further closed"
    ),
    "withdrawn": "criteria_met criteria_not_met notified closed",
    "closed": "reopened",
}
# What needs three people of three organisations.
TOGETHER = {
    State.CRITERIA_MET: "met",
    State.CRITERIA_NOT_MET: "not_met",
    State.LOCAL_REVIEW: "local_review",
    State.NATIONAL_REVIEW: "national_review",
    State.LOCAL_LEARNING: "local_learning",
    State.NO_FURTHER: "no_further",
    State.NOT_PUBLISHED: "not_publish",
    State.CLOSED: "close",
}


class Reviewing(RuleBasedStateMachine):
    """One referral in the hands of several people who press anything, also late."""

    made: TestDesk
    seen: Case

    @initialize(luck=lucks)
    def begin(self, luck: Random) -> None:
        """A referral that somebody logged, or further on its way, on a desk of its own."""
        start = luck.choice(STARTS)
        self.folder = tempfile.TemporaryDirectory()
        self.made = make_test_desk(Path(self.folder.name))
        self.id = self.begun(start)
        if start in CHOICES[Question.OUTCOME]:
            all_vote(self.made, self.id, Question.OUTCOME, start)
        if start in {"not_met", "closed"}:
            all_vote(self.made, self.id, Question.CRITERIA, "not_met")
        if start == "closed":
            all_vote(self.made, self.id, Question.CLOSING, "close")
        self.seen = case_now(self.made, self.id)

    def begun(self, start: str) -> str:
        """A referral as far on its way as a start needs; gives its id."""
        if start == "logged":
            return logged(self.made).id
        if start in CHOICES[Question.OUTCOME] or start == "submitted":
            return submitted(self.made).id
        return taken(self.made).id

    def press(self, person: Person, *, is_late: bool) -> Press:
        """A press at the version that stands, or at one before it."""
        version = self.seen.referral.version - int(is_late)
        return Press(person, new_key(), self.id, version)

    def attempt(self, person: Person, act: Callable[[], object]) -> None:
        """Let somebody try something; whatever happened must be legal."""
        before = self.seen
        with suppress(*EXPECTED):
            act()
        self.seen = case_now(self.made, self.id)
        self.check_step(before.referral, self.seen.referral, person)

    def check_step(self, before: Referral, after: Referral, person: Person) -> None:
        """A state changes as it may, with a new version, and never by one person where three do."""
        if after.state is not before.state:
            assert after.state.value in LEGAL[before.state.value].split()
            assert after.version == before.version + 1
            if after.state in TOGETHER:
                self.check_together(TOGETHER[after.state])
            if after.state is State.NOTIFIED:
                assert person.partner == "council"
        assert after.version in {before.version, before.version + 1}
        for name in ("notified_at", "submitted_on", "published_on"):
            if getattr(before, name) is not None:
                assert getattr(after, name) == getattr(before, name)

    def check_together(self, choice: str) -> None:
        """The last round that ended was three people of three organisations for this choice."""
        ended = [one for one in self.seen.decisions if one.outcome == choice]
        last = max(ended, key=lambda one: (one.closed_at or one.opened_at, one.round))
        assert {vote.partner for vote in last.votes} == {"council", "icb", "police"}
        assert len({vote.person_id for vote in last.votes}) == 3
        assert {vote.choice for vote in last.votes} == {choice}

    @rule(luck=lucks, data=st.data())
    def do_what_is_offered(self, luck: Random, data: st.DataObject) -> None:
        """Press one of the buttons that somebody is offered, now and then an old one."""
        person = luck.choice(PEOPLE)
        offered = sorted(allowed(self.seen, person) & set(PRESSED))
        if offered:
            self.do(person, luck.choice(offered), data, is_late=luck.random() < LATE)

    @rule(luck=lucks, data=st.data())
    def do_anything(self, luck: Random, data: st.DataObject) -> None:
        """Forge a press that nobody offered."""
        self.do(luck.choice(PEOPLE), luck.choice(PRESSED), data, is_late=False)

    @rule(place=st.integers(0, 11), choice=st.integers(0, 3))
    def all_vote(self, place: int, choice: int) -> None:
        """The three say the same, one after the other, on something that may be voted on now."""
        offered = allowed(self.seen, COUNCIL)
        questions = [one for one, action in decide.VOTES.items() if action in offered]
        if not questions:
            return
        question = questions[place % len(questions)]
        form = VoteForm(question, CHOICES[question][choice % len(CHOICES[question])], "because")
        for person in (COUNCIL, ICB, POLICE):
            press = self.press(person, is_late=False)
            self.attempt(person, partial(decide.vote, self.made.desk, press, form))

    def do(self, person: Person, action: Action, data: st.DataObject, *, is_late: bool) -> None:
        """Do one thing, in the way of `PRESSES`."""
        press, before = self.press(person, is_late=is_late), self.seen
        self.attempt(person, lambda: PRESSES[action](self, press, data))
        if is_late and action in COMPARED:
            assert self.seen == before, "done over a change that the person had not seen"

    def draw_vote(self, press: Press, data: st.DataObject, question: Question) -> None:
        """Vote for any of the choices."""
        form = VoteForm(question, data.draw(st.sampled_from(CHOICES[question])), "because")
        decide.vote(self.made.desk, press, form)

    def notify(self, press: Press, data: st.DataObject) -> None:
        """Record a notification of the last days, or of the next hour."""
        sent_at = self.made.clock() - timedelta(hours=data.draw(st.integers(-1, 100)))
        notify.record_notification(self.made.desk, press, NotificationForm(sent_at, "reference"))

    def amend(self, press: Press, *, withdraw: bool) -> None:
        """Correct or withdraw it."""
        asked = Amendment(press.person, press.key, self.id, withdraw=withdraw, reason="because")
        refer.amend(self.made.desk, asked)

    def day(self, data: st.DataObject) -> date:
        """A day of the last week, or tomorrow."""
        return in_days(self.made, data.draw(st.integers(-7, 1)))

    def agree(self, press: Press, data: st.DataObject) -> None:
        """Recommend something and agree an action on it."""
        form = RecommendationForm("words", referral_id=self.id)
        page = learn.recommend(self.made.desk, LearnPress(press.person, press.key), form)
        days = data.draw(st.integers(0, 9))
        action = ActionForm(
            page.recommendations[-1].id,
            "words",
            data.draw(st.sampled_from(OWNERS)),
            in_days(self.made, days),
            in_days(self.made, days + 5),
        )
        learn.agree(self.made.desk, LearnPress(press.person, new_key()), action)

    def follow(self, press: Press, data: st.DataObject, action: Action) -> None:
        """Finish, drop or assure one of the actions."""
        if not self.seen.actions:
            return
        one = data.draw(st.sampled_from(self.seen.actions))
        on_it = ActionPress(press.person, press.key, one.id, one.version)
        if action is Action.FINISH:
            assure.finish(self.made.desk, on_it, DoneForm(self.made.desk.today()))
        elif action is Action.DROP:
            assure.drop(self.made.desk, on_it, "because")
        else:
            result = data.draw(st.sampled_from(Result))
            form = AssuranceForm(result, "seen", in_days(self.made, 7))
            assure.assure(self.made.desk, on_it, form)

    @rule(days=st.integers(0, 4))
    def time_passes(self, days: int) -> None:
        """Days pass, and what is due is sent, made at that moment."""
        self.made.clock.move(days=days)
        for post in self.due():
            template = str(post["template"])
            if template in TEMPLATES:
                codes = post["codes"]
                assert isinstance(codes, dict)
                news(self.made.desk, template, codes)
        self.seen = case_now(self.made, self.id)

    def due(self) -> list[dict[str, object]]:
        """What is due now, taken as sent."""
        return [
            {"template": one.post.template, "codes": dict(one.post.codes)}
            for one in posts(self.made)
        ]

    @invariant()
    def nothing_is_hidden(self) -> None:
        """While a clock runs it is on the worklist; closed means that nothing is left to do."""
        referral = self.seen.referral
        listed = review.worklist(self.made.desk, MANAGER, WorklistQuery()).cards
        is_listed = self.id in {card.referral_id for card in listed}
        assert is_listed == (referral.state is not State.CLOSED)
        if referral.state is State.CLOSED:
            assert self.seen.running == ()
            assert all(action.is_settled for action in self.seen.actions)

    @invariant()
    def every_running_clock_will_be_announced(self) -> None:
        """Its next announcement waits in the outbox, to the channel; one clock of a kind runs."""
        kinds = [(clock.kind, clock.subject_id) for clock in self.seen.running]
        assert len(kinds) == len(set(kinds))
        with self.made.store._writing() as session:
            text = "SELECT codes FROM outbox WHERE template = 'clock' AND state = 'waiting'"
            waiting = "".join(row["codes"] for row in session.rows(text))
        assert [clock.id for clock in self.seen.running if clock.id not in waiting] == []

    @invariant()
    def nobody_votes_twice(self) -> None:
        """In every round each organisation and each person has one vote, and one round is open."""
        for decision in self.seen.decisions:
            assert len({vote.partner for vote in decision.votes}) == len(decision.votes)
            assert len({vote.person_id for vote in decision.votes}) == len(decision.votes)
        still_open = [one.question for one in self.seen.decisions if one.is_open]
        assert len(still_open) == len(set(still_open))

    def teardown(self) -> None:
        """The log holds every change, and no version twice."""
        if not hasattr(self, "made"):
            return
        with self.made.store.reading() as unit:
            assert unit.audit.verify().first_bad is None
            rows = unit.audit.of_referral(self.id)
            assert case_of(unit, found_referral(unit, self.id)) == self.seen
        moves = [row.event for row in rows if row.event.from_state != row.event.to_state]
        assert len({event.version for event in moves}) == len(moves)
        assert [event.to_state for event in moves][-1] == self.seen.referral.state.value
        self.made.store.close()
        self.folder.cleanup()


PRESSES: dict[Action, Callable[[Reviewing, Press, st.DataObject], object]] = {
    Action.TAKE: lambda m, p, _: review.take(m.made.desk, p.person, m.id, key=p.key),
    Action.TAKE_OVER: lambda m, p, _: claim.take_over(m.made.desk, p),
    Action.ASK: lambda m, p, _: asking.ask(m.made.desk, p, "words"),
    Action.ANSWER: lambda m, p, _: asking.answer(m.made.desk, p, "words"),
    Action.CORRECT: lambda m, p, _: m.amend(p, withdraw=False),
    Action.WITHDRAW: lambda m, p, _: m.amend(p, withdraw=True),
    Action.SET_AWARE: lambda m, p, d: notify.set_aware(m.made.desk, p, m.day(d)),
    Action.NOTIFY: lambda m, p, d: m.notify(p, d),
    Action.START_REVIEW: lambda m, p, _: rapid_review.start(m.made.desk, p),
    Action.SUBMIT_REVIEW: lambda m, p, d: rapid_review.submit(m.made.desk, p, DoneForm(m.day(d))),
    Action.PUBLISH: lambda m, p, d: publish.record_publication(m.made.desk, p, DoneForm(m.day(d))),
    Action.REOPEN: lambda m, p, _: reopen.reopen(m.made.desk, p, ReopenForm("because")),
    Action.AGREE: lambda m, p, d: m.agree(p, d),
    Action.FINISH: lambda m, p, d: m.follow(p, d, Action.FINISH),
    Action.ASSURE: lambda m, p, d: m.follow(p, d, Action.ASSURE),
    Action.DROP: lambda m, p, d: m.follow(p, d, Action.DROP),
    Action.VOTE_CRITERIA: lambda m, p, d: m.draw_vote(p, d, Question.CRITERIA),
    Action.VOTE_OUTCOME: lambda m, p, d: m.draw_vote(p, d, Question.OUTCOME),
    Action.VOTE_PUBLICATION: lambda m, p, d: m.draw_vote(p, d, Question.PUBLICATION),
    Action.VOTE_CLOSING: lambda m, p, d: m.draw_vote(p, d, Question.CLOSING),
}
"""What can be pressed, in the hands of the machine."""

TestReviewing = Reviewing.TestCase
TestReviewing.settings = settings(
    max_examples=60,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
