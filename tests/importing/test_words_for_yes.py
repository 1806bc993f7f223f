"""A permission is recognized and read in the words in which people give and refuse it."""

from pathlib import Path

import pytest

from coordinator.records.candidates import Candidate
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import TIMES
from coordinator.store.campaign import Campaign
from tests.builders import bring


@pytest.mark.parametrize(
    "cells",
    [
        ("✓", "", "✓"),
        ("Fine by me", "I'd rather not", "Go ahead"),
        ("Yes - partners too", "No", "Please do"),
        ("Con gusto", "Por ahora no", "Claro que sí"),
    ],
)
def test_a_permission_in_other_words(campaign: Campaign, tmp_path: Path, cells: tuple[str, str, str]) -> None:
    path = tmp_path / "form.csv"
    rows = [f"Ana{n},Lind,ana{n}@example.org,{cell}" for n, cell in enumerate(cells)]
    path.write_text(
        "First name,Last name,Email,May we contact you about running?\n" + "\n".join(rows), encoding="utf-8"
    )
    columns = bring(campaign, path)[0].sheets[0].columns
    assert [c.target for c in columns] == ["given_name", "family_name", "email", "consent_contact"]
    with campaign.reading() as connection:
        found = {r.given_name: r.consent_contact for r in connection.execute(Candidate.__table__.select())}
    assert [found["Ana0"], found["Ana2"]] == [True, True]
    assert found["Ana1"] in (None, False)


@pytest.mark.parametrize("words", ["go ahead", "fine by me", "not right now", "maybe"])
def test_what_gives_leave_says_nothing_of_an_opt_out(words: str) -> None:
    assert CANDIDATE.by_key["do_not_contact"].kind.clean(words).value is not False
    assert CANDIDATE.by_key["consent_contact"].kind.clean(words).value in (
        {"not right now": False, "maybe": None}.get(words, True),
    )


def test_how_often() -> None:
    often = {"never": 0, "once": 1, "Twice.": 2, "3 times": 3, "two times": 2, "2x": 2, "dos veces": 2, "4": 4}
    assert {text: TIMES.clean(text).value for text in often} == often
    for text in ("a few times", "sometimes", "5k run", "yes"):
        cleaned = TIMES.clean(text)
        assert cleaned.value is None and cleaned.problem


def test_the_answers_of_a_lead_form(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text(
        "id,created_time,is_it_ok_if_a_recruiter_gets_in_touch?,email,full_name,phone_number,zip_code,age\n"
        "l:301499,2025-08-01T16:33:14-05:00,yes,ana@example.org,Ana Lind,p:+13345550153,z:36701,65_and_over\n"
        "l:301500,2025-08-02T16:33:14-05:00,no,bo@example.org,Bo Morse,p:+13345550154,z:30060,18_to_29\n"
        'l:301501,2025-08-03T16:33:14-05:00,"yes,_please",cy@example.org,Cy Vance,p:+13345550155,z:04101,30_40\n',
        encoding="utf-8",
    )
    plan, _ = bring(campaign, path)
    with campaign.reading() as connection:
        found = [
            (r.given_name, r.phone, r.postcode, r.state, r.age_band, r.consent_contact)
            for r in connection.execute(Candidate.__table__.select())
        ]
    assert found == [
        ("Ana", "+13345550153", "36701", "AL", "65_up", True),
        ("Bo", "+13345550154", "30060", "GA", "18-29", False),
        ("Cy", "+13345550155", "04101", "ME", "30-40", True),
    ]
    assert plan.problems == []


def test_how_often_loses_nothing(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "form.csv"
    rows = "Ana,ana@example.org,never\nBo,bo@example.org,twice\nCy,cy@example.org,3 times\nDee,dee@example.org,1\n"
    path.write_text("First name,Email,How many times have you run for office?\n" + rows, encoding="utf-8")
    plan, _ = bring(campaign, path)
    with campaign.reading() as connection:
        assert [r.earlier_runs for r in connection.execute(Candidate.__table__.select())] == [0, 2, 3, 1]
    assert plan.problems == [] and [n for n in plan.not_taken if n.row] == []
