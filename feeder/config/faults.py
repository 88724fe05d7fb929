"""Faults in a configuration, each with its file and line."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

Place = tuple[str | int, ...]


class Fault(NamedTuple):
    """What is wrong, and where in the data: keys and positions from the root, as pydantic gives them."""

    place: Place
    message: str


def report(path: Path, text: str, faults: Iterable[Fault]) -> str:
    """One line for each fault: file, line, table and key, what is wrong and what to do."""
    nodes = _nodes(text)
    lines = sorted({(_line(nodes, fault.place) or 0, _name(fault.place), fault.message) for fault in faults})
    return "\n".join(f"{path}:{line or 1}: {name}: {message}" for line, name, message in lines)


def _nodes(text: str) -> dict[str, Any]:
    # Loaded only when there is a fault to place; all of what we use of it is in this module.
    import toml_rs

    nodes: dict[str, Any] = toml_rs.load_with_metadata(io.BytesIO(text.encode())).meta["nodes"]
    return nodes


def _line(nodes: Any, place: Place) -> int | None:
    """The line of the deepest part of the place that the file holds."""
    line = None
    for step in place:
        nodes = _child(nodes, step)
        if nodes is None:
            break
        line = _own_line(nodes) or line
    return line


def _child(node: Any, step: str | int) -> Any:
    """The part below a node; a node with a line of its own keeps its parts under `value`."""
    parts = node["value"] if isinstance(node, dict) and {"key_line", "value_line"} & node.keys() else node
    if isinstance(parts, list) and isinstance(step, int) and step < len(parts):
        return parts[step]
    return parts.get(step) if isinstance(parts, dict) else None


def _own_line(node: Any) -> int | None:
    if not isinstance(node, dict):
        return None
    for key in ("key_line", "value_line"):
        if key in node:
            found = node[key]
            return int(found[0] if isinstance(found, tuple) else found)
    # A table has no line of its own here: the line above its first key is its header, as people write it.
    lines = [line for child in node.values() if (line := _own_line(child))]
    return min(lines) - 1 if lines else None


def _name(place: Place) -> str:
    """`[site] url`, `[[topic]] 2 query`: the way a person finds it."""
    if not place:
        return "file"
    table, *rest = place
    if rest and isinstance(rest[0], int):
        return " ".join([f"[[{table}]]", f"number {rest[0] + 1}", *map(str, rest[1:])])
    return " ".join([f"[{table}]" if table == "site" or rest else str(table), *map(str, rest)])
