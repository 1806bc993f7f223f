"""Labels of addresses in an address book: a workplace is not where somebody lives."""

from pathlib import Path

import pytest

from coordinator.store.campaign import Campaign
from tests.builders import bring, everything

PARTS = ("Label", "Formatted", "Street", "City", "Region", "Postal Code", "Country")
WORK = ["Work", '"900 Mill St, Salem, OR 97301"', "900 Mill St", "Salem", "OR", "97301", "US"]
HOME = ["Home", '"6 Alder Rd, Bend, OR 97701"', "6 Alder Rd", "Bend", "OR", "97701", "US"]
NONE = [""] * len(PARTS)


def google(path: Path, *people: tuple[str, list[str], list[str]], label: str = "Label") -> Path:
    parts = [label, *PARTS[1:]]
    headings = [f"Address {n} - {part}" for n in (1, 2) for part in parts]
    lines = [",".join(["First Name", "Last Name", "Labels", "E-mail 1 - Label", "E-mail 1 - Value", *headings])]
    for name, first, second in people:
        lines.append(",".join([name, "Quist", "* myContacts", "Home", f"{name.lower()}@example.org", *first, *second]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def homes(campaign: Campaign) -> dict[str, tuple[str, str, str]]:
    return {r["given_name"]: (r["address"], r["city"], r["postcode"]) for r in everything(campaign)}


@pytest.mark.parametrize("label", ["Label", "Type"])
def test_the_home_address_has_the_fields(campaign: Campaign, tmp_path: Path, label: str) -> None:
    people = [("Osvaldo", WORK, HOME), ("Winifred", HOME, WORK), ("Ida", HOME, NONE)]
    plan, _ = bring(campaign, google(tmp_path / "contacts.csv", *people, label=label))
    assert homes(campaign) == dict.fromkeys(("Osvaldo", "Winifred", "Ida"), ("6 Alder Rd", "Bend", "97701"))
    assert [(p.row, "labelled" in p.message) for p in plan.problems] == [(2, True)]
    kept = next(r["answers"] for r in everything(campaign) if r["given_name"] == "Osvaldo")
    assert "900 Mill St" in kept.values() and "Work" in kept.values()


@pytest.mark.parametrize("said", ["Work", "* Work", "Business", "School", "Trabajo", "Oficina"])
def test_the_only_address_is_taken_and_told(campaign: Campaign, tmp_path: Path, said: str) -> None:
    people = [("Osvaldo", [said, *WORK[1:]], NONE), ("Winifred", HOME, NONE)]
    plan, _ = bring(campaign, google(tmp_path / "contacts.csv", *people))
    assert homes(campaign)["Osvaldo"] == ("900 Mill St", "Salem", "97301")
    assert [(p.row, said in p.message) for p in plan.problems] == [(2, True)]


def test_a_label_beside_a_single_address_is_told(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Name,E-mail,Address Type,Address,City,State,ZIP\n"
        "Ana Lee,ana@example.org,Home,6 Alder Rd,Bend,OR,97701\n"
        "Bo Ruiz,bo@example.org,Work,900 Mill St,Salem,OR,97301\n",
        encoding="utf-8",
    )
    plan, _ = bring(campaign, path)
    assert [(p.row, p.value) for p in plan.problems] == [(3, "900 Mill St")]


def test_the_same_file_again_changes_nothing(campaign: Campaign, tmp_path: Path) -> None:
    path = google(tmp_path / "contacts.csv", ("Osvaldo", WORK, HOME), ("Winifred", HOME, NONE))
    bring(campaign, path)
    again, _ = bring(campaign, path)
    assert (again.counts.created, again.counts.updated) == (0, 0)
