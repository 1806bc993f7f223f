"""A no to being contacted: a returned workbook takes none away unasked, and no letter goes to who said it."""

from pathlib import Path

import openpyxl
import pytest

from coordinator.app import main
from coordinator.store.campaign import Campaign
from tests.builders import add, bring, get


@pytest.mark.parametrize(
    ("key", "value", "heading", "written"),
    [
        ("do_not_contact", True, "Do not contact", None),
        ("do_not_contact", True, "Do not contact", "No"),
        ("consent_contact", False, "May be contacted", "Yes"),
    ],
)
def test_a_returned_workbook_asks(
    campaign: Campaign, tmp_path: Path, key: str, value: bool, heading: str, written: str | None
) -> None:
    number = add(campaign, given_name="Ada", email="ada@example.org", **{key: value})
    path = tmp_path / "o.xlsx"
    base = ["--campaign", str(campaign.path)]
    assert main([*base, "export", str(path), "--kind", "candidates", "--everybody"]) == 0
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet.cell(2, [c.value for c in sheet[1]].index(heading) + 1).value = written
    book.save(path)
    main([*base, "import", str(path)])
    assert get(campaign, number)[key] is value
    main([*base, "import", str(path), "--on-conflict", "take"])
    assert get(campaign, number)[key] is not value


def test_no_letter_goes_to_who_said_no(campaign: Campaign, tmp_path: Path) -> None:
    add(campaign, given_name="Ada", address="1 Elm St", consent_contact=False)
    add(campaign, given_name="Bo", address="2 Elm St")
    path = tmp_path / "l.csv"
    columns = ["--columns", "given_name,address"]
    assert main(["--campaign", str(campaign.path), "export", str(path), *columns, "--for", "Letters"]) == 0
    assert "Ada" not in path.read_text() and "Bo" in path.read_text()


def test_a_yes_in_another_column_of_a_returned_workbook_is_told(campaign: Campaign, tmp_path: Path) -> None:
    add(campaign, given_name="Ada", email="ada@example.org", do_not_contact=True)
    path = tmp_path / "o.xlsx"
    assert main(["--campaign", str(campaign.path), "export", str(path), "--kind", "candidates", "--everybody"]) == 0
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet.cell(2, [c.value for c in sheet[1]].index("May be contacted") + 1).value = "Yes"
    book.save(path)
    plan, _ = bring(campaign, path)
    assert ["Ada has “Do not contact: Yes” here." in p.message for p in plan.problems] == [True]
