"""A configuration that is right, and what is said of one that is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from feeder.config import Config, load
from feeder.errors import ConfigError

SITE = """\
[site]
title = "Ticker"
url = "http://127.0.0.1:8080/"
authority = "example.org,2026"
"""
SOURCE = """
[[source]]
name = "live"
folder = "ticker/*.txt"
timezone = "Europe/Berlin"
"""
TOPIC = """
[[topic]]
name = "gas"
query = "gas"
"""


@pytest.fixture
def right() -> str:
    """A configuration without faults: the site in lines 1 to 4, the source in 6 to 9, the topic in 11 to 13."""
    return SITE + SOURCE + TOPIC


@pytest.fixture
def loaded(tmp_path: Path) -> Callable[[str], Config]:
    """The configuration that a text means."""

    def load_text(text: str) -> Config:
        file = tmp_path / "feeder.toml"
        file.write_text(text, "utf-8")
        return load(file)

    return load_text


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[str]]:
    """The lines that are said of a text in the file `feeder.toml`; none if it is right."""
    monkeypatch.chdir(tmp_path)

    def tell(text: str) -> list[str]:
        Path("feeder.toml").write_text(text, "utf-8")
        try:
            load(Path("feeder.toml"))
        except ConfigError as error:
            return str(error).split("\n")
        return []

    return tell
