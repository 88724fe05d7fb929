"""feeder why: where an entry comes from, and how it was known."""

from __future__ import annotations

from pathlib import Path

import click

from feeder.cli.common import config_option, screen
from feeder.cli.entries import Story, local, story


@click.command
@click.argument("entry")
@config_option
def command(entry: str, config: Path | None) -> None:
    """Show from which state of which source an entry comes, and how each later state was known to show it.

    ENTRY is its id, the last part of it, or how this begins.
    """
    told = story(config, entry)
    for line in _lines(told):
        screen().print(line, markup=False)


def _lines(told: Story) -> list[str]:
    entry, first = told.entry, told.revisions[0]
    mark = first.item.precision.value if first.item and first.item.published else "none"
    clock = (
        local(first.item.published, told.settings) if first.item and first.item.published else "the ticker gave none"
    )
    lines = [
        entry.id,
        f"source     {entry.source}",
        f"time       {clock} (to the {mark})"
        if mark != "none"
        else f"time       {clock}: it is when it was first seen",
        f"topics     {', '.join(told.topics) or 'none'}",
        "",
    ]
    for each in told.revisions:
        state = (
            f"{each.origin}, fetched {local(each.fetched_at, told.settings)}" if each.origin else "a state long gone"
        )
        known = (
            "withdrawn: it was missing" if each.item is None else each.evidence or ("new" if each.number == 1 else "")
        )
        reader = f", read by {each.reader}" if each.reader else ""
        lines.append(f"{each.number:<3} {local(each.seen_at, told.settings)}  {known or 'as it was shown before'}")
        lines.append(f"    from {state}{reader}")
    return lines
