"""People: rows of a form or sign-in sheet become sign-ups of candidates."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.engine import Connection

from coordinator.base.folding import fold_case, fold_word
from coordinator.changes.history import of_record
from coordinator.changes.naming import STAY_ERASED, was_before_erasing
from coordinator.importing.cells import NOTES, InRow, kept_lines, own_notes
from coordinator.importing.joins import decided, joined_as, other_names
from coordinator.importing.plan import ImportOptions, RowOutcome, What, say
from coordinator.importing.problems import Problem
from coordinator.importing.rows_into_records import Folder
from coordinator.importing.sign_ups import EVENT_WORD, SUBMITTED, SignUpReader
from coordinator.importing.sources import name_from
from coordinator.importing.targets import ATTENDED, SIGNUP_PREFIX
from coordinator.people.forgotten import MAY_BE, Suppressed
from coordinator.people.matching import Match, People
from coordinator.records.catalog import CANDIDATE, SIGNUP, RecordType
from coordinator.records.fields import as_values
from coordinator.records.kinds import Value, as_text, plain_text
from coordinator.records.rows import SignupRow
from coordinator.store import query

SIGNUP_KEYS = frozenset(f"{SIGNUP_PREFIX}{f.key}" for f in SIGNUP.fields) | {ATTENDED}
FIRST_STAGE = "interested"
OWN_KEY = f"{SIGNUP_PREFIX}source_key"
Values = Mapping[str, Value]
PLANNED: dict[str, Value] = {}
"""Stands for the values of rows that are planned: a long list would hold them twice."""


@dataclass(frozen=True, slots=True)
class Known:
    """A sign-up that this source brought before."""

    record: SignupRow

    @property
    def row(self) -> Mapping[str, Value]:
        """Its row as it came last time."""
        return self.record["row"] or {}


@dataclass(slots=True)
class PeopleIntake:
    """Plans the import of one sheet of people.

    Attributes:
        rt: the candidate type, with the campaign's own fields.
        source: number of the source; below 0 while it is only planned.
        sign_ups: reads what rows say about the stop, the time and the status.
        reread: reads rows of earlier imports, so that they can be the base of a merge.
        forgotten: how many rows were skipped because the person asked to be forgotten.
        nameless: numbers of rows that are taken although they have no name.
    """

    connection: Connection
    rt: RecordType
    folder: Folder
    signups: Folder
    options: ImportOptions
    source: int
    file: str
    sheet: str
    sign_ups: SignUpReader
    reread: Callable[[Mapping[str, Value]], InRow]
    forgotten: int = 0
    nameless: list[int] = field(default_factory=list)

    def plan(self, rows: Sequence[InRow]) -> list[RowOutcome]:
        """Plan all rows, in order."""
        bases = [_source_key(row) for row in rows]
        known = self._known_signups(bases)
        people = People.like(self.connection, [r.values for r in rows], self.rt)
        for number, values in self.folder.made.items():  # of the sheets before this one
            people.add(number, values)
        outcomes: list[RowOutcome] = []
        met: set[int] = set()
        keys: dict[str, int] = {}
        suppressed = Suppressed.of(self.connection)
        for row, base in zip(rows, bases, strict=True):
            if suppressed.marks and row.values in suppressed:
                self.forgotten += 1
                continue
            outcome = self._outcome(row)
            outcomes.append(outcome)
            if (self.sheet, row.number) in self.options.skipped or outcome.what is What.REJECTED:
                outcome.what = What.REJECTED
                continue
            person = _of_person(row)
            key = _numbered(base, keys)
            earlier = known.get(key)
            if earlier is not None:
                self._again(row, person, earlier, outcome)
            else:
                self._first(row, person, key, outcome, people)
                if outcome.what is What.NEW and suppressed.may_be(row.values):
                    outcome.problems.append(
                        Problem(self.file, self.sheet, row.number, "", CANDIDATE.title(row.values), MAY_BE)
                    )
            self._settle(outcome, met)
            row.values = PLANNED
        return outcomes

    def _settle(self, outcome: RowOutcome, met: set[int]) -> None:
        if outcome.what is What.REJECTED or outcome.record_id is None:
            return
        outcome.duplicate = outcome.record_id in met
        met.add(outcome.record_id)
        if self.options.same_rows or self.options.apart_rows:
            self.folder.whose[outcome.sheet, outcome.number] = outcome.record_id
        say(self.rt, outcome)

    def _known_signups(self, bases: Sequence[str]) -> dict[str, Known]:
        """Return the source's sign-ups that rows with these keys may be, by their own keys."""
        if self.source < 0:
            return {}
        seen: dict[str, int] = {}
        keys = [_numbered(base, seen) for base in bases]
        found = query.ids_by_values(self.connection, SIGNUP, "source_key", keys, of=("source", self.source))
        ids = [number for numbers in found.values() for number in numbers]
        return {as_text(row["source_key"]): Known(row) for row in query.read_rows(self.connection, SIGNUP, ids)}

    def _outcome(self, row: InRow) -> RowOutcome:
        title = CANDIDATE.title(row.values)
        outcome = RowOutcome(self.sheet, row.number, What.UNCHANGED, title, "", "candidate", cells=row.cells)
        if row.problems:
            outcome.problems = [Problem(self.file, self.sheet, row.number, c, v, m) for c, v, m in row.problems]
        if not row.values.keys().isdisjoint(CANDIDATE.addresses):
            if row.values.keys().isdisjoint(CANDIDATE.names):
                self.nameless.append(row.number)
            return outcome
        if row.values.keys().isdisjoint(CANDIDATE.names):
            told = "There is neither a name nor an e-mail nor a phone. Fill in one of them, or leave the row out."
            outcome.problems.append(Problem(self.file, self.sheet, row.number, "", "", told))
            outcome.what, outcome.sentence = What.REJECTED, told
        else:
            told = "There is no e-mail and no phone: nobody can reach this person. Add one if you can."
            outcome.problems.append(Problem(self.file, self.sheet, row.number, "", title, told))
        return outcome

    def _again(self, row: InRow, person: Values, known: Known, outcome: RowOutcome) -> None:
        """Handle a row that came before: take only what changed at the source."""
        candidate, sign_up = known.record["candidate"], known.record["id"]
        outcome.record_id = candidate
        person = self._without_erased(row, person, known, outcome)
        if known.row == row.cells and row.came is None:
            self._name_stop(row, known, outcome)
            return
        here = self.folder.here.get(candidate)
        if here is None:
            found = query.read_rows(self.connection, self.rt, [candidate])
            self.folder.load(candidate, found[0])
        if self.folder.here[candidate].get("deleted_at"):
            told = "This person was deleted here since. Undo that to take what changed."
            outcome.problems.append(Problem(self.file, self.sheet, row.number, "", outcome.title, told))
            outcome.what, outcome.sentence = What.REJECTED, told
            return
        before = self.reread(known.row)
        base = {k: v for k, v in _of_person(before).items() if person.get(k) is not None}  # skip empty cells
        other = {} if self._is_same_row(row, known) else {k: v for k, v in person.items() if v != base.get(k)}
        base, same = ({k: v for k, v in some.items() if k not in other} for some in (base, person))
        self.folder.merge(candidate, base, same, outcome)
        self.folder.fill(candidate, other, outcome)
        self.signups.load(sign_up, as_values(known.record))
        self._merge_sign_up(known, before, row, outcome)
        self.signups.put(sign_up, "row", dict(row.cells))
        self.signups.put(sign_up, "came_in", self._came_in(row))

    def _without_erased(self, row: InRow, person: Values, known: Known, outcome: RowOutcome) -> Values:
        """Leave cells as they are here if words of them were erased on request and the list says them again."""
        erased = {h: was for h, was in known.row.items() if was_before_erasing(row.cells.get(h), was)}
        if not erased:
            return person
        said, row.cells = self.reread(row.cells), {**row.cells, **erased}
        stays = self.reread(row.cells)
        for heading in erased:
            outcome.problems.append(Problem(self.file, self.sheet, row.number, heading, "", STAY_ERASED))
        changed = {k for k in {*said.values, *stays.values} if said.values.get(k) != stays.values.get(k)}
        kept = {k: v for k, v in stays.values.items() if k in changed}
        row.values = {**{k: v for k, v in row.values.items() if k not in changed}, **kept}
        return _of_person(row)

    def _is_same_row(self, row: InRow, known: Known) -> bool:
        """Return whether a row is surely the one that came before, so that what differs was changed at the source.

        It is, if the service's key or the time of the sign-up says so, or if it came in the same list. Two lists with
        the same columns may both name a person and say different things; then neither corrects the other.
        """
        came = row.values if row.came is None else row.came
        if came.get(OWN_KEY) or came.get(SUBMITTED) or self.options.source:
            return True
        before = Path((known.record["came_in"] or self.file).rsplit(", ", 2)[0])
        return fold_case(name_from(before)) == fold_case(name_from(Path(self.file)))

    def _merge_sign_up(self, known: Known, before: InRow, row: InRow, outcome: RowOutcome) -> None:
        """Take the stop, status and time that the list says anew of a sign-up; an empty cell says nothing."""
        said = {k: v for k, v in self.sign_ups.read(row, known.record["event"]).items() if v is not None}
        base = {k: v for k, v in self.sign_ups.read_earlier(before).items() if k in said}
        if "submitted_at" not in base:
            said.pop("submitted_at", None)
        self.signups.merge(known.record["id"], base, said, outcome)

    def _name_stop(self, row: InRow, known: Known, outcome: RowOutcome) -> None:
        """Give an unchanged sign-up the stop that its word means by now, unless somebody took its stop away."""
        event = self.sign_ups.read(row)["event"] if row.values.get(EVENT_WORD) else None
        number = known.record["id"]
        if event is None or known.record["event"] is not None or self.options.event is not None:
            return
        if not any("event" in change.fields for _, change in of_record(self.connection, SIGNUP.key, number)):
            self.signups.load(number, as_values(known.record))
            self.signups.merge(number, {}, {"event": event}, outcome)

    def _first(self, row: InRow, person: dict[str, Value], key: str, outcome: RowOutcome, people: People) -> None:
        place = (self.sheet, row.number)
        match, apart = decided(self.options, self.folder.whose, place, lambda: people.find(person))
        sign_up = self.sign_ups.read(row)
        derived = _date_statements(person, sign_up["submitted_at"])
        if match is None:
            person.setdefault("stage", FIRST_STAGE)
            number = self.folder.create(person, outcome)
            people.add(number, self.folder.now(number))
            outcome.what = What.NEW
            for other in apart:
                self.folder.plan.create("verdict", {"first": other, "second": number, "verdict": "apart"})
        else:
            number = self._join(match, person, row, derived, outcome, people)
        outcome.new_signup = True
        values: dict[str, Value] = {
            "candidate": number,
            "source": self.source,
            "source_key": key,
            "row": row.cells,
            **{k: v for k, v in sign_up.items() if v is not None},
            "came_in": self._came_in(row),
        }
        self.signups.add(values)

    def _came_in(self, row: InRow) -> str:
        """Return where a row can be found again: file, sheet and row number."""
        return f"{self.file}, {self.sheet}, row {row.number}"

    def _join(
        self,
        match: Match,
        person: dict[str, Value],
        row: InRow,
        derived: Sequence[str],
        outcome: RowOutcome,
        people: People,
    ) -> int:
        """Add a row to a person who is here already, and tell if that person has another name.

        Args:
            match: the person, and by what they were found.
            person: what the row says about them.
            row: the row.
            derived: fields that no cell of the row says.
            outcome: where to note what happens.
            people: the people that later rows are compared with.
        """
        number = outcome.record_id = match.record_id
        if number > 0 and number not in self.folder.here:
            there = people.row(number) or query.read_rows(self.connection, self.rt, [number])[0]
            self.folder.load(number, there)
        theirs = dict(person)
        kept = kept_lines(row) if self.folder.now(number).get(NOTES) else []
        if kept:
            theirs[NOTES] = own_notes(row)
        before = dict(self.folder.now(number))
        if _is_initial(self.folder.now(number).get("given_name"), given := theirs.get("given_name")):
            self.folder.take(number, "given_name", given, outcome)
        self._tell_name(match, person, row, before, outcome)
        self.folder.fill(number, theirs, outcome, silent=frozenset({*CANDIDATE.names, *derived}))
        self.folder.append_lines(number, NOTES, kept, outcome)
        people.add(number, self.folder.now(number))
        return number

    def _tell_name(self, match: Match, person: Values, row: InRow, before: Values, outcome: RowOutcome) -> None:
        """Tell that a row was joined with somebody whose name is, or was, written differently."""
        here = self.folder.now(match.record_id)
        outcome.joined = joined_as(match, person, before, here)
        if outcome.joined is not None:
            self._tell_name_not_taken(match, row, here, outcome)

    def _tell_name_not_taken(self, match: Match, row: InRow, here: Values, outcome: RowOutcome) -> None:
        if other := other_names(row.values, here):
            told = (
                f"Taken for {CANDIDATE.title(here)}, found by {match.by}; the name in the row is not taken. "
                "If this is somebody else, say so."
            )
            both = [key for key in CANDIDATE.names if row.values.get(key) and here.get(key)]
            said = " ".join(str(row.values[key]) for key in (both if len(other) > 1 else other))
            labels = CANDIDATE.by_key[other[0]].label if len(other) == 1 else ""
            outcome.problems.append(Problem(self.file, self.sheet, row.number, labels, said, told))


def _is_initial(ours: Value, theirs: Value) -> bool:
    """Return whether a first name here is the initial of another, whole one."""
    short, long = (fold_word(str(name or "")) for name in (ours, theirs))
    return len(short) == 1 < len(long) and long.startswith(short)


def _of_person(row: InRow) -> dict[str, Value]:
    person = row.values.copy()
    for key in SIGNUP_KEYS:
        if key in person:
            del person[key]
    return person


def _date_statements(person: dict[str, Value], submitted: Value) -> Sequence[str]:
    """Date an age and a consent from the day they were given; return the fields that were set."""
    if not submitted:
        return ()
    derived = []
    if person.get("stated_age") is not None and "stated_age_on" not in person:
        derived.append("stated_age_on")
    said = person.get("consent_share") is not None or person.get("consent_contact") is not None
    if said and "consent_date" not in person:
        derived.append("consent_date")
    for key in derived:
        person[key] = str(submitted)[:10]
    return derived


def _source_key(row: InRow) -> str:
    """Return what identifies a row at its source, as it came: the service's own key, otherwise when and who."""
    said = row.values if row.came is None else row.came
    if key := said.get(OWN_KEY):
        return plain_text(key)
    submitted = str(said.get(SUBMITTED) or "")
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
