"""Values that a column seems to hold and does not: groups of address books, labels of numbers, states, levels, parties."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from coordinator.records.catalog import CANDIDATE
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything


def write(folder: Path, *lines: str) -> Path:
    path = folder / "list.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("said", ["California (CA)", "CA - California", "CA/Calif.", "California, CA", "CA-California"])
def test_a_state_said_twice(campaign: Campaign, tmp_path: Path, said: str) -> None:
    plan, _ = bring(campaign, write(tmp_path, "Name,Email,State", f'Ana Larkin,a@example.org,"{said}"'))
    assert [(r["state"], plan.problems) for r in everything(campaign, CANDIDATE)] == [("CA", [])]


@pytest.mark.parametrize(("said", "told"), [("Mexico", "is a country"), ("NV/UT", "not in the list")])
def test_what_is_no_state_is_told(campaign: Campaign, tmp_path: Path, said: str, told: str) -> None:
    lines = ("Name,Email,State", f"Ana Larkin,a@example.org,{said}", "Bea Morse,b@example.org,NV")
    plan, _ = bring(campaign, write(tmp_path, *lines))
    assert [(p.value, told in p.message) for p in plan.problems] == [(said, True)]
    assert [r["state"] for r in everything(campaign, CANDIDATE)] == [None, "NV"]


def test_short_forms_of_levels_and_no_party(campaign: Campaign, tmp_path: Path) -> None:
    lines = ("Name,Email,Level,Party", "Ana Larkin,a@example.org,Fed,None", "Bea Morse,b@example.org,Cnty,Dem")
    plan, _ = bring(campaign, write(tmp_path, *lines))
    found = [(r["office_level"], r["party_line"]) for r in everything(campaign, CANDIDATE)]
    assert found == [("federal", None), ("county", "dem")]
    assert [(n.row, n.column, n.text) for n in plan.not_taken] == [(2, "Party", "None")]


@pytest.mark.parametrize("heading", ["Labels", "Group Membership"])
def test_groups_of_an_address_book_are_no_tags(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    path = write(
        tmp_path,
        f"Name,{heading},E-mail 1 - Value,Organization Name",
        "Ana Larkin,* myContacts ::: Donors,a@example.org,Acme Tools",
        "Bea Morse,* starred ::: * myContacts,b@example.org,",
    )
    plan, _ = bring(campaign, path)
    found = [(r["tags"], r["organization"]) for r in everything(campaign, CANDIDATE)]
    assert found == [(["Donors"], "Acme Tools"), (None, None)]
    told = [(n.row, n.text) for n in plan.not_taken]
    assert told == [(2, "* myContacts"), (3, "* starred"), (3, "* myContacts")]


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        ("Phone,Type,Phone,Type", "415-555-0101,cell,415-555-0102,husband's cell"),
        ("Type,Phone,Type,Phone", "cell,415-555-0101,wife,415-555-0102"),
        ("Phone,Phone type,Phone,Phone type", "415-555-0101,home,415-555-0102,fax"),
    ],
)
def test_a_label_belongs_to_the_number_beside_it(campaign: Campaign, tmp_path: Path, headings: str, row: str) -> None:
    other = row.replace("01", "03").replace("husband's cell", "work").replace("wife", "work").replace("fax", "work")
    path = write(tmp_path, f"Name,{headings}", f"Ana Larkin,{row}", f"Bea Morse,{other}")
    bring(campaign, path)
    ana, bea = everything(campaign, CANDIDATE)
    assert (ana["phone"], ana["other_phones"]) == ("+14155550101", None)
    assert "415-555-0102" in ana["notes"]
    assert len(bea["other_phones"]) == 1


def test_struck_through_rows_are_told(campaign: Campaign, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (("Name", "Email"), ("Ana Larkin", "a@example.org"), ("Bea Morse", "b@example.org")):
        book.active.append(row)
    for cell in book.active[3]:
        cell.font = Font(strike=True)
    book.active["C2"].font = Font(strike=True)  # an empty cell says nothing
    book.save(path := tmp_path / "list.xlsx")
    plan, _ = bring(campaign, path)
    assert [note for note in plan.notes if "Struck" in note] == [
        "Struck through on “Sheet”: row 3 (Bea Morse). These rows are taken like the others; leave out those that no "
        "longer count."
    ]


def test_a_question_over_columns_to_tick_is_in_their_headings(campaign: Campaign, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    rows = (
        ("Sign-up", None, "May we share your details?", None, None),
        ("Name", "Email", "Yes", "No", "Maybe"),
        ("Ana Larkin", "a@example.org", "x", None, None),
        ("Bea Morse", "b@example.org", None, "x", None),
    )
    for row in rows:
        book.active.append(row)
    book.active.merge_cells("C1:E1")
    book.save(path := tmp_path / "list.xlsx")
    plan, _ = bring(campaign, path)
    assert [c.header for c in plan.sheets[0].columns][2:4] == [
        "May we share your details?: Yes",
        "May we share your details?: No",
    ]
    assert [r["do_not_contact"] for r in everything(campaign, CANDIDATE)] == [None, None]
    assert plan.sheets[0].columns[3].asks
