"""The writer in its own process, so that it does not slow down the web server."""

import json
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import asdict
from functools import partial
from itertools import count
from pathlib import Path
from typing import TextIO

from coordinator.base import keys
from coordinator.form.campaign_facts import Watched
from coordinator.form.writer import ROOM, Full, NotSaved, Writer
from coordinator.store import campaign as campaigns
from coordinator.tour.questions import FormQuestion
from coordinator.tour.slips import Origin, Slip

FLAG = "--form-writer"
PAUSE = 1.0
"""Minimum seconds between two starts of the writer."""


class WriterApart:
    """Passes slips to a writer in another process; if that process ends, the next slip restarts it.

    As a context manager, leaving it waits until everything submitted is written.
    """

    def __init__(self, where: str) -> None:
        self._where = where
        self._numbers = count()
        self._waiting: dict[int, Future[None]] = {}
        self._lock = threading.Lock()
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._process: subprocess.Popen[str] | None = None
        self._threads: list[threading.Thread] = []
        self._began = 0.0

    def __enter__(self) -> "WriterApart":
        """Start."""
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        """Finish writing what was submitted, then stop."""
        self._lines.put(None)
        for thread in self._threads:
            thread.join()

    def offer(self, slip: Slip, asked: tuple[FormQuestion, ...]) -> "Future[None]":
        """Submit a slip for writing; see `Writer.offer`. The writer process reads the possible questions itself."""
        done: Future[None] = Future()
        with self._lock:
            if len(self._waiting) >= ROOM:
                raise Full
            if self._process is None and not self._start():
                raise Full
            number = next(self._numbers)
            self._waiting[number] = done
        self._lines.put(json.dumps([number, asdict(slip)]))
        return done

    def _start(self) -> bool:
        """Start the writer, unless one started just now has already ended."""
        if time.monotonic() - self._began < PAUSE:
            return False
        self._began = time.monotonic()
        self._lines = queue.SimpleQueue()
        program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "coordinator"]
        process = subprocess.Popen(
            [*program, FLAG], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        key = keys.lookup(Path(self._where))[1]
        told = [self._where, key.in_words() if key else None]
        self._lines.put(json.dumps(told))  # not in the arguments, where anyone could read a password
        self._process = process
        self._threads = [
            threading.Thread(target=work, args=(process, *more), name=name, daemon=True)
            for work, more, name in ((_say, (self._lines,), "to the writer"), (self._hear, (), "from the writer"))
        ]
        for thread in self._threads:
            thread.start()
        return True

    def _hear(self, process: "subprocess.Popen[str]") -> None:
        """Complete the futures of written slips; those left when the writer ends were not written."""
        assert process.stdout is not None
        for line in process.stdout:
            number, written = json.loads(line)
            with self._lock:
                done = self._waiting.pop(number)
            _end(done, written)
        process.wait()
        process.stdout.close()
        with self._lock:
            left, self._waiting = list(self._waiting.values()), {}
            self._process = None
        self._lines.put(None)
        for done in left:
            _end(done, False)


def _say(process: "subprocess.Popen[str]", lines: "queue.SimpleQueue[str | None]") -> None:
    assert process.stdin is not None
    try:
        while (line := lines.get()) is not None:
            process.stdin.write(line + "\n")
            process.stdin.flush()
        process.stdin.close()
    except OSError:
        return  # it ended; the listener reports that


def _end(done: "Future[None]", written: bool) -> None:
    if done.set_running_or_notify_cancel():
        done.set_result(None) if written else done.set_exception(NotSaved())


def main() -> int:
    """Write slips from standard input until it ends; return the exit status."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent process ends this one after the last slip
    tell = _telling(sys.stdout)
    where, key = json.loads(sys.stdin.readline())
    if key:
        keys.give(keys.from_words(key))
    with campaigns.open_(where) as campaign, Writer(campaign) as writer:
        facts = Watched(campaign, None)
        for line in sys.stdin:
            number, said = json.loads(line)
            slip = Slip(Origin(**said.pop("origin")), **said)
            try:
                writer.offer(slip, facts.now().known).add_done_callback(partial(_told, tell, number))
            except Full:
                tell([number, False])
    return 0


def _told(tell: Callable[[Sequence[int]], None], number: int, done: "Future[None]") -> None:
    tell([number, done.exception() is None])


def _telling(out: TextIO) -> Callable[[Sequence[int]], None]:
    """Return a thread-safe function that writes one line."""
    lock = threading.Lock()

    def tell(said: Sequence[int]) -> None:
        with lock:
            out.write(json.dumps(said) + "\n")
            out.flush()

    return tell
