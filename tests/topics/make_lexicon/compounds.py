"""Which words stand in compounds, and in which forms: the compounds of the dictionary show it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from babel import Locale

from feeder.topics.compounds import PARTICLES
from feeder.topics.letters import lowered
from tests.topics.make_lexicon.dictionary import COMMON, Dictionary
from tests.topics.make_lexicon.entry import Entry
from tests.topics.make_lexicon.habits import Habits

_LONG = 5  # letters from which a part may come from the dictionary; shorter ones are chosen by hand
_PRODUCTIVE = 3  # compounds of the dictionary in which a word must stand to be a part
_VERY_LONG = 8  # letters of one that stands nowhere by chance: a single compound is enough where dictionaries have few
_SHORTEST = 3  # letters of a noun
_OFTEN = 50  # uses in front of another part from which two of a form may be chance
_LEAST_USES_OF_SHORT = {3: 12, 4: 8}  # by letters of a shortened form
_WITHOUT_UMLAUT = str.maketrans("äöü", "aou")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Uses:
    """In how many compounds each word stands: anywhere, in which forms in front, as the stem of a verb in front."""

    counts: Counter[str]
    fronts: defaultdict[str, Counter[str]]
    stems: Counter[str]


def add_parts(entries: defaultdict[str, Entry], dictionary: Dictionary, habits: Habits) -> None:
    """What compounds are made of."""
    written = str.capitalize if habits.writes_nouns_large else str
    particles = frozenset(PARTICLES[dictionary.language])
    nouns = _nouns(dictionary, habits)
    uses = _uses(nouns, dictionary, habits)
    short = _short(dictionary.language)
    kept = {noun for noun in nouns - habits.no_parts - particles if _is_part(noun, nouns, uses, dictionary, habits)}
    for noun in kept | short["noun"]:
        entry = entries[written(noun)]
        entry.kind = "n"
        entry.forms |= dictionary.forms.get(written(noun), set())
        forms = dictionary.forms.get(written(noun), set())
        entry.fronts |= _fronts(noun, uses.fronts[noun], forms, habits)
    stems = {stem for stem, count in uses.stems.items() if len(stem) >= _LONG and count >= _PRODUCTIVE}
    for front in (short["front"] | stems) - particles:
        if entries[front].kind == "-":
            entries[front].kind = "f"
    for name in _places(dictionary, habits):
        entries[written(name)].kind = "w"
        entries[written(name)].forms |= dictionary.forms.get(name.capitalize(), set())
    for adjective in _adjectives(dictionary) - particles if habits.writes_nouns_large else ():
        if len(adjective) >= _LONG or entries[adjective].kind == "f":
            entries[adjective].kind = "a"


def _nouns(dictionary: Dictionary, habits: Habits) -> set[str]:
    """Words that may be nouns, in small letters: where they have no capital, no dictionary says."""
    words = dictionary.large if habits.writes_nouns_large else set(dictionary.forms)
    if habits.lacks_common_words:
        words |= dictionary.unlisted()
    return {word.lower() for word in words if word.isalpha() and len(word) >= _SHORTEST}


def _adjectives(dictionary: Dictionary) -> set[str]:
    """German adjectives, by their forms."""
    words = dictionary.small & dictionary.common
    return {
        word for word in words if word.isalpha() and {word + "e", word + "es", word + "em"} <= dictionary.forms[word]
    }


def _is_part(noun: str, nouns: set[str], uses: _Uses, dictionary: Dictionary, habits: Habits) -> bool:
    """Whether compounds of the dictionary show that the noun stands in compounds.

    Nouns with a particle (Umzug) are listed whether they do or not: they say where no part begins.
    """
    if len(noun) < _LONG:
        return False
    weight = max(dictionary.weight(word) for word in (noun, noun.capitalize()))
    if any(noun.startswith(one) and noun.removeprefix(one) in nouns for one in PARTICLES[dictionary.language]):
        return weight >= COMMON / 3
    is_sure = len(noun) >= _VERY_LONG and weight >= COMMON / 10 and not habits.writes_nouns_large
    return uses.counts[noun] >= (1 if is_sure else _PRODUCTIVE) or (weight >= 2 * COMMON and uses.counts[noun] > 0)


def _uses(nouns: set[str], dictionary: Dictionary, habits: Habits) -> _Uses:
    """The uses of nouns and stems of verbs in the compounds of the dictionary."""
    verbs = {re.sub(r"e?n$", "", word) for word in dictionary.small if re.search(r"[^aeiou]en$|[lr]n$", word)}
    uses = _Uses(counts=Counter(), fronts=defaultdict(Counter), stems=Counter())
    of_front = _of_front(nouns, dictionary, habits)
    particles = frozenset(PARTICLES[dictionary.language])
    for word in nouns:
        for cut in range(_SHORTEST, len(word) - _SHORTEST + 1):
            front, head = word[:cut], word[cut:]
            if head not in nouns or front in particles:
                continue
            if front[-1] == "s" and front[:-1] in nouns and "s" + head in nouns:
                continue  # Bahn·steig or Bahns·teig
            found = _nouns_in_front(front, nouns, of_front, dictionary, habits)
            for noun in found:
                uses.counts[noun] += 1
                uses.fronts[noun][front] += 1
            uses.counts[head] += bool(found)
            uses.stems[front] += habits.has_verbs_in_front and front in verbs
    return uses


def _of_front(nouns: set[str], dictionary: Dictionary, habits: Habits) -> dict[str, set[str]]:
    """Form of a common noun, or its shortened form → the noun."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for word in dictionary.common:
        noun = word.lower()
        if noun not in nouns:
            continue
        begins = noun.translate(_WITHOUT_UMLAUT)[:2]
        for form in dictionary.forms[word]:
            if form.translate(_WITHOUT_UMLAUT).startswith(begins):  # not arbeite … ab of Abarbeiten
                found[form].add(noun)
    for noun in nouns:
        if len(noun) > _SHORTEST and noun[-1] in habits.cut:
            for put in habits.put:
                found[noun[:-1] + put].add(noun)
    return found


def _nouns_in_front(
    front: str, nouns: set[str], of_front: Mapping[str, set[str]], dictionary: Dictionary, habits: Habits
) -> set[str]:
    """The nouns that may stand so in front of another part."""
    found = set(of_front.get(front, ()))
    for link in habits.links:
        base = front.removesuffix(link)
        if link in ("n", "en") and _is_of_another(front, base, nouns, dictionary):
            continue
        if len(base) >= _SHORTEST and front.endswith(link) and (link != "n" or base[-1] == "e"):
            found |= {base} & nouns
            found |= of_front.get(base, set()) if base not in nouns else set()
    return found


def _is_of_another(front: str, base: str, nouns: set[str], dictionary: Dictionary) -> bool:
    """The letters in front are those of another common noun: Raten- is of Rate and no Rat, Eisen- of Eisen and no Eis.

    Nouns of which the dictionary has no form of their own (Schuld) may have it of the other one alone.
    """
    if base + "e" in nouns and front == base + "en" and dictionary.frequency.get(base + "e", 0) >= COMMON:
        return True
    forms = dictionary.forms.get(base.capitalize(), set()) | dictionary.forms.get(base, set())
    has_no_other_form = bool(forms) and forms <= {base, base + "s"}
    return front in nouns and dictionary.frequency.get(front, 0) >= COMMON and not has_no_other_form


def _fronts(noun: str, seen: Counter[str], forms: set[str], habits: Habits) -> set[str]:
    """The forms in which a noun stands in front of another part, itself apart; if it hardly does, the usual one."""
    least = 2 if seen.total() < _OFTEN else _PRODUCTIVE
    fronts = {
        front
        for front, count in seen.items()
        if count >= (2 if len(front) >= len(noun) else max(least, _LEAST_USES_OF_SHORT.get(len(front), 2)))
    }
    if seen.total() < 2 * _PRODUCTIVE:
        fronts.add(noun + (habits.usual_link_behind_e if noun.endswith("e") else habits.usual_link))
    if noun.endswith("e") and (plural := noun + habits.usual_link_behind_e) in forms:
        fronts.add(plural)
    return fronts - {noun, noun.removesuffix("en")}  # Trink- is of trinken, not of Trinken


def _places(dictionary: Dictionary, habits: Habits) -> set[str]:
    """Names that look like compounds: countries, cities, and words in -burg, -stadt that have a genitive alone."""
    locale = Locale.parse(dictionary.called)
    cities = (zone["city"] for zone in locale.time_zones.values() if "city" in zone)
    named = {lowered(name, dictionary.language) for name in (*locale.territories.values(), *cities)}
    for word in dictionary.large:
        small = word.lower()
        if small.endswith(habits.places) and dictionary.forms[word] <= {small, small + "s"}:
            named.add(small)
    return {name for name in named if name.isalpha() and len(name) >= _LONG}


def _short(language: str) -> dict[str, set[str]]:
    """The words of a kind that are chosen by hand."""
    words: dict[str, set[str]] = {"noun": set(), "front": set()}
    for line in (Path(__file__).parent / "short" / f"{language}.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, *listed = line.split()
            words[kind] |= {lowered(word, language) for word in listed}
    return words
