"""Stacks of modals, and Home tabs."""

from __future__ import annotations

import pytest

from bot.preview.refused import RefusedError
from bot.preview.stamps import Stamps
from bot.preview.views import Views
from tests.preview.echo import modal


@pytest.fixture
def views() -> Views:
    """Nothing open."""
    return Views(Stamps(lambda: 1000.0))


def test_opening_replaces_the_stack(views: Views) -> None:
    """A newly opened view is the only one."""
    views.open("U1", modal())
    views.push("U1", modal())

    opened = views.open("U1", modal())

    assert [view["id"] for view in views.stack("U1")] == [opened["id"]]


def test_closing_takes_what_lies_on_top_too(views: Views) -> None:
    """Closing the bottom view closes all of them; closing an unknown one does nothing."""
    bottom = views.open("U1", modal())
    views.push("U1", modal())

    assert views.close("U1", "V0") == []
    assert len(views.close("U1", bottom["id"])) == 2
    assert views.stack("U1") == []


def test_an_update_changes_the_hash_and_not_the_place(views: Views) -> None:
    """A changed view keeps its id and its place in the stack."""
    bottom = views.open("U1", modal())
    top = views.push("U1", modal())

    changed = views.update(bottom, modal(callback_id="new"), bottom["hash"])

    assert [v["id"] for v in views.stack("U1")] == [bottom["id"], top["id"]]
    assert changed["hash"] != bottom["hash"]
    with pytest.raises(RefusedError, match="hash_conflict"):
        views.update(changed, modal(), bottom["hash"])


def test_what_is_handed_out_can_be_changed_safely(views: Views) -> None:
    """Changing a view's JSON does not change the view."""
    views.open("U1", modal())["blocks"].append("x")

    assert views.stack("U1")[0]["blocks"] == []


def test_a_view_is_found_with_its_person(views: Views) -> None:
    """A view, modal or Home, is found by its id together with whose it is."""
    opened = views.open("U1", modal(external_id="mine"))
    home = views.publish("U2", {"type": "home", "blocks": []}, None)

    assert views.find(opened["id"]) == ("U1", opened)
    assert views.find("", "mine") == ("U1", opened)
    assert views.find(home["id"]) == ("U2", home)
    assert views.find("") is None


def test_clearing_closes_everything(views: Views) -> None:
    """After clearing nothing is open."""
    views.open("U1", modal())

    assert len(views.clear("U1")) == 1
    assert views.clear("U1") == []
