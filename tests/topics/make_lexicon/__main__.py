"""Makes the word lists.

usage: python -m tests.topics.make_lexicon [LANGUAGE...]

Needs simplemma, wordfreq and Babel, and about half a minute a language.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from tests.topics.make_lexicon.compounds import add_parts
from tests.topics.make_lexicon.dictionary import Dictionary
from tests.topics.make_lexicon.entry import Entry, text_of
from tests.topics.make_lexicon.forms import add_forms, add_persons
from tests.topics.make_lexicon.habits import COMPOUNDS, LANGUAGES, SEPARABLE
from tests.topics.make_lexicon.verbs import add_separable

LEXICON = Path(__file__).parents[3] / "feeder" / "topics" / "lexicon"


def made(language: str) -> dict[str, Entry]:
    """The lexicon of a language: dictionary word → what is listed of it."""
    dictionary = Dictionary(language)
    entries: defaultdict[str, Entry] = defaultdict(Entry)
    if language in COMPOUNDS:
        add_parts(entries, dictionary, COMPOUNDS[language])
    if language in SEPARABLE:
        add_separable(entries, dictionary, SEPARABLE[language])
    add_persons(entries, dictionary)
    add_forms(entries, dictionary)
    return entries


def main() -> None:
    """Write the lists of the given languages, or of all."""
    for language in sys.argv[1:] or LANGUAGES:
        text = text_of(made(language), language)
        (LEXICON / f"{language}.txt").write_text(text, "utf-8")
        sys.stdout.write(f"{language}: {text.count(chr(10))} lines, {len(text.encode()) // 1000} kB\n")


if __name__ == "__main__":
    main()
