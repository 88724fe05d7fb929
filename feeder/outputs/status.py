"""How the sources do, for scripts: `_status.json`, and what `feeder status --json` prints.

Both have one schema, which the guide to `feeder status` describes. What changes with every pass, and what may name
addresses, files and failures, is for the operator alone: the public file has these keys, and nothing in them.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from feeder.model import Document, FeedSummary, Overview, Site
from feeder.outputs import _shown

PATH = "_status.json"
SCHEMA = 1
"""Version of the schema; a later one may add keys, and changes none."""


def render(overview: Overview) -> Document:
    """The overview as `_status.json`, without what is not for everybody."""
    content = json.dumps(data(overview, public=True), ensure_ascii=False, indent=2)
    return Document(path=PATH, content=f"{content}\n".encode())


def data(overview: Overview, *, public: bool = False) -> dict[str, Any]:
    """The overview as it stands in JSON.

    Args:
        overview: what the site has to offer; private topics only if they may be told.
        public: everybody may read it.
    """
    return {
        "version": SCHEMA,
        "sources": [
            {
                "name": status.source,
                "title": status.title,
                "state": status.state,
                "since": _moment(None if public and status.state.is_well else status.since),
                "reason": "" if public else status.reason,
                "last_good_at": _moment(None if public else status.last_good_at),
                "due_at": _moment(None if public else status.due_at),
                "entries": status.entries,
            }
            for status in overview.sources
        ],
        "topics": [
            {
                "name": feed.name,
                "title": feed.title,
                "entries": feed.count,
                "newest": _moment(feed.newest.published if feed.newest else None),
                "private": bool(feed.folder),
                "address": address(feed, overview.site) if feed.folder else "",
            }
            for feed in overview.feeds
        ],
    }


def address(feed: FeedSummary, site: Site) -> str:
    """Where the topic's feed is served, else its page, else their folder."""
    name = f"{feed.folder}{feed.name}"
    return _shown.feed_url(site, name) or _shown.page_url(site, name) or f"{site.url}{feed.folder}"


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z") if moment else None
