"""A list whose name says that nobody in it wants to be contacted: its rows say so."""

from pathlib import Path

import openpyxl
import pytest

from coordinator.importing.plan import ANY_SHEET
from coordinator.records.refusals import MARKS
from coordinator.store.campaign import Campaign
from tests.builders import add, bring, everything

ANA = {"given_name": "Ana", "family_name": "Ruiz", "email": "ana@example.org", "phone": "+13035550142"}
ALL = ["do_not_contact"]


def marked(campaign: Campaign) -> dict[str, list[str]]:
    """Return the marks of all people, by their e-mail or phone."""
    return {r["email"] or r["phone"]: [m for m in MARKS if r[m]] for r in everything(campaign)}


def listed(campaign: Campaign, path: Path, text: str) -> str:
    """Import a list; return what was told of it."""
    path.write_text(text, encoding="utf-8")
    plan, _ = bring(campaign, path)
    return "\n".join([*plan.told, *(p.message for p in plan.problems)])


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("unsubscribed list", "do_not_contact"),
        ("Unsubscribes_export_2026-05-01", "do_not_contact"),
        ("opted out", "do_not_contact"),
        ("email opt-outs", "do_not_email"),
        ("Do_Not_Contact", "do_not_contact"),
        ("DNC list", "do_not_contact"),
        ("do-not-email", "do_not_email"),
        ("Bounced emails May", "do_not_email"),
        ("lista de bajas", "do_not_contact"),
        ("Bajas", "do_not_contact"),
        ("no contactar", "do_not_contact"),
        ("correos rebotados", "do_not_email"),
    ],
)
def test_addresses_are_noes(campaign: Campaign, tmp_path: Path, name: str, mark: str) -> None:
    add(campaign, **ANA)
    told = listed(campaign, tmp_path / f"{name}.csv", "Email\nana@example.org\nnew@example.org\n")
    assert marked(campaign) == {"ana@example.org": [mark], "new@example.org": [mark]}
    assert "2 rows count as that no" in told
    assert "in no field" not in told


@pytest.mark.parametrize("name", ["STOP", "STOP replies", "SMS stop list", "sms_optout"])
def test_numbers_are_noes(campaign: Campaign, tmp_path: Path, name: str) -> None:
    add(campaign, **ANA)
    mark = ["do_not_text"] if "sms" in name.lower() else ALL
    listed(campaign, tmp_path / f"{name}.csv", "Number\n13035550142\n13035550177\n")
    assert marked(campaign) == {"ana@example.org": mark, "+13035550177": mark}


def test_people_with_names_are_marked_too(campaign: Campaign, tmp_path: Path) -> None:
    add(campaign, **ANA)
    listed(campaign, tmp_path / "Unsubscribed.csv", "Name,Email\nAna Ruiz,ana@example.org\nBo Lee,bo@example.org\n")
    assert marked(campaign) == {"ana@example.org": ALL, "bo@example.org": ALL}


def test_the_name_of_one_sheet_is_of_that_sheet(campaign: Campaign, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for title, email in (("Members", "bo@example.org"), ("Unsubscribed", "cy@example.org")):
        sheet = book.create_sheet(title)
        sheet.append(["Name", "Email"])
        sheet.append(["Bo Lee" if email[0] == "b" else "Cy Tam", email])
    book.remove(book.worksheets[0])
    book.save(tmp_path / "list.xlsx")
    bring(campaign, tmp_path / "list.xlsx")
    assert marked(campaign) == {"bo@example.org": [], "cy@example.org": ALL}


@pytest.mark.parametrize(
    "name",
    [
        "All without opt-outs",
        "sin bajas",
        "Unsubscribed removed",
        "Stop 3",
        "Rally cleaned",
        "Opt-in and opt-out",
        "Baja CA",
        "Do not call list reform supporters",
    ],
)
def test_a_name_in_doubt_marks_nobody(campaign: Campaign, tmp_path: Path, name: str) -> None:
    listed(campaign, tmp_path / f"{name}.csv", "Name,Email\nBo Lee,bo@example.org\n")
    assert marked(campaign) == {"bo@example.org": []}


def test_cells_that_say_yes_leave_the_name_open(campaign: Campaign, tmp_path: Path) -> None:
    text = "Email,Status\nbo@example.org,Subscribed\ncy@example.org,Unsubscribed\n"
    told = listed(campaign, tmp_path / "unsubscribes.csv", text)
    assert marked(campaign) == {"bo@example.org": [], "cy@example.org": ALL}
    assert "“unsubscribes” as the name of the file may mean" in told


def test_it_can_be_answered_otherwise(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "unsubscribed.csv"
    path.write_text("Email\nbo@example.org\n", encoding="utf-8")
    bring(campaign, path, mapping={ANY_SHEET: {"Name of the list": "ignored"}})
    assert marked(campaign) == {"bo@example.org": []}
    bring(campaign, path)  # it is remembered
    assert marked(campaign) == {"bo@example.org": []}


def test_the_same_list_again_changes_nothing(campaign: Campaign, tmp_path: Path) -> None:
    add(campaign, **ANA)
    for _ in range(2):
        listed(campaign, tmp_path / "bajas.csv", "Correo\nana@example.org\nnew@example.org\n")
    assert marked(campaign) == {"ana@example.org": ALL, "new@example.org": ALL}


def test_lone_numbers_beside_an_opt_out_are_phones(campaign: Campaign, tmp_path: Path) -> None:
    add(campaign, **ANA)
    told = listed(campaign, tmp_path / "export.csv", "Number,Status,Date\n13035550142,Opted out,2026-05-05\n")
    assert marked(campaign) == {"ana@example.org": ALL}
    assert "“Ana Ruiz” has" in told


def test_who_is_marked_is_told_before_how_the_file_was_read(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "unsubscribed list.csv"
    path.write_text("Email\nana@example.org\nbo@example.org\n", encoding="utf-8")
    plan, _ = bring(campaign, path)
    first, *_, last = plan.besides_acts
    assert "do not want to be contacted" in first
    assert last.startswith("Read as UTF-8")
