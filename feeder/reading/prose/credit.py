"""Credits: the names of those who made a picture, as they stand below it, behind its caption or glued into a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from feeder.reading.locale import any_of, words
from feeder.text import first_sentence

# The agencies and archives whose name ends a credit.
_AGENCIES = (
    "AA|ABACA|AFP|AFX|AP|APA|ANP|ANSA|Ansa|ATS|Belga|Bloomberg|ČTK|dapd|ddp|dpa|dpa-Zentralbild|EFE|EPA|epa|epd|Getty|"
    "Getty Images|IMAGO|Imago|imago|imago images|Keystone|KEYSTONE|KNA|Kyodo|LUSA|Lusa|MTI|NTB|NurPhoto|PA|PAP|"
    "picture alliance|Pool|pool|Reuters|REUTERS|reuters|Ritzau|Scanpix|Shutterstock|Sipa|SID|TASS|Tass|TT|Ukrinform|"
    "UPI|Xinhua|XinHua|ZUMA Press|Zuma|РИА Новости|ТАСС|Укрінформ"
)
# A small c in brackets is also the third of three points: a name must follow it.
_MAY_SIGN = re.compile(r"©|\([cC]\)")
_COPYRIGHT = rf"(?:©|\([cC]\)(?=\s*(?:[^\W\d_a-zäöüß]|(?:{_AGENCIES})\b)))"
# The name ends behind the last agency; without one, at the end of the paragraph.
_TO_AGENCY = re.compile(rf"[^.!?©]{{0,80}}?(?:^|[/ ])(?:{_AGENCIES})(?![\w-])(?:/(?:{_AGENCIES})(?![\w-]))*")
# What every credit has one of, but an agency alone and the words that need none.
_SIGNS = re.compile(r"[/|:©~)\]]")
_AGENCY = re.compile(rf"\b(?<!-)(?:{any_of(_AGENCIES.split('|'))})(?![\w-])")
_ONLY_AGENCY = re.compile(rf"(?:{_AGENCIES})")
SENTENCE_BREAK = re.compile(r"(?<=[.!?…])[\"“”»«’')]*\s+(?=[\"„“»«‚‘'(]*[^\W\d_a-z])")
_BEHIND_SENTENCE = r"(?:^|(?<=\| )|(?<=[.!?…\"“”»])|(?<=[.!?…\"“”»] ))"
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{3,80})[)\]]\.?$")
_TILDES = re.compile(r"~[^~]{2,60}~$")
_BEHIND_BAR = re.compile(r"[ ](?:\||/)[ ](?=[^|]{2,80}$)")
_FULL_STOP = re.compile(r"[.!?…][\"”“»«’')]*$")
_APART = re.compile(r"[\s/,;|()\[\]–—-]+")
_INITIALS = re.compile(r"[a-zäöü]{2,4}")
_ALONE = re.compile(r"[A-ZČ]{3,}|dpa|epd|apa|dapd|ddp|Reuters")
_INITIAL = re.compile(r"(?<!\w)[^\W\d_]\.")
_AROUND = "()[]|/– "
_LONGEST_CREDIT = 80
_LONGEST_CREDITS = 200  # of several agencies
_LONGEST_SOURCE = 60
_SHORTEST_KIND = 9
_MOST_NAMES = 8
_MOST_WORDS = 3  # for a maker without a name


def may_stand_in(line: str) -> bool:
    """The line holds a sign, a word or an agency without which it neither is a credit nor holds one."""
    return bool(_SIGNS.search(line) or _names().search(line)) or line.strip(_AROUND).casefold() in _kinds()


def _has_hint(line: str, start: int) -> bool:
    """What every credit has one of, but an agency alone: a sign, or a word that needs none."""
    return bool(_SIGNS.search(line, start) or _short().search(line, start))


def is_credit(line: str) -> bool:
    """The line names those who made a picture, and says nothing else."""
    if len(line) > _LONGEST_CREDIT:
        return False
    bare = line.strip(_AROUND)
    sign = _sign().match(bare) if _MAY_SIGN.search(bare) else None
    if sign and sign.end() and not SENTENCE_BREAK.search(bare, sign.end()) and not _opens_sentence(bare[sign.end() :]):
        return True
    label = _label().match(bare)
    if (label and _is_maker(bare[label.end() :])) or bare.casefold() in _kinds():
        return True
    first, _, agency = bare.partition(" ")
    if first.casefold() in _labels() and _ONLY_AGENCY.fullmatch(agency):
        return True
    return _is_agency_and_name(bare)


def is_source(line: str) -> bool:
    """The line names the agencies that a report is from, at most with its editors' initials: `(mit dpa)`, `abc/AFP`."""
    if len(line) > _LONGEST_SOURCE:
        return False
    if (named := _source().match(line)) and _is_maker(line[named.end() :]):
        return True
    parts = [part for part in _APART.split(line.rstrip(".")) if part]
    others = [part for part in parts if not _ONLY_AGENCY.fullmatch(part)]
    if len(parts) <= 1:
        return not others and bool(parts) and (line.startswith("(") or bool(_ALONE.fullmatch(line)))
    is_apart = "/" in line or line.startswith("(")
    return not others or (is_apart and len(others) < len(parts) and all(map(_INITIALS.fullmatch, others)))


def ending(line: str) -> int | None:
    """Where the credit begins that closes the line; none if there is no such."""
    if not _has_hint(line, max(0, len(line) - _LONGEST_CREDITS)):
        return None
    if (bracket := _IN_BRACKETS.search(line)) and (is_credit(bracket[1]) or _is_by_agency(bracket[1])):
        return bracket.start()
    if tildes := _TILDES.search(line):
        return tildes.start()
    start = max(0, len(line) - _LONGEST_CREDITS)
    for label in _label().finditer(line, start):
        if _is_maker(line[label.end() :]):
            return label.start()
    for bar in _BEHIND_BAR.finditer(line, start):
        before, behind = line[: bar.start()], line[bar.end() :]
        if _is_agency_and_name(behind) or (_ONLY_AGENCY.fullmatch(behind) and not _FULL_STOP.search(before)):
            return bar.start()
    last = start
    for stop in SENTENCE_BREAK.finditer(line, start):
        last = stop.end()
    return last if last > start and _is_agency_and_name(line[last:]) else None


def before(line: str) -> str:
    """What stands before the first credit of the line."""
    return line[: min((begin for begin, _ in within(line)), default=len(line))].strip()


def within(paragraph: str) -> Iterator[tuple[int, int]]:
    """Begin and end of each credit in the paragraph."""
    last = ending(paragraph)
    signs = _sign().finditer(paragraph) if _MAY_SIGN.search(paragraph) else ()
    for sign in signs:
        tail = paragraph[sign.end() : sign.end() + _LONGEST_CREDITS]
        is_last = len(paragraph) - sign.end() <= _LONGEST_CREDIT
        if is_last and not SENTENCE_BREAK.search(tail) and not _opens_sentence(tail):
            yield sign.start(), len(paragraph)
        elif match := _TO_AGENCY.match(tail):
            yield sign.start(), sign.end() + match.end()
    if last is not None:
        yield last, len(paragraph)


def _opens_sentence(tail: str) -> bool:
    """Behind a credit a sentence goes on: a word whose capital opens one, or more small words than a maker has."""
    said = tail.split()
    if len(said) > _MOST_WORDS and said[0][0].islower() and said[0] not in _small() and not _AGENCY.match(tail):
        return True
    return any(word in words().openers for word in said[1:])


def sentences(text: str) -> list[str]:
    """The sentences of the text; abbreviations do not end them."""
    found: list[str] = []
    for part in SENTENCE_BREAK.split(text.strip()):
        if found and _is_abbreviated(found[-1]):
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    return found


def _is_abbreviated(text: str) -> bool:
    end = text[-_LONGEST_CREDIT:]
    return first_sentence(f"{end} X") == f"{end} X"


def _is_by_agency(text: str) -> bool:
    """`Vera Alm via AP`, `AP Photo/Vera Alm`."""
    return bool(_AGENCY.search(text)) and ("/" in text or " via " in text) and _is_name(text) and not _is_agencies(text)


def _is_agency_and_name(text: str) -> bool:
    """Parts with slashes between them, of which one is an agency and another none: two agencies sign a report."""
    return "/" in text and bool(_AGENCY.search(text)) and _is_name(text) and not _is_agencies(text)


def _is_agencies(text: str) -> bool:
    return all(_ONLY_AGENCY.fullmatch(part.strip()) for part in text.strip("()").split("/"))


def _is_maker(text: str) -> bool:
    """Names, or a few words that are written small: `privat`, `press service`."""
    few = text.strip(" ()[]").split()
    return _is_name(text) or (0 < len(few) <= _MOST_WORDS and few[0][0].islower() and not _FULL_STOP.search(text))


def _is_name(text: str) -> bool:
    """A few words, all of them names, agencies and what joins them."""
    parts = re.split(r"[\s/,|©&+-]+", _AGENCY.sub("A", text).strip(" .()[]"))
    found = [part for part in parts if part]
    if not 0 < len(found) <= _MOST_NAMES or _has_sentence(text):
        return False
    return all(not part[0].islower() or part in _small() for part in found)


def _has_sentence(text: str) -> bool:
    return bool(SENTENCE_BREAK.search(_INITIAL.sub("", text)))


@cache
def _short() -> re.Pattern[str]:
    """The words that no sign parts from a maker's name: `Fot. Vera Alm`."""
    return re.compile(rf"\b(?:{any_of(_short_words())})")


@cache
def _names() -> re.Pattern[str]:
    """These words, and the agencies, also as parts of longer ones: most lines have none."""
    return re.compile(rf"\b(?:{any_of((*_short_words(), *_AGENCIES.split('|')))})")


def _short_words() -> set[str]:
    short = {word.casefold() for word in words().credits if word.endswith(".")}
    return short | {word.capitalize() for word in short} | {word.upper() for word in short}


@cache
def _kinds() -> frozenset[str]:
    """Words that say of what kind a picture is, and need no name: `Symbolbild`; shorter ones are also a title."""
    return frozenset(word.casefold() for word in words().credits if len(word) >= _SHORTEST_KIND)


@cache
def _labels() -> frozenset[str]:
    return frozenset(map(str.casefold, words().credits))


@cache
def _label() -> re.Pattern[str]:
    """A word for pictures or their makers and what parts it off, at the start or behind a sentence."""
    labels = any_of(words().credits)
    return re.compile(rf"{_BEHIND_SENTENCE}(?:{labels})(?:\s?[:|©/]\s?(?:©\s?)?|(?<=\.)\s)", re.IGNORECASE)


@cache
def _sign() -> re.Pattern[str]:
    """The sign of who holds the rights, with the word for a picture before it."""
    return re.compile(rf"(?:^|(?<=\s))(?:(?i:{any_of(words().credits)}):?\s*)?{_COPYRIGHT}\s*")


@cache
def _source() -> re.Pattern[str]:
    """The word before the agencies of a report."""
    return re.compile(rf"(?:{any_of(words().sources)}): ")


@cache
def _small() -> frozenset[str]:
    """Small words inside names and between them; the c is left of a sign."""
    locale = words()
    return frozenset({"c", *locale.particles, *locale.conjunctions, *locale.on_behalf})
