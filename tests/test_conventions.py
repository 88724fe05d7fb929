"""The rules of this code base that no linter knows."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import feeder as package

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "feeder").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))

STATIONS = {"sources", "reading", "pairing", "topics", "store", "compose", "outputs", "publish"}
SHARED = {"", "model", "errors", "text", "states", "storeurl"}
# Who may import more than one station, the store apart, and why.
KNOWS_SEVERAL = {
    "run": "it walks the path",
    "learning": "the part of the path that run walks inside one transaction",
    "documents": "the part of the path from the store to the files, which run walks for each feed",
    "archiving": "the part of the path from the store to archive documents, which run walks before that for the feed",
    "work": "it holds what run walks with",
}
# Who may look at the clock: what does, not what decides.
WITH_CLOCK = {"clock", "daemon", "run", "sources", "publish", "serve"}


def name_of(path: Path) -> str:
    """`feeder/topics/query.py` is `topics/query`, and `feeder/store.py` is `store`."""
    return path.relative_to(ROOT / "feeder").with_suffix("").as_posix().removesuffix("/__init__")


def part_of(path: Path) -> str:
    """The part of the package that a module belongs to: `topics`, `store`, …; empty for the package itself."""
    return name_of(path).split("/")[0].removeprefix("__init__")


def imports_of(path: Path) -> set[str]:
    """The parts of the package that a module imports, at its top or inside its functions."""
    return {part for node in ast.walk(ast.parse(path.read_text("utf-8"))) for part in _imported_parts(node)}


def _imported_parts(node: ast.AST) -> Iterator[str]:
    names: list[str] = []
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module == "feeder":
        names = [f"feeder.{alias.name}" for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and node.level == 0:
        names = [node.module or ""]
    for name in names:
        package_name, *rest = name.split(".")
        if package_name == "feeder":
            yield rest[0] if rest and not rest[0].startswith("__") else ""


def calls_of(path: Path) -> Iterator[tuple[int, str, ast.Call]]:
    """Each call in a module, with its line and what is called, as it is written."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func), node


def public_definitions(tree: ast.AST, prefix: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Classes, functions and methods whose names do not begin with an underscore."""
    for node in ast.iter_child_nodes(tree):
        named = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if named and not node.name.startswith("_"):
            yield prefix + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from public_definitions(node, f"{prefix}{node.name}.")


@pytest.mark.parametrize("path", [path for path in MODULES if part_of(path) in STATIONS], ids=name_of)
def test_stations_do_not_import_each_other(path):
    """A station imports itself, and of the rest only the types, the errors and the text."""
    assert set() == imports_of(path) - SHARED - {part_of(path)}


@pytest.mark.parametrize("path", [path for path in MODULES if part_of(path) not in STATIONS], ids=name_of)
def test_only_run_knows_the_order(path):
    """Of the modules that are no stations only `run` and its nearest know more than one of them."""
    stations = (imports_of(path) & STATIONS) - {"store"}

    assert name_of(path) in KNOWS_SEVERAL or len(stations) <= 1, sorted(stations)


@pytest.mark.parametrize("path", [path for path in MODULES if part_of(path) in SHARED], ids=name_of)
def test_what_all_share_imports_nothing_of_the_rest(path):
    """The types, the errors and the text stand below everything else."""
    assert set() == imports_of(path) - SHARED


@pytest.mark.parametrize("path", [path for path in MODULES if part_of(path) != "cli"], ids=name_of)
def test_only_the_command_line_prints(path):
    """Nothing outside `cli` writes to standard output."""
    printing = {"print", "click.echo", "click.secho", "sys.stdout.write"}

    assert [] == [f"line {line}: {name}" for line, name, _ in calls_of(path) if name in printing]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_clock_where_things_are_decided(path):
    """Only what does things asks for the time, and always with a zone; what decides gets it as an argument."""
    clocks = re.compile(
        r"(datetime\.)?(datetime|date)\.(now|today|utcnow|utcfromtimestamp)|time\.(time|time_ns|localtime)"
    )
    faults = [
        f"line {line}: {name}"
        for line, name, call in calls_of(path)
        if clocks.fullmatch(name)
        and (part_of(path) not in WITH_CLOCK or (name.startswith("date") and not call.args and not call.keywords))
    ]

    assert [] == faults


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_public_names_are_explained(path):
    """Each public class, function and method says in a docstring what it is or gives."""
    definitions = public_definitions(ast.parse(path.read_text("utf-8")))

    assert [] == [name for name, node in definitions if not ast.get_docstring(node)]


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.relative_to(ROOT / "tests").as_posix())
def test_each_test_says_in_one_sentence_what_must_hold(path):
    """A test has a docstring, and it is one sentence."""
    faults = [
        f"line {node.lineno}: {node.name}"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
        if not is_one_sentence(ast.get_docstring(node) or "")
    ]

    assert [] == faults


def is_one_sentence(text: str) -> bool:
    """Whether the text is one paragraph that ends with its only full stop."""
    return text.endswith(".") and "\n\n" not in text and not re.search(r"[.!?]\s+[A-ZÄÖÜ]", text)


def is_plug_in(path: Path) -> bool:
    """Whether the configuration can name the module: a source fetches, an output renders."""
    verb = {"sources": "fetch", "outputs": "render"}.get(part_of(path))
    return path.stem != "__init__" and verb in {
        name for name, _ in public_definitions(ast.parse(path.read_text("utf-8")))
    }


@pytest.mark.parametrize("path", [path for path in MODULES if is_plug_in(path)], ids=name_of)
def test_each_source_and_output_is_in_the_guide(path):
    """Whoever reads the documentation finds each kind of source and each output by its name."""
    guide = "\n".join(page.read_text("utf-8") for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))])

    assert f"`{path.stem}`" in guide


def test_the_example_configuration_loads():
    """What `make run` starts with is a valid configuration."""
    from feeder.config import load

    assert load(ROOT / "config" / "feeder.toml").topics


def test_the_installed_configuration_loads(tmp_path):
    """What `make install` puts into /etc/feeder is a valid configuration, once its two blanks are filled in."""
    from feeder.config import load

    text = (ROOT / "systemd" / "feeder.toml").read_text("utf-8")
    filled = text.replace("@AUTHORITY@", "feeder.example.net,2026-01-01").replace("@TIMEZONE@", "Europe/Berlin")
    (tmp_path / "feeder.toml").write_text(filled, "utf-8")

    assert load(tmp_path / "feeder.toml").output == Path("/var/lib/feeder/public")


@pytest.mark.parametrize(
    ("drop_ins", "tenths"),
    [([], 11), (["strict-network.conf"], 11), (["folder-only.conf"], 3)],
    ids=["unit", "strict-network", "folder-only"],
)
def test_the_unit_is_understood_and_hardened(drop_ins, tenths, tmp_path, requires):
    """The service manager understands each line of the unit, and finds it exposed no more than this."""
    analyze = requires("systemd-analyze", package="systemd")
    text = (ROOT / "systemd" / "feeder.service").read_text("utf-8")
    # The program is not installed here; what the service manager says of it is not of interest.
    (tmp_path / "feeder.service").write_text(
        re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", text, flags=re.MULTILINE), "utf-8"
    )
    (tmp_path / "feeder.service.d").mkdir()
    for name in drop_ins:
        shutil.copy(ROOT / "systemd" / "drop-ins" / name, tmp_path / "feeder.service.d")

    # It ends with 0 on unknown keys, and only says so.
    verify = subprocess.run(
        [analyze, "verify", tmp_path / "feeder.service"], capture_output=True, text=True, check=False
    )
    security = subprocess.run(
        [analyze, "security", "--no-pager", "--offline=true", f"--threshold={tenths}", tmp_path / "feeder.service"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert ("", 0) == (verify.stderr, verify.returncode)
    assert security.returncode == 0, security.stdout


def test_the_user_and_the_folders_are_understood(tmp_path, requires):
    """The service manager's tools understand the files that make the user and the folders."""
    users = requires("systemd-sysusers", package="systemd")
    folders = requires("systemd-tmpfiles", package="systemd")
    for kind in ("sysusers", "tmpfiles"):
        shutil.copy(ROOT / "systemd" / f"feeder.{kind}", tmp_path / f"feeder-{kind}.conf")

    made = subprocess.run([users, "--dry-run", tmp_path / "feeder-sysusers.conf"], capture_output=True, check=False)
    # Under another root with a user database of its own, nothing of this machine is touched.
    (tmp_path / "root" / "etc").mkdir(parents=True)
    (tmp_path / "root" / "etc" / "passwd").write_text("feeder:x:1234:1234::/:/bin/false\n")
    (tmp_path / "root" / "etc" / "group").write_text("feeder:x:1234:\n")
    laid = subprocess.run(
        [folders, "--create", f"--root={tmp_path / 'root'}", tmp_path / "feeder-tmpfiles.conf"],
        capture_output=True,
        check=False,
    )

    assert made.returncode == 0, made.stderr
    assert laid.returncode == 0, laid.stderr


def test_the_changelog_has_this_version():
    """The changelog has a heading for the version that the package says it is."""
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)

    assert package.__version__ in headings


def test_no_tracked_file_names_a_place_of_one_machine():
    """No file that is shared names a folder of somebody's machine or a registry's address."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("this is no checkout of git")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    wanted = re.compile(r"/root/[.a-z]|/home/[a-z]|--(extra-)?index-url")
    faults = []
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if path == Path(__file__) or not path.is_file():
            continue
        if found := wanted.search(path.read_bytes().decode("utf-8", "replace")):
            faults.append(f"{name}: {found.group()}")

    assert [] == faults


def test_each_configuration_key_is_in_the_guide():
    """Whoever reads the guide finds each key of each table."""
    from feeder.config.tables import SiteTable, SourceTable, TopicTable

    guide = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    tables = re.split(r"^## ", guide, flags=re.MULTILINE)
    for heading, table in (("`[site]`", SiteTable), ("`[[source]]`", SourceTable), ("`[[topic]]`", TopicTable)):
        section = next(part for part in tables if part.startswith(heading))

        assert [] == [key for key in table.model_fields if f"| `{key}` |" not in section]


@pytest.mark.parametrize("page", [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")], ids=lambda page: page.name)
def test_links_of_the_guide_lead_somewhere(page):
    """A link to a file of this project leads to one that is there."""
    links = re.findall(r"\]\(([^)#]+)", page.read_text("utf-8"))

    assert [] == [link for link in links if "://" not in link and not (page.parent / link).exists()]
