"""Every mark of every chart says the number of the list behind it."""

import datetime as dt

import pytest

from coordinator.records.vocabularies import vocabulary
from coordinator.reports.chart_list import CHARTS
from coordinator.reports.chart_specs import Wanted
from coordinator.reports.charts import Chart
from coordinator.reports.definitions import FIGURES
from coordinator.reports.overview import whole, world
from coordinator.reports.periods import between, named, today
from coordinator.reports.scope import Scope
from coordinator.reports.stage_durations import standing
from coordinator.store import query
from coordinator.store.campaign import Campaign
from tests.reports.lively import lively
from tests.reports.plain import fill

SCOPES = {
    "any": Scope(),
    "week": Scope(named("week", today())),
    "since": Scope(named("election", today())),
    "state": Scope(between(today() - dt.timedelta(days=90), today()), state="OH"),
    "stop": Scope(event=2),
    "partner": Scope(partner=1),
    "source": Scope(named("days30", today()), source=3),
    "nothing": Scope(between(dt.date(1999, 1, 1), dt.date(1999, 1, 2))),
}


def check_marks(campaign: Campaign, wanted: Wanted) -> dict[str, Chart]:
    from coordinator.records.catalog import record_type

    with campaign.reading() as connection, world(connection) as at:
        found = whole(at, wanted)
        assert [c.key for c in found.charts] == list(CHARTS)
        for chart in found.charts:
            for mark in chart.marks:
                assert query.count(connection, record_type(mark.record), mark.expression) == mark.number, (
                    chart.key,
                    mark,
                )
                assert f"{mark.number:,}" in mark.in_words
            table = chart.table()
            assert len(table) == len(chart.marks) + 1
            assert chart.finding.endswith(".")
    return {c.key: c for c in found.charts}


@pytest.mark.parametrize("name", SCOPES)
def test_each_mark_is_the_list_behind_it(campaign: Campaign, name: str) -> None:
    lively(campaign)
    check_marks(campaign, Wanted(SCOPES[name], part="source" if name == "any" else "event"))


@pytest.mark.parametrize("figure", FIGURES)
def test_the_map_shows_any_figure(campaign: Campaign, figure: str) -> None:
    lively(campaign, 120)
    charts = check_marks(campaign, Wanted(Scope(), mapped=figure, per_head=figure == "people"))
    tiles = charts["states"].marks
    assert {m.group for m in tiles} - {"none"} == {t.code for t in vocabulary("states").terms}
    assert len({m.place for m in tiles}) == len(tiles), "two tiles in one place"


def test_on_a_server_too(any_campaign: Campaign) -> None:
    lively(any_campaign, 60)
    check_marks(any_campaign, Wanted(Scope(named("election", today()))))


@pytest.mark.parametrize("people", [0, 1])
def test_nobody_and_one_person(campaign: Campaign, people: int) -> None:
    fill(campaign, {"candidate": [{"id": 1, "given_name": "Ada"}][:people]})
    charts = check_marks(campaign, Wanted(Scope()))
    assert charts["funnel"].marks[0].number == people
    assert charts["weeks"].marks == ()
    assert charts["partners"].is_empty


def test_residents_are_those_of_the_census() -> None:
    terms = vocabulary("residents").by_code
    fifty = [t for t in vocabulary("states").terms if t.extra["kind"] in ("state", "district")]
    assert sum(int(terms[t.code].extra["residents"]) for t in fifty) == 331_449_281
    assert all(t.extra["source"] for t in terms.values() if t.extra["residents"])


STEPS = {
    "plain": (
        [("2025-01-11T00:00:00Z", "interested", "contacted"), ("2025-01-14T00:00:00Z", "contacted", "connected")],
        [("interested", 10.0), ("contacted", 3.0)],
    ),
    "skipped": ([("2025-01-11T00:00:00Z", "interested", "filed")], [("interested", 10.0)]),
    "gone back": (
        [
            ("2025-01-03T00:00:00Z", "interested", "contacted"),
            ("2025-01-05T00:00:00Z", "contacted", "interested"),
            ("2025-01-09T00:00:00Z", "interested", "contacted"),
        ],
        [("interested", 2.0), ("interested", 4.0)],
    ),
    "paused": (
        [
            ("2025-01-03T00:00:00Z", "interested", "contacted"),
            ("2025-01-05T00:00:00Z", "contacted", "paused"),
            ("2025-01-13T00:00:00Z", "paused", "connected"),
        ],
        [("interested", 2.0), ("contacted", 10.0)],
    ),
    "not known when": (
        [("2025-01-11T00:00:00Z", "contacted", "connected"), ("2025-01-12T00:00:00Z", "connected", "filed")],
        [("connected", 1.0)],
    ),
    "elected": ([("2025-01-02T00:00:00Z", "on_the_ballot", "elected")], []),
    "stage taken away": (
        [("2025-01-02T00:00:00Z", "interested", None), ("2025-01-04T00:00:00Z", None, "contacted")],
        [("interested", 3.0)],
    ),
}


@pytest.mark.parametrize("name", STEPS)
def test_days_at_a_stage(name: str) -> None:
    moves, expected = STEPS[name]
    found = list(standing(moves, "2025-01-01T00:00:00Z"))
    assert found == expected


def test_a_chart_is_one_file_and_one_line(campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    """A chart that only its spec describes stands in the overview with the rest, with true numbers."""
    from coordinator.reports import charts
    from coordinator.reports.chart_specs import ChartInput, ChartSpec, always, by
    from coordinator.reports.charts import Mark
    from coordinator.reports.tally import filter_of

    def draw(drawing: ChartInput) -> Chart:
        people = FIGURES["people"]
        marks = tuple(
            Mark(str(state), n, "candidate", filter_of(people, drawing.scope, {"state": (state,)}))
            for state, n in drawing.found.by_one("state").items()
        )
        return Chart("homes", "Homes", "Where people live.", charts.BARS, marks)

    lively(campaign, 60)
    homes = ChartSpec("homes", "Homes", (4, 0, 6), always("candidate"), by("state"), draw)
    monkeypatch.setitem(CHARTS, "homes", homes)
    made = check_marks(campaign, Wanted(Scope()))
    assert sum(mark.number for mark in made["homes"].marks) == made["funnel"].marks[0].number > 0
