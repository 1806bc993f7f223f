"""A ZIP code of four digits gets its zero back where nothing speaks against it, and it is told."""

import json
from pathlib import Path
from typing import Any

import pytest

from coordinator.app import main

GREELEY = ["80631", "80634", "80631", "8063"]


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Return what a dry run says of a list, as problems (row, column, sentence) and notes; then its people."""
    monkeypatch.setenv("COORDINATOR_CAMPAIGN", str(tmp_path / "t.campaign"))
    main(["new", str(tmp_path / "t.campaign")])

    def of(text: str) -> tuple[list[tuple[int, str, str]], list[str], dict[str, Any]]:
        path = tmp_path / "list.csv"
        path.write_text(text, encoding="utf-8")
        capsys.readouterr()
        assert main(["--json", "import", str(path), "--dry-run"]) == 0
        found = json.loads(capsys.readouterr().out)
        assert main(["import", str(path)]) == 0
        capsys.readouterr()
        assert main(["--json", "list", "candidates", "--fields", "given_name,postcode,state"]) == 0
        people = {p["given_name"]: (p["postcode"], p["state"]) for p in json.loads(capsys.readouterr().out)}
        problems = [(p["row"], p["column"], p["message"]) for p in found["problems"]]
        return problems, [n for n in found["notes"] if "zero" in n or "lost" in n], people

    return of


def rows(zips: list[str], more: str = "") -> str:
    names = ("Ann", "Bea", "Cy", "Di", "Eve", "Flo", "Gil")
    return "".join(f"{n},{n.lower()}@example.org,{z}{more}\n" for n, z in zip(names, zips, strict=False))


def test_a_digit_that_is_missing_is_no_lost_zero_on_a_list_of_another_state(told) -> None:
    problems, notes, people = told("First name,Email,ZIP\n" + rows(GREELEY))
    assert people["Di"] == ("8063", None)
    (problem,) = problems
    assert problem[:2] == (5, "ZIP")
    assert "NJ" in problem[2] and "CO" in problem[2]
    assert not notes


def test_the_town_of_a_row_speaks_against_a_zero(told) -> None:
    far = "Portland;97201 Trenton;08608 Reno;89501 Boise;83702 Tampa;33602 Portland;4101".split()
    body = "".join(f"P{i},p{i}@example.org,{pair.split(';')[0]},{pair.split(';')[1]}\n" for i, pair in enumerate(far))
    problems, _, people = told("First name,Email,City,ZIP\n" + body)
    assert people["P5"] == ("4101", None)
    assert "the others of its town are in OR" in problems[0][2]


@pytest.mark.parametrize(
    ("zips", "expected"),
    [
        (["04401", "04101", "4401"], ("04401", "ME")),
        (["4401", "4101", "4401"], ("04401", "ME")),
        (["80202", "89501", "33602", "83702", "97201", "04401", "2134"], ("02134", "MA")),
    ],
)
def test_a_lost_zero_is_given_back_and_told(told, zips: list[str], expected: tuple[str, str]) -> None:
    problems, notes, people = told("First name,Email,ZIP\n" + rows(zips))
    assert people[("Cy", "Gil")[len(zips) > 3]] == expected
    assert not problems
    (note,) = notes
    assert note.startswith("ZIP: ") and "row" in note


def test_a_zero_that_the_state_of_the_row_agrees_with_is_told_too(told) -> None:
    problems, notes, people = told(
        "First name,Email,ZIP,State\n" + rows(["4401"], ",ME") + "Cal,c@example.org,80202,CO\n"
    )
    assert people["Ann"] == ("04401", "ME")
    assert not problems and len(notes) == 1
    assert "“4401” in row 2" in notes[0]


@pytest.mark.parametrize(
    ("city", "phone"),
    [
        *(("Brussels", "+32 2 555 01 01"), ("Vienna", "+43 1 555 0101"), ("Geneva", "+41 22 555 01 01")),
        *(("Bruxelles", ""), ("København", ""), ("", "+45 55 55 01 01"), ("Buenos Aires", "+54 11 5555 0101")),
    ],
)
def test_a_code_of_another_country_gets_no_zero(told, city: str, phone: str) -> None:
    head = "First name,Email,City,ZIP,Phone\n"
    problems, _, people = told(head + f"Ann,ann@example.org,{city},1000,{phone}\n")
    assert people["Ann"] == ("1000", None)
    ((row, column, sentence),) = [problem for problem in problems if problem[1] == "ZIP"]
    assert (row, column) == (2, "ZIP") and "another country" in sentence


def test_a_code_beside_a_number_or_town_of_the_country_gets_its_zero(told) -> None:
    head = "First name,Email,City,ZIP,Phone\n"
    lines = "Ann,ann@example.org,Springfield,1103,\nBea,bea@example.org,Sprngfild,1103,413-555-0131\n"
    _, _, people = told(head + lines)
    assert [people[name][0] for name in ("Ann", "Bea")] == ["01103", "01103"]
