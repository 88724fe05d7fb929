"""Names of persons on lines of their own and behind words: expressions, with the words of the languages."""

from __future__ import annotations

import re
from functools import cache

from feeder.reading.locale import any_of, words

_WORD = r"[^\W\d_a-zß](?:[\w'’-]*|\.)"
# What may stand between the word for a writer and the name: the house whose writer it is.
_HOUSE = r"(?:(?:the|The)[ ])?[A-Z][\w.&-]{1,20}['’]s[ ]"
_HANDLE = r"(?:[ ]\(?@\w{1,20}\)?)?"
_ROLE = r"(?:[ ]?[,|(–-][ ]?[^.!?]{2,60})?"
_ONE = r"[^\W\d_a-zß][^\W\d_]{2,20}"


def is_written(name: str) -> bool:
    """Each of its words but the small ones has a capital, the first opens no sentence, and none names a house."""
    said = name.split()
    if not _houses().isdisjoint(said):
        return False
    small = (*words().particles, *words().conjunctions, "&")
    return said[0] not in words().openers and all(word[0].isupper() or word in small for word in said)


@cache
def _houses() -> frozenset[str]:
    return frozenset(words().houses)


@cache
def alone() -> re.Pattern[str]:
    """A first and a last name."""
    return re.compile(rf"(?P<name>{_name()})")


@cache
def somewhere() -> re.Pattern[str]:
    """A name, a handle, and where this person is."""
    where = rf"(?:[ ](?:{any_of(words().prepositions)})[ ](?:the[ ])?{_WORD}(?:[ ]{_WORD}){{0,2}})?"
    return re.compile(rf"(?P<name>{_name()}){_HANDLE}{where}")


@cache
def with_role() -> re.Pattern[str]:
    """Names, a comma, and what may say what these persons are."""
    return re.compile(rf"(?P<name>{_names()}),[ ](?P<role>[^.!?]{{2,60}})")


@cache
def dashed() -> re.Pattern[str]:
    """A name behind a dash; there one word is enough."""
    return re.compile(rf"[—–][ ]?(?P<name>{_name()}|{_ONE})")


@cache
def behind_sentence() -> re.Pattern[str]:
    """Behind the last sentence a dash and a name, or a full name in brackets."""
    return re.compile(rf"(?<=[.!?…])[ ]?(?:[—–][ ]?(?P<dashed>{_name()}|{_ONE})|\((?P<inside>{_name()})\))$")


@cache
def byline() -> re.Pattern[str]:
    """A word for a writer, and names."""
    openers = rf"(?i:{any_of(words().bylines)}):?[ ](?:{_HOUSE})?"
    return re.compile(rf"(?:{openers}(?P<name>{_names()})|From[ ]{_HOUSE}(?P<of_house>{_names()})){_ROLE}")


@cache
def byline_behind() -> re.Pattern[str]:
    """The same behind the last sentence."""
    return re.compile(rf"(?<=[.!?…])[ ]\(?(?:{any_of(words().bylines)}):?[ ](?P<name>{_names()})\)?$")


@cache
def _name() -> str:
    return rf"{_WORD}(?:[ ](?:(?:{any_of(words().particles)})[ ])*{_WORD}){{1,3}}"


@cache
def _names() -> str:
    between = rf"(?:,[ ]|[ ]?/[ ]?|[ ](?:{any_of(words().conjunctions)}|&)[ ])"
    return rf"{_name()}(?:{between}{_name()}){{0,4}}"
