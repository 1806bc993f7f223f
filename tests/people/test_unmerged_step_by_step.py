"""What a list brought while people were merged goes to whom its row names, however many merges are taken back."""

from pathlib import Path
from typing import Any

import pytest

from coordinator.changes.apply import apply
from coordinator.changes.merge import Resolution
from coordinator.operations.people import merge
from coordinator.operations.undoing import questions
from coordinator.operations.undoing import undo as undo_step
from coordinator.store.campaign import Campaign
from tests.builders import add, edit, get, undo
from tests.people.test_noes_said_again import checked, listed, noes

ORLA = {"given_name": "Orla", "family_name": "Finch", "email": "orla@example.org", "phone": "+18145550101"}
SADIE = {"given_name": "Sadie", "family_name": "Holm", "email": "sadie@example.net", "phone": "+18145550102"}
THIRD = {"given_name": "Third", "family_name": "Holm", "email": "third@example.net", "phone": "+18145550103"}
NAMED = "First Name,Last Name,Email"
LISTS = {
    "e-mail alone": ("Unsubscribed.csv", "Email\nsadie@example.net\n", {"do_not_contact"}),
    "number alone": ("replies.csv", "Phone,Reply\n814-555-0102,STOP\n", {"do_not_contact"}),
    "column": ("own.csv", f"{NAMED},Do not call\nSadie,Holm,sadie@example.net,Yes\n", {"do_not_call"}),
    "remark": ("own.csv", f"{NAMED},Comments\nSadie,Holm,sadie@example.net,never call me\n", {"do_not_call"}),
    "consent": ("own.csv", f"{NAMED},May we contact you?\nSadie,Holm,sadie@example.net,No\n", {"consent_contact"}),
    "a new number": (
        "own.csv",
        f"{NAMED},Phone,Comments\nSadie,Holm,sadie@example.net,814-555-0177,please do not call me\n",
        {"do_not_call"},
    ),
    "a new e-mail": (
        "own.csv",
        f"{NAMED},Phone,Email 2,Comments\nSadie,Holm,sadie@example.net,814-555-0102,s.holm@example.org,do not text me\n",
        {"do_not_text"},
    ),
}
"""What the list is → its name, its text, and what it says no to."""


def people(campaign: Campaign) -> tuple[int, int, int]:
    return add(campaign, **ORLA), add(campaign, **SADIE), add(campaign, **THIRD)


def told(campaign: Campaign, seq: int) -> list[str]:
    return [c.who for c in undo(campaign, seq).conflicts]


@pytest.mark.parametrize("merges", ["one", "chain", "star"])
@pytest.mark.parametrize("how", LISTS)
def test_a_no_comes_back_to_who_said_it(campaign: Campaign, tmp_path: Path, how: str, merges: str) -> None:
    name, text, said = LISTS[how]
    orla, sadie, third = people(campaign)
    steps = [merge(campaign, "Dana", orla, sadie).seq]
    if merges != "one":
        pair = (third, orla) if merges == "chain" else (orla, third)
        steps.append(merge(campaign, "Dana", *pair).seq)
    listed(campaign, tmp_path / name, text)
    assert not [line for step in reversed(steps) for line in told(campaign, step)]
    assert (noes(campaign, orla), noes(campaign, sadie), noes(campaign, third)) == (set(), said, set())
    assert not checked(campaign)


def test_in_a_chain_her_own_row_comes_back_with_all_that_it_brought(campaign: Campaign, tmp_path: Path) -> None:
    orla, sadie, third = people(campaign)
    first, second = merge(campaign, "Dana", orla, sadie).seq, merge(campaign, "Dana", third, orla).seq
    row = "Sadie,Holm,sadie@example.net,814-555-0177,9 Loom St,nurse,moved in May"
    listed(campaign, tmp_path / "own.csv", f"{NAMED},Phone,Street,Occupation,Notes\n{row}\n")
    assert not told(campaign, second) + told(campaign, first)
    keys = ("other_phones", "address", "occupation", "notes")
    assert [get(campaign, sadie)[k] for k in keys] == [["+18145550177"], "9 Loom St", "nurse", "moved in May"]
    assert not any(get(campaign, number)[k] for number in (orla, third) for k in keys)


@pytest.mark.parametrize("key", ["do_not_call", "consent_contact"])
def test_a_no_of_either_stays_with_both_until_somebody_says_whose_it_is(campaign: Campaign, key: str) -> None:
    orla, sadie, _ = people(campaign)
    step = merge(campaign, "Dana", orla, sadie).seq
    edit(campaign, orla, **{key: "no" if key == "consent_contact" else "yes"})
    (line,) = told(campaign, step)
    assert "stays with Orla Finch (C-00001-8) and with Sadie Holm (C-00002-6)" in line
    assert noes(campaign, orla) == noes(campaign, sadie) == {key}


def test_a_no_that_is_given_away_is_hers_alone(campaign: Campaign) -> None:
    orla, sadie, _ = people(campaign)
    step = merge(campaign, "Dana", orla, sadie).seq
    edit(campaign, orla, do_not_call="yes")
    undo_with_all_given(campaign, step)
    assert (noes(campaign, orla), noes(campaign, sadie)) == (set(), {"do_not_call"})


def undo_with_all_given(campaign: Campaign, step: int) -> None:
    with campaign.reading() as connection:
        plan = undo_step.plan(connection, step)
    for question in questions(plan):
        question.decide(Resolution.TAKE)
    apply(campaign, plan, author="Sam")


@pytest.mark.parametrize(
    ("row", "owner"),
    [
        ("Orla,Finch,orla@example.org,814-555-0188", "orla"),
        ("Sadie,Holm,sadie@example.net,814-555-0188", "sadie"),
        ("Sadie,Holm,sadie@example.net,814-555-0101", None),  # her name, and the number of the other one
    ],
)
def test_a_number_that_a_row_brought_names_whom_the_row_names(
    campaign: Campaign, tmp_path: Path, row: str, owner: str | None
) -> None:
    orla, sadie, _ = people(campaign)
    step = merge(campaign, "Dana", orla, sadie).seq
    listed(campaign, tmp_path / "own.csv", f"{NAMED},Phone\n{row}\n")
    listed(campaign, tmp_path / "replies.csv", "Phone,Reply\n814-555-0188,STOP\n")
    lines = told(campaign, step)
    found: dict[str | None, Any] = {"orla": noes(campaign, orla), "sadie": noes(campaign, sadie)}
    if owner is None:
        assert lines
    else:
        assert found == {"orla": set(), "sadie": set(), owner: {"do_not_contact"}}
        assert not lines
