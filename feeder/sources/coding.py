"""Content codings (RFC 9110 section 8.4): what stands behind `Content-Encoding`, never more than a given size."""

from __future__ import annotations

import zlib

_GZIP, _ZLIB, _BARE_DEFLATE = 31, 15, -15  # window bits, as zlib wants them
_GZIP_MARK = b"\x1f\x8b"
_MOST_MEMBERS = 200  # one is usual; each further one costs a copy of what follows it


class CodingError(Exception):
    """The bytes cannot be decoded; the text says why."""


def decode(body: bytes, codings: str, cap: int) -> bytes:
    """The body without its content coding.

    Args:
        body: as it came.
        codings: value of its `Content-Encoding` header; empty if it has none.
        cap: the most bytes that may come out.

    Raises:
        CodingError: the coding is unknown, broken or cut short, or the result is larger than the cap.
    """
    named = [coding for part in codings.split(",") if (coding := part.strip().lower()) not in ("", "identity")]
    if not named:
        return body
    if not body:
        return b""
    try:
        match named:
            case ["gzip" | "x-gzip"]:
                return _gunzip(body, cap)
            case ["deflate"]:
                return _inflate(body, cap)
    except zlib.error as error:
        raise CodingError(f"its {named[0]} coding is broken ({error})") from error
    raise CodingError(f"it is coded as {', '.join(named)[:40]}, which we did not ask for")


def _gunzip(body: bytes, cap: int) -> bytes:
    """All members of the body (RFC 1952 section 2.2); what follows them is padding."""
    parts: list[bytes] = []
    size = 0
    for _ in range(_MOST_MEMBERS):
        part, body = _unpack(body, _GZIP, cap - size)
        parts.append(part)
        size += len(part)
        if not body.startswith(_GZIP_MARK):
            return b"".join(parts)
    raise CodingError(f"its gzip coding has more than {_MOST_MEMBERS} members")


def _inflate(body: bytes, cap: int) -> bytes:
    """Deflate as the RFC has it, or bare, as some servers send it."""
    has_zlib_head = (
        body[0] & 0x0F == zlib.DEFLATED and int.from_bytes(body[:2], "big") % 31 == 0
    )  # RFC 1950 section 2.2
    return _unpack(body, _ZLIB if has_zlib_head else _BARE_DEFLATE, cap)[0]


def _unpack(body: bytes, window_bits: int, cap: int) -> tuple[bytes, bytes]:
    """One stream, and what follows it."""
    stream = zlib.decompressobj(window_bits)
    content = stream.decompress(body, cap + 1)
    if len(content) > cap:
        raise CodingError("it grows beyond all measure when it is unpacked")
    if not stream.eof:
        raise CodingError("it ends in the middle")
    return content, stream.unused_data
