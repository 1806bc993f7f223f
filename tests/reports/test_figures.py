"""Every figure against a count in plain Python, and against the list that opens behind it."""

import datetime as dt
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.importing.sample import import_sample
from coordinator.reports.definitions import FIGURES, RULES
from coordinator.reports.dimensions import DIMENSIONS
from coordinator.reports.figures import broken_down, figures
from coordinator.reports.periods import named, today
from coordinator.reports.scope import Scope
from coordinator.reports.tally import filter_of, number, tally
from coordinator.store import query
from coordinator.store.campaign import Campaign
from coordinator.store.filters import to_text
from coordinator.store.grammar import parse
from tests.extent import usually
from tests.reports.plain import counting, fill
from tests.reports.worlds import scopes, worlds

RANDOM = settings(
    max_examples=usually(15, 40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def check(connection, scope: Scope) -> None:
    """Compare all figures of a scope, whole and by every dimension, with plain Python and with their lists."""
    plain, whole = counting(connection, scope), figures(connection, scope)
    for key, figure in FIGURES.items():
        assert whole[key] == len(plain.counted(key)) == number(connection, figure, scope), key
        where = filter_of(figure, scope)
        if where is not None:
            text = to_text(where, figure.record_type)
            assert parse(text, figure.record_type) == where
            assert query.count(connection, figure.record_type, text) == whole[key]
    for dim in DIMENSIONS:
        found = broken_down(connection, scope, (dim,))
        for key, figure in FIGURES.items():
            rows = plain.counted(key)
            expected = Counter(v for row in rows for v in plain.values(key, dim, row))
            assert {cell[0]: n[key] for cell, n in found.items() if n[key]} == dict(expected), (dim, key)
            for (value,), numbers in found.items():
                assert number(connection, figure, scope, {dim: (value,)}) == numbers[key], (dim, key, value)


@RANDOM
@given(worlds(), scopes())
def test_random_campaigns(campaign: Campaign, world, scope: Scope) -> None:
    fill(campaign, world)
    with campaign.reading() as connection:
        check(connection, scope)


@settings(RANDOM, max_examples=15)
@given(worlds(), scopes(), st.sampled_from(sorted(DIMENSIONS)), st.sampled_from(sorted(DIMENSIONS)))
def test_two_dimensions_at_once(campaign: Campaign, world, scope: Scope, one: str, two: str) -> None:
    fill(campaign, world)
    with campaign.reading() as connection:
        for counted, figure in (("candidate", "people"), ("signup", "sign_ups"), ("referral", "handed_over")):
            if one == two:
                continue
            for (a, b), n in tally(connection, counted, scope, (one, two)).cells.items():
                assert number(connection, FIGURES[figure], scope, {one: (a,), two: (b,)}) == n, (counted, a, b)


def test_the_sample_tour(any_campaign: Campaign) -> None:
    import_sample(any_campaign)
    with any_campaign.reading() as connection:
        scopes = (Scope(named("election", today())), Scope(state="CO"), Scope(), Scope(named("week", today())))
        for scope in scopes[: usually(2, 4)]:
            check(connection, scope)
        assert figures(connection, Scope())["people"] == 167


@pytest.mark.parametrize("key", FIGURES)
def test_every_figure_says_what_it_counts(key: str) -> None:
    figure = FIGURES[key]
    assert figure.means.endswith(".")
    assert len(figure.means) > 30
    assert set(figure.terms) <= set(DIMENSIONS)
    assert any("Eastern time" in rule for rule in RULES)


@pytest.mark.parametrize(
    "day", [dt.date(2026, 11, 24), dt.date(2026, 2, 28), dt.date(2028, 2, 29), dt.date(2027, 3, 1)]
)
def test_ages_on_birthdays_and_leap_days(campaign: Campaign, day: dt.date) -> None:
    births = []
    for years in (18, 30, 41, 55, 65):
        turns = dt.date(day.year - years, day.month, min(day.day, 28))
        near = [turns + dt.timedelta(days=n) for n in (-2, -1, 0, 1, 2)]
        births += [str(d) for d in near] + [f"{turns:%Y-%m}", f"{turns:%Y}"]
    people = [{"id": i, "given_name": "P", "birth_date": birth} for i, birth in enumerate(births, 1)]
    fill(campaign, {"candidate": people})
    with campaign.reading() as connection:
        check(connection, Scope(day=day))
