"""What programs show otherwise than it is, and what stands beside what went out."""

import csv
from pathlib import Path

import openpyxl
import pytest

from coordinator.importing.acts import ActKind, Reply
from coordinator.importing.plan import ImportOptions, ImportPlan
from coordinator.operations import importing, own_fields
from coordinator.records.catalog import CANDIDATE
from coordinator.round_trip.exporting import export
from coordinator.store import query
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import Sheet, changed_values

PLEDGES = [0.75, 12.5, 3, None, 0.25, 100.0, 0.75]


@pytest.fixture
def out(campaign: Campaign, tmp_path: Path) -> Path:
    own_fields.make_field(campaign, "Dana", CANDIDATE, "Pledge", "decimal")
    with campaign.reading() as connection:
        full = query.typed(connection, CANDIDATE)
    for n, pledge in enumerate(PLEDGES):
        name = {"given_name": f"Ada{n}", "family_name": "Brook", "email": f"ada{n}@example.org"}
        add(campaign, full, **name, **{"answers.pledge": pledge})
    export(campaign, tmp_path / "out.csv", kinds=("candidate",), author="Dana")
    return tmp_path / "out.csv"


def _pledged(campaign: Campaign, path: Path, cells: list[str]) -> ImportPlan:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    at = rows[0].index("Pledge")
    for row, cell in zip(rows[1:], cells, strict=True):
        row[at] = cell
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return importing.plan(campaign, path, ImportOptions())


@pytest.mark.parametrize(
    "cells",
    [
        ["1", "13", "3", "", "0", "100", "1"],
        ["0.8", "12.5", "3.0", "", "0.3", "100.0", "0.8"],
        ["$1", "$13", "$3", "", "$0", "$100", "$1"],
    ],
)
def test_numbers_shown_with_fewer_decimals_are_what_went_out(campaign: Campaign, out: Path, cells: list[str]) -> None:
    found = _pledged(campaign, out, cells)
    assert changed_values(found) == []
    assert any("fewer decimals" in told for told in found.told)


def test_numbers_typed_among_others_with_decimals_are_edits(campaign: Campaign, out: Path) -> None:
    found = _pledged(campaign, out, ["1", "12.5", "3", "", "0.25", "100", "1"])
    assert [v for _, _, v in changed_values(found)] == [1.0, 1.0]


def test_an_edit_among_numbers_with_fewer_decimals_is_taken(campaign: Campaign, out: Path) -> None:
    found = _pledged(campaign, out, ["1", "20", "3", "5", "0", "100", "1"])
    assert [v for _, _, v in changed_values(found)] == [20.0, 5.0]


@pytest.fixture
def sheet(campaign: Campaign, tmp_path: Path) -> Sheet:
    for n in range(12):
        name = {"given_name": f"Ada{n}", "family_name": "Brook", "email": f"ada{n}@example.org"}
        add(campaign, **name, city=None if n < 6 else "Tempe", consent_contact=n % 2 == 0, notes=f"Note {n}")
    return Sheet(campaign, tmp_path)


@pytest.mark.parametrize(
    ("yes", "no"), [("WAHR", "FALSCH"), ("VRAI", "FAUX"), ("VERDADERO", "FALSO"), ("VERO", "FALSO")]
)
def test_true_and_false_of_other_countries_are_yes_and_no(sheet: Sheet, yes: str, no: str) -> None:
    sheet.put("May be contacted", [yes if n % 2 == 0 else no for n in range(12)])
    sheet.set("Do not call", 3, yes)
    found = sheet.back()
    assert changed_values(found) == [(2, "do_not_call", True)] and found.problems == []


@pytest.mark.parametrize("word", ["TBD", "k. A.", "t.b.d."])
def test_a_word_for_what_is_open_fills_no_blanks(sheet: Sheet, word: str) -> None:
    sheet.fill("City", range(2, 8), word)
    found = sheet.back()
    assert changed_values(found) == [] and [a.kind for a in found.acts] == [ActKind.NOTHING_FILLED]


def test_an_emptied_column_is_not_taken_unless_somebody_says_so(sheet: Sheet) -> None:
    sheet.fill("Notes", range(2, sheet.last + 1), None)
    found = sheet.back()
    [act] = found.acts
    assert changed_values(found) == [] and act.answer is Reply.LEAVE
    assert len(changed_values(sheet.back(acts={act.key: Reply.TAKE.value}))) == 12


def test_many_days_of_consent_are_counted_not_listed(sheet: Sheet) -> None:
    for n in range(12):
        sheet.set("Consent given on", n + 2, f"2026-10-{n // 2 + 1:02d}")
    [act] = sheet.back().acts
    assert act.sentence.count("2026-10-") == 3 and "6 to others" in act.sentence


def test_a_sheet_of_somebodys_own_beside_ours_is_told_and_the_rest_is_taken(sheet: Sheet) -> None:
    sheet.set("City", 2, "Mesa")
    sheet.save()
    book = openpyxl.load_workbook(sheet.path)
    own = book.create_sheet("Table 2")
    for line in (["Things to buy", "How many"], ["Tape", 3], ["Pens", 40]):
        own.append(line)
    book.save(sheet.path)
    found = importing.plan(sheet.campaign, sheet.path, ImportOptions())
    assert changed_values(found) == [(1, "city", "Mesa")]
    assert any("“Table 2”" in told and "2 rows" in told for told in found.told)
    assert [line.text for line in found.not_taken] == ["Tape | 3", "Pens | 40"]
