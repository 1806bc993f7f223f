"""The form as a web application: shows its page, takes posts, and answers once they are written."""

import asyncio
import datetime as dt
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Protocol

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coordinator.form import page
from coordinator.form.campaign_facts import Facts, Watched
from coordinator.form.guards import HEADERS, Limiter, Tokens, same_site
from coordinator.form.page import Filled, ShownPage
from coordinator.form.writer import Full, NotSaved
from coordinator.tour.questions import CONSENTS, LANGUAGES, FormQuestion
from coordinator.tour.slips import Slip
from coordinator.tour.submissions import LANGUAGE, MOST_BYTES, Post, Unreadable, beside, codes_of, problems, read_post

PER_MINUTE = 120.0
SLOWEST_BODY = 20.0
"""Seconds within which a post has to arrive."""
_FORM = "application/x-www-form-urlencoded"
_RETRY = {"Retry-After": "30"}


class Writes(Protocol):
    """Anything that writes slips: a `Writer`, or one in another process."""

    def offer(self, slip: Slip, asked: tuple[FormQuestion, ...]) -> "Future[None]":
        """Submit a slip for writing; see `Writer.offer`."""


class TooLarge(Exception):
    """The request body is too long for a form."""


@dataclass(frozen=True, slots=True)
class Form:
    """Answers requests.

    Attributes:
        facts: facts about the campaign.
        writer: writes sign-ups.
        event: the tour event for all sign-ups, or None.
        tokens: issues and checks form tokens.
        limiter: limits posts per address.
    """

    facts: Watched
    writer: Writes
    event: int | None = None
    tokens: Tokens = field(default_factory=Tokens)
    limiter: Limiter = field(default_factory=lambda: Limiter(PER_MINUTE))

    def app(self) -> ASGIApp:
        """Return the application."""
        routes = [
            Route("/", self.show, methods=["GET"]),
            Route("/", self.take, methods=["POST"]),
            Route("/favicon.ico", _nothing, methods=["GET"]),
        ]
        made = Starlette(routes=routes, exception_handlers={HTTPException: self._missing, Exception: self._failed})
        return _Headed(made)

    async def show(self, request: Request) -> Response:
        """Show an empty form."""
        codes = codes_of(request.query_params)
        shown = self._shown(request, request.query_params.get(LANGUAGE, ""), codes)
        return _html(page.empty_form(shown, self.tokens.issue(), codes))

    async def take(self, request: Request) -> Response:
        """Take a filled-in form."""
        facts = self.facts.now()
        try:
            post = read_post(await _body(request), facts.known)
        except TooLarge:
            return self._told(request, "too_large", 413, {"Connection": "close"})
        except (Unreadable, ClientDisconnect, TimeoutError):
            return self._told(request, "unreadable", 400, {"Connection": "close"})
        if not same_site(request.headers):
            return self._told(request, "cross_site", 403)
        return await self._answer(request, facts, post)

    async def _answer(self, request: Request, facts: Facts, post: Post) -> Response:
        shown = self._shown(request, post.language, post.codes)
        token = self.tokens.read(post.token)
        nonce = token.nonce if token else ""
        if not self.limiter.lets(request.client.host if request.client else ""):
            return self._again(request, shown, post, nonce, "too_many", 429)
        if post.trap:
            return self._again(request, shown, post, nonce, "trap", 422)
        if found := problems(facts.asked, post.answers, shown.words):
            return _html(page.form_page(shown, self._filled(post, nonce, found)), 422)
        if token is None or not token.good:
            return self._again(request, shown, post, nonce, "expired", 422)
        try:
            await self._write(facts, post, nonce, shown.language)
        except Full:
            return self._again(request, shown, post, nonce, "busy", 503)
        except NotSaved:
            return self._again(request, shown, post, nonce, "not_saved", 503)
        return _html(page.thanks_page(shown, post.answers, post.codes))

    async def _write(self, facts: Facts, post: Post, nonce: str, language: str) -> None:
        """Wait until a sign-up is on disk; it is written even if the browser disconnects."""
        asked_for = {box.key for question in facts.asked for box in question.boxes}
        unticked = {key: "no" for key in CONSENTS if key in asked_for}
        slip = Slip(
            facts.origin(post.codes, self.event),
            post.key(nonce),
            {**unticked, **post.answers},
            f"{dt.datetime.now(dt.UTC):%Y-%m-%dT%H:%M:%SZ}",
            beside(post.codes, language),
        )
        await asyncio.shield(asyncio.wrap_future(self.writer.offer(slip, facts.known)))

    def _again(self, request: Request, shown: ShownPage, post: Post, nonce: str, trouble: str, status: int) -> Response:
        """Show a form again with its answers and one message about the whole form."""
        filled = self._filled(post, nonce, {}, trouble)
        return _html(page.form_page(shown, filled), status, _RETRY if status in (429, 503) else {})

    def _filled(self, post: Post, nonce: str, found: dict[str, str], trouble: str = "") -> Filled:
        return Filled(self.tokens.issue(nonce), post.answers, post.codes, found, trouble)

    def _shown(self, request: Request, wish: str, codes: Mapping[str, str]) -> ShownPage:
        facts = self.facts.now()
        language = wish if wish in LANGUAGES else page.language_of(request.headers.get("accept-language", ""))
        return ShownPage(language, facts.public, facts.asked, facts.stop_of(codes))

    def _told(self, request: Request, trouble: str, status: int, headers: dict[str, str] | None = None) -> Response:
        shown = self._shown(request, request.query_params.get(LANGUAGE, ""), {})
        return _html(page.trouble_page(shown, trouble), status, headers)

    async def _missing(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return self._told(request, "missing", error.status_code, dict(error.headers or {}))

    async def _failed(self, request: Request, error: Exception) -> Response:
        return self._told(request, "not_saved", 500)


async def _nothing(request: Request) -> Response:
    return Response(status_code=204)


def _html(text: str, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return HTMLResponse(text, status, headers)


async def _body(request: Request) -> bytes:
    """Return a post's body; an overlong body is not read.

    Raises:
        TooLarge: it is too long for a form.
        Unreadable: it is not form data.
        TimeoutError: it does not arrive in time.
    """
    length = request.headers.get("content-length", "0")
    if not length.isdigit() or request.headers.get("content-type", "").split(";")[0].strip().lower() != _FORM:
        raise Unreadable
    if int(length) > MOST_BYTES:
        raise TooLarge
    body = b""
    async with asyncio.timeout(SLOWEST_BODY):
        async for part in request.stream():
            body += part
            if len(body) > MOST_BYTES:
                raise TooLarge
    return body


@dataclass(frozen=True, slots=True)
class _Headed:
    """Adds the security headers to every response."""

    inner: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = {**HEADERS, "Content-Security-Policy": page.policy()}
                message["headers"] = [*message.get("headers", ()), *((k.encode(), v.encode()) for k, v in said.items())]
            await send(message)

        await self.inner(scope, receive, with_headers if scope["type"] == "http" else send)
