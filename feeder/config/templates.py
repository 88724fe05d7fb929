"""The user's own templates of pages, read with the configuration: a page is a function of it and of the store.

Their faults stop the start, or the reload, which then keeps what was there.
"""

from __future__ import annotations

from pathlib import Path

from feeder.errors import ConfigError


def read(folder: Path) -> tuple[tuple[str, str], ...]:
    """The templates of the folder as names and texts, in the order of their names.

    Raises:
        ConfigError: there is no such folder, a file in it cannot be read, or is no template.
    """
    if not folder.is_dir():
        raise ConfigError(f"[site] templates: {folder}: there is no such folder: make it, or take the key out")
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".html", ".css"))
    return tuple((path.relative_to(folder).as_posix(), _text(path)) for path in files)


def _text(path: Path) -> str:
    from jinja2 import Environment, TemplateSyntaxError

    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            Environment(autoescape=True).parse(text)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"[site] templates: {path}: it cannot be read: {error}") from error
    except TemplateSyntaxError as error:
        raise ConfigError(f"[site] templates: {path}:{error.lineno}: it is no template: {error.message}") from error
    return text
