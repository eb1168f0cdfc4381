"""Walking and logging in tests: through the use cases, as the drivers do."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from bot.guide import kept_walks, refer, walk
from bot.guide.kept_walks import Click
from bot.guide.ports_outbox import PostState, QueuedPost
from bot.guide.refer import Submission
from bot.guide.walk import Start
from tests.desks import PRACTITIONER, T01

if TYPE_CHECKING:
    from bot.referrals.model import Referral
    from bot.referrals.people import Person
    from tests.desks import TestDesk

_numbers = count(1)


def posts(made: TestDesk) -> list[QueuedPost]:
    """Every post that is due now, taken as sent."""
    found = []
    with made.store.unit() as unit:
        while post := unit.outbox.take(made.clock(), ()):
            unit.outbox.settle(post.id, PostState.SENT, receipt="D1:1.0")
            found.append(post)
    return found


def begin(made: TestDesk, person: Person = PRACTITIONER) -> str:
    """Start a walk and give its id."""
    walk.start(made.desk, Start(person, (f"start-{next(_numbers)}",), fresh=True))
    return str(posts(made)[-1].post.codes["walk"])


def press(made: TestDesk, walk_id: str, *, person: Person = PRACTITIONER) -> Click:
    """A press on the card as it stands now."""
    revision = kept_walks.view(made.desk, walk_id).record.revision
    return Click(person, f"press-{next(_numbers)}", walk_id, revision, "D1:1.0")


def answer_all(made: TestDesk, walk_id: str, answers: dict[str, str] = T01) -> None:
    """Answer every screen until the outcome."""
    while (found := kept_walks.view(made.desk, walk_id)).walk.next is not None:
        given = {fact: answers[fact] for fact in found.walk.missing}
        assert walk.answer(made.desk, press(made, walk_id), given) is None


CANARY = "canary-narrative-7f3a"


def submission(walk_id: str) -> Submission:
    """A filled-in form."""
    return Submission(PRACTITIONER, walk_id, CANARY, "CASE-canary-1", "by email")


def logged(made: TestDesk) -> Referral:
    """A referral logged from a finished walk."""
    id_ = begin(made)
    answer_all(made, id_)
    posts(made)
    return refer.log(made.desk, submission(id_))
