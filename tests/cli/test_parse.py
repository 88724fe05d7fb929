"""feeder parse: what the reader sees."""

from __future__ import annotations

import json
import os
import pty
import re
import socket
import subprocess
import sys

import pytest

KEYS = ["published", "precision", "title", "text", "html", "author", "key", "link", "images", "captions"]


@pytest.fixture
def ticker(site):
    """A ticker's text."""
    return site / "ticker" / "1.txt"


def test_a_table(call, ticker):
    """A person sees when, how much, and the title of each entry, and what it all was."""
    parsed = call("parse", "--timezone", "Europe/Berlin", "--language", "de", ticker)

    assert (0, "") == (parsed.status, parsed.err)
    assert [
        "published         characters  title",
        "2026-03-06 09:25          80  Feuerwehr zählt 64 Einsätze",
        "2026-03-06 08:05          84  Die Insel hat wieder Strom",
        "2026-03-06 06:20          82  130 Menschen verbringen die Nacht in der Halle",
        f"{ticker}: 3 entries, certainty …, times in Europe/Berlin",
        "",
    ] == [re.sub(r"certainty [01]\.\d\d", "certainty …", line.rstrip()) for line in parsed.out.splitlines()]


def test_json(call, ticker):
    """A script gets one object a line, with the keys that are promised."""
    parsed = call("parse", "--json", "--timezone", "Europe/Berlin", ticker)
    entries = [json.loads(line) for line in parsed.out.splitlines()]

    assert (0, "", [KEYS] * 3) == (parsed.status, parsed.err, [list(entry) for entry in entries])
    assert {
        "published": "2026-03-06T09:25:00+01:00",
        "precision": "minute",
        "title": "Feuerwehr zählt 64 Einsätze",
        "text": "Seit Mitternacht ist die Feuerwehr 64 Mal ausgerückt, meist wegen voller Keller.",
        "html": "<p>Seit Mitternacht ist die Feuerwehr 64 Mal ausgerückt, meist wegen voller Keller.</p>",
        "author": None,
        "key": None,
        "link": None,
        "images": [],
        "captions": [],
    } == entries[0]


def test_a_clock_without_a_day(call, place):
    """Without a day on the page clocks stay undated; with a reference date they have one."""
    (place / "a.txt").write_text(
        "09.25 Uhr: Eins\nText eins steht hier.\n\n08.05 Uhr: Zwei\nText zwei steht hier.\n", "utf-8"
    )
    undated = call("parse", "--json", "a.txt")
    table = call("parse", "a.txt")
    dated = call("parse", "--json", "--reference-date", "2026-03-06", "a.txt")

    assert [None, None] == [json.loads(line)["published"] for line in undated.out.splitlines()]
    assert ["–", "–"] == [line.split()[0] for line in table.out.splitlines()[1:3]]
    assert ["2026-03-06T09:25:00+00:00", "2026-03-06T08:05:00+00:00"] == [
        json.loads(line)["published"] for line in dated.out.splitlines()
    ]


def test_an_entry_without_a_title(call, place):
    """A table shows the title that a feed would: made from the text."""
    (place / "a.txt").write_text(
        " date 2026-03-06\n\n09.25 Uhr\nDie Fähre fährt wieder. Das Wasser ist ruhig.\n\n"
        "08.05 Uhr\nDer Strom ist da. Die Insel hat Licht.\n",
        "utf-8",
    )
    rows = call("parse", "a.txt").out.splitlines()[1:3]

    assert ["Die Fähre fährt wieder", "Der Strom ist da"] == [row.rstrip().split("  ")[-1] for row in rows]


def test_what_is_no_ticker(call, place):
    """A text that is no ticker is no failure: nothing is printed, and the reason is told."""
    (place / "a.txt").write_text("Guten Tag.\n", "utf-8")
    parsed = call("parse", "a.txt", "--json")

    assert (0, "") == (parsed.status, parsed.out)
    assert parsed.err.startswith("feeder: a.txt: no ticker: ")


def test_a_binary_file(call, place):
    """A file that is no text is no ticker either."""
    (place / "a.bin").write_bytes(bytes(range(256)) * 50)
    parsed = call("parse", "a.bin")

    assert (0, "", True) == (parsed.status, parsed.out, "no ticker" in parsed.err)


def test_remarks_are_told(call, place):
    """What was assumed in reading, and in fetching, is told."""
    text = " date 2026-03-06\n\n09.25 Uhr: Öl\nDie Fähre fährt.\n\n08.05 Uhr: Gas\nEs gibt Gas.\n"
    (place / "a.txt").write_bytes(text.encode("cp1252"))
    os.utime(place / "a.txt", (4_000_000_000, 4_000_000_000))
    parsed = call("parse", "a.txt")

    assert [True, True] == ["future" in parsed.err, "cp1252" in parsed.err]


@pytest.mark.parametrize(
    ("origin", "told"),
    [
        ("nix.txt", '"nix.txt": there is no such file'),
        ("ticker", '"ticker": it is a folder: name the files in it, say ticker/*.txt'),
        ("fifo", '"fifo": it is neither a file nor a folder: copy what it gives into a file'),
        (
            "ftp://example.net/a",
            '"ftp://example.net/a": only addresses that begin with http:// or https:// can be read',
        ),
        (
            "news.example.net/live",
            '"news.example.net/live": there is no such file; an address begins with https://',
        ),
        (
            "http://127.0.0.1/",
            (
                '"http://127.0.0.1/": it leads to an address that is not public, where no feed should look by mistake: '
                "if it is meant, add --allow-private"
            ),
        ),
        (
            "HTTP://127.0.0.1/",
            (
                '"HTTP://127.0.0.1/": it leads to an address that is not public, where no feed should look by mistake: '
                "if it is meant, add --allow-private"
            ),
        ),
    ],
)
def test_what_is_not_there(call, site, origin, told):
    """A file or address that cannot be read is told with what to do, and the status is 2."""
    os.mkfifo(site / "fifo")
    parsed = call("parse", origin)

    assert (2, "", f"feeder: {told}\n") == (parsed.status, parsed.out, parsed.err)


def test_the_others_are_shown(call, ticker):
    """One file that is missing does not keep the others from being shown."""
    parsed = call("parse", "--json", "nix.txt", ticker, ticker)

    assert (2, 6) == (parsed.status, len(parsed.out.splitlines()))


def test_a_private_address(call):
    """A private address is asked if the user says so."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    parsed = call("parse", "--allow-private", f"http://127.0.0.1:{port}/")

    assert (2, True) == (parsed.status, "the server refuses the connection" in parsed.err)


def test_names_are_no_patterns(call, place, ticker):
    """A name with brackets or stars in it is the name of a file."""
    (place / "a[1]*.txt").write_bytes(ticker.read_bytes())

    assert 3 == len(call("parse", "--json", "a[1]*.txt").out.splitlines())


def test_the_real_command(feeder, ticker):
    """What goes to another program has no colours, and no title is cut."""
    long = "Ein Titel, der länger ist als eine Zeile auf einem Bildschirm mit achtzig Spalten je sein kann"
    ticker.write_text(ticker.read_text("utf-8").replace("Feuerwehr zählt 64 Einsätze", long), "utf-8")
    parsed = feeder("parse", ticker)

    assert (0, "") == (parsed.returncode, parsed.stderr)
    assert long in parsed.stdout
    assert "\x1b" not in parsed.stdout


# ---------------------------------------------------------------- explained


def test_explained(call, site):
    """Each line of the text is shown with what it was read as, and the table below."""
    (site / "a.txt").write_text(
        " date 2026-03-06\n\n09.25 Uhr: Feuerwehr zählt\nSeit Mitternacht ist sie ausgerückt.\n\n"
        "08.05 Uhr: Strom ist da\nAm Morgen floss Strom. Ein Kabel war gerissen.\n",
        "utf-8",
    )
    parsed = call("parse", "--explain", "--timezone", "Europe/Berlin", "--language", "de", "a.txt")
    rows = [row.rstrip() for row in parsed.out.splitlines()]

    assert (0, "") == (parsed.status, parsed.err)
    assert "[left out] date 2026-03-06  ← stands above the first entry" == rows[0]
    assert "" == rows[1]
    assert (
        "[mark] 09.25 Uhr: [title] Feuerwehr zählt  ← begins the entry of 2026-03-06 09:25; set apart from the text"
    ) == rows[2]
    assert "[text] Seit Mitternacht ist sie ausgerückt." == rows[3]
    assert any(row.startswith("a.txt: 2 entries, certainty ") for row in rows)


def test_explained_or_for_scripts(call, ticker):
    """What is for people and what is for scripts are not asked for together."""
    refused = call("parse", "--explain", "--json", ticker)

    assert (2, True) == (refused.status, "choose one" in refused.err)


def test_why_it_is_so_certain(call, site):
    """The table says what the certainty rests on, where the reader says so."""
    (site / "a.rss").write_text(
        "<rss version='2.0'><channel><item><title>A [b]</title></item></channel></rss>", "utf-8"
    )
    parsed = call("parse", "a.rss")

    assert "certainty 1.00 (an RSS feed: it tells its entries apart itself), times in UTC" in parsed.out
    assert "A [b]" in parsed.out


def test_on_a_terminal(ticker):
    """On a terminal what lines were read as is shown in colours, without labels, and a legend tells them."""
    main, terminal = pty.openpty()
    try:
        done = subprocess.Popen(
            [sys.executable, "-m", "feeder", "parse", "--explain", "--language", "de", ticker],
            stdout=terminal, stderr=terminal, env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "200"},
        )  # fmt: skip
        os.close(terminal)
        shown = b""
        while part := read_some(main):
            shown += part
        assert 0 == done.wait(60)
    finally:
        os.close(main)
    text = shown.decode("utf-8")

    assert "\x1b[1;36m09.25 Uhr: \x1b[0m" in text
    assert "[mark]" not in text
    assert re.search("mark.*title.*text.*author.*caption.*lead.*left out", text)


def read_some(descriptor: int) -> bytes:
    """What comes next; nothing at the end, which Linux tells as an error."""
    try:
        return os.read(descriptor, 65_536)
    except OSError:
        return b""
