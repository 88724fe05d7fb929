"""Our own small corpus: a folder for each form, with the ticker as it came and what a person sees in it.

To add a form, add a folder with `ticker.txt` or `ticker.html` and an `expected.json` that holds its `options`, run
the tests with `--accept`, and read what was written.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from feeder.errors import ReadError
from feeder.model import Item, Snapshot, Source
from feeder.reading import Reference, read

CORPUS = Path(__file__).parent / "corpus"
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".html": "text/html",
    ".rss": "application/rss+xml",
    ".atom": "application/atom+xml",
    ".jsonfeed": "application/feed+json",
}


def seen(folder: Path, options: dict) -> dict:
    """What the reader sees in the folder's ticker."""
    path = next(folder.glob("ticker.*"))
    zone = ZoneInfo(options["timezone"])
    source = Source(
        name="s", kind="folder", location=str(folder), timezone=zone, language=options["language"], title="S"
    )
    snapshot = Snapshot(
        source=source,
        origin=path.name,
        content=path.read_bytes(),
        media_type=MEDIA_TYPES[path.suffix],
        fetched_at=datetime(2026, 2, 4, 20, tzinfo=UTC),
    )
    day = date.fromisoformat(options["reference_date"]) if options["reference_date"] else None
    try:
        ticker = read(snapshot, Reference(day=day))
    except ReadError as error:
        return {"refused": str(error).removeprefix(f"{path.name}: ")}
    return {
        "title": ticker.title,
        "lead": ticker.lead,
        "items": [shown(item, zone) for item in ticker.items],
        "remarks": list(ticker.remarks),
    }


def shown(item: Item, zone: ZoneInfo) -> dict:
    found = {
        "published": item.published and item.published.astimezone(zone).isoformat(),
        "precision": str(item.precision),
        "title": item.title,
        "text": item.text,
        "captions": list(item.captions),
    }
    return found | ({"author": item.author} if item.author else {})


@pytest.mark.parametrize("name", sorted(path.parent.name for path in CORPUS.glob("*/expected.json")))
def test_corpus(name, accept):
    """The reader sees in each ticker what a person sees, and in what is none, nothing."""
    path = CORPUS / name / "expected.json"
    expected = json.loads(path.read_text("utf-8"))
    found = {"options": expected["options"]} | seen(CORPUS / name, expected["options"])
    if accept:
        expected = found
        path.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", "utf-8")

    assert expected == found
