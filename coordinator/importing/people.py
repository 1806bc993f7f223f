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
from coordinator.importing.no_at_address import NoAtAddress, only_one_there
from coordinator.importing.plan import ImportOptions, RowOutcome, What, say
from coordinator.importing.problems import Problem
from coordinator.importing.rows_into_records import Folder
from coordinator.importing.sign_ups import EVENT_WORD, SUBMITTED, SignUpReader
from coordinator.importing.sources import name_from
from coordinator.importing.targets import ATTENDED, CANCELLED, COMING, NO_SHOW, SIGNUP_PREFIX
from coordinator.people.extensions import extension_fields, extensions_of
from coordinator.people.forgotten import MAY_BE, Suppressed
from coordinator.people.matching import Match, People, are_others, speaks_against
from coordinator.records.catalog import CANDIDATE, SIGNUP, RecordType
from coordinator.records.fields import as_values
from coordinator.records.kinds import Value, as_text, plain_text
from coordinator.records.kinds.spreadsheets import is_cut
from coordinator.records.refusals import MARKS
from coordinator.records.rows import SignupRow
from coordinator.store import query

SIGNUP_KEYS = frozenset(f"{SIGNUP_PREFIX}{f.key}" for f in SIGNUP.fields) | {
    ATTENDED,
    CANCELLED,
    COMING,
    NO_SHOW,
}
FIRST_STAGE = "interested"
OWN_KEY = f"{SIGNUP_PREFIX}source_key"
KEY_OF_ANOTHER = (
    "The list had this key for somebody with another name and other addresses. It is taken for a sign-up of its own; "
    "see which of the two is right."
)
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
        by_address: mark → number and name of those who get it since their e-mail or number said no.
        told: sentences on who gets a mark since their e-mail or number said no.
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
    by_address: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def plan(self, rows: Sequence[InRow]) -> list[RowOutcome]:
        """Plan all rows, in order."""
        bases = [_source_key(row) for row in rows]
        fields = extension_fields(self.rt)
        desks = [_desk_key(row, base, fields) for row, base in zip(rows, bases, strict=True)]
        known = self._known_signups(bases) | self._known_signups([key for key in desks if key])
        people = People.like(self.connection, [r.values for r in rows], self.rt)
        for number, values in self.folder.made.items():  # of the sheets before this one
            people.add(number, values)
        outcomes: list[RowOutcome] = []
        met: set[int] = set()
        keys: dict[str, int] = {}
        suppressed = Suppressed.of(self.connection)
        at_address = NoAtAddress(people, self.folder, lambda number: self._know(number, people))
        for row, base, desk in zip(rows, bases, desks, strict=True):
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
            if desk:  # the lists of earlier versions know it without its extension
                key = _numbered(desk, keys)
                earlier = known.get(key) or self._unless_at_another(earlier, desk, base, fields)
            own_key = key
            key, earlier = self._earlier(row, person, key, earlier, people)
            if key != own_key and row.values.get(OWN_KEY):
                said = plain_text(row.values[OWN_KEY])
                outcome.problems.append(Problem(self.file, self.sheet, row.number, "", said, KEY_OF_ANOTHER))
            if earlier is not None:
                self._again(row, person, earlier, outcome)
            else:
                self._first(row, person, key, outcome, people)
                if outcome.what is What.NEW and suppressed.may_be(row.values):
                    outcome.problems.append(
                        Problem(self.file, self.sheet, row.number, "", CANDIDATE.title(row.values), MAY_BE)
                    )
            self._tell_addresses(row, person, outcome, at_address)
            self._settle(outcome, met)
            row.values = PLANNED
        self.by_address, self.told = at_address.given, list(at_address.told())
        return outcomes

    def _tell_addresses(self, row: InRow, person: Values, outcome: RowOutcome, at_address: NoAtAddress) -> None:
        """Let everybody with a row's addresses get the no that it says of them."""
        number = outcome.record_id
        if number is None or outcome.what is What.REJECTED or not at_address.concerns(person):
            return
        anew = outcome.new_signup or any(f.key in MARKS for f in outcome.fields)
        for address, told in at_address.take(row, person, number, anew=anew):
            outcome.problems.append(Problem(self.file, self.sheet, row.number, "", address, told))

    def _unless_at_another(self, earlier: Known | None, desk: str, base: str, fields: Sequence[str]) -> Known | None:
        """Return the sign-up with a row's name and number, unless it has another extension than the row."""
        if earlier is None:
            return None
        theirs = _desk_key(self.reread(earlier.row), base, fields)
        return earlier if theirs in ("", desk) else None

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

    def _earlier(
        self, row: InRow, person: dict[str, Value], key: str, earlier: Known | None, people: People
    ) -> tuple[str, Known | None]:
        """Return the key of a row's sign-up, and the sign-up if it is here already.

        Another list may name somebody with the same name and e-mail who is somebody else; then the key is another one.
        """
        number = 1
        while earlier is not None and self._is_anothers(row, person, earlier, people):
            number += 1
            other = f"{key}~{number}"
            found = query.ids_by_values(self.connection, SIGNUP, "source_key", [other], of=("source", self.source))
            records = query.read_rows(self.connection, SIGNUP, found.get(other, ()))
            earlier = next(map(Known, records), None)
        return key if number == 1 else f"{key}~{number}", earlier

    def _is_anothers(self, row: InRow, person: dict[str, Value], known: Known, people: People) -> bool:
        """Return whether what a row of another list says anew speaks against its being about the same person.

        So does a birth date that leads to somebody else, or leaves it open who it is. Whatever the key says, another
        name with other addresses is somebody else: many lists count their lines from 1.
        """
        if known.row == row.cells:
            return False
        here, before = self._load(known.record["candidate"]), _of_person(self.reread(known.row))
        if self._is_same_row(row, known):
            counted = _counted(row)
            return all(are_others(person, other, counted=counted) for other in (here, before))
        anew = {k: v for k, v in person.items() if k in CANDIDATE.names or v != before.get(k)}
        if here.get("deleted_at"):
            return False
        if speaks_against(anew, here):
            return True
        match = people.find(person) if "birth_date" in anew else None
        return "birth_date" in anew and (match is None or match.record_id != known.record["candidate"])

    def _load(self, candidate: int) -> Values:
        """Return a person of the database as the rows so far leave them."""
        if candidate not in self.folder.here:
            self.folder.load(candidate, query.read_rows(self.connection, self.rt, [candidate])[0])
        return self.folder.here[candidate]

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
        outcome.signed_up = known.record["submitted_at"]
        outcome.zone = self.sign_ups.zone_of(known.record["event"])
        person = self._without_erased(row, person, known, outcome)
        if known.row == row.cells and row.came is None:
            self._name_stop(row, known, outcome)
            return
        if self._load(candidate).get("deleted_at"):
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
        outcome.zone = self.sign_ups.zone_of(said.get("event")) or outcome.zone
        if "submitted_at" not in base:
            said.pop("submitted_at", None)
        outcome.signed_up = said.get("submitted_at", outcome.signed_up)
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
        sign_up = self.sign_ups.read(row)
        outcome.signed_up, outcome.zone = sign_up["submitted_at"], self.sign_ups.zone_of(sign_up["event"])
        derived = _date_statements(person, sign_up["submitted_at"])
        match, apart = decided(
            self.options, self.folder.whose, place, lambda: people.find(person) or only_one_there(person, people)
        )
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
        self._know(number, people)
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

    def _know(self, number: int, people: People) -> None:
        """Let the folder know somebody of the database."""
        if number > 0 and number not in self.folder.here:
            there = people.row(number) or query.read_rows(self.connection, self.rt, [number])[0]
            self.folder.load(number, there)

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


def _counted(row: InRow) -> bool:
    """Return whether a row's key is a number as lists count their lines with: the next list begins anew."""
    key = plain_text((row.values if row.came is None else row.came).get(OWN_KEY))
    return key.isdigit() and len(key) <= _LINES


_LINES = 4


def _source_key(row: InRow) -> str:
    """Return what identifies a row at its source, as it came: the service's own key, otherwise when and who."""
    said = row.values if row.came is None else row.came
    if (key := plain_text(said.get(OWN_KEY))) and not is_cut(key):
        return key
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


def _desk_key(row: InRow, key: str, fields: Sequence[str]) -> str:
    """Return what identifies a row by the extension beside its phone as well; "" if it has none, or an e-mail."""
    said = row.values if row.came is None else row.came
    if said.get(OWN_KEY) or said.get("email") or not said.get("phone"):
        return ""
    found = extensions_of(said, fields)
    return f"{key}|x{'/'.join(sorted(found))}" if found else ""


def _numbered(key: str, seen: dict[str, int]) -> str:
    seen[key] = seen.get(key, 0) + 1
    return key if seen[key] == 1 else f"{key}#{seen[key]}"
