"""Lists of partners and tour events that come again: each row is merged against what it said last time."""

from pathlib import Path

import openpyxl
import pytest

from coordinator.changes.checking import problems_of
from coordinator.importing.crowd_figures import CrowdNumber, figures
from coordinator.importing.sample import import_sample
from coordinator.operations import importing
from coordinator.records.catalog import CROWD_FIGURE, EVENT, PARTNER, SIGNUP, SOURCE
from coordinator.round_trip.exporting import export
from coordinator.store import campaign as campaigns
from coordinator.store.campaign import Campaign
from tests.builders import DATA, add, bring, edit, everything, undo


def partners(folder: Path, week: int, website: str) -> Path:
    path = folder / f"partner list week {week}.csv"
    lines = [
        "Organisation,Website,Contact name",
        f"Prairie School,{website},Ana Omar",
        "Coast Fund,coast.example.org,Bo Salem",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_difference_is_asked_once_and_not_every_week(any_campaign: Campaign, tmp_path: Path) -> None:
    add(any_campaign, PARTNER, name="Prairie School", website="https://ours.example.org")
    _, first = bring(any_campaign, partners(tmp_path, 1, "theirs.example.org"))
    assert [c.field for c in first.conflicts] == ["website"]
    _, again = bring(any_campaign, partners(tmp_path, 2, "theirs.example.org"))
    assert (again.seq, again.conflicts) == (None, ())
    number = next(r["id"] for r in everything(any_campaign, PARTNER) if r["name"] == "Coast Fund")
    edit(any_campaign, number, PARTNER, contact_name="Cy Portland")
    plan, third = bring(any_campaign, partners(tmp_path, 3, "new.example.org"))
    assert [c.field for c in third.conflicts] == ["website"], "the contact was corrected here, and is not asked about"
    assert {r["name"]: r["contact_name"] for r in everything(any_campaign, PARTNER)}["Coast Fund"] == "Cy Portland"
    assert len(everything(any_campaign, SOURCE)) == 1
    with any_campaign.reading() as connection:
        assert problems_of(connection) == []


def test_what_changed_at_the_source_alone_is_taken(campaign: Campaign, tmp_path: Path) -> None:
    bring(campaign, partners(tmp_path, 1, "old.example.org"))
    _, result = bring(campaign, partners(tmp_path, 2, "new.example.org"))
    assert (result.counts.updated, result.conflicts) == (1, ())
    assert "new.example.org" in {r["name"]: r["website"] for r in everything(campaign, PARTNER)}["Prairie School"]
    bring(campaign, partners(tmp_path, 3, ""))
    assert "new.example.org" in {r["name"]: r["website"] for r in everything(campaign, PARTNER)}["Prairie School"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("36,000", [CrowdNumber(36_000, None, "", "")]),
        (
            "approx 34k (press: 30,000)",
            [CrowdNumber(34_000, "estimate", "", "approx 34k"), CrowdNumber(30_000, None, "press", "press: 30,000")],
        ),
        ("11,000 / 11,300", [CrowdNumber(11_000, None, "", ""), CrowdNumber(11_300, None, "", "")]),
        (
            "7,600 in + 1,500 outside",
            [CrowdNumber(7_600, None, "", "7,600 in"), CrowdNumber(1_500, None, "", "1,500 outside")],
        ),
        (
            "6,000+ ('3,000 at least')",
            [CrowdNumber(6_000, "estimate", "", "6,000+"), CrowdNumber(3_000, "estimate", "", "3,000 at least")],
        ),
        ("2,412 tickets scanned", [CrowdNumber(2_412, "counted", "", "2,412 tickets scanned")]),
        ("overflow", []),
    ],
)
def test_figures_of_a_crowd(text: str, found: list[CrowdNumber]) -> None:
    assert figures(text) == found


def test_a_schedule_gives_a_row_for_each_crowd_figure(any_campaign: Campaign) -> None:
    bring(any_campaign, DATA / "tour-schedule-messy.xlsx")
    events = {r["id"]: r for r in everything(any_campaign, EVENT)}
    rows = everything(any_campaign, CROWD_FIGURE)
    by_city = {}
    for row in rows:
        by_city.setdefault(events[row["event"]]["city"], []).append((row["number"], row["basis"], row["quoted"]))
    assert by_city["Greeley"] == [(11_000, None, True), (11_300, None, None)]
    assert by_city["Denver"] == [(34_000, "estimate", True), (30_000, None, None)]
    assert {r["who"] for r in rows} == {"tour-schedule-messy.xlsx", "press"}
    assert all(r["said_on"] for r in rows)
    _, again = bring(any_campaign, DATA / "tour-schedule-messy.xlsx")
    assert again.seq is None
    undo(any_campaign)
    assert everything(any_campaign, CROWD_FIGURE) == []


def test_people_name_stops_that_the_same_workbook_brings(any_campaign: Campaign, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    people, stops = book.active, book.create_sheet("Tour events")
    people.title = "Candidates"
    for row in (("First name", "E-mail", "Tour event"), ("Juniper", "juniper@example.org", "Denver rally")):
        people.append(row)
    for row in (("Title", "Starts"), ("Denver rally", "2025-03-21"), ("Tucson rally", "2025-03-22")):
        stops.append(row)
    book.save(tmp_path / "list.xlsx")
    bring(any_campaign, tmp_path / "list.xlsx")
    (denver,) = [e["id"] for e in everything(any_campaign, EVENT) if e["title"] == "Denver rally"]
    assert [s["event"] for s in everything(any_campaign, SIGNUP)] == [denver]


def test_sign_ups_of_another_campaign_are_left_out_and_told(campaign: Campaign, tmp_path: Path) -> None:
    with campaigns.create(tmp_path / "other.campaign") as other:
        import_sample(other)
        export(other, tmp_path / "out.xlsx", kinds=("signup",), author="Dana")
        export(other, tmp_path / "people.xlsx", kinds=("candidate",), author="Dana")
    plan = importing.plan(campaign, tmp_path / "out.xlsx")
    assert plan.plan.is_empty and "Sign-ups are those of records of another campaign file" in " ".join(plan.notes)
    assert importing.plan(campaign, tmp_path / "people.xlsx").counts.created == 167
