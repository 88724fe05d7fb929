"""The command line as a whole: help, slips of the finger, statuses, and how little it loads."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from feeder import __version__
from feeder.cli import COMMANDS, main
from feeder.errors import FeederError

HEAVY = {
    "alembic",
    "apscheduler",
    "bs4",
    "feedgen",
    "jinja2",
    "lark",
    "lxml",
    "nh3",
    "pydantic",
    "re2",
    "requests",
    "rich",
    "sqlalchemy",
    "starlette",
    "structlog",
    "uvicorn",
    "watchfiles",
}


def test_the_version(call):
    """The version is told in one line."""
    assert (0, f"feeder {__version__}\n") == (call("--version").status, call("--version").out)


def test_help_lists_the_commands(call):
    """Each command is listed with what it does, in the order of a user's day."""
    helped = call("-h")
    listed = [line.split()[0] for line in helped.out[helped.out.index("Commands:") :].splitlines()[1:] if line.strip()]

    assert (0, list(COMMANDS)) == (helped.status, listed)


def test_without_a_command(call):
    """Who calls it bare gets the help, and a status that a script notices."""
    bare = call()

    assert (2, True) == (bare.status, bare.err.startswith("Usage: feeder"))


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself(call, name):
    """Each command has a help that says what it does and explains each option."""
    command = import_module(f"feeder.cli.{name}").command
    options = [each for each in command.params if isinstance(each, click.Option)]
    helped = call(name, "--help")

    assert 0 == helped.status
    assert command.help.split("\n")[0] in " ".join(helped.out.split())
    assert [] == [option.name for option in options if not option.help]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (["runn"], "No such command 'runn'; did you mean 'run'?"),
        (["chekc"], "No such command 'chekc'; did you mean 'check'?"),
        (
            ["xyzzy"],
            (
                "No such command 'xyzzy'; there are init, add, run, parse, check, serve, status, history, why, "
                "rebuild, forget, feeds, topics, schema"
            ),
        ),
        (["--", "-x"], "No such option '-x'."),
        (["--verson"], "No such option '--verson'. Did you mean '--version'?"),
        (["status", "--jsno"], "No such option '--jsno'. Did you mean '--json'?"),
        (["run", "--once", "--serve"], "--once stops after one pass: there is nothing left to serve"),
        (["run", "--port", "8090"], "--port goes with --serve"),
        (["run", "--host", "127.0.0.1", "--once"], "--host goes with --serve"),
        (["parse"], "Missing argument 'FILE-OR-URL...'."),
        (
            ["parse", "--timezone", "Berlin", "a.txt"],
            """Invalid value for '--timezone': "Berlin": no such time zone; did you mean "Europe/Berlin"?""",
        ),
        (
            ["parse", "--language", "german", "a.txt"],
            """Invalid value for '--language': "german": no language tag (BCP 47); write one like "de" or "en-GB\"""",
        ),
    ],
)
def test_slips_of_the_finger(call, place, written, told):
    """What cannot be understood is told with the nearest that could be meant, and nothing is done."""
    called = call(*written)

    assert (2, "", f"Error: {told}") == (called.status, called.out, called.err.splitlines()[-1])
    assert [] == list(place.iterdir())


def test_what_goes_wrong_is_told_in_words(call, place):
    """An error that is expected is one line, not a traceback."""
    missing = place / "feeder.toml"

    called = call("check", "--config", missing)

    assert (2, "", f"feeder: {missing}: there is no such file: `feeder init` writes one to begin with\n") == (
        called.status,
        called.out,
        called.err,
    )


def test_a_bug_shows_a_traceback(monkeypatch):
    """What nobody expected is not hidden: the exception goes on."""

    def odd(_ctx, _option, _value):
        raise ZeroDivisionError

    command = import_module("feeder.cli.check").command
    monkeypatch.setattr(command.params[0], "callback", odd)

    with pytest.raises(ZeroDivisionError):
        main(["check"])


def test_every_error_of_ours_has_a_status():
    """All errors that are expected are of one family, which the command line tells in words."""
    from feeder import errors

    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]

    assert [] == [kind for kind in kinds if not issubclass(kind, FeederError)]


# ---------------------------------------------------------------- start


def loaded_by(*arguments, cwd):
    """The names of the packages that a call of the command has loaded, in a process of its own."""
    script = (
        "import runpy, sys\n"
        "sys.argv[0] = 'feeder'\n"
        "try:\n"
        "    runpy.run_module('feeder', run_name='__main__')\n"
        "except SystemExit as end:\n"
        "    assert not end.code, end.code\n"
        "print(*{name.partition('.')[0] for name in sys.modules}, sep='\\n', file=sys.stderr)\n"
    )
    environment = {name: value for name, value in os.environ.items() if name != "FEEDER_CONFIG"}
    called = subprocess.run(
        [sys.executable, "-c", script, *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=True
    )
    return set(called.stderr.split())


def test_the_version_loads_nothing(tmp_path):
    """Saying its version takes none of the libraries."""
    assert set() == HEAVY & loaded_by("--version", cwd=tmp_path)


def test_a_text_is_parsed_without_the_daemon(site):
    """To show what is in a text takes no database, no configuration and no network; a table takes its library."""
    assert {"rich"} == HEAVY & loaded_by("parse", "ticker/1.txt", cwd=site)
    assert set() == HEAVY & loaded_by("parse", "--json", "ticker/1.txt", cwd=site)


def test_a_pass_loads_what_it_needs(site):
    """One pass over files takes no scheduler, no server, no log and no network."""
    loaded_by("run", "--once", cwd=site)  # the first makes the store, which takes a migration
    (site / "ticker" / "2.txt").write_text((site / "ticker" / "1.txt").read_text("utf-8") + "\nEnde.\n", "utf-8")

    loaded = HEAVY & loaded_by("run", "--once", cwd=site)

    assert set() == loaded & {"alembic", "apscheduler", "requests", "rich", "starlette", "structlog", "uvicorn"}


def test_it_runs_again_within_one_process(site, monkeypatch, capsys):
    """`python -m feeder run --once` may run again and again in one process: it leaves nothing behind."""
    monkeypatch.setattr(sys, "argv", ["feeder", "run", "--once"])
    before = (sys.stdout, sys.stderr, dict(os.environ), Path.cwd())
    statuses = []
    for _ in range(2):
        with pytest.raises(SystemExit) as ended:
            runpy.run_module("feeder", run_name="__main__")
        statuses.append(ended.value.code)

    assert [0, 0] == statuses
    assert ("", "") == tuple(capsys.readouterr())
    assert before == (sys.stdout, sys.stderr, dict(os.environ), Path.cwd())
    assert (site / "public" / "all.atom").exists()
