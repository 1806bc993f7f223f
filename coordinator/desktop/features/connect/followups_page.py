"""The follow-ups: what is due, who owns it, and bulk actions."""

import datetime as dt
from collections import Counter
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QComboBox,
    QHeaderView,
    QInputDialog,
    QLabel,
    QMenu,
    QPushButton,
    QTableWidget,
)
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.progress import Progress
from coordinator.desktop.kit import file_dialogs
from coordinator.desktop.kit.basics import button, column, frame, label, row
from coordinator.desktop.kit.plain_keys import is_plain
from coordinator.desktop.kit.themed import Cell
from coordinator.desktop.shell.page_stack import Page
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.operations.following_up import hand_on, put_off, tick_off
from coordinator.operations.referring import StatusMove, set_status
from coordinator.partners.calendar_file import write_calendar
from coordinator.partners.followups import NOBODYS, QUEUES, FollowUp, follow_ups, without_consent
from coordinator.partners.referral_statuses import following
from coordinator.records.catalog import CANDIDATE, REFERRAL
from coordinator.records.kinds.dates import short_date
from coordinator.records.vocabularies import vocabulary
from coordinator.store import query

ALL, NOBODY = "", NOBODYS
LATER = 14
"""How many days ahead `Later` looks."""
SNOOZES = (1, 3, 7, 14)


def _found(connection: Connection) -> list[FollowUp]:
    due = follow_ups(connection, later=LATER)
    asked = {f.candidate for f in due if f.queue == "consent"}
    return due + [f for f in without_consent(connection) if f.candidate not in asked]


class KeyTable(QTableWidget):
    """A table that passes letters on to its page instead of searching for them."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass letters and Enter on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (event.text().isalpha() and is_plain(event)):
            event.ignore()
        else:
            super().keyPressEvent(event)


class FollowUpsPage(Page):
    """Lists what is due and works through it.

    Attributes:
        record_wanted: emitted to show a candidate.
        calls_wanted: emitted to call through these follow-ups.
        shown: the follow-ups in the table.
    """

    record_wanted = Signal(str, int)
    calls_wanted = Signal(object)

    def __init__(self, session: Session, operations: WindowOperations) -> None:
        super().__init__(session)
        self.set_title(self.tr("Follow-ups"))
        self._operations = operations
        self._all: list[FollowUp] = []
        self.shown: list[FollowUp] = []
        self._queue = ALL
        self._asked = 0
        self._build()
        self.refresh({})

    def _build(self) -> None:
        theme = self._session.theme
        self.owner = QComboBox()
        self.owner.setAccessibleName(self.tr("Whose"))
        self.owner.setMinimumWidth(theme.px(170))
        self.owner.currentIndexChanged.connect(lambda *_: self._show())
        calendar = button(theme, self.tr("Calendar file…"), self.ask_calendar, icon_name="calendar")
        calls = button(theme, self.tr("Call list"), self.call, k="primary", icon_name="phone")
        head = self._head(label(self.tr("Whose"), "hint"), self.owner, calendar, calls)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self._numbers: dict[str, QLabel] = {}
        for key, name in {ALL: self.tr("All that is due"), **QUEUES}.items():
            nav = QPushButton(self.tr(name))
            nav.setProperty("k", "nav")
            nav.setCheckable(True)
            nav.setMinimumHeight(theme.px(32))
            nav.clicked.connect(lambda _=False, k=key: self.show_queue(k))
            number = label("", "caption")
            nav.setLayout(row(None, number, margins=(0, 0, 8, 0)))
            self._numbers[key] = number
            self._group.addButton(nav)
            self._buttons[key] = nav
        self._buttons[ALL].setChecked(True)
        rail = frame("rail", column(*self._buttons.values(), None, margins=(12, 16, 12, 12), spacing=2))
        rail.setFixedWidth(theme.px(240))
        self.table = KeyTable(0, 5)
        self.table.setProperty("k", "review")
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        headings = ("Due", "Candidate", "What", "Phone", "Owner")
        self.table.setHorizontalHeaderLabels([self.tr(h) for h in headings])
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for index, width in ((0, 130), (1, 190), (3, 140), (4, 110)):
            self.table.setColumnWidth(index, theme.px(width))
        self.table.setAccessibleName(self.tr("What is due"))
        self.table.cellDoubleClicked.connect(lambda line, _: self._open(line))
        self.table.itemSelectionChanged.connect(self._say)
        middle = row(rail, column(self.table, margins=(20, 14, 20, 12)), spacing=0)
        middle.setStretch(1, 1)
        self._snooze = button(
            theme, self.tr("Put off…"), self._offer_snooze, icon_name="clock", tip=self.tr("Put off (S)")
        )
        self._hand = button(theme, self.tr("Hand to…"), self._ask_owner, icon_name="user", tip=self.tr("Hand on (H)"))
        self._status = button(
            theme, self.tr("Status…"), self._offer_status, icon_name="list-checks", tip=self.tr("What the partner says")
        )
        self._done = button(theme, self.tr("Done"), self.done, icon_name="check", tip=self.tr("Done (X)"))
        self._chosen = label("", "caption")
        foot = frame(
            "foot",
            row(self._chosen, None, self._status, self._snooze, self._hand, self._done, margins=(20, 10, 20, 10)),
        )
        whole = column(head, middle, foot, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    # Showing

    def refresh(self, touched: object) -> None:
        """Refresh in the background; stale results are ignored."""
        self._asked += 1
        asked = self._asked

        def work(progress: Progress) -> list[FollowUp]:
            with self._session.campaign.reading() as connection:
                return _found(connection)

        def done(found: list[FollowUp]) -> None:
            if asked == self._asked:
                self._take(found)

        self.run(work, on_done=done, reading=True)

    def _take(self, found: list[FollowUp]) -> None:
        self._all = found
        chosen = self.owner.currentData()
        owners = sorted({f.owner for f in found if f.owner})
        self.owner.blockSignals(True)
        self.owner.clear()
        self.owner.addItem(self.tr("Everybody's"), ALL)
        self.owner.addItem(self.tr("Nobody's"), NOBODY)
        for name in owners:
            self.owner.addItem(name, name)
        self.owner.setCurrentIndex(max(self.owner.findData(chosen), 0))
        self.owner.blockSignals(False)
        self._show()

    def show_queue(self, key: str) -> None:
        """List one queue; an empty key lists everything due now."""
        self._queue = key
        self._buttons[key].setChecked(True)
        self._show()

    def _mine(self) -> list[FollowUp]:
        whose = self.owner.currentData() or ALL
        if whose == ALL:
            return self._all
        return [f for f in self._all if (f.owner or NOBODY) == whose]

    def _show(self) -> None:
        mine = self._mine()
        counts = Counter(f.queue for f in mine)
        due = [f for f in mine if f.queue not in ("later", "consent")]
        for key, nav in self._buttons.items():
            number = len(due) if key == ALL else counts[key]
            self._numbers[key].setText(f"{number:,}")
            nav.setAccessibleName(f"{nav.text()}, {number}")
        self.shown = due if self._queue == ALL else [f for f in mine if f.queue == self._queue]
        keep = self.table.currentRow()
        self.table.setRowCount(len(self.shown))
        for line, found in enumerate(self.shown):
            phone = CANDIDATE.by_key["phone"].kind.show(found.phone)
            texts = (
                _due(found),
                found.name,
                found.words,
                phone if found.reachable else self.tr("not to be called"),
                found.owner or self.tr("nobody"),
            )
            for index, text in enumerate(texts):
                late = index == 0 and found.queue in ("overdue", "silent")
                self.table.setItem(line, index, Cell(self._session.theme, text, "warn" if late else "text"))
        if self.shown:
            self.table.selectRow(max(0, min(keep, len(self.shown) - 1)))
        self._say()
        told = self.tr("{n} due now") if due else self.tr("Nothing is due now.")
        self._subtitle.setText(told.format(n=f"{len(due):,}"))

    def chosen(self) -> list[FollowUp]:
        """Return the follow-ups selected in the table."""
        lines = sorted({i.row() for i in self.table.selectedIndexes()})
        return [self.shown[line] for line in lines if line < len(self.shown)]

    def _say(self) -> None:
        chosen = self.chosen()
        self._chosen.setText(
            self.tr("{n} chosen").format(n=len(chosen)) if chosen else self.tr("Choose one or several.")
        )
        for b in (self._snooze, self._hand):
            b.setEnabled(bool(chosen))
        self._done.setEnabled(bool(chosen) and all(f.record != REFERRAL.key for f in chosen))
        self._status.setEnabled(bool(chosen) and all(f.record == REFERRAL.key for f in chosen))
        self._done.setToolTip(
            self.tr("A referral is done when its status says so.") if chosen and not self._done.isEnabled() else "X"
        )

    def _open(self, line: int) -> None:
        if line < len(self.shown):
            self.record_wanted.emit("candidate", self.shown[line].candidate)

    # Doing

    def snooze(self, days: int) -> None:
        """Postpone the selection by some days."""
        until = dt.date.today() + dt.timedelta(days=days)
        self._operations.do(put_off, [f.key for f in self.chosen()], until)

    def hand_to(self, owner: str) -> None:
        """Assign the selection to someone."""
        self._operations.do(hand_on, [f.key for f in self.chosen()], owner)

    def done(self) -> None:
        """Complete the selection."""
        if self.chosen():
            self._operations.do(tick_off, [f.key for f in self.chosen()])

    def _offer_snooze(self) -> None:
        menu = QMenu(self)
        for days in SNOOZES:
            text = self.tr("until tomorrow") if days == 1 else self.tr("by {n} days").format(n=days)
            menu.addAction(text, partial(self.snooze, days))
        menu.popup(self._snooze.mapToGlobal(self._snooze.rect().topLeft()))

    def statuses(self) -> list[str]:
        """Return the statuses that all selected referrals can move to."""
        rows = self._session.read(query.read_rows, REFERRAL, [f.number for f in self.chosen()], ("status",))
        common = [set(following(r.get("status"))) for r in rows]
        return [t.code for t in vocabulary("referral_status").terms if common and all(t.code in c for c in common)]

    def set_status(self, status: str) -> None:
        """Set the status of all selected referrals, as one step."""
        self._operations.do(set_status, [StatusMove(f.number, status) for f in self.chosen()])

    def _offer_status(self) -> None:
        menu = QMenu(self)
        for code in self.statuses():
            menu.addAction(vocabulary("referral_status").label(code), partial(self.set_status, code))
        if menu.isEmpty():
            menu.addAction(self.tr("No status can follow for all of them")).setEnabled(False)
        menu.popup(self._status.mapToGlobal(self._status.rect().topLeft()))

    def _ask_owner(self) -> None:
        names = [self.owner.itemData(i) for i in range(2, self.owner.count())] or [self._session.author]
        title = self.tr("Hand to")
        name, given = QInputDialog.getItem(self, title, self.tr("Whose shall it be?"), names, 0, True)
        if given:
            self.hand_to(name)

    def call(self) -> None:
        """Call through the people listed, starting at the selected one."""
        at = max(self.table.currentRow(), 0)
        if len(self.chosen()) > 1:
            self.calls_wanted.emit(self.chosen())
        elif self.shown:
            self.calls_wanted.emit([*self.shown[at:], *self.shown[:at]])

    def ask_calendar(self) -> None:
        """Ask for a file and write the listed follow-ups to it as a calendar."""
        usual = str(Path(self._session.settings.get("folder", "")) / "follow-ups.ics")
        path = file_dialogs.file_to_save(self, self.tr("Calendar file"), usual, "Calendar (*.ics)")
        if path:
            self.write_calendar(Path(path))

    def write_calendar(self, path: Path) -> None:
        """Write the listed follow-ups to a calendar file."""
        try:
            number = write_calendar(self._session.campaign, path, self.shown, dt.date.today())
        except UserError as error:
            self._session.tell(error.sentence)
            return
        self._session.tell(self.tr("Wrote {n} follow-ups to {file}").format(n=number, file=path.name))

    def take_focus(self) -> None:
        """Put the focus on the table."""
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, S postpones, H reassigns, X completes, C calls."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.table.currentRow())
        elif not is_plain(event):
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_S and self.chosen():
            self._offer_snooze()
        elif key == Qt.Key.Key_H and self.chosen():
            self._ask_owner()
        elif key == Qt.Key.Key_X and self._done.isEnabled():
            self.done()
        elif key == Qt.Key.Key_C:
            self.call()
        else:
            super().keyPressEvent(event)


def _due(found: FollowUp) -> str:
    if not found.due:
        return "—"
    late = (dt.date.today() - dt.date.fromisoformat(found.due)).days
    if late > 0:
        return f"{short_date(found.due)}, {late} d late"
    return "Today" if late == 0 else short_date(found.due)
