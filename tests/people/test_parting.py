"""Parting: a row that was taken for somebody else becomes a person of its own; the rest of its file stays."""

from pathlib import Path

import pytest

from coordinator.base.errors import UserError
from coordinator.importing.joins import brought_by
from coordinator.operations.people import Brought, brought_by_sign_up, part
from coordinator.records.catalog import SIGNUP, VERDICT
from coordinator.store.campaign import Campaign
from tests.builders import add, bring, delete, edit, everything, get, undo

HEADING = "First name,Last name,E-mail,City,Skills,Notes\n"


def brought(campaign: Campaign, path: Path, text: str) -> list[Brought]:
    """Import a list; return what each of its joined rows brought."""
    path.write_text(HEADING + text, encoding="utf-8")
    plan, done = bring(campaign, path)
    assert done.seq is not None
    return [brought_by(row, plan.file, done.seq, done.new_ids) for row in plan.joined]


def people(campaign: Campaign) -> dict[str, dict[str, object]]:
    return {row["given_name"]: row for row in everything(campaign)}


def test_one_row_is_parted_and_the_rest_stays(campaign: Campaign, tmp_path: Path) -> None:
    here = add(campaign, given_name="Timothy", family_name="Kim", email="t@example.org", notes="Met in May")
    (one,) = brought(
        campaign, tmp_path / "a.csv", "Tim,Kim,t@example.org,Reno,Law,Has a van\nBo,Ray,bo@example.org,Mesa,,\n"
    )
    before = [get(campaign, here), everything(campaign, SIGNUP)]
    assert before[0]["city"] == "Reno"
    assert part(campaign, "Dana", one).seq
    found = people(campaign)
    assert (found["Timothy"]["city"], found["Timothy"]["notes"]) == (None, "Met in May")
    assert (found["Tim"]["city"], found["Tim"]["email"], found["Tim"]["stage"]) == (
        "Reno",
        "t@example.org",
        "interested",
    )
    assert [s["candidate"] for s in everything(campaign, SIGNUP)] == [found["Tim"]["id"], found["Bo"]["id"]]
    (verdict,) = everything(campaign, VERDICT)
    assert (verdict["first"], verdict["second"], verdict["verdict"]) == (here, found["Tim"]["id"], "apart")
    plan, again = bring(campaign, tmp_path / "a.csv")
    assert (again.seq, plan.joined) == (None, [])
    undo(campaign)
    assert [get(campaign, here), everything(campaign, SIGNUP)] == before
    assert "Tim" not in people(campaign)


def test_what_was_changed_since_stays(campaign: Campaign, tmp_path: Path) -> None:
    here = add(campaign, given_name="Timothy", family_name="Kim", email="t@example.org", notes="Met in May")
    (one,) = brought(campaign, tmp_path / "a.csv", "Tim,Kim,t@example.org,Reno,,Has a van\n")
    edit(campaign, here, city="Tempe", notes=f"{get(campaign, here)['notes']}\nCalled in June")
    part(campaign, "Dana", one)
    row = get(campaign, here)
    assert (row["city"], row["notes"]) == ("Tempe", "Met in May\nCalled in June")


def test_two_rows_of_one_person_are_parted_to_one(campaign: Campaign, tmp_path: Path) -> None:
    add(campaign, given_name="Timothy", family_name="Kim", email="t@example.org")
    one, other = brought(campaign, tmp_path / "a.csv", "Tim,Kim,t@example.org,Reno,,\nTim,Kim,t@example.org,,,Van\n")
    part(campaign, "Dana", one)
    part(campaign, "Dana", other)
    found = people(campaign)
    assert found.keys() == {"Timothy", "Tim"}
    assert {s["candidate"] for s in everything(campaign, SIGNUP)} == {found["Tim"]["id"]}


def test_somebody_new_in_the_same_file_is_parted_too(campaign: Campaign, tmp_path: Path) -> None:
    (one,) = brought(
        campaign, tmp_path / "a.csv", "Rosalind,Hale,r@example.org,Reno,,\nRosalind A.,Hale,r@example.org,,Law,\n"
    )
    part(campaign, "Dana", one)
    assert len(everything(campaign)) == 2
    assert {s["candidate"] for s in everything(campaign, SIGNUP)} == {r["id"] for r in everything(campaign)}


def test_who_is_not_there_any_more_cannot_be_parted_from(campaign: Campaign, tmp_path: Path) -> None:
    here = add(campaign, given_name="Timothy", family_name="Kim", email="t@example.org")
    (one,) = brought(campaign, tmp_path / "a.csv", "Tim,Kim,t@example.org,Reno,,\n")
    delete(campaign, here)
    with campaign.reading() as connection, pytest.raises(UserError, match="Tim Kim was taken for is not there"):
        part.plan(connection, one)


@pytest.mark.parametrize("heading", ["Name,Phone\n", "Name,Phone,Ext\n", "Name,Phone,Extension\n"])
def test_one_name_at_three_desks_of_an_office_is_three_people(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    between = "," if "Ext" in heading else " x"
    rows = [f"Maria Garcia,303-555-0143{between}{desk}\n" for desk in (12, 15, 17)]
    for name, some in (("a.csv", rows[:2]), ("b.csv", rows[1:])):
        (tmp_path / name).write_text(heading + "".join(some), encoding="utf-8")
        bring(campaign, tmp_path / name)
    assert len(everything(campaign)) == 3


def test_an_extension_that_a_list_adds_later_makes_nobody_new(campaign: Campaign, tmp_path: Path) -> None:
    for text in ("Maria Garcia,303-555-0143\n", "Maria Garcia,303-555-0143 x12\n", "Maria Garcia,303-555-0143 x12\n"):
        (tmp_path / "a.csv").write_text(f"Name,Phone\n{text}", encoding="utf-8")
        bring(campaign, tmp_path / "a.csv")
    assert (len(everything(campaign)), len(everything(campaign, SIGNUP))) == (1, 1)


def test_a_join_is_parted_long_after_its_import(campaign: Campaign, tmp_path: Path) -> None:
    here = add(campaign, given_name="Timothy", family_name="Kim", email="t@example.org", notes="Met in May")
    brought(campaign, tmp_path / "a.csv", "Tim,Kim,t@example.org,Reno,Law,Has a van\nBo,Ray,bo@example.org,Mesa,,\n")
    before = [everything(campaign), everything(campaign, SIGNUP)]
    (sign_up,) = (s for s in everything(campaign, SIGNUP) if s["candidate"] == here)
    part(campaign, "Dana", brought_by_sign_up(campaign, sign_up["id"]))
    found = people(campaign)
    assert (found["Timothy"]["city"], found["Timothy"]["notes"]) == (None, "Met in May")
    assert (found["Tim"]["city"], found["Tim"]["email"]) == ("Reno", "t@example.org")
    assert [s["candidate"] for s in everything(campaign, SIGNUP)] == [found["Tim"]["id"], found["Bo"]["id"]]
    with pytest.raises(UserError, match="nobody to part them from"):
        brought_by_sign_up(campaign, sign_up["id"])
    plan, again = bring(campaign, tmp_path / "a.csv")
    assert (again.seq, plan.joined) == (None, [])
    undo(campaign)
    assert everything(campaign) == before[0]
    assert everything(campaign, SIGNUP) == before[1]


def test_who_came_with_a_sign_up_cannot_be_parted_from_it(campaign: Campaign, tmp_path: Path) -> None:
    brought(campaign, tmp_path / "a.csv", "Bo,Ray,bo@example.org,Mesa,,\n")
    (sign_up,) = everything(campaign, SIGNUP)
    with pytest.raises(UserError, match="nobody to part them from"):
        brought_by_sign_up(campaign, sign_up["id"])
