"""Verbs in two parts."""

from __future__ import annotations

import pytest

from feeder.topics.field import analysed
from feeder.topics.lexicon import lexicon
from feeder.topics.looking import matches
from feeder.topics.query import parse


def takes(query, text, language="de"):
    return matches(parse(query), None, text, language).match


@pytest.mark.parametrize(
    ("verb", "bare", "text", "language"),
    [
        ("abreisen", "reisen", "Der Kanzler reist am Montag ab.", "de"),
        ("vorschlagen", "schlagen", "Er schlug ein Treffen vor und ging.", "de"),
        ("einstellen", "stellen", "Die Bahn stellt den Betrieb ein, meldet sie", "de"),
        ("zunehmen", "nehmen", "Bei Sturm nahm der Regen zu", "de"),
        ("opbellen", "bellen", "Hij belt zijn moeder op.", "nl"),
    ],
)
def test_a_verb_in_two_parts(verb, bare, text, language):
    """Both parts together are the whole verb, and the first is none alone."""
    assert (True, False) == (takes(verb, text, language), takes(bare, text, language))


@pytest.mark.parametrize(
    ("verb", "text"),
    [
        ("schlagen", "Er schlug vor dem Haus die Tür zu Klump"),
        ("abreisen", "Er reist morgen. Ab Montag ist er da."),
        ("reisen", "Sie reisen, ab"),
    ],
)
def test_a_particle_elsewhere(verb, text):
    """A particle that does not end the clause of the verb is none of it."""
    assert (verb != "abreisen") is takes(verb, text)


def test_infinitives_and_participles_of_the_whole():
    """The forms of a verb that keep both parts together are found too."""
    text = "Er plant abzureisen. Sie ist abgereist. Wenn er abreist"

    assert "abreisen: abzureisen, abgereist, abreist" == matches(parse("abreisen"), None, text, "de").why


@pytest.mark.parametrize("language", ["de", "nl"])
def test_every_form_of_every_verb_in_two_parts(language):
    """Whatever form of a verb stands before a particle, the text can be read."""
    known = lexicon(language)
    for form, lemmas in known.lemmas.items():
        for lemma in lemmas:
            for particle in sorted(known.separable.get(lemma, ()))[:1]:
                assert analysed(f"{form} es {particle}", language).written


def test_two_particles_of_one_verb():
    """A verb that two particles claim is read."""
    assert takes("Hafen", "Er nahm am Hafen ab und zu")
