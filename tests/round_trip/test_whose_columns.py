"""Cells that hold what stood in another column: a heading over them, a column pasted, or a few honest edits."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from coordinator.importing.acts import ActKind
from coordinator.importing.plan import ImportPlan
from coordinator.store import campaign as campaigns
from coordinator.store.campaign import Campaign
from tests.round_trip.acting import Sheet, changed_values

RETURNED = Path(__file__).parents[1] / "data" / "inputs" / "roundtrip"


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    """The workbook of the sample tour, with an occupation and a county for some."""
    campaign: Campaign = campaigns.open_(shutil.copy(RETURNED / "base.campaign", tmp_path / "base.campaign"))
    return Sheet(campaign, tmp_path)


def exchange(sheet: Sheet, one: str, other: str, rows: tuple[int, ...]) -> None:
    for row in rows:
        left, right = sheet.column(one)[row - 2], sheet.column(other)[row - 2]
        sheet.set(one, row, right)
        sheet.set(other, row, left)


def people_changed(found: ImportPlan) -> set[int | None]:
    return {number for number, _, _ in changed_values(found)}


@pytest.mark.parametrize("rows", [(3, 5, 7), (3, 5, 7, 9, 11), tuple(range(2, 60))])
@pytest.mark.parametrize("pair", [("First name", "Last name"), ("City", "Last name"), ("Running for", "City")])
def test_values_exchanged_in_some_rows_are_edits_of_those_rows(
    sheet: Sheet, rows: tuple[int, ...], pair: tuple[str, str]
) -> None:
    exchange(sheet, *pair, rows)
    found = sheet.back()
    assert [a for a in found.acts if a.kind in (ActKind.HEADINGS, ActKind.PASTED)] == []
    assert people_changed(found) == {sheet.ids[row] for row in rows}


def test_a_further_edit_beside_exchanged_names_changes_nothing_about_them(sheet: Sheet) -> None:
    exchange(sheet, "First name", "Last name", (3, 5, 7))
    sheet.set("First name", 100, "Lena")
    found = sheet.back()
    assert found.acts == []
    assert people_changed(found) == {sheet.ids[row] for row in (3, 5, 7, 100)}
    assert len(changed_values(found)) == 7


def test_swapped_headings_are_read_by_what_they_hold_though_some_cells_were_edited(sheet: Sheet) -> None:
    sheet.swap_headings("First name", "Last name")
    for row in range(10, 20):
        sheet.set("First name", row, f"New{chr(65 + row)}")
    found = sheet.back()
    assert {a.kind for a in found.acts} == {ActKind.HEADINGS}
    assert len(changed_values(found)) == 10


@pytest.mark.parametrize("new", [True, False])
@pytest.mark.parametrize("pair", [("Phone", "Other phones"), ("E-mail", "Other e-mails")])
@pytest.mark.parametrize("count", [3, 5, 11])
def test_an_old_number_moved_to_the_others_is_an_edit(
    sheet: Sheet, count: int, pair: tuple[str, str], new: bool
) -> None:
    usual, others = pair
    for row in range(10, 10 + 3 * count, 3):
        sheet.set(others, row, sheet.column(usual)[row - 2])
        typed = f"(608) 555-01{row:02}" if usual == "Phone" else f"new{row}@example.org"
        sheet.set(usual, row, typed if new else None)
    found = sheet.back()
    assert not [a for a in found.acts if a.kind in (ActKind.HEADINGS, ActKind.PASTED)]
    assert len(changed_values(found)) == 2 * count


def test_a_name_typed_again_where_nothing_stood_is_an_edit(sheet: Sheet) -> None:
    sheet.put("Preferred name", [*sheet.column("First name")[:46], *sheet.column("Preferred name")[46:]])
    found = sheet.back()
    assert not [a for a in found.acts if a.kind in (ActKind.HEADINGS, ActKind.PASTED)]
    assert found.counts.updated == 46


def test_a_block_pasted_over_another_column_is_told(sheet: Sheet) -> None:
    sheet.put("City", [*sheet.column("City")[:40], *sheet.column("Last name")[40:60], *sheet.column("City")[60:]])
    found = sheet.back()
    assert [(a.kind, a.columns) for a in found.acts] == [(ActKind.PASTED, ("City",))]
    assert found.plan.is_empty


CONSENTS = ("May be contacted", "May be shared with partners")


@pytest.mark.parametrize(
    ("done", "kind"),
    [
        (lambda s: s.swap_headings(*CONSENTS), ActKind.HEADINGS),
        (lambda s: s.paste_over(*CONSENTS), ActKind.PASTED),
        (lambda s: s.paste_over(*reversed(CONSENTS)), ActKind.PASTED),
    ],
)
def test_permissions_under_each_others_headings_are_told_as_that(
    sheet: Sheet, done: Callable[[Sheet], None], kind: ActKind
) -> None:
    done(sheet)
    found = sheet.back()
    assert kind in {a.kind for a in found.acts}
    assert found.plan.is_empty


@pytest.mark.parametrize("heading", ["Outcome", "Status", "Name", "Source", "Kind", "Phone?", "City?"])
def test_a_new_column_is_offered_whatever_other_records_call_theirs(sheet: Sheet, heading: str) -> None:
    sheet.add_column(heading, {row: f"word {row % 3}" for row in range(2, 42)})
    found = sheet.back()
    assert [(a.kind, a.columns, a.count) for a in found.acts] == [(ActKind.NEW_COLUMN, (heading,), 40)]
    assert sheet.back(acts={found.acts[0].key: "take"}).counts.updated == 40


def test_a_computed_column_that_was_edited_is_told_as_for_reading_only(sheet: Sheet) -> None:
    assert sheet.back().problems == []
    for row in (5, 9):
        sheet.set("Age at election", row, 44)
    found = sheet.back()
    assert found.plan.is_empty
    assert [(p.column, p.row) for p in found.problems] == [("Age at election", 5), ("Age at election", 9)]
    assert all("for reading only" in p.message for p in found.problems)


def test_stages_exchanged_in_pairs_and_phones_in_a_ring_are_edits(sheet: Sheet) -> None:
    stages = sheet.column("Stage")
    places = [p for p in range(0, 150, 7) if stages[p] != stages[p + 1]][:3]
    for place in places:
        sheet.set("Stage", place + 2, stages[place + 1])
        sheet.set("Stage", place + 3, stages[place])
    phones = sheet.column("Phone")
    for row, there in ((20, 50), (50, 90), (90, 20)):
        sheet.set("Phone", row, phones[there - 2])
    found = sheet.back()
    assert [a.told for a in found.acts] == []
    assert len(changed_values(found)) == 2 * len(places) + 3


def test_a_column_sorted_without_the_others_is_left_out(sheet: Sheet) -> None:
    sheet.put("Stage", sorted(map(str, sheet.column("Stage"))))
    found = sheet.back()
    assert [a.kind for a in found.acts] == [ActKind.SORTED]
    assert found.plan.is_empty


def test_words_under_the_heading_of_the_export_are_no_further_exports(sheet: Sheet) -> None:
    for row in (5, 6, 7):
        sheet.set("Export", row, "2026-11-27 09:50:01")
    assert not any("more than one export" in note for note in sheet.back().notes)
