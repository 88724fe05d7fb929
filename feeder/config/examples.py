"""The examples beside a topic: texts that its query must take, and texts that it must not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from feeder.model import Item, Precision, Topic
from feeder.topics.matcher import Matcher


def failures(topic: Topic) -> Iterator[tuple[str, bool]]:
    """The examples that the query gets wrong, each with whether it should match."""
    matcher = Matcher.of([replace(topic, sources=())])
    for wanted, examples in ((True, topic.matches), (False, topic.ignores)):
        for example in examples:
            item = Item(published=None, precision=Precision.NONE, title=None, text=example, html="")
            if bool(matcher.match(item, source="", language=topic.language)) is not wanted:
                yield example, wanted
