"""What was said before and is said now, word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum


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
    return re.findall(r"\s*\S+\s*?(?=\s|$)\s?", text)
