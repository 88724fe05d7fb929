"""The words of each language that stand in marks: data files beside this module, one for each language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "locales"


@dataclass(frozen=True, slots=True, kw_only=True)
class Locale:
    """The words of all languages together; digits carry most marks, words only tell them apart.

    Attributes:
        months: number from 1 by word, in one case.
        weekdays: number from 0, Monday, by word, in one case.
        clock_words: words that follow a clock.
        approximations: words that stand before a clock that is not exact.
        until: words between the clocks of a range.
        openers: words whose capital says that a sentence begins.
    """

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    clock_words: tuple[str, ...]
    approximations: tuple[str, ...]
    until: tuple[str, ...]
    openers: frozenset[str]


@cache
def words() -> Locale:
    """The words of all data files."""
    files = [tomllib.loads(path.read_text("utf-8")) for path in sorted(_FOLDER.glob("*.toml"))]
    return Locale(
        months=_numbered([file["months"] for file in files], 1),
        weekdays=_numbered([file["weekdays"] for file in files], 0),
        clock_words=_all(files, "clock_words"),
        approximations=_all(files, "approximations"),
        until=_all(files, "until"),
        openers=frozenset(word for file in files for word in file["openers"]),
    )


def _all(files: list[dict[str, Any]], key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for file in files for word in file[key]))


def _numbered(lists: list[list[list[str]]], first: int) -> dict[str, int]:
    return {word.casefold(): number for names in lists for number, row in enumerate(names, first) for word in row}
