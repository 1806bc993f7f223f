"""Stops that are one, and the crowd to quote."""

import pytest

from coordinator.base.errors import UserError
from coordinator.changes import apply
from coordinator.changes.plan import Plan
from coordinator.records.catalog import CROWD_FIGURE, EVENT, SIGNUP, SOURCE
from coordinator.store.campaign import Campaign
from coordinator.tour.crowds import plan_figure, plan_quote
from coordinator.tour.same_stops import find_same_stops, plan_merge_stops, plan_stops_apart
from tests.builders import add, everything, get, undo

DENVER = {
    "title": "Denver rally",
    "starts_at": "2025-03-21T17:00",
    "city": "Denver",
    "state": "CO",
    "venue": "Civic Center Park",
}
OTHERS = [
    (
        "typed again without its hour",
        {"title": "Rally in Denver", "starts_at": "2025-03-21", "city": "denver", "state": "CO"},
        True,
    ),
    (
        "under its venue",
        {
            "title": "Civic Center",
            "starts_at": "2025-03-21T17:30",
            "city": "Denver",
            "state": "CO",
            "venue": "Civic Ctr Park",
        },
        True,
    ),
    (
        "a slip in the town",
        {"title": "Denver rally", "starts_at": "2025-03-21T17:00", "city": "Dnever", "state": "CO"},
        True,
    ),
    ("one page", {"title": "Something", "slug": "denver"}, True),
    (
        "the same day in another town",
        {"title": "Greeley rally", "starts_at": "2025-03-21T12:00", "city": "Greeley", "state": "CO"},
        False,
    ),
    (
        "the evening stop in the same town",
        {
            "title": "Evening town hall",
            "starts_at": "2025-03-21T21:00",
            "city": "Denver",
            "state": "CO",
            "venue": "Union Station",
        },
        False,
    ),
    ("another year", {**DENVER, "starts_at": "2026-03-21T17:00"}, False),
    ("another state", {**DENVER, "state": "NC"}, False),
]


@pytest.mark.parametrize(("case", "other", "alike"), OTHERS, ids=[c for c, _, _ in OTHERS])
def test_which_stops_look_alike(campaign: Campaign, case: str, other: dict[str, str], alike: bool) -> None:
    a, b = add(campaign, EVENT, **DENVER, slug="denver"), add(campaign, EVENT, **other)
    with campaign.reading() as connection:
        found = [(p.a, p.b) for p in find_same_stops(connection)]
    assert found == ([(a, b)] if alike else [])


def test_merging_keeps_everything_and_can_be_undone(campaign: Campaign) -> None:
    keep = add(
        campaign,
        EVENT,
        title="Denver rally",
        starts_at="2025-03-21",
        city="Denver",
        state="CO",
        notes="Stage left",
        volunteers="Ann",
    )
    gone = add(campaign, EVENT, **DENVER, rsvps="900", notes="Gate 4", volunteers="Bob")
    form, ann = add(campaign, SOURCE, name="Form", event=gone), add(campaign, given_name="Ann")
    add(campaign, CROWD_FIGURE, event=gone, number="34000")
    plan = Plan("import", "Imported", campaign.head())
    plan.create("signup", {"candidate": ann, "source": form, "event": gone, "source_key": "1"})
    apply.apply(campaign, plan, author="Dana")
    before = {rt.key: everything(campaign, rt) for rt in (EVENT, SIGNUP, SOURCE, CROWD_FIGURE)}
    with campaign.reading() as connection:
        plan = plan_merge_stops(connection, keep, gone)
    apply.apply(campaign, plan, author="Dana")
    (one,) = everything(campaign, EVENT)
    assert (one["id"], one["starts_at"], one["venue"], one["rsvps"]) == (
        keep,
        "2025-03-21T17:00",
        "Civic Center Park",
        900,
    )
    assert (one["notes"], one["volunteers"]) == ("Stage left\nGate 4", ["Ann", "Bob"])
    assert {r["event"] for rt in (SIGNUP, SOURCE, CROWD_FIGURE) for r in everything(campaign, rt)} == {keep}
    undo(campaign)
    assert {rt.key: everything(campaign, rt) for rt in (EVENT, SIGNUP, SOURCE, CROWD_FIGURE)} == before
    with campaign.reading() as connection, pytest.raises(UserError, match="one record already"):
        plan_merge_stops(connection, keep, keep)


def test_two_stops_stay_two_once_somebody_said_so(campaign: Campaign) -> None:
    a, b = add(campaign, EVENT, **DENVER), add(campaign, EVENT, **DENVER)
    with campaign.reading() as connection:
        plan = plan_stops_apart(connection, b, a)
    apply.apply(campaign, plan, author="Dana")
    with campaign.reading() as connection:
        assert find_same_stops(connection) == []
    undo(campaign)
    with campaign.reading() as connection:
        assert len(find_same_stops(connection)) == 1


@pytest.mark.parametrize(
    ("written", "number", "basis"),
    [
        ("approx 34k", 34_000, "estimate"),
        ("32,000+", 32_000, "estimate"),
        ("11,300", 11_300, None),
        ("about 5 thousand", 5_000, "estimate"),
        ("7600", 7_600, None),
        ("1,2 million", 1_200_000, None),
        ("~12.000", 12_000, "estimate"),
    ],
)
def test_a_crowd_as_people_write_it(campaign: Campaign, written: str, number: int, basis: str | None) -> None:
    stop = add(campaign, EVENT, **DENVER)
    with campaign.reading() as connection:
        plan = plan_figure(connection, stop, written, "Police")
    apply.apply(campaign, plan, author="Dana")
    (figure,) = everything(campaign, CROWD_FIGURE)
    assert (figure["number"], figure["basis"], figure["who"], figure["event"]) == (number, basis, "Police", stop)


@pytest.mark.parametrize(
    ("written", "told"),
    [("overflow", "no number of people"), ("10-12k", "is a range"), ("between 10 and 12 thousand", "is a range")],
)
def test_no_number_is_told(campaign: Campaign, written: str, told: str) -> None:
    stop = add(campaign, EVENT, **DENVER)
    with campaign.reading() as connection, pytest.raises(UserError, match=told):
        plan_figure(connection, stop, written, "")


def test_one_figure_is_quoted(campaign: Campaign) -> None:
    stop = add(campaign, EVENT, **DENVER)
    ours = add(campaign, CROWD_FIGURE, event=stop, number="34000", quoted="yes")
    press = add(campaign, CROWD_FIGURE, event=stop, number="30000")
    with campaign.reading() as connection:
        plan = plan_quote(connection, press)
    apply.apply(campaign, plan, author="Dana")
    assert get(campaign, stop, EVENT)["attendance"] == 30_000
    assert [get(campaign, n, CROWD_FIGURE)["quoted"] for n in (ours, press)] == [None, True]
    undo(campaign)
    assert get(campaign, stop, EVENT)["attendance"] is None
