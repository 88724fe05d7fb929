"""From clean text to words: numbers, hyphens, acronyms with dots, apostrophes, endings that a sign parts off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from feeder.topics.letters import LETTER, SPACES_IN_NUMBERS, without_addresses

_GROUPED_BY_SPACE = rf"\d{{1,3}}(?:[{SPACES_IN_NUMBERS}']\d{{3}})+(?!\d)(?:[.,]\d+)?"
_NUMBER = rf"(?P<number>{_GROUPED_BY_SPACE}|\d+(?:[.,]\d+)+)"
_ACRONYM = rf"(?P<acronym>(?:(?!\d){LETTER}\.){{1,9}}(?!\d){LETTER}(?!{LETTER}|'))\.?"
_WORD = rf"(?P<word>(?:{LETTER})+(?:'(?:{LETTER})+)*)"
# Lehrer:innen, Lehrer*innen, Lehrer_innen, LehrerInnen
_GENDER_FORM = rf"(?P<masculine>(?:(?!\d){LETTER}){{2,}})(?:[:*_](?P<sign>in|innen)|(?P<capital>In|Innen))(?!{LETTER})"
# EU:s, EU:n
_WITH_COLON = rf"(?P<stem>(?:{LETTER})+):[a-zåäö]+(?!{LETTER})"

_PART = re.compile(f"{_NUMBER}|{_ACRONYM}|{_WORD}")
_PARTS = {
    "de": re.compile(f"{_GENDER_FORM}|{_NUMBER}|{_ACRONYM}|{_WORD}"),
    "fi": re.compile(f"{_WITH_COLON}|{_NUMBER}|{_ACRONYM}|{_WORD}"),
    "sv": re.compile(f"{_WITH_COLON}|{_NUMBER}|{_ACRONYM}|{_WORD}"),
}
_END_OF_CLAUSE = re.compile(r"[^\s\w'-]|\n")  # an apostrophe may begin a word: 's nachts
_POSSESSIVE_S = re.compile(r"'s$", re.IGNORECASE)
_WITH_POSSESSIVE_S = {"da", "de", "en", "nl", "no", "sv"}
_ELIDED = {
    "fr": re.compile(r"^(?:l|d|j|m|t|s|n|c|qu|jusqu|lorsqu|puisqu|quoiqu)'", re.IGNORECASE),
    "it": re.compile(
        r"^(?:l|d|c|m|t|s|v|n|un|gl|dell|all|dall|nell|sull|coll|quest|quell)'",
        re.IGNORECASE,
    ),
}
_WITH_DECIMAL_POINT = {"en", "ga", "he", "hi", "ja", "ko", "ne", "ta", "th", "zh"}
_NO_DIGIT_OR_MARK = re.compile(r"[^\d.,]")
_GROUPED = {".": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"), ",": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A word, or a part of a hyphen word.

    Attributes:
        written: as it stands in the text.
        word: without an ending that a sign parts off, acronyms without dots, numbers in one form.
        start: its place in the clean text.
        end: the place behind it.
        closes: a clause ends behind it.
    """

    written: str
    word: str
    start: int
    end: int
    closes: bool = False


def chains(text: str, language: str) -> Iterator[tuple[Part, ...]]:
    """The words of a clean text, in order; a hyphen word is the chain of its parts, any other word a chain of one."""
    text = without_addresses(text)
    chain: list[Part] = []
    end = 0
    for found in _PARTS.get(language, _PART).finditer(text):
        between = text[end : found.start()]
        if chain and between != "-":
            yield _closed(chain, between)
            chain.clear()
        written, word = _read(found, language)
        chain.append(Part(written=written, word=word, start=found.start(), end=found.end()))
        end = found.end()
    if chain:
        yield _closed(chain, text[end:])


def _closed(chain: list[Part], behind: str) -> tuple[Part, ...]:
    if not _END_OF_CLAUSE.search(behind):
        return tuple(chain)
    *others, last = chain
    return (*others, replace(last, closes=True))


def joined(chain: tuple[Part, ...]) -> Part:
    """A hyphen word as it is when written in one: ceasefire for cease-fire."""
    return Part(
        written="-".join(part.written for part in chain),
        word="".join(part.word for part in chain),
        start=chain[0].start,
        end=chain[-1].end,
    )


def _read(found: re.Match[str], language: str) -> tuple[str, str]:
    """A word as it is written, and as it is read."""
    kinds = found.groupdict()
    if number := kinds["number"]:
        return number, _number(number, language)
    if acronym := kinds["acronym"]:
        bare = acronym.replace(".", "")
        return bare, bare
    if word := kinds["word"]:
        return _read_word(word, language)
    if stem := kinds.get("stem"):
        return found[0], stem
    # A gender form is written as the feminine, which counts for the masculine too.
    return found[0], kinds["masculine"] + (kinds["sign"] or kinds["capital"]).lower()


def _read_word(written: str, language: str) -> tuple[str, str]:
    if "'" not in written:
        return written, written
    if elided := _ELIDED.get(language):
        bare = elided.sub("", written)
        return bare, bare
    if language == "tr":
        return written, written.split("'", 1)[0]
    return written, _POSSESSIVE_S.sub("", written) if language in _WITH_POSSESSIVE_S else written


def _number(text: str, language: str) -> str:
    """The number without marks that group its digits, with a point before its decimals as they are written."""
    bare = _NO_DIGIT_OR_MARK.sub("", text)
    grouping = "," if language in _WITH_DECIMAL_POINT else "."
    if _GROUPED[grouping].fullmatch(bare):
        return bare.replace(grouping, "").replace(",", ".")
    is_date_or_list = bare.count(".") + bare.count(",") > 1
    return bare if is_date_or_list else bare.replace(",", ".")
