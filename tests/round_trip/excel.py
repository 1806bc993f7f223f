"""Excel with the settings of several countries: a csv is opened, its cells are taken for something, and saved as shown.

Rules after what Excel does on its own with a cell of the format General; for tests.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

THIS_YEAR = 2025
ENGLISH = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_LONG = "January February March April May June July August September October November December".split()
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_NAMED = re.compile(r"([A-Za-z]+) (\d{1,2})(?:,? (\d{4}))?|(\d{1,2})[ -]([A-Za-z]+)(?:[ -](\d{2}|\d{4}))?")
_NAMED_YEAR = re.compile(r"([A-Za-z]+)[ -](\d{4})")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ([AP])M)?", re.IGNORECASE)


@dataclass(frozen=True)
class Setting:
    """How Excel takes and shows cells in one country.

    Attributes:
        name: its name.
        separator: between the cells of a csv.
        encoding: of a csv that it saves.
        point, thousands: in numbers.
        signs: between the parts of a date that it takes.
        order: of the parts of a date: `mdy`, `dmy`, `ymd`.
        date: shows a whole date.
        day_month, month_year: show a date without its year, or day.
        time: shows a time of day.
        words: for true and false.
        no_name: its word for a formula that is none.
    """

    name: str
    separator: str
    encoding: str
    point: str
    thousands: str
    signs: str
    order: str
    date: Callable[[dt.date], str]
    day_month: Callable[[dt.date], str]
    month_year: Callable[[dt.date], str]
    time: Callable[[dt.time], str]
    words: tuple[str, str]
    no_name: str = "#NAME?"


def _months(words: str) -> Callable[[dt.date], str]:
    names = words.split()
    return lambda d: names[d.month - 1]


_DE = _months("Jan Feb Mrz Apr Mai Jun Jul Aug Sep Okt Nov Dez")
_FR = _months("janv févr mars avr mai juin juil août sept oct nov déc")
_ES = _months("ene feb mar abr may jun jul ago sep oct nov dic")


def _clock(time: dt.time) -> str:
    return f"{time.hour % 12 or 12}:{time:%M:%S} {'AM' if time.hour < 12 else 'PM'}"


SETTINGS = [
    Setting(
        "US", ",", "utf-8-sig", ".", ",", "/-", "mdy", lambda d: f"{d.month}/{d.day}/{d.year}",
        lambda d: f"{d.day}-{d:%b}", lambda d: f"{d:%b-%y}", _clock, ("TRUE", "FALSE"),
    ),
    Setting(
        "US, two digits", ",", "cp1252", ".", ",", "/-", "mdy", lambda d: f"{d.month}/{d.day}/{d:%y}",
        lambda d: f"{d.day}-{d:%b}", lambda d: f"{d:%b-%y}", lambda t: f"{t.hour}:{t:%M}", ("TRUE", "FALSE"),
    ),
    Setting(
        "UK", ",", "cp1252", ".", ",", "/-", "dmy", lambda d: f"{d:%d/%m/%Y}",
        lambda d: f"{d:%d-%b}", lambda d: f"{d:%b-%y}", lambda t: f"{t:%H:%M:%S}", ("TRUE", "FALSE"),
    ),
    Setting(
        "German", ";", "cp1252", ",", ".", "/-.", "dmy", lambda d: f"{d:%d.%m.%Y}",
        lambda d: f"{d:%d}. {_DE(d)}", lambda d: f"{_DE(d)} {d:%y}", lambda t: f"{t:%H:%M}", ("WAHR", "FALSCH"),
    ),
    Setting(
        "German, two digits", ";", "utf-8-sig", ",", ".", "/-.", "dmy", lambda d: f"{d:%d.%m.%y}",
        lambda d: f"{d:%d}. {_DE(d)}", lambda d: f"{_DE(d)} {d:%y}", lambda t: f"{t:%H:%M:%S}", ("WAHR", "FALSCH"),
    ),
    Setting(
        "French", ";", "cp1252", ",", " ", "/-", "dmy", lambda d: f"{d:%d/%m/%Y}",
        lambda d: f"{d:%d}-{_FR(d)}", lambda d: f"{_FR(d)}-{d:%y}", lambda t: f"{t:%H:%M:%S}", ("VRAI", "FAUX"),
        "#NOM?",
    ),
    Setting(
        "Spanish", ";", "cp1252", ",", ".", "/-", "dmy", lambda d: f"{d:%d/%m/%Y}",
        lambda d: f"{d:%d}-{_ES(d)}", lambda d: f"{_ES(d)}-{d:%y}", lambda t: f"{t.hour}:{t:%M:%S}",
        ("VERDADERO", "FALSO"), "#¿NOMBRE?",
    ),
    Setting(
        "ISO", ",", "utf-8-sig", ".", ",", "/-", "ymd", lambda d: d.isoformat(),
        lambda d: f"{d:%d-%b}", lambda d: f"{d:%b-%y}", lambda t: f"{t:%H:%M:%S}", ("TRUE", "FALSE"),
    ),
]  # fmt: skip
BY_NAME = {s.name: s for s in SETTINGS}


def shown(text: str, setting: Setting) -> str:
    """Return what Excel saves for a cell of a csv that it opened."""
    cell = text.strip()
    if not cell:
        return text
    if cell.upper() in ("TRUE", "FALSE"):
        return setting.words[cell.upper() == "FALSE"]
    for look in (_moment, _time, _number):
        if (found := look(cell, setting)) is not None:
            return found
    return setting.no_name if re.match(r"[=+\-@] ?[A-Za-z(]", cell) else text


def _moment(cell: str, setting: Setting) -> str | None:
    if match := _ISO.fullmatch(cell):
        parts = [int(p or 0) for p in match.groups()]
        if (day := _day(*parts[:3])) is None:
            return None
        return setting.date(day) + (f" {parts[3]:02d}:{parts[4]:02d}" if match[4] else "")
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})", cell):
        day = _day(int(match[1]), int(match[2]), 1)
        return setting.month_year(day) if day else None
    sign = f"[{re.escape(setting.signs)}]"
    if match := re.fullmatch(rf"(\d{{1,2}}){sign}(\d{{1,2}}){sign}(\d{{4}}|\d{{2}})", cell):
        return _in_numbers(*match.groups(), setting=setting)
    if match := re.fullmatch(rf"(\d{{1,2}}){sign}(\d{{1,2}})", cell):
        first, second = int(match[1]), int(match[2])
        month, day_ = (second, first) if setting.order == "dmy" else (first, second)
        if day := _day(THIS_YEAR, month, day_):
            return setting.day_month(day)
        day = _day((1900 if second >= 30 else 2000) + second, first, 1)
        return setting.month_year(day) if day else None
    return _named(cell, setting)


def _in_numbers(first: str, second: str, third: str, *, setting: Setting) -> str | None:
    if setting.order == "ymd" and len(third) == 2:
        parts = (_century(first), int(second), int(third))
    elif setting.order == "mdy":
        parts = (_century(third), int(first), int(second))
    else:
        parts = (_century(third), int(second), int(first))
    day = _day(*parts)
    return setting.date(day) if day else None


def _named(cell: str, setting: Setting) -> str | None:
    if (match := _NAMED_YEAR.fullmatch(cell)) and (month := _month(match[1])):
        return setting.month_year(dt.date(int(match[2]), month, 1))
    if not (match := _NAMED.fullmatch(cell)):
        return None
    month, day_, year = _month(match[1] or match[5]), int(match[2] or match[4]), match[3] or match[6]
    day = _day(_century(year) if year else THIS_YEAR, month, day_) if month else None
    if day is None or year is None:
        return setting.day_month(day) if day else None
    return f"{setting.day_month(day)}{'' if setting.day_month(day).endswith('.') else '-'}{day:%y}"


def _month(word: str) -> int:
    for number, (short, long) in enumerate(zip(ENGLISH, _LONG, strict=True), 1):
        if word.lower() in (short.lower(), long.lower()):
            return number
    return 0


def _century(year: str) -> int:
    number = int(year)
    return number if len(year) == 4 else number + (2000 if number < 30 else 1900)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        found = dt.date(year, month, day)
    except ValueError:
        return None
    return found if year >= 1900 else None


def _time(cell: str, setting: Setting) -> str | None:
    if not (match := _TIME.fullmatch(cell)):
        return None
    hour = int(match[1]) % 12 + (12 if match[4].upper() == "P" else 0) if match[4] else int(match[1])
    return setting.time(dt.time(hour, int(match[2]), int(match[3] or 0))) if hour < 24 else None


def _number(cell: str, setting: Setting) -> str | None:
    point, by = re.escape(setting.point), re.escape(setting.thousands)
    dollar = r"\$?" if setting.point == "." else ""
    match = re.fullmatch(
        rf"(\()?([+-]?)({dollar})(\d{{1,3}}(?:{by}\d{{3}})+|\d*)(?:{point}(\d*))?(?:[eE]([+-]?\d+))?(%?)\)?", cell
    )
    if match is None or not (match[4] or match[5]):
        return None
    whole, part = re.sub(by, "", match[4]) or "0", match[5] or ""
    grouped = whole != (match[4] or "0")
    number = float(f"{whole}.{part or 0}e{match[6] or 0}")
    if number in (float("inf"),):
        return None
    if match[2] == "-" or match[1]:
        number = -number
    if match[6]:
        return f"{number:.2E}".replace(".", setting.point)
    if match[7]:
        return (f"{number:.2f}" if part else f"{number:.0f}").replace(".", setting.point) + "%"
    if match[3] or grouped:
        text = f"{number:,.2f}" if part else f"{number:,.0f}"
        text = text.translate(str.maketrans({",": setting.thousands, ".": setting.point}))
        return match[3] + text
    return general(number, setting)


def general(number: float, setting: Setting) -> str:
    """Return a number as the format General shows it: eleven characters."""
    if number and not 1e-9 < abs(number) < 1e11:
        mantissa, exponent = f"{number:.5E}".split("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{exponent}".replace(".", setting.point)
    text = f"{number:.{max(0, 10 - len(str(int(abs(number)))))}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", setting.point)


def saved_again(path: Path, setting: Setting, out: Path) -> Path:
    """Open a csv of ours, and save it in another file as Excel does."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    made = io.StringIO()
    writer = csv.writer(made, delimiter=setting.separator)
    writer.writerow(rows[0])
    writer.writerows([[shown(cell, setting) for cell in row] for row in rows[1:]])
    out.write_bytes(made.getvalue().encode(setting.encoding, "replace"))
    return out
