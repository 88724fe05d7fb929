"""The log: events with stable keys, one a line."""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import threading
import warnings

import pytest
import structlog

from feeder import log


@pytest.fixture(autouse=True)
def clean():
    """No test leaves its settings to the next."""
    handlers, level, hook = logging.root.handlers[:], logging.root.level, threading.excepthook
    yield
    structlog.reset_defaults()
    logging.captureWarnings(capture=False)
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)
    threading.excepthook = hook


@pytest.fixture
def by_hand(monkeypatch):
    """Not under systemd."""
    monkeypatch.delenv("JOURNAL_STREAM", raising=False)


@pytest.fixture
def under_systemd(monkeypatch):
    """As systemd starts it, with its journal at the other end."""
    stderr = os.fstat(2)
    monkeypatch.setenv("JOURNAL_STREAM", f"{stderr.st_dev}:{stderr.st_ino}")


@pytest.mark.usefixtures("by_hand")
def test_text(capsys):
    """Text begins with time, level and event, and goes to standard error."""
    log.configure("text")
    structlog.get_logger().warning("state", source="live", reason="it is empty")
    said = capsys.readouterr()

    assert "" == said.out
    assert re.fullmatch(r'time=\S+Z level=warning event=state source=live reason="it is empty"\n', said.err)


@pytest.mark.usefixtures("by_hand")
def test_json(capsys):
    """JSON holds the same keys, with letters as they are."""
    log.configure("json")
    structlog.get_logger().info("state", source="Öl")
    said = capsys.readouterr().err

    assert {"event": "state", "level": "info", "source": "Öl"} == {
        key: value for key, value in json.loads(said).items() if key != "time"
    }
    assert "Öl" in said


@pytest.mark.usefixtures("under_systemd")
@pytest.mark.parametrize(("level", "priority"), [("info", 6), ("warning", 4), ("error", 3), ("critical", 2)])
def test_the_journal(capsys, level, priority):
    """Under systemd each line begins with its priority, and the journal adds the time."""
    log.configure("text")
    getattr(structlog.get_logger(), level)("state", source="live")

    assert f"<{priority}>level={level} event=state source=live\n" == capsys.readouterr().err


@pytest.mark.usefixtures("under_systemd")
def test_a_traceback_in_the_journal(capsys):
    """Each line of a traceback carries the priority of its event."""
    log.configure("text")
    try:
        int("odd")
    except ValueError:
        structlog.get_logger().exception("pass failed by a bug")
    lines = capsys.readouterr().err.splitlines()

    assert {"<3>"} == {line[:3] for line in lines}
    assert "ValueError: invalid literal" in "".join(lines)


def test_a_shell_below_the_journal(monkeypatch, capsys):
    """Who inherits the journal's variable, but writes elsewhere, gets times and no priorities."""
    monkeypatch.setenv("JOURNAL_STREAM", "8:1")
    log.configure("text")
    structlog.get_logger().info("state")

    assert re.fullmatch(r"time=\S+Z level=info event=state\n", capsys.readouterr().err)


@pytest.mark.usefixtures("by_hand")
def test_a_closed_standard_error(monkeypatch, capsys):
    """Without a standard error to ask, there is no journal."""

    def fail(_descriptor):
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(os, "fstat", fail)
        log.configure("text")
    structlog.get_logger().info("state")

    assert capsys.readouterr().err.startswith("time=")


@pytest.mark.usefixtures("by_hand")
def test_no_details(capsys):
    """What only its developers want to know is not logged."""
    log.configure("text")
    structlog.get_logger().debug("passed")

    assert "" == capsys.readouterr().err


@pytest.mark.usefixtures("by_hand")
def test_a_traceback_for_people(capsys):
    """A traceback stands below its event, in lines of its own."""
    log.configure("text")
    try:
        int("odd")
    except ValueError:
        structlog.get_logger().exception("pass failed by a bug", of="live")
    first, second, *_, last = capsys.readouterr().err.splitlines()

    assert first.endswith('level=error event="pass failed by a bug" of=live')
    assert ("Traceback (most recent call last):", "ValueError: invalid literal for int() with base 10: 'odd'") == (
        second,
        last,
    )


@pytest.mark.usefixtures("by_hand")
def test_what_libraries_say(capsys):
    """Warnings and errors of libraries are events, with their tracebacks, and the rest is left out."""
    log.configure("json")
    logging.getLogger("urllib3.pool").info("a connection")
    logging.getLogger("urllib3.pool").warning("no %s", "connection")
    try:
        int("odd")
    except ValueError:
        logging.getLogger("uvicorn.error").exception("it broke")
    first, second = (json.loads(line) for line in capsys.readouterr().err.splitlines())

    assert ("warning", "no connection", "urllib3.pool") == (first["level"], first["event"], first["logger"])
    assert ("error", "it broke") == (second["level"], second["event"])
    assert second["exception"].endswith("ValueError: invalid literal for int() with base 10: 'odd'")


@pytest.mark.usefixtures("under_systemd")
def test_what_libraries_say_in_the_journal(capsys):
    """There too, what libraries say carries its priority."""
    log.configure("text")
    logging.getLogger("uvicorn.error").error("it broke")

    assert '<3>level=error event="it broke" logger=uvicorn.error\n' == capsys.readouterr().err


@pytest.mark.usefixtures("by_hand")
def test_what_python_warns_of(capsys):
    """A warning of Python is an event as well."""
    log.configure("json")
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        logging.captureWarnings(capture=False)
        logging.captureWarnings(capture=True)
        warnings.warn("that looks like a file name", UserWarning, stacklevel=1)

    assert "that looks like a file name" in json.loads(capsys.readouterr().err)["event"]


@pytest.mark.usefixtures("by_hand")
def test_what_the_scheduler_warns_of(capsys):
    """That it skips a run of what is still running is told by the daemon, where it matters."""
    log.configure("text")
    logging.getLogger("apscheduler.scheduler").warning("skipped")

    assert "" == capsys.readouterr().err


@pytest.mark.usefixtures("by_hand")
def test_a_thread_that_dies(capsys):
    """What ends a thread is an event with its traceback."""
    log.configure("json")
    thread = threading.Thread(target=int, args=("odd",), name="watch")
    # Ours, and not that of the tests, which takes it for a failure.
    thread._invoke_excepthook = lambda _thread: threading.excepthook(
        threading.ExceptHookArgs((*sys.exc_info(), thread))
    )
    thread.start()
    thread.join()
    said = json.loads(capsys.readouterr().err)

    assert ("critical", "watch") == (said["level"], said["thread"])
    assert "ValueError" in said["exception"]


@pytest.mark.usefixtures("by_hand")
def test_a_full_disk(monkeypatch):
    """A log that cannot be written stops nothing."""
    log.configure("text")
    with open("/dev/full", "w", encoding="utf-8", buffering=1) as full:  # noqa: PTH123  # a device
        monkeypatch.setattr(sys, "stderr", full)
        structlog.get_logger().error("not published")
        logging.getLogger("uvicorn.error").error("it broke")
        monkeypatch.undo()
        with pytest.raises(OSError, match="No space left"):
            full.close()
