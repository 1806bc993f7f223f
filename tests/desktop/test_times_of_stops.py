"""Times of sign-ups are shown as people at the stop read them; without a stop, as this computer does."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from coordinator.changes import apply as applying
from coordinator.desktop.features.importing.import_page import ImportPage
from coordinator.desktop.shell.window import MainWindow
from coordinator.records.catalog import CANDIDATE, EVENT, SIGNUP
from coordinator.store import query
from tests.builders import add
from tests.desktop.driving import place_of, press, settle, until
from tests.desktop.import_pages import open_sheet

SHEET = (
    "Timestamp,First name,Last name,E-mail,Tour stop",
    "3/21/2025 18:10:00,Bo,Zzclay,bo@example.org,Zzdenver rally",
    "2025-03-21T18:10:00Z,Cy,Zzdale,cy@example.org,Zzdenver rally",
    "3/21/2025 18:10:00,Di,Zzfern,di@example.org,",
)


@pytest.fixture
def in_new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("the time zone of this computer cannot be set")
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def page(qtbot: QtBot, in_new_york: None, sample: MainWindow, tmp_path: Path) -> ImportPage:
    assert sample.session is not None
    stop = {"title": "Zzdenver rally", "starts_at": "2025-03-21T17:00", "city": "Denver", "state": "CO"}
    add(sample.session.campaign, EVENT, **stop)
    return open_sheet(qtbot, sample, tmp_path, *SHEET)


def becomes(page: ImportPage, heading: str) -> str:
    cells = page.review.panel.cells
    assert cells is not None
    texts = [[cells.item(line, at).text() for at in range(3)] for line in range(cells.rowCount())]  # type: ignore[union-attr]
    return next(text for name, _, text in texts if name == heading)


def test_the_preview_tells_when_it_was_at_the_stop(qtbot: QtBot, sample: MainWindow, page: ImportPage) -> None:
    seen = {}
    page.review.list.table.setFocus()
    press(qtbot, Qt.Key.Key_Home)
    for _ in page.review.list.model.rows:
        found = page.review.list.current()
        assert found is not None
        seen[found.title.split()[0]] = becomes(page, "Timestamp")
        press(qtbot, Qt.Key.Key_Down)
    assert seen["Bo"] == "Signed up: 21 Mar 2025, 18:10 MDT"
    assert seen["Cy"] == "Signed up: 21 Mar 2025, 12:10 MDT"
    assert seen["Di"] == "Signed up: 21 Mar 2025, 14:10 EDT"
    page.apply()
    settle(qtbot, sample)
    assert sample.session is not None
    bo = sample.session.read(query.select_ids, CANDIDATE, "family_name = Zzclay")[0]
    place_of(sample).pages.close_all()
    place_of(sample).show_record(CANDIDATE.key, bo)
    pane = place_of(sample).lists[CANDIDATE.key].pane
    until(qtbot, lambda: any("18:10 MDT" in shown.text() for shown in pane.findChildren(QLabel)))
    signed = sample.session.read(query.ids_by_values, SIGNUP, "candidate", [bo])[bo][0]
    row = sample.session.read(query.record, SIGNUP, signed)
    assert row is not None
    assert row["submitted_at"] == "2025-03-22T00:10:00Z"


def test_when_somebody_was_added_is_told_in_the_time_of_this_computer(
    qtbot: QtBot, in_new_york: None, sample: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sample.session is not None
    monkeypatch.setattr(applying, "now", lambda: "2025-06-01T02:30:00Z")
    ada = add(sample.session.campaign, given_name="Ada", family_name="Zzbrook")
    tab = place_of(sample).lists[CANDIDATE.key]
    tab.set_filter("family_name = Zzbrook")
    until(qtbot, lambda: tab.model.rowCount() == 1)
    settle(qtbot, sample)
    field = CANDIDATE.by_key["created_at"]
    assert tab.model.shown(tab.model.row(0), field) == "31 May 2025, 22:30"
    tab.open_record(ada)
    assert any("31 May 2025, 22:30" in shown.text() for shown in tab.pane.findChildren(QLabel))
