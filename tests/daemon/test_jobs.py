"""When jobs run: on the real scheduler, at intervals that a test can wait for."""

from __future__ import annotations

import queue
import threading
from datetime import timedelta

import pytest

from feeder.clock import now
from feeder.daemon.jobs import Jobs

HOUR = timedelta(hours=1)


@pytest.fixture
def jobs():
    """Jobs that have begun."""
    made = Jobs(timedelta(seconds=30))
    made.start()
    yield made
    made.stop()


@pytest.fixture
def ran():
    """The names of the jobs that ran, one after another."""
    return queue.Queue()


@pytest.fixture
def add(jobs, ran):
    """Adds a job that notes its name, and asks to be due again after a time."""

    def set_job(name, work=None, again=None, every=HOUR, due=None):
        def note(of):
            ran.put(of)
            return again

        jobs.set(name, work or note, every=every, executor="folder", due=due or now())

    return set_job


def test_a_job_that_is_due(add, ran):
    """What is due runs at once, and what is due later does not."""
    add("later", due=now() + HOUR)
    add("live")

    assert "live" == ran.get(timeout=10)
    assert ran.empty()


def test_what_is_long_due(add, ran, jobs, until):
    """What should have run long ago runs once."""
    add("live", due=now() - 100 * HOUR)
    assert "live" == ran.get(timeout=10)

    assert until(lambda: jobs.due()["live"] > now())
    assert ran.empty()


def test_a_machine_that_began_in_1970(jobs, ran):
    """What should have run fifty years ago runs once, without counting how often it was missed."""
    past = now() - 500_000 * HOUR
    jobs.set("live", ran.put, every=timedelta(milliseconds=1), executor="folder", due=past)
    assert "live" == ran.get(timeout=10)
    jobs.keep([])


def test_a_job_says_when_it_is_due_again(add, ran):
    """The time that a job asks for goes before its usual one."""
    add("live", again=timedelta(milliseconds=20))

    assert ["live", "live", "live"] == [ran.get(timeout=10) for _ in range(3)]


def test_a_job_has_its_usual_time(add, ran):
    """A job that asks for nothing runs at its interval."""
    add("live", every=timedelta(milliseconds=50))

    assert ["live", "live", "live"] == [ran.get(timeout=10) for _ in range(3)]


def test_a_job_that_is_hurried(add, ran, jobs):
    """A job that is hurried runs at once, and one that is not there does nothing."""
    add("live", due=now() + HOUR)
    jobs.hurry("none")
    jobs.hurry("live")

    assert "live" == ran.get(timeout=10)


def test_a_job_that_is_hurried_while_it_runs(add, ran, jobs, until, events):
    """A job that is hurried while it runs runs once more at once, never at the same time, and only once."""
    go, running, most = threading.Event(), [], []

    def work(name):
        running.append(name)
        most.append(len(running))
        ran.put(name)
        go.wait(10)
        running.remove(name)
        return HOUR

    add("live", work)
    ran.get(timeout=10)
    for _ in range(5):
        jobs.hurry("live")
    go.set()

    assert "live" == ran.get(timeout=10)
    assert until(lambda: jobs.due()["live"] > now() + HOUR / 2)
    assert ([1, 1], True, []) == (most, ran.empty(), events)


def test_no_hurry_is_lost(add, jobs, until):
    """Whenever a job is hurried, a run of it begins after that."""
    seen, wanted = [0], [0]

    def work(_name):
        seen[0] = wanted[0]
        return HOUR

    add("live", work)
    for number in range(1, 500):
        wanted[0] = number
        jobs.hurry("live")
        if number % 50 == 0:
            assert until(lambda: seen[0] == wanted[0], 10)
    assert until(lambda: seen[0] == wanted[0], 10)


def test_a_job_that_takes_too_long(add, jobs, until, events):
    """A job that runs longer than the time between two is told."""
    go = threading.Event()
    add("live", lambda _name: go.wait(10) and None, every=timedelta(milliseconds=50))

    assert until(lambda: events)
    go.set()
    assert {"event": "takes longer than the time between two", "job": "live", "log_level": "warning"} == events[0]
    jobs.keep([])


def test_a_job_that_breaks(add, ran, jobs):
    """A job that raises has its next time all the same."""

    def work(name):
        ran.put(name)
        raise SystemExit

    add("live", work, every=timedelta(milliseconds=50))

    assert ["live", "live"] == [ran.get(timeout=10) for _ in range(2)]
    jobs.keep([])


def test_jobs_that_are_kept(add, ran, jobs):
    """Jobs that are not kept never run again, not even if they are under way."""
    go = threading.Event()

    def work(name):
        ran.put(name)
        go.wait(10)
        return timedelta(0)

    add("old", work)
    add("live", due=now() + HOUR)
    ran.get(timeout=10)
    jobs.keep({"live"})
    go.set()
    jobs.hurry("live")

    assert "live" == ran.get(timeout=10)
    assert ran.empty()
    assert ["live"] == list(jobs.due())


def test_a_job_that_is_gone_when_its_turn_comes(add, ran, jobs, until):
    """A job that waits for a worker and is dropped meanwhile does nothing."""
    go = threading.Event()

    def work(name):
        ran.put(name)
        go.wait(10)

    for number in range(4):
        add(f"slow{number}", work)
    assert 4 == len({ran.get(timeout=10) for _ in range(4)})
    add("live")
    assert until(lambda: jobs.due()["live"] > now())
    jobs.keep({f"slow{number}" for number in range(4)})
    add("last")
    go.set()

    assert "last" == ran.get(timeout=10)
    assert ran.empty()


def test_a_job_that_is_set_anew(add, ran, jobs, until):
    """A job that is set again has its new times."""
    add("live", due=now() + HOUR)
    add("live", due=now() + 3 * HOUR)
    assert jobs.due()["live"] > now() + 2 * HOUR
    add("live", every=2 * HOUR)
    ran.get(timeout=10)

    assert until(lambda: now() + HOUR < jobs.due()["live"] < now() + 3 * HOUR)


def test_a_clock_that_is_set_back(add, jobs, events):
    """What was due in a minute still is when the clock is set back by an hour."""
    jobs.follow_clock(0)
    add("live", due=now() + HOUR)
    due = jobs.due()["live"]
    jobs.follow_clock(-3600)

    assert -HOUR == jobs.due()["live"] - due
    assert {"event": "clock leapt", "seconds": -3600, "log_level": "warning"} == events[-1]


def test_a_clock_that_is_set_forward(add, jobs):
    """What is due by a clock that was set forward stays so."""
    jobs.follow_clock(0)
    add("live", due=now() + HOUR)
    due = jobs.due()["live"]
    jobs.follow_clock(3600)

    assert due == jobs.due()["live"]


def test_a_clock_that_drifts(jobs, events):
    """A clock that is corrected by little was not set."""
    jobs.follow_clock()
    jobs.follow_clock()

    assert [] == events


def test_a_sign_of_life(until):
    """Jobs are alive as long as they begin."""
    jobs = Jobs(timedelta(milliseconds=10))
    assert until(lambda: not jobs.is_alive(within=0.05), 10)
    jobs.start()

    assert until(lambda: jobs.is_alive(within=0.05), 10)
    jobs.stop()
    assert until(lambda: not jobs.is_alive(within=0.05), 10)
