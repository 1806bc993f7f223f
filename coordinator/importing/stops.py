"""Which tour event the words in a sign-up's row mean."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from sqlalchemy.engine import Connection

from coordinator.base.folding import fold_word
from coordinator.records import row_id, times
from coordinator.records.catalog import EVENT
from coordinator.records.fields import Row
from coordinator.records.kinds import DATE, STATE, as_number
from coordinator.store import query

NOT_HELD = frozenset({"cancelled", "moved"})
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"(?i)\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d{{2}})\b"
    rf"|\b{_MONTH} {_NTH}\b(?:,? \d{{4}}\b)?|\b{_NTH} (?:of |de )?{_MONTH}(?:,? \d{{4}}\b)?"
    r"|\b\d{1,2}[/.-]\d{1,2}\b(?![/.-]\d)"
)
_ANY_YEAR = "2024"
"""Stands for the year of a day without one: it has a 29 February."""
_YEAR = re.compile(r"\d{4}|[/.-]\d{1,2}[/.-]")
_DAY_ONLY = re.compile(r"(\d{1,2})[/.-](\d{1,2})")
_AROUND = " ,;:()[]-–—·|/@"
_LONG_ENOUGH = 5
"""Of shorter words a letter more or less is another word."""
_FILLING = re.compile(r"(?i)\b(on|in|at)\s*$")


class EventFinder:
    """Finds tour events by row ID, page, title, venue, or town, with or without state and date."""

    def __init__(self, events: Iterable[Row], decided: Mapping[str, int] | None = None) -> None:
        """Know the events, and which words a person said mean which of them (0: none)."""
        self._events: dict[int, Row] = {}
        self._decided = {fold_word(word): number for word, number in (decided or {}).items()}
        self._by_name: dict[str, list[int]] = {}
        self._by_town: dict[str, list[int]] = {}
        self._known: dict[str, list[int]] = {}
        self._begins: dict[int, dt.datetime | None] = {}
        for row in events:
            number = as_number(row["id"])
            if number is None or row.get("deleted_at"):
                continue
            self._events[number] = row
            self._begins[number] = (times.span(row) or (None,))[0]
            for name in {fold_word(str(row.get(key) or "")) for key in ("slug", "title", "venue")}:
                self._add(self._by_name, name, number)
            for name in _towns(row):
                self._add(self._by_town, name, number)

    @staticmethod
    def _add(index: dict[str, list[int]], name: str, number: int) -> None:
        if name:
            index.setdefault(name, []).append(number)

    @classmethod
    def of(
        cls, connection: Connection, planned: Iterable[Row] = (), decided: Mapping[str, int] | None = None
    ) -> "EventFinder":
        """Load the tour events of a campaign, together with those in the same file."""
        there = query.read_rows(connection, EVENT, query.select_ids(connection, EVENT))
        return cls([*there, *planned], decided)

    @property
    def is_empty(self) -> bool:
        """Whether there is no event that a text can mean."""
        return not self._events and not self._decided

    @property
    def names(self) -> frozenset[str]:
        """Titles, pages, venues and towns of all events, folded with `fold_word`."""
        return frozenset(self._by_name) | frozenset(self._by_town)

    def is_named(self, text: str) -> bool:
        """Return whether a text is the page, title, venue or row ID of an event."""
        return fold_word(text) in self._by_name or _row_id(text) in self._events

    def find(self, text: str, at: str | None = None, day: str = "") -> int | None:
        """Return the number of the event that a text means; None if none fits, or if several fit equally well.

        Args:
            text: the words in the row.
            at: when the person signed up, UTC as ISO text: of several events, the nearest in time is meant.
            day: the day of the event, if the row says it in a column of its own: of several, the one on it is meant.
        """
        fitting = self.fitting(text)
        if len(fitting) < 2:
            return fitting[0] if fitting else None
        if day and (on := DATE.clean(day.partition(" ")[0]).value):
            there = [n for n in fitting if str(self._events[n].get("starts_at") or "")[:10] == str(on)[:10]]
            return there[0] if len(there) == 1 else None
        held = [n for n in fitting if self._events[n].get("status") not in NOT_HELD] or fitting
        return held[0] if len(held) == 1 else self._nearest(held, at)

    def is_settled(self, text: str) -> bool:
        """Return whether somebody said which event a text means, or that it means none."""
        return fold_word(text) in self._decided

    def fitting(self, text: str) -> list[int]:
        """Return the events that a text may mean."""
        if text not in self._known:
            self._known[text] = self._look_up(text)
        return self._known[text]

    def near(self, text: str) -> list[int]:
        """Return the events whose name or town is a letter away from a text that names none: `Dnver`, `Tuscon`."""
        from rapidfuzz.distance import OSA

        word, town = fold_word(text), _town(text)
        if len(word) < _LONG_ENOUGH:
            return []
        named = [
            n for name, those in self._by_name.items() if OSA.distance(name, word, score_cutoff=1) == 1 for n in those
        ]
        there = [
            n for name, those in self._by_town.items() if OSA.distance(name, town, score_cutoff=1) == 1 for n in those
        ]
        return [*dict.fromkeys(named + there)]

    def zone_of(self, number: int) -> ZoneInfo | None:
        """Return an event's time zone; None if neither it nor its state says one."""
        return times.known_zone_of(self._events.get(number))

    def _look_up(self, text: str) -> list[int]:
        folded = fold_word(text)
        if (chosen := self._decided.get(folded)) is not None:
            return [chosen] if chosen else []
        if (number := _row_id(text)) in self._events:
            return [number]
        if found := self._by_name.get(folded) or self._by_town.get(_town(text)):
            return found
        match = _DATE.search(text)
        if match is None:
            return []
        rest = _FILLING.sub("", (text[: match.start()].rstrip(_AROUND))) + " " + text[match.end() :]
        rest = rest.strip(_AROUND)
        named = (*self._by_name.get(fold_word(rest), ()), *self._by_town.get(_town(rest), ()))
        there = dict.fromkeys(named) if rest else self._events
        yearless = _YEAR.search(match[0]) is None
        day = DATE.clean(_in_a_year(match[0]) if yearless else match[0]).value
        wanted = slice(5, 10) if yearless else slice(0, 10)
        return [n for n in there if day and str(self._events[n].get("starts_at") or "")[wanted] == str(day)[wanted]]

    def _nearest(self, numbers: list[int], at: str | None) -> int | None:
        """Return the event nearest in time; None if no time is known or two are equally near."""
        moments = [(moment, n) for n in numbers if (moment := self._begins.get(n)) is not None]
        if not at or len(at) < 10 or not moments:
            return None
        signed = dt.datetime.fromisoformat(at)
        signed = signed if signed.tzinfo else signed.replace(tzinfo=dt.UTC)
        apart = sorted((abs(moment - signed), n) for moment, n in moments)
        return None if len(apart) > 1 and apart[0][0] == apart[1][0] else apart[0][1]


def _in_a_year(day: str) -> str:
    """Return a day without a year in some year: `3/25`, `March 25th`, `25 March`."""
    if match := _DAY_ONLY.fullmatch(day):
        return f"{match[1]}/{match[2]}/{_ANY_YEAR}"
    return f"{re.sub(r'(?<=[0-9])(st|nd|rd|th)|of ', '', day)}, {_ANY_YEAR}"


def names(connection: Connection) -> frozenset[str]:
    """Return what the campaign's tour events are called: titles, pages, venues and towns, folded with `fold_word`."""
    return EventFinder.of(connection).names


def _row_id(text: str) -> int:
    """Return the number in the row ID of a tour event, otherwise 0."""
    found = row_id.parse(text)
    return found.number if isinstance(found, row_id.RowId) and found.letter == EVENT.letter else 0


def _towns(row: Row) -> set[str]:
    """Return what an event's town is called: alone, and with its state."""
    city, state = str(row.get("city") or ""), str(row.get("state") or "")
    return {fold_word(city), fold_word(f"{city} {state}")} if city else set()


def _town(text: str) -> str:
    """Return a folded town with its state's code: `Kenosha, Wisconsin` and `Kenosha WI` are the same."""
    city, comma, state = text.rpartition(",")
    if not comma:
        city, _, state = text.strip().rpartition(" ")
    term = STATE.vocabulary.find(state.strip(" .")) if city and state else None
    return fold_word(f"{city} {term.code}") if term else fold_word(text)
