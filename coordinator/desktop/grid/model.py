"""The model of the grid: the numbers of all matching records, and pages of rows around the visible part."""

from array import array
from collections import OrderedDict
from collections.abc import Mapping, Sequence, Set

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.progress import Progress
from coordinator.changes.plan import Conflict
from coordinator.desktop.grid.extras import PREFIX, extras_of, figures
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.operations.editing import cleaned
from coordinator.records.catalog import RecordType, record_type
from coordinator.records.fields import Field
from coordinator.records.kinds import Value, as_number
from coordinator.records.times import abbreviation, moment_in_words, zone_of
from coordinator.store import query

PAGE = 200
PAGES = 50
FIRST = 100
Index = QModelIndex | QPersistentModelIndex
RAW = Qt.ItemDataRole.UserRole + 1
FIELD = Qt.ItemDataRole.UserRole + 2


class RecordModel(QAbstractTableModel):
    """Records of one type: a column of ticks, then one column per shown field.

    Attributes:
        counted: emitted when all matching records are known.
        ticked: emitted when the ticks change.
        refused: emitted with index and sentence when a value is not accepted.
        clashed: emitted with fields someone else changed while they were being typed here.
    """

    counted = Signal(int)
    ticks_changed = Signal()
    refused = Signal(object, str)
    clashed = Signal(object)

    def __init__(self, session: Session, operations: WindowOperations, rt: RecordType) -> None:
        super().__init__()
        self._session = session
        self._operations = operations
        self.rt = session.typed(rt)
        self.extras = extras_of(rt)
        usual = sorted((f for f in self.rt.fields if f.in_grid), key=lambda f: f.in_grid)
        self.fields: list[Field] = [*usual[:2], *self.extras, *usual[2:]] if self.extras else usual
        self.ids: array[int] = array("q")
        self.ticked: set[int] = set()
        self.where, self.words = "", ""
        self.sort_by: tuple[tuple[str, bool], ...] = ()
        self._pages: OrderedDict[int, list[dict[str, Value]]] = OrderedDict()
        self._asked = 0
        self._complete = True

    def show_fields(self, keys: Sequence[str]) -> None:
        """Show these columns."""
        self.beginResetModel()
        known = {**self.rt.by_key, **{f.key: f for f in self.extras}}
        self.fields = [known[k] for k in keys if k in known]
        self.endResetModel()

    def ask(self, where: str, words: str, sort: Sequence[tuple[str, bool]]) -> None:
        """Show the records of a filter: the first page at once, all numbers as soon as they are known.

        Raises:
            FilterError: the filter's text cannot be parsed.
        """
        self.rt = self._session.typed(self.rt)
        before = self.where, self.words, self.sort_by
        self.where, self.words, self.sort_by = where, words, tuple(sort)
        again = before == (self.where, self.words, self.sort_by)
        self._asked += 1
        asked = self._asked
        if any(key.startswith(PREFIX) for key, _ in self.sort_by):
            self._take(self._session.read(self._by_figures))
            self.counted.emit(len(self.ids))
            return
        first = self._session.read(query.select_ids, self.rt, where or None, words, self.sort_by, limit=FIRST)
        self._complete = len(first) < FIRST
        if self._complete or not again or first != self.ids[:FIRST]:
            self._take(first)
        else:  # the rest stays until it is known again: so does what is chosen in it
            self.forget_pages()
        if self._complete:
            self.counted.emit(len(first))
            return

        def work(progress: Progress) -> "array[int]":
            with self._session.campaign.reading() as connection:
                return query.select_ids(connection, self.rt, where or None, words, self.sort_by)

        def done(ids: "array[int]") -> None:
            if asked == self._asked:
                self._complete = True
                self._take(ids)
                self.counted.emit(len(ids))

        self._session.tasks.run(work, on_done=done, reading=True)

    def _by_figures(self, connection: Connection) -> "array[int]":
        """Return the filter's records sorted by an extra column; such lists are short."""
        key, down = next((k, d) for k, d in self.sort_by if k.startswith(PREFIX))
        values = {n: f.get(key) for n, f in figures(connection, self.rt).items()}
        ids = query.select_ids(connection, self.rt, self.where or None, self.words)
        there = sorted((i for i in ids if values.get(i) is not None), key=lambda i: _place(values[i]), reverse=down)
        return array("q", [*there, *(i for i in ids if values.get(i) is None)])

    def _take(self, ids: "array[int]") -> None:
        if ids == self.ids:  # what is chosen stays chosen
            self.forget_pages()
            return
        grows = len(ids) > len(self.ids) > 0 and ids[: len(self.ids)] == self.ids
        if grows:
            self.beginInsertRows(QModelIndex(), len(self.ids), len(ids) - 1)
            self.ids = ids
            last = (FIRST - 1) // PAGE
            self._pages.pop(last, None)
            self.endInsertRows()
            return
        self.beginResetModel()
        self.ids = ids
        self._pages.clear()
        self.endResetModel()

    @property
    def is_complete(self) -> bool:
        """Whether the list has all records of the filter; if not, the rest is still loading."""
        return self._complete

    def all_ids(self) -> "array[int]":
        """Return the numbers of all records of the filter, even while the list is still loading."""
        if self._complete:
            return self.ids
        found: array[int] = self._session.read(query.select_ids, self.rt, self.where or None, self.words, self.sort_by)
        return found

    def forget_pages(self) -> None:
        """Reload the visible rows after records changed."""
        self._pages.clear()
        if self.ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, self.columnCount() - 1))

    def row(self, number: int) -> dict[str, Value]:
        """Return the record of a row."""
        page = number // PAGE
        rows = self._pages.get(page)
        if rows is None:
            rows = self._read(page)
        self._pages.move_to_end(page)
        at = number % PAGE
        return rows[at] if at < len(rows) else {"id": self.ids[number]}

    def _read(self, page: int) -> list[dict[str, Value]]:
        wanted = self.ids[page * PAGE : (page + 1) * PAGE]
        with self._session.campaign.reading() as connection:
            rows = query.read_by_id(connection, self.rt, wanted)
            for field in self.fields:
                if field.kind.record:
                    target = record_type(field.kind.record)
                    numbers = {number: as_number(r.get(field.key)) for number, r in rows.items()}
                    named = query.titles(connection, target, set(numbers.values()))
                    for number, r in rows.items():
                        r[f"{field.key}:title"] = named.get(numbers[number] or 0, "")
            for number, found in figures(connection, self.rt).items() if self.extras else ():
                if number in rows:
                    rows[number].update(found)
        self._pages[page] = [rows.get(i, {"id": i}) for i in wanted]
        if len(self._pages) > PAGES:
            self._pages.popitem(last=False)
        return self._pages[page]

    def rows_shown(self) -> list[list[str]]:
        """Return the rows that were read so far, as they are shown; nothing is read for it."""
        rows = [row for _, page in sorted(self._pages.items()) for row in page]
        return [[self.shown(row, field) for field in self.fields] for row in rows]

    def field(self, index: Index) -> Field | None:
        """Return the field of a column; None for the ticks."""
        return self.fields[index.column() - 1] if index.column() else None

    def shown(self, row: dict[str, Value], field: Field) -> str:
        """Return a record's field as shown in a cell."""
        if field.kind.record:
            return str(row.get(f"{field.key}:title") or "")
        value = row.get(field.key)
        if field.kind.is_moment:
            return moment_in_words(value)
        zone = f" {abbreviation(str(value), zone_of(row))}" if _has_zone(field, value) else ""
        return " ".join(filter(None, [field.kind.brief(value) + zone, *self._title_behind(row, field)]))

    def _title_behind(self, row: dict[str, Value], field: Field) -> list[str]:
        """Return what of a record's title no column shows and stands behind a field there: the suffix of a name."""
        title = self.rt.title_fields
        behind = title[title.index(field.key) + 1 :] if field.key in title else ()
        if not behind or any(self.rt.field(key).in_grid for key in behind):
            return []
        seen = {shown.key for shown in self.fields}
        return [self.rt.field(key).kind.brief(row.get(key)) for key in behind if key not in seen]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of matching records."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns: the ticks plus one per field."""
        return 0 if parent.isValid() else len(self.fields) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a column's label."""
        if orientation != Qt.Orientation.Horizontal or not section:
            return None
        field = self.fields[section - 1]
        if role == Qt.ItemDataRole.DisplayRole:
            return field.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return field.help or field.label
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's data for a role."""
        if not index.isValid():
            return None
        field = self.field(index)
        if field is None:
            return self._tick_data(index, role)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.shown(self.row(index.row()), field)
        if role == Qt.ItemDataRole.EditRole:
            return field.kind.show(self.row(index.row()).get(field.key))
        if role == RAW:
            return self.row(index.row()).get(field.key)
        if role == FIELD:
            return field
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{field.label}: {self.shown(self.row(index.row()), field) or 'empty'}"
        if role == Qt.ItemDataRole.TextAlignmentRole and field.kind.is_number:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _tick_data(self, index: Index, role: int) -> object:
        ticked = self.ids[index.row()] in self.ticked
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "ticked" if ticked else "not ticked"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return a cell's flags, including whether it can be edited."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        field = self.field(index)
        if field is None:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        writable = field.editable and field.stored and not self._session.campaign.read_only
        return flags | Qt.ItemFlag.ItemIsEditable if writable else flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick a row or write one cell; an unacceptable value is refused with a sentence."""
        field = self.field(index)
        if field is None:
            self.tick([index.row()], Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        return self.write(index, field, value, self.row(index.row()).get(field.key))

    def write(self, index: Index, field: Field, value: object, base: Value) -> bool:
        """Write one cell; `base` is the value the user saw while typing."""
        row, number = self.row(index.row()), self.ids[index.row()]
        before = row.get(field.key)
        try:
            row[field.key] = cleaned(field, value)
            self._operations.edit(
                self.rt,
                {number: {field.key: value}},
                bases={number: {field.key: base}},
                quietly=True,
                on_clash=lambda clashes: self._clash(row, clashes),
            )
        except UserError as error:
            row[field.key] = before
            self.refused.emit(index, error.sentence)
            return False
        self.dataChanged.emit(index, index)
        return True

    def _clash(self, row: dict[str, Value], clashes: list[Conflict]) -> None:
        """Show the stored value again, and emit the refusal."""
        for clash in clashes:
            row[clash.field] = clash.ours
        self.clashed.emit(clashes)

    def seen(self, edits: Mapping[int, Mapping[str, object]]) -> dict[int, dict[str, Value]]:
        """Return the currently shown values of the fields about to be written."""
        found: dict[int, dict[str, Value]] = {}
        for page in self._pages.values():
            for row in page:
                number = as_number(row["id"])
                if number is not None and number in edits:
                    found[number] = {k: row[k] for k in edits[number] if k in row}
        return found

    def tick(self, rows: Sequence[int], on: bool) -> None:
        """Tick or untick rows."""
        ids = {self.ids[r] for r in rows}
        self.ticked = self.ticked | ids if on else self.ticked - ids
        if rows:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), 0))
        self.ticks_changed.emit()

    def seen_ticks(self) -> list[int]:
        """Return the ticked records that the list shows, in its order; others count for nothing until they are seen."""
        return [i for i in self.ids if i in self.ticked] if self.ticked else []

    def untick(self, gone: Set[int]) -> None:
        """Clear the ticks of records that are not there any more."""
        if self.ticked & gone:
            self.ticked = self.ticked - gone
            self.ticks_changed.emit()

    def untick_all(self) -> None:
        """Clear all ticks."""
        self.ticked = set()
        if self.ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, 0))
        self.ticks_changed.emit()


def _place(figure: Value) -> float | str:
    return figure if isinstance(figure, int | float | str) else 0


def _has_zone(field: Field, value: Value) -> bool:
    return field.kind.is_local and len(str(value or "")) > len("2025-03-21")
