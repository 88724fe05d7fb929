"""The gate of the passes: they go through it side by side, and a change of the configuration has it to itself."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Ended(BaseException):  # it is no fault: who guards against faults lets it through
    """The daemon ends: whatever is under way stops at the next place where nothing is lost."""


class Gate:
    """Who is inside, since when they gave no sign of life, and whether others may come in."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._moved = threading.Condition()
        self._inside: dict[int, float] = {}
        self._is_shut = False
        self._is_over = False

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Be inside, once the gate is open.

        Raises:
            Ended: it never will be again.
        """
        with self._moved:
            self._moved.wait_for(lambda: not self._is_shut or self._is_over)
            if self._is_over:
                raise Ended
            self._inside[threading.get_ident()] = self._clock()
        try:
            yield
        finally:
            with self._moved:
                del self._inside[threading.get_ident()]
                self._moved.notify_all()

    def sign(self) -> None:
        """Say that the work goes on.

        Raises:
            Ended: it need not.
        """
        with self._moved:
            if self._is_over:
                raise Ended
            if threading.get_ident() in self._inside:
                self._inside[threading.get_ident()] = self._clock()

    @contextmanager
    def shut(self) -> Iterator[None]:
        """Nobody comes in until the block ends; those who are inside go on."""
        self._set(is_shut=True)
        try:
            yield
        finally:
            self._set(is_shut=False)

    def _set(self, *, is_shut: bool) -> None:
        with self._moved:
            self._is_shut = is_shut
            self._moved.notify_all()

    def end(self) -> None:
        """Nobody comes in any more, and those who are inside are told at their next sign of life."""
        with self._moved:
            self._is_over = True
            self._moved.notify_all()

    def is_empty(self, within: float = 0) -> bool:
        """Whether nobody is inside, or will be within so many seconds."""
        with self._moved:
            return self._moved.wait_for(lambda: not self._inside, timeout=within)

    def longest_silence(self) -> float:
        """Seconds since the last sign of life of the one inside who gave none for longest."""
        with self._moved:
            return max((self._clock() - at for at in self._inside.values()), default=0)
