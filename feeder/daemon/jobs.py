"""When each job runs, on APScheduler: when it is due, at once when it is hurried, never twice at a time, never lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.events import (
    EVENT_JOB_ERROR,
    EVENT_JOB_EXECUTED,
    EVENT_JOB_MAX_INSTANCES,
    JobExecutionEvent,
    JobSubmissionEvent,
)
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

from feeder.clock import now

Work = Callable[[str], timedelta | None]
"""What a job does, by its name; the time until it is due again, or none for its usual one."""

# Apart, so that no slow server holds up a folder, and neither of them the feeds or the sign of life.
_WORKERS = {"folder": 4, "url": 8, "feeds": 1, "beat": 1}
_BEAT = "_beat"
_LEAP_SECONDS = 1.0

log = structlog.get_logger()


class _Interval(BaseTrigger):  # type: ignore[misc]  # the library has no types, and takes no trigger but a child of this
    """Due again after an interval from now.

    The library's own counts from when the job was due, and lists each time that was missed since then: fifty million
    of them, once a machine that began in 1970 has learned what time it is.
    """

    def __init__(self, interval: timedelta) -> None:
        self.seconds = interval.total_seconds()
        self._interval = interval

    def get_next_fire_time(self, _previous: datetime | None, at: datetime) -> datetime:
        """When a job that runs at this time runs next."""
        return at + self._interval


class Jobs:
    """The jobs of one process, in its memory: when a source is due is in the store."""

    def __init__(self, beat: timedelta) -> None:
        self._lock = threading.Lock()
        self._hurried: set[str] = set()
        self._begun: dict[str, float] = {}
        self._beat = time.monotonic()
        self._clock = _offset()
        # As keywords of the scheduler itself these would be ignored. A late run is better than none, and one is enough.
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={name: ThreadPoolExecutor(size) for name, size in _WORKERS.items()},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        self._scheduler.add_listener(self._ended, EVENT_JOB_EXECUTED | EVENT_JOB_ERROR)
        self._scheduler.add_listener(self._refused, EVENT_JOB_MAX_INSTANCES)
        self._scheduler.add_job(self._live, _Interval(beat), id=_BEAT, executor="beat")

    def start(self) -> None:
        """Begin."""
        self._scheduler.start()

    def stop(self) -> None:
        """Begin no job any more; those that run are not waited for."""
        with self._lock:
            self._scheduler.pause()
            self._scheduler.shutdown(wait=False)

    def set(self, name: str, work: Work, *, every: timedelta, executor: str, due: datetime) -> None:
        """Add the job, or change it.

        Args:
            name: what to call it by from then on.
            work: what it does.
            every: time between two runs, unless its work says otherwise.
            executor: `folder`, `url` or `feeds`: with whom it shares workers.
            due: when it runs first.
        """
        with self._lock:
            self._scheduler.add_job(
                self._run,
                _Interval(every),
                args=[name, work],
                id=name,
                executor=executor,
                replace_existing=True,
                next_run_time=due,
            )

    def keep(self, names: Collection[str]) -> None:
        """Drop all jobs but these."""
        with self._lock:
            for job in self._scheduler.get_jobs():
                if job.id not in {*names, _BEAT}:
                    job.remove()

    def hurry(self, name: str) -> None:
        """Run the job at once; if it is running, once more as soon as it has ended."""
        with self._lock:
            if job := self._scheduler.get_job(name):
                self._hurried.add(name)
                job.modify(next_run_time=now())

    def due(self) -> dict[str, datetime]:
        """When each job runs next."""
        return {job.id: job.next_run_time for job in self._scheduler.get_jobs() if job.id != _BEAT}

    def is_alive(self, within: float) -> bool:
        """Whether jobs were begun within so many seconds."""
        return time.monotonic() - self._beat < within

    def follow_clock(self, offset: float | None = None) -> None:
        """Follow a clock that was set: jobs are due by it, but the sleep until then is not.

        Args:
            offset: of the clock from one that nobody sets, in seconds; as it is now, unless told.
        """
        before, self._clock = self._clock, _offset() if offset is None else offset
        leap = self._clock - before
        if abs(leap) < _LEAP_SECONDS:
            return
        log.warning("clock leapt", seconds=round(leap))
        with self._lock:
            for job in self._scheduler.get_jobs():
                # What was due while the machine slept is due now; what a clock set back puts off is not put off.
                job.modify(next_run_time=job.next_run_time + timedelta(seconds=min(leap, 0)))

    def _run(self, name: str, work: Work) -> timedelta | None:
        # To ask for it is to wait until the scheduler has let go of it: a job that ended before its beginning was
        # noted would be set to its usual time by that, whatever it asked for.
        if self._scheduler.get_job(name) is None:
            return None
        self._hurried.discard(name)
        self._begun[name] = time.monotonic()
        try:
            return work(name)
        finally:
            self._begun.pop(name, None)  # a job that became one of the other kind may have run beside itself

    def _ended(self, event: JobExecutionEvent) -> None:
        """Set when it is due again; only now, for while it runs the scheduler would refuse to begin it anew."""
        if event.job_id == _BEAT:
            return
        with self._lock:
            job = self._scheduler.get_job(event.job_id)
            if job and event.job_id in self._hurried:
                job.modify(next_run_time=now())
            elif job and event.retval is not None:
                job.modify(next_run_time=now() + event.retval)

    def _refused(self, event: JobSubmissionEvent) -> None:
        """A job that was hurried while it ran is not late: it is begun again when it has ended."""
        job, since = self._scheduler.get_job(event.job_id), self._begun.get(event.job_id)
        if job and since is not None and time.monotonic() - since >= job.trigger.seconds:
            log.warning("takes longer than the time between two", job=job.id)

    def _live(self) -> None:
        self._beat = time.monotonic()


def _offset() -> float:
    return time.time() - time.monotonic()
