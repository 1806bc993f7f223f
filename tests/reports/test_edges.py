"""What a chair must not be told wrongly: names that are alike, dates that cannot be, rules that changed."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from coordinator.app import main
from coordinator.changes import apply
from coordinator.records import row_id
from coordinator.records.catalog import EVENT, PARTNER, REFERRAL, SOURCE
from coordinator.records.credit import CreditRule
from coordinator.reports.as_of import known_today
from coordinator.reports.chart_specs import Wanted
from coordinator.reports.charts import Chart
from coordinator.reports.definitions import FIGURES
from coordinator.reports.figures import broken_down, figures
from coordinator.reports.overview import whole, world
from coordinator.reports.past_differences import as_told_today, reasons
from coordinator.reports.periods import between, today
from coordinator.reports.scope import Scope
from coordinator.reports.stage_durations import median_days
from coordinator.reports.tally import number
from coordinator.reports.weekly import as_text, gather, write
from coordinator.store.campaign import Campaign
from coordinator.store.credited import CreditChoice
from coordinator.tour.credit_choice import plan_credit
from coordinator.tour.same_stops import plan_merge_stops
from tests.builders import add, edit, undo
from tests.tour.test_stops import sign_up

NOW = dt.datetime.now(dt.UTC)


def charts(campaign: Campaign) -> dict[str, Chart]:
    with campaign.reading() as connection, world(connection) as at:
        return {chart.key: chart for chart in whole(at, Wanted(Scope())).charts}


@pytest.fixture
def twins(campaign: Campaign) -> tuple[Campaign, int, int]:
    """Two stops of one title: seven signed up at one, two at the other."""
    one, other = (add(campaign, EVENT, title="Denver rally", starts_at=f"2025-03-2{n}T18:00") for n in (1, 2))
    form = add(campaign, SOURCE, name="Form")
    for n in range(9):
        sign_up(
            campaign,
            add(campaign, given_name=f"P{n}"),
            form,
            event=one if n < 7 else other,
            submitted_at="2025-03-22T01:00:00Z",
            source_key=str(n),
        )
    return campaign, one, other


def test_two_stops_of_one_title_stay_two(twins: tuple[Campaign, int, int], tmp_path: Path) -> None:
    campaign, *stops = twins
    names = [f"Denver rally ({row_id.make('E', n)})" for n in stops]
    found = charts(campaign)
    assert [(m.label, m.number) for m in found["stops"].marks if m.group == "Sign-ups"] == [
        *zip(names, (7, 2), strict=True)
    ]
    assert found["weeks"].groups == tuple(names)
    with campaign.reading() as connection:
        report = gather(connection, "T", Scope())
    write(report, tmp_path / "r.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "r.xlsx")["Stops compared"].iter_rows(values_only=True))
    assert {row[0]: row[1] for row in rows if row[0] in names} == dict(zip(names, (7, 2), strict=True))
    assert all(f"{name}, Sign-ups: {n}" in as_text(report) for name, n in zip(names, (7, 2), strict=True))


def test_the_rule_in_force_stands_with_the_figures(twins: tuple[Campaign, int, int]) -> None:
    campaign, *_ = twins
    assert "In force: first touch" in charts(campaign)["stops"].means
    with campaign.reading() as connection:
        plan = plan_credit(connection, CreditChoice(CreditRule.LAST))
    apply.apply(campaign, plan, author="Dana")
    assert "In force: last touch" in charts(campaign)["stops"].means
    with campaign.reading() as connection:
        assert any("last touch" in means for _, means in gather(connection, "T", Scope()).definitions)


def test_a_slip_in_a_year_hides_no_weeks(campaign: Campaign) -> None:
    form = add(campaign, SOURCE, name="Form")
    moments = [
        "2052-03-01T12:00:00Z",
        "1901-03-01T12:00:00Z",
        *(f"{NOW - dt.timedelta(days=7 * n):%Y-%m-%dT%H:%M:%SZ}" for n in range(3)),
    ]
    for n, at in enumerate(moments):
        sign_up(campaign, add(campaign, given_name=f"P{n}"), form, submitted_at=at, source_key=str(n))
    weeks = charts(campaign)["weeks"]
    assert sum(m.number for m in weeks.marks) == 3
    assert "2 in weeks before or after what is shown" in weeks.finding
    with campaign.reading() as connection:
        for (week,), numbers in broken_down(connection, Scope(), ("week",)).items():
            assert number(connection, FIGURES["sign_ups"], Scope(), {"week": (week,)}) == numbers["sign_ups"] == 1


def test_what_was_undone_is_no_move(campaign: Campaign) -> None:
    form = add(campaign, SOURCE, name="Form")
    person = add(campaign, given_name="Ann", stage="Interested")
    sign_up(campaign, person, form, submitted_at="2025-03-22T01:00:00Z", source_key="1")

    def stages() -> set[str]:
        with campaign.reading() as connection:
            return set(median_days(connection, Scope()))

    edit(campaign, person, stage="Filed")
    assert stages() == {"interested"}
    undone = undo(campaign)
    assert stages() == set()
    undo(campaign, undone.seq)
    assert stages() == {"interested"}, "it was done again"


def test_reports_tell_whom_a_period_leaves_out(campaign: Campaign) -> None:
    form = add(campaign, SOURCE, name="Form")
    for n, at in enumerate(("2025-03-22T01:00:00Z", None)):
        sign_up(campaign, add(campaign, given_name=f"P{n}"), form, submitted_at=at, source_key=str(n))
    with campaign.reading() as connection:
        report = gather(connection, "T", Scope(between(dt.date(2025, 1, 1), None)))
        assert "1 person without a date, in “At any time” alone" in report.made
        assert "without a date" not in gather(connection, "T", Scope()).made


def test_sent_later_is_not_sent_then(campaign: Campaign) -> None:
    partner, person = add(campaign, PARTNER, name="North"), add(campaign, given_name="Ann")
    add(campaign, REFERRAL, candidate=person, partner=partner, status="Sent", sent_on="2025-10-02")
    with campaign.reading() as connection:
        for period in (between(None, None), between(dt.date(2025, 1, 1), None)):
            from dataclasses import replace

            cut = replace(period, cut="2025-10-02T03:59:59Z")  # the end of 1 October, Eastern
            assert figures(connection, Scope(cut))["handed_over"] == 0
            assert figures(connection, Scope(replace(cut, cut="2025-10-03T03:59:59Z")))["handed_over"] == 1


def test_progress_is_no_news_of_a_day_before(campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apply, "now", lambda: "2026-06-01T12:00:00Z")
    ann, bob, eve = (add(campaign, given_name=n, stage="Interested") for n in ("Ann", "Bob", "Eve"))
    partner = add(campaign, PARTNER, name="North")
    monkeypatch.setattr(apply, "now", lambda: "2026-06-02T12:00:00Z")
    edit(campaign, ann, stage="Connected")
    add(campaign, REFERRAL, candidate=bob, partner=partner, status="Sent", sent_on="2026-06-02")
    late = add(campaign, REFERRAL, candidate=eve, partner=partner, status="Sent", sent_on="2026-05-30")
    moment = "2026-06-01T18:00:00Z"
    with campaign.reading() as connection, world(connection, moment) as at:
        assert at.past is not None
        with known_today(connection, at.past, moment) as known:
            told = figures(known, as_told_today(Scope(), moment))
            (reason,) = reasons(at, known, FIGURES["connected"], Scope(), moment)
    assert (told["connected"], told["handed_over"]) == (1, 1), "one was sent before and written down later"
    assert (reason.kind, reason.came, late) == ("add", (eve,), late)


def run(*words: str) -> int:
    return main([*words])


def test_what_cannot_be_is_refused_in_words(
    twins: tuple[Campaign, int, int], capsys: pytest.CaptureFixture[str]
) -> None:
    campaign, one, other = twins
    where = ("--campaign", campaign.where)
    for words, told in (
        (("--until", "9999-12-31"), "is no day"),
        (("--as-of", "9999-12-31"), "is no moment"),
        (("--as-of", "0001-01-01"), "is no moment"),
        (("--as-of", f"{today().year + 1}-01-01"), "still to come"),
        (("--event", row_id.make("E", 500)), "There is no tour event"),
        (("--source", "Nothing"), "No source is called"),
    ):
        assert run("stats", *words, *where) == 1, words
        assert told in capsys.readouterr().err, words
    with campaign.reading() as connection:
        plan = plan_merge_stops(connection, one, other)
    apply.apply(campaign, plan, author="Dana")
    assert run("stats", "--event", row_id.make("E", other), *where) == 0
    assert "Sign-ups: 9" in capsys.readouterr().out, "a merged stop's ID leads to the one that stayed"
