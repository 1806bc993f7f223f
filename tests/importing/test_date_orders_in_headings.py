"""A heading that names the order of its dates is believed; where its cells contradict it, it is asked."""

from pathlib import Path

import pytest

from coordinator.importing.day_orders import order_named
from coordinator.importing.plan import ImportPlan
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything

NAMED = [
    ("Birth date DD-MM-YYYY", True),
    ("Date of birth [dd.mm.yy]", True),
    ("Nacimiento (día/mes/año)", True),
    ("Date de naissance (jj/mm/aaaa)", True),
    ("Date de naissance, jour/mois/année", True),
    ("Birthdate: D / M / Y", True),
    ("Born (day month year)", True),
    ("Birthday dd/mm", True),
    ("Birth date M/D/YYYY", False),
    ("Fecha de nacimiento mes/día/año", False),
    ("Born, month-day-year", False),
    ("Birth date", None),
    ("Birth date (YYYY-MM-DD)", None),
    ("Birth date (DD/MM/YYYY or MM/DD/YYYY)", None),
    ("Day/month of the party", True),
    ("Todd/Mmabatho", None),
]


@pytest.mark.parametrize(("heading", "first"), NAMED)
def test_the_order_that_a_heading_names(heading: str, first: bool | None) -> None:
    assert order_named(heading) is first


def brought(campaign: Campaign, path: Path, heading: str, *days: str) -> tuple[ImportPlan, list[str]]:
    """Import people below a heading of birth dates; return the plan and the dates taken."""
    lines = [f"{name},Roe,{name.lower()}@example.org,{day}" for name, day in zip(("Ida", "Jan"), days, strict=True)]
    path.write_text("\n".join([f"First name,Last name,Email,{heading}", *lines]), encoding="utf-8")
    plan, _ = bring(campaign, path)
    return plan, [str(person["birth_date"] or "") for person in everything(campaign)]


@pytest.mark.parametrize(
    ("heading", "days"),
    [
        ("Date of birth (DD-MM-YYYY)", ["1968-08-07", "1991-02-10"]),
        ("Fecha de nacimiento (día/mes/año)", ["1968-08-07", "1991-02-10"]),
        ("Date of birth MM/DD/YYYY", ["1968-07-08", "1991-10-02"]),
    ],
)
def test_dates_are_read_in_it_and_nothing_is_asked(
    campaign: Campaign, tmp_path: Path, heading: str, days: list[str]
) -> None:
    plan, found = brought(campaign, tmp_path / "list.csv", heading, "7/8/1968", "10/2/1991")
    assert found == days
    assert plan.sheets[0].unsure == []
    assert not any("comes first" in note for note in plan.notes)


def test_cells_against_it_are_asked_about(campaign: Campaign, tmp_path: Path) -> None:
    heading = "Date of birth (DD-MM-YYYY)"
    plan, found = brought(campaign, tmp_path / "list.csv", heading, "7/8/1968", "10/22/1991")
    assert found == ["", ""]
    assert plan.sheets[0].unsure == [heading]
    assert any("names the day first" in note and "row 3" in note for note in plan.notes)
