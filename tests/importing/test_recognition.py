"""What columns are: labelled sheets of many services, and the kinds of headings that mislead."""

import pytest

from coordinator.importing.columns import ColumnPlan, map_columns
from coordinator.importing.recognition import SURE
from coordinator.importing.recognition.lexicon import mended
from coordinator.importing.recognition.undress import undress
from coordinator.records.catalog import CANDIDATE, EVENT
from tests.builders import DATA
from tools.recognition.examples import LabelledSheet, read_sheets
from tools.recognition.measuring import judge

MAILS = ["noor@example.org", "hale.casper@example.org", "petra@example.com", "b.ferris@example.org", "sam@example.org"]
NUMBERS = ["(303) 555-0142", "303-555-0199", "7205550101", "+1 602 555 0188", "480.555.0110"]
NAMES = ["Noor Hale", "Casper Brandt", "Petra Ferris", "Benny Montoya", "Samuel Ortega"]
YES_NO = ["Yes", "No", "yes", "", "No"]


def recognized(**columns: list[str]) -> dict[str, ColumnPlan]:
    """Return what each column becomes; a heading's blanks are written as `_`."""
    headings = [h.replace("_", " ") for h in columns]
    return {p.header: p for p in map_columns(CANDIDATE, headings, list(columns.values()))}


def target(heading: str, cells: list[str], **beside: list[str]) -> str:
    """Return what a column becomes beside others."""
    plans = map_columns(CANDIDATE, [heading, *beside], [cells, *beside.values()])
    return plans[0].target


@pytest.fixture(scope="module")
def sheets() -> list[LabelledSheet]:
    return read_sheets(DATA / "forms")


def test_the_labelled_sheets_are_recognized(sheets: list[LabelledSheet]) -> None:
    verdicts = judge(sheets)
    assert len(verdicts) == 1598
    assert [(v.sheet, v.heading, v.said) for v in verdicts if v.harmful] == []
    assert sum(v.right for v in verdicts) >= 0.98 * len(verdicts)


def test_a_certainty_of_ninety_percent_is_right_in_nine_of_ten(sheets: list[LabelledSheet]) -> None:
    told = [v for v in judge(sheets) if v.certainty >= 0.9]
    assert len(told) > 1000
    assert sum(v.right for v in told) >= 0.9 * len(told)


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("<p>What is your <strong>e-mail</strong>?</p>", ("what", "is", "your", "e", "mail")),
        ("Q12_1 - Your party", ("your", "party")),
        ("3) Home ZIP *", ("home", "zip")),
        ("**City** (required)", ("city",)),
        ("people.addr.postal_code", ("people", "addr", "postal", "code")),
        ("firstName", ("first", "name")),
        ("🗳️ Which office?", ("which", "office")),
        ("Tom &amp; Co", ("tom", "co")),
    ],
)
def test_headings_are_undressed(heading: str, words: tuple[str, ...]) -> None:
    assert undress(heading).words == words


def test_typing_errors_are_mended_but_words_are_not_turned_into_others() -> None:
    assert [mended(w) for w in ("ofice", "emial", "adress", "telefone")] == ["office", "email", "address", "telefono"]
    assert [mended(w) for w in ("country", "officer", "stage", "pastor")] == ["country", "officer", "stage", "pastor"]


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Emergency contact phone", NUMBERS),
        ("Treasurer's phone", NUMBERS),
        ("Name of your campaign manager", NAMES),
        ("Spouse's e-mail", MAILS),
        ("Nominated by", NAMES),
        ("Host email", MAILS),
    ],
)
def test_anothers_is_not_ones_own(heading: str, cells: list[str]) -> None:
    assert target(heading, cells, Name=NAMES, Email=MAILS, Phone=NUMBERS) == "answer"


def test_a_second_person_of_a_row_keeps_their_number() -> None:
    plans = map_columns(
        CANDIDATE,
        ["Name", "Phone", "Email", "Name (2)", "Phone (2)", "Email (2)"],
        [
            NAMES,
            NUMBERS,
            MAILS,
            NAMES[::-1],
            NUMBERS[::-1],
            ["x@example.com", "y@example.com", "", "", "z@example.com"],
        ],
    )
    assert [p.target for p in plans] == ["+full_name", "phone", "email", "answer", "answer", "answer"]


def test_in_a_form_about_a_nominee_your_name_is_the_nominators() -> None:
    found = recognized(
        Nominee_name=NAMES, Nominee_phone=NUMBERS, Nominee_email=MAILS, Your_name=NAMES[::-1], Your_phone=NUMBERS[::-1]
    )
    assert [p.target for p in found.values()] == ["+full_name", "phone", "email", "answer", "answer"]


@pytest.mark.parametrize(
    ("heading", "cells", "right"),
    [
        ("State", ["Exploring", "Filed", "Exploring", "Committed", "Filed"], {"stage", "answer"}),
        ("Email", YES_NO, {"answer", "consent_contact"}),
        ("Phone", ["114000000000", "114000000001", "114000000002", "114000000003"], {"answer", "signup.source_key"}),
        (
            "Phone",
            ["1741000000", "1741000300", "1741003000", "1741900000"],
            {"answer", "ignored", "signup.submitted_at", "signup.source_key"},
        ),
        ("Zip", NUMBERS, {"phone"}),
        ("Column C", MAILS, {"email"}),
    ],
)
def test_the_cells_win_over_the_heading(heading: str, cells: list[str], right: set[str]) -> None:
    assert target(heading, cells, Name=NAMES[: len(cells)]) in right


def test_both_sides_of_an_opposite_are_told_apart() -> None:
    assert target("Is this your first time running for office?", YES_NO, Name=NAMES) == "first_time"
    assert target("Have you run for office before?", YES_NO, Name=NAMES) == "answer"


@pytest.mark.parametrize(
    "heading", ["May we use your photo?", "I accept the terms and conditions", "Please do not share my name"]
)
def test_other_consents_are_no_permission(heading: str) -> None:
    assert target(heading, YES_NO, Name=NAMES, Email=MAILS) not in {"consent_contact", "consent_share"}


def test_what_was_decided_stays_and_takes_the_field() -> None:
    plans = map_columns(CANDIDATE, ["Mail", "Email"], [MAILS, MAILS[::-1]], decided={"Mail": "email"})
    assert plans[0].target == "email" and plans[0].why == "chosen"
    assert plans[1].target != "email"


def test_a_question_that_was_not_understood_says_so() -> None:
    (plan, _) = map_columns(CANDIDATE, ["Zorbing grade", "Email"], [["q", "zz", "kk", "p", "w"], MAILS])
    assert plan.target == "answer"
    assert plan.certainty < SURE or "not understood" not in plan.why


def test_the_same_sheet_gives_the_same_answer(sheets: list[LabelledSheet]) -> None:
    sheet = sheets[3]
    first, again = (map_columns(CANDIDATE, sheet.headings, sheet.cells) for _ in range(2))
    assert first == again


CHILDREN = ["Zack Hale", "Ines Brandt", "Gus Ferris", "Tina Montoya", "Lou Ortega"]
THEIR_MAILS = [
    "hale.z@example.org",
    "brandti@example.org",
    "gus.ferris@example.org",
    "tinam@example.org",
    "lou@example.org",
]
PARENT_MAILS = ["nhale@example.com", "cb@example.com", "petra@example.com", "benny@example.com", "sam@example.com"]


@pytest.mark.parametrize("student", ["Student", "Youth", "Teen"])
@pytest.mark.parametrize("parent", ["Parent/Guardian", "Mother", "Guardian"])
def test_where_child_and_parent_stand_in_a_row_the_child_has_signed_up(student: str, parent: str) -> None:
    plans = map_columns(
        CANDIDATE,
        [f"{student} name", f"{student} email", f"{student} cell", parent, f"{parent} email", f"{parent} cell"],
        [CHILDREN, THEIR_MAILS, NUMBERS, NAMES, PARENT_MAILS, NUMBERS[::-1]],
    )
    assert [p.target for p in plans] == ["+full_name", "email", "phone", "answer", "answer", "answer"]


def test_a_list_of_parents_is_about_the_parents_also_beside_a_teacher() -> None:
    plans = map_columns(
        CANDIDATE,
        ["Mamá/Papá", "Hijo/a", "Correo del padre o madre", "Maestra", "Correo de la maestra"],
        [NAMES, CHILDREN, PARENT_MAILS, CHILDREN[::-1], THEIR_MAILS[::-1]],
    )
    assert [plans[at].target for at in (1, 2, 4)] == ["answer", "email", "answer"]


@pytest.mark.parametrize("heading", ["Apellidos", "Nombre (Apellidos)", "Last name(s)"])
def test_two_last_names_are_no_whole_name_beside_the_first(heading: str) -> None:
    lasts = ["Featherstone Peralta", "Tafoya", "Arreola Villaseñor", "Ruskin Escobedo", "Begaye"]
    firsts = ["Noor", "Casper", "Petra", "Benny", "Samuel"]
    first = "Nombre (Nombre)" if "(" in heading and heading[0] == "N" else "Nombre"
    plans = map_columns(CANDIDATE, [first, heading, "Correo"], [firsts, lasts, MAILS])
    assert [p.target for p in plans] == ["given_name", "family_name", "email"]


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("ZIP code you lived in before this one", ["01840", "18015", "71101", "98901", "33010"]),
        ("Pick-up town", ["Dayton", "Springfield", "Dayton", "Dayton", "Springfield"]),
        ("Party address", ["12 Laurel Ct, Durham, NC 27701", "880 Iredell St, Durham, NC 27705"] * 2),
        ("If something happens, who should we call?", NUMBERS),
        ("Intake call held", YES_NO),
        ("¿Acepta que grabemos esta entrevista?", ["Sí", "Sí", "No", "Sí", "Sí"]),
    ],
)
def test_elsewhere_before_and_done_are_no_fields(heading: str, cells: list[str]) -> None:
    assert target(heading, cells, Name=NAMES, Email=MAILS, Phone=NUMBERS) == "answer"


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("Gender / Género", ["Woman / Mujer", "Man / Hombre", "Non-binary / No binario", "Man / Hombre"], "gender"),
        (
            "Level · Nivel",
            ["County · Condado", "State · Estatal", "Federal · Federal", "Not sure · No sé"],
            "office_level",
        ),
        ("Language / Idioma", ["English / Inglés", "Spanish / Español", "Eng/Spa", "Español"], "languages"),
    ],
)
def test_cells_in_two_languages_are_the_fields(heading: str, cells: list[str], field: str) -> None:
    assert target(heading, cells * 2, Name=NAMES, Email=MAILS) == field


@pytest.mark.parametrize("heading", ["City/St", "Citystate", "Where do you live?", "Where are you based?"])
def test_where_somebody_lives_is_a_place_also_beside_a_ditto_mark(heading: str) -> None:
    places = ["Omaha NE", "Bellevue, NE", '"', "Omaha", "Council Bluffs IA"]
    assert target(heading, places, Name=NAMES, Email=MAILS) == "+place"


def test_where_somebody_would_run_is_not_where_they_live() -> None:
    places = ["Omaha NE", "Bellevue, NE", "Lincoln NE", "Omaha", "Council Bluffs IA"]
    assert target("Where would you run for office?", places, Name=NAMES, Email=MAILS) != "+place"


@pytest.mark.parametrize(
    "heading",
    ["Attendance", "Attendance (estimate)", "Turnout", "Head count", "Crowd", "How many people came?", "Est. crowd"],
)
def test_how_many_came_to_a_stop_stays_so_with_cells_that_cannot_be_read(heading: str) -> None:
    cells = ["<500", "a few hundred", "750 inside / 2000 overflow", "1e4"]
    headings = ["Event title", "City", "State", "Date", heading]
    days = ["2025-03-21", "2025-03-22", "2025-03-23", "2025-03-24"]
    columns = [["One", "Two", "Three", "Four"], ["Denver"] * 4, ["CO"] * 4, days, cells]
    assert map_columns(EVENT, headings, columns)[4].target == "attendance"
