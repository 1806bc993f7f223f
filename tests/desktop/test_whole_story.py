"""The window, driven through the whole story of a first hour."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from coordinator.changes.merge import Resolution
from coordinator.desktop.features.importing.import_page import ImportPage
from coordinator.desktop.grid.model import RAW
from coordinator.desktop.kit.theme import DARK, LIGHT
from coordinator.desktop.shell.window import MainWindow
from coordinator.records.catalog import CANDIDATE, EVENT
from coordinator.store import query
from tests.builders import DATA
from tests.desktop.driving import count, find, pick, settle, until


def test_a_first_hour(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    place = sample.workplace
    assert place is not None
    tab = place.lists["candidate"]
    total = count(sample)
    assert tab.model.rowCount() == total

    tab.filters.search.setText("school")
    until(qtbot, lambda: 0 < tab.model.rowCount() < total)
    tab.filters.search.clear()
    until(qtbot, lambda: tab.model.rowCount() == total)

    tab.set_filter("state = CO")
    assert tab.model.rowCount() == count(sample, "state = CO") > 0
    assert tab._count.text() == f"{tab.model.rowCount()} of {total}"

    stage = [f.key for f in tab.model.fields].index("stage") + 1
    first = tab.model.ids[0]
    tab.model.setData(tab.model.index(0, stage), "Filed")
    settle(qtbot, sample)
    assert sample.session.read(query.record, CANDIDATE, first)["stage"] == "filed"  # type: ignore[union-attr]

    tab.model.tick([0, 1, 2], True)
    assert tab.bulk.isVisible()
    chosen = sorted(tab.model.ticked)
    tab.bulk.write(tab.rt.field("owner"), "Jules")
    settle(qtbot, sample)
    assert all(r["owner"] == "Jules" for r in sample.session.read(query.read_rows, CANDIDATE, chosen))  # type: ignore[union-attr]
    assert "for 3 candidates" in sample.toast.text()
    before = count(sample, "owner = Jules")
    sample.workplace.operations.undo()
    settle(qtbot, sample)
    assert count(sample, "owner = Jules") == before - 3
    sample.workplace.operations.redo()
    settle(qtbot, sample)
    assert count(sample, "owner = Jules") == before

    sample.drop([DATA / "google-forms-week-1.xlsx"])
    page = place.pages.opened(ImportPage)
    assert page is not None
    until(qtbot, lambda: page.plan is not None)
    assert find(page, QPushButton, "apply").text().strip() == "Apply 100 changes"
    assert count(sample) == total
    page.apply()
    until(qtbot, lambda: count(sample) == total + 100)
    settle(qtbot, sample)
    find(page, QPushButton, "newest").click()
    assert place.pages.opened(ImportPage) is None

    tab.set_filter("")
    sample.workplace.files.ask_export("filter")
    place.pages.top.export(tmp_path / "out.xlsx")  # type: ignore[union-attr]
    settle(qtbot, sample)
    assert (tmp_path / "out.xlsx").exists()
    assert "Exported" in sample.toast.text()

    place.toggle_history()
    assert place.history.isVisible()
    settle(qtbot, sample)


def test_conflicts_wait_for_a_decision(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    place = sample.workplace
    assert place is not None
    assert sample.session is not None
    person = sample.session.read(query.read_rows, CANDIDATE, place.lists["candidate"].model.ids[:1])[0]
    path = tmp_path / "again.csv"
    path.write_text(
        f"First name,Last name,Email,City\n{person['given_name']},{person['family_name']},{person['email']},Elsewhere\n",
        encoding="utf-8",
    )
    place.files.import_files([path])
    page = place.pages.opened(ImportPage)
    assert page is not None
    until(qtbot, lambda: page.plan is not None)
    assert not find(page, QPushButton, "apply").isEnabled()
    page.review.decide(Resolution.TAKE)
    assert find(page, QPushButton, "apply").isEnabled()
    page.apply()
    until(qtbot, lambda: count(sample, "city = Elsewhere") == 1)
    settle(qtbot, sample)


def test_a_file_that_cannot_be_read_is_said_at_the_place(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"PK\x03\x04 broken")
    place = sample.workplace
    assert place is not None
    place.files.import_files([bad, DATA / "semicolon-cp1252.csv"])
    page = place.pages.opened(ImportPage)
    assert page is not None
    until(qtbot, lambda: page.plan is not None)
    assert "cut short" in page._results.files[0]
    page.cancel()
    assert place.pages.opened(ImportPage) is None


def test_a_bad_value_stays_in_the_editor(qtbot: QtBot, sample: MainWindow) -> None:
    tab = sample.workplace.lists["candidate"]  # type: ignore[union-attr]
    column = [f.key for f in tab.model.fields].index("phone") + 1
    index = tab.model.index(0, column)
    tab.grid.setCurrentIndex(index)
    tab.grid.edit(index)
    editor = tab.grid.findChild(QLineEdit)
    assert editor is not None
    before = index.data(RAW)
    editor.setText("12")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.property("bad") == "true"
    assert "no phone number" in editor.accessibleDescription()
    assert tab.model.index(0, column).data(RAW) == before
    qtbot.keyClick(editor, Qt.Key.Key_Escape)


def test_copy_and_paste_is_one_step(qtbot: QtBot, sample: MainWindow) -> None:
    tab = sample.workplace.lists["candidate"]  # type: ignore[union-attr]
    column = [f.key for f in tab.model.fields].index("city") + 1
    ids = list(tab.model.ids[:2])
    QApplication.clipboard().setText("Omaha\nTempe")
    tab.grid.setCurrentIndex(tab.model.index(0, column))
    tab.grid.paste()
    settle(qtbot, sample)
    rows = sample.session.read(query.read_rows, CANDIDATE, ids)  # type: ignore[union-attr]
    assert [r["city"] for r in rows] == ["Omaha", "Tempe"]
    sample.workplace.operations.undo()
    settle(qtbot, sample)
    assert [r["city"] for r in sample.session.read(query.read_rows, CANDIDATE, ids)] != ["Omaha", "Tempe"]  # type: ignore[union-attr]


def test_add_delete_and_the_detail_pane(qtbot: QtBot, sample: MainWindow) -> None:
    tab = sample.workplace.lists["candidate"]  # type: ignore[union-attr]
    total = count(sample)
    sample.workplace.data.add()
    tab.pane._editors["given_name"].setText("Juniper")
    tab.pane._editors["phone"].setText("12")
    tab.pane._add_now()
    assert tab.pane._editors["phone"].property("bad") == "true"
    tab.pane._editors["phone"].setText("303-555-0142")
    tab.pane._add_now()
    settle(qtbot, sample)
    assert count(sample) == total + 1
    assert tab.pane.record_id is not None
    sample.workplace.operations.delete(CANDIDATE, [tab.pane.record_id])  # type: ignore[union-attr]
    settle(qtbot, sample)
    assert count(sample) == total
    assert not tab.pane.isVisible()


def test_find_anything_opens_a_record(qtbot: QtBot, sample: MainWindow) -> None:
    place = sample.workplace
    assert place is not None
    place.finder.setText("Emerge")
    until(qtbot, lambda: any("Emerge" in r for r in place.finder.results()))
    qtbot.keyClick(place.finder, Qt.Key.Key_Return)
    assert place.current is place.lists["partner"]
    assert place.current.pane.isVisible()


def test_an_empty_list_says_why(qtbot: QtBot, sample: MainWindow) -> None:
    tab = sample.workplace.lists["candidate"]  # type: ignore[union-attr]
    tab.set_filter("state = AK and city = Nowhere")
    assert tab._empty_text.text() == "No candidates match these 2 filters"
    tab._from_empty()
    settle(qtbot, sample)
    assert tab.model.rowCount() == count(sample)


def test_another_window_is_seen(qtbot: QtBot, sample: MainWindow) -> None:
    from coordinator.store import campaign as campaigns
    from tests.builders import add

    total = count(sample)
    with campaigns.open_(sample.session.campaign.where) as other:  # type: ignore[union-attr]
        add(other, given_name="Elsewhere")
    sample._refresher.look()  # type: ignore[union-attr]
    settle(qtbot, sample)
    assert sample.workplace.lists["candidate"].model.rowCount() == total + 1  # type: ignore[union-attr]


def test_columns_and_sort_are_remembered(qtbot: QtBot, sample: MainWindow) -> None:
    tab = sample.workplace.lists["candidate"]  # type: ignore[union-attr]
    tab._show_column("county", True)
    assert "county" in [f.key for f in tab.model.fields]
    tab._sort_by("family_name", False)
    settle(qtbot, sample)
    names = [tab.model.row(i)["family_name"] for i in range(20)]
    assert names == sorted(names, key=str.casefold)
    assert "county" in sample.settings.get("columns.candidate", [])


def _luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("fore", "back", "least"),
    [
        *((t, s, 4.5) for t in ("text", "text2", "text3") for s in ("surface", "bg", "accentSoft")),
        ("onAccent", "accent", 4.5),
        ("accentText", "accentSoft", 4.5),
        ("accentText", "surface", 4.5),
        *((c, f"{c}Soft", 4.5) for c in ("ok", "warn", "bad", "info", "dup")),
        *((c, "surface", 4.5) for c in ("ok", "warn", "bad", "info", "dup")),
        ("lineStrong", "surface", 3.0),
        ("accent", "surface", 3.0),
    ],
)
def test_colours_can_be_read(tokens, fore: str, back: str, least: float) -> None:
    one, other = sorted((_luminance(tokens[fore]), _luminance(tokens[back])), reverse=True)
    assert (one + 0.05) / (other + 0.05) >= least


def test_source_stop_and_header_are_chosen_at_the_columns(qtbot: QtBot, sample: MainWindow) -> None:
    place = sample.workplace
    assert place is not None
    place.files.import_files([DATA / "semicolon-cp1252.csv"])
    page = place.pages.opened(ImportPage)
    assert page is not None
    until(qtbot, lambda: page.plan is not None)
    settle(qtbot, sample)
    page._go(0)
    first = page.plan
    source = find(page, QLineEdit, "source")
    source.selectAll()
    qtbot.keyClicks(source, "Denver table")
    qtbot.keyClick(source, Qt.Key.Key_Return)
    until(qtbot, lambda: page.plan is not first)
    assert page.plan.source_name == "Denver table"  # type: ignore[union-attr]
    second = page.plan
    pick(qtbot, find(page, QComboBox, "event"), place.session.read(query.titles, EVENT, [3])[3])
    until(qtbot, lambda: page.plan is not second)
    assert page.plan.options.event == 3  # type: ignore[union-attr]
    third = page.plan
    header = find(page, QSpinBox, "header_row")
    header.setFocus()
    qtbot.keyClick(header, Qt.Key.Key_Up)
    until(qtbot, lambda: page.plan is not third)
    assert page.plan.counts.rows == 1  # type: ignore[union-attr]
    assert page._pages.currentWidget() is page._columns
    page.cancel()
