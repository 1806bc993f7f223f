"""A campaign may be called anything, and so may its folder: no name means something else to the database."""

import ast
import os
from contextlib import closing
from pathlib import Path

import pytest

from coordinator.base import databases
from coordinator.base.databases import Mode
from coordinator.cli.main import run
from coordinator.cli.session import Screen
from coordinator.operations.keeping import folder_of
from coordinator.store import backups
from coordinator.store import campaign as campaigns
from coordinator.workbooks import desk_file
from tests.builders import everything
from tests.conftest import new_database

ROOT = Path(__file__).parents[2]
NAMES = [
    "Tour #2",
    "what? a%41b&c=d",
    "file:x?mode=memory",
    ' ñandú 東\'s "tour";',
    *([] if os.name == "nt" else ["100%\\#", os.fsdecode(b"caf\xe9"), "two\nlines"]),
]
LIST = "First Name,Last Name,Email\nAna,Diaz,ana@example.org\n"


def _screen() -> Screen:
    return Screen(lambda _: 0, lambda *_: None)


@pytest.fixture(params=NAMES, ids=ascii)
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A campaign's path in a folder of the same name; the folder is where we are."""
    folder = tmp_path / request.param
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("this system has no such names")
    monkeypatch.chdir(folder)
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    return folder / f"{request.param}.campaign"


def _do(*argv: object) -> None:
    assert run([str(a) for a in argv], _screen()) == 0


def test_every_list_that_comes_in_or_goes_out(place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    campaign = ("--campaign", place)
    _do("new", place)
    came = place.with_name(f"{place.stem}.csv")
    came.write_bytes((tmp_path / "list.csv").read_bytes())
    _do("import", came, *campaign)
    for kind in ("csv", "xlsx", "ods"):
        out = place.with_name(f"{place.stem} out.{kind}")
        _do("export", out, "--kind", "candidates", *campaign)
        _do("import", out, *campaign)
    _do("check", *campaign)
    _do("backup", *campaign)
    capsys.readouterr()
    _do("backups", *campaign)
    assert "There are no backups" not in capsys.readouterr().out
    _do("history", *campaign)
    assert "caf\xe9" in capsys.readouterr().out or b"caf\xe9" not in os.fsencode(place.name)


def test_every_command(place: Path, tmp_path: Path) -> None:
    campaign = ("--campaign", place)
    kept = place.with_name(f"{place.stem} kept.campaign")
    _do("new", place)
    _do("import", tmp_path / "list.csv", *campaign)
    _do("backup", kept, *campaign)
    _do("undo", *campaign)
    _do("check", *campaign)
    _do("restore", kept, *campaign)
    _do("stats", *campaign)
    with campaigns.open_(place) as opened:
        assert [r["given_name"] for r in everything(opened)] == ["Ana"]
    for copy in backups.all_of(place):
        backups.check(copy.path)
    assert {p.name for p in place.parent.iterdir()} == {place.name, kept.name, f"{kept.name}.sha256", "backups"}
    assert {p.name for p in tmp_path.iterdir()} == {place.parent.name, "list.csv"}
    assert all(p.stat().st_size for p in folder_of(place).iterdir())


def test_names_alone(place: Path) -> None:
    name = Path(place.name)  # without its folder, one may begin like an address
    campaigns.create(name).close()
    with campaigns.open_(name) as opened:
        assert everything(opened) == []
    assert [p.name for p in place.parent.iterdir()] == [place.name]


def test_desk_files(place: Path) -> None:
    path = place.with_suffix(".desk")
    desk_file.create(path, {"stop": "Omaha", "questions": []})
    for number in range(2):
        with closing(desk_file.DeskFile(path)) as desk:
            desk.add("2026-05-01T12:00:00Z", "en", {"name": f"Ana {number}"})
            assert [s.n for s in desk.sign_ups()] == list(range(1, number + 2))
    assert [p.name for p in place.parent.iterdir()] == [path.name]


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    for mode in (Mode.READ, Mode.WRITE, Mode.STILL):
        with pytest.raises(databases.driver.OperationalError):
            databases.connect(tmp_path / "x", mode).execute("SELECT 1 FROM sqlite_master")
    assert not list(tmp_path.iterdir())


def test_a_share_of_windows() -> None:
    assert databases.address("//server/Tour #2/a.campaign", Mode.READ) == (
        "file:////server/Tour%20%232/a.campaign?mode=ro"
    )


def test_nothing_else_makes_addresses() -> None:
    for path in (ROOT / "coordinator").rglob("*.py"):
        if path != Path(databases.__file__):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Attribute):
                    assert ast.unparse(node) != "driver.connect", path
                if isinstance(node, ast.Import | ast.ImportFrom):
                    assert not {"sqlite3", "sqlcipher3"} & {n.name for n in node.names}, path
                    assert getattr(node, "module", None) != "sqlcipher3", path
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    assert not node.value.startswith("file:"), path


def test_a_database_on_a_server(postgres_server: str) -> None:
    import psycopg

    name = 'Tour #2 100%41?"'
    quoted = name.replace('"', '""')
    with psycopg.connect(postgres_server + "postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{quoted}"')
    where = postgres_server + "Tour%20%232%20100%2541%3F%22"
    with campaigns.create(where) as made:
        assert made.name == name
        assert everything(made) == []
    with campaigns.open_(where) as opened:
        assert opened.name == name
    with new_database(postgres_server) as other, campaigns.create(f"{other}?connect_timeout=5") as made:
        assert made.name == other.rsplit("/", 1)[-1]
