"""Files that nothing is written to any more: those of topics that went, and pages of entries that nobody may read.

A topic that is taken out of the configuration keeps its last feed: readers that ask for it lose nothing, and whoever
took it out by mistake puts it back. They go when somebody says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from feeder import store
from feeder.publish import remove
from feeder.store.privacy import FOLDER
from feeder.work import Work

_ENDINGS = ("atom", "rss", "json", "html")


def found(work: Work) -> list[str]:
    """The paths of these files below the output folder, in order.

    Raises:
        StoreError: the store fails.
    """
    topics = work.config.topics
    public = {name for topic in topics if not topic.private for name in (topic.name, *topic.was)}
    with work.store.reading() as db:
        gone = store.leftovers.names(db)
        tokens = store.privacy.tokens(db)
        shown = store.leftovers.shown(db, work.public) if work.has_permalinks else set()
    gone |= {name for topic in topics if topic.private for name in (topic.name, *topic.was)}
    private = {topic.id_name for topic in topics if topic.private}
    opaques = {entry_id.rpartition("/")[2] for entry_id in shown}
    output = work.config.output
    paths = [path for name in gone - public for path in _of_topic(output, name)]
    paths += [path for name, token in tokens.items() if name not in private for path in _in(output / FOLDER / token)]
    paths += [path for path in output.glob("entry/*/*.html") if path.stem not in opaques]
    return sorted({path.relative_to(output).as_posix() for path in paths})


def _of_topic(output: Path, name: str) -> Iterator[Path]:
    stems = (name, f"{name}.edits")
    yield from (path for stem in stems for end in _ENDINGS if (path := output / f"{stem}.{end}").is_file())
    yield from _in(output / "archive" / name)


def _in(folder: Path) -> Iterator[Path]:
    # A compressed twin goes with its file.
    return (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".gz")


def holding(work: Work, opaques: Iterable[str]) -> list[str]:
    """Those of these files that hold one of the entries, which are named by the last parts of their ids."""
    wanted = [opaque.encode() for opaque in opaques]
    return [
        path for path in found(work) if any(opaque in (work.config.output / path).read_bytes() for opaque in wanted)
    ]


def prune(work: Work) -> list[str]:
    """Take these files away; their paths.

    Raises:
        PublishError: one cannot be taken away; the others may be gone.
        StoreError: the store fails.
    """
    paths = found(work)
    for path in paths:
        remove(path, work.config.output)
    private = {topic.id_name for topic in work.config.topics if topic.private}
    with work.store.writing() as db:
        for name in store.privacy.tokens(db).keys() - private:
            store.privacy.forget(db, name)
        store.leftovers.write(db, ())
    _clear(work.config.output)
    return paths


def _clear(output: Path) -> None:
    """Take away folders of ours in which nothing is left."""
    for path in (*output.glob("entry/*"), *output.glob("archive/*"), *output.glob(f"{FOLDER}/*")):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
