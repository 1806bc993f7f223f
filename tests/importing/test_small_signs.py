"""Small signs in cells that were lost, or told for nothing."""

from pathlib import Path

import pytest

from coordinator.records.catalog import CANDIDATE, SIGNUP
from coordinator.records.kinds.base import PLAIN_HINTS
from coordinator.records.kinds.phones import read_phones
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything


def told(campaign: Campaign, folder: Path, heading: str, *cells: str) -> list[str]:
    """Import a column; return the cells that are told."""
    rows = [f"Ana{chr(97 + n)},Poe,a{n}@example.org,{cell}" for n, cell in enumerate(cells)]
    path = folder / "list.csv"
    path.write_text("\n".join([f"First name,Last name,Email,{heading}", *rows]) + "\n", encoding="utf-8")
    plan, _ = bring(campaign, path)
    return [p.value for p in plan.problems if p.column == heading]


def test_midnight_behind_a_day_is_no_time(campaign: Campaign, tmp_path: Path) -> None:
    cells = ["5/1/1988 12:00:00 AM", "5/2/1988 12:00 am", "5/23/1988 12:00:00 A.M."]
    assert told(campaign, tmp_path, "Date of birth", *cells) == []
    found = sorted(row["birth_date"] for row in everything(campaign, CANDIDATE))
    assert found == ["1988-05-01", "1988-05-02", "1988-05-23"]


def test_zip_codes_with_a_fraction_and_cut_ones(campaign: Campaign, tmp_path: Path) -> None:
    """A zero that was lost is told, and no other of the cell."""
    cells = ["2108.0", "312xx", "31201", "9890X", "16501", "123**"]
    assert told(campaign, tmp_path, "ZIP", *cells) == ["2108", "312xx", "9890X", "123**"]


@pytest.mark.parametrize("text", ["O217-555-0123", "o217-555-0123", "e217-555-0123", "y 217-555-0123"])
def test_a_letter_before_a_number_is_left_over(text: str) -> None:
    assert read_phones(text, PLAIN_HINTS).leftover == text[0]


def test_a_sign_up_of_another_century_is_told(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    cells = ["6/11/2206", "6/11/1926", "3/14/2026"]
    rows = [f"Ana{chr(97 + n)},Poe,a{n}@example.org,{cell}" for n, cell in enumerate(cells)]
    path.write_text("\n".join(["First name,Last name,Email,Signed up", *rows]) + "\n", encoding="utf-8")
    plan, _ = bring(campaign, path)
    assert [p.value for p in plan.problems] == cells[:2]
    assert [str(row["submitted_at"])[:10] for row in everything(campaign, SIGNUP) if row["submitted_at"]] == [
        "2026-03-14"
    ]


def test_cards_of_organizations_are_told(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    cards = [
        "FN:Rising Tide\nKIND:org\nORG:Rising Tide\nTEL:478-555-0188",
        "FN:Ana Ruiz\nN:Ruiz;Ana;;;\nEMAIL:a@example.org",
        "FN:City Hall\nN:;;;;\nX-ABShowAs:COMPANY\nORG:City Hall\nEMAIL:h@example.org",
        "FN:Bo Ng\nN:Ng;Bo;;;\nX-ABShowAs:COMPANY\nORG:Ng and Sons\nEMAIL:b@example.org",
    ]
    path.write_text("".join(f"BEGIN:VCARD\nVERSION:3.0\n{card}\nEND:VCARD\n" for card in cards), encoding="utf-8")
    plan, _ = bring(campaign, path)
    assert [note for note in plan.notes if "Rising Tide, City Hall" in note]
    assert not [note for note in plan.notes if "Ng and Sons" in note]
