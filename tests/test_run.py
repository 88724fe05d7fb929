"""The order: what a pass leaves behind, and what a killed one does not."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from feeder import config, run, store
from feeder.errors import ConfigError, bug_behind
from feeder.model import State
from feeder.sources import Terms
from feeder.work import Work

NOW = datetime(2026, 2, 4, 21, tzinfo=UTC)
TOML = """
[site]
title = "Test"
url = "http://127.0.0.1:8080/"
authority = "example.org,2026"
output = "public"
state = "{state}"

[[source]]
name = "linde"
folder = "ticker/*.txt"
timezone = "Europe/Berlin"
language = "de"

[[topic]]
name = "alle"
query = "*"

[[topic]]
name = "verkehr"
query = "Fähre OR Brücke"
"""
BRIDGE = "4. Februar, 18.35 Uhr: Brücke gesperrt\n\nDie Brücke über die Linde bleibt bis Donnerstag gesperrt.\n\n"
FERRY = "4. Februar, 17.10 Uhr: Fähre fährt\n\nDie Fähre nimmt wieder Fahrgäste mit, Autos noch nicht.\n\n"
POWER = "4. Februar, 19.40 Uhr: Strom zurück\n\nIn der Altstadt gibt es wieder Strom.\n\n"
IDS = re.compile(rb"<entry>\s*<id>([^<]*)")
SCHOOL = "4. Februar, 12.05 Uhr: Schule öffnet\n\nDie Schulen öffnen am Donnerstag zur dritten Stunde.\n\n"

# Runs one pass and kills itself when it is told of this progress: a real end at a real place.
KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from feeder import config, run, store
from feeder.sources import Terms
from feeder.work import Work

def progress(what, done, of):
    if what == sys.argv[2] and done == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)

settings = config.load(Path(sys.argv[1]))
work = Work(config=settings, store=store.connect(settings.state), terms=Terms(once=True), progress=progress)
run.once(work, datetime(2026, 2, 4, 21, tzinfo=UTC))
"""


class Place:
    """A folder with a configuration and a ticker."""

    def __init__(self, folder: Path, state: str = "sqlite:///state/feeder.db") -> None:
        self.folder = folder
        self.ticker = folder / "ticker"
        self.public = folder / "public"
        self.toml = folder / "feeder.toml"
        self.ticker.mkdir(parents=True)
        self.configure(TOML.replace("{state}", state))

    def configure(self, text: str) -> None:
        self.toml.write_text(text, "utf-8")

    def change(self, old: str, new: str) -> None:
        self.configure(self.toml.read_text("utf-8").replace(old, new))

    def write(self, text: str, name: str = "a.txt", minute: int = 0) -> None:
        path = self.ticker / name
        path.write_text(text, "utf-8")
        moment = NOW.timestamp() - 3600 + minute * 60
        os.utime(path, (moment, moment))

    @contextmanager
    def work(self) -> Iterator[Work]:
        settings = config.load(self.toml)
        opened = store.connect(settings.state)
        try:
            yield Work(config=settings, store=opened, terms=Terms(once=True))
        finally:
            opened.close()

    def once(self) -> tuple[list[str], list[str]]:
        """The states of the sources, and what could not be published."""
        with self.work() as work:
            report = run.once(work, NOW)
        return [status.state.value for status in report.statuses], [str(fault) for fault in report.unwritten]

    def rebuild(self) -> None:
        with self.work() as work:
            assert () == run.rebuild(work, NOW)

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.public.iterdir())}

    def times(self) -> dict[str, int]:
        return {path.name: path.stat().st_mtime_ns for path in sorted(self.public.iterdir())}


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path / "place")


@pytest.mark.parametrize(
    ("what", "done"), [("reading linde", 0), ("reading linde", 1), ("writing feeds", 0), ("writing feeds", 1)]
)
def test_a_killed_pass_loses_nothing(what, done, tmp_path, database_url, postgresql):
    """Killed between fetch and record, or between record and publish, the next pass gives what no kill had given."""
    del postgresql
    place, twin = Place(tmp_path / "place", database_url), Place(tmp_path / "twin")
    for each in (place, twin):
        each.write(BRIDGE + FERRY + SCHOOL, "1.txt")
        each.write(POWER + BRIDGE.replace("gesperrt\n", "offen\n", 1) + FERRY, "2.txt", 30)
    ended = subprocess.run([sys.executable, "-c", KILLED, place.toml, what, str(done)], check=False, timeout=60)

    assert -signal.SIGKILL == ended.returncode
    # What was fetched scrolls off before the next pass: it is in the store already.
    (place.ticker / "1.txt").unlink()
    assert (["ok"], []) == place.once() == twin.once()
    assert twin.files() == place.files()


def test_a_broken_source_leaves_the_others_alone(place):
    """A source that fails says so, and the others give their news."""
    (place.folder / "other").mkdir()
    (place.folder / "other" / "x.txt").write_text("kein Ticker", "utf-8")
    place.change(
        '[[topic]]\nname = "alle"',
        '[[source]]\nname = "other"\nfolder = "other/*"\ntimezone = "UTC"\n\n[[topic]]\nname = "alle"',
    )
    place.write(BRIDGE + FERRY)

    assert (["ok", "broken"], []) == place.once()
    assert place.files()["alle.atom"].count(b"<entry>") == 2


def test_what_cannot_be_written_is_written_later(place):
    """A feed whose file cannot be written stays dirty, the others are written, and the next pass makes up for it."""
    place.write(BRIDGE + FERRY)
    (place.public / "verkehr.atom").mkdir(parents=True)
    states, faults = place.once()

    assert (["ok"], 1) == (states, len(faults))
    assert "verkehr.atom" in faults[0]
    (place.public / "verkehr.atom").rmdir()
    assert (["ok"], []) == place.once()
    assert place.files()["verkehr.atom"].count(b"<entry>") == 2


def test_a_lost_file_comes_back(place):
    """A file that was deleted by hand is written again with the same bytes; the others are not touched."""
    place.write(BRIDGE + FERRY)
    place.once()
    before, times = place.files(), place.times()
    (place.public / "alle.atom").unlink()
    place.once()

    assert before == place.files()
    assert {name: time for name, time in times.items() if name != "alle.atom"}.items() <= place.times().items()


def test_a_lost_store_and_the_same_files(place):
    """A new store that is fed the same files gives the same bytes."""
    place.write(BRIDGE + FERRY)
    place.once()
    before, times = place.files(), place.times()
    shutil.rmtree(place.folder / "state")
    place.once()

    assert (before, times) == (place.files(), place.times())


def test_a_changed_query(place):
    """A topic whose query changed is filled from the archive; ids and times of its entries are what they were."""
    place.write(BRIDGE + FERRY + SCHOOL)
    place.once()
    before = place.files()
    place.change("Fähre OR Brücke", "Schule OR Fähre")
    place.once()
    after = place.files()

    assert b"Br\xc3\xbccke gesperrt" in before["verkehr.atom"]
    assert b"Schule" not in before["verkehr.atom"]
    assert b"Br\xc3\xbccke gesperrt" not in after["verkehr.atom"]
    assert b"Schule" in after["verkehr.atom"]
    topics = [re.findall(rb'<category term="(.*?)"', each["alle.atom"]) for each in (before, after)]
    assert topics[0] != topics[1]
    assert sorted(topics[0]) == sorted(topics[1]) == [b"alle"] * 3 + [b"verkehr"] * 2
    bare = [re.sub(rb" *<category .*\n", b"", each["alle.atom"]) for each in (before, after)]
    assert bare[0] == bare[1]


def test_a_changed_address(place):
    """When the site moves, links change and ids do not."""
    place.write(BRIDGE + FERRY)
    place.once()
    before = place.files()["alle.atom"]
    place.change("http://127.0.0.1:8080/", "https://ticker.example/")
    place.once()

    assert before.replace(b"http://127.0.0.1:8080/", b"https://ticker.example/") == place.files()["alle.atom"]


def test_a_renamed_topic(place):
    """A renamed topic keeps its feed's id and is read at both addresses."""
    place.write(BRIDGE + FERRY)
    place.once()
    place.change('name = "verkehr"', 'name = "wege"\nwas = ["verkehr"]\ntitle = "verkehr"')
    place.once()
    files = place.files()

    assert b"<id>tag:example.org,2026:feed/verkehr</id>" in files["wege.atom"]
    assert files["wege.atom"].replace(b"/wege.", b"/verkehr.") == files["verkehr.atom"]


def test_a_renamed_source(place):
    """A renamed source keeps the ids of its entries, and gives the new ones ids in the old name."""
    place.write(BRIDGE + FERRY)
    place.once()
    before = place.files()["alle.atom"]
    place.change('name = "linde"', 'name = "fluss"\nwas = ["linde"]\ntitle = "linde"')
    place.write(POWER + BRIDGE + FERRY, minute=10)
    place.once()
    after = place.files()["alle.atom"]

    assert before.count(b":linde/") > 0
    assert after.count(b":linde/") > before.count(b":linde/")
    assert b":fluss/" not in after


def test_a_feed_keeps_its_id(place):
    """A topic whose former name is dropped would have another feed id: it is refused, and nothing is written."""
    place.change('name = "verkehr"', 'name = "wege"\nwas = ["verkehr"]')
    place.write(BRIDGE + FERRY)
    place.once()
    before = place.files()
    place.change('was = ["verkehr"]\n', "")
    with pytest.raises(ConfigError, match='let was begin with "verkehr"'):
        place.once()

    assert before == place.files()


def test_a_removed_topic(place):
    """A topic that is no longer asked for is no longer written; its entries stay where else they are."""
    place.write(BRIDGE + FERRY)
    place.once()
    place.change('[[topic]]\nname = "verkehr"\nquery = "Fähre OR Brücke"\n', "")
    place.write(POWER + BRIDGE + FERRY, minute=10)
    old = place.files()["verkehr.atom"]

    assert (["ok"], []) == place.once()
    assert old == place.files()["verkehr.atom"]
    assert place.files()["alle.atom"].count(b"<entry>") == 3


@pytest.mark.parametrize("order", [(0, 30), (30, 0), (15, 15)])
def test_dates_of_files_do_not_matter(order, tmp_path):
    """Whatever dates the files of a ticker have, the feeds are the same: the texts tell their order."""
    place, twin = Place(tmp_path / "place"), Place(tmp_path / "twin")
    for each, (first, second) in ((place, order), (twin, (0, 30))):
        each.write(BRIDGE + FERRY + SCHOOL, "1.txt", first)
        each.write(POWER + BRIDGE.replace("gesperrt\n", "offen\n", 1) + FERRY, "2.txt", second)
        each.once()

    assert twin.files() == place.files()


# ---------------------------------------------------------------- folders of tickers


PER_FILE = ('folder = "ticker/*.txt"', 'folder = "ticker/*.txt"\ntickers = "per-file"')


def test_a_file_that_is_gone_takes_no_entry_with_it(place):
    """Where each file is a ticker, the entries of one that was deleted stay, also when members are chosen anew."""
    place.change(*PER_FILE)
    place.write(BRIDGE + FERRY, "Nord.txt")
    place.write(SCHOOL, "Süd.txt")
    place.once()
    before = place.files()
    (place.ticker / "Nord.txt").unlink()
    place.once()
    place.change("Fähre OR Brücke", "Brücke OR Fähre")
    place.once()
    place.rebuild()
    after = place.files()

    assert before["alle.atom"] == after["alle.atom"]
    assert before["verkehr.atom"].count(b"<entry>") == after["verkehr.atom"].count(b"<entry>") == 2


def test_a_removed_source_takes_no_entry_with_it(place):
    """Entries of a source that is no longer configured stay where they were, and a rebuild changes no byte."""
    extra = '[[source]]\nname = "other"\nfolder = "other/*"\ntimezone = "UTC"\ntitle = "Other"\nlanguage = "en"\n\n'
    place.change('[[topic]]\nname = "alle"', f'{extra}[[topic]]\nname = "alle"')
    (place.folder / "other").mkdir()
    (place.folder / "other" / "x.txt").write_text(SCHOOL, "utf-8")
    place.write(BRIDGE + FERRY)
    place.once()
    before = place.files()["alle.atom"]
    place.change(extra, "")
    place.once()
    place.rebuild()

    assert before == place.files()["alle.atom"]
    assert before.count(b"<entry") == 3


def test_a_closed_folder_leaves_the_others_alone(place):
    """A folder of tickers all of whose files would have one name is broken and says why; all else goes on."""
    (place.folder / "other").mkdir()
    for name in ("a b.txt", "a-b.txt"):
        (place.folder / "other" / name).write_text(SCHOOL, "utf-8")
    extra = '[[source]]\nname = "other"\nfolder = "other/*"\ntickers = "per-file"\ntimezone = "UTC"\n\n'
    place.change('[[topic]]\nname = "alle"', f'{extra}[[topic]]\nname = "alle"')
    place.write(BRIDGE + FERRY)

    assert (["ok", "broken"], []) == place.once()
    assert place.files()["alle.atom"].count(b"<entry>") == 2
    with place.work() as work, pytest.raises(ConfigError, match="would both be the source"):
        run.tickers(work, work.config.sources[1])


@pytest.mark.parametrize(
    ("pattern", "first"),
    [("ticker/*.txt", 0), ("ticker/*.txt", 1), ("ticker/**/*.txt", 1)],
    ids=["one", "many", "deep"],
)
def test_a_folder_stays_what_it_is(place, pattern, first):
    """Files that were states of one ticker do not become tickers, nor back, for all would come again with new ids."""
    place.change("ticker/*.txt", pattern)
    one, many = (each.replace("ticker/*.txt", pattern) for each in PER_FILE)
    before, after = (one, many) if first == 0 else (many, one)
    place.change(one, before)
    place.write(BRIDGE, "Nord.txt")
    place.once()
    written = place.files()
    place.change(before, after)
    with pytest.raises(ConfigError, match=r"linde: tickers: .* until now; .* give the source another name"):
        place.once()
    assert written == place.files()

    place.change('name = "linde"', 'name = "neu"')
    assert (["ok"], []) == place.once()


def test_the_front_page_comes_from_the_store_alone(place):
    """A pass shows at once that a file is gone, or a folder closed, and `rebuild` changes nothing of it."""
    place.change(*PER_FILE)
    pages = []
    for name, text in (("Nord.txt", BRIDGE), ("Süd.txt", FERRY), ("nord.txt", SCHOOL)):
        place.write(text, name)
        place.once()
        pages.append(place.files()["index.html"].decode())
        place.rebuild()
        assert place.files()["index.html"].decode() == pages[-1]
    for name in ("nord.txt", "Süd.txt"):
        (place.ticker / name).unlink()
    with place.work() as work:
        run.tickers(work, work.config.sources[0])
        run.pass_feeds(work, NOW)
    pages.append(place.files()["index.html"].decode())

    assert [("Süd" in page, "etwas an ihr ist anders" in page) for page in pages] == [
        (False, False), (True, False), (True, True), (False, False)
    ]  # fmt: skip


def test_the_sources_that_a_folder_stands_for(place):
    """A folder of tickers stands for a source each file, also for one that came later; others for themselves."""
    place.change(*PER_FILE)
    place.write(BRIDGE, "Nord.txt")
    place.once()
    place.write(FERRY, "Süd.txt")
    with place.work() as work:
        found = run.tickers(work, work.config.sources[0]).sources
        outcomes = [run.pass_source(work, each, NOW) for each in found]

    assert ["linde-nord", "linde-sued"] == [each.name for each in found]
    assert {"ok"} == {outcome.verdict.state.value for outcome in outcomes}
    place.change(PER_FILE[1], PER_FILE[0])
    with place.work() as work:
        assert work.config.sources == run.tickers(work, work.config.sources[0]).sources


@pytest.mark.parametrize("odd", ["★.txt", "sued.txt"])
def test_one_odd_file_keeps_no_other_back(place, odd):
    """A file that names no source, or two that would be one, are told; the other files of the folder are read."""
    place.change(*PER_FILE)
    for name, text in (("Nord.txt", BRIDGE), ("Süd.txt", FERRY)):
        place.write(text, name)
    place.once()
    place.write(SCHOOL, odd)
    place.write(POWER + BRIDGE, "Nord.txt", minute=5)
    states, _ = place.once()
    with place.work() as work:
        fault = run.tickers(work, work.config.sources[0]).fault

    assert "degraded" == states[-1]
    assert {"ok", "degraded"} == set(states)
    assert "Strom zurück" in place.files()["alle.atom"].decode()
    assert odd in fault


@pytest.mark.parametrize("first", ["other", "linde"])
def test_a_file_that_would_be_another_source(place, first):
    """A file whose source would have the name of a configured one closes its folder, wherever that one stands."""
    extra = '[[source]]\nname = "linde-nord"\nfolder = "other/*"\ntimezone = "UTC"\n\n'
    place.change(*PER_FILE)
    place.change("[[source]]", f"{extra}[[source]]") if first == "other" else place.change(
        '[[topic]]\nname = "alle"', f'{extra}[[topic]]\nname = "alle"'
    )
    place.write(BRIDGE, "Nord.txt")
    with place.work() as work:
        standing = work.standing()

    assert (["linde-nord"], ["linde"]) == ([each.name for each in standing.sources], list(standing.closed))


@pytest.mark.parametrize(("source", "count"), [("linde", 2), ("other", 1)])
def test_topics_call_a_file_by_its_folder(place, source, count):
    """A topic that draws on a folder of tickers draws on all of its files, and not on another source's."""
    extra = '[[source]]\nname = "other"\nfolder = "other/*"\ntimezone = "UTC"\n\n'
    place.change(*PER_FILE)
    place.change('[[topic]]\nname = "alle"', f'{extra}[[topic]]\nname = "alle"\nsources = ["{source}"]')
    (place.folder / "other").mkdir()
    (place.folder / "other" / "x.txt").write_text(SCHOOL, "utf-8")
    place.write(BRIDGE, "Nord.txt")
    place.write(FERRY, "Süd.txt")
    place.once()

    assert place.files()["alle.atom"].count(b"<entry>") == count
    place.rebuild()
    assert place.files()["alle.atom"].count(b"<entry>") == count


# ---------------------------------------------------------------- what feeds say


def updated(place, name: str) -> bytes:
    return re.search(rb"<updated>(.+?)</updated>", place.files()[name])[1]


def test_what_leaves_a_feed_changes_it(place):
    """An edit that takes an entry out of a topic moves its feed's `updated`, which never runs backwards."""
    place.write(BRIDGE + FERRY)
    place.once()
    place.write(POWER + BRIDGE + FERRY, minute=10)
    place.once()
    joined = updated(place, "verkehr.atom")
    place.write(POWER + BRIDGE.replace("Brücke", "Schleuse") + FERRY, minute=20)
    place.once()
    left = updated(place, "verkehr.atom")
    place.change("Fähre OR Brücke", "Hubschrauber")
    place.once()

    assert joined < left <= updated(place, "verkehr.atom")
    assert place.files()["verkehr.atom"].count(b"<entry>") == 0


def test_another_language_is_another_matching(place):
    """When a source's language is corrected, its entries are matched by it, old ones as well as new ones."""
    place.change('language = "de"', 'language = "la"')
    place.change('query = "Fähre OR Brücke"', 'query = "Schulen"')
    place.write(
        BRIDGE + SCHOOL.replace("Schule öffnet", "Unterricht").replace("Die Schulen öffnen", "Die Schule öffnet")
    )
    place.once()
    before = place.files()["verkehr.atom"].count(b"<entry>")
    place.change('language = "la"', 'language = "de"')
    place.once()

    assert (0, 1) == (before, place.files()["verkehr.atom"].count(b"<entry>"))


def test_another_title_is_written(place):
    """When a topic, a source or the site is called otherwise, the files say so; ids and dates do not change."""
    place.write(BRIDGE + FERRY)
    place.once()
    before = place.files()["alle.atom"]
    place.change('title = "Test"', 'title = "Zeitung"')
    place.change('name = "alle"', 'name = "alle"\ntitle = "Alles"')
    place.change('name = "linde"', 'name = "linde"\ntitle = "Die Linde"')
    place.once()
    after = place.files()["alle.atom"]

    for words in (b"Zeitung", b">Alles<", b"Die Linde"):
        assert (words in before, words in after) == (False, True)
    marks = re.compile(rb"<(?:id|updated|published)>.*?<")
    assert marks.findall(before) == marks.findall(after)


def test_a_corrected_clock(place):
    """A clock that is corrected moves `published` under the old id; the edit of no word moves no `updated`."""
    place.write(BRIDGE + FERRY)
    place.once()
    place.write(BRIDGE.replace("18.35", "18.32") + FERRY, minute=10)
    place.once()
    with place.work() as work, work.store.reading() as db:
        entries = [entry for batch in store.entries.batches(db) for entry in batch.values()]
    [corrected] = [entry for entry in entries if entry.number == 2]

    assert (2, 32, 35) == (len(entries), corrected.published.minute, corrected.updated.minute)
    assert corrected.published.isoformat().replace("+00:00", "Z").encode() in place.files()["alle.atom"]


def test_a_mark_of_an_unknown_feed_is_wiped(place):
    """A feed that nobody asks for any more is not written, whoever marked it."""
    place.write(BRIDGE + FERRY)
    place.once()
    before = place.files()
    with place.work() as work:
        with work.store.writing() as db:
            store.topics.mark(db, ["nothing"])
        assert () == run.pass_feeds(work, NOW)
        with work.store.reading() as db:
            assert [] == store.topics.dirty(db)
    assert before == place.files()


def test_a_file_that_was_cut_off(place):
    """A feed's file that is no longer as long as it was written is written again when a process begins."""
    place.write(BRIDGE + FERRY)
    place.once()
    before = place.files()
    (place.public / "alle.atom").write_bytes(before["alle.atom"][:100])
    place.once()

    assert before == place.files()


def test_what_another_configuration_chose(place):
    """A topic that this process does not know, or asks otherwise, is chosen anew by who knows it: nothing is missed."""
    place.write(FERRY)
    with place.work() as old:
        run.once(old, NOW)
        place.change('query = "Fähre OR Brücke"', 'query = "Strom"')
        place.configure(place.toml.read_text("utf-8") + '\n[[topic]]\nname = "neu"\nquery = "Brücke"\n')
        place.rebuild()
        place.write(POWER + BRIDGE + FERRY, minute=10)
        run.pass_source(old, old.config.sources[0], NOW)
    place.once()

    assert b"Br\xc3\xbccke gesperrt" in place.files()["neu.atom"]
    assert b"Strom zur\xc3\xbcck" in place.files()["verkehr.atom"]
    assert b"F\xc3\xa4hre" not in place.files()["verkehr.atom"]


class OddZone(ZoneInfo):
    """A zone that fails at one day, as a fault of ours may."""

    def utcoffset(self, moment):
        if moment is not None and moment.day == 3:
            raise ArithmeticError("no such day")
        return super().utcoffset(moment)


def test_a_bug_in_one_state(place):
    """A state at which the reader fails by a bug is told as broken and is not read again; the others are read."""
    place.write(FERRY.replace("4. Februar", "3. Februar"), "a.txt")
    place.write(BRIDGE + FERRY, "b.txt", minute=10)
    with place.work() as work:
        [source] = work.config.sources
        odd = replace(source, timezone=OddZone("Europe/Berlin"))
        with_odd = replace(work, config=replace(work.config, sources=(odd,)))
        first, second = run.once(with_odd, NOW), run.once(with_odd, NOW)
    [status] = first.statuses

    assert "a.txt: feeder failed by a fault of its own, ArithmeticError: please report it" in status.reason
    assert (State.BROKEN, ["no such day"], ()) == (status.state, [str(bug) for bug in first.bugs], second.bugs)
    assert b"Br\xc3\xbccke gesperrt" in place.files()["alle.atom"]


def test_a_bug_in_one_source(place):
    """A source that fails by a bug keeps none of the others from its feeds."""
    place.write(BRIDGE + FERRY)
    with place.work() as work:
        [source] = work.config.sources
        odd = replace(source, name="odd", kind="nonsense", location="/odd")
        report = run.once(replace(work, config=replace(work.config, sources=(odd, source))), NOW)

    assert [State.BROKEN, State.OK] == [status.state for status in report.statuses]
    assert [ModuleNotFoundError] == [type(bug) for bug in report.bugs]
    assert b"Br\xc3\xbccke gesperrt" in place.files()["alle.atom"]


def test_a_source_whose_news_the_store_refuses(place):
    """A source that gives an entry the id of another source's keeps none of the others from its feeds."""
    place.write(FERRY)
    place.once()
    place.write(FERRY + BRIDGE, minute=5)
    with place.work() as work:
        [source] = work.config.sources
        other = replace(source, name="other", location=f"{place.ticker}/*.*")
        with work.store.writing() as db:
            store.sources.sync(db, [source, other], work.config.site.authority)
        first = run.pass_source(work, replace(other, was=("linde",)), NOW)
        second = run.pass_source(work, source, NOW)

    assert (State.BROKEN, State.OK) == (first.verdict.state, second.verdict.state)
    assert [IntegrityError] == [type(bug) for bug in first.bugs]


def test_a_bug_in_one_feed(place):
    """A feed that fails by a bug keeps none of the others from being written, and is tried again."""
    place.change('name = "alle"\nquery = "*"', 'name = "strom"\nquery = "Strom"')
    place.write(POWER + FERRY.replace("4. Februar", "3. Februar"))
    with place.work() as work:
        site = replace(work.config.site, timezone=OddZone("Europe/Berlin"))
        odd = replace(work, config=replace(work.config, site=site))
        faults = run.once(odd, NOW).unwritten
        assert () == run.pass_feeds(work, NOW)

    assert ["verkehr", "_site"] == [str(fault).split(":")[0] for fault in faults]
    assert "its feed was not written: feeder failed by a fault of its own, ArithmeticError" in str(faults[0])
    assert isinstance(bug_behind(faults[0]), ArithmeticError)
    assert b"F\xc3\xa4hre" in place.files()["verkehr.html"]


def test_a_feed_that_another_process_has_written(place):
    """A feed whose marks are gone when its turn comes stands already: nothing is written, whatever is there."""
    place.write(BRIDGE + FERRY)
    place.once()
    (place.public / "alle.atom").write_text("newer", "utf-8")
    with place.work() as work:
        run.pass_feed(work, "alle", NOW)

    assert b"newer" == place.files()["alle.atom"]


def test_a_page_that_does_not_answer(place):
    """A page that cannot be fetched is broken and says why, and is due again as if it had answered."""
    with socket.socket() as taken:  # bound, and not listening: nobody answers
        taken.bind(("127.0.0.1", 0))
        url = f'url = "http://127.0.0.1:{taken.getsockname()[1]}/"\nallow_private = true\nrobots = false'
        place.change('folder = "ticker/*.txt"', url)
        states, _ = place.once()
    with place.work() as work, work.store.reading() as db:
        [status] = store.sources.statuses(db, work.standing().sources)

    assert ["broken"] == states
    assert "127.0.0.1" in status.reason
    assert (NOW, None, NOW + timedelta(minutes=5)) == (status.since, status.last_good_at, status.due_at)


# ---------------------------------------------------------------- what a pass costs


@contextmanager
def statements(work: Work) -> Iterator[list[str]]:
    """The statements that the store is asked meanwhile."""
    asked: list[str] = []

    def listen(_db, _cursor, statement, *_rest) -> None:
        asked.append(statement)

    sa.event.listen(work.store.engine, "before_cursor_execute", listen)
    yield asked
    sa.event.remove(work.store.engine, "before_cursor_execute", listen)


def test_a_pass_without_news_costs_the_same(place):
    """What a pass over files that did not change asks of the store does not grow with files, entries or topics."""
    place.write(BRIDGE + FERRY)
    place.once()
    with place.work() as work, statements(work) as few:
        run.pass_source(work, work.config.sources[0], NOW)
    for number in range(30):
        place.write(
            f"{number % 28 + 1}. Januar, 18.35 Uhr: Bericht {number}\n\nEs gibt Neues.\n\n" + FERRY, f"{number}.txt"
        )
        place.change("[site]", f'[[topic]]\nname = "topic-{number}"\nquery = "Bericht OR Neues"\n\n[site]')
    place.once()
    with place.work() as work, statements(work) as many:
        run.pass_source(work, work.config.sources[0], NOW)
    with place.work() as work, statements(work) as idle:
        assert () == run.pass_feeds(work, NOW)

    assert len(few) == len(many)
    assert len(many) <= 20
    assert len(idle) <= 2


def test_a_changed_page_costs_what_changed(place):
    """One new entry on a page of many costs no more than on a page of few."""
    costs = []
    for size in (5, 50):
        known = "".join(
            f"4. Februar, {18 - at // 60}.{59 - at % 60:02} Uhr: Meldung {at}\n\nEs ist Meldung Nummer {at}.\n\n"
            for at in range(size)
        )
        place.write(known, minute=size)
        place.once()
        place.write(
            f"4. Februar, 19.{size:02} Uhr: Neu {size}\n\nEs gibt etwas Neues zu Nummer {size}.\n\n{known}",
            minute=size + 1,
        )
        with place.work() as work, statements(work) as asked:
            run.pass_source(work, work.config.sources[0], NOW)
        costs.append(len(asked))

    assert costs[0] == costs[1]


# ---------------------------------------------------------------- several at once

WORKER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from feeder import config, run, store
from feeder.sources import Terms
from feeder.work import Work

settings = config.load(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
opened = store.connect(settings.state)
for _ in range(5):
    run.once(Work(config=settings, store=opened, terms=Terms(once=True)), datetime(2026, 2, 4, 21, tzinfo=UTC))
opened.close()
"""


def test_several_workers_over_one_store(tmp_path, database_url):
    """Processes that pass over the same source at the same time double no entry and lose none."""
    place, twin = Place(tmp_path / "place", database_url), Place(tmp_path / "twin")
    for each in (place, twin):
        for number in range(12):
            page = "".join(
                f"4. Februar, {at + 5}.{at:02} Uhr: Meldung {at}\n\nEs ist Meldung Nummer {at} vom Fluss.\n\n"
                for at in range(number + 1, max(0, number - 5), -1)
            )
            each.write(page, f"{number}.txt", number)
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER, place.toml],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for _ in range(3)
    ]  # fmt: skip
    assert ["ready\n"] * 3 == [worker.stdout.readline() for worker in workers]
    for worker in workers:
        worker.stdin.write("go\n")
        worker.stdin.flush()
    errors = [worker.communicate()[1] for worker in workers]

    assert [0, 0, 0] == [worker.returncode for worker in workers], errors
    assert (["ok"], []) == place.once() == twin.once()
    assert twin.files() == place.files()


def test_what_is_taken_back(place):
    """An entry that the ticker took out says so in its feeds once it is sure; when it returns it has its old id."""
    place.write(POWER + BRIDGE + FERRY)
    place.once()
    before = place.files()["alle.atom"]
    found = []
    for minute in (5, 10, 15):
        place.write(POWER + "\n" * minute + FERRY, minute=minute)  # bytes that were read once are not read again
        place.once()
        found.append(place.files()["alle.atom"])

    assert [before, before] == found[:2]
    assert b"bis Donnerstag gesperrt" in before
    assert b"bis Donnerstag gesperrt" not in found[2]
    assert before.count(b"<entry>") == found[2].count(b"<entry>")
    place.write(POWER + BRIDGE + FERRY + "\n\n", minute=20)
    place.once()
    assert b"bis Donnerstag gesperrt" in place.files()["alle.atom"]
    assert 3 == place.files()["alle.atom"].count(b"<entry>")


def test_what_is_taken_back_and_dropped(place):
    """With `withdrawn = "drop"` it leaves its feeds, and `withdraw_after` says when."""
    place.change('language = "de"\n', 'language = "de"\nwithdrawn = "drop"\nwithdraw_after = 1\n')
    place.write(POWER + BRIDGE + FERRY)
    place.once()
    place.write(POWER + FERRY, minute=5)
    place.once()

    assert 2 == place.files()["alle.atom"].count(b"<entry>")
    assert 1 == place.files()["verkehr.atom"].count(b"<entry>")


def test_tombstones(place):
    """With `tombstones = true` what left a feed is named in it, and no more when it returns, with its old id."""
    place.write(POWER + BRIDGE + FERRY)
    place.once()
    [bridge] = set(IDS.findall(place.files()["verkehr.atom"])) & set(IDS.findall(place.files()["alle.atom"])[1:2])
    place.change('language = "de"\n', 'language = "de"\nwithdrawn = "drop"\ntombstones = true\nwithdraw_after = 1\n')
    place.write(POWER + FERRY, minute=5)
    place.once()
    gone = place.files()
    place.rebuild()
    again = place.files()
    place.write(POWER + BRIDGE + FERRY + "\n\n", minute=10)
    place.once()
    back = place.files()

    stone = b'<at:deleted-entry ref="' + bridge + b'" when="2026-02-04T18:40:01Z"/>'
    assert [1, 1] == [gone[name].count(stone) for name in ("alle.atom", "verkehr.atom")]
    assert bridge not in IDS.findall(gone["alle.atom"])
    assert gone == again
    assert b"tombstones" not in back["alle.atom"]
    assert bridge == IDS.findall(back["alle.atom"])[1]


def test_what_becomes_of_the_withdrawn_may_change(place):
    """When the configuration says otherwise, what was marked is dropped at the next start."""
    place.change('language = "de"\n', 'language = "de"\nwithdraw_after = 1\n')
    place.write(POWER + BRIDGE + FERRY)
    place.once()
    place.write(POWER + FERRY, minute=5)
    place.once()
    marked = place.files()["alle.atom"].count(b"<entry>")
    place.change("withdraw_after = 1\n", 'withdraw_after = 1\nwithdrawn = "drop"\n')
    place.once()

    assert (3, 2) == (marked, place.files()["alle.atom"].count(b"<entry>"))


def test_a_state_that_still_stands_there(place):
    """That the last state still stands there is one more without the entry; that its file is gone says nothing."""
    place.write(POWER + BRIDGE + FERRY)
    place.once()
    place.write(POWER + FERRY, minute=5)
    place.once()
    found = []
    for _ in range(4):
        place.once()
        found.append(b"bis Donnerstag gesperrt" in place.files()["alle.atom"])

    assert [True, False, False, False] == found


def test_a_ticker_that_is_ahead_of_its_time(place):
    """A newest entry of the future is recorded, and the user asked whether the zone is right."""
    place.write(BRIDGE.replace("18.35", "22.45") + FERRY)
    with place.work() as work:
        [status] = run.once(work, NOW).statuses

    assert State.DEGRADED == status.state
    assert 'its newest entry is 45 minutes ahead of the clock: is timezone = "Europe/Berlin" right?' in status.reason
    assert 2 == place.files()["alle.atom"].count(b"<entry>")


def entries_of(place):
    """The entries of the store, the oldest first."""
    with place.work() as work, work.store.reading() as db:
        return [entry for batch in store.entries.batches(db) for entry in batch.values()]


def test_a_corrected_zone(place):
    """Where the source's zone is corrected, times follow at the next pass; ids stay, and no `updated` moves."""
    alarm = "4. Februar, 16.05 Uhr: Luftalarm\n\nSirenen.\n\n"
    place.write(BRIDGE + FERRY + alarm)
    place.once()
    before = entries_of(place)
    place.change('timezone = "Europe/Berlin"', 'timezone = "Europe/London"')
    place.once()
    after = entries_of(place)

    assert [entry.id for entry in before] == [entry.id for entry in after]
    assert [entry.updated for entry in before] == [entry.updated for entry in after]
    assert {timedelta(hours=1)} == {new.published - old.published for old, new in zip(before, after, strict=True)}


def test_a_state_that_another_version_read(place):
    """What a later version reads otherwise in the last state is no edit: words follow, and no `updated` moves."""
    place.write(BRIDGE + FERRY)
    place.once()
    before = entries_of(place)
    with place.work() as work, work.store.writing() as db:
        rows = db.execute(sa.text("SELECT number, item FROM entry")).all()
        for row in rows:  # an earlier version took the last words for a caption
            item = row.item.replace(" bis Donnerstag gesperrt.", "").replace(", Autos noch nicht.", ".")
            db.execute(sa.text("UPDATE entry SET item = :item WHERE number = :n"), {"item": item, "n": row.number})
        db.execute(sa.text("UPDATE source SET reader = '0.0.1'"))
    place.once()
    after = entries_of(place)
    place.write(BRIDGE.replace("Donnerstag", "Freitag") + FERRY, minute=10)
    place.once()

    assert before == [replace(entry, number=1, seen_at=old.seen_at) for old, entry in zip(before, after, strict=True)]
    assert [True, False] == [new.updated > old.updated for old, new in zip(before, entries_of(place), strict=True)][
        ::-1
    ]
