"""Fixtures for all tests: an empty campaign on SQLite, and on a real PostgreSQL server."""

import os
import shutil
import socket
import subprocess
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from coordinator.store import campaign as campaigns
from coordinator.store.campaign import Campaign

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty campaign file, made once: each test gets a copy."""
    path = tmp_path_factory.mktemp("template") / "template.campaign"
    campaigns.create(path).close()
    return path


@pytest.fixture
def campaign(template: Path, tmp_path: Path) -> Iterator[Campaign]:
    """An empty campaign of its own."""
    path = tmp_path / "test.campaign"
    shutil.copyfile(template, path)
    with campaigns.open_(path) as opened:
        yield opened


@pytest.fixture
def empty_campaign(template: Path, tmp_path: Path) -> Iterator[Campaign]:
    """Another empty campaign, to compare with."""
    path = tmp_path / "other.campaign"
    shutil.copyfile(template, path)
    with campaigns.open_(path) as opened:
        yield opened


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def _as_server(*command: str) -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else list(command)


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL server of the tests' own; gives the beginning of its databases' addresses."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    found = programs[-1] if programs else Path(shutil.which("pg_ctl") or "/nowhere/pg_ctl").parent
    if not (found / "pg_ctl").exists():
        if os.environ.get("COORDINATOR_REQUIRE_POSTGRES"):
            pytest.fail("no PostgreSQL server is installed")
        pytest.skip("no PostgreSQL server is installed (apt-get install postgresql)")
    folder = Path("/tmp") / f"coordinator-postgres-{uuid.uuid4().hex[:8]}"
    folder.mkdir()
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    port, data = _free_port(), str(folder / "data")
    subprocess.run(
        _as_server(
            str(found / "initdb"), "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8"
        ),
        check=True,
        capture_output=True,
        cwd=folder,
    )
    options = f"-p {port} -k {folder} -c fsync=off -c listen_addresses=127.0.0.1"
    start = _as_server(str(found / "pg_ctl"), "-D", data, "-l", str(folder / "log"), "-w", "-o", options, "start")
    subprocess.run(start, check=True, capture_output=True, cwd=folder)
    yield f"postgresql://postgres@127.0.0.1:{port}/"
    stop = _as_server(str(found / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
    subprocess.run(stop, check=False, capture_output=True, cwd=folder)
    time.sleep(0.2)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """An empty database of its own."""
    import psycopg

    name = f"t{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgres_server + "postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield postgres_server + name
    with psycopg.connect(postgres_server + "postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def any_campaign(request: pytest.FixtureRequest) -> Iterator[Campaign]:
    """An empty campaign, once in a file and once on a server."""
    if request.param == "sqlite":
        yield request.getfixturevalue("campaign")
        return
    with campaigns.create(request.getfixturevalue("postgres_url")) as made:
        yield made
