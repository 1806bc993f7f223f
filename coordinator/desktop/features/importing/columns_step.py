"""The columns of an import: heading, samples and target."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from coordinator.desktop.kit.basics import clear, column, label
from coordinator.desktop.shell.session import Session
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.plan import RULES_FOR_ALL, ConflictRule, ImportPlan, SheetPlan
from coordinator.importing.targets import ANSWER, IGNORED, targets_of
from coordinator.records.catalog import EVENT, record_type
from coordinator.store import query


class _Choice(QComboBox):
    """A combo box that ignores the mouse wheel, so that scrolling the page does not change it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()


def _box() -> QComboBox:
    """Return a combo box that can be narrower than its longest entry."""
    box = _Choice()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(15)
    return box


class ColumnsView(QWidget):
    """Shows the mapping and lets the user change it.

    Attributes:
        chosen: emitted with sheet, heading and target.
        source_chosen: emitted with the name of the source.
        event_chosen: emitted with the number of the tour event where they signed up; 0 for none.
        header_chosen: emitted with a sheet and the number of its header row.
        options_chosen: emitted with changed import options and their new values.
    """

    chosen = Signal(str, str, str)
    source_chosen = Signal(str)
    event_chosen = Signal(int)
    header_chosen = Signal(str, int)
    options_chosen = Signal(dict)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._grid = QGridLayout()
        self._grid.setContentsMargins(20, 16, 20, 16)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(1, session.theme.px(180))
        inner = QWidget()
        inner.setProperty("k", "surface")
        inner.setLayout(column(self._grid, None))
        scroll = QScrollArea()
        scroll.setProperty("k", "surface")
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        self.setLayout(column(scroll))
        self._inner, self._scroll, self._last = inner, scroll, ""

    def show_plan(self, plan: ImportPlan) -> None:
        """Show the targets of all sheets' columns."""
        clear(self._grid)
        self._plan = plan
        line = self._credit(plan) if plan.source_name else 0
        for sheet in plan.sheets:
            line = self._sheet(sheet, line)
        for box in self._inner.findChildren(QComboBox):
            box.activated.connect(partial(self._remember_activated, box))
        for name in plan.left_out:
            self._grid.addWidget(self._taken(name, taken=False), line, 0, 1, 4)
            line += 1

    def take_focus(self) -> None:
        """Focus the choice changed last, or else the first column's; new columns come first."""
        boxes = [b for b in self._inner.findChildren(QComboBox) if not b.isHidden() and b.isEnabled()]
        wanted = next((b for b in boxes if b.accessibleName() == self._last), None)
        named = {c.header for sheet in self._plan.sheets for c in sheet.columns}
        first = next((b for b in boxes if b.accessibleName() in named), None)
        if box := wanted or first:
            box.setFocus()
            self._scroll.ensureWidgetVisible(box)

    def _remember_activated(self, box: QComboBox, *_: object) -> None:
        self._last = box.accessibleName()

    def _credit(self, plan: ImportPlan) -> int:
        """Ask where the sign-ups come from, and at which stop."""
        source = QLineEdit(plan.source_name or "")
        source.setAccessibleName(self.tr("Source"))
        source.editingFinished.connect(partial(self._name_source, source))
        event = _box()
        event.setAccessibleName(self.tr("Tour event"))
        event.addItem(self.tr("no tour event"), 0)
        ids = self._session.read(query.select_ids, EVENT, None, "", (("starts_at", True),))
        for number, title in self._session.read(query.titles, EVENT, ids).items():
            event.addItem(title, number)
        event.setCurrentIndex(max(0, event.findData(plan.options.event or 0)))
        event.activated.connect(lambda: self.event_chosen.emit(int(event.currentData())))
        told = label(self.tr("Where these sign-ups come from, and at which stop"), "section")
        self._grid.addWidget(told, 0, 0, 1, 2)
        self._grid.addWidget(label(self.tr("Where the database says otherwise"), "section"), 0, 2)
        self._grid.addWidget(source, 1, 0)
        self._grid.addWidget(event, 1, 1)
        self._grid.addWidget(self._rule(RULES_FOR_ALL, self.tr("Where the database says otherwise")), 1, 2)
        return 2

    def _name_source(self, source: QLineEdit) -> None:
        if source.isModified():
            self.source_chosen.emit(source.text().strip())

    def _rule(self, key: str, name: str) -> QComboBox:
        """Offer what to do with a field, or all fields, that differ from the database."""
        box = _box()
        box.setAccessibleName(name)
        if key != RULES_FOR_ALL:
            box.addItem(self.tr("as above"), None)
        for rule, text in (
            (ConflictRule.ASK, self.tr("ask me")),
            (ConflictRule.FILL, self.tr("keep it, only fill what is empty")),
            (ConflictRule.OVERWRITE, self.tr("use the sheet")),
        ):
            box.addItem(text, rule)
        box.setCurrentIndex(max(0, box.findData(self._plan.rules.get(key))))
        box.activated.connect(partial(self._choose_rule, key, box))
        return box

    def _choose_rule(self, key: str, box: QComboBox, *_: object) -> None:
        rules = {k: rule for k, rule in self._plan.rules.items() if k != key}
        chosen = box.currentData()
        self.options_chosen.emit({"rules": {**rules, key: ConflictRule(chosen)} if chosen else rules})

    def _order(self, sheet: SheetPlan, heading: str) -> QComboBox:
        """Ask whether day or month comes first in a column's dates."""
        box = _box()
        box.setAccessibleName(self.tr("Order of day and month in {column}").format(column=heading))
        first = sheet.orders[heading]
        if first is None:
            box.addItem(self.tr("3/4 is March 4 (unsure)"), False)
        else:
            box.addItem(self.tr("3/4 is March 4"), False)
        box.addItem(self.tr("3/4 is April 3"), True)
        box.setCurrentIndex(1 if first else 0)
        box.activated.connect(partial(self._choose_order, sheet.name, heading, box))
        return box

    def _choose_order(self, sheet: str, heading: str, box: QComboBox, *_: object) -> None:
        known = self._plan.options.day_first
        day_first = {**known, sheet: {**known.get(sheet, {}), heading: bool(box.currentData())}}
        self.options_chosen.emit({"day_first": day_first})

    def _taken(self, name: str, *, taken: bool) -> QCheckBox:
        """Offer to skip a sheet, or a table on a sheet."""
        box = QCheckBox(self.tr("Take {sheet}").format(sheet=name))
        box.setChecked(taken)
        box.clicked.connect(partial(self._leave_out, name))
        return box

    def _leave_out(self, name: str, taken: bool) -> None:
        left_out = self._plan.options.left_out
        self.options_chosen.emit({"left_out": left_out - {name} if taken else left_out | {name}})

    def _sure(self, plan: ColumnPlan) -> str:
        """Return how certain a column's guess is, and why."""
        if plan.why == "chosen":
            return self.tr("as last time, or chosen")
        return f"{plan.certainty:.0%} · {plan.why}"

    def _heading(self, heading: str, *, new: bool) -> QVBoxLayout:
        """Return a column's heading; columns new in a known layout are marked."""
        made = column(label(heading[:40], wrap=True), spacing=0)
        if new:
            made.addWidget(label(self.tr("new in this form"), "todo"))
        return made

    def _sheet(self, sheet: SheetPlan, line: int) -> int:
        rt = record_type(sheet.record)
        service = f" · {sheet.profile}" if sheet.profile else ""
        title = f"{sheet.name}: {rt.plural.lower()}, header in row {sheet.header_row}{service}"
        if len(self._plan.sheets) + len(self._plan.left_out) > 1:
            self._grid.addWidget(self._taken(sheet.name, taken=True), line, 0, 1, 4)
            line += 1
        self._grid.addWidget(label(title, "h3"), line, 0, 1, 3)
        header = QSpinBox()
        header.setRange(1, 1_000_000)
        header.setValue(sheet.header_row)
        header.setPrefix(self.tr("Header row "))
        header.setAccessibleName(self.tr("Header row of {sheet}").format(sheet=sheet.name))
        header.setKeyboardTracking(False)
        header.valueChanged.connect(partial(self.header_chosen.emit, sheet.name))
        self._grid.addWidget(header, line, 3)
        for i, heading in enumerate(
            (
                self.tr("Column"),
                self.tr("Some of its cells"),
                self.tr("Becomes"),
                self.tr("Sure"),
                self.tr("Where it differs"),
            )
        ):
            self._grid.addWidget(label(heading, "section"), line + 1, i)
        line += 2
        targets = targets_of(self._session.typed(rt))
        new = set(self._plan.new_columns.get(sheet.name, ()))
        for plan in sorted(sheet.columns, key=lambda c: c.header not in new):
            self._grid.addLayout(self._heading(plan.header, new=plan.header in new), line, 0)
            samples = label(" · ".join(plan.samples)[:70] or self.tr("empty"), "hint")
            samples.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            samples.setToolTip(" · ".join(plan.samples))
            self._grid.addWidget(samples, line, 1)
            box = _box()
            box.setAccessibleName(plan.header)
            box.addItem(self.tr("Keep as an answer"), ANSWER)
            box.addItem(self.tr("Ignore"), IGNORED)
            for key, target in targets.items():
                box.addItem(target.label, key)
            if box.findData(plan.target) < 0:
                box.addItem(plan.label, plan.target)
            box.setCurrentIndex(box.findData(plan.target))
            box.setEnabled(not sheet.ours)
            box.activated.connect(
                lambda _, s=sheet.name, h=plan.header, b=box: self.chosen.emit(s, h, str(b.currentData()))
            )
            self._grid.addWidget(box, line, 2)
            self._grid.addWidget(label(self._sure(plan), "caption"), line, 3)
            if not sheet.ours and plan.target in rt.by_key:
                named = self.tr("Where {column} differs").format(column=plan.header)
                self._grid.addWidget(self._rule(plan.target, named), line, 4)
            line += 1
            if plan.header in sheet.orders:
                self._grid.addWidget(self._order(sheet, plan.header), line, 2)
                line += 1
        for number, why, text in sheet.skipped[:8]:
            told = self.tr("Row {number} is no record ({why}): {text}").format(number=number, why=why, text=text[:80])
            self._grid.addWidget(label(told, "caption"), line, 0, 1, 4)
            line += 1
        return line + 1
