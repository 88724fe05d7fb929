"""Archives from the ticker to the files: what leaves the window, what stays as it is, what is taken back."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from lxml import etree

from feeder import archiving, config, oblivion, run, store
from feeder.work import Work

ATOM = {"a": "http://www.w3.org/2005/Atom", "fh": "http://purl.org/syndication/history/1.0"}
NOON = datetime(2026, 2, 4, 12, tzinfo=UTC)
TOML = """
[site]
title = "Häfen"
url = "http://127.0.0.1:8080/"
authority = "example.org,2026"
outputs = ["atom"]

[[source]]
name = "nord"
folder = "ticker/*.txt"
timezone = "UTC"
language = "de"
withdraw_after = 1

[[topic]]
name = "alle"
query = "*"
entries = 4
window = "2m"
"""


def report(number: int, more: str = "") -> str:
    return (
        f"08:{number:02} Uhr\nSchiff {number} läuft ein\n\n"
        f"Es hat Ladung {number * 7} aus Ort {number * 13} an Bord. Der Lotse ist schon da.{more}\n"
    )


@dataclass
class Place:
    """A folder with a ticker, and passes over it."""

    folder: Path
    passes: int = 0
    toml: str = TOML
    loaded: str = ""
    work: Work | None = None

    def write(self, numbers, **more: str) -> None:
        """One more state of the ticker: these reports, the newest first."""
        self.passes += 1
        texts = [report(number, more.get(f"n{number}", "")) for number in sorted(numbers, reverse=True)]
        text = " date 2026-02-04\n\n" + "\n".join(texts)
        file = self.folder / "ticker" / f"{self.passes}.txt"
        file.write_text(text, "utf-8")
        moment = (NOON + timedelta(hours=self.passes, minutes=-10)).timestamp()
        os.utime(file, (moment, moment))

    def run(self, action=run.once) -> None:
        if self.work is None or self.loaded != self.toml:
            read = config.build(self.folder / "feeder.toml", self.toml)
            opened = self.work.store if self.work else store.connect(read.state)
            self.work, self.loaded = Work(config=read, store=opened), self.toml
        done = action(self.work, NOON + timedelta(hours=self.passes))
        assert not getattr(done, "bugs", ()), done.bugs
        assert not getattr(done, "unwritten", ()), done.unwritten

    def step(self, numbers, **more: str) -> None:
        self.write(numbers, **more)
        self.run()

    @property
    def files(self) -> dict[str, bytes]:
        public = self.folder / "public"
        return {
            path.relative_to(public).as_posix(): path.read_bytes() for path in sorted(public.rglob("[a-z0-9]*.atom"))
        }

    def tree(self, name: str) -> etree._Element:
        return etree.fromstring(self.files[name])

    def ships(self, name: str) -> list[int]:
        titles = self.tree(name).xpath("a:entry/a:title/text()", namespaces=ATOM)
        return [int(re.search(r"Schiff (\d+)", title)[1]) for title in titles]

    def links(self, name: str) -> dict[str, str]:
        found = {link.get("rel"): link.get("href") for link in self.tree(name).xpath("a:link", namespaces=ATOM)}
        return {rel: href.removeprefix("http://127.0.0.1:8080/") for rel, href in found.items()}


@pytest.fixture
def place(tmp_path, monkeypatch) -> Iterator[Place]:
    """An empty place where documents of five entries are full."""
    monkeypatch.setattr(archiving, "_FULL", 5)
    (tmp_path / "ticker").mkdir()
    place = Place(tmp_path)
    yield place
    place.work.store.close()


ONE, TWO = "archive/alle/0001.atom", "archive/alle/0002.atom"


def down(newest: int, oldest: int) -> list[int]:
    return list(range(newest, oldest - 1, -1))


def test_what_has_left_the_window_stays_in_the_feed_until_a_document_is_full(place):
    """The feed holds its window and what has left it since the last document was closed."""
    place.step(range(1, 9))
    before = place.ships("alle.atom")
    place.step(range(1, 10))

    assert down(8, 1) == before
    assert ([9, 8, 7, 6], [5, 4, 3, 2, 1]) == (place.ships("alle.atom"), place.ships(ONE))


def test_what_is_young_stays_however_many_there_are(place):
    """A feed holds more entries than it is given where all of them are younger than what always stays."""
    place.toml = TOML.replace('window = "2m"', 'window = "9m"')
    place.step(range(1, 15))

    assert down(14, 1) == place.ships("alle.atom")


def test_many_at_once(place):
    """A long page on the first day becomes as many documents as it fills, the oldest first."""
    place.step(range(1, 18))

    assert (down(17, 11), down(10, 6), down(5, 1)) == tuple(map(place.ships, ("alle.atom", TWO, ONE)))


def test_documents_are_chained(place):
    """The feed leads to the last document, each document to its neighbours and to the feed, and says what it is."""
    place.step(range(1, 15))

    assert place.links("alle.atom") == {"self": "alle.atom", "prev-archive": TWO}
    assert place.links(TWO) == {"self": TWO, "current": "alle.atom", "prev-archive": ONE}
    assert place.links(ONE) == {"self": ONE, "current": "alle.atom", "next-archive": TWO}
    assert place.tree("alle.atom").find("fh:archive", ATOM) is None
    assert [1, 1] == [len(place.tree(name).findall("fh:archive", ATOM)) for name in (ONE, TWO)]


def test_a_closed_document_stays_but_for_the_link_to_the_next(place):
    """What comes later moves no byte of a closed document, but that the next one's address is added once."""
    place.step(range(1, 10))
    first = place.files[ONE]
    place.step(range(3, 12))
    same = place.files[ONE]
    place.step(range(8, 15))
    after = place.files[ONE]
    place.step(range(11, 20))

    link = rf'  <link href="http://127.0.0.1:8080/{TWO}" rel="next-archive" type="application/atom\+xml"/>\n'
    assert first == same
    assert first == re.sub(link.encode(), b"", after) != after
    assert after == place.files[ONE]


def test_an_edit_of_what_is_archived_comes_back_into_the_feed(place):
    """An edited entry stands in the feed again and goes into a later document; the closed one tells what it told."""
    place.step(range(1, 10))
    before = place.files[ONE]
    place.step(range(1, 10), n3=" Gerade eben ist an Bord ein Feuer ausgebrochen, die Wehr ist unterwegs.")
    assert [*down(9, 6), 3] == place.ships("alle.atom")
    assert before == place.files[ONE]
    place.step(range(7, 14))

    assert [8, 7, 6, 3] == [ship for ship in place.ships(TWO) if ship != 9]
    assert b"Feuer" in place.files[TWO]
    assert b"Feuer" not in place.files[ONE]


def test_what_is_taken_back_stands_in_no_document(place):
    """The text of an entry that is withdrawn goes from the closed document too, and the feed tells that it is."""
    place.step(range(1, 10))
    assert b"Ladung 21 " in place.files[ONE]
    place.step([number for number in range(1, 10) if number != 3])
    place.step([number for number in range(1, 10) if number != 3])

    assert 3 in place.ships("alle.atom")
    assert 3 in place.ships(ONE)
    assert not [name for name, content in place.files.items() if b"Ladung 21 " in content]


def test_what_is_taken_back_and_dropped_is_in_no_document(place):
    """With dropped entries the closed document loses the one that was withdrawn."""
    place.toml = TOML.replace("withdraw_after = 1", 'withdraw_after = 1\nwithdrawn = "drop"')
    place.step(range(1, 10))
    place.step([number for number in range(1, 10) if number != 3])
    place.step([number for number in range(1, 10) if number != 3])

    assert ([5, 4, 2, 1], down(9, 6)) == (place.ships(ONE), place.ships("alle.atom"))


def test_what_is_forgotten_stands_in_no_document(place):
    """An entry whose text is forgotten is in its closed document no more; what stands beside it is as it was."""
    place.step(range(1, 10))
    with place.work.store.reading() as db:
        numbers = [number for number, each in store.entries.behind(db, 0).items() if "Ladung 21 " in each.item.text]
    oblivion.forget(place.work, numbers, NOON + timedelta(hours=3))

    assert ([5, 4, 2, 1], down(9, 6)) == (place.ships(ONE), place.ships("alle.atom"))
    assert not [name for name, content in place.files.items() if b"Ladung 21 " in content]


def test_a_private_topic_has_its_documents_in_its_folder(place):
    """Documents of a private topic stand below its folder, lead to each other there, and nothing names the topic."""
    place.toml = f"{TOML}private = true\n"
    place.step(range(1, 15))
    names = sorted(place.files, key=lambda name: "archive" not in name)
    folder = names[0].rpartition("/archive")[0]

    assert [f"{folder}/{ONE}", f"{folder}/{TWO}", f"{folder}/alle.atom"] == names
    assert folder.startswith("_private/")
    assert {"self": names[0], "current": names[2], "next-archive": names[1]} == place.links(names[0])
    assert names[1] == place.links(names[2])["prev-archive"]
    assert not [name for name in names if b"<category" in place.files[name]]


def test_rebuild_moves_no_byte(place):
    """All files written anew from the store are what they were, and a document that was lost is back."""
    place.step(range(1, 10))
    place.step(range(1, 10), n2=" Und noch etwas ganz anderes steht nun hier, das niemand zuvor gesehen hat.")
    place.step(range(5, 17))
    before = place.files
    (place.folder / "public" / ONE).unlink()
    place.run(run.rebuild)
    after = place.files
    (place.folder / "public" / TWO).unlink()
    place.run()

    assert before == after == place.files


def test_a_removed_topic_that_comes_back_goes_on_where_it_was(place):
    """Documents of a topic that was taken out and is there again stand as before, and none is closed twice."""
    place.step(range(1, 10))
    before, topic = place.files, TOML[TOML.index("[[topic]]") :]
    place.toml = TOML.replace(topic, topic.replace("alle", "andere"))
    place.run()
    place.toml = TOML
    place.run()

    assert before == {name: content for name, content in place.files.items() if "andere" not in name}


def test_a_renamed_topic_keeps_its_documents(place):
    """Under a new name the documents stand at both addresses."""
    place.step(range(1, 10))
    place.toml = TOML.replace('name = "alle"', 'name = "neu"\nwas = ["alle"]')
    place.run()

    assert place.ships("archive/neu/0001.atom") == place.ships(ONE) == down(5, 1)
    assert place.links("neu.atom")["prev-archive"] == "archive/neu/0001.atom"


def test_without_archive_the_feed_is_its_window(place):
    """A topic that wants no archive has none."""
    place.toml = f"{TOML}archive = false\n"
    place.step(range(1, 15))

    assert ["alle.atom"] == list(place.files)
    assert down(14, 11) == place.ships("alle.atom")


def test_a_document_is_closed_early_where_the_feed_would_be_too_large(place, monkeypatch):
    """What has left the window of a feed that is too large goes into a document of fewer entries."""
    monkeypatch.setattr(archiving, "LARGEST", 7_000)
    monkeypatch.setattr(archiving, "_WORTH_CLOSING", 3_000)
    place.step(range(1, 8))

    assert ([7, 6, 5, 4], [3, 2, 1]) == (place.ships("alle.atom"), place.ships(ONE))
