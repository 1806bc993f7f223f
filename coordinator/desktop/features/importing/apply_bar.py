"""The bottom bar of an import: open decisions, bulk decisions, and applying."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu

from coordinator.base.naming_some import counted
from coordinator.changes.merge import Resolution
from coordinator.desktop.features.importing.alike_groups import AlikeGroup
from coordinator.desktop.features.importing.review_rows import ReviewRows
from coordinator.desktop.kit.basics import button, column, label, row
from coordinator.desktop.kit.names import name_parts
from coordinator.desktop.shell.session import Session
from coordinator.records.catalog import record_type

KEYS = "Ctrl+Shift+Enter"
MOST_GROUPS = 12
"""So many groups of people who look alike are offered; the others come next."""


class ApplyBar(QFrame):
    """Shows why an import cannot be applied yet, or what applying it would write.

    Attributes:
        apply_wanted: emitted to apply the import, or to plan it again if something has changed.
        cancel_wanted: emitted to leave the import.
        save_wanted: emitted to save the rejected rows.
        decided: emitted to resolve all open conflicts, or those of a field, the same way: `Resolution`, field key.
        who_decided: emitted to say of an `AlikeGroup` that each of it is the same person, or with None of everybody
        who may be here already that they are somebody else.
        review_wanted: emitted to go on from the columns to the rows.
        only_looks: whether nothing but the search for people who may be here already is waited for.
    """

    apply_wanted = Signal()
    cancel_wanted = Signal()
    save_wanted = Signal()
    decided = Signal(object, str)
    who_decided = Signal(object)
    review_wanted = Signal()

    def __init__(self, session: Session, alike: Callable[[], list[AlikeGroup]]) -> None:
        """Make one; `alike` returns who can be said at once to be the same person."""
        super().__init__()
        self._groups = alike
        self.setProperty("k", "foot")
        self._session, theme = session, session.theme
        self._open_rows, self._who, self._fields = 0, 0, list[tuple[str, str, int]]()
        self.only_looks = False
        self._why = label("", "strong")
        self._safe = label("", "caption")
        self._apply = button(theme, "", self.apply_wanted.emit, k="primary", icon_name="check", tip=KEYS)
        self._alike = button(theme, self.tr("Decide all alike…"), self._offer_all, icon_name="list-checks")
        self._save = button(theme, self.tr("Save rows not taken…"), self.save_wanted.emit, k="quiet")
        self._cancel = button(theme, self.tr("Cancel import"), self.cancel_wanted.emit, k="quiet")
        self.review = button(
            theme, self.tr("Go to review"), self.review_wanted.emit, k="primary", icon_name="arrow-right", tip=KEYS
        )
        line = row(
            column(self._why, self._safe, spacing=0),
            None,
            self._save,
            self._cancel,
            self._alike,
            self._apply,
            self.review,
            margins=(20, 10, 20, 10),
        )
        self.setLayout(line)
        name_parts(self)

    def _offer_all(self) -> None:
        """Offer to decide all open conflicts, or those of one field, the same way."""
        menu = QMenu(self._alike)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._open_rows:
            for text, answer in self._answers(self.tr("all {n}").format(n=counted(self._open_rows, "row"))):
                menu.addAction(text, partial(self.decided.emit, answer, ""))
            menu.addSeparator()
        for name, key, number in self._fields:
            field = menu.addMenu(self.tr("{field}: {n}").format(field=name, n=f"{number:,}"))
            for text, answer in self._answers(name):
                field.addAction(text, partial(self.decided.emit, answer, key))
        if self._who:
            if menu.actions():
                menu.addSeparator()
            text = self.tr("Who may be here already is somebody else: {n}").format(n=f"{self._who:,}")
            menu.addAction(text, partial(self.who_decided.emit, None))
            self._offer_joins(menu)
        menu.popup(self._alike.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
        menu.setActiveAction(menu.actions()[0])  # a line: no separator comes first

    def _offer_joins(self, menu: QMenu) -> None:
        """Offer to join those who look like somebody for the same reasons, and say how many stay to be looked at."""
        groups = self._groups()
        at_once = sum(len(group.people) for group in groups)
        for group in groups[:MOST_GROUPS]:
            text = self.tr("The same person, {n} alike ({sure}): {why}").format(
                n=f"{len(group.people):,}", sure=group.band, why="; ".join(group.reasons)
            )
            menu.addAction(text.replace("&", "&&"), partial(self.who_decided.emit, group))
        if rest := self._who - at_once:
            told = self.tr("Only one by one: {n} (another last name, two who fit, or nobody alike)")
            menu.addAction(told.format(n=f"{rest:,}")).setEnabled(False)

    def _answers(self, where: str) -> tuple[tuple[str, Resolution], ...]:
        return (
            (self.tr("Use the sheet for {what}").format(what=where), Resolution.TAKE),
            (self.tr("Keep the database for {what}").format(what=where), Resolution.KEEP),
        )

    @property
    def may_apply(self) -> bool:
        """Whether it can be applied, or planned again, as it stands."""
        return self._apply.isEnabled()

    def take_focus(self) -> None:
        """Put the focus on the button that goes on."""
        (self._apply if self.review.isHidden() else self.review).setFocus()

    def show_columns(self, needed: int, others: int = 0) -> None:
        """Show what is left to do about the columns.

        Args:
            needed: how many questions are open that need a decision before anything can be applied.
            others: how many more are open: what they are about is left as each of them says.
        """
        said = [self.tr("Questions that need your decision: {n}").format(n=f"{needed:,}")] if needed else []
        said += [self.tr("Questions that can stay open: {n}").format(n=f"{others:,}")] if others else []
        self._why.setText("; ".join(said))
        self._why.setVisible(bool(said))
        self._safe.setText(self.tr("Nothing is written until you apply."))
        for widget in (self._alike, self._save, self._apply):
            widget.hide()
        self._name_way(self.tr("Go to review"))
        self.review.show()

    def _name_way(self, words: str) -> None:
        """Name the button that goes on."""
        self.review.setText(f" {words}")
        self.review.setAccessibleName(words)

    def show_acts(self, open_: int) -> None:
        """Show what is left to do about what was done to the sheet.

        Args:
            open_: how many things nobody has looked at yet.
        """
        self.show_columns(0)
        self._name_way(self.tr("Go on to the rows"))
        self._why.setText(self._acts_told(open_))
        self._why.setVisible(bool(open_))

    def _acts_told(self, open_: int) -> str:
        return self.tr("Things done to the workbook that you have not looked at: {n}").format(n=f"{open_:,}")

    def show_planning(self) -> None:
        """Say that the file is read again with what was chosen."""
        self._apply.setEnabled(False)
        self._safe.setText(self.tr("Working out what your choice changes … (Esc stops it)"))

    def show_rows(
        self, rows: ReviewRows, *, pending: bool, asked: int = 0, acts: int = 0, looking: bool = False
    ) -> None:
        """Show what is left to do about the rows.

        Args:
            rows: the rows with the decisions so far.
            pending: whether there are changes not in the plan yet.
            asked: how many columns wait for a decision; until then nothing can be applied.
            acts: how many things done to the sheet nobody has looked at yet; until then nothing can be applied.
            looking: whether it is still looked who may be here already; until then nothing can be applied.
        """
        self.review.hide()
        self._apply.show()
        undecided, writes = rows.open_rows, rows.writes
        said = [self.tr("Columns that need your decision: {n}").format(n=f"{asked:,}")] if asked else []
        said += [self._acts_told(acts)] if acts else []
        said += [self.tr("Rows that need your decision: {n}").format(n=f"{undecided:,}")] if undecided else []
        alike = len(rows.asking)
        said += [self.tr("People who may be here already: {n}").format(n=f"{alike:,}")] if alike else []
        said += [self.tr("Changed since it was planned")] if pending else []
        said += [self.tr("Looking for people who are here already …")] if looking else []
        self._why.setText("; ".join(said))
        self._why.setVisible(bool(said))
        self._open_rows, self._who, self._fields = undecided, alike, self._fields_of(rows)
        self._alike.setVisible(bool(undecided or alike > 1))
        self._save.setVisible(bool(rows.by_tile["rejected"]))
        if pending:
            told = self.tr("Check again")
        elif writes:
            told = self.tr("Apply 1 change") if writes == 1 else self.tr("Apply {n} changes").format(n=f"{writes:,}")
        else:
            told = self.tr("Finish")
        self._apply.setText(f" {told}")
        self._apply.setAccessibleName(told)
        still_open = undecided or asked or acts or alike
        self.only_looks = looking and not (pending or still_open)
        self._apply.setEnabled(pending or not (still_open or looking))
        self._safe.setText(self.tr("Nothing is written until you apply ({keys}).").format(keys=KEYS))

    def _fields_of(self, rows: ReviewRows) -> list[tuple[str, str, int]]:
        """Return name, key and number of each field with open conflicts, most frequent first."""
        found = []
        for (record, key), number in rows.open_by_field.most_common():
            if number and key:
                found.append((self._session.typed(record_type(record)).field(key).label, key, number))
        return found
