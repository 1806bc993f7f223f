"""What the status of a sign-up says: that somebody came, will not come, or that it is not known."""

from pathlib import Path

import pytest

from coordinator.importing.attendance import came
from coordinator.importing.sign_ups import says_who_comes
from coordinator.store.campaign import Campaign
from coordinator.store.credited import says_off
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
