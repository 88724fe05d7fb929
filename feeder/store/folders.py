"""Folders of tickers: what they stand for, as whoever looked there last has found it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

import sqlalchemy as sa

from feeder.errors import ConfigError
from feeder.model import Source
from feeder.store import tables

_NAME = "folders"


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """What folders of tickers stand for.

    Attributes:
        of: the names of a folder's sources, by its own.
        closed: why a folder stands for none, or not for all of its files, by its name.
    """

    of: Mapping[str, Sequence[str]] = field(default_factory=dict)
    closed: Mapping[str, str] = field(default_factory=dict)


def check(db: sa.Connection, sources: Sequence[Source]) -> None:
    """No folder whose files were states of one ticker is one of tickers now, nor the other way round.

    Args:
        db: a transaction.
        sources: as the configuration has them, folders of tickers among them.

    Raises:
        ConfigError: one is, and its entries would come again with new ids; the message names the remedy.
    """
    has_entries = sa.exists().where(tables.entry.c.source_id == tables.source.c.id)
    stored = {row.name: row.location for row in db.execute(sa.select(tables.source).where(has_entries))}
    for source in sources:
        names = (source.name, *source.was)
        was_one = any(name in stored for name in names)
        was_many = any(_is_file_of(source, name, location) for name, location in stored.items())
        if source.kind == "folder" and was_many not in (was_one, source.per_file):
            before, remedy = (
                ("each of its files was read as a ticker of its own", 'write tickers = "per-file"')
                if was_many
                else ("its files were read as states of one ticker", 'take tickers = "per-file" away')
            )
            raise ConfigError(
                f"[[source]] {source.name}: tickers: {before} until now; read otherwise, their entries would come "
                f"again, with new ids beside the old ones: {remedy}, or, if you want that, give the source another name"
            )


def _is_file_of(source: Source, name: str, location: str) -> bool:
    """Whether the stored source is one of the folder's files."""
    path = re.sub(r"\[([*?[])\]", r"\1", location)
    is_named = any(name.startswith(f"{each}-") for each in (source.name, *source.was))
    return is_named and fnmatchcase(path, source.location.replace("**/", "*"))


def noted(db: sa.Connection) -> Folders:
    """What was found last."""
    value = db.execute(sa.select(tables.setting.c.value).where(tables.setting.c.name == _NAME)).scalar()
    return Folders(**json.loads(value)) if value else Folders()


def note(db: sa.Connection, found: Folders) -> bool:
    """Note what was found; true if it is not what was found last."""
    if found == noted(db):
        return False
    db.execute(tables.setting.delete().where(tables.setting.c.name == _NAME))
    db.execute(tables.setting.insert().values(name=_NAME, value=json.dumps({"of": found.of, "closed": found.closed})))
    return True
