"""The log: events with stable keys, one a line, to stderr. Only `daemon` and `cli` write to it."""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

# Priorities of the journal (sd-daemon(3)).
_PRIORITIES = {"critical": 2, "error": 3, "warning": 4, "info": 6, "debug": 7}


def configure(form: str) -> None:
    """Write the log as `text` (key=value) or `json`; under systemd each line begins with its priority."""
    under_systemd = "JOURNAL_STREAM" in os.environ
    processors: list[structlog.typing.Processor] = [structlog.stdlib.add_log_level]
    if not under_systemd:
        processors.append(structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"))
    processors.append(structlog.processors.format_exc_info)
    if form == "json":
        processors.append(structlog.processors.JSONRenderer(ensure_ascii=False))
    else:
        processors.append(structlog.processors.LogfmtRenderer(key_order=["time", "level", "event"], drop_missing=True))
    if under_systemd:
        processors[-1:] = [_with_priority(processors[-1])]
    structlog.configure(
        processors=processors,
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def _with_priority(render: structlog.typing.Processor) -> structlog.typing.Processor:
    def rendered(logger: Any, method: str, event: MutableMapping[str, Any]) -> str:
        priority = _PRIORITIES.get(str(event.get("level")), _PRIORITIES["info"])
        # A traceback has many lines; each is a line of the journal with the same priority.
        return "\n".join(f"<{priority}>{line}" for line in str(render(logger, method, event)).split("\n"))

    return rendered
