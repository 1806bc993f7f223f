"""Partners and tour events: rows from other people's sheets, matched by name or by stop."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.engine import Connection

from coordinator.base.folding import fold_heading
from coordinator.importing.cells import NOTES, InRow
from coordinator.importing.crowd_figures import CrowdNumber, figures
from coordinator.importing.plan import ImportOptions, RowOutcome, What, say
from coordinator.importing.problems import Problem
from coordinator.importing.rows_into_records import Folder
from coordinator.importing.targets import TIMES_OF_DAY
from coordinator.records import times
from coordinator.records.catalog import CROWD_FIGURE, EVENT, RecordType
from coordinator.records.kinds import Value, as_number, as_text
from coordinator.records.vocabularies import vocabulary
from coordinator.store import query

Values = Mapping[str, Value]
Key = tuple[str, ...]
DAY = len("2025-03-21")


def partner_keys(values: Values) -> list[Key]:
    """Return what identifies a partner: its name, its web site."""
    site = str(values.get("website") or "").lower().removeprefix("https://").removeprefix("http://")
    site = site.removeprefix("www.").rstrip("/")
    keys = [("name", fold_heading(str(values.get("name") or ""))), ("site", site)]
    return [k for k in keys if k[1]]


def event_keys(values: Values) -> list[Key]:
    """Return what identifies a stop: its page, otherwise city and time, otherwise title and day."""
    day, city = str(values.get("starts_at") or "")[:10], fold_heading(str(values.get("city") or ""))
    keys: list[Key] = []
    if slug := fold_heading(str(values.get("slug") or "")):
        keys.append(("slug", slug))
    if city and day:
        keys.append(("stop", city, str(values.get("state") or ""), str(values.get("starts_at"))))
    if title := fold_heading(str(values.get("title") or "")):
        keys.append(("title", title, day))
    return keys


KEYS: dict[str, Callable[[Values], list[Key]]] = {"partner": partner_keys, "event": event_keys}


def complete_event(values: dict[str, Value]) -> list[tuple[str, str]]:
    """Combine days and times of day, use the state's time zone, create a title if there is none.

    A time without a day of its own is on the day when the stop starts; one that ends before it starts ends on the
    next day.

    Returns:
        (label, time) of the times of day that fit no day.
    """
    homeless = []
    for key, part in TIMES_OF_DAY.items():
        time, there = as_text(values.pop(part, None)), as_text(values.get(key))
        day = there if there or key == "starts_at" else as_text(values.get("starts_at"))[:DAY]
        if not time or there[11:16] == time:
            continue
        if len(day) != DAY:
            homeless.append((EVENT.by_key[key].label, time))
            continue
        if key == "ends_at" and not there and f"{day}T{time}" < as_text(values["starts_at"]):
            day = str(dt.date.fromisoformat(day) + dt.timedelta(days=1))
        values[key] = f"{day}T{time}"
    state = vocabulary("states").find(str(values.get("state") or ""))
    if not values.get("time_zone") and state and state.extra.get("time_zone"):
        values["time_zone"] = state.extra["time_zone"]
    if not values.get("title"):
        place = ", ".join(str(v) for v in (values.get("city") or values.get("venue"), values.get("state")) if v)
        day = as_text(values.get("starts_at"))[:DAY]
        title = " · ".join(p for p in (place, day) if p)
        if title:
            values["title"] = title
    return homeless


@dataclass(slots=True)
class ThingIntake:
    """Plans the import of one sheet of partners or tour events.

    Attributes:
        seen: row identity → its values last time: the base for merging.
        said: the same for this import.
    """

    connection: Connection
    rt: RecordType
    folder: Folder
    options: ImportOptions
    file: str
    sheet: str
    seen: Mapping[str, Values] = field(default_factory=dict)
    said: dict[str, dict[str, Value]] = field(default_factory=dict)
    _known_figures: dict[int, set[int]] = field(default_factory=dict)

    def plan(self, rows: Sequence[InRow]) -> list[RowOutcome]:
        """Plan all rows, in order."""
        index = self._index()
        outcomes: list[RowOutcome] = []
        met: set[int] = set()
        for row in rows:
            for label, time in complete_event(row.values) if self._has_times else ():
                row.problems.append((label, time, f"{time} has no day of its own to go with. It is kept as words."))
            self._keep_words(row)
            outcome = self._outcome(row)
            outcomes.append(outcome)
            if self._has_times:
                outcome.problems += [
                    Problem(self.file, self.sheet, row.number, "Starts", str(row.values.get("starts_at") or ""), told)
                    for told in times.problems(row.values)
                ]
            if (self.sheet, row.number) in self.options.skipped or outcome.what is What.REJECTED:
                outcome.what = What.REJECTED
                continue
            self._one(row.values, outcome, index)
            assert outcome.record_id is not None
            outcome.duplicate = outcome.record_id in met
            met.add(outcome.record_id)
        return outcomes

    @property
    def _has_times(self) -> bool:
        return "starts_at" in self.rt.by_key

    def _index(self) -> dict[Key, set[int]]:
        index: dict[Key, set[int]] = defaultdict(set)
        there = query.read_by_id(self.connection, self.rt, query.select_ids(self.connection, self.rt))
        for number, row in there.items():
            self.folder.load(number, row)
            for key in KEYS[self.rt.key](row):
                index[key].add(number)
        return index

    def _keep_words(self, row: InRow) -> None:
        """Keep text that could not be parsed in the notes: nothing in a row is dropped."""
        words = [f"{column}: {text}" for column, text, _ in row.problems if text]
        said = str(row.values.get("attendance_said") or "")
        there = str(row.values.get(NOTES) or "")
        kept = [w for w in dict.fromkeys(words) if w.split(": ", 1)[1] != said and w not in there]
        if kept:
            row.values[NOTES] = "\n".join([there, *kept] if there else kept)

    def _outcome(self, row: InRow) -> RowOutcome:
        title = self.rt.title(row.values)
        outcome = RowOutcome(self.sheet, row.number, What.UNCHANGED, title, "", self.rt.key, cells=row.cells)
        outcome.problems = [Problem(self.file, self.sheet, row.number, c, v, m) for c, v, m in row.problems]
        for needed in self.rt.stored:
            if needed.required and needed.key != "created_at" and not row.values.get(needed.key):
                told = f"{needed.label} is empty. Fill it in, or leave the row out."
                outcome.problems.append(Problem(self.file, self.sheet, row.number, needed.label, "", told))
                outcome.what, outcome.sentence = What.REJECTED, told
        return outcome

    def _one(self, values: Values, outcome: RowOutcome, index: dict[Key, set[int]]) -> None:
        keys = KEYS[self.rt.key](values)
        found = next((index[k] for k in keys if len(index.get(k, ())) == 1), set())
        base = self._remembered(keys, values)
        if not found:
            number = self.folder.create(dict(values), outcome)
            outcome.what, outcome.sentence = What.NEW, "Will be added"
        else:
            number = outcome.record_id = next(iter(found))
            if base is None:
                self.folder.fill(number, values, outcome)
            else:
                self.folder.merge(number, base, values, outcome)
            say(self.rt, outcome)
        if CROWD_FIGURE.pointing_at(self.rt.key):
            self._figures(number, values, outcome)
        for key in keys:
            index[key].add(number)

    def _remembered(self, keys: Sequence[Key], values: Values) -> Values | None:
        """Remember a row's values, and return those from last time; an empty cell does not count."""
        name = "|".join(keys[0]) if keys else ""
        number = 1
        while (key := name if number == 1 else f"{name}#{number}") in self.said:
            number += 1
        self.said[key] = {k: v for k, v in values.items() if v is not None}
        before = self.seen.get(key)
        return None if before is None else {k: v for k, v in before.items() if k in self.said[key]}

    def _figures(self, event: int, values: Values, outcome: RowOutcome) -> None:
        """Plan a record for each new crowd figure; the one to quote stays in the event's field."""
        there = self._figures_of(event)
        quoted = as_number(values.get("attendance"))
        found = figures(str(values.get("attendance_said") or quoted or ""))
        if quoted is not None and quoted not in [f.number for f in found]:
            found.insert(0, CrowdNumber(quoted, None, "", ""))
        for figure in [f for f in found if f.number not in there]:
            there.add(figure.number)
            self.folder.plan.create(
                CROWD_FIGURE.key,
                {
                    "event": event,
                    "number": figure.number,
                    "basis": figure.basis,
                    "who": figure.who or self.file,
                    "said_on": dt.date.today().isoformat(),
                    "quoted": figure.number == quoted or None,
                    "notes": figure.words or None,
                },
            )
            if outcome.what is What.UNCHANGED:
                outcome.what, outcome.sentence = What.CHANGED, f"One more crowd figure: {figure.number:,}"

    def _figures_of(self, event: int) -> set[int]:
        """Return the numbers that exist, or were planned by earlier rows."""
        if event not in self._known_figures:
            found = query.ids_by_values(self.connection, CROWD_FIGURE, "event", [event]) if event > 0 else {}
            rows = query.read_rows(self.connection, CROWD_FIGURE, found.get(event, []))
            self._known_figures[event] = {r["number"] for r in rows if r["number"] is not None}
        return self._known_figures[event]
