"""Pages: the text of the main column, read by the grammar of plain text."""

from __future__ import annotations

import re

import pytest

from feeder.errors import ReadError

BODY = "Die Feuerwehr bleibt über Nacht am Siel und misst alle halbe Stunde den Pegel der Linde."

BODIES = (
    BODY,
    "Die Fähre fährt wieder, und bis zum Abend sollen alle Wartenden auf der Insel sein.",
    "Zwei Klassen der Schule am Markt lernen heute im Rathaus, weil der Keller geräumt wird.",
)


def page(*entries: str, around: str = "{}") -> str:
    column = "".join(f"<div><h3>{entry}</h3><p>{text}</p></div>" for entry, text in zip(entries, BODIES, strict=False))
    return (
        f"<!doctype html><html><head><title>Titel der Seite</title></head><body>{around.format(column)}</body></html>"
    )


THREE = ("18.35 Uhr: A &amp; B", "17.10 Uhr: C", "16.05 Uhr: D")


@pytest.mark.parametrize(
    "around",
    [
        "<nav>9.00 Uhr: Start</nav><main><h1>Titel der Seite</h1>{}</main><footer>8.00 Uhr: Impressum</footer>",
        "<article>{}</article><aside><p>20.00 Uhr: Werbung</p></aside>",
        "<article>kurz</article><div>{}</div>",
        "<script>19.00 Uhr: x</script><!-- 19.00 Uhr: y --><p>Lage<br>am Abend</p>{}",
    ],
)
def test_main_column(around, reading):
    """Navigation, boxes, scripts and comments are no entries, wherever the column stands."""
    ticker = reading(page(*THREE, around=around), "text/html")

    assert ["A & B", "C", "D"] == [item.title for item in ticker.items]
    assert list(BODIES) == [item.text for item in ticker.items]
    assert ticker.title == "Titel der Seite"


def test_text_is_neither_broken_nor_glued(reading):
    """Inline tags break no word, blocks and line breaks part words."""
    html = page(*THREE).replace(BODY, "Ruß<b>land</b>s <i>Erd</i>gas,<br>Teil<p>zwei: " + BODY, 1)

    assert reading(html, "text/html").items[0].text == f"Rußlands Erdgas, Teil\n\nzwei: {BODY}"


def test_a_page_under_the_name_of_a_text(reading):
    """What begins like HTML is read as HTML, whatever its name says."""
    assert len(reading(page(*THREE)).items) == len(THREE)


@pytest.mark.parametrize(
    ("media_type", "encoding"), [("text/html; charset=ISO-8859-1", "latin-1"), ("text/html", "cp1252")]
)
def test_declared_encoding(media_type, encoding, reading):
    """The server's word decides the encoding, then the page's own."""
    html = page("18.35 Uhr: Öl", *THREE[1:]).replace("<head>", f'<head><meta charset="{encoding}">')

    assert reading(html.encode(encoding), media_type).items[0].title == "Öl"


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (page(*THREE[:2]), "2 lines that open with a time make no ticker of a page"),
        (re.sub("<p>.*?</p>", "<p>Kurz.</p>", page(*THREE)), "the texts below its times are too short for reports"),
        ("<title>" + "x" * 99 + "</title>Kurz.", "no line opens with a time"),
        (page(*reversed(THREE)), "its times rise down the page: a programme or a discussion, not a ticker"),
        ("<html>" + "x" * 50_000_001, "the page has 50000007 characters, over 50000000"),
    ],
)
def test_no_ticker(html, reason, reading):
    """Comments, programmes and chapters are no ticker."""
    with pytest.raises(ReadError) as caught:
        reading(html, "text/html")

    assert str(caught.value) == f"t.txt: no ticker: {reason}"


def test_markup_is_text(reading):
    """What is written as text stays text: the HTML of an item is escaped."""
    html = page("18.35 Uhr: A", *THREE[1:]).replace(BODY, BODY + " &lt;script&gt;alert(1)&lt;/script&gt;", 1)
    item = reading(html, "text/html").items[0]

    assert item.html == f"<p>{BODY} &lt;script&gt;alert(1)&lt;/script&gt;</p>"
