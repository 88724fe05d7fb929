"""`feeder topics match`, run as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from feeder.cli.topics import command
from feeder.errors import FeederError


def line(**changes):
    return json.dumps({"id": "1", "language": "de", "query": "Brand", "title": None, "text": "Zwei Brände"} | changes)


def answers(*lines, options=("--json",)):
    run = CliRunner().invoke(command, ["match", *options], input="\n".join(lines), catch_exceptions=False)
    assert run.exit_code == 0
    return run.stdout.splitlines()


def test_each_line_is_answered():
    """Each question is answered with a JSON line, in order; blank lines are none."""
    expected = [
        {"id": "1", "match": True, "why": "Brand: Brände"},
        {"id": 2, "match": False, "why": "Köln is missing"},
    ]

    assert expected == list(map(json.loads, answers(line(), "", line(id=2, query="Köln"))))


def test_answers_for_a_person():
    """Without --json the answer is a line of plain words."""
    assert ["1: match: Brand: Brände", "1: no match: Bus is missing"] == answers(line(), line(query="Bus"), options=())


@pytest.mark.parametrize("name", ["id", "query", "text"])
def test_halves_of_characters(name):
    """What no encoding holds is given back as it came, and the lines behind it are answered too."""
    first, second = map(json.loads, answers(line(**{name: "\ud800"}), line()))

    assert ("\ud800" if name == "id" else "1", name == "id") == (first["id"], first["match"])
    assert second["match"]


def test_a_wrong_query_is_an_answer():
    """A wrong query matches nothing, and the reason is the error with its place."""
    (answer,) = map(json.loads, answers(line(query="Brand OR")))

    assert answer["match"] is False
    assert "character 9: the query ends" in answer["why"]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("{", "line 2: Expecting property name"),
        ("[]", "expected an object"),
        (line(id=None), '"id" is no text or number'),
        (line(title=3), '"title" is neither text nor null'),
        (line(text=None), '"text" is missing or no text'),
        (b'"\xff"', "line 2: 'utf-8' codec"),
    ],
)
def test_a_line_that_asks_nothing(bad, reason):
    """A malformed line is an error that names the line and what is wrong with it."""
    bad = bad if isinstance(bad, bytes) else bad.encode()

    with pytest.raises(FeederError) as caught:
        CliRunner().invoke(command, ["match"], input=line().encode() + b"\n" + bad, catch_exceptions=False)

    assert str(caught.value).startswith("standard input: line 2: ")
    assert reason in str(caught.value)


def test_the_command_itself():
    """The installed command answers what it can, then ends with 2 and the reason on standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "feeder", "topics", "match", "--json"],
        input=f"{line()}\nnonsense\n",
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert {"id": "1", "match": True, "why": "Brand: Brände"} == json.loads(done.stdout)
    assert done.stderr.startswith("feeder: standard input: line 2: ")
