"""Columns that stay what they are called though many cells are odd, and sheets that are no lists of people."""

from pathlib import Path

import pytest

from coordinator.importing.plan import ImportPlan
from coordinator.records.catalog import CANDIDATE
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything


def brought(campaign: Campaign, folder: Path, heading: str, *cells: str) -> ImportPlan:
    """Import people with one more column."""
    lines = [f"Ana,Poe{chr(97 + n)},p{n}@example.org,{cell}" for n, cell in enumerate(cells)]
    path = folder / "list.csv"
    path.write_text(f"First name,Surname,Email,{heading}\n" + "\n".join(lines), encoding="utf-8")
    plan, _ = bring(campaign, path)
    return plan


@pytest.mark.parametrize(
    ("heading", "cells", "key", "values", "told"),
    [
        (
            "ZIP",
            ("89501", "89501-", "8950l", "89501 1234", "ZIP 89503", "89504/89505", "N2L 3G1", "1234"),
            "postcode",
            ["89501", None, None, "89501-1234", None, None, "N2L 3G1", "1234"],
            [3, 4, 6, 7, 9],
        ),
        (
            "State",
            ("Georgia", "Wash.", "Nev/Utah", "Kansas City", "nevaada", "IN (Indiana)", "any", "NV"),
            "state",
            ["GA", "WA", None, None, None, "IN", None, "NV"],
            [4, 5, 6, 8],
        ),
    ],
)
def test_a_column_with_odd_cells_stays_what_it_is_called(
    campaign: Campaign,
    tmp_path: Path,
    heading: str,
    cells: tuple[str, ...],
    key: str,
    values: list[str | None],
    told: list[int],
) -> None:
    plan = brought(campaign, tmp_path, heading, *cells)
    assert plan.sheets[0].columns[3].target == key
    found = {r["family_name"]: r[key] for r in everything(campaign, CANDIDATE)}
    assert [found[f"Poe{chr(97 + n)}"] for n in range(len(cells))] == values
    assert [p.row for p in plan.problems if p.column == heading] == told


@pytest.mark.parametrize("headings", ["Date,Vendor,Contact,Amount", "Invoice,Payee,Contact,Total"])
def test_a_list_of_payments_is_about_nobody(campaign: Campaign, tmp_path: Path, headings: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"{headings}\n2025-03-21,Print Shop,Ana Larkin,$200\n2025-03-22,Sign Co,Bea Morse,$300\n", "utf-8")
    plan, _ = bring(campaign, path)
    assert [n.why for n in plan.not_taken] == ["about nobody"]
    assert everything(campaign, CANDIDATE) == []


def test_a_sign_straight_after_a_number_is_told_once(campaign: Campaign, tmp_path: Path) -> None:
    plan = brought(campaign, tmp_path, "Phone", "3035550103x", "303-555-0104")
    assert [(p.row, p.value) for p in plan.problems if p.column] == [(2, "x")]


def test_facts_above_a_list_are_no_header(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    lines = ("Chapter,Reno", "Date,3/21/2025", "Captain,Eve Boss", "Name,Phone", "Ana Larkin,303-555-0101")
    path.write_text("\n".join((*lines, "Bea Morse,303-555-0102")), encoding="utf-8")
    plan, _ = bring(campaign, path)
    assert [r["given_name"] for r in everything(campaign, CANDIDATE)] == ["Ana", "Bea"]
    assert [(n.row, n.why) for n in plan.not_taken] == [(n, "above the header") for n in (1, 2, 3)]


def test_a_meeting_above_those_who_took_part_is_no_person(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    lines = (
        "Meeting ID,Topic,Start Time,User Email,Length,Joined",
        "123 456,Run,03/21/2025 18:00,eve@example.org,60,2",
        "",
    )
    people = ("Name (Original Name),User Email,Minutes,Guest", "Ana Larkin,a@example.org,50,Yes")
    path.write_text("\n".join((*lines, *people, "Bea Morse,b@example.org,60,Yes")), encoding="utf-8")
    plan, _ = bring(campaign, path)
    assert [(r["given_name"], r["stated_age"]) for r in everything(campaign, CANDIDATE)] == [
        ("Ana", None),
        ("Bea", None),
    ]
    assert [c.header for c in plan.sheets[-1].columns if c.asks] == ["User Email"]  # minutes are no age
    assert [n.row for n in plan.not_taken if n.why == "above the header"] == [1, 2]
