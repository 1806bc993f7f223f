"""Phone numbers and e-mail addresses of imported sheets."""

from pathlib import Path

import pytest

from coordinator.importing.targets import targets_of
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import PLAIN_HINTS
from coordinator.records.refusals import MARKS
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything

TARGETS = targets_of(CANDIDATE)


def phones(campaign: Campaign) -> dict[str, str | None]:
    return {r["given_name"]: r["phone"] for r in everything(campaign)}


def sheet(folder: Path, heading: str, *cells: str) -> Path:
    path = folder / "people.csv"
    lines = [f'Person{n},p{n}@example.net,"{cell}"' for n, cell in enumerate(cells)]
    path.write_text("\n".join([f"First name,Contact e-mail,{heading}", *lines]), encoding="utf-8")
    return path


def test_a_plus_means_a_country_code(campaign: Campaign) -> None:
    bring(campaign, "inputs/cells/01-foreign-phones.csv")
    assert list(phones(campaign).values()) == ["+3225550101", "+4722550101", "+3545550101", "+13035550101"]


def test_a_phone_column_with_words_stays_one_and_tells_of_its_bad_cell(campaign: Campaign) -> None:
    plan, result = bring(campaign, "inputs/cells/10-phone-column-with-words.csv")
    assert phones(campaign) == {
        "Ana": "+13035550101",
        "Bea": "+13035550102",
        "Cid": "+13035550103",
        "Dot": None,
        "Eve": "+13035550105",
    }
    told = [(p.row, p.column, p.value) for p in result.problems]
    assert told == [(2, "Phone", "cell"), (4, "Phone", "home"), (5, "Phone", "no phone yet")]


def test_numbers_that_cannot_exist_are_told(campaign: Campaign) -> None:
    _, result = bring(campaign, "inputs/cells/25-filler-phones.csv")
    assert phones(campaign) == {"Ana": None, "Bea": None, "Cid": "+13035550103"}
    assert [(p.row, p.value) for p in result.problems] == [(2, "000-000-0000"), (3, "123-456-7890")]


def test_several_numbers_of_a_cell_are_all_kept(campaign: Campaign, tmp_path: Path) -> None:
    cells = ("303-555-0101 ::: 303-555-0102", "303-555-0103\n303-555-0104", "303-555-0105 / +32 2 555 01 01")
    _, result = bring(campaign, sheet(tmp_path, "Phone", *cells))
    assert [(r["phone"], r["other_phones"]) for r in everything(campaign)] == [
        ("+13035550101", ["+13035550102"]),
        ("+13035550103", ["+13035550104"]),
        ("+13035550105", ["+3225550101"]),
    ]
    assert not result.problems


def test_numbers_in_another_spelling_are_taken_without_a_word(campaign: Campaign, tmp_path: Path) -> None:
    cells = (
        "0047 22 55 01 01",
        "011 44 20 7946 0958",
        "3.035550144E9",
        "+44 (0)20 7946 0959",
        "3035550145.0",
        "303-555-0146",
    )
    _, result = bring(campaign, sheet(tmp_path, "Phone", *cells))
    assert [r["phone"] for r in everything(campaign)] == [
        "+4722550101",
        "+442079460958",
        "+13035550144",
        "+442079460959",
        "+13035550145",
        "+13035550146",
    ]
    assert not result.problems


@pytest.mark.parametrize(
    ("target", "cell", "values", "leftover"),
    [
        ("phone", "303-555-0101 (cell)", {"phone": "+13035550101"}, "cell"),
        ("phone", "303-555-0101 ext. 5", {"phone": "+13035550101"}, "ext. 5"),
        ("other_phones", "303-555-0101 (home)", {"other_phones": ["+13035550101"]}, "home"),
        ("email", "Ana Good <ana@example.org>", {"email": "ana@example.org"}, "Ana Good"),
        ("other_emails", "ana@example.org (work)", {"other_emails": ["ana@example.org"]}, "work"),
    ],
)
def test_words_beside_are_left_over(target: str, cell: str, values: dict[str, object], leftover: str) -> None:
    reading = TARGETS[target].read(cell, PLAIN_HINTS)
    assert (reading.values, reading.problems, reading.leftover) == (values, (), leftover)


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("ana@gmial.com", "ana@gmail.com"),
        ("ana@gmail.con", "ana@gmail.com"),
        ("ana@example.ogr", "ana@example.org"),
    ],
)
def test_a_mistyped_domain_is_told_and_not_corrected(campaign: Campaign, tmp_path: Path, cell: str, meant: str) -> None:
    path = tmp_path / "people.csv"
    path.write_text(f"First name,Email\nAna,{cell}\nBo,bo@example.org\n", encoding="utf-8")
    _, result = bring(campaign, path)
    assert [r["email"] for r in everything(campaign)] == [cell, "bo@example.org"]
    assert [(p.row, p.value) for p in result.problems] == [(2, cell)]
    assert meant in result.problems[0].message


def test_an_opt_out_beside_a_number_or_in_a_remark_is_respected(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    long = "Please do not contact him until the election in November is over and the board has met"
    path.write_text(
        "First Name,Last Name,Email,Phone,Notes\n"
        "Ana,Larkin,a@example.org,303-555-0101 (don't call!),\n"
        "Bea,Morse,b@example.org,no calls please 303-555-0102,\n"
        "Cid,Nolan,c@example.org,303-555-0103,Remove me from the list\n"
        f"Dot,Owens,d@example.org,303-555-0104,{long}\n"
        "Eve,Price,do-not-contact@example.org,303-555-0105 (call after 5),Wants to be called\n",
        encoding="utf-8",
    )
    plan, _ = bring(campaign, path)
    found = {r["given_name"]: {m for m in MARKS if r[m]} for r in everything(campaign)}
    marks = {"Ana": {"do_not_call"}, "Bea": {"do_not_call"}, "Cid": {"do_not_contact"}, "Dot": set(), "Eve": set()}
    assert found == marks
    told = {p.row: p.message for p in plan.problems if p.column == "Notes"}
    assert "is taken as “Do not contact”" in told[4] and "may mean that this person does not want" in told[5]


def test_words_that_the_row_says_elsewhere_make_no_note(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "First Name,Last Name,Email,Phone\n"
        "Bo,Lee,Bo Lee <bo@example.org>,303-555-0101 (Bo)\n"
        "Ana,Larkin,Ana B. Larkin <ana@example.org>,303-555-0102 (Bo)\n",
        encoding="utf-8",
    )
    plan, _ = bring(campaign, path)
    notes = {r["given_name"]: r["notes"] for r in everything(campaign)}
    assert notes == {"Bo": None, "Ana": "Email: Ana B. Larkin\nPhone: Bo"}
    assert {p.row for p in plan.problems} == {3}


def test_a_number_that_is_somebody_elses_or_wrong_is_kept_in_the_notes(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "First Name,Last Name,Email,Phone\n"
        "Ana,Larkin,a@example.org,call my wife 303-555-0101\n"
        "Bea,Morse,b@example.org,303-555-0102 (wrong number)\n"
        "Cid,Nolan,cora@example.org (his daughter),303-555-0103 shared with wife\n"
        "Dot,Owens,d@example.org,303-555-0104 work\n",
        encoding="utf-8",
    )
    plan, _ = bring(campaign, path, mapping={"": {"Phone": "phone"}})
    found = {r["given_name"]: (r["email"], r["phone"], r["notes"]) for r in everything(campaign)}
    assert found == {
        "Ana": ("a@example.org", None, "Phone: call my wife 303-555-0101"),
        "Bea": ("b@example.org", None, "Phone: 303-555-0102 (wrong number)"),
        "Cid": (None, "+13035550103", "Email: cora@example.org (his daughter)\nPhone: shared with wife"),
        "Dot": ("d@example.org", "+13035550104", "Phone: work"),
    }
    assert {p.row for p in plan.problems} == {2, 3, 4, 5}


@pytest.mark.parametrize("heading", ["Notes", "Contact status"])
@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("no calls after 9", "does not want to be contacted"),
        ("text only", "does not want to be contacted"),
        ("please don't share my info with partners", "does not want to be passed on"),
        ("call after 6", None),
        ("wants to share a ride", None),
    ],
)
def test_what_may_be_an_opt_out_is_told(
    campaign: Campaign, tmp_path: Path, heading: str, cell: str, told: str | None
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"First Name,Last Name,Email,{heading}\nAna,Larkin,a@example.org,{cell}\n", encoding="utf-8")
    target = "notes" if heading == "Notes" else "answer"
    plan, _ = bring(campaign, path, mapping={"": {heading: target}})
    assert [(p.column, p.value, (told or "") in p.message) for p in plan.problems] == (
        [(heading, cell, True)] if told else []
    )
    assert not any(everything(campaign)[0][mark] for mark in MARKS)


def test_a_preferred_way_is_no_opt_out(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    rows = ["Ana,Larkin,a@example.org,Text only", "Bo,Lee,b@example.org,email only", "Cy,Fox,c@example.org,Phone"]
    path.write_text("\n".join(["First Name,Last Name,Email,How should we contact you?", *rows]), encoding="utf-8")
    plan, _ = bring(campaign, path, mapping={"": {"How should we contact you?": "contact_preference"}})
    assert [(p.row, p.value, "in no other way" in p.message) for p in plan.problems] == [
        (2, "Text only", True),
        (3, "email only", True),
    ]
    assert [row["contact_preference"] for row in everything(campaign)] == ["text", "email", "call"]
    assert not any(row[mark] for row in everything(campaign) for mark in MARKS)


@pytest.mark.parametrize(
    ("cell", "way"),
    [
        *[
            (c, "text")
            for c in ("TEXT ONLY", "only text", "solo texto", "Sólo mensajes de texto", "just text", "Text, only")
        ],
        *[
            (c, "email")
            for c in ("Email only", "only by email", "E-mail only please", "nothing but email", "solo correo")
        ],
        *[(c, "call") for c in ("phone only", "Strictly phone", "call me only", "solamente por teléfono")],
        *[(c, None) for c in ("Mail", "mail only", "only in person", "Postal mail")],
    ],
)
def test_only_is_kept_beside_a_preferred_way(campaign: Campaign, tmp_path: Path, cell: str, way: str | None) -> None:
    path = tmp_path / "list.csv"
    rows = [f'Ana,Larkin,a@example.org,"{cell}"', "Bo,Lee,b@example.org,Text"]
    path.write_text("\n".join(["First Name,Last Name,Email,Preferred contact method", *rows]), encoding="utf-8")
    plan, _ = bring(campaign, path)
    assert [row["contact_preference"] for row in everything(campaign)] == [way, "text"]
    assert [(p.row, p.value) for p in plan.problems] == [(2, cell)]


@pytest.mark.parametrize("heading", ["EMAIL / PHONE", "Phone or email", "Email/phone"])
@pytest.mark.parametrize(
    "slip", ["kay.dunlevy@exmaple,org", "kay.dunlevy@exmaple", "kay.dunlevy at exmaple", "970-555-02"]
)
def test_one_mistyped_cell_of_addresses_and_numbers_is_told_and_the_others_are_read(
    campaign: Campaign, tmp_path: Path, heading: str, slip: str
) -> None:
    cells = ["alma.r@example.org 970-555-0201", "970 555 0202", "gus.l@example.org", slip, "970-555-0203"]
    names = ["Alma Reinholt", "Ted Boggs", "Gus Lindqvist", "Kay Dunlevy", "Ida Moss"]
    lines = [f'{name},"{cell}",80631' for name, cell in zip(names, cells, strict=True)]
    (tmp_path / "paper.csv").write_text("\n".join([f"NAME,{heading},ZIP", *lines]), encoding="utf-8")
    plan, _ = bring(campaign, tmp_path / "paper.csv")
    assert {r["given_name"]: (r["email"], r["phone"]) for r in everything(campaign)} == {
        "Alma": ("alma.r@example.org", "+19705550201"),
        "Ted": (None, "+19705550202"),
        "Gus": ("gus.l@example.org", None),
        "Kay": (None, None),
        "Ida": (None, "+19705550203"),
    }
    assert [p.row for p in plan.problems if p.value == slip] == [5]
