"""Whom the administrator's listener answers, and with which headers."""

from __future__ import annotations

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# With any port: a tunnel may end at another one.
_THIS_MACHINE = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?", re.IGNORECASE)
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Its own style and script, requests to itself, an empty icon, and nothing else.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
}


class Guard:
    """An application that another one stands behind: only requests that mean this machine come through."""

    def __init__(self, behind: ASGIApp) -> None:
        self._behind = behind

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, itself or by the one behind."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        refusal = refused(Headers(scope=scope))
        behind = PlainTextResponse(f"{refusal}\n", status_code=421) if refusal else self._behind
        await behind(scope, receive, send_with_headers)


def refused(headers: Headers) -> str:
    """Why a request with these headers is not answered (RFC 9110 section 15.5.20); empty if it is."""
    hosts = headers.getlist("Host")
    if len(hosts) != 1 or not _THIS_MACHINE.fullmatch(hosts[0]):
        return "This page is for this machine alone: ask 127.0.0.1 or localhost"
    if headers.get("Sec-Fetch-Site") == "cross-site" and headers.get("Sec-Fetch-Mode") != "navigate":
        return "This page is not for other pages to ask"
    return ""
