"""A campaign that is open keeps its locks, and is whole also when another program did not see them."""

import gc
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coordinator.base import open_files
from coordinator.base.errors import UserError
from coordinator.changes.naming import Naming
from coordinator.importing.plan import ImportOptions
from coordinator.operations import importing
from coordinator.people.files_naming import files_that_name
from coordinator.store import backups, header
from coordinator.store import campaign as campaigns
from coordinator.store.campaign import Campaign
from tests.builders import add, edit, everything

LOCKS = Path("/proc/locks")
with_locks = pytest.mark.skipif(not LOCKS.exists(), reason="only Linux tells which locks a process has")
SET = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('UPDATE candidate SET city = ?', sys.argv[2:])"


def locks_on(path: Path) -> set[tuple[str, str]]:
    """Return the first and last byte of each lock that this process has on a file.

    Of this process alone: files of other programs, on other disks, may have the same number.
    """
    mine = (line.split() for line in LOCKS.read_text().splitlines() if "->" not in line)
    number = f":{os.stat(path).st_ino}"
    return {(first, last) for *_, pid, file, first, last in mine if pid == str(os.getpid()) and file.endswith(number)}


def write_elsewhere(path: Path, city: str) -> None:
    """Write as another program, which closes its connection."""
    subprocess.run([sys.executable, "-c", f"{SET}; c.commit(); c.close()", str(path), city], check=True)


def _import(campaign: Campaign, path: Path) -> None:
    with pytest.raises(UserError, match="is the file that is open here"):
        importing.plan(campaign, path, ImportOptions())


def _link(campaign: Campaign, path: Path) -> None:
    other = path.with_name("list.csv")
    os.link(path, other)
    _import(campaign, other)


def _write_over(campaign: Campaign, path: Path) -> None:
    with pytest.raises(UserError, match="open here"):
        backups.make(path, into=path)


ACTS: dict[str, Callable[[Campaign, Path], object]] = {
    "look": lambda _, path: header.look(path),
    "open again": lambda _, path: campaigns.open_(path).close(),
    "back up": lambda _, path: backups.make(path),
    "back up onto itself": _write_over,
    "import itself": _import,
    "import under another name": _link,
    "files that name": lambda _, path: files_that_name(Naming(names=(("Ana", "Diaz"),)).finder(), [path.parent], [1]),
    "compact": lambda campaign, _: campaign.compact(),
}


@with_locks
@pytest.mark.parametrize("act", ACTS)
def test_nothing_drops_the_locks(campaign: Campaign, act: str) -> None:
    path = Path(campaign.where)
    add(campaign, given_name="Ana")
    held = locks_on(path)
    assert held
    ACTS[act](campaign, path)
    assert locks_on(path) == held
    log = os.stat(f"{path}-wal").st_ino
    write_elsewhere(path, "Omaha")
    assert os.stat(f"{path}-wal").st_ino == log
    assert [r["city"] for r in everything(campaign)] == ["Omaha"]


@with_locks
def test_the_log_was_deleted_by_another_program(campaign: Campaign) -> None:
    path = Path(campaign.where)
    ana = add(campaign, given_name="Ana")
    path.open("rb").close()  # drops the locks
    assert not locks_on(path)
    for city in ("Omaha", "Tulsa", "Boise"):
        write_elsewhere(path, city)
        assert [r["city"] for r in everything(campaign)] == [city]
    edit(campaign, ana, city="Salem")
    path.open("rb").close()
    write_elsewhere(path, "Provo")
    edit(campaign, ana, city="Fargo")
    campaign.close()
    with campaigns.open_(path) as again:
        assert [r["city"] for r in everything(again)] == ["Fargo"]


@with_locks
def test_the_log_is_deleted_while_something_is_read(campaign: Campaign) -> None:
    path = Path(campaign.where)
    ana = add(campaign, given_name="Ana")
    with campaign.reading():
        path.open("rb").close()
        write_elsewhere(path, "Omaha")
        with pytest.raises(UserError, match="try again"), campaign.writing():
            pass
    edit(campaign, ana, city="Tulsa")
    assert [r["city"] for r in everything(campaign)] == ["Tulsa"]


def test_who_forgets_to_close_lets_go_of_the_file(campaign: Campaign) -> None:
    path = Path(campaign.where)
    campaign.close()
    forgotten = campaigns.open_(path)
    add(forgotten, given_name="Ana")
    assert open_files.is_open_here(path)
    del forgotten
    gc.collect()
    assert not open_files.is_open_here(path)  # or the next file with its number is told to be open here
