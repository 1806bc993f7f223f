"""Pictures of the window's screens, made off screen."""

import datetime as dt
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QWidget

from coordinator.desktop.main_window import MainWindow
from coordinator.desktop.theme import Theme
from coordinator.desktop.workplace import Workplace
from coordinator.paths import resources
from coordinator.records.catalog import CANDIDATE, REFERRAL
from coordinator.settings import Settings
from coordinator.store import campaign as campaigns
from coordinator.store import query
from coordinator.store.campaign import Campaign

SIZES = ((1440, 900), (1366, 768))
WAIT_SECONDS = 20.0


def make_pictures(directory: Path, campaign: Path | None = None) -> list[Path]:
    """Write every screen in light and dark and two sizes; return the files.

    Args:
        directory: where to; it is made if missing.
        campaign: what to show; None: the sample tour.
    """
    directory.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    made: list[Path] = []
    with tempfile.TemporaryDirectory() as folder:
        path = _copy_of(campaign, Path(folder))
        for choice in ("light", "dark"):
            theme = Theme(application, choice)
            for width, height in SIZES:
                window = MainWindow(Settings(None), theme, Path(folder))
                window.resize(width, height)
                window.show()
                shots = _Shots(window, directory, f"{choice}-{width}x{height}", made)
                shots.all(path)
                window.close()
                window.deleteLater()
                application.processEvents()
    return made


def _copy_of(campaign: Path | None, folder: Path) -> Path:
    from coordinator.connect.sample import load_sample
    from coordinator.store import backups

    path = folder / "sample-tour.campaign"
    if campaign is not None:
        backups.make(campaign, into=path)
    else:
        with campaigns.create(path) as made:
            load_sample(made)
            _pass_on(made, folder)
    return path


def _pass_on(campaign: Campaign, folder: Path) -> None:
    """Connect people of the sample, so that there is something to see: one partner was sent its list nine days ago."""
    from coordinator.changes import apply
    from coordinator.connect.batch import plan_batch
    from coordinator.connect.book import Book
    from coordinator.connect.handoffs import hand_over, plan_handover
    from coordinator.connect.ledger import Move, plan_moves

    day = dt.date.today() - dt.timedelta(days=9)
    with campaign.reading() as connection:
        ids = query.select_ids(connection, CANDIDATE, "state in (NE, CO, OH, UT, ID, AZ)")
        plan = plan_batch(connection, ids, day=day).plan
    apply.apply(campaign, plan, author="Dana")
    with campaign.reading() as connection:
        found = plan_handover(connection, Book.of(connection).find("Desert").record_id, day=day)
    hand_over(campaign, found, folder / "clinic.xlsx", author="Dana")
    words = ("accepted", "accepted", "declined")
    moves = [Move(p.referral, w) for p, w in zip(found.people, words, strict=False)]
    with campaign.reading() as connection:
        plan = plan_moves(connection, moves, day=day + dt.timedelta(days=4), title="Answers of the clinic")
    apply.apply(campaign, plan, author="Dana")


class _Shots:
    def __init__(self, window: MainWindow, directory: Path, suffix: str, made: list[Path]) -> None:
        self._window, self._directory, self._suffix, self._made = window, directory, suffix, made

    def all(self, path: Path) -> None:
        self._shoot("first-run")
        self._window.open_path(str(path))
        place = self._window.workplace
        assert place is not None
        candidates = place.lists["candidate"]
        self._shoot("candidates")
        candidates.grid.setCurrentIndex(candidates.model.index(3, 1))
        if len(candidates.model.ids) > 3:
            candidates.open_record(candidates.model.ids[3])
        self._shoot("candidate")
        candidates.set_filter("stage in (Interested, Contacted) and state is not empty")
        candidates.model.tick(range(min(4, len(candidates.model.ids))), True)
        candidates.pane.hide()
        self._shoot("filter-bulk")
        candidates.model.untick_all()
        candidates.filters.clear()
        place.show_tab("overview")
        self._shoot("overview")
        place.show_tab("partner")
        self._shoot("partners")
        place.show_tab("event")
        events = place.lists["event"]
        if len(events.model.ids):
            events.open_record(events.model.ids[0])
        self._shoot("events")
        place.show_tab("candidate")
        place.toggle_history()
        self._shoot("history")
        place.toggle_history()
        self._connecting(place)
        place.show_tab("candidate")
        place.review_duplicates()
        self._shoot("duplicates")
        assert place.duplicates is not None
        place.duplicates.close_page()
        place.import_files([resources() / "sample" / "sign-ups-later.csv"])
        self._wait(lambda: place.importing is not None and place.importing.plan is not None)
        self._shoot("import-review")
        assert place.importing is not None
        place.importing._go(0)
        self._shoot("import-columns")
        place.importing.cancel()

    def _connecting(self, place: Workplace) -> None:
        candidates, partners = place.lists["candidate"], place.lists["partner"]
        candidates.set_filter("consent_share = yes and state = MA and stage not in (Withdrew, Paused)")
        if len(candidates.model.ids):
            place.connecting.connect_one(candidates.model.ids[0])
            self._shoot_dialog("connect-sheet")
        if people := self._accepted():
            place.show_record("candidate", people[0])
            self._wait(lambda: not self._window.tasks.busy)
            QApplication.processEvents()
            bar = candidates.pane.findChildren(QScrollArea)[0].verticalScrollBar()
            bar.setValue(bar.maximum())
            self._shoot("candidate-story")
            candidates.pane.close_pane()
        candidates.set_filter("stage in (Interested, Contacted)")
        place.connecting.connect_list()
        self._shoot("connect-plan")
        place.close_page()
        candidates.filters.clear()
        place.connecting.follow_ups()
        self._shoot("follow-ups")
        place.connecting.call_list()
        self._shoot("call-list")
        place.close_page()
        place.show_tab("partner")
        if len(partners.model.ids) > 1:
            number = partners.model.ids[0]
            partners.grid.select_record(number)
            partners.open_record(number)
            self._shoot("partner")
            place.connecting.rules_of(number)
            self._shoot_dialog("partner-rules")
            place.connecting.hand_over_to(partners.model.ids[1])
            self._shoot_dialog("hand-off")
            partners.pane.close_pane()

    def _accepted(self) -> list[int]:
        """Return people whom a partner accepted."""
        session = self._window.session
        assert session is not None
        ids = session.read(query.select_ids, REFERRAL, "status = Accepted")
        return [r["candidate"] for r in session.read(query.read_rows, REFERRAL, ids, ("candidate",))]

    def _shoot_dialog(self, name: str) -> None:
        self._wait(lambda: not self._window.tasks.busy)
        dialog = next((d for d in self._window.findChildren(QDialog) if d.isVisible()), None)
        if dialog is not None:
            self._shoot(name, dialog)
            dialog.close()

    def _wait(self, until: Callable[[], bool]) -> None:
        end = time.monotonic() + WAIT_SECONDS
        while not until() and time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.01)

    def _shoot(self, name: str, widget: QWidget | None = None) -> None:
        self._wait(lambda: not self._window.tasks.busy)
        for _ in range(5):
            QApplication.processEvents()
            time.sleep(0.02)
        self._window.toast.hide()
        path = self._directory / f"{name}-{self._suffix}.png"
        (widget or self._window).grab().save(str(path))
        self._made.append(path)
