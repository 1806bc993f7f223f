"""Half-sent requests and good ones together, against the real form: `python -m tests.form.half_open 4100 300 20`.

Opens so many half-sent requests, one after the other, and keeps them; meanwhile sends so many people a second look at the
page and send it, for so many seconds; says how many failed and how long they took.
"""

import asyncio
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from coordinator.store import campaign as campaigns
from tests.form.conftest import GOOD, hidden
from tests.form.serving import serving

HALF = (b"", b"GET / HTTP/1.1\r\nHost: x\r\n", b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\nname=")


async def _hold(host: str, port: int, number: int) -> list[asyncio.StreamWriter]:
    held = []
    for n in range(number):
        try:
            _, writer = await asyncio.open_connection(host, port)
            writer.write(HALF[n % len(HALF)])
            held.append(writer)
        except OSError:
            continue
    return held


async def _ask(host: str, port: int, head: str, body: bytes = b"") -> tuple[str, str]:
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(f"{head} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n".encode())
    kind = "Content-Type: application/x-www-form-urlencoded\r\n" if body else ""
    writer.write(f"{kind}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    answer = (await asyncio.wait_for(reader.read(), 60)).decode()
    writer.close()
    return answer[9:12] or "closed", answer


async def _good(host: str, port: int, number: int, told: Counter[str], took: list[float]) -> None:
    """Look at the page and send it filled in, as a phone does."""
    began = time.perf_counter()
    try:
        status, page = await _ask(host, port, "GET /")
        if status == "200":
            fields = {**hidden(page), **GOOD, "name": f"Given{number} Family", "email": f"p{number}@example.org"}
            status, _ = await _ask(host, port, "POST /", urlencode(fields).encode())
        told[status] += 1
    except (OSError, TimeoutError) as error:
        told[type(error).__name__] += 1
    took.append(time.perf_counter() - began)


async def _run(address: str, half: int, rate: int, seconds: int) -> None:
    host, port = urlsplit(address).hostname or "", urlsplit(address).port or 0
    told: Counter[str] = Counter()
    took: list[float] = []
    holding = asyncio.create_task(_hold(host, port, half))
    tasks = []
    began = time.perf_counter()
    for n in range(rate * seconds):
        tasks.append(asyncio.create_task(_good(host, port, n, told, took)))
        await asyncio.sleep(max(began + n / rate - time.perf_counter(), 0))
    await asyncio.gather(*tasks)
    for writer in await holding:
        writer.transport.abort()
    took.sort()
    print(f"{half} half-sent, {len(took)} good ones: {dict(told)}")
    print(f"median {took[len(took) // 2] * 1000:.0f} ms, p99 {took[len(took) * 99 // 100] * 1000:.0f} ms")


def main(half: int = 4_100, rate: int = 300, seconds: int = 20) -> None:
    """Run it; see the module."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.campaign"
        campaigns.create(path).close()
        with serving(path, "--rate", "1000000") as server:
            asyncio.run(_run(server.address, half, rate, seconds))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
