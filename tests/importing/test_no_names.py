"""What stands where a name is missing, names for others, and what heading and cells together say of a name."""

from pathlib import Path

import pytest

from coordinator.importing.names import read_full_name
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import PLAIN_HINTS
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything


@pytest.mark.parametrize(
    "text",
    "(same)|same as above|Tbd TBD|TBD|test|Test User|First Last|Your Name|Guest 2|por confirmar|sin nombre|prueba|lo mismo|"
    "asdf asdf|xxx|Same person|delete me|Myself|me|OPEN|Open|Open Slot|unfilled|Need volunteer|Anyone|My boss".split(
        "|"
    ),
)
def test_what_stands_for_a_name_makes_nobody(campaign: Campaign, tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"Name,Phone\nAna Larkin,303-555-0101\n{text},303-555-0102\n", encoding="utf-8")
    plan, _ = bring(campaign, path)
    assert [(p.row, p.column, p.value) for p in plan.problems if p.column] == [(3, "Name", text)]
    assert [(r["given_name"], r["family_name"]) for r in everything(campaign, CANDIDATE)] == [
        ("Ana", "Larkin"),
        (None, None),
    ]


@pytest.mark.parametrize(
    ("first", "last"), [("Test", "User"), ("TBD", "TBD"), ("", "Guest"), ("Test", "1"), ("(same)", "(same)")]
)
def test_two_columns_that_name_nobody(campaign: Campaign, tmp_path: Path, first: str, last: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"First name,Last name,Phone\nAna,Test,303-555-0101\n{first},{last},303-555-0102\n", "utf-8")
    plan, _ = bring(campaign, path)
    assert {(p.row, p.value) for p in plan.problems} >= {(3, text) for text in (first, last) if text}
    assert [(r["given_name"], r["family_name"]) for r in everything(campaign, CANDIDATE)] == [
        ("Ana", "Test"),
        (None, None),
    ]


@pytest.mark.parametrize(
    ("text", "given", "family"),
    [
        ("Lee TBD", "Lee", None),
        ("Ann ?", "Ann", None),
        ("Testa Rossi", "Testa", "Rossi"),
        ("Ana Guest", "Ana", "Guest"),
    ],
)
def test_a_part_of_a_name_that_is_none(text: str, given: str, family: str | None) -> None:
    values = read_full_name(text, PLAIN_HINTS).values
    assert (values.get("given_name"), values.get("family_name")) == (given, family)


@pytest.mark.parametrize("between", ["for", "on behalf of", "c/o", "via", "por", "para", "de parte de"])
def test_a_name_for_another_is_two_people(between: str) -> None:
    text = f"Fay Hu {between} Gus Ive"
    found = read_full_name(text, PLAIN_HINTS)
    assert found.values == {"given_name": text}
    assert "more than one person" in found.problems[0]


@pytest.mark.parametrize(
    ("heading", "text", "given", "family"),
    [
        ("LAST NAME/FIRST NAME", "LEE/ANN", "Ann", "Lee"),
        ("First/Last", "Mary Ann/Van Dyke", "Mary Ann", "Van Dyke"),
        ("Apellidos/Nombre", "Ruiz Gómez/Ana", "Ana", "Ruiz Gómez"),
        ("Nombre y apellidos", "Ana Ruiz Gómez", "Ana", "Ruiz Gómez"),
        ("Nombre y apellidos", "José Luis Paz", "José Luis", "Paz"),
        ("Nombre y apellidos", "Rosa María Cano Díaz", "Rosa María", "Cano Díaz"),
        ("Nombre", "Ana Ruiz Gómez", "Ana", "Ruiz Gómez"),
        ("Nombre", "Ana de la Cruz", "Ana", "de la Cruz"),
        ("First name", "Ana Larkin", "Ana", "Larkin"),
    ],
)
def test_the_heading_and_the_cells_say_what_a_name_is(
    campaign: Campaign, tmp_path: Path, heading: str, text: str, given: str, family: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"{heading},Email\n{text},a@example.org\n", encoding="utf-8")
    plan, _ = bring(campaign, path)
    assert plan.problems == []
    assert [(r["given_name"], r["family_name"]) for r in everything(campaign, CANDIDATE)] == [(given, family)]


def test_first_names_of_two_words_stay_first_names(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("First name,Email\nMary Ann,a@example.org\nBo,b@example.org\n", encoding="utf-8")
    bring(campaign, path)
    assert [r["given_name"] for r in everything(campaign, CANDIDATE)] == ["Mary Ann", "Bo"]


@pytest.mark.parametrize("names", [("LEE", "ANN"), ("RAY", "BO"), ("THOMAS", "JAMES")])
def test_names_in_capitals_stay_in_their_columns(campaign: Campaign, tmp_path: Path, names: tuple[str, str]) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"LAST NAME,FIRST NAME,PHONE\n{names[0]},{names[1]},415-555-0101\n", encoding="utf-8")
    bring(campaign, path)
    found = everything(campaign, CANDIDATE)[0]
    assert (found["family_name"], found["given_name"]) == (names[0].title(), names[1].title())


@pytest.mark.parametrize("headings", ["Nombres,Apellidos", "First names,Last name", "Nombre,Apellido"])
def test_two_first_names_beside_last_names(campaign: Campaign, tmp_path: Path, headings: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"{headings},Phone\nAna María,Ruiz Gómez,303-555-0101\nLuz Elena,Paz,303-555-0102\n", "utf-8")
    plan, _ = bring(campaign, path)
    found = [(r["given_name"], r["family_name"]) for r in everything(campaign, CANDIDATE)]
    assert (found, plan.problems) == ([("Ana María", "Ruiz Gómez"), ("Luz Elena", "Paz")], [])


@pytest.mark.parametrize(
    "text", ["Jay for Congress", "Fay Hu for Mayor", "Fay Hu para alcaldesa", "Friends of Jay Poe"]
)
def test_a_campaign_is_told(text: str) -> None:
    found = read_full_name(text, PLAIN_HINTS)
    assert (found.values, len(found.problems)) == ({"family_name": text}, 1)


@pytest.mark.parametrize(
    ("text", "name", "left"),
    [
        ("My wife, Paige Tamblyn", ("Paige", "Tamblyn"), "My wife"),
        ("my good friend Lucille Bright", ("Lucille", "Bright"), "my good friend"),
        ("Neighbor: Dale Hobbs", ("Dale", "Hobbs"), "Neighbor"),
        ("ditto address — Paul Reyes", ("Paul", "Reyes"), "ditto address"),
        ("same house - Paul Reyes", ("Paul", "Reyes"), "same house"),
        ("ditto Paul Reyes", ("Paul", "Reyes"), "ditto"),
        ("Brother Curtis Bell", ("Curtis", "Bell"), "Brother"),
        ("Mother Odessa Grimes", ("Odessa", "Grimes"), "Mother"),
        ("Bell, Sis. May", ("May", "Bell"), "Sis."),
        ("Elder John Fox", ("John", "Fox"), "Elder"),
        ("Sister Mary", ("Sister", "Mary"), None),
        ("Deacon Jones", ("Deacon", "Jones"), None),
        ("Bishop Lane", ("Bishop", "Lane"), None),
        ("My Lan Nguyen", ("My Lan", "Nguyen"), None),
        ("Me Lin", ("Me", "Lin"), None),
        ("Open, Ann", ("Ann", "Open"), None),
        ("Will Self", ("Will", "Self"), None),
    ],
)
def test_what_stands_before_a_name_is_no_part_of_it(text: str, name: tuple[str, str], left: str | None) -> None:
    found = read_full_name(text, PLAIN_HINTS)
    assert (found.values.get("given_name"), found.values.get("family_name")) == name
    assert found.leftover == left and not found.problems
