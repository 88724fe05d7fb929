"""The life of the daemon, in this process: what no other process could see."""

from __future__ import annotations

import signal
import socket
import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from feeder import config, run, store
from feeder.clock import now
from feeder.daemon import Address, run_daemon
from feeder.daemon.gate import Ended
from feeder.daemon.life import Daemon
from feeder.errors import ConfigError, StoreError
from feeder.store.sources import Verdict


@pytest.fixture
def manager(tmp_path, monkeypatch):
    """The receiving end of a service manager that watches us."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.settimeout(10)
        listener.bind(str(tmp_path / "notify"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        monkeypatch.setenv("WATCHDOG_USEC", "60000000")
        yield listener


@pytest.fixture
def signals():
    """Signals are held back, as in the daemon; none is left when the test has ended."""
    wanted = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, wanted)
    yield
    while signal.sigtimedwait(wanted, 0):
        pass
    signal.pthread_sigmask(signal.SIG_SETMASK, before)


@pytest.fixture
def living(place, work, events):  # noqa: ARG001  # what is logged is looked at
    """A daemon that is not yet started; it is stopped after the test."""
    made = Daemon(work, lambda: config.load(place.config), {"state"})
    yield made
    made._gate.end()
    if made._jobs._scheduler.running:
        made.stop()


def tell(number: signal.Signals) -> None:
    """Send the signal to the thread that waits for it: other threads, which those who run tests may have, would end."""
    signal.pthread_kill(threading.main_thread().ident, number)


def received(manager) -> list[str]:
    """What the manager has heard until now."""
    manager.settimeout(0)
    messages = []
    try:
        while True:
            messages.append(manager.recv(4096).decode())
    except BlockingIOError:
        return messages


@pytest.mark.usefixtures("signals")
def test_the_talk_of_a_life(manager, place, living, until):
    """It says that it is ready with what it watches, what is wrong with a source, and how a reload went."""
    living.start()
    assert until(place.feed)
    place.put(place.ticker, "no ticker", age=5)
    assert until(living._passes.troubles)
    place.configure("\n[[topic]]\nnam = 1\n")
    living.reload()
    place.configure(place.source, place.topic)
    living.reload()
    heard = [message.split("\n") for message in received(manager)]

    assert ["READY=1", "STATUS=sources: 1, topics: 1"] == heard[0]
    assert [
        "STATUS=sources: 1, topics: 1; live is broken: 1.txt: no ticker: no line opens with a time",
    ] in heard
    assert ["RELOADING=1", "READY=1", "RELOADING=1", "READY=1"] == [
        message[0] for message in heard[1:] if message[0] in ("RELOADING=1", "READY=1")
    ]
    assert ["READY=1", "STATUS=the new configuration is refused, the old one stays: see the log"] in heard


@pytest.mark.usefixtures("signals")
def test_signs_of_life(manager, living, monkeypatch):
    """There are signs of life as long as jobs begin and no pass hangs."""
    living.start()
    received(manager)
    living._sign_of_life()
    alive = received(manager)
    monkeypatch.setattr(living._gate, "_clock", lambda: 0)
    with living._gate.passing():
        monkeypatch.setattr(living._gate, "_clock", lambda: 301)
        living._sign_of_life()

    assert (["WATCHDOG=1"], []) == (alive, received(manager))


@pytest.mark.usefixtures("signals")
def test_a_bug_in_a_reload(manager, work, events):
    """What nobody expected of a reload is told, and the old configuration stays."""
    living = Daemon(work, lambda: {}["missing"], {"state"})
    living.reload()

    assert ["reload failed by a bug"] == [event["event"] for event in events]
    assert "READY=1" in received(manager)[-1]


@pytest.mark.usefixtures("signals")
def test_a_signal_while_the_store_is_prepared(manager, place, work, living):
    """A long preparation ends with a signal, and leaves the store as it was; until then it asks for more time."""
    run.once(work, now())
    place.configure(place.source, place.topic.replace("*", "Strom"))
    changed = Daemon(replace(work, config=config.load(place.config)), living._load, {"state"})
    changed._prepare(replace(work, progress=lambda *_: tell(signal.SIGHUP)))
    received(manager)
    tell(signal.SIGTERM)
    with pytest.raises(Ended):
        changed.start()
    with work.store.reading() as db:
        after = store.topics.counts(db)

    assert {"all": 2} == after


@pytest.mark.usefixtures("signals")
def test_more_time_for_a_large_store(manager, place, work, living):
    """While the store is prepared the manager hears that it goes on."""
    run.once(work, now())
    place.configure(place.source, place.topic.replace("*", "Strom"))
    living._passes.work = replace(work, config=config.load(place.config))
    living.start()

    assert ["EXTEND_TIMEOUT_USEC=60000000\nSTATUS=matching: 0 of 2", "WATCHDOG=1"] == received(manager)[:2]


@pytest.mark.usefixtures("signals")
def test_an_example_that_fails(place, living, events):
    """A reload with a topic whose example fails is refused, with its line; a start tells it and goes on."""
    place.configure(place.source, place.topic, '[[topic]]\nname = "b"\nquery = "Strom"\nmatches = ["Sturm"]\n')
    living.reload()
    living._passes.work = replace(living._passes.work, config=config.load(place.config))
    living.start()
    living.stop()
    refused, *_, warned = [event for event in events if event["log_level"] != "info"]

    assert ["reload refused", "examples fail"] == [refused["event"], warned["event"]]
    assert refused["reason"] == warned["reason"]
    assert refused["reason"].startswith(
        f'{place.config}:19: [[topic]] b: matches: "Sturm" should match "Strom", and does not'
    )


@pytest.mark.usefixtures("signals")
def test_a_pass_that_does_not_rest(living, events, monkeypatch):
    """A reload is refused when a pass is under way for too long."""
    monkeypatch.setattr("feeder.daemon.life._SECONDS_TO_REST", 0.0)
    with living._gate.passing():
        living.reload()

    assert "a pass is still under way after a minute: reload again later" in events[-1]["reason"]


@pytest.mark.usefixtures("signals")
def test_what_the_configuration_is_warned_of(work, events):
    """What is hardly meant is told when the configuration is taken."""
    odd = replace(work.config, warnings=("authority: it is an example",))
    living = Daemon(replace(work, config=odd), lambda: odd, {"state"})
    living._tell_configuration("started")

    assert {"event": "configuration", "reason": "authority: it is an example", "log_level": "warning"} == events[-1]


@pytest.mark.usefixtures("signals")
def test_a_store_that_moves(place, work, living, events):
    """A reload with another store is refused."""
    place.config.write_text(place.site + 'state = "sqlite:///other.db"\n' + place.source + place.topic, "utf-8")
    living.reload()

    assert "[site] state: it changes with a restart only" in events[-1]["reason"]
    assert work is living._passes.work


@pytest.mark.usefixtures("signals")
def test_an_end_while_a_reload_waits(manager, living, events):
    """A reload that waits for a pass gives way to a signal that ends the daemon, and signs of life go on until then."""
    tell(signal.SIGTERM)
    with living._gate.passing():
        living.reload()
        signal.sigtimedwait({signal.SIGTERM}, 0)
        timer = threading.Timer(0.2, tell, (signal.SIGTERM,))
        timer.start()
        living.reload()
        timer.join()

    heard = received(manager)
    assert ([], 2) == (events, sum(message.startswith("RELOADING") for message in heard))
    assert "WATCHDOG=1" in heard


@pytest.mark.usefixtures("signals")
def test_folders_that_cannot_be_watched(living, events, monkeypatch, until):
    """Why folders are not watched is told, and the daemon goes on."""

    def fail(*_folders, **_how):
        raise OSError("OS file watch limit reached")

    monkeypatch.setattr("watchfiles.watch", fail)
    living.start()

    assert until(lambda: "OS file watch limit reached" in [event.get("reason") for event in events])


@pytest.mark.usefixtures("signals")
def test_a_new_topic(place, work, living, until):
    """A reload after which all topics are matched anew shows no progress, and takes the new topics."""
    run.once(work, now())
    place.configure(place.source, place.topic, '\n[[topic]]\nname = "strom"\nquery = "Strom"\n')
    living.start()
    living.reload()

    assert until(lambda: "Die Insel" in place.feed("strom"))


# ---------------------------------------------------------------- when sources are due


@pytest.fixture
def due(work, living):
    """When the source is due, as another kind or with another interval, an hour before what the store says."""

    def ask(**changes):
        source = replace(work.config.sources[0], **({"kind": "url", "every": timedelta(hours=2)} | changes))
        run.once(work, now())
        with work.store.writing() as db:
            store.sources.set_state(db, source, Verdict(), now(), now() + timedelta(hours=1))
        found = living._due(replace(work, config=replace(work.config, sources=(source,))))
        return (found["live"] - now()) / timedelta(hours=1)

    return ask


@pytest.mark.parametrize(
    ("changes", "hours"),
    [
        ({}, 1),
        ({"kind": "folder"}, 0),
        ({"every": timedelta(minutes=6)}, 0.1),
        ({"location": "https://example.org/other"}, 0),
    ],
    ids=["as the store says", "a folder", "more often now", "at another address"],
)
def test_when_a_source_is_due(due, changes, hours):
    """An address waits for what the store says, or for its interval if that is shorter, and nothing else does."""
    assert hours == pytest.approx(due(**changes), abs=0.01)


def test_what_was_due_long_ago(work, living):
    """What was due long ago is due now, and so is what was never read."""
    source = replace(work.config.sources[0], kind="url")
    changed = replace(work, config=replace(work.config, sources=(source,)))
    never = living._due(changed)["live"]
    run.once(work, now())
    with work.store.writing() as db:
        store.sources.set_state(db, source, Verdict(), now(), now() - timedelta(days=9000))

    assert timedelta(0) == pytest.approx(living._due(changed)["live"] - never, abs=timedelta(seconds=5))


# ---------------------------------------------------------------- as a whole


@pytest.mark.usefixtures("signals", "events")
def test_it_lives_until_a_signal(place, free_port):
    """It is ready once everything stands, takes a reload, and ends with 0."""
    seen = []

    def ready(_settings):
        seen.append("ready")
        tell(signal.SIGHUP)

    def load():
        seen.append("load")
        if len(seen) > 2:
            tell(signal.SIGTERM)
        return config.load(place.config)

    status = run_daemon(load, Address(host="127.0.0.1", port=free_port), lambda *_: None, ready)

    assert (0, ["load", "ready", "load"]) == (status, seen)


@pytest.mark.usefixtures("signals", "events")
def test_it_ends_before_it_begins(place, work):
    """A signal that comes while the store is prepared ends it with 0."""
    run.once(work, now())
    place.configure(place.source, place.topic.replace("*", "Strom"))
    tell(signal.SIGTERM)

    assert 0 == run_daemon(lambda: config.load(place.config), None, lambda *_: None, pytest.fail)


@pytest.mark.usefixtures("signals", "events")
def test_a_port_that_is_taken(place):
    """A taken port stops the start before anything is written."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        serving = Address(host="127.0.0.1", port=taken.getsockname()[1])
        with pytest.raises(ConfigError):
            run_daemon(lambda: config.load(place.config), serving, lambda *_: None, pytest.fail)

    assert not (place.folder / "state").exists()


@pytest.mark.usefixtures("signals", "events")
def test_a_store_that_is_none(place, free_port):
    """A store that cannot be opened stops the start, and nothing is served."""
    (place.folder / "state").mkdir()
    (place.folder / "state" / "feeder.db").write_bytes(b"no database" * 100)
    serving = Address(host="127.0.0.1", port=free_port)
    with pytest.raises(StoreError):
        run_daemon(lambda: config.load(place.config), serving, lambda *_: None, pytest.fail)

    with socket.create_server(("127.0.0.1", free_port)):
        pass
