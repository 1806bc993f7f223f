"""Backups: whole while somebody works, and a way back from any file."""

import sqlite3
from pathlib import Path

import pytest

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
        raise sqlite3.DatabaseError("database disk image is malformed")
