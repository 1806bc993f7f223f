"""Whichever of two merges is taken back, who stays has what the other one gave."""

import pytest

from coordinator.operations.people import merge
from coordinator.store.campaign import Campaign
from tests.builders import add, get, undo
from tests.people.test_unmerged_step_by_step import ORLA, SADIE, THIRD

FIELDS = {
    "address": ("77 Falls Ave", "5 Canal St"),
    "birth_date": ("1960-01-02", "1970-03-04"),
    "occupation": ("welder", "nurse"),
    "middle_name": ("Q", "R"),
    "preferred_name": ("Stef", "Syb"),
    "gender": ("man", "woman"),
    "pronouns": ("he/him", "she/her"),
    "organization": ("Local 1", "Local 2"),
    "postcode": ("16335", "16336"),
    "tags": ("host; both", "speaker; both"),
    "other_phones": ("814-555-0161; 814-555-0160", "814-555-0162; 814-555-0160"),
    "do_not_call": ("yes", "yes"),
    "consent_share": ("no", "yes"),
}
"""Field → what the wrong one has, and the right one."""


def shown(campaign: Campaign, number: int) -> dict[str, object]:
    return {
        k: sorted(v) if isinstance(v, list) else v
        for k, v in get(campaign, number).items()
        if k not in ("created_at", "updated_at")
    }


@pytest.mark.parametrize("key", FIELDS)
@pytest.mark.parametrize("own", [False, True])
def test_a_wrong_merge_taken_back_leaves_what_the_right_one_gave(campaign: Campaign, key: str, own: bool) -> None:
    wrong, right = FIELDS[key]
    mine = {key: wrong} if own else {}
    twin, orla = (add(campaign, **ORLA, **mine) for _ in range(2))
    stefan, sybil, other = (
        add(campaign, **SADIE, **{key: wrong}),
        *(add(campaign, **THIRD, **{key: right}) for _ in "ab"),
    )
    step = merge(campaign, "Dana", orla, stefan).seq
    later = merge(campaign, "Dana", orla, sybil).seq
    merge(campaign, "Dana", twin, other)
    undo(campaign, step)
    assert shown(campaign, orla) | {"id": twin} == shown(campaign, twin)
    undo(campaign, later)
    assert shown(campaign, orla)[key] == (shown(campaign, stefan)[key] if own else None)
    assert shown(campaign, sybil)[key] == shown(campaign, other)[key]


def test_an_address_that_both_have_stays_the_first_one(campaign: Campaign) -> None:
    orla = add(campaign, given_name="Orla", family_name="Finch")
    step = merge(campaign, "Dana", orla, add(campaign, **SADIE)).seq
    merge(campaign, "Dana", orla, add(campaign, **{**THIRD, "email": SADIE["email"]}))
    undo(campaign, step)
    row = get(campaign, orla)
    assert (row["email"], row["other_emails"]) == (SADIE["email"], None)
    assert (row["phone"], row["other_phones"]) == (THIRD["phone"], None)
