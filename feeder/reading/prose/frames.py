"""What stands around the time in a mark: bullets, brackets, plus signs, and what parts it off."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_OPENING = re.compile(
    r"""
    [ ]*+
    (?: (?: (?P<heading>\#{1,6}) | (?P<bullet>(?:[•*·▪◦‣=~»>|-]|[\u2190-\u2bff\U0001f000-\U0001faff]\ufe0f?)++
                                    |\d{1,3}[.)]) ) [ ]++ )?
    (?P<bold>\*\*|__|\*(?=\d))?
    (?P<plus>\+{2,})? [ ]*+
    (?P<bracket>[\[(])? [ ]*+
    """,
    re.VERBOSE,
)
_CLOSING = re.compile(
    r"""
    (?:[ ]?(?P<bracket>[\])]))? (?:[ ]\([^()]{1,40}\)(?=[ ]?[:,|–-]))? (?:\*\*|__|\*)?
    (?: [ ]*+ (?P<sign>\+{2,} | :(?!\d) | [|»›>•·~] | /(?=[ ]) | [–—-](?=[ ]|$) | [–—](?=[^\W\d_]) | [.,](?=[ ]|$))
        (?:\*\*|__|\*)? [ ]*+
      | [ ]*+ (?P<alone>$)
      | (?P<blank>[ ]++)
      | (?P<glued>)
    )
    """,
    re.VERBOSE,
)
_QUOTES = " \"'„“”»«‚‘’([*_"


class Frame(StrEnum):
    """The signs that stand before the time."""

    NONE = ""
    PLUS = "plus signs"
    BRACKET = "bracket"
    HEADING = "heading"
    BOLD = "bold"
    BULLET = "bullet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What stands before the time."""

    frame: Frame
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """What parts the time off from the words behind it.

    Attributes:
        separator: a sign, `bracket`, `line` where nothing follows, `blank` or nothing.
        rest: the words behind it.
    """

    separator: str
    rest: str

    @property
    def is_firm(self) -> bool:
        """A sentence has no such sign behind a time; a blank, a comma and a full stop it has."""
        return self.separator not in ("blank", "", ".", ",")

    @property
    def goes_on_small(self) -> bool:
        """The words behind it begin with a small letter, as inside a sentence."""
        return self.rest.lstrip(_QUOTES)[:1].islower()


def openings(line: str) -> tuple[Opening, ...]:
    """What may stand before a time at the start of the line; the number of a list may also be that of a day."""
    match = _OPENING.match(line)
    if match is None:  # it matches nothing, too
        return ()
    whole = Opening(frame=_frame(match), end=match.end())
    bullet = match["bullet"]
    return (Opening(frame=Frame.NONE, end=match.start("bullet")), whole) if bullet and bullet[0].isdigit() else (whole,)


def closing(line: str, start: int, opening: Opening) -> Closing | None:
    """What stands behind a time; none if it is no mark: a bracket stays open, a word goes on."""
    match = _CLOSING.match(line, start)
    if match is None or match["glued"] is not None or bool(match["bracket"]) != (opening.frame == Frame.BRACKET):
        return None
    rest = line[match.end() :].strip()
    separator = _separator(match)
    return Closing(separator="line" if separator == "." and not rest else separator, rest=rest)


def _frame(match: re.Match[str]) -> Frame:
    if match["plus"]:
        return Frame.PLUS
    if match["bracket"]:
        return Frame.BRACKET
    if match["heading"]:
        return Frame.HEADING
    if match["bold"]:
        return Frame.BOLD
    return Frame.BULLET if match["bullet"] else Frame.NONE


def _separator(match: re.Match[str]) -> str:
    sign: str | None = match["sign"]
    if sign:
        return "+++" if sign[0] == "+" else sign.replace("–", "-").replace("—", "-")
    if match["bracket"]:
        return "bracket"
    return "line" if match["alone"] is not None else "blank"
