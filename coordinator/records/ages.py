"""Ages: in which years somebody may be born, by what is known of it."""

import datetime as dt

from coordinator.records.fields import Row

BANDS = {
    "under_18": (10, 17),
    "18-29": (18, 29),
    "30-40": (30, 40),
    "41-54": (41, 54),
    "55-64": (55, 64),
    "65_up": (65, 110),
    "over_40": (41, 110),
    "over_18": (18, 110),
}
"""Age bands as (youngest, oldest)."""
OLD = 5
"""A statement without a day may be so many years old."""


def years_of_birth(row: Row) -> tuple[int, int] | None:
    """Return the first and the last year in which somebody may be born; None if that is open.

    The birth date counts most, then the stated age, then the age band.
    """
    if born := str(row.get("birth_date") or ""):
        return (int(born[:4]), int(born[:4])) if born[:4].isdigit() else None
    age, on = row.get("stated_age"), str(row.get("stated_age_on") or "")
    if isinstance(age, int):
        if on[:4].isdigit():
            return int(on[:4]) - age - 1, int(on[:4]) - age
        return _lately(age, age)
    band = row.get("age_band")
    return _lately(*BANDS[str(band)]) if band in BANDS else None


def _lately(youngest: int, oldest: int) -> tuple[int, int]:
    year = dt.date.today().year
    return year - OLD - oldest - 1, year - youngest
