"""A coverage-guided search for bytes that break reading: as a text, as a page and as a feed.

Not a test: it runs until it is stopped. It needs atheris, which is no dependency of the project:

    python -m venv /tmp/fuzz && /tmp/fuzz/bin/pip install . atheris
    /tmp/fuzz/bin/python tests/reading/fuzz.py -max_total_time=600

What libFuzzer takes as arguments, it takes too: a folder of its own for what it learns, `-max_len`, `-seed`. It begins
with the forms of `tests/reading/corpus`. A find stands in a file `crash-…`, `timeout-…` or `oom-…`; it becomes a test.
"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import atheris

with atheris.instrument_imports(include=["feeder"]):
    from feeder.errors import ReadError
    from feeder.model import Precision, Snapshot, Source, Ticker
    from feeder.reading import Reference, page, prose, read, syndicated
    from feeder.text import to_html

__all__ = ["check", "page", "prose", "syndicated"]  # the readers are loaded late, else uninstrumented

CORPUS = Path(__file__).parent / "corpus"
SOURCE = Source(name="s", kind="folder", location="/x", timezone=ZoneInfo("Europe/Berlin"), language="de", title="S")
TAKEN = datetime(2026, 2, 4, 20, tzinfo=UTC)
MEDIA_TYPES = ["text/plain", "text/html", "application/rss+xml", "application/atom+xml", "application/feed+json", ""]
OPTIONS = ["-timeout=10", "-rss_limit_mb=2048", "-max_len=4096"]


def one(data: bytes) -> None:
    """Reads what the first byte says the rest is; whatever it is, it is a ticker or refused."""
    kind, content = data[:1], data[1:]
    number = kind[0] if kind else 0
    snapshot = Snapshot(
        source=SOURCE,
        origin="/x/t",
        content=content,
        media_type=MEDIA_TYPES[number % len(MEDIA_TYPES)],
        fetched_at=TAKEN,
    )
    reference = Reference(day=date(2026, 2, 4)) if number & 0x80 else None
    try:
        ticker = read(snapshot, reference)
    except ReadError:
        return
    check(ticker, is_feed="feed" in ticker.reason.lower() or "RSS" in ticker.reason or "Atom" in ticker.reason)


def check(ticker: Ticker, *, is_feed: bool) -> None:
    """What holds for every ticker; a feed may have entries of which it says nothing."""
    assert 0 <= ticker.certainty <= 1
    for item in ticker.items:
        assert item.title or item.html or item.images or is_feed
        assert (item.published is None) is (item.precision == Precision.NONE)
        assert "\x00" not in item.text + item.html + (item.title or "")
        to_html(item.text)


def seeds(folder: Path) -> None:
    """The forms of the tests, each as what it is."""
    for path in CORPUS.glob("*/ticker.*"):
        number = {".html": 1, ".rss": 2, ".atom": 3, ".xml": 2, ".json": 4}.get(path.suffix, 0)
        for kind in (number, number + 0x80 + (-(0x80) % len(MEDIA_TYPES))):
            (folder / f"{path.parent.name}-{kind}").write_bytes(bytes([kind & 0xFF]) + path.read_bytes())


if __name__ == "__main__":
    with TemporaryDirectory() as name:
        seeds(Path(name))
        # The folder given first is the one that it writes to.
        atheris.Setup([*sys.argv, *OPTIONS, name], one)
        atheris.Fuzz()
