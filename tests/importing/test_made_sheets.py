"""The sheets that the conservation test is tried on: always the same, and written whole."""

import csv
import io
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from coordinator.workbooks.reading import read_book
from tests.importing.cell_words import lost_words, words_of
from tests.importing.made_cells import KINDS
from tests.importing.made_sheets import ERRORS, MadeSheet, made_sheet

SOME = range(60)


def read_back(sheet: MadeSheet, path: Path) -> list[list[str]]:
    if sheet.format == "csv":
        text = path.read_bytes().decode(sheet.encoding)
        return [
            list(r)
            for r in csv.reader(
                io.StringIO(text, newline=""), delimiter=sheet.delimiter, skipinitialspace=sheet.blank_after
            )
        ]
    rows = openpyxl.load_workbook(path, data_only=True)["Sheet1"].iter_rows()
    return [["" if c.value is None else str(c.value) for c in row] for row in rows]


def test_a_seed_always_gives_the_same_file(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    for seed in SOME:
        assert made_sheet(seed).write(first).read_bytes() == made_sheet(seed).write(second).read_bytes()


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_every_cell_is_written(tmp_path: Path, format_: str) -> None:
    for seed in SOME:
        sheet = made_sheet(seed, format_)
        rows = read_back(sheet, sheet.write(tmp_path))
        for cell in sheet.filled():
            there = rows[cell.row - 1][cell.index]
            assert cell.text in ERRORS or lost_words(cell.text, [there]) == [], (seed, cell, there)


def test_the_program_reads_every_word(tmp_path: Path) -> None:
    usual = [s for s in map(made_sheet, range(250)) if not s.blank_after and s.encoding != "mac_roman"]
    for sheet in [s for s in usual if s.format == "csv"] + [s for s in usual if s.format == "xlsx"][:8]:
        read = read_book(sheet.write(tmp_path)).sheets[0]
        for cell in sheet.filled():
            there = str(read.rows[cell.row - read.first_row][cell.index])
            assert lost_words(cell.text, [there]) == [] or cell.text in ERRORS, (sheet.seed, cell, there)


def test_all_kinds_and_oddities_come_up() -> None:
    sheets = [made_sheet(seed) for seed in range(500)]
    assert {k for s in sheets for k in s.kinds if k} == set(KINDS)
    assert {part for s in sheets for part, _ in s.rows} == {
        "above",
        "group",
        "header",
        "record",
        "blank",
        "again",
        "below",
    }
    assert {s.encoding for s in sheets} >= {"utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "mac_roman"}
    assert {s.delimiter for s in sheets} == {",", ";", "\t", "|"}
    assert Counter(s.format for s in sheets)["xlsx"] >= 50
    assert any(len(set(s.headings)) < len(s.headings) for s in sheets) and any("" in s.headings for s in sheets)
    assert any("\n" in c.text for s in sheets for c in s.filled())


@pytest.mark.parametrize(
    ("cell", "kept", "lost"),
    [
        ("(303) 555-0123 cell", ["+13035550123"], ["cell"]),
        ("(303) 555-0123 cell", ["+13035550123", "Phone: cell"], []),
        ("303-555-0123 x4", ["+13035550123"], ["x", "4"]),
        ("011 44 20 7946 0123", ["+442079460123"], []),
        ("3035550123.0 or 720 555 0199", ["+13035550123", "+17205550199"], []),
        ("303-555-0123 / 720-555-0199", ["+13035550123"], ["720", "555", "199"]),
        ("12.000", ["12000"], []),
        ("Nevada; Utahh", ["NV"], ["utahh"]),
        ("O&#39;Brien <b>Jr.</b>", ["O’Brien", "JR"], []),
        ("Dr. Ana Larkin", ["Ana", "Larkin"], ["dr"]),
        ("Ana and Bea", ["Ana", "Bea"], []),
        ("March 5, 1990", ["1990-03-05"], []),
        ("12 Oak St Apt 4", ["12 Oak St"], ["apt", "4"]),
        ("Sí", ["yes"], []),
        ("mailto:ana@example.org", ["ana@example.org"], []),
        ("N/A", [], []),
        ("nobody", [], ["nobody"]),
    ],
)
def test_a_lost_word_is_found(cell: str, kept: list[str], lost: list[str]) -> None:
    assert lost_words(cell, kept) == lost


def test_words_are_folded() -> None:
    assert words_of("  O&amp;K <i>Muñoz</i>, 007 ✓ ") == ["o", "k", "muñoz", "7", "✓"]
