"""The page of forms in the guide says what the tests read."""

from __future__ import annotations

import importlib.util
import tomllib
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def make_docs():
    """The script beside this file."""
    spec = importlib.util.spec_from_file_location("make_docs", Path(__file__).parent / "make_docs.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_that_of_the_cases(make_docs):
    """The page holds each form as the corpus has it; `make_docs.py` writes it anew."""
    assert make_docs.page() == make_docs.PAGE.read_text("utf-8")


def test_each_form_is_told_once(make_docs):
    """No section names a form that is not there, or that another names."""
    told = tomllib.loads((make_docs.CORPUS / "about.toml").read_text("utf-8"))["section"]
    named = [name for section in told for name in section["forms"]]

    assert sorted(set(named)) == sorted(named)
    assert [] == [name for name in named if not (make_docs.CORPUS / name / "expected.json").exists()]
