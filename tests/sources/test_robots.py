"""robots.txt is understood as RFC 9309 has it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from feeder.sources.robots import RobotsCache, Rule, Rules, parse

NOW = datetime(2026, 2, 5, 12, 0, tzinfo=UTC)
PAGE = "https://news.example/live/ticker?page=1"


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow:\n", True),
        ("User-agent: *\nDisallow: /\n", False),
        ("User-agent: *\nDisallow: /live\n", False),
        ("User-agent: *\nDisallow: /private\n", True),
        ("User-agent: *\nAllow: /\n\nUser-agent: Feeder\nDisallow: /\n", False),
        ("User-agent: feeder/2.0 (news)\nDisallow:\n\nUser-agent: *\nDisallow: /\n", True),
        ("User-agent: feeder-images\nDisallow: /\n", True),
        ("User-agent: other\nUser-agent: feeder\nDisallow: /\n", False),
        ("User-agent: feeder\nDisallow: /x\n\nUser-agent: feeder\nDisallow: /live\n", False),
        ("User-agent: 007\nDisallow: /\n", True),
        ("User-agent: *\nDisallow: /\nAllow: /live/\n", True),
        ("User-agent: *\nDisallow: /live\nAllow: /live\n", True),
        ("User-agent: *\nDisallow: /*ticker?page=1$\n", False),
        ("User-agent: *\nDisallow: /*ticker$\n", True),
        ("User-agent: *\nDisallow: /live*page\n", False),
        ("User-agent: *\nDisallow: /live*nothing\n", True),
        ("User-agent: *\nDisallow: /live/ticker?page=1$\n", False),
        ("User-agent: *\nDisallow: /live/ticker$\n", True),
        ("User-agent: *\nDisallow: live\n", True),
        ("User-agent: *\nDisallow: /l%69ve\n", False),
        ("\ufeffUSER-AGENT : *\rdisallow:   /  # all\r", False),
        ("Disallow: /\n", True),
        ("no rule at all\nUser-agent: *\nDisallow /\n", True),
        ("<!doctype html>\n<p>Disallow: /</p>\n", True),
        ("Sitemap: https://news.example/map.xml\nUser-agent: *\nCrawl-delay: 9\nDisallow: /live\n", False),
    ],
)
def test_allows(text, allowed):
    """The longest rule of our own group decides, else of everyone's group; without a rule all is allowed."""
    assert parse(text.encode()).allow(PAGE) is allowed


def test_umlauts_are_compared_as_octets():
    """An address and a rule agree however their umlauts are written."""
    rules = parse("User-agent: *\nDisallow: /brücke\n".encode())

    assert [rules.allow("https://a.example/br%c3%bccke"), rules.allow("https://a.example/brücke")] == [False, False]


def test_address_without_path_is_the_root():
    """An address without a path is asked for as the root."""
    assert parse(b"User-agent: *\nDisallow: /$\n").allow("https://news.example") is False


def test_hostile_pattern_takes_no_time():
    """A pattern of thousands of wildcards is decided at once; as a regular expression it would run for ever."""
    rule = Rule(allows=False, pattern="/" + "*a" * 5000 + "b")

    assert rule.fits("/" + "a" * 8000) is False


def test_rules_are_kept_for_a_day():
    """Learned rules are found again for a day, and forgotten when others are learned after it."""
    cache, rules = RobotsCache(), Rules(rules=(Rule(allows=False, pattern="/"),))
    cache.keep("https://a.example", rules, NOW)

    assert cache.find("https://a.example", NOW + timedelta(hours=23)) == rules
    assert cache.find("https://a.example", NOW + timedelta(hours=24)) is None
    assert cache.find("https://b.example", NOW) is None

    cache.keep("https://b.example", rules, NOW + timedelta(hours=24))

    assert cache.find("https://a.example", NOW) is None

    cache.keep("https://c.example", rules, NOW + timedelta(hours=25))

    assert cache.find("https://b.example", NOW + timedelta(hours=25)) == rules
