"""Forgetting a person in the window: what would stay is listed for a decision before, and what is left afterwards."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QWidget,
)

from coordinator.base.errors import UserError
from coordinator.base.progress import Progress
from coordinator.changes.mentions import Mention
from coordinator.desktop.kit import failures, file_dialogs
from coordinator.desktop.kit.basics import button, column, label, row
from coordinator.desktop.kit.names import name_parts
from coordinator.desktop.shell.placing import keep_on_screen
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations, files_folder
from coordinator.operations.forgetting import ForgetPreview, PersonForgotten, preview, write_key_file
from coordinator.records.catalog import CANDIDATE
from coordinator.store import query

SMALL, WIDTH = 520, 860
"""How wide the question is before and once it lists something, at 100 % text size."""
SIDES, TICK = 72, 40
"""What of the width the margins, a scroll bar and a tick take."""
LEAST = 4
"""So many lines of a list are seen at least, if it has them."""
KEY_FILE = "key of forgotten people.txt"


class MentionsList(QListWidget):
    """Mentions of a person with a tick for those whose words are to be erased."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # the lines break
        self.setResizeMode(QListWidget.ResizeMode.Adjust)

    def show_mentions(self, mentions: Iterable[Mention]) -> None:
        """Show mentions, none of them ticked."""
        self.clear()
        for mention in mentions:
            doubt = "" if mention.surely else self.tr(" – perhaps somebody else is meant")
            doubt = self.tr(" – their own too") if mention.own else doubt
            item = QListWidgetItem(f"{mention.where}{doubt}\n{mention.shown}")
            item.setData(Qt.ItemDataRole.UserRole, mention.key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.addItem(item)
        self.setVisible(self.count() > 0)

    def natural_height(self, width: int) -> int:
        """Return how high all its lines are if its texts have a width."""
        texts = (self.item(at).text() for at in range(self.count()))
        lines = [wrapped_height(self, text, width) + self.fontMetrics().lineSpacing() // 2 for text in texts]
        return sum(lines) + self.fontMetrics().lineSpacing() if lines else 0

    def ticked(self) -> list[str]:
        """Return the keys of the ticked mentions."""
        items = (self.item(at) for at in range(self.count()))
        return [str(i.data(Qt.ItemDataRole.UserRole)) for i in items if i.checkState() is Qt.CheckState.Checked]

    def tick_sure(self, mentions: Iterable[Mention]) -> None:
        """Tick all that surely name the person and nobody else."""
        for at, mention in enumerate(mentions):
            if mention.surely and not mention.own:
                self.item(at).setCheckState(Qt.CheckState.Checked)


def wrapped_height(widget: QWidget, text: str, width: int) -> int:
    """Return how high a text is in a widget's font if its lines break at a width."""
    return widget.fontMetrics().boundingRect(0, 0, width, 0, int(Qt.TextFlag.TextWordWrap), text).height()


class ForgetDialog(QDialog):
    """Asks before a person is erased; lists who else names or holds them.

    Attributes:
        mentions: who else names them, with a tick for each.
        rest: what holds a copy.
        forget_it: the button that erases; it waits until it is known who else names or holds them.
        keep: the button that Enter presses, since what cannot be undone is not what Enter does.
    """

    def __init__(self, session: Session, operations: WindowOperations, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._operations, self._number = session, operations, number
        self._parent, self._letters, self._grown = parent, "", QSize()
        self._found: ForgetPreview | None = None
        name = session.read(query.titles, CANDIDATE, [number]).get(number, "")
        theme = session.theme
        self.setWindowTitle(self.tr("Forget this person"))
        self.asked = label(self.tr("Erase {name} for ever?").format(name=name), "h2", wrap=True)
        told = self.tr(
            "Record, sign-ups, contacts and referrals go, in the history too. This cannot be undone. "
            "Marks without a name keep the next list from bringing them back."
        )
        self.looking = label(self.tr("Looking for who else names or holds them…"), "hint", wrap=True)
        self._lists = self._made_lists()
        self._copying = button(theme, self.tr("Copy requests"), self.copy_requests, icon_name="copy")
        self._copying.setToolTip(self.tr("Copies a letter to each who holds a copy, with the request to delete it"))
        self._copying.hide()
        self.forget_it = button(theme, self.tr("Forget for ever"), self.forget, k="danger", icon_name="trash-2")
        self.forget_it.setEnabled(False)
        self.keep = button(theme, self.tr("Keep"), self.reject, k="primary")
        for other in (self._copying, self.forget_it):
            other.setAutoDefault(False)
        self.keep.setDefault(True)
        texts = (self.asked, label(told, wrap=True), self.looking)
        foot = row(self._copying, None, self.forget_it, self.keep)
        whole = column(*texts, self._lists, foot, spacing=12, margins=(20, 16, 20, 16))
        whole.setStretchFactor(self._lists, 1)
        self.setLayout(whole)
        name_parts(self)
        self.setMinimumWidth(theme.px(SMALL))
        self.keep.setFocus()
        self._look()

    def _made_lists(self) -> QWidget:
        theme = self._session.theme
        self.head = label(
            self.tr("Others name them. Tick where the words are to be erased; the rest stays."), "strong", wrap=True
        )
        self.mentions = MentionsList(self.tr("Who names them; Space ticks"))
        self.tick_all = button(theme, self.tr("Tick all that surely name them"), self._tick_sure, k="quiet")
        self.tick_all.setAutoDefault(False)
        self.holders = label(self.tr("What holds a copy:"), "strong")
        self.rest = QPlainTextEdit()
        self.rest.setReadOnly(True)
        self.rest.setTabChangesFocus(True)
        self.rest.setAccessibleName(self.tr("What holds a copy"))
        self.backups_now = QCheckBox()
        lists = QWidget()
        self._stack = column(
            self.head, self.mentions, row(self.tick_all, None), self.holders, self.rest, self.backups_now, spacing=8
        )
        lists.setLayout(self._stack)
        lists.hide()
        return lists

    def _look(self) -> None:
        folders = files_folder(self._session)

        def work(progress: Progress) -> ForgetPreview:
            return preview(self._session.campaign, self._number, folders=folders)

        self._session.tasks.run(
            work,
            owner=self,
            title=self.tr("Looking through the campaign"),
            on_done=self._show,
            on_failed=lambda error: self.looking.setText(error.sentence),
            reading=True,
        )

    def _show(self, found: ForgetPreview) -> None:
        self._found, holding = found, found.holding
        self.asked.setText(self.tr("Erase {name} for ever?").format(name=found.title))
        self.looking.hide()
        self.forget_it.setEnabled(True)
        self.mentions.show_mentions(holding.mentions)
        self.head.setVisible(bool(holding.mentions))
        self.tick_all.setVisible(any(m.surely and not m.own for m in holding.mentions))
        lines = replace(holding, mentions=()).lines()
        self.rest.setPlainText("\n".join(lines))
        for part in (self.holders, self.rest):
            part.setVisible(bool(lines))
        one, many = (
            self.tr("Delete the 1 backup from before, and make a new one now"),
            self.tr("Delete all {n} backups from before, and make a new one now"),
        )
        self.backups_now.setText((one if holding.copies == 1 else many).format(n=holding.copies))
        self.backups_now.setVisible(bool(holding.backups))
        self._letters = holding.letters
        self._copying.setVisible(bool(self._letters))
        if lines or holding.mentions:
            self._grow()

    def _grow(self) -> None:
        """Show the lists as high as what is in them, as far as the screen has room, in the middle of the window."""
        theme, screen = self._session.theme, self.screen().availableGeometry()
        high = self.fontMetrics().lineSpacing()
        width = min(theme.px(WIDTH), screen.width() * 9 // 10)
        wanted = {self.mentions: self.mentions.natural_height(width - theme.px(SIDES + TICK)), self.rest: 0}
        if text := self.rest.toPlainText():
            wanted[self.rest] = wrapped_height(self.rest, text, width - theme.px(SIDES)) + 2 * high
        self._lists.show()
        around = self.sizeHint().height()
        for part, natural in wanted.items():
            around -= 0 if part.isHidden() else part.sizeHint().height()
            part.setMinimumHeight(min(natural, LEAST * high))
            part.setMaximumHeight(max(natural, 1))
            self._stack.setStretchFactor(part, max(natural, 1))
        self._grown = QSize(width, min(around + sum(wanted.values()), screen.height() * 9 // 10))
        self.resize(self._grown)
        self._to_the_middle()

    def _to_the_middle(self) -> None:
        """Stand in the middle of the window, as far as all of it is on the screen."""
        window = self._parent.window().frameGeometry()
        self.move(window.center() - self.rect().center())
        keep_on_screen(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Go to the middle once it has grown: a window manager may tell of the new size later than it is asked for."""
        super().resizeEvent(event)
        if event.size() == self._grown:
            self._grown = QSize()
            self._to_the_middle()

    def copy_requests(self) -> None:
        """Copy the letters to those who hold a copy."""
        QApplication.clipboard().setText(self._letters)

    def _tick_sure(self) -> None:
        if self._found is not None:
            self.mentions.tick_sure(self._found.holding.mentions)

    def forget(self) -> None:
        """Erase the person, and the words that are ticked; say afterwards what is left."""
        session, operations, parent = self._session, self._operations, self._parent

        def done(forgotten: PersonForgotten) -> None:
            ForgottenDialog(session, operations, forgotten, parent).open()

        operations.forget(self._number, self.mentions.ticked(), self.backups_now.isChecked(), done)
        self.accept()


def save_key(session: Session, parent: QWidget) -> None:
    """Ask for a file and write the key of forgotten people into it, for another computer."""
    title = QCoreApplication.translate("ForgottenDialog", "Save the key of forgotten people")
    path = file_dialogs.file_to_save(parent, title, KEY_FILE)
    if path:
        try:
            write_key_file(session.campaign, Path(path))
        except UserError as error:
            failures.show(parent, error)


class ForgottenDialog(QDialog):
    """Says what is left of a person who was forgotten, and where; words in others' records can still be erased."""

    def __init__(
        self, session: Session, operations: WindowOperations, done: PersonForgotten, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._operations, self._done = session, operations, done
        self.setWindowTitle(self.tr("Forgotten"))
        self.told = QPlainTextEdit(self._told(done))
        self.told.setReadOnly(True)
        self.told.setAccessibleName(self.tr("What is left, and where"))
        self.mentions = MentionsList(self.tr("Who still names them; Space ticks"))
        self._head = label(self.tr("Tick where the words are to be erased after all."), "strong", wrap=True)
        self._erase = button(
            session.theme, self.tr("Erase the ticked words"), self.erase, k="danger", icon_name="trash-2"
        )
        copy = button(session.theme, self.tr("Copy requests to delete"), self._copy)
        copy.setVisible(bool(done.left.letters))
        keep = button(session.theme, self.tr("Save the key for another computer…"), self._save_key)
        keep.setVisible(bool(done.marks) and not done.key_in_file)
        shut = button(session.theme, self.tr("Close"), self.accept, k="primary")
        foot = row(self._erase, None, keep, copy, shut)
        self._stack = column(self.told, self._head, self.mentions, foot, spacing=12, margins=(20, 16, 20, 16))
        self.setLayout(self._stack)
        self._show(done.left.mentions)
        self._fit()
        shut.setDefault(True)
        shut.setFocus()

    def _told(self, done: PersonForgotten) -> str:
        old = done.backups_deleted
        one, many = self.tr("\n1 backup from before was deleted."), self.tr("\n{n} backups from before were deleted.")
        gone = (one if old == 1 else many).format(n=old) if old else ""
        return done.sentence_above_mentions + gone

    def _show(self, mentions: tuple[Mention, ...]) -> None:
        self.mentions.show_mentions(mentions)
        self._head.setVisible(bool(mentions))
        self._erase.setVisible(bool(mentions))

    def _fit(self) -> None:
        """Be as high as what is told, as far as the screen has room."""
        screen, theme = self.screen().availableGeometry(), self._session.theme
        high, width = self.fontMetrics().lineSpacing(), min(theme.px(WIDTH), screen.width() * 9 // 10)
        told = wrapped_height(self.told, self.told.toPlainText(), width - theme.px(SIDES)) + 2 * high
        listed = self.mentions.natural_height(width - theme.px(SIDES + TICK))
        around = self.sizeHint().height() - self.told.sizeHint().height()
        around -= self.mentions.sizeHint().height() if listed else 0
        for part, natural in ((self.told, told), (self.mentions, listed)):
            part.setMinimumHeight(min(natural, LEAST * high))
            part.setMaximumHeight(max(natural, 1))
            self._stack.setStretchFactor(part, max(natural, 1))
        self.resize(width, min(around + told + listed, screen.height() * 9 // 10))

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._done.left.letters)

    def _save_key(self) -> None:
        save_key(self._session, self)

    def erase(self) -> None:
        """Erase the words in the ticked mentions; what is left is listed again."""
        if ticked := self.mentions.ticked():
            self._operations.erase_words(self._done, ticked, self._now)

    def _now(self, done: PersonForgotten) -> None:
        self._done = done
        self.told.setPlainText(self._told(done))
        self._show(done.left.mentions)
        self._fit()
