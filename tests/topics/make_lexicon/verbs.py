"""Which verbs part from their particles."""

from __future__ import annotations

import re
from collections import defaultdict

from tests.topics.make_lexicon.dictionary import COMMON, Dictionary
from tests.topics.make_lexicon.entry import Entry
from tests.topics.make_lexicon.habits import SOMETIMES_SEPARABLE

_SHORTEST = 3  # letters of a verb: tun
_LONGEST_WITH_GE = 6  # of one in ge- that is no participle: geben, gehen


def add_separable(entries: defaultdict[str, Entry], dictionary: Dictionary, particles: tuple[str, ...]) -> None:
    """Verbs in two parts: the dictionary has the verb without the particle too (an|greifen)."""
    for verb in sorted(dictionary.small):
        particle = _particle(verb, dictionary, particles)
        if particle and verb.endswith("n") and dictionary.weight(verb) >= COMMON / 10:
            entries[verb].particle = particle
            for word in (verb, verb.removeprefix(particle)):
                entries[word].forms |= dictionary.used_forms(word)


def _particle(verb: str, dictionary: Dictionary, particles: tuple[str, ...]) -> str:
    """The longest particle that parts from the verb; empty if none does."""
    for particle in sorted(particles, key=len, reverse=True):
        bare = verb.removeprefix(particle)
        is_verb = verb.startswith(particle) and bare in dictionary.common and len(bare) >= _SHORTEST
        is_participle = bare.startswith("ge") and len(bare) > _LONGEST_WITH_GE
        if is_verb and not is_participle:
            return particle if particle not in SOMETIMES_SEPARABLE or _parts(verb, particle, bare, dictionary) else ""
    return ""


def _parts(verb: str, particle: str, bare: str, dictionary: Dictionary) -> bool:
    """A form with letters between both parts is known: umzugehen, umgegangen; or it stands in texts at least."""
    apart = re.compile(rf"{particle}(?:(?:zu|te){bare}|ge.)")
    participles = [particle + form for form in dictionary.forms[bare] if form.startswith("ge")]
    return any(apart.match(form) for form in dictionary.forms[verb] - {verb}) or any(
        form in dictionary.all_forms or form in dictionary.frequency for form in participles
    )
