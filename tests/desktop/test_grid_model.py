"""The grid's model keeps Qt's contract, whatever is done to the list meanwhile."""

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from coordinator.desktop.shell.window import MainWindow
from tests.desktop.driving import settle


@pytest.mark.parametrize(
    ("key", "python"), [("candidate", False), ("candidate", True), ("partner", False), ("event", False)]
)
def test_the_contract_of_a_model(
    qtbot: QtBot, sample: MainWindow, qtmodeltester: ModelTester, key: str, python: bool
) -> None:
    assert sample.workplace
    tab = sample.workplace.lists[key]
    model = tab.model
    inserted, reset = [], []
    model.rowsInserted.connect(lambda _, first, last: inserted.append((first, last)))
    model.modelReset.connect(lambda: reset.append(True))
    qtmodeltester.check(model, force_py=python)
    everybody = model.rowCount()
    first_text = model.fields[0].key

    tab.set_filter("id in (1, 2, 3, 4)")
    settle(qtbot, sample)
    assert model.rowCount() == 4
    tab.set_filter("id = 999999")
    settle(qtbot, sample)
    assert model.rowCount() == 0
    tab.filters.clear()
    settle(qtbot, sample)
    assert model.rowCount() == everybody
    assert inserted == ([(100, everybody - 1)] if key == "candidate" else [])  # the first 100 are there at once

    model.ask("", "", ((first_text, True),))
    settle(qtbot, sample)
    model.tick(range(3), True)
    model.untick_all()
    model.show_fields([f.key for f in model.fields][:3])
    assert model.columnCount() == 4
    cell = model.index(1, 1)
    assert model.setData(cell, "Another", Qt.ItemDataRole.EditRole)
    settle(qtbot, sample)
    sample.workplace.operations.undo()
    settle(qtbot, sample)
    model.forget_pages()
    assert len(reset) > 3
    qtmodeltester.check(model, force_py=python)


def test_who_is_chosen_stays_chosen_when_the_list_is_read_again(qtbot: QtBot, sample: MainWindow) -> None:
    assert sample.workplace
    tab = sample.workplace.lists["candidate"]
    tab.grid.selectRow(2)
    tab.grid.selectionModel().select(
        tab.model.index(len(tab.model.ids) - 1, 1), QItemSelectionModel.SelectionFlag.Select
    )
    chosen = tab.grid.selected_ids()
    tab.refresh({"candidate": [int(chosen[0])]})
    assert tab.grid.selected_ids() == chosen
    settle(qtbot, sample)
    assert len(chosen) == 2
    assert tab.grid.selected_ids() == chosen
