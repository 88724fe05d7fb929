"""What pairing a page costs, as ratios to hashing its text (SHA-256) in the same run.

usage: python benchmarks/pairing.py [--rounds N]

A page of 200 entries is paired with 10,000 known ones: unchanged; busy, with new, edited, moved and missing entries;
and the same page in another notation, so that nothing is to the letter what it was. Pages and archives of half the size
show that the cost is linear. Prints the shortest times of the processor, since whatever else the machine does only adds
to them, their ratios and the bounds; ends with 1 if a bound is broken.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from feeder.model import Entry, Item, Precision, Source, Ticker
from feeder.pairing import Known, Sighting, pair

PAGE, ARCHIVE = 200, 10_000
# Times the hash of the page's text.
BOUNDS = {"unchanged": 50.0, "busy": 200.0}
# What is twice as much costs no more than this many times as much.
LINEAR = 3.0
NEWEST = datetime(2026, 2, 4, 20, tzinfo=UTC)
SOURCE = Source(
    name="nord", kind="folder", location="/t/*", timezone=ZoneInfo("Europe/Berlin"), language="de", title="Nord"
)
SYLLABLES = ("ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "wu", "zan")


def archive(count: int, seed: int = 1) -> list[Item]:
    """So many reports of 60 to 120 words, two minutes apart, the newest first."""
    chance = random.Random(seed)  # noqa: S311  # nothing is to be kept secret
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(4000)]
    items = []
    for place in range(count):
        said = [" ".join(chance.choices(words, k=12)).capitalize() + "." for _ in range(chance.randint(5, 10))]
        title = " ".join(chance.choices(words, k=6)).capitalize()
        moment = NEWEST - timedelta(minutes=2 * place)
        text = "\n\n".join(said)
        items.append(Item(published=moment, precision=Precision.MINUTE, title=title, text=text, html=f"<p>{text}</p>"))
    return items


def known(items: Sequence[Item], page: int) -> Known:
    """The reports as a store holds them, the oldest first; the newest stood on the last page."""
    entries = [
        Entry(
            id=f"tag:example.org,2026:nord/{place:08}",
            source="nord",
            number=1,
            # As they come from a store: no string is one that was compared or hashed before.
            item=replace(item, title="".join(item.title or ""), text=item.text.encode().decode()),
            published=item.published or NEWEST,
            updated=item.published or NEWEST,
            seen_at=item.published or NEWEST,
        )
        for place, item in enumerate(items)
    ]
    return Known(entries={entry.id: entry for entry in entries[::-1]}, page=[entry.id for entry in entries[:page]])


def busy(items: Sequence[Item]) -> list[Item]:
    """The page an hour later: 20 new ones, 20 edited, 5 moved by minutes, 5 taken out, the last 20 gone."""
    page = [replace(item, text=item.text.encode().decode()) for item in items]
    for place in range(0, 100, 5):
        page[place] = replace(page[place], text=f"{page[place].text}\n\nDazu kommt nun noch ein ganzer Satz mehr.")
    for place in range(3, 28, 5):
        page[place] = replace(page[place], published=NEWEST - timedelta(minutes=2 * place + 7))
    for place in (191, 171, 151, 131, 111):
        del page[place]
    fresh = [
        replace(item, published=NEWEST + timedelta(minutes=3 * n)) for n, item in enumerate(archive(20, seed=2), 1)
    ]
    return [*reversed(fresh), *page[:-20]]


def rewritten(items: Sequence[Item]) -> list[Item]:
    """The page in other quotes, spaces and case."""
    return [replace(item, title=(item.title or "").upper(), text=f"»{item.text.replace(' ', '  ')}«") for item in items]


def seconds(rounds: int, act: Callable[[], object]) -> float:
    """The shortest of so many times."""
    taken = []
    for _ in range(rounds):
        begin = time.process_time()
        act()
        taken.append(time.process_time() - begin)
    return min(taken)


def cost(rounds: int, page: int, of: int, change: Callable[[Sequence[Item]], list[Item]]) -> tuple[float, float]:
    """What pairing costs, and what hashing the page's text costs, in seconds."""
    items = archive(of)
    shown = change(items[:page])
    text = "".join(f"{item.title} {item.text}" for item in shown).encode()
    ticker = Ticker(title=None, lead="", items=tuple(shown), certainty=1)
    sighting = Sighting(ticker=ticker, source=SOURCE, authority="example.org,2026", seen_at=NEWEST)
    pairing = []
    for _ in range(rounds):
        stored = known(items, page)
        begin = time.process_time()
        pair(stored, sighting)
        pairing.append(time.process_time() - begin)
    return min(pairing), seconds(rounds * 5, lambda: hashlib.sha256(text).digest())


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    broken = []
    kinds: dict[str, Callable[[Sequence[Item]], list[Item]]] = {"unchanged": list, "busy": busy, "rewritten": rewritten}
    for name, change in kinds.items():
        spent, hashed = cost(rounds, PAGE, ARCHIVE, change)
        bound = BOUNDS.get(name)
        print(
            f"{name:10} {1000 * spent:8.2f} ms {spent / hashed:7.1f} × SHA-256" + (f"  (≤ {bound:g})" if bound else "")
        )
        broken += [name] if bound and spent / hashed > bound else []
        for what, page, of in (("half the page", PAGE // 2, ARCHIVE), ("half the archive", PAGE, ARCHIVE // 2)):
            ratio = spent / cost(rounds, page, of, change)[0] if name != "busy" or page == PAGE else 0
            if ratio:
                print(f"{'':10} {ratio:8.2f} × that of {what}  (≤ {LINEAR:g})")
            broken += [f"{name}, {what}"] if ratio > LINEAR else []
    if broken:
        print(f"too slow: {'; '.join(broken)}", file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
