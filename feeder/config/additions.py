"""One more source in a configuration file; all else in the file stays as it is, byte for byte."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from feeder.errors import ConfigError, FetchError, quoted
from feeder.sources.folder import matching

if TYPE_CHECKING:
    from feeder.config import Config

_LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A `[[source]]` to be written.

    Attributes:
        name: of the source.
        key: `folder` or `url`.
        place: what stands behind the key.
        timezone: of its clocks.
        language: of its texts.
        title: for people; empty for none.
        allow_private: it may lie on a private network.
    """

    name: str
    key: str
    place: str
    timezone: str
    language: str
    title: str = ""
    allow_private: bool = False

    def toml(self) -> str:
        """The lines of its table."""
        pairs = [
            ("name", self.name),
            ("title", self.title[:_LONGEST_TITLE]),
            (self.key, self.place),
            ("timezone", self.timezone),
            ("language", self.language),
        ]
        # A basic string of TOML is written as JSON writes one.
        lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in pairs if value]
        if self.allow_private:
            lines.append("allow_private = true")
        return "\n".join(["[[source]]", *lines]) + "\n"


def refuse_known(config: Config, location: str) -> None:
    """Nothing is read twice.

    Raises:
        ConfigError: a source reads the location already, or a file there.
    """
    files = _files(location)
    for source in config.sources:
        found = [location] if source.location == location else sorted(files & _files(source.location))
        if found:
            raise ConfigError(
                f"{quoted(found[0])}: the source {quoted(source.name)} reads it already: change it in {config.path}"
            )


def _files(location: str) -> set[str]:
    """Those that a source there reads; an address is none, and a folder that is closed to us gives none away."""
    try:
        return set(matching(location))
    except FetchError:
        return set()


def free_name(config: Config, wanted: str) -> str:
    """The wanted name, or with a number behind it the first that no source has or had."""
    taken = {name for source in config.sources for name in (source.name, *source.was)} | {"feed", ""}
    base = wanted or "ticker"
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(name for name in numbered if name not in taken)


def appended(path: Path, before: bytes, addition: Addition) -> bytes:
    """The file with the table at its end, in the file's own line ends.

    Args:
        path: of the file.
        before: what it holds.
        addition: what to add.

    Raises:
        ConfigError: it would be no valid configuration: a name that is taken, say, or sources in one line.
    """
    from feeder.config import build

    end = b"\r\n" if b"\r\n" in before else b"\n"
    gap = b"" if not before.strip() else end if before.endswith(b"\n") else end * 2
    after = before + gap + addition.toml().encode().replace(b"\n", end)
    text = after.decode("utf-8-sig")
    try:
        build(path, text)
    except ConfigError as error:
        raise ConfigError(f"nothing was written, for with the new source it would be wrong:\n{error}") from error
    return after


def replace(path: Path, before: bytes, after: bytes) -> None:
    """Put the new bytes in the file's place, whole or not at all; its rights stay, and a link to it stays one.

    Raises:
        ConfigError: it cannot be written, or has changed meanwhile.
    """
    target = path.resolve()
    draft = ""
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
            draft = file.name
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        shutil.copystat(target, draft)
        _copy_owner(target, Path(draft))
        if target.read_bytes() != before:
            raise ConfigError(f"{path}: it was changed meanwhile, and nothing was written: begin anew")
        Path(draft).replace(target)
        draft = ""
    except OSError as error:
        raise ConfigError(
            f"{path}: it cannot be written: {error.strerror}: write the lines into it yourself"
        ) from error
    finally:
        if draft:
            Path(draft).unlink(missing_ok=True)


def _copy_owner(of: Path, to: Path) -> None:
    """The owner stays too, where we may set one."""
    status = of.stat()
    with suppress(PermissionError):
        os.chown(to, status.st_uid, status.st_gid)
