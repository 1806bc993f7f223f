"""Row IDs that moved in sheets whose rows have no names: referrals and sign-ups are known by whom they are about."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from coordinator.changes import apply
from coordinator.changes.plan import Plan
from coordinator.importing.acts import ActKind, Reply
from coordinator.records.catalog import EVENT, PARTNER, REFERRAL, SIGNUP, SOURCE
from coordinator.store import campaign as campaigns
from coordinator.store.campaign import Campaign
from tests.builders import add
from tests.round_trip.acting import Sheet, changed_values

RETURNED = Path(__file__).parents[1] / "data" / "inputs" / "roundtrip"
Cells = list[object]


@pytest.fixture
def tour(tmp_path: Path) -> Campaign:
    """The sample tour with partners, stops, referrals and sign-ups."""
    campaign = campaigns.open_(shutil.copy(RETURNED / "base.campaign", tmp_path / "base.campaign"))
    partners = [add(campaign, PARTNER, name=f"Org {n}") for n in range(6)]
    stops = [add(campaign, EVENT, title=f"Stop {n}", starts_at=f"2027-05-{n + 1:02}T18:30") for n in range(5)]
    source = add(campaign, SOURCE, name="Form")
    about_people: list[dict[str, object]] = []
    for n in range(1, 61):
        person = 1 + n * 2 // 3  # every other one has two
        status = ("proposed", "sent", None)[n % 3]
        partner = partners[n % 2]  # most of what a referral says, many others say too
        add(campaign, REFERRAL, candidate=person, partner=partner, status=status, owner=("Kim", "Lee")[n % 2])
        when = f"2027-04-{1 + n % 28:02}T10:{n % 60:02}:00Z"
        about = {
            "candidate": person,
            "source": source,
            "event": stops[n % 5],
            "submitted_at": when,
            "source_key": f"{n}",
        }
        about_people.append(about)
    plan = Plan("import", "Imported", campaign.head())
    for about in about_people:
        plan.create("signup", about)
    apply.apply(campaign, plan, author="Dana")
    return campaign


MOVES: list[Callable[[Cells], Cells]] = [
    lambda ids: [*ids[:9], *ids[10:], None],
    lambda ids: [*ids[:30], *ids[32:], None, None],
    lambda ids: [*ids[:9], None, *ids[9:-1]],
    lambda ids: [*ids[1:], ids[0]],
    lambda ids: [*ids[:20], *ids[21:25], ids[20], *ids[25:]],
    lambda ids: list(reversed(ids)),
]


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("rt", [REFERRAL, SIGNUP])
def test_ids_that_moved_change_nothing_and_nobodys_row_is_anothers(
    tour: Campaign, tmp_path: Path, rt: object, move: Callable[[Cells], Cells]
) -> None:
    sheet = Sheet(tour, tmp_path, rt.key)
    sheet.put("ID", move(sheet.column("ID")))
    found = sheet.back()
    assert changed_values(found) == [] and found.counts.created == 0
    assert {a.kind for a in found.acts} == {ActKind.IDS_MOVED}, [a.told for a in found.acts]


def test_whom_a_referral_is_about_may_be_put_right(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path, "referral")
    people = sheet.column("Candidate")
    sheet.set("Candidate", 20, people[40])
    sheet.set("Partner", 30, sheet.column("Partner")[1])
    sheet.set("Owner of the next step", 40, "Ann")
    found = sheet.back()
    assert found.acts == []
    assert {key for _, key, _ in changed_values(found)} == {"candidate", "partner", "owner"}


def test_a_column_of_candidates_that_slipped_alone_is_no_move_of_ids(tour: Campaign, tmp_path: Path) -> None:
    sheet = Sheet(tour, tmp_path, "referral")
    sheet.slip("Candidate", 10)
    found = sheet.back()
    assert ActKind.SLIPPED in {a.kind for a in found.acts}
    assert found.plan.is_empty


def test_what_two_rows_exchanged_among_others_that_got_their_ids_back_is_left(
    campaign: Campaign, tmp_path: Path
) -> None:
    for n in range(12):
        add(campaign, given_name=f"Ada{n}", family_name="Brook", email=f"ada{n}@example.org", address=f"{n} Elm St")
    sheet = Sheet(campaign, tmp_path)
    sheet.slip("ID", 5)
    cells = sheet.column("Address")
    sheet.set("Address", 2, cells[1])
    sheet.set("Address", 3, cells[0])
    found = sheet.back()
    assert [(a.kind, a.answer) for a in found.acts] == [
        (ActKind.IDS_MOVED, Reply.UNDO),
        (ActKind.NEAR_MOVED, Reply.LEAVE),
    ]
    assert changed_values(found) == []


def test_rows_of_a_household_are_not_taken_for_their_ids_own_where_all_around_moved(
    campaign: Campaign, tmp_path: Path
) -> None:
    towns = ["Akron", "Toledo", "Lima", "Utica", "Kenosha"]
    for n in range(40):
        home = n // 2  # couples with one last name and number
        add(
            campaign,
            given_name=f"Ada{n}",
            family_name=f"Brook{'abcdefghijklmnopqrst'[home]}",
            phone=f"+130355501{home:02d}",
            city=towns[(7 * n) % 5],
            notes=None if n % 3 else f"called {n}",
            follow_up=f"2026-12-{1 + n % 28:02d}" if n % 4 else None,
        )
    columns = ["given_name", "family_name", "phone", "city", "follow_up", "notes"]
    sheet = Sheet(campaign, tmp_path, columns=columns)
    sheet.sort_part([h for h in sheet.at if h not in ("ID", "First name", "Export")], "City")
    found = sheet.back()
    assert changed_values(found) == []
