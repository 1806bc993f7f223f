"""The form under load: python -m benchmarks.form [PER_SECOND [SECONDS [PEOPLE_THERE]]] [postgresql://EMPTY_DATABASE].

Each phone opens its own connection, loads the page, opens another and sends its answers; phones arrive at a
steady rate, whether or not earlier ones have been answered. Sign-ups answered with a thank-you are counted in the
campaign afterwards. The peer in the same run is a bare Starlette application that inserts one row per post with
its own commit, as durable as ours, and gets the same posts at the same rate without the pages.
"""

import asyncio
import itertools
import re
import resource
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.intake import PART, fill
from benchmarks.make_files import varied
from benchmarks.result import Result, show

PEER = """
import sqlite3, sys, threading
from urllib.parse import parse_qsl
import uvicorn
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route
here = threading.local()
def insert(fields):
    if not hasattr(here, "db"):
        here.db = sqlite3.connect(sys.argv[1], timeout=30, isolation_level=None)
        here.db.execute("PRAGMA journal_mode=WAL"); here.db.execute("PRAGMA synchronous=FULL")
        here.db.execute("CREATE TABLE IF NOT EXISTS post (name TEXT, email TEXT, postcode TEXT)")
    here.db.execute("INSERT INTO post VALUES (?, ?, ?)", [fields.get(k) for k in ("name", "email", "postcode")])
async def take(request):
    from starlette.concurrency import run_in_threadpool
    await run_in_threadpool(insert, dict(parse_qsl((await request.body()).decode())))
    return HTMLResponse("Thank you")
app = Starlette(routes=[Route("/", take, methods=["POST"])])
print("http://127.0.0.1:" + sys.argv[2] + "/", flush=True)
uvicorn.run(app, port=int(sys.argv[2]), http="h11", loop="asyncio", log_level="warning", access_log=False)
"""
USUAL = {"per_second": 200.0, "seconds": 60.0, "there": 45_000, "address": ""}
SMALL = {"per_second": 10.0, "seconds": 1.0, "there": 30}
THANKS = b"Thank you"
PATIENCE = 60.0


@dataclass(slots=True)
class Load:
    """The result of a load test.

    Attributes:
        thanked: number of posts thanked.
        answers: status → number of posts.
        pages, posts: seconds each one took.
        cpu: seconds of CPU time used by the server.
    """

    thanked: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    pages: list[float] = field(default_factory=list)
    posts: list[float] = field(default_factory=list)
    cpu: float = 0.0


async def ask(port: int, request: bytes) -> bytes:
    """Send a request on its own connection; return the whole response."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        return await reader.read()
    finally:
        writer.close()


async def phone(port: int, number: int, load: Load, *, page: bool) -> None:
    """Load the page and send its form."""
    host = f"Host: 127.0.0.1:{port}\r\nConnection: close\r\n"
    fields = {
        "name": f"Given{number} Family{number}",
        "email": f"p{number}@example.org",
        "postcode": "80203",
        "office": "School board",
        "consent_contact": "yes",
    }
    try:
        async with asyncio.timeout(PATIENCE):
            if page:
                began = time.perf_counter()
                shown = await ask(port, f"GET /?c=denver HTTP/1.1\r\n{host}\r\n".encode())
                load.pages.append(time.perf_counter() - began)
                fields |= {
                    k.decode(): v.decode() for k, v in re.findall(rb'type="hidden" name="(\w+)" value="([^"]*)"', shown)
                }
            body = urlencode(fields).encode()
            kind = "Content-Type: application/x-www-form-urlencoded\r\n"
            head = f"POST / HTTP/1.1\r\n{host}Sec-Fetch-Site: same-origin\r\n{kind}Content-Length: {len(body)}\r\n\r\n"
            began = time.perf_counter()
            answer = await ask(port, head.encode() + body)
            load.posts.append(time.perf_counter() - began)
            load.answers[answer[9:12].decode() or "cut off"] += 1
            load.thanked += THANKS in answer
    except (OSError, TimeoutError) as error:
        load.answers[type(error).__name__] += 1


async def drive(port: int, per_second: float, seconds: float, numbers: "itertools.count[int]", *, page: bool) -> Load:
    """Start phones at a steady rate; wait for the last one."""
    load, tasks, began = Load(), [], time.perf_counter()
    for place in range(round(per_second * seconds)):
        await asyncio.sleep(max(0.0, began + place / per_second - time.perf_counter()))
        tasks.append(asyncio.create_task(phone(port, next(numbers), load, page=page)))
    await asyncio.gather(*tasks)
    return load


def share(seconds: Sequence[float], part: float) -> float:
    """Return a percentile in milliseconds."""
    ranked = sorted(seconds) or [0.0]
    return ranked[min(len(ranked) - 1, int(part * len(ranked)))] * 1000


def measured(command: Sequence[str], port: int, per_second: float, seconds: float, *, page: bool) -> Load:
    """Start a server, put it under load, and stop it."""
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None and "http" in server.stdout.readline()
        time.sleep(0.5)
        numbers = itertools.count()
        asyncio.run(drive(port, min(per_second, 20), 1, numbers, page=page))
        load = asyncio.run(drive(port, per_second, seconds, numbers, page=page))
    finally:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        server.terminate()
        server.wait(60)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    load.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return load


def told(load: Load) -> str:
    """Return a note on a load test."""
    return f"p50 {share(load.posts, 0.5):.0f} ms, answers {dict(load.answers)}, server {load.cpu:.1f} s of processor"


def free_port() -> int:
    """Return a free port."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def measure(per_second: float, seconds: float, there: int, address: str) -> Iterator[Result]:
    """Load-test the form of a campaign with this many people, in a file or on a database server."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one, other = free_port(), free_port()
        command = [sys.executable, "-c", PEER, str(folder / "peer.db"), str(one)]
        bare = measured(command, one, per_second, seconds, page=False)
        where = address or str(folder / "form.campaign")
        fill(folder, where, varied(min(there, PART)), there)
        before = count(where)
        command = [sys.executable, "-m", "coordinator", "form", "--campaign", where, "--host", "127.0.0.1"]
        ours = measured([*command, "--port", str(other), "--rate", "10000000"], other, per_second, seconds, page=True)
        added = count(where) - before - round(min(per_second, 20))
    work = (
        f"posts to the form at {per_second:g} a second, {there:,} people there, {'PostgreSQL' if address else 'SQLite'}"
    )
    peer = "bare Starlette, one commit a post, p99"
    yield Result(f"{work}, p99", share(ours.posts, 0.99), "ms", peer, share(bare.posts, 0.99), note=told(ours))
    yield Result("its pages, p99", share(ours.pages, 0.99), "ms")
    yield Result("thanked and not in the campaign", ours.thanked - added, target=0, note=f"{ours.thanked:,} thanked")


def count(where: str) -> int:
    """Return the number of sign-ups in a campaign."""
    from benchmarks import files as campaign
    from coordinator.records.catalog import SIGNUP
    from coordinator.store import query

    with campaign.open_(where) as opened, opened.reading() as connection:
        return query.count(connection, SIGNUP)


if __name__ == "__main__":
    show(measure, USUAL)
