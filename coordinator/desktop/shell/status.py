"""The status bar: current content, running work, the file, and when it was saved."""

import datetime as dt

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar

from coordinator.desktop.kit.basics import button
from coordinator.desktop.kit.names import name_parts
from coordinator.desktop.kit.tasks import TaskHandle, Tasks
from coordinator.desktop.kit.theme import Theme

SHOW_PROGRESS_AFTER_MS = 300


class Status(QStatusBar):
    """Shows work that takes longer than a moment, with a way to cancel it."""

    def __init__(self, theme: Theme, tasks: Tasks) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self.setContentsMargins(14, 0, 14, 0)
        self._shown, self._file, self._saved, self._doing = QLabel(), QLabel(), QLabel(), QLabel()
        self._bar = QProgressBar()
        self._bar.setFixedWidth(140)
        self._bar.setTextVisible(False)
        self._cancel = button(theme, self.tr("Cancel"), self._cancel_task, k="link")
        self._task: TaskHandle | None = None
        self.addWidget(self._shown, 1)
        for widget in (self._doing, self._bar, self._cancel, self._file, self._saved):
            self.addPermanentWidget(widget)
        name_parts(self)
        self._show_work(False)
        tasks.began.connect(self._began)

    def say(self, text: str) -> None:
        """Show the list's status."""
        self._shown.setText(text)

    def opened(self, name: str) -> None:
        """Show which campaign is open."""
        self._file.setText(name)
        self._saved.setText(self.tr("All saved"))

    def lost(self) -> None:
        """Show that nothing is saved from now on: the file is another one, or is not there."""
        self._saved.setText(self.tr("Nothing is saved any more"))

    def not_saved(self) -> None:
        """Show that the last step was not saved: the disk or the file refused it."""
        self._saved.setText(self.tr("The last step is not saved"))

    def saved(self) -> None:
        """Show that a step was just saved."""
        self._saved.setText(self.tr("Saved {time}").format(time=f"{dt.datetime.now():%H:%M}"))

    def _show_work(self, on: bool) -> None:
        for widget in (self._doing, self._bar, self._cancel):
            widget.setVisible(on)

    def _began(self, handle: TaskHandle) -> None:
        if not handle.title:
            return
        self._task = handle
        QTimer.singleShot(SHOW_PROGRESS_AFTER_MS, self, lambda: self._show(handle))
        handle.progressed.connect(self._progressed)
        handle.ended.connect(lambda: self._ended(handle))

    def _show(self, handle: TaskHandle) -> None:
        if self._task is handle:
            self._doing.setText(handle.title)
            self._bar.setRange(0, 0)
            self._show_work(True)

    def _progressed(self, done: int, total: int, text: str) -> None:
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)
        self._doing.setText(text)

    def _ended(self, handle: TaskHandle) -> None:
        if self._task is handle:
            self._task = None
            self._show_work(False)

    def _cancel_task(self) -> None:
        if self._task is not None:
            self._task.cancel()
