"""A card with a chart: title, finding, definition, the table behind it, and ways to export it."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QMenu,
    QTableWidget,
    QTableWidgetItem,
)

from coordinator.base.errors import UserError
from coordinator.desktop.charts.files import as_table, save
from coordinator.desktop.charts.view import ChartView
from coordinator.desktop.kit import file_dialogs
from coordinator.desktop.kit.basics import button, column, label, row
from coordinator.desktop.shell.session import Session
from coordinator.reports.charts import Chart, Mark

MOST_ROWS = 10
ROW = 28


class ChartTable(QTableWidget):
    """The table behind a chart; Enter opens the list behind a row.

    Attributes:
        opened: emitted with the mark of a row.
    """

    opened = Signal(object)

    def __init__(self, title: str) -> None:
        super().__init__()
        self._marks: tuple[Mark, ...] = ()
        self.setProperty("k", "review")
        self.setAccessibleName(title)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setShowGrid(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setStretchLastSection(True)
        self.activated.connect(lambda index: self.opened.emit(self._marks[index.row()]))

    def show_chart(self, chart: Chart) -> None:
        """Show the table of a chart."""
        head, *rows = chart.table()
        self._marks = chart.marks
        self.setAccessibleName(f"{chart.title}. {chart.finding}")
        self.setColumnCount(len(head))
        self.setRowCount(len(rows))
        self.setHorizontalHeaderLabels([str(h) for h in head])
        for y, cells in enumerate(rows):
            for x, cell in enumerate(cells):
                item = QTableWidgetItem(f"{cell:,}" if isinstance(cell, int) else cell)
                if isinstance(cell, int):
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(y, x, item)
        self.setFixedHeight((min(len(rows), MOST_ROWS) + 1) * ROW + 12)


class ChartCard(QFrame):
    """Shows one chart of the overview.

    Attributes:
        opened: emitted with a mark to show its list.
    """

    opened = Signal(object)

    def __init__(self, session: Session, title: str) -> None:
        super().__init__()
        self.setProperty("k", "card")
        self._session = session
        theme = session.theme
        self.chart: Chart | None = None
        self.view, self._table = ChartView(theme), ChartTable(title)
        self._title, self._finding = label(title, "h3"), label(self.tr("Counting …"), "caption", wrap=True)
        self._means = label("", "hint", wrap=True)
        about = self.tr("What “{title}” counts").format(title=title)
        self._info = button(theme, "", self._toggle_means, k="quiet", icon_name="info", name=about)
        self._info.setCheckable(True)
        self.switch = button(theme, self.tr("Show as table"), self._toggle_table, k="link")
        more = self.tr("Take “{title}” along").format(title=title)
        self._more = button(theme, "", self._offer, k="quiet", icon_name="ellipsis-vertical", name=more)
        self.aside = row(spacing=6)
        self._beside = row(self.aside, spacing=0)
        self._below = row(spacing=0)
        head = row(
            column(self._title, self._finding, spacing=2), self._beside, self._info, self.switch, self._more, spacing=4
        )
        head.setStretch(0, 1)
        self._whole = column(head, self._below, self._means, self.view, self._table, None, spacing=8)
        self.setLayout(self._whole)
        self._means.hide()
        self._table.hide()
        self.view.opened.connect(self.opened)
        self._table.opened.connect(self.opened)

    def set_narrow(self, narrow: bool) -> None:
        """Put what is chosen about the chart below its title, where there is little width, or beside it again."""
        left, right = (10, 6) if narrow else (20, 14)
        self._whole.setContentsMargins(left, 14, right, 14)
        to, other = (self._below, self._beside) if narrow else (self._beside, self._below)
        if to.indexOf(self.aside) < 0:
            other.removeItem(self.aside)
            self.aside.setParent(None)
            to.insertLayout(0, self.aside)

    def wait(self) -> None:
        """Show that the chart is being recounted; the old one stays visible."""
        self._finding.setText(self.tr("Counting …"))

    def show_chart(self, chart: Chart) -> None:
        """Show a chart as soon as it is counted."""
        self.chart = chart
        self._title.setText(chart.title)
        self._finding.setText(chart.finding)
        self._means.setText(chart.means)
        self._info.setToolTip(chart.means)
        self.view.show_chart(chart)
        self._table.show_chart(chart)
        self._show_part()

    def _show_part(self) -> None:
        there = self.chart is not None and bool(self.chart.marks)
        as_table_ = self.switch.text() == self.tr("Show as chart")
        self.view.setVisible(there and not as_table_)
        self._table.setVisible(there and as_table_)
        for widget in (self.switch, self._more):
            widget.setVisible(there)

    def _toggle_table(self) -> None:
        shown = self.switch.text() == self.tr("Show as chart")
        self.switch.setText(self.tr("Show as table") if shown else self.tr("Show as chart"))
        self._show_part()

    def _toggle_means(self) -> None:
        self._means.setVisible(self._info.isChecked())

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.addAction(self.tr("Copy as table"), self.copy)
        menu.addAction(self.tr("Save as SVG…"), lambda: self._ask_file("svg"))
        menu.addAction(self.tr("Save as PNG…"), lambda: self._ask_file("png"))
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def copy(self) -> None:
        """Copy the table behind the chart to the clipboard."""
        if self.chart is not None:
            QApplication.clipboard().setMimeData(as_table(self.chart))
            self._session.tell(self.tr("Copied {title} as a table").format(title=self.chart.title))

    def _ask_file(self, kind: str) -> None:
        assert self.chart is not None
        folder = Path(self._session.settings.get("folder", ""))
        usual = str(folder / f"{self.chart.title}.{kind}")
        path = file_dialogs.file_to_save(self, self.tr("Save the chart"), usual, f"{kind.upper()} (*.{kind})")
        if path:
            self.save(Path(path if Path(path).suffix else f"{path}.{kind}"))

    def save(self, path: Path) -> None:
        """Draw the chart into a file."""
        assert self.chart is not None
        try:
            save(self.chart, self._session.theme, path)
        except UserError as error:
            self._session.tell(error.sentence)
        else:
            self._session.tell(self.tr("Saved {file}").format(file=path.name))
