"""Faults in a configuration, each with its file and line."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

Place = tuple[str | int, ...]

_WIDTH = 72  # characters of a line that is shown below a message
_INDENT = "    "


class Fault(NamedTuple):
    """What is wrong, and where in the data.

    Attributes:
        place: keys and positions from the root, as pydantic gives them.
        message: what is wrong, why, and what to do.
        below: how many lines below the first line of a value of several lines.
    """

    place: Place
    message: str
    below: int = 0


def lines(path: Path, text: str, faults: Iterable[Fault]) -> list[str]:
    """One line for each fault in the order of the file: file, line, table and key, what is wrong and what to do."""
    if not (faults := list(faults)):
        return []
    nodes = _nodes(text)
    found = sorted({(_line(text, nodes, fault), _name(nodes, fault.place), fault.message) for fault in faults})
    return [f"{path}:{line}: {name}{message}" for line, name, message in found]


def told(path: Path, found: Sequence[str]) -> str:
    """The lines of all faults of a configuration, with their number over them if there are several."""
    return "\n".join(found if len(found) == 1 else [f"{path} has {len(found)} faults", *found])


def cut(line: str, column: int) -> str:
    """The line and a caret below its column, from 0; of a long line only what stands around it."""
    start = max(0, min(column - _WIDTH // 2, len(line) - _WIDTH))
    before, after = ("…" if start else ""), ("…" if start + _WIDTH < len(line) else "")
    shown = line[start : start + _WIDTH].replace("\t", " ")
    return f"{_INDENT}{before}{shown}{after}\n{_INDENT}{' ' * (len(before) + column - start)}^"


def _nodes(text: str) -> dict[str, Any]:
    # Loaded only when there is a fault to place; all of what we use of it is in this module.
    import toml_rs

    nodes: dict[str, Any] = toml_rs.load_with_metadata(io.BytesIO(text.encode())).meta["nodes"]
    return nodes


def _line(text: str, nodes: Any, fault: Fault) -> int:
    """The line of the deepest part of the place that the file holds."""
    line = _header(text, fault.place)
    for step in fault.place:
        nodes = _child(nodes, step)
        if nodes is None:
            return line
        line = _own_line(nodes) or line
    return line + _below(nodes, fault.below)


def _header(text: str, place: Place) -> int:
    """The line of the table's header, which a single table does not tell; 1 if it has none."""
    match = re.search(rf"^[ \t]*\[[ \t]*{re.escape(str(place[0]))}[ \t]*\]", text, re.MULTILINE)
    return text.count("\n", 0, match.start()) + 1 if match else 1


def _child(node: Any, step: str | int) -> Any:
    """The part below a node; a node with a line of its own keeps its parts under `value`."""
    parts = node["value"] if _own_line(node) else node
    if isinstance(parts, list) and isinstance(step, int) and step < len(parts):
        return parts[step]
    return parts.get(step) if isinstance(parts, dict) else None


def _own_line(node: Any) -> int | None:
    for key in ("key_line", "value_line"):
        found = node.get(key)
        # In a table these may be keys of the user, and have lines of their own.
        if not isinstance(found, dict) and found is not None:
            return int(found[0] if isinstance(found, tuple) else found)
    return None


def _below(node: Any, lines: int) -> int:
    """So many lines of a value below its first; TOML leaves out a line break right behind the opening quotes."""
    raw = str(node.get("value_raw", ""))
    opened = re.match(r"(\"\"\"|''')(\r?\n)?", raw)
    return lines + bool(opened[2]) if opened else 0


def _name(nodes: Any, place: Place) -> str:
    """`[site] url: `, `[[topic]] gas: query: `: the way a person finds it."""
    table, *rest = place
    if table == "include":
        return "include: "
    if not rest:
        return ""
    keys = "".join(f"{step}: " for step in rest if isinstance(step, str))
    if not isinstance(rest[0], int):
        return f"[{table}] {keys}"
    named = _child(_child(_child(nodes, table), rest[0]) or {}, "name") or {}
    name = named.get("value")
    return f"[[{table}]] {name if isinstance(name, str) else f'number {rest[0] + 1}'}: {keys}"
