"""Workbooks of ours that come back in every state that volunteers send them."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from coordinator.changes import apply
from coordinator.changes.forget import forget
from coordinator.exchange.exporting import export
from coordinator.exchange.importing import ImportOptions, ImportPlan, What, apply_import, plan_import
from coordinator.identity.merging import plan_merge
from coordinator.records.catalog import CANDIDATE, PARTNER
from coordinator.store import backups
from coordinator.store import campaign as campaigns
from coordinator.store.campaign import Campaign
from tests.builders import add, delete, edit, everything, get

PEOPLE = [("Ada", "Brook"), ("Bo", "Clay"), ("Cy", "Dale"), ("Dee", "Eaton"), ("Eli", "Ford"), ("Fay", "Gale")]


@pytest.fixture
def people(campaign: Campaign) -> dict[str, int]:
    return {
        given: add(campaign, given_name=given, family_name=family, email=f"{given.lower()}@example.org", city="Tempe",
                   phone=f"+1303555010{i}")
        for i, (given, family) in enumerate(PEOPLE)
    }  # fmt: skip


class Trip:
    """A workbook that went out and is edited."""

    def __init__(self, campaign: Campaign, folder: Path, name: str = "out.xlsx") -> None:
        self.campaign, self.path = campaign, folder / name
        export(campaign, self.path, kinds=("candidate",), author="Dana")

    def edit(self, change: Callable[[Worksheet, dict[str, int]], None]) -> Path:
        book = openpyxl.load_workbook(self.path)
        sheet = book["Candidates"]
        change(sheet, {str(c.value): c.column for c in sheet[1]})
        book.save(self.path)
        return self.path

    def back(self, **options: object) -> ImportPlan:
        plan = plan_import(self.campaign, self.path, ImportOptions(**options))
        apply_import(self.campaign, plan, author="Dana")
        return plan


def set_cell(heading: str, row: int, value: object) -> Callable[[Worksheet, dict[str, int]], None]:
    def change(sheet: Worksheet, at: dict[str, int]) -> None:
        sheet.cell(row, at[heading]).value = value

    return change


def told(plan: ImportPlan) -> str:
    return " ".join(p.message for p in plan.problems)


def test_a_row_of_somebody_merged_away_goes_to_the_survivor(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    trip = Trip(campaign, tmp_path)
    with campaign.reading() as connection:
        plan = plan_merge(connection, people["Ada"], people["Bo"])
    apply.apply(campaign, plan, author="Dana")
    trip.edit(set_cell("Occupation", 3, "Nurse"))
    done = trip.back()
    assert get(campaign, people["Ada"])["occupation"] == "Nurse"
    assert get(campaign, people["Ada"])["given_name"] == "Ada"
    assert "merged into Ada Brook" in " ".join(r.sentence for r in done.rows)


def test_a_forgotten_persons_row_is_not_revived_with_or_without_its_id(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    trip = Trip(campaign, tmp_path)
    forget(campaign, people["Bo"], author="Dana")

    def change(sheet: Worksheet, at: dict[str, int]) -> None:
        sheet.cell(3, at["Occupation"]).value = "Nurse"
        for cell in sheet[3]:
            sheet.cell(8, cell.column).value = cell.value
        sheet.cell(8, at["ID"]).value = None

    trip.edit(change)
    plan = trip.back()
    assert len(everything(campaign)) == 5
    assert "erased on request" in told(plan) and "Asked to be forgotten" in told(plan)


def test_a_column_sorted_alone_is_refused_unless_somebody_insists(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    trip = Trip(campaign, tmp_path)

    def change(sheet: Worksheet, at: dict[str, int]) -> None:
        values = [sheet.cell(r, at["E-mail"]).value for r in range(2, 8)]
        for row, value in enumerate([*values[1:], values[0]], 2):
            sheet.cell(row, at["E-mail"]).value = value
        sheet.cell(2, at["City"]).value = "Mesa"

    trip.edit(change)
    plan = trip.back()
    assert "sorted alone" in told(plan)
    assert [r["email"][0] for r in everything(campaign)] == ["a", "b", "c", "d", "e", "f"]
    assert get(campaign, people["Ada"])["city"] == "Mesa"
    trip.back(mapping={"": {"E-mail": "email"}})
    assert get(campaign, people["Ada"])["email"] == "bo@example.org"


def test_a_row_pasted_over_with_another_person_is_refused(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    trip = Trip(campaign, tmp_path)

    def change(sheet: Worksheet, at: dict[str, int]) -> None:
        new = {"First name": "Zoe", "Last name": "Zane", "E-mail": "zoe@example.org", "Phone": "303-555-0199"}
        for heading, value in new.items():
            sheet.cell(3, at[heading]).value = value

    trip.edit(change)
    plan = trip.back()
    assert "empty the ID cell" in told(plan)
    assert get(campaign, people["Bo"])["given_name"] == "Bo"


def test_an_untouched_copy_of_a_row_is_nothing_and_a_contradicting_one_is_told(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    trip = Trip(campaign, tmp_path)

    def change(sheet: Worksheet, at: dict[str, int]) -> None:
        for row, source in ((8, 2), (9, 3)):
            for cell in sheet[source]:
                sheet.cell(row, cell.column).value = cell.value
        sheet.cell(2, at["City"]).value = "Mesa"
        sheet.cell(9, at["City"]).value = "Yuma"

    trip.edit(change)
    plan = trip.back()
    assert get(campaign, people["Ada"])["city"] == "Mesa"
    assert get(campaign, people["Bo"])["city"] == "Tempe"
    assert "twice" in told(plan)


def test_two_exports_glued_into_one_sheet_have_each_their_own_base(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    first = Trip(campaign, tmp_path, "first.xlsx")
    edit(campaign, people["Ada"], city="Gila")
    second = Trip(campaign, tmp_path, "second.xlsx")
    first.edit(set_cell("Occupation", 2, "Nurse"))
    rows = list(openpyxl.load_workbook(second.path)["Candidates"].iter_rows(min_row=2, values_only=True))

    def glue(sheet: Worksheet, at: dict[str, int]) -> None:
        for row in rows:
            sheet.append(row)
        sheet.cell(8, at["Occupation"]).value = "Nurse"
        sheet.cell(9, at["City"]).value = "Mesa"

    first.edit(glue)
    plan = first.back()
    assert plan.counts.conflicts == 0
    ada, bo = get(campaign, people["Ada"]), get(campaign, people["Bo"])
    assert (ada["city"], ada["occupation"], bo["city"]) == ("Gila", "Nurse", "Mesa")


def test_the_same_return_twice_changes_nothing_the_second_time(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    trip = Trip(campaign, tmp_path)

    def change(sheet: Worksheet, at: dict[str, int]) -> None:
        sheet.cell(2, at["City"]).value = "Mesa"
        sheet.cell(8, at["First name"]).value = "New"
        sheet.cell(8, at["Last name"]).value = "Person"
        sheet.cell(9, at["First name"]).value = "Also"
        sheet.cell(9, at["E-mail"]).value = "also@example.org"

    trip.edit(change)
    assert trip.back().counts.created == 2
    before = everything(campaign)
    plan = plan_import(campaign, trip.path)
    assert plan.plan.is_empty
    assert everything(campaign) == before


def test_a_workbook_of_another_campaign_is_a_list_from_elsewhere(
    campaign: Campaign, empty_campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    add(empty_campaign, given_name="Other", family_name="Person", email="other@example.org")
    trip = Trip(campaign, tmp_path)
    with empty_campaign.writing() as connection:
        connection.exec_driver_sql("UPDATE meta SET value='0123456789abcdef' WHERE key='campaign'")
    plan = plan_import(empty_campaign, trip.path)
    assert plan.plan.kind == "import"
    assert "another campaign file" in plan.notes[0]
    apply_import(empty_campaign, plan, author="Dana")
    assert len(everything(empty_campaign)) == 7
    assert get(empty_campaign, 1)["given_name"] == "Other"


def test_a_workbook_of_a_future_that_a_restored_backup_undid(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    assert campaign.path is not None
    kept = backups.make(campaign.path, why="by hand")
    edit(campaign, people["Ada"], city="Gila")
    trip = Trip(campaign, tmp_path)
    trip.edit(set_cell("City", 3, "Mesa"))
    campaign.close()
    backups.restore(kept, campaign.path)
    with campaigns.open_(campaign.path) as again:
        edit(again, people["Fay"], city="Yuma")
        plan = plan_import(again, trip.path)
        assert "not known here any more" in " ".join(n for s in plan.sheets for n in s.notes)
        apply_import(again, plan, author="Dana")
        assert get(again, people["Bo"])["city"] == "Tempe"
    assert {(c.field, c.ours, c.theirs) for c in plan.plan.conflicts} == {
        ("city", "Tempe", "Gila"), ("city", "Tempe", "Mesa"), ("city", "Yuma", "Tempe"),
    }  # fmt: skip


def test_a_deleted_persons_row_is_told(campaign: Campaign, people: dict[str, int], tmp_path: Path) -> None:
    trip = Trip(campaign, tmp_path)
    delete(campaign, people["Cy"])
    trip.edit(set_cell("City", 4, "Mesa"))
    assert "deleted here since" in told(trip.back())


def test_every_difference_is_named_with_both_sides_and_what_becomes_of_it(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    trip = Trip(campaign, tmp_path)
    edit(campaign, people["Ada"], city="Gila")

    def change(sheet: Worksheet, at: dict[str, int]) -> None:
        sheet.cell(2, at["City"]).value = "Mesa"
        sheet.cell(3, at["City"]).value = None

    trip.edit(change)
    plan = plan_import(campaign, trip.path)
    found = {(d.record_id, d.field, d.base, d.ours, d.theirs, d.outcome) for d in plan.differences}
    assert found == {
        (people["Ada"], "city", "Tempe", "Gila", "Mesa", "kept"),
        (people["Bo"], "city", "Tempe", "Tempe", None, "taken"),
    }
    apply_import(campaign, plan, author="Dana")
    assert [get(campaign, people[n])["city"] for n in ("Ada", "Bo")] == ["Gila", None]


def test_read_me_says_what_may_be_changed_and_comes_back_unread(campaign: Campaign, tmp_path: Path) -> None:
    add(campaign, PARTNER, name="Prairie School")
    export(campaign, tmp_path / "out.xlsx", author="Dana")
    words = " ".join(str(r[0].value) for r in openpyxl.load_workbook(tmp_path / "out.xlsx")["Read me"].iter_rows())
    assert "ID" in words and "export code" in words
    plan = plan_import(campaign, tmp_path / "out.xlsx")
    assert "Read me" not in [s.name for s in plan.sheets]
    assert all(r.what is What.UNCHANGED for r in plan.rows)
    assert everything(campaign, CANDIDATE) == []
