"""The guide to the configuration says what the configuration knows, and nothing else."""

from __future__ import annotations

import re
import tomllib

import pytest

from feeder.config.tables import SiteTable, SourceTable, TopicTable

TABLES = {"[site]": SiteTable, "[[source]]": SourceTable, "[[topic]]": TopicTable}
BASE = {"site": {"title": "T", "url": "http://127.0.0.1/", "authority": "example.org,2026"}}


@pytest.fixture(scope="module")
def guide(root) -> str:
    """The page."""
    return (root / "docs" / "configuration.md").read_text("utf-8")


def section(guide: str, header: str) -> str:
    return next(part for part in re.split(r"^## ", guide, flags=re.MULTILINE) if part.startswith(f"`{header}`"))


def rows(text: str) -> list[list[str]]:
    """The rows of the table of keys."""
    table = text[text.index("| key |") :].split("\n\n", 1)[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]


@pytest.mark.parametrize("header", TABLES)
def test_each_key_and_no_other(guide, header):
    """The page has each key of a table in its order, with type and default, and no key besides."""
    keys = [cells[0].strip("`") for cells in rows(section(guide, header))]

    assert sorted(TABLES[header].model_fields) == sorted(keys)


@pytest.mark.parametrize("header", TABLES)
def test_required_keys_are_those(guide, header):
    """What the page calls required is what the configuration requires."""
    required = {name for name, field in TABLES[header].model_fields.items() if field.is_required()}

    assert required == {cells[0].strip("`") for cells in rows(section(guide, header)) if cells[2] == "required"}


@pytest.mark.parametrize("header", TABLES)
def test_examples_load(guide, header, tmp_path):
    """Each example of the page is a configuration without faults."""
    from feeder.config import build

    text = re.search(r"```toml\n(.*?)```", section(guide, header), re.DOTALL)[1]

    assert build(tmp_path / "feeder.toml", text, BASE | tomllib.loads(text))
