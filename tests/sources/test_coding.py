"""Content codings are undone within a size, and what is broken is told."""

from __future__ import annotations

import gzip
import zlib

import pytest

from feeder.sources.coding import CodingError, decode

TEXT = "Süderbrücke gesperrt. ".encode() * 50
PACKED = gzip.compress(TEXT, mtime=0)
BARE = zlib.compressobj(wbits=-15)
BARE_DEFLATE = BARE.compress(TEXT) + BARE.flush()


@pytest.mark.parametrize(
    ("body", "codings"),
    [
        (TEXT, ""),
        (TEXT, "identity"),
        (PACKED, "gzip"),
        (PACKED, " X-GZIP , identity"),
        (gzip.compress(TEXT[:100], mtime=0) + gzip.compress(TEXT[100:], mtime=0), "gzip"),
        (PACKED + b"\0\0 padding", "gzip"),
        (zlib.compress(TEXT), "deflate"),
        (BARE_DEFLATE, "deflate"),
    ],
    ids=["none", "identity", "gzip", "its old name", "two members", "padding", "deflate", "bare deflate"],
)
def test_decodes(body, codings):
    """A body comes out as it went in, whichever of the known codings it has."""
    assert decode(body, codings, 10_000) == TEXT


def test_empty_body_stays_empty():
    """A body of no bytes is empty, whatever coding it claims."""
    assert decode(b"", "gzip", 100) == b""


@pytest.mark.parametrize(
    ("body", "codings", "why"),
    [
        (PACKED[:-20], "gzip", "it ends in the middle"),
        (BARE_DEFLATE[:-5], "deflate", "it ends in the middle"),
        (gzip.compress(bytes(20_000), mtime=0), "gzip", "it grows beyond all measure when it is unpacked"),
        (zlib.compress(bytes(20_000)), "deflate", "it grows beyond all measure when it is unpacked"),
        (gzip.compress(bytes(6_000), mtime=0) * 2, "gzip", "it grows beyond all measure when it is unpacked"),
        (gzip.compress(b"", mtime=0) * 201, "gzip", "its gzip coding has more than 200 members"),
        (PACKED, "br", "it is coded as br, which we did not ask for"),
        (gzip.compress(PACKED, mtime=0), "gzip, gzip", "it is coded as gzip, gzip, which we did not ask for"),
    ],
)
def test_refuses(body, codings, why):
    """What is cut, too large, or coded in a way that nobody asked for is refused with the reason."""
    with pytest.raises(CodingError) as caught:
        decode(body, codings, 10_000)

    assert str(caught.value) == why


def test_refuses_what_is_not_coded_at_all():
    """Plain text that claims to be gzip is refused, and the library's error is its cause."""
    with pytest.raises(CodingError, match="its gzip coding is broken") as caught:
        decode(TEXT, "gzip", 10_000)

    assert isinstance(caught.value.__cause__, zlib.error)
