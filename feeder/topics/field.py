"""Where which key stands in a title or text, so that a term is a look-up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from feeder.topics.clauses import separated
from feeder.topics.language import Forms, dictionary_key, exact_key, forms
from feeder.topics.letters import clean
from feeder.topics.words import Part, chains, joined

APART = "\n"
"""Stands between words where many are searched at once."""

Span = tuple[int, int]
"""First position of a run of words, and the position behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelled:
    """The letters of a word, a part of a hyphen word or a whole one, and where it stands."""

    spelling: str
    expanded: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A title, a text or another field of an entry, ready to be asked.

    Attributes:
        text: clean, for regular expressions.
        written: its words; a position is an index in it.
        places: of each word, where it begins and ends in the text.
        words: key → where a word with this key stands.
        parts: key → where a word stands that is made of one with this key.
        spelled: for stars.
        all_spelled: all spellings, each between two signs that part them.
        all_expanded: the same, expanded.
    """

    text: str
    written: tuple[str, ...]
    places: tuple[Span, ...]
    words: Mapping[str, list[Span]]
    parts: Mapping[str, list[Span]]
    spelled: tuple[Spelled, ...]
    all_spelled: str
    all_expanded: str


def analysed(text: str, language: str) -> Field:
    """The field of this text, read in this language (a two-letter code)."""
    text = clean(text)
    words: defaultdict[str, list[Span]] = defaultdict(list)
    parts: defaultdict[str, list[Span]] = defaultdict(list)
    spelled: list[Spelled] = []
    written: list[Part] = []
    for chain in chains(text, language):
        for part, span in _placed(chain, len(written)):
            found = forms(part.word, language)
            for key in found.keys:
                words[key].append(span)
            words[exact_key(part.written)].append(span)
            for key in found.inside:
                parts[key].append(span)
            spelled.append(Spelled(spelling=found.spelling, expanded=found.expanded, span=span))
            if part.word != part.written and part.written[0].isdigit():  # for stars, which know no grouping: 6,*
                spelled.append(Spelled(spelling=part.written, expanded=part.written, span=span))
        if len(chain) > 1:
            spelled.append(_hyphened(chain, len(written), language))
        written.extend(chain)
    for verb in separated(written, language):
        span = (verb.position, verb.position + 1)
        words[dictionary_key(verb.verb)].append(span)
        bare = words[dictionary_key(verb.bare)]
        # A form may be known of the whole verb alone, and two particles may claim one verb.
        if span in bare:
            bare.remove(span)
    return Field(
        text=text,
        written=tuple(part.written for part in written),
        places=tuple((part.start, part.end) for part in written),
        words={key: places for key, places in words.items() if places},
        parts=dict(parts),
        spelled=tuple(spelled),
        all_spelled=_apart(word.spelling for word in spelled),
        all_expanded=_apart(word.expanded for word in spelled),
    )


def _apart(spellings: Iterable[str]) -> str:
    return APART + APART.join(dict.fromkeys(spellings)) + APART


def _placed(chain: tuple[Part, ...], start: int) -> Iterator[tuple[Part, Span]]:
    """Each part of a hyphen word in its place, and the whole as it is when written in one."""
    for position, part in enumerate(chain, start):
        yield part, (position, position + 1)
    if len(chain) > 1:
        yield joined(chain), (start, start + len(chain))


def _hyphened(chain: tuple[Part, ...], start: int, language: str) -> Spelled:
    found: list[Forms] = [forms(part.word, language) for part in chain]
    return Spelled(
        spelling="-".join(part.spelling for part in found),
        expanded="-".join(part.expanded for part in found),
        span=(start, start + len(chain)),
    )
