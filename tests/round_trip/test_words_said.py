"""Who asks in words to be left alone, in notes or an answer of a returned workbook, gets the mark, and it is told."""

from pathlib import Path

import openpyxl
import pytest

from coordinator.importing.plan import ImportOptions, ImportPlan
from coordinator.operations import importing
from coordinator.records.catalog import CANDIDATE
from coordinator.round_trip.exporting import export
from coordinator.store.campaign import Campaign
from tests.builders import add, edit, everything, get

COLUMNS = ("given_name", "family_name", "phone", "stage", "notes")
NO_CONTACT, NO_CALLS, NO_TEXTS, NO_MAIL = "do_not_contact", "do_not_call", "do_not_text", "do_not_email"


@pytest.fixture
def people(campaign: Campaign) -> list[int]:
    return [
        add(campaign, given_name=f"Given{n}", family_name=f"Fam{'abcd'[n]}", phone=f"303-555-010{n}", notes=notes)
        for n, notes in enumerate(("Met in Dayton", "please do not call me", "", ""))
    ]


def back(
    campaign: Campaign, folder: Path, cells: dict[str, dict[int, str]], lines: list[dict[str, str]] = (), **more: object
) -> ImportPlan:
    """Send out, write cells by heading and place, add rows, and bring back."""
    path = folder / "calls.xlsx"
    export(campaign, path, kinds=("candidate",), columns={"candidate": COLUMNS}, everybody=True, author="Dana")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    at = {str(c.value): c.column for c in sheet[1]}
    for heading in {h for line in lines for h in line} | cells.keys():
        if heading not in at:
            at[heading] = max(at.values()) + 1
            sheet.cell(1, at[heading]).value = heading
    for heading, column in cells.items():
        for place, text in column.items():
            sheet.cell(place + 2, at[heading]).value = text
    for number, line in enumerate(lines, 2 + len(everything(campaign))):
        for heading, text in line.items():
            sheet.cell(number, at[heading]).value = text
    book.save(path)
    found = importing.plan(campaign, path, ImportOptions(**more))
    importing.apply(campaign, found, author="Dana")
    return found


def marks(campaign: Campaign, number: int) -> set[str]:
    row = get(campaign, number)
    return {key for key in (NO_CONTACT, NO_CALLS, NO_TEXTS, NO_MAIL) if row[key]}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("please do not contact me again", {NO_CONTACT}),
        ("no more calls please", {NO_CALLS}),
        ("Met in Dayton\nasked us to stop texting", {NO_TEXTS}),
        ("no me llamen", {NO_CALLS}),
        ("called twice, wants to run next year", set()),
    ],
)
def test_words_in_notes(campaign: Campaign, people: list[int], tmp_path: Path, text: str, wanted: set[str]) -> None:
    found = back(campaign, tmp_path, {"Notes": {0: text}})
    assert marks(campaign, people[0]) == wanted
    for mark in wanted:
        label = CANDIDATE.by_key[mark].label
        assert f"1 person gets “{label}: Yes”, as was newly written: Given0 Fama." in found.told
        assert label in found.rows[0].sentence
    assert get(campaign, people[0])["notes"] == text


@pytest.mark.parametrize(
    ("heading", "text", "wanted"),
    [
        ("Call result", "take me off all lists", {NO_CONTACT}),
        ("Outcome", "unsubscribe me please", {NO_CONTACT}),
        ("What they said", "please stop calling me", {NO_CALLS}),
        ("Call result", "left word", set()),
    ],
)
def test_words_in_a_kept_column_and_in_an_answer(
    campaign: Campaign, people: list[int], tmp_path: Path, heading: str, text: str, wanted: set[str]
) -> None:
    kept = {f"new column: {heading}": "take"}
    back(campaign, tmp_path, {heading: {2: text}}, acts=kept)
    assert marks(campaign, people[2]) == wanted
    found = back(campaign, tmp_path, {heading: {3: text}})  # the answer exists now
    assert marks(campaign, people[3]) == wanted
    assert len([note for note in found.told if "newly written" in note]) == len(wanted)


def test_a_column_that_is_not_kept_tells_of_such_words(campaign: Campaign, people: list[int], tmp_path: Path) -> None:
    found = back(campaign, tmp_path, {"Call result": {2: "take me off all lists", 3: "left word"}})
    assert "ask for no contact (1 person)" in found.acts[0].told
    assert marks(campaign, people[2]) == set()


def test_only_what_is_new_counts(campaign: Campaign, people: list[int], tmp_path: Path) -> None:
    found = back(
        campaign, tmp_path, {"Notes": {1: "please do not call me\nmoved to Xenia"}, "Phone": {1: "3035550199"}}
    )
    assert marks(campaign, people[1]) == set()  # somebody read that before
    assert not any("newly written" in note for note in found.told)
    back(campaign, tmp_path, {"Notes": {1: "please do not call me, moved to Dayton\nmoved to Xenia"}})
    assert marks(campaign, people[1]) == set()
    back(campaign, tmp_path, {"Notes": {1: "moved to Xenia\nno e-mails please"}})
    assert marks(campaign, people[1]) == {NO_MAIL}


def test_a_new_row_and_who_has_the_mark_already(campaign: Campaign, people: list[int], tmp_path: Path) -> None:
    edit(campaign, people[0], do_not_contact="yes")
    line = {"First name": "New", "Last name": "Zorn", "Notes": "please do not contact me again"}
    found = back(campaign, tmp_path, {"Notes": {0: "please do not contact me again"}}, [line])
    [new] = [row for row in everything(campaign) if row["given_name"] == "New"]
    assert new["do_not_contact"] is True
    assert [note for note in found.told if "newly written" in note] == [
        "1 person gets “Do not contact: Yes”, as was newly written: New Zorn."
    ]


def test_what_is_not_clear_is_told(campaign: Campaign, people: list[int], tmp_path: Path) -> None:
    text = (
        "Long talk about the county race and the filing day; at the end she said that she would rather not be called "
        "at work any more, but the cell in the evening is fine for now, we will see"
    )
    found = back(campaign, tmp_path, {"Notes": {2: text}})
    assert marks(campaign, people[2]) == set()
    assert any(p.column == "Notes" and p.row == 4 for p in found.problems)
