"""feeder schema: the JSON Schema of the configuration."""

from __future__ import annotations

import json
import tomllib

import jsonschema
import pytest


@pytest.fixture
def validator(call):
    """What an editor checks with."""
    schema = json.loads(call("schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_the_example_is_right(validator, root):
    """The example configuration has no fault, and names the schema that lies beside it and is the command's own."""
    text = (root / "config" / "feeder.toml").read_text("utf-8")

    assert [] == list(validator.iter_errors(tomllib.loads(text)))
    assert "#:schema feeder.schema.json" == text.splitlines()[0]
    assert validator.schema == json.loads((root / "config" / "feeder.schema.json").read_text("utf-8"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"site": {}},
        {"site": {"title": "t", "url": "http://a/", "authority": "a.org,2026", "colour": "red"}},
        {"site": {"title": "t", "url": "http://a/", "authority": "a.org,2026"}, "topic": [{"name": "a"}]},
        {"site": {"title": "t", "url": "http://a/", "authority": "a.org,2026"}, "source": [{"name": "a", "every": 5}]},
    ],
    ids=["missing", "unknown", "no query", "no text"],
)
def test_what_is_wrong_is_marked(validator, wrong):
    """Keys that are missing or unknown, and values of another type, are faults."""
    assert list(validator.iter_errors(wrong))
