"""Pages that only look like tickers: threads, lists, programmes, chapters, streams; nothing of them is an entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from feeder.errors import ReadError
from feeder.model import Ticker

SENTENCES = (
    "Der Weg am Fluss ist seit dem Umbau kaum wiederzuerkennen, und das gilt für beide Seiten.",
    "Wer dort früher mit dem Rad fuhr, muss heute einen Umweg von zwei Kilometern nehmen.",
    "Ich habe das im Sommer selbst erlebt und würde es jedem so weitersagen.",
    "Am Ende bleibt eine Frage offen: Wer bezahlt eigentlich die neuen Laternen?",
    "Für die Kinder aus der Siedlung ist das ein Gewinn, das sollte man nicht vergessen.",
    "Die Gemeinde hat zugesagt, bis zum Herbst einen Plan vorzulegen.",
    "Mit dem Ergebnis kann man leben, auch wenn es schneller hätte gehen können.",
    "So etwas sieht man selten, und deshalb steht es hier.",
)
NAMES = ("Kati", "gartenzwerg77", "Uwe M.", "Lotte_K", "Der Nachbar", "pendlerin", "H. Oltmann", "radfahrer_os")
TITLES = (
    "Brücke bekommt neues Geländer", "Freibad öffnet früher als geplant", "Verein sucht Helfer für das Fest",
    "Neue Linie fährt bis zum Bahnhof", "Kita zieht in das alte Rathaus", "Imker warnen vor dem Frost",
    "Wochenmarkt wird verlegt", "Schwimmer holt zweiten Titel",
)  # fmt: skip
ARTICLE = "".join(f"<p>{' '.join(SENTENCES[at:] + SENTENCES[:at])}</p>" for at in range(6))


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A page that repeats a template.

    Attributes:
        template: of one element.
        before: stands above the elements.
        after: stands below them.
        head: of the page.
        step: from one element to the next, in minutes; below nought where times rise.
        start: time of the first.
    """

    template: str
    before: str = "<h1>Der Weg am Fluss</h1>"
    after: str = ""
    head: str = ""
    step: int = 37
    start: datetime = datetime(2026, 2, 4, 18, 52, tzinfo=UTC)
    sentences: int = 2
    count: int = 8

    def page(self) -> str:
        written = "".join(map(self._element, range(self.count)))
        head = f'<head><meta charset="utf-8"><link rel="canonical" href="https://bote.example/weg">{self.head}</head>'
        return f'<html lang="de">{head}<body>{self.before}{written}{self.after}</body></html>'

    def _element(self, number: int) -> str:
        at = self.start - timedelta(minutes=self.step * number)
        text = " ".join(SENTENCES[(number + more) % len(SENTENCES)] for more in range(self.sentences))
        return self.template.format(
            n=number,
            number=number + 1,
            minutes=90 - 7 * number,
            id=5200 - 7 * number,
            name=NAMES[number % 8],
            title=TITLES[number % 8],
            text=text,
            iso=f"{at:%Y-%m-%dT%H:%M:%S+01:00}",
            clock=f"{at:%H:%M}",
            day=f"{at:%d.%m.%Y}",
            later=f"{at + timedelta(minutes=30):%H:%M}",
            votes=3 + number * 5,
            long=" ".join(SENTENCES * 4),
            minute=f"{number * 4}:{number * 7 % 60:02}",
        )


TIME = '<time datetime="{iso}">{day}, {clock}</time>'
LATER = datetime(2026, 2, 20, 18, 30, tzinfo=UTC)

LOOKS = {
    "thread, newest first": Look(
        template='<li class="b"><h4>{name}</h4>' + TIME + '<p>{text}</p><a href="#a{id}">Antworten</a></li>',
        before="<h1>Der Weg</h1>" + ARTICLE[:600] + "<ul>",
    ),
    "thread without any words": Look(template='<div class="x1"><b>{name}</b> ' + TIME + "<p>{text}</p></div>"),
    "thread with names as headings": Look(template="<li><h4>{name}</h4>" + TIME + "<p>{text}</p></li>"),
    "thread in a wrapper that is called live": Look(
        template='<li class="comment">' + TIME + "<p>{text}</p></li>",
        before='<div class="live-page"><h1>Live</h1><div><ul class="comments">',
        after="</ul></div></div>",
    ),
    "thread in a list of terms": Look(
        template="<dt>{name}, {day} {clock}</dt><dd>{text}</dd>", before="<h1>Buch</h1><dl>", after="</dl>"
    ),
    "numbered sections": Look(template="<div><span>{number}.</span><h2>{title}</h2><p>{text}</p></div>", count=11),
    "thread with profiles": Look(
        template='<div class="k"><a href="/profil/{id}">{name}</a><span>{clock} Uhr</span><p>{text}</p></div>'
    ),
    "thread with names behind the time": Look(
        template='<div class="k"><span>{day} {clock}</span> <em>{name}</em><div>{text}</div></div>'
    ),
    "thread with portraits": Look(
        template='<div class="z"><img src="/p{id}.jpg" alt=""><div>{name}</div><div>{clock}</div><p>{text}</p></div>'
    ),
    "thread below its form": Look(
        template="<div><strong>{name}</strong> schrieb am {day} um {clock} Uhr:<p>{text}</p></div>",
        before="<h1>Gästebuch</h1><form><textarea></textarea></form>",
    ),
    "thread that a page calls so": Look(
        template="<div>" + TIME + "<h3>{title}</h3><p>{text}</p></div>",
        head='<script type="application/ld+json">{"@type": "DiscussionForumPosting", "headline": "Weg"}</script>',
    ),
    "thread in microdata": Look(
        template='<div itemscope itemtype="https://schema.org/Comment">' + TIME + "<h3>{title}</h3><p>{text}</p></div>"
    ),
    "forum, oldest first": Look(
        template='<div class="p"><p>von <a href="/u/{n}">{name}</a> » ' + TIME + "</p><div>{text}</div></div>",
        step=-61,
    ),
    "forum in a table": Look(
        template="<tr><td>{name}<br>Beiträge: {votes}</td><td><small>{day}, {clock}</small><p>{text}</p></td></tr>",
        before="<h1>Thema</h1><table>",
        after="</table>",
    ),
    "questions and answers": Look(
        template='<div><span>{votes}</span><p>{text}</p><p>beantwortet <span title="{iso}">{day} {clock}</span> '
        '<a href="/users/{id}">{name}</a></p></div>'
    ),
    "headlines with teasers that link": Look(
        template="<div>" + TIME + '<h3><a href="/a{id}">{title}</a></h3><p>{text}</p></div>'
    ),
    "headlines in cards that link": Look(
        template='<a href="/a{id}"><time>{clock}</time><h3>{title}</h3><p>{text}</p></a>'
    ),
    "headlines in cards around which links stand": Look(
        template='<a href="/a{id}"><div><time>{clock}</time><h3>{title}</h3><p>{text}</p></div></a>'
    ),
    "headlines whose cards scripts open": Look(
        template='<div data-href="/a{id}" role="link"><time>{clock}</time><h3>{title}</h3><p>{text}</p></div>'
    ),
    "headlines with a link to read on": Look(
        template="<div>" + TIME + '<h3>{title}</h3><p>{text}</p><a href="/a{id}">Weiterlesen</a></div>'
    ),
    "headlines with an arrow": Look(
        template="<li><b>{clock}</b> {title}<p>{text} <a href='/a{id}'>»</a></p></li>"
    ),
    "headlines with linked pictures": Look(
        template='<div><a href="/a{id}"><img src="/{n}.jpg"></a>' + TIME + "<h3>{title}</h3><p>{text}</p></div>"
    ),
    "headlines alone": Look(template="<li><b>{clock}</b> {title}</li>", before="<h1>Neues</h1><ul>"),
    "archive of days": Look(
        template="<div>" + TIME + "<h3>{title}</h3><p>{text}</p></div>", step=60 * 24 * 6 + 41
    ),
    "release notes": Look(
        template="<h2>Version 2.{n}</h2><p>" + TIME + "</p><p>{text}</p>", step=60 * 24 * 16 + 13
    ),
    "product reviews": Look(
        template='<div class="w"><div>★★★★☆</div><b>{name}</b> ' + TIME + "<p>{text}</p></div>",
        step=60 * 24 * 3 + 50,
    ),
    "product reviews of one day": Look(
        template='<div class="w"><div>★★★★☆</div><h3>{title}</h3> ' + TIME + "<p>{text}</p></div>"
    ),
    "product": Look(
        template="<div>" + TIME + "<h3>{title}</h3><p>{text}</p></div>",
        head='<meta property="og:type" content="product">'
    ),
    "jobs": Look(
        template="<div><h3>{title}</h3><p>{text}</p>" + TIME + "</div>",
        head='<script type="application/ld+json">[{"@type": "JobPosting", "title": "Koch"}]</script>',
    ),
    "events to come, latest first": Look(
        template="<div>" + TIME + "<h3>{title}</h3><p>{text}</p></div>", start=LATER, step=60 * 19
    ),
    "events to come": Look(
        template="<div>" + TIME + "<h3>{title}</h3><p>{text}</p></div>", start=LATER, step=-60 * 19
    ),
    "events in microdata": Look(
        template='<div itemscope itemtype="http://schema.org/Event">' + TIME + "<h3>{title}</h3><p>{text}</p></div>"
    ),
    "programme of an evening": Look(
        template="<div><b>{clock}</b><h3>{title}</h3><p>{text}</p></div>", step=-35
    ),
    "programme with ends": Look(
        template="<div>{clock} – {later} Uhr<h3>{title}</h3><p>{text}</p></div>", step=-35
    ),
    "chapters": Look(template="<p><strong>{minute}</strong> {text}</p>", before="<h1>Folge 12</h1><audio></audio>"),
    "episodes": Look(
        template="<div><h3>{title}</h3>" + TIME + "<audio src='/{n}.mp3'></audio><p>{text}</p></div>"
    ),
    "films": Look(
        template='<div><video src="/{n}.mp4"></video><h3>{title}</h3>' + TIME + "<p>{text}</p></div>",
        head='<meta property="og:type" content="video.other">',
    ),
    "wire beside an article": Look(
        template="<li><h5>{clock} - {title}</h5><p>{long}</p></li>",
        before=f"<main><h1>Der Weg</h1>{ARTICLE}</main><div><h4>Kurz</h4><ul>",
        after="</ul></div>",
    ),
    "wire beside an article element": Look(
        template="<li><time>{clock}</time><h5>{title}</h5><p>{long}</p></li>",
        before=f"<div><article><h1>Der Weg</h1>{ARTICLE}</article><section><h4>Kurz</h4><ul>",
        after="</ul></section></div>",
    ),
    "stream of articles": Look(
        template="<article><h1>{title}</h1>" + TIME + "<p>{long}</p><p>{long}</p></article>", before=""
    ),
    "stream of articles with addresses": Look(
        template='<article data-url="/a{id}">' + TIME + "<h2>{title}</h2><p>{long}</p></article>", before=""
    ),
    "stream of articles in microdata": Look(
        template='<article itemscope itemtype="https://schema.org/NewsArticle"><link itemprop="mainEntityOfPage" '
        'href="https://bote.example/a{id}">' + TIME + "<h2>{title}</h2><p>{text}</p></article>",
        before="",
    ),
    "related articles": Look(
        template="<div>" + TIME + '<h4>{title}</h4><p>{text}</p><a href="/a{id}">mehr</a></div>',
        before=f"<main><h1>Der Weg</h1>{ARTICLE}</main><div><h3>Dazu</h3>",
        after="</div>",
    ),
    "votes of readers": Look(
        template='<div><p>{text}</p><p>{name}, {clock} Uhr</p><button>Gefällt mir</button><a href="#">Melden</a></div>'
    ),
}  # fmt: skip


@pytest.mark.parametrize("look", LOOKS)
def test_no_ticker(look: str, reading: Callable[..., Ticker]):
    """What only looks like a ticker is refused."""
    with pytest.raises(ReadError):
        reading(LOOKS[look].page(), "text/html")


TICKERS = {
    "titles": Look(template="<div>" + TIME + "<h3>{title}</h3><p>{text}</p></div>"),
    "no titles": Look(template="<div>" + TIME + "<p>{text}</p></div>"),
    "one author": Look(template="<div>" + TIME + "<b>Uwe Menke</b><p>{text}</p></div>"),
    "titles in bold": Look(template="<div>" + TIME + "<b>{title}</b><p>{text}</p></div>"),
    "links within": Look(template="<div>" + TIME + '<h3>{title}</h3><p>{text} <a href="/b">Plan</a></p></div>'),
    "a reader's form below": Look(
        template="<div>" + TIME + "<h3>{title}</h3><p>{text}</p></div>",
        after="<form><textarea></textarea></form>",
    ),
    "films in it": Look(template="<div>" + TIME + '<h3>{title}</h3><p>{text}</p><video src="/{n}.mp4"></video></div>'),
    "counters": Look(
        template="<div>" + TIME + '<h3>{title}</h3><p>{text}</p><a href="/a{id}#k">{votes} Stimmen</a></div>'
    ),
    "below a short article": Look(
        template="<div>" + TIME + "<h3>{title}</h3><p>{text}</p></div>",
        before="<article><h1>Der Weg</h1><p>" + SENTENCES[0] + "</p></article>",
    ),
    "a day of one report every three hours": Look(
        template="<div>" + TIME + "<h3>{title}</h3><p>{text}</p></div>", step=181
    ),
    "views in a line": Look(template="<div>" + TIME + "<h3>{title}</h3><p>{text}</p><span>{votes} mal</span></div>"),
    "oldest first": Look(
        template="<div>" + TIME + "<h3>{title}</h3><p>{text}</p></div>",
        before="<h1>Liveticker: Der Weg am Fluss</h1>",
        start=datetime(2026, 2, 4, 9, 52, tzinfo=UTC),
        step=-37,
    ),
    "oldest first in paragraphs": Look(
        template="<h3>{clock} Uhr: {title}</h3><p>{text}</p>",
        before='<div class="liveticker">',
        start=datetime(2026, 2, 4, 9, 52, tzinfo=UTC),
        step=-37,
    ),
    "short reports": Look(template="<div>" + TIME + "<h3>{title}</h3><p>{text}</p></div>", sentences=1),
}  # fmt: skip


@pytest.mark.parametrize("look", TICKERS)
def test_tickers(look: str, reading: Callable[..., Ticker]):
    """What is a ticker is read, though it shares a trait with what is none."""
    ticker = reading(TICKERS[look].page(), "text/html")

    said = [" ".join((SENTENCES * 2)[at : at + TICKERS[look].sentences]) for at in range(8)]
    more = (" Plan", "\n\nbote.example")  # links
    texts = [item.text.removesuffix(more[0]).removesuffix(more[1]) for item in ticker.items]
    assert said == [text.removeprefix(f"{title}\n\n") for title, text in zip(TITLES, texts, strict=True)]


LIVE = '<div class="live-entry">' + TIME + "<p>{text}</p></div>"


@pytest.mark.parametrize(
    ("look", "reason"),
    [
        (Look(template=LIVE, step=-37, start=LATER), "some lie ahead"),
        (Look(template=LIVE, step=-35, start=datetime(2026, 2, 4, 8, 5, tzinfo=UTC)), "in round steps"),
        (Look(template="<div><i>{votes}.</i><p>{text}</p></div>", count=6), "too few of its texts count the minutes"),
        (Look(template="<div><i>{number}.</i><p>{text}</p></div>", count=9), "follow each other like those of a list"),
        (Look(template="<div><i>{minutes}'</i><p>{text}</p></div>", count=3), "too few of its texts count the minutes"),
    ],
)
def test_reasons(look: Look, reason: str, reading: Callable[..., Ticker]):
    """The reason says what speaks against it."""
    with pytest.raises(ReadError) as caught:
        reading(look.page(), "text/html")

    assert reason in str(caught.value)


def test_few_minutes_that_say_so(reading: Callable[..., Ticker]):
    """A few minutes of a game are enough where each is written as one."""
    ticker = reading(Look(template="<div><i>{minutes}'</i><p>{text}</p></div>", count=5).page(), "text/html")

    assert 5 == len(ticker.items)


def test_a_copy_of_a_minute_is_read_once(reading: Callable[..., Ticker]):
    """What stands there twice for the same minute of a game was pinned."""
    look = Look(template="<div><i>{minutes}'</i><p>{text} {text}</p></div>", count=6)
    page = look.page()
    first = page[page.index("<div>") : page.index("</div>") + len("</div>")]

    assert 6 == len(reading(page.replace(first, first + first), "text/html").items)
