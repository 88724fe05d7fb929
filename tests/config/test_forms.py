"""What a single value may look like."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from feeder import outputs
from feeder.config import forms

OUTPUTS = ", ".join(outputs.names())


@pytest.mark.parametrize(
    ("form", "written", "meant"),
    [
        (forms.text, "a\nb ", "a\nb "),
        (forms.line, " Gas und Öl ", "Gas und Öl"),
        (forms.path, "../public", "../public"),
        (forms.files, "ticker/*.txt", "ticker/*.txt"),
        (forms.line, " Ko\u0308ln\u200b am\u00a0Rhein ", "K\u00f6ln am Rhein"),
        (forms.path, "Ko\u0308ln/feeds", "Ko\u0308ln/feeds"),
        (forms.name, "eu-2026", "eu-2026"),
        (forms.source_name, "index", "index"),
        (forms.topic_name, "feed", "feed"),
        (forms.duration, "90s", timedelta(seconds=90)),
        (forms.duration, "5 m", timedelta(minutes=5)),
        (forms.duration, "1h", timedelta(hours=1)),
        (forms.duration, "2d", timedelta(days=2)),
        (forms.zone, "Europe/Berlin", ZoneInfo("Europe/Berlin")),
        (forms.language, "de", "de"),
        (forms.language, "zh-Hant-TW", "zh-Hant-TW"),
        (forms.address, "https://news.example.net:8443/live?a=b#c", "https://news.example.net:8443/live?a=b#c"),
        (forms.ticker_address, "https://news.example.net/live", "https://news.example.net/live"),
        (
            forms.ticker_address,
            "https://news.example.net/{date:%Y-%m-%d}/{date:%d}",
            "https://news.example.net/{date:%Y-%m-%d}/{date:%d}",
        ),
        (forms.site_address, "http://[::1]:8080", "http://[::1]:8080/"),
        (forms.authority, "example.org,2026", "example.org,2026"),
        (forms.authority, "a-b.example.org,2026-02", "a-b.example.org,2026-02"),
        (forms.authority, "example.org,2024-02-29", "example.org,2024-02-29"),
        (forms.state, "sqlite:///feeder.db", "sqlite:///feeder.db"),
        (forms.state, "sqlite:////srv/feeder.db", "sqlite:////srv/feeder.db"),
        (forms.state, "postgresql+psycopg://me@/feeder", "postgresql+psycopg://me@/feeder"),
        (forms.output, "atom", "atom"),
    ],
)
def test_what_is_right_is_taken(form, written, meant):
    """A value of the right form means what it says."""
    assert meant == form(written)


CONTROL = "it holds a line break or another control character: write it in one line"
NAME = "a name has lower-case letters a to z, digits and hyphens, and begins with no hyphen"
DURATION = 'write a number and a unit in quotes: "90s", "5m", "1h" or "1d"'
ADDRESS = "this is no address: look at its host and port, and at spaces in it"
AUTHORITY = (
    "it needs a domain of yours in lower case, a comma, and a year or day in which you owned it (RFC 4151): "
    'write it like "{}"'
)
PORT = 'its host or port is none: write "postgresql+psycopg://USER@HOST:5432/DATABASE"'
STATE = 'write "sqlite:///FILE" or "postgresql+psycopg://USER@HOST/DATABASE"'


@pytest.mark.parametrize(
    ("form", "written", "told"),
    [
        (forms.text, " \n", "it is empty"),
        (forms.line, "", "it is empty"),
        (forms.line, "\u200b", "it is empty"),
        (forms.text, "\u200b\ufeff", "it is empty"),
        (forms.line, "a\x07b", CONTROL),
        (forms.line, "a\nb", CONTROL),
        (forms.path, "~/feeds", "a path does not begin with ~ here: write it whole, or relative to this file"),
        (forms.path, "a\0b", CONTROL),
        (forms.files, "ticker/", 'say which files in it: "ticker/*.txt"'),
        (forms.name, "Süd West", NAME),
        (forms.name, "-a", NAME),
        (forms.name, "", NAME),
        (forms.name, "a\n", NAME),
        (forms.name, "a" * 101, "a name has 100 characters at most, this one has 101"),
        (forms.source_name, "feed", "in ids this word stands for feeds: choose another name"),
        (forms.topic_name, "index", "the site's front page has this name: choose another one"),
        (forms.duration, "5 minutes", DURATION),
        (forms.duration, "0m", DURATION),
        (forms.duration, 300, DURATION),
        (forms.zone, "Europa/Berlin", 'no such time zone; did you mean "Europe/Berlin"?'),
        (forms.zone, "berlin", 'no such time zone; did you mean "Europe/Berlin"?'),
        (forms.zone, "MEZ", 'no such time zone; write one like "Europe/Berlin"'),
        (forms.zone, "../../etc/passwd", 'no such time zone; write one like "Europe/Berlin"'),
        (forms.zone, "", 'no such time zone; write one like "Europe/Berlin"'),
        (forms.zone, 5, 'no such time zone; write one like "Europe/Berlin"'),
        (forms.language, "german", 'no language tag (BCP 47); write one like "de" or "en-GB"'),
        (forms.language, "DE", 'no language tag (BCP 47); did you mean "de"?'),
        (forms.language, "de_AT", 'no language tag (BCP 47); did you mean "de-AT"?'),
        (forms.address, "127.0.0.1:8080", 'write a whole address that begins with "http://" or "https://"'),
        (forms.address, "ftp://example.net/", 'write a whole address that begins with "http://" or "https://"'),
        (forms.address, "http://", ADDRESS),
        (forms.address, "http://[::1/", ADDRESS),
        (forms.address, "http://127.0.0.1:99999/", ADDRESS),
        (forms.address, "http://127.0.0.1:0/", ADDRESS),
        (forms.address, "http://example.net/a b", ADDRESS),
        (
            forms.address,
            "https://me:secret@example.net/",
            "an address with a name or password in it is not asked: leave out what stands before @",
        ),
        (forms.site_address, "http://example.net/?a", "an address of a folder has no ? and no #"),
        (forms.site_address, "http://example.net/#a", "an address of a folder has no ? and no #"),
        (forms.authority, "Example.org,2026", AUTHORITY.format("example.org,2026")),
        (forms.authority, "example.org", AUTHORITY.format("news.example.org,2026")),
        (forms.authority, "example.org,2026-02-31", AUTHORITY.format("news.example.org,2026")),
        (forms.authority, "me@example.org,2026", AUTHORITY.format("news.example.org,2026")),
        (forms.authority, "localhost,2026", AUTHORITY.format("news.example.org,2026")),
        (forms.state, "mysql://me@host/feeder", STATE),
        (forms.state, "state/feeder.db", STATE),
        (forms.state, "sqlite:///state/", STATE),
        (forms.state, "sqlite:///feeder.db?mode=memory", STATE),
        (forms.state, "sqlite:///", "it is empty"),
        (forms.state, "postgresql+psycopg://me@host:port/feeder", PORT),
        (forms.output, "zz", f"no such output; known are {OUTPUTS}"),
        (forms.output, "Atom", 'no such output; did you mean "atom"?'),
        (forms.output, "index", f"no such output; known are {OUTPUTS}"),
    ],
)
def test_what_is_wrong_is_told(form, written, told):
    """A value of the wrong form is refused, and the message says what to write."""
    with pytest.raises(ValueError) as caught:
        form(written)

    assert told == str(caught.value)
