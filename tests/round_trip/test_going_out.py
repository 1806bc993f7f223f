"""What goes out: templates, agreed columns, protection, ods, csv, purposes, the ledger."""

import csv
import time
from pathlib import Path

import openpyxl
import pytest

from coordinator.base.errors import UserError
from coordinator.changes import apply
from coordinator.operations import importing
from coordinator.records.catalog import EXPORT, LISTED, PURPOSE, RecordType
from coordinator.records.kinds import ReferenceKind
from coordinator.round_trip import expected_back, exports_out, purpose_edits, purposes
from coordinator.round_trip.exporting import export, export_sheets
from coordinator.round_trip.id_ranges import read_ranges, write_ranges
from coordinator.round_trip.purposes import ExportPurpose
from coordinator.round_trip.sheets_out import SheetWish
from coordinator.store import campaign as campaigns
from coordinator.store.campaign import Campaign
from coordinator.workbooks import About, read_book
from tests.builders import add, edit, everything, undo

ADA = {
    "given_name": "Ada",
    "family_name": "Brook",
    "email": "ada@example.org",
    "phone": "303-555-0142",
    "postcode": "02134",
    "birth_date": "1990-02-03",
    "follow_up": "2026-01-05",
    "stage": "contacted",
    "notes": "  two  blanks\n\ttab & <mark>\nthird",
    "tags": ["a", "b"],
    "state": "CO",
}


def people(campaign: Campaign, number: int = 3) -> list[int]:
    own = (
        {"family_name": f"Brook {i}", "email": f"a{i}@example.org", "phone": f"303-555-014{2 + i}"}
        for i in range(number)
    )
    return [add(campaign, **{**ADA, **each}) for each in own]


def refill(path: Path, sheet: str, row: int, values: dict[str, object]) -> None:
    """Write cells by their heading, as a person would."""
    book = openpyxl.load_workbook(path)
    out = book[sheet]
    at = {c.value: c.column for c in out[1]}
    for heading, value in values.items():
        out.cell(row, at[heading], value)
    book.save(path)


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
@pytest.mark.parametrize("rt", LISTED, ids=lambda rt: rt.key)
def test_a_template_is_left_empty_or_filled_in(campaign: Campaign, tmp_path: Path, rt: RecordType, suffix: str) -> None:
    path = tmp_path / f"blank.{suffix}"
    result = export_sheets(campaign, path, [SheetWish(rt.key, blank=20)], author="Dana")
    assert result.rows == {rt.key: 0}
    book = read_book(path)
    assert book.stamp is not None
    assert book.stamp.kinds == (rt.key,)
    header = next(s for s in book.sheets if s.name == rt.plural).rows[0]
    assert header[0] == "ID"
    assert header[-1] == "Export"
    assert set(header[1:-1]) == {rt.headings[f.key] for f in rt.shown if f.editable and f.stored}
    back = importing.plan(campaign, path)
    assert back.plan.is_empty
    assert back.problems == []


def test_a_filled_in_template_adds_people(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "desk.xlsx"
    export_sheets(campaign, path, [SheetWish("candidate", columns=("given_name", "stage"), blank=50)], author="Dana")
    refill(path, "Candidates", 2, {"First name": "Juniper", "Stage": "Contacted"})
    back = importing.plan(campaign, path)
    assert [(r.what, r.created) for r in back.rows] == [("new", {"given_name": "Juniper", "stage": "contacted"})]
    assert back.problems == []


@pytest.mark.parametrize("number", [-1, 1_000_000])
def test_a_template_of_too_many_rows_is_refused(campaign: Campaign, tmp_path: Path, number: int) -> None:
    with pytest.raises(UserError, match="blank rows"):
        export_sheets(campaign, tmp_path / "x.xlsx", [SheetWish("candidate", blank=number)], author="Dana")


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "csv"])
def test_columns_stand_in_the_order_that_was_chosen(campaign: Campaign, tmp_path: Path, suffix: str) -> None:
    (number,) = people(campaign, 1)
    path = tmp_path / f"o.{suffix}"
    columns = ("phone", "family_name", "stage")
    export_sheets(campaign, path, [SheetWish("candidate", columns=columns)], author="Dana")
    header, row = read_book(path).sheets[0].rows[:2]
    assert header[:4] == ["ID", "Phone", "Last name", "Stage"]
    assert row[1:4] == ["(303) 555-0142", "Brook 0", "Contacted"]
    assert everything(campaign, EXPORT)[0]["sheets"]["candidate"]["columns"] == list(columns)
    assert set(read_ranges(everything(campaign, EXPORT)[0]["sheets"]["candidate"]["ids"])) == {number}


def test_an_ods_comes_back_untouched_and_edited(campaign: Campaign, tmp_path: Path) -> None:
    numbers = people(campaign)
    path = tmp_path / "o.ods"
    export(campaign, path, author="Dana")
    back = importing.plan(campaign, path)
    assert back.plan.kind == "return"
    assert back.plan.is_empty
    assert back.problems == []
    edit(campaign, numbers[0], city="Denver")
    assert importing.plan(campaign, path).plan.is_empty


def test_agreed_columns_are_in_the_stamp_and_the_others_are_grey(campaign: Campaign, tmp_path: Path) -> None:
    people(campaign)
    path = tmp_path / "o.xlsx"
    wish = SheetWish("candidate", columns=("given_name", "stage", "notes"), editable=("stage", "notes"))
    export_sheets(campaign, path, [wish], About(holder="Civic Ladder", protect=True), author="Dana")
    stamp = read_book(path).stamp
    assert stamp is not None
    assert stamp.editable == {"candidate": ["stage", "notes"]}
    sheet = openpyxl.load_workbook(path)["Candidates"]
    assert sheet.protection.sheet
    grey = {c.column_letter: c.fill.bgColor.rgb != "00000000" and c.protection.locked for c in sheet[2]}
    assert grey == {"A": True, "B": True, "C": False, "D": False, "E": True}
    told = "\n".join(str(r[0].value) for r in openpyxl.load_workbook(path)["Read me"])
    assert "only what is changed in these columns is taken: Stage, Notes" in told
    assert "Civic Ladder" in told
    (line,) = everything(campaign, EXPORT)
    assert line["holder"] == "Civic Ladder"
    assert line["sheets"]["candidate"]["editable"] == ["stage", "notes"]


def test_without_being_asked_nothing_is_protected(campaign: Campaign, tmp_path: Path) -> None:
    people(campaign)
    export(campaign, tmp_path / "o.xlsx", author="Dana")
    book = openpyxl.load_workbook(tmp_path / "o.xlsx")
    assert not any(s.protection.sheet for s in book)
    assert read_book(tmp_path / "o.xlsx").stamp.editable is None  # type: ignore[union-attr]


def test_long_lists_are_offered_from_a_sheet_of_their_own(campaign: Campaign, tmp_path: Path) -> None:
    people(campaign)
    export(campaign, tmp_path / "o.xlsx", kinds=("candidate",), author="Dana")
    book = openpyxl.load_workbook(tmp_path / "o.xlsx")
    sheet = book["Candidates"]
    party = next(c.column_letter for c in sheet[1] if c.value == "Party line")
    rule = next(v for v in sheet.data_validations.dataValidation if f"{party}2" in str(v.sqref))
    name, cells = str(rule.formula1).lstrip("=").split("!")
    words = [str(c[0].value) for c in book[name][cells.replace("$", "")]]
    assert sum(len(w) + 1 for w in words) > 255
    assert words[0] == "Democratic"
    assert book[name].sheet_state == "hidden"


def test_a_csv_says_what_it_is_in_its_first_heading(campaign: Campaign, tmp_path: Path) -> None:
    people(campaign)
    path = tmp_path / "o.csv"
    code = export(campaign, path, kinds=("candidate",), author="Dana").code
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, first, *_ = csv.reader(file)
    assert header[0].startswith("ID coordinator:")
    assert (first[0], first[-1]) == ("C-00001-8", code)
    assert importing.plan(campaign, path).plan.is_empty
    with campaigns.create(tmp_path / "other.campaign") as other:
        assert "from another campaign file" in " ".join(importing.plan(other, path).told)


def test_a_purpose_is_saved_found_changed_undone(any_campaign: Campaign) -> None:
    campaign = any_campaign
    sheets = (SheetWish("candidate", "stage = Contacted", None, ("given_name", "phone"), ("stage",)),)
    for holder in ("Dana", "Jules"):
        with campaign.reading() as connection:
            plan = purpose_edits.plan_save(connection, ExportPurpose("Phone bank", sheets, holder))
        apply.apply(campaign, plan, author="Dana")
    with campaign.reading() as connection:
        found = purposes.named(connection, "phone BANK")
        assert (found.sheets, found.holder, found.id) == (sheets, "Jules", 1)
        assert purpose_edits.plan_save(connection, found).is_empty
        with pytest.raises(UserError, match="Phone bank"):
            purposes.named(connection, "Mail")
    undo(campaign)
    assert everything(campaign, PURPOSE)[0]["holder"] == "Dana"
    with campaign.reading() as connection:
        apply.apply(campaign, purpose_edits.plan_drop(connection, "Phone bank"), author="Dana")
    assert everything(campaign, PURPOSE) == []


def test_the_ledger_says_what_is_out_and_what_came_back(any_campaign: Campaign, tmp_path: Path) -> None:
    campaign = any_campaign
    people(campaign)
    path = tmp_path / "bank.xlsx"
    about = About(holder="Jules", purpose="Phone bank")
    code = export_sheets(campaign, path, [SheetWish("candidate")], about, author="Dana").code
    other = export(campaign, tmp_path / "all.xlsx", author="Dana").code
    refill(path, "Candidates", 2, {"City": "Denver"})
    seq = importing.apply(campaign, importing.plan(campaign, path), author="Dana").seq
    with campaign.reading() as connection:
        out = {o.code: o for o in exports_out.exports(connection)}
    assert list(out) == [other, code]
    found = out[code]
    assert (found.holder, found.purpose, found.rows, found.is_out) == ("Jules", "Phone bank", {"candidate": 3}, True)
    assert [(b.file, b.rows, b.seq) for b in found.back] == [("bank.xlsx", 3, seq)]
    assert out[other].back == ()
    with campaign.reading() as connection:
        plan = expected_back.plan_done(connection, code.lower())
    apply.apply(campaign, plan, author="Dana")
    with campaign.reading() as connection:
        assert [o.code for o in exports_out.exports(connection, all_=False)] == [other]
        assert expected_back.plan_done(connection, code).is_empty
        with pytest.raises(UserError, match="no export"):
            expected_back.plan_done(connection, "XXXXXX")
    undo(campaign)
    with campaign.reading() as connection:
        assert len(exports_out.exports(connection, all_=False)) == 2


def test_numbers_in_short() -> None:
    assert write_ranges([1, 2, 3, 7, 9, 10, 9]) == "1-3,7,9-10"
    assert write_ranges([7, 8, 3, 1, 2]) == "7-8,3,1-2"  # their order is kept
    assert set(read_ranges("1-3,7,9-10")) == {1, 2, 3, 7, 9, 10}
    assert list(read_ranges(write_ranges([]))) == []


def test_every_kind_of_record_goes_out_as_ods(campaign: Campaign, tmp_path: Path) -> None:
    for rt in LISTED:
        if not rt.references:
            add(campaign, rt, **{f.key: "x" for f in rt.stored if f.required and f.key != "created_at"})
    kinds = [rt.key for rt in LISTED if not any(isinstance(f.kind, ReferenceKind) and f.required for f in rt.fields)]
    started = time.process_time()
    export(campaign, tmp_path / "o.ods", kinds=kinds, author="Dana")
    assert time.process_time() - started < 20
    assert importing.plan(campaign, tmp_path / "o.ods").plan.is_empty


def test_who_was_taken_back_since_the_list_was_made_does_not_go_out(campaign: Campaign, tmp_path: Path) -> None:
    first, second, third = people(campaign)
    undo(campaign)
    path = tmp_path / "out.xlsx"
    wish = SheetWish("candidate", ids=[third, second, first], columns=("family_name",))
    result = export_sheets(campaign, path, [wish], author="Dana")
    assert result.rows == {"candidate": 2}
    header, *rows = read_book(path).sheets[0].rows
    assert [row[list(header).index("Last name")] for row in rows] == ["Brook 1", "Brook 0"]
