"""A quotation mark that is not closed swallows nobody: its line is read without it, and told."""

from pathlib import Path

import pytest

from coordinator.workbooks.csv_files import read_csv

HEAD = "Name,Email,Phone,Notes\n"
ANA = "Ana Ruiz,a@example.org,478-555-0101,tall\n"
CY = "Cy Poe,c@example.org,478-555-0103,fine\n"
DI = "Di Fox,d@example.org,478-555-0104,ok\n"
SWALLOWED = {
    "a later mark of inches": HEAD + ANA + 'Bo,b@example.org,478-555-0102,"open\n' + CY + 'Di,d@example.org,,6" tall\n',
    "another mark in its row": HEAD + ANA + 'Bo "Bob Ng,b@example.org,478-555-0102,"open\n' + CY + DI,
    "a later quoted cell": HEAD + ANA + 'Bo,b@example.org,,"open\n' + CY + 'Di,d@example.org,,"was, here"\n',
    "in the first column": HEAD + ANA + '"Bo,b@example.org,,x\n' + CY + 'Di "Dee" Fox,d@example.org,,y\n',
    "beside a name in marks": HEAD + ANA + '"Ng, Bo",b@example.org,,"open\n' + CY + 'Di,d@example.org,,6" tall\n',
    "never closed": HEAD + ANA + 'Bo,b@example.org,,"open\n' + CY + DI,
    "in two columns": 'Name,Email\nAna,"a@example.org\nCy "C" Poe,c@example.org\nDi,d@example.org\nEd,e@example.org\n',
    "two of them": HEAD + 'Ana,a@example.org,,"x\n' + CY + DI + 'Ed,e@example.org,,"y\nFay,f@example.org,,z\n',
    "between semicolons": 'Name;Email;City\nBo;b@example.org;"Ely\nCy;c@example.org;Reno\nDi;d@example.org;5" nail\n',
}
WHOLE = {
    "lines in a cell": (HEAD + ANA + 'Bo,b@example.org,,"hi\nthere, one, two\nmore"\n' + CY, 4),
    "lines with as many commas": (HEAD + ANA + 'Bo,b@example.org,,"hi\na, b, c, d\nmore"\n' + CY, 4),
    "pairs of words": ('Name,Notes\nAna,"one, two\nthree, four\nfive, six"\nBo,x\nCy,y\n', 4),
}


def read(folder: Path, text: str) -> tuple[int, list[str], list[object]]:
    """Return the number of rows, what is told of marks, and the cells."""
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    book = read_csv(path)
    rows = book.sheets[0].rows
    return len(rows), [n for n in book.notes if "quotation mark" in n], [c for row in rows for c in row if c]


@pytest.mark.parametrize("kind", SWALLOWED)
def test_nobody_is_swallowed(tmp_path: Path, kind: str) -> None:
    text = SWALLOWED[kind]
    count, told, cells = read(tmp_path, text)
    assert count == text.count("\n")
    assert told and "is not closed" in told[0]
    assert all("\n" not in str(cell) for cell in cells)


@pytest.mark.parametrize("kind", WHOLE)
def test_a_cell_of_several_lines_stays_whole(tmp_path: Path, kind: str) -> None:
    text, rows = WHOLE[kind]
    assert read(tmp_path, text)[:2] == (rows, [])


@pytest.mark.parametrize(
    "note",
    ["see: Bo,b@example.org,478-555-0102,x\nmore\nCy,c@example.org,478-555-0103,y\nend", "word\n" * 30],
    ids=["records in a cell", "many lines"],
)
def test_a_cell_with_records_or_many_lines_is_told_with_its_line(tmp_path: Path, note: str) -> None:
    count, told, _ = read(tmp_path, f'{HEAD}{ANA}Ed,e@example.org,,"{note}"\n{DI}')
    assert count == 4
    assert len(told) == 1 and told[0].startswith("The record in line 3 ")
