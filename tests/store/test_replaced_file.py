"""A campaign that is open notices that the file at its path is another one, and says of nothing that it was done there."""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from coordinator.changes.checking import problems_of
from coordinator.store import backups
from coordinator.store import campaign as campaigns
from coordinator.store.campaign import Campaign
from coordinator.store.presence import FileState, NotTheSame
from tests.builders import add, edit, everything


def _put(source: Path, place: Path) -> None:
    """Put a copy in a file's place, as a program that downloads to a temporary name does."""
    part = place.with_name("download.tmp")
    shutil.copyfile(source, part)
    os.replace(part, place)


def _write_over(source: Path, place: Path) -> None:
    """Write a copy over a file, as `cp` does."""
    with place.open("r+b") as into:
        into.write(source.read_bytes())
        into.truncate()


def _restore(source: Path, place: Path) -> None:
    """Restore as another program that asks nobody."""
    _put(source, place)
    for end in ("-wal", "-shm"):
        Path(f"{place}{end}").unlink(missing_ok=True)


def _delete(_: Path, place: Path) -> None:
    place.unlink()


def _delete_all(_: Path, place: Path) -> None:
    for path in place.parent.glob(f"{place.name}*"):
        path.unlink()


ACTS: dict[str, tuple[Callable[[Path, Path], None], FileState]] = {
    "put in its place": (_put, FileState.REPLACED),
    "restored": (_restore, FileState.REPLACED),
    "deleted": (_delete, FileState.GONE),
    "deleted with its log": (_delete_all, FileState.GONE),
    "written over": (_write_over, FileState.OVERWRITTEN),
}
posix = pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody replace a file that is open")


@pytest.fixture
def earlier(campaign: Campaign, tmp_path: Path) -> Path:
    """An earlier state of the campaign, with Ana in it; the campaign has gone on since."""
    ana = add(campaign, given_name="Ana", city="Omaha")
    made = backups.make(Path(campaign.where), into=tmp_path / "elsewhere" / "earlier.campaign")
    edit(campaign, ana, city="Tulsa")
    return made


@posix
@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("other", [False, True], ids=["earlier state", "other campaign"])
def test_nothing_is_done_in_another_file(
    campaign: Campaign, earlier: Path, template: Path, tmp_path: Path, act: str, other: bool
) -> None:
    if other:
        shutil.copyfile(template, earlier)  # the tests' template has one id, so it gets another
        with campaigns.open_(earlier) as changed:
            add(changed, given_name="Bob")
    path, (do, state) = Path(campaign.where), ACTS[act]
    there = everything(campaign)
    do(earlier, path)
    put = path.read_bytes() if path.exists() else b""
    assert campaign.file_state() is state
    for _ in range(2):
        with pytest.raises(NotTheSame, match="not done") as said:
            add(campaign, given_name="Eve")
        assert said.value.state is state
    if state.is_kept:
        assert everything(campaign) == there
    campaign.close()
    assert (path.read_bytes() if path.exists() else b"") == put
    if path.exists():
        with campaigns.open_(path) as opened, opened.reading() as connection:
            assert problems_of(connection) == []
            assert [r["given_name"] for r in everything(opened)] == (["Bob"] if other else ["Ana"])


@posix
@pytest.mark.parametrize("act", [act for act, (_, state) in ACTS.items() if state.is_kept])
def test_it_happens_right_after_commit(
    campaign: Campaign, earlier: Path, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    path, (do, _) = Path(campaign.where), ACTS[act]
    settle = Campaign._settle

    def late(self: Campaign) -> bool:
        do(earlier, path)
        return settle(self)

    monkeypatch.setattr(Campaign, "_settle", late)
    with pytest.raises(NotTheSame):
        add(campaign, given_name="Eve")


@pytest.mark.parametrize("people", [1, 300])
def test_a_later_state_is_written_over(campaign: Campaign, tmp_path: Path, people: int) -> None:
    """A program that syncs brings the work of another computer: what is in the file counts, and it stays whole."""
    ana, path = add(campaign, given_name="Ana"), Path(campaign.where)
    later = backups.make(path, into=tmp_path / "elsewhere" / "later.campaign")
    with campaigns.open_(later) as other:
        for number in range(people):
            add(other, given_name=f"Bob {number}", notes="long " * 200)
    everything(campaign)
    _write_over(later, path)
    with suppress(NotTheSame):  # refused where the open connections could not take it in
        edit(campaign, ana, city="Omaha")
    campaign.close()
    with campaigns.open_(path) as opened, opened.reading() as connection:
        assert problems_of(connection) == []
        assert len(everything(opened)) == people + 1


def test_touched_and_rewritten_alike(campaign: Campaign, tmp_path: Path) -> None:
    ana = add(campaign, given_name="Ana")
    path = Path(campaign.where)
    os.utime(path, (1, 1))
    edit(campaign, ana, city="Omaha")
    shutil.copyfile(path, tmp_path / "same")
    _write_over(tmp_path / "same", path)
    edit(campaign, ana, city="Tulsa")
    assert campaign.file_state() is FileState.HERE
    assert [r["city"] for r in everything(campaign)] == ["Tulsa"]
