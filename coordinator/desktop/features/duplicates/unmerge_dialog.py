"""Undoing a merge: divides what was added while the two were one, where the owner is unclear."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from coordinator.changes.merge import Resolution
from coordinator.changes.plan import Plan
from coordinator.desktop.kit.basics import button, column, label, row
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.operations.undoing import questions, who_comes_back


class UnmergeDialog(QDialog):
    """Asks what goes to the restored person; nothing is written until confirmed."""

    def __init__(
        self, session: Session, operations: WindowOperations, plan: Plan, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._operations, self._plan = operations, plan
        self.setWindowTitle(self.tr("Two again"))
        self.resize(session.theme.px(640), session.theme.px(420))
        told = label(
            self.tr(
                "This came in while they were one, and nothing in it tells whose it is. Tick what goes to the one who "
                "comes back; the rest stays. Sign-ups that name one of two people, or came through a stop's own "
                "source, go there by themselves."
            ),
            "hint",
            wrap=True,
        )
        back = " · ".join(session.read(who_comes_back, plan))
        self.who = label(self.tr("Comes back: {who}").format(who=back), "strong", wrap=True)
        self.who.setVisible(bool(back))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("What came since; Space ticks"))
        self.list.setWordWrap(True)
        for question in questions(plan):
            item = QListWidgetItem(question.who)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        split = button(session.theme, self.tr("Make two again"), self.split, k="primary", icon_name="unlink")
        stay = button(session.theme, self.tr("Leave them one"), self.reject)
        stay.setAutoDefault(False)
        self.setLayout(
            column(
                label(self.tr("What goes to the one who comes back?"), "h2", wrap=True),
                label(self.tr("To be undone: {step}").format(step=plan.title.partition(": ")[2]), "strong", wrap=True),
                self.who,
                told,
                self.list,
                row(label(self.tr("This can be undone."), "caption"), None, stay, split),
                spacing=12,
                margins=(20, 16, 20, 16),
            )
        )
        self.list.setFocus()

    def split(self) -> None:
        """Undo the merge, with the ticked items."""
        for at, question in enumerate(questions(self._plan)):
            ticked = self.list.item(at).checkState() is Qt.CheckState.Checked
            question.answer = Resolution.TAKE if ticked else Resolution.KEEP
        self._operations.take_back(self._plan)
        self.accept()
