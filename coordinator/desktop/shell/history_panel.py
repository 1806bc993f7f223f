"""The history: every step, by whom and when; each can be undone."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from coordinator.changes import history
from coordinator.changes.change_set import ChangeSet
from coordinator.changes.erased_places import erased_where
from coordinator.desktop.kit.basics import Item, SearchField, button, clear, column, label, row, scrolling
from coordinator.desktop.kit.themed import Picture
from coordinator.desktop.pane.detail import WIDTH
from coordinator.desktop.pane.timeline import wording
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.records.catalog import record_type
from coordinator.records.kinds.dates import day_month_year
from coordinator.store import query

PAGE = 60
MOST_SHOWN, FEW_KEPT = 12, 2
FOR_GOOD = {"export": "sent", "send": "sent", "forget": "for good"}
"""Kind of a step that nothing takes back → the word in the place of *Undo*."""
FORGETTING = ("forget",)
"""Kinds of steps whose lines say where words were erased."""
FILLING_MS = 300
"""New steps have their height by then."""
ICONS = {
    "import": "download",
    "return": "download",
    "export": "upload",
    "add": "plus",
    "delete": "trash-2",
    "undo": "undo-2",
    "redo": "redo-2",
    "merge": "merge",
}


class HistoryPanel(QFrame):
    """All steps, newest first.

    Attributes:
        closed: emitted when the panel is closed.
    """

    closed = Signal()

    def __init__(self, session: Session, operations: WindowOperations) -> None:
        super().__init__()
        self.setProperty("k", "pane")
        self._session, self._operations = session, operations
        self.setFixedWidth(session.theme.px(WIDTH))
        self._limit = PAGE
        self._open: int | None = None
        close = button(session.theme, "", self._close, k="quiet", icon_name="x", name=self.tr("Close"))
        self.search = SearchField(session.theme, self.tr("Search history"), "")
        self.search.searched.connect(self._search)
        head = column(
            row(label(self.tr("History"), "h2"), None, close),
            label(self.tr("You can undo any step, except what was sent or erased."), "hint", wrap=True),
            self.search,
            margins=(20, 16, 16, 8),
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        inner = QWidget()
        inner.setProperty("k", "surface")
        inner.setLayout(column(self._list, None, margins=(16, 0, 12, 12)))
        self._scroll = scrolling(inner, "surface", sideways=False)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its steps have it, and show it
        self._at = 0
        self._filling = QTimer(self, singleShot=True, interval=FILLING_MS)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._stay)
        foot = label(self.tr("Undo of an older step keeps later edits where they do not clash."), "caption", wrap=True)
        self.setLayout(column(head, self._scroll, column(foot, margins=(20, 8, 20, 12)), spacing=0))

    def refresh(self, _touched: object) -> None:
        """Refresh the steps; what is seen of them and the focus stay."""
        if not self._filling.isActive():
            self._at = self._scroll.verticalScrollBar().value()
        focus = QApplication.focusWidget()
        inside, name = focus is not None and self._scroll.isAncestorOf(focus), focus.accessibleName() if focus else ""
        self._filling.start()
        self._fill()
        if focus is not None and inside:
            shown = (b for b in self._scroll.findChildren(QPushButton) if b.isVisibleTo(self._scroll))
            next((b for b in shown if b.accessibleName() == name), self.search).setFocus()

    def _search(self, _words: str) -> None:
        self._scroll.verticalScrollBar().setValue(0)
        self.refresh({})

    def _stay(self) -> None:
        """Scroll back to what was seen as soon as the new steps have their height."""
        if self._filling.isActive():
            self._scroll.verticalScrollBar().setValue(self._at)

    def _fill(self) -> None:
        clear(self._list)
        with self._session.campaign.reading() as connection:
            steps = history.change_sets(connection, limit=self._limit, words=self.search.text().strip())
            here = history.newest_to_undo(connection)
        day = ""
        for step in steps:
            if (named := day_name(step.at)) != day:
                day = named
                self._list.addSpacing(10)
                self._list.addWidget(label(day, "section"))
            self._list.addWidget(self._step(step, step.seq == here))
        if len(steps) == self._limit:
            self._list.addWidget(button(self._session.theme, self.tr("Show older"), self._older, k="link"))
        if not steps:
            words = self.search.text().strip()
            told = self.tr("No step has “{words}” in its words").format(words=words)
            self._list.addWidget(label(told if words else self.tr("Nothing was done yet"), "hint", wrap=True))

    def _step(self, step: ChangeSet, here: bool) -> QWidget:
        mark = Picture(self._session.theme, ICONS.get(step.kind, "pencil"), "text2", 16)
        title = button(self._session.theme, step.title, lambda: self._toggle(step.seq), k="step", name=step.title)
        title.setText(in_two_lines(title.fontMetrics(), step.title, self._session.theme.px(232)))
        title.setToolTip(step.title)
        lines_high = title.fontMetrics().lineSpacing() * (title.text().count("\n") + 1)
        title.setFixedHeight(lines_high + self._session.theme.px(8))
        title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        who = f"{local_time(step.at)}, {step.author} · {step.size} record{'s' * (step.size != 1)}"
        if here:
            who += self.tr(" · you are here")
        if step.undone:
            who += self.tr(" · undone")
        lines = column(title, label(who, "caption"), spacing=0)
        told, kept = self._told_of(step)
        if kept:
            said = _in_lines(kept, is_open=self._open == step.seq)
            for words in (told.format(n=len(kept), what=said[0]), *said[1:]):
                lines.addWidget(label(words, "caption", wrap=True))
        items: list[Item] = [mark, lines]
        if step.kind in FOR_GOOD:
            items.append(label(self.tr(FOR_GOOD[step.kind]), "caption"))
        elif step.kind != "redo" and not step.undone and step.size:  # what was redone has the button of its own step
            word = self.tr("Redo") if step.kind == "undo" else self.tr("Undo")
            items.append(
                button(
                    self._session.theme,
                    word,
                    lambda: self._operations.undo(step.seq),
                    k="link",
                    name=f"{word}: {step.title}",
                )
            )
        line = row(*items, spacing=6)
        line.setStretch(1, 1)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        made = QWidget()
        whole = column(line, spacing=2, margins=(4, 4, 4, 4))
        if self._open == step.seq:
            for text in [*kept[FEW_KEPT:], *self._details(step.seq)]:
                whole.addWidget(label(text, "hint", wrap=True))
        made.setLayout(whole)
        return made

    def _told_of(self, step: ChangeSet) -> tuple[str, list[str]]:
        """Return how the lines of a step are told, and the lines."""
        if step.kind in FORGETTING:
            return self.tr("Words erased in {n}: {what}"), [erased_where(line) for line in step.kept]
        decided = step.kind in ("import", "return")
        return self.tr("{n} decided: {what}") if decided else self.tr("{n} kept: {what}"), list(step.kept)

    def _details(self, seq: int) -> list[str]:
        """Return what a step changed, record by record."""
        lines = []
        with self._session.campaign.reading() as connection:
            for i, change in enumerate(history.changes_of(connection, seq)):
                if i == MOST_SHOWN:
                    lines.append("…")
                    break
                rt = query.typed(connection, record_type(change.record))
                title = query.titles(connection, rt, [change.record_id]).get(change.record_id, rt.label)
                lines.append(f"{title}: {wording(connection, rt, change)}")
        return lines

    def show_step(self, seq: int) -> None:
        """Show one step expanded, with later steps above it."""
        with self._session.campaign.reading() as connection:
            step = history.change_set(connection, seq)
        if step is None:
            return
        self._open = seq
        self.search.setText(step.title)
        self.refresh({})

    def _toggle(self, seq: int) -> None:
        self._open = None if self._open == seq else seq
        self.refresh({})

    def _older(self) -> None:
        self._limit += PAGE
        self.refresh({})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def _close(self) -> None:
        self.hide()
        self.closed.emit()


def _in_lines(kept: Sequence[str], *, is_open: bool) -> list[str]:
    """Return what was kept or decided, a line each; of many the first ones, unless all are listed below them."""
    shown = [f"{text.rstrip('.;')}." for text in kept[:FEW_KEPT]]
    rest = len(kept) - len(shown)
    return [*shown, f"… and {rest:,} more"] if rest > 0 and not is_open else shown


def in_two_lines(metrics: QFontMetrics, text: str, width: int) -> str:
    """Return a text wrapped into two lines of a width in pixels, elided if too long."""
    words = text.split(" ")
    fitting = max(n for n in range(len(words) + 1) if metrics.horizontalAdvance(" ".join(words[:n])) <= width)
    first, second = " ".join(words[:fitting]), " ".join(words[fitting:])
    return "\n".join(metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in (first, second) if line)


def _local(at: str) -> dt.datetime:
    return dt.datetime.fromisoformat(at.replace("Z", "+00:00")).astimezone()


def local_time(at: str) -> str:
    """Return the local time of day."""
    return f"{_local(at):%H:%M}"


def day_name(at: str) -> str:
    """Return `Today`, `Yesterday` or the local date."""
    day, today = _local(at).date(), dt.date.today()
    if day == today:
        return "Today"
    if day == today - dt.timedelta(days=1):
        return "Yesterday"
    return day_month_year(day)
