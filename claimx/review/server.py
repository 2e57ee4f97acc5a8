"""The review page: article on one side, claim on the other, a verdict with every key, saved before it is shown.

For one person on one machine. The server listens on 127.0.0.1 only, and answers only requests that carry the token
of the link it printed, name it as their host, and come from its own page. Article text reaches the page as escaped
HTML made by the same code as the report.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import socket
from base64 import b64encode
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from claimx.errors import EnvironmentProblem, UsageError
from claimx.export.formats import need
from claimx.export.html import environment
from claimx.export.html import resource as report_resource
from claimx.export.sqlite import Store
from claimx.review.fields import CHOICES, FIELDS
from claimx.review.sample import queue
from claimx.review.session import Session

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

    Endpoint = Callable[[Request], Awaitable[Response]]

HOST = "127.0.0.1"
MAX_BODY = 64 * 1024
"""Bytes of a request that are read: a verdict with its longest note."""
TOKEN_HEADER = "x-claimx-token"
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def serve(
    path: str | Path,
    *,
    port: int = 0,
    n: int | None = None,
    seed: int = 0,
    by: str | None = None,
    announce: Callable[[str], None] = print,
) -> None:
    """Serve the review page of a store until interrupted; `announce` gets the link. Port 0 takes a free one.

    Raises EnvironmentProblem when the store or the port cannot be had.
    """
    need("starlette", "review", "the review page")
    need("uvicorn", "review", "the review page")
    import uvicorn

    with Store(path, create=False) as store, listening(port) as bound:
        token = secrets.token_urlsafe(24)
        session = Session(store, queue(store.claims(), n=n, seed=seed, by=by))
        address = f"http://{HOST}:{bound.getsockname()[1]}"
        app = application(session, token, address)
        config = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off", server_header=False)
        announce(f"{address}/?token={token}")
        uvicorn.Server(config).run(sockets=[bound])


def listening(port: int) -> socket.socket:
    """A socket on this machine alone."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((HOST, port))
    except (OSError, OverflowError) as error:
        bound.close()
        raise EnvironmentProblem(f"cannot listen on {HOST}:{port}: {error}") from error
    return bound


def application(session: Session, token: str, address: str) -> Starlette:
    """The web application around a session; every endpoint is behind `guarded`."""
    from starlette.applications import Starlette
    from starlette.routing import Route

    desk = Desk(session, token)
    routes = [("/", desk.page, "GET"), ("/claim/{id}", desk.claim, "GET"), ("/export.{form}", desk.export, "GET")]
    routes += [("/verdict", desk.verdict, "POST"), ("/undo", desk.undo, "POST")]
    return Starlette(
        routes=[Route(path, guarded(answer, token, address), methods=[method]) for path, answer, method in routes]
    )


def guarded(answer: Endpoint, token: str, address: str) -> Endpoint:
    """An endpoint that answers only its own page: host, origin and token are checked first."""
    from starlette.responses import PlainTextResponse

    async def checked(request: Request) -> Response:
        refusal = refused(request, token, address)
        if refusal:
            response: Response = PlainTextResponse(refusal, 403)
        else:
            try:
                response = await answer(request)
            except UsageError as error:
                response = PlainTextResponse(str(error), 400)
            except EnvironmentProblem as error:
                response = PlainTextResponse(str(error), 507)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return checked


def refused(request: Request, token: str, address: str) -> str | None:
    """Why a request is refused, or null. A page's link carries the token in its query, its script in a header."""
    own = {address, address.replace(HOST, "localhost")}
    if f"http://{request.headers.get('host', '')}" not in own:
        return "wrong host"
    origin = request.headers.get("origin")
    if origin is not None and origin not in own:
        return "wrong origin"
    if request.method == "POST":
        given = request.headers.get(TOKEN_HEADER, "")
    else:
        given = request.headers.get(TOKEN_HEADER) or request.query_params.get("token", "")
    if not secrets.compare_digest(given.encode("utf-8", "replace"), token.encode()):
        return "wrong or missing token: open the link that claimx review printed"
    return None


async def body_of(request: Request) -> dict[str, Any]:
    """The JSON object of a request, within the limit."""
    data = b""
    async for part in request.stream():
        data += part
        if len(data) > MAX_BODY:
            raise UsageError("the request is too long")
    try:
        made = json.loads(data)
    except (ValueError, RecursionError):
        raise UsageError("the request is no JSON") from None
    if not isinstance(made, dict):
        raise UsageError("the request is no JSON object")
    return made


class Desk:
    """The endpoints around one session."""

    def __init__(self, session: Session, token: str) -> None:
        self.session = session
        self.token = token
        self.templates = environment("claimx.review")

    async def page(self, request: Request) -> Response:  # noqa: ARG002 - the signature of an endpoint
        """The page itself."""
        from markupsafe import Markup
        from starlette.responses import HTMLResponse

        script = resource("review.js")
        text = self.templates.get_template("review.html").render(
            css=Markup(report_resource("page.css") + resource("review.css")),
            script=Markup(script),
            token=self.token,
            states=self.session.states(),
            store=str(self.session.store.path),
            fields=FIELDS,
            choices=CHOICES,
        )
        script_hash = b64encode(hashlib.sha256(script.encode()).digest()).decode()
        policy = (
            f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{script_hash}'; connect-src 'self'; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )
        return HTMLResponse(text, headers={"Content-Security-Policy": policy})

    async def claim(self, request: Request) -> Response:
        """One claim beside its article, as a piece of HTML, with its verdict."""
        from starlette.responses import JSONResponse

        claim = self.session.claims.get(request.path_params["id"])
        if claim is None:
            raise UsageError("no such claim")
        document = claim.document
        source = self.session.sources.text(document)
        text = None if source is None else source[document.start : document.end]
        html = self.templates.get_template("claim.html").render(claim=claim, text=text)
        return JSONResponse({"html": html, **self.session.state(claim.id)})

    async def verdict(self, request: Request) -> Response:
        """Save a verdict."""
        from starlette.responses import JSONResponse

        body = await body_of(request)
        wrong = body.get("wrong") or []
        plain = isinstance(wrong, list) and all(isinstance(name, str) for name in wrong)
        texts = [body.get(name) for name in ("id", "verdict", "note")]
        if not plain or not all(text is None or isinstance(text, str) for text in texts):
            raise UsageError("id, verdict and note are texts, wrong is a list of texts")
        claim_id, verdict, note = texts
        self.session.judge(str(claim_id), verdict, wrong, note)
        return JSONResponse(self.session.state(str(claim_id)))

    async def undo(self, request: Request) -> Response:  # noqa: ARG002 - the signature of an endpoint
        """Take back the last verdict."""
        from starlette.responses import JSONResponse

        claim_id = self.session.undo()
        return JSONResponse({"id": claim_id, **(self.session.state(claim_id) if claim_id else {})})

    async def export(self, request: Request) -> Response:
        """The claims with a verdict, as a file."""
        from starlette.responses import Response as Download

        from claimx.review.handing import EXPORTS

        form = request.path_params["form"]
        if form not in EXPORTS:
            raise UsageError(f"exports are {', '.join(EXPORTS)}")
        kind, made = EXPORTS[form]
        name = f'attachment; filename="verdicts.{form}"'
        return Download(made(self.session), media_type=kind, headers={"Content-Disposition": name})


def resource(name: str) -> str:
    """A file of the review page's templates as it is."""
    return (files("claimx.review") / "templates" / name).read_text(encoding="utf-8")
