"""Bodies of entries on pages: clean HTML, its text, its pictures, what belongs to them and what does not."""

from __future__ import annotations

import re

import pytest
from bs4 import Tag

from feeder.model import Image
from feeder.reading import body, images, links, tree
from feeder.reading.links import Links

HERE = "https://bote.example/"
JPEG = {"media_type": "image/jpeg"}
LINKS = Links(base="https://bote.example/live/", page="https://bote.example/live")


def written(markup: str) -> body.Body:
    page = tree.parse(f"<html><body><div id='x'>{markup}</div></body></html>")
    return body.of_nodes([tag for tag in page.tags if tag.get("id") == "x"], LINKS, frozenset())


@pytest.mark.parametrize(
    ("markup", "html", "text"),
    [
        ("Wort<b>teil</b> <i>und</i> mehr", "<p>Wort<b>teil</b> <i>und</i> mehr</p>", "Wortteil und mehr"),
        ("<div>eins<div>zwei</div>drei</div>", "<p>eins</p>\n<p>zwei</p>\n<p>drei</p>", "eins\n\nzwei\n\ndrei"),
        ("<i>eins<div>zwei</div></i>", "<p><i>eins</i></p>\n<p><i>zwei</i></p>", "eins\n\nzwei"),
        ("eins<br>zwei<br><br>drei<br>", "<p>eins<br>zwei</p>\n<p>drei<br></p>", "eins zwei\n\ndrei"),
        ("<br><p> </p><span></span>", "", ""),
        ("<ul><li>eins</li><li>zwei</li></ul>", None, "eins\n\nzwei"),
        ("<blockquote><p>eins</p></blockquote>zwei", None, "eins\n\nzwei"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", None, "a b"),
        ("<pre>a\n  b</pre>", "<pre>a\n  b</pre>", "a b"),
        ("<h2>Titel</h2>Text", "<h2>Titel</h2>\n<p>Text</p>", "Titel\n\nText"),
        ("<a href='mehr'>x</a>", '<p><a href="https://bote.example/live/mehr">x</a></p>', "x"),
        ("<a href='//amt.example/?a=1&b=2'>x</a>", '<p><a href="https://amt.example/?a=1&amp;b=2">x</a></p>', "x"),
        ("<a href='javascript:alert(1)'>x</a> <a>y</a>", "<p>x y</p>", "x y"),
        ("<a href='mailto:a@b.example'>x</a><a href='http://[x'>y</a>", "<p>xy</p>", "xy"),
        ("a &lt;b&gt; &amp;amp; c", "<p>a &lt;b&gt; &amp;amp; c</p>", "a <b> &amp; c"),
        ("<script>x</script><style>y</style><form>z<button>k</button></form><!-- n -->", "<p>z</p>", "z"),
        ("<p onclick='x' style='y' class='z'>a</p>", "<p>a</p>", "a"),
        (
            "<iframe src='https://www.film.example/1' title='Der Film'>kein Rahmen</iframe>",
            '<p><a href="https://www.film.example/1">Der Film</a></p>',
            "Der Film",
        ),
        (
            "a<video><source src='/f.mp4'></video>",
            '<p>a</p>\n<p><a href="https://bote.example/f.mp4">bote.example</a></p>',
            "a\n\nbote.example",
        ),
        ("<iframe></iframe><iframe src='about:blank'></iframe>a", "<p>a</p>", "a"),
    ],
)
def test_written(markup, html, text):
    """Elements become few plain ones, and their text has its paragraphs."""
    found = written(markup)

    assert text == found.text
    assert html is None or html == found.html


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<img src="a.jpg" alt="Der  Deich">', {"url": f"{HERE}live/a.jpg", "alt": "Der Deich"} | JPEG),
        ('<img src="data:x" data-src="/b.webp?w=1">', {"url": f"{HERE}b.webp?w=1", "media_type": "image/webp"}),
        ('<img src="/{w}/c" srcset="/s.png 1w, /l.png 9w">', {"url": f"{HERE}l.png", "media_type": "image/png"}),
        ('<picture><source srcset="/p.avif 2x"><img></picture>', {"url": f"{HERE}p.avif", "media_type": "image/avif"}),
        ('<amp-img src="/d"></amp-img>', {"url": f"{HERE}d"}),
        ('<img src="/e.png" width="40" height="40">', None),
        ('<span class="author-avatar"><img src="/f.png"></span>', None),
        ('<img src="javascript:x">', None),
        ("<img>", None),
    ],
)  # fmt: skip
def test_pictures(markup, expected):
    """A picture has an address that can be loaded and its type; portraits, icons and pixels are none."""
    found = written(f"<p>Text {markup}</p>")

    assert ((Image(**expected),) if expected else ()) == found.images
    assert bool(expected) == ("<img" in found.html)


def test_the_same_picture_twice_is_shown_once():
    """A picture that a script shows again where scripts are off is one."""
    assert 1 == len(written('<img src="/a.png"><img src="/a.png">').images)


def test_what_is_hostile_is_neither_slow_nor_there():
    """Elements in elements come out flat; a sign in an attribute ends no tag."""
    found = written("<blockquote><b>" * 3000 + 'Text <img src="/a.png" alt="a > b">')

    assert ("Text", 24) == (found.text, found.html.count("<blockquote>"))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://amt.example", "https://amt.example"),
        ("  /x y\n", "https://bote.example/xy"),
        ("#p1", "https://bote.example/live/#p1"),
        ("", None),
        ("ftp://amt.example/", None),
        ("http://:80/x", None),
        ("https://[::1", None),
        ("/" + "x" * 3000, None),
    ],
)
def test_absolute(address, expected):
    """Only http(s) addresses with a host are given, in full."""
    assert expected == LINKS.absolute(address)


@pytest.mark.parametrize(
    ("address", "away", "fragment"),
    [
        ("#p1", False, "p1"),
        ("https://bote.example/live#p1", False, "p1"),
        ("https://bote.example/live?page=with:block-1#block-1", False, "block-1"),
        ("https://bote.example/live?postId=77", False, "77"),
        ("https://bote.example/live/77", False, ""),
        ("https://bote.example/anderes#p1", True, ""),
        ("https://amt.example/live", True, ""),
        ("mailto:a@b.example", False, ""),
        ("javascript:x", False, ""),
    ],
)
def test_where_a_link_leads(address, away, fragment):
    """A link leads away from the page, or to a place in it, or to what lies below it."""
    assert (away, fragment) == (LINKS.leads_away(address), LINKS.fragment(address))


def test_without_an_address():
    """Where nobody knows the page's address, relative links lead away, and places are still named."""
    unknown = Links(base="", page="")

    assert (True, True, False) == tuple(map(unknown.leads_away, ("/artikel", "https://x.example/", "#p1")))
    assert "p1" == unknown.fragment("https://bote.example/live#p1")


@pytest.mark.parametrize(
    ("head", "base", "page"),
    [
        ('<link rel="canonical" href="https://c.example/live">', "https://s.example/a/b", "https://c.example/live"),
        ('<base href="/ort/">', "https://s.example/ort/", "https://s.example/a/b"),
        ('<meta property="og:url" content="/og">', "https://s.example/a/b", "https://s.example/og"),
        ("<base><link rel='canonical'>", "https://s.example/a/b", "https://s.example/a/b"),
    ],
)
def test_addresses_of_a_page(head, base, page):
    """The page is where its server and its head say that it is."""
    parsed = tree.parse(f"<html><head>{head}</head><body>x</body></html>")

    assert Links(base=base, page=page) == links.of(parsed, "https://s.example/a/b")


def test_words_and_families():
    """What makers call elements is read in words; numbers make no family."""
    page = tree.parse('<p class="liveBlog-entry2 b" id="postURL_7">x</p><p>y</p>')
    first, other = (tag for tag in page.tags if tag.name == "p")

    assert {"live", "blog", "entry", "b", "post", "url"} == tree.words(first)
    assert ("p.liveBlog-entry", "p.") == (tree.family(first), tree.family(other))


def test_a_small_aside_is_part_of_an_entry():
    """The time of an entry may stand in an `aside`; a box beside the text may too, and is none."""
    page = tree.parse(f"<div><aside>18:35</aside>x<aside>{'Ein Kasten. ' * 9}</aside></div>")

    assert "18:35x" == re.sub(r"\s", "", tree.plain(next(tag for tag in page.tags if tag.name == "div")))


def test_portraits_without_a_parent():
    """A picture that stands alone is judged by itself."""
    assert images.of(Tag(name="img", attrs={"src": "https://b.example/a.svg"}), LINKS) == Image(
        url="https://b.example/a.svg", media_type="image/svg+xml"
    )


POST = (
    '<blockquote class="twitter-tweet"><p>No water here.</p>— Vera (@vera) '
    '<a href="https://t.example/1">4. Februar</a></blockquote>'
)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (f"<p>Der Pegel sinkt.</p>{POST}", "Der Pegel sinkt.\n\nVera (@vera)"),
        (f"<div>{POST}</div>", "No water here.\n\n— Vera (@vera) 4. Februar"),
        (
            '<p>Der Pegel sinkt.</p><blockquote class="instagram-media" cite="https://i.example/1"><p>x</p></blockquote>',
            "Der Pegel sinkt.\n\ni.example",
        ),
        ('<p>Er sagt:</p><blockquote class="tweet"><p>Nein.</p></blockquote>', "Er sagt:\n\nNein."),
        (
            "<p>Er sagt:</p><blockquote><p>Nein.</p><a href='https://a.example'>hier</a></blockquote>",
            "Er sagt:\n\nNein.\n\nhier",
        ),
    ],
)
def test_posts_of_other_sites(markup, text):
    """A post that another site's script would show is a link to it, unless an entry says nothing else."""
    assert text == body.of_markup(f"<section>{markup}</section>", Links(base="", page="")).text


@pytest.mark.parametrize(("element", "expected"), [
    ('<div class="fb-post" data-href="https://posts.example/1"></div>', '<a href="https://posts.example/1">posts.example</a>'),
    ('<div class="fb-like" data-href="https://posts.example/1"></div>', ""),
])  # fmt: skip
def test_an_element_that_a_script_would_fill_is_a_link(element, expected):
    """Readers of feeds run no scripts: what would be put in is linked; a button is not."""
    assert written(element).html == (f"<p>{expected}</p>" if expected else "")
