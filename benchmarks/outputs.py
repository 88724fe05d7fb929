"""What rendering a feed costs, as a ratio to writing the same elements with bare lxml in the same run.

usage: python benchmarks/outputs.py [--rounds N]

A feed of 100 entries, each with its topics, its link, its picture and some hundred words, is rendered as Atom and as
RSS. The rival makes the same elements from a plain list of names, attributes and words. Prints the shortest
times of the processor, since whatever else the machine does only adds to them, the ratios and the bound; ends with 1 if
it is broken.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from lxml import etree

from feeder.model import Entry, Feed, Image, Item, Precision, Site, Source, Topic
from feeder.outputs import render
from feeder.text import to_html

ENTRIES = 100
BOUND = 3.0
NEWEST = datetime(2026, 2, 4, 20, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
SITE = Site(title="Ticker", url="https://a.example/", authority="example.org,2026", language="de", timezone=BERLIN)
SOURCE = Source(
    name="nord", kind="url", location="https://nord.example/live", timezone=BERLIN, language="de", title="Nord"
)
TOPICS = [Topic(name=name, title=name.title(), query=name, language="de") for name in ("hafen", "meer", "sturm")]
SYLLABLES = ("ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "wu", "zan")

Plain = tuple[str, dict[str, str], str, list["Plain"]]


def entry(place: int, chance: random.Random) -> Entry:
    """A report of some hundred words with a title, an address and a picture."""
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(150)]
    text = "\n\n".join(" ".join(words[begin : begin + 30]).capitalize() + "." for begin in range(10, 130, 30))
    moment = NEWEST - timedelta(minutes=2 * place)
    item = Item(
        published=moment,
        precision=Precision.MINUTE,
        title=" ".join(words[:8]).capitalize(),
        text=text,
        html=to_html(text),
        author="Jule Petersen",
        link=f"https://nord.example/live/{place}",
        images=(Image(url=f"https://nord.example/{place}.jpg", media_type="image/jpeg", length=20_000),),
    )
    return Entry(
        id=f"tag:example.org,2026:nord/{place:016x}",
        source="nord",
        number=1,
        item=item,
        published=moment,
        updated=moment,
        seen_at=moment,
    )


def feed() -> Feed:
    """A full feed of one source."""
    chance = random.Random(1)  # noqa: S311  # nothing is to be kept secret
    entries = tuple(entry(place, chance) for place in range(ENTRIES))
    return Feed(
        name="hafen",
        id="tag:example.org,2026:feed/hafen",
        title="Hafen",
        query="Hafen",
        site=SITE,
        language="de",
        updated=NEWEST,
        entries=entries,
        sources={"nord": SOURCE},
        archived=3,
        topics={each.id: TOPICS[: 1 + place % 3] for place, each in enumerate(entries)},
    )


def plain(element: etree._Element) -> Plain:
    """The element as names, attributes and words."""
    return (
        str(element.tag),
        {str(name): str(value) for name, value in element.attrib.items()},
        (element.text or "").strip(),
        [plain(each) for each in element],
    )


def written(root: Plain, namespaces: dict[str | None, str]) -> bytes:
    """The same elements, made and serialised by lxml alone."""
    tag, attributes, text, children = root
    made = etree.Element(tag, attributes, nsmap=namespaces)
    made.text = text or None
    _add(made, children)
    return etree.tostring(made, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _add(parent: etree._Element, children: Sequence[Plain]) -> None:
    for tag, attributes, text, below in children:
        made = etree.SubElement(parent, tag, attributes)
        if text:
            made.text = text
        _add(made, below)


def shortest(work: Callable[[], object], rounds: int) -> float:
    """The shortest time of the processor, in milliseconds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times) * 1000


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=30, help="how often each is done (default: 30)")
    rounds = parser.parse_args().rounds
    busy, broken = feed(), False
    for name in ("atom", "rss"):
        content = render(name, busy).content
        root = etree.fromstring(content)
        told, namespaces = plain(root), dict(root.nsmap)
        if len(written(told, namespaces)) != len(content):
            print(f"{name}: the rival does not write the same elements")
            return 1
        ours = shortest(lambda name=name: render(name, busy), rounds)
        bare = shortest(lambda told=told, namespaces=namespaces: written(told, namespaces), rounds)
        print(f"{name}: {ours:.2f} ms, bare lxml {bare:.2f} ms: {ours / bare:.2f} × that (≤ {BOUND:g})")
        broken |= ours / bare > BOUND
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
