"""What is allowed, but hardly meant."""

from __future__ import annotations

import pytest

PUBLIC = (
    '[site] authority: "{}" is an example, but https://feeds.news.net/ looks public: put a '
    "domain that you own there before the first entry is published; it stands in every id and never changes"
)


@pytest.mark.parametrize("authority", ["example.org,2026", "ab12.example.net,2026", "a.example,2026", "a.test,2026"])
def test_an_example_in_public(loaded, right, authority):
    """Who serves feeds to others under a domain that nobody can own is warned."""
    text = right.replace("http://127.0.0.1:8080/", "https://feeds.news.net/").replace("example.org,2026", authority)

    assert (PUBLIC.format(authority),) == loaded(text).warnings


def test_a_domain_in_public(loaded, right):
    """Who put a domain there is not."""
    text = right.replace("http://127.0.0.1:8080/", "https://feeds.news.net/").replace("example.org", "myexample.net")

    assert () == loaded(text).warnings


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "192.168.1.5", "localhost", "nas.local", "feeds.example"])
def test_an_example_at_home(loaded, right, host):
    """Where only this house can see the feeds, an example is good enough."""
    assert () == loaded(right.replace("127.0.0.1", host)).warnings


def test_nothing_to_do(loaded, right):
    """A configuration without sources and topics works, and is warned about."""
    assert (
        "there is no [[source]]: nothing will be read",
        "there is no [[topic]]: no feed will be written",
    ) == loaded(right[: right.index("[[source]]")]).warnings
