from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from feeder.model import Snapshot, Source, Ticker
from feeder.reading import Reference, read


@pytest.fixture(scope="session")
def reading() -> Callable[..., Ticker]:
    """Read a text that was taken in Berlin on 4 February 2026 at 21:00, or with another reference."""

    def run(
        text: str | bytes,
        media_type: str = "text/plain",
        reference: Reference | None = None,
        taken: datetime = datetime(2026, 2, 4, 20, tzinfo=UTC),
    ) -> Ticker:
        source = Source(
            name="s", kind="folder", location="/x", timezone=ZoneInfo("Europe/Berlin"), language="de", title="S"
        )
        content = text.encode() if isinstance(text, str) else text
        snapshot = Snapshot(source=source, origin="/x/t.txt", content=content, media_type=media_type, fetched_at=taken)
        return read(snapshot, reference)

    return run


@pytest.fixture(scope="session")
def on_day() -> Callable[[str], Reference]:
    """A reference that knows a day alone."""
    return lambda day: Reference(day=date.fromisoformat(day))
