"""feeder check: is the configuration right?"""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.mark.usefixtures("site")
def test_all_right(call):
    """A configuration that is right is told in one line."""
    checked = call("check")

    assert (0, "feeder.toml: all right: 1 source, 2 topics\n", "") == (checked.status, checked.out, checked.err)


def test_what_is_not_there_yet(call, site):
    """A source that waits for its first file is no fault, but told."""
    (site / "ticker" / "1.txt").unlink()
    checked = call("check")

    assert (0, "") == (checked.status, checked.err)
    assert f"live: no file matches {site}/ticker/*.txt yet\n" == checked.out.partition("\n")[2]


def test_it_changes_nothing(call, site, snapshot):
    """Neither a store nor a folder is made by looking."""
    before = snapshot(site)
    call("check")

    assert (before, ["feeder.toml", "ticker"]) == (snapshot(site), sorted(path.name for path in site.iterdir()))


def test_it_leaves_the_store_as_it_is(call, site, snapshot):
    """A store that is there is looked at, and no file beside it comes or goes."""
    call("run", "--once")
    before = snapshot(site)

    assert (0, before) == (call("check").status, snapshot(site))


def test_it_makes_no_store_of_an_empty_file(call, site, snapshot):
    """An empty file in place of the store stays empty."""
    (site / "state").mkdir()
    (site / "state" / "feeder.db").touch()
    before = snapshot(site)

    assert (0, before) == (call("check").status, snapshot(site))


def test_faults_are_told(call, site):
    """All faults are told, and the status is 2."""
    text = (site / "feeder.toml").read_text("utf-8")
    (site / "feeder.toml").write_text(text.replace("title =", "titel =").replace('"Strom"', '"("'), "utf-8")
    checked = call("check")

    assert (2, "", "feeder: feeder.toml has 4 faults") == (checked.status, checked.out, checked.err.split("\n")[0])


def test_examples_and_places_are_told(call, site):
    """An example that a query gets wrong is told with its line, together with a folder that is none."""
    (site / "public").touch()
    with (site / "feeder.toml").open("a", encoding="utf-8") as file:
        file.write('matches = [\n  "Der Strom ist da",\n  "Das Wasser steigt",\n]\n')
    checked = call("check")

    assert 2 == checked.status
    assert [
        "feeder: feeder.toml has 2 faults",
        f'feeder.toml:1: [site] output: "{site}/public": a file stands there: name a folder, or move the file away',
        (
            'feeder.toml:22: [[topic]] strom: matches: "Das Wasser steigt" should match "Strom", and does not '
            "(Strom is missing): change the query, or the example"
        ),
    ] == checked.err.splitlines()


def test_a_new_name_for_known_entries(call, site):
    """A source that was read under another name stops the check, and the remedy is named."""
    call("run", "--once")
    text = (site / "feeder.toml").read_text("utf-8")
    (site / "feeder.toml").write_text(text.replace('"live"', '"flut"'), "utf-8")
    checked = call("check")

    assert (2, "") == (checked.status, checked.out)
    assert checked.err.startswith("feeder: feeder.toml: [[source]] flut: ")
    assert 'write was = ["live"]' in checked.err


def test_another_authority(call, site):
    """An authority other than that of the known entries stops the check, and the remedy is named."""
    call("run", "--once")
    text = (site / "feeder.toml").read_text("utf-8")
    (site / "feeder.toml").write_text(text.replace("example.org", "example.net"), "utf-8")
    checked = call("check")

    assert 2 == checked.status
    assert 'write authority = "example.org,2026"' in checked.err


def test_a_store_that_is_none(call, site):
    """A file that is no database is told."""
    (site / "state").mkdir()
    (site / "state" / "feeder.db").write_bytes(b"no database" * 100)
    checked = call("check")

    assert (2, "") == (checked.status, checked.out)
    assert "file is not a database" in checked.err


def test_tickers_of_one_name(call, site):
    """Files that would be sources of one name are a fault of the configuration."""
    text = (site / "feeder.toml").read_text("utf-8")
    (site / "feeder.toml").write_text(text.replace("folder =", 'tickers = "per-file"\nfolder ='), "utf-8")
    for name in ("Spiel Nord.txt", "spiel-nord.txt"):
        (site / "ticker" / name).touch()
    checked = call("check")

    assert (2, True) == (checked.status, checked.err.startswith("feeder: feeder.toml: "))


def test_warnings(call, site):
    """What is hardly meant is told, and is no fault."""
    text = (site / "feeder.toml").read_text("utf-8")
    (site / "feeder.toml").write_text(text.replace("http://127.0.0.1:8080/", "https://feeds.news.net/"), "utf-8")
    checked = call("check")

    assert (0, True) == (checked.status, checked.err.startswith("feeder: warning: feeder.toml: [site] authority: "))


@pytest.mark.parametrize(("year", "told"), [("9999", True), ("9999-02", True), ("2026", False)])
def test_an_authority_of_a_day_to_come(call, site, year, told):
    """A day that is still to come is told: an empty feed would have changed on it, and later run back."""
    text = (site / "feeder.toml").read_text("utf-8")
    (site / "feeder.toml").write_text(text.replace("example.org,2026", f"example.org,{year}"), "utf-8")
    checked = call("check")

    assert (0, told) == (checked.status, "is still to come" in checked.err)


def test_the_real_command(feeder, site):
    """The command as a user starts it, by the environment's file."""
    checked = feeder("check", "--config", Path("feeder.toml"), cwd=site)

    assert (0, "feeder.toml: all right: 1 source, 2 topics\n", "") == (
        checked.returncode,
        checked.stdout,
        checked.stderr,
    )


def test_examples_of_included_topics_are_run(call, site):
    """An example that fails in an included file is told with that file and line, and a reload would read it too."""
    (site / "topics.d").mkdir()
    text = '[[topic]]\nname = "gas"\nquery = "Gas"\nmatches = ["Der Strom ist weg"]\n'
    (site / "topics.d" / "gas.toml").write_text(text, "utf-8")
    main = (site / "feeder.toml").read_text("utf-8")
    (site / "feeder.toml").write_text(f'include = ["topics.d/*.toml", "none/*.toml"]\n{main}', "utf-8")
    told = call("check")

    assert 2 == told.status
    assert 'topics.d/gas.toml:4: [[topic]] gas: matches: "Der Strom ist weg" should match "Gas"' in told.err
    assert 'warning: feeder.toml: include: "none/*.toml": no file matches it' in told.err
