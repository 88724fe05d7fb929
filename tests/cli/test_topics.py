"""feeder topics explain, replay, unmatched: filters on what is kept."""

from __future__ import annotations

import re

import pytest


@pytest.fixture
def kept(call, site):
    """The working directory of a site whose ticker was read."""
    call("run", "--once")
    return site


@pytest.mark.usefixtures("site")
def test_explain_a_text(call):
    """A text is asked of each topic; those that take it come first, with the words that they find."""
    told = call("topics", "explain", "Der Stromausfall ist vorbei")

    assert (0, "") == (told.status, told.err)
    assert (
        "all: takes it: every entry\nstrom: takes it: Strom: Stromausfall\n  text: Der [Stromausfall] ist vorbei\n"
        == told.out
    )


@pytest.mark.usefixtures("site")
def test_explain_what_is_missing(call):
    """A topic that takes no text says what it misses."""
    assert "strom: no: Strom is missing\n" == call("topics", "explain", "Kein Wasser", "--topic", "strom").out


def test_explain_a_near_miss(call, site):
    """Where one part of a query alone keeps a text out, it is named."""
    (site / "feeder.toml").write_text(
        (site / "feeder.toml").read_text("utf-8").replace('"Strom"', "'Strom Insel -Probe'"), "utf-8"
    )

    assert [
        "strom: no: excluded: Probe: Probe",
        "  near miss: without -Probe it would be taken",
    ] == call("topics", "explain", "Strom auf der Insel, eine Probe", "--topic", "strom").out.splitlines()
    assert [
        "strom: no: Insel is missing",
        "  near miss: without Insel it would be taken",
    ] == call("topics", "explain", "Strom am Deich", "--topic", "strom").out.splitlines()


def test_explain_an_entry(call, kept):
    """A kept entry is asked with all its fields."""
    entry_id = re.search(r"<id>(tag:[^<]*live/[^<]*)</id>", (kept / "public" / "strom.atom").read_text("utf-8"))[1]
    told = call("topics", "explain", entry_id, "--topic", "strom")

    assert told.out.startswith("strom: takes it: Strom: Strom\n  title: Die Insel hat wieder [Strom]\n")
    assert told.out == call("topics", "explain", entry_id.rpartition("/")[2], "--topic", "strom").out
    assert 2 == call("topics", "explain", entry_id, "--language", "de").status


def test_explain_a_topic_of_other_sources(call, kept):
    """A topic that does not draw on the entry's source is named, with the reason."""
    entry_id = re.search(r"<id>(tag:[^<]*live/[^<]*)</id>", (kept / "public" / "strom.atom").read_text("utf-8"))[1]
    text = (kept / "feeder.toml").read_text("utf-8")
    other = (
        text[text.index("[[source]]") : text.index("[[topic]]")]
        .replace('"live"', '"other"')
        .replace("ticker", "elsewhere")
    )
    (kept / "feeder.toml").write_text(f'{text}sources = ["other"]\n{other}', "utf-8")

    assert (
        "strom: no: it draws on other alone, and the entry is of live\n"
        == call("topics", "explain", entry_id, "--topic", "strom").out
    )


def test_explain_an_entry_of_a_folder_of_tickers(call, site):
    """An entry of a file in a folder of tickers is asked by the folder's name, as topics know it."""
    text = (site / "feeder.toml").read_text("utf-8")
    text = text.replace('language = "de"', 'language = "de"\ntickers = "per-file"')
    (site / "feeder.toml").write_text(text.replace('"Strom"', '"source:live Strom"'), "utf-8")
    call("run", "--once")
    entry_id = re.search(r"<id>(tag:[^<]*live-1/[^<]*)</id>", (site / "public" / "strom.atom").read_text("utf-8"))[1]

    assert "strom: takes it" in call("topics", "explain", entry_id, "--topic", "strom").out


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("explain", "tag:example.org,2026:live/none"), "no entry has this id"),
        (("explain", "aaaabbbbcccc2222"), "no entry has this id"),
        (("explain", " "), "which entry?"),
        (("explain", "Strom", "--topic", "none"), 'there is no topic "none"'),
        (("replay", "none"), 'there is no topic "none"'),
        (("replay",), "which query?"),
        (("replay", "--query", "a OR"), "the query ends"),
    ],
)
def test_what_is_not_there(call, arguments, reason):
    """What is named and is not there, or cannot be read, is an error in words."""
    told = call("topics", *arguments)

    assert 2 == told.status
    assert reason in told.err


@pytest.mark.usefixtures("kept")
def test_replay_of_what_is_in_force(call):
    """The query in force changes nothing."""
    assert "strom: 0 entries would enter, 0 leave, 1 stay\n" == call("topics", "replay", "strom").out


@pytest.mark.usefixtures("kept")
def test_replay_of_a_changed_query(call):
    """A changed query shows what would enter and what would leave."""
    told = call("topics", "replay", "strom", "--query", "Feuerwehr")

    assert [
        "strom: 1 entry would enter, 1 leave, 0 stay",
        "+ 2026-03-06 08:25  Feuerwehr zählt 64 Einsätze",
        "- 2026-03-06 07:05  Die Insel hat wieder Strom",
    ] == told.out.splitlines()


@pytest.mark.usefixtures("kept")
def test_replay_of_a_new_query(call):
    """A query without a topic is a new one."""
    assert call("topics", "replay", "--query", "Halle").out.startswith("query: 1 entry would enter, 0 leave")


def test_replay_without_backfill(call, kept):
    """With backfill = false nothing would enter or leave, and what the query would choose otherwise is counted."""
    with (kept / "feeder.toml").open("a", encoding="utf-8") as file:
        file.write("backfill = false\n")

    assert [
        "strom: 0 entries would enter, 0 leave, 1 stay",
        "backfill = false: 2 entries that the query chooses otherwise stay as they were",
    ] == call("topics", "replay", "strom", "--query", "Feuerwehr").out.splitlines()


def test_replay_of_a_topic_under_a_new_name(call, kept):
    """A topic that is not yet renamed has its members, and entries speak the language that their source has now."""
    text = (kept / "feeder.toml").read_text("utf-8")
    (kept / "feeder.toml").write_text(text.replace('name = "strom"', 'name = "licht"\nwas = ["strom"]'), "utf-8")
    renamed = call("topics", "replay", "licht").out
    (kept / "feeder.toml").write_text(text.replace('language = "de"', 'language = "el"'), "utf-8")

    assert "licht: 0 entries would enter, 0 leave, 1 stay\n" == renamed
    assert call("topics", "replay", "strom", "--query", "Einsatz").out.startswith(
        "strom: 0 entries would enter, 1 leave"
    )


def test_nothing_is_kept_yet(call, site):
    """Without a store there is nothing to look at, and none is made."""
    told = call("topics", "unmatched")

    assert 2 == told.status
    assert "nothing is kept there yet" in told.err
    assert not (site / "state").exists()


@pytest.mark.usefixtures("kept")
def test_unmatched(call):
    """What only a topic of everything took is shown."""
    told = call("topics", "unmatched").out.splitlines()

    assert "2 entries in no topic" == told[0]
    assert "- 2026-03-06 08:25  Feuerwehr zählt 64 Einsätze" == told[1]


def test_check_names_queries_that_no_index_helps(call, site):
    """A query of negations alone is asked of each entry, and the check says so."""
    (site / "feeder.toml").write_text((site / "feeder.toml").read_text("utf-8").replace('"Strom"', '"-Strom"'), "utf-8")

    assert "topic strom: no word must be there for it" in call("check").out


def test_check_names_no_query_that_takes_all(call, site):
    """A query that takes every entry, however it is written, costs nothing that could be saved."""
    text = (site / "feeder.toml").read_text("utf-8")
    (site / "feeder.toml").write_text(text.replace('"Strom"', '"(Strom OR *) title:*"'), "utf-8")

    assert "no word must be there" not in call("check").out


def test_a_changed_query_chooses_among_all(call, kept):
    """A changed query takes effect on what is kept; entries that enter late keep their time."""
    configuration = (kept / "feeder.toml").read_text("utf-8")
    (kept / "feeder.toml").write_text(configuration.replace('"Strom"', '"Halle"'), "utf-8")
    call("run", "--once")
    feed = (kept / "public" / "strom.atom").read_text("utf-8")

    assert ("130 Menschen" in feed, "Insel" in feed) == (True, False)
    assert "<published>2026-03-06T05:20:00Z</published>" in feed


def test_a_query_for_what_comes(call, kept, snapshot):
    """With backfill = false entries that were there stay as they were chosen, new ones go by the new query."""
    configuration = (kept / "feeder.toml").read_text("utf-8")
    (kept / "feeder.toml").write_text(configuration.replace('"Strom"', '"Tee OR Wasser"\nbackfill = false'), "utf-8")
    call("run", "--once")
    ticker = (kept / "ticker" / "1.txt").read_text("utf-8")
    later = "10.10 Uhr: Das Wasser fällt\nAm Deich fällt das Wasser seit einer Stunde.\n\n09.25 Uhr"
    (kept / "ticker" / "2.txt").write_text(ticker.replace("09.25 Uhr", later), "utf-8")
    call("run", "--once")
    feed = (kept / "public" / "strom.atom").read_text("utf-8")
    before = snapshot(kept / "public")
    call("rebuild")

    assert (True, True, False) == ("Wasser fällt" in feed, "Insel" in feed, "130 Menschen" in feed)
    assert before == snapshot(kept / "public")


def test_a_topic_that_gets_its_name_back(call, kept):
    """A topic that is renamed and gets its first name back has its members all the time, under one id."""
    text = (kept / "feeder.toml").read_text("utf-8")
    before = (kept / "public" / "strom.atom").read_bytes()
    for names in ('"licht"\nwas = ["strom"]', '"strom"\nwas = ["strom", "licht"]'):
        (kept / "feeder.toml").write_text(text.replace('name = "strom"', f"name = {names}\nbackfill = false"), "utf-8")

        assert 0 == call("run", "--once").status
    assert before == (kept / "public" / "strom.atom").read_bytes()


def test_a_topic_that_goes_and_comes_back(call, kept):
    """A topic that was taken out and put back has its feed as it was: nothing in it goes back in time."""
    text = (kept / "feeder.toml").read_text("utf-8") + "backfill = false\n"
    (kept / "feeder.toml").write_text(text, "utf-8")
    call("run", "--once")
    before = (kept / "public" / "strom.atom").read_bytes()
    (kept / "feeder.toml").write_text(text[: text.rindex("[[topic]]")], "utf-8")
    call("run", "--once")
    (kept / "feeder.toml").write_text(text, "utf-8")
    call("run", "--once")

    assert before == (kept / "public" / "strom.atom").read_bytes()
