"""The writer in a process of its own: whoever answers the public does not wait for it."""

import json
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import asdict
from functools import partial
from itertools import count
from typing import Any, TextIO

from coordinator.form.campaign_facts import Watched
from coordinator.form.writer import ROOM, Full, NotSaved, Writer
from coordinator.store import campaign as campaigns
from coordinator.tour.questions import FormQuestion
from coordinator.tour.slips import Origin, Slip

FLAG = "--form-writer"
PAUSE = 1.0
"""Seconds between two starts of a writer that ended."""


class WriterApart:
    """Gives slips to a writer in another process; one that ended is started again with the next slip.

    Used as a context: leaving it waits until all that was given is written.
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
        """Begin."""
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        """Let what was given be written, and stop."""
        self._lines.put(None)
        for thread in self._threads:
            thread.join()

    def offer(self, slip: Slip, asked: tuple[FormQuestion, ...]) -> "Future[None]":
        """Give a slip to be written; see `Writer.offer`. The writer reads what can be asked by itself."""
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
        """Start the writer, unless one that was started just now has ended already."""
        if time.monotonic() - self._began < PAUSE:
            return False
        self._began = time.monotonic()
        self._lines = queue.SimpleQueue()
        program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "coordinator"]
        process = subprocess.Popen(
            [*program, FLAG], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self._lines.put(json.dumps(self._where))  # not among the arguments, where everybody could read a password
        self._process = process
        self._threads = [
            threading.Thread(target=work, args=(process, *more), name=name, daemon=True)
            for work, more, name in ((_say, (self._lines,), "to the writer"), (self._hear, (), "from the writer"))
        ]
        for thread in self._threads:
            thread.start()
        return True

    def _hear(self, process: "subprocess.Popen[str]") -> None:
        """End what is written; whatever the writer leaves behind when it ends was not."""
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
        return  # it ended; whoever hears it tells


def _end(done: "Future[None]", written: bool) -> None:
    if done.set_running_or_notify_cancel():
        done.set_result(None) if written else done.set_exception(NotSaved())


def main() -> int:
    """Write what comes on standard input until it ends; return the exit status."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started this ends it, when all is given
    tell = _telling(sys.stdout)
    with campaigns.open_(json.loads(sys.stdin.readline())) as campaign, Writer(campaign) as writer:
        facts = Watched(campaign, None)
        for line in sys.stdin:
            number, said = json.loads(line)
            slip = Slip(Origin(**said.pop("origin")), **said)
            try:
                writer.offer(slip, facts.now().known).add_done_callback(partial(_told, tell, number))
            except Full:
                tell([number, False])
    return 0


def _told(tell: Callable[[Any], None], number: int, done: "Future[None]") -> None:
    tell([number, done.exception() is None])


def _telling(out: TextIO) -> Callable[[Any], None]:
    """Return what tells something in a line, whichever thread calls it."""
    lock = threading.Lock()

    def tell(said: Any) -> None:
        with lock:
            out.write(json.dumps(said) + "\n")
            out.flush()

    return tell
