"""feeder init: a configuration to begin with."""

from __future__ import annotations

import os
import secrets
import shlex
from pathlib import Path

import click

from feeder.clock import now
from feeder.errors import ConfigError

_TEMPLATE = Path(__file__).parent / "feeder.toml.template"
_LOCALTIME = Path("/etc/localtime")


@click.command
@click.argument("folder", metavar="[FOLDER]", default=".", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Write a commented feeder.toml and its folders, ready for `feeder run`. Never overwrites a file."""
    target = folder / "feeder.toml"
    ticker = folder / "ticker"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not target.exists():  # else the folder is not made either
            ticker.mkdir(exist_ok=True)
        with target.open("x", encoding="utf-8") as file:
            file.write(_written(_TEMPLATE.read_text("utf-8")))
    except FileExistsError as error:
        raise ConfigError(
            f"{error.filename}: stands there already, and nothing is overwritten: choose another folder"
        ) from error
    except OSError as error:
        raise ConfigError(f"{error.filename}: cannot be written: {error.strerror}: choose another folder") from error
    named = "" if folder == Path() else f" --config {shlex.quote(str(target))}"
    click.echo(f"wrote {target}")
    click.echo(f"next: put a ticker's text into {ticker}, as a file that ends in .txt, then")
    click.echo(f"  feeder run --serve{named}")


def _written(template: str) -> str:
    return template.replace("{authority}", _authority()).replace("{timezone}", _timezone())


def _authority() -> str:
    """One that no other installation has, until the user puts a domain of their own there."""
    return f"{secrets.token_hex(5)}.example.org,{now():%Y}"


def _timezone() -> str:
    """That of this user or machine, by its name; `UTC` where it tells none."""
    of_machine = str(_LOCALTIME.resolve()).rpartition("/zoneinfo/")[2]
    return next(filter(_is_zone, (os.environ.get("TZ", ""), of_machine)), "UTC")


def _is_zone(name: str) -> bool:
    from feeder.config import forms

    try:
        forms.zone(name)
    except ValueError:
        return False
    return True
