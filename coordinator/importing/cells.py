"""From a table's raw cells to clean values, column by column."""

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeGuard, cast

from coordinator.base.folding import fold_heading
from coordinator.importing.address_labels import home_first
from coordinator.importing.asked_before import by_wording
from coordinator.importing.cell_columns import CellColumn, Cells, by_column
from coordinator.importing.columns import ADDRESS, FAMILY, ColumnPlan
from coordinator.importing.conservation import Audit, spelt, words_of
from coordinator.importing.day_orders import unread
from coordinator.importing.headed_cells import asks_in_vain, under
from coordinator.importing.labels_beside import label_columns, with_labels
from coordinator.importing.lost_letters import lost_letters, may_be_lost
from coordinator.importing.name_columns import whole_in_first
from coordinator.importing.names import complete_name, is_titled
from coordinator.importing.no_names import is_no_name, is_no_name_alone
from coordinator.importing.offices import DIVISION, VAGUE_LEVELS, complete_division
from coordinator.importing.places import joined_lines
from coordinator.importing.readings import CellReading, is_declined
from coordinator.importing.row_rules import apply_row_rules
from coordinator.importing.system_groups import without_groups
from coordinator.importing.targets import ANSWER, IGNORED, Target, field_target, targets_of
from coordinator.records.catalog import RecordType
from coordinator.records.fields import ANSWER_PREFIX, Field, answer_key
from coordinator.records.kinds import (
    EMPTY_WORDS,
    LONG_TEXT,
    Hints,
    StoredObject,
    Value,
    as_list,
    plain_text,
    quoted,
    to_json,
)
from coordinator.records.kinds.texts import MadeWhenRead
from coordinator.records.refusals import MARKS, NO_CONTACT, says_no

if TYPE_CHECKING:
    from coordinator.workbooks import CellError


@dataclass(slots=True)
class InRow:
    """A row with its clean values.

    Attributes:
        number: the row number shown by the spreadsheet program.
        values: field key → value; keys with the prefix `signup.` belong to the sign-up.
        problems: (heading, cell as text, sentence).
        cells: the original row, heading → JSON value.
        came: the original values, if someone has corrected a cell since.
        kept: (heading, words) of words that no value holds and that go to the notes.
        marked: (mark, heading, cell) of each mark such as “Do not call” that a cell set.
    """

    number: int
    values: dict[str, Value] = field(default_factory=dict)
    problems: list[tuple[str, str, str]] = field(default_factory=list)
    cells: Mapping[str, Value] = field(default_factory=dict)
    came: Mapping[str, Value] | None = None
    kept: list[tuple[str, str]] = field(default_factory=list)
    marked: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """A field that the campaign does not have yet."""

    key: str
    heading: str


def read_rows(
    rt: RecordType,
    plans: Sequence[ColumnPlan],
    numbers: Sequence[int],
    rows: Sequence[Cells],
    hints: Hints,
    answers: Mapping[str, Field],
    orders: Mapping[str, bool | None],
    mixed: Collection[str] = (),
) -> tuple[list[InRow], list[NewAnswer]]:
    """Read all cells of a table: as `read_columns`, from the rows' cells, one for each column."""
    return read_columns(rt, plans, numbers, by_column(rows, len(plans)), hints, answers, orders, mixed)


def read_columns(
    rt: RecordType,
    plans: Sequence[ColumnPlan],
    numbers: Sequence[int],
    columns: Sequence[CellColumn],
    hints: Hints,
    answers: Mapping[str, Field],
    orders: Mapping[str, bool | None],
    mixed: Collection[str] = (),
) -> tuple[list[InRow], list[NewAnswer]]:
    """Read all cells of a table.

    Args:
        rt: the record type.
        plans: what each column becomes.
        numbers: the row numbers.
        columns: the cells by column.
        hints: what is known about all columns.
        answers: folded heading → one of the campaign's own fields.
        orders: heading → whether the day comes first in its dates.
        mixed: headings of columns whose dates contradict each other; they are not read.

    Returns:
        the rows, and the fields to create for columns without one.
    """
    result = [
        InRow(number, {}, cells=cells)
        for number, cells in zip(numbers, _as_they_came([p.header for p in plans], columns, plans), strict=bool(plans))
    ]
    columns = home_first(plans, columns, [row.problems for row in result])
    made: list[NewAnswer] = []
    answers = by_wording(plans, answers)
    targets = targets_of(rt)
    filling = _Filling(rt, result)
    labels = label_columns(plans)
    later = []
    for plan in sorted(plans, key=lambda p: p.target == DIVISION):  # what an office says of its district comes first
        if plan.target == IGNORED:
            continue
        target = _answer_target(plan, answers, made) if plan.target == ANSWER else targets[plan.target]
        if NO_CONTACT in rt.by_key:
            target = under(target, plan.meaning or plan.header, plan.read_as, plan.samples)
        if plan.header in mixed:
            target = unread(target)
        if target.fills:
            later.append((plan, target))
        else:
            column = columns[plan.index] if plan.target != "tags" else without_groups(columns[plan.index])
            if (at := labels.get(plan.index)) is not None:
                column = _beside(column, columns[at])
            filling.read(plan, target, column, reading_hints(plan, hints, orders))
    for plan, target in later:
        filling.read(plan, target, columns[plan.index], hints)
    filling.finish()
    _ask_nothing_in_vain(result)
    cells = [column.cells for column in columns]
    apply_row_rules(rt, result, plans, cells, hints)
    _refine_others(rt, result, plans, cells, hints)
    _settle_names(rt, result, plans, columns)
    filling.tell_lost()
    keep_words(rt, result)
    return result, made


def _settle_names(
    rt: RecordType, rows: Iterable[InRow], plans: Sequence[ColumnPlan], columns: Sequence[CellColumn]
) -> None:
    """Settle what only whole rows show about names and districts, and tell of letters that were lost."""
    any_lost = any(may_be_lost(column.distinct.values()) for column in columns)
    for row in rows:
        titled = any(is_titled(told) for _, _, told in row.problems) and _is_a_word_for_nothing(row)
        if not titled and (moved := complete_name(row.values)):
            told = f"“{moved}” stands alone as a middle name. It is taken as the first name."
            row.problems.append((_heading_of("middle_name", plans), moved, told))
        if (
            "given_name" not in row.values
            and not titled
            and is_no_name_alone(family := str(row.values.get("family_name") or ""))
        ):
            del row.values["family_name"]
            row.problems.append((_heading_of("family_name", plans), family, f"“{family}” alone is no name."))
        if told := whole_in_first(row.values, {p.target for p in plans}):
            row.problems.append((_heading_of("given_name", plans), str(row.values["given_name"]), told))
        if DIVISION in row.values:
            complete_division(row.values)
        if any_lost:
            row.problems += lost_letters(rt, row.values, plans)


def _is_a_word_for_nothing(row: InRow) -> bool:
    """Return whether a row's last name is a word such as Null, which behind a title is a name."""
    family = str(row.values.get("family_name") or "")
    return family.istitle() and family.lower() in EMPTY_WORDS and not is_no_name(family)


_DITTO = frozenset(('"', "''", "“", "”", "″", "〃", ",,", "“”", '""'))
_AS_ABOVE = "“{}” may mean the same as in the row above. It is not taken; write it out."


def _ask_nothing_in_vain(rows: Sequence[InRow]) -> None:
    for row in rows:
        if row.problems:
            row.problems[:] = [
                (heading, cell, _AS_ABOVE.format(cell) if cell in _DITTO else told)
                for heading, cell, told in row.problems
                if not asks_in_vain(row.values, told)
            ]


def _heading_of(key: str, plans: Iterable[ColumnPlan]) -> str:
    return next((plan.header for plan in plans if plan.target == key), "")


NOTES = "notes"
_IN_NO_FIELD = "is in no field; it is"
_KEPT_IN = "kept in"
_ONLY_KEPT = re.compile(rf"(“[^”]*” {_IN_NO_FIELD} {_KEPT_IN} [^.]*\.\s*)+")


def needs_nothing(told: str) -> bool:
    """Return whether what is told of a cell is only that words of it are kept in the notes."""
    return _ONLY_KEPT.fullmatch(told) is not None


def keep_words(rt: RecordType, rows: Iterable[InRow]) -> None:
    """Put the words that no value holds into the notes, as `Heading: words`, and tell it."""
    where = f"{_KEPT_IN} {rt.by_key[NOTES].label}" if NOTES in rt.by_key else "not taken"
    for row in rows:
        if row.kept:
            row.kept[:] = [(heading, words) for heading, words in row.kept if not _is_said_by(row, words)]
        if not row.kept:
            continue
        told = {(heading, cell): at for at, (heading, cell, _) in enumerate(row.problems)}
        for heading, words in row.kept:
            if (at := told.get((heading, words))) is None:
                marks = [mark for mark, *place in row.marked if place == [heading, words]]
                some = " and ".join(f"“{rt.by_key[mark].label}”" for mark in marks)
                said = f"is taken as {some}; the words are {where}, too." if marks else f"{_IN_NO_FIELD} {where}."
                row.problems.append((heading, words, f"“{words}” {said}"))
            else:  # one cell, told once
                row.problems[at] = (heading, words, f"{row.problems[at][2]} It is {where}.")
        if NOTES in rt.by_key:
            there = row.values.get(NOTES)
            lines = [line for line in kept_lines(row) if line not in str(there or "")]
            row.values = {**row.values, NOTES: "\n".join([str(there), *lines] if there else lines)}


_SAID_BY = ("given_name", "middle_name", "family_name", "preferred_name", "suffix", "city", "organization")


def _is_said_by(row: InRow, words: str) -> bool:
    """Return whether a row's name, town or organization already says the words: `Bo Lee` beside Bo Lee's e-mail."""
    if "?" in words and not words_of(words):
        return False  # a doubt
    said = words_of(" ".join(str(row.values.get(key) or "") for key in _SAID_BY))
    return bool(said) and all(word.isalpha() and word in said for word in words_of(words))


def kept_lines(row: InRow) -> list[str]:
    """Return the words of a row that no value holds, as lines for the notes."""
    return list(dict.fromkeys(f"{heading}: {words}" for heading, words in row.kept))


def own_notes(row: InRow) -> str | None:
    """Return the notes that a row says itself, without the words that no value holds."""
    lines = "\n".join(kept_lines(row))
    return str(row.values.get(NOTES) or "").removesuffix(lines).rstrip("\n") or None


_OTHER_TEXT = re.compile(r"(?i)^(.+?)\s*[-–:(]\s*other\b.*\btext\)?$|^(.+?)\s*[-–:(]\s*other \(please specify\)\)?$")


def _refine_others(
    rt: RecordType, result: list[InRow], plans: Sequence[ColumnPlan], columns: Sequence[Cells], hints: Hints
) -> None:
    """If someone chose “Other” and wrote what in a neighboring column, use what they wrote if the field knows it."""
    targets = {fold_heading(p.header): p.target for p in plans}
    for plan in plans:
        match = _OTHER_TEXT.match(plan.header)
        key = targets.get(fold_heading(match[1] or match[2]), "") if match else ""
        if key not in rt.by_key:
            continue
        for row, cell in zip(result, columns[plan.index], strict=True):
            if cell and row.values.get(key) == "other":
                cleaned = rt.by_key[key].clean(cell, hints)
                row.values[key] = cleaned.value or "other"


def _answer_target(plan: ColumnPlan, answers: Mapping[str, Field], made: list[NewAnswer]) -> Target:
    known = answers.get(fold_heading(plan.header))
    if known is None:
        key = answer_key(plan.header)
        taken = {a.key for a in made} | {f.key.removeprefix(ANSWER_PREFIX) for f in answers.values()}
        while key in taken:
            key += "_"
        made.append(NewAnswer(key, plain_text(plan.header)))
        known = Field(ANSWER_PREFIX + key, plan.header, LONG_TEXT)
    return field_target(known)


def _beside(column: CellColumn, labels: CellColumn) -> CellColumn:
    """Return a column with what its labels say of its cells; itself if that is nothing."""
    cells = with_labels(column.cells, labels.cells)
    return column if cells is column.cells else CellColumn(cells)


def _as_they_came(
    headings: Sequence[str], columns: Sequence[CellColumn], plans: Sequence[ColumnPlan]
) -> Iterable[StoredObject]:
    """Yield each row's original content, heading → JSON value, without empty cells."""
    said = [_said(heading, columns[plan.index]) for heading, plan in zip(headings, plans, strict=True)]
    for cells in zip(*said, strict=True):
        yield StoredObject("{" + ",".join(filter(None, cells)) + "}")


FEW = 0.5
"""Up to this share of distinct cells, a column is written by looking each of them up."""


def _said(heading: str, column: CellColumn) -> list[str]:
    """Return each cell as part of a JSON object under its heading; "" for an empty one."""
    name = f"{to_json(heading)}:"
    if len(column.distinct) <= FEW * len(column.cells):
        said: dict[object, str] = {key: name + _in_json(c) for key, c in column.distinct.items()}
        return [said.get(key, "") for key in column.keys]
    return [name + _in_json(c) if c is not None and c != "" else "" for c in column.cells]


def _in_json(cell: object) -> str:
    return quoted(cell) if isinstance(cell, str) else str(to_json(as_json(cell)))


def _empty(cell: object) -> bool:
    return cell is None or cell == ""


class SaidCells(MadeWhenRead):
    """A row's filled cells as JSON, by heading."""

    __slots__ = ("_cells", "_headings")

    def __init__(self, headings: Sequence[str], cells: Cells) -> None:
        super().__init__()
        self._headings, self._cells = headings, cells

    def make(self) -> dict[str, Value]:
        """Return the cells by heading."""
        pairs = zip(self._headings, self._cells, strict=True)
        return {h: as_json(c) for h, c in pairs if not _empty(c)}


def as_json(cell: object) -> str | int | float:
    """Return a cell as JSON: dates and times as ISO text."""
    if isinstance(cell, str | int | float | bool):
        return cell
    if isinstance(cell, dt.datetime | dt.date | dt.time):
        return cell.isoformat()
    return plain_text(cell)


_LEVEL, _MIDDLE = "office_level", "middle_name"
_NO_WINS = frozenset((*MARKS, "consent_share"))
"""What a no of one column outweighs a yes of another for."""
MOST_TOLD = 3
"""A cell is told row by row in at most this many rows."""


@dataclass(frozen=True, slots=True)
class _Lost:
    """Words of a cell that no value holds: the row's index, the heading, the cell and the words."""

    row: int
    heading: str
    cell: str
    words: list[str]


class _Filling:
    """Fills rows column by column: each distinct cell is read once, and rows are updated once at the end."""

    def __init__(self, rt: RecordType, rows: list[InRow]) -> None:
        self._rows = rows
        self._audit = Audit(rt)
        self._columns: dict[str, list[Value]] = {}
        self._filled: set[str] = set()
        self._lost: list[_Lost] = []

    def read(self, plan: ColumnPlan, target: Target, column: CellColumn, hints: Hints) -> None:
        """Read a column into the rows."""
        keys, cells, distinct = column.keys, column.cells, column.distinct
        single, readings = _read_distinct(target, distinct, hints)
        fields = dict.fromkeys(key for r in readings.values() for key in r.values)
        if single:
            fields[target.fields[0]] = None
        if not self._filled.isdisjoint(fields):
            self.finish()
            for row, key, cell in zip(self._rows, keys, cells, strict=True):
                if key in readings:
                    self._put(plan, row, cell, readings[key].values)
                elif (value := single.get(key)) is not None:
                    self._put(plan, row, cell, {target.fields[0]: value})
        else:
            for name in fields:
                values = single if name == target.fields[0] else {}
                if readings:
                    values = {**values, **{key: r.values.get(name) for key, r in readings.items()}}
                self._columns[name] = list(map(values.get, keys))
        self._filled.update(fields)
        self._tell(plan.header, keys, cells, readings)
        self._note_marks(plan, keys, cells, readings)
        lost = self._find_lost(plan.header, target, distinct, single, readings)
        if lost:
            where = [i for i, key in enumerate(keys) if key in lost]
            self._lost += [_Lost(i, plan.header, plain_text(cells[i]), lost[keys[i]]) for i in where]

    def _tell(self, heading: str, keys: Cells, cells: Cells, readings: Mapping[object, CellReading]) -> None:
        """Note the problems of a column's cells, and the words that their reader knows to be in no value."""
        told = {key: r for key, r in readings.items() if r.problems or r.leftover}
        for row, key, cell in zip(self._rows, keys, cells, strict=True) if told else ():
            if (reading := told.get(key)) is not None:
                row.problems += [(heading, plain_text(cell), problem) for problem in reading.problems]
                if reading.leftover:
                    row.kept.append((heading, reading.leftover))

    def _note_marks(self, plan: ColumnPlan, keys: Cells, cells: Cells, readings: Mapping[object, CellReading]) -> None:
        """Note which cells of a column set a mark such as “Do not call”."""
        sets = {key: [m for m in MARKS if r.values.get(m) is True] for key, r in readings.items()}
        for row, key, cell in zip(self._rows, keys, cells, strict=True) if any(sets.values()) else ():
            row.marked += [(mark, plan.header, plain_text(cell)) for mark in sets.get(key, ())]

    def _put(self, plan: ColumnPlan, row: InRow, cell: object, values: Mapping[str, Value]) -> None:
        """Add values of a further column for the same field: lists grow, a no to contact wins, the lines of
        an address and two last names are joined, the level that people choose wins over the one that their
        office has, else the first stays.

        What stays out is kept in the notes.
        """
        differs = False
        for key, value in values.items():
            if key not in row.values or says_no(key, value) and key in _NO_WINS:
                row.values[key] = value
            elif isinstance(value, list) and isinstance(there := row.values[key], list):
                row.values[key] = [*as_list(there), *(v for v in as_list(value) if v not in there)]
            elif plan.target == key == ADDRESS:
                row.values[key] = joined_lines(str(row.values[key]), str(value))
            elif plan.target == key == FAMILY:
                row.values[key] = _both_names(str(row.values[key]), str(value))
            elif key == _MIDDLE and _begins_alike(value, row.values[key]):
                row.values[key] = max(str(row.values[key]), str(value), key=len)
            elif plan.target == key == _LEVEL and value not in VAGUE_LEVELS:
                row.values[key] = value
            else:
                differs = differs or row.values[key] != value
        if differs and self._audit.lost(plan.header, cell, {k: row.values[k] for k in values}):
            row.kept.append((plan.header, plain_text(cell)))

    def _find_lost(
        self,
        heading: str,
        target: Target,
        distinct: Mapping[object, object],
        single: Mapping[object, Value],
        readings: Mapping[object, CellReading],
    ) -> dict[object, list[str]]:
        """Return the words of distinct cells that their reader lost without saying so."""
        main = target.fields[0]
        found: dict[object, list[str]] = {}
        plain = self._audit.plain_cells(main)
        if plain is not None and _are_all(plain, distinct.values()):
            single = {key: value for key, value in single.items() if value is None}
        for key, value in single.items():
            cell = distinct[key]
            if plain is not None and value is not None and isinstance(cell, str) and plain(cell):
                continue
            if cell == value:
                continue
            lost = self._audit.lost(heading, cell, {} if value is None else {main: value})
            if lost := _without_times(target, lost):
                found[key] = lost
        for key, reading in readings.items():
            cell = distinct[key]
            if reading.problems or (len(reading.values) == 1 and cell in reading.values.values()):
                continue
            missing = self._audit.lost(heading, cell, reading.values, reading.leftover)
            missing = _without_times(target, missing)
            if missing := [w for w in missing if not _is_glued(w, reading.leftover or "")]:
                found[key] = missing
        return found

    def tell_lost(self) -> None:
        """Turn words that were lost into problems, unless the row has them elsewhere.

        A cell that stands in many rows is told once, with the rows counted.
        """
        by_cell: dict[tuple[str, str, str], list[InRow]] = {}
        for lost in self._lost:
            row = self._rows[lost.row]
            if words := self._audit.unsaid_by(lost.words, row.values):
                by_cell.setdefault((lost.heading, lost.cell, spelt(lost.cell, words)), []).append(row)
        for (heading, cell, lacking), rows in by_cell.items():
            told = (
                f"“{lacking}” of this cell found no place. Type it where it belongs, or give the column another field."
            )
            if len(rows) > MOST_TOLD:
                told += f" The same cell stands in {len(rows):,} rows, such as {rows[1].number} and {rows[-1].number}."
                rows = rows[:1]
            for row in rows:
                row.problems.append((heading, cell, told))

    def finish(self) -> None:
        """Write what was read so far into the rows."""
        rows = [row.values for row in self._rows]
        for name, column in self._columns.items():
            for values, value in zip(rows, column, strict=True):
                if value is not None:
                    values[name] = value
        self._columns.clear()


def _are_all(plain: Callable[[str], object], cells: Iterable[object]) -> bool:
    """Return whether all of some cells are plain: one look at all of them."""
    try:
        return bool(plain("".join(cast("Iterable[str]", cells))))
    except TypeError:  # not only texts
        return False


def _without_times(target: Target, words: list[str]) -> list[str]:
    """Return words without those of a time of day, which is told as a whole where only the day is kept."""
    return [word for word in words if word not in HALVES] if target.whole_days else words


HALVES = frozenset("am pm a p m".split())
_DIGITS_AND_MORE = re.compile(r"\d+([^\W\d_]+)")


def _is_glued(word: str, leftover: str) -> bool:
    """Return whether a word is a number with the words left over straight behind it: `3035550103x`."""
    match = _DIGITS_AND_MORE.fullmatch(word)
    return match is not None and match[1] in words_of(leftover)


def reading_hints(plan: ColumnPlan, hints: Hints, orders: Mapping[str, bool | None]) -> Hints:
    """Return the hints for reading a column's cells."""
    if orders.get(plan.header) or plan.both:
        return replace(hints, day_first=bool(orders.get(plan.header)), both=plan.both)
    return hints


def _is_error(cell: object) -> "TypeGuard[CellError]":
    """Return whether a cell holds an error; checked by name, since the workbook reader is loaded only when needed."""
    return cell.__class__.__name__ == "CellError"


def read_cell(target: Target, cell: object, hints: Hints) -> CellReading:
    """Read one cell; a formula's error is reported and gives no value, and who prefers not to answer gave none."""
    if _is_error(cell):
        return CellReading({}, (cell.problem,))
    found = target.read(cell, hints)
    return CellReading({}) if found.problems and not found.values and is_declined(target.key, cell) else found


def _read_distinct(
    target: Target, cells: Mapping[object, object], hints: Hints
) -> tuple[dict[object, Value], dict[object, CellReading]]:
    """Read each distinct cell once: values of those that just fill the target's field, readings of the others."""
    if target.clean is None:
        return {}, {key: read_cell(target, cell, hints) for key, cell in cells.items()}
    clean = target.clean
    single: dict[object, Value] = {}
    others: dict[object, CellReading] = {}
    for key, cell in cells.items():
        cleaned = None if cell.__class__ is not str and _is_error(cell) else clean(cell, hints)
        if cleaned is None or cleaned.problem:
            others[key] = read_cell(target, cell, hints)
        else:
            single[key] = cleaned.value
    return single, others


def _begins_alike(one: Value, other: Value) -> bool:
    """Return whether one of two middle names is the initial of the other: `M.` and `Maria`."""
    short, long = sorted((str(one).strip(". ").casefold(), str(other).strip(". ").casefold()), key=len)
    return len(short) == 1 and long.startswith(short)


def _both_names(first: str, second: str) -> str:
    """Return two last names as one; a second one that the first holds already is not said again."""
    return first if f" {second} ".casefold() in f" {first} ".casefold() else f"{first} {second}"
