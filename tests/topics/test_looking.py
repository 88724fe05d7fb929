"""One query, asked of entries one by one."""

from __future__ import annotations

import pytest

from feeder.topics.looking import look
from feeder.topics.query import parse
from feeder.topics.relaxed import relaxed


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Sturm", []),
        ("-Sturm", []),
        ("Sturm OR Flut", []),
        ("Sturm Flut", [("Sturm", "Flut"), ("Flut", "Sturm")]),
        ("Sturm Flut -Probe", [("-Probe", "Sturm Flut"), ("Sturm", "Flut -Probe"), ("Flut", "Sturm -Probe")]),
        ("Sturm -(Probe OR Test)", [("-(Probe OR Test)", "Sturm"), ("Sturm", "-(Probe OR Test)")]),
        ("Deich OR Sturm -Probe", [("-Probe", "Sturm"), ("Sturm", "-Probe")]),
        (
            "Hafen (Deich OR Sturm -Probe)",
            [
                ("-Probe", "Hafen Sturm"),
                ("Hafen", "Deich OR Sturm -Probe"),
                ("Deich OR Sturm -Probe", "Hafen"),
                ("Sturm", "Hafen -Probe"),
            ],
        ),
        ("title:(Sturm -Probe)", [("-Probe", "title:Sturm"), ("Sturm", "title:(-Probe)")]),
    ],
)
def test_relaxed(query, expected):
    """A query is relaxed by each part that something is left without, exclusions first."""
    found = [(str(each.part), str(each.query)) for each in relaxed(parse(query))]

    assert sorted(expected) == sorted(found)
    assert found == sorted(found, key=lambda each: not each[0].startswith("-"))


def test_a_long_query_is_relaxed_in_so_many_ways_only():
    """Of a query with very many parts only some are left out."""
    assert 20 == len(relaxed(parse(" ".join(f"wort{number}" for number in range(500)))))


def test_near_misses():
    """An entry that is not taken tells the parts without which it would be; one that is taken tells none."""
    query = parse("Strom -Probe")

    nearly = look(query, "Nur eine Probe", "Der Strom war weg.", "de").nearly

    assert ["-Probe"] == [str(each.part) for each in nearly]
    assert () == look(query, None, "Der Strom war weg.", "de").nearly
    assert () == look(query, None, "Das Wasser war weg, eine Probe.", "de").nearly


def test_marks_tell_their_terms():
    """A mark says which term found the word, and whether the query excludes it."""
    looked = look(parse("Strom -title:Probe /Deich/"), "Probe", "Stromausfall am Deich", "de")

    assert [("title:Probe", True, 0, 5)] == [
        (mark.term, mark.excluded, mark.start, mark.end) for mark in looked.marks["title"]
    ]
    assert [("Strom", False, 0, 12), ("/Deich/", False, 16, 21)] == [
        (mark.term, mark.excluded, mark.start, mark.end) for mark in looked.marks["text"]
    ]
