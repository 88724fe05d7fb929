"""Renew the table `cldr` in each data file of `feeder/reading/locales` from Babel's copy of the CLDR.

The table is the end of a file; what stands above it is written by hand and stays. To renew all files, run this script;
a new language needs a file with a table `words` first.
"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

from babel import Locale

LOCALES = Path(__file__).parents[2] / "feeder" / "reading" / "locales"
TABLE = "[cldr]"
# Czech writes its Saturday like the German Sunday, which tickers print more often.
LEFT_OUT = {("cs", "so")}
# In texts, months stand with a day (the genitive of Slavic languages) or alone.
FORMS = [(context, width) for width in ("wide", "abbreviated") for context in ("format", "stand-alone")]


def renewed(path: Path) -> str:
    """The file's text with the table as the CLDR has it now."""
    by_hand = path.read_text("utf-8").split(TABLE)[0].rstrip()
    return f"{by_hand}\n\n{TABLE}\n{table(path.stem)}"


def table(language: str) -> str:
    """The table of a language, as TOML."""
    locale = Locale.parse(language)
    # Babel counts weekdays from Monday, as the data files do.
    months = [spellings(locale.months[context][width][month] for context, width in FORMS) for month in range(1, 13)]
    weekdays = [spellings(locale.days[context][width][day] for context, width in FORMS) for day in range(7)]
    weekdays = [[word for word in row if (language, word) not in LEFT_OUT] for row in weekdays]
    periods = [locale.day_periods["format"][width] for width in ("wide", "abbreviated")]
    meridiems = [spellings(period[half] for period in periods if half in period) for half in ("am", "pm")]
    rows = {"months": months, "weekdays": weekdays, "meridiems": meridiems}
    return "".join(f"{key} = {listed(row)}\n" for key, row in rows.items())


def spellings(words) -> list[str]:
    """Each of the words once, as cleaned text has it; single letters mean too much to mean a day."""
    cleaned = (unicodedata.normalize("NFC", word.replace("\u202f", " ").replace("\xa0", " ")) for word in words)
    return list(dict.fromkeys(word for word in cleaned if len(word.rstrip(".")) > 1))


def listed(row: list) -> str:
    """A TOML array; strings are written as JSON writes them."""
    if all(isinstance(word, str) for word in row):
        return json.dumps(row, ensure_ascii=False)
    return "[\n" + "".join(f"    {json.dumps(words, ensure_ascii=False)},\n" for words in row) + "]"


if __name__ == "__main__":
    for file in sorted(LOCALES.glob("*.toml")):
        file.write_text(renewed(file), "utf-8")
