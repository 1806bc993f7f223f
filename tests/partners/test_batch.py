"""A whole list connected as one plan: laws that hold for any people and partners, and the optimum on small cases."""

import datetime as dt
from functools import cache
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.partners.assignment import TIERS, PersonGroup, assign, choose, tiers
from coordinator.partners.connection_plans import plan_batch
from coordinator.partners.partner_book import PartnerBook
from coordinator.partners.unplaced_people import nobody_takes
from coordinator.records.catalog import CANDIDATE, PARTNER, REFERRAL
from coordinator.store import campaign as campaigns
from coordinator.store import query
from coordinator.store.campaign import Campaign
from tests.builders import delete, everything, get, undo
from tests.partners.people import act, connect, days, make, partner, willing

PARTNERS = 4


@cache
def brute(takes: tuple[int, ...], free: tuple[int, ...]) -> list[tuple[int | None, ...]]:
    """Every way to give people (each with a bit mask of partners) a place or none."""
    ways = []
    for way in product((None, *range(len(free))), repeat=len(takes)):
        fits = all(p is None or takes[i] >> p & 1 for i, p in enumerate(way))
        if fits and all(sum(p == q for p in way) <= n for q, n in enumerate(free)):
            ways.append(way)
    return ways


people = st.lists(st.integers(0, 2**3 - 1), min_size=1, max_size=5)
places = st.lists(st.integers(0, 3), min_size=3, max_size=3)


@given(people, places, st.data())
@settings(max_examples=150, deadline=None)
def test_as_many_as_can_be_the_earliest_first_and_at_the_least_cost(takes: list[int], free: list[int], data) -> None:
    points = [data.draw(st.lists(st.integers(0, 20), min_size=3, max_size=3)) for _ in takes]
    kinds = [PersonGroup([place], mask, points[place]) for place, mask in enumerate(takes)]
    chosen = choose(kinds, free)
    ways = brute(tuple(takes), tuple(free))
    most = max(sum(p is not None for p in way) for way in ways)
    assert sum(chosen) == most
    earliest = max(tuple(p is not None for p in way) for way in ways if sum(p is not None for p in way) == most)
    assert tuple(bool(n) for n in chosen) == earliest
    where = assign(kinds, chosen, free, [0] * 3)
    got = [next(iter(w), None) for w in where]
    assert tuple(got) in ways

    def cost(way) -> int:
        load = [tiers(n, 0, most, 3) for n in free]
        filled = [sum(p == q for p in way) for q in range(3)]
        prices = sum(
            sum(price * max(0, min(width, filled[q] - sum(load[q][:price]))) for price, width in enumerate(load[q]))
            for q in range(3)
        )
        return prices + sum(20 - points[i][p] for i, p in enumerate(way) if p is not None)

    same = [w for w in ways if tuple(p is not None for p in w) == earliest]
    assert cost(got) == min(cost(w) for w in same)


@given(
    st.lists(st.tuples(st.integers(0, 2**PARTNERS - 1), st.integers(1, 6)), min_size=1, max_size=8),
    st.lists(st.integers(0, 6), min_size=PARTNERS, max_size=PARTNERS),
)
@settings(max_examples=150, deadline=None)
def test_groups_are_placed_like_single_people(groups: list[tuple[int, int]], free: list[int]) -> None:
    """The number that gets a place is the largest flow, by OR-tools' own solver."""
    from ortools.graph.python import max_flow

    kinds, place = [], 0
    for mask, count in groups:
        kinds.append(PersonGroup(list(range(place, place + count)), mask, [0] * PARTNERS))
        place += count
    flow = max_flow.SimpleMaxFlow()
    for k, (mask, count) in enumerate(groups):
        flow.add_arc_with_capacity(100, k, count)
        for p in range(PARTNERS):
            if mask >> p & 1:
                flow.add_arc_with_capacity(k, 50 + p, count)
    for p, n in enumerate(free):
        flow.add_arc_with_capacity(50 + p, 101, n)
    flow.solve(100, 101)
    chosen = choose(kinds, free)
    assert sum(chosen) == flow.optimal_flow()
    where = assign(kinds, chosen, free, [0] * PARTNERS)
    assert [sum(w.values()) for w in where] == chosen
    assert all(sum(w.get(p, 0) for w in where) <= free[p] for p in range(PARTNERS))
    assert all(groups[k][0] >> p & 1 for k, w in enumerate(where) for p in w)


def test_a_partners_places_fill_in_steps() -> None:
    assert tiers(10, 0, 100, 3) == [2, 2, 2, 2, 2]
    assert sum(tiers(7, 3, 100, 3)) == 7
    assert tiers(7, 3, 100, 3)[0] == 0
    unbounded = tiers(100, 0, 100, 4)
    assert sum(unbounded) == 100
    assert len(unbounded) == TIERS + 1


person_rows = st.lists(
    st.fixed_dictionaries(
        {
            "party_line": st.sampled_from(["ind", "dem", None]),
            "state": st.sampled_from(["OH", "ID", None]),
            "consent_share": st.sampled_from([True, True, True, False, None]),
            "do_not_contact": st.sampled_from([None, None, None, True]),
            "stage": st.sampled_from(["interested", "interested", "withdrew"]),
            "birth_date": st.sampled_from(["1990-01-01", "1960", None]),
            "wanted_partners": st.sampled_from([None, ["P1"]]),
            "unwanted_partners": st.sampled_from([None, None, ["P0"]]),
        }
    ),
    min_size=1,
    max_size=12,
)
partner_rows = st.lists(
    st.fixed_dictionaries(
        {
            "capacity": st.sampled_from([None, 0, 1, 2, 5]),
            "accepting": st.sampled_from([True, None, False]),
            "party_lines": st.sampled_from([None, ["ind"], ["dem"]]),
            "states": st.sampled_from([None, ["OH"], ["ID"]]),
            "oldest_age": st.sampled_from([None, None, 45]),
        }
    ),
    min_size=1,
    max_size=3,
)


@given(person_rows, partner_rows)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_laws_of_a_plan(template, tmp_path_factory, rows: list[dict], partners: list[dict]) -> None:
    path = tmp_path_factory.mktemp("plan") / "t.campaign"
    path.write_bytes(template.read_bytes())
    with campaigns.open_(path) as campaign:
        make(campaign, "partner", [{"name": f"P{i}", **p} for i, p in enumerate(partners)])
        ids = make(campaign, "candidate", [{"given_name": f"N{i}", **r} for i, r in enumerate(rows)])
        batch, _ = connect(campaign, ids)
        assert {p.candidate for p in batch.placed} | {p.candidate for p in batch.left} == set(ids)
        with campaign.reading() as connection:
            after = PartnerBook.of(connection)
            again = plan_batch(connection, ids)
        assert again.plan.is_empty  # nobody is left who could still be placed, and nobody goes twice
        taken = {o.record_id: o.taken for o in after.offers}
        for offer in after.offers:
            assert offer.capacity is None or taken[offer.record_id] <= offer.capacity
        for placed in batch.placed:
            row = get(campaign, placed.candidate)
            fit = next(f for f in batch.book.suggest(row) if f.partner == placed.partner)
            assert fit.fits
            assert row["consent_share"]
            assert not row["do_not_contact"]
            assert row["stage"] != "withdrew"
        for left in batch.left:
            row = get(campaign, left.candidate)
            fits = [f for f in after.suggest(row) if f.fits]
            assert not fits or left.kind in ("consent", "stage", "with a partner")


def test_earlier_sign_ups_come_first_and_load_is_spread(campaign: Campaign) -> None:
    for name in ("A", "B"):
        partner(campaign, name, capacity=10)
    late = willing(campaign, 3, created_at="2025-06-01T00:00:00Z")
    early = willing(campaign, 12, created_at="2025-03-01T00:00:00Z")
    batch, _ = connect(campaign)
    assert sorted(batch.by_partner.values()) == [7, 8]
    one, _ = connect(campaign, willing(campaign, 9, created_at="2025-02-01T00:00:00Z") + willing(campaign, 1))
    assert len(one.placed) == 5
    assert [left.kind for left in one.left] == ["full"] * 5
    assert "no place left: A, B" in one.left[0].why
    assert set(late) | set(early) == {p.candidate for p in batch.placed}


def test_the_same_plan_every_time(campaign: Campaign) -> None:
    for name in "ABC":
        partner(campaign, name, capacity=4)
    willing(campaign, 20)
    with campaign.reading() as connection:
        ids = query.select_ids(connection, CANDIDATE)
        plans = [plan_batch(connection, ids) for _ in range(3)]
    assert [p.plan.changes for p in plans[1:]] == [plans[0].plan.changes] * 2


def test_wishes_are_honoured_and_reasons_are_kept(campaign: Campaign) -> None:
    partner(campaign, "Anybody")
    wanted = partner(campaign, "Ladder", services="training", party_lines="ind")
    [one] = willing(campaign, wanted_partners=["ladder"], wanted_services=["training"])
    connect(campaign)
    [referral] = everything(campaign, REFERRAL)
    assert referral["partner"] == wanted
    assert referral["why"] == "takes Independent candidates; asked for by name; offers what they wish for: training"
    assert (referral["status"], referral["owner"], referral["due_on"]) == ("proposed", "Dana", days(3))
    assert get(campaign, one)["stage"] == "interested"


def test_programmes_fill_one_after_another(campaign: Campaign) -> None:
    number = partner(campaign, "School", by_programme=True)
    soon, later, _ = make(
        campaign,
        "programme",
        [
            {"partner": number, "name": "Spring", "deadline": days(10), "places": 2},
            {"partner": number, "name": "Summer", "deadline": days(90), "places": 1},
            {"partner": number, "name": "Past", "deadline": days(-1), "places": 50},
        ],
    )
    willing(campaign, 5)
    batch, _ = connect(campaign)
    assert [p.programme for p in batch.placed] == [soon, soon, later]
    assert len(batch.left) == 2
    assert {r["programme"] for r in everything(campaign, REFERRAL)} == {soon, later}


def test_a_partner_that_is_deleted_leaves_its_people_free(campaign: Campaign) -> None:
    first = partner(campaign, "First")
    [one] = willing(campaign)
    connect(campaign)
    second = partner(campaign, "Second")
    delete(campaign, first, rt=PARTNER)
    batch, _ = connect(campaign)
    assert [(p.candidate, p.partner) for p in batch.placed] == [(one, second)]
    assert len(everything(campaign, REFERRAL)) == 2


def test_declined_people_go_on_to_another(campaign: Campaign) -> None:
    from coordinator.partners.referral_ledger import StatusMove, plan_moves

    partner(campaign, "First", states="OH")
    second = partner(campaign, "Second")
    [one] = willing(campaign)
    _, applied = connect(campaign)
    [referral] = applied.touched["referral"]
    act(campaign, plan_moves, [StatusMove(referral, "sent")])
    act(campaign, plan_moves, [StatusMove(referral, "declined", {"reason": "full this year"})])
    batch, _ = connect(campaign)
    assert [(p.candidate, p.partner) for p in batch.placed] == [(one, second)]


def test_nobody_takes_them_in_words(campaign: Campaign) -> None:
    partner(campaign, "Democrats", party_lines="dem")
    willing(campaign, 3, state="ID")
    willing(campaign, 2, party_line="grn", state="OH")
    willing(campaign, 1, party_line="dem")
    willing(campaign, 1, party_line=None)
    willing(campaign, 1, stage="withdrew")
    with campaign.reading() as connection:
        groups = nobody_takes(connection, query.select_ids(connection, CANDIDATE))
    assert [(g.words, len(g.people)) for g in groups] == [("independents in Idaho", 3), ("Green candidates in Ohio", 2)]


def test_a_plan_is_one_step(campaign: Campaign) -> None:
    partner(campaign)
    willing(campaign, 30)
    _, applied = connect(campaign)
    assert len(everything(campaign, REFERRAL)) == 30
    undo(campaign, applied.seq)
    assert everything(campaign, REFERRAL) == []
    undo(campaign, campaign.head())
    assert len(everything(campaign, REFERRAL)) == 30


@pytest.mark.parametrize("day", [dt.date(2025, 11, 30), dt.date(2025, 12, 1)])
def test_capacity_counts_by_the_month(campaign: Campaign, day: dt.date) -> None:
    number = partner(campaign, capacity=2)
    ids = willing(campaign, 2)
    make(
        campaign,
        "referral",
        [
            {
                "candidate": i,
                "partner": number,
                "status": "sent",
                "sent_on": "2025-11-03",
                "created_at": "2025-11-02T00:00:00Z",
            }
            for i in ids
        ],
    )
    with campaign.reading() as connection:
        offer = PartnerBook.of(connection, day).offers[0]
    assert offer.taken == (2 if day.month == 11 else 0)
