"""A list that came while two people were one is taken back once they are two again: all that it brought goes."""

from pathlib import Path

import pytest

from coordinator.changes.apply import apply
from coordinator.changes.merge import Resolution
from coordinator.operations.people import merge
from coordinator.operations.undoing import questions
from coordinator.operations.undoing import undo as undo_step
from coordinator.records.catalog import SIGNUP
from coordinator.store.campaign import Campaign
from tests.builders import edit, everything, get, undo
from tests.people.test_noes_said_again import checked, listed, noes

HEADINGS = "First Name,Last Name,Email,Phone,Street,Occupation,Notes,May we contact you?"
ROWS = {
    "phone": "Sadie,Holm,sadie@example.net,814-555-0177,2 B St,nurse,walks,",
    "street": "Sadie,Holm,sadie@example.net,814-555-0102,77 Z St,nurse,walks,",
    "occupation": "Sadie,Holm,sadie@example.net,814-555-0102,2 B St,judge,walks,",
    "note": "Sadie,Holm,sadie@example.net,814-555-0102,2 B St,nurse,likes tea,",
    "no": "Sadie,Holm,sadie@example.net,814-555-0102,2 B St,nurse,do not call me,",
    "consent": "Sadie,Holm,sadie@example.net,814-555-0102,2 B St,nurse,walks,No",
}


BEGINNING = """Orla,Finch,orla@example.org,814-555-0101,1 A St,,,
Sadie,Holm,sadie@example.net,814-555-0102,2 B St,nurse,walks,
Third,Lane,third@example.net,814-555-0103,,,,
"""


def brought(campaign: Campaign, folder: Path, row: str, name: str = "own.csv") -> int:
    seq = listed(campaign, folder / name, f"{HEADINGS}\n{row}\n")
    assert seq is not None
    return seq


def people(campaign: Campaign, folder: Path) -> list[int]:
    brought(campaign, folder, BEGINNING)
    return [row["id"] for row in everything(campaign)]


def shown(campaign: Campaign) -> list[object]:
    rows = [*everything(campaign), *everything(campaign, SIGNUP)]
    return [{k: v for k, v in row.items() if k not in ("created_at", "updated_at")} for row in rows]


@pytest.mark.parametrize("stays", ["orla", "sadie"])
@pytest.mark.parametrize("name", ["own.csv", "other.csv"])
@pytest.mark.parametrize("how", ROWS)
def test_all_that_it_brought_goes(campaign: Campaign, tmp_path: Path, how: str, name: str, stays: str) -> None:
    orla, sadie, _ = people(campaign, tmp_path)
    before = shown(campaign)
    merged = merge(campaign, "Dana", *((orla, sadie) if stays == "orla" else (sadie, orla))).seq
    step = brought(campaign, tmp_path, ROWS[how], name)
    undo(campaign, merged)
    after = shown(campaign)
    done = undo(campaign, step)
    assert (shown(campaign), done.conflicts) == (before, ())
    undo(campaign, done.seq)  # it is done again
    assert shown(campaign) == after
    assert not checked(campaign)


@pytest.mark.parametrize("name", ["own.csv", "other.csv"])
@pytest.mark.parametrize("how", ROWS)
def test_in_a_chain_of_merges_too(campaign: Campaign, tmp_path: Path, how: str, name: str) -> None:
    orla, sadie, third = people(campaign, tmp_path)
    before = shown(campaign)
    first, second = merge(campaign, "Dana", orla, sadie).seq, merge(campaign, "Dana", third, orla).seq
    step = brought(campaign, tmp_path, ROWS[how], name)
    undo(campaign, second)
    undo(campaign, first)
    done = undo(campaign, step)
    assert (shown(campaign), done.conflicts) == (before, ())


def test_what_somebody_wrote_over_it_stays_and_is_told(campaign: Campaign, tmp_path: Path) -> None:
    orla, sadie, _ = people(campaign, tmp_path)
    merged = merge(campaign, "Dana", orla, sadie).seq
    step = brought(campaign, tmp_path, ROWS["occupation"])
    undo(campaign, merged)
    edit(campaign, sadie, occupation="baker")
    done = undo(campaign, step)
    (told,) = done.conflicts
    assert (told.record_id, told.field, told.theirs) == (sadie, "occupation", "nurse")
    assert get(campaign, sadie)["occupation"] == "baker"


def test_a_no_that_is_said_again_stays(campaign: Campaign, tmp_path: Path) -> None:
    orla, sadie, _ = people(campaign, tmp_path)
    merged = merge(campaign, "Dana", orla, sadie).seq
    step = brought(campaign, tmp_path, ROWS["no"])
    undo(campaign, merged)
    edit(campaign, sadie, do_not_call="yes")
    again = listed(campaign, tmp_path / "Do not call.csv", "Email\nsadie@example.net\n")
    undo(campaign, step)
    assert (noes(campaign, sadie), noes(campaign, orla)) == ({"do_not_call"}, set())
    assert again is not None
    undo(campaign, again)
    assert not checked(campaign)


def test_a_no_of_her_own_stays(campaign: Campaign, tmp_path: Path) -> None:
    orla, sadie, _ = people(campaign, tmp_path)
    edit(campaign, sadie, do_not_call="yes")
    merged = merge(campaign, "Dana", orla, sadie).seq
    step = brought(campaign, tmp_path, ROWS["no"])
    undo(campaign, merged)
    undo(campaign, step)
    assert (noes(campaign, sadie), noes(campaign, orla)) == ({"do_not_call"}, set())


def test_what_another_list_brought_too_stays(campaign: Campaign, tmp_path: Path) -> None:
    orla, sadie, _ = people(campaign, tmp_path)
    merged = merge(campaign, "Dana", orla, sadie).seq
    step = brought(campaign, tmp_path, ROWS["street"])
    brought(campaign, tmp_path, ROWS["phone"], "other.csv")
    undo(campaign, merged)
    undo(campaign, step)
    row = get(campaign, sadie)
    assert (row["address"], row["other_phones"]) == ("2 B St", ["+18145550177"])


@pytest.mark.parametrize("given", [True, False])
def test_what_was_asked_about_goes_from_whom_it_was_given_to(campaign: Campaign, tmp_path: Path, given: bool) -> None:
    orla, sadie, _ = people(campaign, tmp_path)
    merged = merge(campaign, "Dana", orla, sadie).seq
    step = edit(campaign, orla, occupation="judge", notes="walks\nlikes tea").seq
    with campaign.reading() as connection:
        plan = undo_step.plan(connection, merged)
    for question in questions(plan) if given else ():
        question.decide(Resolution.TAKE)
    apply(campaign, plan, author="Sam")
    assert get(campaign, sadie)["occupation"] == ("judge" if given else "nurse")
    undo(campaign, step)
    assert [get(campaign, sadie)[k] for k in ("occupation", "notes")] == ["nurse", "walks"]
    assert [get(campaign, orla)[k] for k in ("occupation", "notes")] == [None, None]


def test_each_of_two_steps_that_were_given_goes_alone(campaign: Campaign, tmp_path: Path) -> None:
    orla, sadie, _ = people(campaign, tmp_path)
    merged = merge(campaign, "Dana", orla, sadie).seq
    tea = edit(campaign, orla, notes="walks\nlikes tea").seq
    pie = edit(campaign, orla, notes="walks\nlikes tea\nlikes pie").seq
    with campaign.reading() as connection:
        plan = undo_step.plan(connection, merged)
    for question in questions(plan):
        question.decide(Resolution.TAKE)
    apply(campaign, plan, author="Sam")
    undo(campaign, tea)
    assert get(campaign, sadie)["notes"] == "walks\nlikes pie"
    undo(campaign, pie)
    assert get(campaign, sadie)["notes"] == "walks"
