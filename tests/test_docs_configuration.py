"""The guide to the configuration says what the configuration knows, and nothing else."""

from __future__ import annotations

import re

import pytest

from feeder.config.tables import SiteTable, SourceTable, TopicTable

TABLES = {"[site]": SiteTable, "[[source]]": SourceTable, "[[topic]]": TopicTable}
SITE = '[site]\ntitle = "T"\nurl = "http://127.0.0.1/"\nauthority = "example.org,2026"\n'


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

    assert build(tmp_path / "feeder.toml", text if header == "[site]" else SITE + text)


def test_the_example_of_further_files_loads(guide, tmp_path):
    """The example of an include stands where TOML has it belong to no table."""
    from feeder.config import build

    text = re.search(r"^## Further files\n\n```toml\n(.*?)```", guide, re.DOTALL | re.MULTILINE)[1]

    assert ["include"] == [each.split(":")[0] for each in build(tmp_path / "feeder.toml", text + SITE).warnings][:1]
