"""On what terms a fetch is done: what its caller knows and the source does not."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from feeder.sources.robots import RobotsCache


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a fetch may take, and in whose name it asks.

    Attributes:
        contact: address or mail of the operator, told to servers; empty for none.
        once: no later pass will come, so files that are being written are waited for here.
        unsettled_since: since when the source has had files that are being written; none if it has none.
        last_state_at: the date of the last state that was read; none before the first.
        patience: the longest that a fetch waits: for a server in all, or for a file to settle.
        pause: waits so many seconds.
        robots: the robots.txt rules that are known; keep it from one fetch to the next.
    """

    contact: str = ""
    once: bool = False
    unsettled_since: datetime | None = None
    last_state_at: datetime | None = None
    patience: timedelta = timedelta(seconds=30)
    pause: Callable[[float], None] = time.sleep
    robots: RobotsCache = field(default_factory=RobotsCache)
