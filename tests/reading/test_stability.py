"""A ticker that grows, and loses its oldest entries, says of each entry what it said before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from feeder import text as texts
from feeder.errors import ReadError
from feeder.reading import prose
from feeder.reading.prose import authors, furniture, layout
from feeder.reading.reference import Reference

CORPUS = Path(__file__).parent / "corpus"
FORMS = sorted(path.parent.name for path in CORPUS.glob("*/ticker.txt"))
# From so many entries on, they are what they are; before, there is too little to see a custom in. One mark alone
# proves no ticker.
FEWEST = 2
LATER = {
    # Who is a writer shows where a name comes again.
    "conversation": 3, "exported-conversation": 3, "clock-and-day-in-brackets": 3,
    "names-above-the-title": 3, "names-behind-the-clock": 3,
    "names-between-title-and-text": 3, "names-behind-the-clock-below-the-title": 3,
    "names-before-the-clock-below-the-title": 3,
    # What many have above is a title, and so is a line alone where nearly all others have one.
    "titles-above-some": 4, "headline-alone-among-titles": 6,
    # A colon ends a title where others have titles.
    "printed-twice": 3,
    # Whether it is markup shows where tags are, and that a clock closes an entry on the whole page.
    "embedded-posts": 9, "time-behind-the-text": 9, "time-behind-titled-reports": 9,
    "time-behind-and-apart": 9, "clock-behind-the-report": 9,
    # Without one entry, the clocks of the others run in another order.
    "twelve-hours-with-stops": 4,
}  # fmt: skip


def read(text: str, options: dict) -> list[tuple[str | None, str, str | None]]:
    """Title, text and author of each entry."""
    day = date.fromisoformat(options["reference_date"]) if options["reference_date"] else None
    ticker = prose.read(text, Reference(day=day), ZoneInfo(options["timezone"]))
    return [(item.title, item.text, item.author) for item in ticker.items]


def windows(text: str, titles: list[str | None], zone: ZoneInfo) -> Iterator[tuple[int, int, str]]:
    """Each run of the ticker's entries below its head: the numbers of its first and behind its last, and the page."""
    found = layout.laid_out(tuple(text.split("\n")), zone, zone)
    days = {heading.line for heading in found.headings}
    starts = [0]
    for mark, title in zip(found.marks, titles, strict=True):
        starts.append(mark.line)
        above = [number for number in range(starts[-2] + (len(starts) > 2), mark.line) if found.lines[number].strip()]
        while above and (above[-1] in days or belongs_below(found.lines[above[-1]].strip(), title)):
            starts[-1] = above.pop()
    head, starts = found.lines[: starts[1]], [*starts[1:], len(found.lines)]
    for begin, end in combinations(range(len(starts)), 2):
        yield begin, end, "\n".join([*head, *found.lines[starts[begin] : starts[end]]])


def belongs_below(line: str, title: str | None) -> bool:
    return bool(title and title in line) or furniture.is_counter(line) or authors.is_byline(line)


@pytest.mark.parametrize("name", FORMS)
def test_stability(name):
    """Whichever of its entries a page shows, each has the title, the text and the author that it has among all."""
    options = json.loads((CORPUS / name / "expected.json").read_text("utf-8"))["options"]
    text, _ = texts.decode((CORPUS / name / "ticker.txt").read_bytes(), None, options["language"])
    text = texts.clean(text)
    try:
        whole = read(text, options)
    except ReadError:
        pytest.skip("no ticker")
    try:
        parts = list(windows(text, [title for title, _, _ in whole], ZoneInfo(options["timezone"])))
    except ValueError:
        pytest.skip("an entry is left out, or glued to another")

    for begin, end, page in parts:
        if LATER.get(name, FEWEST) <= end - begin < len(whole):
            try:
                seen = read(page, options)
            except ReadError:  # too few to be a ticker
                continue
            assert whole[begin:end] == seen, page
