"""One address brought in from a server that may be slow, endless, lying or hostile.

Addresses are judged by ssrfguard, which connects to the one that it judged; each redirect is an address of its own.
What a request may take in time and bytes is measured below the HTTP library, in `feeder.sources.metered`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import urldefrag, urljoin

import requests
import urllib3
from ssrfguard import Policy, SSRFGuardError

from feeder.errors import FetchError, quoted
from feeder.sources.coding import CodingError, decode
from feeder.sources.faults import fault, refusal, shown
from feeder.sources.metered import Meter, MeteredAdapter
from feeder.text import clean

MOST_BYTES = 10_000_000  # of a page, decoded
WITH_BODY = (200, 203)  # RFC 9110 section 15.3: a whole page, as it is or as a proxy changed it
_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 5
_HEAD_BYTES = 1_000_000  # on the wire beyond the body: headers, interim answers, chunk sizes
_PIECE = 65_536
# A page rather than its feed, where one address has both.
_ACCEPT = (
    "text/html, application/xhtml+xml, application/atom+xml;q=0.9, application/rss+xml;q=0.9, "
    "application/feed+json;q=0.9, application/xml;q=0.9, application/json;q=0.9, text/plain, */*;q=0.5"
)
# What `allow_private` opens: the machine itself, private networks (RFC 1918, RFC 4193), shared space (RFC 6598).
# Link-local stays shut: the metadata services of cloud machines live there.
_PRIVATE = ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "::1/128", "fc00::/7")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What holds for all requests of one fetch.

    Attributes:
        agent: value of the `User-Agent` header.
        policy: which addresses may be asked.
        ends_at: when the whole fetch must be over, on the monotonic clock.
    """

    agent: str
    policy: Policy
    ends_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to the last request of a chain of redirects.

    Attributes:
        address: who gave it.
        status: its status code.
        headers: by name, in any case.
        media_type: the first `Content-Type` it names, cleaned; `application/octet-stream` if it names none.
        content: its decoded body; empty unless the status is 200 or 203.
    """

    address: str
    status: int
    headers: Mapping[str, str]
    media_type: str = "application/octet-stream"
    content: bytes = b""


@functools.cache
def policy(*, allow_private: bool) -> Policy:
    """Which addresses may be asked: public ones on the web's own ports, or private ones too and on any port."""
    if allow_private:
        return Policy(allowed_networks=_PRIVATE, allowed_ports=frozenset(range(1, 65_536)))  # type: ignore[arg-type] # it takes text
    return Policy()


def get(
    address: str,
    visit: Visit,
    *,
    headers: Callable[[str], Mapping[str, str]],
    judge: Callable[[str], None],
    cap: int = MOST_BYTES,
) -> Answer:
    """The answer of the address, or of the one that it redirects to.

    Args:
        address: whom to ask.
        visit: what holds for all requests of this fetch.
        headers: is given each address that is asked, and gives its request headers beyond those that every one has.
        judge: is given each address before it is asked, and raises if it may not be.
        cap: the most bytes that its decoded body may have.

    Raises:
        FetchError: it may not be asked, cannot be reached, does not end in time or size, or speaks no HTTP.
    """
    asked = urldefrag(address).url
    for _ in range(_MOST_REDIRECTS + 1):
        answer = _ask(asked, visit, headers=headers(asked), judge=judge, cap=cap)
        if answer.status not in _REDIRECTS:
            return answer
        asked = urldefrag(_target(answer)).url
    raise FetchError(
        f"{shown(address)}: it redirects more than {_MOST_REDIRECTS} times, at last to {shown(asked)}: "
        "open it in a browser and configure the address where it ends"
    )


def _target(answer: Answer) -> str:
    location = answer.headers.get("Location", "").strip()
    if not location:
        raise FetchError(f"{shown(answer.address)}: it redirects to nowhere (status {answer.status} without Location)")
    try:
        # http.client reads header octets as Latin-1; addresses are UTF-8 where they are not ASCII.
        return urljoin(answer.address, location.encode("latin-1").decode("utf-8", "replace"))
    except ValueError as error:
        raise FetchError(f"{shown(answer.address)}: it redirects to {quoted(location)}, which is no address") from error


def _ask(address: str, visit: Visit, *, headers: Mapping[str, str], judge: Callable[[str], None], cap: int) -> Answer:
    """One request on a connection of its own, so that nothing of one answer gets into the next."""
    meter = Meter(address=address, ends_at=visit.ends_at, bytes_left=cap + _HEAD_BYTES)
    try:
        visit.policy.check_url(address)
        judge(address)
        request = requests.Request("GET", address, headers=_headers(visit, headers)).prepare()
        # Not through a session: it would read and unpack the bodies of redirects, and believe the environment.
        with (
            closing(MeteredAdapter(policy=visit.policy, meter=meter)) as adapter,
            closing(adapter.send(request, stream=True, timeout=meter.timeouts())) as response,
        ):
            return _answer(address, response, cap)
    except SSRFGuardError as error:
        raise FetchError(f"{shown(address)}: {refusal(error, visit.policy)}") from error
    except CodingError as error:
        raise FetchError(f"{shown(address)}: what came cannot be unpacked: {error}") from error
    except (requests.RequestException, urllib3.exceptions.HTTPError, HTTPException, OSError, ValueError) as error:
        raise FetchError(f"{shown(address)}: {fault(error)}") from error


def _headers(visit: Visit, more: Mapping[str, str]) -> dict[str, str]:
    return {
        "User-Agent": visit.agent,
        "Accept": _ACCEPT,
        "Accept-Encoding": "gzip",
        "Connection": "close",
        **more,
    }


def _answer(address: str, response: requests.Response, cap: int) -> Answer:
    types = response.raw.headers.getlist("Content-Type")
    head = Answer(address=address, status=response.status_code, headers=response.headers)
    if head.status not in WITH_BODY:
        return head
    return Answer(
        address=address,
        status=head.status,
        headers=head.headers,
        media_type=clean(types[0]) if types else head.media_type,
        content=decode(_body(address, response, cap), head.headers.get("Content-Encoding", ""), cap),
    )


def _body(address: str, response: requests.Response, cap: int) -> bytes:
    """The body as it came, without its transfer coding."""
    too_large = FetchError(f"{shown(address)}: its answer is larger than {cap // 1000} kB: look at the address")
    if (response.raw.length_remaining or 0) > cap:
        raise too_large
    body = bytearray()
    for part in response.raw.stream(_PIECE, decode_content=False):
        body += part
        if len(body) > cap:
            raise too_large
    return bytes(body)
