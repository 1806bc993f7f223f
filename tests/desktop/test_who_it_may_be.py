"""Several whom a row may be: the likeliest has the keys, what was decided of one row counts for others, all is seen."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from coordinator.desktop.features.importing.import_page import ImportPage
from coordinator.desktop.shell.window import MainWindow
from coordinator.importing.look_alikes import LookAlike
from coordinator.importing.plan import RowOutcome
from coordinator.records.catalog import CANDIDATE
from tests.builders import add
from tests.desktop.driving import find, settle, until
from tests.desktop.import_pages import open_sheet

HEADER = "First name,Last name,E-mail,Phone,City"


def opened(qtbot: QtBot, window: MainWindow, folder: Path, *rows: str) -> ImportPage:
    page = open_sheet(qtbot, window, folder, HEADER, *rows)
    page._go(1)
    page.review.list.table.setFocus()
    settle(qtbot, window)
    return page


def test_the_likeliest_stands_first_and_is_whom_the_key_takes(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    campaign = sample.session.campaign
    add(campaign, CANDIDATE, given_name="Patricia", family_name="Zzmoyer", email="pz@example.org", city="Mesa")
    patrick = add(campaign, CANDIDATE, given_name="Patrick", family_name="Zzmoyer", phone="+19375550132", city="Dayton")
    page = opened(qtbot, sample, tmp_path, "Pat,Zzmoyer,,937-555-0132,Dayton")
    (row,) = page.review.rows.by_tile["new"]
    alike = page.review.open_alike(row)
    assert alike[0].candidate == patrick
    assert [a.score for a in alike] == sorted((a.score for a in alike), reverse=True)
    page.review.list.go_to(("form.csv", 2))
    seen = [b.text().strip() for b in page.review.panel.findChildren(QPushButton) if b.isVisible()]
    assert [text[:1] for text in seen if text[:1] in "34"] == ["3", "4"], (
        "the keys stand on the buttons of one person alone"
    )
    qtbot.keyClick(page, Qt.Key.Key_3)
    until(qtbot, lambda: not page.busy)
    assert page.plan is not None and list(page.plan.options.same.values()) == [patrick]


def test_who_is_not_somebody_is_not_a_row_that_was_decided_to_be_them(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    here = add(sample.session.campaign, CANDIDATE, given_name="Zed", family_name="Zzvale", email="zed@example.org")
    page = opened(qtbot, sample, tmp_path, "Sasha,Zzpok,,,Dayton", "Alex,Zzpok,,,Dayton", "Lex,Zzpok,,,Dayton")
    review = page.review
    rows = {row.number: row for row in review.rows.by_tile["new"]}

    def may_be(number: int, *others: int | RowOutcome) -> None:
        review.alike["form.csv", number] = [
            LookAlike(rows[number], one, 0.9, ("x",))
            if isinstance(one, int)
            else LookAlike(rows[number], one.record_id or 0, 0.8, ("x",), one)
            for one in others
        ]

    may_be(2, here)
    may_be(3, here, rows[2])
    may_be(4, rows[3])
    review._same(review.open_alike(rows[2])[0]) if review.list.go_to(("form.csv", 2)) else None
    assert len(review.open_alike(rows[3])) == 2
    assert review.list.go_to(("form.csv", 3))
    review._apart(review.open_alike(rows[3])[0])
    assert review.open_alike(rows[3]) == [], "row 2 is who they were just said not to be"
    assert len(review.open_alike(rows[4])) == 1, "of others it is still asked"
    until(qtbot, lambda: not page.busy)


def test_a_row_is_laid_out_at_once(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    long = "a long remark that goes on over several lines of the pane beside the list " * 3
    page = opened(qtbot, sample, tmp_path, f"Ana,Zzlong,ana@example,{long},Dayton", "Bo,Zzshort,bo@example.org,,Mesa")
    page.review.list.go_to(("form.csv", 3))
    page.review.list.go_to(("form.csv", 2))
    inner = page.review.panel.widget()
    lines = [part for part in inner.findChildren(QLabel) if part.isVisible() and part.text()]
    assert lines and all(part.height() >= part.heightForWidth(part.width()) for part in lines if part.wordWrap())


def test_the_button_that_parts_is_seen_once_the_list_of_the_joined_is_shown(
    qtbot: QtBot, sample: MainWindow, tmp_path: Path
) -> None:
    sample.resize(1366, 768)
    for n in range(12):
        name = {"given_name": "Timothy", "family_name": f"Zz{chr(97 + n) * 4}"}
        add(sample.session.campaign, CANDIDATE, **name, email=f"t{n}@example.org")
    rows = [f"Tim,Zz{chr(97 + n) * 4},t{n}@example.org,call her sister first {n},Mesa" for n in range(12)]
    page = opened(qtbot, sample, tmp_path, *rows)
    page.apply()
    until(qtbot, lambda: page._pages.currentWidget() is page.summary)
    settle(qtbot, sample)
    qtbot.mouseClick(find(page.summary, QPushButton, "show_joined"), Qt.MouseButton.LeftButton)
    qtbot.wait(50)
    part, port = find(page.summary, QPushButton, "part"), page.summary._scroll.viewport()
    assert port.rect().contains(part.mapTo(port, QPoint(0, 0))) and port.rect().contains(
        part.mapTo(port, part.rect().bottomRight())
    )


def test_what_was_said_is_asked_again(qtbot: QtBot, sample: MainWindow, tmp_path: Path) -> None:
    campaign = sample.session.campaign
    add(campaign, CANDIDATE, given_name="Patrick", family_name="Zzmoyer", phone="+19375550132", city="Dayton")
    page = opened(qtbot, sample, tmp_path, "Pat,Zzmoyer,,937-555-0132,Dayton", "Ana,Zzother,ana@example.org,,Mesa")
    place = ("form.csv", 2)
    for take_back in (lambda: qtbot.keyClick(page, Qt.Key.Key_3), lambda: find(page, QPushButton, "ask_again").click()):
        until(qtbot, lambda: bool(page.review.list.go_to(place) and page.review.open_alike(page.review.list.current())))
        qtbot.keyClick(page, Qt.Key.Key_4)
        until(qtbot, lambda: not page.busy)
        assert page.plan is not None and page.plan.options.is_somebody_else(place)
        page.review.tiles.choose("all")
        page.review.list.go_to(place)
        assert find(page, QPushButton, "ask_again").isVisible()
        take_back()
        until(qtbot, lambda: not page.busy)
        assert not page.plan.options.is_somebody_else(place)
