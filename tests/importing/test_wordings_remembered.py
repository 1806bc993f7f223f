"""What somebody decided for a column counts in other sources too, however their form numbers or addresses it."""

from pathlib import Path

import pytest

from coordinator.importing.plan import ImportOptions
from coordinator.importing.sources import name_from
from coordinator.operations import importing
from coordinator.store.campaign import Campaign

CELLS = ("Quad 11", "Slater 204", "9 River St", "Rienow 3")


def sheet(folder: Path, name: str, heading: str) -> Path:
    path = folder / name
    path.mkdir()
    path /= f"{name}.csv"
    rows = [f"Quin{n},Zed,q{n}@example.org,{cell}" for n, cell in enumerate(CELLS)]
    path.write_text("\n".join([f'First,Last,{name} email,"{heading}"', *rows]), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("heading", "same"),
    [
        ("5) Dorm/local addr *", True),
        ("Your dorm/local addr", True),
        ("Q7. Please enter your dorm / local addr (required)", True),
        ("DORM/LOCAL ADDR:", True),
        ("Roommate dorm/local addr", False),
        ("Dorm/local addr (2)", False),
    ],
)
def test_a_correction_counts_under_another_dress_of_the_heading(
    campaign: Campaign, tmp_path: Path, heading: str, same: bool
) -> None:
    first = sheet(tmp_path, "campus", "Dorm/local addr")
    chosen = ImportOptions(mapping={"campus.csv": {"Dorm/local addr": "address"}})
    importing.apply(campaign, importing.plan(campaign, first, chosen), author="Dana")
    plan = importing.plan(campaign, sheet(tmp_path, "school", heading))
    found = next(c for s in plan.sheets for c in s.columns if c.header == heading)
    assert (found.target == "address" and found.why == "you said so before") is same


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("attendance_export_2026-11-02.csv", "Attendance"),
        ("sign in sheet Duluth 10-24.xlsx", "Sign in sheet Duluth"),
        ("report-2026-11-01T0934.csv", "Report"),
        ("CivEng club roster FA26.xlsx", "CivEng club roster FA26"),
        ("Attendees 11_2_2026 list.csv", "Attendees list"),
        ("2026-11-02.csv", "2026-11-02"),
    ],
)
def test_a_source_is_called_without_the_day_and_with_its_capitals(file: str, name: str) -> None:
    assert name_from(Path(file)) == name
