"""How each term of a query is looked up: terms become finders of keys once for each language."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate

from feeder.topics.expression import Pattern, compiled, expression_key
from feeder.topics.field import APART, Field, Span, Spelled
from feeder.topics.grams import required_gram
from feeder.topics.language import exact_key, query_keys
from feeder.topics.letters import clean, contracted, expanded, folded, lowered
from feeder.topics.query import Exact, Expression, Near, Phrase, Starred, Term, Word
from feeder.topics.words import Part, chains, joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """Finds words that have one of the keys.

    Attributes:
        keys: of the word; none finds nothing.
        in_compounds: it may also be a part of another word.
    """

    keys: tuple[str, ...]
    in_compounds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """Finds words by their letters, for stars.

    Attributes:
        text: the folded letters.
        open_start: other letters may stand before them.
        open_end: other letters may stand behind them.
        is_expanded: they hold a letter that may be written with two, so they are compared with expanded words.
    """

    text: str
    open_start: bool
    open_end: bool
    is_expanded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Finds what the finders find side by side, in order."""

    finders: tuple[Finder, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Finds what any of the finders finds."""

    finders: tuple[Finder, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Finds what the finders find in any order with at most `distance` other words among it.

    Attributes:
        finders: each one once.
        counts: for each, how many words it must find.
        distance: how many other words may stand among them.
    """

    finders: tuple[Finder, ...]
    counts: tuple[int, ...]
    distance: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Finds whether an expression fits the whole clean text.

    Attributes:
        pattern: ready to search.
        source: as many expressions are searched at once.
    """

    pattern: Pattern
    source: str


Required = tuple[tuple[str, ...], ...]
"""Sets of keys; of each set one key at least must be there. Without sets no key says anything."""

Finder = Key | Letters | Run | Choice | Window | Search


def finder(term: Term, language: str) -> Finder:
    """What finds a term in a text of this language (a two-letter code)."""
    match term:
        case Word() | Exact() | Starred():
            return _single(term, language, in_compounds=True)
        case Phrase():
            return _run(_single(word, language, in_compounds=False) for word in term.words)
        case Near():
            words = Counter(_single(word, language, in_compounds=True) for word in term.words)
            return Window(finders=tuple(words), counts=tuple(words.values()), distance=term.distance)
        case Expression():
            return Search(
                pattern=compiled(term.pattern, ignore_case=term.ignore_case),
                source=f"(?i){term.pattern}" if term.ignore_case else term.pattern,
            )


def spans(finder: Finder, field: Field) -> list[Span]:
    """Where the finder finds something in the field, in order; an expression is found at the whole of it."""
    match finder:
        case Key():
            return _of_keys(finder, field)
        case Letters():
            return list(dict.fromkeys(word.span for word in field.spelled if _fits(finder, word)))
        case Run():
            return reduce(_followed, (spans(part, field) for part in finder.finders))
        case Choice():
            return sorted({span for part in finder.finders for span in spans(part, field)})
        case Window():
            return _windows([spans(part, field) for part in finder.finders], finder.counts, finder.distance)
        case Search():
            return [(0, len(field.written))] if finder.pattern.search(field.text) else []


def occurs(finder: Finder, field: Field) -> bool:
    """Whether the finder finds anything in the field: what `spans` would tell, sooner."""
    match finder:
        case Key():
            if not field.words.keys().isdisjoint(finder.keys):
                return True
            return finder.in_compounds and not field.parts.keys().isdisjoint(finder.keys)
        case Letters():
            everything = field.all_expanded if finder.is_expanded else field.all_spelled
            before, behind = "" if finder.open_start else APART, "" if finder.open_end else APART
            return f"{before}{finder.text}{behind}" in everything
        case Choice():
            return any(occurs(part, field) for part in finder.finders)
        case Run() | Window():
            return all(occurs(part, field) for part in finder.finders) and bool(spans(finder, field))
        case Search():
            return finder.pattern.search(field.text) is not None


def required(finder: Finder) -> Required:
    """Of which keys a field must have some where the finder finds something."""
    match finder:
        case Key():
            return (finder.keys,)
        case Letters():
            gram = required_gram(finder.text, open_start=finder.open_start, open_end=finder.open_end)
            return ((gram,),) if gram else ()
        case Search():
            return ((expression_key(finder.source),),)
        case Choice():
            return any_required(map(required, finder.finders))
        case Run() | Window():
            return all_required(map(required, finder.finders))


def any_required(choices: Iterable[Required]) -> Required:
    """What is required where one of several conditions suffices: a key of any."""
    union: set[str] = set()
    for choice in choices:
        if not choice:
            return ()
        fewest: tuple[str, ...] = min(choice, key=len)
        union.update(fewest)
    return (tuple(union),)


def all_required(parts: Iterable[Required]) -> Required:
    """What is required where all of several conditions must hold."""
    return tuple(keys for part in parts for keys in part)


def _single(word: Word | Exact | Starred, language: str, *, in_compounds: bool) -> Finder:
    match word:
        case Word() if word.text.isalpha() and (word.text.istitle() or word.text.islower()):
            return Key(keys=query_keys(word.text, language), in_compounds=in_compounds)
        case Word():
            found = tuple(chains(clean(word.text), language))
            if len(found) == 1:
                return _of_chain(found[0], language, in_compounds=in_compounds)
            return _run(_of_chain(chain, language, in_compounds=False) for chain in found)
        case Exact():
            return _run(_exact(chain) for chain in chains(clean(word.text), language))
        case Starred():
            return _letters(word, language)


def _run(finders: Iterable[Finder]) -> Finder:
    """The finders in a row; a row of one is that one, a row of none finds nothing."""
    row = tuple(finders)
    if not row:
        return Key(keys=(), in_compounds=False)
    return row[0] if len(row) == 1 else Run(finders=row)


def _of_chain(chain: tuple[Part, ...], language: str, *, in_compounds: bool) -> Finder:
    """A word; one with a hyphen is found with the hyphen, with a space and in one."""
    whole = Key(keys=query_keys(joined(chain).word, language), in_compounds=in_compounds)
    if len(chain) == 1:
        return whole
    apart = Run(finders=tuple(Key(keys=query_keys(part.word, language), in_compounds=False) for part in chain))
    return Choice(finders=(apart, whole))


def _exact(chain: tuple[Part, ...]) -> Finder:
    return Key(keys=(exact_key(joined(chain).written),), in_compounds=False)


def _letters(word: Starred, language: str) -> Letters:
    small = folded(lowered(word.text, language), language)
    long = expanded(small, language)
    has_pair = long != small or contracted(small, language) != small
    return Letters(
        text=long if has_pair else small, open_start=word.open_start, open_end=word.open_end, is_expanded=has_pair
    )


def _fits(letters: Letters, spelled: Spelled) -> bool:
    word = spelled.expanded if letters.is_expanded else spelled.spelling
    if letters.open_start and letters.open_end:
        return letters.text in word
    return word.endswith(letters.text) if letters.open_start else word.startswith(letters.text)


def _of_keys(finder: Key, field: Field) -> list[Span]:
    found = [span for key in finder.keys for span in field.words.get(key, ())]
    if finder.in_compounds:
        found += [span for key in finder.keys for span in field.parts.get(key, ())]
    return sorted(set(found))


def _followed(first: list[Span], second: list[Span]) -> list[Span]:
    """Spans of the first that one of the second follows at once, both together."""
    ends: dict[int, list[int]] = {}
    for start, end in second:
        ends.setdefault(start, []).append(end)
    return [(start, end) for start, middle in first for end in ends.get(middle, ())]


def _windows(found: list[list[Span]], counts: tuple[int, ...], distance: int) -> list[Span]:
    """The shortest runs that hold enough spans of each list, with at most so many positions that belong to none."""
    if not all(found):
        return []
    taken = {position for list_ in found for span in list_ for position in range(*span)}
    others = [0, *accumulate(position not in taken for position in range(max(taken) + 1))]
    starts = [[start for start, _ in list_] for list_ in found]
    nearest = [_nearest_ends(list_, count) for list_, count in zip(found, counts, strict=True)]
    windows = []
    for start in sorted({start for list_ in starts for start in list_}):
        places = [bisect_left(list_, start) for list_ in starts]
        if any(place == len(ends) for place, ends in zip(places, nearest, strict=True)):
            break
        end = max(ends[place] for place, ends in zip(places, nearest, strict=True))
        if others[end] - others[start] <= distance:
            windows.append((start, end))
    return windows


def _nearest_ends(spans: list[Span], count: int) -> list[int]:
    """For each span the first place where so many have ended that do not overlap, of it and all behind it.

    The last spans, behind which there are not so many, have none.
    """
    first = list(accumulate((end for _, end in reversed(spans)), min))[::-1]
    starts = [start for start, _ in spans]
    ends = first
    for _ in range(count - 1):
        following = [bisect_left(starts, end) for end in ends]
        ends = [first[place] for place in following if place < len(first)]
    return ends
