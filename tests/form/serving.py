"""A real server in a process of its own, and phones that send to it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.form.conftest import GOOD, hidden

ROOT = Path(__file__).parents[2]


@dataclass
class Server:
    """The form on a port."""

    process: subprocess.Popen[str]
    address: str

    def ask(
        self, method: str, body: str = "", headers: dict[str, str] | None = None, path: str = "/"
    ) -> tuple[int, str]:
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=60)
        try:
            kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
            connection.request(method, path, body or None, {**kind, **(headers or {})})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def sign_up(self, number: int, **more: str) -> tuple[int, str]:
        """What a phone does: look at the page, fill it in, send it."""
        _, page = self.ask("GET")
        fields = {**hidden(page), **GOOD, "name": f"Given{number} Family", "email": f"p{number}@example.org", **more}
        return self.ask("POST", urlencode(fields))

    def kill(self) -> None:
        """Pull the plug: of the server and of its writer at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(30)


@contextmanager
def serving(where: str | Path, *options: str) -> Iterator[Server]:
    """Serve the form of a campaign; asked to end afterwards, it ends well."""
    command = [sys.executable, "-m", "coordinator", "form", "--json", "--campaign", str(where), "--host", "127.0.0.1"]
    process = subprocess.Popen(
        [*command, "--port", "0", *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    try:
        yield Server(process, _started(process))
        if process.poll() is None:
            process.terminate()
            assert process.wait(60) == 0
    finally:
        process.kill()
        process.communicate()


def _started(process: "subprocess.Popen[str]") -> str:
    """Wait for the address that the server says."""
    assert process.stdout is not None
    said = ""
    while not said.rstrip().endswith("}"):
        line = process.stdout.readline()
        assert line, "the server did not start"
        said += line
    return str(json.loads(said)["address"])
