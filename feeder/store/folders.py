"""Folders of tickers: what they stand for, as whoever looked there last has found it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from feeder.store import tables

_NAME = "folders"


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """What folders of tickers stand for.

    Attributes:
        of: the names of a folder's sources, by its own.
        closed: why a folder stands for none, by its name.
    """

    of: Mapping[str, Sequence[str]] = field(default_factory=dict)
    closed: Mapping[str, str] = field(default_factory=dict)


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
