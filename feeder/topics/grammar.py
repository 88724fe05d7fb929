"""How a query is written: a lark grammar, and the errors that point at the character.

The lexer is wide on purpose: an unclosed quote or a star inside a word is read as the term that it was meant to be,
so that the error can say what is wrong with it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lark import Lark, Token, Transformer, UnexpectedToken
from lark.visitors import v_args

from feeder.errors import QueryError, quoted
from feeder.topics.expression import compiled
from feeder.topics.letters import LETTER, NO_LETTER, SPACES_IN_NUMBERS, clean, without_addresses
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

_QUOTES = '"“”„‟«»‹›＂「」『』'
_SPACE_IN_NUMBER = rf"(?<=\d)[{SPACES_IN_NUMBERS}](?=\d)"  # it groups digits and parts no words
_TERM_CHARACTER = rf"(?:[^\s()Q]|{_SPACE_IN_NUMBER})"
_RULES = r"""
    ?query: disjunction
    ?disjunction: conjunction (_OR conjunction)*
    ?conjunction: negation (_AND? negation)*
    ?negation: _NOT negation -> negation
        | _HYPHEN primary -> negation
        | primary
    ?primary: FIELD term -> field
        | term
    ?term: PHRASE -> phrase
        | EXPRESSION -> expression
        | WORD -> word
        | _OPEN disjunction _CLOSE

    _OPEN.4: "("
    _CLOSE.4: ")"
    _OR.3: /OR(?=[\s()Q]|$)/
    _AND.3: /AND(?=[\s()Q]|$)/
    _NOT.3: /NOT(?=[\s()Q]|$)/
    _HYPHEN.3: /(?<![^\s()])-(?=[^\s)])/
    FIELD.3: /(?:FIELDS):(?=[^\s)])/
    PHRASE.2: /=?[Q][^Q]*[Q]?(?:~[^\s()Q]*)?/
    EXPRESSION.2: /\/(?:\\.|[^\/\\])*\/?[^\s()Q]*/
    WORD.1: /CHARACTER+/
    %ignore /\s+/
"""
_PLACEHOLDERS = {"CHARACTER": _TERM_CHARACTER, "Q": _QUOTES.replace('"', r"\""), "FIELDS": "|".join(FIELDS)}
_PIECE = re.compile(rf"(?:\S|{_SPACE_IN_NUMBER})+")
_FIELD_LIKE = re.compile(rf"{NO_LETTER}*([a-z]+):", re.IGNORECASE)
_GENDER_FORM = re.compile(r"[^:]+:in(?:nen)?$")
_OPERATORS = ("AND", "OR", "NOT")
_OUTER_PUNCTUATION = re.compile(rf"^(?:{NO_LETTER})+|(?:{NO_LETTER})+$")
_OUTER_PUNCTUATION_OF_STARRED = re.compile(rf"^(?:(?!['.,-])(?:{NO_LETTER}))+|(?:(?!['.,-])(?:{NO_LETTER}))+$")
_EXPRESSION = re.compile(r"/((?:\\.|[^/\\])*)/(.*)", re.DOTALL)
_PHRASE = re.compile(f"(=?)[{_QUOTES}]([^{_QUOTES}]*)([{_QUOTES}]?)(?:~(.*))?", re.DOTALL)
_A_TERM = "a word, a phrase, an expression or a group"
_DEEPEST_GROUP = 100
_LONGEST_DISTANCE = 4  # digits


def build(query: str) -> Query:
    """The query as a tree; see `feeder.topics.query.parse`."""
    text = clean(query)
    try:
        _check_depth(text)
        return _parser().parse(text)  # type: ignore[return-value]  # the transformer makes the tree a query
    except UnexpectedToken as problem:
        message, position = _explained(problem, text)
        raise QueryError(message, _original(query, position)) from problem
    except QueryError as problem:
        raise QueryError(str(problem), _original(query, problem.position)) from problem


@lru_cache(maxsize=1)
def _parser() -> Lark:
    grammar = _RULES
    for name, pattern in _PLACEHOLDERS.items():
        grammar = grammar.replace(name, pattern)
    return Lark(grammar, start="query", parser="lalr", lexer="basic", transformer=_Builder())


@v_args(inline=True)
class _Builder(Transformer[Token, Query]):
    """Makes each rule's tree a query as soon as it is read."""

    def disjunction(self, *parts: Query) -> Query:
        return Or(parts=tuple(inner for part in parts for inner in (part.parts if isinstance(part, Or) else (part,))))

    def conjunction(self, *parts: Query) -> Query:
        return And(parts=tuple(inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,))))

    def negation(self, part: Query) -> Query:
        return part.part if isinstance(part, Not) else Not(part=part)

    def field(self, token: Token, part: Query) -> Query:
        if inner := _inner_field(part):
            raise QueryError(
                f"{inner}: stands inside {token} and could never match: give each field its own term", _start(token)
            )
        return InField(field=token.removesuffix(":"), part=part)

    def word(self, token: Token) -> Query:
        return _word(str(token), _start(token))

    def phrase(self, token: Token) -> Query:
        return _phrase(str(token), _start(token))

    def expression(self, token: Token) -> Query:
        return _expression(str(token), _start(token))


def _start(token: Token) -> int:
    return token.start_pos or 0


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


def _word(text: str, start: int) -> Everything | Term:
    if text == "*":
        return Everything()
    if text.startswith("="):
        return _exact(text[1:], start)
    if text.startswith("-"):
        raise QueryError(_lone_hyphen(text), start)
    if text[0] in "–—−~":
        raise QueryError(f"{quoted(text[0])} means nothing here: write - or NOT to exclude a word", start)
    if (like := _FIELD_LIKE.match(text)) and not _GENDER_FORM.match(_OUTER_PUNCTUATION.sub("", text)):
        raise QueryError(_no_field(like[1]), start)
    return _formed(text, start)


def _lone_hyphen(text: str) -> str:
    if text == "-":
        return "nothing stands behind the hyphen: write it right before the word, phrase or group that it excludes"
    return "a hyphen excludes only with a space or a bracket before it: add one, or drop the hyphen"


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
        bare = _OUTER_PUNCTUATION_OF_STARRED.sub("", inner)
        return Starred(text=bare, open_start=text.startswith("*"), open_end=text.endswith("*"))
    bare = _OUTER_PUNCTUATION.sub("", text)
    return Word(text=text if bare in _OPERATORS else bare)


def _has_word(text: str) -> bool:
    return bool(re.search(LETTER, without_addresses(text)))


def _phrase(text: str, start: int) -> Phrase | Near:
    mark, inside, closing, distance = _PHRASE.fullmatch(text).groups()  # type: ignore[union-attr]  # the lexer's form
    if not closing:
        raise QueryError("this quote is not closed: expected another one", start + len(mark))
    inside_start = start + len(mark) + 1
    pieces = [piece for piece in _PIECE.finditer(inside) if _has_word(piece[0])]
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
        raise QueryError('expected a number of words behind ~, as in "a b"~5', after)
    if len(words) == 1:
        raise QueryError("nearness wants two words or more between the quotes", start)
    return Near(words=words, distance=int(distance))


def _expression(text: str, start: int) -> Expression:
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
        raise QueryError(f"RE2 refuses this expression: {refusal}", start) from refusal
    return Expression(pattern=pattern, ignore_case=bool(flags))


def _check_depth(text: str) -> None:
    """Groups nest so deep only by mistake or malice, and each level costs stack."""
    if text.count("(") > _DEEPEST_GROUP and len(opened := _open_brackets(text, _DEEPEST_GROUP)) > _DEEPEST_GROUP:
        raise QueryError(f"groups stand more than {_DEEPEST_GROUP} deep: write fewer brackets", opened[-1])


def _open_brackets(text: str, deepest: int | None = None) -> list[int]:
    """Where the brackets stand that are open at the end, or as soon as more than `deepest` are."""
    opened: list[int] = []
    for token in _parser().lex(text):
        if token.type == "_OPEN":
            opened.append(_start(token))
        elif token.type == "_CLOSE" and opened:
            opened.pop()
        if deepest is not None and len(opened) > deepest:
            break
    return opened


def _explained(problem: UnexpectedToken, text: str) -> tuple[str, int]:
    """What is wrong where a token stands that the grammar does not take there, and the place."""
    token = problem.token
    complete = "WORD" not in problem.expected or "_OR" in problem.expected
    if token.type == "$END":
        if not text.strip():
            return "the query is empty: write a word, or * for every entry", 0
        if complete:
            return "this bracket is not closed: expected )", _open_brackets(text)[-1]
        return f"the query ends where {_A_TERM} was expected", len(text)
    if complete:
        return "this bracket closes nothing: drop it, or open one before it", _start(token)
    return f"expected {_A_TERM}, found {quoted(token)}", _start(token)


def _original(query: str, position: int) -> int:
    """The place in the query as it was written, of a place in its clean text."""
    longer = (end for end in range(1, len(query) + 1) if len(clean(query[:end])) > position)
    return next(longer, len(query) + 1) - 1
