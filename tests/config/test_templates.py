"""The user's own templates of pages."""

from __future__ import annotations

import pytest

from feeder.config import templates
from feeder.errors import ConfigError


def test_names_and_texts(tmp_path):
    """All templates and styles of the folder are read, in one order, and nothing else."""
    (tmp_path / "more").mkdir()
    for name, text in (("page.html", "{{ a }}"), ("style.css", "a{}"), ("more/x.html", "x"), ("notes.txt", "{{")):
        (tmp_path / name).write_text(text, "utf-8")

    assert (("more/x.html", "x"), ("page.html", "{{ a }}"), ("style.css", "a{}")) == templates.read(tmp_path)


@pytest.mark.parametrize(
    ("content", "fault"),
    [(b"{% if %}", r"page\.html:1: it is no template: "), (b"\xff", r"page\.html: it cannot be read: ")],
)
def test_what_is_no_template(content, fault, tmp_path):
    """A file that is no template is told with its place."""
    (tmp_path / "page.html").write_bytes(content)

    with pytest.raises(ConfigError, match=fault):
        templates.read(tmp_path)


def test_no_such_folder(tmp_path):
    """A folder that is not there is a fault."""
    with pytest.raises(ConfigError, match="there is no such folder"):
        templates.read(tmp_path / "none")
