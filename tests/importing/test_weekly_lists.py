"""Lists that come every week: what they say anew of a sign-up is taken, at which stop it was, when and whether it stands."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from coordinator.changes.history import of_record
from coordinator.importing.accounts import in_words
from coordinator.importing.sample import import_sample
from coordinator.operations import importing
from coordinator.records import row_id
from coordinator.records.catalog import EVENT, SIGNUP
from coordinator.store.campaign import Campaign
from coordinator.store.credited import says_off
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


@pytest.mark.parametrize(
    "cell",
    [
        "2025-03-21 18:02:11-06:00",
        "2025-03-21 18:02:11 -0600",
        "2025-03-21T18:02:11.4-06",
        "3/21/2025 6:02:11 PM -06:00",
        "2025-03-22 00:02:11+00:00",
        "2025-03-22T00:02:11Z",
        "2025-03-21 20:02:11 EDT",
        "1742601731",
        "1742601731000",
    ],
)
def test_a_time_that_says_its_offset_is_not_moved_to_the_zone_of_its_stop(
    campaign: Campaign, tmp_path: Path, cell: str
) -> None:
    bring(campaign, TOUR / "stops3.csv")
    rows = f"Ann,ann@example.org,{cell},denver\nBea,bea@example.org,{cell},\n"
    bring(campaign, write(tmp_path / "list.csv", "First name,E-mail,Timestamp,Event\n" + rows))
    at = {name: found[0]["submitted_at"] for name, found in sign_ups(campaign).items()}
    assert at == {"Ann": "2025-03-22T00:02:11Z", "Bea": "2025-03-22T00:02:11Z"}


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


def test_without_stops_every_row_with_a_word_is_named(campaign: Campaign, tmp_path: Path) -> None:
    lines = "".join(f"P{n},p{n}@example.org,Erie\n" for n in range(3))
    plan, _ = bring(campaign, write(tmp_path / "list.csv", f"First name,E-mail,Stop\n{lines}"))
    assert [line.row for line in plan.not_taken] == [2, 3, 4]


def test_without_stops_the_words_stay_and_find_them_when_they_come(campaign: Campaign, tmp_path: Path) -> None:
    path = write(tmp_path / "list.csv", "First name,E-mail,Stop\nAnn,ann@example.org,Denver\nBo,bo@example.org,Omaha\n")
    plan, _ = bring(campaign, path)
    assert [(n.row, n.column, n.text) for n in plan.not_taken] == [(2, "Stop", "Denver"), (3, "Stop", "Omaha")]
    assert in_words(plan.not_taken, 1) == [
        "2 cells, kept as words alone, as no stop is here yet: row 2, Stop (Denver); row 3, Stop (Omaha)"
    ]
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


# A day without its year, who came, and statuses


@pytest.mark.parametrize(
    ("word", "city"),
    [
        ("Omaha 2/21", "Omaha"),
        ("Tempe AZ 3/25", "Tempe"),
        ("Tempe, AZ - March 25th", "Tempe"),
        ("Denver on 21 March", "Denver"),
        ("3/25", "Tempe"),
        ("Denver stop (3/21)", "Denver"),
    ],
)
def test_a_stop_by_its_day_without_the_year(campaign: Campaign, tmp_path: Path, word: str, city: str) -> None:
    bring(campaign, TOUR / "stops3.csv")
    bring(campaign, write(tmp_path / "list.csv", f"First name,E-mail,Event\nAnn,ann@example.org,{quote(word)}\n"))
    assert sign_ups(campaign)["Ann"][0]["event"] == stops(campaign)[city]


def test_a_day_that_no_stop_there_has_names_none(campaign: Campaign, tmp_path: Path) -> None:
    bring(campaign, TOUR / "stops3.csv")
    bring(campaign, write(tmp_path / "list.csv", "First name,E-mail,Event\nAnn,ann@example.org,Omaha 3/25\n"))
    assert sign_ups(campaign)["Ann"][0]["event"] is None


def test_a_word_that_names_no_stop_tells_how_to_say_which(campaign: Campaign, tmp_path: Path) -> None:
    bring(campaign, TOUR / "stops3.csv")
    path = write(
        tmp_path / "list.csv", "First name,E-mail,Event\nAnn,ann@example.org,Dever\nBo,bo@example.org,denver\n"
    )
    (problem,) = importing.plan(campaign, path).problems
    assert '--stop "Dever=ID"' in problem.message


def quote(text: str) -> str:
    return f'"{text}"' if "," in text else text


@pytest.mark.parametrize(
    ("heading", "cell", "status"),
    [
        ("Attended", "no show", "did not attend"),
        ("Attended", "No-show", "did not attend"),
        ("Attended", "Absent", "did not attend"),
        ("Attended?", "Checked in", "attended"),
        ("Did they come?", "✔", "attended"),
        ("Status", "no show", "did not attend"),
        ("Status", "No-show", "did not attend"),
        ("Status", "Absent", "did not attend"),
        ("Status", "Checked in", "attended"),
        ("Status", "✔", "attended"),
        ("RSVP status", "Asistió", "attended"),
        ("RSVP status", "didn't make it", "did not attend"),
        ("RSVP status", "attended? no", "did not attend"),
        ("RSVP status", "will not be there", "will not be there"),
        ("RSVP status", "Hasn't attended yet", "hasn't attended yet"),
    ],
)
def test_who_came_in_words(campaign: Campaign, tmp_path: Path, heading: str, cell: str, status: str) -> None:
    bring(campaign, TOUR / "stops3.csv")
    rows = f"Ann,ann@example.org,denver,{cell}\nBo,bo@example.org,denver,{cell}\nCy,cy@example.org,denver,\n"
    plan, _ = bring(campaign, write(tmp_path / "list.csv", f"First name,E-mail,Event,{heading}\n{rows}"))
    (found,) = sign_ups(campaign)["Ann"]
    assert found["status"].casefold().endswith(status)
    assert not [p for p in plan.problems if "yet" not in cell]
    assert not any(row.get("notes") for row in everything(campaign))


@pytest.mark.parametrize(
    ("said", "off", "told"),
    [
        ("will not be there", True, False),
        ("RSVP revoked", True, False),
        ("Rejected", True, False),
        ("will be there", False, False),
        ("Not cancelled", False, False),
        ("Double booked", False, True),
        ("hope to come", False, True),
    ],
)
def test_who_means_to_come_or_does_not_has_not_come_yet(
    campaign: Campaign, tmp_path: Path, said: str, off: bool, told: bool
) -> None:
    bring(campaign, TOUR / "stops3.csv")
    rows = f"Ann,ann@example.org,denver,{said}\nBo,bo@example.org,denver,Going\n"
    plan, _ = bring(campaign, write(tmp_path / "list.csv", f"First name,E-mail,Event,RSVP status\n{rows}"))
    (found,) = sign_ups(campaign)["Ann"]
    assert found["status"] == said
    assert says_off(found["status"]) == off
    assert bool(plan.problems) == told


@pytest.mark.parametrize("heading", ["Status", "RSVP status"])
def test_a_status_that_is_not_understood_is_told_with_its_row(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    bring(campaign, TOUR / "stops3.csv")
    rows = "Ann,ann@example.org,denver,Going\nBo,bo@example.org,denver,Blue list\nCy,cy@example.org,denver,Declined\n"
    plan, _ = bring(campaign, write(tmp_path / "list.csv", f"First name,E-mail,Event,{heading}\n{rows}"))
    (problem,) = plan.problems
    assert (problem.row, problem.column, problem.value) == (3, heading, "Blue list")
    assert [s["status"] for s in sign_ups(campaign)["Bo"]] == ["Blue list"]


def test_a_stop_that_stays_keeps_the_zone_of_its_times(campaign: Campaign, tmp_path: Path) -> None:
    bring(campaign, TOUR / "stops3.csv")
    head, row = "First name,E-mail,Submitted at,Event,Note\n", "Ann,ann@example.org,2025-03-10 10:00"
    bring(campaign, write(tmp_path / "list.csv", f"{head}{row},denver,a\n"))
    before = sign_ups(campaign)["Ann"]
    bring(campaign, write(tmp_path / "list.csv", f"{head}{row},,b\n"))
    (after,) = sign_ups(campaign)["Ann"]
    assert (after["event"], after["submitted_at"]) == (before[0]["event"], "2025-03-10T16:00:00Z")


@pytest.mark.parametrize("status", ["Transferred", "Double booked"])
def test_who_may_come_elsewhere_is_told(campaign: Campaign, tmp_path: Path, status: str) -> None:
    bring(campaign, TOUR / "stops3.csv")
    rows = f"Ann,ann@example.org,denver,Going\nBo,bo@example.org,denver,{status}\nCy,cy@example.org,denver,Going\n"
    plan, _ = bring(campaign, write(tmp_path / "list.csv", f"First name,E-mail,Event,RSVP status\n{rows}"))
    assert [p.value for p in plan.problems] == [status]


def test_what_says_neither_under_attended_is_told_with_its_row(campaign: Campaign, tmp_path: Path) -> None:
    bring(campaign, TOUR / "stops3.csv")
    rows = "Ann,ann@example.org,denver,Yes\nBo,bo@example.org,denver,see Dana\nCy,cy@example.org,denver,no show\n"
    plan, _ = bring(campaign, write(tmp_path / "list.csv", f"First name,E-mail,Event,Attended\n{rows}"))
    (problem,) = plan.problems
    assert (problem.row, problem.column, problem.value) == (3, "Attended", "see Dana")


def test_a_corrected_stop_is_told_by_its_title(campaign: Campaign, tmp_path: Path) -> None:
    from coordinator.cli.import_report import naming, words
    from coordinator.desktop.pane.timeline import wording

    bring(campaign, TOUR / "stops3.csv")
    bring(campaign, TOUR / "signups10.csv")
    text = (TOUR / "signups10.csv").read_text(encoding="utf-8")
    path = write(tmp_path / "signups10.csv", text.replace("2025-03-21 18:10,denver", "2025-03-21 18:10,omaha"))
    plan = importing.plan(campaign, path)
    with campaign.reading() as connection:
        told = "\n".join(words(plan, None, None, naming(connection, plan), dry=True))
    assert "Tour event was Denver stop and becomes Omaha stop" in told
    importing.apply(campaign, plan, author="Dana")
    with campaign.reading() as connection:
        (change,) = [
            c for s in sign_ups(campaign)["Ed"] for _, c in of_record(connection, "signup", s["id"]) if c.fields
        ]
        assert "Tour event: Denver stop to Omaha stop" in wording(connection, SIGNUP, change)


def test_a_stop_of_the_same_file_is_told_by_its_title(campaign: Campaign) -> None:
    from coordinator.cli.import_report import naming

    plan = importing.plan(campaign, TOUR / "stops3.csv")
    event = SIGNUP.by_key["event"]
    with campaign.reading() as connection:
        named = naming(connection, plan)
        assert named(event, -1) == "Denver stop"
        assert named(SIGNUP.by_key["status"], "Going") == "Going"


def test_the_day_beside_a_town_says_which_of_its_stops(campaign: Campaign, tmp_path: Path) -> None:
    for day in ("2026-10-01", "2026-10-20"):
        add(campaign, EVENT, title=f"Rally {day}", city="Reno", state="NV", starts_at=f"{day}T18:00")
    first, second = (row["id"] for row in everything(campaign, EVENT))
    head = "First name,Last name,Email,Event city,Fecha del evento\n"
    lines = "Ana,Mir,a@example.org,Reno,10/1/2026\nBea,Nin,b@example.org,Reno,10/20/2026\nCal,Oz,c@example.org,Reno,10/9/2026\n"
    plan, _ = bring(campaign, write(tmp_path / "list.csv", head + lines))
    found = sign_ups(campaign)
    assert [found[name][0]["event"] for name in ("Ana", "Bea", "Cal")] == [first, second, None]
    assert [(p.row, p.value) for p in plan.problems] == [(4, "Reno")]
    bring(campaign, write(tmp_path / "list.csv", head + lines.replace("10/1/", "10/20/")))
    assert [s["event"] for s in sign_ups(campaign)["Ana"]] == [second]
