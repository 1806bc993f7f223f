"""Workbooks of ours that come back in every state that volunteers send them."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from coordinator.changes import apply
from coordinator.changes.forget import forget
from coordinator.importing.joins import brought_by
from coordinator.importing.plan_and_apply import ImportOptions, ImportPlan, What
from coordinator.operations import importing
from coordinator.operations.people import part
from coordinator.people.merging import plan_merge
from coordinator.records.catalog import CANDIDATE, EXPORT, PARTNER, VERDICT
from coordinator.round_trip.exporting import export, export_sheets
from coordinator.round_trip.sheets_out import SheetWish
from coordinator.store import backups
from coordinator.store import campaign as campaigns
from coordinator.store.campaign import Campaign
from tests.builders import add, delete, edit, everything, get

PEOPLE = [("Ada", "Brook"), ("Bo", "Clay"), ("Cy", "Dale"), ("Dee", "Eaton"), ("Eli", "Ford"), ("Fay", "Gale")]


@pytest.fixture
def people(campaign: Campaign) -> dict[str, int]:
    return {
        given: add(
            campaign,
            given_name=given,
            family_name=family,
            email=f"{given.lower()}@example.org",
            city="Tempe",
            phone=f"+1303555010{i}",
        )
        for i, (given, family) in enumerate(PEOPLE)
    }


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
        plan = importing.plan(self.campaign, self.path, ImportOptions(**options))
        importing.apply(self.campaign, plan, author="Dana")
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
    plan = importing.plan(campaign, trip.path)
    assert plan.plan.is_empty
    assert everything(campaign) == before


def test_a_workbook_of_another_campaign_is_a_list_from_elsewhere(
    campaign: Campaign, empty_campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    add(empty_campaign, given_name="Other", family_name="Person", email="other@example.org")
    trip = Trip(campaign, tmp_path)
    with empty_campaign.writing() as connection:
        connection.exec_driver_sql("UPDATE meta SET value='0123456789abcdef' WHERE key='campaign'")
    plan = importing.plan(empty_campaign, trip.path)
    assert plan.plan.kind == "import"
    assert "another campaign file" in plan.notes[0]
    importing.apply(empty_campaign, plan, author="Dana")
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
        plan = importing.plan(again, trip.path)
        assert "not known here any more" in " ".join(n for s in plan.sheets for n in s.notes)
        importing.apply(again, plan, author="Dana")
        assert get(again, people["Bo"])["city"] == "Tempe"
    assert {(c.field, c.ours, c.theirs) for c in plan.plan.conflicts} == {
        ("city", "Tempe", "Gila"),
        ("city", "Tempe", "Mesa"),
        ("city", "Yuma", "Tempe"),
    }


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
    plan = importing.plan(campaign, trip.path)
    found = {(d.record_id, d.field, d.base, d.ours, d.theirs, d.outcome) for d in plan.differences}
    assert found == {
        (people["Ada"], "city", "Tempe", "Gila", "Mesa", "kept"),
        (people["Bo"], "city", "Tempe", "Tempe", None, "taken"),
    }
    importing.apply(campaign, plan, author="Dana")
    assert [get(campaign, people[n])["city"] for n in ("Ada", "Bo")] == ["Gila", None]


def test_read_me_says_what_may_be_changed_and_comes_back_unread(campaign: Campaign, tmp_path: Path) -> None:
    add(campaign, PARTNER, name="Prairie School")
    export(campaign, tmp_path / "out.xlsx", author="Dana")
    words = " ".join(str(r[0].value) for r in openpyxl.load_workbook(tmp_path / "out.xlsx")["Read me"].iter_rows())
    assert "ID" in words and "export code" in words
    plan = importing.plan(campaign, tmp_path / "out.xlsx")
    assert "Read me" not in [s.name for s in plan.sheets]
    assert all(r.what is What.UNCHANGED for r in plan.rows)
    assert everything(campaign, CANDIDATE) == []


def move_rows_of(heading: str, rows: range) -> Callable[[Worksheet, dict[str, int]], None]:
    """Shift a column's values by one row, as sorting it alone does."""

    def change(sheet: Worksheet, at: dict[str, int]) -> None:
        values = [sheet.cell(r, at[heading]).value for r in rows]
        for row, value in zip(rows, [*values[1:], values[0]], strict=True):
            sheet.cell(row, at[heading]).value = value

    return change


def test_three_rows_sorted_alone_are_enough_and_two_are_an_edit(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    three = Trip(campaign, tmp_path, "three.xlsx")
    three.edit(move_rows_of("Phone", range(2, 5)))
    assert "sorted alone" in told(three.back())
    two = Trip(campaign, tmp_path, "two.xlsx")
    two.edit(move_rows_of("Phone", range(2, 4)))
    two.back()
    assert get(campaign, people["Ada"])["phone"] == "+13035550101"


def test_a_column_that_moved_is_seen_beside_an_edited_cell_of_it(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    trip = Trip(campaign, tmp_path)
    trip.edit(move_rows_of("Phone", range(2, 8)))
    trip.edit(set_cell("Phone", 7, "303-555-0199"))
    assert "every value stands one row higher" in told(trip.back())
    assert get(campaign, people["Ada"])["phone"] == "+13035550100"


def test_row_ids_sorted_alone_change_nobody(campaign: Campaign, people: dict[str, int], tmp_path: Path) -> None:
    trip = Trip(campaign, tmp_path)
    before = everything(campaign)
    trip.edit(move_rows_of("ID", range(2, 8)))
    plan = trip.back()
    assert everything(campaign) == before
    assert ["The row IDs from row 2 to 7" in act.told for act in plan.acts] == [True]


def test_columns_are_found_moved_renamed_and_in_another_language(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    trip = Trip(campaign, tmp_path)

    def change(sheet: Worksheet, at: dict[str, int]) -> None:
        sheet.cell(1, at["City"]).value = "Ciudad"
        sheet.cell(1, at["E-mail"]).value = "email"
        sheet.cell(1, at["Phone"]).value = "Cell phone"
        sheet.cell(2, at["City"]).value = "Mesa"
        sheet.cell(3, at["E-mail"]).value = "bo.clay@example.org"
        sheet.cell(4, at["Phone"]).value = "303-555-0177"
        sheet.delete_cols(at["County"])
        sheet.insert_cols(1)
        for row in range(1, 8):
            sheet.cell(row, 1).value = sheet.cell(row, at["Occupation"]).value

    trip.edit(change)
    plan = trip.back()
    found = {(d.record_id, d.field, d.theirs) for d in plan.differences}
    assert found == {
        (people["Ada"], "city", "Mesa"),
        (people["Bo"], "email", "bo.clay@example.org"),
        (people["Cy"], "phone", "+13035550177"),
    }


def test_a_dropped_column_is_no_edit_and_an_added_one_an_answer_if_wanted(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    trip = Trip(campaign, tmp_path)

    def change(sheet: Worksheet, at: dict[str, int]) -> None:
        column = sheet.max_column + 1
        sheet.cell(1, column).value = "Shirt size"
        sheet.cell(2, column).value = "XL"
        sheet.delete_cols(at["City"])

    trip.edit(change)
    assert trip.back().plan.is_empty
    trip.back(mapping={"": {"Shirt size": "answer"}})
    ada = get(campaign, people["Ada"])
    assert (ada["answers.shirt_size"], ada["city"]) == ("XL", "Tempe")
    assert importing.plan(campaign, trip.path).plan.is_empty


def test_a_heading_is_mapped_by_hand_where_nothing_tells(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    trip = Trip(campaign, tmp_path)

    def change(sheet: Worksheet, at: dict[str, int]) -> None:
        sheet.cell(1, at["Occupation"]).value = "Beruf"
        sheet.cell(2, at["Occupation"]).value = "Nurse"

    trip.edit(change)
    assert trip.back().plan.is_empty
    trip.back(mapping={"": {"Beruf": "occupation"}})
    assert get(campaign, people["Ada"])["occupation"] == "Nurse"


def test_row_ids_are_found_without_their_heading(campaign: Campaign, people: dict[str, int], tmp_path: Path) -> None:
    trip = Trip(campaign, tmp_path)

    def change(sheet: Worksheet, at: dict[str, int]) -> None:
        sheet.cell(1, at["ID"]).value = "Kennung"
        sheet.cell(2, at["City"]).value = "Mesa"

    trip.edit(change)
    trip.back()
    assert get(campaign, people["Ada"])["city"] == "Mesa"
    assert len(everything(campaign)) == len(PEOPLE)


def test_a_row_that_lost_its_id_is_known_by_who_it_is_and_merged_with_what_went_out(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    trip = Trip(campaign, tmp_path)
    edit(campaign, people["Bo"], city="Gila")

    def change(sheet: Worksheet, at: dict[str, int]) -> None:
        sheet.cell(2, at["ID"]).value = None
        sheet.cell(2, at["City"]).value = None
        sheet.cell(3, at["ID"]).value = None

    trip.edit(change)
    plan = trip.back()
    assert get(campaign, people["Ada"])["city"] is None
    assert get(campaign, people["Bo"])["city"] == "Gila"
    assert plan.counts.conflicts == plan.counts.missing == 0


def test_rows_that_are_not_in_the_sheet_stay_unless_somebody_wants_them_deleted(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    trip = Trip(campaign, tmp_path)
    edit(campaign, people["Fay"], city="Gila", author="Jules")
    trip.edit(lambda sheet, at: sheet.delete_rows(5, 3))
    plan = trip.back()
    assert plan.counts.missing == 3
    assert [m.title for m in plan.missing] == ["Dee Eaton", "Eli Ford", "Fay Gale"]
    assert len(everything(campaign)) == len(PEOPLE)
    plan = trip.back(delete_missing=True)
    assert (plan.counts.missing, plan.counts.deleted) == (3, 2)
    assert {r["given_name"] for r in everything(campaign)} == {"Ada", "Bo", "Cy", "Fay"}
    assert "changed here by Jules" in plan.plan.conflicts[0].who


def test_nothing_is_deleted_while_row_ids_are_damaged(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    trip = Trip(campaign, tmp_path)
    trip.edit(set_cell("ID", 3, "C-00002-X"))
    plan = trip.back(delete_missing=True)
    assert len(everything(campaign)) == len(PEOPLE)
    assert "mend them first" in " ".join(n for s in plan.sheets for n in s.notes)


def test_only_the_agreed_columns_are_taken_and_the_others_are_told(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    for name in ("out.xlsx", "out.csv"):
        export_sheets(campaign, tmp_path / name, [SheetWish("candidate", editable=["notes"])], author="Dana")
    trip = Trip.__new__(Trip)
    trip.campaign, trip.path = campaign, tmp_path / "out.xlsx"

    def change(sheet: Worksheet, at: dict[str, int]) -> None:
        sheet.cell(2, at["Notes"]).value = "Met her in Tempe"
        sheet.cell(2, at["E-mail"]).value = "other@example.org"

    trip.edit(change)
    plan = trip.back()
    ada = get(campaign, people["Ada"])
    assert (ada["notes"], ada["email"]) == ("Met her in Tempe", "ada@example.org")
    assert "for reading only" in told(plan) and plan.problems[0].value == "other@example.org"
    text = (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    (tmp_path / "out.csv").write_text(text.replace("bo@example.org", "bob@example.org"), encoding="utf-8")
    assert "for reading only" in told(importing.plan(campaign, tmp_path / "out.csv"))


def test_a_formula_in_a_text_is_told_and_not_taken(campaign: Campaign, people: dict[str, int], tmp_path: Path) -> None:
    edit(campaign, people["Bo"], city="=1+1")
    trip = Trip(campaign, tmp_path)

    def change(sheet: Worksheet, at: dict[str, int]) -> None:
        sheet.cell(2, at["City"]).value = "=UPPER(B2)"
        sheet.cell(3, at["City"]).value = "=1+1"
        assert sheet.cell(3, at["City"]).data_type == "f"
        sheet.cell(4, at["Age as stated"]).value = "=40+2"

    trip.edit(change)
    plan = trip.back()
    assert [p.column for p in plan.problems] == ["City", "Age as stated"]
    assert "formula =UPPER(B2)" in told(plan)
    assert [get(campaign, people[n])["city"] for n in ("Ada", "Bo")] == ["Tempe", "=1+1"]


def test_an_error_in_a_cell_empties_nothing(campaign: Campaign, people: dict[str, int], tmp_path: Path) -> None:
    trip = Trip(campaign, tmp_path)

    def change(sheet: Worksheet, at: dict[str, int]) -> None:
        cell = sheet.cell(2, at["City"])
        cell.value, cell.data_type = "#N/A", "e"

    trip.edit(change)
    assert "the error #N/A" in told(trip.back())
    assert get(campaign, people["Ada"])["city"] == "Tempe"


def test_notes_that_grew_on_both_sides_keep_what_both_wrote(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    edit(campaign, people["Ada"], notes="Called.\nLeft a message.")
    trip = Trip(campaign, tmp_path)
    edit(campaign, people["Ada"], notes="Called.\nLeft a message.\nShe called back.")
    trip.edit(set_cell("Notes", 2, "Called twice.\r\nLeft a message.\r\nMet her."))
    plan = trip.back()
    assert get(campaign, people["Ada"])["notes"] == "Called twice.\nLeft a message.\nShe called back.\nMet her."
    (found,) = plan.differences
    assert (found.outcome, found.theirs) == ("merged", "Called twice.\nLeft a message.\nMet her.")


def test_a_conflict_says_who_changed_what_here_and_when(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    trip = Trip(campaign, tmp_path)
    edit(campaign, people["Ada"], city="Gila", author="Jules")
    edit(campaign, people["Ada"], occupation="Nurse", author="Dana")
    trip.edit(set_cell("City", 2, "Mesa"))
    (conflict,) = trip.back().plan.conflicts
    assert (conflict.base, conflict.ours, conflict.theirs) == ("Tempe", "Gila", "Mesa")
    assert conflict.author == "Jules"
    assert conflict.at.endswith("Z")
    assert "City kept as Gila, changed by Jules" in conflict.who
    assert "out.xlsx says Mesa" in conflict.who


def test_a_sheet_of_some_rows_and_columns_without_stamp_or_codes_is_known_by_its_row_ids(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    trip = Trip(campaign, tmp_path)
    edit(campaign, people["Bo"], city="Gila")
    rows = list(openpyxl.load_workbook(trip.path)["Candidates"].iter_rows(values_only=True))
    at = [rows[0].index(h) for h in ("City", "ID", "First name")]
    book = openpyxl.Workbook()
    for row in rows[:4]:
        book.active.append([row[i] for i in at])
    book.active["A2"] = "Mesa"
    book.save(tmp_path / "part.xlsx")
    plan = importing.plan(campaign, tmp_path / "part.xlsx")
    importing.apply(campaign, plan, author="Dana")
    assert [get(campaign, people[n])["city"] for n in ("Ada", "Bo")] == ["Mesa", "Gila"]
    assert "the one of" in " ".join(n for s in plan.sheets for n in s.notes)


def test_a_csv_that_was_read_in_the_wrong_encoding_changes_nobody(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    edit(campaign, people["Ada"], given_name="Zoë", city="à la Café", notes="“Née” – Đỗ")
    export(campaign, tmp_path / "out.csv", kinds=("candidate",), author="Dana")
    text = (tmp_path / "out.csv").read_bytes().removeprefix(b"\xef\xbb\xbf").decode("cp1252", errors="replace")
    (tmp_path / "back.csv").write_text(text.replace("Tempe", "Mesa", 1), encoding="utf-8")
    plan = importing.plan(campaign, tmp_path / "back.csv")
    assert [(d.record_id, d.field, d.theirs) for d in plan.differences] == [(people["Bo"], "city", "Mesa")]


def test_the_same_return_saved_anew_brings_nobody_twice_even_if_edited_since(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    trip = Trip(campaign, tmp_path)
    trip.edit(
        lambda sheet, at: (sheet.cell(8, 2).__setattr__("value", "Nia"), sheet.cell(8, 3).__setattr__("value", "Orr"))
    )
    trip.back()
    (nia,) = [r["id"] for r in everything(campaign) if r["given_name"] == "Nia"]
    edit(campaign, nia, city="Gila")
    trip.edit(set_cell("Occupation", 2, "Nurse"))
    plan = trip.back()
    assert len(everything(campaign)) == len(PEOPLE) + 1
    assert plan.counts.created == 0
    assert get(campaign, nia)["city"] == "Gila"


def test_two_offices_exchange_their_workbooks_for_months(
    campaign: Campaign, empty_campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    with empty_campaign.writing() as connection:
        connection.exec_driver_sql("UPDATE meta SET value='0123456789ab' WHERE key='campaign'")
    add(empty_campaign, given_name="Other", family_name="Person", email="other@example.org")
    for month, (suffix, city) in enumerate([("xlsx", "Mesa"), ("csv", "Yuma"), ("csv", "Gila")]):
        edit(campaign, people["Ada"], city=city)
        out = tmp_path / f"month-{month}.{suffix}"
        export(campaign, out, kinds=("candidate",), author="Dana")
        plan = importing.plan(empty_campaign, out, ImportOptions(source="Northern office"))
        assert plan.plan.kind == "import"
        assert plan.counts.created == (6 if month == 0 else 0)
        assert plan.counts.sign_ups == (6 if month == 0 else 0)
        importing.apply(empty_campaign, plan, author="Jules")
        rows = {r["given_name"]: r for r in everything(empty_campaign)}
        assert len(rows) == 7
        assert rows["Ada"]["city"] == city
        assert importing.plan(empty_campaign, out, ImportOptions(source="Northern office")).plan.is_empty


def test_two_new_rows_of_one_person_become_one(campaign: Campaign, people: dict[str, int], tmp_path: Path) -> None:
    trip = Trip(campaign, tmp_path)

    def change(sheet: Worksheet, at: dict[str, int]) -> None:
        for row, city in ((8, None), (9, "Mesa")):
            for heading, value in {
                "First name": "Nia",
                "Last name": "Orr",
                "E-mail": "nia@example.org",
                "City": city,
            }.items():
                sheet.cell(row, at[heading]).value = value

    trip.edit(change)
    trip.back()
    (nia,) = [r for r in everything(campaign) if r["given_name"] == "Nia"]
    assert nia["city"] == "Mesa"


def test_a_word_below_the_list_is_told(campaign: Campaign, people: dict[str, int], tmp_path: Path) -> None:
    trip = Trip(campaign, tmp_path)
    trip.edit(set_cell("First name", 10, "Nia"))
    plan = trip.back()
    assert "Row 10 is left out, as below the records: Nia" in [n for s in plan.sheets for n in s.notes]


def test_a_return_merges_on_a_server_too(any_campaign: Campaign, tmp_path: Path) -> None:
    ada = add(any_campaign, given_name="Ada", family_name="Brook", city="Tempe", notes="Called.")
    bo = add(any_campaign, given_name="Bo", family_name="Clay", city="Tempe")
    trip = Trip(any_campaign, tmp_path)
    edit(any_campaign, ada, notes="Called.\nMoved.")
    edit(any_campaign, bo, city="Gila", author="Jules")

    def change(sheet: Worksheet, at: dict[str, int]) -> None:
        sheet.cell(2, at["Notes"]).value = "Called.\nWants a sign."
        sheet.cell(2, at["City"]).value = None
        sheet.cell(3, at["City"]).value = "Mesa"
        sheet.cell(4, at["First name"]).value = "Nia"
        sheet.cell(4, at["Last name"]).value = "Orr"

    trip.edit(change)
    plan = trip.back()
    row = get(any_campaign, ada)
    assert (row["notes"], row["city"]) == ("Called.\nMoved.\nWants a sign.", None)
    assert [c.author for c in plan.plan.conflicts] == ["Jules"]
    assert plan.counts.created == 1
    assert importing.plan(any_campaign, trip.path).plan.is_empty


def test_of_two_exports_that_a_sheet_is_like_the_oldest_is_taken(
    campaign: Campaign, people: dict[str, int], tmp_path: Path
) -> None:
    """A base that is too old only asks more than it had to; one that is too new would take stale values for edits."""
    first = Trip(campaign, tmp_path, "first.xlsx")
    edit(campaign, people["Fay"], notes="not in the sheet")
    Trip(campaign, tmp_path, "second.xlsx")
    edit(campaign, people["Bo"], city="Gila")
    Trip(campaign, tmp_path, "third.xlsx")
    rows = list(openpyxl.load_workbook(first.path)["Candidates"].iter_rows(values_only=True))
    at = [rows[0].index(h) for h in ("ID", "First name", "City")]
    book = openpyxl.Workbook()
    for row in rows[:4]:
        book.active.append([row[i] for i in at])
    book.active["C2"] = "Mesa"
    book.save(tmp_path / "part.xlsx")
    plan = importing.plan(campaign, tmp_path / "part.xlsx")
    codes = {row["seq"]: row["code"] for row in everything(campaign, EXPORT)}
    notes = " ".join(n for s in plan.sheets for n in s.notes)
    assert f"({codes[min(codes)]})" in notes
    assert [(d.record_id, d.base, d.theirs) for d in plan.differences] == [(people["Ada"], "Tempe", "Mesa")]


def test_a_new_row_that_is_somebody_of_another_name_is_told_and_can_be_parted(
    campaign: Campaign, tmp_path: Path
) -> None:
    here = add(campaign, given_name="Timothy", family_name="Kim", email="t@example.org")
    trip = Trip(campaign, tmp_path)
    book = openpyxl.load_workbook(trip.path)
    sheet = book["Candidates"]
    said = {"First name": "Tim", "Last name": "Kim", "E-mail": "t@example.org", "City": "Reno"}
    sheet.append([said.get(str(cell.value)) for cell in sheet[1]])
    book.save(trip.path)
    plan = importing.plan(campaign, trip.path)
    (row,) = plan.joined
    assert row.joined is not None
    assert row.joined.sentence.startswith("Tim Kim is taken for Timothy Kim, found by e-mail")
    parted = importing.plan(campaign, trip.path, ImportOptions(parted=frozenset({(row.sheet, row.number)})))
    assert (parted.joined, parted.counts.created) == ([], 1)
    done = importing.apply(campaign, plan, author="Dana")
    assert get(campaign, here)["city"] == "Reno"
    assert done.seq is not None
    part(campaign, "Dana", brought_by(row, plan.file, done.seq, done.new_ids))
    assert [(r["given_name"], r["city"]) for r in everything(campaign)] == [("Timothy", None), ("Tim", "Reno")]


@pytest.mark.parametrize("is_same", [True, False])
def test_who_a_new_row_is_can_be_said(campaign: Campaign, tmp_path: Path, is_same: bool) -> None:
    here = add(campaign, given_name="William", family_name="Okafor", email="w@example.org", birth_date="1990-04-13")
    trip = Trip(campaign, tmp_path)
    book = openpyxl.load_workbook(trip.path)
    sheet = book["Candidates"]
    said = {"First name": "Bill", "Last name": "Okafor", "E-mail": "bill@example.org", "Born": "1990-04-13"}
    sheet.append([said.get(str(cell.value)) for cell in sheet[1]])
    book.save(trip.path)
    place = (sheet.title, sheet.max_row)
    if is_same:
        assert trip.back(same={place: here}).counts.created == 0
        (person,) = everything(campaign)
        assert person["other_emails"] == ["bill@example.org"]
    else:
        assert trip.back(apart={place: (here,)}).counts.created == 1
        assert [(v["first"], v["verdict"]) for v in everything(campaign, VERDICT)] == [(here, "apart")]


def test_a_zip_of_another_state_is_told_with_the_county_that_it_empties(campaign: Campaign, tmp_path: Path) -> None:
    who = add(campaign, given_name="Gus", family_name="Hale", state="CO", postcode="80631")
    assert get(campaign, who)["county"] == "Weld County"
    trip = Trip(campaign, tmp_path)

    def move(sheet: Worksheet, at: dict[str, int]) -> None:
        sheet.cell(2, at["ZIP"]).value = "83702"
        for heading, text in {"First name": "Ivy", "Last name": "Jones", "State": "CO", "ZIP": "83702"}.items():
            sheet.cell(3, at[heading]).value = text

    trip.edit(move)
    known, new = trip.back().problems
    assert (known.row, known.column) == (2, "ZIP")
    assert known.message == (
        "The ZIP code 83702 is in ID, not in CO. Both are kept; correct what is wrong. County, known from the earlier "
        "ZIP code alone, is emptied."
    )
    assert (new.row, new.message.count("emptied")) == (3, 0)
    assert "is in ID, not in CO" in new.message
