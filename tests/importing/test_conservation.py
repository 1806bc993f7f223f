"""The law of conservation: every word of every cell is kept, named by a problem, or said to be left out."""

import shutil
from itertools import groupby
from pathlib import Path

import pytest

from coordinator.base.errors import UserError
from coordinator.importing.conservation import Audit
from coordinator.records.catalog import CANDIDATE, EVENT
from coordinator.records.kinds import Value
from coordinator.store import campaign as campaigns
from tests.builders import DATA
from tests.importing.conserving import Lost, cells_of, lost_by_import, lost_of_made_sheet

ODD = {
    "injection.csv": "a sign that turns the direction of writing parts no words; it is dropped, and told",
    "regex20000.xlsx": "it is a workbook that no library opens",
    "16-backslash-quotes.csv": "its quotation marks are not those of the csv module",
    "15-blank-after-comma.csv": "blanks before its quotation marks",
    "15b-blank-after-semicolon.csv": "blanks before its quotation marks",
    "17b-text-formulas.csv": "a formula that makes text of text is no word",
    "backslash_parts.xlsx": "openpyxl does not find its parts",
    "72.csv": "its rows are of records of another campaign file, and each is said to be left out",
    "19-saved-on-a-mac.csv": "its encoding cannot be told without the program",
}
"""Files that this test cannot read by itself; tests of their own say what is right for them."""
MADE, AT_ONCE = 500, 50


def sample_files() -> list[Path]:
    files = [*DATA.rglob("*.csv"), *DATA.rglob("*.xlsx")]
    return sorted(f for f in files if f.name not in ODD)


def told(lost: list[Lost]) -> list[str]:
    return [f"row {x.cell.row}, {x.heading} ({x.target}): {x.cell.text!r} lost {x.words}" for x in lost[:10]]


@pytest.mark.parametrize(
    "files",
    [list(group) for _, group in groupby(sample_files(), key=lambda f: f.parent)],
    ids=lambda f: f[0].parent.name,
)
def test_sample_files_lose_nothing(template: Path, tmp_path: Path, files: list[Path]) -> None:
    lost = {}
    for number, file in enumerate(files):
        copy = tmp_path / f"{number}.campaign"
        shutil.copyfile(template, copy)
        with campaigns.open_(copy) as campaign:
            try:
                if found := lost_by_import(campaign, file, cells_of(file)):
                    lost[file.name] = told(found)
            except UserError:  # it is not taken at all, and says so
                continue
    assert lost == {}


@pytest.mark.parametrize("first", range(0, MADE, AT_ONCE))
def test_made_sheets_lose_nothing(template: Path, tmp_path: Path, first: int) -> None:
    lost, refused = {}, []
    for seed in range(first, first + AT_ONCE):
        try:
            if found := lost_of_made_sheet(seed, template):
                lost[seed] = told(found)
        except UserError as error:
            refused.append((seed, str(error)))
    assert lost == {}
    assert len(refused) <= 1, refused


@pytest.mark.parametrize(
    ("cell", "values", "lost"),
    [
        ("12 Oak St Apt 4, Reno, NV", {"address": "12 Oak St", "city": "Reno", "state": "NV"}, ["apt", "4"]),
        ("Reno, Nevada 89501", {"city": "Reno", "state": "NV", "postcode": "89501"}, []),
        ("(303) 555-0142 cell", {"phone": "+13035550142"}, ["cell"]),
        ("303.555.0142", {"phone": "+13035550142"}, []),
        ("Yes, but not before 6", {"consent_contact": True}, ["but", "not", "before", "6"]),
        ("Yes", {"consent_contact": True}, []),
        ("Yes / no", {"consent_contact": True}, ["no"]),
        ("N/A", {}, []),
        ("illegible", {}, ["illegible"]),
        ("Prof. Ana Larkin", {"given_name": "Ana", "family_name": "Larkin"}, ["prof"]),
        ("March 5, 1990", {"birth_date": "1990-03-05"}, []),
        ("March 5, 1990 (I think)", {"birth_date": "1990-03-05"}, ["i", "think"]),
        ("Democratic", {"party_line": "dem"}, []),
    ],
)
def test_the_programs_own_audit_finds_what_a_reader_loses(cell: str, values: dict[str, Value], lost: list[str]) -> None:
    assert Audit(CANDIDATE).lost("Heading", cell, values) == lost


def test_words_left_over_and_those_of_the_heading_are_not_lost() -> None:
    audit = Audit(CANDIDATE)
    assert audit.lost("Phone", "(303) 555-0142 cell", {"phone": "+13035550142"}, "cell") == []
    assert audit.lost("I may be called", "yes, I may be called", {"consent_contact": True}) == []
    assert Audit(EVENT).lost("When", "Wed 4/16/25 afternoon", {"starts_at": "2025-04-16"}) == ["afternoon"]
    assert Audit(EVENT).lost("When", "Wed 4/16/25 3 PM", {"starts_at": "2025-04-16T15:00"}) == []
