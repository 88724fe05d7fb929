"""How long commands take from a cold start, as ratios to a bare Python that is started in turn with them.

usage: python benchmarks/start.py [--rounds N]

Each round starts each command once, whole process and all, so that whatever slows the machine down slows all of them.
Prints the medians, their ratios and the bounds; ends with 1 if a bound is broken.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

CONFIG = Path(__file__).parent.parent / "config"
PYTHON = sys.executable
BARE = "python -c pass"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What is measured, and how many bare Pythons it may cost."""

    title: str
    arguments: tuple[str, ...]
    bound: float


def commands(place: Path) -> tuple[Command, ...]:
    """The commands, on a copy of the example in this folder."""
    ticker = min((place / "config" / "ticker").glob("*.txt"))
    feeder = (PYTHON, "-m", "feeder")
    return (
        Command(title=BARE, arguments=(PYTHON, "-c", "pass"), bound=1),
        Command(title="feeder --version", arguments=(*feeder, "--version"), bound=10),
        Command(
            title="feeder parse (ticker)",
            arguments=(*feeder, "parse", "--timezone", "Europe/Berlin", str(ticker)),
            bound=40,
        ),
        Command(
            title="feeder run --once (example)",
            arguments=(*feeder, "run", "--once", "--config", str(place / "config" / "feeder.toml")),
            bound=120,
        ),
    )


def seconds(command: Command, place: Path) -> float:
    """How long the command takes from its start to its end; each time nothing has been read or published yet."""
    for name in ("public", "state"):
        shutil.rmtree(place / name, ignore_errors=True)
    # With PYTHONDONTWRITEBYTECODE, say, each start would compile everything: no installation does.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("FEEDER_", "PYTHON"))}
    begun = time.perf_counter()
    result = subprocess.run(command.arguments, cwd=place, env=environment, capture_output=True, check=False)
    taken = time.perf_counter() - begun
    if result.returncode:
        sys.exit(f"{command.title} ended with {result.returncode}:\n{result.stderr.decode()}")
    return taken


def main() -> int:
    """Measure, print the table, and say by the status whether all bounds hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=11, help="how often each command is started (default: 11)")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="feeder-bench-") as name:
        place = Path(name)
        shutil.copytree(CONFIG, place / "config")
        # A first start that is not counted writes the compiled modules, as an installation does.
        measured = commands(place)
        for command in measured:
            seconds(command, place)
        times: dict[str, list[float]] = {command.title: [] for command in measured}
        for _ in range(rounds):
            for command in measured:
                times[command.title].append(seconds(command, place))
    floor = median(times[BARE])
    broken = False
    print(f"{'command':30} {'median':>9} {'ratio':>7} {'bound':>7}   ({rounds} rounds)")
    for command in measured:
        taken = median(times[command.title])
        ratio = taken / floor
        broken |= ratio > command.bound
        mark = "  OVER" if ratio > command.bound else ""
        print(f"{command.title:30} {taken * 1000:6.0f} ms {ratio:7.1f} {command.bound:7.0f}{mark}")
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
