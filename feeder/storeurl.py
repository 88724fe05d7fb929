"""The address of the store, as `[site] state` has it: what it names, and how it is shown."""

from __future__ import annotations

import re
from pathlib import Path

SQLITE = "sqlite:///"
"""What the address of an SQLite file begins with; the file's path follows as it is, whatever signs are in it."""

_PASSWORDS = (r"(://[^:/]*:)[^@]*(?=@)", r'(?i)([?&]\w*password=)[^&"]*')


def file_of(url: str) -> Path | None:
    """The SQLite file that the address names; none for a database of a server."""
    return Path(url.removeprefix(SQLITE)) if url.startswith(SQLITE) else None


def shown(url: str) -> str:
    """The address for a message: without the passwords that stand in it."""
    for password in _PASSWORDS:
        url = re.sub(password, r"\1***", url)
    return url
