"""feeder topics match: does a query take a text, and why?"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import click

from feeder.cli.common import json_option
from feeder.errors import FeederError, QueryError

_TEXTS = ("language", "query", "text")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """Does the query take an entry with this title and text?"""

    id: str | int
    language: str
    query: str
    title: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """Whether it does, and why."""

    id: str | int
    match: bool
    why: str


@click.command("match")
@json_option
def command(*, as_json: bool) -> None:
    """Say whether queries take texts, and why; needs no configuration.

    Each line of standard input is {"id", "language", "query", "title", "text"}; the title may be null. Each is
    answered with {"id", "match", "why"}. A query that is wrong takes nothing, and the answer says where it is wrong.
    """
    for question in _questions(sys.stdin.buffer):
        answer = _answered(question)
        told = _as_json(answer) if as_json else _as_text(answer)
        # A half of a character, which JSON can name, is given back as it came: no encoding holds it.
        click.echo(told.encode("utf-8", "backslashreplace"))


def _questions(lines: Iterable[bytes]) -> Iterator[_Question]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            question = _question(json.loads(line))
        except (ValueError, TypeError) as problem:
            raise FeederError(f"standard input: line {number}: {problem}; write one JSON object a line") from problem
        yield question


def _question(read: Any) -> _Question:
    """The question that a line asks. Raises TypeError if it is none."""
    if not isinstance(read, dict):
        raise TypeError("expected an object with id, language, query, title and text")
    if not isinstance(read.get("id"), str | int):
        raise TypeError('"id" is no text or number')
    if not isinstance(read.get("title"), str | None):
        raise TypeError('"title" is neither text nor null')
    for name in _TEXTS:
        if not isinstance(read.get(name), str):
            raise TypeError(f'"{name}" is missing or no text')
    texts: dict[str, str] = {name: read[name] for name in _TEXTS}
    return _Question(id=read["id"], title=read.get("title"), **texts)


def _answered(question: _Question) -> _Answer:
    from feeder.topics.looking import matches
    from feeder.topics.query import parse

    try:
        query = parse(question.query)
    except QueryError as problem:
        return _Answer(id=question.id, match=False, why=f"query: character {problem.position + 1}: {problem}")
    verdict = matches(query, question.title, question.text, question.language)
    return _Answer(id=question.id, match=verdict.match, why=verdict.why)


def _as_json(answer: _Answer) -> str:
    return json.dumps({"id": answer.id, "match": answer.match, "why": answer.why}, ensure_ascii=False)


def _as_text(answer: _Answer) -> str:
    return f"{answer.id}: {'match' if answer.match else 'no match'}: {answer.why}"
