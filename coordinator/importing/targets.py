"""Targets: what a column of a sheet can become, and how its cells are read."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from coordinator.importing.attendance import read_attended, read_cancelled, read_why
from coordinator.importing.crowd_figures import read_crowd
from coordinator.importing.names import read_family_name, read_full_name, read_given_name, read_middle_name
from coordinator.importing.offices import doubt_of_level, names_no_office, read_office_words, told_without_level
from coordinator.importing.places import read_address, read_place, read_whole_place
from coordinator.importing.readings import CellReading, Reader, reading
from coordinator.importing.words_beside import sort_out
from coordinator.records.catalog import CANDIDATE, EVENT, PARTNER, SIGNUP, RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import EMPTY_WORDS, PLAIN_HINTS, Cleaned, Compared, Hints, Value, plain_text
from coordinator.records.kinds.yes_no import Meaning, Said, read_yes_no
from coordinator.records.kinds.zones import split_place
from coordinator.records.vocabularies import vocabulary

ANSWER = "answer"
IGNORED = "ignored"
NAME_OF_LIST = "Name of the list"
"""Heading of the column that a list gets whose name says something of everybody in it."""
SIGNUP_PREFIX = "signup."
SOURCE_KEY = "signup.source_key"
ATTENDED = "signup.attended"
"""Whether somebody who signed up came; it becomes part of the sign-up's status."""
CANCELLED = "signup.cancelled"
"""Whether or when somebody cancelled; it becomes part of the sign-up's status too."""
WHY_CANCELLED = "signup.why_cancelled"
"""Why somebody cancelled: whoever gives a reason has; it becomes part of the status."""
NO_SHOW = "signup.no_show"
"""Whether somebody stayed away, as a mark of its own."""
COMING = "signup.coming"
"""Whether somebody will come, beside a status that says something else; it becomes part of the status."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a column can become.

    Attributes:
        key: a field's key, `signup.` plus a field's key, or a compound's name beginning with `+`.
        label: for the mapping page.
        read: turns a cell into values.
        fields: keys of the fields it can fill; the first one is its main field.
        fills: it only fills what no other column provides.
        further: what a second such column becomes; "": an answer.
        dated: its cells are dates whose day and month order is decided for the whole column.
        whole_days: of its dates only the day is kept.
        clean: cleans a cell that only fills the main field; `read` is needed only if it reports a problem.
    """

    key: str
    label: str
    read: Reader
    fields: tuple[str, ...]
    fills: bool = False
    further: str = ""
    dated: bool = False
    whole_days: bool = False
    clean: Callable[[object, Hints], Cleaned] | None = None


def field_target(field: Field, prefix: str = "", further: Field | None = None) -> Target:
    """Return the target for a column that fills one field.

    Args:
        field: the field.
        prefix: what its key begins with in a row's values.
        further: where more than one address or number goes.
    """
    key = prefix + field.key
    if field.kind.is_among_words:
        return _among_words(field, key, further)

    def read(raw: object, hints: Hints) -> CellReading:
        return reading(key, field.clean(raw, hints))

    dated = field.kind.compared is Compared.AS_DATES
    whole_days = dated and not field.kind.has_time
    return Target(key, field.label, read, (key,), dated=dated, whole_days=whole_days, clean=field.cleaner)


def _among_words(field: Field, key: str, further: Field | None) -> Target:
    """Addresses or numbers: the first one goes to the field, the others of its cell to the field for further ones."""
    kind = field.kind

    def read(raw: object, hints: Hints) -> CellReading:
        taken = sort_out(plain_text(raw, lines=True), kind.take(raw, hints), hints.others)
        first, others = taken.values[:1], taken.values[1:]
        values: dict[str, Value] = {}
        if kind.many and first:
            values[key] = [*taken.values]
        elif first:
            values[key] = first[0]
            if others and further is None:
                return reading(key, field.clean(raw, hints))
            if others and further is not None:
                values[further.key] = [*others]
        told = [taken.problem] if taken.problem else []
        told += [doubt for value in taken.values for doubt in kind.item.doubts(value)]
        return CellReading(values, tuple(told), taken.leftover or None)

    def clean(raw: object, hints: Hints) -> Cleaned:
        cleaned = field.clean(raw, hints)
        if cleaned.problem is None and (doubts := kind.doubts(cleaned.value)):
            return Cleaned(cleaned.value, " ".join(doubts))
        return cleaned

    keys = (key, further.key) if further else (key,)
    return Target(key, field.label, read, keys, further=further.key if further else "", clean=clean)


def read_office(raw: object, hints: Hints) -> CellReading:
    """Keep an office in the person's words; level and district are read from them."""
    text = plain_text(raw)
    if text.lower() in EMPTY_WORDS and "?" not in text:
        return CellReading({})
    if read_yes_no(text) in (Said(Meaning.YES), Said(Meaning.NO)):
        return CellReading(
            {}, (f"“{text}” names no office: it only says yes or no. Write the office, if there is one.",)
        )
    if vocabulary("offices").find(text) is None and (term := vocabulary("levels").find(text)):
        return CellReading({"office": text, "office_level": term.code})
    if "?" in text and not text.strip("?¿ "):
        return CellReading({"office_level": "unsure"}, (f"“{text}” names no office. Write it when it is known.",))
    found = read_office_words(text)
    if found.keys() == {"office"} and names_no_office(text):
        return CellReading({}, (f"“{text}” names no office.",), text)
    doubt = "" if "office_level" in found else doubt_of_level(text) or told_without_level(text)
    return CellReading(found, (doubt,) if doubt else ())


def read_levels(raw: object, hints: Hints) -> CellReading:
    """Read the levels that a partner trains for, also from offices; the words of offices are kept beside them."""
    field = PARTNER.by_key["levels"]
    cleaned = field.clean(raw, hints)
    if cleaned.problem is None:
        return reading(field.key, cleaned)
    text = plain_text(raw)
    levels = vocabulary("levels")
    found: list[str] = []
    for part in re.split(r"(?i)\s*[;,/\n]\s*|\s+(?:and|y)\s+", text):
        term = levels.find(part)
        level = term.code if term else read_office_words(part).get("office_level")
        if not isinstance(level, str) or level in _NO_LEVEL:
            return reading(field.key, cleaned)
        found.append(level)
    return CellReading({field.key: [*dict.fromkeys(found)]}, leftover=text)


def read_wanted_services(raw: object, hints: Hints) -> CellReading:
    """Read what help somebody wants; words that the list has not, or that say more, are kept as they were said."""
    field = CANDIDATE.by_key["wanted_services"]
    found = reading(field.key, field.clean(raw, hints))
    return replace(found, leftover=plain_text(raw)) if found.problems else found


_NO_LEVEL = frozenset({"unsure", "none"})
_AGE = re.compile(r"\d{1,3}")


def read_age(raw: object, hints: Hints) -> CellReading:
    """Read an age in years, or a range such as `18-29`."""
    text = plain_text(raw)
    if _AGE.fullmatch(text):
        return reading("stated_age", CANDIDATE.by_key["stated_age"].clean(text, hints))
    return reading("age_band", CANDIDATE.by_key["age_band"].clean(raw, hints))


_PART_OF_DAY = re.compile(r"(?i),?\s+(in the )?(morning|noon|afternoon|evening|night)\s*$")


def read_when(raw: object, hints: Hints) -> CellReading:
    """Read a stop's time with the zone that follows it: `Fri 3/7/25 6:30 PM CT`."""
    text = plain_text(raw)
    zone = None
    if isinstance(raw, str):
        raw, zone = split_place(text)
    doors = None
    if isinstance(raw, str):
        raw, doors = _doors_of(_PART_OF_DAY.sub("", raw))
    cleaned = EVENT.by_key["starts_at"].clean(raw, hints)
    found = reading("starts_at", cleaned)
    values = {**found.values, **({"time_zone": zone} if zone else {})}
    if doors and cleaned.value:
        opened = EVENT.by_key["doors_at"].clean(f"{str(cleaned.value)[:10]} {doors}", hints).value
        values |= {"doors_at": opened} if opened else {}
    return CellReading(values, found.problems, text if found.problems and not found.values else None)


_CLOCK = r"\d{1,2}(?::\d\d)?\s*(?:[ap]\.?m\.?)?"
_SURE_CLOCK = r"(?<!\d)(?:\d{1,2}(?::\d\d)?\s*[ap]\.?m\.?|\d{1,2}:\d\d)"
_DOORS = re.compile(rf"(?i)[,;(]?\s*(?:doors?(?: open)?(?: at)?\s+({_CLOCK})|({_SURE_CLOCK})\s+doors?(?: open)?)\)?")


def _doors_of(text: str) -> tuple[str, str | None]:
    """Extract the time when the doors open from a text: `Sat 3/15, 7pm doors`, `doors 6, start 7:30 pm`."""
    match = _DOORS.search(text)
    if not match:
        return text, None
    doors, rest = (match[1] or match[2]).strip(), (text[: match.start()] + " " + text[match.end() :]).strip(" ,;")
    if re.fullmatch(r"[\d:]+", doors) and (half := re.search(r"(?i)([ap])\.?m", rest)):
        doors += f" {half[1]}m"
    return rest, doors


_BESIDE_A_NAME = ("suffix", "preferred_name", "pronouns")
_PLACE = ("city", "state", "postcode")


def _places(rt: RecordType) -> list[Target]:
    """Return the targets for places in one cell."""
    known = frozenset(rt.by_key)
    parts = tuple(key for key in (*_PLACE, "country") if key in known)
    found = [
        Target("city", "City", partial(read_place, known=known), parts),
        Target("+place", "City, state, ZIP", partial(read_whole_place, known=known), parts, fills=True),
    ]
    if rt.is_person:
        whole = ("address", *parts)
        found.append(Target("+address", "Whole address", partial(read_address, known=known), whole, fills=True))
    return found


def _signup_targets() -> list[Target]:
    found = [
        field_target(SIGNUP.by_key[key], SIGNUP_PREFIX) for key in ("submitted_at", "event", "status", "source_key")
    ]
    return [
        *found,
        Target("signup.event", "Tour event", _as_text("signup.event"), ("signup.event",)),
        Target(ATTENDED, "Attended", partial(read_attended, ATTENDED), (ATTENDED,)),
        Target(CANCELLED, "Cancelled", partial(read_cancelled, CANCELLED), (CANCELLED,)),
        Target(WHY_CANCELLED, "Why cancelled", partial(read_why, WHY_CANCELLED), (WHY_CANCELLED,)),
        Target(NO_SHOW, "Did not come", partial(read_cancelled, NO_SHOW), (NO_SHOW,)),
        Target(COMING, "Coming", _as_text(COMING), (COMING,)),
    ]


_FULL_NAME = ("given_name", "middle_name", "family_name", *_BESIDE_A_NAME)


def _of_people() -> list[Target]:
    return [
        Target("given_name", "First name", read_given_name, ("given_name", *_BESIDE_A_NAME)),
        Target("middle_name", "Middle name", read_middle_name, ("middle_name",)),
        Target("family_name", "Last name", read_family_name, ("family_name", "suffix", "pronouns")),
        Target("office", "Running for", read_office, ("office", "office_level", "division")),
        Target(
            "wanted_services", CANDIDATE.by_key["wanted_services"].label, read_wanted_services, ("wanted_services",)
        ),
        *_signup_targets(),
        Target("+full_name", "Full name", read_full_name, _FULL_NAME, fills=True),
        Target("+age", "Age or age band", read_age, ("stated_age", "age_band")),
    ]


def _of_events() -> list[Target]:
    return [
        Target("starts_at", "Starts", read_when, ("starts_at", "time_zone"), dated=True),
        Target("attendance", "Crowd to quote", read_crowd, ("attendance", "attendance_said")),
        *(
            Target(f"+{time}", f"{EVENT.by_key[key].label}: time of day", partial(_as_time, time), (time, "time_zone"))
            for key, time in TIMES_OF_DAY.items()
        ),
    ]


def _of_partners() -> list[Target]:
    return [Target("levels", PARTNER.by_key["levels"].label, read_levels, ("levels",))]


TIMES_OF_DAY: Mapping[str, str] = {"starts_at": "start_time", "ends_at": "end_time", "doors_at": "doors_time"}
"""Field of a stop's time → key of its time of day, from a column of its own."""


_FURTHER: Mapping[str, Callable[[], list[Target]]] = {
    CANDIDATE.key: _of_people,
    EVENT.key: _of_events,
    PARTNER.key: _of_partners,
}
"""Record type → what a column can become besides one field, or that reads more than one."""


def targets_of(rt: RecordType) -> dict[str, Target]:
    """Return everything that a column can become when a sheet of this type is imported."""
    found = {f.key: field_target(f) for f in rt.shown if f.stored and (f.editable or f.is_answer)}
    found |= {key: field_target(rt.by_key[key], further=rt.by_key[further]) for key, further in rt.further.items()}
    if rt.key in _FURTHER:
        places = _places(rt) if "city" in rt.by_key else []
        found |= {t.key: t for t in (*_FURTHER[rt.key](), *places)}
    return found


def _as_text(key: str) -> Reader:
    def read(raw: object, hints: Hints) -> CellReading:
        text = plain_text(raw)
        return CellReading({key: text} if text else {})

    return read


def _as_time(key: str, raw: object, hints: Hints) -> CellReading:
    """Read a time of day from a column of its own."""
    if isinstance(raw, dt.datetime):
        raw = raw.time()
    if isinstance(raw, dt.time):
        return CellReading({key: raw.isoformat(timespec="minutes")})
    if isinstance(raw, float) and 0 <= raw < 1:
        minutes = round(raw * 1440)
        return CellReading({key: f"{minutes // 60:02d}:{minutes % 60:02d}"})
    text = plain_text(raw)
    clock, zone = split_place(text)
    there: dict[str, Value] = {"time_zone": zone} if zone else {}
    if noon := _NOON.get(clock.casefold().strip(" .")):
        return CellReading({key: noon, **there})
    clock = _ASIDE.sub("", clock.strip())
    if plainly := _PLAINLY.fullmatch(clock):
        clock = _in_digits(plainly)
    match = TIME_OF_DAY.fullmatch(clock)
    if not match or int(match[1]) > (23 if match[2] else 12) or int(match[2] or 0) > _LAST_MINUTE:
        return CellReading({}, (f"“{text}” is no time of day. Write it like 18:30.",) if text else ())
    half = (match[3] or match[4] or "").lower()[:1]
    hour = int(match[1]) % 12 + (12 if half == "p" else 0) if half else int(match[1])
    return CellReading({key: f"{hour:02d}:{match[2] or '00'}", **there})


TIME_OF_DAY = re.compile(r"(?i)(\d{1,2})(?::(\d{2})(?::\d{2})?\s*([ap]\.?(?:\s?m)?\.?)?|\s*([ap]\.?(?:\s?m)?\.?))")
"""A time of day: `18:30`, `6:30 PM`, `6 p.m.`, `6p`."""
_LAST_MINUTE = 59
_ASIDE = re.compile(r"(?i)^(?:at|a las?|@)\s+|(?<=[\dapm.])\s*(?:hours?|hrs?\.?|horas?|sharp|en punto)$")
"""Words around a time of day that say no more: `at 7 pm`, `18:30 hrs`, `7 pm sharp`."""
_PLAINLY = re.compile(
    r"(?i)(?P<hour>[01]?\d|2[0-3])(?:\s*h\s*(?P<minutes>[0-5]\d)?|:?(?P<more>[0-5]\d))(?:\s*h)?"
    r"|(?P<early>(?:0?[1-9]|1[01])(?::\d\d)?)\s*(?:in the|de la)\s+(?:morning|mañana|manana)"
    r"|(?P<later>(?:[1-9]|1[0-2])(?::\d\d)?)\s*(?:in the|de la|del)\s+(?:afternoon|tarde|mediod[ií]a)"
    r"|(?P<late>(?:[6-9]|1[01])(?::\d\d)?)\s*(?:in the|at|de la)\s+(?:evening|night|noche)"
)
"""Times of day written without a colon, or with the part of the day: `1800`, `19h30`, `7 in the evening`."""


def _in_digits(match: re.Match[str]) -> str:
    if early := match["early"]:
        return f"{early} am"
    if late := match["later"] or match["late"]:
        return f"{late} pm"
    return f"{int(match['hour']):02d}:{match['minutes'] or match['more'] or '00'}"


_NOON = {"noon": "12:00", "12 noon": "12:00", "midnight": "00:00", "mediodía": "12:00", "mediodia": "12:00"}


def is_time_of_day(cell: object) -> bool:
    """Return whether a cell is a time of day and no more, with or without a zone; `2026` may be a year."""
    if isinstance(cell, dt.datetime):
        return cell.date() <= _NO_DAY
    return not _YEAR.fullmatch(plain_text(cell)) and bool(_as_time("at", cell, PLAIN_HINTS).values)


_YEAR = re.compile(r"20[1-4]\d")
_NO_DAY = dt.date(1904, 1, 1)
"""Days up to this are the first of a workbook's calendars: it holds a time of day alone."""
