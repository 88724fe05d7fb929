"""The data files of the languages."""

from __future__ import annotations

import importlib.util
import tomllib
from collections import defaultdict
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from feeder.reading import locale
from feeder.reading.locale import words

FOLDER = Path(locale.__file__).parent / "locales"
FILES = sorted(FOLDER.glob("*.toml"))
LANGUAGES = ["cs", "da", "de", "en", "es", "fr", "hu", "it", "nl", "no", "pl", "pt", "ru", "sv", "tr", "uk"]


def make_locales():
    """The script, which is no part of a package."""
    spec = importlib.util.spec_from_file_location("make_locales", Path(__file__).with_name("make_locales.py"))
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


def test_languages():
    """There is a file for each language that the reader knows."""
    assert [file.stem for file in FILES] == LANGUAGES


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_generated_part(file):
    """The generated table is what the script makes of the CLDR today; all else stays."""
    assert file.read_text("utf-8") == make_locales().renewed(file)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_keys(file):
    """A file has no list that nobody reads, and lists a word once."""
    tables = tomllib.loads(file.read_text("utf-8"))
    known = {*locale.Locale.__slots__, "more_months", "more_weekdays", "more_meridiems"}
    lists = [row for row in tables["words"].values() if all(isinstance(word, str) for word in row)]

    assert set(tables) == {"words", "zones", "cldr"}
    assert set() == set(tables["words"]) - known
    assert all(len(row) == len(set(row)) for row in lists)


@pytest.mark.parametrize("table", ["months", "weekdays"])
def test_a_word_means_one_thing(table):
    """No word is one month or weekday in one language and another in another: all are tried at once."""
    meanings = defaultdict(set)
    for file in FILES:
        tables = tomllib.loads(file.read_text("utf-8"))
        for rows in (tables["cldr"][table], tables["words"].get(f"more_{table}", [])):
            for number, row in enumerate(rows):
                for word in row:
                    meanings[word.casefold().rstrip(".")].add(number)

    assert {} == {word: numbers for word, numbers in meanings.items() if len(numbers) > 1}


@pytest.mark.parametrize(
    ("word", "month"),
    [
        ("января", 1), ("januar", 1), ("února", 2), ("março", 3), ("kwiecień", 4), ("травня", 5), ("giugno", 6),
        ("juli", 7), ("août", 8), ("szeptember", 9), ("ekim", 10), ("noviembre", 11), ("dez.", 12), ("jänner", 1),
    ],
)  # fmt: skip
def test_months(word, month):
    """Months are known alone and as they stand beside a day, long and short."""
    assert words().months[word] == month


@pytest.mark.parametrize(
    ("word", "weekday"), [("montag", 0), ("mardi", 1), ("środę", 2), ("tor.", 3), ("п’ятниця", 4), ("sonnabend", 5)]
)
def test_weekdays(word, weekday):
    """Weekdays are known in the cases in which they stand beside a day."""
    assert words().weekdays[word] == weekday


def test_zones():
    """Each zone is a zone that exists, an offset, or that of the place."""
    for zone in words().zones.values():
        if zone[0] in "+-":
            assert timedelta(hours=int(zone[1:3]), minutes=int(zone[4:])) <= timedelta(hours=14)
        elif zone != "local":
            assert ZoneInfo(zone).key == zone


def test_spellings():
    """Words of the CLDR come with plain spaces, once each, and without single letters."""
    spellings = make_locales().spellings

    assert ["p. m.", "Sze", "odp."] == spellings(["p.\u202fm.", "p.\xa0m.", "V", "K.", "Sze", "odp.", "Sze"])
