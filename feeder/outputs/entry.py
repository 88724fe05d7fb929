"""An entry's own page, at an address that never changes: what it says, and what it said before, word by word.

Of an entry that was taken back it tells that alone, and no word of what it said. The pages lie in folders by the first
two characters of their names, since a folder with many thousand files is slow on many disks.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from feeder.model import Document, Entry, Permalink
from feeder.outputs import _shown
from feeder.outputs._template import fill
from feeder.outputs._words import Shown, Words, moment, published, words_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of the entry, as the page shows it.

    Attributes:
        anchor: its place on the page.
        when: when it was seen.
        what: in a word.
        body: the words that went and came, as clean HTML; empty where it was taken back.
    """

    anchor: str
    when: Shown
    what: str
    body: Markup


def path(entry: Entry) -> str:
    """Where the page of the entry stands, below the output folder."""
    return _shown.permalink_path(entry)


def render(permalink: Permalink) -> Document:
    """The page of the entry, as `entry/XX/OPAQUE.html`."""
    entry, site = permalink.entry, permalink.site
    words = words_in(site.language)
    zone = site.timezone
    content = fill(
        "entry.html",
        site=site,
        words=words,
        indexed=site.index,
        root="../../",
        language=permalink.language,
        title=_shown.title(entry, words),
        body=_shown.body_of_page(entry, words),
        withdrawn=entry.withdrawn,
        original=_shown.original(entry),
        author=_shown.line(entry.item.author or ""),
        source=_shown.line(permalink.source),
        published=published(entry, zone, words),
        updated=moment(entry.updated, zone, words) if entry.updated > entry.published else None,
        changes=[_change(edit, permalink, words) for edit in permalink.edits],
    )
    return Document(path=path(entry), content=content)


def _change(edit: Entry, permalink: Permalink, words: Words) -> Change:
    is_gone = edit.withdrawn
    is_hidden = is_gone or permalink.entry.withdrawn
    return Change(
        anchor=f"r-{edit.opaque.rpartition('.')[2]}",
        when=moment(edit.published, permalink.site.timezone, words),
        what=words.withdrawn if is_gone else words.edited,
        body=Markup("") if is_hidden else Markup(edit.item.html),  # noqa: S704  # made of escaped words
    )
