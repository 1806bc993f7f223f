"""Parting a sign-up that was taken for somebody else: what its row says, and what the person loses by it."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QWidget,
)
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.progress import Progress
from coordinator.changes.change_set import Fields
from coordinator.changes.plan import Plan
from coordinator.desktop.kit.basics import button, column, frame, label, row
from coordinator.desktop.kit.names import name_parts
from coordinator.desktop.kit.themed import Cell
from coordinator.desktop.pane.related import in_words, said_as
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.importing.signed_up_as import signed_up_as, where_it_came
from coordinator.operations.people import brought_by_sign_up, mergeable, part
from coordinator.records.catalog import CANDIDATE, SIGNUP
from coordinator.records.fields import as_values
from coordinator.records.kinds import Value, as_number
from coordinator.store import query

MOST_SEEN = 4
"""So many sign-ups are seen at once."""
WIDTH, HEIGHT = 900, 600


@dataclass(frozen=True, slots=True)
class Parting:
    """What parting a sign-up would do.

    Attributes:
        plan: the plan.
        goes: the person of the sign-up, as they will be.
        is_new: whether they are new; if not, another sign-up was parted to them before.
        before, after: who stays, now and then.
    """

    plan: Plan
    goes: dict[str, Value]
    is_new: bool
    before: dict[str, Value]
    after: dict[str, Value]


def look_at(connection: Connection, plan: Plan, sign_up: int) -> Parting:
    """Return what a plan to part a sign-up does."""
    fields = {(c.record, c.record_id): c.fields for c in plan.changes}
    stays, goes = (as_number(person) or 0 for person in fields[SIGNUP.key, sign_up]["candidate"])
    rows = query.read_by_id(connection, query.typed(connection, CANDIDATE), [stays, goes])

    def then(number: int) -> dict[str, Value]:
        written: Fields = fields.get((CANDIDATE.key, number), {})
        return {**rows.get(number, {}), **{key: after for key, (_, after) in written.items()}}

    return Parting(plan, then(goes), goes < 0, rows.get(stays, {}), then(stays))


class PartDialog(QDialog):
    """Shows what parting the chosen sign-up of a person does; nothing is written until the button is pressed.

    Attributes:
        signs: the sign-ups of the person that came from lists.
        table: both people, field by field.
        part_it: the button; it waits until it is shown what it does.
        told: who becomes somebody else, or why that cannot be.
    """

    def __init__(
        self,
        session: Session,
        operations: WindowOperations,
        person: int,
        sign_up: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._operations = session, operations
        self._parting: Parting | None = None
        theme = session.theme
        self.setWindowTitle(self.tr("Part a sign-up"))
        self.resize(theme.px(WIDTH), theme.px(HEIGHT))
        name = session.read(query.titles, CANDIDATE, [person]).get(person, "")
        self.signs = QListWidget()
        self.signs.setAccessibleName(self.tr("Sign-ups of {name} that came from lists").format(name=name))
        self.signs.setWordWrap(True)
        self.told = label(self.tr("Reading its row again…"), "strong", wrap=True)
        self.table = self._made_table()
        card = frame("card", column(self.table, margins=(1, 1, 1, 1)))
        safe = self.tr(
            "What was changed since stays as it is. This is one step that can be undone, today or in months."
        )
        self.part_it = button(theme, self.tr("Make a person of their own"), self.part, k="primary", icon_name="unlink")
        self.part_it.setDefault(True)
        leave = button(theme, self.tr("Leave as it is"), self.reject)
        leave.setAutoDefault(False)
        ask = self.tr("Which sign-up of {name} is somebody else's?").format(name=name)
        foot = row(label(safe, "caption", wrap=True), leave, self.part_it)
        foot.setStretch(0, 1)
        whole = column(
            label(ask, "h2", wrap=True), self.signs, self.told, card, foot, spacing=12, margins=(20, 16, 20, 16)
        )
        whole.setStretch(3, 1)
        self.setLayout(whole)
        name_parts(self)
        self.signs.currentItemChanged.connect(lambda *_: self._look())
        self._list(person, sign_up)
        self.signs.setFocus()

    def _made_table(self) -> QTableWidget:
        table = QTableWidget(0, 4)
        table.setProperty("k", "review")
        table.setAccessibleName(self.tr("What becomes of both, field by field"))
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        return table

    def _list(self, person: int, wanted: int) -> None:
        """List the sign-ups that came from a row, the newest first, and choose the wanted one."""
        session = self._session
        ids = session.read(query.ids_by_values, SIGNUP, "candidate", [person]).get(person, [])
        rows = [r for r in session.read(query.read_rows, SIGNUP, sorted(ids, reverse=True)) if r.get("came_in")]
        for values in rows:
            told = in_words(session, SIGNUP, as_values(values), SIGNUP.by_key["candidate"])
            said = session.read(signed_up_as, as_values(values))
            told = f"{told}, {said_as(said)}" if said else told
            item = QListWidgetItem(f"{told}\n{where_it_came(as_values(values))}")
            item.setData(Qt.ItemDataRole.UserRole, values["id"])
            self.signs.addItem(item)
        self.signs.setVisible(bool(rows))
        at = next((line for line, values in enumerate(rows) if values["id"] == wanted), 0)
        self.signs.setCurrentRow(at)
        self._fit_signs()
        if not rows:
            self._refuse(UserError(self.tr("No sign-up here came from a list: nobody was taken for somebody else.")))

    def _fit_signs(self) -> None:
        """Make the list as high as its sign-ups, up to some of them: its lines may break."""
        self.signs.ensurePolished()
        shown = sum(self.signs.sizeHintForRow(at) for at in range(min(self.signs.count(), MOST_SEEN)))
        self.signs.setFixedHeight(shown + 2 * self.signs.frameWidth() + self._session.theme.px(12))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the whole rows of the list in sight."""
        super().resizeEvent(event)
        self._fit_signs()

    def _look(self) -> None:
        """Plan to part the chosen sign-up; its row is read once more beside the window."""
        self._parting = None
        self.part_it.setEnabled(False)
        sign_up, campaign = self._chosen(), self._session.campaign

        def work(_: Progress) -> tuple[int, Parting]:
            brought = brought_by_sign_up(campaign, sign_up)
            with campaign.reading() as connection:
                return sign_up, look_at(connection, part.plan(connection, brought), sign_up)

        def failed(error: UserError) -> None:
            if sign_up == self._chosen():
                self._refuse(error)

        self._session.tasks.run(work, owner=self, on_done=self._show, on_failed=failed, reading=True)

    def _chosen(self) -> int:
        item = self.signs.currentItem()
        return as_number(item.data(Qt.ItemDataRole.UserRole)) or 0 if item is not None else 0

    def _refuse(self, error: UserError) -> None:
        self.part_it.setEnabled(False)
        self.told.setText(error.sentence)
        self.table.setRowCount(0)

    def _show(self, found: tuple[int, Parting]) -> None:
        sign_up, parting = found
        if sign_up != self._chosen():
            return  # another one was chosen meanwhile
        self._parting = parting
        rt = self._session.typed(CANDIDATE)
        goes, now, stays = (rt.title(person) for person in (parting.goes, parting.before, parting.after))
        told = (
            self.tr("{goes} becomes a person of their own; {stays} stays")
            if parting.is_new
            else self.tr("{goes}, whom another sign-up was parted to, gets this one too; {stays} stays")
        )
        self.told.setText(told.format(goes=goes, stays=stays))
        self.table.setHorizontalHeaderLabels(
            ["", goes, self.tr("{stays} now").format(stays=now), self.tr("{stays} afterwards").format(stays=stays)]
        )
        sides = (parting.goes, parting.before, parting.after)
        fields = [f for f in mergeable(rt) if any(side.get(f.key) not in (None, "", []) for side in sides)]
        self.table.setRowCount(len(fields))
        for line, field in enumerate(fields):
            new, now, then = (field.kind.show(side.get(field.key)) for side in sides)
            empty, changed = self.tr("(empty)"), now != then
            texts = (field.label, new or empty, now or empty, (then or empty) if changed else self.tr("= the same"))
            for at, text in enumerate(texts):
                plain = "text" if at == 1 and new else "text3" if at != 2 or not now else "text"
                self.table.setItem(
                    line, at, Cell(self._session.theme, text, "accentText" if at == 3 and changed else plain)
                )
        self.part_it.setEnabled(True)

    def part(self) -> None:
        """Part the chosen sign-up."""
        if self._parting is not None:
            self._operations.carry_out(self._parting.plan)
            self.accept()
