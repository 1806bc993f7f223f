"""What tests of the window do all the time."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from coordinator.desktop.shell.page_stack import Page
from coordinator.desktop.shell.window import MainWindow
from coordinator.desktop.shell.workplace import Workplace
from coordinator.records.catalog import CANDIDATE
from coordinator.store import query

Kind = TypeVar("Kind", bound=Page)
Widget = TypeVar("Widget", bound=QWidget)


def until(qtbot: QtBot, condition: Callable[[], bool]) -> None:
    qtbot.waitUntil(condition, timeout=20_000)


def settle(qtbot: QtBot, window: MainWindow) -> None:
    until(qtbot, lambda: not window.tasks.busy)


def open_campaign(qtbot: QtBot, window: MainWindow, where: object) -> None:
    """Open a campaign and wait until it is shown."""
    before = window.session
    window.open_path(str(where))
    until(qtbot, lambda: not window.opening.under_way)
    assert window.session is not None
    assert window.session is not before
    settle(qtbot, window)


def count(window: MainWindow, where: str | None = None) -> int:
    assert window.session is not None
    return window.session.read(query.count, CANDIDATE, where)


def do(window: MainWindow, method: Callable[..., object], *given: str) -> None:
    """Choose the line of a menu that is declared on a method."""
    key = ":".join((method.__qualname__, *given))
    assert window.actions_by_key[key].isEnabled()
    window.actions_by_key[key].trigger()


def place_of(window: MainWindow) -> Workplace:
    assert window.workplace is not None
    return window.workplace


def page_of(window: MainWindow, kind: type[Kind]) -> Kind:
    """Return the page that is seen, which is of a kind."""
    page = place_of(window).pages.top
    assert isinstance(page, kind), page
    return page


def find(inside: QWidget, kind: type[Widget], name: str) -> Widget:
    """Return the one widget that is shown inside another under an object name; see `coordinator.desktop.kit.names`."""
    QApplication.sendPostedEvents()  # what was just built is shown only now
    found = [w for w in inside.findChildren(kind, name) if w.isVisible()]
    assert len(found) == 1, f"{name}: {len(found)} are shown"
    return found[0]


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    focus = QApplication.focusWidget()
    assert focus is not None, "the focus was lost"
    qtbot.keyClick(focus, key, modifier)


def tab_to(qtbot: QtBot, wanted: QWidget, back: bool = False) -> None:
    """Go to a widget by Tab alone."""
    for _ in range(80):
        if QApplication.focusWidget() is wanted:
            return
        press(qtbot, Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab)
    raise AssertionError(f"{wanted.accessibleName()} is not reached by Tab")


def pick(qtbot: QtBot, box: QComboBox, text: str) -> None:
    """Open a choice that has the focus, go to an entry, and take it, by keys alone."""
    qtbot.keyClick(box, Qt.Key.Key_Down)
    view = box.view()
    assert view.isVisible(), f"{box.accessibleName()} did not open"
    texts = [box.itemText(i) for i in range(box.count())]
    assert text in texts, f"{text} is none of {texts}"
    qtbot.keyClick(view, Qt.Key.Key_Home)
    for _ in range(texts.index(text)):
        qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return)


def shown_status(window: MainWindow) -> str:
    """Return what the status bar says of what is seen."""
    return find(window.status, QLabel, "shown").text()
