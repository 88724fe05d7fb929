"""Moments as machines write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from feeder.model import Precision
from feeder.reading import instant

BERLIN = ZoneInfo("Europe/Berlin")
EVENING = datetime(2026, 2, 4, 17, 35, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "precision", "offset"),
    [
        ("2026-02-04T18:35:00+01:00", Precision.SECOND, timedelta(hours=1)),
        ("2026-02-04T18:35:00.000+0100", Precision.SECOND, timedelta(hours=1)),
        ("2026-02-04T18:35:00+01:00[Europe/Berlin]", Precision.SECOND, timedelta(hours=1)),
        ("2026-02-04T13:05:00-04:30", Precision.SECOND, -timedelta(hours=4, minutes=30)),
        ("2026-02-04T18:35+01", Precision.MINUTE, timedelta(hours=1)),
        ("2026-02-04 17:35:00 Z", Precision.SECOND, None),
        ("2026-02-04T17:35:00+00:00", Precision.SECOND, None),
        ("2026-02-04T18:35", Precision.MINUTE, None),
        ("20260204T183500", Precision.SECOND, None),
        ("20260204T1735Z", Precision.SECOND, None),
        ("1770226500", Precision.SECOND, None),
        ("1770226500000", Precision.SECOND, None),
        ("Wed, 04 Feb 2026 17:35:00 GMT", Precision.SECOND, None),
        ("Wed, 04 Feb 2026 18:35:00 +0100", Precision.SECOND, timedelta(hours=1)),
        ("Wed, 04 Feb 2026 17:35:00 -0000", Precision.SECOND, None),
    ],
)
def test_moment(text, precision, offset):
    """A moment is read in every form that pages write for machines, in the page's zone where it names none."""
    assert instant.Instant(moment=EVENING, precision=precision, offset=offset) == instant.read(text, BERLIN)


def test_day():
    """A day alone is its beginning in the page's zone."""
    found = instant.read("2026-02-04", BERLIN)

    assert instant.Instant(moment=datetime(2026, 2, 3, 23, tzinfo=UTC), precision=Precision.DAY) == found


@pytest.mark.parametrize(
    "text",
    [
        "", "95", "vor 5 Minuten", "2026-02-31T18:35:00Z", "2026-02-04T25:00", "2026-02-04T18:35+99:00",
        "1234567890123456", "0000000000", "Wed, 99 Feb 2026 17:35:00 GMT", "0001-01-01T00:00:00+14:00", "9999-12-31",
        "2026-02-04T18:35 Uhr", "x" * 100, "１770226500", "2026-02-04T18:35:00Z\u200b",
    ],
)  # fmt: skip
def test_no_moment(text):
    """What is no moment, or lies outside of all that tickers tell of, is none."""
    assert instant.read(text, BERLIN) is None
