"""Who is not to be passed on to anybody says No to being passed on, in whatever column and words."""

from pathlib import Path

import pytest

from coordinator.records.catalog import CANDIDATE
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything


def _bring(campaign: Campaign, path: Path, heading: str, *cells: str) -> tuple[list[object], list[tuple[int, str]]]:
    rows = [f"Ana{chr(97 + i)},Larkin,ana{i}@example.org,{cell}" for i, cell in enumerate(cells)]
    path.write_text("\n".join([f"First Name,Last Name,Email,{heading}", *rows]) + "\n", encoding="utf-8")
    plan, _ = bring(campaign, path)
    people = sorted(everything(campaign, CANDIDATE), key=lambda row: row["email"])
    assert not any("Everybody" in (p["unwanted_partners"] or ()) for p in people)
    return [p["consent_share"] for p in people], [(p.row, p.value) for p in plan.problems]


@pytest.mark.parametrize(
    "heading",
    [
        "Not to be shared with",
        "Do not share with",
        "Never pass on to",
        "Partners not wanted",
        "Do not give my name to",
        "No compartir con",
        "Withhold from",
    ],
)
@pytest.mark.parametrize("cell", ["Everybody", "any group", "all of them", "All partners", "cualquiera"])
def test_everybody_is_a_no_that_is_told(campaign: Campaign, tmp_path: Path, heading: str, cell: str) -> None:
    assert _bring(campaign, tmp_path / "list.csv", heading, "Emerge", cell) == ([None, False], [(3, cell)])


@pytest.mark.parametrize("heading", ["Not to be shared with", "Partners not wanted"])
def test_the_name_of_a_partner_refuses_that_one_alone(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    assert _bring(campaign, tmp_path / "list.csv", heading, "Emerge", "All Hands Org")[0] == [None, None]


def test_that_nobody_is_meant_has_to_be_read(campaign: Campaign, tmp_path: Path) -> None:
    shared, told = _bring(campaign, tmp_path / "list.csv", "Do not share with", "Emerge", "nobody")
    assert (shared, told) == ([None, None], [(3, "nobody")])


@pytest.mark.parametrize("heading", ["Sat with", "Not sure who to talk to", "Never worked with"])
def test_everybody_below_another_question_refuses_nothing(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    assert _bring(campaign, tmp_path / "list.csv", heading, "Bo Lee", "Everybody")[0] == [None, None]


@pytest.mark.parametrize("heading", ["9. Shall we keep you posted?", "Q3) Shall we keep you posted?"])
def test_a_numbered_question_asks_the_same(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"Name,Email,{heading}\nAna Bell,ana@example.org,Yes\nBo Lee,bo@example.org,No\n", encoding="utf-8")
    bring(campaign, path)
    people = sorted(everything(campaign, CANDIDATE), key=lambda row: row["email"])
    assert [p["consent_contact"] for p in people] == [True, False]
