"""Figures of stops by the rule in force, from a campaign; times on the wall."""

import json
from pathlib import Path

import pytest

from coordinator.changes import apply, campaign_settings
from coordinator.changes.plan import Plan
from coordinator.records import row_id, times
from coordinator.records.catalog import CANDIDATE, EVENT, PARTNER, REFERRAL, SIGNUP, SOURCE
from coordinator.records.credit import CreditRule, Reach, Why
from coordinator.records.places import CENTROIDS
from coordinator.store import credited, query
from coordinator.store.campaign import Campaign
from coordinator.tour import credit_choice, stops
from tests.builders import add, bring, delete, edit, everything, get, undo

DENVER = {
    "title": "Denver rally",
    "starts_at": "2025-03-21T17:00",
    "city": "Denver",
    "state": "CO",
    "time_zone": "America/Denver",
    "slug": "denver-3-21",
}
TEMPE = {"title": "Tempe rally", "starts_at": "2025-03-20T18:00", "city": "Tempe", "state": "AZ"}


def sign_up(campaign: Campaign, candidate: int, source: int, **values: object) -> int:
    """Add a sign-up as an import does."""
    plan = Plan("import", "Imported", campaign.head())
    plan.create("signup", {"candidate": candidate, "source": source, **values})
    return apply.apply(campaign, plan, author="Dana").touched["signup"][0]


def read(campaign: Campaign, rule: CreditRule | None = None) -> stops.Tour:
    with campaign.reading() as connection:
        return stops.read_tour(connection, rule)


@pytest.fixture
def tour(campaign: Campaign):
    """Two stops, three people, four sign-ups: one names Denver, one is near Tempe, one person was at both."""
    denver, tempe = add(campaign, EVENT, **DENVER), add(campaign, EVENT, **TEMPE)
    form = add(campaign, SOURCE, name="Form")
    ann, bob, eve = (
        add(campaign, given_name=n, postcode=p) for n, p in (("Ann", "80202"), ("Bob", "85281"), ("Eve", None))
    )
    sign_up(campaign, ann, form, event=denver, submitted_at="2025-03-21T23:10:00Z", source_key="1")
    sign_up(campaign, bob, form, submitted_at="2025-03-21T02:00:00Z", source_key="2")
    sign_up(campaign, bob, form, event=denver, submitted_at="2025-03-22T00:00:00Z", source_key="3")
    sign_up(campaign, eve, form, submitted_at="2025-03-22T00:00:00Z", source_key="4")
    return campaign, denver, tempe, (ann, bob, eve)


def figures(tour_: stops.Tour, key: str = "sign_ups"):
    return {number: getattr(f, key) for number, f in tour_.figures.items()}


def test_by_three_rules(tour) -> None:
    campaign, denver, tempe, _ = tour
    assert figures(read(campaign, CreditRule.FIRST)) == {denver: 1, tempe: 2, None: 1}
    assert figures(read(campaign, CreditRule.LAST)) == {denver: 3, tempe: 0, None: 1}
    assert figures(read(campaign, CreditRule.ALL)) == {denver: 2, tempe: 1, None: 1}
    assert figures(read(campaign, CreditRule.ALL), "people") == {denver: 2, tempe: 1, None: 1}
    assert [t.why for t in read(campaign).touches] == [Why.NAMED, Why.PLACE, Why.NAMED, Why.NONE]


def said(campaign: Campaign) -> list[dict[str, object]]:
    """Return the sign-ups without what is worked out."""
    return [{k: v for k, v in row.items() if k != "credited"} for row in everything(campaign, SIGNUP)]


def test_choosing_a_rule_changes_the_figures_not_the_data(tour) -> None:
    campaign, denver, tempe, _ = tour
    before = said(campaign)
    assert read(campaign).choice.rule is CreditRule.FIRST
    with campaign.reading() as connection:
        plan = credit_choice.plan_credit(connection, credited.CreditChoice(CreditRule.LAST, Reach(miles=10)))
    apply.apply(campaign, plan, author="Dana")
    assert figures(read(campaign)) == {denver: 3, tempe: 0, None: 1}
    assert "last touch" in read(campaign).choice.words
    assert said(campaign) == before
    undo(campaign)
    assert read(campaign).choice.rule is CreditRule.FIRST


def test_how_far_the_people_came(tour) -> None:
    campaign, denver, tempe, (ann, bob, _) = tour
    partner = add(campaign, PARTNER, name="Civic Ladder")
    edit(campaign, denver, EVENT, attendance="400", rsvps="200")
    add(campaign, REFERRAL, candidate=ann, partner=partner, status="Sent")
    edit(campaign, bob, stage="On the ballot")
    read_ = read(campaign, CreditRule.LAST).figures[denver]
    assert (read_.people, read_.connected, read_.on_ballot) == (2, 2, 1)
    assert (read_.sign_ups_of_crowd, read_.crowd_of_rsvps, read_.connected_of_people) == (3 / 400, 2.0, 1.0)
    edit(campaign, denver, EVENT, attendance="2")
    assert "more sign-ups (3) than people in the crowd (2)" in read(campaign, CreditRule.LAST).figures[denver].notes[0]


def test_a_cancelled_stop_keeps_its_sign_ups_and_says_so(tour) -> None:
    campaign, denver, _, _ = tour
    edit(campaign, denver, EVENT, status="Cancelled")
    found = read(campaign, CreditRule.ALL).figures[denver]
    assert found.sign_ups == 2
    assert "was cancelled, and 2 sign-ups" in found.notes[0]


def test_a_stop_that_was_moved_in_time_keeps_who_named_it(tour) -> None:
    campaign, denver, tempe, _ = tour
    edit(campaign, denver, EVENT, starts_at="2025-04-21T17:00")
    assert figures(read(campaign, CreditRule.ALL)) == {denver: 2, tempe: 1, None: 1}


def test_one_code_on_two_stops_is_told(campaign: Campaign) -> None:
    add(campaign, EVENT, **DENVER)
    add(campaign, EVENT, **{**TEMPE, "slug": "Denver-3-21"})
    assert "stands for 2 stops (Denver rally, Tempe rally)" in read(campaign).notes[0]


def test_codes_in_the_columns_of_a_form(campaign: Campaign, tmp_path: Path) -> None:
    denver = add(campaign, EVENT, **DENVER)
    tempe = add(campaign, EVENT, **TEMPE)
    add(campaign, SOURCE, name="Call 14", code="mail-14", event=tempe)
    form = tmp_path / "form.csv"
    form.write_text(
        "First name,Email,utm_source,utm_campaign\nAnn,ann@example.org,newsletter,DENVER-3-21\n"
        "Bob,bob@example.org,mail-14,\nEve,eve@example.org,facebook,none\n"
        f"Cy,cy@example.org,qr,{row_id.make('E', denver)}\n",
        encoding="utf-8",
    )
    bring(campaign, form)
    assert [(t.event, t.why) for t in read(campaign).touches] == [
        (denver, Why.CODE),
        (tempe, Why.CODE),
        (None, Why.NONE),
        (denver, Why.CODE),
    ]


def test_rsvps_are_no_sign_ups(campaign: Campaign) -> None:
    stop = add(campaign, EVENT, title="Somewhere", slug="E1")
    _, result = bring(campaign, "mobilize-rsvps.csv", event=stop)
    assert result.counts.sign_ups == 93
    found = read(campaign).figures[stop]
    assert found.sign_ups == 0
    cancelled = [s for s in everything(campaign, SIGNUP) if str(s["status"]).startswith("CANCELLED")]
    assert found.rsvps == 93 - len(cancelled)
    edit(campaign, stop, EVENT, rsvps="1200")
    assert read(campaign).figures[stop].rsvps == 1200


def test_deleted_people_and_stops_count_no_more(tour) -> None:
    campaign, denver, tempe, (ann, *_) = tour
    delete(campaign, ann)
    assert figures(read(campaign, CreditRule.ALL)) == {denver: 1, tempe: 1, None: 1}
    delete(campaign, tempe, rt=EVENT)
    assert figures(read(campaign, CreditRule.ALL)) == {denver: 1, None: 2}


WALL = [
    ("2025-03-09T02:30", "America/New_York", "does not exist"),
    ("2025-03-09T02:00", "America/Denver", "does not exist"),
    ("2025-03-09T03:00", "America/Denver", None),
    ("2025-03-09T02:30", "America/Phoenix", None),
    ("2025-11-02T01:30", "America/Chicago", "comes twice"),
    ("2025-11-02T01:30", "America/Phoenix", None),
    ("2025-11-02T02:00", "America/Chicago", None),
    ("2025-11-02", "America/Chicago", None),
    (None, "America/Chicago", None),
]


@pytest.mark.parametrize(("local", "zone", "told"), WALL)
def test_times_when_the_clocks_change(local, zone, told) -> None:
    said = times.problem(local, times.zone_of({"time_zone": zone}))
    assert (said is None) if told is None else (said is not None and told in said)


@pytest.mark.parametrize(
    ("event", "shown"),
    [
        ({"starts_at": "2025-03-15T19:00", "time_zone": "America/Chicago"}, "Sat 15 Mar 2025, 19:00 CDT"),
        ({"starts_at": "2025-03-20T18:00", "state": "AZ"}, "Thu 20 Mar 2025, 18:00 MST"),
        ({"starts_at": "2025-03-20", "state": "AZ"}, "Thu 20 Mar 2025"),
        ({"starts_at": "2025-12-20T18:00"}, "Sat 20 Dec 2025, 18:00 UTC"),
        ({}, ""),
    ],
)
def test_a_time_is_shown_with_its_zone(event, shown) -> None:
    assert times.shown(event) == shown


def test_a_stop_that_ends_before_it_starts_is_told() -> None:
    assert (
        "ends before it starts" in times.problems({"starts_at": "2025-03-15T19:00", "ends_at": "2025-03-15T17:00"})[0]
    )


def test_places() -> None:
    assert CENTROIDS.county({"city": "Denver", "state": "CO"}) == "Denver County"
    assert CENTROIDS.county({"city": "Nowhere at all", "state": "CO"}) == ""
    assert CENTROIDS.county({"county": "Pima", "city": "Denver", "state": "CO"}) == "Pima"
    assert CENTROIDS.of_event({"city": "Denver", "state": "CO"}) == pytest.approx((39.74, -104.95), abs=0.15)
    assert CENTROIDS.of_event({"city": "Denver"}) is None


def test_commands(tour, capsys: pytest.CaptureFixture[str]) -> None:
    from coordinator.app import main

    campaign, denver, _, _ = tour

    def run(*words: str):
        assert main(["--campaign", campaign.where, "--json", *words]) == 0
        return json.loads(capsys.readouterr().out)

    found = run("stops")
    assert found["rule"] == "first"
    assert [s["sign_ups"] for s in found["stops"]] == [2, 1]
    assert found["none"]["sign_ups"] == 1
    assert found["stops"][1]["shown"] == "Fri 21 Mar 2025, 17:00 MDT"
    assert run("credit", "all", "--miles", "20")["change_set"] == campaign.head()
    assert [s["sign_ups"] for s in run("stops")["stops"]] == [1, 2]
    assert run("credit", "all")["change_set"] is None
    assert [line["by"] for line in run("credit", "--each")] == ["named", "time and place", "named", "none"]
    assert get(campaign, denver, EVENT)["title"] == "Denver rally"
    assert len(everything(campaign, CANDIDATE)) == 3


def test_a_schedule_as_people_write_it(campaign: Campaign, tmp_path: Path) -> None:
    sheet = tmp_path / "schedule.csv"
    sheet.write_text(
        "Title,When,City,State,Attendance,RSVPs,Lead,Volunteers\n"
        'Tulsa rally,"Sat 3/15/2025, 7pm (doors 5:30)",Tulsa,OK,approx 34k,1200,Dana,"Ann, Bob"\n'
        '"Omaha rally","March 16, 2025 doors 6pm",Omaha,NE,"32,000+",,Rae,\n',
        encoding="utf-8",
    )
    _, result = bring(campaign, sheet)
    tulsa, omaha = sorted(everything(campaign, EVENT), key=lambda e: str(e["title"]), reverse=True)
    assert (tulsa["starts_at"], tulsa["doors_at"], tulsa["time_zone"]) == (
        "2025-03-15T19:00",
        "2025-03-15T17:30",
        "America/Chicago",
    )
    assert (tulsa["attendance"], tulsa["rsvps"], tulsa["lead"], tulsa["volunteers"]) == (
        34_000,
        1200,
        "Dana",
        ["Ann", "Bob"],
    )
    assert (omaha["starts_at"], omaha["doors_at"], omaha["attendance"]) == ("2025-03-16", "2025-03-16T18:00", 32_000)
    assert result.counts.created == 2


def test_a_time_that_does_not_exist_is_told_in_the_preview(campaign: Campaign, tmp_path: Path) -> None:
    sheet = tmp_path / "schedule.csv"
    sheet.write_text(
        "Title,Starts,City,State\nNight rally,2025-03-09 02:30,Denver,CO\nSame,2025-03-09 02:30,Phoenix,AZ\n",
        encoding="utf-8",
    )
    plan, result = bring(campaign, sheet)
    assert [(p.row, "does not exist" in p.message) for p in plan.problems] == [(2, True)]
    assert result.counts.created == 2


def test_a_letter_leaves_nothing_behind(campaign: Campaign, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Hello, this is a letter\nIt has two lines of prose and nobody in it\n")
    head = campaign.head()
    bring(campaign, tmp_path / "letter.txt")
    assert (campaign.head(), everything(campaign, SOURCE), everything(campaign)) == (head, [], [])


@pytest.mark.parametrize("change", ["time", "code", "rule of nothing"])
def test_a_small_edit_looks_at_few(tour, change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    campaign, denver, tempe, (ann, bob, eve) = tour
    far = add(campaign, EVENT, title="Far", starts_at="2026-03-20T18:00", city="Orono", state="ME")
    seen: list[object] = []
    usual = credited.write
    monkeypatch.setattr(
        credited, "write", lambda c, by, people=None, **k: (seen.append(people), usual(c, by, people, **k))
    )
    if change == "time":
        edit(campaign, far, EVENT, starts_at="2026-03-21T18:00")
        edit(campaign, tempe, EVENT, starts_at="2025-03-20T19:00")
        assert seen == [set(), {ann, bob, eve}]
    elif change == "code":
        edit(campaign, denver, EVENT, notes="Loud", attendance="300")
        assert seen == []
    else:
        with campaign.reading() as connection:
            plan = campaign_settings.plan_choice(connection, "public", {"name": "Tour"}, "Named the tour")
        apply.apply(campaign, plan, author="Dana")
        assert seen == []


def test_what_follows_from_a_stop_can_be_asked_for(tour) -> None:
    campaign, denver, tempe, (ann, bob, _) = tour
    with campaign.reading() as connection:
        assert query.count(connection, SIGNUP, "credited.state = AZ") == 2
        assert query.count(connection, SIGNUP, "credited is empty") == 1
        assert list(query.select_ids(connection, CANDIDATE, f"has signups (credited = {denver})")) == [ann]
        assert query.count(connection, SIGNUP, "credited.title = 'Tempe rally'") == 2
