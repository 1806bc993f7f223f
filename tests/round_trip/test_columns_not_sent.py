"""Columns that somebody adds under the name of a field that did not go out: they add, and empty nothing."""

from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from coordinator.changes.merge import Resolution
from coordinator.importing.acts import ActKind, Reply
from coordinator.importing.plan import ImportOptions, ImportPlan
from coordinator.operations import importing
from coordinator.records.catalog import CANDIDATE, PARTNER
from coordinator.round_trip.exporting import export
from coordinator.store.campaign import Campaign
from tests.builders import add, everything, get

SENT = ("given_name", "family_name", "phone", "stage")
PEOPLE = 12


@pytest.fixture
def people(campaign: Campaign) -> list[int]:
    """Twelve people; every second one has notes and a city, every third one said no to calls."""
    return [
        add(
            campaign,
            CANDIDATE,
            given_name=f"Given{n}",
            family_name=f"Fam{'abcdefghijkl'[n]}",
            phone=f"303-555-01{n:02d}",
            stage="Interested",
            **({"notes": f"Note {n}", "city": "Denver"} if n % 2 == 0 else {}),
            **({"do_not_call": "yes"} if n % 3 == 0 else {}),
        )
        for n in range(PEOPLE)
    ]


def short_list(
    campaign: Campaign,
    path: Path,
    added: Mapping[str, Mapping[int, object]],
    record: str = "candidate",
    columns: tuple[str, ...] = SENT,
) -> Path:
    """Send out a few columns and write others behind them: heading → place of the row, from 0 → cell."""
    export(campaign, path, kinds=(record,), columns={record: columns}, everybody=True, author="Dana")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for heading, cells in added.items():
        at = sheet.max_column + 1
        sheet.cell(1, at).value = heading
        for place, cell in cells.items():
            sheet.cell(place + 2, at).value = cell
    book.save(path)
    return path


def take(campaign: Campaign, path: Path, **options: object) -> ImportPlan:
    found = importing.plan(campaign, path, ImportOptions(**options))
    importing.apply(campaign, found, author="Dana")
    return found


@pytest.mark.parametrize("filled", [2, 10])
@pytest.mark.parametrize(("heading", "key"), [("Notes", "notes"), ("City", "city"), ("Address", "address")])
def test_blank_cells_of_a_column_that_did_not_go_out_say_nothing(
    campaign: Campaign, people: list[int], tmp_path: Path, heading: str, key: str, filled: int
) -> None:
    before = {n: get(campaign, n)[key] for n in people}
    cells = {place: f"Golden {place}" for place in range(filled)}
    found = take(campaign, short_list(campaign, tmp_path / "calls.xlsx", {heading: cells}))
    [act] = found.acts
    assert (act.kind, act.answer, act.columns, act.count) == (ActKind.NOT_SENT, Reply.TAKE, (heading,), filled)
    assert "did not go out with this workbook" in act.told
    assert ("further line of Notes" in act.told) == (key == "notes")
    after = {n: get(campaign, n)[key] for n in people}
    for place, number in enumerate(people):
        new, old = cells.get(place), before[number]
        if key == "notes" and old and new:
            assert after[number] == f"{old}\n{new}"
        else:
            assert after[number] == old or new
    assert found.counts.conflicts == (0 if key == "notes" else sum(bool(before[n]) for n in people[:filled]))


def test_a_column_that_did_not_go_out_can_be_left_out(campaign: Campaign, people: list[int], tmp_path: Path) -> None:
    path = short_list(campaign, tmp_path / "calls.xlsx", {"Notes": {0: "called", 1: "called"}})
    found = importing.plan(campaign, path, ImportOptions(acts={"column not sent: Notes": "leave"}))
    assert found.plan.is_empty and found.acts[0].answer is Reply.LEAVE


def test_an_answer_that_exists_but_did_not_go_out_is_filled_and_asked(
    campaign: Campaign, people: list[int], tmp_path: Path
) -> None:
    first = short_list(campaign, tmp_path / "one.xlsx", {"Called by": {0: "Kim", 1: "Kim", 2: "Kim"}})
    take(campaign, first, acts={"new column: Called by": "take"})
    again = short_list(campaign, tmp_path / "two.xlsx", {"Called by": {2: "Lee", 3: "Lee"}})
    found = take(campaign, again)
    assert [get(campaign, n).get("answers.called_by") for n in people[:5]] == ["Kim", "Kim", "Kim", "Lee", None]
    assert [c.theirs for row in found.rows for c in row.conflicts] == ["Lee"]
    taken = take(campaign, again, on_conflict=Resolution.TAKE)
    assert taken.counts.conflicts == 1
    assert get(campaign, people[2])["answers.called_by"] == "Lee"


def test_an_added_column_that_comes_back_again_is_edited(campaign: Campaign, people: list[int], tmp_path: Path) -> None:
    path = short_list(campaign, tmp_path / "calls.xlsx", {"City": {1: "Golden"}, "Notes": {0: "called"}})
    take(campaign, path)
    assert importing.plan(campaign, path).plan.is_empty
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heading = {c.value: c.column for c in sheet[1]}
    sheet.cell(3, heading["City"]).value = "Boulder"
    book.save(path)
    found = take(campaign, path)
    assert (found.counts.conflicts, get(campaign, people[1])["city"]) == (0, "Boulder")
    assert get(campaign, people[0])["notes"] == "Note 0\ncalled"


def test_a_no_counts_and_a_yes_is_asked(campaign: Campaign, people: list[int], tmp_path: Path) -> None:
    added = {"Do not call": {0: "No", 1: "Yes", 2: "Yes"}, "May be contacted": {4: "Yes", 5: "No"}}
    path = short_list(campaign, tmp_path / "calls.xlsx", added)
    found = take(campaign, path)
    assert [get(campaign, n)["do_not_call"] for n in people[:4]] == [True, True, True, True]
    assert [get(campaign, n)["consent_contact"] for n in people[3:7]] == [None, None, False, None]
    assert [c.field for row in found.rows for c in row.conflicts] == ["do_not_call"]
    assert [(a.kind, a.answer) for a in found.acts if a.kind is ActKind.CONSENT] == [(ActKind.CONSENT, Reply.LEAVE)]
    agreed = {"acts": {"consent: May be contacted": "take"}, "who_agreed": "Dana asked, Nov 20"}
    take(campaign, path, **agreed)
    assert [get(campaign, n)["consent_contact"] for n in people[3:7]] == [None, True, False, None]


def test_of_sheets_glued_together_each_row_knows_what_went_out(
    campaign: Campaign, people: list[int], tmp_path: Path
) -> None:
    whole = tmp_path / "whole.xlsx"
    export(campaign, whole, kinds=("candidate",), columns={"candidate": (*SENT, "notes")}, everybody=True, author="D")
    short = short_list(campaign, tmp_path / "short.xlsx", {"Notes": {}})
    books = [openpyxl.load_workbook(p) for p in (whole, short)]
    one, other = (b.worksheets[0] for b in books)
    at = {c.value: c.column for c in one[1]}
    there = {c.value: c.column for c in other[1]}
    for row in range(8, PEOPLE + 2):  # the lower half comes from the short list
        for heading, column in at.items():
            one.cell(row, column).value = other.cell(row, there[heading]).value
    one.cell(2, at["Notes"]).value = None  # this one is an edit
    one.cell(8, at["Notes"]).value = "left word"  # of somebody who has notes here
    books[0].save(whole)
    before = {n: get(campaign, n)["notes"] for n in people}
    take(campaign, whole)
    after = {n: get(campaign, n)["notes"] for n in people}
    assert after == {**before, people[0]: None, people[6]: "Note 6\nleft word"}


def test_other_records_have_such_columns_too(campaign: Campaign, tmp_path: Path) -> None:
    for n in range(4):
        add(campaign, PARTNER, name=f"Partner {n}", notes=f"Known since 201{n}", contact_email=f"p{n}@example.org")
    added = {"Notes": {1: "moved"}, "E-mail": {}}
    take(campaign, short_list(campaign, tmp_path / "partners.xlsx", added, "partner", ("name",)))
    rows = everything(campaign, PARTNER)
    assert [r["notes"] for r in rows] == [f"Known since 201{n}" + ("\nmoved" if n == 1 else "") for n in range(4)]
    assert all(r["contact_email"] for r in rows)
