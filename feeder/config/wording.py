"""What pydantic finds wrong, in words that say what to write instead."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from feeder import storeurl
from feeder.config.faults import Fault, Place

_LONGEST_VALUE = 80
_WRITE = {
    "string_type": "write it as text, in quotes",
    "bool_type": "write true or false, without quotes",
    "list_type": 'write a list: ["…", "…"]',
    "too_short": "name one at least",
}


def faults(error: ValidationError, data: Mapping[str, Any], tables: Mapping[str, type[BaseModel]]) -> list[Fault]:
    """Everything that pydantic found.

    Args:
        error: what it raised.
        data: what it judged.
        tables: the form of each table by its name.
    """
    return [_fault(dict(each), data, tables) for each in error.errors(include_url=False)]


def _fault(error: dict[str, Any], data: Mapping[str, Any], tables: Mapping[str, type[BaseModel]]) -> Fault:
    place: Place = error["loc"]
    match error["type"]:
        case "extra_forbidden":
            return Fault(place, _unknown(place, data, tables))
        case "missing":
            return Fault(place, _missing(place, tables))
        case "list_type" | "model_type" if len(place) < len(("table", "number", "key")) and place[-1] in (*tables, 0):
            return Fault(place[:1], _wrong_table(str(place[0])))
        case "value_error":
            why = str(error["ctx"]["error"])
        case "literal_error":
            why = f"write {error['ctx']['expected']}".replace("'", '"')
        case kind:
            why = _WRITE.get(kind, error["msg"])
    return Fault(place, f"{_shown(data, place)}: {why}")


def _unknown(place: Place, data: Mapping[str, Any], tables: Mapping[str, type[BaseModel]]) -> str:
    key = str(place[-1])
    if len(place) == 1:
        known_names = (*tables, "include")
        near = difflib.get_close_matches(key, known_names, 1, 0.5)
        kind = "table" if _is_table(data[key]) else "key"
        known = ", ".join(map(_header, known_names))
        return f'"{key}": unknown {kind}; ' + (f"did you mean {_header(near[0])}?" if near else f"known are {known}")
    known_keys = tables[str(place[0])].model_fields
    near = difflib.get_close_matches(key, known_keys, 1, 0.5)
    return "unknown key; " + (f"did you mean {near[0]}?" if near else f"known are {', '.join(known_keys)}")


def _is_table(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(each, dict) for each in value))


def _missing(place: Place, tables: Mapping[str, type[BaseModel]]) -> str:
    if len(place) == 1:
        return f"the table {_header(str(place[0]))} is missing"
    examples = tables[str(place[0])].model_fields[str(place[-1])].examples or []
    return f"it is missing: write {place[-1]} = {json.dumps(examples[0])}, or what is right for you"


def _wrong_table(name: str) -> str:
    if name == "site":
        return "there is one [site], in single brackets, with its keys below it"
    return f"write [[{name}]], in double brackets, for each {name}, with its keys below it"


def _header(name: str) -> str:
    return {"site": "[site]", "include": "include"}.get(name, f"[[{name}]]")


def _shown(data: Any, place: Place) -> str:
    for step in place:
        data = data[step]
    # The password of an address is not for a log.
    shown = re.sub(r"//[^/?#]*@", "//…@", storeurl.shown(json.dumps(data, ensure_ascii=False, default=str)))
    return shown if len(shown) <= _LONGEST_VALUE else f"{shown[: _LONGEST_VALUE - 1]}…"
