"""Exporting the overview: the weekly report as a workbook, PDF or text."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMenu, QWidget

from coordinator.base.progress import Progress
from coordinator.desktop.kit import file_dialogs
from coordinator.desktop.kit.basics import button
from coordinator.desktop.shell.session import Session
from coordinator.reports.scope import Scope
from coordinator.reports.weekly import as_text, gather, write
from coordinator.reports.weekly_report import WeeklyReport

KINDS = {".xlsx": "Excel workbook (*.xlsx)", ".pdf": "PDF (*.pdf)", ".txt": "Text (*.txt)"}


class TakeAlong:
    """The button that saves a report of the overview.

    Attributes:
        button: the button widget.
    """

    def __init__(self, session: Session, tab: QWidget, asked: Callable[[], tuple[Scope, str | None]]) -> None:
        self._session, self._tab, self._asked = session, tab, asked
        self.button = button(session.theme, tab.tr("Save report…"), self._offer, k="secondary", icon_name="save")

    def _offer(self) -> None:
        menu = QMenu(self._tab)
        for suffix, name in KINDS.items():
            menu.addAction(name, partial(self._ask, suffix))
        menu.addSeparator()
        menu.addAction(self._tab.tr("Copy as text for an e-mail"), self.copy)
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def _ask(self, suffix: str) -> None:
        folder = Path(self._session.settings.get("folder", ""))
        usual = str(folder / f"Weekly report{suffix}")
        path = file_dialogs.file_to_save(self._tab, self._tab.tr("Save report"), usual, KINDS[suffix])
        if path:
            self.save(Path(path if Path(path).suffix else path + suffix))

    def save(self, path: Path) -> None:
        """Write the report to a file in the background."""
        session, (scope, moment) = self._session, self._asked()

        def work(progress: Progress) -> None:
            with session.campaign.reading() as connection:
                write(gather(connection, session.campaign.name, scope, moment, progress), path)

        told = self._tab.tr("Saved the report {file}").format(file=path.name)
        session.tasks.run(
            work,
            title=self._tab.tr("Writing the report"),
            on_done=lambda _: session.tell(told),
            on_failed=lambda e: session.tell(e.sentence),
            reading=True,
        )

    def copy(self) -> None:
        """Copy the report to the clipboard as text."""
        session, (scope, moment) = self._session, self._asked()

        def work(progress: Progress) -> WeeklyReport:
            with session.campaign.reading() as connection:
                return gather(connection, session.campaign.name, scope, moment, progress)

        def done(report: WeeklyReport) -> None:
            QApplication.clipboard().setText(as_text(report))
            session.tell(self._tab.tr("Copied the report as text"))

        session.tasks.run(work, title=self._tab.tr("Counting"), on_done=done, reading=True)
