"""What is listed of a word, and how: README.md beside the lists tells the format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from feeder.topics.letters import folded


@dataclass(slots=True, kw_only=True)
class Entry:
    """A dictionary word: its kind in compounds, its listed forms, those in front of another part, its particle."""

    kind: str = "-"
    forms: set[str] = field(default_factory=set)
    fronts: set[str] = field(default_factory=set)
    particle: str = ""


_HEADER = """\
# Words in the language {language!r}, made by tests/topics/make_lexicon; README.md beside this file tells the format.
# Sources: the lemmatization data of simplemma 2, chosen by the frequencies of wordfreq 3, and names of Unicode CLDR.
# License: ODbL-1.0, and CC-BY-SA-4.0 so far as it comes from Wiktionary; the file NOTICE names all authors.
"""


def text_of(entries: Mapping[str, Entry], language: str) -> str:
    """The file of a lexicon, with what it is made of and under which license at its head."""
    return _HEADER.format(language=language) + "".join(f"{line}\n" for line in lines(entries, language))


def lines(entries: Mapping[str, Entry], language: str) -> Iterator[str]:
    """The lexicon as its file has it."""
    for word, entry in sorted(_without_accents(entries, language).items()):
        small = word.lower()
        forms = sorted(_coded(form, small) for form in entry.forms - {small})
        fronts = sorted("<" + _coded(front, small) for front in entry.fronts)
        if entry.kind == "-" and not (forms or fronts or entry.particle or small in entry.forms):
            continue
        written = f"{entry.particle}|{word[len(entry.particle) :]}" if entry.particle else word
        yield " ".join([written, entry.kind, *forms, *fronts])


def _without_accents(entries: Mapping[str, Entry], language: str) -> dict[str, Entry]:
    """The entries without the accents that do not count; words that only these tell apart become one."""
    kept: dict[str, Entry] = {}
    for word, entry in sorted(entries.items()):
        plain = folded(word.lower(), language)
        written = plain[:1].upper() + plain[1:] if word[:1].isupper() else plain
        bare = kept.setdefault(written, Entry(kind=entry.kind, particle=entry.particle))
        bare.forms |= {folded(form, language) for form in entry.forms}
        bare.fronts |= {folded(front, language) for front in entry.fronts}
    return kept


def _coded(form: str, word: str) -> str:
    """How many letters of the dictionary word go, and what comes for them: Museen of Museum is 2en."""
    shared = next((place for place, pair in enumerate(zip(form, word, strict=False)) if pair[0] != pair[1]), None)
    shared = min(len(form), len(word)) if shared is None else shared
    return f"{len(word) - shared or ''}{form[shared:]}" or "0"
