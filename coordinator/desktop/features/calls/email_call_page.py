"""An e-mail call: its text, its recipients, and a preview of the first letter."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit

from coordinator.base.errors import UserError
from coordinator.base.naming_some import counted
from coordinator.base.progress import Progress
from coordinator.desktop.kit import file_dialogs
from coordinator.desktop.kit.basics import button, column, frame, label, row
from coordinator.desktop.kit.tasks import T
from coordinator.desktop.shell.page_stack import Page
from coordinator.desktop.shell.session import Session
from coordinator.operations.calling import send_call, write_drafts
from coordinator.partners.mail_account import Account, Sent, load_account, password_of
from coordinator.partners.messages import Text, template
from coordinator.records.catalog import EVENT, TEMPLATE
from coordinator.records.left_out import told_left_out
from coordinator.store import query
from coordinator.tour.calls import PURPOSE, Call, Letter, code_of, left_out, letters, rsvps_of, why_no_rsvps

LEFT = 440
PAUSE_MS = 250


class EmailCallPage(Page):
    """Writes to many people to ask them to sign up; the send button shows how many first.

    Attributes:
        found: the letters, including those not written and why.
    """

    def __init__(self, session: Session, people: Sequence[int]) -> None:
        super().__init__(session)
        self.set_title(self.tr("E-mail call"))
        self._list = list(people)
        self.found: list[Letter] = []
        self._at = 0
        self._busy = self._sure = False
        self._asked, self._problem = 0, ""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self._account: Account | None = load_account(session.settings)
        self._build()
        self._start()
        self.look()

    # Building

    def _build(self) -> None:
        theme = self._session.theme
        head = self._head()
        self.name, self.code, self.subject = QLineEdit(), QLineEdit(), QLineEdit()
        self.body, self.whom, self.templates = QPlainTextEdit(), QComboBox(), QComboBox()
        names = {
            self.tr("To"): self.whom,
            self.tr("Name of the call"): self.name,
            self.tr("Code of its link"): self.code,
            self.tr("Template"): self.templates,
            self.tr("Subject"): self.subject,
            self.tr("Text"): self.body,
        }
        parts = []
        for name, box in names.items():
            box.setAccessibleName(name)
            box.setMinimumHeight(theme.px(32))
            parts.append(column(label(name, "section"), box, spacing=4))
        to, named, coded, template_, subject, text = parts
        text.setStretch(1, 1)
        hint = self.tr(
            "{link} is where people sign up. Other fields: {given_name}, {name}, {stop}, {when}, {who}, {owner}"
        )
        fields = label(hint, "caption", wrap=True)
        self.together = QCheckBox(self.tr("A letter to one address names everybody there"))
        self.together.toggled.connect(lambda _: self.look())
        parts_ = (to, self.together, row(named, coded), template_, subject, text, fields)
        left = column(*parts_, margins=(20, 14, 20, 14), spacing=8)
        left.setStretch(parts_.index(text), 1)
        rail = frame("rail", left)
        rail.setFixedWidth(theme.px(LEFT))
        self._to, self._read, self._subject = label("", "hint"), label("", "", wrap=True), label("", "h3", wrap=True)
        self._ways_on = step = [
            button(theme, self.tr("Before"), lambda: self._turn(-1), k="quiet"),
            button(theme, self.tr("Next"), lambda: self._turn(1), k="quiet"),
        ]
        card = frame("card", column(self._to, self._subject, self._read, margins=(20, 16, 20, 20), spacing=10))
        top = row(label(self.tr("What they read"), "section"), None, *step)
        self._left = label("", "warn", wrap=True)
        right = column(top, card, self._left, None, margins=(20, 14, 20, 14), spacing=10)
        middle = row(rail, right, spacing=0)
        middle.setStretch(1, 1)
        self._told = label("", "caption", wrap=True)
        self._drafts = button(theme, "", self.ask_drafts, icon_name="file-plus")
        self._send = button(theme, "", self.send, k="primary", icon_name="mail")
        foot = row(self._told, self._drafts, self._send, margins=(20, 10, 20, 10))
        foot.setStretch(0, 1)
        whole = column(head, middle, frame("foot", foot), spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _start(self) -> None:
        stops = self._session.read(lambda c: query.read_rows(c, EVENT, query.select_ids(c, EVENT)))
        self.whom.addItem(self.tr("The {n} candidates of the list").format(n=f"{len(self._list):,}"), None)
        for stop in stops:
            self.whom.addItem(self.tr("RSVPs of {stop}").format(stop=EVENT.title(stop)), stop["id"])
        mine = self._session.read(lambda c: query.read_rows(c, TEMPLATE, query.select_ids(c, TEMPLATE)))
        self.templates.addItem(self.tr("The usual one"), None)
        for one in (t for t in mine if t.get("purpose") == PURPOSE):
            self.templates.addItem(one["name"], one["name"])
        self._take_template()
        self.templates.currentIndexChanged.connect(lambda _: self._take_template())
        self.name.textEdited.connect(lambda text: self.code.setText(code_of(text) if text else ""))
        for edited in (self.name.textChanged, self.code.textChanged, self.subject.textChanged, self.body.textChanged):
            edited.connect(lambda *_: self._edited())
        self.whom.currentIndexChanged.connect(lambda _: self.look())

    def _edited(self) -> None:
        """Refresh when typing pauses; until then sending is off, since the preview is out of date."""
        self._drafts.setEnabled(False)
        self._send.setEnabled(False)
        self._pause.start()

    def _take_template(self) -> None:
        text = self._session.read(template, PURPOSE, self.templates.currentData())
        self.subject.setText(text.subject)
        self.body.setPlainText(text.body)

    # What is shown

    @property
    def call(self) -> Call:
        """The call as currently entered."""
        text = Text(self.subject.text(), self.body.toPlainText().rstrip() + "\n")
        return Call(
            self.name.text().strip(), self.code.text().strip(), text, self.whom.currentData(), self.together.isChecked()
        )

    @property
    def ready(self) -> list[Letter]:
        """The letters that would be sent."""
        return [letter for letter in self.found if not letter.why_not]

    def look(self) -> None:
        """Recompute who would get what, in the background."""
        self._asked += 1
        mine, call, people = self._asked, self.call, self._list
        owner = self._session.author

        def work(progress: Progress) -> tuple[list[Letter], str]:
            with self._session.campaign.reading() as connection:
                whom = people if call.event is None else rsvps_of(connection, call.event)
                why = "" if call.event is None else why_no_rsvps(connection, call.event)
                return letters(connection, call, whom, owner=owner), why

        def done(found: list[Letter], problem: str = "") -> None:
            if mine == self._asked:
                self.found, self._at, self._problem = found, 0, problem
                self._show()

        self.run(work, on_done=lambda both: done(*both), on_failed=lambda error: done([], error.sentence), reading=True)

    def _show(self) -> None:
        ready = self.ready
        shown = ready[self._at % len(ready)] if ready else None
        self._to.setText(f"{shown.name} <{shown.email}>" if shown else "")
        self._subject.setText(shown.text.subject if shown else "")
        self._read.setText(shown.text.body if shown else self._problem or self.tr("Nobody would get it."))
        people = sum(1 + len(letter.also) for letter in ready)
        self._subtitle.setText(
            self.tr("{n} it").format(n=counted(people, "person gets", "people get")) if ready else ""
        )
        self._left.setText(self._reasons())
        self._drafts.setText(" " + self.tr("Write {n}…").format(n=counted(len(ready), "draft")))
        self._send.setText(" " + self.tr("Send {n}").format(n=counted(len(ready), "e-mail")))
        self._drafts.setEnabled(bool(ready) and not self._busy)
        self._send.setEnabled(bool(ready) and self._account is not None and not self._busy)
        safe = self.tr("Nothing is written yet. Nobody gets a call twice.")
        setup = self.tr("To send from here, set up the mail account in the menu Connect.")
        self._told.setText(safe if self._account else f"{safe} {setup}")
        for way in self._ways_on:
            way.setEnabled(len(ready) > 1)

    def _reasons(self) -> str:
        lines = told_left_out(left_out(self.found))
        return "\n".join(self.tr("Left out, {why}").format(why=line) for line in lines)

    def _turn(self, by: int) -> None:
        self._at += by
        self._show()

    # What is done

    def ask_drafts(self) -> None:
        """Ask for a folder and write the drafts there."""
        folder = file_dialogs.folder_to_use(self, self.tr("Folder of the drafts"))
        if folder:
            self.write(Path(folder))

    def write(self, folder: Path) -> None:
        """Write the drafts in the background."""
        call, found = self.call, self.found
        told = self.tr("Wrote {n} drafts to {folder}.").format(n=len(self.ready), folder=folder.name)

        def work(progress: Progress) -> list[Path]:
            return write_drafts(self._session.campaign, call, found, folder, author=self._session.author)

        self._begin(work, lambda _: told)

    def send(self) -> None:
        """Send the call through the mail account at its rate; what was sent is always noted."""
        account, call, found = self._account, self.call, self.found
        if account is None:
            return
        try:
            password = password_of(account)
        except UserError as error:
            self._session.tell(error.sentence)
            return

        def work(progress: Progress) -> Sent:
            return send_call(
                self._session.campaign, call, found, account, password, author=self._session.author, progress=progress
            )

        def told(sent: Sent) -> str:
            words = self.tr("Sent {n} e-mails.").format(n=len(sent.sent))
            refused = self.tr(" {n} were not taken.").format(n=len(sent.refused)) if sent.refused else ""
            return words + refused + (f" {sent.stopped}" if sent.stopped else "")

        self._begin(work, told)

    def _begin(self, work: Callable[[Progress], T], told: Callable[[T], str]) -> None:
        self._busy, self._sure = True, False
        self._show()

        def ended(sentence: str) -> None:
            self._busy = False
            self._session.tell(sentence)
            self.look()

        handle = self.run(
            work,
            title=self.tr("Writing to {n} people").format(n=len(self.ready)),
            on_done=lambda result: ended(told(result)),
            on_failed=lambda error: ended(error.sentence),
            on_cancelled=lambda: ended(self.tr("Stopped. What was sent is noted.")),
        )
        handle.ended.connect(partial(self._session.announce, {}, 0))  # noted even if the page is closed

    @property
    def holds_work(self) -> bool:
        """Whether e-mails are being sent."""
        return self._busy

    def may_close(self) -> bool:
        """Warn first that sending would stop."""
        if not self._busy or self._sure:
            return True
        self._sure = True
        self._told.setText(self.tr("E-mails are going out. Leave again to stop; what was sent is noted."))
        return False

    def take_focus(self) -> None:
        """Put the focus on the name."""
        self.name.setFocus()
