"""The life of the daemon: it begins, reloads and ends.

The main thread owns the signals and nothing else: SIGTERM and SIGINT end the daemon within ten seconds, SIGHUP reloads
the configuration if it is valid.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from feeder import notify, run, store
from feeder.clock import now
from feeder.config import Config, examples
from feeder.daemon.gate import Ended, Gate
from feeder.daemon.jobs import Jobs
from feeder.daemon.passes import Passes
from feeder.errors import ConfigError, FeederError
from feeder.progress import in_silence
from feeder.sources import Terms
from feeder.watch import Watch
from feeder.work import Work

_ENDING = frozenset({signal.SIGTERM, signal.SIGINT})
SIGNALS = _ENDING | {signal.SIGHUP}
"""Blocked in all threads before the first one begins; the main thread waits for them."""
# With what the server takes to end, less than ten; and less than a service manager waits before it kills.
_SECONDS_TO_STOP = 5.0
# Longer than any fetch may take.
_SECONDS_TO_REST = 60.0
# Without a sign of life for so long, a pass hangs, and the service manager hears no more of us.
_LONGEST_SILENCE = 300.0
_LONGEST_STEP = timedelta(seconds=60)
_GLANCE = 0.05
_BEAT = timedelta(seconds=30)
_FEEDS = "_feeds"
_FEEDS_EVERY = timedelta(seconds=30)
_FEEDS_FIRST = timedelta(seconds=1)

log = structlog.get_logger()


class Daemon:
    """The one of this process."""

    def __init__(self, work: Work, load: Callable[[], Config], fixed: Collection[str]) -> None:
        """Begin nothing yet.

        Args:
            work: with the first configuration.
            load: gives the configuration anew.
            fixed: keys of `[site]` that no reload can change.
        """
        self._load = load
        self._fixed = fixed
        self._watchdog = notify.watchdog_seconds()
        self._gate = Gate()
        self._passes = Passes(work, self._gate, self._tell_status)
        self._jobs = Jobs(min(_BEAT, timedelta(seconds=self._watchdog / 4)) if self._watchdog else _BEAT)
        self._watch = Watch((), self._jobs.hurry, _tell_unwatched)

    def start(self) -> None:
        """Bring the store to what the configuration asks for, and begin.

        Raises:
            ConfigError: known entries would get new ids.
            StoreError: the store fails.
            Ended: a signal ended it meanwhile.
        """
        work = self._passes.work
        self._prepare(work)
        self._use(replace(work, progress=self._passing))
        self._jobs.set(_FEEDS, self._passes.over_feeds, every=_FEEDS_EVERY, executor="feeds", due=now() + _FEEDS_FIRST)
        self._jobs.start()
        notify.tell(READY="1", STATUS=self._status())
        self._tell_configuration("started")
        # A new release may know more forms of a word: that must not keep a service from its news.
        if wrong := examples.report(work.config):
            log.warning("examples fail", reason=wrong)

    def wait(self) -> None:
        """Live, until a signal ends it."""
        pulse = self._watchdog / 3 if self._watchdog else _BEAT.total_seconds()
        while True:
            caught = signal.sigtimedwait(SIGNALS, pulse)
            self._sign_of_life()
            self._jobs.follow_clock()
            if caught and caught.si_signo in _ENDING:
                log.info("stopping", signal=signal.Signals(caught.si_signo).name)
                notify.tell(STOPPING="1", STATUS="waiting for passes to end")
                self._gate.end()
                return
            if caught:
                self.reload()

    def reload(self) -> None:
        """Take the configuration anew; a faulty one is told, and the old one stays."""
        notify.reloading()
        try:
            self._take(self._load())
        except Ended:
            return
        except FeederError as error:
            log.error("reload refused", reason=str(error))
            notify.tell(READY="1", STATUS="the new configuration is refused, the old one stays: see the log")
        except Exception:
            log.exception("reload failed by a bug")
            notify.tell(READY="1", STATUS="the new configuration could not be taken, the old one stays: see the log")
        else:
            self._tell_configuration("reloaded")
            notify.tell(READY="1", STATUS=self._status())

    def stop(self) -> bool:
        """End; true if all passes came to their end, false if one hangs or a second signal wants no waiting."""
        self._watch.stop()
        self._jobs.stop()
        return self._is_at_rest(_SECONDS_TO_STOP)

    # ------------------------------------------------------------ the configuration

    def _take(self, config: Config) -> None:
        old = self._passes.work.config
        for key in sorted(self._fixed):
            if getattr(config, key) != getattr(old, key):
                raise ConfigError(f"{config.path}: [site] {key}: it changes with a restart only")
        if wrong := examples.report(config):
            raise ConfigError(wrong)
        # A pass that began with the old topics would leave its entries out of the new ones.
        with self._gate.shut():
            if not self._is_at_rest(_SECONDS_TO_REST):
                if _is_to_end():
                    raise Ended
                raise ConfigError(f"{config.path}: a pass is still under way after a minute: reload again later")
            work = replace(self._passes.work, config=config, terms=Terms())
            self._prepare(replace(work, progress=in_silence))
            self._passes.forget()
            self._use(work)
            self._jobs.hurry(_FEEDS)

    def _prepare(self, work: Work) -> None:
        """Bring the store to what the configuration asks for."""

        def told(what: str, done: int, of: int) -> None:
            if _is_to_end():
                raise Ended
            work.progress(what, done, of)
            # A large store may take longer than the manager waits for a start, or for a sign of life.
            notify.extend(_LONGEST_STEP, f"{what}: {done} of {of}")
            self._sign_of_life()

        run.prepare(replace(work, progress=told), now())

    def _use(self, work: Work) -> None:
        """A job for each source, due when it must be, and a watch over the folders."""
        due = self._due(work)
        self._passes.work = work
        self._jobs.keep({_FEEDS, *due})
        for source in work.config.sources:
            self._jobs.set(
                source.name,
                self._over_source,
                every=source.every,
                executor=source.kind,
                due=due[source.name],
            )
        self._watch.stop()
        self._watch = Watch(work.config.sources, self._jobs.hurry, _tell_unwatched)
        self._watch.start()

    def _over_source(self, name: str) -> timedelta | None:
        pause = self._passes.over_source(name)
        self._jobs.hurry(_FEEDS)
        return pause

    def _due(self, work: Work) -> dict[str, datetime]:
        """When each source is due: a folder now, since a look costs nothing; an address when the store says so."""
        with work.store.reading() as db:
            stored = {each.source: each.due_at for each in store.sources.statuses(db, work.config.sources)}
        former = {source.name: source.location for source in self._passes.work.config.sources}
        at = now()
        due = {}
        for source in work.config.sources:
            later = stored[source.name] if source.kind == "url" else None
            has_moved = former.get(source.name, source.location) != source.location
            # The time between two may be shorter now, and a clock that was set must not put it off for ever.
            due[source.name] = max(at, min(later, at + source.every)) if later and not has_moved else at
        return due

    # ------------------------------------------------------------ how it goes

    def _is_at_rest(self, seconds: float) -> bool:
        """Whether within so many seconds, and before a signal ends the daemon, no pass is under way."""
        until = time.monotonic() + seconds
        while not self._gate.is_empty(within=_GLANCE):
            if _is_to_end() or time.monotonic() > until:
                return False
            self._sign_of_life()
        return True

    def _passing(self, _what: str, _done: int, _of: int) -> None:
        self._gate.sign()

    def _sign_of_life(self) -> None:
        """Tell the manager that we live, as long as the jobs do and no pass hangs."""
        if (
            self._watchdog
            and self._jobs.is_alive(within=self._watchdog)
            and self._gate.longest_silence() < _LONGEST_SILENCE
        ):
            notify.tell(WATCHDOG="1")

    def _tell_configuration(self, event: str) -> None:
        config = self._passes.work.config
        log.info(event, config=str(config.path), sources=len(config.sources), topics=len(config.topics))
        for reason in config.warnings:
            log.warning("configuration", reason=reason)

    def _tell_status(self) -> None:
        notify.tell(STATUS=self._status())

    def _status(self) -> str:
        config = self._passes.work.config
        troubles = [f"{name} is {verdict.state}: {verdict.reason}" for name, verdict in self._passes.troubles().items()]
        return "; ".join([f"sources: {len(config.sources)}, topics: {len(config.topics)}", *troubles])


def _is_to_end() -> bool:
    """A signal that ends the daemon has come and was not looked at."""
    return not _ENDING.isdisjoint(signal.sigpending())


def _tell_unwatched(reason: str) -> None:
    log.warning("folders are not watched, only read when they are due", reason=reason)
