"""Who can be called: wrong numbers and people without a phone, in call lists and lists for a phone bank alike."""

from pathlib import Path

import openpyxl
import pytest

from coordinator.operations import following_up
from coordinator.partners.followups import call_rows, calls_to, follow_ups, not_to_call
from coordinator.people.numbers_to_call import also_there
from coordinator.records.catalog import CONTACT
from coordinator.round_trip.exporting import export_sheets
from coordinator.round_trip.sheets_out import SheetWish
from coordinator.store.campaign import Campaign
from coordinator.workbooks import About
from tests.builders import add, bring, edit, everything, undo


def bank(campaign: Campaign, path: Path) -> tuple[list[str], dict[str, str]]:
    """Write a phone bank; return who is in it, and who is left out and why."""
    wish = SheetWish("candidate", columns=("given_name", "phone"))
    result = export_sheets(campaign, path, [wish], About("", "Phone bank"), author="Dana")
    sheet = openpyxl.load_workbook(path).worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    names = [str(row[heads.index("First name")].value) for row in sheet.iter_rows(min_row=2)]
    return names, {one.name: one.why for one in result.unasked.left_out}


def test_a_wrong_number_is_called_no_more_until_it_is_another(campaign: Campaign, tmp_path: Path) -> None:
    ana = add(campaign, given_name="Ana", phone="303-555-0101", follow_up="2026-01-01")
    bea = add(campaign, given_name="Bea", phone="303-555-0102", follow_up="2026-01-01")
    cy = add(campaign, given_name="Cy", email="cy@example.org", follow_up="2026-01-01")
    following_up.note_contact(campaign, "Dana", ana, "call", "wrong_number")

    def to_call() -> tuple[list[tuple[int, ...]], dict[str, str]]:
        with campaign.reading() as connection:
            found = calls_to(connection, [ana, bea, cy])
            assert {f.candidate for f in follow_ups(connection) if f.reachable} >= {bea}
            return call_rows(connection, found), {one.name: one.why for one in not_to_call(found)}

    reasons = {"Ana": "has a number that was said to be wrong", "Cy": "has no phone"}
    assert to_call() == ([(bea,)], reasons)
    assert bank(campaign, tmp_path / "bank.xlsx") == (["Bea"], reasons)
    edit(campaign, ana, phone="303-555-0109")
    assert to_call() == ([(ana,), (bea,)], {"Cy": "has no phone"})
    assert bank(campaign, tmp_path / "again.xlsx")[0] == ["Ana", "Bea"]
    undo(campaign)
    assert to_call()[1] == reasons, "it is the wrong number again"


def test_a_list_that_says_a_number_is_wrong_is_believed_once(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_text(
        "First name,Last name,Phone,Call result\nAna,Mir,303-555-0101,WN\nBea,Nin,303-555-0102,reached\n",
        encoding="utf-8",
    )
    plan, _ = bring(campaign, path)
    assert any("1 person is not called" in told and "Ana Mir" in told for told in plan.told)
    (ana, bea) = [row["id"] for row in everything(campaign)]
    assert [(c["candidate"], c["outcome"]) for c in everything(campaign, CONTACT)] == [(ana, "wrong_number")]
    assert bank(campaign, tmp_path / "bank.xlsx")[0] == ["Bea"]
    edit(campaign, ana, phone="303-555-0109")
    plan, _ = bring(campaign, path)
    assert len(everything(campaign, CONTACT)) == 1
    assert bank(campaign, tmp_path / "again.xlsx")[0] == ["Ana", "Bea"]


@pytest.mark.parametrize("purpose", ["Phone bank", "Texting"])
def test_whoever_calls_is_told_who_else_at_the_phone_is_not_to_be_called_or_was_not_reached(
    campaign: Campaign, tmp_path: Path, purpose: str
) -> None:
    mark = "do_not_text" if purpose == "Texting" else "do_not_call"
    why = "does not want text messages" if purpose == "Texting" else "does not want to be called"
    greta = add(campaign, given_name="Greta", family_name="Voss", phone="218-555-0101")
    harlan = add(campaign, given_name="Harlan", family_name="Voss", phone="218-555-0101")
    add(campaign, given_name="Max", family_name="Roe", phone="218-555-0102", **{mark: "yes"})
    vera = add(campaign, given_name="Vera", family_name="Roe", phone="218-555-0103", other_phones="218-555-0102")
    lou = add(campaign, given_name="Lou", family_name="Roe", phone="218-555-0102")
    alone = add(campaign, given_name="Al", family_name="Fox", phone="218-555-0104")
    following_up.note_contact(campaign, "Dana", greta, "call", "wrong_number")
    wish = SheetWish("candidate", columns=("given_name", "phone"))

    def told(name: str) -> dict[str, str | None]:
        export_sheets(campaign, tmp_path / name, [wish], About("", purpose), author="Dana")
        heads, *rows = openpyxl.load_workbook(tmp_path / name).worksheets[0].iter_rows(values_only=True)
        named, also = heads.index("First name"), heads.index("Also at this phone") if len(heads) > 3 else None
        return {str(row[named]): row[also] if also else None for row in rows}

    wrong = "Greta Voss was not there: it was said to be a wrong number"
    assert told("a.xlsx") == {"Harlan": wrong, "Vera": None, "Lou": f"Max Roe {why}", "Al": None}
    with campaign.reading() as connection:
        at_call = also_there(connection, [harlan, vera, lou, alone])
    said = {number: [f"{one.name} {one.why}" for one in some] for number, some in at_call.items()}
    assert said == {harlan: [wrong]} | ({} if purpose == "Texting" else {lou: [f"Max Roe {why}"]})
    edit(campaign, greta, phone="218-555-0109", other_phones="218-555-0101")
    assert told("b.xlsx")["Harlan"] is None, "it was said of another number of hers"
