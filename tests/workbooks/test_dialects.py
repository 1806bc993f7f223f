"""A csv in any dialect and encoding is read as a person reads it."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from coordinator.base.errors import UserError
from coordinator.workbooks import read_book
from coordinator.workbooks.text_options import TextOptions
from tests.workbooks.awkward_csv import CASES


def read(path: Path, options: TextOptions | None = None) -> list[list[str]]:
    rows = read_book(path, text=options or TextOptions()).sheets[0].rows
    return [["" if cell is None else str(cell).strip() for cell in row] for row in rows]


def whole(rows: list[list[str]]) -> list[list[str]]:
    return [[cell.strip() for cell in row] for row in rows]


@pytest.mark.parametrize("name", CASES)
def test_awkward_dialects(tmp_path: Path, name: str) -> None:
    text, rows = CASES[name]
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode())
    assert read(path) == whole(rows)


WORDS = (
    'Ana|Zoë|José Peña|Núñez|Larkin, Jr.|O\'Connor|Renée|Müller|a; b|two\nlines|say "run"|x\ty|(303) 555-0101|02134|'
    'likes parks, trains; and "more"|a@example.org|https://example.org/a?b=c,d|Cañon City|5\'10"|A & B|c:\\temp|1,234.5'
).split("|")
HEADINGS = ["Name", "E-mail", "What, if anything; would you run for?", "Notes", 'The "why"']
PLAIN = ["Ana Lind", "ana@example.org", "School board", "Comes on Friday.", "She wants to"]
"""A first row: a table in which every cell holds the same foreign separator can be read two ways."""
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "cp1252", "mac_roman")


@example(
    rows=[["Ana", "Ana", "Larkin, Jr.", "Ana", "Ana"], *[["Ana", "5'10\"", "Larkin, Jr.", "Ana", "Ana"]] * 2],
    width=3,
    separator="\t",
    quoting=csv.QUOTE_MINIMAL,
    escaped=False,
    end="\n",
    encoding="utf-8",
)
@settings(max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    rows=st.lists(st.lists(st.sampled_from(WORDS), min_size=5, max_size=5), min_size=3, max_size=12),
    width=st.integers(2, 5),
    separator=st.sampled_from(",;\t|"),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    escaped=st.booleans(),
    end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(ENCODINGS),
)
def test_any_table_reads_back_as_it_was(
    tmp_path: Path,
    rows: list[list[str]],
    width: int,
    separator: str,
    quoting: int,
    escaped: bool,
    end: str,
    encoding: str,
) -> None:
    table = [HEADINGS[:width], PLAIN[:width], *(row[:width] for row in rows)]
    assume(not escaped or any('"' in cell for row in table for cell in row))
    out = io.StringIO()
    writer = csv.writer(
        out,
        delimiter=separator,
        quoting=quoting,
        doublequote=not escaped,
        escapechar="\\" if escaped else None,
        lineterminator=end,
    )
    writer.writerows(table)
    path = tmp_path / "list.csv"
    path.write_bytes(out.getvalue().encode(encoding))
    assert read(path) == table


def test_what_someone_says_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("Name;A,B;C,D\nJiøí;1,2;3,4\n".encode("cp1252"))
    assert read(path, TextOptions(";", "cp1250"))[1] == ["Jiří", "1,2", "3,4"]
    assert len(read(path, TextOptions("comma"))[0]) == 3
    for wrong in (TextOptions("ab"), TextOptions(encoding="klingon"), TextOptions("x")):
        with pytest.raises(UserError, match="is no "):
            read(path, wrong)


@pytest.mark.parametrize(
    "text",
    [
        'Ana Lind <ana@example.org>, "Kim, Bo" <bo@example.org>; cy@example.org\n',
        'To: Ana Lind <ana@example.org>;\n"Kim, Bo" <bo@example.org>\ncy@example.org\n',
    ],
)
def test_addresses_of_a_mail_are_a_row_each(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.txt"
    path.write_text(text)
    book = read_book(path)
    assert book.sheets[0].rows[1:] == [
        ["Ana Lind", "ana@example.org"],
        ["Kim, Bo", "bo@example.org"],
        [None, "cy@example.org"],
    ]
    assert "Read as a list of mail addresses, each a row of its own: 3." in book.notes


def test_a_list_with_addresses_is_no_mail(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,E-mail\nAna,Ana <ana@example.org>\nBo,<bo@example.org>\n")
    assert read_book(path).sheets[0].rows[1] == ["Ana", "Ana <ana@example.org>"]
