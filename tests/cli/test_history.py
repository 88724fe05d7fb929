"""feeder history and feeder why: what became of an entry."""

from __future__ import annotations

import json
import os

import pytest

from tests.cli.conftest import TICKER


@pytest.fixture
def told(site, call):
    """An entry was edited, and then taken out: the answer of a command that is asked about it."""
    edited = TICKER.replace("in den ersten Straßen", "in allen Straßen")
    shorter = [TICKER[: TICKER.index("08.05")] + "\n" * n + TICKER[TICKER.index("06.20") :] for n in range(3)]
    for minutes, text in enumerate((TICKER, edited, *shorter)):
        ticker = site / "ticker" / "1.txt"
        ticker.write_text(text, "utf-8")
        moment = 1_772_800_000 + 300 * minutes
        os.utime(ticker, (moment, moment))
        assert call("run", "--once").status in (0, 1)

    def ask(command: str, *options: str):
        feed = (site / "public" / "all.atom").read_text("utf-8")
        wanted = next(part for part in feed.split("<entry>") if "zurückgezogen" in part)
        return call(command, wanted.split("<id>")[1].split("</id>")[0].rsplit("/", 1)[1][:8], *options)

    return ask


def test_history(told):
    """Each revision is shown with its moment, its weight and the words that went and came."""
    result = told("history")

    assert (0, "") == (result.status, result.err)
    assert "Am Morgen floss in [-den ersten-] {+allen+} Straßen wieder Strom." in result.out
    assert "major: text, known by the same time and title" in result.out
    assert "withdrawn" in result.out.splitlines()[-1]


def test_history_for_scripts(told):
    """As JSON, all of it."""
    data = json.loads(told("history", "--json").out)

    assert (1, True, ["new", "major", "major"]) == (
        data["version"], data["withdrawn"], [each["significance"] for each in data["revisions"]],
    )  # fmt: skip
    assert [[], ["text"], []] == [each["changed"] for each in data["revisions"]]


def test_why(told):
    """Where it comes from, and how each later state was known to show it."""
    result = told("why")

    assert (0, "") == (result.status, result.err)
    assert "source     live" in result.out
    assert "topics     all, strom" in result.out
    assert "the same time and title" in result.out
    assert "1.txt, fetched " in result.out


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("command", ["history", "why"])
def test_no_such_entry(call, command):
    """An id that no entry has, and one that many begin with, end with 1 and say so."""
    call("run", "--once")

    nothing, many = call(command, "zzzz"), call(command, "")
    assert (1, 1) == (nothing.status, many.status)
    assert "no entry has this id" in nothing.err
    assert "3 entries begin like this" in many.err


@pytest.mark.usefixtures("site")
def test_nothing_is_stored(call):
    """Before the first run there is nothing to tell."""
    result = call("why", "abcd")

    assert 2 == result.status
    assert "nothing is stored yet" in result.err
