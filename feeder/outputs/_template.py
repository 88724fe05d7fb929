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

from jinja2 import BaseLoader, ChoiceLoader, DictLoader, Environment, PackageLoader, StrictUndefined, TemplateError
from markupsafe import Markup

from feeder.errors import PublishError
from feeder.model import Site
from feeder.text import clean

STYLE = "style.css"


def fill(template: str, *, site: Site, **values: Any) -> bytes:
    """The page that the template of that name gives for the values; the site's own template, if it has one.

    Raises:
        PublishError: the site's own template asks for something that is not there.
    """
    try:
        page = _environment(site.templates).get_template(template).render(site=site, **values)
    except TemplateError as error:
        if not site.templates:
            raise
        raise PublishError(
            f"{template}: not written: a template of yours fails: {error}: mend it in the folder that [site] templates "
            "names, or take it out"
        ) from error
    # Not all words were cleaned before: a title may hold what is no text.
    return clean(page).encode()


@cache
def _environment(own: tuple[tuple[str, str], ...]) -> Environment:
    loaders: list[BaseLoader] = [DictLoader(dict(own)), PackageLoader("feeder.outputs")]
    environment = Environment(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    style = dict(own).get(STYLE) or (files(__package__) / "templates" / STYLE).read_text(encoding="utf-8")
    environment.globals |= {"style": Markup(style), "policy": _policy(style)}  # noqa: S704  # our file or the user's
    return environment


def _policy(style: str) -> str:
    """The page's Content Security Policy, level 2: the style is known by its hash."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src http: https:; base-uri 'none'"
