"""Columns that say that mail does not reach somebody, and those of claims by a law on privacy."""

from pathlib import Path

import pytest

from coordinator.records.catalog import CANDIDATE
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything


@pytest.mark.parametrize(
    ("heading", "cells", "marked"),
    [
        ("Wrong email", ("", "x"), [False, True]),
        ("Incorrect e-mail", ("N", "Y"), [False, True]),
        ("Undeliverable", ("", "x"), [False, True]),
        ("Email works?", ("Yes", "No"), [False, True]),
        ("Email valid", ("TRUE", "FALSE"), [False, True]),
    ],
)
def test_an_address_that_takes_no_mail_is_marked(
    campaign: Campaign, tmp_path: Path, heading: str, cells: tuple[str, str], marked: list[bool]
) -> None:
    path = tmp_path / "list.csv"
    rows = [
        f"{name},{name.split()[0]}@example.org,{cell}" for name, cell in zip(("Ana Bell", "Bo Lee"), cells, strict=True)
    ]
    path.write_text("\n".join([f"Name,Email,{heading}", *rows]) + "\n", encoding="utf-8")
    bring(campaign, path)
    people = sorted(everything(campaign, CANDIDATE), key=lambda person: person["given_name"])
    assert [bool(person["do_not_email"]) for person in people] == marked


@pytest.mark.parametrize("heading", ["GDPR status", "Data request", "CCPA request", "Privacy", "Privacy rights"])
@pytest.mark.parametrize("cell", ["withdrawn", "objection", "erasure", "restricted", "consent revoked"])
def test_what_is_claimed_by_a_law_on_privacy_is_never_silent(
    campaign: Campaign, tmp_path: Path, heading: str, cell: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        f"Name,Email,{heading}\nAna Bell,ana@example.org,\nBo Lee,bo@example.org,{cell}\n", encoding="utf-8"
    )
    plan, _ = bring(campaign, path)
    (marked,) = [person for person in everything(campaign, CANDIDATE) if person["given_name"] == "Bo"]
    told = [problem.row for problem in plan.problems]
    assert told == [3] or marked["do_not_contact"] or plan.sheets[0].columns[2].asks
