"""HTML pages from the templates in `feeder/outputs/templates/`.

A page is one file: its style stands in it, and its policy allows that style alone, no script and no request but for
pictures.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from feeder.text import clean


def fill(template: str, **values: Any) -> bytes:
    """The page that the template of that name gives for the values."""
    page = _environment().get_template(template).render(**values)
    # Not all words were cleaned before: a reason may quote a file's name, which need not be text.
    return clean(page).encode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("feeder.outputs"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    style = (files(__package__) / "templates" / "style.css").read_text(encoding="utf-8")
    environment.globals |= {"style": Markup(style), "policy": _policy(style)}  # noqa: S704  # our own file
    return environment


def _policy(style: str) -> str:
    """The page's Content Security Policy, level 2: the style is known by its hash."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src http: https:; base-uri 'none'"
