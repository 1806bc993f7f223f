"""The columns of one sheet: heading, some of its cells, what it becomes, and how sure that is."""

from collections.abc import Callable, Container
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLabel, QSpinBox, QWidget

from coordinator.desktop.features.importing.choice import Choice, Entries
from coordinator.desktop.features.importing.how_sure import how_sure
from coordinator.desktop.features.importing.one_line import OneLine
from coordinator.desktop.features.importing.question_card import QuestionList
from coordinator.desktop.features.importing.questions import COLUMN, ORDER, Decision, Questions, with_order, with_target
from coordinator.desktop.kit.basics import column, frame, label, row
from coordinator.desktop.kit.names import named
from coordinator.desktop.kit.theme import Theme
from coordinator.importing.columns import ColumnPlan
from coordinator.importing.plan import RULES_FOR_ALL, ConflictRule, ImportOptions, ImportPlan, SheetPlan
from coordinator.records.catalog import IMPORTABLE, record_type

HEADING_WIDTH, CHOICE_WIDTH, SURE_WIDTH, RULE_WIDTH = 140, 226, 140, 112
MOST_SKIPPED = 6
BATCH = 40
Choose = Callable[[Decision], object]
"""Takes a choice."""


class RuleChoice(Choice):
    """Chooses what to do where the database says otherwise, for one field or for all."""

    def __init__(self, theme: Theme, key: str, name: str, choose: Choose) -> None:
        super().__init__(theme, name, self._rules)
        self.setMinimumContentsLength(8)
        self._key, self._report = key, choose
        self._plan: ImportPlan | None = None
        self.picked.connect(self._choose)

    def _rules(self) -> Entries:
        same: Entries = [] if self._key == RULES_FOR_ALL else [(self.tr("as above"), None)]
        return [
            *same,
            (self.tr("ask me"), ConflictRule.ASK),
            (self.tr("keep it, only fill what is empty"), ConflictRule.FILL),
            (self.tr("use the sheet"), ConflictRule.OVERWRITE),
        ]

    def show_plan(self, plan: ImportPlan, key: str) -> None:
        """Show the rule of a field."""
        self._plan, self._key = plan, key
        rules = self._rules()
        chosen = plan.rules.get(key, rules[0][1])
        self.show_choice(next(text for text, rule in rules if rule == chosen), chosen)

    def _choose(self, chosen: object) -> None:
        assert self._plan is not None
        rules = {k: rule for k, rule in self._plan.rules.items() if k != self._key}
        if chosen:
            rules[self._key] = ConflictRule(str(chosen))
        self._report(lambda options: replace(options, rules=rules))


class _Line:
    """The widgets of one column."""

    def __init__(self, owner: "SheetColumns", header: str, new: bool, at: int) -> None:
        theme, grid = owner.theme, owner.grid
        self._owner, self._header = owner, header
        heading = label(header, "", wrap=True)
        heading.setMaximumHeight(theme.px(54))
        heading.setToolTip(header)
        self._samples = OneLine("hint")
        self.choice = named(Choice(theme, header, self._targets), f"becomes.{header}")
        self.choice.picked.connect(lambda said: owner.choose(header, str(said)))
        self._sure = label("", "caption", wrap=True)
        self._rule: RuleChoice | None = None
        self._order: Choice | None = None
        self._at = at
        told = column(heading, spacing=0)
        self._new = label(owner.tr("new in this form"), "todo") if new else None
        if self._new is not None:
            told.addWidget(self._new)
        self._becomes = column(self.choice, spacing=4)
        grid.addLayout(told, at, 0)
        grid.addWidget(self._samples, at, 1)
        grid.addLayout(self._becomes, at, 2)
        grid.addWidget(self._sure, at, 3)
        self._widgets = (heading, self._samples, self.choice, self._sure)

    def _targets(self) -> Entries:
        return self._owner.targets()

    def show(self, plan: ImportPlan, sheet: SheetPlan, found: ColumnPlan, *, asked: bool, order_asked: bool) -> None:
        """Show what the column becomes; one with a question of its own is shown there alone."""
        owner = self._owner
        self._samples.show_text(" · ".join(found.samples) or owner.tr("empty"))
        self.choice.show_choice(owner.questions.label_of(found), found.target)
        self.choice.setEnabled(not sheet.ours)
        sure = how_sure(found)
        self._sure.setText(sure.words)
        role = "todo" if sure.check else "caption"
        if self._sure.property("k") != role:
            self._sure.setProperty("k", role)
            self._sure.style().polish(self._sure)
        self.choice.setAccessibleDescription(sure.words)
        for widget in self._widgets:
            widget.setVisible(not asked)
        if self._new is not None:
            self._new.setVisible(not asked)
        self._show_rule(plan, found, visible=not asked and not sheet.ours and found.target in self._fields(sheet))
        self._show_order(sheet, visible=not asked and not order_asked and self._header in sheet.orders)

    def _fields(self, sheet: SheetPlan) -> Container[str]:
        return record_type(sheet.record).by_key

    def _show_rule(self, plan: ImportPlan, found: ColumnPlan, *, visible: bool) -> None:
        """Offer what to do where the database says otherwise."""
        owner = self._owner
        if visible and self._rule is None:
            name = owner.tr("Where {column} differs").format(column=self._header)
            self._rule = RuleChoice(owner.theme, found.target, name, owner.change)
            owner.grid.addWidget(self._rule, self._at, 4)
        if self._rule is not None:
            self._rule.setVisible(visible)
            if visible:
                self._rule.show_plan(plan, found.target)

    def _show_order(self, sheet: SheetPlan, *, visible: bool) -> None:
        """Offer the order of day and month in a column of dates."""
        owner = self._owner
        if visible and self._order is None:
            name = owner.tr("Order of day and month in {column}").format(column=self._header)
            self._order = Choice(owner.theme, name, owner.questions.offered_orders)
            self._order.picked.connect(lambda first: owner.choose_order(self._header, bool(first)))
            self._becomes.addWidget(self._order)
        if self._order is not None:
            self._order.setVisible(visible)
            first = bool(sheet.orders.get(self._header))
            text = next(t for t, d in owner.questions.offered_orders() if d is first)
            self._order.show_choice(text, first)


class SheetColumns(QWidget):
    """One sheet with its columns.

    Attributes:
        changed: emitted with a function that returns import options with a choice made.
        theme, questions, grid: for its lines.
    """

    changed = Signal(object)

    def __init__(self, theme: Theme, questions: Questions, plan: ImportPlan, sheet: SheetPlan) -> None:
        super().__init__()
        self.theme, self.questions = theme, questions
        self._plan, self._sheet = plan, sheet
        self._kind = Choice(theme, self.tr("What {sheet} holds").format(sheet=sheet.name), self._kinds)
        self._holds = label(self.tr("holds"), "caption")
        self._kind.picked.connect(self._choose_kind)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(16)
        self.grid.setVerticalSpacing(8)
        for index, share in ((0, 2), (1, 3), (3, 2)):
            self.grid.setColumnStretch(index, share)
        for index, width in ((0, HEADING_WIDTH), (2, CHOICE_WIDTH), (3, SURE_WIDTH), (4, RULE_WIDTH)):
            self.grid.setColumnMinimumWidth(index, theme.px(width))
        self._taken: QCheckBox | None = None
        self._headings = self._add_headings()
        new = set(plan.new_columns.get(sheet.name, ()))
        order = sorted(sheet.columns, key=lambda c: c.header not in new)
        self._asked: QuestionList | None = None
        self._lines: dict[str, _Line] = {}
        self._waiting = [(c.header, c.header in new) for c in order]
        self._add_lines()
        self._skipped = label("", "caption", wrap=True)
        card = frame("card", column(self.grid, self._skipped, margins=(16, 12, 16, 12)))
        self._card: QFrame = card
        self.setLayout(column(self._head(), card, spacing=8))

    def _add_headings(self) -> list[QLabel]:
        texts = (
            self.tr("Column"),
            self.tr("Some of its cells"),
            self.tr("Becomes"),
            self.tr("How sure"),
            self.tr("Where it differs"),
        )
        made = [label(text, "section") for text in texts]
        for index, one in enumerate(made):
            self.grid.addWidget(one, 0, index)
        return made

    def _add_lines(self) -> None:
        """Add some lines; those of a wide sheet are added one batch after another, so that the window goes on."""
        batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
        for header, new in batch:
            self._lines[header] = _Line(self, header, new, len(self._lines) + 1)
        self._show_lines({header for header, _ in batch})
        if self._waiting:
            QTimer.singleShot(0, self, self._add_lines)

    def _show_lines(self, headers: Container[str]) -> None:
        """Show what columns become; one that a question asks about is shown there alone."""
        if self._asked is None:
            return
        plan, sheet = self._plan, self._sheet
        for found in sheet.columns:
            if found.header in headers and found.header in self._lines:
                order_asked = self._asked.asked(ORDER, sheet.name, found.header)
                on_card = self._asked.asked(COLUMN, sheet.name, found.header)
                self._lines[found.header].show(plan, sheet, found, asked=on_card, order_asked=order_asked)

    def _head(self) -> QWidget:
        sheet = self._sheet
        header = named(QSpinBox(), "header_row")
        header.setRange(0, 1_000_000)
        header.setSpecialValueText(self.tr("No header row"))
        header.setValue(sheet.header_row)
        header.setPrefix(self.tr("Header row "))
        header.setAccessibleName(self.tr("Header row of {sheet}").format(sheet=sheet.name))
        header.setKeyboardTracking(False)
        header.lineEdit().setTextMargins(self.theme.px(8), 0, 0, 0)
        header.setStyleSheet(f"min-height: {self.theme.px(30) - 2}px")  # the theme's own does not grow with the text
        header.setMinimumWidth(self.theme.px(130))
        header.valueChanged.connect(self._move_header)
        self._kind.setMinimumWidth(self.theme.px(150))
        named_ = label(sheet.name, "h3", wrap=True)
        line = row(named_, spacing=12)
        if sheet.hidden:
            line.addWidget(label(self.tr("hidden in the workbook"), "todo"))
        if sheet.profile:
            line.addWidget(label(sheet.profile, "caption"))
        if not sheet.ours:
            line.addWidget(self._holds)
            line.addWidget(self._kind)
        line.addWidget(header)
        if len(self._plan.sheets) + len(self._plan.left_out) > 1:
            self._taken = taken_box(sheet.name, self.change, taken=True)
            line.addWidget(self._taken)
        line.setStretch(0, 1)
        head = QWidget()
        head.setLayout(line)
        return head

    def show_plan(self, plan: ImportPlan, sheet: SheetPlan, asked: QuestionList) -> None:
        """Show what the columns become now; the sheet's headings are the same as before."""
        self._plan, self._sheet = plan, sheet
        self._kind.show_choice(record_type(sheet.record).plural, sheet.record)
        self._asked = asked
        self._show_lines(self._lines)
        self._card.setVisible(not sheet.about_nobody)
        for widget in (self._holds, self._kind):
            widget.setVisible(not sheet.about_nobody and not sheet.ours)
        if self._taken is not None:
            self._taken.setVisible(not sheet.about_nobody)  # its question says what is taken
        told = [
            self.tr("Row {number} is no record ({why}): {text}").format(number=number, why=why, text=text[:80])
            for number, why, text in sheet.skipped[:MOST_SKIPPED]
        ]
        if len(sheet.skipped) > MOST_SKIPPED:
            more = len(sheet.skipped) - MOST_SKIPPED
            told.append(self.tr("{n} more rows are no records; the review lists them.").format(n=f"{more:,}"))
        self._skipped.setText("\n".join(told))
        self._skipped.setVisible(bool(told))

    def first_choice(self) -> Choice | None:
        """Return the choice of the first column that is shown."""
        return next((line.choice for line in self._lines.values() if not line.choice.isHidden()), None)

    def targets(self) -> Entries:
        """Return what its columns can become."""
        return self.questions.offered_targets(self._sheet.record)

    # Choosing

    def change(self, change: Decision) -> None:
        """Report a choice."""
        self.changed.emit(change)

    def choose(self, header: str, target: str) -> None:
        """Choose what a column becomes."""
        self.change(lambda options: with_target(options, self._sheet.name, header, target))

    def choose_order(self, header: str, day_first: bool) -> None:
        """Choose whether the day comes first in a column's dates."""
        self.change(lambda options: with_order(options, self._sheet.name, header, day_first=day_first))

    def _kinds(self) -> Entries:
        return [(rt.plural, rt.key) for rt in sorted(IMPORTABLE, key=lambda rt: not rt.is_person)]

    def _choose_kind(self, key: object) -> None:
        self.change(lambda options: replace(options, kinds={**options.kinds, self._sheet.name: str(key)}))

    def _move_header(self, number: int) -> None:
        self.change(lambda options: replace(options, header_row={**options.header_row, self._sheet.name: number}))


def taken_box(name: str, choose: Choose, *, taken: bool) -> QCheckBox:
    """Return a box that skips a sheet, or a table on a sheet, or takes it after all."""
    box = QCheckBox()
    box.setText(box.tr("Take {sheet}").format(sheet=name))
    box.setChecked(taken)
    box.clicked.connect(lambda on: choose(lambda options: _taken(options, name, taken=on)))
    return box


def _taken(options: ImportOptions, name: str, *, taken: bool) -> ImportOptions:
    return replace(options, left_out=options.left_out - {name} if taken else options.left_out | {name})
