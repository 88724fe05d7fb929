"""Laws of pages that grow: what an entry is called, says, and when, does not change because others join it."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from feeder.model import Item, Ticker

WORDS = (
    "Deich", "Siel", "Pegel", "Linde", "Fähre", "Insel", "Hafen", "Brücke", "Feuerwehr", "Landkreis", "Abend", "Wasser",
    "Sturm", "Straße", "Schule", "steht", "fährt", "misst", "sperrt", "öffnet", "bleibt", "hält", "sinkt", "steigt",
    "wartet", "meldet", "der", "die", "das", "am", "im", "über", "nach", "noch",
)  # fmt: skip
NEWEST = datetime(2026, 2, 4, 19, 40, tzinfo=UTC)
FIRST, MOST = 4, 40
TIME = '<time datetime="{iso}">{clock}</time>'


def entry(number: int) -> dict[str, str]:
    """The entry of that number, of which the oldest is 0; some have no title, some say little."""
    dice = random.Random(number)  # noqa: S311 - words of a test
    said = [" ".join(dice.choices(WORDS, k=dice.randint(6, 14))).capitalize() + "." for _ in range(dice.randint(2, 5))]
    at = NEWEST - timedelta(minutes=17 * (MOST - number) + dice.randint(0, 9))
    local = at + timedelta(hours=1)
    return {
        "id": str(71_000 + 13 * number),
        "title": f"{' '.join(dice.choices(WORDS, k=4)).capitalize()} {number}",
        "text": " ".join(said),
        "iso": f"{local:%Y-%m-%dT%H:%M:%S}+01:00",
        "clock": f"{local:%H:%M}",
        "day": f"{local.day}. Februar",
        "count": str(dice.randint(1, 40)),
    }


def elements(template: str) -> Callable[[int], str]:
    """Pages whose entries are written by the template, the newest first."""

    def page(count: int) -> str:
        entries = "".join(template.format_map(entry(number)) for number in reversed(range(count)))
        return (
            f'<html lang="de"><head><title>Sturm</title></head><body><h1>Sturm</h1><main>{entries}</main></body></html>'
        )

    return page


def linked(count: int, *, shown: int = 0) -> str:
    """A page that describes all entries, and shows the newest of them."""
    known = [entry(number) for number in reversed(range(count))]
    updates = [
        {
            "@type": "BlogPosting",
            "url": f"https://bote.example/live#e{each['id']}",
            "headline": each["title"],
            "datePublished": each["iso"],
            "articleBody": each["text"],
        }
        for each in known
    ]
    blog = {"@type": "LiveBlogPosting", "url": "https://bote.example/live", "liveBlogUpdate": updates}
    template = '<div id="e{id}">' + TIME + "<h3>{title}</h3><p>{text}</p></div>"
    entries = "".join(template.format_map(each) for each in known[:shown])
    script = f'<script type="application/ld+json">{json.dumps(blog)}</script>'
    return f"<html><head>{script}</head><body><main>{entries}</main></body></html>"


def microdata(count: int) -> str:
    """A page whose elements say that they are updates."""
    entries = "".join(
        '<div itemprop="liveBlogUpdate" itemscope itemtype="https://schema.org/BlogPosting" id="e{id}"><meta '
        'itemprop="datePublished" content="{iso}"><h3 itemprop="headline">{title}</h3><p>{text}</p></div>'.format_map(
            entry(number)
        )
        for number in reversed(range(count))
    )
    return f'<html><body itemscope itemtype="https://schema.org/LiveBlogPosting">{entries}</body></html>'


LAYERS: dict[str, Callable[[int], str]] = {
    "linked data": linked,
    "linked data, newest shown": lambda count: linked(count, shown=6),
    "linked data, all shown": lambda count: linked(count, shown=count),
    "microdata": microdata,
    "elements with keys": elements('<article id="e{id}">' + TIME + "<h2>{title}</h2><p>{text}</p></article>"),
    "elements without keys": elements("<div>" + TIME + "<h2>{title}</h2><p>{text}</p></div>"),
    "elements with clocks": elements("<li><b>{day}, {clock} Uhr</b><h4>{title}</h4><div>{text}</div></li>"),
    "elements without titles": elements("<div>" + TIME + "<p>{text}</p></div>"),
    "elements with counters": elements(
        "<div>" + TIME + "<h3>{title}</h3><p>{text}</p>"
        '<span>{count} mal gelesen</span><a href="#k">{count} Stimmen</a></div>'
    ),
    "elements in paragraphs": elements("<p>" + TIME + "</p><h3>{title}</h3><p>{text}</p>"),
    "paragraphs": elements("<h3>{day}, {clock} Uhr: {title}</h3><p>{text}</p>"),
    "paragraphs without titles": elements("<p><b>{day}, {clock} Uhr:</b> {text}</p>"),
}  # fmt: skip


@pytest.mark.parametrize("layer", LAYERS)
def test_entries_stay_as_a_page_grows(layer: str, reading: Callable[..., Ticker]):
    """From one state to the next, with one entry more or with ten, all that was there is read as before."""
    before: dict[str, Item] = {}
    for count in (*range(FIRST, 14), 20, MOST):
        ticker = reading(LAYERS[layer](count), "text/html", taken=NEWEST)
        now = {item.text: item for item in ticker.items}

        assert count == len(ticker.items)
        assert before == {text: now.get(text) for text in before}
        before = now


@pytest.mark.parametrize("layer", LAYERS)
def test_entries_are_those_of_the_page(layer: str, reading: Callable[..., Ticker]):
    """Each entry says what was written, under its title and at its time."""
    entries = [entry(number) for number in reversed(range(MOST))]
    items = reading(LAYERS[layer](MOST), "text/html", taken=NEWEST).items
    titles = [None if "without titles" in layer else each["title"] for each in entries]

    assert [each["text"] for each in entries] == [item.text for item in items]
    assert titles == [item.title for item in items]
    assert [datetime.fromisoformat(each["iso"]).replace(second=0) for each in entries] == [
        item.published.replace(second=0) for item in items if item.published
    ]
