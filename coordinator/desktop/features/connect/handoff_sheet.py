"""A partner's hand-off: who is included with which details, who is left out, and the covering letter."""

import datetime as dt
import re
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from coordinator.base.errors import UserError
from coordinator.base.naming_some import name_some, so_many_people
from coordinator.base.progress import Progress
from coordinator.desktop.kit import file_dialogs
from coordinator.desktop.kit.basics import button, column, frame, label, row
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.operations.handing_over import (
    HandedOver,
    Handover,
    draft_handoff,
    hand_over,
    plan_handover,
    send_handoff,
)
from coordinator.partners.fit import shown_day
from coordinator.partners.handoff_columns import sent_detail
from coordinator.partners.mail_account import Account, load_account, password_of
from coordinator.records import row_id
from coordinator.records.catalog import HANDOFF, PARTNER

FILES = "Excel workbook (*.xlsx);;csv (*.csv)"


class HandoffDialog(QDialog):
    """Previews a hand-off and writes it.

    Attributes:
        found: the planned hand-off; None if it cannot be planned.
    """

    def __init__(
        self, session: Session, operations: WindowOperations, partner: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._operations, self._partner = session, operations, partner
        self.found: Handover | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(session.theme.px(900), session.theme.px(620))
        self._account: Account | None = load_account(session.settings)
        self._build()
        self.refresh()

    def _build(self) -> None:
        theme = self._session.theme
        self._title, self._what = label("", "h2"), label("", "hint", wrap=True)
        head = frame("header", column(self._title, self._what, margins=(24, 14, 24, 12), spacing=2))
        self.table = QTableWidget()
        self.table.setProperty("k", "review")
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setAccessibleName(self.tr("What goes out"))
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.columns = QLineEdit()
        self.columns.setAccessibleName(self.tr("Columns that the partner gets"))
        self.columns.setPlaceholderText(self.tr("The usual ones; else such as: E-mail=Contact address; Last name; ZIP"))
        self.columns.editingFinished.connect(self._columns_changed)
        self._left = label("", "warn", wrap=True)
        self.again = QCheckBox(self.tr("On purpose, also those who were sent there before"))
        self.again.toggled.connect(lambda *_: self.refresh())
        self.draft = QCheckBox(self.tr("Write the covering letter as a draft beside it, and open it"))
        self.draft.setChecked(True)
        named = row(label(self.tr("Columns"), "caption"), self.columns)
        named.setStretch(1, 1)
        body = column(named, self.table, self._left, self.again, self.draft, margins=(24, 14, 24, 12), spacing=10)
        body.setStretch(1, 1)
        self._safe = label("", "caption", wrap=True)
        cancel = button(theme, self.tr("Cancel"), self.reject)
        self.send_button = button(theme, self.tr("Save and send…"), lambda: self._ask(send_it=True), icon_name="mail")
        self.send_button.setVisible(self._account is not None)
        self.save_button = button(
            theme, "", lambda: self._ask(send_it=False), k="primary", icon_name="file-spreadsheet"
        )
        for b in (cancel, self.send_button, self.save_button):
            b.setAutoDefault(False)
        foot = row(self._safe, None, cancel, self.send_button, self.save_button, margins=(24, 12, 24, 12))
        foot.setStretch(0, 2)
        whole = column(head, frame("surface", body), frame("foot", foot), spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def refresh(self) -> None:
        """Refresh who would be included."""
        try:
            self.found = self._session.read(plan_handover, self._partner, again=self.again.isChecked())
        except UserError as error:
            self.found = None
            self._left.setText(error.sentence)
            self.save_button.setEnabled(False)
            return
        found = self.found
        name = str(found.partner["name"])
        self.setWindowTitle(self.tr("Hand over to {name}").format(name=name))
        self._title.setText(self.tr("Hand {who} to {name}").format(who=so_many_people(len(found.people)), name=name))
        self._what.setText(
            self.tr("Only people who agreed, only these columns. To be deleted by {day}.").format(
                day=shown_day(found.delete_by)
            )
        )
        if not self.columns.hasFocus():
            self.columns.setText("; ".join(found.partner.get("handoff_columns") or []))
        self._fill(found)
        why: dict[str, list[str]] = {}
        for who, reason in found.left_out:
            why.setdefault(reason, []).append(who)
        told = [f"{reason}: {name_some(n, 4)}" for reason, n in why.items()]
        lines = [self.tr("Left out – ") + "; ".join(told)] if told else []
        refusing = [f"{what}: {name_some(names, 4)}" for what, names in found.refusing.items()]
        lines += [self.tr("Passed on, and the file tells it – ") + "; ".join(refusing)] if refusing else []
        self._left.setText("\n".join(lines))
        self._left.setVisible(bool(lines))
        self._safe.setText(
            self.tr("One step that can be undone until it is sent; after that it can be called back.")
            if found.people
            else self.tr("Nobody is proposed to this partner. Connect people first (Ctrl+L).")
        )
        self.save_button.setText(" " + self.tr("Save the workbook…"))
        for b in (self.save_button, self.send_button):
            b.setEnabled(bool(found.people))

    def _fill(self, found: Handover) -> None:
        headings = [c.heading for c in found.columns]
        self.table.setColumnCount(len(headings))
        self.table.setHorizontalHeaderLabels(headings)
        self.table.setRowCount(len(found.people))
        for line, passed in enumerate(found.people):
            for index, column_ in enumerate(found.columns):
                shown = column_.field.kind.show(sent_detail(column_.field, passed.person))
                self.table.setItem(line, index, QTableWidgetItem(shown))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for index, column_ in enumerate(found.columns):
            self.table.setColumnWidth(index, self._session.theme.px(min(column_.field.width, 190)))
        if headings:
            header.setStretchLastSection(True)

    def _columns_changed(self) -> None:
        before = self.found.partner.get("handoff_columns") if self.found else None
        if self.columns.text() == "; ".join(before or []):
            return
        try:
            self._operations.edit(
                PARTNER,
                {self._partner: {"handoff_columns": self.columns.text()}},
                quietly=True,
                on_done=lambda _: self.refresh(),
            )
        except UserError as error:
            self._left.setText(error.sentence)

    def _ask(self, *, send_it: bool) -> None:
        if self.found is None:
            return
        plain = re.sub(r"[^\w]+", "-", str(self.found.partner["name"])).strip("-").lower()
        usual = Path(self._session.settings.get("folder", "")) / f"{plain} {dt.date.today():%Y-%m-%d}.xlsx"
        path, chosen = file_dialogs.file_and_kind_to_save(self, self.tr("Hand over"), str(usual), FILES)
        if path:
            self.write(
                Path(path) if Path(path).suffix else Path(path + (".csv" if "csv" in chosen else ".xlsx")),
                send_it=send_it,
            )

    def write(self, path: Path, *, send_it: bool = False) -> None:
        """Write the file, then write or send the letter, in the background."""
        found, session, account = self.found, self._session, self._account
        assert found is not None
        draft = path.with_suffix(".eml") if self.draft.isChecked() and not send_it else None

        def work(progress: Progress) -> tuple[HandedOver, str]:
            done = hand_over(session.campaign, found, path, author=session.author, progress=progress)
            return done, _letter(session, done, draft, account if send_it else None)

        def finished(result: tuple[HandedOver, str]) -> None:
            done, told = result
            session.announce({"referral": [], "candidate": [], "handoff": [], "export": []}, done.seq)
            number = row_id.make(HANDOFF.letter, done.handoff)
            sentence = self.tr("Handed {n} people over in {file} ({id})").format(
                n=len(found.people), file=path.name, id=number
            )
            action = None if send_it else (self.tr("Undo"), lambda: self._operations.undo(done.seq))
            session.tell(sentence + (f"\n{told}" if told else ""), action)
            if draft is not None and draft.exists():
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(draft)))
            self.accept()

        session.tasks.run(work, title=self.tr("Handing over"), on_done=finished, on_failed=session.tell_not_done)


def _letter(session: Session, done: HandedOver, draft: Path | None, account: Account | None) -> str:
    """Write the letter as a draft or send it; return the message to show."""
    try:
        if draft is not None:
            draft_handoff(session.campaign, done.handoff, done.path, draft, author=session.author)
        elif account is not None:
            password = password_of(account)
            send_handoff(session.campaign, done.handoff, done.path, account, password, author=session.author)
    except UserError as error:
        return error.sentence
    return ""


def send_again(session: Session, number: int, path: Path) -> None:
    """Send the file of a hand-off written earlier."""
    account = load_account(session.settings)
    if account is None:
        session.tell("Set up the mail account first: Connect > Mail account.")
        return

    def work(progress: Progress) -> None:
        send_handoff(session.campaign, number, path, account, password_of(account), author=session.author)

    def done(_: None) -> None:
        session.announce({"handoff": [number], "partner": []}, session.campaign.head())
        session.tell(f"Sent {path.name}")

    session.tasks.run(work, title=f"Sending {path.name}", on_done=done, on_failed=lambda e: session.tell(e.sentence))


def recall_handoff(session: Session, operations: WindowOperations, number: int, path: Path) -> None:
    """Write the recall letter of a hand-off, open it, and note the recall."""
    from coordinator.operations.handing_over import call_back, draft_recall
    from coordinator.partners.copies_held import recall

    try:
        found = session.read(recall, number)
        draft_recall(session.campaign, found, path, author=session.author)
    except UserError as error:
        session.tell(error.sentence)
        return
    operations.do(call_back, number)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
