"""A campaign file: whole whenever it is idle, and refused with a sentence where it is none."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from coordinator.base.errors import UserError
from coordinator.store import backups
from coordinator.store import campaign as campaigns
from coordinator.store.campaign import Campaign
from tests.builders import add, edit, everything


def test_the_file_alone_is_whole_while_it_is_open(campaign: Campaign, tmp_path: Path) -> None:
    ana = add(campaign, given_name="Ana")
    edit(campaign, ana, city="Omaha")
    shutil.copyfile(campaign.where, tmp_path / "copy.campaign")
    with campaigns.open_(tmp_path / "copy.campaign") as copy:
        assert [r["city"] for r in everything(copy)] == ["Omaha"]


def test_two_windows_on_one_file(campaign: Campaign) -> None:
    with campaigns.open_(campaign.where) as other:
        add(other, given_name="Bob")
        add(campaign, given_name="Ana")
        assert sorted(r["given_name"] for r in everything(other)) == ["Ana", "Bob"]


@pytest.mark.parametrize(
    ("make", "part"),
    [
        (lambda p: p.mkdir(), "folder"),
        (lambda p: None, "not there"),
        (lambda p: p.write_text("hello"), "no campaign file"),
        (lambda p: p.write_bytes(b""), "no campaign file"),
    ],
)
def test_what_is_no_campaign(tmp_path: Path, make, part: str) -> None:
    path = tmp_path / "x.campaign"
    make(path)
    with pytest.raises(UserError, match=part):
        campaigns.open_(path)


def test_one_of_a_newer_program(template: Path, tmp_path: Path) -> None:
    data = bytearray(template.read_bytes())
    data[60:64] = (99).to_bytes(4, "big")
    (tmp_path / "x.campaign").write_bytes(data)
    with pytest.raises(UserError, match="newer"):
        campaigns.open_(tmp_path / "x.campaign")


def test_nothing_is_written_over(template: Path) -> None:
    with pytest.raises(UserError, match="exists already"):
        campaigns.create(template)
    with pytest.raises(UserError, match="not there"):
        campaigns.create(template.parent / "nowhere" / "x.campaign")


@contextmanager
def somebody_else() -> Iterator[None]:
    """Be a user who owns nothing here, where the tests run as root, who may write everywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_file_that_can_only_be_read(template: Path, campaign: Campaign) -> None:
    add(campaign, given_name="Everything that is loaded when used")
    with tempfile.TemporaryDirectory() as name:
        folder, path = Path(name), Path(name) / "x.campaign"
        shutil.copyfile(template, path)
        path.chmod(0o444)
        folder.chmod(0o555)
        with somebody_else(), campaigns.open_(path) as opened:
            assert everything(opened) == []
            with pytest.raises(UserError, match="only be read"):
                add(opened, given_name="Ana")
        folder.chmod(0o755)


def test_backups_are_checked_and_thinned(campaign: Campaign) -> None:
    import datetime as dt

    add(campaign, given_name="Ana")
    path = Path(campaign.where)
    made = backups.make(path, why="before import")
    backups.check(made)
    assert backups.all_of(path)[0].why == "before import"
    now = dt.datetime.now(dt.UTC)
    for days in range(3, 400, 2):
        at = now - dt.timedelta(days=days)
        shutil.copyfile(made, made.with_name(f"{path.stem} {at:%Y%m%dT%H%M%SZ}.campaign"))
    backups.thin(path)
    assert made.exists()
    assert 20 <= len(backups.all_of(path)) <= 40


def test_a_backup_with_a_flipped_bit_is_refused(campaign: Campaign, tmp_path: Path) -> None:
    made = backups.make(Path(campaign.where), into=tmp_path / "b.campaign")
    data = bytearray(made.read_bytes())
    data[len(data) // 2] ^= 4
    made.write_bytes(data)
    with pytest.raises(UserError, match="changed since"):
        backups.check(made)
