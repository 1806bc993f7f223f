"""Backups: whole while somebody works, and a way back from any file."""

import hashlib
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from coordinator.base import databases
from coordinator.base.databases import driver
from coordinator.base.errors import UserError
from coordinator.store import backups
from coordinator.store import campaign as campaigns
from coordinator.store.campaign import Campaign
from tests.builders import add, edit, everything


def test_a_backup_of_an_open_campaign_is_whole(campaign: Campaign, tmp_path: Path) -> None:
    ana = add(campaign, given_name="Ana")
    made = backups.make(Path(campaign.where), into=tmp_path / "b.campaign")
    edit(campaign, ana, city="Omaha")
    with campaigns.open_(made) as copy:
        assert [(r["given_name"], r["city"]) for r in everything(copy)] == [("Ana", None)]


def test_restore_keeps_what_it_replaces(campaign: Campaign, tmp_path: Path) -> None:
    path = Path(campaign.where)
    add(campaign, given_name="Ana")
    made = backups.make(path, into=tmp_path / "b.campaign")
    add(campaign, given_name="Bob")
    campaign.close()
    saved = backups.restore(made, path)
    assert saved is not None
    backups.check(saved)
    for file, names in ((path, ["Ana"]), (saved, ["Ana", "Bob"])):
        with campaigns.open_(file) as opened:
            assert sorted(r["given_name"] for r in everything(opened)) == names


def test_restore_where_nothing_is(campaign: Campaign, tmp_path: Path) -> None:
    add(campaign, given_name="Ana")
    made = backups.make(Path(campaign.where), into=tmp_path / "b.campaign")
    assert backups.restore(made, tmp_path / "fresh.campaign") is None
    with campaigns.open_(tmp_path / "fresh.campaign") as opened:
        assert len(everything(opened)) == 1


def _garble(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for at in range(4096, len(data), 97):
        data[at] ^= 255
    path.write_bytes(data)


@pytest.mark.parametrize("spoil", [_garble, lambda p: p.write_bytes(b"hello"), lambda p: p.write_bytes(b"")])
def test_a_damaged_campaign_can_be_replaced_and_is_kept(campaign: Campaign, tmp_path: Path, spoil) -> None:
    path = Path(campaign.where)
    add(campaign, given_name="Ana")
    made = backups.make(path, into=tmp_path / "b.campaign")
    campaign.close()
    spoil(path)
    spoilt = path.read_bytes()
    saved = backups.restore(made, path)
    assert saved is not None
    assert saved.read_bytes() == spoilt
    with campaigns.open_(path) as opened:
        assert [r["given_name"] for r in everything(opened)] == ["Ana"]


def test_a_damaged_backup_changes_nothing(campaign: Campaign, tmp_path: Path) -> None:
    path = Path(campaign.where)
    add(campaign, given_name="Ana")
    made = backups.make(path, into=tmp_path / "b.campaign")
    made.with_name(made.name + ".sha256").unlink()
    _garble(made)
    campaign.close()
    before = path.read_bytes()
    with pytest.raises(UserError):
        backups.restore(made, path)
    assert path.read_bytes() == before


def test_a_backup_that_cannot_be_written_leaves_nothing(campaign: Campaign, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(UserError, match="could not be written"):
        backups.make(Path(campaign.where), into=tmp_path / "file" / "b.campaign")
    assert not list(tmp_path.glob("*.part"))


def test_a_campaign_that_breaks_while_it_is_open_is_said(campaign: Campaign) -> None:
    with pytest.raises(UserError, match="damaged"), campaign.reading():
        raise driver.DatabaseError("database disk image is malformed")


def _elsewhere(path: Path) -> subprocess.Popen[str]:
    """Open a campaign in another program, until its input ends."""
    code = (
        "import sys; from coordinator.store import campaign; c = campaign.open_(sys.argv[1]); "
        "print(c.head(), flush=True); sys.stdin.read(); c.close()"
    )
    there = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert there.stdout
    assert there.stdout.readline()
    return there


def test_a_campaign_that_is_open_elsewhere_is_not_replaced(campaign: Campaign, tmp_path: Path) -> None:
    path = Path(campaign.where)
    add(campaign, given_name="Ana")
    made = backups.make(path, into=tmp_path / "b.campaign")
    campaign.close()
    with _elsewhere(path) as there:
        before = path.read_bytes()
        with pytest.raises(UserError, match="open in another window or program"):
            backups.restore(made, path)
        assert path.read_bytes() == before
        assert there.stdin
        there.stdin.close()
    assert backups.restore(made, path) is not None
    assert {p.suffix for p in tmp_path.iterdir()} <= {".campaign", ".sha256", ""}


def test_what_lies_in_the_log_is_kept(campaign: Campaign, tmp_path: Path) -> None:
    """A program that died left its last step in the log: a restore keeps that too."""
    path = Path(campaign.where)
    made = backups.make(path, into=tmp_path / "b.campaign")
    copy = tmp_path / "crashed" / "test.campaign"
    copy.parent.mkdir()
    with closing(driver.connect(path)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint=0")
        connection.execute("UPDATE meta SET value = 'in the log' WHERE key = 'lock'")
        connection.commit()
        for end in ("", "-wal"):
            shutil.copyfile(f"{path}{end}", f"{copy}{end}")
    saved = backups.restore(made, copy)
    with campaigns.open_(saved) as kept:
        assert kept.fact("lock") == "in the log"
    with campaigns.open_(copy) as restored:
        assert restored.fact("lock") == ""


def test_two_backups_in_one_second(campaign: Campaign) -> None:
    path = Path(campaign.where)
    made = []
    for name in ("Ana", "Bob", "Eve"):
        add(campaign, given_name=name)
        made += [backups.make(path), backups.make(path, why="before import")]
    assert len(set(made)) == 6
    assert [b.path for b in backups.all_of(path)][::-1] == made, "as they were made, within a second too"
    for number, copy in enumerate(made):
        backups.check(copy)
        with campaigns.open_(copy) as opened:
            assert len(everything(opened)) == number // 2 + 1


def test_a_copy_is_compared_with_what_it_copies(campaign: Campaign, tmp_path: Path, monkeypatch) -> None:
    path = Path(campaign.where)
    add(campaign, given_name="Ana")
    real = databases.connect

    def lossy(where, mode=databases.Mode.READ, **given):
        connection = real(where, mode, **given)
        if mode is databases.Mode.READ and str(where).endswith(".part"):
            with closing(real(where, databases.Mode.WRITE)) as spoilt, spoilt:
                spoilt.execute("DELETE FROM candidate")
        return connection

    monkeypatch.setattr(databases, "connect", lossy)
    with pytest.raises(UserError, match="does not hold what the campaign holds"):
        backups.make(path, into=tmp_path / "b.campaign")
    assert not (tmp_path / "b.campaign").exists()


@pytest.mark.parametrize("content", [b"", b"x" * 100])
def test_an_empty_file_is_never_called_checked(campaign: Campaign, tmp_path: Path, content: bytes) -> None:
    empty = tmp_path / "empty.campaign"
    empty.write_bytes(content)
    with pytest.raises(UserError):
        backups.make(empty, into=tmp_path / "b.campaign")
    assert not (tmp_path / "b.campaign").exists()
    digest = hashlib.sha256(content).hexdigest()
    empty.with_name("empty.campaign.sha256").write_text(f"{digest}  empty.campaign\n", encoding="utf-8")
    with pytest.raises(UserError):
        backups.restore(empty, tmp_path / "new.campaign")
    with closing(driver.connect(tmp_path / "bare.campaign")) as bare:
        bare.execute(f"PRAGMA application_id={0x436F6F72}")
        bare.execute("CREATE TABLE t (x)")
    with pytest.raises(UserError, match="damaged"):
        backups.restore(tmp_path / "bare.campaign", tmp_path / "new.campaign")
    assert not (tmp_path / "new.campaign").exists()


def test_a_campaign_is_no_backup_of_itself(campaign: Campaign) -> None:
    path = Path(campaign.where)
    campaign.close()
    before = path.read_bytes()
    with pytest.raises(UserError, match="itself"):
        backups.restore(path, path)
    assert path.read_bytes() == before
