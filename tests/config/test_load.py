"""The file: found, read, and made a configuration."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from feeder.config import find, load
from feeder.errors import ConfigError
from feeder.model import Site, Source, Topic

BACKSLASH = r"in double quotes a backslash is written \\; in 'single quotes' it needs nothing"
EVERYTHING = """
[site]
title = "Ticker nach Themen"
url = "https://feeds.example.net/live"
authority = "news.example.net,2026-03-01"
output = "../public"
state = "postgresql+psycopg://me@host/feeder"
outputs = ["page", "atom", "page"]
contact = "mail@example.net"
language = "de"
timezone = "Europe/Vienna"

[[source]]
name = "west"
folder = "/srv/west/*.txt"
tickers = "per-file"
timezone = "Europe/Berlin"
language = "de"
title = "Der Westen"
every = "90s"
was = ["abend"]

[[source]]
name = "net"
url = "https://news.example.net/live?page=1"
every = "1h"
allow_private = true
robots = false

[[topic]]
name = "gas"
title = "Gas und Öl"
query = "gas OR oil"
sources = ["net"]
matches = ["Gas"]
ignores = ["Wasser"]
language = "en-GB"
was = ["energie"]
"""


def test_every_key_means_something(loaded, tmp_path):
    """Each key that is written stands in the configuration that comes out."""
    config = loaded(EVERYTHING)

    west = Source(
        name="west",
        kind="folder",
        location="/srv/west/*.txt",
        timezone=ZoneInfo("Europe/Berlin"),
        language="de",
        title="Der Westen",
        every=timedelta(seconds=90),
        per_file=True,
        was=("abend",),
    )
    net = Source(
        name="net",
        kind="url",
        location="https://news.example.net/live?page=1",
        timezone=ZoneInfo("Europe/Vienna"),
        language="de",
        title="net",
        every=timedelta(hours=1),
        allow_private=True,
        robots=False,
    )
    gas = Topic(
        name="gas",
        title="Gas und Öl",
        query="gas OR oil",
        language="en-GB",
        sources=("net",),
        matches=("Gas",),
        ignores=("Wasser",),
        was=("energie",),
    )
    site = Site(
        title="Ticker nach Themen",
        url="https://feeds.example.net/live/",
        authority="news.example.net,2026-03-01",
        language="de",
        timezone=ZoneInfo("Europe/Vienna"),
        outputs=("page", "atom"),
        contact="mail@example.net",
    )
    assert (site, (west, net), (gas,)) == (config.site, config.sources, config.topics)
    assert (tmp_path.parent / "public").resolve() == config.output
    assert "postgresql+psycopg://me@host/feeder" == config.state
    assert () == config.warnings


def test_what_is_not_written_has_a_default(loaded, right, tmp_path):
    """Without a word about it, feeds go to `public`, the store into `state`, and names are titles."""
    config = loaded(right)

    assert (tmp_path / "public", f"sqlite:///{tmp_path / 'state' / 'feeder.db'}") == (config.output, config.state)
    assert (("atom", "page"), "", "en") == (config.site.outputs, config.site.contact, config.site.language)
    assert ("live", timedelta(minutes=5), False, False, True) == (
        config.sources[0].title,
        config.sources[0].every,
        config.sources[0].per_file,
        config.sources[0].allow_private,
        config.sources[0].robots,
    )
    assert {"name": "gas", "title": "gas", "language": "en"}.items() <= asdict(config.topics[0]).items()


def test_the_site_speaks_as_its_first_source(loaded, right):
    """Language and zone of the site are those of the first source that has one."""
    site = loaded(right.replace('name = "live"', 'name = "live"\nlanguage = "de"')).site

    assert ("de", ZoneInfo("Europe/Berlin")) == (site.language, site.timezone)


def test_without_sources_the_site_has_a_zone_all_the_same(loaded, right):
    """A site that reads nothing yet shows times in UTC."""
    assert ZoneInfo("UTC") == loaded(right[: right.index("[[source]]")]).site.timezone


def test_paths_are_relative_to_the_file(tmp_path, right, monkeypatch):
    """Wherever the command is started, a relative path is one of the file's folder."""
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "feeder.toml").write_text(right, "utf-8")
    monkeypatch.chdir(tmp_path)

    config = load(Path("config/feeder.toml"))

    assert tmp_path / "config" / "feeder.toml" == config.path
    assert str(tmp_path / "config" / "ticker" / "*.txt") == config.sources[0].location


def test_the_folder_of_the_file_is_no_pattern(tmp_path, right):
    """Brackets in the path of the configuration match themselves."""
    folder = tmp_path / "tickers [2026]"
    (folder / "ticker").mkdir(parents=True)
    (folder / "ticker" / "1.txt").touch()
    (folder / "feeder.toml").write_text(right, "utf-8")

    from feeder.sources.folder import matching

    location = load(folder / "feeder.toml").sources[0].location

    assert (str(folder / "ticker" / "1.txt"),) == matching(location)


def test_a_byte_order_mark_is_no_fault(tmp_path, right):
    """Some editors put a byte order mark before UTF-8; the file is read all the same."""
    (tmp_path / "feeder.toml").write_bytes(b"\xef\xbb\xbf" + right.encode())

    assert "Ticker" == load(tmp_path / "feeder.toml").site.title


@pytest.fixture
def nowhere(tmp_path, monkeypatch):
    """A working directory without a configuration, and none by the environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FEEDER_CONFIG", raising=False)
    return tmp_path


@pytest.mark.usefixtures("nowhere")
def test_the_given_file_wins(monkeypatch):
    """What the command line names is taken, whatever the environment says."""
    monkeypatch.setenv("FEEDER_CONFIG", "other.toml")

    assert Path("given.toml") == find(Path("given.toml"))


def test_the_environment_names_a_file(nowhere, monkeypatch):
    """Without a given file, that of the environment is taken, though another one lies here."""
    monkeypatch.setenv("FEEDER_CONFIG", "other.toml")
    (nowhere / "other.toml").touch()
    (nowhere / "feeder.toml").touch()

    assert Path("other.toml") == find(None)


@pytest.mark.usefixtures("nowhere")
def test_the_environment_names_no_file(monkeypatch):
    """A file that only the environment names, and that is not there, is told with where its name comes from."""
    monkeypatch.setenv("FEEDER_CONFIG", "other.toml")
    with pytest.raises(ConfigError) as caught:
        find(None)

    assert "other.toml: there is no such file, but $FEEDER_CONFIG names it: unset it, or mend the path" == (
        str(caught.value)
    )


def test_the_first_default_that_is_there(nowhere):
    """Else the file is looked for in the working directory, then in its folder `config`."""
    (nowhere / "config").mkdir()
    (nowhere / "config" / "feeder.toml").touch()
    in_config = find(None)
    (nowhere / "feeder.toml").touch()

    assert (Path("config/feeder.toml"), Path("feeder.toml")) == (in_config, find(None))


@pytest.mark.skipif(Path("/etc/feeder/feeder.toml").exists(), reason="feeder is installed on this machine")
@pytest.mark.usefixtures("nowhere")
def test_no_file_at_all():
    """Where none is found, the message says where it was looked for, and what to do."""
    with pytest.raises(ConfigError) as caught:
        find(None)

    assert (
        "no configuration: neither feeder.toml, config/feeder.toml nor /etc/feeder/feeder.toml is there: "
        "`feeder init` writes one to begin with; one that lies elsewhere is named by --config"
    ) == str(caught.value)


@pytest.mark.usefixtures("nowhere")
def test_a_file_that_is_not_there():
    """A missing file is named, and how to get one."""
    with pytest.raises(ConfigError) as caught:
        load(Path("feeder.toml"))

    assert "feeder.toml: there is no such file: `feeder init` writes one to begin with" == str(caught.value)


def test_a_folder_is_no_file(nowhere):
    """Who names a folder is told of the file in it."""
    (nowhere / "config").mkdir()
    with pytest.raises(ConfigError) as caught:
        load(Path("config"))

    assert "config: it is a folder: name the file in it, say config/feeder.toml" == str(caught.value)


@pytest.mark.usefixtures("nowhere")
def test_a_path_that_cannot_be():
    """A name that no file can have is told as the system tells it."""
    with pytest.raises(ConfigError) as caught:
        load(Path("x" * 300))

    assert f"{'x' * 300}: it cannot be read: File name too long" == str(caught.value)


def test_another_encoding(nowhere):
    """A file that is not UTF-8 is told with the line of the first odd byte."""
    (nowhere / "feeder.toml").write_bytes('[site]\ntitle = "Öl"\n'.encode("latin-1"))
    with pytest.raises(ConfigError) as caught:
        load(Path("feeder.toml"))

    assert "feeder.toml:2: it is not UTF-8, as TOML must be: save it in this encoding" == str(caught.value)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "[site]\ntitle = My ticker\n",
            [
                "feeder.toml:2: no TOML: string values must be quoted, expected literal string",
                "    title = My ticker",
                "            ^",
            ],
        ),
        (
            "[site]\ntitle = True\n",
            [
                "feeder.toml:2: no TOML: text needs quotes around it; true and false are written in lower case",
                "    title = True",
                "            ^",
            ],
        ),
        (
            '[site]\ntitle = "T\n',
            [
                "feeder.toml:2: no TOML: this text is not closed: its second quote is missing",
                '    title = "T',
                "              ^",
            ],
        ),
        (
            "[site]\ntitle = 'T\n",
            [
                "feeder.toml:2: no TOML: this text is not closed: its second quote is missing",
                "    title = 'T",
                "              ^",
            ],
        ),
        (
            '[[topic]]\nquery = "/\\d+/"\n',
            [
                f"feeder.toml:2: no TOML: {BACKSLASH}",
                '    query = "/\\d+/"',
                "               ^",
            ],
        ),
        (
            'title = "a"\ntitle = "b"\n',
            ["feeder.toml:2: no TOML: duplicate key", '    title = "b"', "    ^"],
        ),
    ],
)
def test_no_toml(told, text, lines):
    """What is no TOML is told with its line, and a caret stands under the place."""
    assert lines == told(text)


def test_toml_of_another_age(told):
    """What only a later version of TOML allows is refused in the words of the parser that knows the older one."""
    assert ["feeder.toml: no TOML: Invalid initial character for a key part (at line 1, column 13)"] == told(
        "site = {a=1,\nb=2}\n"
    )


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        ('output = "."\nstate = "sqlite:////var/lib/feeder.db"\n', "this configuration"),
        ('output = "all"\nstate = "sqlite:///all/state/feeder.db"\n', "the store"),
        ('output = "all/../"\nstate = "postgresql+psycopg:///feeder"\n', "this configuration"),
    ],
)
def test_what_would_be_given_out(told, right, lines, what):
    """An output folder that holds the configuration or the store is refused: it is served to everyone."""
    [message] = told(right.replace("[site]\n", f"[site]\n{lines}"))

    assert "feeder.toml:2: [site] output: " in message
    assert f"{what} lies in it, and whoever serves the feeds gives that out too" in message


def test_a_link_that_would_be_given_out(loaded, right, tmp_path):
    """A link to the configuration in the output folder is refused as well: a web server follows it."""
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "link.toml").symlink_to("../feeder.toml")
    loaded(right)
    (tmp_path / "feeder.toml").write_text(right.replace("[site]\n", f'[site]\noutput = "{tmp_path}/public"\n'), "utf-8")

    with pytest.raises(ConfigError, match="this configuration lies in it"):
        load(tmp_path / "public" / "link.toml")


def test_where_a_ticker_is_found(loaded, right):
    """A day in an address, the words of a link and the reader that is asked reach the source as they are written."""
    place = 'url = "https://news.example.net/{date:%Y-%m-%d}"\nfollow = "Live ticker"\nlayout = "repeated"'
    source = loaded(right.replace('folder = "ticker/*.txt"', place)).sources[0]

    assert ("https://news.example.net/{date:%Y-%m-%d}", "Live ticker", "repeated") == (
        source.location, source.follow, source.layout
    )  # fmt: skip
    assert ("", "") == (loaded(right).sources[0].follow, loaded(right).sources[0].layout)
