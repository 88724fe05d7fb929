"""A configuration in several files."""

from __future__ import annotations

import pytest

from feeder.config import load
from feeder.errors import ConfigError

TOPICS, SOURCES = "topics.d/energie.toml", "sources/radio.toml"
MAIN = """\
include = ["topics.d/*.toml", "sources/*.toml"]

[site]
title = "Ticker"
url = "http://127.0.0.1:8080/"
authority = "example.org,2026"

[[source]]
name = "live"
folder = "ticker/*.txt"
timezone = "Europe/Berlin"
language = "de"

[[topic]]
name = "all"
query = "*"
"""
GAS = """\
[[topic]]
name = "gas"
query = "Gas"
sources = ["radio"]

[[topic]]
name = "strom"
query = "Strom"
"""
RADIO = """\
[[source]]
name = "radio"
folder = "texte/*.txt"
timezone = "Europe/Berlin"
"""


@pytest.fixture
def folder(tmp_path):
    """A configuration that includes a file of topics and one of sources."""
    for name, text in {
        "feeder.toml": MAIN,
        "topics.d/energie.toml": GAS,
        "sources/radio.toml": RADIO,
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def message_of(folder) -> list[str]:
    with pytest.raises(ConfigError) as raised:
        load(folder / "feeder.toml")
    return str(raised.value).replace(f"{folder}/", "").splitlines()


def test_included_files_are_read_in_order(folder):
    """What is included stands behind what the file itself says, in the order of the globs and of the names."""
    (folder / "topics.d" / "10-leer.toml").write_text("", "utf-8")
    (folder / "topics.d" / "2-wasser.toml").write_text('[[topic]]\nname = "wasser"\nquery = "Wasser"\n', "utf-8")
    settings = load(folder / "feeder.toml")

    assert ["live", "radio"] == [source.name for source in settings.sources]
    assert ["all", "wasser", "gas", "strom"] == [topic.name for topic in settings.topics]
    assert ["topics.d/2-wasser.toml", "topics.d/10-leer.toml", TOPICS, SOURCES] == [
        str(path.relative_to(folder)) for path in settings.included
    ]
    assert () == settings.warnings


def test_paths_are_relative_to_the_file_that_names_them(folder):
    """A folder in an included file is relative to that file."""
    assert [f"{folder}/ticker/*.txt", f"{folder}/sources/texte/*.txt"] == [
        source.location for source in load(folder / "feeder.toml").sources
    ]


def test_a_file_is_read_once(folder):
    """A file that several globs match is read once, and a glob that matches the main file does not read it again."""
    (folder / "feeder.toml").write_text(MAIN.replace('["topics.d/*.toml"', '["*.toml", "*/*.toml"'), "utf-8")

    assert ["all", "gas", "strom"] == [topic.name for topic in load(folder / "feeder.toml").topics]


def test_a_glob_without_files_is_a_warning(folder):
    """A glob that matches nothing is told, and all else holds."""
    (folder / "topics.d" / "energie.toml").rename(folder / "topics.d" / ".energie.toml")
    settings = load(folder / "feeder.toml")

    assert ["all"] == [topic.name for topic in settings.topics]
    assert (
        'include: "topics.d/*.toml": no file matches it, so nothing is included; mend the glob, or take it away',
    ) == settings.warnings


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        (
            "topics.d/energie.toml",
            '"Strom"',
            '"Strom OR"',
            f"{TOPICS}:8: [[topic]] strom: query: the",
        ),
        (
            "topics.d/energie.toml",
            '"strom"',
            '"all"',
            f'{TOPICS}:7: [[topic]] all: name: "all": another',
        ),
        (TOPICS, '"radio"', '"funk"', f"{TOPICS}:4: [[topic]] gas: sources:"),
        (TOPICS, "query = ", "querry = ", f"{TOPICS}:3: [[topic]] gas: querry: unknown"),
        (TOPICS, "[[topic]]\nname = ", "[[topic]\nname = ", f"{TOPICS}:1: no TOML"),
        (SOURCES, "Berlin", "Berlyn", f"{SOURCES}:4: [[source]] radio: timezone:"),
        (SOURCES, "[[source]]", "[source]", f"{SOURCES}:1: write [[source]], in double brackets"),
        (
            "sources/radio.toml",
            "[[source]]",
            'include = ["x"]\n[[source]]',
            f"{SOURCES}:1: include: an included",
        ),
        (
            "sources/radio.toml",
            "[[source]]",
            "[site]\n[[source]]",
            f'{SOURCES}:1: "site": an included file holds',
        ),
        ("feeder.toml", '"topics.d/*.toml", ', "5, ", "feeder.toml:1: include: 5: write it as text, in quotes"),
        ("feeder.toml", '["topics.d/*.toml", "sources/*.toml"]', '"x"', 'feeder.toml:1: include: "x": write a list'),
    ],
)
def test_a_fault_names_its_file_and_line(folder, name, old, new, expected):
    """What is wrong in an included file is told with that file and its line there."""
    text = (folder / name).read_text("utf-8")
    (folder / name).write_text(text.replace(old, new, 1), "utf-8")
    found = message_of(folder)

    assert any(line.startswith(expected.replace("topics.d/energie.toml has", "feeder.toml has")) for line in found), (
        found
    )


def test_faults_stand_in_the_order_of_the_files(folder):
    """Faults in several files are told at once, the main file's first."""
    for name, old in (("feeder.toml", '"*"'), (TOPICS, '"Gas"'), (SOURCES, '"radio"')):
        (folder / name).write_text((folder / name).read_text("utf-8").replace(old, '"("'), "utf-8")

    assert [
        "feeder.toml has 4 faults",
        "feeder.toml:16",
        f"{TOPICS}:3",
        f"{TOPICS}:4",
    ] == [line.split(": ")[0] for line in message_of(folder) if line[0] != " "][:4]


def test_an_included_file_is_not_given_out(folder):
    """A file of the configuration that lies among the feeds is a fault."""
    text = MAIN.replace("authority =", 'output = "topics.d"\nauthority =')
    (folder / "feeder.toml").write_text(text, "utf-8")

    assert "energie.toml, which it includes, lies in it" in message_of(folder)[0]
