"""A real browser, spoken to over a pipe, and a site whose ticker was read."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-dev-shm-usage",
    "--remote-debugging-pipe",
)


@dataclass(slots=True, kw_only=True)
class Browser:
    """A headless Chromium with one page; each message over the pipe ends with a zero byte."""

    process: subprocess.Popen[bytes]
    to_it: Any
    from_it: Any
    session: str = ""
    number: int = 0
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The result of a command; what the page does meanwhile is noted."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        self.to_it.write(json.dumps(message | ({"sessionId": self.session} if self.session else {})).encode() + b"\0")
        self.to_it.flush()
        while True:
            answer = self._read()
            if answer.get("id") == self.number:
                assert "error" not in answer, answer["error"]
                return answer["result"]
            self._note(answer)

    def open(self, url: str) -> None:
        """Open the address, and wait until the page stands."""
        self.call("Page.navigate", url=url)
        while (answer := self._read()).get("method") != "Page.loadEventFired":
            self._note(answer)

    def run(self, code: str) -> Any:
        """What the JavaScript gives; a promise is waited for."""
        answer = self.call("Runtime.evaluate", expression=code, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        """Press a key and let it go."""
        for kind in ("keyDown", "keyUp"):
            text = {"text": "\r"} if key == "Enter" and kind == "keyDown" else {}
            code = {"Enter": 13, "Tab": 9}[key]
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **text)

    def _read(self) -> dict[str, Any]:
        content = bytearray()
        while (byte := self.from_it.read(1)) != b"\0":
            assert byte, "the browser has ended"
            content += byte
        return json.loads(content)

    def _note(self, event: dict[str, Any]) -> None:
        values = event.get("params", {})
        match event.get("method"):
            case "Log.entryAdded" if values["entry"]["level"] == "error":
                self.errors.append(values["entry"]["text"])
            case "Runtime.exceptionThrown":
                self.errors.append(values["exceptionDetails"]["text"])
            case "Page.javascriptDialogOpening":
                self.errors.append("a dialog")
                self.call("Page.handleJavaScriptDialog", accept=True)
            case "Network.requestWillBeSent":
                self.requests.append(values["request"]["url"])


@pytest.fixture(scope="module")
def browser(requires, tmp_path_factory) -> Iterator[Browser]:
    """A browser that reaches this machine alone."""
    program = requires("chromium", package="chromium")
    low_in, our_out = os.pipe()
    our_in, low_out = os.pipe()
    # It reads from descriptor 3 and writes to descriptor 4, and ours may be these: first out of the way.
    their_in, their_out = (fcntl.fcntl(low, fcntl.F_DUPFD, 100) for low in (low_in, low_out))
    profile = tmp_path_factory.mktemp("chromium")
    shell = ["sh", "-c", f'exec "$@" 3</proc/self/fd/{their_in} 4>/proc/self/fd/{their_out}', "sh"]
    with subprocess.Popen(
        [*shell, program, *FLAGS, f"--user-data-dir={profile}", "about:blank"],
        pass_fds=(their_in, their_out),
        stderr=subprocess.DEVNULL,
    ) as process:
        for descriptor in (low_in, low_out, their_in, their_out):
            os.close(descriptor)
        with os.fdopen(our_out, "wb") as to_it, os.fdopen(our_in, "rb") as from_it:
            driven = Browser(process=process, to_it=to_it, from_it=from_it)
            targets = driven.call("Target.getTargets")["targetInfos"]
            page = next(target["targetId"] for target in targets if target["type"] == "page")
            driven.session = driven.call("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
            for domain in ("Page", "Runtime", "Log", "Network"):
                driven.call(f"{domain}.enable")
            yield driven
        process.kill()
