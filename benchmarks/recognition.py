"""Recognizing the columns of a sheet, in time of the processor: python -m benchmarks.recognition [COLUMNS [ROWS]]."""

import random
import statistics
import time
from collections.abc import Iterator

from benchmarks.result import Result, show

USUAL = {"columns": 40, "rows": 200}
SMALL = {"columns": 12, "rows": 20}
AGAIN = 5
LIMIT = 60.0
_HEADINGS = (
    "Timestamp", "First name", "Last name", "What is your e-mail address?", "Mobile (so we can text)", "Street address",
    "City", "State", "ZIP", "Date of birth", "Which office would you run for?", "Party", "Have you run before?",
    "Emergency contact", "May we contact you?", "Anything else?", "Your gender", "IP Address", "Why do you want to run?", "Tags",
)  # fmt: skip
_CELLS = (
    "2025-03-{n:02d} 10:21:00", "Noor", "Hale", "noor{n}@example.org", "(303) 555-01{n:02d}", "{n} Main St", "Denver", "CO",
    "80203", "19{n:02d}-04-11", "City council, ward {n}", "Independent", "No", "Casper Brandt", "Yes, call or text me",
    "Two kids, evenings only {n}", "Woman", "192.0.2.{n}", "Because my street floods {n} times a year", "rally; week {n}",
)  # fmt: skip


def measure(columns: int, rows: int) -> Iterator[Result]:
    """Recognize a sheet of made-up people several times, with cells that were never seen before."""
    from coordinator.importing.columns import map_columns
    from coordinator.importing.recognition.kinds_of_text import kinds_of
    from coordinator.records.catalog import CANDIDATE

    chance = random.Random(16)
    headings = [f"{_HEADINGS[i % len(_HEADINGS)]}{'' if i < len(_HEADINGS) else ' again'}" for i in range(columns)]
    table = [[_CELLS[i % len(_CELLS)].format(n=chance.randint(10, 99)) for _ in range(rows)] for i in range(columns)]
    map_columns(CANDIDATE, headings, table)  # loads the weights and the lists
    took = []
    for _ in range(AGAIN):
        kinds_of.cache_clear()
        started = time.process_time()
        map_columns(CANDIDATE, headings, table)
        took.append(1000 * (time.process_time() - started))
    yield Result(f"{columns} columns recognized, {rows} rows", statistics.median(took), "ms", target=LIMIT)


if __name__ == "__main__":
    show(measure, USUAL)
