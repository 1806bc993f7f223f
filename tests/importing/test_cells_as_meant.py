"""What stands in a cell is taken as it is meant, and told: odd answers, help, names, addresses of others, stops."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from coordinator.importing.plan import ImportPlan
from coordinator.importing.stops import EventFinder
from coordinator.operations import importing
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import Value
from coordinator.store import query
from coordinator.store.campaign import Campaign

PEOPLE = ("Ann Larkin", "Bo Stamm", "Cid Moss", "Dov Poe", "Eve Rusk", "Fay Tate", "Gus Hale", "Ida Noe")


def bring(campaign: Campaign, folder: Path, *lines: str) -> tuple[ImportPlan, list[Mapping[str, Value]]]:
    """Import a list; return its plan and all people."""
    path = folder / "list.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    plan = importing.plan(campaign, path)
    importing.apply(campaign, plan, author="Dana")
    with campaign.reading() as connection:
        return plan, list(query.read_rows(connection, CANDIDATE, query.select_ids(connection, CANDIDATE)))


def with_column(campaign: Campaign, folder: Path, heading: str, cells: Sequence[str]):
    """Import people with an e-mail and one more column; return the plan, and person by person."""
    names = PEOPLE[: len(cells)]
    lines = [f'{n},{n.replace(" ", ".").lower()}@example.org,"{c}"' for n, c in zip(names, cells, strict=True)]
    plan, people = bring(campaign, folder, f"Name,Email,{heading}", *lines)
    return plan, {f"{p['given_name']} {p['family_name']}": p for p in people}


@pytest.mark.parametrize("odd", ["no answer", "not at work", "before noon", "left a message"])
def test_one_odd_cell_leaves_a_permission_on(campaign: Campaign, tmp_path: Path, odd: str) -> None:
    plan, people = with_column(campaign, tmp_path, "May we contact you?", ["Yes", "Yes", "No", odd, "Yes", "Yes"])
    said = [people[name]["consent_contact"] for name in PEOPLE[:6]]
    assert said == [True, True, False, None, True, True]
    assert [p.value for p in plan.problems] == [odd]


def test_a_column_of_other_words_waits(campaign: Campaign, tmp_path: Path) -> None:
    plan, people = with_column(
        campaign, tmp_path, "May we contact you?", ["at noon", "not at work", "Yes", "no answer"]
    )
    assert plan.sheets[0].columns[2].asks
    assert not any(person["consent_contact"] for person in people.values())


@pytest.mark.parametrize("word", ["Ballot access", "Website", "Legal help"])
def test_help_that_the_list_does_not_name_is_kept(campaign: Campaign, tmp_path: Path, word: str) -> None:
    plan, people = with_column(campaign, tmp_path, "What help do you need?", [word, "Training", "Data", "Money", ""])
    assert people["Ann Larkin"]["notes"] == f"What help do you need?: {word}"
    assert people["Bo Stamm"]["notes"] is None
    assert [p.value for p in plan.problems] == [word]


@pytest.mark.parametrize(
    ("name", "family"), [("Ms. Null", "Null"), ("Dr. Na", "Na"), ("Null", None), ("Mr. Unknown", None)]
)
def test_behind_a_title_null_is_a_name(campaign: Campaign, tmp_path: Path, name: str, family: str | None) -> None:
    _, (person,) = bring(campaign, tmp_path, "Name,Email", f"{name},n@example.org")
    assert person["family_name"] == family


def test_a_widows_name_goes_on(campaign: Campaign, tmp_path: Path) -> None:
    _, (person,) = bring(campaign, tmp_path, "Name,Email", "Norma Cantú vda. de Ríos,n@example.org")
    assert (person["given_name"], person["family_name"]) == ("Norma", "Cantú vda. de Ríos")


@pytest.mark.parametrize("heading", ["District e-mail", "School email", "Campus email", "Hospital e-mail"])
def test_an_address_at_work_comes_second(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    own = [n.lower().replace(" ", ".") for n in PEOPLE]
    lines = [f"{n},{o}@work.example.org,{o}@example.net" for n, o in zip(PEOPLE, own, strict=True)]
    _, people = bring(campaign, tmp_path, f"Name,{heading},Private e-mail", *lines)
    assert all(str(person["email"]).endswith("@example.net") for person in people)


@pytest.mark.parametrize("cell", ["ask sue@example.org about rides", "call her at 814-555-0133", "sue@example.org"])
def test_whom_a_remark_names_is_somebody_else(campaign: Campaign, tmp_path: Path, cell: str) -> None:
    _, people = with_column(campaign, tmp_path, "Comments", [cell, "", "", "", "", ""])
    ann = people["Ann Larkin"]
    assert (ann["notes"], ann["phone"], ann["other_emails"]) == (cell, None, None)


def test_what_somebody_is_called_may_be_all_there_is(campaign: Campaign, tmp_path: Path) -> None:
    lines = [f"{n.replace(' ', ',')},{n[0]}@example.org" for n in PEOPLE]
    _, people = bring(campaign, tmp_path, "What do folks call you?,Family name,Email", *lines)
    assert people[0]["given_name"] == "Ann"


def test_a_soft_bounce_is_told_and_a_hard_one_counts(campaign: Campaign, tmp_path: Path) -> None:
    _, people = with_column(campaign, tmp_path, "Notes", ["soft bounce", "hard bounce", "bounced"])
    assert [people[name]["do_not_email"] for name in PEOPLE[:3]] == [None, True, True]


def test_a_stop_with_a_slip_is_near_its_town() -> None:
    events = [{"id": 1, "city": "Denver", "state": "CO"}, {"id": 2, "city": "Tucson", "state": "AZ"}]
    finder = EventFinder(events)
    assert [finder.near(word) for word in ("Dnver", "Tuscon, AZ", "Dover", "Boston")] == [[1], [2], [], []]


def test_a_numbered_question_is_the_one_asked_before(campaign: Campaign, tmp_path: Path) -> None:
    with_column(campaign, tmp_path, "Dish", ["chili", "salad", "bread"])
    plan, people = with_column(campaign, tmp_path, "5) Dish *", ["soup", "salad", "bread"])
    assert people["Ann Larkin"]["answers"].keys() == {"dish"}


def test_two_columns_of_one_wording_stay_two(campaign: Campaign, tmp_path: Path) -> None:
    with_column(campaign, tmp_path, "Dish", ["chili", "salad", "bread"])
    _, people = bring(campaign, tmp_path, "Name,Email,1) Dish,2) Dish", "Di Orr,di@example.org,soup,pie")
    (person,) = [p for p in people if p["given_name"] == "Di"]
    assert sorted(person["answers"].values()) == ["pie", "soup"]


def test_ditto_marks_are_told_as_such(campaign: Campaign, tmp_path: Path) -> None:
    lines = ["Ann Larkin,ann@example.org", "Bo Stamm,bo@example.org", "Cid Moss,〃", "Dov Poe,dov@example.org"]
    plan, _ = bring(campaign, tmp_path, "Name,Email", *lines)
    assert ["row above" in problem.message for problem in plan.problems if problem.value == "〃"] == [True]


def test_a_second_name_as_short_as_a_slip_is_asked_about(campaign: Campaign, tmp_path: Path) -> None:
    bring(campaign, tmp_path, "Name,Email", "Ivy Sunderland,ivy.s@example.org", "Oona Moss,oona.m@example.org")
    plan, people = bring(campaign, tmp_path, "Name,Email", "Ivy Sunderland-Roe,ivy.s@example.org")
    assert (len(people), plan.joined) == (3, [])
