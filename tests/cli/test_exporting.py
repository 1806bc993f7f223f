"""What goes out, from the command line."""

from pathlib import Path

from coordinator.workbooks import read_book
from tests.builders import DATA
from tests.cli.test_contract import run  # noqa: F401 - the fixture


def header(path: Path) -> list[object]:
    return list(read_book(path).sheets[0].rows[0])


def test_a_purpose_remembers_columns_editable_ones_and_who_gets_it(run, tmp_path: Path) -> None:  # noqa: F811
    run("import", DATA / "semicolon-cp1252.csv", "--json")
    run(
        "export",
        tmp_path / "a.xlsx",
        "--for",
        "Phone bank",
        "--columns",
        "phone,given_name,Stage,notes",
        "--editable",
        "stage,notes",
        "--to",
        "Jules",
        "--filter",
        "state = CO",
        "--json",
    )
    (saved,) = run("purposes", "--json")
    assert saved == {
        "name": "Phone bank",
        "to": "Jules",
        "sheets": [
            {
                "kind": "candidates",
                "columns": ["phone", "given_name", "stage", "notes"],
                "filter": "state = CO",
                "editable": ["stage", "notes"],
            }
        ],
    }
    run("export", tmp_path / "b.ods", "--for", "phone bank", "--json")
    assert (
        header(tmp_path / "b.ods")
        == header(tmp_path / "a.xlsx")
        == ["ID", "Phone", "First name", "Stage", "Notes", "Export"]
    )
    assert read_book(tmp_path / "b.ods").stamp.editable == {"candidate": ["stage", "notes"]}  # type: ignore[union-attr]
    out = run("exports", "--json")
    assert [(o["to"], o["for"]) for o in out] == [("Jules", "Phone bank")] * 2
    assert out[0]["rows"] == out[1]["rows"]
    _, told = run("export", tmp_path / "c.xlsx", "--for", "Mail", status=1)
    assert "Phone bank" in told
    assert run("purposes", "--drop", "Phone bank", "--json") == []
    run("undo")
    assert len(run("purposes", "--json")) == 1


def test_what_is_out_and_what_came_back(run, tmp_path: Path) -> None:  # noqa: F811
    run("import", DATA / "semicolon-cp1252.csv", "--json")
    code = run("export", tmp_path / "a.csv", "--kind", "candidates", "--to", "Civic Ladder", "--json")["export"]
    text = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    (tmp_path / "back.csv").write_text(text.replace(",CO,", ",NM,", 1), encoding="utf-8")
    found = run("import", tmp_path / "back.csv", "--json")
    assert found["updated"] == 1
    (line,) = run("exports", "--json")
    assert [(b["file"], b["change_set"]) for b in line["back"]] == [("back.csv", found["change_set"])]
    words, _ = run("exports")
    assert "Civic Ladder" in words
    assert "back.csv" in words
    assert run("exports", "--done", code, "--json")[0]["done"]
    assert run("exports", "--out", "--json") == []
    assert len(run("exports", "--out", "--not-done", code, "--json")) == 1


def test_a_template_and_what_is_refused(run, tmp_path: Path) -> None:  # noqa: F811
    words, _ = run("export", tmp_path / "t.xlsx", "--kind", "referrals", "--template", "25")
    assert "25 blank rows" in words
    for options, part in (
        (["--template", "0"], "at least one"),
        (["--kind", "candidates", "--kind", "partners", "--columns", "name"], "--kind once"),
        (["--columns", "nothing"], "no field"),
        (["--view", "Mine"], "no view"),
    ):
        _, told = run("export", tmp_path / "x.xlsx", *options, status=1)
        assert part in told
        assert not (tmp_path / "x.xlsx").exists()


def test_an_own_field_that_is_not_there_is_named(run, tmp_path: Path) -> None:  # noqa: F811
    source = tmp_path / "list.csv"
    source.write_text("First name,Last name,Email\nNoor,Hale,noor@example.org\n", encoding="utf-8")
    run("import", source, "--json")
    noor = run("list", "candidates", "--json")[0]["id"]
    out = tmp_path / "x.xlsx"
    for command in (
        ["export", out, "--columns", "family_name,answers.nosuch"],
        ["export", tmp_path / "x.csv", "--columns", "answers.nosuch"],
        ["export", out, "--columns", "email", "--editable", "answers.nosuch", "--for", "Newsletter"],
        ["list", "candidates", "--fields", "answers.nosuch"],
        ["set", noor, "answers.nosuch=3"],
    ):
        _, told = run(*command, status=1)
        assert "Candidates have no field “answers.nosuch”" in told
