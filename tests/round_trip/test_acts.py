"""What was done to a sheet that came back: slipped, pushed, pasted over, filled; found, told, and put back."""

import random
import shutil
from pathlib import Path

import pytest

from coordinator.changes.history import change_set
from coordinator.changes.merge import Resolution
from coordinator.importing.acts import Act, ActKind, Reply
from coordinator.importing.plan import ImportOptions, ImportPlan
from coordinator.operations import importing
from coordinator.store import campaign as campaigns
from coordinator.store.campaign import Campaign
from tests.builders import edit
from tests.round_trip.acting import Sheet, changed_values

RETURNED = Path(__file__).parents[1] / "data" / "inputs" / "roundtrip"


@pytest.fixture
def tour(tmp_path: Path) -> Campaign:
    """The sample tour, whose workbook came back in `RETURNED`."""
    return opened("base.campaign", tmp_path)


def opened(name: str, folder: Path) -> Campaign:
    return campaigns.open_(shutil.copy(RETURNED / name, folder / name))


def plan(campaign: Campaign, name: str, **options: object) -> ImportPlan:
    return importing.plan(campaign, RETURNED / name, ImportOptions(**options))


def only(found: ImportPlan) -> Act:
    assert len(found.acts) == 1, [a.told for a in found.acts]
    return found.acts[0]


@pytest.mark.parametrize(
    ("name", "column", "row", "would_change"),
    [("51.xlsx", "May be shared with partners", 5, 108), ("50.ods", "City", 4, 163)],
)
def test_a_column_with_a_deleted_cell_is_put_back(
    tour: Campaign, name: str, column: str, row: int, would_change: int
) -> None:
    found = plan(tour, name)
    act = only(found)
    assert (act.kind, act.columns, act.count) == (ActKind.SLIPPED, (column,), would_change)
    assert f"from row {row} on every value stands one row higher" in act.told
    assert found.plan.is_empty
    assert plan(tour, name, acts={act.key: "leave"}).plan.is_empty
    taken = plan(tour, name, acts={act.key: "take"})
    held = any(a.kind is ActKind.CONSENT for a in taken.acts)  # who agreed is asked all the same
    assert taken.counts.updated == (0 if held else would_change)
    assert held == (column != "City")


def test_a_row_pushed_sideways_is_left_out(tour: Campaign) -> None:
    found = plan(tour, "48.xlsx")
    act = only(found)
    assert (act.kind, act.rows, act.answer) == (ActKind.PUSHED, (6,), Reply.LEAVE)
    assert found.plan.is_empty and found.counts.rejected == 1


def test_a_pushed_row_that_is_taken_as_it_stands_is_said_once(tour: Campaign) -> None:
    found = plan(tour, "48.xlsx", acts={"pushed: 6": "take"})
    act = only(found)
    assert (act.kind, act.answer) == (ActKind.PUSHED, Reply.TAKE)
    assert [(e.before, e.after) for e in act.examples] == [("Fatima | Dunmore | –", "– | Fatima | Dunmore")]
    assert (5, "family_name", "Fatima") in changed_values(found)


def test_a_column_that_did_not_go_out_is_offered_as_an_answer(tour: Campaign) -> None:
    found = plan(tour, "23.ods")
    act = only(found)
    assert (act.kind, act.columns, act.count) == (ActKind.NEW_COLUMN, ("Called by",), 5)
    assert found.plan.is_empty
    kept = plan(tour, "23.ods", acts={act.key: "take"})
    assert kept.counts.updated == 5
    assert {row.fields[0].after for row in kept.rows if row.fields} == {"Kim"}


def test_dates_with_the_day_first_are_read_as_what_went_out_shows(tour: Campaign) -> None:
    found = plan(tour, "72.csv")
    assert only(found).kind is ActKind.DAY_ORDER
    assert found.plan.is_empty


def test_the_same_workbook_edited_further_is_compared_with_its_own_return(tour: Campaign) -> None:
    first = plan(tour, "rtA.xlsx")
    importing.apply(tour, first, author="Dana")
    second = plan(tour, "rtB.xlsx")
    assert (second.counts.updated, second.counts.conflicts) == (1, 0)
    assert [(f.base, f.after) for row in second.rows for f in row.fields] == [("Madison", "Monona")]


def in_conflict(tour: Campaign, sheet: Sheet) -> tuple[int, int]:
    """Let the office and the sheet write something else each into two rows; return whose they are."""
    for row in (5, 6):
        edit(tour, sheet.ids[row], occupation=f"Office {row}")
        sheet.set("Occupation", row, f"Sheet {row}")
    sheet.set("Preferred name", 9, "Zzpreferred")
    return sheet.ids[5], sheet.ids[6]


def test_what_was_decided_is_not_asked_again(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    kept, taken = in_conflict(tour, sheet)
    first = sheet.back()
    for row in first.rows:
        for conflict in row.conflicts:
            conflict.decide(Resolution.TAKE if row.record_id == taken else Resolution.KEEP)
    importing.apply(tour, first, author="Dana")
    again = sheet.back()
    assert [(c.record_id, c.settled) for row in again.rows for c in row.conflicts] == [(kept, True)]
    edit(tour, taken, occupation="Office later")
    assert [c.record_id for row in sheet.back().rows for c in row.conflicts] == [kept]
    for row in (5, 6):
        sheet.set("Occupation", row, f"Sheet {row} later")
    found = {c.record_id: (c.base, c.settled) for row in sheet.back().rows for c in row.conflicts}
    assert found[kept][1] is False and found[taken] == ("Sheet 6", False)


def test_what_was_taken_from_the_sheet_is_no_conflict_with_its_next_edit(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    in_conflict(tour, sheet)
    importing.apply(tour, sheet.back(on_conflict=Resolution.TAKE), author="Dana")
    sheet.set("Occupation", 6, "Sheet later")
    second = sheet.back()
    assert second.counts.conflicts == 0
    assert changed_values(second) == [(sheet.ids[6], "occupation", "Sheet later")]


def test_what_was_typed_in_a_conflict_is_not_what_the_sheet_brought(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    in_conflict(tour, sheet)
    first = sheet.back()
    for row in first.rows:
        for conflict in row.conflicts:
            conflict.decide(Resolution.TAKE, typed=True, value="Both")
    importing.apply(tour, first, author="Dana")
    again = sheet.back()
    assert again.plan.is_empty
    assert [c.settled for row in again.rows for c in row.conflicts] == [True, True]


def test_row_ids_that_moved_change_nobody(tmp_path: Path) -> None:
    found = plan(opened("ids-shifted.campaign", tmp_path), "ids-shifted.xlsx")
    act = only(found)
    assert act.kind is ActKind.IDS_MOVED
    assert act.sentence.startswith("The row IDs from row 2 to 168 stand one row above their own candidates: 167")
    assert found.plan.is_empty and found.counts.created == 0


def test_what_is_written_below_a_slipped_column_is_nobodys(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.slip("City", 10)
    sheet.add_row(Last_name="Newman", City="Reno")
    found = sheet.back()
    assert not any("without a name" in told for told in (*found.sheets[0].notes, *(a.told for a in found.acts)))
    assert not any("nothing" in note for note in found.sheets[0].notes)


def test_a_cell_inserted_at_the_top_is_put_back_and_makes_nobody(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.slip("City", 5, by=-1)
    found = sheet.back()
    assert [a.kind for a in found.acts] == [ActKind.SLIPPED]
    assert found.plan.is_empty


def test_a_column_that_slipped_before_the_rows_were_sorted_is_put_back(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.slip("City", 10)
    sheet.sort("Last name")
    found = sheet.back()
    assert only(found).kind is ActKind.SLIPPED
    assert found.plan.is_empty


def test_swapped_headings_are_read_by_what_they_hold(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.swap_headings("First name", "Last name")
    found = sheet.back()
    assert {a.kind for a in found.acts} == {ActKind.HEADINGS}
    assert found.plan.is_empty


def test_a_column_pasted_over_another_is_left_out(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.paste_over("City", "Last name")
    found = sheet.back()
    assert only(found).kind is ActKind.PASTED
    assert found.plan.is_empty


@pytest.mark.parametrize("last", [12, 40])
def test_a_block_dragged_into_an_empty_column_is_not_taken(tour: Campaign, tmp_path: Path, last: int) -> None:
    sheet = Sheet(tour, tmp_path)
    cities = sheet.column("City")
    for row in range(10, last + 1):
        sheet.set("Address", row, cities[row - 2])
        sheet.set("City", row, None)
    found = sheet.back()
    assert {(a.kind, a.columns) for a in found.acts} == {
        (ActKind.PASTED, ("Address",)),
        (ActKind.PASTED, ("City",)),
    }
    assert found.plan.is_empty


@pytest.mark.parametrize(
    ("source", "heading", "rows", "lower"),
    [
        ("E-mail", "Organization", range(2, 32), 0),
        ("City", "Organization", range(40, 50), 0),
        ("E-mail", "Other e-mails", range(2, 22), 0),
        ("Phone", "Other phones", range(2, 27), 0),
        ("City", "County", range(60, 90), 0),
        ("City", "Address", range(2, 22), 5),
        ("Notes", "Occupation", range(2, 42), 0),
        ("Last name", "First name", range(100, 110), 0),
    ],
)
def test_a_part_of_a_column_pasted_over_another_is_told_and_not_taken(
    tour: Campaign, tmp_path: Path, source: str, heading: str, rows: range, lower: int
) -> None:
    sheet = Sheet(tour, tmp_path)
    cells = sheet.column(source)
    for row in rows:
        sheet.set(heading, row + lower, cells[row - 2])
    found = sheet.back()
    assert [(a.kind, a.columns, a.answer) for a in found.acts] == [(ActKind.PASTED, (heading,), Reply.LEAVE)]
    assert f"“{heading}” holds values of “{source}”" in found.acts[0].told
    assert found.plan.is_empty


def test_what_some_rows_say_in_another_column_too_may_be_written(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    first, last = sheet.column("First name"), sheet.column("Last name")
    for row in range(20, 26):
        sheet.set("First name", row, last[row - 2])
        sheet.set("Last name", row, first[row - 2])
    for row in range(30, 38):
        sheet.set("Preferred name", row, first[row - 2])
    found = sheet.back()
    assert found.acts == []
    assert found.counts.updated == 14


def test_blanks_filled_with_a_word_for_nothing_stay_empty(tour: Campaign, tmp_path: Path) -> None:
    for filler in ("-", "N/A", 0, "none", ".", "x", "?", "TBD", "No"):
        sheet = Sheet(tour, tmp_path)
        sheet.fill_blanks(filler, but=("Added",))
        found = sheet.back()
        act = only(found)
        assert act.kind is ActKind.NOTHING_FILLED and len(act.columns) > 5 and str(filler) in act.key
        assert found.plan.is_empty


def test_an_answer_may_name_the_sheet_of_its_act(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.fill("Owner", range(2, 42), "Kim")
    key = only(sheet.back()).key
    assert only(sheet.back(acts={f"Candidates: {key}": "leave"})).answer is Reply.LEAVE
    assert only(sheet.back(acts={key: "leave"})).answer is Reply.LEAVE
    assert only(sheet.back(acts={f"Partners: {key}": "leave"})).answer is Reply.TAKE


def test_permissions_of_many_people_wait_until_somebody_says_who_agreed(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.fill("May be shared with partners", range(2, 90), "Yes")
    found = sheet.back()
    act = only(found)
    assert act.kind is ActKind.CONSENT and "Who agreed, and when?" in act.told
    assert found.plan.is_empty
    assert sheet.back(acts={act.key: "take"}).plan.is_empty
    agreed = sheet.back(acts={act.key: "take"}, who_agreed="Each of them, by phone on May 3")
    assert agreed.counts.updated == act.count
    done = importing.apply(tour, agreed, author="Dana")
    with tour.reading() as connection:
        step = change_set(connection, done.seq or 0)
    assert step is not None and "Each of them, by phone on May 3" in " ".join(step.kept)


def test_a_value_filled_down_is_taken_as_one_edit(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.fill("Owner", range(2, 42), "Kim")
    found = sheet.back()
    act = only(found)
    assert (act.kind, act.answer) == (ActKind.FILLED, Reply.TAKE)
    assert found.counts.updated == act.count
    assert sheet.back(acts={act.key: "leave"}).plan.is_empty


def test_two_acts_of_a_kind_in_one_column_are_answered_one_by_one(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.fill("Preferred name", range(2, 12), "Zzpat")
    sheet.fill("Preferred name", range(20, 30), "Zzkim")
    first, second = sheet.back().acts
    assert (first.key, second.key) == ("filled: Preferred name", "filled: Preferred name (2)")
    left = sheet.back(acts={second.key: "leave"})
    assert {value for _, _, value in changed_values(left)} == {"Zzpat"}


def test_a_new_column_stands_among_the_acts_after_it_was_kept(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.add_column("Called by", dict.fromkeys(range(2, 30), "Kim"))
    kept = sheet.back(acts={"new column: Called by": "take"})
    assert (only(kept).kind, only(kept).answer, only(kept).count) == (ActKind.NEW_COLUMN, Reply.TAKE, 28)
    assert kept.counts.updated == 28


def test_plain_edits_are_no_acts(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    for row, (heading, value) in enumerate(
        [("City", "Mesa"), ("Notes", "Called"), ("Stage", "Contacted"), ("City", "Reno"), ("First name", "Jo")], 20
    ):
        sheet.set(heading, row, value)
    found = sheet.back()
    assert found.acts == []
    assert found.counts.updated == 5


def test_ten_returns_of_one_workbook_with_the_office_editing_between(tour: Campaign, tmp_path: Path) -> None:
    """The partner edits one workbook for ten weeks; only what the office changed too is a conflict."""
    r = random.Random(3)
    sheet = Sheet(tour, tmp_path)
    towns = {row: str(town) for row, town in zip(sheet.ids, sheet.column("City"), strict=True)}
    for week in range(10):
        theirs = r.sample(sorted(sheet.ids), 12)
        ours = r.sample(sorted(set(sheet.ids) - set(theirs)), 5)
        for row in theirs:
            towns[row] = f"Town {week} {row}"
            sheet.set("City", row, towns[row])
        for row in ours:
            edit(tour, sheet.ids[row], occupation=f"Changed in week {week}")
        found = sheet.back()
        assert (found.counts.conflicts, found.counts.updated) == (0, 12), week
        importing.apply(tour, found, author="Dana")
    both = next(iter(sheet.ids))
    edit(tour, sheet.ids[both], city="Ours")
    sheet.set("City", both, "Theirs")
    assert sheet.back().counts.conflicts == 1


def test_a_copy_in_somebody_elses_hands_undoes_nothing(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    other = tmp_path / "copy.xlsx"
    shutil.copy(sheet.path, other)
    for row in (5, 6, 7):
        sheet.set("City", row, "Mesa")
    importing.apply(tour, sheet.back(), author="Dana")
    assert importing.plan(tour, other).plan.is_empty


def test_where_ids_moved_a_row_without_one_and_a_row_without_a_number_are_found_by_all_that_they_say(
    tour: Campaign, tmp_path: Path
) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.slip("ID", 10)
    for row in range(12, 40, 3):
        for heading, cell in (("E-mail", None), ("Phone", None), ("First name", "Hal")):
            sheet.set(heading, row, cell)
    sheet.set("Last name", sheet.last, "Newton")
    found = sheet.back()
    acts = [a for a in found.acts if a.kind is ActKind.IDS_MOVED]
    assert [(a.answer, a.columns) for a in acts] == [(Reply.UNDO, ("ID",))]
    assert found.counts.created == 0
    assert (sheet.ids[sheet.last], "family_name", "Newton") in changed_values(found)
    assert {(key, after) for _, key, after in changed_values(found)} == {
        ("email", None),
        ("phone", None),
        ("given_name", "Hal"),
        ("family_name", "Newton"),
    }


@pytest.mark.parametrize(("column", "below"), [("E-mail", 6), ("State", 20)])
def test_a_column_slipped_between_two_sorts_is_put_back(
    tour: Campaign, tmp_path: Path, column: str, below: int
) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.sort("City")
    sheet.slip(column, sheet.last - below, by=2)
    sheet.sort("Last name")
    act = only(sheet.back())
    assert (act.kind, act.columns, act.answer) == (ActKind.SLIPPED, (column,), Reply.UNDO)
    assert "in the order of “City”" in act.sentence
    assert sheet.back().plan.is_empty


def test_beside_a_column_that_slipped_an_emptied_cell_is_told_and_not_taken(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.slip("City", 10)
    sheet.set("E-mail", sheet.last, None)
    sheet.set("E-mail", 20, "new@example.org")
    found = sheet.back()
    told = next(a for a in found.acts if a.kind is ActKind.NEAR_MOVED)
    assert (told.columns, told.rows, told.answer) == (("E-mail",), (sheet.last,), Reply.LEAVE)
    assert "1 cell came back empty" in told.told and told.told.endswith("These cells are not taken.")
    assert [(n, key) for n, key, _ in changed_values(found)] == [(sheet.ids[20], "email")]
    assert (sheet.ids[sheet.last], "email", None) in changed_values(sheet.back(acts={told.key: "take"}))


def test_three_permissions_that_change_to_one_anothers_words_are_edits(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    said = sheet.column("May be shared with partners")
    rows = [2 + next(i for i, cell in enumerate(said) if cell == word) for word in ("Yes", "No", None)]
    for row, cell in zip(rows, ("No", None, "Yes"), strict=True):
        sheet.set("May be shared with partners", row, cell)
    assert sheet.back().acts == []


@pytest.mark.parametrize("by", [1, -1])
@pytest.mark.parametrize("heading", ["Notes", "Owner", "Birth date", "T-shirt size", "Follow-up"])
def test_a_slip_in_a_column_that_ends_with_blanks_is_put_back(
    tour: Campaign, tmp_path: Path, heading: str, by: int
) -> None:
    sheet = Sheet(tour, tmp_path)
    cells = sheet.column(heading)
    sheet.put(heading, [*cells[:8], *cells[9:], None] if by > 0 else [*cells[:58], None, *cells[58:-1]])
    found = sheet.back()
    assert (only(found).kind, only(found).answer) == (ActKind.SLIPPED, Reply.UNDO)
    assert found.plan.is_empty


def test_a_permission_written_into_a_slipped_column_is_nobodys(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path)
    sheet.slip("May be shared with partners", 10)
    said = sheet.column("May be shared with partners")
    rows = [n for n, cell in enumerate(said, 2) if cell == "Yes" and 40 < n < 130][::12][:3]
    for row in rows:
        sheet.set("May be shared with partners", row, "No")
    found = sheet.back()
    assert only(found).answer is Reply.UNDO and found.plan.is_empty
    assert [p.row for p in found.problems if "ask who said so" in p.message] == rows


@pytest.mark.parametrize("top", [30, 61, 101])
def test_where_a_block_was_pasted_a_row_down_what_stayed_is_nobody_elses(
    tour: Campaign, tmp_path: Path, top: int
) -> None:
    sheet = Sheet(tour, tmp_path)
    for heading in list(sheet.at)[1 : list(sheet.at).index("Notes")]:
        cells = sheet.column(heading)
        for row in range(top, top + 15):
            sheet.set(heading, row, cells[row - 3])
    found = sheet.back()
    assert found.plan.is_empty, changed_values(found)
    assert ActKind.IDS_MOVED in {a.kind for a in found.acts}
    assert ActKind.SLIPPED not in {a.kind for a in found.acts}
    assert any("“Notes”" in act.told and "stand beside the row IDs" in act.told for act in found.acts)


@pytest.mark.parametrize("pushed", [False, True])
def test_a_name_that_moved_with_the_ids_leaves_nobody_without_one(
    tour: Campaign, tmp_path: Path, *, pushed: bool
) -> None:
    sheet = Sheet(tour, tmp_path)
    for heading in ("ID", "Last name"):
        sheet.slip(heading, 20)
    if pushed:
        cells = [sheet.column(heading)[-2] for heading in list(sheet.at)[2:]]
        for heading, cell in zip(list(sheet.at)[2:], [*cells[1:], None], strict=True):
            sheet.set(heading, sheet.last - 1, cell)
    found = sheet.back()
    assert found.plan.is_empty, changed_values(found)
    assert any("“Last name”" in act.told and "stand beside the row IDs" in act.told for act in found.acts)
