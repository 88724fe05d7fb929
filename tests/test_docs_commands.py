"""The guide to the commands names what there is, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module

import click
import pytest

from feeder.cli import COMMANDS


def commands() -> Iterator[tuple[str, click.Command]]:
    """Each command by what a user writes."""
    for name in COMMANDS:
        command = import_module(f"feeder.cli.{name}").command
        if isinstance(command, click.Group):
            yield from ((f"{name} {below}", each) for below, each in command.commands.items())
        else:
            yield name, command


@pytest.fixture(scope="module")
def guide(root) -> dict[str, str]:
    """The sections of the page by their headings."""
    parts = re.split(r"^## ", (root / "docs" / "commands.md").read_text("utf-8"), flags=re.MULTILINE)[1:]
    return {re.match(r"`feeder ([a-z ]*[a-z])", part)[1]: part for part in parts}


def test_each_command_and_no_other(guide):
    """The page has a section for each command, in the order of the help."""
    assert [name for name, _ in commands()] == list(guide)


@pytest.mark.parametrize(("name", "command"), list(commands()), ids=[name for name, _ in commands()])
def test_each_option_and_no_other(guide, name, command):
    """A section has a line for each option of its command, and for nothing else."""
    options = {option for param in command.params if isinstance(param, click.Option) for option in param.opts}

    assert options == set(re.findall(r"^\| `(--[a-z-]+)", guide[name], re.MULTILINE))


@pytest.mark.parametrize("name", [name for name, _ in commands()])
def test_each_status_is_told(guide, name):
    """A section says with which status its command ends."""
    assert re.search(r"^Status: .*\b0\b", guide[name], re.MULTILINE)
