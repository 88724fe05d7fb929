"""What many topics cost, as ratios to few topics and to what cannot be saved.

usage: python benchmarks/topics.py [--topics N] [--entries N]

Topics and entries are made of one stock of German words and of made-up ones, always the same. Prints the figures, their
ratios and the bounds; ends with 1 if a bound is broken.
"""

from __future__ import annotations

import argparse
import gc
import random
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lark import Lark

from feeder.model import Item, Precision, Topic
from feeder.topics import descent, grammar, language
from feeder.topics.compiled import analysed_fields
from feeder.topics.lexicon import lexicon
from feeder.topics.matcher import Matcher

FEW = 100
WORDS = 100  # of an entry
FORMS = (
    "{0}",
    "{0} {1}",
    "{0} OR {1} OR {2}",
    '"{0} {1}"',
    "{0} -{1}",
    "({0} OR {1}) {2}",
    "title:{0}",
    '"{0} {1}"~4',
    "{0}*",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A ratio, and what it must not exceed."""

    title: str
    ratio: float
    bound: float


def stock(size: int, chance: random.Random) -> list[str]:
    """Words of the lexicon, and twice as many compounds of them."""
    parts = sorted(word for word in lexicon("de").parts if word[:1].isupper() and word.isascii())
    parts = chance.sample(parts, min(len(parts), size // 3))
    return parts + [chance.choice(parts) + chance.choice(parts).lower() for _ in range(2 * size // 3)]


def topics(count: int, words: Sequence[str], chance: random.Random) -> list[Topic]:
    """Topics with queries of all kinds."""
    queries = (chance.choice(FORMS).format(*chance.sample(words, 3)) for _ in range(count))
    return [Topic(name=f"t{n}", title="t", query=query, language="de", sources=()) for n, query in enumerate(queries)]


def items(count: int, words: Sequence[str], chance: random.Random) -> list[Item]:
    """Entries of about a hundred words."""
    texts = (" ".join(chance.choices(words, k=WORDS)) for _ in range(count))
    return [Item(published=None, precision=Precision.NONE, title=None, text=text, html="") for text in texts]


def seconds(work: Callable[[], object], rounds: int = 1) -> float:
    """The processor's time for some work, the least of several rounds."""
    return min(_once(work) for _ in range(rounds))


def _once(work: Callable[[], object]) -> float:
    gc.collect()
    begun = time.process_time()
    work()
    return time.process_time() - begun


def match_all(matcher: Matcher, entries: Sequence[Item]) -> None:
    """Match each entry."""
    for entry in entries:
        matcher.match(entry, source="s", language="de")


def normalise_all(entries: Sequence[Item]) -> None:
    """Normalise the words of each entry, none of which has been met before."""
    for entry in entries:
        language.forms.cache_clear()
        analysed_fields({"text": entry.text}, "de")


def bare_grammar() -> Lark:
    """The grammar without what makes queries of trees."""
    rules = grammar.RULES
    for name, pattern in descent.TOKENS.items():
        rules = rules.replace(f"<{name}>", pattern.replace("/", r"\/"))
    return Lark(rules, start="query", parser="lalr", lexer="basic")


def ready(made: Sequence[Topic]) -> Matcher:
    """The matcher of these topics, as it is at the first entry."""
    matcher = Matcher.of(made)
    match_all(matcher, items(1, ["Wort"], random.Random(0)))  # noqa: S311  # no secret is in a benchmark
    return matcher


def figures(count: int, entry_count: int) -> Iterator[Figure]:
    """All ratios."""
    chance = random.Random(7)  # noqa: S311  # the same words each time; no secret
    words = stock(3 * count, chance)
    many, entries = topics(count, words, chance), items(entry_count, words, chance)
    few_ready = ready(many[:FEW])
    compiling = seconds(lambda: ready(many))
    half = seconds(lambda: ready(many[: count // 2]))
    parser = bare_grammar()
    parsing = seconds(lambda: [parser.parse(topic.query) for topic in many])
    tracemalloc.start()
    many_ready = ready(many)
    kilobytes = tracemalloc.get_traced_memory()[0] / 1024
    tracemalloc.stop()
    match_all(many_ready, entries)
    matching = seconds(lambda: match_all(many_ready, entries), rounds=3)
    matching_few = seconds(lambda: match_all(few_ready, entries), rounds=3)
    normalising = seconds(lambda: normalise_all(entries))
    print(f"{count} topics, {entry_count} entries: {matching / entry_count * 1000:.2f} ms an entry")
    yield Figure(title=f"matching / matching {FEW} topics", ratio=matching / matching_few, bound=10)
    yield Figure(title="matching / normalising the words", ratio=matching / normalising, bound=3)
    yield Figure(title="compiling / lark's bare parse", ratio=compiling / parsing, bound=3)
    yield Figure(title="compiling / compiling half of them", ratio=compiling / half, bound=2.5)
    yield Figure(title="kilobytes a topic", ratio=kilobytes / count, bound=2)


def main() -> int:
    """Measure, print the table, and say by the status whether all bounds hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--topics", type=int, default=100_000, help="how many topics (default: 100000)")
    parser.add_argument("--entries", type=int, default=300, help="how many entries (default: 300)")
    asked = parser.parse_args()
    broken = False
    for figure in figures(asked.topics, asked.entries):
        over = figure.ratio > figure.bound
        broken |= over
        print(f"{figure.title:40} {figure.ratio:7.2f} {figure.bound:7.1f}{'  OVER' if over else ''}")
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
