"""Who goes with whom, one to one, with the best total."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeder.pairing.choice import best

pairs = st.tuples(st.integers(0, 4), st.sampled_from("abcde"))
tables = st.dictionaries(pairs, st.integers(1, 20).map(float), max_size=14)


def total(weights, chosen) -> float:
    return sum(weights[pair] for pair in chosen.items())


def largest(weights) -> float:
    """The best total, by trying all."""
    names = [*"abcde", *[""] * 5]
    return max(
        sum(weights.get((place, name), 0) for place, name in enumerate(order)) for order in set(permutations(names, 5))
    )


def test_nothing_goes_with_nothing():
    """Without pairs nobody is chosen."""
    assert {} == best({})


def test_the_sum_decides():
    """A strong pair gives way where two others are more together."""
    assert {0: "a", 1: "b"} == best({(0, "a"): 8.0, (0, "b"): 9.0, (1, "b"): 8.5})


@pytest.mark.parametrize("seed", range(20))
def test_the_best_of_all(seed):
    """No other one-to-one choice has a larger sum."""
    weights = {
        (place, name): float(1 + (place * 7 + ord(name) * 13 + seed * 31) % 17)
        for place in range(5)
        for name in "abcde"
        if (place + ord(name) + seed) % 3
    }

    assert largest(weights) == total(weights, best(weights))


@given(tables)
def test_one_to_one(weights):
    """Whatever the weights, each is chosen once, among the pairs there are."""
    chosen = best(weights)

    assert set(chosen.items()) <= weights.keys()
    assert len(set(chosen.values())) == len(chosen)


def test_a_crowd_is_settled_from_the_strongest_down():
    """Where very many contend for one another, the strongest pairs are taken first."""
    weights = {(place, f"{name:02}"): 1 + (place == name) / 2 for place in range(60) for name in range(60)}

    assert {place: f"{place:02}" for place in range(60)} == best(weights)
