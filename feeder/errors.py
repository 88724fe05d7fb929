"""What can go wrong, as a tree.

::

    FeederError
    ├─ ConfigError     the configuration is wrong; nothing was read or written
    ├─ QueryError      a topic's query is wrong; it carries the place
    ├─ SourceError     one source failed; the others go on
    │  ├─ FetchError   its text could not be brought in
    │  └─ ReadError    its text is no ticker, or not the one it was
    ├─ StoreError      the store cannot be opened, read or written
    └─ PublishError    a file could not be written

A message says where: what: why, and what to do; the offender stands in it quoted and cut. Foreign exceptions are
turned into these, chained, in the module that meets them. Anything else is a bug and shows a traceback.
"""

_LONGEST_QUOTE = 80


class FeederError(Exception):
    """Whatever feeder expects to go wrong; its text is for the user."""


class ConfigError(FeederError):
    """The configuration is wrong; nothing was read or written."""


class QueryError(FeederError):
    """A topic's query is wrong.

    Attributes:
        position: offset of the offending character in the query, from 0.
    """

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


class SourceError(FeederError):
    """One source failed; the others go on."""


class FetchError(SourceError):
    """A source's text could not be brought in."""


class ReadError(SourceError):
    """A source's text is no ticker, or not the one it was."""


class StoreError(FeederError):
    """The store cannot be opened, read or written."""


class PublishError(FeederError):
    """A file could not be written."""


def bug_behind(error: PublishError) -> BaseException | None:
    """What nobody expected and kept a file from being written; none where it was the disk."""
    return None if isinstance(error.__cause__, OSError) else error.__cause__


def blamed(bug: Exception) -> str:
    """What a user is told of a failure that is ours."""
    return f"feeder failed by a fault of its own, {type(bug).__name__}: please report it with the log's traceback"


def quoted(text: str) -> str:
    """The text in quotes, cut to a length that fits into a message."""
    folded = " ".join(text.split())
    return f'"{folded}"' if len(folded) <= _LONGEST_QUOTE else f'"{folded[: _LONGEST_QUOTE - 1]}…"'
