"""People: rows of a form or sign-in sheet become sign-ups of candidates."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from coordinator.base.folding import fold_word
from coordinator.importing.cells import InRow
from coordinator.importing.plan import ImportOptions, RowOutcome, What, say
from coordinator.importing.problems import Problem
from coordinator.importing.rows_into_records import Folder
from coordinator.importing.stops import EventFinder
from coordinator.importing.targets import SIGNUP_PREFIX
from coordinator.people.forgotten import Suppressed
from coordinator.people.matching import Match, People
from coordinator.records.catalog import CANDIDATE, SIGNUP, RecordType
from coordinator.records.kinds import Value, as_text, plain_text
from coordinator.store import query

SIGNUP_KEYS = frozenset(f"{SIGNUP_PREFIX}{f.key}" for f in SIGNUP.fields)
FIRST_STAGE = "interested"
Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Known:
    """A sign-up that this source brought before."""

    record_id: int
    candidate: int
    row: Mapping[str, Value]


@dataclass(slots=True)
class PeopleIntake:
    """Plans the import of one sheet of people.

    Attributes:
        rt: the candidate type, with the campaign's own fields.
        source: number of the source; below 0 while it is only planned.
        reread: cleans rows from earlier imports, so that they can be the base of a merge.
        forgotten: how many rows were skipped because the person asked to be forgotten.
    """

    connection: Connection
    rt: RecordType
    folder: Folder
    signups: Folder
    options: ImportOptions
    source: int
    file: str
    sheet: str
    events: EventFinder
    reread: Callable[[Mapping[str, Value]], Values]
    forgotten: int = 0

    def plan(self, rows: Sequence[InRow]) -> list[RowOutcome]:
        """Plan all rows, in order."""
        bases = [_source_key(row) for row in rows]
        known = self._known_signups(bases)
        people = People.like(self.connection, [r.values for r in rows], self.rt)
        outcomes: list[RowOutcome] = []
        met: set[int] = set()
        keys: dict[str, int] = {}
        suppressed = Suppressed.of(self.connection)
        for row, base in zip(rows, bases, strict=True):
            if row.values in suppressed:
                self.forgotten += 1
                continue
            outcome = self._outcome(row)
            outcomes.append(outcome)
            if (self.sheet, row.number) in self.options.skipped or outcome.what is What.REJECTED:
                outcome.what = What.REJECTED
                continue
            person = {k: v for k, v in row.values.items() if k not in SIGNUP_KEYS}
            key = _numbered(base, keys)
            earlier = known.get(key)
            if earlier is not None:
                self._again(row, person, earlier, outcome, people)
            else:
                self._first(row, person, key, outcome, people)
            self._settle(outcome, met)
        return outcomes

    def _settle(self, outcome: RowOutcome, met: set[int]) -> None:
        if outcome.what is What.REJECTED or outcome.record_id is None:
            return
        outcome.duplicate = outcome.record_id in met
        met.add(outcome.record_id)
        say(self.rt, outcome)

    def _known_signups(self, bases: Sequence[str]) -> dict[str, Known]:
        """Return the source's sign-ups that rows with these keys may be, by their own keys."""
        if self.source < 0:
            return {}
        seen: dict[str, int] = {}
        keys = [_numbered(base, seen) for base in bases]
        found = query.ids_by_values(self.connection, SIGNUP, "source_key", keys, of=("source", self.source))
        ids = [number for numbers in found.values() for number in numbers]
        return {
            as_text(r["source_key"]): Known(r["id"], r["candidate"], r["row"] or {})
            for r in query.read_rows(self.connection, SIGNUP, ids)
        }

    def _outcome(self, row: InRow) -> RowOutcome:
        title = CANDIDATE.title(row.values)
        outcome = RowOutcome(self.sheet, row.number, What.UNCHANGED, title, "", "candidate", cells=row.cells)
        outcome.problems = [Problem(self.file, self.sheet, row.number, c, v, m) for c, v, m in row.problems]
        if not row.values.keys().isdisjoint(CANDIDATE.addresses):
            return outcome
        if row.values.keys().isdisjoint(CANDIDATE.names):
            told = "There is neither a name nor an e-mail nor a phone. Fill in one of them, or leave the row out."
            outcome.problems.append(Problem(self.file, self.sheet, row.number, "", "", told))
            outcome.what, outcome.sentence = What.REJECTED, told
        else:
            told = "There is no e-mail and no phone: nobody can reach this person. Add one if you can."
            outcome.problems.append(Problem(self.file, self.sheet, row.number, "", title, told))
        return outcome

    def _again(self, row: InRow, person: Values, known: Known, outcome: RowOutcome, people: People) -> None:
        """Handle a row that came before: take only what changed at the source."""
        outcome.record_id = known.candidate
        if known.row == row.cells and row.came is None:
            return
        here = self.folder.here.get(known.candidate)
        if here is None:
            found = query.read_rows(self.connection, self.rt, [known.candidate])
            self.folder.load(known.candidate, found[0])
        if self.folder.here[known.candidate].get("deleted_at"):
            told = "This person was deleted here since. Undo that to take what changed."
            outcome.problems.append(Problem(self.file, self.sheet, row.number, "", outcome.title, told))
            outcome.what, outcome.sentence = What.REJECTED, told
            return
        base = {k: v for k, v in self.reread(known.row).items() if person.get(k) is not None}  # skip empty cells
        self.folder.merge(known.candidate, base, person, outcome)
        self.signups.load(known.record_id, {"row": dict(known.row)})
        self.signups.put(known.record_id, "row", dict(row.cells))

    def _first(self, row: InRow, person: dict[str, Value], key: str, outcome: RowOutcome, people: People) -> None:
        place = (self.sheet, row.number)
        said = self.options.same.get(place)
        match = Match(said, "somebody's word") if said else people.find(person)
        submitted = row.values.get("signup.submitted_at")
        _date_statements(person, submitted)
        if match is None:
            person.setdefault("stage", FIRST_STAGE)
            number = self.folder.create(person, outcome)
            people.add(number, self.folder.now(number))
            outcome.what = What.NEW
            for other in self.options.apart.get(place, ()):
                self.folder.plan.create("verdict", {"first": other, "second": number, "verdict": "apart"})
        else:
            number = self._join(match, person, outcome, people)
        outcome.new_signup = True
        values: dict[str, Value] = {
            "candidate": number,
            "source": self.source,
            "source_key": key,
            "row": row.cells,
            "event": self._event(row, outcome),
            "submitted_at": submitted,
            "status": row.values.get("signup.status"),
            "came_in": self._came_in(row),
        }
        self.signups.add(values)

    def _came_in(self, row: InRow) -> str:
        """Return where a row can be found again: file, sheet and row number."""
        return f"{self.file}, {self.sheet}, row {row.number}"

    def _join(self, match: Match, person: dict[str, Value], outcome: RowOutcome, people: People) -> int:
        if match.record_id > 0 and match.record_id not in self.folder.here:
            there = people.row(match.record_id) or query.read_rows(self.connection, self.rt, [match.record_id])[0]
            self.folder.load(match.record_id, there)
        outcome.record_id = match.record_id
        silent = frozenset({*CANDIDATE.names, "stage", "consent_date", "stated_age_on"})
        self.folder.fill(match.record_id, person, outcome, silent=silent)
        people.add(match.record_id, self.folder.now(match.record_id))
        return match.record_id

    def _event(self, row: InRow, outcome: RowOutcome) -> int | None:
        text = row.values.get("signup.event")
        if self.options.event is not None or not text:
            return self.options.event
        return self.events.find(str(text))


def _date_statements(person: dict[str, Value], submitted: Value) -> None:
    """Date an age and a consent from the day they were given."""
    if not submitted:
        return
    day = str(submitted)[:10]
    if person.get("stated_age") is not None:
        person.setdefault("stated_age_on", day)
    if person.get("consent_share") is not None or person.get("consent_contact") is not None:
        person.setdefault("consent_date", day)


def _source_key(row: InRow) -> str:
    """Return what identifies a row at its source, as it came: the service's own key, otherwise when and who."""
    said = row.values if row.came is None else row.came
    if key := said.get("signup.source_key"):
        return plain_text(key)
    submitted = str(said.get("signup.submitted_at") or "")
    who = str(said.get("email") or "") or fold_word(CANDIDATE.title(said))
    parts = [submitted, who]
    if not said.get("email"):
        parts.append(str(said.get("phone") or ""))
    elif not submitted:
        parts.append(fold_word(CANDIDATE.title(said)))
    if not any(parts):
        parts.append(hashlib.sha256(repr(sorted(row.cells.items())).encode()).hexdigest()[:16])
    return "|".join(parts)


def _numbered(key: str, seen: dict[str, int]) -> str:
    seen[key] = seen.get(key, 0) + 1
    return key if seen[key] == 1 else f"{key}#{seen[key]}"
