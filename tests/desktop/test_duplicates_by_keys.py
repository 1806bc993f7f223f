"""Two hundred pairs of the review of duplicates by keyboard: one key a pair, and the next pair at once."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.desktop.features.duplicates.duplicates_page import DuplicatesPage
from coordinator.desktop.features.duplicates.pair_table import A, B
from coordinator.desktop.shell.window import MainWindow
from coordinator.records.catalog import CANDIDATE, VERDICT
from tests.builders import everything
from tests.desktop.driving import count, page_of, place_of, press, settle, until
from tests.desktop.import_pages import PEOPLE, open_sheet
from tests.partners.people import make

PAIRS = 200
MOST = 0.05
"""Seconds until the next pair is seen."""
SLOW = 4
"""How much longer a loaded machine may take, here and there."""


def lookalikes() -> Iterator[dict[str, object]]:
    """Yield people in pairs: a first name with its short form, one last name and phone, other e-mails."""
    for n in range(PAIRS):
        last = "Q" + "".join(chr(97 + n // 26**k % 26) * 2 for k in range(3)) + "son"
        both = {"family_name": last, "phone": f"+1303555{n:04d}", "city": "Denver", "postcode": "80203"}
        yield {"given_name": "Katherine", "email": f"kat{n}@example.org", "notes": "Knows the board.", **both}
        yield {"given_name": "Kate", "email": f"k{n}@example.com", "occupation": "Teacher", **both}


def shown(page: DuplicatesPage) -> tuple[str, ...]:
    """Return what is seen of the pair: the names of the people, by row and column."""
    names = [page.table.item(line, at) for line in range(page.table.rowCount()) for at in (A, B)]
    return tuple(item.text() for item in names if item is not None)


def test_two_hundred_pairs_take_a_key_each(qtbot: QtBot, sample: MainWindow) -> None:
    assert sample.session is not None
    campaign = sample.session.campaign
    make(campaign, CANDIDATE.key, lookalikes())
    sample.session.announce({}, 0)
    settle(qtbot, sample)
    before = count(sample)
    place_of(sample).data.review_duplicates()
    page = place_of(sample).pages.opened(DuplicatesPage)
    assert page is not None
    settle(qtbot, sample)
    assert len(page.pairs) >= PAIRS
    keys = (Qt.Key.Key_M, Qt.Key.Key_N)
    taken, merged, seen = [], 0, set[object]()
    for n in range(PAIRS):
        pair = page.pair
        assert pair is not None
        assert pair not in seen, "decided already"
        seen.add(pair)
        here, left = shown(page), len(page.pairs)
        began = time.process_time()
        qtbot.keyClick(sample.focusWidget(), keys[n % 2])
        page.repaint()
        taken.append(time.process_time() - began)
        assert page.pair != pair
        assert shown(page) != here or len(page.pairs) == 0
        assert len(page.pairs) < left
        QApplication.processEvents()  # steps that were written meanwhile are told
        merged += n % 2 == 0
    settle(qtbot, sample)
    taken.sort()
    told = f"median {taken[PAIRS // 2] * 1000:.0f} ms, 95 % within {taken[PAIRS * 95 // 100] * 1000:.0f} ms"
    assert taken[PAIRS // 2] <= MOST, told
    assert taken[PAIRS * 95 // 100] <= MOST * SLOW, told
    assert count(sample) == before - merged
    apart = [v for v in everything(campaign, VERDICT) if v["verdict"] == "apart"]
    assert len(apart) == PAIRS - merged


@pytest.mark.parametrize("applied", [True, False])
def test_keys_go_on_over_an_import(qtbot: QtBot, sample: MainWindow, tmp_path: Path, applied: bool) -> None:
    assert sample.session is not None
    make(sample.session.campaign, CANDIDATE.key, list(lookalikes())[:20])
    importing = open_sheet(qtbot, sample, tmp_path, PEOPLE, "Bo,Zzray,bo.ray@example.org")
    importing._go(1)
    if applied:
        importing.apply()
        until(qtbot, lambda: importing._pages.currentWidget() is importing.summary)
    settle(qtbot, sample)
    press(qtbot, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    page = page_of(sample, DuplicatesPage)
    settle(qtbot, sample)
    for key in (Qt.Key.Key_M, Qt.Key.Key_N, Qt.Key.Key_M, Qt.Key.Key_M):
        left = len(page.pairs)
        press(qtbot, key)
        settle(qtbot, sample)
        QApplication.processEvents()
        assert len(page.pairs) < left
        assert QApplication.focusWidget() is page.queue
    press(qtbot, Qt.Key.Key_Escape)
    settle(qtbot, sample)
    assert place_of(sample).pages.top is importing
    assert importing.isAncestorOf(QApplication.focusWidget())
