"""A hand-off that came back with few of its columns, or with shorter headings: each answer is of whom it names."""

import csv
from pathlib import Path

import openpyxl
import pytest

from coordinator.base.errors import UserError
from coordinator.importing.plan import ImportPlan
from coordinator.operations import importing
from coordinator.records.catalog import CANDIDATE, REFERRAL
from coordinator.store.campaign import Campaign
from tests.builders import add, everything
from tests.partners.people import connect, handed, partner

ANSWER, REMARK = "Status at the partner", "Remark of the partner"
NAMES = ("Ada Ash", "Bo Brook", "Cy Cole", "Dee Dorn", "Eli Elm", "Fay Fox", "Gus Gray", "Hal Hill", "Ida Ives")


@pytest.fixture
def handoff(campaign: Campaign, tmp_path: Path) -> Path:
    """A hand-off of nine people and a namesake of the first."""
    number = partner(campaign)
    for n, name in enumerate((*NAMES, NAMES[0])):
        given, family = name.split()
        known = {"given_name": given, "family_name": family, "email": f"{given}{n}@example.org".lower()}
        add(campaign, **known, phone=f"+1614555{110 + n:04d}", consent_share=True, state="OH", city="Denver")
    connect(campaign, partners=[number])
    return handed(campaign, number, tmp_path / "out.xlsx").path


def came_back(campaign: Campaign, path: Path, kept: dict[str, str], form: str = "xlsx") -> ImportPlan:
    """Fill in everybody's answer, keep only some columns under other headings, and plan what comes back."""
    book = openpyxl.load_workbook(path)
    sheet = book["Referrals"]
    head = [str(cell.value) for cell in sheet[1]]
    lines = [[cell.value for cell in line] for line in sheet.iter_rows(2)]
    given, family = head.index("First name"), head.index("Last name")
    for n, line in enumerate(lines):
        line[head.index(ANSWER)] = ("Accepted", "Active", "Declined")[n % 3]
        line[head.index(REMARK)] = f"about {line[given]} {line[family]}"
    sheet.delete_rows(1, sheet.max_row)
    for row, line in enumerate([head, *lines], 1):
        for column, name in enumerate(kept, 1):
            sheet.cell(row, column).value = kept[name] if row == 1 else line[head.index(name)]
    book.save(path)
    if form == "csv":
        path = path.with_suffix(".csv")
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([cell.value for cell in line[: len(kept)]] for line in sheet.iter_rows())
    return importing.plan(campaign, path)


def taken(campaign: Campaign, plan: ImportPlan) -> dict[str, str]:
    """Return the remark that each person gets, by e-mail."""
    people = {c["id"]: c for c in everything(campaign, CANDIDATE)}
    whose = {r["id"]: people[r["candidate"]] for r in everything(campaign, REFERRAL)}
    found = {(r.record_id or 0): str(f.after) for r in plan.rows for f in r.fields if f.key == "remark"}
    return {str(whose[number]["email"]): remark for number, remark in found.items()}


def test_names_and_answers_alone_make_nobody_again(campaign: Campaign, handoff: Path) -> None:
    plan = came_back(campaign, handoff, {name: name for name in ("First name", "Last name", ANSWER, REMARK)})
    found = taken(campaign, plan)
    assert len(found) == len(NAMES) - 1
    assert all(remark.split()[1].lower() == email[:-13] for email, remark in found.items())
    assert plan.counts.created == 0, "two have the name of the others: nothing of them is taken, and nobody is made"
    assert "Nothing is taken of 2 rows" in " ".join(plan.told)
    assert sum("not clearly anybody's" in row.sentence for row in plan.rows) == 2


def test_an_e_mail_alone_tells_whose_an_answer_is(campaign: Campaign, handoff: Path) -> None:
    plan = came_back(campaign, handoff, {name: name for name in ("E-mail", ANSWER, REMARK)})
    found = taken(campaign, plan)
    assert len(found) == len(NAMES) + 1
    assert all(remark.split()[1].lower() == email[:-13] for email, remark in found.items())
    assert plan.counts.created == 0


def test_shorter_headings_are_those_that_went_out(campaign: Campaign, handoff: Path) -> None:
    kept = {"ID": "ID", "First name": "First name", "Last name": "Last name", ANSWER: "Status", REMARK: "Remarks"}
    plan = came_back(campaign, handoff, kept)
    assert len(taken(campaign, plan)) == len(NAMES) + 1
    assert [c.target for c in plan.sheets[0].columns][-2:] == ["answer", "remark"]


@pytest.mark.parametrize("kept", [("First name", "Last name"), ("E-mail",), ("First name", "Last name", "E-mail")])
def test_a_csv_without_ids_and_codes_is_known_by_what_went_out(
    campaign: Campaign, handoff: Path, kept: tuple[str, ...]
) -> None:
    plan = came_back(campaign, handoff, {name: name for name in (*kept, ANSWER, REMARK)}, "csv")
    found = taken(campaign, plan)
    assert plan.plan.kind == "return"
    assert plan.counts.created == 0
    assert len(found) == len(NAMES) + (1 if "E-mail" in kept else -1)
    assert all(remark.split()[1].lower() == email[:-13] for email, remark in found.items())
    assert not [f for row in plan.rows for f in row.fields if f.key == "notes"]


def test_a_csv_that_two_hand_offs_fit_is_not_taken(campaign: Campaign, handoff: Path, tmp_path: Path) -> None:
    other = partner(campaign, name="Vote First")
    for person in everything(campaign, CANDIDATE):
        add(campaign, REFERRAL, candidate=person["id"], partner=other, status="proposed")
    handed(campaign, other, tmp_path / "other.xlsx")
    with pytest.raises(UserError, match="went out more than once"):
        came_back(campaign, handoff, {name: name for name in ("E-mail", ANSWER, REMARK)}, "csv")


def test_a_list_of_others_with_such_headings_is_a_list_from_elsewhere(campaign: Campaign, handoff: Path) -> None:
    path = handoff.with_suffix(".csv")
    path.write_text(f"First name,Last name,E-mail,{ANSWER}\nZoe,Zzkim,zoe@example.org,Accepted\n", encoding="utf-8")
    plan = importing.plan(campaign, path)
    assert (plan.plan.kind, plan.counts.created) == ("import", 1)
