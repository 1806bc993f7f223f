"""Whom the rows of lists are joined with, from the list as it is written to what is told of it."""

from pathlib import Path

import pytest

from coordinator.records.catalog import SIGNUP
from coordinator.store.campaign import Campaign
from tests.builders import bring, edit, everything

ADDRESS = "utley@example.org,303-555-0142"
IN_LISTS = [
    # headings, then the rows of one or two lists; which of the rows are new people
    ("Nombre,Apellidos", [["Ernesto,Utley Paz", "Ernesto,Utley Paz (hijo)"]], 2),
    ("First name,Last name", [["Ramiro,Paz", "Ramiro (hijo),Paz"]], 2),
    ("Name", [["Ernest Utley", "Ernest Utley (son)"]], 2),
    ("Name", [["Ernest Utley (dad)"], ["Ernest Utley (Junior)"]], 2),
    ("Name", [["Ernest Utley (son)"], ["Ernest Utley Jr."]], 1),
    ("Name", [["Rodney Utley", '"Rodney ""Junior"" Utley"']], 2),
    ("First name,Middle name,Last name", [["Edwin,,Utley", "Edwin,Jr.,Utley"]], 2),
    ("First name,Preferred name,Last name", [["Edwin,,Utley"], ["Edwin,Junior,Utley"]], 2),
    ("Name", [["Gerald Lusk", "Mrs. Gerald Lusk"]], 2),
    ("Name", [["Mr. Leslie Lusk"], ["Ms. Leslie Lusk"]], 2),
    ("Name", [["Mrs. Leslie Lusk"], ["Ms. Leslie Lusk"]], 1),
    ("Salutation,First name,Last name", [["Mr.,Leslie,Utley"], ["Mrs.,Leslie,Utley"]], 2),
    ("Title,First name,Last name", [["Mrs.,Leslie,Utley"], ["Mrs.,Leslie,Utley"]], 1),
    ("Salutation,Name", [["Mr.,Leslie Utley", "Dr.,Bo Utley", "Dr.,Ana Utley"], ["Mrs.,Leslie Utley"]], 4),
    ("Name,Age group", [["Wilbur Utley,65+", "Bo Utley,", "Ana Utley,"], ["Wilbur Utley,18-29"]], 4),
    ("Name,Age", [["Stella Utley,71", "Stella Utley,44"]], 2),
    ("Name,Age group", [["Wilbur Utley,65+"], ["Wilbur Utley,18-29"]], 2),
    ("Name,Age,Date of birth", [["Lamar Utley,,1955-05-05"], ["Lamar Utley,28,"]], 2),
    ("Name,Age,Signed up", [["Stella Utley,30,2021-02-02", "Stella Utley,35,2026-03-02"]], 1),
]


def lists(folder: Path, headings: str, rows: list[list[str]]) -> list[Path]:
    """Write lists of people with one e-mail and one phone; return their paths."""
    paths = [folder / f"{letter}.csv" for letter in "abc"[: len(rows)]]
    for path, some in zip(paths, rows, strict=True):
        lines = [f"{headings},Email,Phone", *(f"{row},{ADDRESS}" for row in some)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return paths


@pytest.mark.parametrize(("headings", "rows", "people"), IN_LISTS)
def test_who_is_one_person(
    campaign: Campaign, tmp_path: Path, headings: str, rows: list[list[str]], people: int
) -> None:
    for path in lists(tmp_path, headings, rows):
        bring(campaign, path)
    assert len(everything(campaign)) == people


def test_a_list_of_the_same_form_may_name_somebody_else_with_that_name(campaign: Campaign, tmp_path: Path) -> None:
    rows = [["Ana Utley,1950-01-01"], ["Ana Utley,1990-01-01"]]
    first, second = lists(tmp_path, "Name,Date of birth", rows)
    for _ in range(2):
        for path in (first, second):
            bring(campaign, path)
        assert [r["birth_date"] for r in everything(campaign)] == ["1950-01-01", "1990-01-01"]
        assert len(everything(campaign, SIGNUP)) == 2
    edit(campaign, everything(campaign)[0]["id"], birth_date="1951-01-01")
    second.write_text(first.read_text(encoding="utf-8").replace("Utley,", "UTLEY,"), encoding="utf-8")
    bring(campaign, second)
    assert len(everything(campaign)) == 2


def test_who_is_taken_for_the_son_is_told(campaign: Campaign, tmp_path: Path) -> None:
    rows = [["Melvin Utley,", "Melvin Utley Jr.,1990-01-01"], ["Melvin Utley,1990-01-01"], ["Melvin Utley,1990"]]
    plans = [bring(campaign, path)[0] for path in lists(tmp_path, "Name,Date of birth", rows)]
    assert [plan.joined for plan in plans[:1]] == [[]]
    (row,) = plans[1].joined
    assert row.joined is not None
    assert row.joined.sentence == "Melvin Utley is taken for Melvin Utley Jr., found by e-mail"
    assert [(r["suffix"], r["birth_date"]) for r in everything(campaign)] == [
        (None, None),
        ("Jr.", "1990-01-01"),
        (None, "1990"),
    ]


def test_a_name_that_became_the_preferred_one_is_told_and_not_called_lost(campaign: Campaign, tmp_path: Path) -> None:
    headings = "First name,Preferred name,Last name"
    first, second = lists(tmp_path, headings, [["Robert,,Utley"], [",Bobby,Utley"]])
    bring(campaign, first)
    (row,) = bring(campaign, second)[0].joined
    assert row.joined is not None
    assert row.joined.sentence == "Bobby Utley is taken for Robert Utley, found by e-mail"
    assert [r["preferred_name"] for r in everything(campaign)] == ["Bobby"]
