"""Topics tried: on the texts beside them that they must take or must not, and on what they cost."""

from __future__ import annotations

from collections.abc import Iterator

from feeder.config import Config, syntax
from feeder.config.faults import Fault
from feeder.config.files import files_of
from feeder.errors import quoted
from feeder.model import Topic
from feeder.topics.explain import Verdict
from feeder.topics.looking import matches
from feeder.topics.matcher import Matcher
from feeder.topics.query import And, InField, Not, Or, Query, parse


def faults(config: Config) -> list[Fault]:
    """A fault for each example that a query gets wrong."""
    return [fault for number, topic in enumerate(config.topics) for fault in _faults(number, topic)]


def report(config: Config) -> str:
    """A line for each example that a query gets wrong, with its file and line; empty where all hold.

    Raises:
        ConfigError: the file, which is read again for the lines, is no TOML any more.
    """
    found = faults(config)
    return files_of(config.path, syntax.text_of(config.path)).report(found) if found else ""


def failures(topic: Topic) -> Iterator[tuple[str, bool]]:
    """The examples that the query gets wrong, each with whether it should match."""
    for wanted, examples in ((True, topic.matches), (False, topic.ignores)):
        yield from ((example, wanted) for example in examples if _verdict(topic, example).match is not wanted)


def asked_of_all(config: Config) -> list[str]:
    """The topics that each entry must be asked for, since no word must be there for them."""
    return Matcher.of(config.topics).asked_of_all()


def _faults(number: int, topic: Topic) -> Iterator[Fault]:
    for example, wanted in failures(topic):
        key, examples = ("matches", topic.matches) if wanted else ("ignores", topic.ignores)
        should, does = ("match", "does not") if wanted else ("not match", "does")
        beside = (
            "" if _asks_texts_alone(parse(topic.query)) else "; an example is a text without title, author and source"
        )
        yield Fault(
            ("topic", number, key, examples.index(example)),
            f"{quoted(example)} should {should} {quoted(topic.query)}, and {does} ({_verdict(topic, example).why}): "
            f"change the query, or the example{beside}",
        )


def _asks_texts_alone(query: Query) -> bool:
    """Whether no term stands in a field that examples lack."""
    match query:
        case InField():
            return query.field == "text"
        case Not():
            return _asks_texts_alone(query.part)
        case And() | Or():
            return all(map(_asks_texts_alone, query.parts))
        case _:
            return True


def _verdict(topic: Topic, example: str) -> Verdict:
    return matches(parse(topic.query), None, example, topic.language)
