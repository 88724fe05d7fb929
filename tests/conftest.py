"""What tests of several modules need: programs, a database, the command itself."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine, or a word list that is loaded first, makes no example wrong.
settings.register_profile("feeder", deadline=None)
settings.load_profile("feeder")

ROOT = Path(__file__).parent.parent
# Where Debian keeps programs that are not for every user, or of which several versions may be installed.
_MORE_FOLDERS = ("/usr/sbin", "/sbin", *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what came out as what the stories expect")


@pytest.fixture(scope="session")
def accept(pytestconfig: pytest.Config) -> bool:
    """Whether expected files are to be rewritten; a reader of the diff then decides."""
    return bool(pytestconfig.getoption("accept"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of quality corpora beside the checkout; the test is skipped where there is none."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the quality corpora do not lie beside this checkout (../shared)")
    return folder


# ---------------------------------------------------------------- programs


@pytest.fixture(scope="session")
def requires() -> Callable[[str, str], str]:
    """`requires("nginx", package="nginx-light")`: the program's path, or the test is skipped with the reason.

    With FEEDER_REQUIRE=all, as in CI, a missing program is a failure: no test is left out unseen.
    """

    def find(program: str, package: str) -> str:
        path = os.pathsep.join((os.environ.get("PATH", os.defpath), *_MORE_FOLDERS))
        found = shutil.which(program, path=path)
        if found:
            return found
        reason = f"{program} is not installed (Debian: {package})"
        if os.environ.get("FEEDER_REQUIRE") == "all":
            pytest.fail(reason)
        pytest.skip(reason)

    return find


@pytest.fixture(scope="session")
def feeder() -> Callable[..., subprocess.CompletedProcess[str]]:
    """`feeder("run", "--once", cwd=folder)`: the real command in a process of its own, as a user starts it."""

    def run(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
        environment = dict(os.environ)
        for name in ("FEEDER_CONFIG", "NOTIFY_SOCKET"):
            environment.pop(name, None)
        settings = {"env": environment, "capture_output": True, "text": True, "timeout": 60} | options
        command = [sys.executable, "-m", "feeder", *map(str, arguments)]
        return subprocess.run(command, check=False, **settings)

    return run


# ---------------------------------------------------------------- databases


@dataclass(frozen=True, slots=True, kw_only=True)
class PostgreSQL:
    """A server on a folder of its own, reached by a socket there."""

    sockets: Path
    user: str
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://{self.user}@/{database}?host={self.sockets}"

    def execute(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(host=str(self.sockets), user=self.user, dbname="postgres", autocommit=True) as connection:
            connection.execute(statement)


@pytest.fixture(scope="session")
def postgresql(requires: Callable[[str, str], str]) -> Iterator[PostgreSQL]:
    """A PostgreSQL server for this run of the tests, without a port."""
    initdb, control = (requires(program, "postgresql") for program in ("initdb", "pg_ctl"))
    owner = _database_owner()
    # Not below pytest's folder, which only root may enter; and short, for a socket's path may have 107 bytes.
    with tempfile.TemporaryDirectory(prefix="feeder-pg-") as name:
        folder = Path(name)
        as_owner: dict[str, object] = {"stdout": subprocess.DEVNULL, "cwd": folder}
        if os.geteuid() == 0:  # it refuses to run as root
            os.chown(folder, owner.pw_uid, owner.pw_gid)
            as_owner |= {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
        data = folder / "data"
        subprocess.run(
            [initdb, "-D", data, "-U", owner.pw_name, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
            check=True,
            **as_owner,
        )
        # Safety against power cuts is what makes it slow, and nobody misses these data.
        options = f"-c listen_addresses= -k {folder} -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        subprocess.run(
            [control, "-D", data, "-w", "-l", folder / "log", "-o", options, "start"], check=True, **as_owner
        )
        try:
            yield PostgreSQL(sockets=folder, user=owner.pw_name)
        finally:
            subprocess.run([control, "-D", data, "-w", "-m", "immediate", "stop"], check=True, **as_owner)


def _database_owner() -> pwd.struct_passwd:
    """Who runs the server: this user, or for root the one that the package made, else nobody."""
    if os.geteuid():
        return pwd.getpwuid(os.geteuid())
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


@pytest.fixture
def postgresql_url(postgresql: PostgreSQL) -> Iterator[str]:
    """The address of a fresh PostgreSQL database."""
    name = f"test{next(postgresql.numbers)}"
    postgresql.execute(f"CREATE DATABASE {name}")
    yield postgresql.url(name)
    postgresql.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a fresh database: a test that asks for it runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'feeder.db'}"
    return str(request.getfixturevalue("postgresql_url"))
