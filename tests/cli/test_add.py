"""feeder add: one more source in the configuration."""

from __future__ import annotations

import http.server
import os
import subprocess
import sys
import threading

import pytest

from feeder.config import load
from feeder.config.additions import replace
from feeder.errors import ConfigError

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Lage "am" Fluss</title><language>en-gb</language>
<link>https://a.example/</link><item><title>The ferry runs</title><guid isPermaLink="false">1</guid>
<pubDate>Wed, 04 Feb 2026 18:35:00 +0100</pubDate></item></channel></rss>"""


@pytest.fixture
def river(site):
    """A folder with a second ticker in two states, and a note."""
    folder = site / "fluss"
    folder.mkdir()
    text = (site / "ticker" / "1.txt").read_text("utf-8")
    (folder / "1.txt").write_text(text, "utf-8")
    (folder / "2.txt").write_text(text.replace("64 Einsätze", "65 Einsätze"), "utf-8")
    (folder / "notes.md").write_text("x", "utf-8")
    for path in folder.iterdir():
        os.utime(path, (1_772_800_000, 1_772_800_000))
    return folder


@pytest.fixture
def web():
    """The address of a server on loopback that has one feed."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body = FEED.encode() if self.path == "/live" else b""
            self.send_response(200 if body else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_folder(call, site, river):
    """What the last state would publish is shown, and the source stands at the end of the file, else as it was."""
    before = (site / "feeder.toml").read_bytes()

    added = call("add", river, "--yes")

    assert (0, "") == (added.status, added.err)
    assert ["published", "65 Einsätze"] == [
        word for word in ("published", "64 Einsätze", "65 Einsätze") if word in added.out
    ]
    assert (site / "feeder.toml").read_bytes() == before + (
        b'\n[[source]]\nname = "fluss"\nfolder = "fluss/*.txt"\ntimezone = "Europe/Berlin"\nlanguage = "de"\n'
    )
    assert 'timezone = "Europe/Berlin" is that of the site; --timezone says another' in added.out
    assert 'language = "de" is that of the site; --language says another' in added.out
    assert ["live", "fluss"] == [source.name for source in load(site / "feeder.toml").sources]
    assert 0 == call("run", "--once").status


@pytest.mark.parametrize("origin", ["fluss/2.txt", "fluss/*.md", "fl*/*.txt"])
def test_files(call, site, river, origin):
    """One file is a source too, and so is a pattern."""
    (river / "notes.md").write_bytes((river / "1.txt").read_bytes())
    added = call("add", origin, "--yes", "--name", "neu", "--timezone", "Europe/London", "--language", "en")

    assert (0, "") == (added.status, added.err)
    assert f'name = "neu"\nfolder = "{origin}"\ntimezone = "Europe/London"\nlanguage = "en"\n' in (
        site / "feeder.toml"
    ).read_text("utf-8")
    assert "is that of the site" not in added.out


def test_a_folder_elsewhere(call, site, river, tmp_path_factory):
    """A folder that does not lie beside the configuration is named whole, and brackets in its name are no pattern."""
    elsewhere = tmp_path_factory.mktemp("far") / "a[b]"
    river.rename(elsewhere)
    added = call("add", elsewhere, "--yes")

    assert (0, "") == (added.status, added.err)
    assert f'folder = "{elsewhere.parent}/a[[]b]/*.txt"' in (site / "feeder.toml").read_text("utf-8")
    assert "a-b" == load(site / "feeder.toml").sources[-1].name


def test_an_address(call, site, web):
    """A feed brings its title and language, and says whether its times are in the site's zone."""
    added = call("add", f"{web}/live", "--allow-private", "--yes")

    assert (0, "") == (added.status, added.err)
    assert (
        '[[source]]\nname = "127-0-0-1"\ntitle = "Lage \\"am\\" Fluss"\n'
        f'url = "{web}/live"\ntimezone = "Europe/Berlin"\nlanguage = "en-gb"\nallow_private = true\n'
    ) in (site / "feeder.toml").read_text("utf-8")
    assert 'Lage "am" Fluss' == load(site / "feeder.toml").sources[-1].title


@pytest.mark.parametrize(("times", "told"), [
    (b"2026-02-04T18:35:00+01:00 2026-07-04T18:35+0200", "and the page's own times agree"),
    (b"2026-02-04T18:35:00+05:30 2026-02-99T18:35:00+05:30", "note that times on the page are +0530 of UTC, which is"),
    (b"2026-02-04T18:35:00Z", "--timezone says another"),
])  # fmt: skip
def test_the_page_s_own_times(times, told):
    """Times that the page writes with an offset are held against the site's zone."""
    from zoneinfo import ZoneInfo

    from feeder.cli.add import _about_zone

    assert told in _about_zone(ZoneInfo("Europe/Berlin"), times)


@pytest.mark.parametrize(("content", "language"), [
    (b"<!doctype html><html class='x' lang=\"DE_at\">", "de-at"),
    (b'<feed xmlns="x" xml:lang="fr">', "fr"),
    (b'{"language": "pt-BR"}', "pt-BR"),
    (b"<html lang='x'>", ""),
    (b"<p>de</p>", ""),
])  # fmt: skip
def test_the_language_of_a_page(content, language):
    """The language is the one that the page names, if it is one."""
    from feeder.cli.add import _language

    assert language == _language(content)


@pytest.mark.parametrize(("origin", "name"), [
    ("https://www.news.example/live?a=b", "news"),
    ("https://ticker.news.example/", "ticker-news"),
    ("http://localhost:8000/", "localhost"),
    ("http://[::1]/", "1"),
])  # fmt: skip
def test_the_name_of_an_address(tmp_path, origin, name):
    """A source is named after its host."""
    from feeder.cli.add import _place

    assert name == _place(tmp_path, origin).named


def test_a_name_that_is_taken(call, site, river):
    """A name that is made up gives way to one that is there; one that the user gives is refused."""
    (site / "live").mkdir()
    (river / "1.txt").rename(site / "live" / "1.txt")
    refused = call("add", "live", "--name", "live", "--yes")
    added = call("add", "live", "--yes")

    assert (2, 0) == (refused.status, added.status)
    assert "another source has this name: choose one that no other has" in refused.err
    assert ["live", "live-2"] == [source.name for source in load(site / "feeder.toml").sources]


@pytest.mark.parametrize(
    ("origin", "told"),
    [
        ("ticker", 'the source "live" reads it already: change it in '),
        ("ticker/1.txt", 'the source "live" reads it already: change it in '),
        ("tick*/*.txt", 'the source "live" reads it already: change it in '),
        ("\udcff.txt", "its name is no UTF-8, which a configuration is: rename it first"),
        ("nix", '"nix": there is no such file'),
        ("leer", '"leer": no file is in it yet: put the ticker\'s text there first'),
        ("ticker/*.html", '"ticker/*.html": no file matches this: put the ticker\'s text there first'),
        ("notes.md", "nothing was written: notes.md: no ticker: "),
        (
            "http://127.0.0.1/",
            'nothing was written: "http://127.0.0.1/": it leads to an address that is not public',
        ),
        ("ftp://news.example/", "only addresses that begin with http:// or https:// can be read"),
    ],
)
def test_what_is_refused(call, site, snapshot, origin, told):
    """What is read already, is not there or is no ticker is refused with what to do, and nothing has changed."""
    (site / "leer").mkdir()
    (site / "notes.md").write_text("x", "utf-8")
    before = snapshot(site)
    refused = call("add", origin, "--yes")

    assert (2, before) == (refused.status, snapshot(site))
    assert told in refused.err.replace("\n", " ")


def test_a_configuration_that_is_wrong(call, site, river, snapshot):
    """A configuration with a fault is left alone until it is mended."""
    (site / "feeder.toml").write_text('[site]\ntitle = "T"\n', "utf-8")
    before = snapshot(site)

    assert (2, before) == (call("add", river, "--yes").status, snapshot(site))


def test_sources_in_one_line(call, site, river, snapshot):
    """Where a table cannot be appended, nothing is written, and the message says why."""
    text = (site / "feeder.toml").read_text("utf-8")
    head, _, rest = text.partition("[[source]]")
    topics = rest[rest.index("[[topic]]") :]
    row = 'source = [{name = "live", folder = "ticker/*.txt", timezone = "Europe/Berlin"}]\n\n'
    (site / "feeder.toml").write_text(row + head + topics, "utf-8")
    before = snapshot(site)
    refused = call("add", river, "--yes")

    assert (2, before) == (refused.status, snapshot(site))
    assert "nothing was written, for with the new source it would be wrong:" in refused.err


def test_line_ends_and_rights_stay(call, site, river):
    """A file with Windows line ends, a byte order mark and no last line end keeps them, its rights and a link to it."""
    real = site / "real.toml"
    text = (site / "feeder.toml").read_text("utf-8").rstrip("\n").replace("\n", "\r\n")
    (site / "feeder.toml").unlink()
    real.write_bytes(b"\xef\xbb\xbf" + text.encode())
    real.chmod(0o640)
    (site / "feeder.toml").symlink_to(real)
    before = real.read_bytes()

    assert 0 == call("add", river, "--yes").status
    assert real.read_bytes().startswith(before + b"\r\n\r\n[[source]]\r\nname")
    assert (0o640, True) == (real.stat().st_mode & 0o777, (site / "feeder.toml").is_symlink())
    assert [] == [path.name for path in site.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize(("answer", "status", "told"), [
    ("y\n", 0, "wrote it to feeder.toml"),
    ("\n", 0, "wrote it to feeder.toml"),
    ("n\n", 0, "nothing was written"),
    ("", 2, "nothing was written, since nobody answered: --yes does not ask"),
])  # fmt: skip
def test_the_question(site, river, answer, status, told):
    """The user is asked, and nothing is written without a yes."""
    before = (site / "feeder.toml").read_bytes()
    done = subprocess.run(
        [sys.executable, "-m", "feeder", "add", river],
        cwd=site, input=answer, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip

    is_written = told.startswith("wrote")
    assert (status, is_written) == (done.returncode, (site / "feeder.toml").read_bytes() != before)
    assert told in done.stdout + done.stderr


def test_a_file_that_changes_meanwhile(site):
    """A configuration that somebody else saved in the meantime is not overwritten."""
    file = site / "feeder.toml"
    before = file.read_bytes()
    file.write_bytes(before + b"# x\n")

    with pytest.raises(ConfigError, match="it was changed meanwhile, and nothing was written: begin anew"):
        replace(file, before, b"y")
    assert before + b"# x\n" == file.read_bytes()
    assert [] == [path.name for path in site.iterdir() if path.name.startswith(".")]


def test_a_place_where_nothing_can_be_written(site):
    """Where the file cannot be replaced, the message says so."""
    with pytest.raises(ConfigError, match="it cannot be written: No such file or directory"):
        replace(site / "gone" / "feeder.toml", b"", b"")
