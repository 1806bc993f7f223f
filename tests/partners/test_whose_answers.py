"""A hand-off that came back with people beside others' row IDs: no answer goes to another person."""

import csv
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from coordinator.importing.acts import ActKind
from coordinator.importing.plan import ImportPlan
from coordinator.operations import importing
from coordinator.records.catalog import CANDIDATE, REFERRAL
from coordinator.store.campaign import Campaign
from tests.builders import add, everything
from tests.partners.people import connect, handed, partner

ANSWER, REMARK = "Status at the partner", "Remark of the partner"
GIVEN = "Ada Bo Cy Dee Eli Fay Gus Hal Ida Jo".split()
FAMILY = "Ash Brook Cole Dorn Elm Fox Gray Hill Ives Jay".split()
CITIES = "Denver Tempe Omaha Boise Tulsa Kenosha Reno Macon Salem Provo".split()
Lines = list[list[object]]


OWN = ["given_name=Vorname", "family_name=Name", "email=Mail", "phone", "city"]


@pytest.fixture(params=[("xlsx", None), ("xlsx", OWN), ("csv", None), ("csv", OWN)])
def handoff(campaign: Campaign, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A hand-off of ten people, in our own columns or in the partner's, as a workbook or as csv."""
    form, columns = request.param
    number = partner(campaign, handoff_columns=columns)
    for n, (given, family, city) in enumerate(zip(GIVEN, FAMILY, CITIES, strict=True)):
        known = {"given_name": given, "family_name": family, "email": f"{given}{n}@example.org".lower(), "city": city}
        add(campaign, **known, phone=f"+1614555{110 + n:04d}", consent_share=True, state="OH")
    connect(campaign, partners=[number])
    return handed(campaign, number, tmp_path / f"out.{form}").path


def _read(path: Path) -> tuple[list[str], Lines]:
    """Return the headings of a hand-off, and its other lines."""
    if path.suffix == ".csv":
        with path.open(newline="", encoding="utf-8-sig") as file:
            head, *lines = csv.reader(file)
        return head, [[cell or None for cell in line] for line in lines]
    sheet = openpyxl.load_workbook(path)["Referrals"]
    return [str(c.value) for c in sheet[1]], [[c.value for c in line] for line in sheet.iter_rows(2)]


def _write(path: Path, head: list[str], lines: Lines) -> None:
    if path.suffix == ".csv":
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([head, *lines])
        return
    book = openpyxl.load_workbook(path)
    for row, line in enumerate(lines, 2):
        for column, cell in enumerate(line, 1):
            book["Referrals"].cell(row, column).value = cell
    book.save(path)


def _come_back(campaign: Campaign, path: Path, done: Callable[[Lines, list[str]], None]) -> ImportPlan:
    """Fill in everybody's own answer, do something to the sheet, and return what it would do."""
    head, lines = _read(path)
    names = {str(line[0]): f"{line[1]} {line[2]}" for line in lines}
    for line in lines:
        line[head.index(ANSWER)] = ("Accepted", "Active", "Declined")[lines.index(line) % 3]
        line[head.index(REMARK)] = f"about {names[str(line[0])]}"
    done(lines, head)
    _write(path, head, lines)
    return importing.plan(campaign, path)


def _ids_slip(lines: Lines, head: list[str]) -> None:
    ids = [line[0] for line in lines]
    for line, number in zip(lines, [*ids[:2], *ids[3:], None], strict=True):
        line[0] = number


def _ids_exchanged(lines: Lines, head: list[str]) -> None:
    lines[3][0], lines[4][0] = lines[4][0], lines[3][0]


def _names_sorted(lines: Lines, head: list[str]) -> None:
    ordered = sorted((line[:3] for line in lines), key=lambda names: str(names[2]), reverse=True)
    for line, names in zip(lines, ordered, strict=True):
        line[:3] = names


def _row_pasted_over(lines: Lines, head: list[str]) -> None:
    lines[6][1:] = lines[2][1:]


def _somebody_typed_over(lines: Lines, head: list[str]) -> None:
    lines[6][1:3] = ["Zita", "Young"]
    lines[6][head.index("E-mail" if "E-mail" in head else "Mail")] = "zita@example.org"


MOVES = [_ids_slip, _ids_exchanged, _names_sorted, _row_pasted_over, _somebody_typed_over]


@pytest.mark.parametrize("done", MOVES)
def test_no_answer_goes_to_another_person(
    campaign: Campaign, handoff: Path, done: Callable[[Lines, list[str]], None]
) -> None:
    plan = _come_back(campaign, handoff, done)
    people = {c["id"]: f"{c['given_name']} {c['family_name']}" for c in everything(campaign, CANDIDATE)}
    whose = {r["id"]: people[r["candidate"]] for r in everything(campaign, REFERRAL)}
    taken = {r.record_id: f.after for r in plan.rows for f in r.fields if f.key == "remark"}
    assert taken == {number: f"about {whose[number or 0]}" for number in taken}
    assert {a.kind for a in plan.acts} == {ActKind.IDS_MOVED}
    least = {_ids_exchanged: 10, _names_sorted: 0}
    assert len(taken) == least.get(done, 9)


def test_a_hand_off_whose_row_ids_were_deleted_is_known_by_whom_it_names(campaign: Campaign, handoff: Path) -> None:
    def without_ids(lines: Lines, head: list[str]) -> None:
        for line in lines:
            line[0] = None
        lines.reverse()

    plan = _come_back(campaign, handoff, without_ids)
    people = {c["id"]: f"{c['given_name']} {c['family_name']}" for c in everything(campaign, CANDIDATE)}
    whose = {r["id"]: people[r["candidate"]] for r in everything(campaign, REFERRAL)}
    taken = {r.record_id: f.after for r in plan.rows for f in r.fields if f.key == "remark"}
    assert taken == {number: f"about {name}" for number, name in whose.items()}
    assert [a.kind for a in plan.acts] == [ActKind.IDS_GONE]


def test_details_put_right_by_a_partner_tell_of_nobody_else(campaign: Campaign, handoff: Path) -> None:
    def corrected(lines: Lines, head: list[str]) -> None:
        for line in lines[:4]:
            line[head.index("Phone")] = "(614) 555-0199"
        lines[5][2] = "Married"

    plan = _come_back(campaign, handoff, corrected)
    assert plan.acts == [] and len([f for r in plan.rows for f in r.fields if f.key == "remark"]) == 10
    assert sum(p.column == "Phone" for p in plan.problems) == 4


def test_people_of_a_handoff_are_called_by_their_names(campaign: Campaign, handoff: Path) -> None:
    def mixed(lines: Lines, head: list[str]) -> None:
        ids = [line[0] for line in lines]
        for line, number in zip(lines, [ids[1], ids[0], *ids[2:]], strict=True):
            line[0] = number

    (act,) = (a for a in _come_back(campaign, handoff, mixed).acts if a.kind is ActKind.IDS_MOVED)
    assert {(e.before, e.after) for e in act.examples} == {("Ada Ash", "Bo Brook"), ("Bo Brook", "Ada Ash")}
