"""People: rows of a form or sign-in sheet become sign-ups of candidates."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from sqlalchemy.engine import Connection

from coordinator.base.folding import fold_word
from coordinator.base.naming_some import MOST_NAMED
from coordinator.changes.history import of_record
from coordinator.changes.naming import ERASED, STAY_ERASED, was_before_erasing
from coordinator.importing.cells import NOTES, InRow, kept_lines, own_notes
from coordinator.importing.earlier_rows import EarlierRows
from coordinator.importing.erased import ErasedWords, without_erased
from coordinator.importing.forgotten_addresses import leave_out_addresses, leave_out_names
from coordinator.importing.former_addresses import told_of_former
from coordinator.importing.joins import TAKEN_FOR, decided, joined_as, other_names
from coordinator.importing.no_at_address import NoAtAddress, only_one_there, told_of_anothers
from coordinator.importing.plan import ImportOptions, RowOutcome, What, say
from coordinator.importing.problems import Problem
from coordinator.importing.row_rules import let_first
from coordinator.importing.rows_into_records import Folder
from coordinator.importing.sign_ups import EVENT_WORD, SignUpReader, of_person
from coordinator.importing.signed_up import (
    OWN_KEY,
    Known,
    SignedUp,
    desk_key,
    numbered,
    source_key,
)
from coordinator.importing.targets import targets_of
from coordinator.importing.yeses_after_noes import yeses_told
from coordinator.people.extensions import extension_fields
from coordinator.people.forgotten import ADDRESS_LEFT_OUT, NAME_LEFT_OUT, NAMES_FORGOTTEN, Suppressed
from coordinator.people.joined_names import rows_of
from coordinator.people.matching import (
    AS_DECIDED,
    Match,
    People,
)
from coordinator.people.merging import pairs_said_apart
from coordinator.people.namesakes_here import namesakes_of_refusing, refuses
from coordinator.records import row_id
from coordinator.records.catalog import CANDIDATE, SIGNUP, RecordType
from coordinator.records.fields import Sign, as_values
from coordinator.records.following import FIRST_STAGE, STAGE
from coordinator.records.kinds import Value, as_object, as_text, plain_text
from coordinator.records.refusals import (
    CONSENT,
    MARKS,
    YES_OR_NO,
    no_longer_permits,
    says_again,
    says_no,
    takes_back_no,
    takes_back_yes,
)
from coordinator.store import query

KEY_OF_ANOTHER = (
    "The list had this key for somebody with another name or other addresses. It is taken for a sign-up of its own, "
    "and nothing of that person is changed; see which of the two is right."
)
_NOTHING_SAID: tuple[Value, ...] = (None, "", [])
UNREACHABLE = "There is no e-mail and no phone: nobody can reach this person. Add one if you can."
TAKEN_BACK = (
    "The list had said yes of this person, and no now: “{}” is taken back, as the yes had come from there, and “{}” "
    "is set. Say Yes again if there is another reason for it."
)
SAME_NAME = (
    "This no is kept with a new record, {new}. The same name stands here already: {others}. Nothing was marked there. "
    "If they are one person, take the row for them, or merge the two."
)
COULD_BE_EITHER = (
    "Several people have this name and address, and the row does not say which of them it is about: {}. It is kept as "
    "a new record. If it is one of them, take the row for them, or merge the two."
)
FAMILY_NAME = CANDIDATE.keys_of(Sign.FAMILY_NAME)[0]
Values = Mapping[str, Value]
PLANNED: dict[str, Value] = {}
"""Stands for the values of rows that are planned: a long list would hold them twice."""


@dataclass(slots=True)
class PeopleIntake:
    """Plans the import of one sheet of people.

    Attributes:
        rt: the candidate type, with the campaign's own fields.
        source: number of the source; below 0 while it is only planned.
        sign_ups: reads what rows say about the stop, the time and the status.
        reread: reads rows of earlier imports, so that they can be the base of a merge.
        forgotten: how many rows were skipped because the person asked to be forgotten.
        erased: what is left of texts about people in which words were erased.
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
    erased: ErasedWords = field(default_factory=ErasedWords)
    by_address: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    signed_up: SignedUp = field(init=False)
    _earlier: EarlierRows = field(init=False)
    _apart: set[tuple[int, int]] = field(default_factory=set)
    _without_address: list[RowOutcome] = field(default_factory=list)
    _said_apart: Set[frozenset[int]] | None = None
    _chosen: Set[str] = field(init=False)

    def __post_init__(self) -> None:
        self.signed_up = SignedUp(self.connection, self.source)
        targets = targets_of(self.rt)
        chosen = {target for columns in self.options.mapping.values() for target in columns.values()}
        self._chosen = {key for target in chosen & targets.keys() for key in targets[target].fields}

    def plan(self, rows: Sequence[InRow]) -> list[RowOutcome]:
        """Plan all rows, in order."""
        suppressed, self.erased = Suppressed.of(self.connection), ErasedWords.of(self.connection)
        left_out = (
            (ADDRESS_LEFT_OUT, leave_out_addresses(rows, suppressed)),
            (NAME_LEFT_OUT, leave_out_names(rows, suppressed)),
        )
        bases = [source_key(row) for row in rows]
        fields = extension_fields(self.rt)
        desks = [desk_key(row, base, fields) for row, base in zip(rows, bases, strict=True)]
        self.signed_up.read(rows, bases)
        self.signed_up.read(
            [row for row, desk in zip(rows, desks, strict=True) if desk], [desk for desk in desks if desk]
        )
        people = self._people_like(rows)
        self._earlier = EarlierRows(
            self.signed_up,
            self.reread,
            lambda number: self._know(number, people),
            people,
            self.file,
            bool(self.options.source),
        )
        outcomes: list[RowOutcome] = []
        met: set[int] = set()
        keys: dict[str, int] = {}
        known = not self.signed_up.is_empty
        at_address = NoAtAddress(
            people,
            self.folder,
            lambda numbers: self._know_all(numbers, people),
            lambda numbers: rows_of(self.connection, numbers),
            self._are_apart,
            rows,
        )
        for row, base, desk in zip(rows, bases, desks, strict=True):
            if suppressed.marks and (row.values in suppressed or suppressed.means(row.values, _not_taken(row))):
                self.forgotten += 1
                continue
            outcome = self._outcome(row)
            outcomes.append(outcome)
            if (self.sheet, row.number) in self.options.skipped or outcome.what is What.REJECTED:
                outcome.what = What.REJECTED
                continue
            person = of_person(row)
            key, further = numbered(base, keys), None
            if desk:  # the lists of earlier versions know it without its extension
                further = self._earlier.unless_at_another(self.signed_up.get(key), desk, base, fields)
                key = numbered(desk, keys)
            earlier, may_be = self._earlier.find(row, person, desk or base, key, further) if known else (None, ())
            own_key, key = key, earlier.key if earlier else self.signed_up.free(key)
            if key != own_key and row.values.get(OWN_KEY):
                said = plain_text(row.values[OWN_KEY])
                self._tell(outcome, said, KEY_OF_ANOTHER)
            if earlier is not None:
                self.signed_up.take(earlier)
                self._again(row, person, earlier, outcome, people)
            else:
                self._first(row, person, key, outcome, people)
                if outcome.what is What.NEW:
                    told = list(suppressed.told_of(row.values, _not_taken(row)))
                    if may_be:
                        who = " or ".join(_with_id(n, self._know(n, people)) for n in may_be[:MOST_NAMED])
                        told.append(COULD_BE_EITHER.format(who))
                    self._tell(outcome, outcome.title, *told)
            self._tell(outcome, outcome.title, *(told for told, numbers in left_out if row.number in numbers))
            if at_address.concerns(person):
                self._tell_addresses(row, person, outcome, at_address)
            self._tell_words(row, person, earlier, suppressed, outcome)
            if outcome.fields and (since := self._yes_since(person, outcome)):
                outcome.problems.append(Problem(self.file, self.sheet, row.number, *since))
            self._settle(outcome, met)
            row.values = PLANNED
        self._tell_unreachable(people)
        self._tell_of_refusing(outcomes)
        self.by_address, self.told = at_address.given, list(at_address.told())
        return outcomes

    def _tell_words(
        self,
        row: InRow,
        person: Values,
        earlier: Known | None,
        suppressed: Suppressed,
        outcome: RowOutcome,
    ) -> None:
        """Tell what a row says that an earlier list did not: a yes after a no, and forgotten people in its cells."""
        if earlier is not None and earlier.row == row.cells:
            return
        self._tell_yeses(row, person, earlier, outcome)
        for heading in suppressed.named_in(row.cells, row.values):
            outcome.problems.append(Problem(self.file, self.sheet, row.number, heading, "", NAMES_FORGOTTEN))

    def _people_like(self, rows: Sequence[InRow]) -> People:
        """Return the people whom rows may be about: those of the database, and of the sheets before this one."""
        people = People.like(self.connection, [r.values for r in rows], self.rt)
        for number, values in self.folder.made.items():
            people.add(number, values)
        for sign_up in self.signups.made.values():
            if isinstance(whose := sign_up.get("candidate"), int):
                people.came_in(whose, as_object(sign_up.get("row")))
        return people

    def _tell(self, row: RowOutcome, value: str, *told: str) -> None:
        """Tell something of a row, or of a value in it, whatever the column."""
        row.problems += [Problem(self.file, self.sheet, row.number, "", value, message) for message in told]

    def _tell_of_refusing(self, outcomes: Sequence[RowOutcome]) -> None:
        """Tell of who is new and says no, and may be somebody here who does not."""
        if any(map(refuses, self.folder.made.values())):
            self._tell_namesakes(outcomes)
            self._tell_former_addresses(outcomes)

    def _tell_former_addresses(self, outcomes: Sequence[RowOutcome]) -> None:
        """Tell of rows that say no of somebody new, whose address was somebody's here."""
        found = list(told_of_former(self.connection, self.folder.made))
        rows = {o.record_id: o for o in outcomes if o.what is What.NEW} if found else {}
        for number, address, told in found:
            if row := rows.get(number):
                self._tell(row, address, told)

    def _tell_namesakes(self, outcomes: Sequence[RowOutcome]) -> None:
        """Tell of rows that say no of somebody new, where others have that name: they may be one person."""
        found = list(namesakes_of_refusing(self.connection, self.folder.made))
        rows = {o.record_id: o for o in outcomes if o.what is What.NEW and o.record_id is not None} if found else {}
        namesakes: dict[int, list[int]] = {}
        for number, other in found:
            if number in rows and (other, number) not in self._apart:
                namesakes.setdefault(number, []).append(other)
        here = {other for others in namesakes.values() for other in others[:MOST_NAMED] if other > 0}
        people = {**query.read_by_id(self.connection, self.rt, sorted(here)), **self.folder.made}
        for number, others in namesakes.items():
            row, new = rows[number], _with_addresses(self.folder.made[number])
            told = " and ".join(_with_addresses(people[other]) for other in others[:MOST_NAMED])
            self._tell(row, row.title, SAME_NAME.format(new=new, others=told))

    def _tell_addresses(self, row: InRow, person: Values, outcome: RowOutcome, at_address: NoAtAddress) -> None:
        """Let everybody with a row's addresses get the no that it says of them."""
        number = outcome.record_id
        if number is None or outcome.what is What.REJECTED:
            return
        anew = outcome.new_signup or any(f.key in MARKS for f in outcome.fields)
        unchanged = not outcome.new_signup and not outcome.fields
        for address, told in at_address.take(row, person, number, anew=anew, unchanged=unchanged):
            self._tell(outcome, address, told)

    def _are_apart(self, a: int, b: int) -> bool:
        """Return whether somebody decided, here or earlier, that two people are not one."""
        if self._said_apart is None:
            self._said_apart = pairs_said_apart(self.connection)
        pair = frozenset((a, b))
        return pair in self._said_apart or not self._apart.isdisjoint(((a, b), (b, a)))

    def _tell_yeses(self, row: InRow, person: Values, earlier: Known | None, outcome: RowOutcome) -> None:
        """Tell of each yes after a no that nobody is asked about; what came before is not told again."""
        if outcome.record_id is None or person.keys().isdisjoint(YES_OR_NO) or outcome.what is What.NEW:
            return
        before, here = self._earlier.said_by(earlier) if earlier else {}, self.folder.now(outcome.record_id)
        for told in yeses_told(person, before, here, outcome):
            outcome.problems.append(Problem(self.file, self.sheet, row.number, *told))

    def _yes_since(self, person: Values, outcome: RowOutcome) -> tuple[str, str, str] | None:
        """Return the field, the day and what to tell if a no outweighs a yes that may have been said after it."""
        over = [f for f in outcome.fields if takes_back_yes(f.key, f.before, f.after)]
        said = str(person.get("consent_date") or outcome.signed_up or "")[:10]
        if not over or not said or outcome.record_id is None:
            return None
        given = [f.before for f in outcome.fields if f.key == "consent_date"]
        held = str((given or [self.folder.now(outcome.record_id).get("consent_date")])[0] or "")
        if outcome.record_id > 0:
            signed = query.ids_by_values(self.connection, SIGNUP, "candidate", [outcome.record_id])
            rows = query.read_rows(self.connection, SIGNUP, [n for ids in signed.values() for n in ids])
            held = max(held, *(str(row["submitted_at"] or "")[:10] for row in rows), "")
        if held <= said:
            return None
        told = f"This no is of {said}, and what is here may be of {held}. The no counts all the same; see who is right."
        return over[0].label, said, told

    def _settle(self, outcome: RowOutcome, met: set[int]) -> None:
        if outcome.what is What.REJECTED or outcome.record_id is None:
            return
        outcome.duplicate = outcome.record_id in met
        met.add(outcome.record_id)
        if self.options.same_rows or self.options.apart_rows:
            self.folder.whose[outcome.sheet, outcome.number] = outcome.record_id
        say(self.rt, outcome)

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
            told = (
                "There is neither a name nor an e-mail nor a phone. Fill in one of them, choose under Columns which "
                "column has them, or leave the row out."
            )
            outcome.problems.append(Problem(self.file, self.sheet, row.number, "", "", told))
            outcome.what, outcome.sentence = What.REJECTED, told
        else:
            self._without_address.append(outcome)
        return outcome

    def _tell_unreachable(self, people: People) -> None:
        """Tell of rows without an e-mail and a phone whose person has neither, also by what is here or another row."""
        for outcome in self._without_address:
            if outcome.record_id is None or outcome.what is What.REJECTED:
                continue
            if not any(map(self._know(outcome.record_id, people).get, CANDIDATE.addresses)):
                self._tell(outcome, outcome.title, UNREACHABLE)

    def _again(self, row: InRow, person: dict[str, Value], known: Known, outcome: RowOutcome, people: People) -> None:
        """Handle a row that came before: take only what changed at the source."""
        candidate, sign_up = known.record["candidate"], known.record["id"]
        outcome.record_id = candidate
        outcome.signed_up = known.record["submitted_at"]
        outcome.zone = self.sign_ups.zone_of(known.record["event"])
        person = self._without_erased(row, person, known, outcome)
        people.is_of(candidate, person)
        self._say_again(person, candidate, people)
        if known.row == row.cells and row.came is None:
            self._name_stop(row, known, outcome)
            if anew := self._never_taken(candidate, person, people):
                self.folder.fill(candidate, {k: person[k] for k in anew}, outcome)
            return
        if self._know(candidate, people).get("deleted_at"):
            told = "This person was deleted here since. Undo that to take what changed."
            self._tell(outcome, outcome.title, told)
            outcome.what, outcome.sentence = What.REJECTED, told
            return
        before = self._earlier.row_of(known)
        anew = self._never_taken(candidate, person, people)
        base = {k: v for k, v in of_person(before).items() if person.get(k) is not None and k not in anew}
        now = self.folder.now(candidate)
        other = {k: v for k, v in person.items() if v != base.get(k)}
        if self._earlier.is_same_row(row, known):  # a yes after a no is asked about all the same
            other = {k: v for k, v in other.items() if takes_back_no(k, now.get(k), v)}
        base, same = ({k: v for k, v in some.items() if k not in other} for some in (base, person))
        self.folder.merge(candidate, base, same, outcome)
        self.folder.fill(candidate, other, outcome)
        self._take_back_yes(row, before.values, person, candidate, outcome)
        self.signups.load(sign_up, as_values(known.record))
        self._merge_sign_up(known, before, row, outcome)
        self.signups.put(sign_up, "row", dict(row.cells))
        self.signups.put(sign_up, "came_in", self._came_in(row))

    def _never_taken(self, candidate: int, person: Values, people: People) -> frozenset[str]:
        """Return the fields of columns chosen for this import that a row fills by now, and that this person never had.

        What somebody emptied here stays empty.
        """
        said = {k for k in self._chosen if person.get(k) not in _NOTHING_SAID}
        here = self._know(candidate, people) if said else {}
        empty = {k for k in said if here.get(k) in _NOTHING_SAID}
        if not empty or here.get("deleted_at") or candidate < 0:
            return frozenset()
        for _, change in of_record(self.connection, self.rt.key, candidate):
            empty.difference_update(change.fields)
        return frozenset(empty)

    def _say_again(self, person: Values, candidate: int, people: People) -> None:
        """Remember that a row says noes that stand: they stay if the list is taken back that brought them first."""
        noes = [key for key, value in person.items() if says_no(key, value)]
        here = self._know(candidate, people) if noes else {}
        for key in noes:
            if not here.get("deleted_at") and says_again(key, here.get(key), person[key]):
                self.folder.say_again(candidate, key, as_before=True)

    def _take_back_yes(self, row: InRow, before: Values, person: Values, candidate: int, outcome: RowOutcome) -> None:
        """Take back a permission that this row gave last time, where it refuses the way that it had permitted."""
        refused = no_longer_permits(before, person)
        if refused and self.folder.now(candidate).get(CONSENT) is True:
            self.folder.take(candidate, CONSENT, None, outcome)
            told = TAKEN_BACK.format(CANDIDATE.by_key[CONSENT].label, CANDIDATE.by_key[refused].label)
            self._tell(outcome, outcome.title, told)

    def _without_erased(
        self, row: InRow, person: dict[str, Value], known: Known, outcome: RowOutcome
    ) -> dict[str, Value]:
        """Leave cells as they are here if words of them were erased on request and the list says them again."""
        erased = self.erased.in_cells(known.record["candidate"], row.cells)
        erased |= {h: as_text(was) for h, was in known.row.items() if was_before_erasing(row.cells.get(h), was)}
        return self._with_erased(row, erased, outcome) or person

    def _with_erased(self, row: InRow, erased: Mapping[str, str], outcome: RowOutcome) -> dict[str, Value]:
        """Let cells of a row say what is left of them since words were erased; return what it says of the person.

        Nothing, if it has no such cells. What is told of the row repeats none of them.
        """
        if not erased:
            return {}
        said, row.cells = self.reread(row.cells), {**row.cells, **erased}
        stays = self.reread(row.cells)
        outcome.cells = row.cells
        outcome.problems = [p for p in outcome.problems if p.column not in erased]
        for heading in erased:
            outcome.problems.append(Problem(self.file, self.sheet, row.number, heading, "", STAY_ERASED))
        changed = {k for k in {*said.values, *stays.values} if said.values.get(k) != stays.values.get(k)}
        kept = {k: v for k, v in stays.values.items() if k in changed}
        row.values = {**{k: v for k, v in row.values.items() if k not in changed}, **kept}
        row.kept = stays.kept
        return of_person(row)

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
        outcome.signed_up = sign_up["submitted_at"]
        if sign_up["event"] is not None:
            outcome.zone = self.sign_ups.zone_of(sign_up["event"])
        derived = _date_statements(person, sign_up["submitted_at"])
        match, apart = decided(
            self.options, self.folder.whose, place, lambda: people.find(person) or only_one_there(person, people)
        )
        if match is None:
            person.setdefault(STAGE, FIRST_STAGE)
            for first, further in self.rt.further.items():
                if further in person:
                    let_first(person, first, further)
            number = self.folder.create(person, outcome)
            people.add(number, self.folder.made[number])
            outcome.what = What.NEW
            for other in apart:
                self._apart.add((other, number))
                self.folder.plan.create("verdict", {"first": other, "second": number, "verdict": "apart"})
        else:
            if erased := self.erased.in_cells(match.record_id, row.cells):
                person = without_erased(self._with_erased(row, erased, outcome) | {k: person[k] for k in derived})
                row.kept = [(heading, words) for heading, words in row.kept if ERASED not in words]
            number = self._join(match, person, row, derived, outcome, people)
        outcome.new_signup = True
        values: dict[str, Value] = {
            "candidate": number,
            "source": self.source,
            "source_key": key,
            "row": row.cells,
        }
        for name, value in sign_up.items():
            if value is not None:
                values[name] = value
        values["came_in"] = self._came_in(row)
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
        asked = FAMILY_NAME if match.by == AS_DECIDED else ""  # one person with two last names: somebody says which
        self.folder.fill(number, theirs, outcome, silent=frozenset({*CANDIDATE.names, *derived} - {asked}))
        self.folder.append_lines(number, NOTES, kept, outcome)
        for address, told in told_of_anothers(before, self.folder.now(number), number, people):
            self._tell(outcome, address, told)
        people.add(number, self.folder.now(number))
        people.is_of(number, person)
        return number

    def _know(self, number: int, people: People) -> Values:
        """Return a person as the rows so far leave them; the folder knows those of the database from now on."""
        self._know_all([number], people)
        return self.folder.now(number)

    def _know_all(self, numbers: Iterable[int], people: People) -> None:
        """Let the folder know some people from now on."""
        new = {number: people.row(number) for number in numbers if number > 0 and number not in self.folder.here}
        unread = [number for number, row in new.items() if row is None]
        rows = query.read_by_id(self.connection, self.rt, unread) if unread else {}
        for number, row in new.items():
            self.folder.load(number, rows[number] if row is None else row)

    def _tell_name(self, match: Match, person: Values, row: InRow, before: Values, outcome: RowOutcome) -> None:
        """Tell that a row was joined with somebody whose name is, or was, written differently."""
        here = self.folder.now(match.record_id)
        outcome.joined = joined_as(match, person, before, here)
        if outcome.joined is not None:
            self._tell_name_not_taken(match, row, here, outcome)

    def _tell_name_not_taken(self, match: Match, row: InRow, here: Values, outcome: RowOutcome) -> None:
        if match.by != AS_DECIDED and (other := other_names(row.values, here)):
            told = (
                f"{TAKEN_FOR} {CANDIDATE.title(here)}, {match.how}; the name in the row is not taken. "
                "If this is somebody else, say so."
            )
            both = [key for key in CANDIDATE.names if row.values.get(key) and here.get(key)]
            said = " ".join(str(row.values[key]) for key in (both if len(other) > 1 else other))
            labels = CANDIDATE.by_key[other[0]].label if len(other) == 1 else ""
            outcome.problems.append(Problem(self.file, self.sheet, row.number, labels, said, told))


def _with_addresses(person: Values) -> str:
    """Return a person's name with how they are reached."""
    shown = [CANDIDATE.by_key[key].kind.show(person[key]) for key in ("email", "phone") if person.get(key)]
    return f"“{CANDIDATE.title(person)}” ({', '.join(shown) or 'no e-mail, no phone'})"


def _with_id(number: int, person: Values) -> str:
    """Return a person's name with the ID, if they have one already."""
    return f"“{CANDIDATE.title(person)}”" + (f" ({row_id.make(CANDIDATE.letter, number)})" if number > 0 else "")


def _is_initial(ours: Value, theirs: Value) -> bool:
    """Return whether a first name here is the initial of another, whole one."""
    short, long = (fold_word(str(name or "")) for name in (ours, theirs))
    return len(short) == 1 < len(long) and long.startswith(short)


def _not_taken(row: InRow) -> list[str]:
    """Return the cells of a row of which no value was made."""
    return [cell for _, cell, _ in row.problems]


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
