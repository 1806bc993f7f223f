"""What is copied from the window is text in the program it is pasted into, and comes back as it was."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.desktop.kit.tables_to_copy import table_to_copy
from coordinator.desktop.shell.window import MainWindow
from coordinator.records.catalog import CANDIDATE
from coordinator.store import query
from tests.desktop.driving import place_of, settle


def test_what_would_run_is_copied_as_text() -> None:
    made = table_to_copy([["=1+1", "Ann", "-5", "+1 303 555 0142"], ["@SUM(1)", "a\tb", "", ""]])
    assert made.text() == "'=1+1\tAnn\t-5\t+1 303 555 0142\n'@SUM(1)\ta b\t\t"
    assert made.html().count("mso-number-format") == 2
    assert table_to_copy([["@ann"]]).text() == "@ann"


def test_copied_cells_are_pasted_as_they_were(qtbot: QtBot, sample: MainWindow) -> None:
    assert sample.session is not None
    tab = place_of(sample).lists["candidate"]
    first, second, *_ = tab.model.ids
    column = [f.key for f in tab.model.fields].index("city") + 1
    QApplication.clipboard().setMimeData(table_to_copy([["=1+1"], ["-2+x"]]))
    tab.grid.setCurrentIndex(tab.model.index(0, column))
    tab.grid.paste()
    settle(qtbot, sample)
    rows = sample.session.read(query.read_rows, CANDIDATE, [first, second])
    assert [r["city"] for r in rows] == ["=1+1", "-2+x"]
