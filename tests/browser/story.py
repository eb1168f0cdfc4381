"""One practitioner's story on the screen: what she says, presses and sees, as steps for tests."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from bot.trees.model import FactKind
from bot.trees.walk import replay
from tests.desks import T01, shipped_content
from tests.preview.window import become, press_on_the_left

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager

    from playwright.sync_api import Locator, Page, ViewportSize

    from bot.trees.model import Tree
    from tests.desks import SetClock

DESKTOP: ViewportSize = {"width": 1280, "height": 860}
PHONE: ViewportSize = {"width": 360, "height": 740}
TYPED = "Found not breathing by a parent this morning."
REACH = "The duty desk, until five"
_MOST_TABS = 80


class Story:
    """A window on the workspace.

    Args:
        page: The window.
        clock: The clock of the workspace and of the app.
        workspace: Opens the workspace over the same data; gives its address.
    """

    def __init__(
        self, page: Page, clock: SetClock, workspace: Callable[[], AbstractContextManager[str]]
    ) -> None:
        self.page = page
        self.clock = clock
        self._workspace = workspace
        self._running = ExitStack()

    @property
    def newest(self) -> Locator:
        """The newest message."""
        return self.page.locator("#messages article").last

    @property
    def dialog(self) -> Locator:
        """The form or page on top."""
        return self.page.locator("#view")

    def start(self, person: str = "U0HEALTH") -> None:
        """Open the workspace as somebody."""
        url = self._running.enter_context(self._workspace())
        self.page.goto(f"{url}#{person}")
        expect(self.page.locator("#place-about")).not_to_be_empty()

    def stop(self) -> None:
        """Close the workspace; what was kept stays in its folder."""
        self.page.goto("about:blank")
        self._running.close()

    def say(self, words: str) -> Locator:
        """Type and send; gives what comes in answer."""
        count = self.page.locator("#messages article").count()
        self.page.locator("#composer-text").fill(words)
        self.page.keyboard.press("Enter")
        expect(self.page.locator("#messages article")).to_have_count(count + 2)
        expect(self.newest).to_contain_text("Safeguarding Guide")
        return self.newest

    def press(self, label: str) -> None:
        """Press a button of the newest message."""
        self.newest.get_by_role("button", name=label, exact=True).click()

    def press_in_form(self, label: str) -> None:
        """Press a button of the form or page on top."""
        self.dialog.get_by_role("button", name=label, exact=True).click()

    def be(self, title: str, place: str = "Safeguarding Guide") -> None:
        """Take somebody's place, somewhere."""
        become(self.page, title)
        press_on_the_left(self.page, place)
        expect(self.page.locator("#place-name")).to_contain_text(place)

    def home(self) -> Locator:
        """The Home tab."""
        self.page.get_by_role("tab", name="Home").click()
        return self.page.locator("#home-panel")

    def messages(self) -> None:
        """Back to the messages."""
        self.page.get_by_role("tab", name="Messages").click()

    def begin(self) -> None:
        """Begin the questions by the shortcut."""
        press_on_the_left(self.page, "After a serious incident")
        self.press_in_form("Close")
        expect(self.newest).to_contain_text("Question 1 of about")

    def answer(self, *facts: str, answers: Mapping[str, str] = T01) -> None:
        """Answer the facts of one screen."""
        for fact in facts:
            expect(self.newest).to_contain_text(_tree().facts[fact].ask)
        if len(facts) == 1:
            self._answer_one(facts[0], answers[facts[0]])
            return
        for fact in facts:
            self._choose(fact, answers[fact])
        self.press("Continue")

    def walk(self, answers: Mapping[str, str] = T01) -> Locator:
        """Begin, and answer every screen; gives the outcome."""
        self.begin()
        given: dict[str, str] = {}
        while missing := replay(_tree(), given, today=self.clock().date()).missing:
            is_day = any(_tree().facts[fact].kind is FactKind.DATE for fact in missing)
            screen = missing[:1] if is_day else missing
            self.answer(*screen, answers=answers)
            given |= {fact: answers[fact] for fact in screen}
        expect(self.newest).to_contain_text("What has to happen")
        return self.newest

    def tell(self) -> None:
        """Walk, and tell the partners."""
        self.walk()
        self.press("Tell the safeguarding partners")
        self.fill("What happened", TYPED)
        self.fill("How the partners can reach you", REACH)
        self.press_in_form("Tell the partners")
        expect(self.dialog).to_contain_text("Logged: SG-2026-0001.")
        self.press_in_form("Close")
        expect(self.newest).to_contain_text("Logged: SG-2026-0001.")

    def fill(self, label: str, words: str) -> None:
        """Type into a field of the form."""
        self.dialog.get_by_label(label).fill(words)

    def tab_to(self, words: str, key: str = "Tab") -> None:
        """Move the focus by keyboard until it is on a button with these words."""
        for _ in range(_MOST_TABS):
            if self.page.evaluate("document.activeElement.textContent") == words:
                return
            self.page.keyboard.press(key)
        message = f"No way to '{words}' by {key}."
        raise AssertionError(message)

    def sees(self, shown: Locator) -> bool:
        """Whether the start of something is on the screen, between the head and the box."""
        frame, box = self.page.locator("#scroll").bounding_box(), shown.bounding_box()
        assert frame is not None
        assert box is not None
        return frame["y"] <= box["y"] <= frame["y"] + frame["height"] - 40

    def _answer_one(self, fact: str, value: str) -> None:
        known = _tree().facts[fact]
        if value in known.values:
            self.press(known.values[value])
        else:
            self.newest.locator("input[type=date]").fill(value)

    def _choose(self, fact: str, value: str) -> None:
        label = _tree().facts[fact].values[value]
        asked = self.newest.locator(".block").filter(has_text=_tree().facts[fact].ask)
        choice = asked.locator("xpath=following-sibling::*[1]")
        if choice.locator("select").count():
            choice.locator("select").select_option(label=label)
        else:
            choice.get_by_label(label, exact=True).check()


def _tree() -> Tree:
    return shipped_content().tree("serious_incident")
