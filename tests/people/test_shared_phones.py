"""Phones that many people share: those at which nobody can be meant are not read, and nothing is found differently."""

import random
from collections.abc import Iterable, Sequence

import pytest
from sqlalchemy.engine import Connection

from coordinator.changes import apply
from coordinator.changes.plan import Plan
from coordinator.operations import people as people_operations
from coordinator.people import led_to_nobody
from coordinator.people.matching import Match, People
from coordinator.records.catalog import RecordType
from coordinator.store import query
from coordinator.store.campaign import Campaign
from coordinator.store.rows import Values

PHONES = [f"+1303555{number:04d}" for number in range(100, 112)]
NAMES = {
    "given_name": ["Ada", "Bill", "William", "A", "Dan"],
    "family_name": ["Ruiz", "Ruiz Jr.", *(f"{a}{b}ez" for a in "OMLTR" for b in ("kaf", "ivo", "rum"))],
}


def some(pick: random.Random, count: int) -> list[Values]:
    """Return rows of people who share phones and now and then an e-mail."""
    rows: list[Values] = []
    for _ in range(count):
        row: Values = {key: pick.choice(names) for key, names in NAMES.items() if pick.random() < 0.9}
        row["phone"] = pick.choice(PHONES)
        if pick.random() < 0.6:
            row["email"] = f"{pick.choice('abcdefgh')}@example.org"
        if pick.random() < 0.2:
            row["other_phones"] = [pick.choice(PHONES)]
        if pick.random() < 0.3:
            row["birth_date"] = pick.choice(["1980-02-03", "1950-02-03"])
        rows.append(row)
    return rows


def put(campaign: Campaign, rows: list[Values]) -> list[int]:
    plan = Plan("import", "Made", campaign.head())
    for row in rows:
        plan.create("candidate", row)
    return apply.apply(campaign, plan, author="Dana").touched["candidate"]


def matches(campaign: Campaign, rows: list[Values]) -> list[Match | None]:
    found: list[Match | None] = []
    with campaign.reading() as connection:
        people = People.like(connection, rows)
        for number, row in enumerate(rows):
            match = people.find(row)
            found.append(match)
            if match is None:
                people.add(-1 - number, row)
    return found


@pytest.mark.parametrize("seed", range(12))
def test_matches_are_those_of_reading_everybody(campaign: Campaign, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    pick = random.Random(seed)
    there = put(campaign, some(pick, 60))
    people_operations.merge(campaign, "Dana", there[0], there[1], {})
    rows = some(pick, 12)
    found = matches(campaign, rows)
    monkeypatch.setattr(led_to_nobody, "led_to_nobody", lambda *_: set())
    assert found == matches(campaign, rows)


def test_nobody_is_read_whom_no_row_can_be_about(campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[Values] = [{"given_name": "Ada", "family_name": f"Name{n}", "phone": PHONES[0]} for n in range(20)]
    there = put(campaign, [{**row, "phone": PHONES[n % 2]} for n, row in enumerate(names)])
    read: list[int] = []
    reading = query.read_by_id

    def noted(
        connection: Connection, rt: RecordType, ids: Iterable[int], keys: Sequence[str] | None = None
    ) -> dict[int, Values]:
        wanted = list(ids)
        read.extend(wanted)
        return reading(connection, rt, wanted, keys)

    monkeypatch.setattr(query, "read_by_id", noted)
    found = matches(campaign, [names[3] | {"phone": PHONES[1]}, {**names[3], "family_name": "Other"}])
    assert [match and match.record_id for match in found] == [there[3], None]
    assert sorted(read) == there[1::2]


def test_first_names_at_a_phone_count_whoever_has_them(campaign: Campaign) -> None:
    """Bill may be William, unless somebody else at the phone of the row may be."""
    bill = put(campaign, [{"given_name": "Bill", "family_name": "Ruiz", "email": "a@example.org"}])[0]
    william: Values = {"given_name": "William", "family_name": "Ruiz", "email": "a@example.org", "phone": PHONES[0]}
    others = {"Okafor": "Dana", "Ivers": "Omar", "Lee": "Ada"}
    put(campaign, [{"given_name": first, "family_name": last, "phone": PHONES[0]} for last, first in others.items()])
    assert [match and match.record_id for match in matches(campaign, [william])] == [bill]
    put(campaign, [{"given_name": "Will", "family_name": "Moss", "phone": PHONES[0]}])
    assert matches(campaign, [william]) == [None]
