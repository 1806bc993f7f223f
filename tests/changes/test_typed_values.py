"""What a person types is taken as a whole or refused with a sentence, by every door."""

import datetime as dt

import pytest

from coordinator.operations import editing
from coordinator.records.catalog import CANDIDATE, EVENT, PARTNER
from coordinator.store.campaign import Campaign
from tests.builders import add, edit, get


@pytest.mark.parametrize(
    ("rt", "key", "typed", "told"),
    [
        (PARTNER, "states", "NV; Utahh", "“Utahh”"),
        (CANDIDATE, "languages", "English; Klingonish", "“Klingonish”"),
        (CANDIDATE, "state", "Colorodo", "Did you mean Colorado?"),
        (CANDIDATE, "consent_share", "Yes, but do not call", "neither yes nor no"),
        (CANDIDATE, "consent_share", "Yes, mornings", "“mornings”"),
        (CANDIDATE, "follow_up", "2/30", "no date of the calendar"),
        (CANDIDATE, "follow_up", "tomorrow at 7pm", "Only a day"),
        (EVENT, "attendance", "10-12k", "is a range"),
        (EVENT, "starts_at", "2025-03-21 18:00 EDT", "zone"),
    ],
)
def test_what_is_half_understood_is_refused(campaign: Campaign, rt, key: str, typed: str, told: str) -> None:
    names = {"candidate": {"given_name": "Ana"}, "partner": {"name": "School"}, "event": {"title": "Rally"}}
    number = add(campaign, rt, **names[rt.key])
    with pytest.raises(editing.BadValue) as refused:
        edit(campaign, number, rt, **{key: typed})
    assert told in str(refused.value)
    with campaign.reading() as connection:
        assert told in editing.refusals(connection, rt, {number: {key: typed}})[number, key]
    assert get(campaign, number, rt)[key] is None


def test_a_day_that_counts_from_today(campaign: Campaign) -> None:
    number = add(campaign, given_name="Ana")
    edit(campaign, number, follow_up="in two weeks")
    assert get(campaign, number)["follow_up"] == (dt.date.today() + dt.timedelta(days=14)).isoformat()


def test_opting_out_by_hand(campaign: Campaign) -> None:
    number = add(campaign, given_name="Ana", do_not_contact="Unsubscribed")
    assert get(campaign, number)["do_not_contact"] is True
