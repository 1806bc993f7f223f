"""Opening a campaign in the background: a page says how far it is, and can cancel it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QProgressBar, QStackedWidget, QWidget

from coordinator.base.errors import UserError
from coordinator.base.progress import Progress
from coordinator.desktop.kit import failures
from coordinator.desktop.kit.basics import button, column, label, row
from coordinator.desktop.kit.names import name_parts
from coordinator.desktop.kit.tasks import TaskHandle, Tasks
from coordinator.desktop.kit.theme import Theme
from coordinator.operations.protecting import Locked
from coordinator.store.campaign import Campaign

SHOW_AFTER_MS = 300
WIDTH, HEIGHT = 480, 8


class OpeningPage(QWidget):
    """Shown while a campaign is being opened.

    Attributes:
        cancel_wanted: emitted to leave it unopened.
    """

    cancel_wanted = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setObjectName(type(self).__name__)
        title = label(self.tr("Opening {name}").format(name=name), "h1", wrap=True)
        self._said = label("", "hint", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(theme.px(HEIGHT))
        self._bar.setRange(0, 0)
        self._cancel = button(theme, self.tr("Cancel"), self.cancel_wanted.emit)
        body = QWidget()
        body.setLayout(column(title, self._said, 8, self._bar, 8, row(self._cancel, None), spacing=8))
        body.setFixedWidth(theme.px(WIDTH))
        self.setLayout(column(None, row(None, body, None), None))
        self.setAccessibleName(title.text())
        name_parts(self)

    def take_focus(self) -> None:
        """Go to the way out."""
        self._cancel.setFocus()

    def show_progress(self, done: int, total: int, text: str) -> None:
        """Show how far it is; a total of -1 is unknown."""
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)
        self._bar.setAccessibleName(text)
        self._said.setText(text)

    def stopping(self) -> None:
        """Say that it is being canceled."""
        self._cancel.setEnabled(False)
        self._bar.setRange(0, 0)
        self._said.setText(self.tr("Stopping. The file stays as it was."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc cancels."""
        if event.key() == Qt.Key.Key_Escape and self._cancel.isEnabled():
            self.cancel_wanted.emit()
        else:
            super().keyPressEvent(event)


class Opening(QObject):
    """Opens one campaign at a time, over what a window shows.

    Attributes:
        began: emitted when its page covers what was there.
        opened: emitted with the campaign.
        locked: emitted with the file if its passphrase is wanted first.
        ended: emitted when there is no campaign: it was canceled, or could not be opened, which is told.
    """

    began = Signal()
    opened = Signal(object)
    locked = Signal(object)
    ended = Signal()

    def __init__(self, theme: Theme, tasks: Tasks, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._theme, self._tasks, self._stack = theme, tasks, stack
        self._handle: TaskHandle | None = None
        self._page: OpeningPage | None = None
        self._focus: QWidget | None = None

    @property
    def under_way(self) -> bool:
        """Whether a campaign is being opened."""
        return self._page is not None

    def begin(self, name: str, work: Callable[[Progress], Campaign], *, at_once: bool) -> None:
        """Open a campaign.

        Args:
            name: what it is called.
            work: opens it, on a thread of its own; canceled, it leaves everything as it was.
            at_once: whether the page is shown at once, and not only if it takes a moment.
        """
        page = self._page = OpeningPage(self._theme, name)
        page.cancel_wanted.connect(self.cancel)
        self._handle = self._tasks.run(
            work,
            on_done=partial(self._done, page),
            on_failed=partial(self._failed, page),
            on_cancelled=partial(self._end, page),
            on_progress=partial(self._progressed, page),
            reading=True,
        )
        if at_once:
            self._show(page)
        else:
            QTimer.singleShot(SHOW_AFTER_MS, self, partial(self._show, page))

    def cancel(self) -> None:
        """Stop at the next step of what is being done."""
        if self._handle is not None and self._page is not None:
            self._page.stopping()
            self._handle.cancel()
            self._handle = None

    def _show(self, page: OpeningPage) -> None:
        if self._page is page:
            self._focus = QApplication.focusWidget()
            self._stack.addWidget(page)
            self._stack.setCurrentWidget(page)
            page.take_focus()
            self.began.emit()

    def _progressed(self, page: OpeningPage, done: int, total: int, text: str) -> None:
        if self._page is page and self._handle is not None:
            page.show_progress(done, total, text)

    def _done(self, page: OpeningPage, campaign: Campaign) -> None:
        if self._handle is None:  # it was canceled too late for the work itself
            campaign.close()
            self._end(page)
        else:
            self._take_away(page)
            self.opened.emit(campaign)

    def _failed(self, page: OpeningPage, error: UserError) -> None:
        self._end(page)
        if isinstance(error, Locked):
            self.locked.emit(error.path)
        else:
            failures.show(self._stack.window(), error)

    def _end(self, page: OpeningPage) -> None:
        focus = self._focus
        self._take_away(page)
        self.ended.emit()
        if focus is not None and self._stack.isAncestorOf(focus):
            focus.setFocus()

    def _take_away(self, page: OpeningPage) -> None:
        self._stack.removeWidget(page)
        page.deleteLater()
        self._page = self._handle = self._focus = None
