"""One heading cell deleted or inserted: the headings move along their row, and the cells under them do not."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from coordinator.importing.acts import ActKind, Reply
from coordinator.importing.plan import ImportOptions, ImportPlan
from coordinator.operations import importing
from coordinator.round_trip.exporting import export
from coordinator.store import campaign as campaigns
from coordinator.store.campaign import Campaign
from tests.round_trip.acting import changed_values

BASE = Path(__file__).parents[1] / "data" / "inputs" / "roundtrip" / "base.campaign"
Lines = list[list[object]]
CALL_LIST = ["given_name", "family_name", "phone", "stage", "notes"]


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return campaigns.open_(shutil.copy(BASE, tmp_path_factory.mktemp("tour") / "base.campaign"))


def out(tour: Campaign, path: Path, columns: list[str] | None = None) -> Lines:
    export(tour, path, kinds=("candidate",), columns={"candidate": columns} if columns else {}, author="Dana")
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [list[object](line) for line in csv.reader(file)]
    return [list[object](line) for line in openpyxl.load_workbook(path)["Candidates"].iter_rows(values_only=True)]


def back(tour: Campaign, path: Path, lines: Lines, **options: object) -> ImportPlan:
    width = max(map(len, lines))
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([[*line, *[""] * (width - len(line))] for line in lines])
    else:
        book = openpyxl.load_workbook(path)
        for row, line in enumerate(lines, 1):
            for column, cell in enumerate([*line, None], 1):
                book["Candidates"].cell(row, column).value = cell
        book.save(path)
    return importing.plan(tour, path, ImportOptions(**options))


def delete(header: list[object], place: int, count: int = 1) -> None:
    header[place : place + count] = []
    header += [None] * count


def insert(header: list[object], place: int, count: int = 1) -> None:
    header[place:place] = [None] * count


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("shift", [delete, insert])
@pytest.mark.parametrize("place", [0, 1, 14, 30, 49, 54])
def test_columns_under_moved_headings_are_read_by_what_they_hold(
    tour: Campaign, tmp_path: Path, place: int, shift: Callable[[list[object], int], None], suffix: str
) -> None:
    path = tmp_path / f"out{suffix}"
    lines = out(tour, path)
    header = list(lines[0])
    town, notes = header.index("City"), header.index("Notes")
    lines[9][town], lines[12][notes] = "Newtown", "Called again"
    shift(lines[0], place)
    found = back(tour, path, lines)
    assert [(a.kind, a.answer) for a in found.acts] == [(ActKind.HEADINGS, Reply.UNDO)], [a.told for a in found.acts]
    assert sorted((key, value) for _, key, value in changed_values(found)) == [
        ("city", "Newtown"),
        ("notes", "Called again"),
    ]
    assert found.counts.created == found.counts.rejected == 0
    left = back(tour, path, lines, acts={found.acts[0].key: "leave"})
    assert set(changed_values(left)) < set(changed_values(found)) or place > notes


@pytest.mark.parametrize("shift", [delete, insert])
@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("place", [1, 3, 5])
def test_of_a_call_list_nobodys_notes_become_our_code(
    tour: Campaign, tmp_path: Path, place: int, count: int, shift: Callable[[list[object], int, int], None]
) -> None:
    path = tmp_path / "out.xlsx"
    lines = out(tour, path, CALL_LIST)
    lines[4][5] = "Called again"
    shift(lines[0], place, count)
    found = back(tour, path, lines)
    assert [(key, value) for _, key, value in changed_values(found)] in ([("notes", "Called again")], [])
    assert {a.kind for a in found.acts} <= {ActKind.HEADINGS, ActKind.NEW_COLUMN, ActKind.REUSED}
    assert changed_values(found) or found.acts


@pytest.mark.parametrize("place", [1, 5, 14, 27, 53, 55])
def test_a_column_dropped_moves_no_heading(tour: Campaign, tmp_path: Path, place: int) -> None:
    path = tmp_path / "out.csv"
    lines = out(tour, path)
    for line in lines:
        del line[place]
    found = back(tour, path, lines)
    assert found.acts == [] and found.plan.is_empty


def test_a_column_added_among_the_others_moves_no_heading(tour: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    lines = out(tour, path)
    for number, line in enumerate(lines):
        line.insert(14, "Kim" if number % 2 else "")
    lines[0][14] = "Called by"
    found = back(tour, path, lines)
    assert [a.kind for a in found.acts] == [ActKind.NEW_COLUMN] and found.plan.is_empty
