"""Nothing that is shown is markup: names and notes are other people's words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProxyStyle, QWidget


class PlainStyle(QProxyStyle):
    """The style of the window, in which labels show their text as it is.

    Labels guess otherwise whether a text is HTML, also those that Qt makes by itself: of tooltips, message boxes and
    questions. A picture in it would be loaded, and a link could be opened.
    """

    def polish(self, what: QWidget) -> None:  # type: ignore[override]  # or the application, or a palette
        """Prepare a widget before its text is looked at."""
        super().polish(what)
        if isinstance(what, QLabel) and what.textFormat() == Qt.TextFormat.AutoText:
            what.setTextFormat(Qt.TextFormat.PlainText)
