"""feeder history: what became of an entry, with the words of before and after."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from feeder.cli.common import config_option, json_option, screen
from feeder.cli.entries import Story, differing, local, story

if TYPE_CHECKING:
    from feeder.model import Item
    from feeder.store.history import Recorded

SCHEMA = 1
"""Version of what `--json` prints; a later one may add keys, and changes none."""


@click.command
@click.argument("entry")
@config_option
@json_option
def command(entry: str, config: Path | None, *, as_json: bool) -> None:
    """Show all revisions of an entry, with what changed in each.

    ENTRY is its id, the last part of it, or how this begins.
    """
    told = story(config, entry)
    if as_json:
        click.echo(json.dumps(_as_data(told), ensure_ascii=False, indent=2))
    else:
        _show(told)


def _as_data(told: Story) -> dict[str, Any]:
    return {
        "version": SCHEMA,
        "id": told.entry.id,
        "source": told.entry.source,
        "published": told.entry.published.isoformat(),
        "updated": told.entry.updated.isoformat(),
        "withdrawn": told.entry.withdrawn,
        "revisions": [
            {
                "number": each.number,
                "seen_at": each.seen_at.isoformat(),
                "significance": each.significance,
                "changed": list(each.changed),
                "evidence": each.evidence,
                "title": each.item.title if each.item else None,
                "text": each.item.text if each.item else None,
                "published": each.item.published.isoformat() if each.item and each.item.published else None,
                "origin": each.origin,
                "reader": each.reader,
            }
            for each in told.revisions
        ],
    }


def _show(told: Story) -> None:
    console = screen()
    console.print(told.entry.id, markup=False, style="bold")
    first, *_ = told.revisions
    _show_head(told, first, "new")
    if first.item:
        console.print(_said(first.item), markup=False)
    before = first.item
    for last, each in pairwise(told.revisions):
        del last
        _show_head(told, each, _what(each))
        if each.item is not None and before is not None:
            console.print(differing(_said(before), _said(each.item)))
        before = each.item or before


def _show_head(told: Story, each: Recorded, what: str) -> None:
    screen().print(f"\n{each.number}  {local(each.seen_at, told.settings)}  {what}", markup=False, style="cyan")


def _what(each: Recorded) -> str:
    if each.item is None:
        return "withdrawn"
    known = f", known by {each.evidence}" if each.evidence else ""
    return f"{each.significance}: {', '.join(each.changed) or 'it has returned'}{known}"


def _said(item: Item) -> str:
    return "\n\n".join(filter(None, (item.title, item.text)))
