"""Writes docs/reading.md from the corpus beside this file: each form with its text and what is read in it.

Run it after a form was added or has changed: `.venv/bin/python tests/reading/make_docs.py`.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from feeder.text import decode

CORPUS = Path(__file__).parent / "corpus"
PAGE = Path(__file__).parents[2] / "docs" / "reading.md"
INTRODUCTION = """\
# What feeder can read

feeder reads a ticker as it is: plain text, a page, or a feed, with the newest or the oldest entry first. Nothing has to
be configured but where it is, the zone of clocks that name none, and its language. What it is not sure of it leaves
alone, and says so.

To see what it reads in a text of yours: `feeder parse FILE-OR-URL`, and with `--explain` why
([commands.md](commands.md)). For what a text cannot tell there are a few keys ([configuration.md](configuration.md)).

This page is written by `tests/reading/make_docs.py` from the cases that the tests read: each form, an example, and what
is read in it.
"""
MORE = "More forms"
_MOST_LINES = 16
_LONGEST_LINE = 110
_MOST_ENTRIES = 3
_LONGEST_CELL = 60


def page() -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, *(line for section in _sections() for line in section)])


def _sections() -> Iterator[Iterator[str]]:
    told = tomllib.loads((CORPUS / "about.toml").read_text("utf-8"))["section"]
    # What has options alone is not yet accepted, and nobody knows what is read in it.
    forms = {path.parent.name for path in CORPUS.glob("*/expected.json") if len(json.loads(path.read_bytes())) > 1}
    rest = sorted(forms - {name for section in told for name in section["forms"]})
    if rest:
        untold = {name: name.replace("-", " ").capitalize() for name in rest}
        told.append({"title": MORE, "about": "", "forms": untold})
    for section in told:
        there = {name: title for name, title in section["forms"].items() if name in forms}
        yield _section(section["title"], section["about"].strip(), there)


def _section(title: str, about: str, forms: dict[str, str]) -> Iterator[str]:
    yield f"## {title}\n"
    if about:
        yield f"{about}\n"
    for name, words in forms.items():
        yield from _form(name, words)


def _form(name: str, words: str) -> Iterator[str]:
    path = next((CORPUS / name).glob("ticker.*"))
    expected = json.loads((CORPUS / name / "expected.json").read_text("utf-8"))
    yield f"### {words}\n"
    text = _shown(path, expected["options"]["language"])
    if text:
        yield f"````{path.suffix[1:].replace('txt', 'text')}\n{text}\n````\n"
    if "refused" in expected:
        yield f"No ticker: {expected['refused']}.\n"
    else:
        yield "\n".join(_entries(expected["items"])) + "\n"


def _shown(path: Path, language: str) -> str:
    """The text of the file, or its beginning, as a person sees it."""
    declared = re.search(rb"charset=\"?([\w-]+)|encoding=\"([\w-]+)", path.read_bytes()[:200])
    name = next(filter(None, declared.groups())).decode() if declared else None
    text, _ = decode(path.read_bytes(), name, language)
    lines = [_cut(line.rstrip(), _LONGEST_LINE) for line in text.replace("\r\n", "\n").strip("\n").split("\n")]
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], "…"]
    return "\n".join(lines)


def _entries(items: list[dict]) -> Iterator[str]:
    yield "| published | title | text |"
    yield "|---|---|---|"
    for item in items[:_MOST_ENTRIES]:
        when = (item["published"] or "–").replace("T", " ")
        shown = when[:10] if item["precision"] == "day" else when[:19].removesuffix(":00") + when[19:]
        yield f"| {shown} | {_cell(item['title'])} | {_cell(item['text'])} |"
    if len(items) > _MOST_ENTRIES:
        yield f"| … {len(items)} in all | | |"


def _cell(text: str | None) -> str:
    folded = _cut(" ".join((text or "–").split()), _LONGEST_CELL)
    return re.sub(r"([\\|<>*_`\[\]])", r"\\\1", folded)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
