"""What an import would do: row by row, with counts, conflicts and problems."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from coordinator.base.naming_some import counted
from coordinator.base.paths import name_of
from coordinator.changes.merge import Resolution
from coordinator.changes.plan import Conflict, Plan
from coordinator.importing.accounts import ColumnOutcome, NotTaken
from coordinator.importing.acts import Act
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.problems import Problem
from coordinator.importing.sign_ups import StopWord
from coordinator.people.matching import found_by
from coordinator.records.catalog import CANDIDATE, RecordType, record_type
from coordinator.records.kinds import PLAIN_HINTS, Hints, Value

if TYPE_CHECKING:
    from coordinator.workbooks.text_options import TextRead


class What(StrEnum):
    """What happens to a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    REJECTED = "rejected"
    MISSING = "missing"


class ConflictRule(StrEnum):
    """What happens if a sheet from elsewhere differs from the database."""

    ASK = "ask"
    FILL = "fill"
    OVERWRITE = "overwrite"


ANY_SHEET = ""
"""Stands for every sheet of a file, in decisions kept by sheet."""
RULES_FOR_ALL = ""
"""Key of the rule for fields that have no rule of their own."""
Place = tuple[str, int]
"""A row, as (sheet, row number)."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """Decisions made beforehand by a user or by command-line options.

    Attributes:
        sheet: only this sheet; None: all.
        into: key of the record type that the sheets hold; None: it is detected.
        kinds: by sheet, key of the record type that it holds; it counts more than `into`.
        source: name of the source; None: the one with this header, otherwise the file's name.
        event: number of the tour event where they signed up.
        header_row: row number of the header, by sheet, 0 for none; otherwise it is detected.
        mapping: by sheet, heading → target.
        on_conflict: what to do if both sides changed.
        skipped: rows to leave out.
        left_out: names of sheets, or of tables on a sheet, to leave out.
        rules: field key → what to do if the database differs; remembered with the source.
        day_first: by sheet, heading → whether the day comes first in its dates.
        mended: row → heading → corrected text; the sign-up keeps the original.
        same: row → the candidate that the user says it is.
        apart: row → the candidates that the user says it is not.
        same_rows: row → the earlier row of the file with the same person, as the user says.
        apart_rows: row → the earlier rows of the file with other people, as the user says.
        parted: rows that are somebody new, although they would be joined with somebody under another name.
        delete_missing: delete records that went out but are no longer in the sheet.
        separator: of a text file: one character, or `tab`, `comma`, `semicolon`, `bar`; None: it is found.
        encoding: of a text file, such as `utf-8` or `cp1252`; None: it is found.
        acts: key of something done to a sheet that came back → what to do about it: `undo`, `leave` or `take`.
        who_agreed: who agreed to changed permissions of many people, and when, for the history.
        stops: words in the column of the stop → number of the tour event that they mean, 0 for none; remembered with
            the source.
    """

    sheet: str | None = None
    into: str | None = None
    kinds: Mapping[str, str] = field(default_factory=dict)
    source: str | None = None
    event: int | None = None
    header_row: Mapping[str, int] = field(default_factory=dict)
    mapping: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    on_conflict: Resolution = Resolution.KEEP
    skipped: frozenset[Place] = frozenset()
    left_out: frozenset[str] = frozenset()
    rules: Mapping[str, ConflictRule] = field(default_factory=dict)
    day_first: Mapping[str, Mapping[str, bool]] = field(default_factory=dict)
    mended: Mapping[Place, Mapping[str, str]] = field(default_factory=dict)
    same: Mapping[Place, int] = field(default_factory=dict)
    apart: Mapping[Place, tuple[int, ...]] = field(default_factory=dict)
    same_rows: Mapping[Place, Place] = field(default_factory=dict)
    apart_rows: Mapping[Place, tuple[Place, ...]] = field(default_factory=dict)
    parted: frozenset[Place] = frozenset()
    delete_missing: bool = False
    separator: str | None = None
    encoding: str | None = None
    stops: Mapping[str, int] = field(default_factory=dict)
    acts: Mapping[str, str] = field(default_factory=dict)
    who_agreed: str = ""

    @property
    def reading(self) -> tuple[object, ...]:
        """The choices by which the rows are read: with others it has to be found anew whom they look like."""
        shape = (self.sheet, self.into, self.kinds, self.header_row, self.left_out, self.separator, self.encoding)
        return (*shape, self.mapping, self.day_first)

    @property
    def says_who(self) -> bool:
        """Whether somebody said of any row who it is, or is not."""
        return bool(self.same or self.apart or self.same_rows or self.apart_rows or self.parted)

    def is_parted(self, place: Place) -> bool:
        """Return whether somebody said that a row is about somebody new."""
        return bool(self.parted) and (place in self.parted or (ANY_SHEET, place[1]) in self.parted)

    def is_somebody_else(self, place: Place) -> bool:
        """Return whether a user said of a row that it is not whom it looks like, or is joined with."""
        return place in self.apart or place in self.apart_rows or self.is_parted(place)

    def without_somebody_else(self, place: Place) -> "ImportOptions":
        """Return options in which nothing of the kind was said of a row."""
        return replace(
            self,
            apart={where: who for where, who in self.apart.items() if where != place},
            apart_rows={where: who for where, who in self.apart_rows.items() if where != place},
            parted=self.parted - {place, (ANY_SHEET, place[1])},
        )

    def kind_of(self, sheet: str) -> str | None:
        """Return which record type somebody said a sheet holds: its key or plural key; None if nobody did."""
        return self.kinds.get(sheet, self.into)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a row's record, before and after.

    Attributes:
        base: its value when the row went out, or when it last came in; None if unknown.
        merged: the result contains both sides.
        theirs: the row's value, if both sides were merged.
        record: key of the record type that has the field; "" for that of the row.
        record_id: number of the record of that type; 0: it is the row's own.
        follows: it follows from another field of the row, and does not stand in it.
    """

    key: str
    label: str
    before: Value
    after: Value
    base: Value = None
    merged: bool = False
    theirs: Value = None
    record: str = ""
    record_id: int = 0
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """A value in a sheet that differs from what went out.

    Attributes:
        record: key of the record type.
        record_id: the record; below 0 for a new one.
        field: key of the field.
        base, ours, theirs: as it went out, as it is here, as it is in the sheet.
        outcome: `taken`, `merged` (both sides are kept: notes, tags), `kept` (a conflict that keeps the
            current value) or `new`.
        result: the field's resulting value.
    """

    record: str
    record_id: int
    field: str
    base: Value
    ours: Value
    theirs: Value
    outcome: str
    result: Value


@dataclass(frozen=True, slots=True)
class Joined:
    """A row that was joined with somebody of another name.

    Attributes:
        said: the name in the row.
        here: the name that the person had here before.
        kept: the name that the person has afterwards.
        by: what they were found by, in words.
        person: number of the person; below 0 if new in the same file.
        values: what the row says of the person, for somebody who parts them.
        is_lost: whether one of the names is not kept in any field.
    """

    said: str
    here: str
    kept: str
    by: str
    person: int = 0
    values: Mapping[str, Value] = field(default_factory=dict)
    is_lost: bool = True

    @property
    def sentence(self) -> str:
        """Who is taken for whom, and which name is not kept."""
        lost = self.here if self.kept == self.said else self.said
        return f"{self.taken_for}; the name {lost} is not kept" if self.is_lost else self.taken_for

    @property
    def taken_for(self) -> str:
        """Who is taken for whom."""
        return f"{self.said} is taken for {self.here}, {found_by(self.by)}"


@dataclass(slots=True)
class RowOutcome:
    """What happens to one row.

    Attributes:
        sheet, number: its sheet, and the row number shown by the spreadsheet program.
        what: new, changed, unchanged, conflict or rejected.
        title: who or what it is about.
        sentence: what will happen, for the user.
        record, record_id: the record that it belongs to; below 0 while new.
        created: the values of a new record.
        fields: changes to an existing record.
        conflicts: what both sides changed.
        problems: what could not be used.
        duplicate: an earlier row of the file is about the same person.
        new_signup: it is a new sign-up.
        cells: the original row: heading → text.
        deleted: the record will be deleted.
        joined: with whom the row was joined under another name; None if it was not.
        signed_up: when the person signed up, in UTC; None if the row says nothing of it.
        zone: the time zone of the stop; None if it names none, or one without a zone.
    """

    sheet: str
    number: int
    what: What
    title: str
    sentence: str
    record: str
    record_id: int | None = None
    created: Mapping[str, Value] | None = None
    fields: list[FieldChange] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    duplicate: bool = False
    new_signup: bool = False
    cells: Mapping[str, object] = field(default_factory=dict)
    deleted: bool = False
    joined: Joined | None = None
    signed_up: Value = None
    zone: ZoneInfo | None = None

    @property
    def names_taken(self) -> list[str]:
        """The names of the row that were decided to be its person's from now on."""
        taken = [c for c in self.conflicts if c.field in CANDIDATE.names and c.answer is Resolution.TAKE]
        return [str(c.after) for c in taken]

    @property
    def join_told(self) -> str:
        """Whom a row was taken for under another name, and what becomes of that name; "" if it was not."""
        if self.joined is None:
            return ""
        if self.names_taken:
            return f"{self.joined.taken_for}, and called {' '.join(self.names_taken)} from now on"
        return self.joined.sentence

    @property
    def takes(self) -> bool:
        """Whether what both sides changed was decided for the sheet, at least once."""
        return any(conflict.answer is Resolution.TAKE for conflict in self.conflicts)


@dataclass(frozen=True, slots=True)
class WhichSource:
    """A sheet that may be a further list of a source, or one of its own.

    Attributes:
        like: name of the source that has the same columns.
        own: name that a source of its own gets.
        why: what speaks for two lists.
        suggested: how it is taken unless somebody says otherwise: one of the two names.
    """

    like: str
    own: str
    why: str
    suggested: str

    @property
    def told(self) -> str:
        """How it is taken and why, and what to do if that is wrong."""
        other = self.like if self.suggested == self.own else self.own
        how = "a list of its own" if self.suggested == self.own else "a further list"
        otherwise = f'at the columns, or on the command line with --source "{other}"'
        return f"{self.why} It is taken as {how}: “{self.suggested}”. If it is of “{other}”, say so {otherwise}."


@dataclass(slots=True)
class SheetPlan:
    """One sheet: its record type and what its columns become.

    Attributes:
        name: the sheet's name.
        record: key of the record type.
        header_row: number of the (last) header row; without a header, that of the row above the first record, or 0.
        columns: what becomes of each column.
        skipped: rows that are not records, as (number, reason, text).
        notes: what the user should know (hidden rows, encoding, …).
        profile: name of the form service, if known.
        ours: it is a workbook of this campaign that came back.
        hints: the hints that its cells were read with.
        orders: heading → whether the day comes first; None if nothing in the column shows it.
        mixed: headings of date columns whose cells contradict each other; none of their dates is taken.
        about_nobody: nothing of it is taken, since it does not look like a list of people, partners or stops.
        of_things: the heading of the things that such a list names instead; "" if it names none.
        became: what became of the cells of each column, counted; empty for workbooks that came back.
        stop_words: words in the column of the stop that name no stop, or several.
        places: the place of each column in the file's rows, from 0.
        acts: what was done to a workbook that came back, before what it means.
        which: the sources that it may be of; None if that is clear.
        hidden: whether it is hidden in its workbook.
    """

    name: str
    record: str
    header_row: int
    columns: list[ColumnPlan]
    skipped: list[tuple[int, str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    profile: str | None = None
    ours: bool = False
    hints: Hints = PLAIN_HINTS
    orders: Mapping[str, bool | None] = field(default_factory=dict)
    mixed: frozenset[str] = frozenset()
    about_nobody: bool = False
    of_things: str = ""
    became: list[ColumnOutcome] = field(default_factory=list)
    stop_words: list[StopWord] = field(default_factory=list)
    places: Sequence[int] = ()
    acts: list[Act] = field(default_factory=list)
    which: WhichSource | None = None
    hidden: bool = False

    @property
    def unsure(self) -> list[str]:
        """Headings of date columns that could be read either way."""
        return [heading for heading, first in self.orders.items() if first is None]


@dataclass(frozen=True, slots=True)
class Counts:
    """Number of rows by what happens to them; the command line prints these.

    Rows that are left out, since they hold no record, are not among the others.
    """

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    conflicts: int = 0
    duplicates: int = 0
    rejected: int = 0
    sign_ups: int = 0
    missing: int = 0
    deleted: int = 0
    left_out: int = 0


@dataclass(slots=True)
class ImportPlan:
    """Everything that importing a file would do.

    Attributes:
        path: the file.
        options: the decisions made beforehand.
        plan: the resulting change set.
        sheets: its sheets.
        rows: what happens to each row.
        problems: all problems, including those of whole sheets.
        notes: what the user should know about the file (encoding, separator, hidden sheets).
        source_name: name of the source, if it has sign-ups.
        rules: field key → what happens if the database differs, including remembered rules.
        left_out: names of tables that the user left out.
        parted: names of sheets that hold several tables.
        new_columns: by sheet, headings that a known form did not have last time.
        missing: for a workbook that came back, what went out but is no longer in it.
        unknown_words: how many words for a status stand in it that nobody has explained.
        not_taken: everything that is left out: rows, columns, cells and sheets, with their words and the reason.
        text: how a text file was read; None for workbooks.
    """

    path: Path
    options: ImportOptions
    plan: Plan
    sheets: list[SheetPlan] = field(default_factory=list)
    rows: list[RowOutcome] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    source_name: str | None = None
    rules: Mapping[str, ConflictRule] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    parted: list[str] = field(default_factory=list)
    new_columns: dict[str, list[str]] = field(default_factory=dict)
    missing: list[RowOutcome] = field(default_factory=list)
    unknown_words: int = 0
    not_taken: list[NotTaken] = field(default_factory=list)
    text: "TextRead | None" = None

    @property
    def told(self) -> list[str]:
        """All notes: what was done to its sheets, those of the file, and those of its sheets."""
        return [*(act.told for act in self.acts), *self.besides_acts]

    @property
    def besides_acts(self) -> list[str]:
        """The notes: hidden sheets, the file, its sheets, and last how a text file was read."""
        how = "To leave that out, take away its tick at the columns (--leave-out SHEET)."
        hidden = [f"{told} {how}" for told in self.hidden_told]
        notes = dict.fromkeys([*hidden, *self.notes, *(note for sheet in self.sheets for note in sheet.notes)])
        how = self.text.told if self.text is not None else ""
        return sorted(notes, key=lambda note: note == how)

    @property
    def hidden_told(self) -> list[str]:
        """A sentence for each hidden sheet of which rows are taken."""
        taken = Counter(row.sheet for row in self.rows if row.what is not What.REJECTED)
        return [
            f"The sheet “{s.name}” is hidden in the workbook, and {counted(taken[s.name], 'row')} of it "
            f"{'are' if taken[s.name] > 1 else 'is'} taken all the same."
            for s in self.sheets
            if s.hidden and taken[s.name]
        ]

    @property
    def acts(self) -> list[Act]:
        """What was done to the sheets of a workbook that came back, before what it means."""
        return [act for sheet in self.sheets for act in sheet.acts]

    @property
    def asks(self) -> bool:
        """Whether its columns need to be reviewed before the rows."""
        return (
            bool(self.parted)
            or self._is_doubted
            or any(s.unsure or s.about_nobody or s.stop_words or s.which for s in self.sheets)
            or any(c.asks for s in self.sheets for c in s.columns)
            or any(self.new_columns.values())
        )

    @property
    def _is_doubted(self) -> bool:
        """Whether a text file would look as right in another encoding, and nobody has said which is right."""
        return self.text is not None and bool(self.text.doubts) and self.options.encoding is None

    @property
    def file(self) -> str:
        """The file's name."""
        return name_of(self.path)

    @property
    def differences(self) -> Iterator[Difference]:
        """Yield every value in the rows that differs from what went out, with its outcome."""
        for row in self.rows:
            if row.what is not What.REJECTED:
                yield from _differences(row)

    @property
    def joined(self) -> list[RowOutcome]:
        """The rows that were joined with somebody of another name."""
        return [row for row in self.rows if row.joined is not None and row.what is not What.REJECTED]

    @property
    def counts(self) -> Counts:
        """Count the rows by what happens to them."""
        tally = dict.fromkeys(What, 0)
        for row in self.rows:
            tally[row.what] += 1
        conflicted = [r for r in self.rows if r.what is What.CONFLICT]
        moved = sum(1 for r in conflicted if r.fields or r.takes)
        whole = {(line.sheet, line.row) for line in self.not_taken if line.row is not None and not line.column}
        return Counts(
            rows=len(self.rows),
            created=tally[What.NEW],
            updated=tally[What.CHANGED] + moved,
            unchanged=tally[What.UNCHANGED] + len(conflicted) - moved,
            conflicts=len(conflicted),
            duplicates=sum(1 for r in self.rows if r.duplicate),
            rejected=tally[What.REJECTED],
            sign_ups=sum(1 for r in self.rows if r.new_signup),
            missing=len(self.missing),
            deleted=sum(1 for r in self.missing if r.deleted),
            left_out=len(whole - {(r.sheet, r.number) for r in self.rows}) if whole else 0,
        )

    @property
    def news(self) -> str:
        """What is new and what is updated, in words, such as `5 new people, 1 updated`; "" if nothing is."""
        counts = self.counts
        created, updated = counts.created, counts.updated
        kinds = {row.record for row in self.rows if row.what in (What.NEW, What.CHANGED, What.CONFLICT)}
        rt = record_type(kinds.pop()) if len(kinds) == 1 else None
        named = f" {_noun(rt, created or updated)}" if rt is not None else ""
        if not created:
            return f"{updated:,}{named} updated" if updated else ""
        return f"{created:,} new{named}" + (f", {updated:,} updated" if updated else "")


def _noun(rt: RecordType, number: int) -> str:
    """Return what so many records of a type are called."""
    one, several = ("person", "people") if rt.is_person else (rt.label.lower(), rt.plural.lower())
    return one if number == 1 else several


def _differences(row: RowOutcome) -> Iterator[Difference]:
    number = row.record_id or 0
    for key, value in (row.created or {}).items():
        yield Difference(row.record, number, key, None, None, value, "new", value)
    for f in row.fields:
        if f.follows:
            continue
        theirs, outcome = (f.theirs, "merged") if f.merged else (f.after, "taken")
        record, its = (f.record, f.record_id) if f.record_id else (row.record, number)
        yield Difference(record, its, f.key, f.base, f.before, theirs, outcome, f.after)
    for c in row.conflicts:
        taken = c.answer is Resolution.TAKE
        outcome, result = ("taken", c.theirs) if taken else ("kept", c.ours)
        yield Difference(row.record, number, c.field, c.base, c.ours, c.theirs, outcome, result)


def say(rt: RecordType, outcome: RowOutcome) -> None:
    """Settle what happens to a merged row, and describe it in a sentence."""
    if outcome.what is What.NEW:
        outcome.sentence = "Will be added"
        return
    labels = ", ".join(dict.fromkeys(f.label for f in outcome.fields))
    if outcome.conflicts:
        outcome.what = What.CONFLICT
        known = {rt.key: rt}
        fields = (known.get(c.record, record_type(c.record)).field(c.field) for c in outcome.conflicts)
        clashing = ", ".join(dict.fromkeys(field.label for field in fields))
        other = "an earlier row" if all(c.within_file for c in outcome.conflicts) else "the database"
        outcome.sentence = f"{clashing}: {other} differs" + (f"; {labels} will be filled" if labels else "")
    elif outcome.fields:
        outcome.what, outcome.sentence = What.CHANGED, f"{labels} will be updated"
    else:
        outcome.sentence = "One more sign-up of a known person" if outcome.new_signup else "Left as it is"
