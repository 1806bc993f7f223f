"""The backups of a campaign: when each was made, what it holds, and what restoring it would take back."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from coordinator.base.progress import Progress
from coordinator.desktop.kit import file_dialogs
from coordinator.desktop.kit.basics import button, column, label, row
from coordinator.desktop.kit.names import name_parts
from coordinator.desktop.kit.tasks import Tasks
from coordinator.desktop.kit.theme import Theme
from coordinator.operations import keeping
from coordinator.operations.protecting import is_protected
from coordinator.store.campaign import SUFFIX

CAMPAIGNS = f"Campaign (*{SUFFIX})"
WIDTH, HEIGHT = 860, 560
PASSPHRASE = 2 + len(keeping.COUNTED)
"""The column that says whether a backup is protected."""
MOST_SHOWN = 6
"""So many steps that would be taken back are named."""
NUMBER = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class BackupDialog(QDialog):
    """Lists the backups, newest first; the one that is selected is compared with the campaign as it is now.

    Attributes:
        chosen: emitted with the path of the one to restore.
        backups: those that are listed.
        table: the list.
        told: how the selected one differs from now.
        restore_it: the button; it waits until the difference is shown.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, tasks: Tasks, campaign: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._campaign = tasks, campaign
        self._other: Path | None = None
        self.backups: Sequence[keeping.Backup] = ()
        self.setWindowTitle(self.tr("Restore a backup"))
        self.resize(theme.px(WIDTH), theme.px(HEIGHT))
        counted = [rt.plural for rt in keeping.COUNTED]
        headings = [self.tr("Made"), self.tr("Before"), *counted, self.tr("Passphrase"), self.tr("Last step")]
        self.table = QTableWidget(0, len(headings))
        self.table.setAccessibleName(self.tr("Backups"))
        self.table.setHorizontalHeaderLabels(headings)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.itemSelectionChanged.connect(self._compare)
        self.told = label(self.tr("Reading the backups…"), "hint", wrap=True)
        self.restore_it = button(theme, self.tr("Restore"), self.restore, k="primary")
        self.restore_it.setEnabled(False)
        other = button(theme, self.tr("Another file…"), self.choose_other, k="quiet")
        cancel = button(theme, self.tr("Cancel"), self.reject, k="quiet")
        for each in (other, cancel):
            each.setAutoDefault(False)
        lines = (label(self.tr("Restore a backup of {name}").format(name=campaign.name), "h2", wrap=True), self.table)
        self.setLayout(
            column(*lines, self.told, row(other, None, cancel, self.restore_it), margins=(24, 20, 24, 20), spacing=10)
        )
        name_parts(self)
        tasks.run(self._read, owner=self, on_done=self._fill, reading=True)

    def _read(self, progress: Progress) -> list[tuple[keeping.Backup, keeping.Held, bool]]:
        found = keeping.all_of(self._campaign)
        read = []
        for done, backup in enumerate(found):
            progress.step(done, len(found), backup.path.name)
            read.append((backup, keeping.held_in(backup.path), is_protected(backup.path)))
        return read

    def _fill(self, read: Sequence[tuple[keeping.Backup, keeping.Held, bool]]) -> None:
        self.backups = [backup for backup, *_ in read]
        self.table.setRowCount(len(read))
        several = is_protected(self._campaign) or any(protected for *_, protected in read)
        self.table.setColumnHidden(PASSPHRASE, not several)  # where nothing is protected, all are plain
        for line, (backup, held, protected) in enumerate(read):
            made = QTableWidgetItem(f"{backup.at.astimezone():%b %d, %Y %H:%M}")
            made.setToolTip(str(backup.path))
            self.table.setItem(line, 0, made)
            self.table.setItem(line, 1, QTableWidgetItem(backup.why.removeprefix("before ")))
            how = self.tr("needed") if protected else self.tr("none: plain")
            self.table.setItem(line, PASSPHRASE, QTableWidgetItem(how))
            for place, rt in enumerate(keeping.COUNTED, 2):
                item = QTableWidgetItem(f"{held.records[rt.key]:,}" if rt.key in held.records else "")
                item.setTextAlignment(NUMBER)
                self.table.setItem(line, place, item)
            last = held.trouble or (f"{held.step.title} · {held.step.author}" if held.step else self.tr("Nothing yet"))
            self.table.setItem(line, self.table.columnCount() - 1, QTableWidgetItem(last))
        if read:
            self.table.selectRow(0)
            self.table.setFocus()
        else:
            self.told.setText(self.tr("There are no backups beside this file. One made elsewhere can be chosen."))

    def choose_other(self) -> None:
        """Ask for a copy that is kept elsewhere."""
        usual = str(keeping.folder_of(self._campaign))
        path = file_dialogs.file_to_open(self, self.tr("Restore a backup"), usual, CAMPAIGNS)
        if path:
            self.table.clearSelection()
            self._look_at(Path(path))

    def _compare(self) -> None:
        chosen = self.table.selectionModel().selectedRows()
        if chosen:
            self._look_at(self.backups[chosen[0].row()].path)

    def _look_at(self, path: Path) -> None:
        self._other = path
        self.restore_it.setEnabled(False)
        self.told.setText(self.tr("Comparing {name} with the campaign…").format(name=path.name))
        self._tasks.run(
            lambda _: (path, keeping.difference(path, self._campaign)), owner=self, on_done=self._show, reading=True
        )

    def _show(self, found: tuple[Path, keeping.BackupDifference]) -> None:
        path, how = found
        if path != self._other:
            return  # another one was selected meanwhile
        self.told.setText(keeping.words_of(how, path.name, most=MOST_SHOWN))
        self.restore_it.setEnabled(not how.there.trouble)

    def restore(self) -> None:
        """Restore the selected one."""
        if self._other is not None and self.restore_it.isEnabled():
            self.accept()
            self.chosen.emit(str(self._other))
