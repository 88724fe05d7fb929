"""The words that tell some texts from others."""

from __future__ import annotations

from feeder.topics.telling import Tally, Telling


def test_the_most_telling_words():
    """What stands in the texts asked about, and hardly elsewhere, comes first."""
    tally = Tally()
    for text in ("Das Schiff liegt im Hafen", "Ein Schiff brennt im Hafen", "Schiff im Hafen"):
        tally.add(text, "de", asked=True)
    for text in ("Die Bahn fährt zum Hafen", "Regen im Hafen", "Schiff und Bahn", "Wind"):
        tally.add(text, "de", asked=False)

    assert (Telling(word="Schiff", texts=3), Telling(word="Hafen", texts=3)) == tally.most_telling(5)


def test_nothing_tells():
    """Words that stand oftener elsewhere tell nothing, and without texts there are none."""
    tally = Tally()

    assert () == tally.most_telling(5)
