"""What was said before and is said now, word by word: as parts, as HTML, as the entry of a feed of edits. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from feeder.model import Edit, Entry


class Kind(StrEnum):
    """What became of some words."""

    KEPT = "kept"
    GONE = "gone"
    COME = "come"


@dataclass(frozen=True, slots=True)
class Part:
    """Words that share a fate."""

    kind: Kind
    text: str


def difference(before: str, after: str) -> list[Part]:
    """The words of both texts in order: what stayed, what went, what came; line breaks stay with the words.

    Joined, what is kept and what came is the text of now.
    """
    old, new = _words(before), _words(after)
    matcher = SequenceMatcher(None, [word.strip() for word in old], [word.strip() for word in new], autojunk=False)
    return [
        part
        for tag, *spans in matcher.get_opcodes()
        for part in _parts(tag, "".join(old[spans[0] : spans[1]]), "".join(new[spans[2] : spans[3]]))
    ]


def _parts(tag: str, gone: str, come: str) -> Iterator[Part]:
    if tag == "equal":
        yield Part(Kind.KEPT, come)
        return
    if gone:
        yield Part(Kind.GONE, gone)
    if come:
        yield Part(Kind.COME, come)


def _words(text: str) -> list[str]:
    return re.findall(r"\S+\s*", text)


_TAGS = {Kind.KEPT: ("", ""), Kind.GONE: ("<del>", "</del>"), Kind.COME: ("<ins>", "</ins>")}


def as_html(before: str, after: str) -> str:
    """The words of both as HTML: `del` for what went, `ins` for what came, each paragraph in a `p`."""
    shown = []
    for part in difference(before, after):
        begin, end = _TAGS[part.kind]
        paragraphs = re.split(r"(?:\s*\n){2,}\s*", part.text)
        marked = (f"{begin}{html.escape(each, quote=False)}{end}" if each.strip() else each for each in paragraphs)
        shown.append("</p>\n<p>".join(marked))
    return f"<p>{''.join(shown)}</p>"


def edit_as_entry(edit: Edit) -> Entry:
    """An edit as an entry of its own: published when it was seen, its body the words that went and came.

    Its id is made from the entry's and the revision's number: no reader takes it for the entry.
    """
    item = edit.after or edit.before or edit.entry.item
    before, after = (each.text if each else "" for each in (edit.before, edit.after))
    title = item.title
    if edit.before and edit.after and edit.before.title != edit.after.title:
        before, after = (f"{each.title or ''}\n\n{each.text}".strip() for each in (edit.before, edit.after))
    return replace(
        edit.entry,
        id=f"{edit.entry.id}.{edit.number}",
        number=1,
        item=replace(item, title=title, html=as_html(before, after) if edit.after else item.html),
        published=edit.seen_at,
        updated=edit.seen_at,
        seen_at=edit.seen_at,
        withdrawn=edit.after is None,
    )
