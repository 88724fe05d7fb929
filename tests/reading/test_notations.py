"""Every way to write a time: a ticker that is written in it is read back, in the order in which it stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeder.errors import ReadError
from feeder.model import Precision, Snapshot, Source
from feeder.reading import Reference, read

BERLIN = ZoneInfo("Europe/Berlin")
SOURCE = Source(name="s", kind="folder", location="/x", timezone=BERLIN, language="de", title="S")
END = datetime(2026, 6, 30, 20, tzinfo=BERLIN)
TEXT = "Die Feuerwehr misst den Pegel der Reihe nach an Stelle {} und meldet ihn der Leitstelle am Hafen."
NAMES = ("Vera Alm", "Jo Berg", "Ida P. Funk")

Writing = Callable[[datetime], str]


def half(at: datetime, sign: str = ":", am: str = "am", pm: str = "pm") -> str:
    return f"{at.hour % 12 or 12}{sign}{at:%M}{am if at.hour < 12 else pm}"


def dotted(at: datetime) -> str:
    return f"{at.hour}.{at:%M}"


def month(at: datetime, names: str) -> str:
    return names.split()[at.month - 1]


ENGLISH = "January February March April May June July August September October November December"
GERMAN = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
SPANISH = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
RUSSIAN = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
CZECH = "ledna února března dubna května června července srpna září října listopadu prosince"
POLISH = "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"

# What stands before the text, on its line or above it; the clock alone, so that the day is walked to.
CLOCKS: dict[str, Writing] = {
    "18.35 Uhr:": lambda at: f"{dotted(at)} Uhr:",
    "18.35 Uhr": lambda at: f"{dotted(at)} Uhr",
    "18:35 Uhr |": lambda at: f"{at:%H:%M} Uhr |",
    "18:35 Uhr –": lambda at: f"{at:%H:%M} Uhr –",
    "18.35 Uhr, Hafen:": lambda at: f"{dotted(at)} Uhr, Hafen:",
    "Um 18.35 Uhr:": lambda at: f"Um {dotted(at)} Uhr:",
    "18:35 Uhr (Ortszeit):": lambda at: f"{at:%H:%M} Uhr (Ortszeit):",
    "18:35 Uhr MESZ:": lambda at: f"{at:%H:%M} Uhr MESZ:",
    "EIL 18:35 Uhr:": lambda at: f"EIL {at:%H:%M} Uhr:",
    "Update 18:35 -": lambda at: f"Update {at:%H:%M} -",
    "Update – 18:35 –": lambda at: f"Update – {at:%H:%M} –",
    "Update at 6:35pm CET:": lambda at: f"Update at {half(at)} CET:",
    "Meldung (18.35 Uhr):": lambda at: f"Meldung ({dotted(at)} Uhr):",
    "18:35": lambda at: f"{at:%H:%M}",
    "18:35:": lambda at: f"{at:%H:%M}:",
    "18.35": dotted,
    "18:35:00 |": lambda at: f"{at:%H:%M:%S} |",
    "18:35 /": lambda at: f"{at:%H:%M} /",
    "18:35 »": lambda at: f"{at:%H:%M} »",
    "18:35 ·": lambda at: f"{at:%H:%M} ·",
    "18:35h -": lambda at: f"{at:%H:%M}h -",
    "18:35h.": lambda at: f"{at:%H:%M}h.",
    "[18:35]": lambda at: f"[{at:%H:%M}]",
    "(18.35 Uhr)": lambda at: f"({dotted(at)} Uhr)",
    "**18:35** –": lambda at: f"**{at:%H:%M}** –",
    "**18:35 Uhr:**": lambda at: f"**{at:%H:%M} Uhr:**",
    "## 18:35": lambda at: f"## {at:%H:%M}",
    "• 18:35": lambda at: f"  • {at:%H:%M}",
    "- 18:35": lambda at: f"- {at:%H:%M}",
    "→ 18:35": lambda at: f"→ {at:%H:%M}",
    "🔴 18:35 –": lambda at: f"🔴 {at:%H:%M} –",
    "+++18.35Uhr+++": lambda at: f"+++{dotted(at)}Uhr+++",
    "6.35pm –": lambda at: f"{half(at, '.')} –",
    "6.35 pm:": lambda at: f"{half(at, '.', ' am', ' pm')}:",
    "6.35pm.": lambda at: f"{half(at, '.')}.",
    "6:35 p.m.:": lambda at: f"{half(at, ':', ' a.m.', ' p.m.')}:",
    "6:35 p. m.": lambda at: half(at, ":", " a. m.", " p. m."),
    "18:35 p. m.": lambda at: f"{at:%H:%M} {'a' if at.hour < 12 else 'p'}. m.",
    "06 35 PM:": lambda at: f"{at:%I %M %p}:",
    "6.35pm CET": lambda at: f"{half(at, '.')} CET",
    "18h35 :": lambda at: f"{at.hour}h{at:%M} :",
    "18h35": lambda at: f"{at.hour}h{at:%M}",
    "18H35 -": lambda at: f"{at.hour}H{at:%M} -",
    "18 heures 35 :": lambda at: f"{at.hour} heures {at:%M} :",
    "Ore 18.35 –": lambda at: f"Ore {dotted(at)} –",
    "ORE 18:35": lambda at: f"ORE {at:%H:%M}",
    "godz. 18:35 –": lambda at: f"godz. {at:%H:%M} –",
    "Kl. 18.35:": lambda at: f"Kl. {dotted(at)}:",
    "klokken 18.35:": lambda at: f"klokken {dotted(at)}:",
    "18.35 uur –": lambda at: f"{dotted(at)} uur –",
    "18:35 hod.": lambda at: f"{at:%H:%M} hod.",
    "saat 18.35:": lambda at: f"saat {dotted(at)}:",
    "18:35 мск": lambda at: f"{at.astimezone(ZoneInfo('Europe/Moscow')):%H:%M} мск",
    "18:35 GMT:": lambda at: f"{at.astimezone(UTC):%H:%M} GMT:",
    "18:35 UTC+2:": lambda at: f"{at:%H:%M} UTC+2:",
}
# The same with a day, in all orders.
DATED: dict[str, Writing] = {
    "30. Juni, 18.35 Uhr:": lambda at: f"{at.day}. {month(at, GERMAN)}, {dotted(at)} Uhr:",
    "Dienstag, 30. Juni 2026, 18:35 Uhr |": lambda at: f"{at.day}. {month(at, GERMAN)} {at.year}, {at:%H:%M} Uhr |",
    "30.06.2026 18:35": lambda at: f"{at:%d.%m.%Y %H:%M}",
    "30.06. 18:35": lambda at: f"{at:%d.%m. %H:%M}",
    "30.06.2026 • 18:35 Uhr": lambda at: f"{at:%d.%m.%Y} • {at:%H:%M} Uhr",
    "18:35 30.6.2026": lambda at: f"{at:%H:%M} {at.day}.{at.month}.{at.year}",
    "18:35 – 30 Jun 2026": lambda at: f"{at:%H:%M} – {at.day} {month(at, ENGLISH)[:3]} {at.year}",
    "18:35 Uhr – 30.06.2026": lambda at: f"{at:%H:%M} Uhr\n– {at:%d.%m.%Y}",
    "18:35 - 30/06/2026": lambda at: f"{at:%H:%M - %d/%m/%Y}",
    "18:35 h, 30 de junio de 2026": lambda at: f"{at:%H:%M} h, {at.day} de {month(at, SPANISH)} de {at.year}",
    "6/30/26 @6:35 PM": lambda at: f"{at.month}/{at.day}/{at:%y} @{half(at, ':', ' AM', ' PM')}",
    "Jun 30, 2026 - 18:35 UTC": lambda at: f"{at.astimezone(UTC):%b %d, %Y - %H:%M} UTC",
    "June 30 at 6:35 p.m.": lambda at: f"{month(at, ENGLISH)} {at.day} at {half(at, ':', ' a.m.', ' p.m.')}",
    "30 juin 2026 à 18h35": lambda at: f"{at.day} {month(at, FRENCH)} {at.year} à {at.hour}h{at:%M}",
    "30 июня, 18:35.": lambda at: f"{at.day} {month(at, RUSSIAN)}, {at:%H:%M}.",
    "30. června 2026 · 18:35": lambda at: f"{at.day}. {month(at, CZECH)} {at.year} · {at:%H:%M}",
    "30 czerwca 2026, godz. 18:35": lambda at: f"{at.day} {month(at, POLISH)} {at.year}, godz. {at:%H:%M}",
    "2026. június 30. 18:35": lambda at: f"{at:%Y.%m.%d.} {at:%H:%M}",
    "2026-06-30 18:35 -": lambda at: f"{at:%Y-%m-%d %H:%M} -",
    "2026-06-30T18:35:00+02:00": lambda at: at.isoformat(timespec="seconds"),
    "2026-06-30T16:35:00Z": lambda at: f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
    "[2026-06-30 18:35:00]": lambda at: f"[{at:%Y-%m-%d %H:%M:%S}]",
    "Jun 30 18:35:00 host x[1]:": lambda at: f"{at:%b %e %H:%M:%S} host x[1]:",
    "Update vom 30. Juni, 18.35 Uhr:": lambda at: f"Update vom {at.day}. {month(at, GERMAN)}, {dotted(at)} Uhr:",
    "Vera Alm, [30.06.2026 18:35]": lambda at: f"{NAMES[at.day % 3]}, [{at:%d.%m.%Y %H:%M}]",
    "30.06.26, 18:35 - Vera Alm:": lambda at: f"{at:%d.%m.%y, %H:%M} - {NAMES[at.day % 2]}:",
    "Vera Alm 6/30/2026 6:35:00 PM": lambda at: f"{NAMES[at.day % 3]} {at.month}/{at.day}/{at:%Y %I:%M:%S %p}",
}


def read_back(entries: list[str], head: str = "Liveticker\n\nEin Sturm zieht auf.") -> list[tuple[str, Precision]]:
    content = "\n\n".join([head, *entries]).encode()
    snapshot = Snapshot(source=SOURCE, origin="/x/t", content=content, media_type="text/plain", fetched_at=END)
    items = read(snapshot, Reference(day=END.date())).items
    return [
        (item.published.astimezone(BERLIN).isoformat(timespec="minutes") if item.published else "", item.precision)
        for item in items
    ]


def told(moments: list[datetime], precisions: set[Precision]) -> list[tuple[str, Precision]]:
    (precision,) = precisions
    return [(moment.isoformat(timespec="minutes"), precision) for moment in moments]


@settings(deadline=None, max_examples=400)
@given(
    st.sampled_from(sorted(CLOCKS)),
    st.sampled_from([" ", "\n\n"]),
    st.lists(st.integers(3, 300), min_size=3, max_size=9),
)
def test_clocks(name, gap, steps):
    """Clocks alone are read back over midnight, from the newest to the oldest, the text on their line or below it."""
    moments, at = [], END - timedelta(minutes=1)
    for step in steps:
        at -= timedelta(minutes=step)
        moments.append(at)
    entries = [f"{CLOCKS[name](at)}{gap}{TEXT.format(number)}" for number, at in enumerate(moments)]
    precision = Precision.SECOND if name == "18:35:00 |" else Precision.MINUTE

    assert told(moments, {precision}) == read_back(entries)


@settings(deadline=None, max_examples=300)
@given(
    st.sampled_from(sorted(DATED)),
    st.sampled_from(["\n\n", "\n"]),
    st.lists(st.integers(1, 3_000), min_size=3, max_size=9),
    st.booleans(),
)
def test_days_and_clocks(name, gap, steps, newest_first):
    """Days with clocks are read back in either order."""
    moments, at = [], END
    for step in steps:
        at -= timedelta(minutes=step)
        moments.append(at)
    if not newest_first:
        moments.reverse()
        moments[-1] += timedelta(minutes=1 - moments[-1].minute % 5)  # round steps that rise are a programme
    entries = [f"{DATED[name](at)}{gap}{TEXT.format(number)}" for number, at in enumerate(moments)]

    assert [at.isoformat(timespec="minutes") for at in moments] == [moment for moment, _ in read_back(entries)]


@pytest.mark.parametrize("mark", ["{} Uhr:", "{}h :", "{}h -", "Ore {} –", "Kl. {}:"])
def test_hours(mark):
    """An hour without minutes is read as such, also among full clocks."""
    entries = [f"{mark.format(hour)} {TEXT.format(hour)}" for hour in (18, 16, 9)]

    assert [("2026-06-30T18:00+02:00", Precision.HOUR)] == read_back(entries)[:1]
    assert 3 == len(read_back(entries))


def test_an_hour_among_clocks():
    """An hour without minutes joins the clocks between which it lies."""
    marks = ["18h20 :", "17h :", "16h05 :"]

    assert [
        ("2026-06-30T18:20+02:00", Precision.MINUTE),
        ("2026-06-30T17:00+02:00", Precision.HOUR),
        ("2026-06-30T16:05+02:00", Precision.MINUTE),
    ] == read_back([f"{mark} {TEXT}" for mark in marks])


@pytest.mark.parametrize("mark", ["{}", "{} –", "{} hrs:"])
def test_four_digits(mark):
    """Four digits are clocks where several lines open with them, unless all may be years."""
    entries = [f"{mark.format(clock)} {TEXT.format(clock)}" for clock in ("1835", "1458", "0905")]

    assert ["18:35", "14:58", "09:05"] == [moment[11:16] for moment, _ in read_back(entries)]


@pytest.mark.parametrize("years", [("2026", "2019", "2012"), ("1918", "1848", "1815")])
def test_years(years):
    """Four digits that may all be years are none."""
    with pytest.raises(ReadError):
        read_back([f"{year} – {TEXT}" for year in years])
