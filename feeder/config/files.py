"""The files of a configuration: the one that is named, and those that it includes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from typing import Any

from feeder.config import syntax
from feeder.config.faults import Fault, lines, told
from feeder.errors import FetchError
from feeder.sources.folder import matching

INCLUDE = "include"
_LISTS = ("source", "topic")


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file of a configuration.

    Attributes:
        path: as faults name it.
        text: the TOML itself, to find the lines of faults.
        data: what the TOML says.
    """

    path: Path
    text: str
    data: Mapping[str, Any]

    def tables(self, kind: str) -> list[Any]:
        """Its tables of a kind of which there may be several; none where it holds something else under this name."""
        found = self.data.get(kind)
        return found if isinstance(found, list) else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """All files of a configuration, in the order in which they are read.

    Attributes:
        main: the one that is named.
        included: the others.
        faults: what no included file may hold, each with its file.
        warnings: globs that match no file.
    """

    main: File
    included: tuple[File, ...] = ()
    faults: tuple[tuple[File, Fault], ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[File, ...]:
        """The main one first."""
        return (self.main, *self.included)

    @property
    def data(self) -> dict[str, Any]:
        """What all of them say, as if it stood in one; what is no list in the main file stays as it is."""
        merged = dict(self.main.data)
        for kind in _LISTS:
            if isinstance(merged.get(kind, []), list) and (
                found := [one for file in self.all for one in file.tables(kind)]
            ):
                merged[kind] = found
        return merged

    def folders(self, kind: str) -> tuple[Path, ...]:
        """For each of these tables the folder that its paths are relative to: that of its file."""
        return tuple(file.path.resolve().parent for file in self.all for _ in file.tables(kind))

    def report(self, faults: Iterable[Fault]) -> str:
        """A line for each fault in the order of the files: file, line, table and key, what is wrong and what to do."""
        placed = [*map(self._placed, faults), *self.faults]
        found = [
            line
            for file in self.all
            for line in lines(file.path, file.text, [fault for owner, fault in placed if owner is file])
        ]
        return told(self.main.path, found)

    def _placed(self, fault: Fault) -> tuple[File, Fault]:
        """The file in which the fault stands, and its place there."""
        kind, *rest = fault.place
        if kind not in _LISTS or not rest or not isinstance(rest[0], int):
            return self.main, fault
        number = rest[0]
        for file in self.all:
            count = len(file.tables(str(kind)))
            if number < count:
                return file, fault._replace(place=(kind, number, *rest[1:]))
            number -= count
        return self.main, fault


def files_of(path: Path, text: str) -> Files:
    """The file with this text, and all that it includes.

    Raises:
        ConfigError: one of them cannot be read, or is no TOML.
    """
    main = File(path=path, text=text, data=syntax.parse(path, text))
    included: list[File] = []
    warnings: list[str] = []
    seen = {path.resolve()}
    for pattern in _globs(main):
        found, reason = _matching(path, pattern)
        if reason:
            warnings.append(f'include: "{pattern}": {reason}')
        for each in found:
            if each.resolve() not in seen:
                seen.add(each.resolve())
                included.append(_read(each))
    faults = tuple((file, fault) for file in included for fault in _not_there(file, path))
    return Files(main=main, included=tuple(included), faults=faults, warnings=tuple(warnings))


def _globs(main: File) -> list[str]:
    """What is written wrongly is told elsewhere."""
    written = main.data.get(INCLUDE)
    return [each for each in (written if isinstance(written, list) else []) if isinstance(each, str) and each.strip()]


def _matching(path: Path, pattern: str) -> tuple[list[Path], str]:
    """The files that a glob names, and why there is none."""
    folder = path.parent
    try:
        found = matching(str(Path(escape(str(folder))) / pattern))
    except FetchError as error:
        return [], str(error)
    reason = "" if found else "no file matches it, so nothing is included; mend the glob, or take it away"
    return [Path(each) for each in found], reason


def _read(path: Path) -> File:
    text = syntax.text_of(path)
    return File(path=path, text=text, data=syntax.parse(path, text))


def _not_there(file: File, main: Path) -> Iterator[Fault]:
    """What an included file may not hold."""
    for key, value in file.data.items():
        if key not in _LISTS:
            what = "" if key == INCLUDE else f'"{key}": '
            yield Fault((key,), f"{what}an included file holds [[source]] and [[topic]] alone: put it into {main}")
        elif not isinstance(value, list):
            yield Fault((key,), f"write [[{key}]], in double brackets, for each {key}, with its keys below it")
