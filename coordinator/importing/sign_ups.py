"""What a row says about its sign-up: at which stop, when, and whether it still stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from coordinator.importing.cells import InRow
from coordinator.importing.stops import EventFinder
from coordinator.importing.targets import ATTENDED, SIGNUP_PREFIX
from coordinator.records.kinds import EMPTY_WORDS, Value

EVENT_WORD, SUBMITTED, STATUS = (f"{SIGNUP_PREFIX}{key}" for key in ("event", "submitted_at", "status"))
CAME, STAYED_AWAY = "attended", "did not attend"


@dataclass(frozen=True, slots=True)
class StopWord:
    """Words for a stop that name none, or more than one.

    Attributes:
        word: the words.
        heading: the column in which they stand.
        rows: the numbers of their rows.
        fitting: numbers of the stops that they may mean; empty if they name none.
    """

    word: str
    heading: str
    rows: tuple[int, ...]
    fitting: tuple[int, ...]

    @property
    def message(self) -> str:
        """What is wrong and what to do."""
        where = ", ".join(map(str, self.rows[:3])) + (", …" if len(self.rows) > 3 else "")
        rows = f"row {where}" if len(self.rows) == 1 else f"{len(self.rows):,} rows: {where}"
        told = f"No stop is called “{self.word}”" if not self.fitting else f"Several stops may be “{self.word}”"
        return f"{told} ({rows}). These sign-ups have no stop yet; the word stays with them. Say which stop it is."


@dataclass(slots=True)
class SignUpReader:
    """Reads what the rows of one sheet say about their sign-ups.

    Attributes:
        events: finds the stops.
        event: the stop of all rows, if somebody said so.
        heading: heading of the column with the stop; "" if there is none.
        reread: reads the cell with the time again, in a stop's zone; None if the zone of the sheet is known.
        time: heading of the column with the time.
        cells: row number → the cell with the time.
        unclear: words that name no stop, or several → the numbers of their rows.
    """

    events: EventFinder
    event: int | None = None
    heading: str = ""
    reread: Callable[[object, str, ZoneInfo], Value] | None = None
    time: str = ""
    cells: Mapping[int, object] = field(default_factory=dict)
    unclear: dict[str, list[int]] = field(default_factory=dict)

    def read(self, row: InRow) -> dict[str, Value]:
        """Return the fields of the sign-up that a row says, and remember a stop's word that is not clear."""
        found = self._say(row, self.cells.get(row.number))
        word = row.values.get(EVENT_WORD)
        says_one = word and str(word).lower() not in EMPTY_WORDS
        if found["event"] is None and says_one and not self.events.is_settled(str(word)):
            self.unclear.setdefault(str(word), []).append(row.number)
        return found

    def read_earlier(self, row: InRow) -> dict[str, Value]:
        """Return the fields of the sign-up that a row of an earlier import said."""
        return self._say(row, row.cells.get(self.time))

    def _say(self, row: InRow, time: object) -> dict[str, Value]:
        at, word = row.values.get(SUBMITTED), row.values.get(EVENT_WORD)
        event = self.event
        if event is None and word:
            event = self.events.find(str(word), str(at) if at else None)
        zone = self.events.zone_of(event) if event is not None and at and self.reread is not None else None
        if zone is not None and self.reread is not None:
            at = self.reread(time, str(at), zone) or at
        return {"event": event, "submitted_at": at, "status": _status(row.values)}

    @property
    def words(self) -> list[StopWord]:
        """The words that are not clear, those of the most rows first."""
        found = sorted(self.unclear.items(), key=lambda item: -len(item[1]))
        return [StopWord(w, self.heading, tuple(rows), tuple(self.events.fitting(w))) for w, rows in found]


def _status(values: Mapping[str, Value]) -> Value:
    """Return the status, with whether the person came if a column of its own says so."""
    said, came = values.get(STATUS), values.get(ATTENDED)
    if came is None:
        return said
    word = CAME if came else STAYED_AWAY
    return f"{said}; {word}" if said else word.capitalize()
