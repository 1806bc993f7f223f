"""A no that is said while it stands: it stays as long as any step in force says it, whichever is taken back."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from coordinator.changes.checking import problems_of
from coordinator.operations.people import merge
from coordinator.records.refusals import CONSENT, MARKS
from coordinator.store.campaign import Campaign
from tests.builders import add, bring, edit, get, undo

DORA = {"given_name": "Dora", "family_name": "Fenn", "email": "dora@example.org", "phone": "+17405550131"}
DOROTHEA = {**DORA, "given_name": "Dorothea", "email": "dfenn@example.net", "phone": "+17405550132"}
NAMED = "First Name,Last Name,Email"
ROW = "Dora,Fenn,dora@example.org"
LISTS = {
    "column": ("list.csv", f"{NAMED},Do not call\n{ROW},Yes\n", "do_not_call"),
    "remark": ("list.csv", f"{NAMED},Comments\n{ROW},please do not call me\n", "do_not_call"),
    "name of the list": ("Do not call.csv", f"{NAMED}\n{ROW}\n", "do_not_call"),
    "e-mail alone": ("Do not contact.csv", "Email\ndora@example.org\n", "do_not_contact"),
    "number alone": ("stop.csv", "Phone,Reply\n740-555-0131,STOP\n", "do_not_contact"),
    "consent": ("list.csv", f"{NAMED},May we contact you?\n{ROW},No\n", CONSENT),
}
"""What the list is → its name, its text, and the field of the no."""


def noes(campaign: Campaign, number: int) -> set[str]:
    row = get(campaign, number)
    return {mark for mark in MARKS if row[mark]} | ({CONSENT} if row[CONSENT] is False else set())


def listed(campaign: Campaign, path: Path, text: str) -> int | None:
    """Import a list; return its step."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return bring(campaign, path)[1].seq


def typed(key: str) -> Mapping[str, str]:
    return {key: "no" if key == CONSENT else "yes"}


def checked(campaign: Campaign) -> list[str]:
    with campaign.reading() as connection:
        return problems_of(connection)


@pytest.mark.parametrize("how", LISTS)
def test_a_no_of_ones_own_outlives_a_merge_that_brought_it_first(campaign: Campaign, tmp_path: Path, how: str) -> None:
    name, text, key = LISTS[how]
    dora, dorothea = add(campaign, **DORA), add(campaign, **DOROTHEA)
    edit(campaign, dorothea, **typed(key))
    merged = merge(campaign, "Dana", dora, dorothea).seq
    said = listed(campaign, tmp_path / name, text)
    assert said is not None
    done = undo(campaign, merged)
    assert noes(campaign, dora) == noes(campaign, dorothea) == {key}
    assert any(f"said again in step {said} by" in c.who for c in done.conflicts)
    undo(campaign, said)
    assert noes(campaign, dora) == set()
    assert noes(campaign, dorothea) == {key}
    assert checked(campaign) == []


def test_a_no_to_one_way_is_not_swallowed_by_a_wider_one(campaign: Campaign, tmp_path: Path) -> None:
    dora, dorothea = add(campaign, **DORA), add(campaign, **DOROTHEA)
    add(campaign, **{**DORA, "given_name": "Earl", "email": "earl@example.org"})
    edit(campaign, dorothea, do_not_contact="yes")
    merged = merge(campaign, "Dana", dora, dorothea).seq
    listed(campaign, tmp_path / "stop.csv", "Phone,Reply\n740-555-0131,STOP\n")
    undo(campaign, merged)
    assert noes(campaign, dora) == {"do_not_call", "do_not_text"}


@pytest.mark.parametrize(("first", "second"), [("column", "remark"), ("remark", "column"), ("column", "column")])
def test_of_two_lists_that_say_a_no_either_may_be_taken_back(
    campaign: Campaign, tmp_path: Path, first: str, second: str
) -> None:
    dora = add(campaign, **DORA)
    one = listed(campaign, tmp_path / "March.csv", LISTS[first][1])
    two = listed(campaign, tmp_path / "April.csv", LISTS[second][1])
    undo(campaign, one)
    assert noes(campaign, dora) == {"do_not_call"}
    undo(campaign, two)
    assert noes(campaign, dora) == set()
    undo(campaign)
    assert checked(campaign) == []


def test_a_no_by_hand_and_one_of_a_list(campaign: Campaign, tmp_path: Path) -> None:
    dora = add(campaign, **DORA)
    by_hand = edit(campaign, dora, do_not_call="yes").seq
    said = listed(campaign, tmp_path / "Do not call.csv", LISTS["name of the list"][1])
    undo(campaign, by_hand)
    assert noes(campaign, dora) == {"do_not_call"}
    undo(campaign, said)
    assert noes(campaign, dora) == set()


def test_a_no_of_a_list_and_one_by_hand(campaign: Campaign, tmp_path: Path) -> None:
    dora = add(campaign, **DORA)
    said = listed(campaign, tmp_path / "Do not call.csv", LISTS["name of the list"][1])
    by_hand = edit(campaign, dora, do_not_call="yes").seq
    undo(campaign, said)
    assert noes(campaign, dora) == {"do_not_call"}
    again = undo(campaign, by_hand).seq
    assert noes(campaign, dora) == set()
    undo(campaign, again)
    assert noes(campaign, dora) == {"do_not_call"}
    assert checked(campaign) == []


def test_a_no_of_whom_somebody_was_merged_with_counts_as_long_as_they_are_one(campaign: Campaign) -> None:
    dora, dorothea = add(campaign, **DORA), add(campaign, **DOROTHEA)
    first = edit(campaign, dora, do_not_call="yes").seq
    edit(campaign, dorothea, do_not_call="yes")
    merged = merge(campaign, "Dana", dora, dorothea).seq
    undo(campaign, first)
    assert noes(campaign, dora) == {"do_not_call"}
    undo(campaign, merged)
    assert noes(campaign, dora) == set()
    assert noes(campaign, dorothea) == {"do_not_call"}


@pytest.mark.parametrize("how", LISTS)
def test_the_same_list_again_is_no_step(campaign: Campaign, tmp_path: Path, how: str) -> None:
    name, text, key = LISTS[how]
    dora = add(campaign, **DORA, **typed(key))
    assert listed(campaign, tmp_path / name, text) is not None
    assert listed(campaign, tmp_path / name, text) is None
    assert noes(campaign, dora) == {key}


def test_a_row_that_says_a_no_again_changes_nothing(campaign: Campaign, tmp_path: Path) -> None:
    add(campaign, **DORA, do_not_call="yes")
    path = tmp_path / "list.csv"
    path.write_text(LISTS["column"][1], encoding="utf-8")
    _, result = bring(campaign, path)
    assert (result.counts.updated, result.counts.unchanged) == (0, 1)
    assert result.noes == []


def test_a_yes_by_hand_ends_a_no_that_was_said_twice(campaign: Campaign, tmp_path: Path) -> None:
    dora = add(campaign, **DORA)
    first = listed(campaign, tmp_path / "March.csv", LISTS["column"][1])
    listed(campaign, tmp_path / "April.csv", LISTS["column"][1])
    edit(campaign, dora, do_not_call="")
    undo(campaign, first)
    assert noes(campaign, dora) == set()
