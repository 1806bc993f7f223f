"""Undoing the step that made an answer keeps the answer while later values stand in it."""

import pytest

from coordinator.changes import apply
from coordinator.changes.checking import problems_of
from coordinator.changes.plan import Plan
from coordinator.changes.undo import plan_undo
from coordinator.records.catalog import CANDIDATE, PARTNER, RecordType
from coordinator.store.campaign import Campaign
from tests.builders import add, edit, everything, get, undo

KEY = "answers.called_by"


def named(rt: RecordType, number: int) -> dict[str, object]:
    return {"name": f"Name {number}"} if rt is PARTNER else {"given_name": "Ada", "family_name": f"Zz{'abc'[number]}"}


def answer_made(campaign: Campaign, rt: RecordType, people: list[int], value: str = "Pat") -> int:
    """Make an answer and fill it for some, in one step; return the step."""
    plan = Plan("return", "Took back b.xlsx", campaign.head())
    plan.create("answer", {"record": rt.key, "key": "called_by", "heading": "Called by", "answer_kind": "long_text"})
    for number in people:
        plan.update(rt.key, number, {KEY: (None, value)})
    seq = apply.apply(campaign, plan, author="Dana").seq
    assert seq is not None
    return seq


def values(campaign: Campaign, rt: RecordType) -> list[object]:
    """Return what stands in the answer; of a field that is not there, nothing can be seen."""
    return [row.get(KEY) for row in everything(campaign, rt)]


@pytest.mark.parametrize("rt", [CANDIDATE, PARTNER], ids=lambda rt: rt.key)
def test_what_is_kept_is_kept(campaign: Campaign, rt: RecordType) -> None:
    one, two, three = (add(campaign, rt, **named(rt, n)) for n in range(3))
    made = answer_made(campaign, rt, [one, two])
    edit(campaign, one, rt, **{KEY: "Kim"})
    edit(campaign, three, rt, **{KEY: "Lee"})
    with campaign.reading() as connection:
        told = [c.who for c in plan_undo(connection, made).conflicts]
    assert any("Called by kept as Kim" in line for line in told)
    label = rt.plural.lower()
    assert f"The answer Called by: 2 {label} still have it" in told
    undo(campaign, made)
    assert values(campaign, rt) == ["Kim", None, "Lee"]
    undo(campaign, campaign.head())  # redo
    assert values(campaign, rt) == ["Kim", "Pat", "Lee"]
    with campaign.reading() as connection:
        assert problems_of(connection) == []


def test_an_answer_without_later_values_goes(campaign: Campaign) -> None:
    one, two = (add(campaign, **named(CANDIDATE, n)) for n in range(2))
    made = answer_made(campaign, CANDIDATE, [one, two])
    edit(campaign, two, notes="something else")
    undo(campaign, made)
    assert everything(campaign)[0].get(KEY) is None
    with campaign.reading() as connection:
        assert problems_of(connection) == []
    undo(campaign, campaign.head())
    assert values(campaign, CANDIDATE) == ["Pat", "Pat"]


def test_an_answer_that_only_somebody_new_has_stays(campaign: Campaign) -> None:
    one = add(campaign, **named(CANDIDATE, 0))
    made = answer_made(campaign, CANDIDATE, [one])
    two = add(campaign, **named(CANDIDATE, 1), **{KEY: "Kim"})
    undo(campaign, made)
    assert (get(campaign, one).get(KEY), get(campaign, two)[KEY]) == (None, "Kim")


def test_a_later_value_that_is_undone_too_keeps_nothing(campaign: Campaign) -> None:
    one = add(campaign, **named(CANDIDATE, 0))
    made = answer_made(campaign, CANDIDATE, [one])
    edit(campaign, one, **{KEY: "Kim"})
    undo(campaign, campaign.head())
    undo(campaign, made)
    assert KEY not in everything(campaign)[0] or everything(campaign)[0][KEY] is None
    with campaign.reading() as connection:
        assert problems_of(connection) == []
