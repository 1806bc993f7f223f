"""Typing in a stop's paper sheets, sheet by sheet and line by line."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QSpinBox, QWidget

from coordinator.base.errors import UserError
from coordinator.changes.plan import Applied
from coordinator.desktop.features.tour.paper_lines import PaperLines
from coordinator.desktop.kit.basics import button, column, frame, label, row, scrolling
from coordinator.desktop.shell.page_stack import Page
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.operations.signing_up import type_in_sheet
from coordinator.tour.paper import COLUMNS, LINES, Differing, Line, differing, stop_of, typed_before

MOST_TOLD = 4


class TypingInPage(Page):
    """Enters paper sheets; each sheet is saved as one step, and each line knows its sheet.

    Attributes:
        stop: number of the tour event.
        lines: the boxes.
        sheet: the number of the sheet.
        twice: whether each sheet is typed twice to show differences.
        unsaved: whether there is unsaved typing.
    """

    def __init__(self, session: Session, operations: WindowOperations, event: int) -> None:
        super().__init__(session)
        self.set_title(self.tr("Type in sheets"))
        self._operations, self.stop = operations, event
        self._about = session.read(stop_of, event)
        self._there: dict[int, list[Line]] = {}
        self._first: list[Line] | None = None
        self._sure = self._saving = False
        self.unsaved = False
        self._build()
        self._look()
        self.sheet.setValue(max(self._there, default=0) + 1)
        self._shown = self.sheet.value()
        self.sheet.valueChanged.connect(self._turn)
        self._say()
        self.lines.start()

    # Building

    def _build(self) -> None:
        theme = self._session.theme
        head = self._head()
        self.sheet = QSpinBox()
        self.sheet.setRange(1, 9_999)
        self.sheet.setMinimumHeight(theme.px(32))
        self.sheet.setFixedWidth(theme.px(90))
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.sheet.setAccessibleName(self.tr("Number of the sheet"))
        self.twice = QCheckBox(self.tr("Type each sheet twice and show what differs"))
        self.twice.toggled.connect(self._begin_anew)
        self._which = label("", "hint")
        top = row(label(self.tr("Sheet"), "strong"), self.sheet, self._which, None, self.twice, spacing=12)
        headings = [self.tr(h) for h in ("Name", "E-mail or phone", "ZIP", "Would run for", "Contact", "Share")]
        self.lines = PaperLines(theme, headings)
        self.lines.edited.connect(self._edited)
        self.lines.told.connect(self._tell)
        more = button(theme, self.tr("Add {n} lines").format(n=LINES), self._more, k="link", icon_name="plus")
        card = frame("card", column(self.lines, row(more, None), margins=(16, 12, 16, 12), spacing=10))
        body = QWidget()
        body.setProperty("k", "page")
        body.setLayout(column(top, card, None, margins=(20, 12, 20, 12), spacing=10))
        scroll = scrolling(body, "page")
        self._told = label("", "problem", wrap=True)
        hint = self.tr("Enter or Tab goes on, arrows go up and down, X or space ticks. Ctrl+Enter saves the sheet.")
        self._save = button(theme, "", self.save, k="primary", icon_name="save", tip=self.tr("Ctrl+Enter"))
        foot = row(column(label(hint, "caption"), self._told, spacing=2), self._save, margins=(20, 10, 20, 10))
        foot.setStretch(0, 1)
        whole = column(head, scroll, frame("foot", foot), spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # What is shown

    def _look(self) -> None:
        self._there = self._session.read(typed_before, self.stop)

    def _say(self) -> None:
        sheets = len(self._there)
        count = sum(map(len, self._there.values()))
        so_far = self.tr("{sheets} sheets with {lines} lines are typed in").format(sheets=sheets, lines=count)
        none = self.tr("no sheet is typed in yet")
        self._subtitle.setText(f"{self._about.title}, {self._about.code}: {so_far if sheets else none}")
        number = self.sheet.value()
        again = self.tr("typed in already: saving it changes what differs") if number in self._there else ""
        second = self.tr("second time") if self._first is not None else ""
        self._which.setText(second or again)
        step = self.tr("Type sheet {n} again") if self.twice.isChecked() and self._first is None else ""
        self._save.setText(" " + (step or self.tr("Save sheet {n}")).format(n=number))

    def _tell(self, sentence: str) -> None:
        self._told.setText(sentence)

    def _edited(self) -> None:
        self.unsaved = True
        self._sure = False

    def _more(self) -> None:
        self.lines.add_lines(LINES)

    def _turn(self, number: int) -> None:
        """Show another sheet; unsaved typing is kept, since only the sheet's number was wrong."""
        self._sure = False
        if not self.unsaved and self._first is None:
            self.lines.show_lines(self._there.get(number, ()))
            self._shown = number
        self._say()

    def _begin_anew(self, _on: bool) -> None:
        self._first = None
        self._say()

    # What is done

    def save(self) -> None:
        """Save the sheet or start its second typing; if something is doubtful, require a second press."""
        lines = self.lines.lines
        if self._saving:
            return
        if not lines:
            self._tell(self.tr("Nothing is typed in yet. Type at least one line."))
        elif self.twice.isChecked() and self._first is None:
            self._again(lines)
        elif not self._sure and (doubt := self._doubt(lines)):
            self._sure = True
            self._tell(doubt)
        else:
            self._carry_out(lines)

    def _again(self, lines: Sequence[Line]) -> None:
        self._first = list(lines)
        self.lines.show_lines(())
        self._tell("")
        self._say()
        self.lines.start()

    def _doubt(self, lines: Sequence[Line]) -> str:
        """Return what to check before the sheet is saved."""
        if found := differing(self._first, lines) if self._first is not None else []:
            for each in found:
                self.lines.mark(each.line, each.column)
            told = "; ".join(self._difference(d) for d in found[:MOST_TOLD])
            more = self.tr(" and {n} more").format(n=len(found) - MOST_TOLD) if len(found) > MOST_TOLD else ""
            return told + more + self.tr(". Correct what is wrong, or save again to keep what stands here.")
        number = self.sheet.value()
        if number in self._there and self._shown != number:
            return self.tr(
                "Sheet {n} is typed in already. Correct the number, or save again to change the lines of sheet {n}."
            ).format(n=number)
        return ""

    def _difference(self, each: Differing) -> str:
        heading = self.lines.headings[COLUMNS.index(each.column)]
        nothing = self.tr("nothing")
        said = [text or nothing for text in (each.first, each.second)]
        return self.tr("Line {n}, {heading}: first “{a}”, now “{b}”").format(
            n=each.line, heading=heading, a=said[0], b=said[1]
        )

    def _carry_out(self, lines: Sequence[Line]) -> None:
        try:
            plan = self._session.read(type_in_sheet.plan, self.stop, self.sheet.value(), lines)
        except UserError as error:
            self._tell(error.sentence)
            return
        if plan.is_empty:
            self._saved(None)
        else:
            self._saving = True
            self._operations.carry_out(plan, self._saved)

    def _saved(self, _applied: Applied | None) -> None:
        """Go to the next sheet; only now is the typed text discarded."""
        self._saving = self._sure = self.unsaved = False
        self._first = None
        self._look()
        self._shown = self.sheet.value() + 1
        self.lines.show_lines(self._there.get(self._shown, ()))
        self.sheet.setValue(self._shown)
        self._tell("")
        self._say()
        self.lines.start()

    @property
    def holds_work(self) -> bool:
        """Whether there are unsaved lines."""
        return self.unsaved

    def take_focus(self) -> None:
        """Put the focus on the first empty line."""
        self.lines.start()

    def may_close(self) -> bool:
        """Return whether nothing would be lost, or the user asked twice; otherwise show what would be lost."""
        if not self.unsaved or self._sure:
            return True
        self._sure = True
        self._tell(self.tr("This sheet is not saved. Save it, or leave again to go without it."))
        return False
