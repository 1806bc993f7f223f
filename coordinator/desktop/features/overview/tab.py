"""The overview: the public figures, each with the people behind it."""

import datetime as dt
from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QWidget

from coordinator.base.errors import UserError
from coordinator.base.progress import Progress
from coordinator.desktop.features.overview.chart_card import ChartCard
from coordinator.desktop.features.overview.definitions_page import DefinitionsDialog
from coordinator.desktop.features.overview.figures_row import FigureRow
from coordinator.desktop.features.overview.follow_ups import Due, FollowUps, read_due
from coordinator.desktop.features.overview.past_strip import (
    MOST_IDS,
    Comparison,
    PastStrip,
    WhyDialog,
    compare,
    listed,
    past_ids,
    too_many,
)
from coordinator.desktop.features.overview.report_files import TakeAlong
from coordinator.desktop.features.overview.scope_bar import Asking
from coordinator.desktop.kit.basics import button, column, label, row, scrolling
from coordinator.desktop.kit.tasks import TaskHandle
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.records.catalog import record_type
from coordinator.records.kinds.dates import weekday_and_day
from coordinator.reports.chart_list import CHARTS
from coordinator.reports.chart_specs import Wanted
from coordinator.reports.charts import Mark
from coordinator.reports.definitions import FIGURES, in_force
from coordinator.reports.overview import Piece, pieces, tour_began, world
from coordinator.store import query

NARROW = 1180
"""Below this width, at 100 % text size, what is chosen about a chart stands below its title."""


class OverviewTab(QWidget):
    """Figures, charts, follow-ups.

    Attributes:
        list_wanted: emitted with a record type's key and the filter of the list behind a figure.
        record_wanted: emitted to show a candidate.
        ask_wanted: emitted to show the pivot page.
    """

    list_wanted = Signal(str, str)
    record_wanted = Signal(int)
    ask_wanted = Signal()
    _piece = Signal(int, object)

    def __init__(self, session: Session, operations: WindowOperations) -> None:
        super().__init__()
        self._session = session
        self._asked, self._stale = 0, True
        self._task: TaskHandle | None = None
        self.asking = Asking(session)
        self.figures = FigureRow(session.theme)
        self.cards = {key: ChartCard(session, self.tr(spec.title)) for key, spec in CHARTS.items()}
        self.follow_ups = FollowUps(session, operations)
        self.strip = PastStrip(session)
        self._when = label("", "hint")
        self._undated: Mark | None = None
        self.undated = button(session.theme, "", self._open_undated, k="link")
        self.undated.hide()
        self._taking = TakeAlong(session, self, lambda: (self.wanted.scope, self.asking.moment))
        self._make_map_pickers()
        self._build()
        self._connect()

    def _build(self) -> None:
        """Build the tab: head, figures, funnel next to follow-ups, then the other charts."""
        theme = self._session.theme
        meaning = button(theme, self.tr("What is counted"), self.show_definitions, k="link")
        ask = button(theme, self.tr("Ask…"), self.ask_wanted.emit, k="secondary", icon_name="search")
        title = column(label(self.tr("Overview"), "h1"), row(self._when, self.undated, None, spacing=4), spacing=2)
        head = row(title, None, meaning, ask, self._taking.button, spacing=8)
        self._grid = grid = QGridLayout()
        grid.setSpacing(16)
        for unit in range(6):
            grid.setColumnStretch(unit, 1)
        grid.addWidget(self.follow_ups, 0, 4, 1, 2)
        for place in dict.fromkeys(spec.place for spec in CHARTS.values()):
            line, at, width = place
            here = [self.cards[key] for key, spec in CHARTS.items() if spec.place == place]
            grid.addLayout(column(*here, spacing=16), line, at, 1, width)
        inner = QWidget()
        inner.setProperty("k", "page")
        self._whole = column(head, self.asking, self.figures, grid, None, spacing=14)
        inner.setLayout(self._whole)
        scroll = scrolling(inner, "page")
        layout = column(self.strip, scroll, spacing=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the charts take less width beside the history."""
        super().resizeEvent(event)
        narrow = self.width() < self._session.theme.px(NARROW)
        side = 12 if narrow else 24
        self._whole.setContentsMargins(side, 18, side, 24)
        self._grid.setSpacing(10 if narrow else 16)
        for card in self.cards.values():
            card.set_narrow(narrow)

    def _make_map_pickers(self) -> None:
        self.mapped, self.part = QComboBox(), QComboBox()
        self.mapped.setAccessibleName(self.tr("Figure on the map"))
        for key, figure in FIGURES.items():
            self.mapped.addItem(figure.label, key)
        self.per_head = QCheckBox(self.tr("per head"))
        self.per_head.setAccessibleName(self.tr("Per head of population"))
        self.part.setAccessibleName(self.tr("Weeks stacked by"))
        for key, text in (("event", self.tr("by stop")), ("source", self.tr("by source"))):
            self.part.addItem(text, key)
        for widget in (self.per_head, self.mapped):
            self.cards["states"].aside.addWidget(widget)
        self.cards["weeks"].aside.addWidget(self.part)

    def _connect(self) -> None:
        self.figures.opened.connect(self.open_mark)
        for card in self.cards.values():
            card.opened.connect(self.open_mark)
        self.follow_ups.list_wanted.connect(self.list_wanted)
        self.follow_ups.record_wanted.connect(self.record_wanted)
        self.asking.changed.connect(self.ask)
        self.mapped.currentIndexChanged.connect(self._picked)
        self.part.currentIndexChanged.connect(self._picked)
        self.per_head.toggled.connect(self._picked)
        self.strip.back_wanted.connect(self.asking.back_to_now)
        self.strip.why_wanted.connect(self.show_why)
        self._piece.connect(self._take_piece)

    def _picked(self, *_: object) -> None:
        self.asking.mapped = self.mapped.currentData()
        self.asking.per_head = self.per_head.isChecked()
        self.asking.part = self.part.currentData()
        self.ask()

    # What is shown

    def refresh(self, _touched: object) -> None:
        """Recount if the overview is visible; otherwise when it is next shown."""
        self._stale = True
        if self.isVisible():
            self.ask()

    def ask(self) -> None:
        """Count in the background; each piece is shown as it arrives."""
        self._stop()
        self._asked += 1
        self._stale = False
        self.strip.show_moment(self.asking.moment)
        asked, moment = self._asked, self.asking.moment
        began = self._session.read(tour_began)
        self.asking.tour_began = dt.date.fromisoformat(began) if began else None
        try:
            self._begin(self.asking.wanted())
        except UserError as error:
            self._session.tell(error.sentence)
            return
        wanted = self.wanted
        if moment is not None:
            self.follow_ups.show_past()
        self._task = self._session.tasks.run(
            lambda progress: self._read(asked, wanted, moment, progress),
            on_done=lambda _: self._finished(asked),
            on_failed=lambda error: self._session.tell(error.sentence),
            reading=True,
        )

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _read(self, asked: int, wanted: Wanted, moment: str | None, progress: Progress) -> None:
        with self._session.campaign.reading() as connection:
            if moment is None:
                self._piece.emit(asked, read_due(connection, self._session.author))
            with world(connection, moment, progress) as at:
                for piece in pieces(at, wanted, progress):
                    self._piece.emit(asked, piece)

    def _take_piece(self, asked: int, piece: object) -> None:
        if asked != self._asked:
            return
        if isinstance(piece, Due):
            self.follow_ups.show_due(piece)
        elif isinstance(piece, Piece):
            self._show(piece)

    def _begin(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.undated.hide()
        for card in self.cards.values():
            card.wait()
        self.figures.begin(wanted.scope)
        day = wanted.scope.day
        where = self.tr(" (Eastern)") if abs(day - dt.date.today()) == dt.timedelta(days=1) else ""
        self._when.setText(
            f"{weekday_and_day(day)}{where} · {self.tr('people who signed up')} {wanted.scope.period.in_words}"
        )
        self.figures.show_changes({}, "")

    def _show(self, piece: Piece) -> None:
        self.figures.show_figures(piece.figures)
        if piece.compared and self.wanted.compare is not None:
            versus = self.tr("from {period}").format(period=self.wanted.compare.period.in_words)
            self.figures.show_changes(piece.compared, versus)
        if piece.undated is not None and piece.undated.number:
            self._undated = piece.undated
            told = self.tr("{n} without a date are in “Any time” alone").format(n=f"{piece.undated.number:,}")
            self.undated.setText(told)
            self.undated.setAccessibleName(told)
            self.undated.show()
        for chart in piece.charts:
            self.cards[chart.key].show_chart(chart)

    def _finished(self, asked: int) -> None:
        if asked == self._asked:
            self._task = None

    # What is opened

    def open_mark(self, mark: Mark) -> None:
        """Show the list behind a mark; for a past time, the people counted then."""
        if self.asking.moment is None:
            self.list_wanted.emit(mark.record, mark.expression)
            return

        def done(ids: list[int]) -> None:
            if len(ids) > MOST_IDS:
                self._session.tell(too_many(mark.record, len(ids)))
                return
            where = listed(ids)
            self.list_wanted.emit(mark.record, where)
            told = self.tr("Of that moment: {told}").format(told=mark.in_words)
            if gone := len(ids) - self._session.read(query.count, record_type(mark.record), where):
                told += self.tr("; {n} were merged into others or deleted since").format(n=f"{gone:,}")
            self._session.tell(told)

        work = past_ids(self._session, self.asking.moment, mark)
        self._session.tasks.run(work, title=self.tr("Looking back"), on_done=done, reading=True)

    def _open_undated(self) -> None:
        if self._undated is not None:
            self.open_mark(self._undated)

    def show_why(self) -> None:
        """Show why today's figures for the time viewed differ."""
        moment, scope = self.asking.moment, self.wanted.scope
        assert moment is not None

        def work(progress: Progress) -> Comparison:
            with self._session.campaign.reading() as connection, world(connection, moment, progress) as at:
                return compare(at, scope, moment)

        def done(found: Comparison) -> None:
            self.why = WhyDialog(self._session, found, moment, self)
            self.why.list_wanted.connect(self.list_wanted)
            self.why.open()

        self._session.tasks.run(work, title=self.tr("Comparing"), on_done=done, reading=True)

    def show_definitions(self) -> None:
        """Show what each figure counts."""
        DefinitionsDialog(self._session.theme, self._session.read(in_force), self).open()

    @property
    def numbers(self) -> Mapping[str, int | None]:
        """The figures shown."""
        return {key: made.number for key, made in self.figures.buttons.items()}

    def showEvent(self, event: QShowEvent) -> None:
        """Recount if something has changed."""
        super().showEvent(event)
        if self._stale:
            self.ask()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop counting when hidden."""
        super().hideEvent(event)
        if self._task is not None:
            self._stop()
            self._stale = True
