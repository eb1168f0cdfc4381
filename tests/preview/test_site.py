"""The page's addresses: what they serve, and to whom."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.preview.echo import http, http_json

if TYPE_CHECKING:
    from bot.preview.workspace import PracticeSlack
    from tests.preview.echo import EchoApp


@pytest.fixture
def token(slack: PracticeSlack) -> str:
    """The token that the page was given."""
    _, html, _ = http("GET", slack.page_url)
    found = re.search(r'name="practice-token" content="([^"]+)"', html)
    assert found
    return found[1]


def test_the_page_loads_nothing_from_elsewhere(slack: PracticeSlack) -> None:
    """The policy allows only this address, and no inline script or style is there."""
    status, html, headers = http("GET", slack.page_url)

    policy = headers["Content-Security-Policy"]
    assert status == 200
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert not re.search(r"https?://|<style|style=|onclick=|<script>", html)


def test_every_file_of_the_page_is_served(slack: PracticeSlack) -> None:
    """Each script that the page or another script names is there, with its type."""
    _, html, _ = http("GET", slack.page_url)
    waiting = set(re.findall(r"/page/([\w.]+)", html))
    seen: set[str] = set()
    while waiting - seen:
        name = (waiting - seen).pop()
        seen.add(name)
        status, text, headers = http("GET", f"{slack.base_url}/page/{name}")
        assert status == 200, name
        if name.endswith(".js"):
            assert "javascript" in headers["Content-Type"]
            waiting |= set(re.findall(r'from "\./([\w.]+)"', text))
    assert {"main.js", "style.css", "mrkdwn.js"} <= seen


@pytest.mark.parametrize("name", ["..%2fsite.py", "%2e%2e/site.py", "nothing.js"])
def test_nothing_but_the_page_is_served(slack: PracticeSlack, name: str) -> None:
    """No path leads out of the page's own folder."""
    assert http("GET", f"{slack.base_url}/page/{name}")[0] == 404


@pytest.mark.parametrize("path", ["/", "/practice/picture", "/api/auth.test"])
def test_another_host_name_is_refused(slack: PracticeSlack, token: str, path: str) -> None:
    """A name that somebody points at this computer does not open the workspace."""
    headers = {"Host": "evil.example", "X-Practice-Token": token}

    assert http("GET", slack.base_url + path, headers=headers)[0] in (403, 405)
    assert http("POST", slack.base_url + path, b"", headers)[0] in (403, 405)
    assert http_json(f"{slack.base_url}/api/auth.test", {}, headers=headers)[0] == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Practice-Token": ""},
        {"X-Practice-Token": "guessed"},
        {"Origin": "http://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_only_the_page_itself_may_act(
    app: EchoApp, slack: PracticeSlack, token: str, headers: dict[str, str]
) -> None:
    """Without the token, or from another origin, nothing is done and nothing shown."""
    sent = {"X-Practice-Token": token, **headers}
    asked = {"person": "U0HEALTH", "channel": "D0HEALTH", "text": "hello"}

    status, _, _ = http_json(f"{slack.base_url}/practice/act/say", asked, headers=sent)

    assert status == 403
    assert http("GET", f"{slack.base_url}/practice/picture?person=U0HEALTH", headers=sent)[0] == 403
    assert (app.deliveries, slack.dm("U0HEALTH")) == ([], [])


def test_the_page_acts_and_sees(app: EchoApp, slack: PracticeSlack, token: str) -> None:
    """With its token the page does something and gets the new screen."""
    sent = {"X-Practice-Token": token, "Origin": slack.base_url, "Sec-Fetch-Site": "same-origin"}
    asked = {"person": "U0HEALTH", "channel": "D0HEALTH", "text": "hello"}

    status, answer, _ = http_json(f"{slack.base_url}/practice/act/say", asked, headers=sent)
    _, text, _ = http(
        "GET", f"{slack.base_url}/practice/picture?person=U0HEALTH&since=-1", headers=sent
    )

    assert (status, answer["status"]) == (200, 200)
    assert json.loads(text)["conversations"][0]["messages"][0]["text"] == "hello"
    assert len(app.deliveries) == 1


def test_an_act_that_is_not_possible_is_409(slack: PracticeSlack, token: str) -> None:
    """The page is told in one word why not."""
    status, answer, _ = http_json(
        f"{slack.base_url}/practice/act/dance", {}, headers={"X-Practice-Token": token}
    )

    assert (status, answer) == (409, {"error": "unknown_act"})
