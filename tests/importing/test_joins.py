"""Whom the rows of lists are joined with, from the list as it is written to what is told of it."""

from pathlib import Path

import pytest

from coordinator.importing.plan import ANY_SHEET
from coordinator.operations import people
from coordinator.people.duplicates import find_duplicates
from coordinator.records.catalog import SIGNUP
from coordinator.store.campaign import Campaign
from tests.builders import bring, edit, everything, undo

ADDRESS = "utley@example.org,303-555-0142"
WITH_DEGREES = ("Jr., M.D.", "Jr, Esq.", "Jr., PhD", "Sr, RN", "III, DDS", "MD Jr", "Jr. M.D.")
IN_LISTS = [
    # headings, then the rows of one or two lists; which of the rows are new people
    ("Nombre,Apellidos", [["Ernesto,Utley Paz", "Ernesto,Utley Paz (hijo)"]], 2),
    ("First name,Last name", [["Ramiro,Paz", "Ramiro (hijo),Paz"]], 2),
    ("Name", [["Ernest Utley", "Ernest Utley (son)"]], 2),
    ("Name", [["Ernest Utley (dad)"], ["Ernest Utley (Junior)"]], 2),
    ("Name", [["Ernest Utley (son)"], ["Ernest Utley Jr."]], 1),
    ("Name", [["Walter Utley Junior"], ["Walter Utley Jr."], ['"Walter Utley, Jr"']], 1),
    ("Name", [["Walter Utley the Third"], ["Walter Utley III"]], 1),
    ("Name", [["Walter Utley the Elder", "Walter Utley the Younger"]], 2),
    ("Name", [["Walter Utley"], ["Walter Utley the Third"]], 2),
    ("First name,Last name", [["Al,Utley Senior", "Al,Utley Junior"], ["Al,Utley Jr."], ["Al,Utley the 2nd"]], 3),
    *(("First name,Last name", [["Al,Utley"], [f'Al,"Utley {suffix}"']], 2) for suffix in WITH_DEGREES),
    *(("First name,Last name,Suffix", [["Al,Utley,"], [f'Al,Utley,"{suffix}"']], 2) for suffix in WITH_DEGREES),
    ("Name", [['"Al Utley Sr., MD"', '"Al Utley Jr., MD"']], 2),
    ("Name", [['"Al Utley Sr., MD"'], ['"Al Utley Jr., MD"']], 2),
    ("Name", [['"Al Utley Jr., MD"'], ["Al Utley Jr."], ['"Al Utley, PhD, Jr."']], 1),
    ("First name,Last name", [["Al,Utley"], ['Al,"Utley, M.D."']], 1),
    ("Name", [["Rodney Utley", '"Rodney ""Junior"" Utley"']], 2),
    ("First name,Middle name,Last name", [["Edwin,,Utley", "Edwin,Jr.,Utley"]], 2),
    ("First name,Preferred name,Last name", [["Edwin,,Utley"], ["Edwin,Junior,Utley"]], 2),
    ("Name", [["Gerald Lusk", "Mrs. Gerald Lusk"]], 2),
    ("Name", [["Mr. Leslie Lusk"], ["Ms. Leslie Lusk"]], 2),
    ("Name", [["Mrs. Leslie Lusk"], ["Ms. Leslie Lusk"]], 1),
    ("Salutation,First name,Last name", [["Mr.,Leslie,Utley"], ["Mrs.,Leslie,Utley"]], 2),
    ("Title,First name,Last name", [["Mrs.,Leslie,Utley"], ["Mrs.,Leslie,Utley"]], 1),
    ("Salutation,Name", [["Mr.,Leslie Utley", "Dr.,Bo Utley", "Dr.,Ana Utley"], ["Mrs.,Leslie Utley"]], 4),
    ("Name,Age group", [["Wilbur Utley,65+", "Bo Utley,", "Ana Utley,"], ["Wilbur Utley,18-29"]], 4),
    ("Name,Age", [["Stella Utley,71", "Stella Utley,44"]], 2),
    ("Name,Age group", [["Wilbur Utley,65+"], ["Wilbur Utley,18-29"]], 2),
    ("Name,Age,Date of birth", [["Lamar Utley,,1955-05-05"], ["Lamar Utley,28,"]], 2),
    ("Name,Age,Signed up", [["Stella Utley,30,2021-02-02", "Stella Utley,35,2026-03-02"]], 1),
]


def lists(folder: Path, headings: str, rows: list[list[str]]) -> list[Path]:
    """Write lists of people with one e-mail and one phone; return their paths."""
    paths = [folder / f"{letter}.csv" for letter in "abc"[: len(rows)]]
    for path, some in zip(paths, rows, strict=True):
        lines = [f"{headings},Email,Phone", *(f"{row},{ADDRESS}" for row in some)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return paths


GO_BY = [
    # first names of one last name at one address, a list each; how many people they are
    (("Ted", "Theodore", "Edward"), 2),
    (("Ted", "Edward", "Theodore"), 2),
    (("Beto", "Alberto", "Roberto"), 2),
    (("Meg", "Meghan", "Margaret"), 2),
    (("Jerry", "Gerald", "Jerome"), 2),
    (("Robert", "Bob", "Rob"), 1),
    (("Margaret", "Peggy", "Maggie"), 1),
    (("Ted", "Theodore", "Ted", "Theodore"), 1),
    (("Jan", "Janet"), 2),
]


@pytest.mark.parametrize(("names", "people"), GO_BY)
def test_no_two_names_are_joined_that_no_list_joins(
    campaign: Campaign, tmp_path: Path, names: tuple[str, ...], people: int
) -> None:
    for number, name in enumerate(names):
        path = tmp_path / f"{number}.csv"
        path.write_text(f"First name,Last name,Email\n{name},Utley,u9@example.org\n", encoding="utf-8")
        bring(campaign, path)
    assert len(everything(campaign)) == people
    with campaign.reading() as connection:
        assert bool(list(find_duplicates(connection))) is (people > 1)


def test_a_third_name_on_a_later_sheet_of_one_workbook_is_asked_about(campaign: Campaign, tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for number, name in enumerate(("Ted", "Theodore", "Edward")):
        sheet = book.create_sheet(f"Day {number}")
        sheet.append(["First name", "Last name", "Email"])
        sheet.append([name, "Utley", "u9@example.org"])
    del book["Sheet"]
    book.save(tmp_path / "days.xlsx")
    bring(campaign, tmp_path / "days.xlsx")
    assert [r["given_name"] for r in everything(campaign)] == ["Ted", "Edward"]


AT = [
    # the first names of two lists, their e-mail, and how many people they are
    ("Ted", "Theodore", "edward.utley@example.org", 2),
    ("Ted", "Edward", "edward.utley@example.org", 1),
    ("Ted", "Theodore", "utley@example.org", 1),
    ("Kate", "Katherine", "kathy@example.org", 1),
    ("Bob", "Robert", "maria@example.org", 1),
    ("A.", "Aaron", "aaron.utley@example.org", 2),
]


@pytest.mark.parametrize(("first", "second", "email", "people"), AT)
def test_an_email_may_say_whose_short_form_it_is(
    campaign: Campaign, tmp_path: Path, first: str, second: str, email: str, people: int
) -> None:
    for number, name in enumerate((first, second)):
        path = tmp_path / f"{number}.csv"
        path.write_text(f"First name,Last name,Email\n{name},Utley,{email}\n", encoding="utf-8")
        bring(campaign, path)
    assert len(everything(campaign)) == people


def test_an_initial_at_an_email_is_asked_about_though_whom_else_it_fits_comes_later(
    campaign: Campaign, tmp_path: Path
) -> None:
    for name in ("Patricia", "P.", "Philip"):
        path = tmp_path / f"{name}.csv"
        row = f"{name},Utley,patricia.utley@example.org,303-555-0142"
        path.write_text(f"First name,Last name,Email,Phone\n{row}\n", encoding="utf-8")
        bring(campaign, path)
    numbers = {row["given_name"]: row["id"] for row in everything(campaign)}
    assert len(numbers) == 3
    with campaign.reading() as connection:
        pairs = [{pair.a, pair.b} for pair in find_duplicates(connection)]
    for name in ("Patricia", "Philip"):
        assert {numbers["P."], numbers[name]} in pairs


OF_A_HOUSE = [
    # who has a phone, and whoever comes with it in a later list: first name, e-mail, birth date; how many people they are
    (["Robert,robert@example.org,", "Carol,carol@example.org,"], "Bob,bob@example.org,", 3),
    (["Robert,robert@example.org,"], "Bob,bob@example.org,", 2),
    (["Robert,robert@example.org,"], "Bob,,", 1),
    (["Robert,robert@example.org,", "Carol,carol@example.org,"], "Bob,,", 2),
    (["Robert,robert@example.org,", "Carol,carol@example.org,"], "Bob,robert@example.org,", 2),
    (["Robert,robert@example.org,", "Carol,carol@example.org,"], "Robert,bob@example.org,", 2),
    (["Robert,robert@example.org,1960-05-05", "Carol,carol@example.org,"], "Bob,bob@example.org,1960-05-05", 3),
]


@pytest.mark.parametrize(("here", "later", "people"), OF_A_HOUSE)
def test_a_short_form_with_an_email_of_its_own_at_the_phone_of_a_house_is_asked_about(
    campaign: Campaign, tmp_path: Path, here: list[str], later: str, people: int
) -> None:
    for number, rows in enumerate((here, [later])):
        path = tmp_path / f"{number}.csv"
        lines = [f"303-555-0142,Utley,{row}\n" for row in rows]
        path.write_text("Phone,Last name,First name,Email,Date of birth\n" + "".join(lines), encoding="utf-8")
        bring(campaign, path)
    assert len(everything(campaign)) == people
    if people > len(here):
        with campaign.reading() as connection:
            pairs = [{pair.a, pair.b} for pair in find_duplicates(connection)]
        numbers = {row["given_name"]: row["id"] for row in everything(campaign)}
        assert {numbers["Robert"], numbers["Bob"]} in pairs


def test_twins_with_two_emails_and_one_phone_are_asked_about(campaign: Campaign, tmp_path: Path) -> None:
    for name in ("Alex", "Alexis"):
        path = tmp_path / f"{name}.csv"
        row = f"{name},Utley,{name.lower()}.u@example.org,303-555-0142,1988-04-17"
        path.write_text(f"First name,Last name,Email,Phone,Date of birth\n{row}\n", encoding="utf-8")
        bring(campaign, path)
    assert len(everything(campaign)) == 2


@pytest.mark.parametrize(("headings", "rows", "people"), IN_LISTS)
def test_who_is_one_person(
    campaign: Campaign, tmp_path: Path, headings: str, rows: list[list[str]], people: int
) -> None:
    for path in lists(tmp_path, headings, rows):
        bring(campaign, path)
    assert len(everything(campaign)) == people


def test_a_list_of_the_same_form_may_name_somebody_else_with_that_name(campaign: Campaign, tmp_path: Path) -> None:
    rows = [["Ana Utley,1950-01-01"], ["Ana Utley,1990-01-01"]]
    first, second = lists(tmp_path, "Name,Date of birth", rows)
    for _ in range(2):
        for path in (first, second):
            bring(campaign, path)
        assert [r["birth_date"] for r in everything(campaign)] == ["1950-01-01", "1990-01-01"]
        assert len(everything(campaign, SIGNUP)) == 2
    edit(campaign, everything(campaign)[0]["id"], birth_date="1951-01-01")
    second.write_text(first.read_text(encoding="utf-8").replace("Utley,", "UTLEY,"), encoding="utf-8")
    bring(campaign, second)
    assert len(everything(campaign)) == 2


def test_who_is_taken_for_the_son_is_told(campaign: Campaign, tmp_path: Path) -> None:
    rows = [["Melvin Utley,", "Melvin Utley Jr.,1990-01-01"], ["Melvin Utley,1990-01-01"], ["Melvin Utley,1990"]]
    plans = [bring(campaign, path)[0] for path in lists(tmp_path, "Name,Date of birth", rows)]
    assert [plan.joined for plan in plans[:1]] == [[]]
    (row,) = plans[1].joined
    assert row.joined is not None
    assert row.joined.sentence == "Melvin Utley is taken for Melvin Utley Jr., found by e-mail"
    assert [(r["suffix"], r["birth_date"]) for r in everything(campaign)] == [
        (None, None),
        ("Jr.", "1990-01-01"),
        (None, "1990"),
    ]


def test_a_name_that_became_the_preferred_one_is_told_and_not_called_lost(campaign: Campaign, tmp_path: Path) -> None:
    headings = "First name,Preferred name,Last name"
    first, second = lists(tmp_path, headings, [["Robert,,Utley"], [",Bobby,Utley"]])
    bring(campaign, first)
    (row,) = bring(campaign, second)[0].joined
    assert row.joined is not None
    assert row.joined.sentence == "Bobby Utley is taken for Robert Utley, found by e-mail"
    assert [r["preferred_name"] for r in everything(campaign)] == ["Bobby"]


IN_FILES_OF_ONE_SOURCE = [
    # headings, then the row of each of two files; how many people they are
    ("Name,Date of birth", "Grace Lind,1961-04-02", "Grace Lind,1990-11-20", 2),
    ("Name,Date of birth", "Grace Lind,", "Grace Lind,1990-11-20", 1),
    ("Name,Birth year,Age", "Grace Lind,1958,", "Grace Lind,,30", 2),
    ("Name,Age", "Mo Font,61", "Mo Font,29", 2),
    ("Name,Age", "Mo Font,61", "Mo Font,62", 1),
    ("Name,Age group", "Mo Font,18-29", "Mo Font,55-64", 2),
    ("Name,Gender", "Jo Abel,Male", "Jo Abel,Female", 2),
    ("Name,Pronouns", "Jo Abel,he/him", "Jo Abel,she/her", 2),
    ("Name,City", "Mrs. John Tandy,Akron", "John Tandy,Akron", 2),
    ("Name,City", "Mrs. John Tandy,Akron", "Mrs. John Tandy,Canton", 1),
    ("Name,Signed up", "Al Font Jr.,2026-03-01", "Al Font,2026-03-01", 2),
    ("Name,Date of birth,Signed up", "Grace Lind,1961-04-02,2026-03-01", "Grace Lind,1990-11-20,2026-03-01", 2),
    (
        "Name,Date of birth,Signed up",
        "Grace Lind,1961-04-02,2026-03-01 10:02",
        "Grace Lind,1961-04-12,2026-03-01 10:02",
        1,
    ),
    ("Submission ID,Name,Date of birth", "s81f2,Grace Lind,1961-04-02", "s81f2,Grace Lind,1990-11-20", 1),
]


@pytest.mark.parametrize(("headings", "first", "second", "people"), IN_FILES_OF_ONE_SOURCE)
def test_two_files_of_one_source_may_name_two_people(
    campaign: Campaign, tmp_path: Path, headings: str, first: str, second: str, people: int
) -> None:
    one, other = lists(tmp_path, headings, [[first], [second]])
    for path in (one, other, one, other):
        bring(campaign, path, source="Births")
    assert len(everything(campaign)) == people
    if people > 1:
        with campaign.reading() as connection:
            assert len(list(find_duplicates(connection))) == 1  # somebody is asked


TOLD_APART = [
    # a heading; what it says of two people of one name
    ("Date of birth", "1970-02-02", "2006-05-05"),
    ("Birth year", "1970", "2006"),
    ("Age", "61", "29"),
    ("Age group", "55-64", "18-29"),
    ("Gender", "F", "M"),
    ("Pronouns", "she/her", "he/him"),
    ("Salutation", "Mr.", "Mrs."),
    ("Middle name", "A.", "B."),
    ("Suffix", "Sr.", "Jr."),
]


def carloses(path: Path, heading: str, *rows: str) -> Path:
    """Write a list of people of one name and e-mail, each with what a heading says, and a city."""
    lines = [f"First name,Last name,Email,{heading},City", *(f"Leslie,Ruiz,ruiz@example.org,{row}" for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(("heading", "one", "other"), TOLD_APART)
def test_a_row_that_no_longer_says_which_of_two_it_is_about_is_asked_about(
    campaign: Campaign, tmp_path: Path, heading: str, one: str, other: str
) -> None:
    path = tmp_path / "list.csv"
    bring(campaign, carloses(path, heading, f"{one},", f"{other},"), source="A")
    plan, _ = bring(campaign, carloses(path, heading, ",Akron"), source="A")
    assert plan.counts.created == 1
    assert [r["city"] for r in everything(campaign)] == [None, None, "Akron"]
    with campaign.reading() as connection:
        asked = {(pair.a, pair.b) for pair in find_duplicates(connection)}
    first, second, third = (r["id"] for r in everything(campaign))
    assert asked >= {(first, third), (second, third)}
    if heading != "Suffix":  # the row's own key is another one
        (told,) = [p.message for p in plan.problems if p.row == 2]
        assert "C-00001-8" in told and "C-00002-6" in told
    before = everything(campaign)
    for rows in ([f"{one},", f"{other},"], [",Akron"], [f"{other},", ",Akron", f"{one},"], [f"{other},"]):
        plan, _ = bring(campaign, carloses(path, heading, *rows), source="A")
        assert plan.counts.unchanged == len(rows), rows
    assert everything(campaign) == before
    plan, _ = bring(campaign, carloses(path, heading, ",Canton", f"{other},Dayton", f"{one},Toledo"), source="A")
    assert plan.counts.updated == 3
    assert [r["city"] for r in everything(campaign)] == ["Toledo", "Dayton", "Canton"]


@pytest.mark.parametrize("sources", ["AA", "AB"])
@pytest.mark.parametrize(
    ("heading", "one", "other"),
    [("Birth year", "1958", "1984"), ("Date of birth", "1958-03-04", "1987-11-20"), ("Birth year", "1990", "1943")],
)
def test_namesakes_at_one_email_a_generation_apart_are_asked_about(
    campaign: Campaign, tmp_path: Path, heading: str, one: str, other: str, sources: str
) -> None:
    for born, source in zip((one, other), sources, strict=True):
        bring(campaign, carloses(tmp_path / "list.csv", heading, f"{born},"), source=source)
    with campaign.reading() as connection:
        (pair,) = find_duplicates(connection)
    assert "a generation apart" in pair.reasons


def test_of_two_whom_nothing_tells_apart_each_keeps_the_place_in_the_list(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    bring(campaign, carloses(path, "Date of birth", ",Akron", ",Akron"), source="A", parted={(ANY_SHEET, 3)})
    assert len(everything(campaign)) == 2
    bring(campaign, carloses(path, "Date of birth", ",Canton", ",Dayton"), source="A")
    assert [r["city"] for r in everything(campaign)] == ["Canton", "Dayton"]
    plan, _ = bring(campaign, carloses(path, "Date of birth", ",Kent"), source="A")
    assert (plan.counts.created, plan.counts.updated) == (1, 0)
    bring(campaign, carloses(path, "Date of birth", "1970-02-02,Canton", "2006-05-05,Dayton", ",Kent"), source="A")
    assert [r["birth_date"] for r in everything(campaign)] == ["1970-02-02", "2006-05-05", None]


def test_a_row_that_lost_what_told_it_from_somebody_of_another_list_is_asked_about(
    campaign: Campaign, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    for source, born in (("A", "1970-02-02,"), ("B", "2006-05-05,")):
        bring(campaign, carloses(path, "Date of birth", born), source=source)
    plan, _ = bring(campaign, carloses(path, "Date of birth", ",Akron"), source="A")
    assert (plan.counts.created, len(everything(campaign))) == (1, 3)
    for number, cells in enumerate(("1970-02-02,", ",Akron")):
        path.write_text(f"Name,Email,Date of birth,City\nAna Roe,ana@example.org,{cells}\n", encoding="utf-8")
        plan, _ = bring(campaign, path, source="A")
        assert plan.counts.updated == number, "nobody else has that name"


def test_a_couple_who_signed_up_on_one_day_stay_two(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    head = "First name,Last name,Email,Signed up,City\n"
    ana, bob = (f"{name},Ruiz,ruiz@example.org,2026-03-01,{{}}\n" for name in ("Ana", "Bob"))
    for rows, here in (
        (ana.format("Akron") + bob.format("Akron"), [("Ana", "Akron"), ("Bob", "Akron")]),
        (bob.format("Akron"), [("Ana", "Akron"), ("Bob", "Akron")]),
        (bob.format("Canton"), [("Ana", "Akron"), ("Bob", "Canton")]),
        (bob.format("Dayton") + ana.format("Toledo"), [("Ana", "Toledo"), ("Bob", "Dayton")]),
        (bob.replace("Bob", "Cal").format("Kent"), [("Ana", "Toledo"), ("Bob", "Dayton"), ("Cal", "Kent")]),
    ):
        path.write_text(head + rows, encoding="utf-8")
        bring(campaign, path, source="A")
        assert [(r["given_name"], r["city"]) for r in everything(campaign)] == here
        assert len(everything(campaign, SIGNUP)) == len(here)


def test_what_a_list_says_of_somebody_comes_after_the_two_are_two_again(campaign: Campaign, tmp_path: Path) -> None:
    rows = ["Sam Lee,s1@example.org,,Dayton", "Ana Roe,a1@example.org,614-555-0101,Akron"]
    path = tmp_path / "list.csv"

    def listed(*rows: str) -> None:
        path.write_text("\n".join(["Name,Email,Phone,City", *rows]) + "\n", encoding="utf-8")
        bring(campaign, path, source="A")

    listed(*rows)
    sam, ana = (r["id"] for r in everything(campaign))
    merged = people.merge(campaign, "Dana", sam, ana)
    listed(rows[0].replace("Dayton", "Toledo"), rows[1].replace("Akron", "Canton"))
    undo(campaign, merged.seq)
    assert {r["given_name"]: r["city"] for r in everything(campaign)} == {"Sam": "Toledo", "Ana": "Akron"}
    for _ in range(2):
        listed(rows[0].replace("Dayton", "Toledo"), rows[1].replace("Akron", "Canton"))
        assert {r["given_name"]: r["city"] for r in everything(campaign)} == {"Sam": "Toledo", "Ana": "Canton"}
    undo(campaign)  # the import
    assert {r["given_name"]: r["city"] for r in everything(campaign)} == {"Sam": "Toledo", "Ana": "Akron"}
