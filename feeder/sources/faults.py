"""What went wrong between us and a server, in words that a person can act on."""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Iterator
from http.client import BadStatusLine, IncompleteRead

import requests
import urllib3
from ssrfguard import BlockedAddressError, Policy, SSRFGuardError

from feeder.errors import quoted

_LATER = "feeder asks again at the next pass"
# The first line that fits says it: from what is known exactly to what is not.
_FAULTS: tuple[tuple[type[BaseException], str], ...] = (
    (ssl.SSLCertVerificationError, "its certificate is not valid for this name and day: look at it in a browser"),
    (ssl.SSLError, "it speaks no TLS that we understand: does its address begin with http:// and not https://?"),
    (socket.gaierror, "there is no such host: look at the spelling, or is the network down?"),
    (ConnectionRefusedError, "the server refuses the connection: is it running, and is the port right?"),
    (urllib3.exceptions.ReadTimeoutError, f"the server fell silent; {_LATER}"),
    (TimeoutError, f"the server could not be reached in time; {_LATER}"),
    (urllib3.exceptions.TimeoutError, f"the server could not be reached in time; {_LATER}"),
    (urllib3.exceptions.NewConnectionError, f"the server could not be reached; {_LATER}"),
    (IncompleteRead, f"its answer broke off, or is garbled; {_LATER}"),
    (ConnectionError, f"the connection broke off; {_LATER}"),
    (BadStatusLine, "it does not answer in HTTP: look at the address and its port"),
    (requests.exceptions.InvalidURL, "this is no address: look at its spelling"),
    (urllib3.exceptions.LocationValueError, "this is no address: look at its spelling"),
    (UnicodeError, "this is no address: look at its spelling"),
)


def fault(error: Exception) -> str:
    """What a failed request failed of."""
    causes = list(_causes(error))
    for kind, words in _FAULTS:
        if any(isinstance(cause, kind) for cause in causes):
            return words
    # The libraries' own errors say more than the ValueError of a number that would not parse.
    told = [cause for cause in causes if not isinstance(cause, ValueError)] or causes
    return f"its answer is not HTTP as it should be ({quoted(str(told[-1]))}): open it in a browser"


def shown(address: str) -> str:
    """The address in quotes for a message, without a password that may stand in it."""
    return quoted(re.sub("//[^/?#]*@", "//…@", address))


def refusal(error: SSRFGuardError, policy: Policy) -> str:
    """Why the guard does not let us ask."""
    remedy = (
        "look where it leads"
        if policy.allowed_networks
        else "if it is meant, set `allow_private = true` for this source"
    )
    if isinstance(error, BlockedAddressError) or isinstance(error.__cause__, BlockedAddressError):
        return f"it leads to an address that is not public, where no feed should look by mistake: {remedy}"
    reason = str(getattr(error, "reason", error))
    if "allowed_ports" in reason:
        return f"it names a port that web pages do not have: {remedy}"
    return f"it is no address that may be asked ({quoted(reason)}): look at its spelling"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what it was made of: the libraries wrap, chain and pass errors as arguments."""
    seen: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        current = waiting.pop(0)
        if isinstance(current, BaseException) and not any(current is other for other in seen):
            seen.append(current)
            yield current
            waiting += [current.__cause__, current.__context__, getattr(current, "reason", None), *current.args]
