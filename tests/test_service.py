"""The daemon as a service: under a real service manager, and in its talk with one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

UNIT = Path(__file__).parent.parent / "systemd" / "feeder.service"


def test_the_daemon_talks_to_the_service_manager(shared, tmp_path, feeder):
    """The daemon says when it is ready, alive, reloading and stopping, as sd_notify(3) wants it."""
    assert feeder("init", tmp_path).returncode == 0
    probe = [sys.executable, shared / "verify/service/notify_probe.py"]
    daemon = [sys.executable, "-m", "feeder", "run", "--config", tmp_path / "feeder.toml"]
    result = subprocess.run([*probe, *daemon], capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout + result.stderr


def test_the_unit_lives_under_a_service_manager(shared, tmp_path, requires):
    """Under the hardened unit the daemon starts, reloads, comes back when it is killed or hangs, and ends well."""
    requires("systemctl", package="systemd")
    unshare = requires("unshare", package="util-linux")
    if subprocess.run([unshare, "--mount", "--pid", "--fork", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this user gets no namespaces from the kernel")
    # The unit lets only installed programs run, and hides where these tests may lie.
    lines = UNIT.read_text("utf-8") + f"\n[Service]\nPrivateTmp=no\nExecPaths={sys.prefix} {sys.base_prefix}\n"
    (tmp_path / "feeder.service").write_text(lines, "utf-8")
    program = tmp_path / "daemon"
    program.write_text(
        "#!/bin/sh\n"
        'cd "$STATE_DIRECTORY" || exit\n'
        f"[ -e feeder.toml ] || '{sys.executable}' -m feeder init >&2\n"
        f"exec '{sys.executable}' -m feeder run\n",
        "utf-8",
    )
    manager = shared / "verify/service/user_manager.sh"
    command = ["bash", manager, "-e", f"/bin/sh {program}", tmp_path / "feeder.service"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout + result.stderr
