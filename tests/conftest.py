"""For all tests: what `--all` means, their order, and an empty campaign on SQLite and on a real PostgreSQL server."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings

from coordinator.store import campaign as campaigns
from coordinator.store.campaign import Campaign
from tests import extent
from tests.needs import POSTGRES, told

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"  # a test writes into nobody's keyring
os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp(
    prefix="coordinator-tests-"
)  # the log of a test is none of this person's
settings.load_profile("ci")
"""The same examples each time, so that no change is stopped by a fault of another; `--hypothesis-profile=default` tries
new ones."""
SLOW_LAST = (
    "clients/",
    "test_benchmarks.py",
    "test_log.py",
    "test_needs.py",
    "tour/form/",
    "exchange/",
    "reports/",
    "journeys/",
    "desktop/",
)
"""Where tests take longest, in the order in which they come after all others; those that cannot be shared out first."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="run long tests too, try many examples, and forbid skips")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "long: takes long; runs with --all alone")
    extent.ALL = config.getoption("--all")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave long tests to `--all`, and put the quick ones first."""
    if not extent.ALL:
        long = [item for item in items if item.get_closest_marker("long")]
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]
    items.sort(key=_slowness)


def _slowness(item: pytest.Item) -> int:
    path = item.path.relative_to(Path(__file__).parent).as_posix()
    return next((place for place, start in enumerate(SLOW_LAST) if path.startswith(start)), -1)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Turn a skip into a failure where `--all` forbids it."""
    report = yield
    if extent.ALL and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"--all forbids skips; {_reason(report)}"
    return report


def _reason(report: pytest.TestReport) -> str:
    return report.longrepr[2].removeprefix("Skipped: ") if isinstance(report.longrepr, tuple) else str(report.longrepr)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Clean up; say below everything else what was skipped, and how to get what is missing."""
    shutil.rmtree(os.environ["XDG_STATE_HOME"], ignore_errors=True)
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if terminal is not None and (line := told(_reason(r) for r in terminal.stats.get("skipped", ()))):
        terminal.write_line(line)


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
        POSTGRES.skip()
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


@contextmanager
def new_database(server: str) -> Iterator[str]:
    """Give the address of an empty database on a server, which is dropped afterwards."""
    import psycopg

    name = f"t{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server + "postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield server + name
    with psycopg.connect(server + "postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """An empty database of its own."""
    with new_database(postgres_server) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def any_campaign(request: pytest.FixtureRequest) -> Iterator[Campaign]:
    """An empty campaign, once in a file and once on a server."""
    if request.param == "sqlite":
        yield request.getfixturevalue("campaign")
        return
    with campaigns.create(request.getfixturevalue("postgres_url")) as made:
        yield made
