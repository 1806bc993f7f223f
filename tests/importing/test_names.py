"""Names in cells: every word typed is in a field, is left over for the notes, or is told."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.importing.names import read_full_name
from coordinator.importing.readings import CellReading
from coordinator.importing.targets import targets_of
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import PLAIN_HINTS
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything

TARGETS = targets_of(CANDIDATE)
KEYS = {"p": "preferred_name", "pr": "pronouns", "s": "suffix"}


def read(text: object, target: str = "+full_name") -> CellReading:
    return TARGETS[target].read(text, PLAIN_HINTS)


def told(reading: CellReading) -> tuple[Any, ...]:
    beside = {k: reading.values[key] for k, key in KEYS.items() if key in reading.values}
    return reading.values.get("given_name"), reading.values.get("family_name"), beside, reading.leftover


@pytest.mark.parametrize(
    ("text", "first", "last", "beside", "leftover"),
    [
        ("Prince Hallow", "Prince", "Hallow", {}, None),
        ("Royal James Dunn", "Royal James", "Dunn", {}, None),
        ("De Alton Sands", "De Alton", "Sands", {}, None),
        ("Judge Reinhold", "Judge", "Reinhold", {}, None),
        ("Dr. Jane Fox", "Jane", "Fox", {}, "Dr."),
        ("The Hon. Jane Fox", "Jane", "Fox", {}, "The Hon."),
        ("Rev. Dr. Jane Fox", "Jane", "Fox", {}, "Rev. Dr."),
        ("Larkin, Dr. Ana", "Ana", "Larkin", {}, "Dr."),
        ("Mr.", "Mr.", None, {}, None),
        ("Ana Larkin (she/her)", "Ana", "Larkin", {"pr": "she/her"}, None),
        ("Morse, Bea (they/them)", "Bea", "Morse", {"pr": "they/them"}, None),
        ("Cid Nolan, he/him", "Cid", "Nolan", {"pr": "he/him"}, None),
        ("Ana Larkin - she/her", "Ana", "Larkin", {"pr": "she/her"}, None),
        ("Ana Larkin/she/her", "Ana", "Larkin", {"pr": "she/her"}, None),
        ("Ana | she", "Ana", None, {"pr": "she"}, None),
        ("Ana Ruiz (ella)", "Ana", "Ruiz", {"pr": "ella"}, None),
        ("Ruiz, Ella", "Ella", "Ruiz", {}, None),
        ("Li, He", "He", "Li", {}, None),
        ("Dot (Dottie) Owens", "Dot", "Owens", {"p": "Dottie"}, None),
        ('Dorothy "Dottie" Owens', "Dorothy", "Owens", {"p": "Dottie"}, None),
        ("Robert (Bob) Lee", "Robert", "Lee", {"p": "Bob"}, None),
        ("Lee, Robert (Bob)", "Robert", "Lee", {"p": "Bob"}, None),
        ("Ana Larkin (Treasurer)", "Ana", "Larkin", {}, "Treasurer"),
        ("Ana (Treasurer) Larkin", "Ana", "Larkin", {}, "Treasurer"),
        ("Ana Larkin (Denver)", "Ana", "Larkin", {}, "Denver"),
        ("Ana Larkin [moved]", "Ana", "Larkin", {}, "moved"),
        ("Ana Larkin (née Smith)", "Ana", "Larkin", {}, "née Smith"),
        ("Ana Larkin, Treasurer", "Ana", "Larkin", {}, "Treasurer"),
        ("Ana Larkin, Denver", "Ana", "Larkin", {}, "Denver"),
        ("Ana Larkin - Denver", "Ana", "Larkin", {}, "Denver"),
        ("Ana Larkin +1", "Ana", "Larkin", {}, "+1"),
        ("Ana Larkin 303-555-0144", "Ana", "Larkin", {}, "303-555-0144"),
        ("Lee, Bob Jr.", "Bob", "Lee", {"s": "Jr."}, None),
        ("Lee Jr., Bob", "Bob", "Lee", {"s": "Jr."}, None),
        ("Lee, Bob, Jr.", "Bob", "Lee", {"s": "Jr."}, None),
        ("Bob Lee III", "Bob", "Lee", {"s": "III"}, None),
        ("BOB LEE JR", "Bob", "Lee", {"s": "Jr"}, None),
        ("Walter Beck Junior", "Walter", "Beck", {"s": "Junior"}, None),
        ("Walter Beck, Junior", "Walter", "Beck", {"s": "Junior"}, None),
        ("Beck, Walter Junior", "Walter", "Beck", {"s": "Junior"}, None),
        ("VITO SAL SENIOR", "Vito", "Sal", {"s": "Senior"}, None),
        ("Earl Gray the Third", "Earl", "Gray", {"s": "the Third"}, None),
        ("Earl Gray the 3rd", "Earl", "Gray", {"s": "the 3rd"}, None),
        ("Otis Reed the Elder", "Otis", "Reed", {"s": "the Elder"}, None),
        ("Walter Beck Junior, PhD", "Walter", "Beck", {"s": "Junior, PhD"}, None),
        ("Juan Pérez hijo", "Juan", "Pérez", {"s": "hijo"}, None),
        ("Anna Senior", "Anna", "Senior", {}, None),
        ("Dr. Anna Senior", "Anna", "Senior", {}, "Dr."),
        ("Junior Silva", "Junior", "Silva", {}, None),
        ("Silva, Junior", "Junior", "Silva", {}, None),
        ("Jane Fox, PhD, MPA", "Jane", "Fox", {"s": "PhD, MPA"}, None),
        ("Jane Fox M.D.", "Jane", "Fox", {"s": "M.D."}, None),
        ("LEE, BOB", "Bob", "Lee", {}, None),
        ("ALVAREZ, Esther", "Esther", "Alvarez", {}, None),
        ("RON MCDONALD", "Ron", "McDonald", {}, None),
        ("sean o'brien", "Sean", "O'Brien", {}, None),
        ("DeShawn McDonald", "DeShawn", "McDonald", {}, None),
        ("de la Cruz, Maria", "Maria", "de la Cruz", {}, None),
        ("Cruz, Maria de la", "Maria", "de la Cruz", {}, None),
        ("Garcia Lopez, Maria", "Maria", "Garcia Lopez", {}, None),
        ("Van Dyke, Noor", "Noor", "Van Dyke", {}, None),
        ("María del Carmen Ruiz", "María del Carmen", "Ruiz", {}, None),
        ("Juan de la Cruz Perez", "Juan", "de la Cruz Perez", {}, None),
        ("Santiago Ramón y Cajal", "Santiago", "Ramón y Cajal", {}, None),
        ("Bo Mac Donald", "Bo", "Mac Donald", {}, None),
        ("Lucia St. James", "Lucia", "St. James", {}, None),
        ("Van Nguyen", "Van", "Nguyen", {}, None),
        ("Omar al-Hassan", "Omar", "al-Hassan", {}, None),
        ("TJ SMITH", "TJ", "Smith", {}, None),
        ("TRAN NG", "Tran", "Ng", {}, None),
        ("Ana Larkin (she her hers)", "Ana", "Larkin", {"pr": "she her hers"}, None),
        ("Ana Larkin <ana@example.org>", "Ana", "Larkin", {}, "ana@example.org"),
        ("Elena (Ella) Ruiz", "Elena", "Ruiz", {"p": "Ella"}, None),
        ("Jo Fox née Hale", "Jo", "Fox", {}, "née Hale"),
        ("Pat Moss plus one", "Pat", "Moss", {}, "plus one"),
        ("Pat Moss, plus one", "Pat", "Moss", {}, "plus one"),
        ("Pat Moss & guest", "Pat", "Moss", {}, "& guest"),
        ("Pat Moss + 2 guests", "Pat", "Moss", {}, "+ 2 guests"),
        ("Pat Moss with a guest", "Pat", "Moss", {}, "with a guest"),
        ("Ana Ruiz y esposo", "Ana", "Ruiz", {}, "y esposo"),
        ("Mary Guest", "Mary", "Guest", {}, None),
        ("Pat One", "Pat", "One", {}, None),
        ("Jo Fox, fka Jo Hale", "Jo", "Fox", {}, "fka Jo Hale"),
        ("Cher", "Cher", None, {}, None),
        ("李小龙", "李小龙", None, {}, None),
        ("Пётр Иванов", "Пётр", "Иванов", {}, None),
        ("مريم", "مريم", None, {}, None),
        ("Ana Null", "Ana", "Null", {}, None),
        ("NULL", None, None, {}, None),
    ],
)
def test_full_names(text: str, first: str | None, last: str | None, beside: dict[str, str], leftover: str) -> None:
    assert told(read(text)) == (first, last, beside, leftover)
    assert read(text).problems == ()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Jane & Bob Lee", "Jane & Bob", "Lee"),
        ("Jane and Bob Lee", "Jane and Bob", "Lee"),
        ("Ana y Omar Larkin", "Ana y Omar", "Larkin"),
        ("Mr. & Mrs. Bob Larkin", "Mr. & Mrs. Bob", "Larkin"),
        ("Mr. and Mrs. Lee", "Mr. and Mrs.", "Lee"),
        ("Ana Morse / Bo Hale", "Ana Morse / Bo Hale", None),
        ("Ana Morse y Bo Hale", "Ana Morse y Bo Hale", None),
        ("Ana Morse\nBo Hale", "Ana Morse / Bo Hale", None),
        ("Rita/Ron", "Rita/Ron", None),
        ("The Riveras", None, "The Riveras"),
        ("The Lee Family", None, "The Lee Family"),
        ("Lee Household", None, "Lee Household"),
    ],
)
def test_two_people_in_one_cell_are_told_and_kept_whole(text: str, first: str | None, last: str | None) -> None:
    reading = read(text)
    assert (reading.values.get("given_name"), reading.values.get("family_name")) == (first, last)
    assert len(reading.problems) == 1
    assert "more than one person" in reading.problems[0]


@pytest.mark.parametrize("text", ["City Garden Club", "Acme, Inc."])
def test_an_organization_is_told_and_kept_whole(text: str) -> None:
    assert read(text).values == {"family_name": text}
    assert text in read(text).problems[0]


@pytest.mark.parametrize("text", ["ana@example.org", "303-555-0144", "12345", "anonymous", "(illegible)"])
def test_what_is_no_name_is_told(text: str) -> None:
    assert text in read(text).problems[0]
    assert not read(text).values


@pytest.mark.parametrize(
    ("text", "first", "beside", "leftover"),
    [
        ("Dot (Dottie)", "Dot", {"p": "Dottie"}, None),
        ('Robert "Bob"', "Robert", {"p": "Bob"}, None),
        ("Ana (she/her)", "Ana", {"pr": "she/her"}, None),
        ("Ana (Denver)", "Ana", {}, "Denver"),
        ("William (Trey)", "William", {"p": "Trey"}, None),
        ("William (Mary)", "William", {}, "Mary"),
        ("Dr. Jane", "Jane", {}, "Dr."),
        ("Bob Jr.", "Bob", {"s": "Jr."}, None),
        ("Bob Junior", "Bob", {"s": "Junior"}, None),
        ("Junior", "Junior", {}, None),
        ("MARY JO", "Mary Jo", {}, None),
        ("R.", "R.", {}, None),
        ("NULL", None, {}, None),
    ],
)
def test_first_names(text: str, first: str | None, beside: dict[str, str], leftover: str | None) -> None:
    assert told(read(text, "given_name")) == (first, None, beside, leftover)


@pytest.mark.parametrize(
    ("text", "last", "beside", "leftover"),
    [
        ("Tucker Jr.", "Tucker", {"s": "Jr."}, None),
        ("Fox, PhD", "Fox", {"s": "PhD"}, None),
        ("Moss Senior", "Moss", {"s": "Senior"}, None),
        ("Gray the Third", "Gray", {"s": "the Third"}, None),
        ("Senior", "Senior", {}, None),
        ("Larkin (she/her)", "Larkin", {"pr": "she/her"}, None),
        ("Smith (née Jones)", "Smith", {}, "née Jones"),
        ("Null", "Null", {}, None),
        ("None", "None", {}, None),
        ("NULL", None, {}, None),
        ("DE LA CRUZ", "de la Cruz", {}, None),
    ],
)
def test_last_names(text: str, last: str | None, beside: dict[str, str], leftover: str | None) -> None:
    assert told(read(text, "family_name")) == (None, last, beside, leftover)


def test_two_first_names_in_one_cell_are_told() -> None:
    assert read("Jane & Bob", "given_name").values == {"given_name": "Jane & Bob"}
    assert read("Jane & Bob", "given_name").problems


PIECES = st.sampled_from(
    "Ana Bo Larkin Dunn Lee Royal Prince de la van y Mary O'Brien Nguyễn 李小龙 Пётр Null Jr. III PhD MD, Dr. Mrs. Hon. "
    'the and & / - | + ( ) [ ] " \' , ; she/her they/them (she/her) (Bob) (Treasurer) "Dottie" aka Family Riveras he '
    "ANA larkin 2 +1 ana@example.org 303-555-0144 Denver , née pronouns".split()
)
WORD = re.compile(r"\w+")


def words(text: str) -> Counter[str]:
    return Counter(WORD.findall(text.casefold()))


@pytest.mark.parametrize("target", ["+full_name", "given_name", "family_name"])
def test_no_word_of_a_name_is_lost(target: str) -> None:
    @given(st.lists(PIECES, min_size=1, max_size=7), st.sampled_from([" ", " ", "\n", ""]))
    def check(pieces: list[str], between: str) -> None:
        text = between.join(pieces)
        reading = read(text, target)
        kept = words(" ".join([*map(str, reading.values.values()), reading.leftover or ""]))
        missing = words(text) - kept
        nobody = text.strip(" ,;").lower() in {"null", "-", "/"}
        assert not missing or nobody or missing <= words(" ".join(reading.problems)), (reading, missing)

    check()


def people(campaign: Campaign) -> dict[str, tuple[str | None, str | None]]:
    return {r["email"]: (r["given_name"], r["family_name"]) for r in everything(campaign)}


def test_names_that_look_like_titles(campaign: Campaign) -> None:
    bring(campaign, "inputs/cells/04-names-that-are-titles.csv")
    assert list(people(campaign).values()) == [
        ("Prince", "Hallow"),
        ("King", "Ricely"),
        ("Royal James", "Dunn"),
        ("Marquis Cole", "Byrd"),
        ("De Alton", "Sands"),
        ("Jane", "Fox"),
    ]
    assert [r["notes"] for r in everything(campaign)][4:] == [None, "Name: Dr."], "a title is kept"


def test_pronouns_beside_a_name(campaign: Campaign) -> None:
    bring(campaign, "inputs/cells/05-name-with-pronouns.csv")
    found = [(r["given_name"], r["family_name"], r["pronouns"], r["preferred_name"]) for r in everything(campaign)]
    assert found == [
        ("Ana", "Larkin", "she/her", None),
        ("Bea", "Morse", "they/them", None),
        ("Cid", "Nolan", "he/him", None),
        ("Dot", "Owens", None, "Dottie"),
    ]


@pytest.mark.parametrize("name", ["23-two-in-one-name.csv", "23b-two-in-one-name.csv"])
def test_two_people_in_one_name_are_told_row_by_row(campaign: Campaign, name: str) -> None:
    _, result = bring(campaign, f"inputs/cells/{name}")
    rows = everything(campaign)
    assert [p.row for p in result.problems] == [n + 2 for n in range(len(rows))]
    for problem, row in zip(result.problems, rows, strict=True):
        assert words(problem.value) == words(f"{row['given_name'] or ''} {row['family_name'] or ''}")


def test_what_stands_beside_a_name_is_kept_in_the_notes(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    lines = [
        "Name,Email",
        "Rev. Ana Larkin (Treasurer),a@example.org",
        '"Bo Lee, PhD (she/her) - Denver",b@example.org',
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    _, result = bring(campaign, path, mapping={"people.csv": {"Name": "+full_name"}})
    found = everything(campaign)
    assert [(r["given_name"], r["family_name"]) for r in found] == [("Ana", "Larkin"), ("Bo", "Lee")]
    assert [r["notes"] for r in found] == ["Name: Rev.; Treasurer", "Name: Denver"]
    assert (found[1]["suffix"], found[1]["pronouns"]) == ("PhD", "she/her")
    assert [(p.row, p.value) for p in result.problems] == [(2, "Rev.; Treasurer"), (3, "Denver")]


@pytest.mark.parametrize(
    ("heading", "cell", "first", "last"),
    [
        ("Full name (First, Last)", "Ana, Larkin", "Ana", "Larkin"),
        ("Full name (First, Last)", "Larkin, Ana", "Ana", "Larkin"),
        ("First, Last", "Bea, Morse Jr.", "Bea", "Morse"),
        ("First and last name", "Larkin, Ana", "Ana", "Larkin"),
        ("Name (Last First)", "Nolan Cid", "Cid", "Nolan"),
        ("Name (Last First)", "Larkin Ana", "Ana", "Larkin"),
        ("Last, First", "Larkin, Ana", "Ana", "Larkin"),
        ("Last, First", "Ana Larkin", "Ana", "Larkin"),
        ("Last name first name", "Van Dyke Mary Ann", "Mary Ann", "Van Dyke"),
        ("Apellido y nombre", "Morse López Ana", "Ana", "Morse López"),
    ],
)
def test_a_heading_says_the_order_of_a_name(
    campaign: Campaign, tmp_path: Path, heading: str, cell: str, first: str, last: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f'"{heading}",Email\n"{cell}",a@example.org\n', encoding="utf-8")
    bring(campaign, path)
    (person,) = everything(campaign)
    assert (person["given_name"], person["family_name"]) == (first, last)


def test_what_stands_in_place_of_a_name_or_beside_it() -> None:
    assert read("see below").problems == ("“see below” is no name. Write a first and a last name.",)
    assert told(read("See Xiong"))[:2] == ("See", "Xiong")
    assert told(read("Pam Beck x2")) == ("Pam", "Beck", {}, "x2")
    assert "more than one person" in read("Eli Pratt with Fran Pratt").problems[0]
    assert "somebody who died" in read("Estate of Ora Zane").problems[0]
    assert read("Estate of Ora Zane").values == {"given_name": "Estate of Ora Zane"}
    assert told(read("Dot Owens d@example.org", "given_name")) == ("Dot Owens", None, {}, "d@example.org")
    assert told(read("Owens 303-555-0101", "family_name")) == (None, "Owens", {}, "303-555-0101")


def test_words_for_nothing_are_nobody(campaign: Campaign) -> None:
    bring(campaign, "inputs/files/null_words.csv")
    assert people(campaign) == {"ann.lee@example.org": ("Ann", "Lee"), "bob.kim@example.org": (None, None)}


def test_null_is_a_last_name_only_beside_a_first_name(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("First name,Last name,Email\nAna,Null,a@example.org\nNone,None,b@example.org\n", encoding="utf-8")
    bring(campaign, path)
    assert people(campaign) == {"a@example.org": ("Ana", "Null"), "b@example.org": (None, None)}


def test_a_middle_name_of_its_own_column_is_kept(campaign: Campaign) -> None:
    plan, _ = bring(campaign, "inputs/files/middle.csv")
    assert [(p.row, p.column, p.value) for p in plan.problems] == [(4, "Middle Name", "Mary Jo")]
    found = [(r["given_name"], r["middle_name"], r["family_name"]) for r in everything(campaign)]
    assert found == [("Ann", "Quincy", "Lee"), ("Bob", None, "Kim"), ("Mary Jo", None, "Poe")]


def test_a_middle_name_beside_a_first_name(campaign: Campaign) -> None:
    bring(campaign, "inputs/cells/07-some-other-name.csv")
    assert everything(campaign)[0]["middle_name"] == "Maria"


def test_a_company_gives_nobody_a_suffix(campaign: Campaign) -> None:
    bring(campaign, "inputs/files/company_name.csv")
    assert people(campaign)["ann.lee@example.org"] == ("Ann", "Lee")
    assert everything(campaign)[0]["suffix"] is None
    assert people(campaign)["info@example.org"] == (None, None)


@pytest.mark.parametrize(
    ("cell", "name", "leftover", "told"),
    [
        ("Bo Lee +guest", ("Bo", "Lee"), "+guest", False),
        ("Bo Lee*", ("Bo", "Lee"), None, False),
        ("**Bo Lee**", ("Bo", "Lee"), None, False),
        ("Bo Lee, Ann Fox", ("Bo Lee, Ann Fox", None), None, True),
        ("Garcia Lopez, Ana Maria", ("Ana Maria", "Garcia Lopez"), None, False),
        ("Ruiz Gómez, José Luis", ("José Luis", "Ruiz Gómez"), None, False),
        ("Friends of Bo Lee", (None, "Friends of Bo Lee"), None, True),
        ("Committee to Elect Bo Lee", (None, "Committee to Elect Bo Lee"), None, True),
    ],
)
def test_more_than_a_name(cell: str, name: tuple[str | None, ...], leftover: str | None, told: bool) -> None:
    found = read_full_name(cell, PLAIN_HINTS)
    assert (found.values.get("given_name"), found.values.get("family_name")) == name
    assert (found.leftover, bool(found.problems)) == (leftover, told)


def test_who_died_is_not_written_to_where_a_name_says_so(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    rows = ("Bo Lee (deceased),b@example.org", "Ann Fox - DO NOT CALL,a@example.org", "Cy Rip,c@example.org")
    path.write_text("\n".join(["Name,Email", *rows]), encoding="utf-8")
    bring(campaign, path)
    marks = ("do_not_contact", "do_not_call")
    found = {r["given_name"]: {mark for mark in marks if r[mark]} for r in everything(campaign)}
    assert found == {"Bo": {"do_not_contact"}, "Ann": {"do_not_call"}, "Cy": set()}


def test_a_middle_name_that_says_there_is_none(campaign: Campaign, tmp_path: Path) -> None:
    cells = ["None", "(none)", "NMN", "n.a.", "?", "no middle name", "Na", "Q.", "maría"]
    rows = [f"Ana,{cell},Larkin,a{n}@example.org" for n, cell in enumerate(cells)]
    path = tmp_path / "people.csv"
    path.write_text("\n".join(["First Name,Middle Name,Last Name,Email", *rows]), encoding="utf-8")
    plan, _ = bring(campaign, path)
    assert [p for p in plan.problems if p.column == "Middle Name"] == []
    found = [r["middle_name"] for r in sorted(everything(campaign), key=lambda row: row["email"])]
    assert found == [None, None, None, None, None, None, "Na", "Q.", "María"]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Brandvold, Estelle M.", ("Estelle", "M.", "Brandvold")),
        ("Wm. P. Hagen Sr.", ("Wm.", "P.", "Hagen")),
        ("Mary J Doe", ("Mary", "J", "Doe")),
        ("George H. W. Bush", ("George", "H. W.", "Bush")),
        ("María José R. Núñez", ("María José", "R.", "Núñez")),
        ("doe, jane q", ("Jane", "Q", "Doe")),
        ("J. R. Smith", ("J. R.", None, "Smith")),
        ("A. Philip Randolph", ("A. Philip", None, "Randolph")),
        ("Luz de la O", ("Luz", None, "de la O")),
    ],
)
def test_initials_behind_a_first_name_are_the_middle_name(
    campaign: Campaign, tmp_path: Path, cell: str, names: tuple[str | None, ...]
) -> None:
    path = tmp_path / "petition.csv"
    path.write_text(f'Printed name,Email\n"{cell}",one@example.org\n', encoding="utf-8")
    plan, _ = bring(campaign, path)
    (person,) = everything(campaign)
    assert tuple(person[key] for key in ("given_name", "middle_name", "family_name")) == names
    assert plan.problems == []


def test_an_initial_in_the_full_name_gives_way_to_the_middle_name(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Full name,Middle name,Email\nAna M. Bell,Maria,ana@example.org\n", encoding="utf-8")
    plan, _ = bring(campaign, path)
    assert [p["middle_name"] for p in everything(campaign)] == ["Maria"]
    assert plan.problems == []


@pytest.mark.parametrize("text", ["Ms Prisca", "Mrs. Larkin", "Dr. Quill", "Sra. Carmen", "Miss Ruth", "Sr. López"])
def test_one_word_behind_a_title_is_told(text: str) -> None:
    found = read_full_name(text, PLAIN_HINTS)
    assert found.values == {"family_name": text.split()[1]}
    assert ["may be a first name" in told for told in found.problems] == [True]


@pytest.mark.parametrize(
    ("text", "given", "family", "preferred", "suffix"),
    [
        ("Bev (Beverly) Stroud", "Beverly", "Stroud", "Bev", None),
        ("Bob (Robert) Lee", "Robert", "Lee", "Bob", None),
        ("Robert (Bob) Lee", "Robert", "Lee", "Bob", None),
        ("Kim (Kimmy) Lee", "Kim", "Lee", "Kimmy", None),
        ("Hal Jr. Weeks", "Hal", "Weeks", None, "Jr."),
        ("Ana II Vega", "Ana", "Vega", None, "II"),
    ],
)
def test_the_whole_name_is_the_first_name_and_a_generation_may_stand_inside(
    text: str, given: str, family: str, preferred: str | None, suffix: str | None
) -> None:
    values = read_full_name(text, PLAIN_HINTS).values
    found = tuple(values.get(key) for key in ("given_name", "family_name", "preferred_name", "suffix"))
    assert found == (given, family, preferred, suffix)


@pytest.mark.parametrize(
    "text", ["Guest of Pat Moss", "Pat Moss's guest", "+1 of Lou Bell", "Plus one of Lou Bell", "Invitada de Ana Ruiz"]
)
def test_whom_somebody_brings_is_not_named(text: str) -> None:
    reading = read(text)
    assert reading.values == {"given_name": text}
    assert "names somebody by another person" in reading.problems[0]


@pytest.mark.parametrize("text", ["Jane & Bob Guest", "Moss & Friends", "Jo Fox and Ann Date"])
def test_a_last_name_that_is_a_word_for_company_names_two(text: str) -> None:
    assert "names more than one person" in read(text).problems[0]
