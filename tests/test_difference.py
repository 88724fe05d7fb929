"""What was said before and is said now, word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeder.difference import Kind, difference

texts = st.text("ab \n.", max_size=40)


@pytest.mark.parametrize(("before", "after", "expected"), [
    ("", "", []),
    ("Ein Wort", "Ein Wort", [(Kind.KEPT, "Ein Wort")]),
    ("Ein Wort", "Zwei Worte", [(Kind.GONE, "Ein Wort"), (Kind.COME, "Zwei Worte")]),
    ("12 Tote in Kiew", "14 Tote in Kiew", [(Kind.GONE, "12 "), (Kind.COME, "14 "), (Kind.KEPT, "Tote in Kiew")]),
    ("Ein Schiff", "Ein Schiff\n\nläuft ein", [(Kind.KEPT, "Ein Schiff\n\n"), (Kind.COME, "läuft ein")]),
])  # fmt: skip
def test_the_words_of_both(before, after, expected):
    """What stayed, what went and what came stand in order."""
    assert expected == [(part.kind, part.text) for part in difference(before, after)]


@given(texts, texts)
def test_nothing_is_lost(before, after):
    """Joined, what is kept and what came are the words of now; kept and gone are those of before."""
    parts = difference(before, after)

    assert after.split() == "".join(part.text for part in parts if part.kind is not Kind.GONE).split()
    assert before.split() == "".join(f"{part.text} " for part in parts if part.kind is not Kind.COME).split()
