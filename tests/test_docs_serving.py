"""What the guide says about web servers is tried on a real one."""

from __future__ import annotations

import re
import socket
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest

GUIDE = Path(__file__).parent.parent / "docs" / "serving.md"
FILES = (
    "index.html",
    "all.atom",
    "all.rss",
    "all.json",
    "all.edits.atom",
    "feeds.opml",
    ".all.atom.new",
    "_status.atom",
    "_status.json",
    "entry/ab/abcd.html",
    "archive/all/0001.atom",
    "_private/0123/all.atom",
)
# What an installed nginx has around a server block; everything it writes stays in one folder.
NGINX = """
worker_processes 1;
daemon off;
user root;
pid {place}/nginx.pid;
error_log {place}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {place}/body;
    proxy_temp_path {place}/proxy;
    fastcgi_temp_path {place}/fastcgi;
    uwsgi_temp_path {place}/uwsgi;
    scgi_temp_path {place}/scgi;
    {server}
}}
"""


@pytest.fixture(scope="module")
def nginx(requires, tmp_path_factory):
    """The address of an nginx that is set up as the guide says, on a folder with one file of each kind."""
    program = requires("nginx", package="nginx-light")
    place = tmp_path_factory.mktemp("nginx")
    public = place / "public"
    public.mkdir()
    for name in FILES:
        (public / name).parent.mkdir(parents=True, exist_ok=True)
        (public / name).write_text("<x/>", "utf-8")
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    listener.close()
    block = re.search(r"^```nginx\n(.+?)^```", GUIDE.read_text("utf-8"), re.DOTALL | re.MULTILINE)[1]
    block = block.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("/var/lib/feeder/public", str(public))
    (place / "nginx.conf").write_text(NGINX.format(place=place, server=block), "utf-8")
    with subprocess.Popen([program, "-e", place / "error.log", "-c", place / "nginx.conf"]) as process:
        try:
            wait_for(port, process)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


def wait_for(port: int, process: subprocess.Popen) -> None:
    """Come back when something listens at the port."""
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except ConnectionRefusedError:
            continue
        return
    pytest.fail(f"nginx ended with status {process.returncode}")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("", "text/html; charset=utf-8"),
        ("all.atom", "application/atom+xml; charset=utf-8"),
        ("all.rss", "application/rss+xml; charset=utf-8"),
        ("all.json", "application/feed+json"),
        ("feeds.opml", "text/x-opml; charset=utf-8"),
        ("all.edits.atom", "application/atom+xml; charset=utf-8"),
        ("archive/all/0001.atom", "application/atom+xml; charset=utf-8"),
        ("entry/ab/abcd.html", "text/html; charset=utf-8"),
        ("entry/ab/abcd.html?r=2", "text/html; charset=utf-8"),
        ("_status.atom", "application/atom+xml; charset=utf-8"),
        ("_status.json", "application/json"),
        ("_private/0123/all.atom", "application/atom+xml; charset=utf-8"),
    ],
)
def test_nginx_as_in_the_guide_sends_the_right_headers(nginx, name, expected):
    """A web server that is set up as the guide says tells each format as what it is, and lets none go stale."""
    with urllib.request.urlopen(nginx + name) as response:
        headers = response.headers

    assert expected == headers["Content-Type"]
    assert (headers["Cache-Control"], headers["X-Content-Type-Options"]) == ("no-cache", "nosniff")
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_nginx_as_in_the_guide_keeps_unfinished_files_to_itself(nginx):
    """A file that is being written is not served."""
    with pytest.raises(urllib.error.HTTPError) as raised:
        urllib.request.urlopen(nginx + ".all.atom.new")
    raised.value.close()

    assert raised.value.code == 404


@pytest.mark.parametrize("path", ["_private/", "_private", "_private/0123/", "entry/", "entry/ab/", "archive/all"])
def test_nginx_as_in_the_guide_lists_no_folder(nginx, path):
    """Nobody finds a private topic by looking into the folder that it lies in."""
    with pytest.raises(urllib.error.HTTPError) as raised:
        urllib.request.urlopen(nginx + path)
    raised.value.close()

    assert raised.value.code in {403, 404}


@pytest.mark.parametrize("path", ["filters", "filters?q=Strom", "filters.js"])
def test_nginx_as_in_the_guide_does_not_reach_the_administrators_page(nginx, path):
    """The page to try filters is not behind the web server, and no example hands requests on."""
    with pytest.raises(urllib.error.HTTPError) as raised:
        urllib.request.urlopen(nginx + path)
    raised.value.close()

    assert raised.value.code == 404
    assert not re.search(r"proxy_pass|reverse_proxy|ProxyPass", GUIDE.read_text("utf-8"))


def test_each_example_of_the_guide_sends_the_same_policy():
    """The examples for all servers forbid scripts in the same words as `feeder serve`."""
    from feeder.serve import _HEADERS

    policies = re.findall(r'"(default-src [^"]+)"', GUIDE.read_text("utf-8"))

    assert [_HEADERS["Content-Security-Policy"]] * 4 == policies
