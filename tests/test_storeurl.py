"""The address of the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from feeder.storeurl import file_of, shown


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite:////srv/a?b c#d%20/feeder.db", Path("/srv/a?b c#d%20/feeder.db")),
        ("sqlite:///state/feeder.db", Path("state/feeder.db")),
        ("postgresql+psycopg://me@host/feeder", None),
    ],
)
def test_the_file_that_it_names(url, file):
    """What follows is the file's path, whatever signs are in it; a database of a server has none."""
    assert file == file_of(url)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql+psycopg://me:secret@host/feeder", "postgresql+psycopg://me:***@host/feeder"),
        ("postgresql+psycopg://me:s/e?c#ret@host:5432/feeder", "postgresql+psycopg://me:***@host:5432/feeder"),
        (
            "postgresql+psycopg://me@/feeder?host=/run&password=secret&sslpassword=secret&port=1",
            "postgresql+psycopg://me@/feeder?host=/run&password=***&sslpassword=***&port=1",
        ),
        ("postgresql+psycopg://me@host:5432/feeder", "postgresql+psycopg://me@host:5432/feeder"),
        ("sqlite:////srv/me:you@home/feeder.db", "sqlite:////srv/me:you@home/feeder.db"),
    ],
)
def test_no_password_is_shown(url, expected):
    """A message shows the address without its passwords, wherever they stand."""
    assert expected == shown(url)
