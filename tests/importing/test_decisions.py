"""What a person decides about an import: rules, dates, mended cells, tables, who is who."""

from pathlib import Path

import openpyxl
import pytest

from coordinator.importing.cell_outcomes import stories
from coordinator.importing.look_alikes import find_look_alikes
from coordinator.importing.plan import ANY_SHEET
from coordinator.importing.plan_and_apply import ConflictRule, ImportOptions
from coordinator.importing.targets import read_address
from coordinator.operations import importing
from coordinator.records.catalog import CANDIDATE, PARTNER, SIGNUP
from coordinator.records.kinds import PLAIN_HINTS
from coordinator.store.campaign import Campaign
from tests.builders import add, edit, everything, undo

HEADER = "Submitted at,First name,Last name,E-mail,City,Born"


def form(folder: Path, *rows: str, header: str = HEADER, name: str = "form.csv") -> Path:
    path = folder / name
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def come_in(campaign: Campaign, path: Path, **options: object):
    plan = importing.plan(campaign, path, ImportOptions(**options))
    return plan, importing.apply(campaign, plan, author="Dana")


def test_a_sheet_overwrites_only_where_its_rule_says_so_and_the_source_remembers(
    campaign: Campaign, tmp_path: Path
) -> None:
    ada = add(campaign, given_name="Ada", family_name="Brook", email="ada@example.org", city="Tempe", postcode="85281")
    row = "2025-03-01 10:00,Ada,Brook,ada@example.org,Mesa,"
    plan, _ = come_in(campaign, form(tmp_path, row), rules={"city": ConflictRule.OVERWRITE})
    assert plan.counts.conflicts == 0
    assert everything(campaign)[0]["city"] == "Mesa"
    edit(campaign, ada, city="Yuma")
    plan, _ = come_in(campaign, form(tmp_path, row, "2025-03-08 10:00,Ada,Brook,ada@example.org,Gila,"))
    assert plan.rules == {"city": ConflictRule.OVERWRITE}
    assert everything(campaign)[0]["city"] == "Gila"


def test_fill_keeps_what_is_here_without_asking(campaign: Campaign, tmp_path: Path) -> None:
    add(campaign, given_name="Ada", family_name="Brook", email="ada@example.org", city="Tempe")
    path = form(tmp_path, "2025-03-01 10:00,Ada,Brook,ada@example.org,Mesa,4/13/1990")
    asked = importing.plan(campaign, path)
    assert asked.counts.conflicts == 1
    plan, _ = come_in(campaign, path, rules={"": ConflictRule.FILL})
    assert plan.counts.conflicts == 0
    (ada,) = everything(campaign)
    assert (ada["city"], ada["birth_date"]) == ("Tempe", "1990-04-13")


def test_an_empty_cell_says_nothing_under_every_rule(campaign: Campaign, tmp_path: Path) -> None:
    add(campaign, given_name="Ada", family_name="Brook", email="ada@example.org", city="Tempe")
    for number, rule in enumerate(ConflictRule):
        come_in(campaign, form(tmp_path, f"2025-03-0{number + 1} 10:00,Ada,Brook,ada@example.org,,"), rules={"": rule})
        assert everything(campaign)[0]["city"] == "Tempe"


@pytest.mark.parametrize(
    ("dates", "first"),
    [(("3/4/1990", "5/6/1991"), None), (("3/4/1990", "25/6/1991"), True), (("3/4/1990", "6/25/1991"), False)],
)
def test_day_or_month_first_is_decided_for_the_column_and_asked_when_nothing_says_so(
    campaign: Campaign, tmp_path: Path, dates: tuple[str, str], first: bool | None
) -> None:
    rows = [f"2025-03-01 10:00,Ada,Brook{i},a{i}@example.org,,{d}" for i, d in enumerate(dates)]
    plan = importing.plan(campaign, form(tmp_path, *rows))
    assert plan.sheets[0].orders["Born"] is first
    assert plan.asks is (first is None)
    assert any("Born" in note for note in plan.notes) is (first is None)


def test_somebody_says_the_day_comes_first_and_the_source_remembers(campaign: Campaign, tmp_path: Path) -> None:
    row = "2025-03-01 10:00,Ada,Brook,ada@example.org,,3/4/1990"
    come_in(campaign, form(tmp_path, row), day_first={"": {"Born": True}})
    assert everything(campaign)[0]["birth_date"] == "1990-04-03"
    plan, _ = come_in(campaign, form(tmp_path, row, "2025-03-02 10:00,Bo,Clay,bo@example.org,,5/6/1991"))
    assert not plan.asks
    assert everything(campaign, where="given_name = Bo")[0]["birth_date"] == "1991-06-05"


def test_a_cell_is_mended_in_the_preview_and_the_sign_up_keeps_what_came(campaign: Campaign, tmp_path: Path) -> None:
    good, bad = "2025-03-01 09:00,Bo,Clay,bo@example.org,Gila,", "2025-03-01 10:00,Ada,Brook,ada@example,Mesa,"
    path = form(tmp_path, good, bad)
    assert importing.plan(campaign, path).problems
    plan, _ = come_in(campaign, path, mended={("form.csv", 3): {"E-mail": "ada@example.org"}})
    assert not plan.problems
    assert [r["email"] for r in everything(campaign)] == ["bo@example.org", "ada@example.org"]
    assert everything(campaign, SIGNUP)[1]["row"]["E-mail"] == "ada@example"
    again = importing.plan(campaign, form(tmp_path, good, bad))
    assert (again.counts.unchanged, again.counts.sign_ups) == (2, 0)


def test_rejected_rows_saved_mended_and_imported_end_as_if_they_had_been_right_at_once(
    campaign: Campaign, empty_campaign: Campaign, tmp_path: Path
) -> None:
    good, bad = "2025-03-01 10:00,Ada,Brook,ada@example.org,Mesa,", "2025-03-01 11:00,,,,Gila,"
    right = "2025-03-01 11:00,Bo,Clay,bo@example.org,Gila,"
    plan, _ = come_in(campaign, form(tmp_path, good, bad))
    out = tmp_path / "form to mend.xlsx"
    assert importing.write_rejected(plan, out) == 1
    book = openpyxl.load_workbook(out)
    sheet = book.active
    head = {cell.value: cell.column for cell in sheet[1]}
    for heading, text in {"First name": "Bo", "Last name": "Clay", "E-mail": "bo@example.org"}.items():
        sheet.cell(2, head[heading], text)
    book.save(out)
    come_in(campaign, out)
    come_in(empty_campaign, form(tmp_path, good, right))
    keys = ("given_name", "family_name", "email", "city", "stage")
    assert [[r[k] for k in keys] for r in everything(campaign)] == [
        [r[k] for k in keys] for r in everything(empty_campaign)
    ]
    ours, theirs = everything(campaign, SIGNUP), everything(empty_campaign, SIGNUP)
    assert {(s["source"], s["source_key"]) for s in ours} == {(s["source"], s["source_key"]) for s in theirs}


def test_two_tables_on_a_sheet_come_in_apart_and_one_can_be_left_out(campaign: Campaign, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Week 3"
    for line in (
        ["First name", "Last name", "E-mail"],
        ["Ada", "Brook", "ada@example.org"],
        ["Bo", "Clay", "bo@example.org"],
        [],
        ["Organisation", "Website", "Notes"],
        ["Prairie School", "prairie.example.org", "trains"],
    ):
        sheet.append(line)
    path = tmp_path / "two.xlsx"
    book.save(path)
    plan = importing.plan(campaign, path)
    assert plan.asks and "2 tables" in plan.notes[0]
    assert {(s.name, s.record) for s in plan.sheets} == {
        ("Week 3, rows 1 to 4", "candidate"),
        ("Week 3, rows 5 to 6", "partner"),
    }
    assert [r.number for r in plan.rows if r.record == "partner"] == [6]
    come_in(campaign, path, left_out=frozenset({"Week 3, rows 1 to 4"}))
    assert (len(everything(campaign)), len(everything(campaign, PARTNER))) == (0, 1)


def test_tables_side_by_side_come_in_apart(campaign: Campaign, tmp_path: Path) -> None:
    rows = [
        "Name,E-mail,,Name,E-mail",
        "Ada Brook,ada@example.org,,Bo Clay,bo@example.org",
        "Cy Dale,cy@example.org,,,",
    ]
    plan, _ = come_in(campaign, form(tmp_path, *rows[1:], header=rows[0]))
    assert len(plan.sheets) == 2
    assert sorted(r["email"] for r in everything(campaign)) == ["ada@example.org", "bo@example.org", "cy@example.org"]


def test_a_blank_row_amid_people_does_not_part_a_table(campaign: Campaign, tmp_path: Path) -> None:
    rows = ["2025-03-01 10:00,Ada,Brook,ada@example.org,Mesa,", "", "x,Name,City,none,Gila,", "y,Bo,Clay,,Mesa,"]
    assert len(importing.plan(campaign, form(tmp_path, *rows)).sheets) == 1


def test_who_looks_like_somebody_here_is_told_and_joined_or_kept_apart(campaign: Campaign, tmp_path: Path) -> None:
    here = add(
        campaign,
        given_name="William",
        family_name="Okafor",
        email="bill.okafor@example.org",
        postcode="85281",
        city="Tempe",
        birth_date="1990-04-13",
    )
    path = form(tmp_path, "2025-03-01 10:00,Bill,Okafor,bokafor@example.org,Tempe,4/13/1990")
    plan = importing.plan(campaign, path)
    (alike,) = find_look_alikes(campaign, plan)
    assert (alike.candidate, alike.row.number) == (here, 2)
    assert alike.reasons and alike.score > 0.5
    place = ("form.csv", 2)
    joined, _ = come_in(campaign, path, same={place: here})
    assert not any("Taken for" in p.message for p in joined.problems), "it is no problem what somebody decided"
    assert all(row.joined is None or "as you decided" in row.joined.sentence for row in joined.rows)
    assert joined.counts.created == 0
    (person,) = everything(campaign)
    assert person["other_emails"] == ["bokafor@example.org"]


def test_who_may_stand_in_the_file_twice_is_told_and_joined_or_kept_apart(campaign: Campaign, tmp_path: Path) -> None:
    from coordinator.people.duplicates import find_duplicates

    path = form(
        tmp_path,
        "2025-03-01 10:00,William,Okafor,bill.okafor@example.org,Tempe,4/13/1990",
        "2025-03-01 11:00,Ada,Brook,ada@example.org,Mesa,",
        "2025-03-01 12:00,Bill,Okafor,bokafor@example.org,Tempe,4/13/1990",
    )
    plan = importing.plan(campaign, path)
    (alike,) = find_look_alikes(campaign, plan)
    assert alike.other is not None
    assert (alike.row.number, alike.other.number, alike.candidate) == (4, 2, plan.rows[0].record_id)
    one, other = (("form.csv", n) for n in (2, 4))
    apart = importing.plan(campaign, path, ImportOptions(apart_rows={other: (one,)}))
    assert apart.counts.created == 3
    joined, _ = come_in(campaign, path, same_rows={other: one})
    assert joined.counts.created == 2
    assert [(r["given_name"], r["other_emails"]) for r in everything(campaign)] == [
        ("William", ["bokafor@example.org"]),
        ("Ada", None),
    ]
    assert len(everything(campaign, SIGNUP)) == 3
    undo(campaign)
    importing.apply(campaign, importing.plan(campaign, path, ImportOptions(apart_rows={other: (one,)})), author="Dana")
    with campaign.reading() as connection:
        assert not list(find_duplicates(connection))


def test_who_was_told_apart_in_the_preview_is_not_asked_again(campaign: Campaign, tmp_path: Path) -> None:
    from coordinator.people.duplicates import find_duplicates

    here = add(
        campaign,
        given_name="William",
        family_name="Okafor",
        email="bill.okafor@example.org",
        postcode="85281",
        city="Tempe",
        birth_date="1990-04-13",
    )
    path = form(tmp_path, "2025-03-01 10:00,Bill,Okafor,bokafor@example.org,Tempe,4/13/1990")
    come_in(campaign, path, apart={("form.csv", 2): (here,)})
    assert len(everything(campaign)) == 2
    with campaign.reading() as connection:
        assert not list(find_duplicates(connection))


def test_each_cell_tells_what_became_of_it(campaign: Campaign, tmp_path: Path) -> None:
    path = form(
        tmp_path,
        "2025-03-01 10:00,ada,Brook,ADA@Example.org,Mesa,4/13/1990,School board maybe?",
        header=HEADER + ",Running for",
    )
    plan = importing.plan(campaign, path)
    told = {s.heading: s for s in stories(CANDIDATE, plan.sheets[0], plan.rows[0], {})}
    assert told["Last name"].cleaned is False
    assert told["E-mail"].cleaned and told["E-mail"].became[0][1] == "ada@example.org"
    assert len(told["Running for"].became) > 1


def test_a_cell_tells_all_that_it_gave_and_one_of_an_ignored_column_nothing(campaign: Campaign, tmp_path: Path) -> None:
    path = form(
        tmp_path,
        "1,Ada,Brook,208-555-0120 ada@example.org,Mesa",
        "2,Bo,Hale,208-555-0121,Mesa",
        header="No.,First name,Last name,Phone / email,City",
    )
    plan = importing.plan(campaign, path, ImportOptions(mapping={ANY_SHEET: {"No.": "ignored"}}))
    told = {s.heading: s for s in stories(CANDIDATE, plan.sheets[0], plan.rows[0], {})}
    assert told["Phone / email"].became == (("Phone", "(208) 555-0120"), ("E-mail", "ada@example.org"))
    assert told["No."].cleaned and told["No."].became == (("", "left out"),)
    assert not told["City"].cleaned
    told = {s.heading: s for s in stories(CANDIDATE, plan.sheets[0], plan.rows[1], {})}
    assert told["Phone / email"].became == (("Phone", "(208) 555-0121"),)


def test_a_cell_tells_what_the_others_of_its_row_say_about_it(campaign: Campaign, tmp_path: Path) -> None:
    path = form(
        tmp_path,
        "Ada,Brook,ada@example.org,082 118 9037 (cell),347,South Africa",
        "Bo,Hale,bo@example.org,303-555-0142 (home),8021,United States",
        header="First name,Last name,E-mail,Phone,ZIP,Country",
    )
    plan = importing.plan(campaign, path, ImportOptions(mapping={ANY_SHEET: {"Phone": "phone"}}))
    told = {s.heading: s for s in stories(CANDIDATE, plan.sheets[0], plan.rows[0], {})}
    assert told["Phone"].became == (("Phone", "+27821189037"), ("Notes", "cell"))
    assert "kept in Notes" in told["Phone"].problem and "North America" not in told["Phone"].problem
    assert told["ZIP"].became == (("ZIP", "347"),) and told["ZIP"].problem == ""
    told = {s.heading: s for s in stories(CANDIDATE, plan.sheets[0], plan.rows[1], {"E-mail": "bo.hale@example.org"})}
    assert told["Phone"].became == (("Phone", "(303) 555-0142"), ("Notes", "home"))
    assert told["E-mail"].became == (("E-mail", "bo.hale@example.org"),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 Main St, Apt 4, Denver, CO 80202", ("12 Main St Apt 4", "Denver", "CO", "80202")),
        ("1600 Juniper Ave NW Washington DC 20500", ("1600 Juniper Ave NW", "Washington", "DC", "20500")),
        ("PO Box 12 Tempe AZ 85281", ("PO Box 12", "Tempe", "AZ", "85281")),
        ("123 E 5th St #4 St. Paul MN 55101-1234", ("123 E 5th St #4", "St. Paul", "MN", "55101-1234")),
        ("12 Main St", ("12 Main St", None, None, None)),
        ("ask her mother", ("ask her mother", None, None, None)),
        ("9 Oak Ln  Omaha  NE  68102", ("9 Oak Ln", "Omaha", "NE", "68102")),
    ],
)
def test_one_address_column_is_split(text: str, expected: tuple[str | None, ...]) -> None:
    values = read_address(text, PLAIN_HINTS).values
    assert tuple(values.get(k) for k in ("address", "city", "state", "postcode")) == expected


def test_two_rows_of_one_file_that_differ_are_not_called_a_difference_with_the_database(
    campaign: Campaign, tmp_path: Path
) -> None:
    head = "Submitted at,First name,Last name,E-mail,City"
    first, other = "2025-03-01 10:00,Ada,Brook,ada@example.org,Mesa", "2025-03-02 10:00,Ada,Brook,ada@example.org,Tempe"
    plan, _ = come_in(campaign, form(tmp_path, first, other, header=head))
    assert [row.sentence for row in plan.rows if row.conflicts] == ["City: an earlier row differs"]
    third = "2025-03-03 10:00,Ada,Brook,ada@example.org,Reno"
    plan, _ = come_in(campaign, form(tmp_path, third, header=head, name="more.csv"))
    assert [row.sentence for row in plan.rows if row.conflicts] == ["City: the database differs"]
