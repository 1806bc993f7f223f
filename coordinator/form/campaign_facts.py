"""What the form needs to know about the campaign. It reads nothing about people."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.folding import fold_case
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, EVENT, SOURCE
from coordinator.records.rows import EventRow
from coordinator.store import query
from coordinator.store.campaign import Campaign
from coordinator.store.filters import Empty, Not
from coordinator.store.presence import FileState
from coordinator.tour.public_facts import Public, public
from coordinator.tour.questions import FormQuestion, askable, asked, questions
from coordinator.tour.slips import Origin

SOURCE_NAME = "Form"
FRESH = 10.0


@dataclass(frozen=True, slots=True)
class Facts:
    """The campaign's facts at one point in time.

    Attributes:
        public: the organization asking.
        asked: the questions.
        known: every possible question, so a page left open while the questions change loses nothing.
        stop: title of the stop that the whole form is for, or "".
        origins: folded code → its source.
        stops: folded code → title of its stop; codes shared by two stops are left out.
        events: folded row ID of a stop (as in the QR codes on paper) → its number.
    """

    public: Public
    asked: tuple[FormQuestion, ...]
    known: tuple[FormQuestion, ...]
    stop: str = ""
    origins: Mapping[str, Origin] = field(default_factory=dict)
    stops: Mapping[str, str] = field(default_factory=dict)
    events: Mapping[str, int] = field(default_factory=dict)

    def stop_of(self, codes: Mapping[str, str]) -> str:
        """Return the title of the stop a link refers to, or ""."""
        return self.stop or next((self.stops[c] for c in _folded(codes) if c in self.stops), "")

    def origin(self, codes: Mapping[str, str], event: int | None) -> Origin:
        """Return the source a link names, or the form's own, and the stop if a row ID names one."""
        event = event or next((self.events[c] for c in _folded(codes) if c in self.events), None)
        named = next((self.origins[c] for c in _folded(codes) if c in self.origins), None)
        return Origin(named.name, named.kind, event) if named else Origin(SOURCE_NAME, "form", event)


def read_facts(connection: Connection, event: int | None) -> Facts:
    """Read what the form needs.

    Args:
        connection: an open connection.
        event: the tour event the whole form is for, or None.

    Raises:
        UserError: there is no such event.
    """
    row = query.record(connection, EVENT, event) if event is not None else None
    if event is not None and (row is None or row.get("deleted_at")):
        raise UserError(f"There is no tour event {event}. See: coordinator list events")
    rt = query.typed(connection, CANDIDATE)
    known = questions(rt, askable(rt))
    stop = EVENT.title(row) if row else ""
    rows = query.read_rows(connection, EVENT, query.select_ids(connection, EVENT))
    events = {fold_case(row_id.make(EVENT.letter, r["id"])): r["id"] for r in rows}
    return Facts(public(connection), asked(connection), known, stop, _origins(connection), _stops(rows), events)


def _origins(connection: Connection) -> dict[str, Origin]:
    rows = query.read_rows(connection, SOURCE, query.select_ids(connection, SOURCE, Not(Empty("code"))))
    return {fold_case(str(r["code"])): Origin(str(r["name"]), str(r.get("source_kind") or "other")) for r in rows}


def _stops(rows: Sequence[EventRow]) -> dict[str, str]:
    slugs = [fold_case(str(row["slug"])) for row in rows if row.get("slug")]
    by_slug = {slug: EVENT.title(row) for row in rows if (slug := fold_case(str(row.get("slug") or "")))}
    by_id = {fold_case(row_id.make(EVENT.letter, row["id"])): EVENT.title(row) for row in rows}
    return by_id | {slug: title for slug, title in by_slug.items() if slugs.count(slug) == 1}


def _folded(codes: Mapping[str, str]) -> Iterator[str]:
    return map(fold_case, codes.values())


class Watched:
    """The current facts, read again every few seconds."""

    def __init__(self, campaign: Campaign, event: int | None, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._campaign, self._event, self._clock = campaign, event, clock
        self._facts = self._read()
        self._at = clock()

    def now(self) -> Facts:
        """Return the facts, or the previous ones if they cannot be read right now."""
        if self._clock() - self._at > FRESH:
            self._at = self._clock()
            with suppress(UserError):
                self._facts = self._read()
        return self._facts

    def _read(self) -> Facts:
        if self._campaign.file_state() is not FileState.HERE:
            self._campaign.begin_anew()
        with self._campaign.reading() as connection:
            return read_facts(connection, self._event)
