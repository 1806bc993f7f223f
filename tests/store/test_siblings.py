"""Copies beside a campaign are known by its id and by the steps that both have, and said to be what they are."""

import shutil
from pathlib import Path

import pytest

from coordinator.app import main
from coordinator.store import campaign as campaigns
from coordinator.store.campaign import Campaign
from coordinator.store.siblings import siblings_of
from tests.builders import add

CONFLICTS = ["test (conflicted copy 2026-11-28).campaign", "test-DESKTOP.campaign", "test 2.campaign", "x.campaign"]


def _step(path: Path, name: str, author: str) -> None:
    with campaigns.open_(path) as opened:
        add(opened, given_name=name, author=author)


@pytest.mark.parametrize("called", CONFLICTS)
def test_a_copy_that_went_its_own_way(
    campaign: Campaign, tmp_path: Path, called: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path, other = Path(campaign.where), tmp_path / called
    add(campaign, given_name="Ana")
    campaign.close()
    shutil.copyfile(path, other)
    assert [(s.path.name, s.shared, s.here, s.there) for s in siblings_of(path)] == [(called, 1, 0, 0)]
    _step(other, "Bob", "Rosa")
    (ahead,), (behind,) = siblings_of(path), siblings_of(other)
    assert ahead.has_more and not behind.has_more
    assert "is an earlier state of" in ahead.in_words(path.name)
    _step(path, "Eve", "Jules")
    _step(path, "Cy", "Jules")
    (parted,) = siblings_of(path)
    assert (parted.shared, parted.here, parted.there, parted.author) == (1, 2, 1, "Rosa")
    for asked, beside in ((path, other), (other, path)):
        assert main(["count", "candidates", "--campaign", str(asked)]) == 0
        said = capsys.readouterr().err
        assert "went its own way" in said and beside.name in said
    assert [s.path for s in siblings_of(other)] == [path]


def test_others_are_none(campaign: Campaign, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(campaign.where)
    campaigns.create(tmp_path / "another.campaign").close()
    (tmp_path / "broken.campaign").write_bytes(path.read_bytes()[:3000])
    (tmp_path / "empty.campaign").touch()
    (tmp_path / "folder.campaign").mkdir()
    (tmp_path / "again.campaign").hardlink_to(path)
    assert siblings_of(path) == []
    assert main(["count", "candidates", "--campaign", str(path)]) == 0
    assert capsys.readouterr().err == ""
