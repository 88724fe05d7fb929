"""feeder rebuild: members and files anew from the store."""

from __future__ import annotations


def test_nothing_changes(call, site, snapshot):
    """Where all was right, no byte and no time changes."""
    call("run", "--once")
    before = snapshot(site / "public")
    rebuilt = call("rebuild")

    assert (0, "", "") == (rebuilt.status, rebuilt.out, rebuilt.err)
    assert before == snapshot(site / "public")


def test_lost_files_come_back(call, site, snapshot):
    """Files that were lost are written again, byte for byte."""
    call("run", "--once")
    before = {name: content for name, (content, _) in snapshot(site / "public").items()}
    for path in (site / "public").iterdir():
        path.unlink()
    call("rebuild")

    assert before == {name: content for name, (content, _) in snapshot(site / "public").items()}


def test_without_a_store(call, site):
    """Where there is no store it refuses: it would write empty feeds over full ones."""
    rebuilt = call("rebuild")

    assert (2, "") == (rebuilt.status, rebuilt.out)
    assert (
        f"feeder: sqlite:///{site}/state/feeder.db: no such store: look at [site] state, "
        "or make one by `feeder run --once`\n"
    ) == rebuilt.err
    assert ["feeder.toml", "ticker"] == sorted(path.name for path in site.iterdir())


def test_files_that_cannot_be_written(call, site):
    """A file that cannot be written gives the status 1 and the reason."""
    call("run", "--once")
    for path in (site / "public").iterdir():
        path.unlink()
    (site / "public").rmdir()
    (site / "public").touch()
    rebuilt = call("rebuild")

    assert (1, "", True) == (rebuilt.status, rebuilt.out, rebuilt.err.startswith("feeder: "))


def test_the_real_command(feeder, site):
    """The command as a user starts it."""
    feeder("run", "--once", cwd=site)
    rebuilt = feeder("rebuild", cwd=site)

    assert (0, "", "") == (rebuilt.returncode, rebuilt.stdout, rebuilt.stderr)
