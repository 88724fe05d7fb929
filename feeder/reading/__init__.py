"""read: how a page or text becomes the items that a person sees in it. Pure: no clock, no disk, no net."""

from __future__ import annotations

from dataclasses import replace

from feeder.errors import ReadError
from feeder.model import Snapshot, Ticker
from feeder.reading import forms
from feeder.reading.forms import Form, Kind
from feeder.reading.reference import Reference
from feeder.text import clean

__all__ = ["Reference", "read"]


def read(snapshot: Snapshot, reference: Reference | None = None) -> Ticker:
    """The ticker that a snapshot shows.

    Args:
        snapshot: one state of a source.
        reference: when it was read, where that is not the snapshot's own time.

    Raises:
        ReadError: it is no ticker; the message says where and why.
    """
    form = forms.of(snapshot)
    try:
        ticker = _ticker(snapshot, form, reference or _at(snapshot))
    except ReadError as error:
        raise ReadError(f"{snapshot.label}: no ticker: {error}") from error
    if form.remark is None:
        return ticker
    return replace(ticker, remarks=(*ticker.remarks, f"{snapshot.label}: {form.remark}"))


def _ticker(snapshot: Snapshot, form: Form, known: Reference) -> Ticker:
    source, address = snapshot.source, forms.address(snapshot)
    match form.kind:
        case Kind.FEED:
            from feeder.reading import syndicated

            return syndicated.read(snapshot.content, snapshot.media_type, address, known, source.timezone)
        case Kind.PAGE:
            from feeder.reading import page

            # Not cleaned as a whole: most of a page is no text, and what is read of it is cleaned where it is read.
            return page.read(form.content, known, source.timezone, address=address, layout=source.layout)
        case Kind.TEXT:
            from feeder.reading import prose

            text = clean(form.content)
            if not text.strip():
                raise ReadError("it is empty")
            return prose.read(text, known, source.timezone, source.language)


def _at(snapshot: Snapshot) -> Reference:
    moment = snapshot.dated_at.astimezone(snapshot.source.timezone)
    return Reference(day=moment.date(), moment=moment)
