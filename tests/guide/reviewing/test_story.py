"""The story of one referral, from logging to the last assurance and closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.guide import review
from bot.guide.reviewing import assure, learn, publish
from bot.guide.reviewing.follow_up import follow_up
from bot.guide.reviewing.requests import (
    ActionForm,
    AssuranceForm,
    DoneForm,
    RecommendationForm,
)
from bot.guide.worklist import WorklistQuery
from bot.referrals.decisions import Question
from bot.referrals.learning import Result
from bot.referrals.model import State
from tests.desks import COUNCIL, ICB, MANAGER, POLICE
from tests.reviewing import (
    action_press,
    all_vote,
    case_now,
    in_days,
    learn_press,
    notify_now,
    now_of,
    press_of,
    submitted,
    taken,
)
from tests.walking import posts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.desks import TestDesk


def test_from_logging_to_closing(made: TestDesk) -> None:
    """Votes, notification, rapid review, local review, two actions, assurance, closed by three."""
    referral = submitted(made)
    assert now_of(made, referral.id).state is State.SUBMITTED
    all_vote(made, referral.id, Question.OUTCOME, "local_review")
    all_vote(made, referral.id, Question.PUBLICATION, "publish")
    done = DoneForm(on=made.desk.today())
    card = publish.record_publication(made.desk, press_of(made, ICB, referral.id), done)
    assert card.state_id == "published"

    page = learn.recommend(
        made.desk, learn_press(POLICE), RecommendationForm("Share more", referral_id=referral.id)
    )
    recommendation = page.recommendations[0].id
    for owner in ("council", "school"):
        form = ActionForm(recommendation, "Train", owner, in_days(made, 10), in_days(made, 40))
        learn.agree(made.desk, learn_press(ICB), form)
    own, schools = case_now(made, referral.id).actions
    assure.finish(made.desk, action_press(COUNCIL, own), done)
    assure.finish(made.desk, action_press(MANAGER, schools), done)
    for seen, person in ((own, POLICE), (schools, ICB)):
        with made.store.reading() as unit:
            action = unit.learning.action(seen.id)
        assert action is not None
        found = AssuranceForm(Result.EMBEDDED, "Saw it in practice")
        assure.assure(made.desk, action_press(person, action), found)

    assert case_now(made, referral.id).running == ()
    assert "Done and found embedded: 2" in follow_up(made.desk, MANAGER).counts
    card = all_vote(made, referral.id, Question.CLOSING, "close")
    assert (card.state_id, card.state) == ("closed", "Closed")
    assert review.worklist(made.desk, COUNCIL, WorklistQuery()).cards == ()
    with made.store.reading() as unit:
        assert unit.audit.verify().first_bad is None


def test_not_met_by_three_then_closed_by_three(made: TestDesk) -> None:
    """The clock for notifying is set aside by the three, and only then it can be closed."""
    referral = taken(made)
    card = all_vote(made, referral.id, Question.CRITERIA, "not_met")
    assert card.state_id == "criteria_not_met"
    assert [clock.standing for clock in card.clocks] == ["set_aside"]
    assert all_vote(made, referral.id, Question.CLOSING, "close").state_id == "closed"


def test_what_was_typed_is_on_disk_only_sealed(made: TestDesk, tmp_path: Path) -> None:
    """Reasons, the Panel's reference and every text stand nowhere in the clear, nor in a post."""
    referral = submitted(made)
    all_vote(made, referral.id, Question.OUTCOME, "local_learning")
    learn.recommend(
        made.desk,
        learn_press(POLICE),
        RecommendationForm("canary recommendation", referral_id=referral.id),
    )
    queued = [str(post.post.codes) for post in posts(made)]
    made.clock.move(days=40)
    queued += [str(post.post.codes) for post in posts(made)]
    made.store.close()

    held = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
    assert b"canary" not in held
    assert not any("canary" in codes for codes in queued)


def test_everybody_concerned_hears_of_a_notification(made: TestDesk) -> None:
    """The referrer in their own words, the channel by its card."""
    referral = taken(made)
    posts(made)
    notify_now(made, referral.id)

    told = {post.post.template: post.post for post in posts(made)}
    assert told["notice"].to == f"person:{referral.logged_by}"
    assert "notified the Panel" in str(told["notice"].codes)
    assert told["announce"].to.startswith("card:")
