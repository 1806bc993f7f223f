"""Lists that come every week: what they say anew of a sign-up is taken, at which stop it was, when and whether it stands."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from coordinator.importing.sample import import_sample
from coordinator.operations import importing
from coordinator.records import row_id
from coordinator.records.catalog import EVENT, SIGNUP
from coordinator.store.campaign import Campaign
from coordinator.tour.calls import rsvps_of
from tests.builders import DATA, add, bring, edit, everything

TOUR = DATA / "inputs" / "tour"


def stops(campaign: Campaign) -> dict[str, int]:
    return {row["city"]: row["id"] for row in everything(campaign, EVENT)}


def sign_ups(campaign: Campaign) -> dict[str, list[dict[str, Any]]]:
    """Return first name → sign-ups, in order."""
    names = {row["id"]: row["given_name"] for row in everything(campaign)}
    found: dict[str, list[dict[str, Any]]] = {}
    for row in everything(campaign, SIGNUP):
        found.setdefault(names[row["candidate"]], []).append(row)
    return found


def going(campaign: Campaign, stop: int) -> set[str]:
    with campaign.reading() as connection:
        numbers = rsvps_of(connection, stop)
    return {row["given_name"] for row in everything(campaign) if row["id"] in numbers}


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_rsvps_of_two_weeks(campaign: Campaign) -> None:
    bring(campaign, TOUR / "stops3.csv")
    bring(campaign, TOUR / "rsvp1.csv")
    stop = stops(campaign)
    assert (going(campaign, stop["Denver"]), going(campaign, stop["Tempe"])) == ({"Ann", "Bea"}, {"Di"})
    plan, _ = bring(campaign, TOUR / "rsvp2.csv")
    found = sign_ups(campaign)
    assert [s["status"] for s in found["Ann"]] == ["CANCELLED"]
    assert [s["status"] for s in found["Bea"]] == ["CONFIRMED; attended"]
    assert [s["status"] for s in found["Cy"]] == ["CANCELLED", "REGISTERED"]
    assert [s["status"] for s in found["Di"]] == ["REGISTERED; did not attend"]
    assert (plan.counts.updated, plan.counts.sign_ups) == (3, 1)
    assert going(campaign, stop["Denver"]) == {"Bea", "Cy"}, "nobody who cancelled is written to"


def test_who_cancelled_and_did_not_come_is_no_rsvp(campaign: Campaign, tmp_path: Path) -> None:
    bring(campaign, TOUR / "stops3.csv")
    text = (TOUR / "rsvp1.csv").read_text(encoding="utf-8").replace("CANCELLED,,", "Canceled by attendee,false,")
    bring(campaign, write(tmp_path / "rsvp.csv", text))
    assert sign_ups(campaign)["Cy"][0]["status"] == "Canceled by attendee; did not attend"
    assert "Cy" not in going(campaign, stops(campaign)["Denver"])


def test_a_corrected_stop_moves_its_sign_up_and_an_empty_cell_does_not(campaign: Campaign, tmp_path: Path) -> None:
    bring(campaign, TOUR / "stops3.csv")
    text = (TOUR / "signups10.csv").read_text(encoding="utf-8")
    bring(campaign, TOUR / "signups10.csv")
    stop = stops(campaign)
    corrected = text.replace("2025-03-21 18:10,denver", "2025-03-21 18:10,omaha")
    plan, _ = bring(campaign, write(tmp_path / "signups10.csv", corrected))
    assert [s["event"] for s in sign_ups(campaign)["Ed"]] == [stop["Omaha"], stop["Omaha"], stop["Tempe"]]
    assert (plan.counts.updated, plan.counts.sign_ups) == (1, 0)
    plan, _ = bring(campaign, write(tmp_path / "signups10.csv", text.replace("18:10,denver", "18:10,")))
    assert [s["event"] for s in sign_ups(campaign)["Ed"]][1] == stop["Omaha"]


def test_a_stop_that_was_set_here_and_another_in_the_list_are_asked_about(campaign: Campaign, tmp_path: Path) -> None:
    bring(campaign, TOUR / "stops3.csv")
    bring(campaign, TOUR / "signups10.csv")
    stop = stops(campaign)
    edit(campaign, sign_ups(campaign)["Ann"][0]["id"], SIGNUP, event=row_id.make("E", stop["Omaha"]))
    text = (
        (TOUR / "signups10.csv")
        .read_text(encoding="utf-8")
        .replace("2025-03-21 18:30,denver", "2025-03-21 18:30,tempe")
    )
    plan = importing.plan(campaign, write(tmp_path / "signups10.csv", text))
    (row,) = [r for r in plan.rows if r.conflicts]
    assert [(c.record, c.field, c.ours, c.theirs) for c in row.conflicts] == [
        ("signup", "event", stop["Omaha"], stop["Tempe"])
    ]
    assert "Tour event" in row.sentence


def test_a_time_without_a_zone_is_that_of_its_stop(campaign: Campaign, tmp_path: Path) -> None:
    bring(campaign, TOUR / "stops3.csv")
    head = "First name,E-mail,Timestamp,Event\n"
    rows = (
        "Ann,ann@example.org,2025-03-21 18:30,denver\n"
        "Bea,bea@example.org,3/25/2025 6:30 PM,tempe\n"
        "Cy,cy@example.org,2025-03-21T18:30:00Z,denver\n"
        "Di,di@example.org,2025-03-21 18:30,\n"
    )
    bring(campaign, write(tmp_path / "list.csv", head + rows))
    at = {name: found[0]["submitted_at"] for name, found in sign_ups(campaign).items()}
    assert at == {
        "Ann": "2025-03-22T00:30:00Z",
        "Bea": "2025-03-26T01:30:00Z",
        "Cy": "2025-03-21T18:30:00Z",
        "Di": "2025-03-21T18:30:00Z",
    }
    _, again = bring(campaign, write(tmp_path / "list.csv", head + rows))
    assert again.seq is None


# Which stop


@pytest.fixture
def towns(campaign: Campaign) -> dict[str, int]:
    """Four stops, two of them in one town."""
    return {
        "denver": add(campaign, EVENT, title="Denver rally", city="Denver", state="CO", starts_at="2025-03-21T18:00"),
        "again": add(campaign, EVENT, title="Denver again", city="Denver", state="CO", starts_at="2025-06-01T18:00"),
        "portland": add(campaign, EVENT, title="West", city="Portland", state="OR", starts_at="2025-04-01T18:00"),
        "east": add(campaign, EVENT, title="East", city="Portland", state="ME", starts_at="2025-04-08T18:00"),
    }


@pytest.mark.parametrize(
    ("words", "at", "stop"),
    [
        ("Denver rally", "2025-06-01 19:00", "denver"),
        ("Denver", "2025-03-22 09:00", "denver"),
        ("denver", "2025-05-30 09:00", "again"),
        ("Denver, CO 2025-06-01", "2025-03-22 09:00", "again"),
        ("Denver 6/1/2025", "2025-03-22 09:00", "again"),
        ("Portland, Oregon", "2025-04-08 09:00", "portland"),
        ("Portland ME", "2025-04-01 09:00", "east"),
        ("Portland", "", None),
        ("Portland", "2025-04-07 09:00", "east"),
        ("Atlantis", "2025-04-07 09:00", None),
    ],
)
def test_the_words_for_a_stop(
    campaign: Campaign, tmp_path: Path, towns: dict[str, int], words: str, at: str, stop: str | None
) -> None:
    bring(
        campaign,
        write(tmp_path / "list.csv", f'First name,E-mail,Timestamp,Stop\nAnn,ann@example.org,{at},"{words}"\n'),
    )
    assert everything(campaign, SIGNUP)[0]["event"] == (towns[stop] if stop else None)


def test_a_word_that_names_no_stop_is_told_once_and_decided_for_all_its_rows(
    campaign: Campaign, tmp_path: Path, towns: dict[str, int]
) -> None:
    rows = "".join(f"{name},{name}@example.org,Atlantis\n" for name in ("Ann", "Bea", "Cy", "Di", "Ed"))
    path = write(
        tmp_path / "list.csv",
        "First name,E-mail,Stop\n" + rows + "Bo,bo@example.org,Denver rally\nFay,f@example.org,Portland ME\n",
    )
    plan, _ = bring(campaign, path)
    (problem,) = plan.problems
    assert (problem.row, problem.column, problem.value) == (2, "Stop", "Atlantis")
    assert "No stop is called “Atlantis” (5 rows: 2, 3, 4, …)" in problem.message
    assert [(w.word, len(w.rows), w.fitting) for w in plan.sheets[0].stop_words] == [("Atlantis", 5, ())]
    plan, result = bring(campaign, path, stops={"Atlantis": towns["east"]})
    assert plan.problems == [] and result.counts.updated == 5
    assert {s["event"] for s in everything(campaign, SIGNUP)} == {towns["east"], towns["denver"]}
    later = write(tmp_path / "list.csv", "First name,E-mail,Stop\nCy,cy@example.org,Atlantis\n")
    assert not bring(campaign, later)[0].problems, "the source remembers what the word means"


def test_without_stops_the_words_stay_and_find_them_when_they_come(campaign: Campaign, tmp_path: Path) -> None:
    path = write(tmp_path / "list.csv", "First name,E-mail,Stop\nAnn,ann@example.org,Denver\nBo,bo@example.org,Omaha\n")
    plan, _ = bring(campaign, path)
    assert [(n.row, n.column, n.text) for n in plan.not_taken] == [(2, "Stop", "Denver"), (3, "Stop", "Omaha")]
    assert "no stops here yet" in " ".join(plan.told)
    bring(campaign, TOUR / "stops3.csv")
    bring(campaign, path)
    stop = stops(campaign)
    assert [s["event"] for s in everything(campaign, SIGNUP)] == [stop["Denver"], stop["Omaha"]]
    edit(campaign, everything(campaign, SIGNUP)[0]["id"], SIGNUP, event=None)
    bring(campaign, path)
    assert everything(campaign, SIGNUP)[0]["event"] is None, "somebody took it away"


def test_a_column_of_stops_is_the_stop_whatever_it_is_called(
    campaign: Campaign, tmp_path: Path, towns: dict[str, int]
) -> None:
    head = "First name,E-mail,Where was it,Home town\n"
    rows = "Ann,ann@example.org,Denver rally,Denver\nBo,bo@example.org,West,Portland\n"
    plan, _ = bring(campaign, write(tmp_path / "list.csv", head + rows))
    targets = {c.header: c.target for c in plan.sheets[0].columns}
    assert targets["Where was it"] == "signup.event" and targets["Home town"] != "signup.event"
    assert [s["event"] for s in everything(campaign, SIGNUP)] == [towns["denver"], towns["portland"]]


def test_a_list_names_stops_of_the_sample_tour_by_their_town(campaign: Campaign) -> None:
    import_sample(campaign)
    (kenosha,) = [row["id"] for row in everything(campaign, EVENT) if row["city"] == "Kenosha"]
    before = {row["id"] for row in everything(campaign, SIGNUP)}
    plan, _ = bring(campaign, DATA / "inputs" / "cells" / "11-stop-by-town.csv")
    new = [row for row in everything(campaign, SIGNUP) if row["id"] not in before]
    assert [row["event"] for row in new] == [kenosha, kenosha, None]
    assert [p.value for p in plan.problems] == ["Atlantis"]


def test_a_person_on_two_sheets_of_one_workbook_is_one(campaign: Campaign, tmp_path: Path) -> None:
    book = Workbook()
    for title, rows in {"February": ["Ana", "Bea"], "March": ["Bea", "Cy"]}.items():
        sheet = book.create_sheet(title)
        sheet.append(["First name", "Last name", "Email", "City"])
        for name in rows:
            sheet.append([name, "Morse", f"{name.lower()}@example.org", "Reno" if title == "March" else None])
    book.remove(book["Sheet"])
    book.save(tmp_path / "months.xlsx")
    bring(campaign, tmp_path / "months.xlsx")
    assert [(r["given_name"], r["city"]) for r in everything(campaign)] == [
        ("Ana", None),
        ("Bea", "Reno"),
        ("Cy", "Reno"),
    ]
    assert len(everything(campaign, SIGNUP)) == 4


def test_a_reply_beside_a_stop_is_the_sign_ups_status(campaign: Campaign, tmp_path: Path) -> None:
    add(campaign, EVENT, title="Denver stop", city="Denver", state="CO", starts_at="2027-03-21 18:00")
    for reply in ("Yes", "No"):
        path = tmp_path / "replies.csv"
        rows = f"ana@example.org,Ana,Denver stop,{reply}\nbo@example.org,Bo,Denver stop,Yes\n"
        path.write_text("Email,First name,Event,Response\n" + rows, encoding="utf-8")
        bring(campaign, path)
    assert [s["status"] for s in everything(campaign, SIGNUP)] == ["No", "Yes"]
