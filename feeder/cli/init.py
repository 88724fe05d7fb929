"""feeder init: a configuration to begin with."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

from feeder.cli.common import now
from feeder.errors import ConfigError

_TEMPLATE = Path(__file__).parent / "feeder.toml.template"


@click.command
@click.argument("folder", metavar="[FOLDER]", default=".", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """Write a commented feeder.toml and its folders, ready for `feeder run`. Never overwrites a file."""
    target = folder / "feeder.toml"
    try:
        (folder / "ticker").mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8") as file:
            file.write(_TEMPLATE.read_text("utf-8").replace("{authority}", _authority()))
    except FileExistsError as error:
        raise ConfigError(
            f"{error.filename}: stands there already, and nothing is overwritten: choose another folder"
        ) from error
    except OSError as error:
        raise ConfigError(f"{error.filename}: cannot be written: {error.strerror}") from error
    click.echo(f"wrote {target}")
    click.echo("next: put your ticker's text into " + str(folder / "ticker") + ", then")
    click.echo(f"  feeder run --serve --config {target}")


def _authority() -> str:
    """One that no other installation has, until the user puts a domain of their own there."""
    return f"{secrets.token_hex(5)}.example.org,{now():%Y}"
