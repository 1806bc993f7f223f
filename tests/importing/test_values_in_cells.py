"""Places, times, yes and no, crowds and words for nothing: each sample file stands for its kind."""

import csv
import warnings
from pathlib import Path
from typing import Any

import pytest

from coordinator.importing.stops import EventFinder
from coordinator.records.catalog import CANDIDATE, CROWD_FIGURE, EVENT, SIGNUP
from coordinator.round_trip.exporting import export
from coordinator.store.campaign import Campaign
from tests.builders import DATA, add, bring, everything

INPUTS = DATA / "inputs"
PLACE = ("address", "city", "state", "postcode")


def write(folder: Path, *lines: str) -> Path:
    path = folder / "list.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def people(campaign: Campaign, *keys: str) -> dict[str, Any]:
    """Return the people by first name: one value, or a tuple of values."""
    rows = everything(campaign, CANDIDATE)
    return {r["given_name"]: r[keys[0]] if len(keys) == 1 else tuple(r[k] for k in keys) for r in rows}


def test_an_apartment_between_two_blanks(campaign: Campaign) -> None:
    plan, _ = bring(campaign, INPUTS / "cells/02-mailchimp-apartment.csv")
    assert people(campaign, *PLACE) == {
        "Ana": ("12 Oak St Apt 4", "Reno", "NV", "89501"),
        "Bea": ("14 Oak St Apt 9", "Reno", "NV", "89502"),
        "Cid": ("16 Oak St", "Reno", "NV", "89503"),
    }
    assert plan.problems == []


def test_a_part_of_an_address_that_fits_nowhere_stays_in_it(campaign: Campaign) -> None:
    plan, _ = bring(campaign, INPUTS / "cells/03-address-part-lost.csv", mapping={"": {"Address": "+address"}})
    found = people(campaign, *PLACE)
    assert found["Cid"] == ("24 Oak St", "Reno", "NV", "89503")
    assert "89501-12345" in found["Ana"][0] and [(p.row, p.column) for p in plan.problems] == [(2, "Address")]
    assert "ON" in found["Bea"][0] and found["Bea"][3] == "M5V 2B6" and found["Bea"][2] is None


def test_zones_in_letters_and_no_warning(campaign: Campaign) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        bring(campaign, INPUTS / "cells/12-zone-in-letters.csv")
    times = [s["submitted_at"] for s in everything(campaign, SIGNUP)]
    assert times == ["2025-03-22T03:30:00Z", "2025-03-22T06:30:00Z", "2025-03-22T06:30:00Z"]


@pytest.mark.parametrize(
    ("words", "stop"),
    [
        ("Denver 6/21/2025", 2),
        ("Denver, CO on 2025-03-21", 1),
        ("denver (June 21)", 2),
        ("Tempe (March 25)", 3),
        ("Tempe, Mar 25, 2025", 3),
        ("Tempe (March 26)", None),
        ("Tempe, Mar 25, 2024", None),
    ],
)
def test_a_stop_by_its_town_and_day(words: str, stop: int | None) -> None:
    days = {1: ("Denver", "CO", "2025-03-21", "denver"), 2: ("Denver", "CO", "2025-06-21", "denver-again")}
    days |= {3: ("Tempe", "AZ", "2025-03-25", "tempe")}
    rows = [
        {"id": n, "city": city, "state": state, "starts_at": f"{day}T18:00", "slug": slug}
        for n, (city, state, day, slug) in days.items()
    ]
    assert EventFinder(rows).find(words) == stop


def test_a_word_for_nothing_names_no_stop(campaign: Campaign, tmp_path: Path) -> None:
    add(campaign, EVENT, title="Rally", city="Reno", state="NV", starts_at="2025-03-07T18:00")
    rows = [f"Ana{chr(97 + n)},ana{n}@example.org,{word}" for n, word in enumerate(("Reno", "N/A", "-"))]
    plan, _ = bring(campaign, write(tmp_path, "First Name,Email,Stop", *rows), mapping={"": {"Stop": "signup.event"}})
    assert plan.problems == []
    assert [row["event"] is not None for row in everything(campaign, SIGNUP)] == [True, False, False]


def test_a_time_of_day_that_is_left_out_is_told(campaign: Campaign, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "First name,Last name,Email,Birth date,Submitted at",
        "Ana,Larkin,a@example.org,1985-04-13 17:20,2025-03-21 23:30",
        "Bea,Morse,b@example.org,1985-04-14T00:00:00Z,2025-03-21 23:31",
    )
    plan, _ = bring(campaign, path)
    assert people(campaign, "birth_date") == {"Ana": "1985-04-13", "Bea": "1985-04-14"}
    left_out = [note for note in plan.notes if "left out" in note]
    assert left_out == ["list.csv: Only the day of Birth date is kept; the time of day in row 2 is left out."]
    assert [(n.row, n.column, n.text) for n in plan.not_taken] == [(2, "Birth date", "1985-04-13 17:20")]


def test_no_answer_is_no_no(campaign: Campaign) -> None:
    plan, _ = bring(
        campaign,
        INPUTS / "cells/14-no-answer-is-not-no.csv",
        mapping={"": {"OK to share my details": "consent_share"}},
    )
    assert people(campaign, "consent_share") == {"Ana": None, "Bea": True, "Cid": None, "Dot": True, "Eve": False}
    assert [(p.row, p.value) for p in plan.problems] == [(2, "No answer"), (4, "No response")]


@pytest.mark.parametrize("name", ["21-words-for-nothing.csv", "21b-words-for-nothing.csv"])
def test_words_for_nothing(campaign: Campaign, name: str) -> None:
    bring(campaign, INPUTS / "cells" / name)
    assert {r["city"] for r in everything(campaign)} == {None}
    assert {r["address"] for r in everything(campaign)} == {None}


EXCEL = {
    "5-10": "10-May",
    "9-5": "5-Sep",
    "10-12": "12-Oct",
    "3/4": "4-Mar",
    "1/2": "2-Jan",
    "May 5": "5-May",
    "March 1": "1-Mar",
}


def test_ranges_that_a_spreadsheet_took_for_days(campaign: Campaign, tmp_path: Path) -> None:
    bring(campaign, INPUTS / "cells/22-ranges-before.csv")
    export(campaign, tmp_path / "out.csv", kinds=("candidate",), author="Dana")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert {cell for row in rows for cell in row} > set(EXCEL)
    with (tmp_path / "out.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([[EXCEL.get(cell, cell) for cell in row] for row in rows])
    plan, result = bring(campaign, tmp_path / "out.csv")
    assert plan.sheets[0].ours
    assert (result.counts.updated, result.counts.unchanged, plan.plan.conflicts) == (0, 3, [])


def test_an_estimate_of_a_crowd(campaign: Campaign) -> None:
    bring(campaign, INPUTS / "cells/29-crowd-est.csv")
    assert [(e["attendance"], e["attendance_said"]) for e in everything(campaign, EVENT)] == [(34_000, "est. 34k")]


def test_crowds_in_words(campaign: Campaign) -> None:
    plan, _ = bring(campaign, INPUTS / "tour/crowds.csv")
    found = {e["title"]: (e["attendance"], e["attendance_said"]) for e in everything(campaign, EVENT)}
    assert found == {
        "One": (None, "between 10 and 12 thousand"),
        "Two": (1_200_000, "1.2 million"),
        "Three": (12_000, "~12.000"),
        "Four": (12_000, "12 thousand"),
        "Five": (None, "10-12k"),
    }
    assert [p.row for p in plan.problems] == [2, 6]
    assert sorted(f["number"] for f in everything(campaign, CROWD_FIGURE)) == [12_000, 12_000, 1_200_000]


@pytest.mark.parametrize(
    "said", ["12,00", "3/400", "1,000/2,000", "12;00", "1,23,456", "2 buses + 30", ".5k", "12,000.5", "1 20"]
)
def test_a_crowd_of_no_plain_number_is_kept_as_words(campaign: Campaign, tmp_path: Path, said: str) -> None:
    path = write(tmp_path, "Event,City,State,Date,Crowd", f'Rally,Reno,NV,2025-03-22,"{said}"')
    plan, _ = bring(campaign, path)
    event = everything(campaign, EVENT)[0]
    assert (event["attendance"], event["attendance_said"]) == (None, said)
    assert [(p.column, p.value) for p in plan.problems] == [("Crowd", said)]


def test_words_beside_a_crowd_figure_stay_with_it(campaign: Campaign, tmp_path: Path) -> None:
    path = write(tmp_path, "Event,City,State,Date,Crowd", "Rally,Reno,NV,2025-03-22,10 000 (est.)")
    plan, _ = bring(campaign, path)
    event = everything(campaign, EVENT)[0]
    assert (event["attendance"], event["attendance_said"], plan.problems) == (10_000, "10 000 (est.)", [])


def test_a_row_from_abroad(campaign: Campaign) -> None:
    bring(campaign, INPUTS / "files/foreign.csv", mapping={"": {"Phone": "phone"}})
    assert people(campaign, "country", "postcode", "phone") == {
        "Henry": ("ZA", "347", "+27821189037"),
        "Penny": ("GB", "GL15 1XD", "+447070860753"),
    }


def test_a_zip_code_and_the_state_of_its_row(campaign: Campaign, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "First name,Last name,Email,State,ZIP,Country",
        "Ana,Lee,a@example.org,ME,4101,",
        "Bea,Lee,b@example.org,NV,4101,",
        "Cid,Lee,c@example.org,NV,10001,US",
        "Dot,Lee,d@example.org,WA,6000,Australia",
        "Eve,Lee,e@example.org,ON,M5V 2B6,Canada",
        "Fay,Lee,f@example.org,PR,926,Puerto Rico",
        "Gus,Lee,g@example.org,NV,347,",
    )
    plan, _ = bring(campaign, path, mapping={"": {"ZIP": "postcode", "State": "state"}})
    assert people(campaign, "state", "postcode") == {
        "Ana": ("ME", "04101"),
        "Bea": ("NV", "4101"),
        "Cid": ("NV", "10001"),
        "Dot": (None, "6000"),
        "Eve": (None, "M5V 2B6"),
        "Fay": ("PR", "00926"),
        "Gus": ("NV", None),
    }
    assert [(p.row, p.column, p.value) for p in plan.problems] == [
        (3, "ZIP", "4101"),
        (4, "ZIP", "10001"),
        (5, "State", "WA"),
        (6, "State", "ON"),
        (8, "ZIP", "347"),
    ]
    assert people(campaign, "notes")["Dot"] == "State: WA"


def test_a_zip_code_written_as_a_number_is_taken_without_a_word(campaign: Campaign, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "First name,Last name,Email,State,ZIP",
        "Ana,Larkin,a@example.org,NV,89501.0",
        "Bea,Morse,b@example.org,NV,895011234",
        "Cid,Nolan,c@example.org,NV,00000",
    )
    plan, _ = bring(campaign, path, mapping={"": {"ZIP": "postcode"}})
    assert people(campaign, "postcode") == {"Ana": "89501", "Bea": "89501-1234", "Cid": "00000"}
    assert [(p.row, p.value) for p in plan.problems] == [(4, "00000")]


def test_a_stops_time_with_a_zone_beside_it(campaign: Campaign, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "Title,City,State,Starts,Ends",
        "A,Denver,CO,2025-03-21T18:00:00Z,2025-03-21T20:00:00Z",
        "B,Pueblo,CO,2025-03-21T18:00:00-06:00,",
        "C,Ames,,Fri 3/21/25 6:30 PM CT,",
        "D,Troy,,2025-03-21 18:00 (Eastern Daylight Time),",
        "E,Rome,,2025-03-21T18:00:00-06:00,",
    )
    plan, _ = bring(campaign, path)
    found = {
        e["title"]: (e["starts_at"][11:], (e["ends_at"] or "")[11:], e["time_zone"])
        for e in everything(campaign, EVENT)
    }
    assert found == {
        "A": ("12:00", "14:00", "America/Denver"),
        "B": ("18:00", "", "America/Denver"),
        "C": ("18:30", "", "America/Chicago"),
        "D": ("18:00", "", "America/New_York"),
        "E": ("18:00", "", None),
    }
    assert [(p.row, p.column) for p in plan.problems] == [(6, "Starts")]


def test_a_half_understood_set_is_told_and_not_reduced(campaign: Campaign, tmp_path: Path) -> None:
    path = write(tmp_path, "First name,Email,Languages,State", "Ana,a@example.org,English; Klingonish,Colorodo")
    plan, _ = bring(campaign, path, mapping={"": {"Languages": "languages", "State": "state"}})
    assert people(campaign, "languages", "state") == {"Ana": (None, None)}
    told = {p.column: p.message for p in plan.problems}
    assert "“Klingonish”" in told["Languages"] and "Did you mean Colorado?" in told["State"]


def test_a_number_that_is_read_as_a_day_is_told(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,Email,Birth date\nAna Larkin,a@example.org,31000\nBea Morse,b@example.org,1985\n")
    plan, _ = bring(campaign, path)
    told = [note for note in plan.notes if "spreadsheet programs" in note]
    assert len(told) == 1
    assert "Birth date (row 2)" in told[0]
    assert "31000 is 1984-11-14" in told[0]
    assert [p["birth_date"] for p in everything(campaign)] == ["1984-11-14", "1985"]
