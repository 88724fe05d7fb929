"""How fast pages and texts are read, as ratios to what the parsers alone take in the same run.

usage: python benchmarks/reading.py [--rounds N]

The page is made here: 1.3 MB, 428 updates in its JSON-LD, the newest 30 of them as elements. Prints the medians, their
ratios and the bounds; ends with 1 if a bound is broken.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from bs4 import BeautifulSoup

from feeder.errors import ReadError
from feeder.model import Snapshot, Source
from feeder.reading import read

UPDATES = 428
SHOWN = 30
SIZE = 1_300_000
NEWEST = datetime(2026, 2, 4, 20, tzinfo=UTC)
ADDRESS = "https://bote.example/live/sturm"
WORDS = (
    "Deich", "Siel", "Pegel", "Linde", "Fähre", "Insel", "Hafen", "Brücke", "Feuerwehr", "Landkreis", "Abend", "Morgen",
    "Wasser", "Sturm", "Böe", "Straße", "Schule", "steht", "fährt", "misst", "sperrt", "öffnet", "bleibt", "hält",
    "sinkt", "steigt", "wartet", "meldet", "teilt", "mit", "der", "die", "das", "am", "im", "über", "nach", "noch",
)  # fmt: skip
SLOWEST_PAGE = 3.0  # times the parsers
SLOWEST_TEXT = 2.0  # MB a second
SLOWEST_TITLED = (
    1.5  # MB a second, of entries of 140 bytes in three paragraphs, where the work for each line counts most
)
STEEPEST = 2.0  # ten times the length may take so many times ten times the time


def main() -> int:
    """Measure, print the table, and say by the status whether all bounds hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=11, help="how often each is read (default: 11)")
    rounds = parser.parse_args().rounds
    broken = described(rounds)
    broken |= elements(rounds)
    broken |= plain(rounds)
    broken |= brief(rounds)
    broken |= nested()
    return int(broken)


def described(rounds: int) -> bool:
    """A page with linked data beside its parsers."""
    html = page()
    script = html.split('ld+json">', 1)[1].split("</script>", 1)[0]
    content = html.encode()

    def parsers() -> None:
        BeautifulSoup(html, "lxml")
        json.loads(script)

    floor, taken = in_turn(rounds, parsers, lambda: read(snapshot(content, "text/html")))
    items = len(read(snapshot(content, "text/html")).items)
    title = f"page of {len(content) / 1e6:.1f} MB, {items} updates"
    return shown(title, f"{taken * 1000:.0f} ms", taken / floor, SLOWEST_PAGE, f"bs4 and json: {floor * 1000:.0f} ms")


def elements(rounds: int) -> bool:
    """A page whose entries are elements alone beside its parser."""
    html = f"<html><body><main>{''.join(entry(number) for number in range(1500))}</main></body></html>"
    content = html.encode()
    floor, taken = in_turn(rounds, lambda: BeautifulSoup(html, "lxml"), lambda: read(snapshot(content, "text/html")))
    title = f"page of {len(content) / 1e6:.1f} MB, elements alone"
    return shown(title, f"{taken * 1000:.0f} ms", taken, 1.0, f"bs4: {floor * 1000:.0f} ms; bound in seconds")


def plain(rounds: int) -> bool:
    """Plain text: its speed, and whether ten times as much takes ten times as long."""
    short, long = text(300), text(3000)
    one, ten = in_turn(rounds, lambda: read(snapshot(short, "text/plain")), lambda: read(snapshot(long, "text/plain")))
    speed = len(long) / ten / 1e6
    broken = shown("plain text", f"{speed:.1f} MB/s", SLOWEST_TEXT / speed, 1.0, f"{SLOWEST_TEXT:.0f} MB/s or more")
    return broken | shown("plain text, ten times", f"{ten * 1000:.0f} ms", ten / one / 10, STEEPEST, "against linear")


def brief(rounds: int) -> bool:
    """Plain text of brief entries, with and without titles: their speed, and whether ten times as much is as fast."""
    broken = False
    for name, words, slowest in (
        ("brief entries", 19, SLOWEST_TEXT),
        ("brief entries with titles", 14, SLOWEST_TITLED),
    ):
        short, long = (
            snapshot(briefly(count, words, has_title=slowest == SLOWEST_TITLED), "text/plain")
            for count in (3_000, 30_000)
        )
        one, ten = in_turn(rounds, lambda short=short: read(short), lambda long=long: read(long))
        speed = len(short.content) / one / 1e6
        note = f"{slowest:.1f} MB/s or more, {len(short.content) // 3_000} bytes each"
        broken |= shown(name, f"{speed:.1f} MB/s", slowest / speed, 1.0, note)
        broken |= shown(f"{name}, ten times", f"{ten * 1000:.0f} ms", ten / one / 10, STEEPEST, "against linear")
    return broken


def nested() -> bool:
    """Elements in elements, up to 100,000 deep: ten times as deep takes ten times as long."""
    few, many = (nesting(depth) for depth in (10_000, 100_000))
    one, ten = in_turn(3, lambda: refused(few), lambda: refused(many))
    return shown("100,000 nested elements", f"{ten * 1000:.0f} ms", ten / one / 10, STEEPEST, "against linear")


def refused(content: bytes) -> None:
    """Read what is no ticker."""
    try:
        read(snapshot(content, "text/html"))
    except ReadError:
        return
    raise AssertionError("that is no ticker")


def nesting(depth: int) -> bytes:
    """A page of elements in elements."""
    return ("<html><body>" + "<div class='entry live'>" * depth + "18.35 Uhr").encode()


def in_turn(rounds: int, one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """The medians of both in seconds; they are called in turn, so that whatever slows one slows the other."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for taken, call in zip(times, (one, other), strict=True):
            begun = time.process_time()
            call()
            taken.append(time.process_time() - begun)
    return median(times[0]), median(times[1])


def shown(title: str, figure: str, ratio: float, bound: float, note: str) -> bool:
    """Print a line of the table; whether its bound is broken."""
    print(f"{title:34} {figure:>10} {ratio:7.2f} {bound:7.2f}   {note}{'  OVER' if ratio > bound else ''}")
    return ratio > bound


def snapshot(content: bytes, media_type: str) -> Snapshot:
    """The content as if it had been taken just after its newest update."""
    source = Source(
        name="bench",
        kind="url",
        location=ADDRESS,
        timezone=ZoneInfo("Europe/Berlin"),
        language="de",
        title="Bench",
    )
    taken = NEWEST + timedelta(minutes=1)
    return Snapshot(source=source, origin=ADDRESS, content=content, media_type=media_type, fetched_at=taken)


def sentence(seed: str, words: int) -> str:
    """A sentence of invented words, the same for the same seed."""
    choice = random.Random(seed)  # noqa: S311  # nothing here is a secret
    return " ".join(choice.choices(WORDS, k=words)).capitalize() + "."


def moment(number: int) -> datetime:
    """When an update was published, the newest being number 0."""
    return NEWEST - timedelta(minutes=7 * number)


def update(number: int, length: int) -> dict[str, object]:
    """An update as pages describe it, with all that they say of the page again in each."""
    return {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": sentence(f"h{number}", 6).rstrip("."),
        "url": f"{ADDRESS}#post-{100_000 - number}",
        "datePublished": moment(number).isoformat(),
        "dateModified": moment(number).isoformat(),
        "articleBody": body(number, length),
        "author": [{"@type": "Person", "name": "Vera Alm"}],
        "publisher": {"@type": "Organization", "name": "Bote", "logo": {"@type": "ImageObject", "width": 264}},
        "image": {"@type": "ImageObject", "url": "https://bote.example/sturm.jpg", "width": 615, "height": 409},
        "mainEntityOfPage": ADDRESS,
    }


def body(number: int, length: int) -> str:
    """An update's text: of each four, one with tags, one with entities that were escaped twice."""
    parts = [sentence(f"{number}.{part}", length // 14) for part in range(2)]
    if number % 4 == 0:
        return "".join(f"<p>{part} <a href='/ort/{number}'>Mehr</a></p>" for part in parts)
    if number % 4 == 1:
        return "&quot;" + "&quot;\n\n&quot;".join(parts) + "&quot;"
    return "\n\n".join(parts)


def entry(number: int) -> str:
    """An update as an element, with the furniture that stands around such."""
    paragraphs = "".join(f"<p>{sentence(f'{number}.{part}', 40)}</p>" for part in range(2))
    stamp = f'<time datetime="{moment(number).isoformat()}">{moment(number):%H:%M}</time>'
    title = sentence(f"h{number}", 6).rstrip(".")
    return (
        f'<div class="entry" id="post-{100_000 - number}"><div class="info">{stamp}<span class="author">Vera Alm</span>'
        f'</div><h3>{title}</h3>{paragraphs}<ul class="share"><li><a href="mailto:?x">Mail</a></li></ul></div>\n'
    )


def page() -> str:
    """A page of 1.3 MB: its linked data first, then the newest updates, then what scripts carry."""
    updates = [update(number, 900) for number in range(UPDATES)]
    blog = {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "headline": "Sturm",
        "liveBlogUpdate": updates,
    }
    data = json.dumps(blog, ensure_ascii=False)
    head = f'<script type="application/ld+json">{data}</script>'
    shown_entries = "".join(entry(number) for number in range(SHOWN))
    menu = "".join(
        f'<li class="item"><a href="/ort/{number}">{sentence(f"m{number}", 3)}</a></li>' for number in range(600)
    )
    html = (
        f'<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Sturm</title>{head}</head>'
        f"<body><nav><ul>{menu}</ul></nav><main><h1>Sturm</h1>{shown_entries}</main>"
    )
    filling = max(0, SIZE - len(html.encode()))
    return f"{html}<script>var state = '{'x' * filling}'</script></body></html>"


def text(entries: int) -> bytes:
    """A ticker in plain text."""
    blocks = (
        f"{moment(number):%d.%m.%Y, %H.%M} Uhr: {sentence(f'h{number}', 5).rstrip('.')}\n\n"
        + "\n\n".join(sentence(f"{number}.{part}", 50) for part in range(3))
        for number in range(entries)
    )
    return "\n\n".join(blocks).encode()


def briefly(entries: int, words: int, *, has_title: bool) -> bytes:
    """A ticker of so many entries, each one sentence long."""
    blocks = (
        f"{moment(number):%d.%m.%Y, %H.%M} Uhr"
        + (f"\n\n{sentence(f'h{number}', 5).rstrip('.')}\n\n" if has_title else ": ")
        + sentence(f"{number}", words)
        for number in range(entries)
    )
    return "\n\n".join(blocks).encode()


if __name__ == "__main__":
    sys.exit(main())
