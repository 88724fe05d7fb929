"""What other formats left in a plain text: tags, entities, the bars of a table."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice

_TAG = re.compile(
    r"</?(?:a|b|big|blockquote|br|center|div|em|figure|font|h[1-6]|hr|i|img|li|ol|p|small|span|strong|ul)\b[^<>]*+>",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"</?(?:blockquote|br|center|div|figure|h[1-6]|hr|li|ol|p|ul)\b[^<>]*+>", re.IGNORECASE)
# Bold that opens with a clock heads an entry, whatever was lost around it.
_BOLD_CLOCK = re.compile(r"<(?:b|strong)>(?=\s*+\d{1,2}[.:h]\d\d)", re.IGNORECASE)
# At the end of the text: a comparison, `a <b`, may stand above.
_CUT_TAG = re.compile(r"</?[a-z][^<>\n]{0,200}\s*\Z", re.IGNORECASE)
# A text that speaks of tags has them bare among its words: `the element <p> stands for a paragraph`.
_MENTION = re.compile(r"(?<=[\w,:;(] )</?[a-z][a-z0-9]*>(?=[ ]?[\w,.;:)!?]|$)", re.IGNORECASE | re.MULTILINE)
_FEWEST_TAGS = 4
_BARS = re.compile(r"^[ ]*+\|[ ]?(.*?)[ ]*\|[ ]*$", re.MULTILINE)
_OPEN_BAR = re.compile(r"^[ ]*+\|(?=[ ]|$)", re.MULTILINE)
_FEWEST_BARS = 2


def cleared(text: str) -> str:
    """The text without tags, where it has several, and without the bars at both ends of a table's lines."""
    return _without_bars(_without_tags(text))


def _without_tags(text: str) -> str:
    if "<" not in text or sum(1 for _ in islice(_of_markup(text), _FEWEST_TAGS)) < _FEWEST_TAGS:
        return text
    broken = _BOLD_CLOCK.sub("\n\n", _BLOCK.sub("\n\n", text))
    return html.unescape(_CUT_TAG.sub("", _TAG.sub("", broken)))


def _of_markup(text: str) -> Iterator[re.Match[str]]:
    """The tags that are none of the text's words."""
    return (tag for tag in _TAG.finditer(text) if not _MENTION.match(text, tag.start()))


def _without_bars(text: str) -> str:
    if "|" not in text or sum(1 for _ in zip(range(_FEWEST_BARS), _BARS.finditer(text), strict=False)) < _FEWEST_BARS:
        return text
    return _OPEN_BAR.sub("", _BARS.sub(r"\1", text))
