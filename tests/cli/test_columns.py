"""import --dry-run --json: what each column of a file becomes."""

from pathlib import Path

import openpyxl

from tests.cli.test_contract import run  # noqa: F401 - the fixture


def test_columns_are_told_by_their_place_in_the_file(run, tmp_path: Path) -> None:  # noqa: F811
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "People"
    for at, row in enumerate((("First name", "E-mail", "State"), ("Noor", "noor@example.org", "CO")), start=3):
        for place, cell in enumerate(row, start=3):
            sheet.cell(at, place, cell)
    book.save(tmp_path / "list.xlsx")
    told = run("import", tmp_path / "list.xlsx", "--dry-run", "--json")["columns"]
    assert [
        (c["sheet"], c["index"], c["heading"], c["target"])
        for c in told
        if c["heading"] in ("First name", "E-mail", "State")
    ] == [
        ("People", 2, "First name", "given_name"),
        ("People", 3, "E-mail", "email"),
        ("People", 4, "State", "state"),
    ]
    assert all(0 <= c["certainty"] <= 1 and c["why"] for c in told)


def test_several_files_are_planned_each_for_itself(run, tmp_path: Path) -> None:  # noqa: F811
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("Name,Mobile\nNoor Hale,303-555-0142\n", encoding="utf-8")
    both = run("import", tmp_path / "a.csv", tmp_path / "b.csv", "--dry-run", "--json")
    assert [[c["target"] for c in one["columns"]] for one in both] == [["+full_name", "phone"]] * 2


def test_line_numbers_are_told_as_keys_of_rows_and_read_for_nothing(run, tmp_path: Path) -> None:  # noqa: F811
    for name, first in (("a.csv", "Noor Hale,303-555-0142"), ("b.csv", "Bo Lindqvist,303-555-0143")):
        (tmp_path / name).write_text(f"#,Name,Mobile\n1,{first}\n2,Ida Brandt,303-555-0144\n", encoding="utf-8")
    both = run("import", tmp_path / "a.csv", tmp_path / "b.csv", "--dry-run", "--json")
    for told in both:
        (lines,) = [c for c in told["columns"] if c["heading"] == "#"]
        assert (lines["target"], "numbers the lines" in lines["why"]) == ("signup.source_key", True)
        assert "#" in [left["column"] for left in told["not_taken"]]
    (tmp_path / "c.csv").write_text("Submission ID,#,Name\nx7f2,1,Noor Hale\nx7f3,2,Ida Brandt\n", encoding="utf-8")
    told = run("import", tmp_path / "c.csv", "--dry-run", "--json")["columns"]
    assert [c["target"] for c in told] == ["signup.source_key", "ignored", "+full_name"]
