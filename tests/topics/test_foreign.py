"""The language of an entry."""

from __future__ import annotations

import pytest

from feeder.topics.foreign import spoken
from feeder.topics.looking import matches
from feeder.topics.query import parse

ENGLISH = "The ferries did not leave the port on Monday, and it is not clear when they will."


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", ENGLISH, "en"),
        ("de", "Die Fähren liegen im Hafen, und es ist nicht klar, wann sie fahren.", "de"),
        ("de", "Breaking news", "de"),
        ("de", "Der Chef von „The Voice of the Valley“ ist in der Stadt", "de"),
        ("en", "Il est parti dans la nuit avec les autres, mais on ne sait pas où ils sont.", "fr"),
        ("xx", ENGLISH, "xx"),
        ("de", "", "de"),
    ],
)
def test_language_of_a_text(language, text, expected):
    """The source's language holds unless many words speak for another one."""
    assert expected == spoken(language, text)


def test_a_query_is_read_in_the_language_of_the_text():
    """An English entry of a German source is searched in English."""
    assert matches(parse("ferry"), None, ENGLISH, "de").match
