"""How a query is written: a lark grammar, and the errors that point at the character.

The lexer is wide on purpose: an unclosed quote or a star inside a word is read as the term that it was meant to be,
so that the error can say what is wrong with it.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from lark import Lark, Token, Transformer, UnexpectedToken
from lark.visitors import v_args

from feeder.errors import QueryError, quoted
from feeder.topics import descent, terms
from feeder.topics.letters import clean
from feeder.topics.query import Query

RULES = r"""
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

    _OPEN.4: /<_OPEN>/
    _CLOSE.4: /<_CLOSE>/
    _OR.3: /<_OR>/
    _AND.3: /<_AND>/
    _NOT.3: /<_NOT>/
    _HYPHEN.3: /<_HYPHEN>/
    FIELD.3: /<FIELD>/
    PHRASE.2: /<PHRASE>/
    EXPRESSION.2: /<EXPRESSION>/
    WORD.1: /<WORD>/
    %ignore /\s+/
"""
"""The rules, with a place for the pattern of each token."""

_A_TERM = "a word, a phrase, an expression or a group"


def by_grammar(query: str, text: str) -> Query:
    """The query as the grammar reads it.

    Args:
        query: as it was written, in which errors have their place.
        text: the same, clean.
    """
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
    grammar = RULES
    for name, pattern in descent.TOKENS.items():
        grammar = grammar.replace(f"<{name}>", pattern.replace("/", r"\/"))
    return Lark(grammar, start="query", parser="lalr", lexer="basic", transformer=_Builder())


@v_args(inline=True)
class _Builder(Transformer[Token, Query]):
    """Makes each rule's tree a query as soon as it is read."""

    def disjunction(self, *parts: Query) -> Query:
        return terms.any_of(parts)

    def conjunction(self, *parts: Query) -> Query:
        return terms.all_of(parts)

    def negation(self, part: Query) -> Query:
        return terms.none_of(part)

    def field(self, token: Token, part: Query) -> Query:
        return terms.in_field(str(token), part, _start(token))

    def word(self, token: Token) -> Query:
        return terms.word(str(token), _start(token))

    def phrase(self, token: Token) -> Query:
        return terms.phrase(str(token), _start(token))

    def expression(self, token: Token) -> Query:
        return terms.expression(str(token), _start(token))


def _start(token: Token) -> int:
    return token.start_pos or 0


def _check_depth(text: str) -> None:
    """Groups nest so deep only by mistake or malice, and each level costs stack."""
    if (
        text.count("(") > descent.DEEPEST_GROUP
        and len(opened := _open_brackets(text, descent.DEEPEST_GROUP)) > descent.DEEPEST_GROUP
    ):
        raise QueryError(f"groups stand more than {descent.DEEPEST_GROUP} deep: write fewer brackets", opened[-1])


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
    before_field = ": write it before the field, as in NOT title:a" if text[: _start(token)].endswith(":") else ""
    return f"expected {_A_TERM}, found {quoted(token)}{before_field}", _start(token)


def _original(query: str, position: int) -> int:
    """The place in the query as it was written, of a place in its clean text."""
    return bisect_right(range(1, len(query) + 1), position, key=lambda end: len(clean(query[:end])))
