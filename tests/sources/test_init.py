"""A source is fetched by the module of its kind, and a folder of tickers becomes a source for each file."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from glob import escape

import pytest

from feeder.errors import ConfigError
from feeder.model import Fetched, Validators
from feeder.sources import Terms, expand, fetch

NOW = datetime(2026, 2, 5, 12, 0, tzinfo=UTC)


def test_kind_names_the_module(tmp_path, make_source):
    """A folder source is fetched by the folder module; without files nothing comes, and that is no failure."""
    assert fetch(make_source(f"{tmp_path}/*.txt"), Validators(), NOW) == Fetched()


def test_other_sources_stay_as_they_are(make_source):
    """A source that is not per file is passed on unchanged."""
    source = make_source("/nowhere/*.txt")

    assert expand([source]) == (source,)


def test_each_file_becomes_a_source(tmp_path, make_source):
    """Each file of a folder of tickers is a source with name and title of the file's, and that file alone."""
    names = ["Größe & Maß.txt", "Sturm_2.txt", "Sturm_10.txt", "a[1].txt", ".hidden.txt"]
    for name in names:
        (tmp_path / name).write_text("x")
    parent = make_source(f"{tmp_path}/*.txt", per_file=True, was=("orkan",), robots=False)

    expanded = expand([parent])

    assert [(each.name, each.title, each.was) for each in expanded] == [
        ("sturm-groesse-mass", "Größe & Maß", ("orkan-groesse-mass",)),
        ("sturm-sturm-2", "Sturm 2", ("orkan-sturm-2",)),
        ("sturm-sturm-10", "Sturm 10", ("orkan-sturm-10",)),
        ("sturm-a-1", "a[1]", ("orkan-a-1",)),
    ]
    assert expanded[3].location == escape(f"{tmp_path}/a[1].txt")
    assert {(each.per_file, each.robots, each.kind) for each in expanded} == {(False, False, "folder")}


def test_expanded_source_reads_its_file_alone(tmp_path, make_source):
    """A name with glob signs is taken literally."""
    for name in ("a[1].txt", "a1.txt"):
        (tmp_path / name).write_text(name)
        os.utime(tmp_path / name, (0, 0))
    sources = expand([make_source(f"{tmp_path}/*.txt", per_file=True)])

    fetched = [fetch(each, Validators(), NOW, Terms()) for each in sources]

    assert [[snapshot.content for snapshot in each.snapshots] for each in fetched] == [[b"a1.txt"], [b"a[1].txt"]]


def test_two_files_with_one_name_are_refused(tmp_path, make_source):
    """Two files that would give one source name stop the configuration, and both are named."""
    for name in ("Maß.txt", "mass.txt"):
        (tmp_path / name).write_text("x")

    with pytest.raises(ConfigError) as caught:
        expand([make_source(f"{tmp_path}/*.txt", per_file=True)])

    assert all(part in str(caught.value) for part in ("Maß.txt", "mass.txt", '"sturm-mass"'))


def test_file_may_not_take_another_sources_name(tmp_path, make_source):
    """A file that would take the name of a source that was configured is refused."""
    (tmp_path / "nord.txt").write_text("x")
    sources = [make_source("/x/*.txt", name="sturm-nord"), make_source(f"{tmp_path}/*.txt", per_file=True)]

    with pytest.raises(ConfigError, match="would both be the source"):
        expand(sources)


@pytest.mark.parametrize("name", ["★.txt".encode(), b"\xfcber.txt"])
def test_name_that_gives_no_source_name_is_refused(tmp_path, make_source, name):
    """A file without a letter or digit, or not in UTF-8, cannot name a source."""
    (tmp_path / os.fsdecode(name)).write_text("x")

    with pytest.raises(ConfigError, match="cannot name a source: rename it"):
        expand([make_source(f"{tmp_path}/*.txt", per_file=True)])


def test_closed_folder_stops_the_configuration(tmp_path, make_source):
    """A folder that cannot be looked into stops the configuration rather than giving no sources."""
    (tmp_path / "loop").symlink_to("loop")

    with pytest.raises(ConfigError, match="it cannot be read"):
        expand([make_source(f"{tmp_path}/loop/*.txt", per_file=True)])
