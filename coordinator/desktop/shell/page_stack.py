"""Pages over the tabs: each covers what was shown before, and returns the focus when closed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QMessageBox, QPushButton, QStackedWidget, QWidget
from shiboken6 import isValid

from coordinator.base.errors import UserError
from coordinator.base.progress import Progress
from coordinator.desktop.kit.basics import Item, button, column, frame, label, row
from coordinator.desktop.kit.names import name_parts, named
from coordinator.desktop.kit.tasks import TaskHandle
from coordinator.desktop.shell.session import Session

Result = TypeVar("Result")


class Page(QWidget):
    """A page over the tabs: it has a title, and *Back* and Esc both close it.

    Attributes:
        kept: whether it stays open behind the tabs when something else is shown.
        closed: whether it is closed and shows nothing more.
        leave_wanted: emitted to leave the page; the stack asks and closes it.
        titled: emitted when its title changes.
    """

    kept = False
    closed = Signal()
    leave_wanted = Signal()
    titled = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("k", "page")
        self.setObjectName(type(self).__name__)
        self._session = session
        self._title, self._subtitle = label("", "h2"), label("", "hint")

    @property
    def undo_waits(self) -> str:
        """Why nothing is undone or redone while the page is seen, as a sentence; empty if it is."""
        return ""

    @property
    def title(self) -> str:
        """The page's title."""
        return self._title.text()

    def set_title(self, title: str) -> None:
        """Change the page's title."""
        self._title.setText(title)
        self.setAccessibleName(title)
        self.titled.emit()

    def _head(self, *beside: Item) -> QFrame:
        """Return the page header: back button, title, subtitle, and further widgets."""
        self.back = self._way_back("")
        titles = column(self._title, self._subtitle, spacing=2)
        return frame("header", row(self.back, titles, None, *beside, margins=(16, 12, 20, 10), spacing=12))

    def _way_back(self, text: str) -> QPushButton:
        """Return a button that leaves the page; without text it is just an arrow."""
        made = button(
            self._session.theme,
            text,
            self.close_page,
            k="quiet",
            icon_name="arrow-left",
            name=text or self.tr("Back"),
        )
        return named(made, "back")

    # What a page knows

    @property
    def holds_work(self) -> bool:
        """Whether closing it would lose something."""
        return False

    def may_close(self) -> bool:
        """Return whether it may be closed; a page that holds work asks first."""
        return True

    def ask_to_leave(self, why: str, stay: str) -> bool:
        """Ask whether to leave the page although something would be lost; staying is what Enter and Esc mean."""
        box = QMessageBox(self)
        box.setText(why)
        leave = box.addButton(self.tr("Leave without it"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(stay, QMessageBox.ButtonRole.RejectRole))
        box.exec()
        return box.clickedButton() is leave

    def refresh(self, touched: Mapping[str, Sequence[int]]) -> None:
        """Refresh after these records changed; empty for all. Called only while the page is visible."""

    def take_focus(self) -> None:
        """Put the focus where work on the page begins."""
        self.focusNextChild()

    @property
    def regions(self) -> Sequence[QWidget]:
        """The parts between which F6 goes, in order."""
        layout = self.layout()
        items = [layout.itemAt(at) for at in range(layout.count())] if layout is not None else []
        return [widget for item in items if item is not None and (widget := item.widget()) is not None]

    # What a page does

    def next_region(self) -> None:
        """Go to the region after the one that has the focus; work begins anew where nothing there takes it."""
        regions = self.regions
        focus = QApplication.focusWidget()
        at = next((i for i, r in enumerate(regions) if focus is r or (focus and r.isAncestorOf(focus))), -1)
        for region in (*regions[at + 1 :], *regions[: at + 1]):
            if (first := _first_in(region)) is not None:
                first.setFocus(Qt.FocusReason.TabFocusReason)
                return
        self.take_focus()

    def close_page(self) -> None:
        """Leave the page, asking first if work would be lost."""
        self.leave_wanted.emit()

    def run(
        self,
        work: Callable[[Progress], Result],
        *,
        title: str = "",
        on_done: Callable[[Result], None] | None = None,
        on_failed: Callable[[UserError], None] | None = None,
        on_cancelled: Callable[[], None] | None = None,
        on_progress: Callable[[int, int, str], None] | None = None,
        reading: bool = False,
    ) -> TaskHandle:
        """Start work that ends with the page; the parameters are those of `Tasks.run`."""
        return self._session.tasks.run(
            work,
            owner=self,
            title=title,
            on_done=on_done,
            on_failed=on_failed,
            on_cancelled=on_cancelled,
            on_progress=on_progress,
            reading=reading,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the page."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_page()
        else:
            super().keyPressEvent(event)


@dataclass(slots=True)
class _Laid:
    """An open page, what was shown when it was opened, and the widget that had the focus then."""

    page: Page
    below: Page | None
    opener: QWidget | None
    stale: bool = False


Kind = TypeVar("Kind", bound=Page)


class PageStack(QStackedWidget):
    """The tabs and the pages over them.

    Attributes:
        turned: emitted when another page or the tabs are shown.
    """

    turned = Signal()

    def __init__(self, session: Session, tabs: QWidget, focus_tabs: Callable[[], None]) -> None:
        super().__init__()
        self._session, self._tabs, self._focus_tabs = session, tabs, focus_tabs
        self._laid: list[_Laid] = []
        self.addWidget(tabs)

    @property
    def top(self) -> Page | None:
        """The visible page; None: the tabs are visible."""
        seen = self.currentWidget()
        return seen if isinstance(seen, Page) else None

    def may_undo(self) -> bool:
        """Return whether something may be undone or redone over what is seen; otherwise say why not."""
        page = self.top
        if page is None or not page.undo_waits:
            return True
        self._session.tell(page.undo_waits)
        return False

    def opened(self, kind: type[Kind]) -> Kind | None:
        """Return the open page of a class, visible or not; None if there is none."""
        return next((laid.page for laid in reversed(self._laid) if isinstance(laid.page, kind)), None)

    def open(self, page: Page) -> None:
        """Show a page over the current one. An open page of its class is closed first, with pages opened from it."""
        opener, below = self._focus(), self.top
        if (same := self.opened(type(page))) is not None:
            at = next(i for i, laid in enumerate(self._laid) if laid.page is same)
            opener, below = self._laid[at].opener, self._laid[at].below
            for laid in self._laid[at:]:
                if laid.page is same or not _stays(laid.page):
                    self._remove(laid)
        self._laid.append(_Laid(page, below, opener))
        page.leave_wanted.connect(lambda: self.leave(page))
        page.titled.connect(self.turned)
        name_parts(page)
        self.addWidget(page)
        self._turn_to(page)
        page.take_focus()

    def bring_back(self, kind: type[Kind]) -> Kind | None:
        """Show and return the open page of a class; None if there is none."""
        page = self.opened(kind)
        if page is not None and page is not self.top:
            laid = next(laid for laid in self._laid if laid.page is page)
            laid.below, laid.opener = self.top, self._focus()
            self._turn_to(page)
            page.take_focus()
        return page

    def show_tabs(self) -> None:
        """Show the tabs; pages with unsaved work, or marked as kept, stay open behind them."""
        seen = self.top
        for laid in reversed(list(self._laid)):
            if not _stays(laid.page):
                self._remove(laid)
        self._turn_to(None)
        if seen is not None and isValid(seen) and seen.holds_work:
            kind = type(seen)

            def go_back() -> None:
                self.bring_back(kind)

            told = self.tr("Still open, with what you did there: {page}").format(page=seen.title)
            self._session.tell(told, (self.tr("Go back to it"), go_back))

    def leave(self, page: Page | None = None) -> None:
        """Close a page, or the visible one, if it may be closed; the previous content is shown again."""
        page = page or self.top
        laid = next((each for each in self._laid if each.page is page), None)
        if laid is None or not laid.page.may_close():
            return
        seen = laid.page is self.top
        self._remove(laid)
        if seen:
            self._turn_to(laid.below if any(laid.below is each.page for each in self._laid) else None)
            self._give_back(laid.opener)

    def close_all(self) -> None:
        """Close every page without asking."""
        for laid in reversed(list(self._laid)):
            self._remove(laid)
        self._turn_to(None)

    def may_close(self) -> bool:
        """Return whether all pages may be closed; a page with unsaved work is shown and asks."""
        for laid in list(self._laid):
            if laid.page.holds_work:
                self._turn_to(laid.page)
                if not laid.page.may_close():
                    return False
        return True

    def refresh(self, touched: Mapping[str, Sequence[int]]) -> None:
        """Refresh the visible page; the others refresh when next shown."""
        for laid in self._laid:
            if laid.page is self.top:
                laid.page.refresh(touched)
            else:
                laid.stale = True

    def _turn_to(self, page: Page | None) -> None:
        if page is not None:
            page.setEnabled(True)
        self.setCurrentWidget(page or self._tabs)
        for laid in self._laid:
            laid.page.setEnabled(laid.page is page)  # what is told anew behind another page takes no focus
            if laid.page is page and laid.stale:
                laid.stale = False
                laid.page.refresh({})
        self.turned.emit()

    def _remove(self, laid: _Laid) -> None:
        """Remove a page and cancel its work."""
        self._laid.remove(laid)
        self._session.tasks.drop(laid.page)
        self.removeWidget(laid.page)
        laid.page.hide()
        laid.page.closed.emit()
        laid.page.deleteLater()

    def _focus(self) -> QWidget | None:
        """Return the focused widget in the visible content."""
        focus, seen = QApplication.focusWidget(), self.currentWidget()
        return focus if focus is not None and seen is not None and seen.isAncestorOf(focus) else None

    def _give_back(self, opener: QWidget | None) -> None:
        """Return the focus to the widget that had it, or to where work begins on the visible content."""
        if opener is not None and isValid(opener) and opener.isVisible() and opener.isEnabled():
            opener.setFocus()
        elif self.top is not None:
            self.top.take_focus()
        else:
            self._focus_tabs()


def _first_in(region: QWidget) -> QWidget | None:
    """Return what takes the focus first in a region; None if nothing there does."""
    here: QWidget | None = region
    while here is not None and (here is region or region.isAncestorOf(here)):
        if here.focusPolicy() & Qt.FocusPolicy.TabFocus and here.isVisible() and here.isEnabled():
            return here
        here = here.nextInFocusChain()
    return None


def _stays(page: Page) -> bool:
    return page.kept or page.holds_work
