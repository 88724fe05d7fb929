"""What stands in an entry's elements and is no part of its body: captions, share bars, adverts, boxes, times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from bs4 import Tag
from bs4.element import PageElement, PreformattedString

from feeder.reading import tree
from feeder.reading.links import href
from feeder.reading.locale import any_of, words
from feeder.reading.page.dom import Part
from feeder.reading.prose import dates, noise
from feeder.text import clean

LONGEST_LINE = 80
_CAPTION = frozenset({
    "caption", "captions", "figcaption", "credit", "credits", "copyright", "legend", "bildunterschrift", "legende",
    "bildnachweis", "imagecaption", "photocredit",
})  # fmt: skip
_SHARE = frozenset({
    "share", "sharing", "sharer", "social", "shares", "sharebar", "sharebtn", "teilen", "partager", "condividi",
    "compartir", "reactions", "toolbar", "tools", "likes", "vote", "voting",
})  # fmt: skip
_FOREIGN = frozenset({
    "ad", "ads", "adv", "advert", "adverts", "advertisement", "advertising", "adslot", "anzeige", "werbung", "outbrain",
    "taboola", "promo", "newsletter", "related", "recommended", "recommendation", "recommendations", "factbox",
    "teaser", "teasers", "sponsored", "paywall", "poll", "subscribe", "comments",
})  # fmt: skip
_CHANGED = frozenset({"updated", "modified", "edited", "lastmod"})
_SOME_WORDS = re.compile(r"(?:[^\W\d_]+ ){3}")
_SHARER = re.compile(
    r"facebook\.com/(?:sharer|dialog)|(?:twitter|x)\.com/(?:intent|share)|api\.whatsapp|wa\.me/|t\.me/share"
    r"|linkedin\.com/share|^mailto:|^whatsapp:|pinterest\.[a-z]+/pin/create",
    re.IGNORECASE,
)
_COUNTER = re.compile(r"\d[\d.,]*[kKM]?(?: [^\W\d_]{2,20})?|[^\W\d_]{2,20}:? ?\(?\d+\)?")
_DIGITS = re.compile(r"\d[\d.,]*[kKM]?")
_LONGEST_COUNTER = 40
_FEWEST = 3
_MOST_OF = 0.8
_CLIMB = 6
_LONGEST_BOX = 1000  # letters; what is longer is the text itself, whatever it is called


def captions(part: Part, without: set[int]) -> Iterator[str]:
    """Lines that belong to pictures, each once; their elements are added to what is left out."""
    seen: set[str] = set()
    for tag in tags_in(part.nodes, without):
        if tag is not part.tag and _is_caption(tag):
            without.add(id(tag))
            if (line := one_line(tag)) and line not in seen:
                seen.add(line)
                yield line


def _is_button(tag: Tag) -> bool:
    """A link on a line of its own that says what a button does: to share, to print."""
    if tag.name not in ("a", "button", "span") or tree.is_longer(tag, _LONGEST_COUNTER) or not stands_alone(tag):
        return False
    return noise.is_button(one_line(tag))


def _is_caption(tag: Tag) -> bool:
    if tag.name == "figcaption":
        return True
    return bool(_CAPTION & tree.words(tag)) and tag.find(("img", "picture", "video", "h2", "h3")) is None


def counted(parts: Sequence[Part]) -> frozenset[int]:
    """The `id()` of lines that stand in almost all parts in the same words, with other numbers: views, comments."""
    lines: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for number, part in enumerate(parts):
        times = {id(tag) for each in part.stamps for tag in (each.tag, *islice(each.tag.parents, _CLIMB))}
        for tag in tags_in(part.nodes, set()):
            if tag.name in (*tree.HEADINGS, "time") or id(tag) in times or tree.is_longer(tag, _LONGEST_COUNTER):
                continue
            line = one_line(tag)
            if _DIGITS.search(line) and stands_alone(tag):
                lines.setdefault((tree.family(tag), _DIGITS.sub("0", line)), []).append((number, id(tag)))
    fewest = max(_FEWEST, _MOST_OF * len(parts))
    return frozenset(
        found for line in lines.values() if len({number for number, _ in line}) >= fewest for _, found in line
    )


def stands_alone(tag: Tag) -> bool:
    """It is a line of its own: no words stand beside it, nor beside what is around it within the line."""
    for each in (tag, *islice(tag.parents, _CLIMB)):
        if each.name in tree.BLOCKS:
            return True
        if any(_has_words(beside) for beside in (each.previous_sibling, each.next_sibling)):
            return False
    return False


def _has_words(node: PageElement | None) -> bool:
    """It is words that stand on the same line; a short element may be another counter."""
    if isinstance(node, Tag):
        return node.name not in (*tree.BLOCKS, "br") and tree.is_longer(node, _LONGEST_COUNTER)
    return node is not None and any(map(str.isalnum, str(node)))


def leave_out_foreign(part: Part, without: set[int]) -> None:
    """Add share bars, adverts and boxes that lead elsewhere to what is left out."""
    for tag in tags_in(part.nodes, without):
        if tag is not part.tag and (_is_foreign(tag) or _is_button(tag)) and not tree.is_longer(tag, _LONGEST_BOX):
            without.add(id(tag))


def _is_foreign(tag: Tag) -> bool:
    if tag.name == "a":
        return is_sharer(tag) or (_is_counter(tag) and stands_alone(tag))
    named = tree.words(tag)
    if named & _FOREIGN and tag.name not in tree.HEADINGS:
        return tag.name in tree.BLOCKS or stands_alone(tag)  # within a sentence it is a part of that
    if named & _SHARE and not tree.is_longer(tag, 2 * LONGEST_LINE):
        return True
    return tag.name in ("ul", "ol") and all(map(is_sharer, tag.find_all("a"))) and tag.find("a") is not None


def _is_counter(tag: Tag) -> bool:
    """It is a number and a word: how many comments there are."""
    is_title = any(outer.name in tree.HEADINGS for outer in islice(tag.parents, 2))
    return not is_title and not tree.is_longer(tag, _LONGEST_COUNTER) and bool(_COUNTER.fullmatch(one_line(tag)))


def is_for_sharing(tag: Tag) -> bool:
    """It is a link that passes the page on, or stands in a bar of such."""
    near = (tag, *islice(tag.parents, 2))
    return is_sharer(tag) or any(_SHARE & tree.words(each) for each in near)


def is_sharer(tag: Tag) -> bool:
    """It is a link that passes the page on."""
    return bool(_SHARER.search(href(tag)))


def leave_out_times(part: Part, stamp: Tag | None, without: set[int]) -> None:
    """Add the line of the entry's time, and lines that say when it was changed, to what is left out.

    Args:
        part: the entry.
        stamp: the element of the time that counts.
        without: `id()` of what is left out.
    """
    for each in part.stamps:
        if each.tag is not stamp and _says_when_else(each.tag):
            continue
        without.add(id(each.tag) if stamp is None or each.tag is not stamp else id(_line_of(stamp, part)))
    for tag in tags_in(part.nodes, without):
        is_line = _CHANGED & tree.words(tag) and tag is not part.tag and not tree.is_longer(tag, LONGEST_LINE)
        if tag.name == "time" or is_line or (tag.name in tree.HEADINGS and dates.alone(one_line(tag))):
            without.add(id(tag))
    if len(part.nodes) == 1 or tree.is_longer(part.tag, LONGEST_LINE) or part.tag.name in tree.HEADINGS:
        without.discard(id(part.tag))


def _says_when_else(tag: Tag) -> bool:
    """A paragraph of some words and a time is text: `It runs until 8 p.m.`; unless it tells of a change."""
    line = one_line(tag)
    return tag.name == "p" and bool(_SOME_WORDS.match(line)) and not _changes().match(line)


@cache
def _changes() -> re.Pattern[str]:
    """A line that opens with a word of change."""
    return re.compile(rf"\W*(?:\w+ )?(?:{any_of(words().updates)})(?!\w)", re.IGNORECASE)


def _line_of(stamp: Tag, part: Part) -> Tag:
    """The largest element around the time that is its line and nothing else."""
    line = stamp
    for outer in islice(stamp.parents, _CLIMB if stamp is not part.tag else 0):
        if outer is part.tag or outer.name in (*tree.HEADINGS, "p", "a"):
            break
        if tree.is_longer(outer, LONGEST_LINE) or outer.find((*tree.HEADINGS, "p", "img")) is not None:
            break
        line = outer
    return line


def tags_in(nodes: Sequence[PageElement], without: set[int]) -> Iterator[Tag]:
    """The elements within these, in order, but for those left out, also while one goes, and the furniture."""
    waiting = [node for node in reversed(nodes) if isinstance(node, Tag)]
    while waiting:
        tag = waiting.pop()
        if id(tag) in without or tree.is_furniture(tag):
            continue
        yield tag
        if id(tag) not in without:
            waiting += [node for node in reversed(tag.contents) if isinstance(node, Tag)]


def seen_in(nodes: Sequence[PageElement], without: set[int]) -> Iterator[PageElement]:
    """The elements and strings within these, in order, but for those left out and the furniture."""
    waiting = list(nodes)[::-1]
    while waiting:
        node = waiting.pop()
        if isinstance(node, PreformattedString):
            continue
        if isinstance(node, Tag):
            if id(node) in without or tree.is_furniture(node):
                continue
            yield node
            if id(node) not in without:
                waiting += reversed(node.contents)
        else:
            yield node


def one_line(tag: Tag, without: set[int] | None = None) -> str:
    """The element's text in one line, without what is left out."""
    return " ".join(clean(tree.plain(tag, without or ())).split())
