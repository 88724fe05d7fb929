"""A pass that is killed, wherever it is: before each statement and commit, and before each change of a file."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

TOML = """
[site]
title = "Test"
url = "http://127.0.0.1:8080/"
authority = "example.org,2026"
output = "public"
state = "sqlite:///state/feeder.db"

[[source]]
name = "linde"
folder = "ticker/*.txt"
timezone = "Europe/Berlin"
language = "de"

[[topic]]
name = "alle"
query = "*"

[[topic]]
name = "verkehr"
query = "Fähre OR Brücke"
"""
FERRY = "4. Februar, 17.10 Uhr: Fähre fährt\n\nDie Fähre nimmt wieder Fahrgäste mit, Autos noch nicht.\n\n"
BRIDGE = "4. Februar, 18.35 Uhr: Brücke gesperrt\n\nDie Brücke über die Linde bleibt bis Donnerstag gesperrt.\n\n"
OPEN = BRIDGE.replace("bleibt bis Donnerstag gesperrt", "ist seit einer Stunde wieder offen")
POWER = "4. Februar, 19.40 Uhr: Strom zurück\n\nIn der Altstadt gibt es wieder Strom.\n\n"
TRAIN = "4. Februar, 20.15 Uhr: Züge fahren\n\nDie Züge nach Süden fahren wieder nach Plan.\n\n"
# An edit and a new entry in the second state; by the third, both have scrolled off.
STATES = [BRIDGE + FERRY, POWER + OPEN + FERRY, TRAIN]

# The killing is done by forks of one process, which has loaded everything and opened nothing.
KILLER = r"""
import json, os, shutil, signal, sqlite3, sys
from datetime import UTC, datetime
from pathlib import Path
import sqlalchemy as sa
import alembic.command, alembic.config, feedgen.feed
from feeder import config, run, store
from feeder.outputs import render, render_site
from feeder.sources import Terms
from feeder.work import Work

NOW = datetime(2026, 2, 4, 21, tzinfo=UTC)
root, states = Path(sys.argv[1]), json.loads(sys.argv[2])


def write(folder, state):
    path = folder / "ticker" / "a.txt"
    path.write_text(states[state], "utf-8")
    moment = NOW.timestamp() - 3600 + 60 * state
    os.utime(path, (moment, moment))


def one_pass(folder, step=lambda: None):
    settings = config.load(folder / "feeder.toml")
    opened = store.connect(settings.state)
    for event in ("before_cursor_execute", "commit"):
        sa.event.listen(opened.engine, event, lambda *_: step())
    run.once(Work(config=settings, store=opened, terms=Terms(once=True)), NOW)
    opened.close()


def killed(folder, at):
    # Whether the pass was killed before its end.
    child = os.fork()
    if child:
        return os.WIFSIGNALED(os.waitpid(child, 0)[1])
    left = [at]

    def step():
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1

    def audit(event, arguments):
        if event in ("tempfile.mkstemp", "os.rename", "os.chmod", "os.utime"):
            step()

    sys.addaudithook(audit)
    one_pass(folder, step)
    os._exit(0)


def asked(folder, query):
    db = sqlite3.connect(folder / "state" / "feeder.db")
    try:
        return [list(row) for row in db.execute(query)]
    finally:
        db.close()


def told(folder):
    # A file that was being written is left behind under a name that no server gives out.
    files = [path for path in sorted((folder / "public").iterdir()) if not path.name.startswith(".")]
    return {
        "files": {path.name: path.read_text("utf-8") for path in files},
        "entries": asked(folder, "SELECT * FROM entry ORDER BY number"),
        "revisions": asked(folder, "SELECT * FROM revision ORDER BY entry, number"),
        "members": asked(folder, "SELECT * FROM membership ORDER BY topic, entry"),
        "dirty": asked(folder, "SELECT * FROM dirty"),
    }


def copied(base, name):
    shutil.copytree(base, root / name)
    return root / name


base = root / "base"
write(base, 0)
one_pass(base)
twin = copied(base, "twin")
for state in (1, 2):
    write(twin, state)
    one_pass(twin)
expected = told(twin)
at, kept, unlike = 0, 0, []
while True:
    folder = copied(base, f"at{at}")
    write(folder, 1)
    if not killed(folder, at):
        break
    if asked(folder, "SELECT count(*) FROM snapshot")[0][0] == 2:
        kept += 1  # it was fetched: now it may scroll off
    else:
        one_pass(folder)
    write(folder, 2)
    one_pass(folder)
    if told(folder) != expected:
        unlike.append(at)
    shutil.rmtree(folder)
    at += 1
print(json.dumps({"points": at, "kept": kept, "unlike": unlike, "entries": len(expected["entries"])}))
"""


@pytest.mark.timeout(300)
def test_killed_anywhere(tmp_path):
    """Whenever a pass is killed, the next ones give the entries, ids, revisions and bytes that no kill had given."""
    base = tmp_path / "base"
    (base / "ticker").mkdir(parents=True)
    (base / "feeder.toml").write_text(TOML, "utf-8")
    ended = subprocess.run(
        [sys.executable, "-c", KILLER, tmp_path, json.dumps(STATES)], capture_output=True, text=True, check=False
    )

    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout)
    assert ([], 4) == (found["unlike"], found["entries"])
    assert found["points"] > 60
    assert found["kept"] > 40
