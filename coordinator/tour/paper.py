"""Paper: printed sign-up sheets for a stop, and the lines written on them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.records import row_id, times
from coordinator.records.catalog import CANDIDATE, EVENT, SIGNUP, SOURCE
from coordinator.records.kinds import Value, plain_text
from coordinator.store import query
from coordinator.store.filters import And, Compare
from coordinator.tour.public_facts import Public, public
from coordinator.tour.questions import CONSENTS, DEFAULT, NAME, REACH, questions

LINES = 10
"""Lines on a printed sheet."""
COLUMNS = (NAME, REACH, "postcode", "office", *CONSENTS)
"""The columns of a line, in sheet order; e-mail and phone share one box."""
_KEY = re.compile(r"sheet (\d+), line (\d+)")
_BOXES = (NAME, "email", "phone", "postcode", "office", *CONSENTS)


@dataclass(frozen=True, slots=True)
class PaperStop:
    """What a sheet says about its stop.

    Attributes:
        number: the tour event.
        code: its row ID, printed on every sheet and used in the QR code's link.
        title: its title.
        when_and_where: date and place on one line.
        public: the organization asking, its contact, and the form's address.
    """

    number: int
    code: str
    title: str
    when_and_where: str
    public: Public

    @property
    def link(self) -> str:
        """The QR code's link; "" if the form's address is not set."""
        return self.public.link(self.code) if self.public.address else ""


def stop_of(connection: Connection, event: int) -> PaperStop:
    """Return what sheets say about a stop.

    Raises:
        UserError: it does not exist.
    """
    row = query.record(connection, EVENT, event)
    if row is None or row.get("deleted_at"):
        raise UserError(f"There is no tour event {event}. See: coordinator list events")
    place = ", ".join(str(row[key]) for key in ("venue", "city", "state") if row.get(key))
    line = " · ".join(filter(None, (times.shown(row), place)))
    return PaperStop(event, row_id.make(EVENT.letter, event), EVENT.title(row), line, public(connection))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sheet, as typed in.

    Attributes:
        number: its number on the sheet, from 1.
        boxes: column key → text; `yes` for a ticked box.
    """

    number: int
    boxes: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether the line is empty."""
        return not any(plain_text(text) for text in self.boxes.values())


@dataclass(frozen=True, slots=True)
class Differing:
    """A box typed in two different ways.

    Attributes:
        line: number of the line.
        column: key of the column.
        first, second: the two texts.
    """

    line: int
    column: str
    first: str
    second: str


def differing(first: Iterable[Line], second: Iterable[Line]) -> list[Differing]:
    """Return where two typings of a sheet differ, ignoring blanks and case."""
    once, again = ({line.number: line.boxes for line in lines} for lines in (first, second))
    found = []
    for number in sorted(once.keys() | again.keys()):
        for column in COLUMNS:
            a, b = (plain_text(boxes.get(number, {}).get(column, "")) for boxes in (once, again))
            if a.casefold() != b.casefold():
                found.append(Differing(number, column, a, b))
    return found


def split_reach(text: str) -> dict[str, str]:
    """Return e-mail and phone from the one box where people write either or both."""
    words = plain_text(text).split()
    email = next((w.strip(",;") for w in words if "@" in w), "")
    rest = " ".join(w for w in words if "@" not in w and w.casefold() not in {"or", "/", "o", ",", ";"}).strip(",; ")
    return {key: said for key, said in (("email", email), ("phone", rest)) if said}


def problem_of(column: str, text: str) -> str | None:
    """Return what is unreadable in a box, or None; it can be saved anyway and is kept as written."""
    parts = split_reach(text) if column == REACH else {column: text} if column == "postcode" else {}
    cleaned = (CANDIDATE.by_key[key].clean(said) for key, said in parts.items())
    return next((c.problem for c in cleaned if c.problem and c.value is None), None)


def source_name(stop: PaperStop) -> str:
    """Return the name of the source for a stop's sheets; it stays the same when the stop is renamed."""
    return f"Paper of {stop.code}"


def typed_before(connection: Connection, event: int) -> dict[int, list[Line]]:
    """Return what has been typed in for a stop so far: sheet number → its lines."""
    name = source_name(stop_of(connection, event))
    source = query.ids_by_values(connection, SOURCE, "name", [name]).get(name, [])
    if not source:
        return {}
    wanted = And((Compare("source", "=", source[0]), Compare("event", "=", event)))
    found: dict[int, list[Line]] = {}
    for row in query.read_rows(connection, SIGNUP, query.select_ids(connection, SIGNUP, wanted)):
        if match := _KEY.fullmatch(str(row.get("source_key") or "")):
            found.setdefault(int(match[1]), []).append(Line(int(match[2]), _boxes(row.get("row") or {})))
    return {sheet: sorted(lines, key=lambda line: line.number) for sheet, lines in sorted(found.items())}


def _boxes(cells: Mapping[str, Value]) -> dict[str, str]:
    """Return a line's boxes from its stored row."""
    headings = {box.key: box.heading for q in questions(CANDIDATE, DEFAULT) for box in q.boxes}
    said = {key: str(cells.get(headings[key]) or "") for key in _BOXES}
    reach = " ".join(filter(None, (said.pop("email"), said.pop("phone"))))
    ticks = {key: "yes" if said[key] == "yes" else "" for key in CONSENTS}
    return {**said, REACH: reach, **ticks}
