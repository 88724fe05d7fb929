"""What is for the administrator alone, over HTTP: a page to try filters on all that is kept.

It only reads. It listens on this machine alone, refuses Host headers that do not name this machine (a page of a
stranger, whose name leads here, would send its own), and has no path that the feeds' server knows.

========  ================================================================
module    what it does
========  ================================================================
guard     whom it answers, and with which headers
trying    a query, asked of the entries that came last
chart     matches a day beside all entries, as figures of a drawing
shown     what the page shows of all this
page      the page, from templates/
========  ================================================================
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from feeder.admin.guard import Guard

if TYPE_CHECKING:
    from feeder.config import Config

PAGE = "/filters"
_PATIENCE_SECONDS = 30.0
_TYPES = {"filters.css": "text/css", "filters.js": "text/javascript"}


def app(config: Config) -> ASGIApp:
    """An application that answers GET and HEAD with the page to try filters, and nothing else."""
    # A trial takes all of a core: they wait for each other, and a browser that asks for many does not get many at once.
    turn = Lock()

    def answer(request: Request) -> Response:
        from feeder.admin import page

        if not turn.acquire(timeout=_PATIENCE_SECONDS):
            return PlainTextResponse("Busy with other queries: try again\n", 503, {"Retry-After": "5"})
        try:
            return Response(page.render(config, request.query_params), media_type="text/html")
        finally:
            turn.release()

    def asset(request: Request) -> Response:
        from feeder.admin import page

        name = request.url.path.removeprefix("/")
        return Response(page.asset(name), media_type=_TYPES[name])

    def front(_request: Request) -> Response:
        return RedirectResponse(PAGE, status_code=307)

    routes = [Route("/", front, methods=["GET"]), Route(PAGE, answer, methods=["GET"])]
    routes += [Route(f"/{name}", asset, methods=["GET"]) for name in _TYPES]
    return Guard(Starlette(routes=routes))
