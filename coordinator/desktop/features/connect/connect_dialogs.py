"""Small dialogs for connecting: unexplained words, the mail account, introductions."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFormLayout,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from coordinator.base.errors import UserError
from coordinator.base.naming_some import counted
from coordinator.base.progress import Progress
from coordinator.desktop.kit import file_dialogs
from coordinator.desktop.kit.basics import button, column, label, row
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.operations.handing_over import Introduction, introductions, send_introductions, write_drafts
from coordinator.operations.referring import learn_words
from coordinator.partners.mail_account import SECURITY, Account, Sent, keep_account, load_account, password_of
from coordinator.partners.status_words import UnknownWord, unknown_words
from coordinator.records.vocabularies import vocabulary


class WordsDialog(QDialog):
    """Asks, once, which status a partner means by a word.

    Attributes:
        words: the words, in table order.
    """

    def __init__(self, session: Session, operations: WindowOperations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._operations = session, operations
        self.words: list[UnknownWord] = []
        self.boxes: list[QComboBox] = []
        self.setWindowTitle(self.tr("Words of partners"))
        self.resize(session.theme.px(720), session.theme.px(460))
        self.table = QTableWidget(0, 4)
        self.table.setProperty("k", "review")
        self.table.setHorizontalHeaderLabels([self.tr(h) for h in ("Partner", "Writes", "For", "Means")])
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for index, width in ((0, 250), (2, 90), (3, 160)):
            self.table.setColumnWidth(index, session.theme.px(width))
        self._told = label("", "hint", wrap=True)
        self._save = button(session.theme, self.tr("Remember"), self.save, k="primary", icon_name="check")
        shut = button(session.theme, self.tr("Close"), self.accept)
        shut.setAutoDefault(False)
        lines = column(self._told, self.table, row(None, self._save, shut), margins=(20, 16, 20, 16))
        lines.setStretch(1, 1)
        self.setLayout(lines)
        session.changed.connect(self._fill)
        self._fill()

    def _fill(self, *_: object) -> None:
        self.words = self._session.read(unknown_words)
        told = self.tr("What does the partner mean? It is asked once and known from then on; the people move along.")
        self._told.setText(told if self.words else self.tr("Every word of every partner is known."))
        self._save.setEnabled(bool(self.words))
        self.boxes = []
        self.table.setRowCount(len(self.words))
        for line, word in enumerate(self.words):
            people = self.tr("1 person") if word.people == 1 else self.tr("{n} people").format(n=word.people)
            for index, text in enumerate((word.name, f"“{word.word}”", people)):
                self.table.setItem(line, index, QTableWidgetItem(text))
            box = QComboBox()
            box.setAccessibleName(self.tr("Meaning of {word}").format(word=word.word))
            box.addItem(self.tr("Choose…"), "")
            for term in vocabulary("referral_status").terms[2:]:
                box.addItem(term.label, term.code)
            box.setCurrentIndex(max(box.findData(word.likely), 0))
            self.table.setCellWidget(line, 3, box)
            self.boxes.append(box)

    def save(self) -> None:
        """Save the choices, one step per partner."""
        meanings: dict[int, dict[str, str]] = {}
        for word, box in zip(self.words, self.boxes, strict=True):
            if box.currentData():
                meanings.setdefault(word.partner, {})[word.word] = str(box.currentData())
        for partner, words in meanings.items():
            self._operations.do(learn_words, partner, words)


class AccountDialog(QDialog):
    """The campaign's mail account on this machine; the password goes into the system keyring."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(self.tr("Mail account"))
        found = load_account(session.settings) or Account("", 587, "")
        self.host, self.address, self.user = (QLineEdit(t) for t in (found.host, found.sender, found.user))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(self.tr("in the system's keyring") if found.user else "")
        self.port, self.rate = QSpinBox(), QSpinBox()
        self.port.setRange(1, 65535)
        self.port.setValue(found.port)
        self.rate.setRange(0, 600)
        self.rate.setValue(found.rate)
        self.security = QComboBox()
        for name in SECURITY:
            self.security.addItem(name, name)
        self.security.setCurrentIndex(self.security.findData(found.security))
        form = QFormLayout()
        lines: tuple[tuple[str, QWidget], ...] = (
            ("Mails come from", self.address),
            ("Server", self.host),
            ("Port", self.port),
            ("Secured by", self.security),
            ("User name", self.user),
            ("Password", self.password),
            ("Mails a minute", self.rate),
        )
        for name, widget in lines:
            widget.setAccessibleName(self.tr(name))
            form.addRow(self.tr(name), widget)
        self._told = label("", "problem", wrap=True)
        save = button(session.theme, self.tr("Save the account"), self.save, k="primary")
        cancel = button(session.theme, self.tr("Cancel"), self.reject)
        cancel.setAutoDefault(False)
        told = label(self.tr("Letters of hand-offs and introductions can go out through it."), "hint", wrap=True)
        self.setLayout(column(told, form, self._told, row(None, cancel, save), margins=(20, 16, 20, 16), spacing=12))

    def save(self) -> None:
        """Save the account."""
        if not self.host.text().strip() or "@" not in self.address.text():
            self._told.setText(self.tr("Say which server, and which address mails come from."))
            return
        account = Account(
            self.host.text().strip(),
            self.port.value(),
            self.address.text().strip(),
            str(self.security.currentData()),
            self.user.text().strip(),
            self.rate.value(),
        )
        try:
            keep_account(self._session.settings, account, self.password.text() or None)
        except UserError as error:
            self._told.setText(error.sentence)
            return
        self._session.tell(self.tr("The mail account is set up."))
        self.accept()


class IntroduceDialog(QDialog):
    """Introductions to partners: previewed per person, then written as drafts or sent.

    Attributes:
        found: introductions, including those not written and why.
    """

    def __init__(
        self, session: Session, operations: WindowOperations, referrals: list[int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._operations = session, operations
        self.found: list[Introduction] = []
        self.setWindowTitle(self.tr("Introduce people to their partners"))
        self.resize(session.theme.px(860), session.theme.px(560))
        theme = session.theme
        self.list = QListWidget()
        self.list.setFixedWidth(theme.px(300))
        self.list.setAccessibleName(self.tr("Who gets one"))
        self.list.currentRowChanged.connect(self._show)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("What they get"))
        self._told = label("", "hint", wrap=True)
        cancel = button(theme, self.tr("Cancel"), self.reject)
        self.drafts = button(theme, self.tr("Write drafts…"), self._ask, icon_name="file-plus")
        self.sending = button(theme, self.tr("Send them"), self.send, k="primary", icon_name="mail")
        for b in (cancel, self.drafts, self.sending):
            b.setAutoDefault(False)
        self.sending.setVisible(load_account(session.settings) is not None)
        middle = row(self.list, self.text, spacing=12)
        middle.setStretch(1, 1)
        lines = column(self._told, middle, row(None, cancel, self.drafts, self.sending), margins=(20, 16, 20, 16))
        lines.setStretch(1, 1)
        self.setLayout(lines)
        try:
            found = session.read(introductions, referrals, owner=session.author)
            self.found = sorted(found, key=lambda i: bool(i.why_not))
        except UserError as error:
            self._told.setText(error.sentence)
        else:
            self._fill()

    @property
    def ready(self) -> list[Introduction]:
        """The introductions to write."""
        return [i for i in self.found if not i.why_not]

    def _fill(self) -> None:
        told = self.tr("{n} one; {m}, and the list says why. Each is noted as a contact.")
        without = counted(len(self.found) - len(self.ready), "does not", "do not")
        with_one = counted(len(self.ready), "person gets", "people get")
        self._told.setText(told.format(n=with_one, m=without))
        for one in self.found:
            item = QListWidgetItem(one.name if not one.why_not else f"{one.name}: {one.why_not}")
            item.setSizeHint(QSize(0, self._session.theme.px(30)))
            self.list.addItem(item)
        self.list.setCurrentRow(0 if self.found else -1)
        for b in (self.drafts, self.sending):
            b.setEnabled(bool(self.ready))

    def _show(self, line: int) -> None:
        if 0 <= line < len(self.found):
            one = self.found[line]
            self.text.setPlainText(
                one.why_not or f"To: {one.name} <{one.email}>\n{one.text.subject}\n\n{one.text.body}"
            )

    def _ask(self) -> None:
        folder = file_dialogs.folder_to_use(self, self.tr("Folder for the drafts"))
        if folder:
            self.write(Path(folder))

    def write(self, folder: Path) -> None:
        """Write a draft for each, as one step."""
        session, found = self._session, self.found

        def done(paths: list[Path]) -> None:
            session.announce({}, session.campaign.head())
            session.tell(self.tr("Wrote {n} drafts to {folder}").format(n=len(paths), folder=folder.name))
            self.accept()

        session.tasks.run(
            lambda _: write_drafts(session.campaign, found, folder, author=session.author),
            title=self.tr("Writing drafts"),
            on_done=done,
            on_failed=lambda e: self._told.setText(e.sentence),
        )

    def send(self) -> None:
        """Send one to each person; what was sent is always noted."""
        session, found = self._session, self.found
        account = load_account(session.settings)
        assert account is not None

        def work(progress: Progress) -> Sent:
            return send_introductions(
                session.campaign, found, account, password_of(account), author=session.author, progress=progress
            )

        def done(result: Sent) -> None:
            session.announce({}, session.campaign.head())
            told = self.tr("Sent {n} of {all}.").format(n=len(result.sent), all=len(self.ready))
            session.tell(f"{told} {result.stopped}".strip())
            self.accept()

        session.tasks.run(
            work,
            title=self.tr("Sending introductions"),
            on_done=done,
            on_failed=lambda e: self._told.setText(e.sentence),
            on_cancelled=lambda: session.announce({}, session.campaign.head()),
        )
