"""Questions for a name in other words: taken or asked, never an answer beside people without a name."""

from pathlib import Path

import pytest

from coordinator.importing.columns import ColumnPlan, map_columns
from coordinator.operations import importing
from coordinator.records.catalog import CANDIDATE
from coordinator.store.campaign import Campaign

FIRST = ["Marisol", "Theo", "Abby Jo", "Rosalba", "Ida"]
LAST = ["Okonkwo-Reyes", "Vandersloot", "Fenwick", "Tate", "Moss"]
MAILS = ["marisol.okr@example.org", "theo.v@example.com", "ajfen@example.net", "rt4@example.org", "idam@example.org"]
NUMBERS = ["(303) 555-0142", "720 555 0117", "303.555.0188", "303-555-0101", "303-555-0102"]
NAMES = ("given_name", "family_name", "preferred_name", "+full_name")


def columns(table: dict[str, list[str]], rows: int) -> dict[str, ColumnPlan]:
    table = table | {"Where can we e-mail you?": MAILS, "A number we can reach you on": NUMBERS}
    return {p.header: p for p in map_columns(CANDIDATE, list(table), [c[:rows] for c in table.values()])}


@pytest.mark.parametrize("rows", [3, 5])
@pytest.mark.parametrize(
    "heading",
    [
        "What's the family name on your mail?",
        "What name is on your mailbox?",
        "What is your family called?",
        "Surname, as on your driver's license",
        "The name your family goes by",
        "And the rest of your name?",
        "Household name",
        "¿Cuál es el apellido de su familia?",
        "¿Y el apellido de la casa?",
        "Apellido en su buzón",
    ],
)
def test_a_last_name_is_taken_or_asked(heading: str, rows: int) -> None:
    found = columns({"Hi! What should we call you?": FIRST, heading: LAST}, rows)[heading]
    assert found.target == "family_name" or found.may_be == "family_name" and found.asks


@pytest.mark.parametrize("rows", [3, 5])
@pytest.mark.parametrize(
    "heading",
    [
        "How should we address you?",
        "Name on your mail",
        "How do you sign your letters?",
        "Who do we have the pleasure of meeting?",
        "¿Cómo le llamamos?",
        "¿Cómo debemos dirigirnos a usted?",
        "¿Con quién tenemos el gusto?",
    ],
)
@pytest.mark.parametrize("whole", [True, False])
def test_the_only_name_is_taken_or_asked(heading: str, rows: int, whole: bool) -> None:
    names = [f"{a} {b}" for a, b in zip(FIRST, LAST, strict=True)] if whole else FIRST
    found = columns({heading: names}, rows)[heading]
    assert found.target in NAMES or found.may_be in NAMES and found.asks


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Who brought you along tonight?", ["Dwayne Pettigrew", "Marisol Cole", "Ana Ruiz", "Pat Lowe", "Ravi Menon"]),
        ("Spouse's last name", LAST),
        ("Emergency contact", ["Dwayne Pettigrew", "Marisol Cole", "Ana Ruiz", "Pat Lowe", "Ravi Menon"]),
        ("Favorite color", ["Red", "Green", "Blue", "Yellow", "Orange"]),
        ("Shirt size", ["Large", "Small", "Medium", "Tiny", "Huge"]),
    ],
)
def test_anothers_name_and_other_words_are_not_asked_about(heading: str, cells: list[str]) -> None:
    found = columns({"First name": FIRST, heading: cells}, 5)[heading]
    assert (found.target, found.may_be) == ("answer", "")


@pytest.mark.parametrize("heading", ["Head", "Head of house", "Head of household", "Householder", "Jefe de familia"])
@pytest.mark.parametrize("family", ["Household", "Family"])
def test_the_head_of_a_household_is_asked_about(campaign: Campaign, tmp_path: Path, heading: str, family: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        f"{family},{heading},Spouse,Home tel.,Address,Town,State,Zip\n"
        "Amundsen,Gilbert,Henrietta,605-555-0101,14 Elm St,Mitchell,SD,57301\n"
        "Tran,Linh,,605-555-0104,612 E 3rd Ave,Mitchell,SD,57301\n"
        "Blackhawk,Everett,Dorothea,605-555-0109,PO Box 88,Ethan,SD,57334\n",
        encoding="utf-8",
    )
    columns = importing.plan(campaign, path).sheets[0].columns
    assert columns[1].target == "given_name" or (columns[1].may_be == "given_name" and columns[1].asks)
    assert columns[0].target == "family_name" or (columns[0].may_be == "family_name" and columns[0].asks)
