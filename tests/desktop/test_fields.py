"""The campaign's own fields, made and moved in the window."""

from pytestqt.qtbot import QtBot

from coordinator.desktop.features.lists.fields_dialog import HEADING, FieldsDialog
from coordinator.desktop.shell.menus.data_menu import DataMenu
from coordinator.desktop.shell.window import MainWindow
from coordinator.records.catalog import ANSWER, CANDIDATE
from tests.builders import add, edit, everything
from tests.desktop.driving import count, do, settle


def headings(window: MainWindow) -> list[str]:
    assert window.session is not None
    return [r["heading"] for r in everything(window.session.campaign, ANSWER)]


def test_made_renamed_typed_and_moved(qtbot: QtBot, sample: MainWindow) -> None:
    assert sample.session is not None
    before = headings(sample)
    do(sample, DataMenu.own_fields)
    dialog = sample.findChild(FieldsDialog)
    assert dialog is not None
    dialog.heading.setText("Doors knocked")
    dialog.add()
    settle(qtbot, sample)
    assert headings(sample) == [*before, "Doors knocked"]
    line = len(before)
    dialog.table.item(line, HEADING).setText("Doors")  # type: ignore[union-attr]
    settle(qtbot, sample)
    assert headings(sample)[-1] == "Doors"
    number = add(sample.session.campaign, CANDIDATE, given_name="Zz", family_name="Zeta")
    edit(sample.session.campaign, number, **{"answers.doors_knocked": "Gila"})
    dialog.move_into(line, "city")
    settle(qtbot, sample)
    assert count(sample, "given_name = Zz and city = Gila") == 1
    assert headings(sample) == before
    dialog.accept()
