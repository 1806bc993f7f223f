"""Lists of partners in everyday words: what the sheet holds, and what its columns are."""

from pathlib import Path

import pytest

from coordinator.records.catalog import CANDIDATE, EVENT, PARTNER
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything


def sheet(folder: Path, *lines: str) -> Path:
    """Write a sheet; return its path."""
    path = folder / "list.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        (
            "Organization,Main contact,Contact's e-mail,Contact's phone,States they serve,Offices they train for",
            'Prairie Bench,Lorna Tisdale,lorna@prairie.example.org,402-555-0101,"NE, IA",School board; City council',
        ),
        (
            "Group name,Who to ask for,Their e-mail,Their phone,Covers,Trains for",
            'Prairie Bench,Lorna Tisdale,lorna@prairie.example.org,402-555-0101,"NE, IA",School board; Mayor',
        ),
        (
            "Partner organization,Contact person,Contact e-mail,Contact phone,States served,Levels",
            'Prairie Bench,Lorna Tisdale,lorna@prairie.example.org,402-555-0101,"NE, IA",School; Municipal',
        ),
        (
            "Name of group,Lead contact,Lead contact's email,Contact tel,Which states they cover,Which offices they help",
            'Prairie Bench,Lorna Tisdale,lorna@prairie.example.org,402-555-0101,"NE, IA",school board and city council',
        ),
    ],
)
@pytest.mark.parametrize("said", [True, False])
def test_organizations_with_somebody_to_ask_for(
    campaign: Campaign, tmp_path: Path, headings: str, row: str, said: bool
) -> None:
    path = sheet(tmp_path, headings, row)
    plan, _ = bring(campaign, path, into="partner") if said else bring(campaign, path)
    assert plan.sheets[0].record == PARTNER.key
    (partner,) = everything(campaign, PARTNER)
    assert not everything(campaign, CANDIDATE)
    assert (partner["name"], partner["contact_name"]) == ("Prairie Bench", "Lorna Tisdale")
    assert (partner["contact_email"], partner["contact_phone"]) == ("lorna@prairie.example.org", "+14025550101")
    assert sorted(partner["states"]) == ["IA", "NE"]
    assert partner["levels"] == ["school", "municipal"]
    assert not partner["answers"]


def test_words_of_offices_are_kept(campaign: Campaign, tmp_path: Path) -> None:
    bring(campaign, sheet(tmp_path, "Organization,Main contact,States,Trains for", "Mesa,Ray Vigil,NM,School board"))
    (partner,) = everything(campaign, PARTNER)
    assert "School board" in str(partner["notes"])


@pytest.mark.parametrize(
    "lines",
    [
        ("Full name,Organization,Contact phone,Running for", "Ana Ortiz,Mesa,505-555-0101,Mayor"),
        ("First name,Last name,Group,Contact e-mail,Covers", "Ana,Ortiz,Mesa,ana@example.org,NM"),
        ("Contact name,Organization,Contact e-mail,Party", "Ana Ortiz,Mesa,ana@example.org,Democratic"),
    ],
)
def test_people_of_an_organization_stay_people(campaign: Campaign, tmp_path: Path, lines: tuple[str, ...]) -> None:
    plan, _ = bring(campaign, sheet(tmp_path, *lines))
    assert plan.sheets[0].record == CANDIDATE.key


def test_a_field_whose_cells_cannot_be_read_is_told_as_such(campaign: Campaign, tmp_path: Path) -> None:
    plan, _ = bring(
        campaign, sheet(tmp_path, "Organization,Main contact,States,Days to answer", "Mesa,Ray Vigil,NM,soon")
    )
    assert any("“Days to answer” is called like a field of a partner" in n and "“soon”" in n for n in plan.notes)


@pytest.mark.parametrize("heading", ["Street", "Street address", "Calle"])
def test_the_street_of_a_stop(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    bring(campaign, sheet(tmp_path, f"Event,City,State,{heading},Date", "Rally,Huron,SD,44 Main St,2025-11-20"))
    assert [e["address"] for e in everything(campaign, EVENT)] == ["44 Main St"]
