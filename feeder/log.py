"""The log: events with stable keys, one a line, to stderr. Only `daemon` and `cli` write to it.

What libraries have to say goes there too, from warnings upwards, and what ends a thread: no line is of another form.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import MutableMapping
from contextlib import suppress
from typing import Any, TextIO, cast

import structlog

# Priorities of the journal (sd-daemon(3)).
_PRIORITIES = {"critical": 2, "error": 3, "warning": 4, "info": 6, "debug": 7}
_FIRST_KEYS = ["time", "level", "event"]


def configure(form: str) -> None:
    """Write the log as `text` (key=value) or `json`; in the journal each line begins with its priority."""
    in_journal = _is_journal()
    common: list[structlog.typing.Processor] = [structlog.stdlib.add_log_level]
    if not in_journal:
        common.append(structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"))
    common.append(structlog.processors.format_exc_info)
    render: structlog.typing.Processor = _as_text
    if form == "json":
        render = structlog.processors.JSONRenderer(ensure_ascii=False)
    if in_journal:
        render = _with_priority(render)
    structlog.configure(
        processors=[*common, render],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(cast("TextIO", _Stderr())),
        cache_logger_on_first_use=False,
    )
    _take_in_libraries(common, render)
    threading.excepthook = _tell_of_thread


class _Stderr:
    """Standard error; a full disk or a closed pipe behind it is no reason to stop the work that it tells of."""

    def write(self, text: str) -> None:
        with suppress(OSError):
            sys.stderr.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            sys.stderr.flush()


def _is_journal() -> bool:
    """Whether stderr is what systemd connected to it: a shell that was started there inherits the variable as well."""
    with suppress(OSError):
        stderr = os.fstat(2)
        return os.environ.get("JOURNAL_STREAM") == f"{stderr.st_dev}:{stderr.st_ino}"
    return False


def _take_in_libraries(common: list[structlog.typing.Processor], render: structlog.typing.Processor) -> None:
    handler = logging.StreamHandler(_Stderr())
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *common, render],
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    # It warns of each run that it does not begin because the last one goes on; which of them matter, the daemon tells.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)


def _tell_of_thread(died: threading.ExceptHookArgs) -> None:
    error = (died.exc_type, died.exc_value, died.exc_traceback)
    name = died.thread.name if died.thread else ""
    structlog.get_logger().critical("thread died by a bug", thread=name, exc_info=error)


def _as_text(logger: Any, method: str, event: MutableMapping[str, Any]) -> str:
    """One line of key=value, and below it, for people, the traceback if there is one."""
    traceback = event.pop("exception", None)
    render = structlog.processors.LogfmtRenderer(key_order=_FIRST_KEYS, drop_missing=True)
    line = render(logger, method, event)
    return f"{line}\n{traceback}" if traceback else line


def _with_priority(render: structlog.typing.Processor) -> structlog.typing.Processor:
    def rendered(logger: Any, method: str, event: MutableMapping[str, Any]) -> str:
        priority = _PRIORITIES.get(str(event.get("level")), _PRIORITIES["info"])
        # A traceback has many lines; each is a line of the journal with the same priority.
        return "\n".join(f"<{priority}>{line}" for line in str(render(logger, method, event)).split("\n"))

    return rendered
