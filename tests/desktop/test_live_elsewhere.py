"""Two windows on one campaign: different fields merge without a word, the same field is asked about in place."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from coordinator.base.settings import Settings
from coordinator.changes.checking import problems_of
from coordinator.desktop.grid.view import RecordGrid
from coordinator.desktop.kit.theme import Theme
from coordinator.desktop.shell.window import MainWindow
from coordinator.store import campaign as campaigns
from tests.builders import add, edit, get
from tests.desktop.driving import open_campaign, settle, until

ADA = {"given_name": "Ada", "family_name": "Brook", "city": "Denver", "phone": "303-555-0142", "tags": ["a"]}
Pair = tuple[MainWindow, MainWindow, int]


def open_window(qtbot: QtBot, theme: Theme, folder: Path, where: str, author: str) -> MainWindow:
    settings = Settings(folder / f"{author}.json")
    settings.set("author", author)
    made = MainWindow(settings, theme, folder)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    open_campaign(qtbot, made, where)
    return made


@pytest.fixture(params=["sqlite", "postgresql"])
def pair(request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Pair]:
    """Two windows on one campaign with one person in it."""
    where = str(tmp_path / "two.campaign")
    if request.param == "postgresql":
        where = request.getfixturevalue("postgres_url")
    with campaigns.create(where) as made:
        number = add(made, **ADA)
    windows = [open_window(qtbot, theme, tmp_path, where, author) for author in ("Dana", "Jules")]
    yield windows[0], windows[1], number
    for window in windows:
        settle(qtbot, window)
        window.close()


def grid_of(window: MainWindow) -> RecordGrid:
    assert window.workplace is not None
    return window.workplace.lists["candidate"].grid


def begin(qtbot: QtBot, window: MainWindow, key: str, text: str) -> QLineEdit:
    """Begin to type in a cell of the grid, as with F2."""
    grid = grid_of(window)
    index = grid._records.index(0, [f.key for f in grid._records.fields].index(key) + 1)
    grid.setCurrentIndex(index)
    grid.edit(index)
    editor = grid.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    return editor


def type_in(qtbot: QtBot, window: MainWindow, key: str, text: str) -> None:
    enter(qtbot, window, begin(qtbot, window, key, text))


def enter(qtbot: QtBot, window: MainWindow, editor: QLineEdit) -> None:
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    until(qtbot, lambda: not grid_of(window).is_typed_in)
    settle(qtbot, window)


def value(window: MainWindow, number: int, key: str) -> object:
    assert window.session is not None
    return get(window.session.campaign, number)[key]


def look(qtbot: QtBot, window: MainWindow) -> None:
    """Look for what changed elsewhere now, and not in two seconds."""
    assert window._refresher is not None
    settle(qtbot, window)  # it looks only when nothing else is being read
    window._refresher.look()
    settle(qtbot, window)


def test_different_fields_merge_without_a_word(qtbot: QtBot, pair: Pair) -> None:
    dana, jules, number = pair
    type_in(qtbot, dana, "city", "Aurora")
    type_in(qtbot, jules, "phone", "303-555-0199")
    assert (value(dana, number, "city"), value(jules, number, "phone")) == ("Aurora", "+13035550199")
    for window in (dana, jules):
        assert not grid_of(window).clash.isVisible()
        look(qtbot, window)
        assert grid_of(window)._records.row(0)["city"] == "Aurora"
    assert dana.session is not None
    assert dana.session.read(problems_of) == []


def test_the_same_field_is_asked_about_at_its_cell_and_kept(qtbot: QtBot, pair: Pair) -> None:
    dana, jules, number = pair
    type_in(qtbot, dana, "city", "Aurora")
    type_in(qtbot, jules, "city", "Boulder")
    strip = grid_of(jules).clash
    assert strip.isVisible()
    told = strip.accessibleName()
    assert all(word in told for word in ("City", "Aurora", "Dana", "Boulder"))
    assert value(jules, number, "city") == "Aurora"
    qtbot.keyClick(strip, Qt.Key.Key_Escape)
    assert not strip.isVisible()
    settle(qtbot, jules)
    assert value(jules, number, "city") == "Aurora"
    assert grid_of(jules)._records.row(0)["city"] == "Aurora"


def test_what_was_typed_is_taken_by_a_key(qtbot: QtBot, pair: Pair) -> None:
    dana, jules, number = pair
    type_in(qtbot, dana, "city", "Aurora")
    type_in(qtbot, jules, "city", "Boulder")
    strip = grid_of(jules).clash
    strip.take_button.setFocus()
    qtbot.mouseClick(strip.take_button, Qt.MouseButton.LeftButton)
    settle(qtbot, jules)
    assert value(dana, number, "city") == "Boulder"
    jules.workplace.operations.undo()
    settle(qtbot, jules)
    assert value(dana, number, "city") == "Aurora"


def test_nobodys_typing_is_lost_when_the_list_changes_under_it(qtbot: QtBot, pair: Pair) -> None:
    dana, jules, number = pair
    editor = begin(qtbot, jules, "city", "Boulder")
    assert dana.session is not None
    add(dana.session.campaign, given_name="Newcomer", author="Dana")
    edit(dana.session.campaign, number, city="Aurora")
    look(qtbot, jules)
    assert editor.isVisible()
    assert editor.text() == "Boulder"
    enter(qtbot, jules, editor)
    assert grid_of(jules).clash.isVisible()
    assert "Boulder" in grid_of(jules).clash.accessibleName()
    until(qtbot, lambda: grid_of(jules)._records.rowCount() == 2)


def test_the_pane_shows_the_clash_below_its_field_and_keeps_what_was_typed(qtbot: QtBot, pair: Pair) -> None:
    dana, jules, number = pair
    assert jules.workplace is not None
    tab = jules.workplace.lists["candidate"]
    tab.open_record(number)
    tab.pane._start_editing()
    city, owner = tab.pane._editors["city"], tab.pane._editors["owner"]
    city.setText("Boulder")
    assert dana.session is not None
    edit(dana.session.campaign, number, city="Aurora", owner="Sam")
    look(qtbot, jules)
    assert (city.text(), owner.text()) == ("Boulder", "Sam")
    city.editingFinished.emit()
    settle(qtbot, jules)
    (strip,) = tab.pane.clash_strips()
    assert value(jules, number, "city") == "Aurora"
    assert city.text() == "Boulder"
    city.editingFinished.emit()
    assert len(tab.pane.clash_strips()) == 1
    qtbot.mouseClick(strip.take_button, Qt.MouseButton.LeftButton)
    settle(qtbot, jules)
    assert value(dana, number, "city") == "Boulder"
    city.setText("Golden")
    edit(dana.session.campaign, number, city="Salida")
    city.editingFinished.emit()
    settle(qtbot, jules)
    qtbot.mouseClick(tab.pane.clash_strips()[0].keep_button, Qt.MouseButton.LeftButton)
    assert city.text() == "Salida"
    assert value(dana, number, "city") == "Salida"


def test_tags_of_both_are_kept(qtbot: QtBot, pair: Pair) -> None:
    dana, jules, number = pair
    assert jules.workplace is not None
    tab = jules.workplace.lists["candidate"]
    tab.open_record(number)
    tab.pane._start_editing()
    assert dana.session is not None
    edit(dana.session.campaign, number, tags=["a", "dana"])
    tab.pane._editors["tags"].setText("jules")
    tab.pane._editors["tags"].editingFinished.emit()
    settle(qtbot, jules)
    assert value(jules, number, "tags") == ["dana", "jules"]
    assert tab.pane.clash_strips() == []


def test_a_paste_over_what_changed_is_asked_about_as_one(qtbot: QtBot, pair: Pair) -> None:
    dana, jules, number = pair
    assert dana.session is not None
    grid = grid_of(jules)
    assert grid._records.row(0)["city"] == "Denver"
    edit(dana.session.campaign, number, city="Aurora", owner="Sam")
    grid.write({number: {"city": "Boulder", "owner": "Lee"}})
    settle(qtbot, jules)
    assert len(grid.clash.clashes) == 2
    assert (value(jules, number, "city"), value(jules, number, "owner")) == ("Aurora", "Sam")
    grid.clash.take()
    settle(qtbot, jules)
    assert (value(jules, number, "city"), value(jules, number, "owner")) == ("Boulder", "Lee")
