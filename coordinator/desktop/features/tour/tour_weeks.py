"""The tour as a list by week: when, where, and results."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from coordinator.desktop.kit.basics import clear, column, label, row
from coordinator.desktop.kit.theme import Theme
from coordinator.records import times
from coordinator.records.catalog import EVENT
from coordinator.records.kinds.dates import weekday_date
from coordinator.records.rows import EventRow
from coordinator.records.vocabularies import vocabulary
from coordinator.tour.stops import StopFigures

Event = EventRow
MOST = 400


class WeeksView(QScrollArea):
    """Shows stops week by week.

    Attributes:
        opened: emitted with the number of a stop.
    """

    opened = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._body = QVBoxLayout()
        self._body.setSpacing(4)
        inner = QWidget()
        inner.setProperty("k", "surface")
        inner.setLayout(column(self._body, None, margins=(20, 16, 20, 20)))
        self.setProperty("k", "surface")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setWidget(inner)

    def show_events(self, events: Sequence[Event], figures: Mapping[int | None, StopFigures]) -> None:
        """Show these stops; undated ones come last."""
        clear(self._body)
        dated = sorted((e for e in events if e.get("starts_at")), key=lambda e: str(e["starts_at"]))
        for monday, week in groupby(dated, key=_monday):
            self._week(self.tr("Week of {day}").format(day=weekday_date(monday)), list(week), figures)
        if undated := [e for e in events if not e.get("starts_at")]:
            self._week(self.tr("Without a date"), undated, figures)

    def _week(self, title: str, events: Sequence[Event], figures: Mapping[int | None, StopFigures]) -> None:
        total = sum(figures[e["id"]].sign_ups for e in events if e["id"] in figures)
        stops = self.tr("1 stop") if len(events) == 1 else self.tr("{n} stops").format(n=len(events))
        told = f"{stops} · " + self.tr("{n} sign-ups").format(n=f"{total:,}")
        self._body.addSpacing(8)
        self._body.addLayout(row(label(title, "h3"), label(told, "caption"), None))
        for event in events:
            self._body.addWidget(self._stop(event, figures.get(event["id"])))

    def _stop(self, event: Event, mine: StopFigures | None) -> QPushButton:
        """Return a stop as a clickable line."""
        when, place = _when(event), ", ".join(str(event[k]) for k in ("venue", "city", "state") if event.get(k))
        title = EVENT.title(event)
        figures = _words(mine) if mine else ""
        made = QPushButton()
        made.setProperty("k", "stop")
        made.setMinimumHeight(self._theme.px(44))
        made.setAccessibleName(", ".join(p for p in (title, times.shown(event), place, figures) if p))
        day, name = label(when, ""), label(title, "strong")
        day.setFixedWidth(self._theme.px(170))
        where = label(place, "hint")
        status = vocabulary("event_status").label(str(event["status"])) if event.get("status") else ""
        state = label(status, "warn" if event.get("status") in ("cancelled", "moved", "tentative") else "hint")
        parts = row(day, name, where, None, state, label(figures, "hint"), spacing=12, margins=(12, 4, 12, 4))
        made.setLayout(parts)
        made.clicked.connect(partial(self.opened.emit, event["id"]))
        return made


def _monday(event: Event) -> str:
    day = dt.date.fromisoformat(str(event["starts_at"])[:10])
    return (day - dt.timedelta(days=day.weekday())).isoformat()


def _when(event: Event) -> str:
    shown = times.shown(event)
    year = str(event.get("starts_at") or "")[:4]
    return shown.replace(f" {year}", "", 1) if year else ""


def _words(mine: StopFigures) -> str:
    parts = [f"{mine.attendance:,} came" if mine.attendance else "", f"{mine.sign_ups:,} sign-ups"]
    return " · ".join(p for p in parts if p)
