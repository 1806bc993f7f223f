"""Makes the input of the benchmarks: a sign-up list as Excel writes it, with shared strings."""

import datetime as dt
import random
from pathlib import Path

import xlsxwriter

GIVEN = "Alonso Imani Petra Desmond Quentin Yolanda Marisol Tobias Ingrid Osric Noor Emeka Priya Saskia Casper Juniper".split()
FAMILY = "Vance Hale Garrick Ashdown Belmonte Dunmore Lindqvist Ferris Pruitt Nwosu Brandt Solheim Achebe Iyer Petrov".split()
OFFICES = (
    "School board;City council;Mayor;County commission;State house;State senate;Library board;anything local".split(";")
)
PARTIES = "Independent;Democratic;Nonpartisan;Working Families;Green".split(";")
STATES = "CO AZ NE CA ID MT UT OH PA NY".split()
HEADER = (
    "Timestamp", "First name", "Last name", "E-mail", "Phone", "Address", "City", "State", "ZIP", "Birth date", "Party line",
    "Running for", "First-time candidate", "Languages", "Occupation", "May be contacted", "May be shared with partners",
    "T-shirt size", "How did you hear of us?", "Notes",
)  # fmt: skip


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


def write(path: Path, rows: list[tuple[object, ...]]) -> Path:
    """Write them with shared strings, as Excel does."""
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
