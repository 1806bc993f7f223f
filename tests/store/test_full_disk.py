"""A full disk is told as a full disk, by whatever reads or writes, and never as a damaged campaign."""

import errno
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from coordinator.app import main
from coordinator.base.databases import driver
from coordinator.base.errors import UserError
from coordinator.base.faults import LEAST_ROOM, told
from coordinator.operations import protecting
from coordinator.store import campaign as campaigns
from coordinator.store import protection
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.store.faulty import CODES, Faults, database_error, refusing

WORDS = "four words are good"
OF_WANT = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN")
"""What SQLite says where its own files cannot grow."""


def _room(monkeypatch: pytest.MonkeyPatch, *free: int) -> None:
    """Let the disk have so much room free, one after the other; the last figure stays."""
    left = list(free)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=left.pop(0) if len(left) > 1 else left[0]))


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("free", [0, LEAST_ROOM - 1, LEAST_ROOM, 10 << 30])
def test_what_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str, free: int) -> None:
    _room(monkeypatch, free)
    said = told(database_error(code), "tour.campaign", "Nothing was changed.", tmp_path / "tour.campaign")
    assert said is not None
    is_full = code == "SQLITE_FULL" or free < LEAST_ROOM and code in OF_WANT
    assert ("is full" in said.sentence) is is_full


def test_a_disk_that_does_not_say_how_full_it_is_reports_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(shutil, "disk_usage", refuse)
    said = told(database_error("SQLITE_IOERR"), "tour.campaign", "", tmp_path / "tour.campaign")
    assert said is not None
    assert "reports an error" in said.sentence


@pytest.mark.parametrize("command", [["list", "candidates"], ["check"], ["history"], ["count", "candidates"]])
def test_commands_that_only_read_say_it(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    path = campaign.where
    campaign.close()
    for room, words in ((0, "is full"), (10 << 30, "reports an error")):
        _room(monkeypatch, room)
        with refusing(monkeypatch, Faults(3, None, "SQLITE_IOERR")):
            assert main(["--campaign", path, *command]) == 1
        said = capsys.readouterr().err
        assert words in said
        assert "Traceback" not in said


def _is_sound(path: str) -> None:
    with campaigns.open_(path) as opened:
        assert opened.head() == 1


@pytest.mark.skipif("sqlcipher" not in driver.__name__, reason="without SQLCipher nothing is protected")
@pytest.mark.parametrize("free", [(0,), (1 << 30, 0), (1 << 30, LEAST_ROOM - 1)])
def test_protecting_on_a_full_disk(campaign: Campaign, monkeypatch: pytest.MonkeyPatch, free: tuple[int, ...]) -> None:
    add(campaign, given_name="Ana")
    path = Path(campaign.where)
    campaign.close()
    with monkeypatch.context() as patched:
        _room(patched, *free)
        patched.setattr(protection, "first_problem", _malformed(protection.first_problem))
        with pytest.raises(UserError) as said:
            protecting.protect(path, WORDS)
    assert "is full" in said.value.sentence
    assert "damaged" not in said.value.sentence
    assert [one.name for one in path.parent.glob(".*.part")] == []
    _is_sound(str(path))


@pytest.mark.skipif("sqlcipher" not in driver.__name__, reason="without SQLCipher nothing is protected")
def test_a_new_file_that_is_not_whole_is_no_damaged_campaign(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(campaign, given_name="Ana")
    path = Path(campaign.where)
    campaign.close()
    with monkeypatch.context() as patched:
        patched.setattr(protection, "first_problem", _malformed(protection.first_problem))
        with pytest.raises(UserError) as said:
            protecting.protect(path, WORDS)
    assert "was not written whole" in said.value.sentence
    assert "restore" not in said.value.sentence
    _is_sound(str(path))


def _malformed(usual):  # noqa: ANN001, ANN202
    """Return a check that finds the first file that it is asked about damaged, as a full disk leaves a new one."""
    asked: list[object] = []

    def check(connection: object) -> str | None:
        asked.append(connection)
        if len(asked) == 1:
            raise database_error("SQLITE_CORRUPT")
        return usual(connection)

    return check
