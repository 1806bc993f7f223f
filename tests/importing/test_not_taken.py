"""What an import leaves out, guesses or joins is told alike by the plan, the command line and its JSON."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from coordinator.app import main
from coordinator.importing import outside_sheets
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.plan import ANY_SHEET, ImportOptions
from coordinator.operations import importing
from coordinator.operations.people import forget_person
from coordinator.records import row_id
from coordinator.records.catalog import EVENT
from coordinator.store.campaign import Campaign
from tests.builders import DATA, add, bring, everything

INPUTS = DATA / "inputs"


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def not_taken(plan: Any) -> list[tuple[int | None, str, str, str]]:
    return [(n.row, n.column, n.text, n.why) for n in plan.not_taken]


def test_command_line_and_json_tell_alike_what_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COORDINATOR_CAMPAIGN", str(tmp_path / "t.campaign"))
    path = write(
        tmp_path / "list.csv",
        "First name,Last name,Email,Phone,IP address\nAnn,Lee,ann@example.org,303-555-0142,10.0.0.1\nTotal,1,,,\n",
    )
    assert main(["new", str(tmp_path / "t.campaign")]) == 0
    capsys.readouterr()
    assert main(["import", str(path), "--dry-run", "--column", "IP address=ignored"]) == 0
    shown = capsys.readouterr().out
    assert "Not taken: 1 row, a total: row 3 (Total | 1)" in shown
    assert "Not taken: 1 column, ignored: IP address" in shown
    assert main(["--json", "import", str(path), "--dry-run", "--column", "IP address=ignored"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["not_taken"] == [
        {"sheet": "list.csv", "row": 3, "column": "", "text": "Total | 1", "why": "a total"},
        {"sheet": "list.csv", "row": None, "column": "IP address", "text": "", "why": "column ignored, 1 cell"},
    ]
    became = {c["heading"]: (c["target"], c["filled"], c["kept"], c["left_out"]) for c in told["columns_became"]}
    assert became["Email"] == ("email", 1, 1, 0)
    assert became["IP address"] == ("ignored", 1, 0, 1)


def test_rows_and_sheets_that_are_left_out_keep_their_words(campaign: Campaign, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first, other = book.active, book.create_sheet("Figures")
    first.title = "People"
    for row in (("First name", "E-mail", "Why"), ("Ann", "ann@example.org", "parks"), (None, None, "no name here")):
        first.append(row)
    for row in ((1, 2), (3, 4)):
        other.append(row)
    book.save(tmp_path / "book.xlsx")
    plan = importing.plan(campaign, tmp_path / "book.xlsx")
    assert [(n.sheet, n.row, n.text) for n in plan.not_taken if n.row is None] == [("Figures", None, "")]
    assert any(n.row == 3 and "no name here" in n.text for n in plan.not_taken)


def test_a_list_without_headings_keeps_its_first_person(campaign: Campaign, tmp_path: Path) -> None:
    first = "Ana Lind,ana@example.org,303-555-0101,Denver,CO\nBo Kim,bo@example.org,775-555-0102,Reno,NV\n"
    first += "Di Poe,di@example.org,775-555-0109,Sparks,NV\n"
    plan, _ = bring(campaign, write(tmp_path / "friends.csv", first))
    assert "row 1 is already a record" in " ".join(plan.told)
    keys = ("given_name", "family_name", "email", "phone", "city", "state")
    assert [[p[k] for k in keys] for p in everything(campaign)] == [
        ["Ana", "Lind", "ana@example.org", "+13035550101", "Denver", "CO"],
        ["Bo", "Kim", "bo@example.org", "+17755550102", "Reno", "NV"],
        ["Di", "Poe", "di@example.org", "+17755550109", "Sparks", "NV"],
    ]
    other = "cy@example.org,Cy Fox,NV,Elko,775-555-0103\ndee@example.org,Dee Hay,NV,Reno,775-555-0104\n"
    bring(campaign, write(tmp_path / "neighbors.csv", other))
    assert [p["family_name"] for p in everything(campaign)][3:] == ["Fox", "Hay"], "another list is read anew"


def test_sheets_of_one_file_share_the_answers_that_they_bring(campaign: Campaign, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for sheet, people in ((book.active, ("Ana", "Bo")), (book.create_sheet("June"), ("Cy", "Dee"))):
        sheet.append(("First name", "E-mail", "Favorite color"))
        for name in people:
            sheet.append((name, f"{name.lower()}@example.org", f"red, says {name}"))
    book.save(tmp_path / "book.xlsx")
    bring(campaign, tmp_path / "book.xlsx")
    said = [p["answers.favorite_color"] for p in everything(campaign)]
    assert said == ["red, says Ana", "red, says Bo", "red, says Cy", "red, says Dee"]


def test_comments_and_addresses_behind_cells_are_told(campaign: Campaign, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (("Name", "E-mail", "City"), ("Ana Lind", "write me", "Reno"), ("Bo Kim", "bo@example.org", "Elko")):
        sheet.append(row)
    sheet["C2"].comment = Comment("call after six", "Dee")
    sheet["B2"].hyperlink = "mailto:ana@example.org"
    sheet["B2"].value = "write me"
    sheet["B3"].hyperlink = "mailto:bo@example.org"
    sheet["B3"].value = "bo@example.org"
    book.save(tmp_path / "book.xlsx")
    assert not_taken(importing.plan(campaign, tmp_path / "book.xlsx")) == [
        (2, "City", "call after six", "a comment on the cell"),
        (2, "E-mail", "ana@example.org", "an address behind the cell"),
    ]


@pytest.mark.parametrize("heading", ["Contact person", "Recommended person", "My name", "Notes from call"])
def test_words_of_headings_are_no_name(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    path = write(tmp_path / "names.csv", f"{heading},E-mail\nAna Lind,ana@example.org\nBo Kim,bo@example.org\n")
    assert "looks like a person" not in " ".join(importing.plan(campaign, path).told)


def test_a_name_among_the_headings_is_told(campaign: Campaign, tmp_path: Path) -> None:
    path = write(tmp_path / "names.csv", "Ana Lind\nBo Kim\nCy Fox\n")
    assert "“Ana Lind” looks like a person" in " ".join(importing.plan(campaign, path).told)
    plan = importing.plan(campaign, path, ImportOptions(header_row={ANY_SHEET: 0}))
    assert [row.title for row in plan.rows] == ["Ana Lind", "Bo Kim", "Cy Fox"]


def test_who_asked_to_be_forgotten_is_counted_and_not_named(campaign: Campaign, tmp_path: Path) -> None:
    path = write(tmp_path / "list.csv", "First name,Last name,E-mail\nAnn,Lee,ann@example.org\nBo,Kim,bo@example.org\n")
    bring(campaign, path)
    forget_person(campaign, everything(campaign, where="given_name = Ann")[0]["id"], author="Dana")
    plan = importing.plan(campaign, path)
    assert not_taken(plan) == [(2, "", "", "asked to be forgotten")]


def test_two_columns_for_one_field_lose_nothing(campaign: Campaign, tmp_path: Path) -> None:
    path = write(
        tmp_path / "list.csv",
        "First name,Last name,E-mail,Name on ballot,Where\n"
        'Ann,Lee,ann@example.org,Ann Lee,"Reno, NV"\nBo,Kim,bo@example.org,Bobby Q. Kim,"Reno, NV"\n',
    )
    plan, _ = bring(campaign, path, mapping={"": {"Name on ballot": "+full_name", "Where": "+place"}})
    ann, bo = everything(campaign)
    assert ann["notes"] is None
    assert (bo["given_name"], bo["notes"]) == ("Bo", "Name on ballot: Bobby Q. Kim")
    assert [(p.row, p.column, p.value) for p in plan.problems] == [(3, "Name on ballot", "Bobby Q. Kim")]


def test_words_left_over_are_added_to_the_notes_of_somebody_who_is_here(campaign: Campaign, tmp_path: Path) -> None:
    number = add(campaign, given_name="Bo", family_name="Kim", email="bo@example.org", notes="Likes parks.")
    path = write(tmp_path / "list.csv", "First name,Last name,E-mail,Called\nBo,Kim,bo@example.org,Bobby Q. Kim\n")
    plan, _ = bring(campaign, path, mapping={"": {"Called": "+full_name"}})
    assert plan.counts.conflicts == 0
    (bo,) = everything(campaign)
    assert (bo["id"], bo["notes"]) == (number, "Likes parks.\nCalled: Bobby Q. Kim")
    _, again = bring(campaign, path)
    assert again.seq is None


def test_whoever_is_joined_under_another_name_is_listed(campaign: Campaign, tmp_path: Path) -> None:
    add(campaign, given_name="Timothy", family_name="Kim", email="t@example.org")
    plan, _ = bring(campaign, write(tmp_path / "list.csv", "First name,Last name,E-mail\nTim,Kim,t@example.org\n"))
    (problem,) = plan.problems
    assert (problem.row, problem.value) == (2, "Tim")
    assert problem.message.startswith("Taken for Timothy Kim, found by e-mail")


def test_one_address_of_several_people(campaign: Campaign) -> None:
    bring(campaign, INPUTS / "cells" / "09-one-address-two-people.csv")
    names = {(r["given_name"], r["family_name"], r["phone"]) for r in everything(campaign)}
    assert names == {
        ("Paul", "Garcia", "+13035550101"),
        ("Paula", "Garcia", "+13035550102"),
        ("R.", "Hale", None),
        ("Rita", "Hale", None),
        ("Ron", "Hale", None),
    }


def test_an_initial_that_fits_one_person_only_becomes_the_name(campaign: Campaign, tmp_path: Path) -> None:
    heading = "First name,Last name,E-mail,Birth date\n"
    rows = "R.,Hale,r@example.org,1990-04-13\nBea,Morse,b@example.org,\nS.,Nolan,s@example.org,\n"
    bring(campaign, write(tmp_path / "a.csv", heading + rows))
    later = "Rita,Hale,r@example.org,1990-04-13\nSue,Nolan,s@example.org,\n"
    bring(campaign, write(tmp_path / "b.csv", heading + later))
    assert [r["given_name"] for r in everything(campaign)] == ["Rita", "Bea", "S.", "Sue"]  # of Sue nothing else tells
    bring(campaign, write(tmp_path / "c.csv", heading + "Ron,Hale,r@example.org,\n"))
    assert {r["given_name"] for r in everything(campaign)} == {"Rita", "Bea", "S.", "Sue", "Ron"}


def test_a_sheet_about_nobody_makes_nothing_until_somebody_says_what_it_is(campaign: Campaign) -> None:
    plan, result = bring(campaign, INPUTS / "files" / "ledger.csv")
    assert (result.seq, plan.counts.rows, plan.asks) == (None, 0, True)
    assert plan.sheets[0].about_nobody
    assert "--into" in " ".join(plan.told)
    assert not_taken(plan) == [(None, "", "", "about nobody")]
    meant = importing.plan(campaign, INPUTS / "files" / "ledger.csv", ImportOptions(into="events"))
    assert meant.counts.rows == 2


def test_dates_that_contradict_each_other_are_told_with_their_rows_and_not_taken(
    campaign: Campaign, empty_campaign: Campaign
) -> None:
    path = INPUTS / "cells" / "13-both-day-orders.csv"
    plan, _ = bring(campaign, path)
    told = " ".join(plan.told)
    assert "row 2 can only have the day first, row 4 only the month" in told and plan.asks
    assert [p.value for p in plan.problems] == ["13/04/1985", "04/05/1985", "12/31/1985"]
    assert [r["birth_date"] for r in everything(campaign)] == [None] * 3
    bring(empty_campaign, path, day_first={"": {"Date of birth": True}})
    assert [r["birth_date"] for r in everything(empty_campaign)][:2] == ["1985-04-13", "1985-05-04"]


def test_two_date_columns_of_a_sheet_are_read_alike_or_told(campaign: Campaign, tmp_path: Path) -> None:
    head = "First name,E-mail,Timestamp,Born\n"
    plan, _ = bring(campaign, write(tmp_path / "a.csv", head + "Ann,ann@example.org,21/03/2025 10:00,3/4/1990\n"))
    assert everything(campaign)[0]["birth_date"] == "1990-04-03"
    assert "read as day/month, like those of Timestamp" in " ".join(plan.told) and not plan.sheets[0].unsure
    plan = importing.plan(campaign, write(tmp_path / "b.csv", head + "Bo,bo@example.org,21/03/2025 10:00,3/31/1990\n"))
    assert "Dates of Timestamp have the day first, those of Born the month." in " ".join(plan.told)


def test_what_a_person_says_about_a_heading_counts_in_other_sources_too(campaign: Campaign, tmp_path: Path) -> None:
    head = "First name,E-mail,Ward no.,Column D\n"
    bring(
        campaign,
        write(tmp_path / "spring.csv", head + "Ann,ann@example.org,7,x\n"),
        mapping={"": {"Ward no.": "division", "Column D": "tags"}},
    )
    other = write(tmp_path / "other.csv", "E-mail,Full name,WARD NO,Column D\nbo@example.org,Bo Kim,9,y\n")
    plan = importing.plan(campaign, other)
    column = next(c for c in plan.sheets[0].columns if c.header == "WARD NO")
    assert (column.target, column.why) == ("division", "you said so before")
    assert next(c.target for c in plan.sheets[0].columns if c.header == "Column D") != "tags", "it means nothing"
    assert plan.counts.created == 1


def test_a_consent_that_is_asked_about_is_taken_by_nobody_until_it_is_decided(
    campaign: Campaign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recognize = outside_sheets.map_columns

    def asking(*given: Any, **said: Any) -> list[ColumnPlan]:
        asked = {"target": "consent_contact", "asks": "Does it mean that we may write?"}
        open_ = "OK?" not in said["decided"]
        return [replace(c, **asked) if c.header == "OK?" and open_ else c for c in recognize(*given, **said)]

    monkeypatch.setattr(outside_sheets, "map_columns", asking)
    path = write(tmp_path / "list.csv", "First name,E-mail,OK?\nAnn,ann@example.org,yes\n")
    plan, _ = bring(campaign, path)
    assert plan.asks and "OK?: Does it mean that we may write? Until then it is kept as an answer." in plan.told
    (ann,) = everything(campaign)
    assert ann["consent_contact"] is None and ann["answers"] == {"ok": "yes"}
    assert importing.plan(campaign, path).asks, "it is asked again"
    plan = importing.plan(campaign, path, ImportOptions(mapping={"": {"OK?": "consent_contact"}}))
    assert not plan.asks


def test_the_command_line_says_which_stop_a_word_means(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COORDINATOR_CAMPAIGN", str(tmp_path / "t.campaign"))
    path = str(INPUTS / "cells" / "11-stop-by-town.csv")
    assert main(["new", str(tmp_path / "t.campaign")]) == 0
    assert main(["import", str(INPUTS / "tour" / "stops3.csv")]) == 0
    assert main(["import", path, "--dry-run"]) == 0
    assert "No stop is called “Atlantis” (row 4)" in capsys.readouterr().out
    assert main(["import", path, "--stop", "Atlantis=" + row_id.make(EVENT.letter, 2)]) == 0
    capsys.readouterr()
    assert main(["list", "signups", "--json"]) == 0
    assert [s["event"] for s in json.loads(capsys.readouterr().out)][2] == row_id.make(EVENT.letter, 2)
    assert main(["import", path, "--stop", "Atlantis"]) == 1
    assert "write WORD=EVENT" in capsys.readouterr().err


def test_nobody_is_called_null_and_every_row_is_accounted_for(campaign: Campaign) -> None:
    plan, _ = bring(campaign, INPUTS / "files" / "below.csv")
    there = {r["given_name"] for r in everything(campaign)}
    left = " ".join(n.text for n in plan.not_taken)
    assert all(word in there or word in left for word in ("Ann", "Bob", "Cher")) and "303-555-0144" in left


def test_a_mark_that_follows_from_an_answer_is_told(campaign: Campaign, tmp_path: Path) -> None:
    (path := tmp_path / "form.csv").write_text(
        "Name,E-mail,3. Okay to text that number?\n"
        "Ada Zzash,ada@example.org,Yes\nBo Zzclay,bo@example.org,No\nCy Zzdale,cy@example.org,No\n",
        encoding="utf-8",
    )
    plan = importing.plan(campaign, path)
    marked = [row.number for row in plan.rows if (row.created or {}).get("do_not_text")]
    assert marked == [3, 4]
    told = "2 people get “Do not text” from words in other columns: “No” in “3. Okay to text that number?” (rows 3, 4)."
    assert told in plan.told


def test_each_cell_that_names_a_stop_that_is_not_here_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COORDINATOR_CAMPAIGN", str(tmp_path / "t.campaign"))
    rows = "".join(f"P{n} Lee,p{n}@example.org,{town}\n" for n, town in enumerate(["Flint", "Erie"] * 3))
    path = write(tmp_path / "list.csv", f"Name,Email,Stop\n{rows}")
    main(["new", str(tmp_path / "t.campaign")])
    capsys.readouterr()
    assert main(["import", str(path), "--dry-run"]) == 0
    assert (
        "Not taken: 6 cells, kept as words alone, as no stop is here yet: row 2, Stop (Flint); row 3"
        in capsys.readouterr().out
    )


def test_a_difference_from_an_earlier_row_names_that_row_and_the_heading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COORDINATOR_CAMPAIGN", str(tmp_path / "t.campaign"))
    path = write(
        tmp_path / "list.csv",
        "Name,Email,Spouse's cell\nAnn Lee,ann@example.org,810-555-0101\nAnn Lee,ann@example.org,810-555-0177\n",
    )
    main(["new", str(tmp_path / "t.campaign")])
    capsys.readouterr()
    assert main(["import", str(path)]) == 0
    told = capsys.readouterr().out
    assert "Spouse's cell is 810-555-0101 in row 2 and 810-555-0177 in this one; the earlier one is kept." in told
    assert "in the database" not in told
