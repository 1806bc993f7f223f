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


@pytest.mark.parametrize(
    ("status", "off"),
    [
        ("Not coming, sorry", True),
        ("Not coming... will send husband", True),
        ("Not going - sick", True),
        ("Coming? No", True),
        ("Attending: no", True),
        ("RSVP withdrawn", True),
        ("De-registered", True),
        ("Un-RSVP'd", True),
        ("Backed out", True),
        ("No, at work", True),
        ("FALSE", True),
        ("No vendrá", True),
        ("Not interested", True),
        ("Registered via Mobilize 9/3", False),
        ("Confirmed by text", False),
        ("Attending (plus 1 guest)", False),
        ("Sí, con 2 amigos", False),
        ("Not going to cancel", False),
        ("Not yet", False),
    ],
)
def test_a_denial_is_no_coming(status: str, off: bool) -> None:
    assert says_off(status) is off
    assert says_who_comes(status)


@pytest.mark.parametrize(
    "status",
    [
        "Going to Elko instead",
        "Coming down with flu, no",
        "Going with her sister, not us",
        "Going on vacation",
        "Registered - called in sick",
        "Registered (no show risk)",
        "was a no-show last time, coming now",
        "Yes - cancelled hotel only",
        "Not going to miss it!",
        "Yes, sick",
        "Confirmó que no",
    ],
)
def test_what_may_take_a_coming_back_is_told(status: str) -> None:
    assert (came(status), says_off(status), says_who_comes(status)) == (None, False, False)


@pytest.mark.parametrize("first", ["Yes", "TRUE", "x"])
@pytest.mark.parametrize(
    "heading",
    ["Will you attend?", "Can you make it?", "RSVP'd", "Plans to attend", "Still coming?", "¿Vendrá?", "¿Va a venir?"],
)
def test_a_no_to_whether_somebody_comes_counts_after_a_week_of_yes(
    campaign: Campaign, tmp_path: Path, heading: str, first: str
) -> None:
    cells = [f"Reno,{first}"] * 3
    statuses, _ = signed_up(campaign, tmp_path, f"Stop,{heading}", *cells)
    assert statuses == [first] * 3
    path = tmp_path / "list.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(f"1@example.org,Reno,{first}", "1@example.org,Reno,No"))
    bring(campaign, path)
    assert [says_off(str(row["status"])) for row in everything(campaign, SIGNUP)] == [False, True, False]


def test_a_list_that_was_once_kept_as_an_answer_still_takes_a_no(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("First name,Last name,Email,Stop,Will you attend?\nAna,Poe,p0@example.org,Reno,\n")
    add(campaign, EVENT, title="Rally", city="Reno", state="NV", starts_at="2025-03-07T18:00")
    bring(campaign, path)
    path.write_text(path.read_text().replace("Reno,", "Reno,No"))
    bring(campaign, path)
    assert [row["status"] for row in everything(campaign, SIGNUP)] == ["No"]


def test_who_did_not_confirm_is_told_and_may_still_come(campaign: Campaign, tmp_path: Path) -> None:
    statuses, problems = signed_up(campaign, tmp_path, "Stop,Confirmed?", "Reno,Yes", "Reno,No", "Reno,FALSE")
    assert statuses == ["Yes", "No (not confirmed)", "FALSE (not confirmed)"]
    assert [says_off(str(status)) for status in statuses] == [False, False, False]
    assert problems == [(3, "No (not confirmed)"), (4, "FALSE (not confirmed)")]


def test_a_no_beside_a_status_counts_too(campaign: Campaign, tmp_path: Path) -> None:
    cells = ("Reno,Registered,Yes", "Reno,Registered,No", "Reno,Registered,Afraid not", "Reno,Registered,")
    statuses, problems = signed_up(campaign, tmp_path, "Stop,Status,Will you attend?", *cells)
    assert statuses == ["Registered", "Registered (Not coming)", "Registered (Afraid not)", "Registered"]
    assert [says_off(str(status)) for status in statuses] == [False, True, False, False]
    assert problems == [(4, "Afraid not")]


@pytest.mark.parametrize("heading", ["Turned up", "Did they make it?", "Was there"])
def test_headings_of_who_came(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    statuses, _ = signed_up(campaign, tmp_path, f"Stop,{heading}", "Reno,Yes", "Reno,No")
    assert statuses == ["Attended", "Did not attend"]


def test_who_dropped_out_has_cancelled(campaign: Campaign, tmp_path: Path) -> None:
    statuses, _ = signed_up(campaign, tmp_path, "Stop,RSVP,Dropped out", "Reno,Yes,No", "Reno,Yes,Yes")
    assert [says_off(str(status)) for status in statuses] == [False, True]
