"""The table on a sheet: its header in one row or two, its rows, and what is told as left out."""

import pytest

from coordinator.workbooks import find_table, header_below, part, stacked, turned
from coordinator.workbooks.book import Sheet
from coordinator.workbooks.tables import Table

KNOWN = {"first name", "last name", "name", "e-mail", "email", "phone", "city", "state", "zip"}


def known(text: str) -> bool:
    return text.casefold() in KNOWN


def sheet(text: str, merged: tuple[tuple[int, int, int, int], ...] = ()) -> Sheet:
    rows = [[cell.strip() or None for cell in line.split("|")] for line in text.strip("\n").split("\n")]
    return Sheet("List", [[*row] for row in rows], merged=merged)


def table(text: str, merged: tuple[tuple[int, int, int, int], ...] = ()) -> Table:
    return find_table(sheet(text, merged))


def cells(found: Table) -> list[list[object]]:
    return [list(row.cells) for row in found.rows]


def test_a_header_that_comes_again_is_told() -> None:
    found = table("First name|Email|City\nAna|a@example.org|Reno\nFIRST NAME|email|City\nBea|b@example.org|Boise")
    assert found.skipped == [(3, "the header again", "FIRST NAME | email | City")]
    assert [row.number for row in found.rows] == [2, 4]


def test_a_header_of_two_rows_that_comes_again_is_told() -> None:
    text = "Name|Email|Yard sign?||City\n|||Home|Work|\nAna|a@example.org|x||Reno\nBea|b@example.org||x|Elko\n"
    text = text.replace("\n|||Home|Work|", "\n||Home|Work|")
    joined = table(text + "Name|Email|Yard sign?: Home|Yard sign?: Work|City\nCid|c@example.org|||Reno")
    assert joined.header == ["Name", "Email", "Yard sign?: Home", "Yard sign?: Work", "City"]
    assert [(number, why) for number, why, _ in joined.skipped] == [(5, "the header again")]
    printed = table(text + text)
    assert [number for number, why, _ in printed.skipped if why == "the header again"] == [5, 6]
    assert [row.number for row in printed.rows] == [3, 4, 7, 8]


def test_two_columns_called_alike_behind_a_blank_one_are_no_table_of_their_own() -> None:
    text = "Name|Email|City|State||Email|Name|ZIP|Phone|Notes\nAna|a@example.org|Reno|NV||ana@example.org|A|89501|1|x"
    assert len(part(sheet(text), known)) == 1


def test_a_list_printed_page_by_page_is_one_table() -> None:
    page = "First name|Email|City\nAna|a@example.org|Reno\n||\n"
    parts = part(sheet(page + page), known)
    assert len(parts) == 1
    assert [row.number for row in find_table(parts[0]).rows] == [2, 5]


@pytest.mark.parametrize("gap", ["", "||\n"])
def test_a_second_header_in_another_order_begins_a_table(gap: str) -> None:
    text = f"Email|Name|Phone\na@example.org|Ana|303-555-0101\n{gap}Name|Phone|Email\nBea|303-555-0102|b@example.org"
    first, second = part(sheet(text), known)
    assert find_table(first).header == ["Email", "Name", "Phone"]
    assert find_table(second).header == ["Name", "Phone", "Email"]
    assert cells(find_table(second)) == [["Bea", "303-555-0102", "b@example.org"]]


@pytest.mark.parametrize(
    "facts",
    [
        "Event:|Candidate school\nDate:|03/21/2025\nPlace:|Reno\n\nGuest list",
        "Topic|Webinar|Began|Minutes|Guests|Left\nRun for office|77|03/21/2025|61|9|0",
    ],
)
def test_facts_above_a_list_are_not_its_header(facts: str) -> None:
    whole = sheet(f"{facts}\nFirst name|Last name|E-mail|City\nAna|Larkin|a@example.org|Reno\nBea|Morse|b@example.org|")
    taken = find_table(whole)
    row = header_below(whole, taken.header, taken.header_rows[1], known)
    assert row is not None
    found = find_table(whole, row)
    assert found.header == ["First name", "Last name", "E-mail", "City"]
    assert [text for _, why, text in found.skipped if why == "above the header"][0] in facts.replace("|", " | ")


def test_a_known_header_stays_the_header() -> None:
    whole = sheet("First name|Last name|E-mail\nName|City|State\nAna|Larkin|a@example.org")
    assert header_below(whole, ["First name", "Last name", "E-mail"], 1, known) is None


def test_a_person_called_like_a_heading_is_a_person() -> None:
    found = table("Name|Email\nName|name@example.org\nState|s@example.org")
    assert len(found.rows) == 2
    assert found.skipped == []


@pytest.mark.parametrize("heading", ["Contact @ home", "@handle", "E-mail (such as name@example.org)", "Twitter @"])
def test_a_heading_with_an_at_sign(heading: str) -> None:
    assert table(f"First name|{heading}|City\nAna|x|Reno").header == ["First name", heading, "City"]


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("ana@example.org|303-555-0142\nb@example.org|1", 2),
        ("Ana|Ana Lee <ana@example.org>\nBea|b@example.org", 2),
        ("Ana Lind|ana@example.org|303-555-0101|Denver|CO\nBo Kim|bo@example.org|775-555-0102|Reno|NV", 5),
        ("Lind|Ana|Denver|CO\nKim|Bo|Reno|NV\nFox|Cy|Elko|", 4),
        ("Ana|2025-03-01\nBo|2025-03-08", 2),
        ("Ana|https://example.org/a\nBo|https://example.org/b", 2),
        ("||\nAna|80202|\nBo|89501|", 2),
        ("ana@example.org", 1),
    ],
)
def test_a_list_without_a_header(text: str, width: int) -> None:
    found = table(text)
    assert found.header == [f"Column {letter}" for letter in "ABCDE"[:width]]
    assert "|".join(str(c or "") for c in found.rows[0].cells) in text
    assert len(found.rows) + found.rows[0].number == len(text.split("\n")) + 1
    assert "has no headings" in found.notes[0]
    assert found.skipped == []


@pytest.mark.parametrize(
    "text",
    [
        "Name|2025-03-01|2025-03-08\nAna|x|\nBea||x",
        "Name|ID|CO\nAna|7|Acme\nBea|8|Bolt",
        "Name|2024|2025\nAna|3|5\nBea|4|6",
        "Dee Poe|dee@example.org\nName|E-mail\nAna|ana@example.org\nBea|bea@example.org\nCid|cid@example.org",
    ],
)
def test_headings_that_look_like_values(text: str) -> None:
    assert table(text).header[0] == "Name"


def test_somebody_says_that_there_is_no_header() -> None:
    found = find_table(sheet("Ana Lind|Reno\nBo Kim|Elko"), header_row=0)
    assert (found.header, [row.number for row in found.rows]) == (["Column A", "Column B"], [1, 2])


PEOPLE = "Ana|ana@example.org|Reno|303-555-0142\nBea|bea@example.org|Elko|303-555-0143"


@pytest.mark.parametrize(
    ("above", "header"),
    [
        ("Sign ups|||Town", ["Sign ups", "Column B", "Column C", "Town"]),
        ("|E-mail||", ["Column A", "E-mail", "Column C", "Column D"]),
        ("Name||?|", ["Name", "Column B", "?", "Column D"]),
        ("Name|||!!", ["Name", "Column B", "Column C", "!!"]),
        ("x|@|$$|tel?", ["x", "@", "$$", "tel?"]),
        ("A|B|C|D\nName|E-mail|City|Phone", ["Name", "E-mail", "City", "Phone"]),
        ("Event:|Town hall||\nDate:|5/3/2026||\n|||\nName|E-mail|City|Phone", ["Name", "E-mail", "City", "Phone"]),
        ("Host|Dee Poe||\nName|E-mail|City|Phone", ["Name", "E-mail", "City", "Phone"]),
        ("Person||Where|\nName|E-mail|City|Phone", ["Person: Name", "Person: E-mail", "Where: City", "Where: Phone"]),
    ],
)
def test_a_header_with_gaps_or_lines_above_it(above: str, header: list[str]) -> None:
    found = table(f"{above}\n{PEOPLE}")
    assert found.header == header
    assert [row.cells[0] for row in found.rows] == ["Ana", "Bea"]


@pytest.mark.parametrize("title", ["My list", "Volunteers 2026", "Please call everybody by Friday"])
def test_a_title_over_a_narrow_table(title: str) -> None:
    assert table(f"{title}\nE-mail\na@example.org\nb@example.org").header == ["E-mail"]
    found = table(f"{title}|\nName|Phone\nAna|303-555-0142")
    assert (found.header, found.skipped) == (["Name", "Phone"], [(1, "above the header", title)])


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("(first and last)|(required)|(where you live)|[optional]", "what to write into the columns"),
        ("text|e-mail|text|phone", "what to write into the columns"),
        ("Response|Response|Open-Ended Response|Response", "what to write into the columns"),
        ("Example: Jane Doe|jane@example.org|Denver|555-0100", "what to write into the columns"),
        ("-----|-----|-----|-----", "a line"),
        ("NAME:|Email:|City *|Phone", "the header again"),
    ],
)
def test_rows_under_the_header_that_are_nobody_are_told(row: str, why: str) -> None:
    found = table(f"Name|E-mail|City|Phone\n{row}\n{PEOPLE}")
    assert [(number, reason) for number, reason, _ in found.skipped] == [(2, why)]
    assert len(found.rows) == 2


def test_a_first_person_without_address_is_no_hint() -> None:
    found = table("Name|E-mail|City\nAna (friend of Bo)|none|Reno\nBea|bea@example.org|Elko")
    assert len(found.rows) == 2


@pytest.mark.parametrize(
    "line",
    [
        "DENVER COUNTY", "— Volunteers —", "*** Table 2 ***", "Volunteers", "Ward 3", "Saturday, March 7", "3/7/2026",
        "Precinct 12:", "Boulder", "Northern region (12)", "[late arrivals]", "Condado de Clark",
    ],
)  # fmt: skip
@pytest.mark.parametrize("header", ["Name|E-mail|City", "First name|E-mail|City"])
def test_a_line_between_the_records_is_told(line: str, header: str) -> None:
    names = ("Ana Lind", "Bo Kim", "Cy Fox") if header.startswith("Name") else ("Ana", "Bo", "Cy")
    rows = [f"{name}|{name[:2].strip()}@example.org|Reno" for name in names]
    if header.startswith("Name") or line != "Boulder":
        middle = table("\n".join([header, rows[0], line, *rows[1:]]))
        assert middle.skipped == [(3, "a line between the records", line)]
    first = table("\n".join([header, line, *rows]))
    assert first.skipped == [(2, "a line between the records", line)]
    assert len(first.rows) == 3


@pytest.mark.parametrize("cells", ["Cher Poe", "|cher@example.org", "||303-555-0142", "cher@example.org", "7"])
def test_a_record_with_one_cell_between_others_is_one(cells: str) -> None:
    people = "Ana Lind|ana@example.org|303-555-0101|Reno\n"
    found = table(f"Name|E-mail|Phone|City\n{people}{cells}\n{people}")
    assert [row.number for row in found.rows] == [2, 3, 4]


def test_a_title_over_each_part_of_a_list_and_remarks_are_told() -> None:
    found = table("Volunteers|\nName|E-mail\nAna|ana@example.org\n|\nHosts|\nName|E-mail\nBo|bo@example.org")
    assert found.skipped == [
        (1, "above the header", "Volunteers"),
        (5, "a line between the records", "Hosts"),
        (6, "the header again", "Name | E-mail"),
    ]
    found = table(
        f"Name|E-mail|City|Phone\nDENVER COUNTY|||12 people\n{PEOPLE}\nSource: the clerk|2026||\n||Exported by Dee|"
    )
    assert [(number, why) for number, why, _ in found.skipped] == [
        (2, "a line between the records"),
        (5, "a remark"),
        (6, "below the records"),
    ]


def test_words_after_a_blank_row_are_no_records() -> None:
    found = table(f"Name|E-mail|City|Phone\n{PEOPLE}\n|||\nPlease bring|a pen||\nThank you|Dee||")
    assert [(number, why) for number, why, _ in found.skipped] == [(5, "below the records"), (6, "below the records")]
    assert len(table(f"Name|E-mail|City|Phone\n{PEOPLE}\n|||\nCid|cid@example.org||").rows) == 3
    assert len(table(f"Name|E-mail|City|Phone\n{PEOPLE}\nCid||Reno|").rows) == 3


def test_a_title_over_a_list_without_a_header() -> None:
    found = table(f"Friends of Dee|||\n{PEOPLE}")
    assert (found.header[0], found.skipped) == ("Column A", [(1, "above the header", "Friends of Dee")])
    assert [row.number for row in found.rows] == [2, 3]


def test_a_merged_header_over_words() -> None:
    merged = ((1, 0, 1, 1), (1, 2, 1, 3))
    found = table("Person||Home|\nFirst|Last|City|State\nAna|Lind|Reno|NV\nBo|Kim|Elko|NV", merged)
    assert found.header == ["Person: First", "Person: Last", "Home: City", "Home: State"]
    assert table("Name||Town\nAna|Lind|Reno\nBo|Kim|Elko", ((1, 0, 1, 1),)).rows[0].number == 2


def test_a_record_with_two_addresses_is_no_header() -> None:
    row = "NULL|ana@example.org / a.lee@example.org|no|yes"
    found = table(f"Your name|mail||Friday?\n||Home|\n{row}\nBea|bea@example.org|no calls|Water\nCid||N|x")
    assert [row.number for row in found.rows] == [3, 4, 5]
    assert found.header[:2] == ["Your name", "mail"]


def test_two_columns_called_name_are_first_and_last() -> None:
    found = table("Name|Name|Email\nAna|Larkin|a@example.org\nBea|Morse|b@example.org")
    assert found.header == ["First name", "Last name", "Email"]
    assert found.notes == ["Two columns are called Name: they are read as the first and the last name."]


def test_a_name_merged_over_two_columns() -> None:
    found = table("Name||Email\nAna|Larkin|a@example.org\nBea|Morse|b@example.org", ((1, 0, 1, 1),))
    assert found.header == ["First name", "Last name", "Email"]


def test_whole_names_under_two_names_stay_whole() -> None:
    found = table("Name|Name|Email\nAna Larkin|Bea Larkin|a@example.org\nCid Nolan|Dot Nolan|b@example.org")
    assert found.header == ["Name", "Name (2)", "Email"]
    assert "same heading (Name)" in found.notes[0]


def test_repeated_headings_never_meet() -> None:
    found = table("Notes|Notes (2)|Notes|Notes|Email\na|b|c|d|e@example.org")
    assert len(set(found.header)) == 5


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("|Home||Work|\nName|Phone|Email|Phone|Email\nAna|1|a@example.org|2|b@example.org", "Home: Phone"),
        (
            "Person|Person|Address|Address\nFirst name|Last name|City|ZIP\nAna|Lee|Reno|89501\nBea|Kim|Boise|83702",
            "Person: Last name",
        ),
        ("Name|Address|\n|City|ZIP\nAna|Reno|89501", "Address: City"),
    ],
)
def test_two_header_rows(text: str, header: str) -> None:
    found = table(text)
    assert header in found.header
    assert found.header_rows == (1, 2)
    assert found.rows[0].cells[0] == "Ana"


def test_what_stands_above_and_below_is_told_whole() -> None:
    long = "Please write to everybody on this list before Friday. " * 12
    found = table(f"{long}||\nName|Email|City\nAna|a@example.org|Reno\n||\nPrinted by Dee||\nTotal|1|")
    assert found.skipped == [
        (1, "above the header", long.strip()),
        (5, "below the records", "Printed by Dee"),
        (6, "a total", "Total | 1"),
    ]


def test_one_cell_at_the_end_is_a_row_or_told() -> None:
    found = table("First name|Last name|City|Phone\nAna|Lee|Reno|303-555-0142\n|||303-555-0144\nCher|||")
    assert [row.number for row in found.rows] == [2, 3]
    assert found.skipped == [(4, "below the records", "Cher")]


def test_merged_cells_count_for_each_of_their_rows() -> None:
    text = "How|Name|Email|City\nFriend|Ana|a@example.org|Reno\n|Bea|b@example.org|Boise\n|||\n"
    found = table(text, ((2, 0, 4, 0),))
    assert [row[0] for row in cells(found)] == ["Friend", "Friend"]
    assert found.notes == ["Merged cells count for each of their rows: A2:A4."]


def test_a_title_across_the_columns_is_told() -> None:
    text = "Name|Email|City\nMonday||\nAna|a@example.org|Reno\nTuesday||\nBea|b@example.org|Boise"
    found = table(text, ((2, 0, 2, 2), (4, 0, 4, 2)))
    assert [(n, why) for n, why, _ in found.skipped] == [
        (2, "a title across the columns"),
        (4, "a title across the columns"),
    ]


def test_many_cells_beyond_the_last_heading_become_columns() -> None:
    lines = "\n".join(f"Ana|a{n}@example.org|extra {n}" for n in range(20))
    found = find_table(sheet(f"Name|Email\n{lines}"))
    assert found.header == ["Name", "Email", "Column C"]
    assert cells(found)[3][2] == "extra 3"
    short = find_table(sheet("Name|Email\nAna|a@example.org|Reno\nBea|b@example.org|Elko"))
    assert short.header == ["Name", "Email", "Column C"]
    few = find_table(sheet("Name|Email\nAna|a@example.org|extra\nBea|b@example.org"))
    assert few.header == ["Name", "Email"]
    assert "Row 2 has cells beyond the last heading, which are not taken: extra" in few.notes[0]


def test_a_sheet_on_its_side_is_turned_and_told() -> None:
    text = "Our cards||\n||\nFirst name|Ana|Bea\nE-mail|a@example.org|b@example.org\nCity|Reno|\nColor|red|blue"
    found = turned(sheet(text), known)
    assert found is not None
    assert find_table(found[0]).header == ["First name", "E-mail", "City", "Color"]
    assert cells(find_table(found[0])) == [
        ["Ana", "a@example.org", "Reno", "red"],
        ["Bea", "b@example.org", None, "blue"],
    ]
    assert "it was turned" in found[1]
    assert "Our cards" in found[1]


@pytest.mark.parametrize(
    "text",
    [
        "First name|E-mail|City\nAna|a@example.org|Reno\nBea|b@example.org|Boise",
        "Name|Score\nEmail|12\nPhone|13\nCity|14",
        "Phone|Hour\nCity|03/21/2025\nName|x\nFirst name|Last name|Email|State\nAna|Larkin|a@example.org|NV\nState|Bo|b@example.org|",
        "Field|Meaning\nFirst name|what they are called\nE-mail|how to write\nPhone|how to call",
    ],
)
def test_other_sheets_are_not_turned(text: str) -> None:
    assert turned(sheet(text), known) is None or "Score" in text


def test_cards_one_below_the_other_become_rows_and_are_told() -> None:
    text = (
        "Our people\nName:|Ana Larkin\nEmail:|a@example.org\nCity:|Reno\n|Nevada\nColor:|red\n\n"
        "Name:|Bea Morse\nEmail:|b@example.org\nPhone:\nCity:|Elko"
    )
    found = stacked(sheet(text), known)
    assert found is not None
    assert found[0].rows[0] == ["Name", "Email", "City", "Color"]
    assert cells(find_table(found[0])) == [
        ["Ana Larkin", "a@example.org", "Reno\nNevada", "red"],
        ["Bea Morse", "b@example.org", "Elko", None],
    ]
    assert "row 2 here begins in row 2 there, row 3 in row 8" in found[1]
    assert "row 1: Our people; row 10: Phone." in found[1]


@pytest.mark.parametrize(
    "text",
    [
        "Name|Email\nCity|c@example.org\nCity|d@example.org\nPhone|e@example.org\nPhone|f@example.org",
        "Name|Ana\nEmail|a@example.org\nCity|Reno",
        "Name|Ana|x\nEmail|a@example.org\nCity|Reno\nName|Bea\nEmail|b@example.org\nCity|Elko",
        "Name|Ana\nEmail|a@example.org\nCity|Reno\nEmail|b@example.org\nName|Bea\nCity|Elko",
        "Color|red\nSize|5\nShape|round\nColor|blue\nSize|6\nShape|flat",
    ],
)
def test_other_sheets_are_no_cards(text: str) -> None:
    assert stacked(sheet(text), known) is None


@pytest.mark.parametrize(
    ("groups", "headings", "result"),
    [
        ("Participant,,Guardian,", "First,Last,Name,Email", "Guardian: Name|Guardian: Email"),
        (",,Guardian", "First Name,Last Name,Name,Email", "Guardian: Name|Guardian: Email"),
        (
            "Participant,,Emergency contact,",
            "First Name,Last Name,Name,Phone",
            "Emergency contact: Name|Emergency contact: Phone",
        ),
        ("ID,Student,Parent/Guardian,", ",Name,Name,Email", "Parent/Guardian: Name|Parent/Guardian: Email"),
        (
            "Your info,,Partner organization,",
            "Name,Email,Name,Email",
            "Partner organization: Name|Partner organization: Email",
        ),
        ("School: Reno High,,Coach: Bo,,", "First Name,Last Name,Email,Phone,Notes", "Email|Phone|Notes"),
        ("Host,,Ann Lee,,", "First Name,Last Name,Email,Phone,Notes", "Email|Phone|Notes"),
        (",,Volunteers,", "First Name,Last Name,Email,Phone", "Email|Phone"),
    ],
)
def test_the_owner_of_a_group_holds_for_each_of_its_headings(groups: str, headings: str, result: str) -> None:
    rows = ["Ana,Larkin,joe@example.org,303-555-0101", "Bea,Morse,sue@example.org,303-555-0102"]
    found = table("\n".join([groups, headings, *rows]).replace(",", "|"))
    assert found.header[2:] == result.split("|")


def test_a_merged_group_ends_where_its_cell_ends() -> None:
    text = "Guardian|||\nName|Email|First|Last\nJoe Roe|joe@example.org|Ana|Roe\nSue Fox|sue@example.org|Bea|Fox"
    assert table(text, ((1, 0, 1, 1),)).header == ["Guardian: Name", "Guardian: Email", "First", "Last"]


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("a@example.org\nb@example.org\nunsubscribe c@example.org", ["Column A"]),
        ("unsubscribe a@example.org\nb@example.org\nc@example.org", ["Column A"]),
        ("303-555-0101\n303-555-0102\ndnc 303-555-0103", ["Column A"]),
        ("Ana Lee 303-555-0101\nBo Fox 303-555-0102\nCy Oak (303) 555-0103", ["Column A"]),
        ("Ana Lee|ana@example.org\nBo Fox|bo@example.org\nCy Oak|bounced: cy@example.org", ["Column A", "Column B"]),
        ("Email (such as ana@example.org)\nb@example.org\nc@example.org", ["Email (such as ana@example.org)"]),
        ("Phone (303-555-0100)\n303-555-0101\n303-555-0102", ["Phone (303-555-0100)"]),
    ],
)
def test_a_word_beside_an_address_makes_no_header(text: str, headings: list[str]) -> None:
    assert table(text).header == headings


@pytest.mark.parametrize(
    ("below", "parts"),
    [
        ("Donors\nDonor|Name|Date\nCy Hall|C|9/1/2026", 2),
        ("Expenses\nWhat|Amount|Paid on\nPizza|$50|9/1/2026\nHall|$100|9/2/2026", 2),
        ("Team B\nCy Hall|814-555-0103|c@example.org\nDi Ray|814-555-0104|d@example.org", 1),
        ("No phone\nCy Hall|none|none\nDi Ray|none|d@example.org", 1),
        ("Call list\nCy Hall|Home|see notes\nDi Ray|814-555-0104|d@example.org", 1),
    ],
)
def test_a_table_of_its_own_below_a_title_is_parted_and_a_section_is_not(below: str, parts: int) -> None:
    above = "Name|Phone|Email\nAnn Lee|810-555-0101|ann@example.org\nBo Ota|810-555-0102|bo@example.org\n||\n"
    assert len(part(sheet(above + below), known)) == parts
