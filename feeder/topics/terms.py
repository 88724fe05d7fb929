"""The parts of a query: each token as the term that it writes, or the error that says what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from feeder.errors import QueryError, quoted
from feeder.topics.expression import compiled
from feeder.topics.letters import LETTER, NO_LETTER, SPACES_IN_NUMBERS, without_addresses
from feeder.topics.query import (
    FIELDS,
    And,
    Everything,
    Exact,
    Expression,
    InField,
    Near,
    Not,
    Or,
    Phrase,
    Query,
    Starred,
    Term,
    Word,
)

QUOTES = '"“”„‟«»‹›＂「」『』'
SPACE_IN_NUMBER = rf"(?<=\d)[{SPACES_IN_NUMBERS}](?=\d)"  # it groups digits and parts no words
"""Pattern of a space inside a number: it groups digits, and parts no words."""

_PIECE = re.compile(rf"(?:\S|{SPACE_IN_NUMBER})+")
_FIELD_LIKE = re.compile(rf"{NO_LETTER}*([a-z]+):", re.IGNORECASE)
_GENDER_FORM = re.compile(r"[^:]+:in(?:nen)?$")
_OPERATORS = ("AND", "OR", "NOT")
_OUTER_PUNCTUATION = re.compile(rf"^(?:{NO_LETTER})+|(?:{NO_LETTER})+$")
_BEFORE_LETTERS = re.compile(rf"^(?:{NO_LETTER})+")
_BEHIND_LETTERS = re.compile(rf"(?:{NO_LETTER})+$")
# At a star these belong to the letters that were asked for: nord-* and *,5.
_BEFORE_LETTERS_AT_STAR = re.compile(rf"^(?:(?!['.,-])(?:{NO_LETTER}))+")
_BEHIND_LETTERS_AT_STAR = re.compile(rf"(?:(?!['.,-])(?:{NO_LETTER}))+$")
_GLUED_OPERATOR = re.compile(rf"(?:{NO_LETTER})*(AND|OR|NOT)[-/=]")
_OPERATORS_ELSEWHERE = {"!": "NOT", "&": "AND", "&&": "AND", "|": "OR", "||": "OR"}
_EXPRESSION = re.compile(r"/((?:\\.|[^/\\])*)/(.*)", re.DOTALL)
_PHRASE = re.compile(f"(=?)[{QUOTES}]([^{QUOTES}]*)([{QUOTES}]?)(?:~(.*))?", re.DOTALL)
_LONGEST_DISTANCE = 4  # digits
_MOST_WORDS_NEAR = 100  # each costs a search in every text


def any_of(parts: Sequence[Query]) -> Query:
    """Entries that any of the queries takes; groups of the same kind melt into it."""
    return Or(parts=tuple(inner for part in parts for inner in (part.parts if isinstance(part, Or) else (part,))))


def all_of(parts: Sequence[Query]) -> Query:
    """Entries that all of the queries take; groups of the same kind melt into it."""
    return And(parts=tuple(inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,))))


def none_of(part: Query) -> Query:
    """Entries that the query does not take."""
    return part.part if isinstance(part, Not) else Not(part=part)


def in_field(mark: str, part: Query, start: int) -> Query:
    """The term in one field alone.

    Raises:
        QueryError: it names a field itself.
    """
    if inner := _inner_field(part):
        raise QueryError(f"{inner}: stands inside {mark} and could never match: give each field its own term", start)
    return InField(field=mark.removesuffix(":"), part=part)


def _inner_field(part: Query) -> str | None:
    match part:
        case InField():
            return part.field
        case Not():
            return _inner_field(part.part)
        case And() | Or():
            return next(filter(None, map(_inner_field, part.parts)), None)
        case _:
            return None


def word(text: str, start: int) -> Everything | Term:
    """The term that a word writes, with its marks; `start` is its place, for errors. Raises QueryError."""
    if text == "*":
        return Everything()
    if text.startswith("="):
        return _exact(text[1:], start)
    if text.startswith("-"):
        raise QueryError(_lone_hyphen(text), start)
    if text[0] == "~":
        raise QueryError('"~" means nothing here: nearness stands right behind the quote, as in "a b"~5', start)
    if text[0] in "–—−" or (text[0] == "!" and len(text) > 1):
        raise QueryError(f"{quoted(text[0])} means nothing here: write - or NOT to exclude a word", start)
    if meant := _OPERATORS_ELSEWHERE.get(text):
        raise QueryError(f"{quoted(text)} means nothing here: write {meant}", start)
    if glued := _GLUED_OPERATOR.match(text):
        raise QueryError(
            f"{glued[1]} stands without a space behind it: write one, or put a word that begins so in quotes",
            start + glued.end(1),
        )
    if (like := _FIELD_LIKE.match(text)) and not _GENDER_FORM.match(_OUTER_PUNCTUATION.sub("", text)):
        raise QueryError(_no_field(like[1]), start)
    return _formed(text, start)


def _lone_hyphen(text: str) -> str:
    if text == "-":
        return "nothing stands behind the hyphen: write it right before the word, phrase or group that it excludes"
    return (
        "a hyphen excludes only with a space or a bracket before it: add one, or drop the hyphen; "
        "with a field it stands before both, as in -title:a"
    )


def _no_field(name: str) -> str:
    if name in FIELDS:
        return f"{name}: stands without its term: write a word, phrase, expression or group right behind the colon"
    return f"there is no field {quoted(name)}: expected one of {', '.join(FIELDS)}; a colon in a word wants quotes"


def _exact(text: str, start: int) -> Exact:
    if "*" in text:
        raise QueryError("an exact word takes no star: drop = or the star", start + 1 + text.index("*"))
    bare = _OUTER_PUNCTUATION.sub("", text)
    if not _has_word(bare):
        raise QueryError("= stands without its word: write the word or phrase right behind it", start)
    return Exact(text=bare)


def _formed(text: str, start: int) -> Word | Starred:
    """A word, or letters with stars at their ends."""
    inner = text[text.startswith("*") : len(text) - text.endswith("*")]
    if "*" in inner:
        place = start + text.startswith("*") + inner.index("*")
        raise QueryError("a star stands only at the start or the end of a word", place)
    if not _has_word(inner):
        raise QueryError(f"expected a word, found {quoted(text)}: only an expression /…/ finds it", start)
    if inner != text:
        open_start, open_end = text.startswith("*"), text.endswith("*")
        bare = (_BEFORE_LETTERS_AT_STAR if open_start else _BEFORE_LETTERS).sub("", inner)
        bare = (_BEHIND_LETTERS_AT_STAR if open_end else _BEHIND_LETTERS).sub("", bare)
        return Starred(text=bare, open_start=open_start, open_end=open_end)
    bare = _OUTER_PUNCTUATION.sub("", text)
    return Word(text=text if bare in _OPERATORS else bare)


def _has_word(text: str) -> bool:
    return text.isalnum() or bool(re.search(LETTER, without_addresses(text)))


def phrase(text: str, start: int) -> Phrase | Near:
    """The term that a text in quotes writes. Raises QueryError."""
    mark, inside, closing, distance = _PHRASE.fullmatch(text).groups()  # type: ignore[union-attr]  # the lexer's form
    if not closing:
        raise QueryError("this quote is not closed: expected another one", start + len(mark))
    inside_start = start + len(mark) + 1
    pieces = [piece for piece in _PIECE.finditer(inside) if _stands_for_word(piece, inside_start)]
    if not pieces:
        raise QueryError("this phrase is empty: expected a word between the quotes", start + len(mark))
    if mark and distance is None:
        return Phrase(words=tuple(_exact(piece[0], inside_start + piece.start() - 1) for piece in pieces))
    words = tuple(_formed(piece[0], inside_start + piece.start()) for piece in pieces)
    if distance is None:
        return Phrase(words=words)
    after = inside_start + len(inside) + 1
    if mark:
        raise QueryError("nearness takes words in any form: drop = or ~", start)
    if not (distance.isdecimal() and len(distance) <= _LONGEST_DISTANCE):
        raise QueryError('expected a number of words behind ~, at most 9999, as in "a b"~5', after)
    if not 1 < len(words) <= _MOST_WORDS_NEAR:
        raise QueryError(f"nearness wants two words or more between the quotes, at most {_MOST_WORDS_NEAR}", start)
    return Near(words=words, distance=int(distance))


def _stands_for_word(piece: re.Match[str], inside_start: int) -> bool:
    """Whether a piece of a phrase is a word, and no punctuation; a star alone is neither. Raises QueryError."""
    if _has_word(piece[0]):
        return True
    if (star := piece[0].find("*")) >= 0:
        message = 'a star stands only at the start or the end of a word: for words between two others write "a b"~5'
        raise QueryError(message, inside_start + piece.start() + star)
    return False


def expression(text: str, start: int) -> Expression:
    """The term that a text between slashes writes. Raises QueryError."""
    read = _EXPRESSION.fullmatch(text)
    if not read:
        raise QueryError("this expression is not closed: expected another slash", start)
    pattern, flags = read.groups()
    if not pattern:
        raise QueryError("this expression is empty: expected a pattern between the slashes", start)
    if flags not in ("", "i"):
        after = start + len(pattern) + 2
        raise QueryError(
            f"expected a space, a bracket or the flag i behind the expression, found {quoted(flags)}", after
        )
    try:
        compiled(pattern, ignore_case=bool(flags))
    except ValueError as refusal:
        # RE2 names what it does not take behind its reason, and not where.
        place = max(0, pattern.find(str(refusal).rpartition(": ")[2]))
        raise QueryError(f"RE2 refuses this expression: {refusal}", start + 1 + place) from refusal
    return Expression(pattern=pattern, ignore_case=bool(flags))
