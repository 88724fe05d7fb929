"""WHEN: a job for each source, on APScheduler; watched folders; signals; the talk with the service manager.

What a job does is in `feeder.run`; when a source is due is in the store.

======== =================================================================================
module   what it does
======== =================================================================================
life     the process begins, reloads, and ends: signals and service manager
jobs     when each job runs
passes   what a job does, and what is told of how it went
gate     passes go on side by side, but not while the configuration changes
======== =================================================================================
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass

from feeder import serve, store
from feeder.config import Config
from feeder.daemon.gate import Ended
from feeder.daemon.life import SIGNALS, Daemon
from feeder.progress import Progress
from feeder.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where the feeds are served by the daemon itself."""

    host: str
    port: int


def run_daemon(
    load: Callable[[], Config], serving: Address | None, progress: Progress, ready: Callable[[Config], None]
) -> int:
    """Run until a signal ends it; the exit status.

    Args:
        load: gives the configuration, now and at each reload.
        serving: where to serve the feeds too, if anywhere.
        progress: told of work before the first pass.
        ready: called once, when everything stands.

    Raises:
        ConfigError: the configuration is wrong, or the port is taken.
        StoreError: the store cannot be opened.
    """
    # Blocked before any thread begins, so that none of them is ever interrupted; the main thread waits for them.
    signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    config = load()
    with ExitStack() as stack:
        server = stack.enter_context(serve.start(config.output, serving.host, serving.port)) if serving else None
        opened = stack.enter_context(closing(store.connect(config.state)))
        fixed = {"state", "output"} if server else {"state"}
        daemon = Daemon(Work(config=config, store=opened, progress=progress), load, fixed)
        try:
            daemon.start()
        except Ended:
            return 0
        ready(config)
        daemon.wait()
        if server:
            server.stop()
        is_idle = daemon.stop()
    if not is_idle:
        # A pass hangs. All that it may still write is written whole or not at all, so it can be left.
        sys.stderr.flush()
        os._exit(0)
    return 0
