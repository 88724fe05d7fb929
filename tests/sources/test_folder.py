"""Files of a folder are brought in once they rest, in an order that a person would give them."""

from __future__ import annotations

import os
import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeder.errors import FetchError
from feeder.model import Fetched, Snapshot, Validators
from feeder.sources import Terms, folder

NOW = datetime(2026, 2, 5, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def never(_seconds):
    raise AssertionError("nothing to wait for")


def write(path, content=b"18.35 Uhr\n", age=HOUR):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    moment = (NOW - age).timestamp()
    os.utime(path, (moment, moment))
    return path


@pytest.fixture
def bring(tmp_path, make_source):
    def fetch(pattern="*.txt", **terms):
        source = make_source(f"{tmp_path}/{pattern}")
        return folder.fetch(source, Validators(), NOW, Terms(**({"pause": never} | terms)))

    return fetch


def names(fetched):
    return [os.path.basename(snapshot.origin) for snapshot in fetched.snapshots]  # noqa: PTH119  # origins are text


def contents(fetched):
    return [snapshot.content for snapshot in fetched.snapshots]


def test_file_becomes_a_snapshot(tmp_path, bring, make_source):
    """A file that rests is a snapshot: its bytes, path, media type, its own date and the time of the pass."""
    path = write(tmp_path / "a.txt")

    assert bring() == Fetched(
        snapshots=(
            Snapshot(
                source=make_source(f"{tmp_path}/*.txt"),
                origin=str(path),
                content=b"18.35 Uhr\n",
                media_type="text/plain",
                fetched_at=NOW,
                modified_at=NOW - HOUR,
            ),
        )
    )


@pytest.mark.parametrize("pattern", ["*.txt", "missing/*.txt", "a.txt/*.txt"])
def test_nothing_there_is_no_failure(tmp_path, bring, pattern):
    """A glob without files, or below a folder that is not there, brings nothing and fails nothing."""
    write(tmp_path / "a.txt") if pattern.startswith("a") else None

    assert bring(pattern) == Fetched()


def test_numbers_in_names_count_as_numbers(tmp_path, bring):
    """Files come in natural order of their names."""
    for name in ("10.txt", "9.txt", "9b.txt", "09.txt", "b.txt", "a.txt"):
        write(tmp_path / name)

    assert names(bring()) == ["09.txt", "9.txt", "9b.txt", "10.txt", "a.txt", "b.txt"]


def test_two_stars_go_through_folders_and_hidden_files_must_be_named(tmp_path, bring):
    """`**` finds files in folders below; what begins with a dot is found only by a pattern that says so."""
    for name in ("a.txt", "x/b.txt", "x/y/c.txt", ".d.txt", ".x/e.txt"):
        write(tmp_path / name)

    assert names(bring("**/*.txt")) == ["a.txt", "b.txt", "c.txt"]
    assert names(bring(".*.txt")) == [".d.txt"]


def test_two_stars_pass_each_folder_once(tmp_path, bring):
    """Links to folders are followed, and those that lead back are no way to find a file again and again."""
    write(tmp_path / "z" / "a.txt")
    write(tmp_path / "x[1]" / "y" / "b.txt")
    other = write(tmp_path.with_name(f"{tmp_path.name}-other") / "c.txt").parent
    for name, target in (("a", "."), ("b", "."), ("c", "z"), ("d", other), ("e", "nowhere"), ("f", "f")):
        (tmp_path / name).symlink_to(target)
    (tmp_path / "z" / "up").symlink_to("..")

    for pattern in ("**/*.txt", "**/**/*.txt", "**/*t"):
        found = [os.path.relpath(snapshot.origin, tmp_path) for snapshot in bring(pattern).snapshots]
        assert found == ["d/c.txt", "x[1]/y/b.txt", "z/a.txt"]
    assert names(bring("*/**/y/*.txt")) == ["b.txt"]
    (tmp_path / "f").unlink()
    assert names(bring("**")) == ["c.txt", "b.txt", "a.txt"]


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.txt", "text/plain"),
        ("a.md", "text/plain"),
        ("a", "text/plain"),
        ("a.HTML", "text/html"),
        ("a.htm", "text/html"),
        ("a.json", "application/json"),
        ("a.xml", "application/xml"),
        ("a.atom", "application/atom+xml"),
        ("a.rss", "application/rss+xml"),
    ],
)
def test_suffix_gives_the_media_type(tmp_path, bring, name, media_type):
    """The media type follows the file's suffix, and is plain text where that says nothing."""
    write(tmp_path / name)

    assert [snapshot.media_type for snapshot in bring("a*").snapshots] == [media_type]


def test_what_is_no_file_is_passed_over(tmp_path, bring):
    """Folders, FIFOs, sockets and links to nothing are passed over, without waiting for any of them."""
    write(tmp_path / "a.txt")
    (tmp_path / "b.txt").mkdir()
    os.mkfifo(tmp_path / "c.txt")
    (tmp_path / "d.txt").symlink_to("nothing")
    (tmp_path / "e.txt").symlink_to("a.txt")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "f.txt"))

        assert names(bring()) == ["a.txt", "e.txt"]


def test_fifo_in_place_of_a_file_does_not_block(tmp_path):
    """A FIFO that took a file's place between listing and opening is passed over at once; so is a file that is gone."""
    os.mkfifo(tmp_path / "a.txt")

    assert [folder.look(str(tmp_path / name)) for name in ("a.txt", "gone.txt")] == [None, None]


def test_name_that_is_not_utf_8_is_shown_as_well_as_can_be(tmp_path, bring):
    """A file whose name is not UTF-8, or breaks a line, is read; its origin can be stored and shown in one line."""
    write(tmp_path / os.fsdecode(b"\xfcber.txt"))
    write(tmp_path / "a\nfeeder: all is well.txt")

    assert names(bring()) == ["a\ufffdfeeder: all is well.txt", "\ufffdber.txt"]


def test_too_large_a_file_is_told(tmp_path, bring):
    """A file beyond 50 MB is a failure that names it."""
    path = write(tmp_path / "a.txt")
    os.truncate(path, folder.MOST_BYTES + 1)
    os.utime(path, (0, 0))

    with pytest.raises(FetchError) as caught:
        bring()

    assert str(caught.value) == f'"{path}": it is larger than 50 MB: no ticker is; move it away'


def test_one_odd_file(tmp_path, bring):
    """A file that cannot be read is told, and keeps none of the others back."""
    path = write(tmp_path / "a.txt")
    write(tmp_path / "b.txt")
    os.truncate(path, folder.MOST_BYTES + 1)
    os.utime(path, (0, 0))
    (tmp_path / "c.txt").symlink_to("c.txt")
    fetched = bring()

    assert ["b.txt"] == [Path(snapshot.origin).name for snapshot in fetched.snapshots]
    assert ["a.txt", "c.txt"] == [Path(fault.split('"')[1]).name for fault in fetched.faults]


@pytest.mark.parametrize(("link", "pattern"), [("a.txt", "*.txt"), ("loop", "loop/*.txt")])
def test_what_cannot_be_read_is_told(tmp_path, bring, link, pattern):
    """A file or folder that the system does not let us read is a failure that names it, never silence."""
    (tmp_path / link).symlink_to(link)

    with pytest.raises(FetchError) as caught:
        bring(pattern)

    assert str(caught.value).startswith(f'"{tmp_path}/{link}": it cannot be read (')


def test_unreadable_look_is_told(tmp_path):
    """A file that turns unreadable between listing and opening is a failure that names it."""
    (tmp_path / "a.txt").symlink_to("a.txt")

    with pytest.raises(FetchError, match="it cannot be read"):
        folder.look(str(tmp_path / "a.txt"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_permission_is_told(tmp_path, bring):
    """A file that we have no right to read is a failure that says so."""
    write(tmp_path / "a.txt").chmod(0)

    with pytest.raises(FetchError, match="Permission denied"):
        bring()


# ---------------------------------------------------------------- settling


def test_young_file_waits_for_a_later_pass(tmp_path, bring):
    """The daemon leaves out a file that was written less than two seconds ago, and names it."""
    write(tmp_path / "old.txt", age=timedelta(seconds=2))
    young = write(tmp_path / "young.txt", age=timedelta(seconds=1.9))
    just_now = write(tmp_path / "now.txt", age=timedelta(seconds=-0.5))

    fetched = bring(unsettled_since=NOW - timedelta(seconds=29))

    assert names(fetched) == ["old.txt"]
    assert fetched.unsettled == (str(just_now), str(young))


def test_file_that_never_settles_is_read_up_to_its_last_complete_line(tmp_path, bring):
    """After 30 seconds a file that is still being written is read as far as its lines are whole, with a remark."""
    path = write(tmp_path / "a.txt", b"18.35 Uhr\nEine Zeile\nund noch ei", age=timedelta(0))

    fetched = bring(unsettled_since=NOW - timedelta(seconds=30))

    assert contents(fetched) == [b"18.35 Uhr\nEine Zeile\n"]
    assert fetched.unsettled == ()
    assert fetched.remarks == (f'"{path}": it is still being written; it was read up to its last complete line',)


def test_file_without_a_whole_line_goes_on_waiting(tmp_path, bring):
    """A file that never settles and has no complete line yet is not read."""
    path = write(tmp_path / "a.txt", b"18.35 U", age=timedelta(0))

    fetched = bring(unsettled_since=NOW - timedelta(seconds=30))

    assert (contents(fetched), fetched.unsettled) == ([], (str(path),))


def test_time_in_the_future_is_looked_at_twice(tmp_path, bring):
    """A file from the future is taken when two looks agree, also by the daemon; its date is not believed."""
    path = write(tmp_path / "a.txt", age=-HOUR)
    pauses = []

    fetched = bring(pause=pauses.append)

    assert pauses == [0.2]
    assert [(each.modified_at, each.dated_at) for each in fetched.snapshots] == [(None, NOW)]
    assert fetched.remarks == (
        f'"{path}": its modification time lies in the future; the time of this pass is taken for it',
    )


def test_file_from_the_future_that_changes_waits(tmp_path, bring):
    """A file from the future that changes between two looks is still being written."""
    path = write(tmp_path / "a.txt", b"18.35", age=-HOUR)

    fetched = bring(pause=lambda _: write(path, b"18.35 Uhr", age=-HOUR))

    assert (fetched.snapshots, fetched.unsettled) == ((), (str(path),))


def test_once_takes_a_young_file_when_two_looks_agree(tmp_path, bring):
    """Without a later pass a young file is looked at twice, a fifth of a second apart, and taken as it is."""
    write(tmp_path / "a.txt", b"18.35 U", age=timedelta(seconds=1))
    write(tmp_path / "b.txt", b"18.40 U", age=timedelta(seconds=0))
    pauses = []

    fetched = bring(once=True, pause=pauses.append)

    assert (contents(fetched), fetched.unsettled, fetched.remarks) == ([b"18.35 U", b"18.40 U"], (), ())
    assert pauses == [0.2]


def test_once_waits_until_the_writer_is_done(tmp_path, bring):
    """Without a later pass a file that grows is looked at again until it has come to rest."""
    path = write(tmp_path / "a.txt", b"1", age=timedelta(0))
    pauses = []

    def pause(seconds):
        pauses.append(seconds)
        if len(pauses) < 4:
            write(path, path.read_bytes() + b"2", age=timedelta(0))

    assert contents(bring(once=True, pause=pause)) == [b"1222"]
    assert len(pauses) == 4


def test_once_does_not_wait_for_ever(tmp_path, bring):
    """Without a later pass a file that grows for 30 seconds is read up to its last complete line."""
    path = write(tmp_path / "a.txt", b"1\n", age=timedelta(0))
    pauses = []

    def pause(seconds):
        pauses.append(seconds)
        write(path, path.read_bytes() + b"2", age=timedelta(0))

    assert contents(bring(once=True, pause=pause)) == [b"1\n"]
    assert len(pauses) == 150


def test_file_that_goes_while_it_is_watched_is_passed_over(tmp_path, bring):
    """A young file that is gone at the second look is neither brought in nor waited for."""
    path = write(tmp_path / "a.txt", age=timedelta(0))

    assert bring(once=True, pause=lambda _: path.unlink()) == Fetched()


def test_look_is_equal_only_if_nothing_happened(tmp_path):
    """A file that was touched, or rewritten at the same size and time, is not the same at the second look."""
    path = write(tmp_path / "a.txt", b"1")
    first = folder.look(str(path))
    write(path, b"2")
    rewritten = folder.look(str(path))

    assert first is not None
    assert rewritten != first
    assert replace(first, modified_ns=first.modified_ns + 1) != first
