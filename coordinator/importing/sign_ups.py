"""What a row says about its sign-up: at which stop, when, and whether it still stands."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from zoneinfo import ZoneInfo

from coordinator.base.folding import without_accents
from coordinator.importing.attendance import NEITHER, came, cancelled, not_yet
from coordinator.importing.cells import InRow
from coordinator.importing.recognition.kinds_of_text import kinds_of
from coordinator.importing.stops import EventFinder
from coordinator.importing.targets import ATTENDED, CANCELLED, COMING, NO_SHOW, SIGNUP_PREFIX, WHY_CANCELLED
from coordinator.records import row_id
from coordinator.records.catalog import EVENT, SIGNUP
from coordinator.records.kinds import EMPTY_WORDS, Value, as_number, plain_text
from coordinator.records.kinds.yes_no import Meaning, Said, read_yes_no
from coordinator.store.credited import NOT_OFF, says_off

EVENT_WORD, SUBMITTED, STATUS = (f"{SIGNUP_PREFIX}{key}" for key in ("event", "submitted_at", "status"))
_ASKED = frozenset({EVENT_WORD, STATUS, COMING})
"""What a row may say of a stop and a status that is not clear."""
_TELL = frozenset({STATUS, ATTENDED, CANCELLED, COMING, NO_SHOW, WHY_CANCELLED})
"""What makes a status."""
CAME, STAYED_AWAY, CALLED_OFF, NOT_COMING = "attended", "did not attend", "Cancelled", "Not coming"

_OF_SIGN_UPS = frozenset(f"{SIGNUP_PREFIX}{f.key}" for f in SIGNUP.fields) | _TELL


def of_person(row: InRow) -> dict[str, Value]:
    """Return what a row says of the person, without what it says of the sign-up."""
    person = row.values.copy()
    for key in _OF_SIGN_UPS.intersection(person):
        del person[key]
    return person


@dataclass(frozen=True, slots=True)
class StopWord:
    """Words for a stop that name none, or more than one.

    Attributes:
        word: the words.
        heading: the column in which they stand.
        rows: the numbers of their rows.
        fitting: numbers of the stops that they may mean; empty if they name none.
        near: numbers of the stops that are called so but for a letter, if they name none.
    """

    word: str
    heading: str
    rows: tuple[int, ...]
    fitting: tuple[int, ...]
    near: tuple[int, ...] = ()

    @property
    def message(self) -> str:
        """What is wrong and what to do."""
        rows = _where(self.rows)
        told = f"No stop is called “{self.word}”" if not self.fitting else f"Several stops may be “{self.word}”"
        near = " or ".join(row_id.make(EVENT.letter, number) for number in self.near)
        meant = f" Did you mean {near}?" if near else ""
        return (
            f"{told} ({rows}).{meant} These sign-ups have no stop yet; the word stays with them. Say which stop it is: "
            f'choose it at the columns, or on the command line write --stop "{self.word}=ID" with its row ID.'
        )


@dataclass(frozen=True, slots=True)
class StatusWord:
    """A status of sign-ups at stops of which it is not known whether the people mean to come.

    Attributes:
        word: the status.
        heading: the column in which it stands.
        rows: the numbers of its rows.
    """

    word: str
    heading: str
    rows: tuple[int, ...]

    @property
    def message(self) -> str:
        """What is wrong and what to do."""
        return (
            f"It is not known what “{self.word}” says of a sign-up ({_where(self.rows)}). It is kept with it, and "
            "these people count as coming. Write Cancelled, No show or Attended if that is meant."
        )


def _where(rows: Sequence[int]) -> str:
    named = ", ".join(map(str, rows[:3])) + (", …" if len(rows) > 3 else "")
    return f"row {named}" if len(rows) == 1 else f"{len(rows):,} rows: {named}"


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
        status: heading of the column with the status; "" if there is none.
        coming: heading of the column that says beside a status who is coming; "" if there is none.
        day: heading of the column with the day of the stop; "" if there is none.
        unclear: words that name no stop, or several → the numbers of their rows.
        statuses: statuses at stops that are not understood, with their heading → the numbers of their rows.
    """

    events: EventFinder
    event: int | None = None
    heading: str = ""
    reread: Callable[[object, str, ZoneInfo], Value] | None = None
    time: str = ""
    cells: Mapping[int, object] = field(default_factory=dict)
    status: str = ""
    coming: str = ""
    day: str = ""
    unclear: dict[str, list[int]] = field(default_factory=dict)
    statuses: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def read(self, row: InRow, stays: int | None = None) -> dict[str, Value]:
        """Return the fields of the sign-up that a row says, and remember a stop's word that is not clear.

        Args:
            row: the row.
            stays: the stop that the sign-up has, and keeps if the row names none: its time is in the zone there.
        """
        found = self._say(row, self.cells.get(row.number), stays)
        if row.values.keys().isdisjoint(_ASKED):
            return found
        word = row.values.get(EVENT_WORD)
        says_one = word and str(word).lower() not in EMPTY_WORDS and not _names_none(str(word))
        if found["event"] is None and says_one and not self.events.is_settled(str(word)):
            self.unclear.setdefault(str(word), []).append(row.number)
        for key, heading in ((STATUS, self.status), (COMING, self.coming)):
            said = row.values.get(key)
            if said and found["event"] is not None and not says_who_comes(str(said)):
                self.statuses.setdefault((str(said), heading), []).append(row.number)
        return found

    def zone_of(self, event: Value) -> ZoneInfo | None:
        """Return the time zone of a stop; None if there is no stop, or it has no zone."""
        number = as_number(event)
        return self.events.zone_of(number) if number is not None else None

    def read_earlier(self, row: InRow) -> dict[str, Value]:
        """Return the fields of the sign-up that a row of an earlier import said."""
        return self._say(row, row.cells.get(self.time))

    def _say(self, row: InRow, time: object, stays: int | None = None) -> dict[str, Value]:
        at, word = row.values.get(SUBMITTED), row.values.get(EVENT_WORD)
        event = self.event
        if event is None and word:
            day = plain_text(row.cells.get(self.day)) if self.day else ""
            event = self.events.find(str(word), str(at) if at else None, day)
        there = stays if event is None and not word else event
        zone = self.events.zone_of(there) if there is not None and at and self.reread is not None else None
        if zone is not None and self.reread is not None:
            at = self.reread(time, str(at), zone) or at
        none = str(word) if word and event is None and _names_none(str(word)) else ""
        silent = not none and row.values.keys().isdisjoint(_TELL)
        return {"event": event, "submitted_at": at, "status": None if silent else _status(row.values, none)}

    @property
    def words(self) -> list[StopWord]:
        """The words that are not clear, those of the most rows first."""
        found = sorted(self.unclear.items(), key=lambda item: -len(item[1]))
        return [self._stop_word(word, rows) for word, rows in found]

    def _stop_word(self, word: str, rows: Iterable[int]) -> StopWord:
        fitting = tuple(self.events.fitting(word))
        return StopWord(word, self.heading, tuple(rows), fitting, () if fitting else tuple(self.events.near(word)))

    @property
    def status_words(self) -> list[StatusWord]:
        """The statuses that are not understood, those of the most rows first."""
        found = sorted(self.statuses.items(), key=lambda item: -len(item[1]))
        return [StatusWord(word, heading, tuple(rows)) for (word, heading), rows in found]


_NONE = re.compile(
    r"(?i)(?:none|neither|not any|no stop|ningun[oa]|a ninguna?)(?: (?:of|de) (?:these|them|those|the above|estas|"
    r"estos|ellas|las anteriores))?(?: works?| fits?)?(?: for me)?[.!]?"
)


def _names_none(word: str) -> bool:
    """Return whether an answer to which stop somebody comes to says that it is none: `Can't attend`, `Neither`."""
    return says_off(word) or _NONE.fullmatch(word) is not None


_COMING = re.compile(
    r"\b(coming|going|attending|(will|ill|can|podr\w+|puede|puedo) (still )?(come|attend|be there|make it|asistir|ir)|"
    r"rsvpd?|rsvped|signed up|sign up|registered|registration|booked|confirm\w*|pending|tentative|invited|"
    r"wait(ing)? ?list\w*|not yet|voy|ire|ira|va|viene|vendra|asistire|asistira|left early|late)\b"
)
_FILLING_WORDS = frozenset(
    "a an the and or y e o to at in on of for from by via with w per as is be am are was will i ill we she he they "
    "you it this that there here her his my our their me us them yes si yep definitely surely likely still now "
    "already online web website site form page app email mail text texts sms phone call calls link mobilize "
    "eventbrite facebook zoom paper door person early late min mins minutes hour hours pm morning afternoon evening "
    "night day today tomorrow monday tuesday wednesday thursday friday saturday sunday jan feb mar apr may jun jul "
    "aug sep oct nov dec january february march april june july august september october november december guest "
    "guests friend friends people party family kids kid child children spouse husband wife partner plus bring "
    "bringing brings driving event events rally stop stops tour town hall meeting venue seat seats ticket tickets "
    "reminder reminded sent received new first second third st nd rd th status list attendee remotely virtually "
    "virtual paid unpaid free ticketed vip deposit confirmation time times twice again spoke spoken told said says en "
    "el la los las por con de del al un una que correo mensaje telefono llamada hoy manana tarde noche amigo amigos "
    "familia esposo esposa hijos persona personas".split()
)
"""Words beside which *coming* and *registered* still mean that somebody comes; any other may take it back."""
_UNSETTLED = re.compile(
    r"(?i)\b(transfer\w*|reject\w*|denied|expired|double|over ?booked|turned away|duplicate\w*|moved|bumped|"
    r"rechazad\w*)\b"
)
"""Words beside which being booked or registered does not say that somebody comes."""


@lru_cache(maxsize=500)
def says_who_comes(status: str) -> bool:
    """Return whether it is known what a status says of a sign-up: whether the person means to come, or came."""
    if status.casefold() in EMPTY_WORDS or says_off(status) or came(status) is not None or not_yet(status):
        return True
    if _UNSETTLED.search(status):
        return False
    if NOT_OFF.search(status.casefold()) or "status" in kinds_of(status):
        return True
    words = re.sub(r"[^a-z]+", " ", without_accents(re.sub(r"['’]", "", status))).strip()
    if _COMING.search(words):
        return _FILLING_WORDS.issuperset(_COMING.sub(" ", words).split())
    return read_yes_no(status).meaning not in NEITHER and not _ILL.search(words)


_ILL = re.compile(r"\b(sick|ill|flu|covid|instead|hospital|surgery|enferm\w+|works|working|conflict|was)\b")
"""Words beside a yes that leave it open."""


def _status(values: Mapping[str, Value], none: str) -> Value:
    """Return the status, with whether the person cancelled or came if columns of their own say so.

    Args:
        values: what the row says.
        none: the words of somebody who comes to no stop; "" if nobody said so.
    """
    said, attended, when = values.get(STATUS), values.get(ATTENDED), str(values.get(CANCELLED) or "")
    off = none
    if when and cancelled(when):
        off = when if says_off(when) else CALLED_OFF if _is_yes(when) else f"{CALLED_OFF} {when}"
    if why := str(values.get(WHY_CANCELLED) or ""):
        off = why if says_off(why) and not off else f"{off or CALLED_OFF}: {why}"
    coming = str(values.get(COMING) or "")
    if coming and not off and not _is_yes(coming):
        off = NOT_COMING if read_yes_no(coming) == Said(Meaning.NO) and says_off(coming) else coming
    if off:
        said = off if not said or off == said else f"{said} ({off})"
    if attended is None and (stayed_away := values.get(NO_SHOW)) and cancelled(str(stayed_away)):
        attended = False
    if attended is None and said:
        attended = came(str(said))
    if attended is None:
        return said
    word = STAYED_AWAY if not attended else f"{CAME} ({attended})" if isinstance(attended, str) else CAME
    plain = not said or str(said).casefold() == word or not any(map(str.isalnum, str(said)))
    return word.capitalize() if plain else f"{said}; {word}"


def _is_yes(text: str) -> bool:
    return read_yes_no(text) == Said(Meaning.YES)
