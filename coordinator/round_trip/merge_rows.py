"""Merging a sheet that came back: each row, field by field, with what changed here since it went out."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from sqlalchemy.engine import Connection

from coordinator.base.naming_some import name_some
from coordinator.changes.authors import last_authors
from coordinator.changes.forget import erased_keys
from coordinator.changes.naming import STAY_ERASED
from coordinator.importing.joins import decided, joined_as
from coordinator.importing.place_ends import ZIP_DIGITS, disagreement
from coordinator.importing.plan import ImportOptions, RowOutcome, What, say
from coordinator.importing.rows_into_records import Folder
from coordinator.importing.yeses_after_noes import yeses_told
from coordinator.people.forgotten import ADDRESS_LEFT_OUT, MAY_BE
from coordinator.people.matching import Match
from coordinator.people.merging import follow
from coordinator.records import row_id, zip_places
from coordinator.records.catalog import RecordType
from coordinator.records.following import FIRST_STAGE, STAGE
from coordinator.records.kinds import Value, plain_text
from coordinator.round_trip import alarms
from coordinator.round_trip.brought_in import brought_to, returns_of
from coordinator.round_trip.brought_rows import CAME_BEFORE
from coordinator.round_trip.columns import adds_lines
from coordinator.round_trip.decided_before import decisions_of, recall
from coordinator.round_trip.newcomers import Newcomers, is_total
from coordinator.round_trip.rows import ID_HEADING, ReturnedRow, know_bases
from coordinator.store import query


class Merging:
    """Merges the rows of one sheet into their records.

    Args:
        connection: a connection to the campaign.
        rt: the record type, with its answers.
        folder: collects what rows do to records.
        options: decisions made beforehand.
        file: name of the file.
        again: the very same file came in before.
    """

    def __init__(
        self, connection: Connection, rt: RecordType, folder: Folder, options: ImportOptions, file: str, *, again: bool
    ) -> None:
        self._connection = connection
        self._rt = rt
        self._folder = folder
        self._folder.rt = rt
        self._options = options
        self._file = file
        self._again = again
        self._met: dict[int, ReturnedRow] = {}
        self._here: dict[int, dict[str, Value]] = {}
        self._codes: set[str] = set()

    def merge(self, rows: Sequence[ReturnedRow], since: int | None) -> None:
        """Settle what happens to each row of a sheet that went out at sequence number `since`."""
        self._codes = {r.export.code for r in rows if r.export is not None}
        self._leave_out_erased(rows)
        said = [r.said for r in rows if _is_new(r)]
        self._newcomers = Newcomers(self._connection, self._rt, said, since)
        self._find_lost_ids([r for r in rows if _is_new(r) and r.known])
        self._here = self._records(rows)
        whole = [{**row.held, **self._now(row), **row.whole()} for row in rows]
        for row, title in zip(rows, query.titles_of(self._connection, self._rt, whole), strict=True):
            row.outcome.title = title
            self._row(row)
        self._name_authors(rows)
        self._recall(rows)

    def _recall(self, rows: Sequence[ReturnedRow]) -> None:
        """Mark the conflicts that were decided when their workbook came back before."""
        codes = {row.export.code for row in rows if row.outcome.conflicts and row.export is not None}
        if codes:
            told = decisions_of(self._connection, returns_of(self._connection, codes))
            recall(self._rt, rows, [line for lines in told.values() for line in lines])

    def _leave_out_erased(self, rows: Sequence[ReturnedRow]) -> None:
        """Take nothing from a cell whose words were erased on request since it went out, and say so."""
        erased = erased_keys(self._connection)
        for row in rows if erased else ():
            if row.number is None or not (row.said or row.added):
                continue
            since = row.export.seq if row.export is not None and row.export.seq is not None else 0
            place = row_id.make(self._rt.letter, row.number)
            for key in [k for k in (*row.said, *row.added) if erased.get(f"{place}.{k}", 0) > since]:
                row.said.pop(key, None)
                row.added.pop(key, None)
                row.tell(self._file, self._rt.field(key).label, "", STAY_ERASED)

    def _find_lost_ids(self, lost: Sequence[ReturnedRow]) -> None:
        """Find the records of rows that lost their ID but still have their export code."""
        for row in lost:
            found = self._newcomers.find(row.said)
            row.number = found.record_id if found is not None and found.record_id > 0 else None
        know_bases(self._connection, self._rt, lost)
        for row in lost:
            if row.base is not None:
                base = row.base
                new = {k: v for k, v in row.said.items() if not row.went_out(self._rt, k)}
                row.added |= {k: v for k, v in new.items() if v is not None}
                row.said = {
                    k: v
                    for k, v in row.said.items()
                    if k not in new and not self._rt.field(k).kind.same(base.get(k), v)
                }
                self._keep_names(row)

    def _keep_names(self, row: ReturnedRow) -> None:
        """Take nothing of blank names and addresses beside an ID that is gone: the cells were emptied together."""
        for field in self._rt.fields:
            if field.identity and field.key in row.said and row.said[field.key] is None:
                del row.said[field.key]
                row.tell(self._file, field.label, "", f"{field.label} is empty, as the row ID is; it stays as it was.")

    def _records(self, rows: Sequence[ReturnedRow]) -> dict[int, dict[str, Value]]:
        """Return the records that changed rows are about; for a merged one, also the record it was merged into."""
        ids = {r.number for r in rows if r.number is not None and (r.said or r.added or r.base is None)}
        here = query.read_by_id(self._connection, self._rt, sorted(ids))
        if self._rt.is_person:
            gone = [i for i, row in here.items() if row.get("deleted_at")]
            into = {follow(self._connection, i) for i in gone} - set(here)
            here |= query.read_by_id(self._connection, self._rt, sorted(into))
        return here

    def _now(self, row: ReturnedRow) -> Mapping[str, Value]:
        return self._here.get(row.number, {}) if row.number is not None else {}

    def _row(self, row: ReturnedRow) -> None:
        outcome = row.outcome
        if (outcome.sheet, outcome.number) in self._options.skipped:
            outcome.what, outcome.sentence = What.REJECTED, "Left out"
        elif row.left_out:
            outcome.what, outcome.sentence = What.REJECTED, row.left_out
        elif row.damage is not None:
            self._reject(row, ID_HEADING, row.damage)
        elif row.number is None:
            self._new(row)
        elif row.base is not None and not row.said and not row.added:
            outcome.record_id = row.number
            outcome.duplicate = self._met.setdefault(row.number, row) is not row
        elif (survivor := self._survivor(row, row.number)) is not None:
            self._known(row, row.number, survivor)

    def _known(self, row: ReturnedRow, number: int, survivor: int) -> None:
        outcome, here = row.outcome, self._here[survivor]
        if told := alarms.another_person(self._rt, row, here):
            self._reject(row, ID_HEADING, told)
            return
        first = self._met.setdefault(number, row)
        if first is not row and alarms.contradicts(self._rt, row, first):
            told = f"This row ID stands twice in the sheet, in row {first.outcome.number} too. Remove one of the rows."
            self._reject(row, ID_HEADING, told)
            return
        outcome.duplicate = first is not row
        outcome.record_id = survivor
        self._folder.load(survivor, here)
        if row.base is None:
            self._folder.fill(survivor, row.said, outcome)
        else:
            self._folder.merge(
                survivor, {k: row.base.get(k) for k in row.said}, row.said, outcome, row.agreed, row.agreed_on
            )
            self._add(survivor, row)
        self._tell_yeses(row, row.said, {**(row.base or {}), **{k: row.said.get(k) for k in row.agreed}}, survivor)
        say(self._rt, outcome)
        self._tell_zip(row, survivor)
        if survivor != number and outcome.what is not What.UNCHANGED:
            outcome.sentence += f" (merged into {self._rt.title(here)} since it went out)"

    def _tell_zip(self, row: ReturnedRow, number: int) -> None:
        """Tell of a ZIP code that a row leaves in another state than the person's, and what follows from it no more."""
        written = {f.key: f.after for f in row.outcome.fields if f.record == self._rt.key} | dict(
            row.outcome.created or {}
        )
        if not self._rt.is_person or not written.keys() & zip_places.TOGETHER:
            return
        now = self._folder.now(number)
        code, state = (plain_text(now.get(key)) for key in (zip_places.ZIP, zip_places.STATE))
        if not code[:ZIP_DIGITS].isdigit() or now.get(zip_places.COUNTRY) not in (None, zip_places.HOME):
            return
        emptied = [f.label for f in row.outcome.fields if f.follows and f.key in zip_places.FOLLOWING and not f.after]
        for told in disagreement(code[:ZIP_DIGITS], state):
            more = f" {name_some(emptied)}, known from the earlier ZIP code alone, is emptied." if emptied else ""
            row.tell(self._file, self._rt.field(zip_places.ZIP).label, code, told + more)

    def _tell_yeses(
        self, row: ReturnedRow, said: Mapping[str, Value], before: Mapping[str, Value], number: int
    ) -> None:
        """Tell of each yes after a no that nobody is asked about."""
        if self._rt.is_person:
            for label, value, told in yeses_told(said, before, self._folder.now(number), row.outcome):
                row.tell(self._file, label, value, told)

    def _add(self, survivor: int, row: ReturnedRow) -> None:
        """Add what a row says of fields that did not go out: notes get a further line, and others are filled."""
        lines = {k: v for k, v in row.added.items() if adds_lines(self._rt.field(k))}
        for key, text in lines.items():
            self._folder.append_lines(survivor, key, str(text).splitlines(), row.outcome)
        self._folder.fill(survivor, {k: v for k, v in row.added.items() if k not in lines}, row.outcome)

    def _survivor(self, row: ReturnedRow, number: int) -> int | None:
        """Return the record that a row is about now; None if there is none, which is reported."""
        label = self._rt.label.lower()
        if number not in self._here:
            told = f"This {label} is not known here: erased on request, or of another campaign. Left out."
            self._reject(row, ID_HEADING, told)
            return None
        if not self._here[number].get("deleted_at"):
            return number
        into = follow(self._connection, number) if self._rt.is_person else number
        if into in self._here and not self._here[into].get("deleted_at"):
            return into
        self._reject(row, ID_HEADING, f"This {label} was deleted here since. Undo that to take it.")
        return None

    def _new(self, row: ReturnedRow) -> None:
        """Handle a row without an ID: an existing person after all, or a new record."""
        rt, outcome = self._rt, row.outcome
        values, anothers = self._newcomers.without_others_addresses(row.said)
        if anothers:
            row.tell(self._file, "", outcome.title, ADDRESS_LEFT_OUT)
        if is_total(row.cells):
            self._reject(row, ID_HEADING, "A row of totals; left out.")
            return
        missing = next((f for f in rt.stored if f.required and f.key != "created_at" and not values.get(f.key)), None)
        if missing is not None or not any(v is not None for v in values.values()):
            label = missing.label if missing else "Everything"
            self._reject(row, label, f"{label} is empty. Fill it in, or leave the row out.")
        elif self._newcomers.is_forgotten(values):
            outcome.title = ""
            self._reject(row, "", "Asked to be forgotten; left out.")
        elif self._newcomers.came_before(values):
            outcome.sentence = CAME_BEFORE
        elif (found := self._decided(values, outcome))[0] is not None:
            self._join(found[0], values, outcome)
            self._tell_yeses(row, values, self._brought_to.get(found[0].record_id, {}), found[0].record_id)
        elif self._again:
            outcome.sentence = "Came in with this file before"
        else:
            first = {STAGE: FIRST_STAGE} if rt.is_person and values.get(STAGE) is None else {}
            number = self._folder.create({**values, **first}, outcome)
            self._newcomers.add(number, values)
            outcome.what, outcome.sentence = What.NEW, "Will be added"
            self._tell_zip(row, number)
            if self._newcomers.may_be_forgotten(values):
                row.tell(self._file, "", outcome.title, MAY_BE)
            for other in found[1]:
                self._folder.plan.create("verdict", {"first": other, "second": number, "verdict": "apart"})
        if outcome.record_id is not None and (self._options.same_rows or self._options.apart_rows):
            self._folder.whose[outcome.sheet, outcome.number] = outcome.record_id

    def _decided(self, values: Mapping[str, Value], outcome: RowOutcome) -> tuple[Match | None, tuple[int, ...]]:
        """Return which record a row means, and which people somebody said it is not."""
        if not self._rt.is_person:
            return self._newcomers.find(values), ()
        place = (outcome.sheet, outcome.number)
        return decided(self._options, self._folder.whose, place, lambda: self._newcomers.find(values))

    def _join(self, found: Match, values: Mapping[str, Value], outcome: RowOutcome) -> None:
        """Add a row to the record that it means, and tell if that is a person of another name."""
        number = outcome.record_id = found.record_id
        if number > 0:
            self._folder.load(number, query.read_rows(self._connection, self._rt, [number])[0])
        before, said = dict(self._folder.now(number)), {k: v for k, v in values.items() if v is not None}
        known = self._brought_to.get(number, {})  # what this workbook itself brought is no other side's
        known = {k: v for k, v in known.items() if k in said or (k in values and k not in zip_places.derived(before))}
        self._folder.merge(number, known, {k: values[k] for k in known}, outcome)
        self._folder.fill(number, {k: v for k, v in said.items() if k not in known}, outcome)
        say(self._rt, outcome)
        if self._rt.is_person and (joined := joined_as(found, said, before, self._folder.now(number))) is not None:
            outcome.joined = joined
            outcome.sentence += f". {joined.sentence}"

    @cached_property
    def _brought_to(self) -> dict[int, dict[str, Value]]:
        """What this workbook brought to records before."""
        return brought_to(self._connection, self._rt, self._codes)

    def _reject(self, row: ReturnedRow, column: str, told: str) -> None:
        row.reject(self._file, column, told)

    def _name_authors(self, rows: Sequence[ReturnedRow]) -> None:
        """Add to each conflict who changed the field here, and when."""
        by_seq: dict[int, list[ReturnedRow]] = {}
        for row in rows:
            if row.outcome.conflicts and row.export is not None and row.export.seq is not None:
                by_seq.setdefault(row.export.seq, []).append(row)
        for seq, those in by_seq.items():
            conflicts = [c for row in those for c in row.outcome.conflicts]
            wanted = {(c.record_id, c.field) for c in conflicts}
            authors = last_authors(self._connection, self._rt.key, seq, wanted)
            for conflict in conflicts:
                if author := authors.get((conflict.record_id, conflict.field)):
                    conflict.author, conflict.at = author.name, author.at
                    conflict.who += f", changed by {author}; {self._file} says "
                    conflict.who += self._rt.field(conflict.field).kind.show(conflict.theirs) or "nothing"


def _is_new(row: ReturnedRow) -> bool:
    return row.number is None and row.damage is None and not row.left_out
