"""The HTTP side: the Web API and response URLs for the app, the page and its acts for people.

The page's own addresses answer only the page: the Host must be this computer (against DNS
rebinding), and acts need a token that only the page was given, from its own origin.
"""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask, Request, Response, abort, request, send_from_directory
from waitress.channel import ClientDisconnected

from bot.preview import page_acts
from bot.preview import response_urls as answers
from bot.preview.picture import picture
from bot.preview.refused import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.preview import api
    from bot.preview.desk import Desk
    from bot.preview.pane import Pane
    from bot.preview.refused import Json

_PAGE = Path(__file__).parent / "page"
_POLL_SECONDS = 20.0
_MAX_BODY_BYTES = 2_000_000
_FORBIDDEN = 403
_BEHIND = 409
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def build_site(desk: Desk, pane: Pane | None = None) -> Flask:
    """Wire the addresses up; nothing listens yet.

    Args:
        desk: What acts are made with.
        pane: What curators see beside the conversation, or None.
    """
    site = Flask("bot.preview", static_folder=None)
    site.config["MAX_CONTENT_LENGTH"] = _MAX_BODY_BYTES
    site.config["MAX_FORM_MEMORY_SIZE"] = _MAX_BODY_BYTES
    page_token = secrets.token_urlsafe(24)
    site.before_request(lambda: _guard(desk, page_token))
    site.after_request(_harden)
    _serve_app(site, desk)
    _serve_page(site, desk, page_token, has_pane=pane is not None)
    if pane is not None:
        _serve_pane(site, pane)
    return site


def _guard(desk: Desk, page_token: str) -> None:
    here = desk.base_url()
    allowed = (here, here.replace("127.0.0.1", "localhost"))
    if f"http://{request.host}" not in allowed:
        abort(_FORBIDDEN)
    if not request.path.startswith("/practice/"):
        return
    is_page = secrets.compare_digest(request.headers.get("X-Practice-Token", ""), page_token)
    origin = request.headers.get("Origin", f"http://{request.host}")
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    if not is_page or origin != f"http://{request.host}" or site != "same-origin":
        abort(_FORBIDDEN)


def _harden(response: Response) -> Response:
    response.headers.update(_HEADERS)
    return response


def _serve_app(site: Flask, desk: Desk) -> None:
    @site.post("/api/<method>")
    def call(method: str) -> Response:
        args = _arguments(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
        in_form = args.pop("token", "")
        answer = _http(desk.api.answer(method, args, token or str(in_form)))
        answer.headers["X-OAuth-Scopes"] = ",".join(sorted(desk.state.scopes))
        return answer

    @site.post("/response_url/<key>")
    def respond(key: str) -> Response:
        return _http(answers.respond(desk.state, desk.api, key, _arguments(request)))


def _arguments(given: Request) -> dict[str, Any]:
    if not given.is_json:
        return dict(given.form.items())
    body = given.get_json(silent=True)
    return body if isinstance(body, dict) else {}


def _http(answer: api.Response) -> Response:
    if answer.is_cut:
        return Response(_HangUp())
    response = Response(json.dumps(answer.body), answer.status, content_type="application/json")
    if answer.retry_after is not None:
        response.headers["Retry-After"] = str(answer.retry_after)
    return response


class _HangUp:
    """A body that never comes: the server closes the connection before the first byte."""

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        raise ClientDisconnected


def _serve_pane(site: Flask, pane: Pane) -> None:
    @site.get("/practice/curate")
    def curate() -> Response:
        since = request.args.get("since", -1, type=int)
        return _json(lambda: dict(pane.beyond(since, _POLL_SECONDS)))


def _serve_page(site: Flask, desk: Desk, page_token: str, *, has_pane: bool) -> None:
    @site.get("/")
    def index() -> Response:
        html = (_PAGE / "index.html").read_text(encoding="utf-8")
        html = html.replace("{{token}}", page_token)
        html = html.replace("{{curate}}", "yes" if has_pane else "no")
        return Response(html, mimetype="text/html")

    @site.get("/page/<name>")
    def asset(name: str) -> Response:
        return send_from_directory(_PAGE, name)

    @site.get("/practice/picture")
    def see() -> Response:
        desk.state.wait_beyond(request.args.get("since", -1, type=int), _POLL_SECONDS)
        return _json(lambda: _picture(desk, request.args.get("person", "")))

    @site.post("/practice/act/<name>")
    def act(name: str) -> Response:
        return _json(lambda: page_acts.perform(desk, name, _arguments(request)))


def _picture(desk: Desk, person_id: str) -> Json:
    with desk.state.lock:
        someone = person_id or next(iter(desk.state.people))
        return picture(desk.state, desk.state.person(someone))


def _json(answer: Callable[[], Json]) -> Response:
    try:
        return Response(json.dumps(answer()), content_type="application/json")
    except RefusedError as refusal:
        body = json.dumps({"error": refusal.error})
        return Response(body, _BEHIND, content_type="application/json")
