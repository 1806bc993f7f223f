"""Checking the campaign: whether everything agrees with its history, and the seal that is noted of it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QWidget

from coordinator.base.errors import UserError
from coordinator.desktop.kit.basics import button, column, label, row
from coordinator.desktop.kit.names import name_parts
from coordinator.desktop.kit.tasks import Tasks
from coordinator.desktop.kit.theme import Theme
from coordinator.operations import checking
from coordinator.operations.checking import CampaignChecked
from coordinator.store.campaign import Campaign

WIDTH, LINE = 640, 32
MOST_LINES = 10
"""So many lines of what was found are seen without scrolling."""


class CheckDialog(QDialog):
    """Compares the campaign with its history, says what does not agree, and shows the seal that is to be noted.

    Attributes:
        told: whether everything agrees.
        found: what does not agree, and rules that are not met; hidden where there is nothing.
        seals: what the seals say.
        noted: where somebody types a seal that was noted, to see whether the history still goes on from it.
        check_it: checks again.
        copy_it: copies the newest seal.
    """

    def __init__(self, theme: Theme, tasks: Tasks, campaign: Campaign, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._campaign, self._theme = tasks, campaign, theme
        self._seal = ""
        self.setWindowTitle(self.tr("Check the campaign"))
        self.setFixedWidth(theme.px(WIDTH))
        self.told = label("", wrap=True)
        self.found = QListWidget()
        self.found.setAccessibleName(self.tr("What does not agree"))
        self.found.setWordWrap(True)
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.hide()
        self.seals = label("", "hint", wrap=True)
        self.seals.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.noted = QLineEdit()
        self.noted.setPlaceholderText(self.tr("A seal that was noted, such as 1b1d-1304-73d4"))
        self.noted.setAccessibleName(self.tr("A seal that was noted"))
        self.noted.setMinimumHeight(theme.px(LINE))
        self.check_it = button(theme, self.tr("Check again"), self.check, k="quiet")
        self.copy_it = button(theme, self.tr("Copy the seal"), self.copy, k="quiet")
        close = button(theme, self.tr("Close"), self.accept, k="primary")
        for each in (self.copy_it, close):
            each.setAutoDefault(False)
        self.check_it.setDefault(True)  # Return in the line of the seal
        name = Path(campaign.where).name if campaign.path is not None else self.tr("the team's campaign")
        lines = (label(self.tr("Check {name}").format(name=name), "h2", wrap=True), self.told, self.found, self.seals)
        buttons = row(self.copy_it, None, self.check_it, close)
        why = self.tr(
            "Note the seal elsewhere, on paper: typed here later, it shows that the history still goes on from it."
        )
        self.setLayout(
            column(*lines, label(why, "hint", wrap=True), self.noted, buttons, margins=(24, 20, 24, 20), spacing=10)
        )
        name_parts(self)
        self.check()

    def check(self) -> None:
        """Compare everything, and look for the seal that was typed."""
        self.check_it.setEnabled(False)
        self.copy_it.setEnabled(False)
        self.told.setText(self.tr("Comparing everything with the history…"))
        seal = self.noted.text().strip()
        self._tasks.run(
            lambda progress: checking.check(self._campaign, seal, progress=progress),
            owner=self,
            title=self.tr("Checking"),
            on_done=self._show,
            on_failed=self._failed,
            reading=True,
        )

    def _show(self, done: CampaignChecked) -> None:
        problems = done.found.problems
        self.check_it.setEnabled(True)
        if problems:
            one, many = self.tr("1 thing does not agree:"), self.tr("{n} things do not agree:")
            self.told.setText(one if len(problems) == 1 else many.format(n=f"{len(problems):,}"))
        elif done.rules:
            self.told.setText(self.tr("Everything agrees. Rules of partners that are not met:"))
        else:
            self.told.setText(self.tr("Everything agrees."))
        self.found.clear()
        self.found.addItems([*problems, *done.rules])
        self.found.setVisible(self.found.count() > 0)
        height = self.found.fontMetrics().lineSpacing() * 2
        self.found.setFixedHeight(height * min(max(self.found.count(), 2), MOST_LINES))
        self.seals.setText("\n".join(done.seals))
        self._seal = done.found.history.short if done.found.history is not None else ""
        self.copy_it.setEnabled(bool(self._seal))
        self.adjustSize()

    def _failed(self, error: UserError) -> None:
        self.check_it.setEnabled(True)
        self.copy_it.setEnabled(bool(self._seal))
        self.found.hide()
        self.told.setText(error.sentence)
        self.adjustSize()

    def copy(self) -> None:
        """Copy the newest seal, to be noted elsewhere."""
        QGuiApplication.clipboard().setText(self._seal)
