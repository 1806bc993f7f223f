"""The filter bar: search, conditions as chips, adding a condition, and the expression itself."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.base.progress import Progress
from coordinator.desktop.kit.basics import SearchField, TextLine, button, clear, label, row
from coordinator.desktop.kit.finding_list import FindingList, Listed
from coordinator.desktop.kit.flow_layout import FlowLayout
from coordinator.desktop.kit.names import name_parts
from coordinator.desktop.shell.session import Session
from coordinator.records.catalog import RecordType, record_type
from coordinator.records.fields import Field
from coordinator.records.kinds import Compared, Value
from coordinator.store import query
from coordinator.store.filters import And, Compare, Empty, Filter, FilterError, In, Not, Today, find_field, to_text
from coordinator.store.grammar import parse

MOST_SHOWN = 12
"""Above this many, values are shown as a number."""
Named = Callable[[RecordType, Sequence[int]], Mapping[int, str]]


class FilterBar(QWidget):
    """Search and filter for one list.

    Attributes:
        changed: emitted when the filter or search words change.
    """

    changed = Signal()
    columns_wanted = Signal()

    def __init__(self, session: Session, rt: RecordType) -> None:
        super().__init__()
        self._session = session
        self._rt = session.typed(rt)
        self.filter: Filter | None = None
        theme = session.theme
        self.search = SearchField(theme, self.tr("Search {kind}").format(kind=rt.plural.lower()), "Ctrl+F")
        self.search.setFixedWidth(theme.px(230))
        self.search.searched.connect(lambda _: self.changed.emit())
        self.add = button(theme, self.tr("Add filter"), self._offer_fields, k="add", icon_name="plus")
        self.columns = button(theme, self.tr("Columns"), self.columns_wanted.emit, k="quiet", icon_name="columns-3")
        self._chips = FlowLayout()
        self.line = TextLine()
        self.line.setPlaceholderText('state = CO and stage in (Interested, Contacted) and "school board"')
        self.line.setAccessibleName(self.tr("Filter expression"))
        self.line.returnPressed.connect(self._take_line)
        self.problem = label("", "problem")
        self.line.hide()
        self.problem.hide()
        name_parts(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        holder = QWidget()
        holder.setLayout(self._chips)
        first = row(self.search, holder, self.columns)
        first.setStretch(1, 1)
        layout.addLayout(first)
        layout.addWidget(self.line)
        layout.addWidget(self.problem)
        self._show_chips()

    def words(self) -> str:
        """Return the search words."""
        return self.search.text().strip()

    def text(self) -> str:
        """Return the filter as an expression."""
        return to_text(self.filter, self._session.typed(self._rt)) if self.filter is not None else ""

    def set_text(self, text: str) -> None:
        """Set the filter expression.

        Raises:
            FilterError: it cannot be parsed.
        """
        self.filter = parse(text, self._session.typed(self._rt))
        self._show_chips()
        self.changed.emit()

    def show_only(self, text: str) -> None:
        """Set the filter expression and clear the search words.

        Raises:
            FilterError: it cannot be parsed.
        """
        self.filter = parse(text, self._session.typed(self._rt))
        self.search.clear_quietly()
        self._show_chips()
        self.changed.emit()

    def clear(self) -> None:
        """Clear filter and search words."""
        self.show_only("")

    def count(self) -> int:
        """Return the number of conditions, counting search words."""
        return len(self._parts()) + bool(self.words())

    def show_line(self) -> None:
        """Show the expression for editing."""
        self.line.setVisible(not self.line.isVisible())
        self.line.setText(self.text())
        self.line.setFocus()

    def _take_line(self) -> None:
        try:
            self.set_text(self.line.text())
        except FilterError as error:
            self.line.setCursorPosition(error.position)
            self.problem.setText(error.reason)
            self.problem.show()
            self.line.setProperty("bad", "true")
        else:
            self.problem.hide()
            self.line.setProperty("bad", "false")
        self.line.style().unpolish(self.line)
        self.line.style().polish(self.line)

    def _parts(self) -> list[Filter]:
        if self.filter is None:
            return []
        return list(self.filter.parts) if isinstance(self.filter, And) else [self.filter]

    def _show_chips(self) -> None:
        self._chips.removeWidget(self.add)
        clear(self._chips)
        rt = self._session.typed(self._rt)
        for i, part in enumerate(self._parts()):
            chip = button(
                self._session.theme, f"{wording(part, rt, self._named)}  ✕", partial(self._remove, i), k="chip"
            )
            chip.setAccessibleName(self.tr("Remove filter {text}").format(text=to_text(part, rt)))
            self._chips.addWidget(chip)
        self._chips.addWidget(self.add)
        if self.line.isVisible():
            self.line.setText(self.text())

    def _named(self, rt: RecordType, numbers: Sequence[int]) -> Mapping[int, str]:
        found: Mapping[int, str] = self._session.read(query.titles, rt, numbers)
        return found

    def _remove(self, index: int) -> None:
        parts = self._parts()
        parts.pop(index)
        self._set_parts(parts)

    def _set_parts(self, parts: list[Filter]) -> None:
        self.filter = None if not parts else parts[0] if len(parts) == 1 else And(tuple(parts))
        self._show_chips()
        self.changed.emit()

    def _offer_fields(self) -> None:
        """Offer the fields; each opens a list of its values with counts."""
        fields = [Listed(f.label, f) for f in self._session.typed(self._rt).shown if _has_values(f)]
        fields.append(Listed(self.tr("Write an expression…"), None))
        offered = FindingList(self._session.theme, self, self.tr("Type to find a field"), fields, most=len(fields))
        offered.chosen.connect(lambda field: self.show_line() if field is None else self._offer_values(field))
        offered.open_at(self._below_button)

    @property
    def _below_button(self) -> QRect:
        """Where the button that adds a filter stands on the screen."""
        return QRect(self.add.mapToGlobal(QPoint(0, 0)), self.add.size())

    def offer_values_of(self, key: str, anchor: QRect) -> None:
        """Offer the values of a field at a place on the screen; if it cannot be filtered so, say that."""
        field = self._session.typed(self._rt).field(key)
        if _has_values(field):
            self._offer_values(field, anchor)
        else:
            told = self.tr("{field} has no values to choose from. Add filter → Write an expression… filters by it.")
            self._session.tell(told.format(field=field.label))

    def _offer_values(self, field: Field, anchor: QRect | None = None) -> None:
        """Offer the values of a field at a place on the screen, or at the button."""
        rt, where, words = self._session.typed(self._rt), self.text(), self.words()

        def work(progress: Progress) -> list[Listed]:
            with self._session.campaign.reading() as connection:
                found = query.facet(connection, rt, field.key, where or None, words, None)
            show, empty = field.kind.item.show, self.tr("empty")
            return [Listed(show(v) if v is not None else empty, (v,), f"{number:,}") for v, number in found]

        def done(found: list[Listed]) -> None:
            hint = self.tr("Type to find a value of {field}").format(field=field.label)
            offered = FindingList(self._session.theme, self, hint, found, self.tr("No values"))
            offered.chosen.connect(lambda value: self.add_value(field, *value))
            offered.open_at(anchor or self._below_button)

        self._session.tasks.run(work, on_done=done, reading=True)

    def add_value(self, field: Field, value: Value) -> None:
        """Add a condition that a field has a value; a second value of the same field widens it."""
        parts = self._parts()
        if value is None:
            self._set_parts([*parts, Empty(field.key)])
            return
        for i, part in enumerate(parts):
            if isinstance(part, Compare | In) and part.field == field.key and not field.kind.many:
                values = part.values if isinstance(part, In) else (part.value,)
                parts[i] = In(field.key, (*values, value))
                self._set_parts(parts)
                return
        self._set_parts([*parts, Compare(field.key, "=", value)])


def _has_values(field: Field) -> bool:
    """Return whether a field is filtered by choosing among its values."""
    return field.stored and not field.kind.record


def wording(part: Filter, rt: RecordType, named: Named = lambda _, __: {}) -> str:
    """Return a condition in words for a chip; `named` gives the titles of records it refers to."""
    if isinstance(part, In) and part.field == "id":
        kind = rt.label if len(part.values) == 1 else rt.plural
        return f"{len(part.values)} {kind.lower()} of a list"
    if isinstance(part, Compare | In | Empty):
        field = find_field(rt, part.field)[1]
        if isinstance(part, Empty):
            return f"{field.label}: empty"
        values = part.values if isinstance(part, In) else (part.value,)
        if len(values) > MOST_SHOWN:
            return f"{field.label}: {len(values):,} of them"
        sign = "" if isinstance(part, In) or part.op == "=" else f"{_sign(part.op, field)} "
        return f"{field.label}: {sign}{_shown(part, field, values, named)}"[:60]
    if isinstance(part, Not) and isinstance(part.part, Empty):
        if part.part.field.endswith(".id"):
            return f"{find_field(rt, part.part.field.removesuffix('.id'))[1].label}: not deleted"
        return f"{find_field(rt, part.part.field)[1].label}: filled"
    return to_text(part, rt)[:60]


def _sign(op: str, field: Field) -> str:
    """Return a comparison as it is said: of days and moments in words."""
    if field.kind.compared is Compared.AS_DATES:
        return {">=": "since", "<=": "until", ">": "after", "<": "before"}.get(op, op)
    return op


def _shown(part: Compare | In, field: Field, values: Sequence[object], named: Named) -> str:
    if part_is_wordy(part) or field.kind.record and all(isinstance(v, str) for v in values):
        return ", ".join(map(str, values))
    kind = field.kind.item
    titles: dict[object, str] = {}
    if kind.record and field.key != "id":
        numbers = [v for v in values if isinstance(v, int)]
        titles = {number: title for number, title in named(record_type(kind.record), numbers).items()}
    return ", ".join(_day(v) if isinstance(v, Today) else titles.get(v) or kind.show(v) for v in values)


def part_is_wordy(part: Filter) -> bool:
    """Return whether a condition searches in text."""
    return isinstance(part, Compare) and part.op in ("contains", "starts")


def _day(day: Today) -> str:
    return f"today {day.days:+d} days" if day.days else "today"
