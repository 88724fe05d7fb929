"""Render: a feed becomes a file of each format that the site offers.

The word in the configuration is the name of the file here that implements it: `outputs = ["atom", "page"]` means
`atom.py` and `page.py`. A new format is one new file with a function `render(feed: Feed) -> Document`. `entry.py`
writes a page for each entry; `index.py`, `opml.py`, `status.py` and `incidents.py` what stands once for the whole site.
Files whose names begin with `_` are shared by the others.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module

from feeder.model import Document, Feed, Overview, Permalink

SITE_WIDE = ("index", "opml", "status", "incidents")
OF_ENTRIES = ("entry",)


def names() -> tuple[str, ...]:
    """The formats that a feed can be written in: what may stand in the configuration's `outputs`."""
    modules = (module.name for module in pkgutil.iter_modules(__path__))
    return tuple(sorted(name for name in modules if not name.startswith("_") and name not in SITE_WIDE))


def render(name: str, feed: Feed) -> Document:
    """The file of a feed in the format of that name, one of `names()`."""
    document: Document = import_module(f"{__name__}.{name}").render(feed)
    return document


def render_entry(permalink: Permalink) -> Document:
    """The entry's own page."""
    document: Document = import_module(f"{__name__}.entry").render(permalink)
    return document


def render_site(overview: Overview) -> tuple[Document, ...]:
    """The files that stand once for the whole site: its front page, the list of its feeds, how its sources do."""
    return tuple(import_module(f"{__name__}.{name}").render(overview) for name in SITE_WIDE)
