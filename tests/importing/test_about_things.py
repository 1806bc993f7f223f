"""Lists of things make no people: what things have is nobody's name."""

import json
from pathlib import Path
from typing import Any

import pytest

from coordinator.app import main
from coordinator.importing.recognition.undress import undress


@pytest.fixture
def dry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Return what a dry run says of a list."""
    monkeypatch.setenv("COORDINATOR_CAMPAIGN", str(tmp_path / "t.campaign"))
    main(["new", str(tmp_path / "t.campaign")])

    def of(text: str) -> Any:
        path = tmp_path / "list.csv"
        path.write_text(text, encoding="utf-8")
        capsys.readouterr()
        assert main(["--json", "import", str(path), "--dry-run"]) == 0
        return json.loads(capsys.readouterr().out)

    return of


@pytest.mark.parametrize(
    "text",
    [
        "SKU,Product,Color,Price,In stock\nA-1,Lawn sign,Blue,4.5,120\nA-2,T-shirt M,Red,12,40\n"
        "A-3,Button,Blue,1,1000\nA-4,Clipboard,Brown,3.2,15\n",
        "Item,Color\nLawn sign,Blue\nT-shirt,Red\nButton,Brown\n",
        "ITEM,COLOR,SIZE\nLawn sign,Green,L\nT-shirt,White,S\nButton,Brown,S\n",
        "Name,Size,Qty\nLawn sign,L,10\nPoster,S,5\nBanner,M,2\n",
        "Breed,Count\nShepherd,3\nBrown,4\nTerrier,5\n",
        "Item,Qty,Unit price,Location,Contact phone\nYard signs,200,$3.10,Flint office,810-555-0101\n"
        "Clipboards,12,$2,Macon,478-555-0103\n",
        "Asset tag,Equipment,Phone\nA-1,Laptop,810-555-0101\nA-2,Radio,814-555-0102\n",
        "No,Venue,Capacity,City,Contact e-mail\n1,Grange Hall,80,Flint,a@example.org\n"
        "2,Union Hall,120,Erie,b@example.org\n3,Armory,90,Macon,c@example.org\n",
    ],
)
def test_a_list_of_things_makes_nobody_and_says_so(dry, text: str) -> None:
    found = dry(text)
    assert found["created"] == found["sign_ups"] == 0
    assert [n["why"] for n in found["not_taken"]] == ["about nobody"]
    assert any("does not look like a list of people" in note for note in found["notes"])


def test_people_who_order_things_stay_people(dry) -> None:
    found = dry("Name,Size,Color\nAnn Lee,L,Blue\nBo Kim,S,Red\nCy Roe,M,Brown\n")
    assert found["created"] == 3
    assert [c["target"] for c in found["columns"]] == ["+full_name", "answer", "answer"]


def test_names_under_a_word_for_something_else_are_asked_about(dry) -> None:
    found = dry("Team,Town\nShepherd,Reno\nBrown,Denver\nTurner,Boise\n")
    assert "given_name" not in [c["target"] for c in found["columns"]]
    assert "family_name" not in [c["target"] for c in found["columns"]]


def test_color_is_no_column_by_number() -> None:
    assert not undress("Color").says_nothing and not undress("COLOR").says_nothing
    for heading in ("Col B", "ColB", "col_b", "Column 7", "Column AA", "col", "Columna 3"):
        assert undress(heading).says_nothing


@pytest.mark.parametrize(
    "text",
    [
        "Phone,Keyword\n810-555-0101,RUN\n814-555-0102,VOTE\n",
        "Email,Phone,Product\na@example.org,810-555-0101,Sign\nb@example.org,814-555-0102,Shirt\n",
        "Venue,Email\nFlint,a@example.org\nFlint,b@example.org\nErie,c@example.org\n",
    ],
)
def test_people_of_whom_only_an_address_or_phone_is_known_stay_people(dry, text: str) -> None:
    assert dry(text)["created"] == len(text.splitlines()) - 1


@pytest.mark.parametrize("heading", ["Payee", "Store", "Paid by check to", "Subcontractor", "To", "Memo", "Client"])
@pytest.mark.parametrize("rows", [1, 2, 3, 5, 9])
def test_a_ledger_of_any_length_makes_nobody(dry, heading: str, rows: int) -> None:
    who = ["Sign Depot", "Ray Nash", "Elks Lodge", "Metro Fuel", "Joy Reyes", "Corner Cafe", "Star Rental", "Lee Moss"]
    lines = [f"9/{i + 1}/2026,{who[i % 8]},Supplies,{i * 7 + 12}.50" for i in range(rows)]
    found = dry("\n".join([f"Date,{heading},Category,Amount", *lines]) + "\n")
    assert (found["created"], found["sign_ups"]) == (0, 0)
    assert any("Nothing of it is taken" in note for note in found["notes"])


@pytest.mark.parametrize("heading", ["Donor", "Name", "Member", "Guest name", "Volunteer", "Contributor"])
def test_people_who_gave_money_are_people(dry, heading: str) -> None:
    lines = [f"9/{i + 1}/2026,{who},25.00" for i, who in enumerate(("Ray Nash", "Joy Reyes", "Lee Moss", "Ana Larkin"))]
    assert dry("\n".join([f"Date,{heading},Amount", *lines]) + "\n")["created"] == 4


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Town,Count\nPortland,2\nGresham,1\nTotal,3\n", "Town"),
        ("Event,How many\nReno rally,20\nBoise rally,3\n", "Event"),
        ("Organization,Total\nCivic Ladder,3\nRun Rural,4\n", "Organization"),
        ("City,Sign-ups,%\nReno,5,40%\nBoise,7,60%\n", "City"),
        ("Ciudad,Cantidad\nPonce,3\nCaguas,4\n", "Ciudad"),
    ],
)
def test_what_only_counts_makes_nothing_and_says_so(dry, text: str, by: str) -> None:
    found = dry(text)
    assert found["created"] == 0
    assert any(f"it counts by “{by}”." in note for note in found["notes"])


def test_towns_alone_are_no_stops(dry) -> None:
    found = dry("City,State\nReno,NV\nBoise,ID\n")
    assert found["created"] == 0 and any("“City” holds towns" in note for note in found["notes"])


@pytest.mark.parametrize(
    "text",
    [
        "City,Date\nReno,2026-10-01\nBoise,2026-10-03\n",
        "City,Crowd size\nReno,400\nBoise,500\n",
        "Town,Stop #\nReno,1\nBoise,2\n",
        "City,Venue\nReno,Union Hall\nBoise,Grange\n",
        "Event,Date,Count\nReno rally,2026-10-01,20\nBoise rally,2026-10-03,3\n",
        "Organization,Seats\nCivic Ladder,3\nRun Rural,4\n",
        "Name,Count\nAnn Lee,3\nBo Kim,2\n",
    ],
)
def test_stops_partners_and_people_with_figures_are_taken(dry, text: str) -> None:
    assert dry(text)["created"] == 2
