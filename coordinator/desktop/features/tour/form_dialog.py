"""Form setup: its questions, and what it says about the campaign."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QDialog, QFormLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from coordinator.base.errors import UserError
from coordinator.changes.plan import Plan
from coordinator.desktop.kit.basics import button, column, label, row
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.operations.signing_up import choose_facts, choose_questions
from coordinator.records.catalog import CANDIDATE
from coordinator.tour.public_facts import public
from coordinator.tour.questions import ALWAYS, askable, asked, questions, words


class FormDialog(QDialog):
    """Sets the questions, their order and who is asking, for form, desk and sheets.

    Attributes:
        list: all possible questions; those asked are ticked.
        boxes: the public facts: name, contact, address.
    """

    def __init__(self, session: Session, operations: WindowOperations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._operations = session, operations
        self.setWindowTitle(self.tr("What the form asks"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(session.theme.px(620), session.theme.px(600))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Questions, in the order in which they are asked"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.boxes = {key: QLineEdit() for key in ("name", "contact", "address")}
        self._told = label("", "problem", wrap=True)
        self._build()
        self._fill()

    def _build(self) -> None:
        theme = self._session.theme
        names = {
            "name": self.tr("Who asks"),
            "contact": self.tr("E-mail for people's own data"),
            "address": self.tr("Address of the form"),
        }
        form = QFormLayout()
        form.setHorizontalSpacing(theme.px(12))
        for key, box in self.boxes.items():
            box.setAccessibleName(names[key])
            box.setMinimumHeight(theme.px(32))
            form.addRow(label(names[key]), box)
        self.boxes["address"].setPlaceholderText("https://run.example.org/")
        move = [
            button(theme, self.tr("Up"), lambda: self.shift(-1)),
            button(theme, self.tr("Down"), lambda: self.shift(1)),
        ]
        hint = self.tr(
            "Served to phones with: coordinator form. Codes on sheets and in calls lead to its address. "
            "Name, a way to reach people and whether they may be contacted are always asked."
        )
        save = button(theme, self.tr("Save what is asked"), self.save, k="primary")
        shut = button(theme, self.tr("Close"), self.reject, k="quiet")
        body = column(
            label(self.tr("Questions"), "h3"),
            self.list,
            row(*move, None),
            form,
            label(hint, "hint", wrap=True),
            self._told,
            row(None, shut, save),
            margins=(20, 16, 20, 16),
            spacing=10,
        )
        body.setStretch(1, 1)
        self.setLayout(body)

    def _fill(self) -> None:
        rt = self._session.typed(CANDIDATE)
        chosen = [question.key for question in self._session.read(asked)]
        rest = [key for key in askable(rt) if key not in chosen]
        english = words("en")
        for question in questions(rt, [*chosen, *rest]):
            item = QListWidgetItem(question.label(english))
            item.setData(Qt.ItemDataRole.UserRole, question.key)
            on = question.key in chosen
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            if question.key in ALWAYS:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        told = self._session.read(public)
        for key, box in self.boxes.items():
            box.setText(getattr(told, key))

    @property
    def keys(self) -> list[str]:
        """The ticked questions, in order."""
        items = (self.list.item(i) for i in range(self.list.count()))
        return [str(i.data(Qt.ItemDataRole.UserRole)) for i in items if i.checkState() is Qt.CheckState.Checked]

    def shift(self, by: int) -> None:
        """Move the selected question up or down."""
        at = self.list.currentRow()
        if 0 <= at + by < self.list.count():
            item = self.list.takeItem(at)
            self.list.insertItem(at + by, item)
            self.list.setCurrentRow(at + by)

    def save(self) -> None:
        """Save both, showing problems in place."""
        try:
            plans: list[Plan] = [
                self._session.read(choose_questions.plan, self.keys),
                self._session.read(choose_facts.plan, {key: box.text() for key, box in self.boxes.items()}),
            ]
        except UserError as error:
            self._told.setText(error.sentence)
            return
        for plan in plans:
            self._operations.carry_out(plan)
        self.accept()
