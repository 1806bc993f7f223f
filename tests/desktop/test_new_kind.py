"""A kind that the window has never heard of is shown, filtered and typed in the grid."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from coordinator.desktop.shell.window import MainWindow
from tests.builders import add, edit, get
from tests.desktop.driving import settle
from tests.records.links import of_links


def test_several_web_addresses_in_the_grid(qtbot: QtBot, sample: MainWindow) -> None:
    with of_links() as key:
        assert sample.session is not None and sample.workplace is not None
        number = add(sample.session.campaign, given_name="Zz", family_name="Zeta")
        edit(sample.session.campaign, number, **{key: "one.example.org; two.example.org"})
        model = sample.workplace.lists["candidate"].model
        model.show_fields(["given_name", key])
        model.ask(f"{key} contains TWO.example", "", [(key, False)])
        settle(qtbot, sample)
        assert list(model.ids) == [number]
        cell = model.index(0, 2)
        assert cell.data() == "one.example.org; two.example.org"
        assert cell.data(Qt.ItemDataRole.TextAlignmentRole) is None
        assert model.setData(cell, "three.example.org; one.example.org")
        settle(qtbot, sample)
        assert get(sample.session.campaign, number)[key] == ["three.example.org", "one.example.org"]
        assert not model.setData(cell, "nowhere")
