"""How an entry is shown, the same in every format: its title, its body, its author, its address."""

from __future__ import annotations

import html
from datetime import datetime
from urllib.parse import urlsplit

from markupsafe import Markup

from feeder import text
from feeder.model import Entry, Feed, Image, Site
from feeder.outputs._words import Words, words_in

_MOST_ARCHIVES = 10  # that a page leads to


def feed_url(site: Site, name: str) -> str | None:
    """Where the Atom feed of that name is served, where there is one."""
    return f"{site.url}{name}.atom" if "atom" in site.outputs else None


def subscription_url(site: Site, name: str) -> str | None:
    """Where the feed of that name is served, in the first of its formats that is there; none where there is none."""
    formats = (each for each in ("atom", "rss", "json") if each in site.outputs)
    return next((f"{site.url}{name}.{each}" for each in formats), None)


def page_url(site: Site, name: str) -> str | None:
    """Where the page of that name is served, where there is one."""
    return f"{site.url}{name}.html" if "page" in site.outputs else None


def site_title(site: Site) -> str:
    """The site's name for readers; that of its authority where it has none."""
    return line(site.title) or site.authority


def entry_id(entry_id: str, feed: Feed) -> str:
    """The id of an entry in this feed: its own, or with the feed's name behind it where the site's ids are of feeds."""
    if feed.site.id_scope == "entry":
        return entry_id
    return f"{entry_id}/{feed.id.removeprefix(scheme(feed.site)).strip('/')}"


def feed_title(feed: Feed) -> str:
    """The feed's name for readers; that of its topic where it has none."""
    title = line(feed.title) or feed.page
    return words_in(feed.site.language).edits_title.format(title=title) if feed.edits_of else title


def history(feed: Feed) -> dict[str, str]:
    """The stems of the documents that a feed, or an archive document of it, leads to, by relation (RFC 5005)."""
    if not feed.archive_of:
        is_led = feed.archived and not feed.edits_of
        return {"prev-archive": _archive(feed.name, feed.archived)} if is_led else {}
    found = {"current": feed.archive_of}
    if feed.number > 1:
        found["prev-archive"] = _archive(feed.archive_of, feed.number - 1)
    if feed.number < feed.archived:
        found["next-archive"] = _archive(feed.archive_of, feed.number + 1)
    return found


def archives(feed: Feed) -> dict[int, str]:
    """Where the archive documents of a feed are served, by their numbers, the latest first; the many oldest left out.

    Each leads to the one before it, so that all can be reached.
    """
    if "atom" not in feed.site.outputs:
        return {}
    latest = range(feed.archived, max(0, feed.archived - _MOST_ARCHIVES), -1)
    return {number: f"{feed.site.url}{_archive(feed.page, number)}.atom" for number in latest}


def _archive(name: str, number: int) -> str:
    folder, slash, own = name.rpartition("/")
    return f"{folder}{slash}archive/{own}/{number:04}"


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


def updated(entry: Entry) -> datetime:
    """When the entry changed last in substance.

    A ticker may publish an entry ahead of time, and change it before that time has come.
    """
    return max(entry.updated, entry.published)


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

    Its own page, where it has one; else the ticker's own address of it; else its place on the feed's page. Readers may
    know an entry by this link without its fragment, so it differs from that of any other entry in more: the ticker's
    own is taken where it is no place on a page, and one on ours has a query, which a server of files passes over.
    """
    if has_permalink(feed):
        return permalink(entry, feed)
    own, page = original(entry), page_url(feed.site, feed.page)
    if own and "#" not in own and own != home(entry, feed):
        return own
    return f"{page}?entry={entry.opaque}#{anchor(entry)}" if page and not feed.archive_of else None


def home(entry: Entry, feed: Feed) -> str | None:
    """The address of the ticker that the entry is from, where it is on the web for all."""
    source = feed.sources.get(entry.source)
    if source is None or source.kind != "url" or source.allow_private or "{" in source.location:
        return None
    return source.location


def rights(entry: Entry, feed: Feed) -> str:
    """Who may do what with the entry's text, as its source says; empty where it says nothing."""
    source = feed.sources.get(entry.source)
    return line(source.rights) if source else ""


def is_brief(entry: Entry, feed: Feed) -> bool:
    """Only the beginning of the entry's text is published."""
    source = feed.sources.get(entry.source)
    return source is not None and source.content == "summary"


def licence(words: str) -> str | None:
    """The address of a licence, where these rights are one."""
    return words if words.startswith(("http://", "https://")) and " " not in words else None


def picture(entry: Entry) -> Image | None:
    """The first picture of the entry, unless that was taken back."""
    return next(iter(entry.item.images), None) if not entry.withdrawn else None


def enclosure(image: Image) -> dict[str, str] | None:
    """The picture's address, type and size as attributes; none where nobody knows the type.

    A size that nobody knows is 0, by the custom of RSS.
    """
    if not image.media_type:
        return None
    return {"href": image.url, "type": image.media_type, "length": str(image.length or 0)}


def scheme(site: Site) -> str:
    """What the names of topics are names in: the beginning of their feeds' ids."""
    return f"tag:{site.authority}:feed"
