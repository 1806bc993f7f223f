"""A column that is asked about fills no field until somebody has said what it is."""

from pathlib import Path

import pytest

from coordinator.records.catalog import CANDIDATE
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything

STATES = ("NV", "OH", "UT", "CO", "AZ", "NV", "OH", "TX")
OFFICES = ("Lee for Mayor", "Roe for Sheriff", "Lee for Mayor", "Diaz for Council") * 2


@pytest.mark.parametrize(
    ("heading", "cells", "key"),
    [
        ("License plate state", STATES, "state"),
        ("Vehicle plate state", STATES, "state"),
        ("Beneficiary", OFFICES, "office"),
    ]
    + [("Went to", OFFICES, "office"), ("State of trailer", STATES, "state")],
)
def test_what_is_asked_waits(
    campaign: Campaign, tmp_path: Path, heading: str, cells: tuple[str, ...], key: str
) -> None:
    rows = [f"Ana{c} Larkin,ana{c}@example.org,{cell}" for c, cell in zip("abcdefgh", cells, strict=True)]
    (path := tmp_path / "list.csv").write_text("\n".join([f"Name,Email,{heading}", *rows]) + "\n", encoding="utf-8")
    plan, _ = bring(campaign, path)
    column = plan.sheets[0].columns[2]
    people = everything(campaign, CANDIDATE)
    if column.asks:
        assert [row[key] for row in people] == [None] * 8
        assert any("Until then it is kept as an answer" in note for note in plan.notes if note.startswith(heading))
    else:
        assert column.target != "state"
