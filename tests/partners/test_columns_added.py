"""Columns that a partner adds to a hand-off: statuses stay what they are, and each is told as what it is."""

from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from coordinator.importing.acts import ActKind, Reply
from coordinator.importing.plan import ImportOptions, ImportPlan
from coordinator.operations import importing
from coordinator.records.catalog import CANDIDATE, CONTACT, REFERRAL
from coordinator.round_trip.exporting import export
from coordinator.store.campaign import Campaign
from tests.builders import add, edit, everything
from tests.partners.people import make
from tests.partners.test_returns import answered, given

STATUSES = ("Accepted", "Declined", "Waiting list", "Accepted")


def with_columns(path: Path, added: Mapping[str, Mapping[int, object]]) -> Path:
    """Write further columns into a workbook: heading → place of the row, from 0 → cell."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for heading, cells in added.items():
        at = sheet.max_column + 1
        sheet.cell(1, at).value = heading
        for place, cell in cells.items():
            sheet.cell(place + 2, at).value = cell
    book.save(path)
    return path


def taken(campaign: Campaign, path: Path, **options: object) -> ImportPlan:
    found = importing.plan(campaign, path, ImportOptions(**options))
    importing.apply(campaign, found, author="Dana")
    return found


@pytest.mark.parametrize("kept", [("Trainer",), ("Trainer", "Room"), ("Room",), ()])
def test_a_kept_column_leaves_the_statuses_alone(campaign: Campaign, tmp_path: Path, kept: tuple[str, ...]) -> None:
    _, _, path = given(campaign, tmp_path)
    path = with_columns(answered(path, *STATUSES), {"Trainer": {0: "Tom", 1: "Tom"}, "Room": {0: 12, 3: 14}})
    found = taken(campaign, path, acts={f"new column: {heading}": "take" for heading in kept})
    rows = everything(campaign, REFERRAL)
    assert [r["status"] for r in rows] == ["accepted", "declined", "waitlisted", "accepted"]
    assert [r["answer"] for r in rows] == list(STATUSES)
    assert {a.columns: a.answer for a in found.acts} == {
        (h,): Reply.TAKE if h in kept else Reply.LEAVE for h in ("Trainer", "Room")
    }
    lines = {"Trainer": {0: "Trainer: Tom", 1: "Trainer: Tom"}, "Room": {0: "Room: 12", 3: "Room: 14"}}
    for place, row in enumerate(rows):
        said = [lines[h][place] for h in ("Trainer", "Room") if h in kept and place in lines[h]]
        assert (row["notes"] or "") == "\n".join(said)


def test_a_new_column_of_records_without_answers_and_notes_is_left_out(campaign: Campaign, tmp_path: Path) -> None:
    person = add(campaign, CANDIDATE, given_name="Ada", family_name="Zash")
    [source] = make(campaign, "source", [{"name": "Form"}])
    make(campaign, "signup", [{"candidate": person, "source": source}])
    path = tmp_path / "signups.xlsx"
    export(campaign, path, kinds=("signup",), author="Dana")
    found = importing.plan(campaign, with_columns(path, {"Table": {0: "3"}}))
    [act] = found.acts
    assert (act.kind, act.may) == (ActKind.NEW_COLUMN, (Reply.LEAVE,))
    assert act.told.endswith("It is not one of ours, and is left out.")


def test_a_new_column_of_records_without_answers_goes_to_their_notes(campaign: Campaign, tmp_path: Path) -> None:
    person = add(campaign, CANDIDATE, given_name="Ada", family_name="Zash")
    number = add(campaign, CONTACT, candidate=person, contact_kind="call", notes="left word")
    path = tmp_path / "contacts.xlsx"
    export(campaign, path, kinds=("contact",), author="Dana")
    taken(campaign, with_columns(path, {"Table": {0: "3"}}), acts={"new column: Table": "take"})
    [row] = everything(campaign, CONTACT)
    assert (row["id"], row["notes"]) == (number, "left word\nTable: 3")


def test_only_the_partners_own_columns_are_named_and_the_cards_agree(campaign: Campaign, tmp_path: Path) -> None:
    _, _, path = given(campaign, tmp_path, handoff_columns="given_name=Vorname; family_name; phone=Status")
    added = {"Do not call": {0: "Yes", 1: "Yes", 2: "No"}, "Trainer": {0: "Tom"}, "Room": {1: "12"}}
    found = taken(campaign, with_columns(answered(path, *STATUSES), added))
    assert [a.columns for a in found.acts] == [("Trainer",), ("Room",)]
    [left] = [note for note in found.told if "of the partner's own" in note]
    assert left == "Columns of the partner's own are left out: “Trainer”, “Room”."
    assert any("2 people get “Do not call: Yes”" in note for note in found.told)
    assert any("1 cell of it allows something" in note for note in found.told)
    assert not any("Do not call" in p.message for p in found.problems)
    assert [r["do_not_call"] for r in everything(campaign)] == [True, True, None, None]


def test_a_no_in_a_remark_is_a_change_of_the_person(campaign: Campaign, tmp_path: Path) -> None:
    _, _, path = given(campaign, tmp_path)
    book = openpyxl.load_workbook(answered(path, *STATUSES))
    sheet = book["Referrals"]
    at = [c.value for c in sheet[1]].index("Remark of the partner") + 1
    sheet.cell(2, at).value = "please do not contact me again"
    book.save(path)
    found = importing.plan(campaign, path)
    person = everything(campaign)[0]
    [mark] = [f for f in found.rows[0].fields if f.key == "do_not_contact"]
    assert (mark.record, mark.record_id) == (CANDIDATE.key, person["id"])
    assert [(d.record, d.record_id) for d in found.differences if d.field == "do_not_contact"] == [
        (CANDIDATE.key, person["id"])
    ]


def test_rows_of_referrals_are_called_by_person_and_partner(campaign: Campaign, tmp_path: Path) -> None:
    _, _, path = given(campaign, tmp_path, 2)
    found = importing.plan(campaign, answered(path, "Accepted"))
    assert [row.title for row in found.rows] == ["Given0 Familyaa · Prairie", "Given1 Familyba · Prairie"]
    number = everything(campaign, REFERRAL)[0]["id"]
    out = tmp_path / "list.xlsx"
    export(campaign, out, kinds=("referral",), author="Dana")
    edit(campaign, number, REFERRAL, reason="ours")
    book = openpyxl.load_workbook(out)
    sheet = book.worksheets[0]
    at = [c.value for c in sheet[1]].index("Reason") + 1
    sheet.cell(2, at).value = "theirs"
    sheet.delete_rows(3)
    book.save(out)
    back = importing.plan(campaign, out)
    [conflict] = back.plan.conflicts
    assert conflict.who.startswith("Given0 Familyaa · Prairie: Reason kept as ours, changed by Dana")
    assert [m.title for m in back.missing] == ["Given1 Familyba · Prairie"]
