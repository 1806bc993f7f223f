"""Fourteen days: a workbook is away, the office goes on, a second one goes to somebody else, and both come back."""

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from coordinator.changes import apply
from coordinator.changes.checking import problems_of
from coordinator.operations import importing
from coordinator.people.merging import plan_merge
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import Value
from coordinator.round_trip.exporting import export
from coordinator.store.campaign import Campaign
from tests.builders import add, edit, everything, undo, values_of
from tests.round_trip.round_trip_model import Outcome, alike, merge_one

PEOPLE = 40
STAYS, GOES = 3, 29
"""Two records of one person, merged on the fifth day."""
FIELDS: Mapping[str, Sequence[str]] = {
    "city": ["Mesa", "Yuma", "Gila", "Tempe"],
    "occupation": ["Nurse", "Teacher", "Welder"],
    "stage": ["Contacted", "Connected", "Filed"],
    "postcode": ["02134", "85281", "85701"],
    "tags": ["van", "phone", "north"],
    "notes": ["Called.", "Left a message.", "Wants a sign.", "Met at the rally."],
}
Rows = dict[int, dict[str, Any]]


class Day:
    """Who edits what, always the same for one seed: a tag or a line is added, other values are replaced."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)

    def edits(self, number: int, but: Sequence[int] = (GOES, STAYS)) -> list[tuple[int, str, str]]:
        people = [i for i in range(1, PEOPLE + 1) if i not in but]
        chosen = [(self._random.choice(people), self._random.choice(list(FIELDS))) for _ in range(number)]
        return [(i, key, self._random.choice(FIELDS[key])) for i, key in chosen]


def after(key: str, before: Value, typed: str) -> Value:
    """Return the value that an edit makes of what was there."""
    if key == "tags":
        return [*(before or []), *([] if typed in (before or []) else [typed])]
    if key == "notes":
        return "\n".join([*(str(before).split("\n") if before else []), typed])
    return CANDIDATE.field(key).clean(typed).value


def people_of(campaign: Campaign) -> Rows:
    return {r["id"]: r for r in everything(campaign)}


def start(campaign: Campaign) -> None:
    for i in range(1, PEOPLE + 1):
        city = "Tucson" if i in (STAYS, GOES) else ""
        add(campaign, given_name=f"Given{i}", family_name=f"Family{i}", email=f"p{i}@example.org", city=city)


def work(campaign: Campaign, edits: Sequence[tuple[int, str, str]]) -> None:
    """Edit in the window."""
    for i, key, typed in edits:
        edit(campaign, i, author="Jules", **{key: after(key, people_of(campaign)[i].get(key), typed)})


def write(path: Path, base: Rows, edits: Sequence[tuple[int, str, str]]) -> Rows:
    """Edit in the sheet; return what it says then."""
    book = openpyxl.load_workbook(path)
    sheet = book["Candidates"]
    at = {str(c.value): c.column for c in sheet[1]}
    row_of = {c.value: c.row for c in sheet["A"]}
    says = {i: dict(row) for i, row in base.items()}
    for i, key, typed in edits:
        value = says[i][key] = after(key, says[i].get(key), typed)
        cell = sheet.cell(row_of[row_id.make("C", i)], at[CANDIDATE.headings[key]])
        cell.value = CANDIDATE.field(key).kind.show(value)
    book.save(path)
    return says


def expect(result: Outcome, base: Rows, says: Rows) -> None:
    """Merge a sheet into what is expected, value by value."""
    for i in says.keys() - {GOES}:
        for key in FIELDS:
            merge_one(result, i, key, base[i].get(key), result.values[i][key], says[i].get(key))


@pytest.mark.parametrize("order", ["phone bank first", "north first"])
def test_both_come_back_and_no_edit_is_lost(campaign: Campaign, tmp_path: Path, order: str) -> None:
    start(campaign)
    phone_bank, north = tmp_path / "phone bank.xlsx", tmp_path / "north.xlsx"
    first = people_of(campaign)
    export(campaign, phone_bank, kinds=("candidate",), author="Dana")
    work(campaign, Day("days 1 to 5").edits(100))
    with campaign.reading() as connection:
        merge = plan_merge(connection, STAYS, GOES)
    apply.apply(campaign, merge, author="Jules")
    second = people_of(campaign)
    export(campaign, north, kinds=("candidate",), author="Dana")
    work(campaign, Day("days 6 to 14").edits(100))
    bank_says = write(phone_bank, first, [*Day("phone bank").edits(60), (GOES, "city", "Yuma")])
    north_says = write(north, second, Day("north").edits(60))

    expected = Outcome({i: {k: row.get(k) for k in FIELDS} for i, row in people_of(campaign).items()})
    before = [values_of(r) for r in everything(campaign)]
    sheets = [(phone_bank, first, bank_says), (north, second, north_says)]
    seqs = []
    for path, base, says in sheets if order == "phone bank first" else reversed(sheets):
        expected.conflicts.clear()
        expect(expected, base, says)
        plan = importing.plan(campaign, path)
        assert plan.problems == []
        assert {(c.record_id, c.field) for c in plan.plan.conflicts} == expected.conflicts
        assert all(c.author in ("Jules", "Dana") and path.name in c.who for c in plan.plan.conflicts)
        assert expected.conflicts, "the days hold contradictions too"
        seqs.append(importing.apply(campaign, plan, author="Dana").seq)
        assert importing.plan(campaign, path).plan.is_empty
    _as_expected(campaign, expected)
    with campaign.reading() as connection:
        assert problems_of(connection) == []
    for seq in reversed(seqs):
        undo(campaign, seq)
    assert [values_of(r) for r in everything(campaign)] == before


def _as_expected(campaign: Campaign, expected: Outcome) -> None:
    now = people_of(campaign)
    assert now.keys() == expected.values.keys()
    assert now[STAYS]["city"] == "Yuma", "what was edited in the row of who was merged away is the survivor's"
    for i, row in now.items():
        for key in FIELDS:
            if (i, key) != (STAYS, "city"):
                assert alike(key, row[key], expected.values[i][key]), (i, key)
