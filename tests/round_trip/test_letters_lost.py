"""Letters beyond ASCII of a text file that came back: dropped by a program, or read in another encoding."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from coordinator.importing.acts import ActKind
from coordinator.importing.plan import ImportPlan
from coordinator.operations import importing
from coordinator.round_trip.exporting import export
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import Sheet, changed_values

NAMES = [("Zoë", "Núñez"), ("Jürgen", "Schröder"), ("Ana", "Núñez"), ("Siobhán", "Weiß"), ("Tom", "Ashworth")]
COLUMNS = ["given_name", "family_name", "email", "city", "notes"]


@pytest.fixture
def out(campaign: Campaign, tmp_path: Path) -> Path:
    for n, (given, family) in enumerate(NAMES):
        add(campaign, given_name=given, family_name=family, email=f"a{n}@example.org", city="Lima")
    path = tmp_path / "out.csv"
    export(campaign, path, kinds=("candidate",), columns={"candidate": COLUMNS}, author="Dana")
    return path


def back(campaign: Campaign, path: Path, encoding: str, change: Callable[[str], str], **edits: str) -> ImportPlan:
    """Write the file with each text changed and the notes of one person edited, and return what it would do."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *lines = csv.reader(file)
    lines = [[line[0], *map(change, line[1:])] for line in lines]
    for heading, text in edits.items():
        lines[-1][head.index(heading)] = text
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=";").writerows([head, *lines])
    return importing.plan(campaign, path)


def in_ascii(text: str) -> str:
    plain = {"ë": "e", "ú": "u", "ñ": "n", "ü": "u", "ö": "o", "á": "a", "ß": "ss"}
    return "".join(plain.get(letter, letter) for letter in text)


def test_accents_that_a_program_dropped_change_nobody_and_are_told(campaign: Campaign, out: Path) -> None:
    plan = back(campaign, out, "ascii", in_ascii, Notes="called")
    assert changed_values(plan) == [(5, "notes", "called")]
    assert any("without any accents" in note and "7 texts" in note for sheet in plan.sheets for note in sheet.notes)


def test_a_name_written_without_its_accent_among_others_with_theirs_is_an_edit(campaign: Campaign, out: Path) -> None:
    plan = back(campaign, out, "utf-8", lambda text: "Zoe" if text == "Zoë" else text)
    assert changed_values(plan) == [(1, "given_name", "Zoe")]


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "iso8859_15"])
def test_a_file_is_read_in_the_encoding_in_which_it_says_what_went_out(
    campaign: Campaign, out: Path, encoding: str
) -> None:
    plan = back(campaign, out, encoding, lambda text: text + "\xa0" if text == "Lima" else text, Notes="größer")
    assert changed_values(plan) == [(5, "notes", "größer")]


def test_headings_that_changed_places_are_known_with_the_list_once_more_below(
    campaign: Campaign, tmp_path: Path
) -> None:
    for n in range(12):
        add(campaign, given_name=f"Ada{n}", family_name=f"Brook{n % 5}", email=f"ada{n}@example.org")
    sheet = Sheet(campaign, tmp_path, columns=COLUMNS)
    for row in range(2, sheet.last + 1):
        sheet.copy_row(row)
    given, family = sheet.column("First name"), sheet.column("Last name")
    sheet.put("First name", family)
    sheet.put("Last name", given)
    found = sheet.back()
    assert {a.kind for a in found.acts} == {ActKind.HEADINGS}
    assert not changed_values(found)
