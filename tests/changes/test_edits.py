"""Edits by hand: what somebody saw while typing is the base, and nobody's change is lost."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.changes import apply, edits
from coordinator.changes.plan import Plan
from coordinator.records.catalog import CANDIDATE
from coordinator.store.campaign import Campaign
from tests.builders import add, edit, get

CITIES = st.sampled_from([None, "Denver", "Aurora", "denver"])
TAGS = st.lists(st.sampled_from(["a", "b", "c"]), unique=True)


def typed_over(campaign: Campaign, number: int, key: str, base: object, ours: object, typed: object) -> Plan:
    """Plan what somebody typed who saw `base`, while `ours` is here now."""
    edit(campaign, number, **{key: base})
    edit(campaign, number, author="Jules", **{key: ours})
    with campaign.reading() as connection:
        return edits.plan_edit(connection, CANDIDATE, {number: {key: typed}}, bases={number: {key: base}})


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(CITIES, CITIES, CITIES)
def test_a_field_is_written_kept_or_asked_about(campaign: Campaign, base, ours, typed) -> None:
    number = add(campaign, given_name="Ada")
    plan = typed_over(campaign, number, "city", base, ours, typed)
    if typed in (ours, base) and (ours != base or typed == base):
        assert plan.is_empty
        assert plan.conflicts == []
    elif ours == base:
        assert plan.changes[0].fields == {"city": (ours, typed)}
        assert plan.conflicts == []
    else:
        (clash,) = plan.conflicts
        assert (clash.base, clash.ours, clash.theirs) == (base, ours, typed)
        assert "Jules" in clash.who
        assert plan.changes == []


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(TAGS, TAGS, TAGS)
def test_sets_are_merged_item_by_item(campaign: Campaign, base, ours, typed) -> None:
    number = add(campaign, given_name="Ada")
    plan = typed_over(campaign, number, "tags", base, ours, typed)
    apply.apply(campaign, plan, author="Dana")
    kept = (set(ours) - (set(base) - set(typed))) | (set(typed) - set(base))
    expected = set(typed) if ours == base or set(typed) == set(ours) else kept if typed != base else set(ours)
    assert set(get(campaign, number)["tags"] or ()) == expected
    assert plan.conflicts == []


def test_a_value_typed_instead_of_both_is_what_is_written(campaign: Campaign) -> None:
    from coordinator.changes.merge import ConflictReason, Resolution
    from coordinator.changes.plan import Conflict

    number = add(campaign, given_name="Ada", city="Aurora")
    plan = Plan("return", "Took back", campaign.head())
    clash = Conflict("candidate", number, "city", "Denver", "Aurora", "Boulder", ConflictReason.BOTH_CHANGED)
    plan.conflicts.append(clash)
    for answer, typed, value, expected in (
        (Resolution.KEEP, False, None, "Aurora"),
        (Resolution.TAKE, True, "Golden", "Golden"),
        (Resolution.TAKE, False, None, "Boulder"),
    ):
        clash.decide(answer, typed=typed, value=value)
        assert clash.after == expected
        changes = plan.decided()
        assert [c.fields for c in changes] == ([] if expected == "Aurora" else [{"city": ("Aurora", expected)}])
    clash.decide(Resolution.TAKE, typed=True, value="Aurora")
    assert plan.decided() == []
