"""Publish: a file whole or not at all, touched only if it changed, and its date in whole seconds forward."""

from __future__ import annotations

import gzip
import os
import resource
import signal
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeder.errors import PublishError
from feeder.model import Document
from feeder.publish import publish, sweep

NOW = datetime(2026, 2, 4, 18, 35, 7, 900_000, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def document(content: bytes = b"<feed/>", path: str = "all.atom") -> Document:
    return Document(path=path, content=content)


def names(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*"))


def date(file: Path) -> float:
    return file.stat().st_mtime


def test_a_new_file(tmp_path):
    """A file that is not there is written, dated now in whole seconds, readable for all, and nothing else is there."""
    assert publish(document(), tmp_path, NOW)

    file = tmp_path / "all.atom"
    assert (b"<feed/>", 0o644) == (file.read_bytes(), file.stat().st_mode & 0o777)
    assert date(file) == NOW.replace(microsecond=0).timestamp()
    assert names(tmp_path) == ["all.atom"]


def test_an_unchanged_file_is_not_touched(tmp_path):
    """A file that holds these bytes already stays the very file that it is."""
    publish(document(), tmp_path, NOW)
    before = (tmp_path / "all.atom").stat()

    assert not publish(document(), tmp_path, NOW + timedelta(hours=1))
    after = (tmp_path / "all.atom").stat()
    assert (before.st_ino, before.st_mtime_ns, before.st_ctime_ns) == (
        after.st_ino,
        after.st_mtime_ns,
        after.st_ctime_ns,
    )


@pytest.mark.parametrize("content", [b"<feed>news</feed>", b"<FEED/>", b""])
def test_a_changed_file_is_replaced(content, tmp_path):
    """Other bytes replace the file, also as many as before and none."""
    publish(document(), tmp_path, NOW)

    assert publish(document(content), tmp_path, NOW + timedelta(hours=1))
    assert (tmp_path / "all.atom").read_bytes() == content
    assert date(tmp_path / "all.atom") == (NOW + timedelta(hours=1)).replace(microsecond=0).timestamp()


@pytest.mark.parametrize(
    "old",
    [
        NOW,
        NOW.replace(microsecond=0),
        NOW.replace(microsecond=999_999),
        NOW - timedelta(milliseconds=901),
        NOW + timedelta(days=400),
    ],
)
def test_a_changed_file_is_a_whole_second_newer(old, tmp_path):
    """Web servers see a changed file as newer, though it changes twice in a second or the clock went back."""
    file = tmp_path / "all.atom"
    file.write_bytes(b"old")
    os.utime(file, (old.timestamp(), old.timestamp()))
    second = int(date(file))

    publish(document(), tmp_path, NOW)
    assert date(file) == max(second + 1, int(NOW.timestamp()))


def test_folders_are_made_for_all_to_read(tmp_path):
    """Missing folders are made, and a narrow umask does not keep the web server out."""
    before = os.umask(0o077)
    try:
        publish(document(path="archive/all/0001.atom"), tmp_path / "var" / "public", NOW)
    finally:
        os.umask(before)

    made = [path for path in (tmp_path / "var").rglob("*") if path.is_dir()]
    assert {oct(path.stat().st_mode & 0o777) for path in (tmp_path / "var", *made)} == {"0o755"}
    assert (tmp_path / "var/public/archive/all/0001.atom").stat().st_mode & 0o777 == 0o644


def test_a_folder_that_is_there_keeps_its_mode(tmp_path):
    """Who may enter a folder that is there already is the administrator's decision."""
    (tmp_path / "public").mkdir(mode=0o750)
    publish(document(), tmp_path / "public", NOW)

    assert (tmp_path / "public").stat().st_mode & 0o777 == 0o750


@pytest.mark.parametrize("path", ["/etc/all.atom", "../all.atom", "a/../../all.atom", "..", "", "."])
def test_nothing_is_written_outside(path, tmp_path):
    """A path that does not lead to a file below the output folder is refused."""
    folder = tmp_path / "public"

    with pytest.raises(PublishError, match="not written: the path leaves the output folder"):
        publish(document(path=path), folder, NOW)
    assert names(tmp_path) == []


def test_a_folder_in_the_way(tmp_path):
    """A folder that has the file's name is an error that says so, and nothing is left over."""
    (tmp_path / "all.atom").mkdir()

    with pytest.raises(PublishError) as caught:
        publish(document(), tmp_path, NOW)
    assert str(caught.value).startswith(f"{tmp_path / 'all.atom'}: cannot be written: Is a directory; see that ")
    assert isinstance(caught.value.__cause__, IsADirectoryError)
    assert names(tmp_path) == ["all.atom"]


def test_a_file_in_the_way(tmp_path):
    """A file where the output folder should be is an error, and stays."""
    (tmp_path / "public").write_text("mine")

    with pytest.raises(PublishError, match="cannot be written"):
        publish(document(), tmp_path / "public", NOW)
    assert (tmp_path / "public").read_text() == "mine"


def test_a_full_disk(tmp_path):
    """A file that could not be written to its end is not published: the old one stands, no other is left over."""
    publish(document(b"old"), tmp_path, NOW)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(PublishError, match="File too large"):
            publish(document(b"x" * 2000), tmp_path, NOW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)

    assert (b"old", ["all.atom"]) == ((tmp_path / "all.atom").read_bytes(), names(tmp_path))


def test_who_reads_meanwhile_reads_a_whole_file(tmp_path):
    """While the file is replaced again and again, readers see one state or another, never a part of one."""
    states = {bytes([letter]) * 100_000 for letter in b"abcdefgh"}
    publish(document(b"a" * 100_000), tmp_path, NOW)
    seen: list[bytes] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.append((tmp_path / "all.atom").read_bytes())

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(10):
        for state in sorted(states):
            publish(document(state), tmp_path, NOW)
    done.set()
    reader.join()

    assert set(seen) <= states
    assert seen


@given(states=st.lists(st.binary(max_size=3), min_size=1, max_size=6), backwards=st.booleans())
def test_law_dates_and_bytes_move_together(states, backwards, tmp_path_factory):
    """Whatever is published in whatever order, a file's whole second is later exactly if its bytes are others."""
    folder = tmp_path_factory.mktemp("public")
    step = -SECOND if backwards else SECOND / 3
    last: tuple[bytes, int] | None = None
    for number, state in enumerate(states):
        written = publish(document(state), folder, NOW + number * step)
        now = ((folder / "all.atom").read_bytes(), int(date(folder / "all.atom")))

        assert now[0] == state
        assert written == (last is None or last[0] != state)
        assert last is None or (now[1] > last[1]) == written
        last = now


def test_what_killed_processes_leave_is_swept(tmp_path):
    """Half-written files go when they are older than any write lasts; younger ones and those of others stay."""
    (tmp_path / "archive").mkdir()
    half = [(".a.atom.x1y2z3_4.tmp", 2), ("archive/.b.atom.abcdefgh.tmp", 2), (".a.atom.abcdefgh.tmp", 0.5)]
    for name, hours in [*half, ("a.atom", 2), ("archive/b.atom", 2), ("d.tmp", 2), (".draft.abcdefgh.tmp", 2)]:
        (tmp_path / name).touch()
        moment = (NOW - timedelta(hours=hours)).timestamp()
        os.utime(tmp_path / name, (moment, moment))
    sweep(tmp_path, NOW)
    sweep(tmp_path / "missing", NOW)

    assert [
        ".a.atom.abcdefgh.tmp", ".draft.abcdefgh.tmp", "a.atom", "archive", "archive/b.atom", "d.tmp"
    ] == names(tmp_path)  # fmt: skip


def unpacked(file: Path) -> bytes:
    return gzip.decompress(file.with_name(f"{file.name}.gz").read_bytes())


def test_a_twin(tmp_path):
    """Beside a file stands its packed twin with the same date, readable for all, and follows when the file changes."""
    for moment, content in enumerate((b"<feed/>", b"<feed>news</feed>")):
        publish(document(content), tmp_path, NOW + moment * SECOND, compressed=True)
        plain, twin = tmp_path / "all.atom", tmp_path / "all.atom.gz"

        assert (content, 0o644) == (unpacked(plain), twin.stat().st_mode & 0o777)
        assert date(plain) == date(twin)
    assert names(tmp_path) == ["all.atom", "all.atom.gz"]


def test_an_unchanged_twin_is_not_touched(tmp_path):
    """Where neither the file nor its twin has changed, the twin stays the very file that it is."""
    publish(document(), tmp_path, NOW, compressed=True)
    before = (tmp_path / "all.atom.gz").stat()

    assert not publish(document(), tmp_path, NOW + SECOND, compressed=True)
    assert before.st_ino == (tmp_path / "all.atom.gz").stat().st_ino


@pytest.mark.parametrize(
    "harm", [lambda twin: twin.write_bytes(b"old"), lambda twin: twin.unlink(), lambda twin: os.utime(twin, (1, 1))]
)
def test_a_twin_that_is_not_right_is_made_anew(harm, tmp_path):
    """A twin that is missing, damaged or of another date is right again, and its file is not touched."""
    publish(document(), tmp_path, NOW, compressed=True)
    before = (tmp_path / "all.atom").stat()
    harm(tmp_path / "all.atom.gz")

    assert not publish(document(), tmp_path, NOW + SECOND, compressed=True)
    after = (tmp_path / "all.atom").stat()
    assert (before.st_ino, before.st_mtime, b"<feed/>") == (
        after.st_ino,
        after.st_mtime,
        unpacked(tmp_path / "all.atom"),
    )
    assert date(tmp_path / "all.atom.gz") == after.st_mtime


@pytest.mark.parametrize("content", [b"<feed/>", b"<feed>news</feed>"])
def test_a_twin_that_is_not_wanted_goes(content, tmp_path):
    """Where no twin is wanted any more none stays, whether its file has changed or not."""
    publish(document(), tmp_path, NOW, compressed=True)
    publish(document(content), tmp_path, NOW + SECOND)

    assert (["all.atom"], content) == (names(tmp_path), (tmp_path / "all.atom").read_bytes())


def test_a_twin_is_never_older_than_its_file(tmp_path):
    """A twin stands before its file is replaced, and where it cannot be written there is none."""
    publish(document(), tmp_path, NOW, compressed=True)
    twin = tmp_path / "all.atom.gz"
    twin.unlink()
    twin.mkdir()
    with pytest.raises(PublishError):
        publish(document(b"<feed>news</feed>"), tmp_path, NOW + SECOND, compressed=True)
    assert (tmp_path / "all.atom").read_bytes() == b"<feed/>"
