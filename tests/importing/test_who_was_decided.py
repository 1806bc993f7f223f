"""What follows once somebody said that a row is about a person who is here: how they are reached, and called."""

from pathlib import Path

import pytest

from coordinator.changes.merge import Resolution
from coordinator.importing.joins import brought_by
from coordinator.importing.plan import What
from coordinator.operations import importing
from coordinator.operations.people import part
from coordinator.store.campaign import Campaign
from tests.builders import add, bring, everything, get

KATE = {"given_name": "Katherine", "family_name": "Vossler", "email": "kv@example.org", "phone": "+19375550104"}
HEADER = "First name,Last name,Email,Phone,City"


def form(folder: Path, *rows: str) -> Path:
    path = folder / "form.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


def unreached(campaign: Campaign, path: Path, **options: object) -> list[int]:
    """Import a list; return the rows of which is told that nobody can reach their people."""
    plan, _ = bring(campaign, path, **options)
    return [p.row for p in plan.problems if "nobody can reach" in p.message]


def test_who_was_taken_for_somebody_with_an_address_can_be_reached(campaign: Campaign, tmp_path: Path) -> None:
    here = add(campaign, **KATE)
    nobody = add(campaign, given_name="Walt", family_name="Pemberton")
    path = form(tmp_path, "Kate,Vossler,,,Dayton", "Walter,Pemberton,,,Dayton", "Noor,Hale,,,Dayton")
    decided = {("form.csv", 2): here, ("form.csv", 3): nobody}
    assert unreached(campaign, path, same=decided) == [
        3,
        4,
    ]
    assert unreached(campaign, path) == [3, 4], "nor when the same list comes again"


def test_who_gets_an_address_from_another_row_can_be_reached(campaign: Campaign, tmp_path: Path) -> None:
    path = form(tmp_path, "Noor,Hale,,,Dayton", "Nora,Hale,nh@example.org,,Dayton", "Zed,Hale,,,Dayton")
    assert unreached(campaign, path, same_rows={("form.csv", 3): ("form.csv", 2)}) == [4]


@pytest.mark.parametrize("answer", [Resolution.TAKE, Resolution.KEEP])
def test_another_last_name_of_one_person_is_asked_about_and_told(
    campaign: Campaign, tmp_path: Path, answer: Resolution
) -> None:
    here = add(campaign, **KATE)
    path = form(tmp_path, "Kate,Vossler-Hahn,,,Dayton")
    plan = importing.plan(campaign, path, importing.ImportOptions(same={("form.csv", 2): here}))
    (row,) = plan.rows
    assert row.what is What.CONFLICT and [c.field for c in row.conflicts] == ["family_name"]
    row.conflicts[0].decide(answer)
    takes = answer is Resolution.TAKE
    assert ("called Vossler-Hahn from now on" in row.join_told) is takes
    assert ("the name Kate Vossler-Hahn is not kept" in row.join_told) is not takes
    result = importing.apply(campaign, plan, author="Dana")
    assert get(campaign, here)["family_name"] == ("Vossler-Hahn" if takes else "Vossler")
    assert get(campaign, here)["given_name"] == "Katherine"
    assert result.seq is not None
    part(campaign, "Dana", brought_by(row, plan.file, result.seq, result.new_ids))
    assert get(campaign, here)["family_name"] == "Vossler", "parted again, she is called as before"
    assert sorted(r["family_name"] for r in everything(campaign)) == ["Vossler", "Vossler-Hahn"]


@pytest.mark.parametrize("said", ["Kate,Vossler,,,Dayton", "Kate,VOSSLER,,,Dayton", "Kate,,,,Dayton"])
def test_a_short_first_name_or_the_same_last_name_asks_nothing(campaign: Campaign, tmp_path: Path, said: str) -> None:
    here = add(campaign, **KATE)
    plan, _ = bring(campaign, form(tmp_path, said), same={("form.csv", 2): here})
    assert [row.conflicts for row in plan.rows] == [[]]


def test_who_was_found_without_a_decision_is_asked_nothing(campaign: Campaign, tmp_path: Path) -> None:
    add(campaign, **KATE)
    plan, _ = bring(campaign, form(tmp_path, "Katherine,Vosler,kv@example.org,,Dayton"))
    assert [row.conflicts for row in plan.rows] == [[]]
