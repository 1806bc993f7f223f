"""Makes the input of the benchmarks: a sign-up list as Excel writes it, with shared strings, or as openpyxl does."""

import datetime as dt
import random
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import xlsxwriter

from tests import labelled

GIVEN = "Alonso Imani Petra Desmond Quentin Yolanda Marisol Tobias Ingrid Osric Noor Emeka Priya Saskia Casper Juniper".split()
FAMILY = "Vance Hale Garrick Ashdown Belmonte Dunmore Lindqvist Ferris Pruitt Nwosu Brandt Solheim Achebe Iyer Petrov".split()
OFFICES = (
    "School board;City council;Mayor;County commission;State house;State senate;Library board;anything local".split(";")
)
PARTIES = "Independent;Democratic;Nonpartisan;Working Families;Green".split(";")
STATES = "CO AZ NE CA ID MT UT OH PA NY".split()
HEADER = (
    "Timestamp",
    "First name",
    "Last name",
    "E-mail",
    "Phone",
    "Address",
    "City",
    "State",
    "ZIP",
    "Birth date",
    "Party line",
    "Running for",
    "First-time candidate",
    "Languages",
    "Occupation",
    "May be contacted",
    "May be shared with partners",
    "T-shirt size",
    "How did you hear of us?",
    "Notes",
)


def people(rows: int, seed: int = 1) -> list[tuple[object, ...]]:
    """Return rows of 20 cells; the same for the same seed."""
    rng = random.Random(seed)
    start = dt.datetime(2025, 3, 1, 8)
    made: list[tuple[object, ...]] = []
    for i in range(rows):
        given, family = rng.choice(GIVEN), rng.choice(FAMILY)
        made.append(
            (
                start + dt.timedelta(minutes=i),
                given,
                f"{family}{i % 977}",
                f"{given.lower()}.{family.lower()}{seed}x{i}@example.org",
                f"({rng.randint(201, 989)}) 555-{i % 10000:04d}",
                f"{rng.randint(1, 9999)} Main St",
                rng.choice(("Denver", "Tempe", "Omaha", "Provo")),
                rng.choice(STATES),
                f"{rng.randint(1001, 99950):05d}",
                dt.date(rng.randint(1950, 2005), rng.randint(1, 12), rng.randint(1, 28)),
                rng.choice(PARTIES),
                rng.choice(OFFICES),
                rng.choice(("Yes", "No")),
                rng.choice(("English", "English; Spanish")),
                rng.choice(("Teacher", "Nurse", "Retired", "Student")),
                "Yes",
                rng.choice(("Yes", "No")),
                rng.choice("SML"),
                rng.choice(("e-mail", "rally", "friend")),
                f"note {i % 500}",
            )
        )
    return made


def varied(rows: int, seed: int = 1) -> list[tuple[object, ...]]:
    """Return rows of 20 cells for people with many names and towns; some are duplicates or look-alikes."""
    plain = people(rows, seed)
    return [
        (moment, *_named(plain[who.person % rows], who.row)[1:])
        for (moment, *_), who in zip(plain, labelled.people(rows, seed), strict=False)
    ]


def _named(cells: tuple[object, ...], who: dict[str, object]) -> tuple[object, ...]:
    phone, birth = str(who.get("phone", "")), who.get("birth_date")
    named = {
        "First name": who["given_name"],
        "Last name": who["family_name"],
        "E-mail": who["email"],
        "Phone": f"({phone[2:5]}) {phone[5:8]}-{phone[8:]}" if phone else None,
        "Address": who["address"],
        "City": who["city"],
        "ZIP": who["postcode"],
        "Birth date": dt.date.fromisoformat(str(birth)) if birth else None,
    }
    return tuple(named.get(column, cell) for column, cell in zip(HEADER, cells, strict=True))


def write_inline(path: Path, rows: Sequence[tuple[object, ...]]) -> Path:
    """Write the rows with inline strings, as openpyxl and many form services do."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Sign-ups")
    for row in (HEADER, *rows):
        sheet.append(row)
    book.save(path)
    return path


def write(path: Path, rows: Sequence[tuple[object, ...]]) -> Path:
    """Write the rows with shared strings, as Excel does."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Sign-ups")
    day, moment = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    sheet.write_row(0, 0, HEADER)
    for r, row in enumerate(rows, 1):
        for c, cell in enumerate(row):
            if isinstance(cell, dt.datetime):
                sheet.write_datetime(r, c, cell, moment)
            elif isinstance(cell, dt.date):
                sheet.write_datetime(r, c, dt.datetime.combine(cell, dt.time()), day)
            else:
                sheet.write(r, c, cell)
    book.close()
    return path
