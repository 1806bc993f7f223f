"""What undone steps left of a person is theirs: forgetting erases it too, and nothing brings it back."""

from pathlib import Path

import pytest

from coordinator.base.errors import UserError
from coordinator.changes.checking import problems_of
from coordinator.changes.forget import ALL, forget
from coordinator.operations import forgetting, undoing
from coordinator.operations.keeping import restore_backup
from coordinator.records.catalog import CANDIDATE
from coordinator.store import backups
from coordinator.store.campaign import Campaign, open_
from tests import builders

ZED = "Zed,Quokka,zed@example.org,614-555-0101\n"
BO = "Bo,Li,bo@example.org,614-555-0102\n"
HEAD = "First name,Last name,Email,Phone\n"


def names(campaign: Campaign) -> list[str]:
    return sorted(row["given_name"] for row in builders.everything(campaign))


def listed(tmp_path: Path, *rows: str, name: str = "list.csv") -> Path:
    path = tmp_path / name
    path.write_text(HEAD + "".join(rows), encoding="utf-8")
    return path


def brought_twice(campaign: Campaign, tmp_path: Path, first: str = ZED) -> int:
    """Import, undo, import again; return the number of the one who is here."""
    builders.bring(campaign, listed(tmp_path, first, BO), source="First")
    builders.undo(campaign)
    builders.bring(campaign, listed(tmp_path, ZED, BO), source="Second")
    return next(row["id"] for row in builders.everything(campaign) if row["given_name"] == "Zed")


@pytest.mark.parametrize(
    "first",
    [
        ZED,
        "Zed,Quokka,zed@example.org,\n",
        "Zed,Quokka,,614-555-0101\n",
        "Zed Ray,Quokka,zed@example.org,\n",
        ",,zed@example.org,\n",
    ],
)
def test_no_byte_of_them_stays(campaign: Campaign, tmp_path: Path, first: str) -> None:
    number = brought_twice(campaign, tmp_path, first)
    told = forgetting.preview(campaign, number)
    assert "what undone steps left of them" in told.title and "C-00001-8" in told.title
    done = forgetting.forget_person(campaign, number, author="Dana", backups_now=True)
    assert not done.left.mentions and not done.left.namesakes
    assert names(campaign) == ["Bo"]
    with campaign.reading() as connection:
        assert problems_of(connection) == []
    plan, _ = builders.bring(campaign, listed(tmp_path, ZED, BO, name="third.csv"), source="Third")
    assert "1 row skipped: asked to be forgotten." in plan.notes
    place = campaign.path
    assert place is not None
    campaign.close()
    for path in (place, *(b.path for b in backups.copies_of(place))):
        assert b"quokka" not in path.read_bytes().lower() and b"zed@" not in path.read_bytes().lower()


def test_no_redo_brings_them_back(campaign: Campaign, tmp_path: Path) -> None:
    forget(campaign, brought_twice(campaign, tmp_path), author="Dana")
    builders.undo(campaign, 2)
    assert "Zed" not in names(campaign)
    builders.undo(campaign)
    undoing.redo(campaign, "Dana")
    assert "Zed" not in names(campaign)
    with campaign.reading() as connection:
        assert problems_of(connection) == []


def test_a_backup_from_before_does_not_bring_them_back(campaign: Campaign, tmp_path: Path) -> None:
    number, place = brought_twice(campaign, tmp_path), campaign.path
    assert place is not None
    older = backups.make(place, into=tmp_path / "older.campaign")
    forget(campaign, number, author="Dana")
    campaign.close()
    assert restore_backup(older, place, author="Dana").forgotten
    with open_(place) as again:
        assert names(again) == ["Bo"]
        builders.undo(again, 2)
        assert "Zed" not in names(again)
    assert b"quokka" not in place.read_bytes().lower()


@pytest.mark.parametrize(
    "other",
    ["Ann,Quokka,zed@example.org,614-555-0101\n", "Zed,Quokka,other@example.org,\n"],
)
def test_an_undone_record_of_somebody_else_stays(campaign: Campaign, tmp_path: Path, other: str) -> None:
    number = brought_twice(campaign, tmp_path, other)
    forget(campaign, number, author="Dana")
    left = builders.get(campaign, 1)
    assert left["family_name"] == "Quokka" and left["email"]


def test_a_son_of_another_birth_date_stays(campaign: Campaign) -> None:
    son = builders.add(campaign, given_name="Zed", family_name="Quokka", email="q@example.org", birth_date="2001-02-03")
    builders.delete(campaign, son)
    father = builders.add(
        campaign, given_name="Zed", family_name="Quokka", email="q@example.org", birth_date="1970-02-03"
    )
    forget(campaign, father, author="Dana")
    assert builders.get(campaign, son)["email"] == "q@example.org"


def test_forget_words_reaches_the_records_of_an_undone_import(campaign: Campaign, tmp_path: Path) -> None:
    builders.bring(campaign, listed(tmp_path, ZED, BO))
    builders.undo(campaign)
    here = builders.add(campaign, CANDIDATE, given_name="Ann", family_name="Quokka")
    finder = forgetting.finder_of_words(["Quokka"])
    left = forgetting.erase_words(campaign, finder, ALL, author="Dana").mentions
    assert [m.key for m in left] == ["C-00003-4.family_name"] and left[0].own
    undoing.undo(campaign, "Dana", 2)
    assert builders.get(campaign, here)["family_name"] == "Quokka"
    assert "Quokka" not in str(builders.get(campaign, 1))


def test_a_person_with_an_undone_record_is_forgotten_once(campaign: Campaign, tmp_path: Path) -> None:
    number = brought_twice(campaign, tmp_path)
    forget(campaign, number, author="Dana")
    with pytest.raises(UserError, match="not there any more"):
        forget(campaign, 1, author="Dana")
