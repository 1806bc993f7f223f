"""A campaign on a network share or in a synced folder is recognized, and the person told what is safe."""

import os
from pathlib import Path

import pytest

from coordinator.app import main
from coordinator.store import surroundings
from coordinator.store.surroundings import is_on_share, synced_by, told_of

FOLDERS = {
    "Dropbox": "Dropbox",
    "Dropbox (Rural Vote)": "Dropbox",
    "OneDrive - Rural Vote": "OneDrive",
    "Google Drive": "Google Drive",
    "Mobile Documents": "iCloud Drive",
    "Nextcloud": "Nextcloud",
    "Megaphone": None,
    "Boxes": None,
    "our dropbox of flyers": None,
}


@pytest.mark.parametrize("folder", FOLDERS)
def test_synced_folders(tmp_path: Path, folder: str) -> None:
    path = tmp_path / folder / "campaigns" / "tour.campaign"
    assert synced_by(path) == FOLDERS[folder]


def test_marks_of_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "shared" / "tour.campaign"
    (tmp_path / "shared" / ".stfolder").mkdir(parents=True)
    assert main(["new", str(path)]) == 0
    assert "a folder that Syncthing syncs. Safe is one computer at a time" in capsys.readouterr().err
    assert main(["count", "candidates", "--campaign", str(path)]) == 0
    assert capsys.readouterr().err == ""
    assert main(["check", "--campaign", str(path)]) == 0
    assert "Syncthing" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="the mounts of POSIX")
def test_shares(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\nserver:/x /mnt/Our\\040share nfs4 rw 0 0\n/dev/sdb1 /mnt/Our\\040share/disk ext4 rw 0 0\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(surroundings, "MOUNTS", mounts)
    assert is_on_share(Path("/mnt/Our share/tour.campaign"))
    assert "network share" in (told_of(Path("/mnt/Our share/a/tour.campaign")) or "")
    for place in ("/mnt/Our share/disk/tour.campaign", "/mnt/Our shared/tour.campaign", "/home/ana/tour.campaign"):
        assert told_of(Path(place)) is None
    monkeypatch.setattr(surroundings, "MOUNTS", tmp_path / "nowhere")
    assert not is_on_share(Path("/mnt/Our share/tour.campaign"))
