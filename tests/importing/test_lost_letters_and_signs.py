"""Letters that an encoding lost are told, and come back with a better list; signs dropped from names are told."""

from pathlib import Path

import pytest

from coordinator.importing.plan import ImportPlan
from coordinator.importing.plan_and_apply import ImportOptions
from coordinator.operations import importing
from coordinator.store.campaign import Campaign
from tests.builders import edit, everything


def bring(campaign: Campaign, folder: Path, *lines: str, name: str = "list.csv", source: str | None = None):
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    plan = importing.plan(campaign, path, ImportOptions(source=source))
    importing.apply(campaign, plan, author="Dana")
    return plan


def told(plan: ImportPlan, word: str) -> list[str]:
    return [p.message for p in plan.problems if word in p.value]


@pytest.mark.parametrize("source", [None, "Form"])
@pytest.mark.parametrize("second", ["two.csv", "list.csv"])
def test_a_better_spelling_is_an_update(campaign: Campaign, tmp_path: Path, source: str | None, second: str) -> None:
    head = "Name,E-mail,Town"
    bring(campaign, tmp_path, head, "Ann Pe?a,ann@example.org,Ca?on City", source=source)
    plan = bring(campaign, tmp_path, head, "Ann Peña,ann@example.org,Cañon City", name=second, source=source)
    (ann,) = everything(campaign)
    assert (ann["city"], ann["family_name"]) == ("Cañon City", "Peña")
    assert plan.counts.updated == 1
    plan = bring(campaign, tmp_path, head, "Ann Pe?a,ann@example.org,Ca?on City", name="three.csv", source=source)
    (ann,) = everything(campaign)
    assert (ann["city"], ann["family_name"]) == ("Cañon City", "Peña"), "a worse spelling never comes back"


def test_what_was_mended_here_by_hand_stays(campaign: Campaign, tmp_path: Path) -> None:
    bring(campaign, tmp_path, "Name,E-mail,Town", "Ann Poe,ann@example.org,Cañon City")
    edit(campaign, everything(campaign)[0]["id"], city="Florence")
    bring(campaign, tmp_path, "Name,E-mail,Town", "Ann Poe,ann@example.org,Ca?on City")
    assert everything(campaign)[0]["city"] == "Florence"


def test_a_letter_that_was_lost_is_told(campaign: Campaign, tmp_path: Path) -> None:
    lines = ("José Pe?aranda,jose@example.org,Ca?on City", "Bo Fox,bo@example.org,Reno?", "Cy?,cy@example.org,Reno")
    plan = bring(campaign, tmp_path, "Name,E-mail,Town", *lines)
    lost = [(p.row, p.column, p.value) for p in plan.problems if "lost" in p.message]
    assert lost == [(2, "Name", "Pe?aranda"), (2, "Town", "Ca?on City")]


@pytest.mark.parametrize("name", ["“; DROP TABLE", "Ann (", "“Ann", "Ann ; "])
def test_signs_dropped_from_a_name_are_told(campaign: Campaign, tmp_path: Path, name: str) -> None:
    plan = bring(campaign, tmp_path, "First name,Last name,Email", f"{name},Poe,e@example.org", "Bo,Fox,b@example.org")
    assert told(plan, name.strip())


@pytest.mark.parametrize(
    "name", ["Ann “Annie”", "Ann (she/her)", "D’Arcy", "Ann-Marie", "Dr. Ann", "(Ann)", "Jean Luc", "Ann, Jr.", "*Ann*"]
)
def test_usual_signs_are_not(campaign: Campaign, tmp_path: Path, name: str) -> None:
    plan = bring(
        campaign, tmp_path, "First name,Last name,Email", f'"{name}",Poe,e@example.org', "Bo,Fox,b@example.org"
    )
    assert not [p for p in plan.problems if "without" in p.message]


def test_an_address_in_a_column_of_names_is_told(campaign: Campaign, tmp_path: Path) -> None:
    rows = ("Bcc: v@example.org,Lee,d@example.org", "Bo,Fox,b@example.org")
    assert told(bring(campaign, tmp_path, "First name,Last name,Email", *rows), "v@example.org")


def test_a_second_line_of_an_address_is_not_lost_in_its_number(campaign: Campaign, tmp_path: Path) -> None:
    rows = ("Ann Lee,a@example.org,102 Birch Ln,1", "Bo Fox,b@example.org,12 Oak St Apt 4,4")
    bring(campaign, tmp_path, "Name,Email,Address,Address 2", *rows)
    assert [row["address"] for row in everything(campaign)] == ["102 Birch Ln #1", "12 Oak St Apt 4"]
