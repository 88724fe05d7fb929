"""Faults: each with its file and line, all at once, in words that say what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from feeder import outputs
from feeder.config.faults import Fault, cut, lines
from feeder.config.tables import SiteTable, SourceTable, TopicTable
from feeder.errors import QueryError
from feeder.topics.query import parse

OUTPUTS = ", ".join(outputs.names())
SITE_KEYS, SOURCE_KEYS, TOPIC_KEYS = (", ".join(table.model_fields) for table in (SiteTable, SourceTable, TopicTable))


def test_a_right_one_has_none(told, right):
    """Of a configuration that is right nothing is said."""
    assert [] == told(right)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        # tables
        ("[site]", "[sites]", '1: "sites": unknown table; did you mean [site]?'),
        ("[[topic]]", "[[topics]]", '11: "topics": unknown table; did you mean [[topic]]?'),
        ("[[topic]]", "[[feeds]]", '11: "feeds": unknown table; known are [site], [[source]], [[topic]], include'),
        (
            "[site]",
            'plugins = ["a"]\n[site]',
            '1: "plugins": unknown key; known are [site], [[source]], [[topic]], include',
        ),
        ("[site]", "[[site]]", "1: there is one [site], in single brackets, with its keys below it"),
        ("[[source]]", "[source]", "6: write [[source]], in double brackets, for each source, with its keys below it"),
        ("[[topic]]", "[topic]", "11: write [[topic]], in double brackets, for each topic, with its keys below it"),
        # keys
        ("url =", "zzz = 1\nurl =", f"3: [site] zzz: unknown key; known are {SITE_KEYS}"),
        (
            "folder =",
            "zzz = 3\nfolder =",
            f"8: [[source]] live: zzz: unknown key; known are {SOURCE_KEYS}",
        ),
        ("query =", "zzz = 5\nquery =", f"13: [[topic]] gas: zzz: unknown key; known are {TOPIC_KEYS}"),
        ("query =", "titel = 5\nquery =", "13: [[topic]] gas: titel: unknown key; did you mean title?"),
        ("query =", "value = 5\nquery =", "13: [[topic]] gas: value: unknown key; did you mean private?"),
        ("url =", "key_line = 5\nurl =", f"3: [site] key_line: unknown key; known are {SITE_KEYS}"),
        (
            'authority = "example.org,2026"\n',
            "",
            '1: [site] authority: it is missing: write authority = "news.example.org,2026", or what is right for you',
        ),
        (
            'name = "gas"\n',
            "",
            '11: [[topic]] number 1: name: it is missing: write name = "gas", or what is right for you',
        ),
        # types
        ('"Ticker"', "5", "2: [site] title: 5: write it as text, in quotes"),
        ('"gas"\nquery = "gas"', '5\nquery = "gas"', "12: [[topic]] number 1: name: 5: write it as text, in quotes"),
        ('query = "gas"', 'query = ["a"]', '13: [[topic]] gas: query: ["a"]: write it as text, in quotes'),
        ("query =", 'sources = "live"\nquery =', '13: [[topic]] gas: sources: "live": write a list: ["…", "…"]'),
        ("query =", "matches = [\n 'a',\n 5]\nquery =", "15: [[topic]] gas: matches: 5: write it as text, in quotes"),
        (
            "folder =",
            'robots = "no"\nfolder =',
            '8: [[source]] live: robots: "no": write true or false, without quotes',
        ),
        ("folder =", 'tickers = "x"\nfolder =', '8: [[source]] live: tickers: "x": write "one" or "per-file"'),
        ("url =", "outputs = []\nurl =", "3: [site] outputs: []: name one at least"),
        ("url =", 'outputs = ["zz"]\nurl =', f'3: [site] outputs: "zz": no such output; known are {OUTPUTS}'),
        # forms
        (
            "Europe/Berlin",
            "Europa/Berlin",
            '9: [[source]] live: timezone: "Europa/Berlin": no such time zone; did you mean "Europe/Berlin"?',
        ),
        (
            "http://127.0.0.1:8080/",
            "http://me:secret@127.0.0.1/",
            (
                '3: [site] url: "http://…@127.0.0.1/": an address with a name or password in it is not asked: '
                "leave out what stands before @"
            ),
        ),
        ('query = "gas"', 'query = ""', '13: [[topic]] gas: query: "": it is empty'),
        # between keys
        (
            'folder = "ticker/*.txt"\n',
            "",
            (
                "6: [[source]] live: it does not say where the ticker is: "
                'write folder = "ticker/*.txt", or url = "https://…"'
            ),
        ),
        (
            "folder =",
            'url = "https://news.example.net/"\nfolder =',
            (
                "8: [[source]] live: url: a source has either a folder or a url: "
                "make a [[source]] of its own for the other"
            ),
        ),
        (
            'timezone = "Europe/Berlin"\n',
            "",
            (
                "6: [[source]] live: timezone: it is missing: clocks in files name no zone; "
                'write one like timezone = "Europe/Berlin"'
            ),
        ),
        (
            'folder = "ticker/*.txt"',
            'url = "https://news.example.net/"\ntickers = "per-file"',
            "9: [[source]] live: tickers: only a folder holds several tickers: make a [[source]] for each page",
        ),
        (
            'folder = "ticker/*.txt"',
            'url = "https://news.example.net/"\nevery = "59s"',
            '9: [[source]] live: every: "59s": a page is asked once a minute at most: write "60s" or more',
        ),
        (
            "folder =",
            "tombstones = true\nfolder =",
            (
                "8: [[source]] live: tombstones: they stand for entries that left the feeds, and marked ones stay: "
                'write withdrawn = "drop"'
            ),
        ),
        (
            "folder =",
            'follow = "Liveticker"\nfolder =',
            (
                "8: [[source]] live: follow: only a page has links: give it a url, the address of the page on which "
                "the link stands"
            ),
        ),
        (
            "folder =",
            'layout = "table"\nfolder =',
            '8: [[source]] live: layout: "table": write "text", "linked-data", "repeated" or "feed"',
        ),
        (
            'folder = "ticker/*.txt"',
            'url = "https://news.example.net/{date}/live"',
            (
                '8: [[source]] live: url: "https://news.example.net/{date}/live": in braces stands a day alone, made '
                "of %Y %y %m %d %j %V and signs: {date:%Y-%m-%d}; a brace of the address itself is written %7B or %7D"
            ),
        ),
        (
            "query =",
            'sources = ["net", "live"]\nquery =',
            '13: [[topic]] gas: sources: "net": no such source; known are live',
        ),
        (
            "[[topic]]",
            '[[topic]]\nname = "gas"\nquery = "*"\n[[topic]]',
            '15: [[topic]] gas: name: "gas": another topic has this name: choose one that no other has',
        ),
        (
            "folder =",
            'was = ["live"]\nfolder =',
            (
                '8: [[source]] live: was: "live": a source has this name, or had it before: '
                "here stand names that no other has or had"
            ),
        ),
    ],
)
def test_each_fault_has_its_line(told, right, old, new, line):
    """A fault is told with file, line, table and key, what is wrong and what to do."""
    assert f"feeder.toml:{line}" in told(right.replace(old, new, 1))


@pytest.mark.parametrize(
    ("written", "line", "shown"),
    [
        ("query = '(gas'", 13, ["    (gas", "    ^"]),
        ('query = """\ngas\n  OR ) oil"""', 15, ["      OR ) oil", "         ^"]),
        ('query = """gas OR\n)"""', 14, ["    )", "    ^"]),
    ],
)
def test_a_query_shows_its_place(told, right, written, line, shown):
    """A bad query is shown with a caret under the place, and the line is that of the place."""
    first, *rest = told(right.replace('query = "gas"', written))

    assert (f"feeder.toml:{line}: [[topic]] gas: query: ", shown) == (first[: first.index("query: ") + 7], rest)


def why(query: str) -> str:
    """What the filter language says of a bad query."""
    with pytest.raises(QueryError) as caught:
        parse(query)
    return str(caught.value)


def test_all_faults_at_once(told, right):
    """Faults of form, between keys and in queries are told together, in the order of the file."""
    text = (
        right.replace("title =", "titel =")
        .replace("Europe/Berlin", "Europe/Brlin")
        .replace('query = "gas"', 'query = "("\nsources = ["net"]')
        + '\n[[topic]]\nname = "Gas"\nquery = "*"\n[[source]]\nname = "live"\nfolder = 5\n'
    )

    assert [
        "feeder.toml has 9 faults",
        'feeder.toml:1: [site] title: it is missing: write title = "My tickers by topic", or what is right for you',
        "feeder.toml:2: [site] titel: unknown key; did you mean title?",
        'feeder.toml:9: [[source]] live: timezone: "Europe/Brlin": no such time zone; did you mean "Europe/Berlin"?',
        f"feeder.toml:13: [[topic]] gas: query: {why('(')}",
        "    (",
        "     ^",
        'feeder.toml:14: [[topic]] gas: sources: "net": no such source; known are live',
        (
            'feeder.toml:17: [[topic]] Gas: name: "Gas": a name has lower-case letters a to z, digits and hyphens, and '
            "begins with no hyphen"
        ),
        (
            "feeder.toml:19: [[source]] live: timezone: it is missing: clocks in files name no zone; "
            'write one like timezone = "Europe/Berlin"'
        ),
        'feeder.toml:20: [[source]] live: name: "live": another source has this name: choose one that no other has',
        "feeder.toml:21: [[source]] live: folder: 5: write it as text, in quotes",
    ] == told(text)


def test_an_empty_file(told):
    """Where there is nothing, the missing table is told."""
    assert ["feeder.toml:1: the table [site] is missing"] == told("")


def test_a_header_without_keys(told):
    """A table without keys has the line of its header, also below a comment."""
    lines = told("# feeds\n\n [ site ]\n")

    assert {"feeder.toml:3"} == {line.rpartition(": [site]")[0] for line in lines[1:]}


def test_inline_tables(told):
    """Tables that are written in one line have faults with lines as well."""
    assert [
        "feeder.toml has 3 faults",
        'feeder.toml:1: [site] url: "x": write a whole address that begins with "http://" or "https://"',
        'feeder.toml:2: [[source]] number 1: name: it is missing: write name = "live", or what is right for you',
        (
            "feeder.toml:2: [[source]] number 1: timezone: it is missing: clocks in files name no zone; "
            'write one like timezone = "Europe/Berlin"'
        ),
    ] == told('site = {title = "T", url = "x", authority = "example.org,2026"}\nsource = [{folder = "x"}]\n')


@pytest.mark.parametrize("written", ['source = "live"', 'source = ["live"]', "source = []\ntopic = [5]"])
def test_tables_that_are_none(told, right, written):
    """What is written in place of a table is told, and nothing breaks."""
    said = told(f"{written}\n{right[: right.index('[[source]]')]}")

    assert 1 == len(said)
    assert "in double brackets, for each" in said[0]


def test_a_topic_without_any_source(told, right):
    """A topic that names a source where there is none is told so."""
    text = right[: right.index("[[source]]")] + '[[topic]]\nname = "gas"\nquery = "*"\nsources = ["live"]\n'

    assert ['feeder.toml:9: [[topic]] gas: sources: "live": no such source; there is none'] == told(text)


def test_long_values_are_cut(told, right):
    """A message shows as much of a value as a line has room for."""
    (line,) = told(right.replace('"Ticker"', f"[{'5,' * 200}]"))

    assert f"feeder.toml:2: [site] title: [{'5, ' * 26}…: write it as text, in quotes" == line


@pytest.mark.parametrize(
    ("line", "column", "shown"),
    [
        ("gas )", 4, "    gas )\n        ^"),
        ("gas\t)", 4, "    gas )\n        ^"),
        ("a" * 50 + ")" + "b" * 100, 50, f"    …{'a' * 36}){'b' * 35}…\n    {' ' * 37}^"),
        (")" + "b" * 100, 0, f"    ){'b' * 71}…\n    ^"),
        ("b" * 100 + ")", 100, f"    …{'b' * 71})\n    {' ' * 72}^"),
        ("", 0, "    \n    ^"),
    ],
)
def test_a_line_is_shown_around_its_place(line, column, shown):
    """Of a long line stands what is around the caret, and the caret is below the place."""
    assert shown == cut(line, column)


def test_the_same_fault_is_told_once():
    """Two checks that find the same say it in one line."""
    fault = Fault(("site", "title"), "it is odd")

    assert "f.toml:2: [site] title: it is odd" == "\n".join(
        lines(Path("f.toml"), "[site]\ntitle = 'x'\n", [fault, fault])
    )
