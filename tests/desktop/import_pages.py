"""What tests of an import do all the time."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from coordinator.desktop.features.importing.import_page import ImportPage
from coordinator.desktop.shell.window import MainWindow
from coordinator.importing.plan import ImportPlan
from tests.desktop.driving import place_of, settle, until

PEOPLE = "First name,Last name,E-mail"


def open_file(qtbot: QtBot, window: MainWindow, path: Path) -> ImportPage:
    window.activateWindow()
    until(qtbot, window.isActiveWindow)
    place = place_of(window)
    place.files.import_files([path])
    page = place.pages.opened(ImportPage)
    assert page is not None
    until(qtbot, lambda: page.plan is not None)
    settle(qtbot, window)
    return page


def open_sheet(qtbot: QtBot, window: MainWindow, folder: Path, *lines: str, name: str = "form.csv") -> ImportPage:
    (path := folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return open_file(qtbot, window, path)


def plan_of(page: ImportPage) -> ImportPlan:
    assert page.plan is not None
    return page.plan


def target_of(page: ImportPage, heading: str) -> str:
    return next(c.target for sheet in plan_of(page).sheets for c in sheet.columns if c.header == heading)
