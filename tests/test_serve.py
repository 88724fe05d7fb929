"""The output folder over HTTP."""

from __future__ import annotations

import http.client
import os
import re
import select
import signal
import socket
import subprocess
import sys
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from feeder import serve
from feeder.errors import ConfigError

MOMENT = 1_790_000_000  # 2026-09-21T14:13:20Z
DATE = "Mon, 21 Sep 2026 14:13:20 GMT"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """An output folder: feeds, a folder with and one without an index, and what is not for the public."""
    place = tmp_path_factory.mktemp("serve")
    output = place / "public"
    for name in ("archive", "bare"):
        (output / name).mkdir(parents=True)
    files = {
        "index.html": "<h1>Übersicht</h1>",
        "all.atom": "<feed/>",
        "all.rss": "<rss/>",
        "all.json": "{}",
        "_status.json": "{}",
        "feeds.opml": "<opml/>",
        "strange.xyz": "?",
        "archive/index.html": "<h1>Archiv</h1>",
        "bare/0001.atom": "<feed/>",
        ".all.atom.new": "half a fe",
    }
    for name, text in files.items():
        (output / name).write_text(text, "utf-8")
        os.utime(output / name, (MOMENT, MOMENT))
    (place / "secret.html").write_text("secret", "utf-8")
    (output / "way-out.html").symlink_to(place / "secret.html")
    return output


@pytest.fixture(scope="module")
def server(folder):
    with serve.start(folder, "127.0.0.1", 0) as running:
        yield running


def ask(server, path, method="GET", **headers) -> tuple[int, Message, bytes]:
    """Status, headers and content of the answer to one request; the path goes out byte for byte."""
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=5)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/all.atom", "application/atom+xml; charset=utf-8"),
        ("/all.rss", "application/rss+xml; charset=utf-8"),
        ("/all.json", "application/feed+json"),
        ("/_status.json", "application/json"),
        ("/feeds.opml", "text/x-opml; charset=utf-8"),
        ("/index.html", "text/html; charset=utf-8"),
        ("/strange.xyz", "application/octet-stream"),
    ],
)
def test_each_format_has_its_content_type(server, path, expected):
    """Readers tell formats apart by their content type."""
    status, headers, _ = ask(server, path)

    assert (200, expected) == (status, headers["Content-Type"])


def test_an_answer_says_all_about_the_file(server, folder):
    """A file comes whole, with its date, a strong entity tag, and headers that forbid scripts and stale copies."""
    status, headers, content = ask(server, "/all.atom")

    assert (200, (folder / "all.atom").read_bytes()) == (status, content)
    assert headers["Last-Modified"] == DATE
    assert re.fullmatch('"[0-9a-f]{32}"', headers["ETag"])
    assert headers["Cache-Control"] == "no-cache"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "script" not in headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", "/archive/"])
def test_a_folder_shows_its_index(server, path):
    """The address of a folder gives its index page."""
    status, headers, _ = ask(server, path)

    assert (200, "text/html; charset=utf-8") == (status, headers["Content-Type"])


def test_a_folder_without_a_slash_leads_to_the_one_with_it(server):
    """Relative links of an index page need the slash at the end of its address."""
    status, headers, _ = ask(server, "/archive")

    assert (308, "/archive/") == (status, headers["Location"])


@pytest.mark.parametrize(
    "path",
    [
        "/no-such.atom",
        "/bare/",
        "/bare",
        "/all.atom/",
        "/.all.atom.new",
        "/../secret.html",
        "/%2e%2e/secret.html",
        "/archive/..%2f..%2fsecret.html",
        "/archive/%2e%2e/index.html",
        "/way-out.html",
        "//secret.html",
        "/all.atom%00",
        "/" + 300 * "a",
        "//127.0.0.1/archive",
    ],
)
def test_what_is_not_for_the_public_is_not_found(server, path):
    """Half-written files, folders without an index, and every way out of the folder are not there."""
    status, _, content = ask(server, path)

    assert (404, b"Not found\n") == (status, content)


def test_head_gives_the_headers_alone(server):
    """HEAD answers as GET does, without content."""
    _, expected, content = ask(server, "/all.atom")
    status, headers, nothing = ask(server, "/all.atom", method="HEAD")

    assert (200, b"") == (status, nothing)
    assert headers["ETag"] == expected["ETag"]
    assert headers["Content-Length"] == str(len(content))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_changed(server, method):
    """Only GET and HEAD are answered."""
    status, headers, _ = ask(server, "/all.atom", method=method)

    assert (405, {"GET", "HEAD"}) == (status, set(headers["Allow"].split(", ")))


@pytest.mark.parametrize("form", ["{tag}", "W/{tag}", '"other", {tag}', "*"])
def test_a_known_entity_tag_gives_304(server, form):
    """A client that names the entity tag it has gets no content (RFC 9110 section 13.1.2)."""
    tag = ask(server, "/all.atom")[1]["ETag"]
    status, headers, content = ask(server, "/all.atom", If_None_Match=form.format(tag=tag))

    assert (304, b"", tag) == (status, content, headers["ETag"])


@pytest.mark.parametrize("since", [DATE, "Tue, 22 Sep 2026 00:00:00 GMT", "Mon, 21 Sep 2026 14:13:20 -0000"])
def test_a_date_that_still_holds_gives_304(server, since):
    """A client that has the file as of this date gets no content (RFC 9110 section 13.1.3)."""
    assert ask(server, "/all.atom", If_Modified_Since=since)[0] == 304


@pytest.mark.parametrize(
    "headers",
    [
        {"If_Modified_Since": "Mon, 21 Sep 2026 14:13:19 GMT"},
        {"If_Modified_Since": "yesterday"},
        {"If_None_Match": '"other"'},
        {"If_None_Match": '"other"', "If_Modified_Since": DATE},
        {"If_None_Match": ""},
    ],
)
def test_validators_that_do_not_hold_give_the_file(server, headers):
    """An older date, a broken date or another entity tag gives the file; the tag decides over the date."""
    assert ask(server, "/all.atom", **headers)[0] == 200


def test_a_new_content_has_a_new_entity_tag_whatever_its_date(server, folder):
    """Two contents of one length in one second are still two."""
    before = ask(server, "/bare/0001.atom")[1]["ETag"]
    (folder / "bare" / "0001.atom").write_text("<FEED/>", "utf-8")
    os.utime(folder / "bare" / "0001.atom", (MOMENT, MOMENT))

    assert ask(server, "/bare/0001.atom", If_None_Match=before)[0] == 200


def test_the_folder_may_come_later(tmp_path):
    """The server may start before anything has been published."""
    with serve.start(tmp_path / "public", "127.0.0.1", 0) as server:
        assert ask(server, "/")[0] == 404
        (tmp_path / "public").mkdir()
        (tmp_path / "public" / "index.html").write_text("here", "utf-8")
        assert ask(server, "/")[0] == 200


def test_a_stopped_server_frees_its_port(folder):
    """After the end of a server its port can be taken again at once."""
    with serve.start(folder, "127.0.0.1", 0) as server:
        port = urlsplit(server.url).port
        ask(server, "/")
    with serve.start(folder, "127.0.0.1", port) as again:
        assert ask(again, "/")[0] == 200


def test_a_busy_port_is_named_with_a_way_out(folder):
    """A port that another program has is a fault of the settings, and the message says which other to take."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(ConfigError) as raised:
            serve.start(folder, "127.0.0.1", port)

    assert str(raised.value) == (
        f"127.0.0.1:{port}: another program listens at this port; end it, or take another port: --port {port + 10} "
        f"(make run PORT={port + 10})"
    )


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        (
            "192.0.2.1",
            "192.0.2.1:0: this machine has no such address; on this machine alone: 127.0.0.1, for all: 0.0.0.0",
        ),
        ("no such host", "host no such host: no address is known for this name; on this machine alone: 127.0.0.1"),
    ],
)
def test_a_foreign_address_is_refused_with_a_way_out(host, expected):
    """An address that this machine does not have is a fault of the settings."""
    with pytest.raises(ConfigError) as raised:
        serve.bind(host, 0)

    assert expected == str(raised.value)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (PermissionError(13, "Permission denied"), "ports from 1024 on are free to all"),
        (OSError(24, "Too many open files"), "cannot listen there: Too many open files"),
    ],
)
def test_other_reasons_are_told_too(error, expected):
    """A port that is not for this user, and whatever else the system says, is told as it is."""
    assert expected in serve._why_not(error, 80)


def test_an_ipv6_address_stands_in_brackets(folder):
    """The address of a server on IPv6 is one that a browser takes."""
    try:
        server = serve.start(folder, "::1", 0)
    except ConfigError:
        pytest.skip("this machine has no IPv6")
    with server:
        assert re.fullmatch(r"http://\[::1\]:\d+/", server.url)


# ---------------------------------------------------------------- the command


@pytest.fixture(scope="module")
def config(folder) -> Path:
    path = folder.parent / "feeder.toml"
    path.write_text(
        """
        [site]
        title = "Feeds"
        url = "http://127.0.0.1:8080/"
        authority = "feeder.example.net,2026-01-01"
        output = "public"
        state = "sqlite:///feeder.db"

        [[source]]
        name = "ticker"
        folder = "*.txt"
        timezone = "UTC"
        language = "en"

        [[topic]]
        name = "all"
        title = "All"
        query = "*"
        """,
        "utf-8",
    )
    return path


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_command_serves_until_it_is_told_to_end(folder, config, number):
    """`feeder serve` says where it serves, serves the output folder of the configuration, and ends well on a signal."""
    command = [sys.executable, "-m", "feeder", "serve", "--config", config, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert select.select([process.stdout], [], [], 20)[0]
            line = process.stdout.readline()
            server = serve.Server(line.split()[0], None, None)
            status = ask(server, "/all.atom")[0]
            process.send_signal(number)
            ended = process.wait(10)
        finally:
            process.kill()

    assert f"{server.url} shows {folder}. Ctrl-C ends it.\n" == line
    assert (200, 0) == (status, ended)


def test_the_command_ends_with_2_where_the_port_is_busy(config, feeder):
    """A busy port ends the command with status 2, a message and no traceback."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = feeder("serve", "--config", config, "--port", port)

    assert (2, "") == (result.returncode, result.stdout)
    assert f"127.0.0.1:{port}: another program listens at this port" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_command_has_the_administrators_page(config):
    """`feeder serve` says where the page to try filters is; a busy port there is an error if it was asked for."""
    command = [sys.executable, "-m", "feeder", "serve", "--config", config, "--port", "0", "--admin-port"]
    with subprocess.Popen([*command, "0"], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert select.select([process.stdout], [], [], 20)[0]
            lines = [process.stdout.readline(), process.stdout.readline()]
            port = urlsplit(lines[1].split()[0]).port
            status = ask(serve.Server(lines[1].split()[0], None, None), "/filters")[0]
            again = subprocess.run([*command, str(port)], capture_output=True, text=True, check=False)
        finally:
            process.kill()

    assert (200, 2) == (status, again.returncode)
    assert lines[1].endswith("is for this machine alone: try filters on what is kept.\n")
    assert f"127.0.0.1:{port}: another program listens at this port" in again.stderr
