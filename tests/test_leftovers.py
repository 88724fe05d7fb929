"""Files of topics that nobody asks for any more."""

from __future__ import annotations

import pytest

from feeder import leftovers
from tests.test_run import BRIDGE, FERRY, Place

TRAFFIC = '[[topic]]\nname = "verkehr"\nquery = "Fähre OR Brücke"\n'


@pytest.fixture
def place(tmp_path) -> Place:
    """A site with two topics and pages of entries."""
    made = Place(tmp_path)
    made.change("[site]\n", '[site]\noutputs = ["atom", "page", "entry"]\n')
    made.write(BRIDGE + FERRY)
    made.once()
    return made


def prune(place: Place) -> list[str]:
    with place.work() as work:
        return leftovers.prune(work)


def test_a_topic_that_went(place):
    """A topic that is taken out keeps its files until they are pruned; others, and files of nobody, stay."""
    (place.public / "own.atom").write_text("<own/>")
    (place.public / "archive" / "verkehr").mkdir(parents=True)
    for name in ("archive/verkehr/0001.atom", "archive/verkehr/0001.atom.gz", "verkehr.atom.gz"):
        (place.public / name).write_text("x")
    assert [] == prune(place)
    place.change(TRAFFIC, "")
    place.once()
    before = place.public / "verkehr.atom"
    assert before.exists()

    assert ["archive/verkehr/0001.atom", "verkehr.atom", "verkehr.html"] == prune(place)
    assert [] == [path.name for path in place.public.rglob("*verkehr*")]
    assert (place.public / "own.atom").exists()
    assert (place.public / "alle.atom").exists()


def test_a_topic_that_came_back(place):
    """A topic that was taken out and put back loses nothing."""
    place.change(TRAFFIC, "")
    place.once()
    place.configure(place.toml.read_text("utf-8") + TRAFFIC)
    place.once()

    assert [] == prune(place)
    assert (place.public / "verkehr.atom").exists()


def test_private_topics(place):
    """Public files of a topic that is private now go, and its folder goes once it is public again."""
    place.change(TRAFFIC, f"{TRAFFIC}private = true\n")
    place.once()
    assert ["verkehr.atom", "verkehr.html"] == prune(place)
    [folder] = (place.public / "_private").iterdir()
    place.change("private = true\n", "")
    place.once()

    assert [f"_private/{folder.name}/verkehr.{end}" for end in ("atom", "html")] == prune(place)
    assert [] == list((place.public / "_private").iterdir())


def test_pages_that_are_not_asked_for(place):
    """Without `entry` in the outputs the pages of entries go."""
    place.change(', "entry"', "")
    place.once()

    assert 2 == len(prune(place))
    assert [] == list(place.public.glob("entry/*"))
