"""The output folder over HTTP, for one's own machine: what a web server does, without one.

Each answer says what it is (RFC 9110 section 8): type, entity tag, date. A client that asks again with either of the
latter gets a 304 while nothing has changed.
"""

from __future__ import annotations

import errno
import os
import re
import socket
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import blake2b
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Self
from urllib.parse import quote

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from feeder.errors import ConfigError

_TYPES = {
    ".atom": "application/atom+xml; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".gz": "application/gzip",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".json": "application/feed+json",  # JSON is UTF-8 and has no parameter for it (RFC 8259 section 8.1)
    ".opml": "text/x-opml; charset=utf-8",
    ".png": "image/png",
    ".rss": "application/rss+xml; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
_HEADERS = {
    # Keep it, but ask each time: a 304 costs nothing, and no news is late.
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    # Pages hold their style and an icon in themselves, pictures of the tickers, and no script.
    "Content-Security-Policy": (
        "default-src 'none'; img-src http: https: data:; style-src 'unsafe-inline'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
}
_ENTITY_TAG = re.compile(r'(?:W/)?("[^"]*")')
_SECONDS_TO_STOP = 5


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs in a thread of its own. As a context it ends with its block.

    Attributes:
        url: its address, with a slash at its end.
    """

    url: str
    _server: uvicorn.Server
    _thread: Thread

    def stop(self) -> None:
        """Answer what was asked, then end; a client that does not take its answer is left after two seconds."""
        self._server.should_exit = True
        self._thread.join(_SECONDS_TO_STOP)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.stop()


def start(folder: Path, host: str, port: int) -> Server:
    """Serve the folder until the server is stopped; when this returns, clients can connect.

    Args:
        folder: the output folder; it need not be there yet.
        host: name or address of this machine to listen at.
        port: where to listen; 0 takes any free one.

    Raises:
        ConfigError: this machine has no such address, or the port is taken.
    """
    return listen(app(folder), host, port)


def listen(application: ASGIApp, host: str, port: int) -> Server:
    """Answer with the application until the server is stopped; when this returns, clients can connect.

    Args:
        application: what answers.
        host: name or address of this machine to listen at.
        port: where to listen; 0 takes any free one.

    Raises:
        ConfigError: this machine has no such address, or the port is taken.
    """
    listener = bind(host, port)
    settings = uvicorn.Config(
        application,
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=2,
    )
    server = uvicorn.Server(settings)
    thread = Thread(target=server.run, kwargs={"sockets": [listener]}, name="serve", daemon=True)
    thread.start()
    shown = f"[{host}]" if ":" in host else host
    return Server(f"http://{shown}:{listener.getsockname()[1]}/", server, thread)


def bind(host: str, port: int) -> socket.socket:
    """A socket that listens at the address.

    Raises:
        ConfigError: this machine has no such address, or the port is taken.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except OSError as error:
        raise ConfigError(
            f"host {host}: no address is known for this name; on this machine alone: 127.0.0.1"
        ) from error
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        # A server that has just ended leaves connections behind that would block its port for a minute.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen()
    except OSError as error:
        listener.close()
        raise ConfigError(f"{host}:{port}: {_why_not(error, port)}") from error
    return listener


def _why_not(error: OSError, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"another program listens at this port; end it, or take another port: --port {port + 10} "
            f"(make run PORT={port + 10})"
        )
    if error.errno == errno.EACCES:
        return "this user may not listen at this port; ports from 1024 on are free to all: --port 8080"
    if error.errno == errno.EADDRNOTAVAIL:
        return "this machine has no such address; on this machine alone: 127.0.0.1, for all: 0.0.0.0"
    return f"cannot listen there: {error.strerror}"


def app(folder: Path) -> Starlette:
    """An application that answers GET and HEAD with the files of the folder, and nothing else."""

    def answer(request: Request) -> Response:
        path = request.path_params["path"]
        found = find(folder, path)
        try:
            if found and (found / "index.html").is_file():
                return RedirectResponse(f"/{quote(path)}/", status_code=308)
            return respond(found, request.headers) if found else _not_found()
        except OSError:  # not there, a folder, or a name that is too long
            return _not_found()

    return Starlette(routes=[Route("/{path:path}", answer, methods=["GET"])])


def _not_found() -> Response:
    return PlainTextResponse("Not found\n", status_code=404, headers=_HEADERS)


def find(folder: Path, path: str) -> Path | None:
    """The file that an address names, if there is one; with a slash at its end, it names the `index.html` of a folder.

    None for what is not for the public: names that begin with a dot (files that are being written, ways out of the
    folder), and links that lead out of it.
    """
    *folders, name = path.split("/")
    if "" in folders or any(part.startswith(".") for part in (*folders, name)):
        return None
    try:
        found = folder.joinpath(*folders, name or "index.html").resolve()
    except ValueError:  # no file can have such a name
        return None
    return found if found.is_relative_to(folder.resolve()) else None


def respond(path: Path, asked: Headers) -> Response:
    """The file as an answer to a request with these headers: 304 without content if the client has it.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        content = file.read()
        modified = datetime.fromtimestamp(int(os.fstat(file.fileno()).st_mtime), UTC)
    tag = f'"{blake2b(content, digest_size=16).hexdigest()}"'
    headers = _HEADERS | {"ETag": tag, "Last-Modified": format_datetime(modified, usegmt=True)}
    if has_it(asked, tag, modified):
        return Response(status_code=304, headers=headers)
    # Of our own files none is a JSON Feed.
    kind = "application/json" if path.name == "_status.json" else _TYPES.get(path.suffix, "application/octet-stream")
    headers["Content-Type"] = kind
    return Response(content, headers=headers)


def has_it(asked: Headers, tag: str, modified: datetime) -> bool:
    """Whether the client's copy still stands (RFC 9110 section 13.2.2): the entity tag decides, the date without one.

    Args:
        asked: headers of the request.
        tag: entity tag of the file as it is.
        modified: the file's date, in whole seconds.
    """
    tags = asked.get("If-None-Match")
    if tags is not None:
        return tags.strip() == "*" or tag in _ENTITY_TAG.findall(tags)
    try:
        since = parsedate_to_datetime(asked.get("If-Modified-Since", ""))
    except ValueError:
        return False
    return modified <= (since if since.tzinfo else since.replace(tzinfo=UTC))
