"""The overview's controls: state, period, comparison, and the past time to view."""

import datetime as dt
from dataclasses import replace

from PySide6.QtCore import QDate, QDateTime, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QDateTimeEdit, QWidget

from coordinator.desktop.kit.basics import button, column, label, row
from coordinator.desktop.shell.session import Session
from coordinator.records.vocabularies import vocabulary
from coordinator.reports.as_of import read_moment
from coordinator.reports.chart_specs import Wanted
from coordinator.reports.periods import NAMED, Period, before, between, named, today
from coordinator.reports.scope import Scope

OWN = "own"
USUAL = "election"


class Asking(QWidget):
    """The pickers of the overview.

    Attributes:
        changed: emitted when a choice changes.
        moment: the past time to view, UTC; None: now.
    """

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.moment: str | None = None
        self.tour_began: dt.date | None = None
        self.mapped, self.per_head, self.part = "people", False, "event"
        self.state = self._combo(
            self.tr("State"), [("", self.tr("All states"))] + [(t.code, t.label) for t in vocabulary("states").terms]
        )
        self.period = self._combo(self.tr("Period"), [*NAMED.items(), (OWN, self.tr("From day to day…"))])
        self.compare = self._combo(
            self.tr("Compare with"), [("", self.tr("No comparison")), ("before", self.tr("As long before"))]
        )
        self.first, self.last = QDateEdit(), QDateEdit()
        self._make_days()
        self.as_of = button(session.theme, self.tr("As of…"), self._toggle_past, k="quiet", icon_name="history")
        self.when = QDateTimeEdit(QDateTime.currentDateTime())
        self.when.setDisplayFormat("d MMM yyyy HH:mm")
        self.when.setCalendarPopup(True)
        self.when.setAccessibleName(self.tr("As of which moment"))
        self._past = self._make_past()
        self.setLayout(
            column(
                row(self.state, self.period, self._days, self.compare, self.as_of, None, spacing=8),
                self._past,
                spacing=6,
            )
        )
        self._restore()
        for combo in (self.state, self.period, self.compare):
            combo.currentIndexChanged.connect(self._picked)

    def _combo(self, name: str, items: list[tuple[str, str]]) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setMinimumHeight(self._session.theme.px(32))
        combo.setMaximumWidth(self._session.theme.px(210))
        for key, text in items:
            combo.addItem(text, key)
        return combo

    def _make_days(self) -> None:
        for edit, name in ((self.first, self.tr("First day")), (self.last, self.tr("Last day"))):
            edit.setDisplayFormat("d MMM yyyy")
            edit.setCalendarPopup(True)
            edit.setAccessibleName(name)
            edit.setMinimumHeight(self._session.theme.px(32))
            edit.editingFinished.connect(self._picked)
        self.first.setDate(QDate.currentDate().addMonths(-1))
        self.last.setDate(QDate.currentDate())
        self._days = QWidget()
        self._days.setLayout(row(self.first, label("–"), self.last, spacing=4))
        self._days.hide()

    def _make_past(self) -> QWidget:
        theme = self._session.theme
        shown = QWidget()
        look = button(theme, self.tr("Look back"), self.look_back, k="secondary")
        back = button(theme, self.tr("Back to now"), self.back_to_now, k="link")
        shown.setLayout(row(None, label(self.tr("As it stood on"), "hint"), self.when, look, back, spacing=8))
        shown.hide()
        return shown

    def _restore(self) -> None:
        settings = self._session.settings
        for combo, key, usual in (
            (self.period, "overview.period", USUAL),
            (self.compare, "overview.compare", ""),
            (self.state, "overview.state", ""),
        ):
            found = combo.findData(settings.get(key, usual))
            combo.setCurrentIndex(max(found, 0))
        self._days.setVisible(self.period.currentData() == OWN)

    def _picked(self, *_: object) -> None:
        for combo, key in ((self.period, "period"), (self.compare, "compare"), (self.state, "state")):
            value = combo.currentData()
            self._session.settings.set(f"overview.{key}", USUAL if value == OWN else value)
        self._days.setVisible(self.period.currentData() == OWN)
        self.changed.emit()

    def _toggle_past(self) -> None:
        self._past.setVisible(not self._past.isVisible())
        if self._past.isVisible():
            self.when.setFocus()

    def look_back(self) -> None:
        """Go to the time entered."""
        typed = self.when.dateTime().toPython()
        assert isinstance(typed, dt.datetime)
        self.look_back_to(read_moment(f"{typed:%Y-%m-%dT%H:%M:59}"))

    def look_back_to(self, moment: str) -> None:
        """Go to a time in UTC."""
        self.moment = moment
        self.changed.emit()

    def back_to_now(self) -> None:
        """Return to the present."""
        self._past.hide()
        if self.moment is not None:
            self.moment = None
            self.changed.emit()

    @property
    def day(self) -> dt.date:
        """The day viewed."""
        return today(at=self.moment)

    def wanted(self) -> Wanted:
        """Return the current question.

        Raises:
            UserError: the days are in the wrong order.
        """
        period = self._chosen()
        scope = Scope(period, self.day, state=self.state.currentData() or None)
        earlier = before(period, self.day) if self.compare.currentData() else None
        compare = replace(scope, period=earlier) if earlier is not None else None
        return Wanted(scope, compare, self.mapped, self.per_head, self.part)

    def _chosen(self) -> Period:
        key = self.period.currentData()
        if key != OWN:
            return named(key, self.day, self.tour_began)
        first, last = self.first.date().toPython(), self.last.date().toPython()
        assert isinstance(first, dt.date)
        assert isinstance(last, dt.date)
        return between(first, last)
