"""What the status of a sign-up says: that somebody came, will not come, or that it is not known."""

from pathlib import Path

import pytest

from coordinator.importing.attendance import came
from coordinator.importing.sign_ups import says_who_comes
from coordinator.records.catalog import EVENT, SIGNUP
from coordinator.store.campaign import Campaign
from coordinator.store.credited import says_off
from tests.builders import add, bring, everything
from tests.importing.test_permission_and_opt_outs import PEOPLE, planned


@pytest.mark.parametrize(
    ("status", "attended", "off"),
    [
        ("Couldn't come", None, True),
        ("could not make it", None, True),
        ("will not be there", None, True),
        ("won't be there", None, True),
        ("unable to attend", None, True),
        ("RSVP revoked", None, True),
        ("attended? no", False, False),
        ("Checked in: yes", True, False),
        ("Hasn't attended yet", None, False),
        ("not here yet", None, False),
        ("Not cancelled", None, False),
        ("Cancelled? No", None, False),
        ("Cancelled - will come to Omaha", None, True),
        ("didn't make it", False, False),
        ("never came", False, False),
        ("came but left", True, False),
        ("left early", True, False),
        ("arrived late", True, False),
        ("was there", True, False),
        ("no asistió", False, False),
        ("no call no show", False, False),
    ],
)
def test_what_a_status_says(status: str, attended: bool | None, off: bool) -> None:
    assert (came(status), says_off(status)) == (attended, off)
    assert says_who_comes(status)


@pytest.mark.parametrize("status", ["Transferred", "Double booked", "Registration denied"])
def test_a_status_that_leaves_it_open_is_told(status: str) -> None:
    assert not says_who_comes(status)


@pytest.mark.parametrize("heading", ["Status", "RSVP status"])
def test_a_status_beside_a_stop_is_that_of_the_sign_up_and_no_stage(
    campaign: Campaign, tmp_path: Path, heading: str
) -> None:
    said = ("Transferred", "Couldn't come", "Not going", "Flaked", "Left early", "Standby", "Interested", "was there")
    lines = [f"{PEOPLE[0][0]},Poe{n},p{n}@example.org,Denver stop,{word}" for n, word in enumerate(said)]
    path = tmp_path / "list.csv"
    path.write_text(f"First name,Last name,Email,Event title,{heading}\n" + "\n".join(lines), encoding="utf-8")
    plan, _ = planned(campaign, path)
    assert plan.sheets[0].columns[4].target == "signup.status"


def signed_up(
    campaign: Campaign, folder: Path, headings: str, *cells: str
) -> tuple[list[object], list[tuple[int, str]]]:
    """Import people of a stop in Reno; return the statuses of their sign-ups, and row and value of each problem."""
    add(campaign, EVENT, title="Rally", city="Reno", state="NV", starts_at="2025-03-07T18:00")
    lines = [f"Ana,Poe{n},p{n}@example.org,{cell}" for n, cell in enumerate(cells)]
    path = folder / "list.csv"
    path.write_text(f"First name,Last name,Email,{headings}\n" + "\n".join(lines), encoding="utf-8")
    plan, _ = bring(campaign, path)
    statuses = [row["status"] for row in everything(campaign, SIGNUP)]
    return statuses, [(p.row, p.value) for p in plan.problems]


@pytest.mark.parametrize(
    "heading",
    ["Cancelled at", "Cancelled on", "Cancellation date", "Canceled", "Date cancelled", "Fecha de cancelación"],
)
def test_a_day_under_cancelled_cancels_the_sign_up(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    cells = ("Reno,", "Reno,2025-03-05 10:00", "Reno,Yes", "Reno,No", "Reno,0000-00-00", "Reno,perhaps")
    cells += ("Reno,yes - called",)
    statuses, problems = signed_up(campaign, tmp_path, f"Stop,{heading}", *cells)
    assert statuses == [None, "Cancelled 2025-03-05 10:00", "Cancelled", None, None, None, "Cancelled yes - called"]
    assert [says_off(str(s or "")) for s in statuses] == [False, True, True, False, False, False, True]
    assert problems == [(7, "perhaps")]


def test_a_cancelled_sign_up_keeps_its_status(campaign: Campaign, tmp_path: Path) -> None:
    statuses, problems = signed_up(campaign, tmp_path, "Stop,Status,Cancelled at", "Reno,Registered,2025-03-05")
    assert (statuses, problems) == (["Registered (Cancelled 2025-03-05)"], [])


@pytest.mark.parametrize("heading", ["Checked in", "Check-in time", "Attended"])
def test_a_time_under_checked_in_says_that_somebody_came(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    cells = ("Reno,18:05", "Reno,2025-03-07 18:10", "Reno,No", "Reno,")
    statuses, problems = signed_up(campaign, tmp_path, f"Stop,{heading}", *cells)
    assert statuses == ["Attended (18:05)", "Attended (2025-03-07 18:10)", "Did not attend", None]
    assert problems == []


@pytest.mark.parametrize(
    "word", ["Can't attend", "I can't make any of them", "None of these", "No podré asistir", "Ninguna"]
)
def test_who_cannot_come_names_no_stop(campaign: Campaign, tmp_path: Path, word: str) -> None:
    statuses, problems = signed_up(campaign, tmp_path, "Which stop will you attend?", "Reno", word)
    assert (statuses, problems) == ([None, word], [])


@pytest.mark.parametrize("heading", ["No-show", "Absent?", "Did not attend", "No asistió"])
def test_a_mark_of_who_stayed_away(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    cells = ("Reno,yes,x", "Reno,yes,", "Reno,,No")
    statuses, problems = signed_up(campaign, tmp_path, f"Stop,RSVP,{heading}", *cells)
    assert (statuses, problems) == (["yes; did not attend", "yes", None], [])
