"""Sheets that came from elsewhere: what their columns are, whose source they are, and what their rows do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.folding import fold_heading
from coordinator.base.paths import name_of
from coordinator.base.progress import Progress
from coordinator.changes.change_set import nothing
from coordinator.importing import sources
from coordinator.importing.accounts import NotTaken, rows_forgotten
from coordinator.importing.address_columns import WHOLE, with_addresses
from coordinator.importing.cell_columns import CellColumn, by_column, count_filled
from coordinator.importing.cells import InRow, NewAnswer
from coordinator.importing.column_questions import (
    choices_told,
    kept_told,
    permissions_told,
    waits,
    with_questions,
)
from coordinator.importing.columns import CHOSEN, READ_BEFORE, ColumnPlan, map_columns, names_of
from coordinator.importing.cut_numbers import cut_numbers
from coordinator.importing.day_orders import day_orders, times_left_out
from coordinator.importing.labels_beside import with_labelled
from coordinator.importing.lists_of_noes import lone_numbers, with_marks, with_no, with_numbers
from coordinator.importing.lost_zeros import zeros_told
from coordinator.importing.name_columns import with_whole_names
from coordinator.importing.named_columns import with_named
from coordinator.importing.other_records import ThingIntake
from coordinator.importing.people import PeopleIntake
from coordinator.importing.plan import ANY_SHEET, ImportOptions, ImportPlan, RowOutcome, SheetPlan, What, WhichSource
from coordinator.importing.problems import Problem
from coordinator.importing.profiles import CARDS, Profile, recognise
from coordinator.importing.recognition.kinds_of_text import kinds_of
from coordinator.importing.recognition.undress import wording
from coordinator.importing.rows_into_records import Folder
from coordinator.importing.second_lines import with_second_lines, with_second_names
from coordinator.importing.sheet_accounts import marks_told, noes_told, settle, yeses_outweighed
from coordinator.importing.sheet_reader import SUBMITTED, SheetReader
from coordinator.importing.sign_up_columns import with_attendance, with_cancelled, with_reply, with_stop_column
from coordinator.importing.sign_ups import EVENT_WORD, STATUS, SignUpReader, StatusWord, StopWord
from coordinator.importing.sources import KnownSource, Memory
from coordinator.importing.steps import SentOutReader
from coordinator.importing.stops import EventFinder
from coordinator.importing.system_groups import system_groups
from coordinator.importing.targets import ANSWER, COMING, IGNORED, NAME_OF_LIST, SOURCE_KEY, targets_of
from coordinator.importing.who_comes import is_day_of_stop
from coordinator.importing.whole_columns import both_told, crosses_told, declined_cells, with_both
from coordinator.importing.why_nobody import (
    NAMES,
    counted_by,
    payees_named,
    thing_listed,
    towns_alone,
    why_nobody,
)
from coordinator.importing.words_for_nothing import nothing_told
from coordinator.records import zip_places
from coordinator.records.catalog import CANDIDATE, EVENT, SIGNUP, RecordType
from coordinator.records.fields import Field
from coordinator.records.kinds import Compared, Hints
from coordinator.store import query

if TYPE_CHECKING:
    from coordinator.workbooks import Sheet, Table

SAMPLE_ROWS = 200
UNDECIDED = "nobody has said yet what it means"


def sample_of(table: "Table") -> list[list[object]]:
    """Return some cells of each column of a table."""
    rows = table.rows[:SAMPLE_ROWS]
    return [[r.cells[i] for r in rows] for i in range(len(table.header))]


@dataclass(frozen=True, slots=True)
class _Reading:
    """How one sheet is read.

    Attributes:
        path: the file.
        sheet: its name.
        profile: the form service, if known.
        source: the source, if it came before.
        decided: what was decided about it, now and before.
        reader: reads its cells.
    """

    path: Path
    sheet: str
    profile: Profile | None
    source: KnownSource | None
    decided: Memory
    reader: SheetReader

    @property
    def headings(self) -> list[str]:
        return [c.header for c in self.reader.columns]

    @property
    def kept(self) -> Memory:
        """What to remember about it."""
        keys = {fold_heading(f.label): f.key for f in self.reader.rt.fields if f.is_answer}
        columns = {
            c.header: keys.get(fold_heading(c.header), ANSWER) if c.target == ANSWER else c.target
            for c in self.reader.columns
            if self._is_known(c)
        }
        undecided = tuple(c.header for c in self.reader.columns if not self._is_known(c))
        files = (sources.name_from(self.path),)
        return replace(self.decided, columns=columns, undecided=undecided, record=self.reader.rt.key, files=files)

    def _is_known(self, column: ColumnPlan) -> bool:
        """Return whether the next sheet of the source need not be looked at anew for a column: not if it was empty."""
        return not column.asks and (bool(column.samples) or column.target not in (ANSWER, IGNORED))


@dataclass(slots=True)
class OutsideSheets:
    """Plans the sheets of a file that came from elsewhere.

    Attributes:
        connection: a connection to the campaign.
        path: the file.
        options: what was decided beforehand.
        result: the plan of the file, to which each sheet adds.
        folder_of: returns the collection of what happens to the records of a type.
        sent_out: recognizes the row IDs of a workbook that another campaign sent out.
        progress: receives progress updates.
        cards: the file holds address cards.
        made: key of a record type → the fields that its sheets so far get of their own.
    """

    connection: Connection
    path: Path
    options: ImportOptions
    result: ImportPlan
    folder_of: Callable[[RecordType], Folder]
    sent_out: SentOutReader | None
    progress: Progress
    cards: bool = False
    made: dict[str, list[Field]] = field(default_factory=dict)

    def plan(self, sheet: "Sheet", table: "Table", rt: RecordType) -> None:
        """Plan one sheet."""
        self.progress.step(0, len(table.rows), f"Reading columns of {sheet.name}")
        of_all = with_no(table, Path(name_of(self.path)).stem, sheet.name) if rt.is_person else []
        profile = self._profile(table) if rt.is_person else None
        source = self._source(sheet.name, table.header, rt)
        which = self._which(source, table.header) if rt.is_person else None
        decided = self._decided(sheet.name, table, rt, source)
        full = query.typed(self.connection, rt).with_answers(self.made.get(rt.key, ()))
        events = self._events(decided) if rt.is_person else None
        cells = by_column([r.cells for r in table.rows], len(table.header))
        columns = self._columns(full, table, cells, profile, decided, events)
        planned = SheetPlan(
            sheet.name,
            rt.key,
            table.header_rows[1],
            columns,
            list(table.skipped),
            list(table.notes),
            profile.name if profile else None,
            places=table.places,
            which=which,
        )
        self.result.sheets.append(planned)
        if self.options.kind_of(sheet.name) is None and not self._is_named(sheet, rt):
            thing = thing_listed(columns, cells) if rt.is_person else ""
            counts = not rt.is_person and source is None and _only_counts(columns, sheet.name)
            if thing or counts or _about_nobody(rt, columns):
                self._leave_out(planned, thing)
                return
        numbers = [r.number for r in table.rows]
        usual = False if profile else None
        orders = day_orders(full, columns, numbers, cells, decided.day_first, usual=usual)
        answers = {fold_heading(f.label): f for f in full.fields if f.is_answer}
        reader = SheetReader(full, self._until_decided(columns), self._hints(profile), answers, orders)
        planned.hints, planned.orders, planned.mixed = reader.hints, orders.first, orders.mixed
        self.result.notes += [f"{sheet.name}: {note}" for note in orders.notes]
        if events is not None:
            self.result.notes += [*choices_told(columns), *permissions_told(columns)]
            self.result.notes += [] if _leaves_out_name(columns) else of_all
        else:
            self.result.notes += kept_told(columns, rt.label.lower())
        rows, made = reader.read(numbers, cells)
        self.result.notes += zeros_told(reader.columns, numbers, cells, rows)
        self.result.notes += nothing_told(reader.columns, targets_of(reader.rt), cells, rows)
        self._make_answers(rt, made)
        self.result.not_taken += times_left_out(sheet.name, reader.rt, reader.columns, numbers, cells)
        if events is not None:
            self.result.not_taken += declined_cells(sheet.name, reader.columns, targets_of(reader.rt), cells, rows)
            self.result.not_taken += system_groups(sheet.name, reader.columns, numbers, cells)
            self.result.problems += cut_numbers(name_of(self.path), sheet.name, reader.columns, numbers, cells)
            self.result.problems += both_told(reader.rt, name_of(self.path), sheet.name, reader.columns, cells, rows)
            self.result.problems += crosses_told(reader.rt, name_of(self.path), sheet.name, reader.columns, cells, rows)
        self.made.setdefault(rt.key, []).extend(reader.know(made))
        filled = [count_filled(column.cells) for column in cells]
        reading = _Reading(self.path, sheet.name, profile, source, decided, reader)
        sign_ups = self._sign_ups(reading, table, events) if events is not None else None
        del cells
        table.rows.clear()
        sheet.rows.clear()  # nobody looks at its cells again: a long list would be held twice
        self._mend(sheet.name, rows, reader)
        folder = self.folder_of(reader.rt)
        folder.rt, folder.rules = reader.rt, decided.rules
        self.result.rules = decided.rules
        self.progress.step(len(rows) // 2, len(rows), f"Matching {len(rows)} rows of {sheet.name}")
        before = len(self.result.rows)
        if sign_ups is not None:
            self._people(rows, reading, planned, folder, sign_ups)
        else:
            self._things(rows, reading, folder)
        self.result.not_taken += settle(planned, reader.columns, filled, rows, self.result.rows[before:])

    def _profile(self, table: "Table") -> Profile | None:
        """Return the service that made the sheet, or what its file is known for; None if neither is known."""
        return CARDS if self.cards else recognise(table.header)

    # What its columns are

    def _columns(
        self,
        rt: RecordType,
        table: "Table",
        cells: Sequence[CellColumn],
        profile: Profile | None,
        decided: Memory,
        events: EventFinder | None,
    ) -> list[ColumnPlan]:
        sample = sample_of(table)
        taught = sources.taught(self.connection, rt)
        columns = map_columns(
            rt,
            table.header,
            sample,
            profile=profile,
            decided=decided.columns,
            taught=taught,
            progress=self.progress,
        )
        guessed = {h for h in decided.columns if h not in decided.taught}  # remembered, though nobody chose it
        columns = [replace(c, why=READ_BEFORE) if c.why == CHOSEN and c.header in guessed else c for c in columns]
        said = {*decided.taught, *(h for h in table.header if wording(h) in taught)}
        if events is None:
            return columns
        targets = targets_of(rt)
        labels = {key: target.label for key, target in targets.items()}
        columns = with_named(columns, sample, said, names_of(rt, targets), targets)
        columns = with_labelled(with_whole_names(columns, sample, said, labels), sample, said, labels)
        columns = with_attendance(with_stop_column(columns, sample, events, said), sample, said)
        at_a_stop = self.options.event is not None
        columns = with_cancelled(with_reply(columns, sample, said, at_a_stop=at_a_stop), sample, said)
        columns = with_addresses(columns, sample, said, labels[WHOLE])
        columns = with_second_names(with_second_lines(columns, sample, said), said)
        columns = with_marks(with_questions(columns, cells), cells, said)
        if _about_nobody(rt, columns) and (numbers := lone_numbers(table, ())) and numbers not in said:
            columns = with_numbers(columns, numbers, labels["phone"])
        return with_both(rt, columns, cells)

    def _decided(self, sheet: str, table: "Table", rt: RecordType, source: KnownSource | None) -> Memory:
        """Return the decisions about a sheet: those that its source remembers, and those made now."""
        mapping, day_first = self.options.mapping, self.options.day_first
        columns = {**mapping.get(ANY_SHEET, {}), **mapping.get(sheet, {})}
        now = Memory(
            columns,
            self.options.rules,
            {**day_first.get(ANY_SHEET, {}), **day_first.get(sheet, {})},
            taught={heading: target for heading, target in columns.items() if heading in table.header},
            stops=self.options.stops,
            record=rt.key,
        )
        known = source or (sources.with_its_header(self.connection, table.header) if rt.is_person else None)
        before = known.memory if known else Memory()
        own, code = self.sent_out.own_headings(table) if self.sent_out is not None else (None, None)
        if own or code:
            ids = {h: t for h, t in ((own, SOURCE_KEY), (code, IGNORED)) if h}
            read_only = {rt.headings[f.key] for f in rt.shown if not (f.editable and f.stored)}
            if rt.is_person:
                read_only.discard(rt.headings["created_at"])  # when they came to that campaign
            ours = dict.fromkeys(read_only & {*table.header}, IGNORED)
            before = Memory({**ours, **(ids if rt.is_person else dict.fromkeys(ids, IGNORED))}).and_now(before)
        return before.and_now(now)

    def _until_decided(self, columns: Sequence[ColumnPlan]) -> list[ColumnPlan]:
        """Return the columns as they are read now: consents and opt-outs not understood wait as answers, and say so."""
        found = []
        for column in columns:
            held = waits(column)
            if column.asks:
                kept = " Until then it is kept as an answer." if held or column.target == ANSWER else ""
                self.result.notes.append(f"{column.header}: {column.asks}{kept}")
            found.append(replace(column, target=ANSWER, label="Keep as an answer", why=UNDECIDED) if held else column)
        return found

    def _is_named(self, sheet: "Sheet", rt: RecordType) -> bool:
        """Return whether a sheet's own name says what it holds."""
        return fold_heading(sheet.name) in {fold_heading(name) for name in (rt.plural, rt.plural_key, rt.label)}

    def _leave_out(self, sheet: SheetPlan, thing: str) -> None:
        """Take nothing of a sheet that is about nobody, and offer to take it all the same; `thing` is what it lists."""
        why = why_nobody(sheet.columns, thing)
        self.result.notes.append(
            f"“{sheet.name}” does not look like a list of people, partners or stops: {why} Nothing of it "
            "is taken. If it is one, say which: --into candidates, partners or events, or choose it at the columns."
        )
        self.result.not_taken.append(NotTaken(sheet.name, None, "", "", "about nobody"))
        sheet.about_nobody, sheet.of_things = True, thing

    # Its source

    def _list_name(self, rt: RecordType) -> str:
        """Return the name of the source for a list of partners or tour events."""
        return f"{self.options.source or sources.name_from(self.path)}: {rt.plural.lower()}"

    def _source(self, sheet: str, headings: Sequence[str], rt: RecordType) -> KnownSource | None:
        """Return the source with this header, and report changes to its form."""
        called = self.options.source
        if not rt.is_person:
            called = self._list_name(rt) if called else None
        known = sources.find(self.connection, called, headings, self.path)
        if known is not None and known.memory.columns:
            new, gone = sources.changes_since(known, headings)
            self.result.new_columns[sheet] = new
            if new or gone:
                told = f"The form “{known.name}” was changed since last time"
                told += f"; new: {', '.join(new)}" if new else ""
                told += f"; gone: {', '.join(gone)}" if gone else ""
                self.result.notes.append(f"{told}. If this is another form, give it a name of its own.")
        return known

    def _which(self, source: KnownSource | None, headings: Sequence[str]) -> WhichSource | None:
        """Return between which sources a person is to choose, if any; tell which source the sheet is read as."""
        if self.options.source or any(sheet.which for sheet in self.result.sheets):
            return None
        like = source or sources.with_its_header(self.connection, headings)
        if like is None:
            return None
        own = sources.new_name(self.connection, self.path)
        event = self.options.event
        which = None
        if source is None:
            why = f"Its columns are those of “{like.name}”, but the file has another name."
            which = WhichSource(like.name, own, why, own)
        elif event is not None and like.event not in (None, event):
            titles = query.titles(self.connection, EVENT, [like.event])
            why = (
                f"Its columns are those of “{like.name}”, which is a list of {titles.get(like.event, 'another stop')}."
            )
            which = WhichSource(like.name, own, why, like.name)
        read = f"Read as a further list of the source “{like.name}”, since its columns are the same."
        self.result.notes.append(which.told if which else read)
        return which

    # Its cells

    def _hints(self, profile: Profile | None) -> Hints:
        zone = self._zone(profile)
        return Hints(zone=zone) if zone else Hints()

    def _zone(self, profile: Profile | None) -> str | None:
        """Return the zone of times that name none; None if it is that of the stop in each row, if any."""
        if profile and profile.zone:
            return profile.zone
        if self.options.event is not None:
            row = query.record(self.connection, EVENT, self.options.event)
            if row is None:
                raise UserError(f"There is no tour event {self.options.event}. See: coordinator list events")
            if not nothing(row.get("time_zone")):
                return str(row["time_zone"])
        return None

    def _make_answers(self, rt: RecordType, made: Sequence[NewAnswer]) -> None:
        for answer in made:
            self.result.plan.create(
                "answer",
                {"record": rt.key, "key": answer.key, "heading": answer.heading, "answer_kind": "long_text"},
            )

    def _mend(self, sheet: str, rows: list[InRow], reader: SheetReader) -> None:
        """Read rows with corrected cells again; the original stays with the sign-up."""
        mended = {number: cells for (name, number), cells in self.options.mended.items() if name == sheet}
        for index, row in enumerate(rows if mended else ()):
            if cells := mended.get(row.number):
                again = reader.again({**row.cells, **cells})
                rows[index] = replace(again, number=row.number, cells=row.cells, came=row.values)

    # What its rows do

    def _events(self, decided: Memory) -> EventFinder:
        return EventFinder.of(self.connection, self.folder_of(EVENT).planned, decided.stops)

    def _things(self, rows: Sequence[InRow], reading: _Reading, folder: Folder) -> None:
        """Plan partners or tour events, and remember what this list said about each."""
        rt = reading.reader.rt
        seen = reading.decided.seen
        intake = ThingIntake(self.connection, rt, folder, self.options, name_of(self.path), reading.sheet, seen=seen)
        self.result.rows += intake.plan(rows)
        sources.remember(
            self.connection,
            self.result.plan,
            reading.source.name if reading.source else self._list_name(rt),
            reading.headings,
            replace(reading.kept, seen=intake.said),
            None,
            None,
            kind="sheet",
        )

    def _people(
        self, rows: Sequence[InRow], reading: _Reading, planned: SheetPlan, folder: Folder, sign_ups: SignUpReader
    ) -> None:
        """Plan people and their sign-ups."""
        source = reading.source
        name = self.options.source or (source.name if source else sources.new_name(self.connection, self.path))
        if self.result.source_name == name:
            name = f"{name}: {reading.sheet}"
        self.result.source_name = self.result.source_name or name
        number = sources.remember(
            self.connection,
            self.result.plan,
            name,
            reading.headings,
            reading.kept,
            reading.profile,
            self.options.event,
        )
        intake = PeopleIntake(
            self.connection,
            reading.reader.rt,
            folder,
            self.folder_of(SIGNUP),
            self.options,
            number,
            name_of(self.path),
            reading.sheet,
            sign_ups,
            reading.reader.again,
        )
        before = len(folder.from_zip)
        outcomes = intake.plan(rows)
        self.result.rows += outcomes
        self.result.notes += marks_told(outcomes, planned.columns, intake.by_address, rows)
        self.result.notes += [*noes_told(outcomes), *intake.told]
        for row, problem in yeses_outweighed(outcomes, planned.columns, name_of(self.path)):
            row.problems.append(problem)
        if n := len(folder.from_zip) - before:
            told = f"{n:,} {'people get' if n > 1 else 'person gets'} the state or county that the ZIP says"
            self.result.notes.append(f"{told}; “{CANDIDATE.by_key[zip_places.MARK].label}” names which.")
        self._tell_words(sign_ups.status_words, planned, outcomes)
        self._tell_stops(sign_ups.words, planned, outcomes, any_stop=bool(sign_ups.events.names))
        nameless = intake.nameless
        if nameless and len(nameless) * 2 < len(rows):
            some = ", ".join(map(str, nameless[:3])) + (", …" if len(nameless) > 3 else "")
            self.result.notes.append(
                f"{len(nameless):,} row{'s have' if len(nameless) > 1 else ' has'} no name (row {some}) and "
                f"{'are' if len(nameless) > 1 else 'is'} taken with the e-mail or phone alone."
            )
        if n := intake.forgotten:
            self.result.notes.append(rows_forgotten(n))

    def _tell_words(
        self, words: Sequence[StopWord | StatusWord], planned: SheetPlan, outcomes: Sequence[RowOutcome]
    ) -> None:
        """Tell of each word that is not clear once, and of its rows that they have it."""
        by_number = {outcome.number: outcome for outcome in outcomes} if words else {}
        for word in words:
            told = Problem(name_of(self.path), planned.name, word.rows[0], word.heading, word.word, word.message)
            self.result.problems.append(told)
            for outcome in (by_number[number] for number in word.rows if number in by_number):
                if outcome.what is not What.REJECTED:
                    outcome.problems.append(told)

    def _tell_stops(
        self, words: Sequence[StopWord], planned: SheetPlan, outcomes: Sequence[RowOutcome], *, any_stop: bool
    ) -> None:
        """Tell once per word which words name no stop; in a campaign without stops none can."""
        planned.stop_words = list(words) if any_stop else []
        if any_stop:
            self._tell_words(words, planned, outcomes)
        elif words:
            self.result.notes.append(
                f"{words[0].heading} says at which stop people signed up, but there are no stops here yet: the words "
                "stay with the sign-ups. Import the stops and then this file again to join them."
            )
            self.result.not_taken += [
                NotTaken(planned.name, row, heading, word, "kept as words alone, as no stop is here yet")
                for row, heading, word in sorted((row, w.heading, w.word) for w in words for row in w.rows)
            ]

    def _sign_ups(self, reading: _Reading, table: "Table", events: EventFinder) -> SignUpReader:
        reader = reading.reader
        stop, time = reader.column_for(EVENT_WORD), reader.column_for(SUBMITTED)
        status, coming = reader.column_for(STATUS), reader.column_for(COMING)
        none = events.is_empty and self.options.event is None
        known = none or self._zone(reading.profile) is not None
        cells = {} if time is None or known else {r.number: r.cells[time.index] for r in table.rows}
        return SignUpReader(
            events,
            self.options.event,
            stop.header if stop else "",
            None if time is None or known else reader.submitted,
            time.header if time else "",
            cells,
            status.header if status else "",
            coming.header if coming else "",
            next((c.header for c in reader.columns if is_day_of_stop(c.header)), ""),
        )


def _leaves_out_name(columns: Sequence[ColumnPlan]) -> bool:
    """Return whether a person said that the name of a list says nothing of who is in it."""
    return any(c.header == NAME_OF_LIST and c.target == IGNORED for c in columns)


def _about_nobody(rt: RecordType, columns: Sequence[ColumnPlan]) -> bool:
    """Return whether no column of a sheet says who or what its rows are about, or it is one of payments or goods."""
    targets = targets_of(rt)
    reached = {"phone", "email", "other_phones", "other_emails", "address", "+address", "city", "postcode", "+place"}
    if rt.is_person and reached.isdisjoint(c.target for c in columns):
        headings = {fold_heading(c.header) for c in columns if c.target == ANSWER}
        if headings & _PAID and len(headings & _OF_PAYMENTS) > 1 or headings & _OF_GOODS and not _has_people(columns):
            return True
        if payees_named(columns):
            return True
    telling = {f.key for f in rt.fields if f.identity and f.kind.compared is not Compared.AS_DATES}
    telling |= set(rt.addresses) if rt.is_person else set()
    return not any(telling.intersection(targets[c.target].fields) for c in columns if c.target in targets)


def _only_counts(columns: Sequence[ColumnPlan], name: str) -> bool:
    """Return whether a sheet only counts by towns, events or organizations, or lists towns and nothing of a stop."""
    return bool(counted_by(columns) or towns_alone(columns, name))


def _has_people(columns: Sequence[ColumnPlan]) -> bool:
    """Return whether somebody chose a column as names, or most cells of those taken for names look like some."""
    named = [column for column in columns if column.target in NAMES]
    names = [text for column in named for text in column.samples]
    return any(column.why == "chosen" for column in named) or sum(
        not _LIKE_NAMES.isdisjoint(kinds_of(text)) for text in names
    ) * 2 > len(names)


_LIKE_NAMES = frozenset(("first_name", "last_name", "full_name", "name_turned"))
_OF_GOODS = frozenset(
    "sku product products item items itemname productname price unitprice cost qty quantity instock stock inventory "
    "barcode upc onhand color size producto articulo precio cantidad existencias".split()
)
"""Folded headings of lists of goods, which have names too: `Lawn sign`."""
_PAID = frozenset("vendor payee supplier invoice invoiceno invoicenumber proveedor factura".split())
_OF_PAYMENTS = _PAID | frozenset(
    "amount paid balance debit credit invoicedate expense category checkno check# memo total cost price importe monto "
    "saldo gasto".split()
)
"""Folded headings of lists of what was paid, whose people are vendors' contacts; the first stand in no other list."""
