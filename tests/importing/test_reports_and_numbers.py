"""What a note reports, what somebody left elsewhere, and what only numbers something, marks nobody and asks nothing."""

from pathlib import Path

import pytest

from coordinator.records.catalog import CANDIDATE
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything
from tests.importing.test_other_things_agreed_to import brought, said


@pytest.mark.parametrize(
    "note",
    [
        "no texts received yet",
        "no calls logged",
        "no calls came through",
        "no emails on file",
        "no texts have been sent",
        "no llamadas recibidas",
        "he unsubscribed from the Gazette",
        "unsubscribed from the newspaper",
        "opted out of health insurance",
        "murió su perro",
        "wants off-year race",
        "her son blocked the driveway",
    ],
)
def test_a_report_marks_nobody(campaign: Campaign, tmp_path: Path, note: str) -> None:
    _, people = brought(campaign, tmp_path / "list.csv", "Notes", "met at the fair", note)
    assert [said(person) for person in people] == [{}, {}]


@pytest.mark.parametrize("note", ["wants off-year race", "her son blocked the driveway", "blocked the street for us"])
def test_what_is_off_or_blocked_elsewhere_is_not_told(campaign: Campaign, tmp_path: Path, note: str) -> None:
    plan, _ = brought(campaign, tmp_path / "list.csv", "Notes", "met at the fair", note)
    assert plan.problems == []


@pytest.mark.parametrize(
    ("note", "mark"),
    [
        ("no texts please", "do_not_text"),
        ("no calls", "do_not_call"),
        ("no emails ever", "do_not_email"),
        ("no llamadas", "do_not_call"),
        ("unsubscribed from our list", "do_not_contact"),
        ("unsubscribed from everything", "do_not_contact"),
        ("unsubscribed from the weekly digest", "do_not_contact"),
        ("opted out of texts", "do_not_text"),
    ],
)
def test_a_refusal_in_a_note_still_counts(campaign: Campaign, tmp_path: Path, note: str, mark: str) -> None:
    _, people = brought(campaign, tmp_path / "list.csv", "Notes", "met at the fair", note)
    assert [said(person) for person in people] == [{}, {mark: True}]


@pytest.mark.parametrize("note", ["blocked our number", "he blocked the campaign", "wants off the list"])
def test_who_blocked_us_is_still_told(campaign: Campaign, tmp_path: Path, note: str) -> None:
    plan, people = brought(campaign, tmp_path / "list.csv", "Notes", "met at the fair", note)
    assert said(people[1]) or [problem.value for problem in plan.problems] == [note]


@pytest.mark.parametrize("heading", ["Stop #", "Stop no.", "Block", "Block number", "City block", "Round #"])
def test_numbers_of_a_place_are_not_asked_about(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    plan, people = brought(campaign, tmp_path / "list.csv", heading, "1", "2", "3", "12")
    column = plan.sheets[0].columns[3]
    assert (column.target in ("answer", "ignored"), column.asks, plan.problems) == (True, "", [])
    assert [said(person) for person in people] == [{}] * 4


@pytest.mark.parametrize("heading", ["Opt outs", "Unsubscribes", "Bounces"])
def test_numbers_of_what_ended_are_not_silent(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    plan, people = brought(campaign, tmp_path / "list.csv", heading, "1", "2", "3", "12")
    assert plan.sheets[0].columns[3].asks or plan.problems or all(said(person) for person in people)


@pytest.mark.parametrize(
    "heading",
    [
        "Not a member",
        "Not a homeowner",
        "Purged from voter roll",
        "Removed from voter file",
        "Reachable polling place",
        "Do not know yet",
        "Opted for paper ballot",
        "Dead phone battery",
        "Dead car battery",
    ],
)
def test_a_plain_yes_or_no_is_not_asked_about(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    plan, people = brought(campaign, tmp_path / "list.csv", heading, *"YNYNYNYN")
    column = plan.sheets[0].columns[3]
    assert (column.target, column.asks, plan.problems) == ("answer", "", [])
    assert [said(person) for person in people] == [{}] * 8


@pytest.mark.parametrize("heading", ["Bus stop", "Nearest bus stop", "Truck stop", "Parada de autobús"])
def test_a_stop_of_the_bus_is_none_of_the_tour(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    plan, _ = brought(campaign, tmp_path / "list.csv", heading, "Oak St", "Elm St", "Oak St", "Main")
    assert plan.sheets[0].columns[3].target == "answer"


def test_how_somebody_was_who_refused_is_not_told_beside_the_mark(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_text(
        "Name,Phone,Result,Remarks\nAna Bell,515-555-0102,Do not call again,angry\n"
        "Bo Lee,515-555-0103,Left message,angry\nCy Fox,515-555-0104,Do not call again,never e-mail me either\n",
        encoding="utf-8",
    )
    plan, _ = bring(campaign, path)
    assert [p.row for p in plan.problems if p.column == "Remarks" and p.value == "angry"] == [3]
    people = {p["given_name"]: said(p) for p in everything(campaign, CANDIDATE)}
    assert people["Ana"] == {"do_not_call": True}
    assert people["Cy"] == {"do_not_call": True, "do_not_email": True}
