"""What a disk, a file or a database refuses is told in one sentence, which is true, in every command."""

import errno
import json
import shutil
from pathlib import Path
from zlib import crc32

import pytest

from coordinator.app import main
from coordinator.base import faults as telling
from coordinator.base.errors import UserError
from coordinator.changes.checking import problems_of
from coordinator.store import campaign as campaigns
from coordinator.store.campaign import Campaign
from tests.builders import DATA, add, everything
from tests.extent import usually
from tests.store.faulty import CODES, ERRNOS, Faults, database_error, refusing, refusing_files

COMMANDS: dict[str, list[str]] = {
    "list": ["list", "candidates"],
    "count": ["count", "candidates", "--filter", "city = Omaha"],
    "show": ["show", "C-00001-8"],
    "history": ["history"],
    "stats": ["stats"],
    "check": ["check"],
    "duplicates": ["duplicates"],
    "stops": ["stops"],
    "sources": ["sources"],
    "copies": ["copies", "C-00001-8"],
    "export": ["export", "OUT.csv", "--kind", "candidates"],
    "report": ["report", "weekly", "OUT.txt"],
    "set": ["set", "C-00001-8", "city=Tulsa"],
    "undo": ["undo"],
    "import": ["import", str(DATA / "semicolon-cp1252.csv")],
    "merge": ["merge", "C-00001-8", "C-00002-6"],
    "forget": ["forget", "C-00001-8", "--yes"],
    "backup": ["backup"],
    "restore": ["restore", "KEPT.campaign"],
    "new": ["new", "NEW.campaign"],
}


@pytest.fixture(scope="module")
def lively(tmp_path_factory: pytest.TempPathFactory, template: Path) -> Path:
    """A campaign with a few steps, and a backup of it."""
    folder = tmp_path_factory.mktemp("lively")
    path = folder / "tour.campaign"
    shutil.copyfile(template, path)
    with campaigns.open_(path) as made:
        add(made, given_name="Ana", family_name="Diaz", email="ana@example.org")
        add(made, given_name="Bob", family_name="Diaz", email="bob@example.org", city="Omaha")
    shutil.copyfile(path, folder / "KEPT.campaign")
    return folder


def _head(path: Path) -> tuple[int, list[str]]:
    with campaigns.open_(path) as opened, opened.reading() as connection:
        assert problems_of(connection) == []
        return campaigns.head_of(connection), [json.dumps(r, sort_keys=True) for r in everything(opened)]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_it(
    command: str, lively: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def prepare(name: str) -> Path:
        folder = tmp_path / name
        shutil.copytree(lively, folder)
        monkeypatch.chdir(folder)
        monkeypatch.setenv("COORDINATOR_CAMPAIGN", str(folder / "tour.campaign"))
        return folder / "tour.campaign"

    path = prepare("well")
    before = _head(path)
    with refusing(monkeypatch, Faults()) as counted:
        assert main(COMMANDS[command]) == 0, capsys.readouterr().err
    after, total = _head(path), counted.count
    capsys.readouterr()
    mixed = sorted(CODES, key=lambda name: crc32(f"{name} {command}".encode()))
    for name in mixed[: usually(3, len(mixed))]:
        for turn in range(usually(1, 12)):
            at = crc32(f"{command} {name} {turn}".encode()) % total
            for last in (at, None) if turn == 0 else (at,):
                place = prepare(f"{name} {at} {last}")
                with refusing(monkeypatch, Faults(at, last, name)):
                    status = main(COMMANDS[command])
                printed = capsys.readouterr()
                said = printed.err
                now, trial = _head(place), (name, at, last, said)
                if status and command == "check" and not said:
                    assert printed.out.strip() and "Everything agrees" not in printed.out, (
                        trial
                    )  # it names what differs
                elif status:
                    assert said.strip().endswith((".", "BACKUP")) and "Traceback" not in said, trial
                    if "Nothing was changed" in said:
                        assert now == before, trial
                elif command not in ("restore", "forget"):
                    assert now[0] == after[0], trial
                assert len(now[1]) >= len(before[1]) - 1, trial
                shutil.rmtree(place.parent)


FILES = ("set", "import", "backup", "restore", "new", "export", "forget", "report", "check")
"""Commands that write, replace or delete files, and one that only reads."""


@pytest.mark.parametrize("function", ["replace", "unlink", "mkdir", "fsync", "rename"])
@pytest.mark.parametrize("command", FILES)
def test_every_command_says_what_files_refuse(
    command: str,
    function: str,
    lively: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ERRNOS[crc32(f"{command} {function}".encode()) % 2 :: usually(3, 1)]:
        folder = tmp_path / name
        shutil.copytree(lively, folder)
        monkeypatch.chdir(folder)
        path = folder / "tour.campaign"
        monkeypatch.setenv("COORDINATOR_CAMPAIGN", str(path))
        before = _head(path)
        with refusing_files(monkeypatch, name, function, lambda p, here=folder: here in (p, *p.absolute().parents)):
            status = main(COMMANDS[command])
        said = capsys.readouterr().err
        now = _head(path)
        if status:
            assert said.strip().endswith((".", "BACKUP")) and "Traceback" not in said, (name, said)
            assert now == before or "Nothing was changed" not in said, (name, said)
        elif command in ("set", "import"):
            assert now[0] == before[0] + 1
        assert not [p for p in folder.rglob("*.part") if function != "unlink"], name


def test_a_log_that_cannot_be_emptied_after_commit(campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    path, usual = Path(campaign.where), Campaign._settle
    campaign.close()
    with refusing(monkeypatch, Faults()) as faults:

        def settle(self: Campaign) -> bool:
            faults.first, faults.count = 0, 0
            try:
                return usual(self)
            finally:
                faults.first = None

        opened = campaigns.open_(path)
        monkeypatch.setattr(Campaign, "_settle", settle)
        assert add(opened, given_name="Ana") == 1
        assert opened.has_log
        assert [r["given_name"] for r in everything(opened)] == ["Ana"]
        monkeypatch.setattr(Campaign, "_settle", usual)
        opened.close()
        assert not opened.has_log
    with campaigns.open_(path) as again:
        assert len(everything(again)) == 1


def test_no_error_is_without_words() -> None:
    for name in CODES:
        sentence = str(telling.told(database_error(name), "tour.campaign", "Nothing was changed."))
        assert "tour.campaign" in sentence and "Nothing was changed. " in sentence
    for number in set(range(1, 135)) - {errno.EPIPE, errno.ESHUTDOWN}:
        sentence = str(telling.as_told(OSError(number, "why", "/x/list.csv")))
        assert "list.csv" in sentence and telling.AS_HISTORY in sentence
    assert telling.as_told(ValueError("a bug")) is None
    assert telling.as_told(BrokenPipeError()) is None
    assert isinstance(telling.as_told(MemoryError()), UserError)
