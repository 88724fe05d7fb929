"""How an entry is shown, the same in every format: its title, its body, its author, its address."""

from __future__ import annotations

import html
from urllib.parse import urlsplit

from markupsafe import Markup

from feeder import text
from feeder.model import Entry, Feed, Image, Site
from feeder.outputs._words import Words


def feed_url(site: Site, name: str) -> str | None:
    """Where the Atom feed of that name is served, where there is one."""
    return f"{site.url}{name}.atom" if "atom" in site.outputs else None


def page_url(site: Site, name: str) -> str | None:
    """Where the page of that name is served, where there is one."""
    return f"{site.url}{name}.html" if "page" in site.outputs else None


def site_title(site: Site) -> str:
    """The site's name for readers; that of its authority where it has none."""
    return line(site.title) or site.authority


def anchor(entry: Entry) -> str:
    """The entry's place on a page; it starts with a letter, whatever the id does."""
    return f"e-{entry.opaque}"


def line(words: str) -> str:
    """The words on one line, without what XML cannot hold."""
    return " ".join(text.clean(words).split())


def title(entry: Entry, words: Words) -> str:
    """The entry's title as plain text: its own, else one made from its text.

    A withdrawn entry says so first, and tells nothing of its text. Empty only where the entry is blank.
    """
    own = line(entry.item.title or "")
    if entry.withdrawn:
        return words.withdrawn_title.format(title=own) if own else words.withdrawn_bare
    return own or line(text.headline(entry.item.text))


def body(entry: Entry, words: Words) -> str:
    """The entry's body as clean HTML.

    It is never empty: readers show an entry without content as a fault. So a report that is a headline alone has it as
    its body too. A withdrawn entry says that it was withdrawn, and no more.
    """
    if entry.withdrawn:
        return f"<p>{html.escape(words.withdrawn_text, quote=False)}</p>"
    plain = (entry.item.text, entry.item.title or "")
    return text.clean(entry.item.html).strip() or next(filter(None, map(_as_html, plain)), "")


def body_of_page(entry: Entry, words: Words) -> Markup:
    """The entry's body as a page shows it: pictures are loaded when they come into view, and all of them are shown."""
    shown = body(entry, words)
    if not entry.withdrawn:
        missing = (image for image in entry.item.images if f'src="{html.escape(image.url)}"' not in shown)
        shown += "".join(f"\n<p>{_picture(image)}</p>" for image in missing)
    return Markup(shown.replace("<img ", '<img loading="lazy" '))  # noqa: S704  # cleaned when it was read


def _picture(image: Image) -> str:
    return f'<img src="{html.escape(image.url)}" alt="{html.escape(text.clean(image.alt))}">'


def _as_html(plain: str) -> str:
    return text.to_html(text.clean(plain))


def source_title(entry: Entry, feed: Feed) -> str:
    """What readers know the entry's source by; its bare name where the configuration no longer has it."""
    source = feed.sources.get(entry.source)
    return line(source.title if source else "") or entry.source


def author(entry: Entry, feed: Feed) -> str:
    """Who is named as the writer, else the source."""
    return line(entry.item.author or "") or source_title(entry, feed)


def language(entry: Entry, feed: Feed) -> str:
    """BCP 47 tag of the entry's text: its source's, else its feed's."""
    source = feed.sources.get(entry.source)
    return source.language if source else feed.language


def original(entry: Entry) -> str | None:
    """The ticker's own address of the entry, if it is whole and can do no harm."""
    link = entry.item.link or ""
    if not link or link != "".join(text.clean(link).split()):
        return None
    try:
        parts = urlsplit(link)
    except ValueError:  # brackets that hold no IPv6 address
        return None
    return link if parts.scheme in ("http", "https") and parts.hostname else None


def has_permalink(feed: Feed) -> bool:
    """The entries of the feed have pages of their own; a private one leads to none, which its entries may not have."""
    return "entry" in feed.site.outputs and not feed.private


def permalink_path(entry: Entry) -> str:
    """Where the entry's own page stands, below the output folder; an edit stands on the page of its entry."""
    opaque, _, _ = entry.opaque.partition(".")
    return f"entry/{opaque[:2]}/{opaque}.html"


def permalink(entry: Entry, feed: Feed) -> str:
    """The address of the entry's own page; that of an edit differs in more than what stands behind a `#`."""
    _, _, number = entry.opaque.partition(".")
    edit = f"?r={number}#r-{number}" if number else ""
    return f"{feed.site.url}{permalink_path(entry)}{edit}"


def link(entry: Entry, feed: Feed) -> str | None:
    """Where a reader leads to from the entry.

    Its own page, where it has one; else the ticker's own address of it; else its place on the feed's page.
    """
    if has_permalink(feed):
        return permalink(entry, feed)
    page = page_url(feed.site, feed.page)
    return original(entry) or (f"{page}#{anchor(entry)}" if page else None)
