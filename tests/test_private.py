"""Private topics: an address that nobody can guess, and nothing public that tells of it."""

from __future__ import annotations

import re

import pytest

from tests.test_run import BRIDGE, FERRY, Place

SECRET = "verkehr"


@pytest.fixture
def place(tmp_path) -> Place:
    """A site whose topic `verkehr` is private, where entries have pages of their own."""
    made = Place(tmp_path)
    made.change(f'name = "{SECRET}"\n', f'name = "{SECRET}"\ntitle = "Geheimsache"\nprivate = true\nedits = true\n')
    made.change("[site]\n", '[site]\nindex = true\noutputs = ["atom", "page", "entry"]\n')
    made.change('query = "*"', 'query = "Fähre"')
    made.write(BRIDGE + FERRY)
    return made


def files(place: Place) -> dict[str, bytes]:
    return {
        path.relative_to(place.public).as_posix(): path.read_bytes()
        for path in sorted(place.public.rglob("*"))
        if path.is_file()
    }


def test_nothing_public_tells_of_it(place):
    """No public file, in its name or its bytes, holds the private topic's name, title, address or entries."""
    place.once()
    public = {name: content for name, content in files(place).items() if not name.startswith("_private/")}

    assert [] == [name for name in public if SECRET in name]
    for word in (SECRET, "Geheimsache", "_private", "Brücke"):
        assert [] == [name for name, content in public.items() if word.encode() in content]


def test_where_it_is(place):
    """Its feed, page and edits stand in one folder with a long name, and know their own addresses."""
    place.once()
    private = {name: content for name, content in files(place).items() if name.startswith("_private/")}
    [folder] = {name.rpartition("/")[0] for name in private}
    feed, page = private[f"{folder}/{SECRET}.atom"], private[f"{folder}/{SECRET}.html"]

    assert re.fullmatch(r"_private/[0-9a-f]{32}", folder)
    assert 3 == len(private)
    assert f'href="http://127.0.0.1:8080/{folder}/{SECRET}.atom" rel="self"'.encode() in feed
    assert f'href="http://127.0.0.1:8080/{folder}/{SECRET}.html?entry='.encode() in feed
    assert b'<meta name="robots" content="noindex">' in page
    assert b'<a href="../../index.html">' in page
    assert b"entry/" not in page + feed


def test_the_address_stays(place):
    """Further passes and a rebuild leave the address and all bytes as they are."""
    place.once()
    first = files(place)
    place.once()
    place.rebuild()

    assert first == files(place)


def test_a_topic_that_becomes_private(place):
    """Entries that only a topic has that is private from now on lose their public pages."""
    place.change("private = true\n", "")
    place.once()
    before = [name for name in files(place) if name.startswith("entry/")]
    place.change("edits = true\n", "edits = true\nprivate = true\n")
    place.once()

    assert (2, 1) == (len(before), len([name for name in files(place) if name.startswith("entry/")]))
