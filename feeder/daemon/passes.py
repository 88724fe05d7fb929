"""What the jobs do: a pass over a source, a pass over the feeds; and what is told of how it went."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TypeVar

import structlog

from feeder import run
from feeder.clock import now
from feeder.daemon.gate import Ended, Gate
from feeder.errors import FeederError, bug_behind
from feeder.model import Source, State
from feeder.store.sources import Verdict
from feeder.work import Work

# Looking into a folder costs nothing; a server is not asked again before its time because something of ours failed.
_RETRY_FOLDER = timedelta(seconds=30)

Result = TypeVar("Result")
log = structlog.get_logger()


class Passes:
    """The passes of one process, and how its sources did in them.

    Attributes:
        work: what a pass needs; exchanged while the gate is shut.
    """

    def __init__(self, work: Work, gate: Gate, told: Callable[[], None]) -> None:
        self.work = work
        self._gate = gate
        self._told = told
        self._verdicts: dict[str, Verdict] = {}
        self._failures: dict[str, str] = {}
        self._unwritten: frozenset[str] = frozenset()

    def over_source(self, name: str) -> timedelta | None:
        """Read what a source has to tell; the time until it is due again, none for its usual one."""
        try:
            with self._gate.passing():
                source = next((each for each in self.work.config.sources if each.name == name), None)
                return self._over(source) if source else None
        except Ended:
            return None

    def over_feeds(self, _name: str) -> None:
        """Write the feeds that were touched; what cannot be written is told once, and tried again next time."""
        try:
            with self._gate.passing():
                faults = self._guarded("feeds", partial(run.pass_feeds, self.work, now()))
        except Ended:
            return
        if faults is None:
            return
        unwritten = {str(fault): fault for fault in faults}
        for reason in sorted(unwritten.keys() - self._unwritten):
            log.error("not published", reason=reason, exc_info=bug_behind(unwritten[reason]))
        if self._unwritten and not unwritten:
            log.info("published again")
        self._unwritten = frozenset(unwritten)

    def troubles(self) -> dict[str, Verdict]:
        """By name, the sources that are not well, in the order of their last change."""
        return {name: verdict for name, verdict in self._verdicts.items() if not verdict.state.is_well}

    def forget(self) -> None:
        """Tell anew how each source does: they may be others now."""
        self._verdicts.clear()

    def _over(self, source: Source) -> timedelta:
        after_failure = min(source.every, _RETRY_FOLDER) if source.kind == "folder" else source.every
        tickers = self._guarded(f"files of {source.name}", partial(run.tickers, self.work, source))
        if tickers is None:
            return after_failure
        if source.per_file:
            state = State.DEGRADED if tickers.fault else State.OK
            self._note(source.name, Verdict(state=state, reason=tickers.fault))
        pauses = [after_failure] if tickers.fault else []
        for ticker in tickers.sources:
            outcome = self._guarded(ticker.name, partial(run.pass_source, self.work, ticker, now()))
            if outcome:
                for bug in outcome.bugs:
                    log.error("pass failed by a bug", of=ticker.name, exc_info=bug)
                self._note(ticker.name, outcome.verdict)
            pauses.append(outcome.pause if outcome else after_failure)
        return min(pauses, default=source.every)

    def _note(self, name: str, verdict: Verdict) -> None:
        """Tell how a source does, if it is not what was told last."""
        before = self._verdicts.get(name, Verdict())
        if verdict == before:
            return
        self._verdicts.pop(name, None)
        self._verdicts[name] = verdict
        tell = log.info if verdict.state.is_well else log.warning
        why = {"reason": verdict.reason} if verdict.reason else {}
        tell("state", source=name, state=str(verdict.state), **why)
        self._told()

    def _guarded(self, of: str, do: Callable[[], Result]) -> Result | None:
        """What it gives, or none if it fails: the one place where a failure is caught, since the others go on."""
        try:
            result = do()
        except FeederError as error:
            # A database that is away for an hour is told once, not at each pass.
            if self._failures.get(of) != str(error):
                log.error("pass failed", of=of, reason=str(error))
            self._failures[of] = str(error)
        except Exception:
            log.exception("pass failed by a bug", of=of)
        else:
            if self._failures.pop(of, None):
                log.info("passed again", of=of)
            return result
        return None
