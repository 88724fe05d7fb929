"""What the tests stand on works itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text


def test_a_fresh_database_is_empty_and_takes_a_table(database_url):
    """Each test that asks for a database gets one that is its own and can be written to."""
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE entry (id TEXT)"))
        connection.execute(text("INSERT INTO entry VALUES ('Straße')"))
        rows = connection.execute(text("SELECT id FROM entry")).scalars().all()
    engine.dispose()

    assert ["Straße"] == rows


def test_a_program_that_is_there_is_found(requires):
    """A program that is installed is given by its path."""
    assert "/" in requires("sh", package="dash")


@pytest.mark.parametrize(("setting", "outcome"), [("", "1 skipped"), ("all", "1 failed")])
def test_a_missing_program_skips_or_fails(setting, outcome, tmp_path):
    """A missing program is a skip that names the package, and a failure where all are required."""
    (tmp_path / "conftest.py").write_text(Path(__file__).with_name("conftest.py").read_text("utf-8"), "utf-8")
    (tmp_path / "test_it.py").write_text("def test_it(requires):\n    requires('no-such-program', package='none')\n")

    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-rsf", "-p", "no:cacheprovider", "--rootdir", tmp_path, tmp_path],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "FEEDER_REQUIRE": setting},
        capture_output=True,
        text=True,
        check=False,
    )

    assert "no-such-program is not installed (Debian: none)" in result.stdout
    assert outcome in result.stdout
