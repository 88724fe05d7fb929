"""The text of the file: brought in, and read as TOML."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from feeder.config.faults import cut
from feeder.errors import ConfigError

# What the parser says of these is true, and helps nobody.
_CLEARER = {
    'invalid basic string, expected `"`': "this text is not closed: its second quote is missing",
    "invalid literal string, expected `'`": "this text is not closed: its second quote is missing",
    "invalid boolean": "text needs quotes around it; true and false are written in lower case",
    "missing escaped value": r"in double quotes a backslash is written \\; in 'single quotes' it needs nothing",
}


def text_of(path: Path) -> str:
    """The text of the file.

    Raises:
        ConfigError: it cannot be read, or is not UTF-8.
    """
    try:
        # Some editors put a byte order mark before UTF-8, which TOML does not know.
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise ConfigError(f"{path}: there is no such file: `feeder init` writes one to begin with") from error
    except IsADirectoryError as error:
        raise ConfigError(f"{path}: it is a folder: name the file in it, say {path / 'feeder.toml'}") from error
    except OSError as error:
        raise ConfigError(f"{path}: it cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ConfigError(f"{path}:{line}: it is not UTF-8, as TOML must be: save it in this encoding") from error


def parse(path: Path, text: str) -> dict[str, Any]:
    """What the TOML says.

    Raises:
        ConfigError: it is none; the message has the line, and a caret under the place.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_told(path, text, str(error))) from error


def _told(path: Path, text: str, why: str) -> str:
    # Loaded only to tell of a fault: its places and words are better.
    import toml_rs

    try:
        toml_rs.loads(text)
    except toml_rs.TOMLDecodeError as error:
        words = str(error).rsplit("\n", 1)[-1]
        why = next((clearer for begin, clearer in _CLEARER.items() if words.startswith(begin)), words)
        line = text.split("\n")[error.lineno - 1]
        return f"{path}:{error.lineno}: no TOML: {why}\n{cut(line, error.colno - 1)}"
    return f"{path}: no TOML: {why}"
