"""What tests of pairing need: items, and a store that is a plain value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from feeder.model import Entry, Item, Paired, Precision, Revision, Significance, Source, Ticker
from feeder.pairing import Known, Sighting, pair, sight_again

NOON = datetime(2026, 2, 4, 12, tzinfo=UTC)
SOURCE = Source(
    name="nord", kind="folder", location="/t/*", timezone=ZoneInfo("Europe/Berlin"), language="de", title="Nord"
)


@dataclass
class Ledger:
    """What a store would hold after each page; pages are a minute apart unless it is said otherwise."""

    source: Source = SOURCE
    authority: str = "example.org,2026"
    entries: dict[str, Entry] = field(default_factory=dict)
    page: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    missing: Mapping[str, int] = field(default_factory=dict)
    noise: Mapping[str, int] = field(default_factory=dict)
    losses: int = 0
    pages: int = 0

    def see(self, *items: Item, at: datetime | None = None, is_newer: bool = True) -> Paired:
        """What a page of these items brings; it is recorded."""
        self.pages += 1
        known = self._known(is_newer=is_newer)
        ticker = Ticker(title=None, lead="", items=items, certainty=1)
        seen_at = at or NOON + timedelta(hours=8, minutes=self.pages)
        paired = pair(known, Sighting(ticker=ticker, source=self.source, authority=self.authority, seen_at=seen_at))
        if is_newer:
            self.losses = self.losses + 1 if paired.is_loss else 0
        return self._record(paired, is_page=is_newer and not paired.fault)

    def see_again(self) -> Paired:
        """What it brings that the last good page still stands there."""
        seen_at = NOON + timedelta(hours=8, minutes=self.pages)
        return self._record(sight_again(self._known(), self.source, seen_at), is_page=True)

    def withdrawn(self) -> list[str]:
        """What the entries said that are withdrawn now."""
        return [entry.item.text for entry in self.entries.values() if entry.withdrawn]

    def _known(self, *, is_newer: bool = True) -> Known:
        return Known(
            entries=dict(self.entries),
            page=self.order,
            missing=self.missing,
            noise=self.noise,
            is_newer=is_newer,
            losses=self.losses,
        )

    def _record(self, paired: Paired, *, is_page: bool) -> Paired:
        for revision in paired.revisions:
            self.entries[revision.entry_id] = self._entry(revision)
        if is_page:
            self.page, self.order, self.missing, self.noise = paired.page, paired.order, paired.missing, paired.noise
        return paired

    def texts(self) -> list[str]:
        """What the entries say now, in the order in which they came."""
        return [entry.item.text for entry in self.entries.values()]

    def shown(self) -> list[str]:
        """What the entries of the last good page say, in its order."""
        return [self.entries[entry_id].item.text for entry_id in self.page]

    def _entry(self, revision: Revision) -> Entry:
        known = self.entries.get(revision.entry_id)
        assert revision.number == (known.number + 1 if known else 1)
        is_visible = revision.significance is not Significance.SILENT
        return Entry(
            id=revision.entry_id,
            source=self.source.name,
            number=revision.number,
            item=revision.item or known.item,
            published=revision.published,
            updated=revision.updated,
            seen_at=revision.seen_at if is_visible or not known else known.seen_at,
            withdrawn=revision.item is None,
        )


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


@pytest.fixture(scope="session")
def ledgers() -> type[Ledger]:
    return Ledger


def _item(text: str, clock: str | None = "12:00", **changes) -> Item:
    moment = None
    if clock:
        hour, minute = map(int, clock.split(":"))
        moment = NOON.replace(hour=hour, minute=minute)
    values = {
        "published": moment,
        "precision": Precision.MINUTE if moment else Precision.NONE,
        "title": None,
        "text": text,
        "html": f"<p>{text}</p>",
    }
    return Item(**(values | changes))


@pytest.fixture(scope="session")
def item():
    """`item("Text", "12:30")`: an item of 4 February 2026 at that clock in UTC; without a clock where it is none."""
    return _item


@pytest.fixture(scope="session")
def series():
    """`series("12:09", 4)`: so many different items, the newest first, a minute apart, of one kind or another."""

    def make(clock: str, count: int, kind: int = 0) -> Sequence[Item]:
        newest = _item("", clock).published
        items = []
        for back in range(count):
            moment = newest - timedelta(minutes=back)
            text = f"{_SUBJECTS[kind][moment.minute % len(_SUBJECTS[kind])]} ({moment:%H:%M})."
            items.append(replace(_item(text), published=moment))
        return items

    return make


_SUBJECTS = (
    (
        "Die Fähre legt mit Verspätung am Nordkai an",
        "Im Rathaus beginnt die Sitzung des Ausschusses",
        "Ein Kran hebt die letzten Träger der neuen Brücke",
        "Schulen öffnen nach dem Sturm wieder ihre Türen",
        "Taucher suchen den Grund vor der Mole ab",
        "Der Zug nach Süden fällt wegen Schnees aus",
        "Händler räumen den überfluteten Markt",
        "Das Museum zeigt Karten aus drei Jahrhunderten",
        "Feuerwehrleute pumpen Keller am Ufer leer",
        "Eine Jury wählt den Entwurf für das Theater",
        "Forscher messen den Pegel an vier Stellen",
    ),
    (
        "Ecke für die Gäste, der Torwart faustet",
        "Gelb nach einem Foul an der Mittellinie",
        "Schuss aus zwanzig Metern, knapp vorbei",
        "Wechsel: Neuzugang kommt für Kapitän",
        "Abseits, die Fahne ist oben",
        "Latte! Was für ein Kopfball",
        "Freistoß, Mauer steht, nichts passiert",
        "Nachspielzeit wird angezeigt",
        "Konter, doch der Pass ist zu lang",
        "Pause, beide Mannschaften gehen in die Kabine",
        "Anstoß zur zweiten Hälfte",
    ),
)
