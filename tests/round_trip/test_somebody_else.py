"""Somebody new typed over another person's row: the ID stayed, and nothing of the row is that person's."""

from pathlib import Path

import pytest

from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import Sheet, changed_values


@pytest.fixture
def sheet(campaign: Campaign, tmp_path: Path) -> Sheet:
    ada = {"given_name": "Ada", "family_name": "Whitlock", "birth_date": "1982-09-06", "suffix": "Jr."}
    add(campaign, **ada, email="ada@example.org", phone="+13035550100", city="Tempe", consent_contact=True)
    add(campaign, given_name="Bo", family_name="Clay", phone="+13035550101")
    add(campaign, given_name="Cy", family_name="Reed", email="cy@example.org")
    return Sheet(campaign, tmp_path)


def _type(sheet: Sheet, row: int, cells: dict[str, object]) -> None:
    for heading, cell in cells.items():
        sheet.set(heading, row, cell)


NEW = {"First name": "Gundula", "Last name": "Fresh"}


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (2, {**NEW, "E-mail": "g@example.org", "Phone": "(608) 555-0143", "Birth date": "1990-01-01", "Notes": "new!"}),
        (2, {**NEW, "E-mail": "g@example.org", "Phone": "(608) 555-0143"}),
        (2, {**NEW, "E-mail": "g@example.org", "Birth date": "1990-01-01"}),
        (2, {**NEW, "E-mail": "g@example.org"}),
        (2, {**NEW, "E-mail": None, "Phone": "(608) 555-0143", "Birth date": None}),
        (3, {**NEW, "Phone": "(608) 555-0143"}),
        (4, {**NEW, "E-mail": "g@example.org", "Phone": "(608) 555-0143"}),
    ],
)
def test_nothing_of_a_row_with_somebody_new_is_taken(sheet: Sheet, row: int, cells: dict[str, object]) -> None:
    _type(sheet, row, cells)
    found = sheet.back()
    assert changed_values(found) == []
    [told] = [p.message for r in found.rows for p in r.problems]
    assert "Gundula Fresh" in told and "empty the ID cell" in told


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (2, {"Last name": "Fresh", "E-mail": "fresh@example.org"}),
        (2, {"Last name": "Fresh", "E-mail": "fresh@example.org", "Phone": "(608) 555-0143"}),
        (2, {"First name": "Gundula", "E-mail": "g@example.org"}),
        (2, {"First name": "Adah", "Last name": "Whitlok", "E-mail": "adah@example.org"}),
        (2, {"E-mail": "g@example.org", "Phone": "(608) 555-0143", "Birth date": "1990-01-01"}),
        (2, {**NEW, "Phone": "(608) 555-0143"}),
        (3, dict(NEW)),
        (3, {**NEW, "E-mail": "g@example.org"}),
    ],
)
def test_a_married_name_a_new_address_or_a_name_put_right_is_an_edit(
    sheet: Sheet, row: int, cells: dict[str, object]
) -> None:
    _type(sheet, row, cells)
    assert len(changed_values(sheet.back())) == len(cells)
