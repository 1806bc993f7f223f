"""Columns about a permission that a form words in its own way: they are asked about, however sure it is that they are no field."""

from pathlib import Path

import pytest

from coordinator.operations import importing
from coordinator.store.campaign import Campaign


@pytest.mark.parametrize(
    ("heading", "asked"),
    [
        ("I consent to receive updates by email", True),
        ("¿Acepta que compartamos sus datos con grupos aliados?", True),
        ("I consent to be photographed at the event", False),
        ("Favorite cheese", False),
    ],
)
def test_a_permission_is_asked_about_or_understood(
    campaign: Campaign, tmp_path: Path, heading: str, asked: bool
) -> None:
    rows = "".join(
        f"Ana{n},Lar,ana{n}@example.org,{'Yes' if asked or 'photo' in heading else 'Brie'}\n" for n in range(6)
    )
    path = tmp_path / "form.csv"
    path.write_text(f"First name,Last name,Email,{heading}\n{rows}", encoding="utf-8")
    column = importing.plan(campaign, path).sheets[0].columns[3]
    settled = column.target in ("consent_contact", "consent_share")
    assert (settled or bool(column.asks)) is asked


def test_a_party_in_spanish_is_understood(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "form.csv"
    path.write_text(
        "First name,Last name,Email,Party\nAna,Lar,ana@example.org,Demócrata\nBo,Lee,bo@example.org,Republicana\n",
        encoding="utf-8",
    )
    plan = importing.plan(campaign, path)
    assert plan.problems == []
    assert [row.created["party_line"] for row in plan.rows if row.created] == ["dem", "rep"]
