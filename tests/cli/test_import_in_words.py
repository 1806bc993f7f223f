"""What an import tells at a prompt: the same sentence about many rows is one line."""

from pathlib import Path

from tests.cli.test_contract import run  # noqa: F401 - the fixture


def test_a_sentence_about_many_rows_is_told_once_with_their_numbers(run, tmp_path: Path) -> None:  # noqa: F811
    rows = ["Noor Hale,noor@example.org", *[",,Elko"] * 3, "Bo Ota,bo@example.org", ",,Reno", "Cy Hall,cy@example.org"]
    (tmp_path / "list.csv").write_text("\n".join(["Name,Email,City", *rows]) + "\n", encoding="utf-8")
    told, _ = run("import", tmp_path / "list.csv", "--dry-run")
    said = [line for line in told.splitlines() if "There is neither a name" in line]
    assert len(said) == 1
    assert said[0].startswith("  list.csv, rows 3–5, 7: There is neither a name")
