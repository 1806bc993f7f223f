"""The strip shown while viewing the past, and the dialog on why today's figures differ."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QWidget

from coordinator.base.progress import Progress
from coordinator.desktop.kit.basics import Item, button, column, frame, label, row, rule
from coordinator.desktop.shell.session import Session
from coordinator.records.catalog import record_type
from coordinator.records.kinds.dates import long_date
from coordinator.reports.as_of import known_today
from coordinator.reports.chart_specs import World
from coordinator.reports.charts import Mark
from coordinator.reports.definitions import FIGURES
from coordinator.reports.figures import figures
from coordinator.reports.overview import world
from coordinator.reports.past_differences import PastDifference, as_told_today, reasons
from coordinator.reports.periods import ZONE
from coordinator.reports.scope import Scope
from coordinator.store import query

MOST_IDS = 20_000
"""Above this many, records are not listed one by one in a filter."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A past time compared with what we know about it today.

    Attributes:
        then, today: key of a figure → its number.
        why: key of a figure → the reasons for the difference.
    """

    then: Mapping[str, int]
    today: Mapping[str, int]
    why: Mapping[str, Sequence[PastDifference]]


def compare(at: World, scope: Scope, moment: str) -> Comparison:
    """Return the figures of a past time, today's figures for it, and the reasons for differences."""
    assert at.past is not None
    with known_today(at.now, at.past, moment) as known:
        then, now = figures(at.counted, scope), figures(known, as_told_today(scope, moment))
        why = {key: reasons(at, known, FIGURES[key], scope, moment) for key in FIGURES if then[key] != now[key]}
    return Comparison(then, now, why)


def listed(ids: Sequence[int]) -> str:
    """Return a filter for specific records."""
    return f"id in ({', '.join(map(str, ids))})" if ids else "id = 0"


def too_many(record: str, number: int) -> str:
    """Return a message that there are too many past records to list individually."""
    kind = record_type(record).plural.lower()
    told = QCoreApplication.translate("Past", "These are {n} {kind} of that moment, too many to list one by one.")
    hint = QCoreApplication.translate("Past", "Choose a state or a shorter period.")
    return f"{told.format(n=f'{number:,}', kind=kind)} {hint}"


def in_words(moment: str) -> str:
    """Return a UTC time formatted in the campaign's time zone."""
    local = dt.datetime.fromisoformat(moment).astimezone(ZoneInfo(ZONE))
    return f"{long_date(local)}, {local:%H:%M} Eastern"


class PastStrip(QFrame):
    """Shows that the past is being viewed.

    Attributes:
        back_wanted: emitted to return to the present.
        why_wanted: emitted to show the differences from today's figures.
    """

    back_wanted = Signal()
    why_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("k", "strip")
        self._text = label()
        why = button(session.theme, self.tr("Why today’s figures differ…"), self.why_wanted.emit, k="link")
        back = button(session.theme, self.tr("Back to now"), self.back_wanted.emit, k="link")
        self.setLayout(row(self._text, None, why, back, margins=(20, 4, 12, 4)))
        self.hide()

    def show_moment(self, moment: str | None) -> None:
        """Show which time is being viewed; None hides the strip."""
        self.setVisible(moment is not None)
        if moment is not None:
            self._text.setText(self.tr("As it stood on {when}.").format(when=in_words(moment)))


class WhyDialog(QDialog):
    """Lists why figures differ; each reason opens the records behind it.

    Attributes:
        list_wanted: emitted with a record type's key and a filter.
    """

    list_wanted = Signal(str, str)

    def __init__(self, session: Session, found: Comparison, moment: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(self.tr("Why today’s figures differ"))
        self.resize(760, 560)
        title = self.tr("What we said on {when}, and what we would say today of that moment").format(
            when=in_words(moment)
        )
        lines: list[Item] = [label(title, "strong", wrap=True)]
        for key, why in found.why.items():
            lines += [rule(), *self._figure(key, found, why)]
        if not found.why:
            lines.append(label(self.tr("Nothing differs: today we would say the same."), "hint"))
        inner = QWidget()
        inner.setProperty("k", "page")
        inner.setLayout(column(*lines, None, margins=(20, 16, 20, 16)))
        scroll = QScrollArea()
        scroll.setProperty("k", "page")
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        close = button(session.theme, self.tr("Close"), self.accept)
        self.setLayout(column(scroll, frame("foot", row(None, close, margins=(20, 8, 20, 8))), spacing=0))

    def _figure(self, key: str, found: Comparison, why: Sequence[PastDifference]) -> list[Item]:
        figure = FIGURES[key]
        told = f"{figure.label}: {found.then[key]:,} → {found.today[key]:,}"
        return [label(told, "h3"), *(self._reason(figure.counted, reason) for reason in why)]

    def _reason(self, counted: str, reason: PastDifference) -> QHBoxLayout:
        who = f"{reason.title} ({reason.author}, {reason.at[:10]})" if reason.author else reason.title
        words = column(
            label(reason.words, "section"), label(f"{who} {reason.note}".strip(), "hint", wrap=True), spacing=0
        )
        links = [
            button(
                self._session.theme,
                f"{sign}{len(ids):,}",
                partial(self._open, counted, ids),
                k="link",
                name=f"{reason.words}: {sign}{len(ids)}",
            )
            for sign, ids in (("+", reason.came), ("−", reason.went))
            if ids
        ]
        line = row(words, *links)
        line.setStretch(0, 1)
        return line

    def _open(self, counted: str, ids: Sequence[int]) -> None:
        if len(ids) > MOST_IDS:
            self._session.tell(too_many(counted, len(ids)))
            return
        self.list_wanted.emit(counted, listed(ids))
        self.accept()


def past_ids(session: Session, moment: str, mark: Mark) -> Callable[[Progress], list[int]]:
    """Return a task that finds the records counted by a mark of the past."""

    def work(progress: Progress) -> list[int]:
        with session.campaign.reading() as connection, world(connection, moment, progress) as at:
            return list(query.select_ids(at.counted, record_type(mark.record), mark.where))

    return work
