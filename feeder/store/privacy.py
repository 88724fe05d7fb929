"""Where private topics stand: in folders with names that nobody can guess, made once and kept."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

import sqlalchemy as sa

from feeder.model import Topic
from feeder.store import tables

FOLDER = "_private"
_NAME = "token/"
_BYTES = 16  # nobody finds one of 2^128 by trying


def sync(db: sa.Connection, topics: Iterable[Topic]) -> None:
    """Give each private topic its folder, if it has none yet."""
    held = tokens(db)
    fresh = [topic for topic in topics if topic.private and topic.id_name not in held]
    for topic in fresh:
        db.execute(tables.setting.insert().values(name=f"{_NAME}{topic.id_name}", value=secrets.token_hex(_BYTES)))


def tokens(db: sa.Connection) -> dict[str, str]:
    """The tokens of all topics that are or were private, by the names in their feeds' ids."""
    table = tables.setting
    found = db.execute(sa.select(table).where(table.c.name.startswith(_NAME, autoescape=True)))
    return {row.name.removeprefix(_NAME): row.value for row in found}


def folder(db: sa.Connection, topic: Topic) -> str | None:
    """The folder of the topic's files, with a slash at its end; empty for one that is not private.

    None for a private one before the store was brought to its configuration: nothing of it may be written yet.
    """
    if not topic.private:
        return ""
    table = tables.setting
    token = db.execute(sa.select(table.c.value).where(table.c.name == f"{_NAME}{topic.id_name}")).scalar()
    return f"{FOLDER}/{token}/" if token else None


def forget(db: sa.Connection, id_name: str) -> None:
    """Let a topic that is private no more have another folder if it becomes private again."""
    db.execute(tables.setting.delete().where(tables.setting.c.name == f"{_NAME}{id_name}"))
