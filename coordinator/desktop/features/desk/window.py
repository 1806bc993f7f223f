"""The desk's window: full screen, one form after another; only the PIN closes it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QStackedWidget, QWidget

from coordinator.base.errors import UserError
from coordinator.desktop.features.desk.form import DeskForm
from coordinator.desktop.features.desk.thanks_and_pin import PinPage, ThanksPage
from coordinator.desktop.kit.basics import column, frame, label, row
from coordinator.desktop.kit.icons import icon, pixmap
from coordinator.desktop.kit.theme import Theme
from coordinator.tour.desk import Desk, desk_words

IDLE_SECONDS = 60
LARGE = 1.25
_AWAKE = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.Wheel}


class DeskWindow(QWidget):
    """The window of one desk.

    Attributes:
        left: emitted when the desk is closed with the PIN: its file, and its number of sign-ups.

    Raises:
        UserError: the file cannot be opened.
    """

    left = Signal(object, int)

    def __init__(self, theme: Theme, path: Path) -> None:
        super().__init__()
        self.desk = Desk(path)
        self._theme, self.language, self._large = theme, "en", False
        self._may_close = self._twice = False
        self.setProperty("k", "desk")
        self.setWindowTitle(self.desk.stop)
        self.setMinimumSize(800, 600)
        self._pages = QStackedWidget()
        self._bar: QFrame | None = None
        self._foot = label("", "deskHint")
        self._foot.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._body = column(self._pages, self._foot, 12, spacing=4)
        self.setLayout(self._body)
        self.thanks, self.pin = ThanksPage(theme), PinPage(theme, self.desk)
        self.form = DeskForm(theme, self.desk, self.language)
        for page in (self.form, self.thanks, self.pin):
            self._pages.addWidget(page)
        self.thanks.over.connect(self._next)
        self.pin.opened.connect(self.leave)
        self.pin.back.connect(self._next)
        self._idle = QTimer(self, singleShot=True, interval=IDLE_SECONDS * 1000)
        self._idle.timeout.connect(self.forget)
        theme.changed.connect(self._restyle)
        self._restyle()
        self._show_form({})
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    # Building

    def _make_bar(self) -> QFrame:
        own = desk_words(self.language)["desk"]
        pin = QLabel()
        pin.setPixmap(pixmap(self._theme, "map-pin", "text2", self._theme.px(22)))
        beside = "" if self._large else self.desk.venue
        where = " · ".join(p for p in (self.desk.place or self.desk.stop, beside) if p)
        self.counted = label("", "deskText")
        check = QLabel()
        check.setPixmap(pixmap(self._theme, "circle-check", "ok", self._theme.px(22)))
        other = "es" if self.language == "en" else "en"
        buttons = (
            self._button("a-large-small", str(own["usual_text" if self._large else "large_text"]), self._toggle_size),
            self._button("languages", str(desk_words(other)["language"]), lambda: self.speak(other)),
            self._button("lock", str(own["close"]), self.ask_pin),
        )
        line = row(
            pin, label(where, "deskName"), None, check, self.counted, 12, *buttons, spacing=8, margins=(28, 0, 16, 0)
        )
        bar = frame("deskBar", line)
        bar.setFixedHeight(self._theme.px(60))
        self._foot.setText(str(own["foot"]).format(seconds=IDLE_SECONDS))
        return bar

    def _button(self, icon_name: str, text: str, on_click: Callable[[], None]) -> QPushButton:
        made = QPushButton(f" {text}")
        made.setAccessibleName(text)
        made.setProperty("k", "deskBar")
        made.setIcon(icon(self._theme, icon_name, "text"))
        made.setMinimumHeight(self._theme.px(44))
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda: on_click())
        return made

    def _show_form(self, answers: dict[str, str]) -> None:
        """Rebuild bar and form in the language, keeping what was filled in."""
        if self._bar is not None:
            self._body.removeWidget(self._bar)
            self._bar.deleteLater()
        self._bar = self._make_bar()
        self._body.insertWidget(0, self._bar)
        form = DeskForm(self._theme, self.desk, self.language)
        form.fill(answers)
        form.signed_up.connect(self._sign_up)
        form.touched.connect(self._touched)
        self._pages.insertWidget(0, form)
        self._pages.removeWidget(self.form)
        self.form.deleteLater()
        self.form = form
        self._pages.setCurrentWidget(form)
        self._count()
        form.begin()

    def _restyle(self) -> None:
        self.setStyleSheet(self._theme.sheet("desk.qss", LARGE if self._large else 1.0))

    def _count(self) -> None:
        own, n = desk_words(self.language)["desk"], self.desk.count
        text = own["none_yet"] if n == 0 else own["counted_one"] if n == 1 else str(own["counted"]).format(n=f"{n:,}")
        self.counted.setText(str(text))

    # What people do

    def speak(self, language: str) -> None:
        """Switch language, keeping what was filled in."""
        answers = self.form.answers()
        self.language = language
        self._show_form(answers)

    def _toggle_size(self) -> None:
        self._large = not self._large
        answers = self.form.answers()
        self._restyle()
        self._show_form(answers)

    def _touched(self) -> None:
        self._twice = False

    def _sign_up(self, answers: dict[str, str]) -> None:
        """Sign a person up; missing answers are reported first, and a repeated sign-up is pointed out once."""
        words = desk_words(self.language)
        if found := self.desk.problems(answers, self.language):
            self.form.show_problems(found)
            return
        if self.desk.already(answers) and not self._twice:
            self._twice = True
            self.form.tell(str(words["desk"]["already"]))
            return
        try:
            self.desk.confirm(answers, self.language)
        except UserError as error:
            self.form.tell(f"{words['desk']['not_saved']}\n{error.sentence}")
            return
        self.form.clear()
        self._count()
        self._twice = False
        name = answers.get("name", "").split()
        self._pages.setCurrentWidget(self.thanks)
        self.thanks.thank(name[0] if name else "", answers.get("consent_contact") == "yes", self.language)

    def _next(self) -> None:
        self._pages.setCurrentWidget(self.form)
        self.form.begin()

    def forget(self) -> None:
        """Handle an idle desk: clear the form and close the PIN page."""
        self._twice = False
        QApplication.clipboard().clear()
        self.form.clear()
        self._next()

    def ask_pin(self) -> None:
        """Ask for the PIN; the form keeps its content until the PIN is right or the desk is idle."""
        self._pages.setCurrentWidget(self.pin)
        self.pin.ask(self.language)

    def leave(self) -> None:
        """Close the desk after the right PIN."""
        self._may_close = True
        self.close()

    # Qt's own

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Restart the idle timer with every key and touch."""
        if event.type() in _AWAKE:
            self._idle.start()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Swallow keys so that none leads out of the desk."""
        event.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close only with the PIN."""
        if not self._may_close:
            event.ignore()
            self.ask_pin()
            return
        application = QApplication.instance()
        assert application is not None
        application.removeEventFilter(self)
        self._idle.stop()
        count = self.desk.count
        self.desk.close()
        event.accept()
        self.left.emit(self.desk.path, count)


def open_full(window: DeskWindow) -> None:
    """Show a desk over everything else."""
    window.setWindowFlags(window.windowFlags() | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
    window.showFullScreen()
