"""Parties as people write them in Spanish."""

from pathlib import Path

from coordinator.operations import importing
from coordinator.store.campaign import Campaign


def test_a_party_in_spanish_is_understood(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "form.csv"
    path.write_text(
        "First name,Last name,Email,Party\nAna,Lar,ana@example.org,Demócrata\nBo,Lee,bo@example.org,Republicana\n",
        encoding="utf-8",
    )
    plan = importing.plan(campaign, path)
    assert plan.problems == []
    assert [row.created["party_line"] for row in plan.rows if row.created] == ["dem", "rep"]
