"""The rail: the views of a list with their counts."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QPushButton, QVBoxLayout

from coordinator.base.progress import Progress
from coordinator.desktop.kit.basics import button, clear, column, label, row
from coordinator.desktop.kit.icons import icon
from coordinator.desktop.shell.session import Session
from coordinator.records.catalog import VIEW, RecordType
from coordinator.store import query


@dataclass(frozen=True, slots=True)
class RailView:
    """A view of a list.

    Attributes:
        name: its name.
        icon: name of its icon.
        filter: expression of its filter.
    """

    name: str
    icon: str
    filter: str


BUILT_IN: dict[str, tuple[RailView, ...]] = {
    "candidate": (
        RailView("All candidates", "users", ""),
        RailView("Follow-up due", "bell", "follow_up <= today"),
        RailView("New this week", "sparkles", "created_at > today-7"),
        RailView("May be shared", "check", "consent_share = yes"),
        RailView("Nobody's", "unlink", "owner is empty"),
        RailView("No way to reach", "hourglass", "email is empty and phone is empty"),
    ),
    "partner": (
        RailView("All partners", "building-2", ""),
        RailView("Accepting", "check", "accepting = yes"),
        RailView("For independents", "users", "party_lines is empty or party_lines = Independent"),
    ),
    "event": (
        RailView("All tour events", "calendar", ""),
        RailView("Still to come", "clock", "starts_at >= today"),
        RailView("Without a crowd figure", "users", "attendance is empty"),
    ),
}


class Rail(QFrame):
    """Chooses a view.

    Attributes:
        chosen: emitted with a view's filter and name.
        save_wanted: emitted to save the current filter as a view.
        review_wanted: emitted to review candidates who may be the same person.
    """

    chosen = Signal(str, str)
    save_wanted = Signal()
    review_wanted = Signal()

    def __init__(self, session: Session, rt: RecordType) -> None:
        super().__init__()
        self.setProperty("k", "rail")
        self._session, self._rt = session, rt
        self.setFixedWidth(session.theme.px(220))
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._views: list[tuple[RailView, QPushButton]] = []
        self._numbers: list[QLabel] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        save = button(session.theme, self.tr("Save this view…"), self.save_wanted.emit, k="quiet", icon_name="plus")
        review = button(
            session.theme, self.tr("Review duplicates…"), self.review_wanted.emit, k="quiet", icon_name="merge"
        )
        self.setLayout(column(self._list, None, review, save, margins=(12, 16, 12, 12)))
        review.setVisible(rt.is_person)
        self.reload()
        session.theme.changed.connect(self._paint)

    def reload(self) -> None:
        """Show the built-in and saved views."""
        checked = next((v.filter for v, b in self._views if b.isChecked()), "")
        clear(self._list)
        self._views.clear()
        self._numbers.clear()
        self._section(self.tr("My views"), BUILT_IN.get(self._rt.key, (RailView(self._rt.plural, "circle", ""),)))
        saved = self._session.read(query.select_ids, VIEW, f"record = {self._rt.key}")
        rows = self._session.read(query.read_rows, VIEW, saved)
        if rows:
            self._list.addSpacing(12)
            self._section(
                self.tr("Saved views"), [RailView(r["name"], "bookmark", r.get("filter") or "") for r in rows]
            )
        for view, made in self._views:
            made.setChecked(view.filter == checked)
        self.count()

    def _section(self, title: str, views: "tuple[RailView, ...] | list[RailView]") -> None:
        self._list.addLayout(row(label(title, "section"), margins=(8, 0, 0, 0)))
        self._list.addSpacing(4)
        for view in views:
            made = QPushButton(view.name)
            made.setProperty("k", "nav")
            made.setCheckable(True)
            made.setMinimumHeight(self._session.theme.px(32))
            number = label("", "caption")
            made.setLayout(row(None, number, margins=(0, 0, 8, 0)))
            made.clicked.connect(lambda _=False, v=view: self.chosen.emit(v.filter, v.name))
            self._group.addButton(made)
            self._list.addWidget(made)
            self._views.append((view, made))
            self._numbers.append(number)
        self._paint()

    def _paint(self) -> None:
        for view, made in self._views:
            made.setIcon(icon(self._session.theme, view.icon, "text2", 16))

    def focus(self) -> None:
        """Open the selected view."""
        next((b for _, b in self._views if b.isChecked()), self._views[0][1]).setFocus()

    def mark(self, filter_: str) -> str:
        """Highlight the view of a filter; return its name, or a name for a filter without a view."""
        name = ""
        self._group.setExclusive(False)
        for view, made in self._views:
            made.setChecked(view.filter == filter_)
            name = name or (view.name if view.filter == filter_ else "")
        self._group.setExclusive(True)
        return name

    def count(self) -> None:
        """Count the records of all views in the background."""
        filters = [v.filter for v, _ in self._views]

        def work(progress: Progress) -> list[int]:
            with self._session.campaign.reading() as connection:
                return [query.count(connection, self._rt, f or None) for f in filters]

        def done(numbers: list[int]) -> None:
            if filters != [v.filter for v, _ in self._views]:
                return
            for (view, made), shown, number in zip(self._views, self._numbers, numbers, strict=True):
                shown.setText(f"{number:,}")
                made.setAccessibleName(f"{view.name}, {number}")

        self._session.tasks.run(work, on_done=done, reading=True)
