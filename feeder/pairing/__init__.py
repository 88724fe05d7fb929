"""pair: which entry each item of a page is, and what that changes. Pure: no clock, no disk, no net.

Two sequences are aligned, the known entries and the items of the page (`align`). What is new gets an id (`ids`), what
changed a revision (`changes`, `revising`), and a page that is not whole changes nothing that stands (`faults`). What
is missing though the page still covers its place is withdrawn in the end (`order`).

Law: pairing the same page again gives no revision, but of what is missing from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from feeder.model import Entry, Item, Paired, Source
from feeder.pairing import faults, revising
from feeder.pairing.align import Alignment, align
from feeder.pairing.known import Known, Sighting
from feeder.pairing.noise import sift
from feeder.pairing.order import is_newest_first, with_missing

__all__ = ["Known", "Sighting", "pair", "sight_again"]


def pair(known: Known, sighting: Sighting) -> Paired:
    """What the page brings: revisions of new, of edited and of withdrawn entries."""
    items, source, seen_at = sighting.ticker.items, sighting.source, sighting.seen_at
    entries = known.entries
    alignment = _aligned(known, sighting)
    matches = alignment.matches
    may_fail = known.is_newer and not sighting.is_reread
    fault = faults.find(known.stood, entries, items, matches, known.losses) if may_fail else faults.NONE
    places = [place for place in range(len(items)) if place not in matches and place != fault.uncertain]
    additions = dict(revising.first(sighting, places, taken=set(entries) if places else set()))
    falls = is_newest_first([item.published for item in items])
    in_time = [additions[place] for place in sorted(additions, reverse=falls)]
    shown = {place: additions[place].entry_id for place in additions} | matches
    page = [shown[place] for place in sorted(shown)]
    if fault.reason or not known.is_newer:
        return Paired(
            revisions=tuple(in_time),
            page=tuple(page),
            fault=fault.reason,
            is_loss=fault.is_loss,
            is_stranger=fault.is_stranger,
            remarks=alignment.remarks,
        )
    order = with_missing(known.page, page, _moments(known, items, matches), is_newest_first=falls)
    missing, gone = _missing(order, known.missing, set(page), source)
    if sighting.is_reread:  # what was missing from it is so no more often
        missing, gone = {each: known.missing[each] for each in order if each in known.missing}, []
    sifted = sift(((place, entries[entry_id], items[place]) for place, entry_id in matches.items()), known.noise)
    edited = (
        revising.Change(entry=entries[entry_id], item=items[place], evidence=alignment.evidence.get(place, ""))
        for place, entry_id in matches.items()
        if place != fault.withheld and place not in sifted.places
    )
    changes = (*edited, *_withdrawn(gone, entries))
    edits = revising.later(changes, source, seen_at, is_news=not sighting.is_reread)
    return Paired(
        revisions=(*in_time, *edits),
        page=tuple(page),
        order=tuple(entry_id for entry_id in order if entry_id not in gone),
        missing=missing,
        noise=sifted.noise,
        remarks=(*alignment.remarks, *sifted.remarks),
    )


def sight_again(known: Known, source: Source, seen_at: datetime) -> Paired:
    """What it brings that the last good page still stands there as it was: what was missing is still missing."""
    missing, gone = _missing(known.page, known.missing, set(known.stood), source)
    return Paired(
        revisions=tuple(revising.later(_withdrawn(gone, known.entries), source, seen_at)),
        page=tuple(known.stood),
        order=tuple(entry_id for entry_id in known.page if entry_id not in gone),
        missing=missing,
        noise=known.noise,
    )


def _aligned(known: Known, sighting: Sighting) -> Alignment:
    """Which entry each item is; of a page read anew, by words and order alone where that tells more than with times."""
    items, missing = sighting.ticker.items, known.missing.keys()
    zone = sighting.source.timezone
    alignment = align(known.entries, known.page, missing, items, zone)
    if not sighting.is_reread:
        return alignment
    without = [replace(item, published=None) for item in items]
    timeless = align(known.entries, known.page, missing, without, zone)
    return max(alignment, timeless, key=lambda each: len(each.matches))


def _moments(known: Known, items: Sequence[Item], matches: Mapping[int, str]) -> dict[str, datetime]:
    """The time of each entry of the last page, as the page shows it now or showed it last."""
    before = {each: known.entries[each].item.published for each in known.page if each in known.entries}
    now = {entry_id: items[place].published for place, entry_id in matches.items()}
    return {entry_id: moment for entry_id, moment in (before | now).items() if moment}


def _missing(
    order: Sequence[str], before: Mapping[str, int], shown: set[str], source: Source
) -> tuple[dict[str, int], list[str]]:
    """How often in a row those are missing whose places are still covered, and those for which it is enough."""
    counts = {entry_id: before.get(entry_id, 0) + 1 for entry_id in order if entry_id not in shown}
    gone = [entry_id for entry_id, count in counts.items() if count >= source.withdraw_after]
    return {entry_id: count for entry_id, count in counts.items() if entry_id not in gone}, gone


def _withdrawn(gone: Sequence[str], entries: Mapping[str, Entry]) -> list[revising.Change]:
    there = [entries[entry_id] for entry_id in gone if entry_id in entries]
    return [revising.Change(entry=entry) for entry in there if not entry.withdrawn]
