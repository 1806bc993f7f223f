"""Headings about removal, objection, death and safety, and cells that permit below a refusal or refuse below a choice."""

from pathlib import Path

import pytest

from coordinator.operations import importing
from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import Row
from coordinator.store import query
from coordinator.store.campaign import Campaign
from tests.importing.test_refusals_in_columns import ALL, CALL, EMAIL, TEXT, bring, marks, told


@pytest.mark.parametrize(
    ("heading", "yes", "mark"),
    [
        ("¿Difunto?", "Sí", ALL),
        ("Finado", "x", ALL),
        ("Dead?", "Y", ALL),
        ("federal_donotcall", "true", CALL),
        ("NoTexts", "1", TEXT),
        ("Prefers not to be bothered", "Yes", ALL),
        ("¿Desea que lo eliminemos de la lista?", "Sí", ALL),
        ("¿Quiere que la borremos?", "Sí", ALL),
        ("¿Lo sacamos de la lista?", "Sí", ALL),
    ],
)
def test_a_yes_to_being_removed_or_dead_sets_the_mark(
    campaign: Campaign, tmp_path: Path, heading: str, yes: str, mark: str
) -> None:
    _, people = bring(campaign, tmp_path / "l.csv", [heading], [[yes], [""]])
    assert [marks(person) for person in people] == [[mark], []]


@pytest.mark.parametrize(
    ("heading", "no", "mark"),
    [
        ("Safe to e-mail?", "No", EMAIL),
        ("Safe to text?", "No", TEXT),
        ("¿Es seguro llamarle?", "No", CALL),
        ("Do you want text reminders from us?", "No", TEXT),
    ],
)
def test_a_no_to_a_safe_way_refuses_it(campaign: Campaign, tmp_path: Path, heading: str, no: str, mark: str) -> None:
    _, people = bring(campaign, tmp_path / "l.csv", [heading], [["Yes"], [no]])
    assert [marks(person) for person in people] == [[], [mark]]


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("I object to my data being passed on", ["Yes", "No"]),
        ("Objects to data processing", ["x", ""]),
        ("Me opongo al uso de mis datos", ["Sí", "No"]),
        ("Right to be forgotten requested", ["Y", "N"]),
        ("Suscrito", ["Sí", "No"]),
        ("¿Vive?", ["Sí", "No"]),
        ("Safe to leave voicemail?", ["Yes", "No"]),
        ("Do Not Trade", ["Yes", "No"]),
        ("Private number (do not give out)", ["Y", "N"]),
    ],
)
def test_what_can_only_be_a_refusal_is_asked_about(
    campaign: Campaign, tmp_path: Path, heading: str, cells: list[str]
) -> None:
    plan, people = bring(campaign, tmp_path / "l.csv", [heading], [[cell] for cell in cells])
    assert plan.sheets[0].columns[-1].asks
    assert [marks(person) for person in people] == [[], []]
    assert all(person["consent_share"] is None and person["consent_contact"] is None for person in people)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Do you oppose the Elk Creek road?", ["Yes", "No"]),
        ("Retired?", ["Yes", "No"]),
        ("Ever removed from office?", ["Yes", "No"]),
        ("Late?", ["Yes", "No"]),
        ("Is your street safe?", ["Yes", "No"]),
        ("Suscrito", ["Sí", "Sí"]),
        ("Dead end street", ["Yes", "No"]),
        ("¿Tiene perro?", ["Sí", "No"]),
    ],
)
def test_other_questions_are_not_asked_about(
    campaign: Campaign, tmp_path: Path, heading: str, cells: list[str]
) -> None:
    plan, people = bring(campaign, tmp_path / "l.csv", [heading], [[cell] for cell in cells])
    assert not plan.sheets[0].columns[-1].asks
    assert [marks(person) for person in people] == [[], []]


@pytest.mark.parametrize("heading", ["No calls please", "Do not call", "radio-nocalls", "No llamar", "Off phone list"])
@pytest.mark.parametrize(
    "cell",
    ["you can call", "call me anytime", "please call", "OK", "calls are fine", "puede llamar", "llámeme", "sure"],
)
def test_a_permission_below_a_refusal_sets_no_mark_and_is_told(
    campaign: Campaign, tmp_path: Path, heading: str, cell: str
) -> None:
    plan, people = bring(campaign, tmp_path / "l.csv", [heading], [["x"], [cell], [""]])
    assert [bool(marks(person)) for person in people] == [True, False, False]
    assert people[1]["consent_contact"] is None
    assert cell in told(plan, heading) or plan.sheets[0].columns[-1].asks


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Reach me by", "email - no phone"),
        ("Reach me by", "text, never call"),
        ("Notes", "e-mail ok. No phone"),
        ("Best way to reach you", "calls: no thanks"),
        ("Forma de contacto", "correo, llamadas no"),
        ("Notes", "don't ask again - ever"),
        ("Call notes", "do not ask again"),
        ("Notes", "won't give, won't talk to us"),
        ("Result", "DEC"),
        ("Result code", "HU"),
        ("Call result", "Dcsd"),
    ],
)
def test_a_no_in_a_cell_is_told(campaign: Campaign, tmp_path: Path, heading: str, cell: str) -> None:
    plan, people = bring(campaign, tmp_path / "l.csv", [heading], [[cell], ["text"], ["email"]])
    assert cell in told(plan, heading)
    assert not any(map(marks, people[1:]))


@pytest.mark.parametrize(
    "heading",
    [
        "May the venue e-mail you about other shows?",
        "Can our sponsors email you?",
        "May third parties email you?",
    ],
)
def test_what_others_ask_for_is_no_refusal_of_ours(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    _, people = bring(campaign, tmp_path / "l.csv", [heading], [["Yes"], ["No"]])
    assert [marks(person) for person in people] == [[], []]


def test_dnc_beside_dnt_is_about_calls(campaign: Campaign, tmp_path: Path) -> None:
    rows = [["1", "0", "0"], ["0", "1", "0"], ["0", "0", "1"]]
    _, people = bring(campaign, tmp_path / "l.csv", ["DNC", "DNT", "DNE"], rows)
    assert [marks(person) for person in people] == [[CALL], [TEXT], [EMAIL]]


def test_dnc_alone_is_about_all_contact(campaign: Campaign, tmp_path: Path) -> None:
    _, people = bring(campaign, tmp_path / "l.csv", ["DNC"], [["1"], ["0"], ["0"]])
    assert [marks(person) for person in people] == [[ALL], [], []]


def person_after(campaign: Campaign, path: Path, *answers: str) -> tuple[list[str], Row]:
    """Bring the same list each week with another answer; return what is told of the last one, and the person."""
    told_last: list[str] = []
    for answer in answers:
        path.write_text(
            f"Full name,Home phone,Email,Okay to call\nEva Rand,307-555-0101,eva@example.org,{answer}\n", "utf-8"
        )
        plan = importing.plan(campaign, path)
        importing.apply(campaign, plan, author="Dana")
        told_last = [problem.message for problem in plan.problems]
    with campaign.reading() as connection:
        found = query.read_rows(connection, CANDIDATE, query.select_ids(connection, CANDIDATE))
    return told_last, found[0]


def test_a_yes_to_calls_that_becomes_a_no_is_taken_back_and_told(campaign: Campaign, tmp_path: Path) -> None:
    said, person = person_after(campaign, tmp_path / "week.csv", "Yes", "No")
    assert person["consent_contact"] is None
    assert marks(person) == [CALL]
    assert any("taken back" in message for message in said)


def test_a_yes_to_calls_stays_as_long_as_it_is_said(campaign: Campaign, tmp_path: Path) -> None:
    said, person = person_after(campaign, tmp_path / "week.csv", "Yes", "Yes", "yes")
    assert person["consent_contact"] is True
    assert not said


def test_letters_that_a_heading_explains_are_the_ways_it_denies(campaign: Campaign, tmp_path: Path) -> None:
    _, people = bring(campaign, tmp_path / "l.csv", ["Never (P/T/E/M)"], [["P"], ["T, E"], ["M"], [""]])
    assert [marks(person) for person in people] == [[CALL], [TEXT, EMAIL], [], []]
