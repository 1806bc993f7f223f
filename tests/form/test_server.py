"""The form as a program: killed, overrun, fed with rubbish, beside a window on the same file."""

import os
import shutil
import signal
import socket
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from coordinator.app import main
from coordinator.records.catalog import CANDIDATE, SIGNUP
from coordinator.store import campaign as campaigns
from coordinator.store import query
from coordinator.tour.questions import words
from tests.builders import add, edit, everything
from tests.form.serving import Server, serving

EN = words("en")


@pytest.fixture
def place(template: Path, tmp_path: Path) -> Path:
    path = tmp_path / "form.campaign"
    shutil.copyfile(template, path)
    return path


def emails(where: str | Path) -> list[str]:
    """The addresses of those who signed up; each has one sign-up, and the campaign is whole."""
    assert main(["check", "--campaign", str(where)]) == 0
    with campaigns.open_(where) as campaign:
        people = {r["id"]: r["email"] for r in everything(campaign, CANDIDATE)}
        who = [r["candidate"] for r in everything(campaign, SIGNUP)]
    assert sorted(who) == sorted(people)
    return list(people.values())


def test_every_answered_post_is_there_once_after_a_kill(place: Path) -> None:
    thanked: list[str] = []

    def phone(server: Server, first: int) -> None:
        try:
            for number in range(first, first + 1000):
                status, _ = server.sign_up(number)
                assert status == 200
                thanked.append(f"p{number}@example.org")
        except (OSError, HTTPException):
            return  # the server is gone

    with serving(place) as server:
        phones = [threading.Thread(target=phone, args=(server, 1000 * i)) for i in range(6)]
        for each in phones:
            each.start()
        while len(thanked) < 60:
            threading.Event().wait(0.01)
        server.kill()
        for each in phones:
            each.join()
    found = emails(place)
    assert len(found) == len(set(found))
    assert set(thanked) <= set(found)
    assert len(found) - len(thanked) <= 6
    with serving(place) as again:
        assert again.sign_up(9999)[0] == 200
    assert "p9999@example.org" in emails(place)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_thousand_at_once(kind: str, place: Path, request: pytest.FixtureRequest) -> None:
    """Each is thanked or told to press again; whoever was thanked is there once, nobody else is."""
    if kind == "postgresql":
        url = request.getfixturevalue("postgres_url")
        campaigns.create(url).close()
    where = place if kind == "sqlite" else url
    many = 1000 if kind == "sqlite" else 200
    with serving(where, "--rate", "100000") as server, ThreadPoolExecutor(60) as pool:
        answers = list(pool.map(server.sign_up, range(many)))
    tally = Counter(status for status, _ in answers)
    assert set(tally) <= {200, 503} and tally[200] >= many / 2
    assert all(EN["trouble"]["busy"] in text for status, text in answers if status == 503)
    assert sorted(emails(where)) == sorted(f"p{n}@example.org" for n, (s, _) in enumerate(answers) if s == 200)


def test_ten_megabytes_are_refused_before_they_are_sent(place: Path) -> None:
    with serving(place) as server:
        host = urlsplit(server.address)
        with socket.create_connection((host.hostname, host.port), timeout=20) as wire:
            head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            wire.sendall(f"{head}Content-Length: 10485760\r\n\r\nname=".encode())
            answer = b""
            while part := wire.recv(65536):
                answer += part
        assert answer.startswith(b"HTTP/1.1 413") and EN["trouble"]["too_large"].encode() in answer
        assert server.sign_up(1)[0] == 200


def test_a_window_on_the_same_file_goes_on(place: Path) -> None:
    with campaigns.open_(place) as window, serving(place) as server, ThreadPoolExecutor(8) as pool:
        number = add(window, given_name="Ash", family_name="Vale")
        sent = pool.map(server.sign_up, range(80))
        for i in range(20):
            edit(window, number, city=f"Town {i}")
        assert [status for status, _ in sent] == [200] * 80
        with window.reading() as connection:
            assert query.count(connection, SIGNUP) == 80
            assert query.count(connection, CANDIDATE, 'city = "Town 19"') == 1


def test_two_forms_on_one_campaign(place: Path) -> None:
    """Behind a web server there may be two: they make one source, and lose nobody."""
    with serving(place) as one, serving(place) as other, ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: (one, other)[n % 2].sign_up(n), range(60)))
    assert [status for status, _ in answers] == [200] * 60
    assert len(emails(place)) == 60


def test_what_is_no_request_does_not_stop_it(place: Path) -> None:
    tls, endless = b"\x16\x03\x01\x02\x00\x01\x00", b"GET /" + b"x" * 200_000
    with serving(place) as server:
        host = urlsplit(server.address)
        for rubbish in (tls, endless, b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n"):
            with socket.create_connection((host.hostname, host.port), timeout=20) as wire:
                wire.sendall(rubbish)
                assert b" 400 " in wire.recv(65536)[:20]
        assert server.sign_up(1)[0] == 200


def test_who_sends_is_told_by_the_web_server_in_front_alone(place: Path) -> None:
    def statuses(server: Server) -> list[int]:
        fields = "name=x"
        return [server.ask("POST", fields, {"X-Forwarded-For": f"192.0.2.{i}"})[0] for i in range(3)]

    with serving(place, "--rate", "1") as server:
        assert statuses(server) == [422, 429, 429]
    with serving(place, "--rate", "1", "--behind-proxy", "127.0.0.1") as server:
        assert statuses(server) == [422, 422, 422]


def test_a_taken_port_and_a_missing_stop_are_said(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert main(["form", "--campaign", str(place), "--host", "127.0.0.1", "--port", port]) == 1
    assert "another with --port" in capsys.readouterr().err
    assert main(["form", "--campaign", str(place), "--event", "C-00001-6"]) == 1


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="Linux tells the children of a process")
def test_a_writer_that_ends_is_started_again(place: Path) -> None:
    with serving(place) as server:
        assert server.sign_up(1)[0] == 200
        pid = server.process.pid
        (writer,) = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        os.kill(int(writer), signal.SIGKILL)
        answers = []
        for _ in range(100):
            answers.append(server.sign_up(2)[0])
            if answers[-1] == 200:
                break
            threading.Event().wait(0.1)
        assert set(answers) <= {200, 503} and answers[-1] == 200
    assert emails(place) == ["p1@example.org", "p2@example.org"]
