"""Pages that want to break the reader: without end in depth or number, and with markup that must not run."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeder.errors import ReadError
from feeder.reading import page, tree
from feeder.reading.reference import Reference

BERLIN = ZoneInfo("Europe/Berlin")
KNOWN = Reference(day=date(2026, 2, 4), moment=datetime(2026, 2, 4, 20, tzinfo=UTC))
# Each is written so many times: ten times as many may take ten times as long.
REPEATED = {
    "elements in elements": "<div class='entry live'><b>x</b>",
    "times in elements": "<div class='e'><time datetime='2026-02-04T18:35'>x</time>",
    "scopes in scopes": "<div itemscope itemtype='http://schema.org/LiveBlogPosting' itemprop='headline'>",
    "captions in captions": "<div class='caption'>",
    "asides in asides": "<aside>",
    "times beside times": "<p>18:35</p>",
    "short entries": "<article><time>18:35</time><h2>a</h2><p>Text, Text.</p></article>",
    "links": "<p>18.35 Uhr: <a href='/x'>Wort</a></p>",
    "heads": "<h3><time datetime='2026-02-04T18:35'>x</time></h3><p>Text. </p>",
    "sources": "<picture><source srcset='a 1x'><img>",
    "quotations": "<blockquote><b><i>",
}
MANY = 3000
WORDS = st.sampled_from([
    "<div>", "</div>", "<p>", "</p>", "<time>18:35", "</time>", "<article id=a1>", "<h2>", "Ein Satz, der endet. ",
    "<a href='//x'>", "18.35 Uhr: ", "<script>", "</script>", "<iframe src=x>", "<img src=/a>", "<li>", "<b>", "<br>",
    "&lt;b&gt;", "<table>", "<svg>", "<time datetime='2026-02-04T18:35Z'>", "<!--", "-->", "<figure>", "<figcaption>",
    "\0", "</", "<aside>", "<main>",
])  # fmt: skip
NAMES = st.sampled_from([
    "@type", "@id", "@graph", "liveBlogUpdate", "headline", "articleBody", "datePublished", "author", "name", "image",
    "url", "item",
])  # fmt: skip
PLAIN = st.none() | st.booleans() | st.integers() | st.text(max_size=9)
VALUES = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5), max_leaves=12
)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", REPEATED)
def test_no_page_hangs(name):
    """A page is read to its end, however its elements nest or repeat; the time it takes is told by `make bench`."""
    with suppress(ReadError):
        page.read(REPEATED[name] * MANY, KNOWN, BERLIN)


def test_too_deep():
    """Elements that nest beyond all sense are refused with the figure."""
    with pytest.raises(ReadError) as caught:
        tree.parse("<div>" * 100_010)

    assert "its elements nest 100011 deep, over 100000" == str(caught.value)


@pytest.mark.parametrize("markup", ["", " ", "<!-- x -->", "<script>x</script>", "<html></html>", "\0"])
def test_empty_pages(markup):
    """A page without a word is empty."""
    with pytest.raises(ReadError):
        page.read(markup, KNOWN, BERLIN)


@given(st.lists(WORDS, max_size=60).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_page(markup):
    """Whatever stands in a page, it is read or refused, and what is read holds no markup that runs."""
    with suppress(ReadError):
        for item in page.read(f"<html><body>{markup}", KNOWN, BERLIN).items:
            assert_harmless(item.html)


@given(VALUES)
@settings(max_examples=150, deadline=None)
def test_any_linked_data(data):
    """Whatever stands in a script, it is read or refused."""
    script = json.dumps([data, {"@type": "LiveBlogPosting", "liveBlogUpdate": data}]).replace("</", "<\\/")
    with suppress(ReadError):
        page.read(f'<p>x<script type="application/ld+json">{script}</script>', KNOWN, BERLIN)


PAYLOADS = (
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<script>alert(1)</script>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<math><mtext><mglyph><style><img src onerror=alert(1)>",
    "<p style='x:expression(1)'>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<form action='javascript:alert(1)'><button>x</button></form>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<object data='javascript:x'></object>",
    "<base href='javascript:x'>",
    '<img alt="`><script>alert(1)</script>" src="https://x.example/a.png">',
    "<a href='https://x.example/\"onclick=\"alert(1)'>x</a>",
)
HOSTILE = {"script", "style", "svg", "math", "iframe", "object", "form", "base", "noscript"}


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("is_linked", [True, False])
def test_nothing_runs(payload, is_linked):
    """No body holds a handler, a script, a style or an address that is not of the web, whichever layer it came from."""
    texts = [f"<p>Der {word} hält, sagt die Feuerwehr, und bleibt über Nacht am Siel.</p>{payload}" for word in "ABCD"]
    if is_linked:
        posts = [{"headline": f"T{n}", "articleBody": text} for n, text in enumerate(texts)]
        script = json.dumps({"@type": "LiveBlogPosting", "liveBlogUpdate": posts}).replace("</", "<\\/")
        html = f'<html><head><script type="application/ld+json">{script}</script></head><body>x'
    else:
        html = "<html><body>" + "".join(
            f'<article><time datetime="2026-02-04T{18 - n}:35:00Z">x</time>{text}</article>'
            for n, text in enumerate(texts)
        )
    with suppress(ReadError):  # some payloads swallow the page
        for item in page.read(html, KNOWN, BERLIN).items:
            assert_harmless(item.html)


def assert_harmless(html: str) -> None:
    """Only plain elements stand there, with addresses of the web."""
    parsed = tree.parse(f"<html><body>{html}</body></html>")
    for tag in parsed.tags[2:]:
        assert tag.name not in {
            "script",
            "style",
            "svg",
            "math",
            "iframe",
            "object",
            "form",
            "base",
            "noscript",
            "img:x",
        }
        assert set(tag.attrs) <= {"href", "src", "alt", "colspan", "rowspan"}
        for name in {"href", "src"} & set(tag.attrs):
            assert re.match(r"https?://", str(tag[name]))
