"""WHEN: a job for each source, on APScheduler; watched folders; signals; the talk with the service manager.

The main thread owns the signals and nothing else: SIGTERM and SIGINT end the daemon within ten seconds, SIGHUP reloads
the configuration if it is valid. What a job does is in `feeder.run`; when a source is due is in the store.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from feeder import notify, run, serve, store, upkeep
from feeder.config import Config
from feeder.errors import ConfigError, FeederError
from feeder.model import Source, State
from feeder.sources import Terms
from feeder.watch import Watch
from feeder.work import Progress, Work

_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_WORKERS = 8
# Longer than any pass but one that hangs; shorter than what a service manager waits before it kills.
_SECONDS_TO_STOP = 8.0
_TICK_SECONDS = 30.0
_TICK = "_tick"

log = structlog.get_logger()


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
    signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    config = load()
    server = serve.start(config.output, serving.host, serving.port) if serving else None
    daemon = Daemon(Work(config=config, store=store.connect(config.state), progress=progress), load)
    daemon.start()
    ready(config)
    daemon.wait()
    is_idle = daemon.stop()
    if server:
        server.stop()
    if not is_idle:
        # A pass hangs. All that it may still write is written whole or not at all, so it can be left.
        sys.stderr.flush()
        os._exit(0)
    return 0


class Daemon:
    """The jobs of one process."""

    def __init__(self, work: Work, load: Callable[[], Config]) -> None:
        self._work = work
        self._load = load
        self._watchdog = notify.watchdog_seconds()
        self._beat = time.monotonic()
        self._publishing = threading.Lock()
        self._running = 0
        self._idle = threading.Condition()
        self._changed: set[str] = set()
        self._stopping = False
        self._states: dict[str, State] = {}
        self._watch = Watch((), self._touch)
        # As scheduler keywords these would be ignored; a late run is better than none, and one is enough.
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(_WORKERS), "tick": ThreadPoolExecutor(1)},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )

    def start(self) -> None:
        """Bring the store to what the configuration asks for, and begin."""
        upkeep.prepare(self._work)
        self._work = replace(self._work, progress=_in_silence)
        tick = min(_TICK_SECONDS, self._watchdog / 4 if self._watchdog else _TICK_SECONDS)
        self._scheduler.add_job(self._tick, IntervalTrigger(seconds=tick, timezone=UTC), id=_TICK, executor="tick")
        self._arrange()
        self._scheduler.start()
        notify.tell(READY="1", STATUS=self._status())
        log.info("started", config=str(self._work.config.path), sources=len(self._work.config.sources))

    def wait(self) -> None:
        """Live, until a signal ends it."""
        pulse = self._watchdog / 3 if self._watchdog else _TICK_SECONDS
        while True:
            caught = signal.sigtimedwait(_SIGNALS, pulse)
            self._sign_of_life()
            if caught is None:
                continue
            if caught.si_signo != signal.SIGHUP:
                log.info("stopping", signal=signal.Signals(caught.si_signo).name)
                return
            self.reload()

    def reload(self) -> None:
        """Take the configuration anew; a faulty one is told, and the old one stays."""
        notify.reloading()
        try:
            config = self._load()
            if config.state != self._work.config.state:
                raise ConfigError(f"{config.path}: [site] state: it changes with a restart only")
            work = replace(self._work, config=config, terms=Terms())
            upkeep.prepare(work)
        except FeederError as error:
            log.error("reload refused", reason=str(error))
            notify.tell(READY="1", STATUS="the new configuration is refused, the old one stays: see the log")
            return
        self._work = work
        self._arrange()
        log.info("reloaded", config=str(config.path), sources=len(config.sources))
        notify.tell(READY="1", STATUS=self._status())

    def stop(self) -> bool:
        """End; true if all passes came to their end, false if one hangs."""
        notify.tell(STOPPING="1")
        self._stopping = True
        self._watch.stop()
        self._scheduler.pause()
        with self._idle:
            is_idle = self._idle.wait_for(lambda: not self._running, timeout=_SECONDS_TO_STOP)
        self._scheduler.shutdown(wait=False)
        if is_idle:
            self._work.store.close()
        return is_idle

    def _arrange(self) -> None:
        """A job for each source, due when the store says so, and a watch over the folders."""
        sources = {source.name: source for source in self._work.config.sources}
        for job in self._scheduler.get_jobs():
            if job.id != _TICK and job.id not in sources:
                job.remove()
        for source in sources.values():
            self._scheduler.add_job(
                self._pass,
                IntervalTrigger(seconds=int(source.every.total_seconds()), timezone=UTC),
                args=[source.name],
                id=source.name,
                replace_existing=True,
                next_run_time=_now(),
            )
        self._watch.stop()
        self._watch = Watch(self._work.config.sources, self._touch)
        self._watch.start()

    def _pass(self, name: str) -> None:
        """The job of a source."""
        if self._stopping:
            return
        with self._idle:
            self._running += 1
        self._changed.discard(name)
        try:
            self._pass_all(name)
        except FeederError as error:
            log.error("pass failed", source=name, reason=str(error))
        except Exception:
            # The one place where a fault of our own is caught: the other sources go on.
            log.exception("pass failed by a bug", source=name)
        finally:
            with self._idle:
                self._running -= 1
                self._idle.notify_all()

    def _pass_all(self, name: str) -> None:
        work = self._work
        source = next((each for each in work.config.sources if each.name == name), None)
        if source is None:
            return
        pauses = [self._pass_one(work, each) for each in run.tickers(work, source)]
        with self._publishing:
            for fault in run.pass_feeds(work, _now()):
                log.error("not published", reason=str(fault))
        self._rearm(source, min(pauses, default=source.every))

    def _pass_one(self, work: Work, source: Source) -> timedelta:
        """The time until the source is due again."""
        outcome = run.pass_source(work, source, _now())
        if outcome.verdict.state is not self._states.get(source.name, State.OK):
            tell = log.info if outcome.verdict.state.is_well else log.warning
            tell("state", source=source.name, state=str(outcome.verdict.state), reason=outcome.verdict.reason)
        self._states[source.name] = outcome.verdict.state
        log.debug("passed", source=source.name, state=str(outcome.verdict.state))
        return outcome.pause

    def _rearm(self, source: Source, pause: timedelta) -> None:
        """When the source is due again: a change that came during the pass is read at once."""
        if not self._stopping and self._scheduler.get_job(source.name):
            due = _now() if source.name in self._changed else _now() + pause
            self._scheduler.modify_job(source.name, next_run_time=due)

    def _touch(self, name: str) -> None:
        self._changed.add(name)
        if not self._stopping and self._scheduler.get_job(name):
            self._scheduler.modify_job(name, next_run_time=_now())

    def _tick(self) -> None:
        """A sign that the scheduler lives; it also bounds its sleep, so that a clock set back stalls nothing."""
        self._beat = time.monotonic()

    def _sign_of_life(self) -> None:
        """Tell the manager that we live, as long as the scheduler does."""
        if self._watchdog and time.monotonic() - self._beat < self._watchdog:
            notify.tell(WATCHDOG="1")

    def _status(self) -> str:
        config = self._work.config
        return f"{len(config.sources)} sources, {len(config.topics)} topics"


def _now() -> datetime:
    return datetime.now(UTC)


def _in_silence(_what: str, _done: int, _of: int) -> None:
    pass
