"""Parting takes from a person what a sign-up alone brought, leaves what others brought too, and undoes no merge."""

from pathlib import Path
from typing import Any

import pytest

from coordinator.base.errors import UserError
from coordinator.changes.apply import apply
from coordinator.changes.plan import Plan
from coordinator.importing.plan import ImportOptions
from coordinator.operations import importing
from coordinator.operations.people import brought_by_sign_up, merge, part
from coordinator.records.catalog import SIGNUP
from coordinator.store.campaign import Campaign
from tests.builders import bring, edit, everything, get, undo

HEADING = "First name,Last name,E-mail,Phone,City,ZIP,Skills,Notes\n"
SHOWN = ("given_name", "family_name", "email", "other_emails", "phone", "other_phones", "city", "notes")
P1, P2, P3 = "+12185550101", "+12185550102", "+12185550103"
ALAN = "Alan,Dupree,al.d@example.org,218-555-0101,Duluth,,,"
AL = "Al,Dupree,al.d@example.org,218-555-0102,Fargo,,,"

Case = tuple[list[str], str, dict[str, Any], dict[str, Any]]
CASES: dict[str, Case] = {
    "the sign-up that made the person: who stays is whom the other one names": (
        [ALAN, AL],
        "Duluth",
        {"given_name": "Al", "email": "al.d@example.org", "phone": P2, "other_phones": None, "city": "Fargo"},
        {"given_name": "Alan", "email": "al.d@example.org", "phone": P1, "city": "Duluth"},
    ),
    "the later sign-up: who stays is whom the first one names": (
        [ALAN, AL],
        "Fargo",
        {"given_name": "Alan", "phone": P1, "other_phones": None, "city": "Duluth"},
        {"given_name": "Al", "phone": P2, "city": "Fargo"},
    ),
    "an e-mail that the making sign-up alone brought goes": (
        ["Ann,Rowe,ann@example.org,218-555-0101,Duluth,,,", "Ann,Rowe,,218-555-0101,Fargo,,,"],
        "Duluth",
        {"email": None, "phone": P1, "city": "Fargo"},
        {"email": "ann@example.org", "phone": P1, "city": "Duluth"},
    ),
    "a further e-mail becomes the first one when the first one goes": (
        ["Ann,Rowe,a1@example.org,218-555-0101,Duluth,,,", "Ann,Rowe,a2@example.org,218-555-0101,Fargo,,,"],
        "Duluth",
        {"email": "a2@example.org", "other_emails": None, "phone": P1},
        {"email": "a1@example.org", "other_emails": None, "phone": P1},
    ),
    "a phone that a third sign-up says too stays": (
        [ALAN, AL, "Alan,Dupree,al.d@example.org,218-555-0102,Ely,,,"],
        "Fargo",
        {"given_name": "Alan", "phone": P1, "other_phones": [P2]},
        {"given_name": "Al", "phone": P2},
    ),
    "a first value that a later sign-up says too stays": (
        ["Ann,Rowe,ann@example.org,,Duluth,,,", "Ann,Rowe,ann@example.org,218-555-0101,,,,fargo",
         "Ann,Rowe,ann@example.org,218-555-0101,Ely,,,"],
        "fargo",
        {"phone": P1, "city": "Duluth", "notes": None},
        {"phone": P1, "notes": "fargo"},
    ),
    "notes of both: each has their own line": (
        ["Ann,Rowe,ann@example.org,,Duluth,,,has a van", "Ann,Rowe,ann@example.org,,Fargo,,,sings"],
        "Duluth",
        {"notes": "sings", "city": "Fargo"},
        {"notes": "has a van", "city": "Duluth"},
    ),
    "the same note in both stays with both": (
        ["Ann,Rowe,ann@example.org,,Duluth,,,has a van", "Ann,Rowe,ann@example.org,,Fargo,,,has a van"],
        "Duluth",
        {"notes": "has a van"},
        {"notes": "has a van"},
    ),
    "three: the middle one alone goes": (
        [ALAN, AL, "Alan,Dupree,al.d@example.org,218-555-0103,Ely,,,"],
        "Fargo",
        {"given_name": "Alan", "phone": P1, "other_phones": [P3], "city": "Duluth"},
        {"given_name": "Al", "phone": P2, "city": "Fargo"},
    ),
    "three: the first one goes, the rest is one person": (
        [ALAN, AL, "Al,Dupree,al.d@example.org,218-555-0103,,,,ely"],
        "Duluth",
        {"given_name": "Al", "phone": P2, "other_phones": [P3], "city": "Fargo", "notes": "ely"},
        {"given_name": "Alan", "phone": P1, "city": "Duluth"},
    ),
}  # fmt: skip


def bring_all(campaign: Campaign, folder: Path, lists: list[str], one: int = 0) -> None:
    """Bring lists whose rows are all taken for one person: the first that came, or one by number."""
    for number, rows in enumerate(lists):
        (folder / f"list{one}{number}.csv").write_text(HEADING + rows + "\n", encoding="utf-8")
        said: dict[str, Any] = {"source": f"List {one}{number}"}
        plan = importing.plan(campaign, folder / f"list{one}{number}.csv", ImportOptions(**said))
        places = [(row.sheet, row.number) for row in plan.rows]
        if one or number:
            said["same"] = dict.fromkeys(places, one or everything(campaign)[0]["id"])
        else:
            said["same_rows"] = dict.fromkeys(places[1:], places[0])
        bring(campaign, folder / f"list{one}{number}.csv", **said)


def sign_up_of(campaign: Campaign, words: str) -> int:
    (found,) = (s["id"] for s in everything(campaign, SIGNUP) if words in str(s["row"]))
    return int(found)


def shown(row: dict[str, Any]) -> dict[str, Any]:
    return {key: row[key] for key in SHOWN}


@pytest.mark.parametrize(("rows", "city", "stays", "goes"), CASES.values(), ids=CASES)
def test_each_has_what_their_own_sign_ups_brought(
    campaign: Campaign, tmp_path: Path, rows: list[str], city: str, stays: dict[str, Any], goes: dict[str, Any]
) -> None:
    bring_all(campaign, tmp_path, rows)
    before = [everything(campaign), everything(campaign, SIGNUP)]
    (one,) = before[0]
    sign_up = sign_up_of(campaign, city)
    part(campaign, "Dana", brought_by_sign_up(campaign, sign_up))
    (other,) = (row for row in everything(campaign) if row["id"] != one["id"])
    assert shown(get(campaign, one["id"])) == shown(get(campaign, one["id"])) | stays
    assert shown(other) == shown(other) | goes
    owners = {s["id"]: s["candidate"] for s in everything(campaign, SIGNUP)}
    assert owners.pop(sign_up) == other["id"]
    assert set(owners.values()) == {one["id"]}
    undo(campaign)
    assert [everything(campaign), everything(campaign, SIGNUP)] == before


@pytest.mark.parametrize(("which", "left"), [("Duluth", "Annie"), ("Fargo", "Ann")])
def test_two_rows_of_one_file_are_parted_by_what_each_says(
    campaign: Campaign, tmp_path: Path, which: str, left: str
) -> None:
    rows = "Ann,Rowe,ann@example.org,218-555-0101,Duluth,,,van\nAnnie,Rowe,ann@example.org,218-555-0101,Fargo,,,sings"
    bring_all(campaign, tmp_path, [rows])
    (one,) = everything(campaign)
    part(campaign, "Dana", brought_by_sign_up(campaign, sign_up_of(campaign, which)))
    both = {row["given_name"]: (row["city"], row["notes"], row["phone"]) for row in everything(campaign)}
    assert both == {"Ann": ("Duluth", "van", P1), "Annie": ("Fargo", "sings", P1)}
    assert get(campaign, one["id"])["given_name"] == left


def test_what_was_changed_by_hand_since_stays_with_who_stays(campaign: Campaign, tmp_path: Path) -> None:
    bring_all(campaign, tmp_path, [ALAN, AL])
    (one,) = everything(campaign)
    edit(campaign, one["id"], city="Moorhead", occupation="Nurse")
    part(campaign, "Dana", brought_by_sign_up(campaign, sign_up_of(campaign, "Duluth")))
    row = get(campaign, one["id"])
    assert (row["given_name"], row["city"], row["occupation"]) == ("Al", "Moorhead", "Nurse")


def test_state_and_county_follow_the_zip_that_stays(campaign: Campaign, tmp_path: Path) -> None:
    one, other = "Ann,Rowe,ann@example.org,,,55802,,x", "Ann,Rowe,ann@example.org,218-555-0101,,,,y"
    bring_all(campaign, tmp_path, [one, other])
    (here,) = everything(campaign)
    assert here["state"] == "MN"
    part(campaign, "Dana", brought_by_sign_up(campaign, sign_up_of(campaign, "55802")))
    row = get(campaign, here["id"])
    assert (row["postcode"], row["state"], row["county"], row["from_zip"]) == (None, None, None, None)


@pytest.fixture
def merged(campaign: Campaign, tmp_path: Path) -> tuple[int, int]:
    """Return who stayed and who went when two people of a list were merged."""
    rows = "Maria,Soto,soto@example.org,,Lincoln,,,msr\nTed,Voss,voss@example.org,218-555-0103,Omaha,,,\n"
    (tmp_path / "both.csv").write_text(HEADING + rows, encoding="utf-8")
    bring(campaign, tmp_path / "both.csv")
    maria, ted = (row["id"] for row in everything(campaign))
    merge(campaign, "Dana", maria, ted)
    return maria, ted


@pytest.mark.parametrize("city", ["Lincoln", "Omaha"])
def test_a_merge_is_not_parted_but_undone(campaign: Campaign, merged: tuple[int, int], city: str) -> None:
    step = campaign.head()
    said = rf"Ted Voss was merged into Maria Soto since this sign-up came. Undo that first \(step {step} "
    with pytest.raises(UserError, match=said):
        brought_by_sign_up(campaign, sign_up_of(campaign, city))
    assert campaign.head() == step
    undo(campaign, step)
    maria, ted = (get(campaign, number) for number in merged)
    assert (maria["other_emails"], maria["phone"], ted["phone"]) == (None, None, P3)


def test_who_came_after_a_merge_is_parted_and_both_are_undone_in_any_order(
    campaign: Campaign, tmp_path: Path, merged: tuple[int, int]
) -> None:
    step = campaign.head()
    bring_all(campaign, tmp_path, ["Teddy,Voss,voss@example.org,218-555-0101,Ely,,,"], merged[0])
    before = [everything(campaign), everything(campaign, SIGNUP)]
    assert get(campaign, merged[0])["other_phones"] == [P1]
    part(campaign, "Dana", brought_by_sign_up(campaign, sign_up_of(campaign, "Ely")))
    parted = campaign.head()
    assert get(campaign, merged[0])["other_phones"] is None
    undo(campaign, step)
    undo(campaign, parted)
    undo(campaign, step + 3)  # the merge again
    assert [everything(campaign), everything(campaign, SIGNUP)] == before


def test_who_was_known_by_one_sign_up_alone_is_not_left_without_a_name(campaign: Campaign, tmp_path: Path) -> None:
    bring_all(campaign, tmp_path, [ALAN])
    (one,) = everything(campaign)
    plan = Plan("edit", "Was at the door", campaign.head())
    plan.create(SIGNUP.key, {"candidate": one["id"], "source": everything(campaign, SIGNUP)[0]["source"]})
    apply(campaign, plan, author="Dana")
    with campaign.reading() as connection, pytest.raises(UserError, match="All that is known of Alan Dupree"):
        part.plan(connection, brought_by_sign_up(campaign, sign_up_of(campaign, "Duluth")))
