"""The examples beside a topic."""

from __future__ import annotations

from feeder.config import examples
from feeder.config.faults import Fault


def test_examples_that_hold(loaded, right):
    """Examples that the query gets right are no fault, whatever sources the topic draws on."""
    text = right + 'matches = ["Gas is dear"]\nignores = ["Water is not"]\nsources = ["live"]\n'

    assert [] == examples.faults(loaded(text))


def test_examples_that_do_not_hold(loaded, right):
    """Each example that the query gets wrong is a fault at its place."""
    text = right + 'matches = ["Gas is dear", "Oil is cheap"]\nignores = ["No gas here", "Oil"]\n'

    assert [
        Fault(
            ("topic", 0, "matches", 1),
            '"Oil is cheap" should match "gas", and does not (gas is missing): change the query, or the example',
        ),
        Fault(
            ("topic", 0, "ignores", 0),
            '"No gas here" should not match "gas", and does (gas: gas): change the query, or the example',
        ),
    ] == examples.faults(loaded(text))


def test_an_example_has_no_title(loaded, right):
    """Where a query asks for a title, it is told that examples have none."""
    text = right.replace('query = "gas"', 'query = "title:gas"') + 'matches = ["Gas is dear"]\n'
    (fault,) = examples.faults(loaded(text))

    assert fault.message.endswith(
        "change the query, or the example; an example is a text without title, author and source"
    )
    assert not [
        each
        for each in examples.faults(loaded(text.replace("title:gas", "text:oil OR -(coal OR gas)")))
        if "title" in each.message
    ]
