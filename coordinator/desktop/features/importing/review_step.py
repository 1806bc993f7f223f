"""The review of an import: its rows by outcome, and the current row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QWidget

from coordinator.changes.merge import Resolution
from coordinator.desktop.features.importing.acts_view import ActsView
from coordinator.desktop.features.importing.alike_groups import AlikeGroup, groups_of
from coordinator.desktop.features.importing.compare_pane import ComparePanel
from coordinator.desktop.features.importing.review_rows import ReviewRows, place_of
from coordinator.desktop.features.importing.row_pane import RowPanel
from coordinator.desktop.features.importing.rows_list import RowsList
from coordinator.desktop.features.importing.what_became import BecameStrip, BecameView
from coordinator.desktop.kit.basics import column, frame
from coordinator.desktop.kit.count_tiles import CountTiles
from coordinator.desktop.shell.session import Session
from coordinator.importing.acts import Act, Reply
from coordinator.importing.plan import ImportOptions, ImportPlan, Place, RowOutcome, What

if TYPE_CHECKING:
    from coordinator.importing.look_alikes import LookAlike

SIDE, LEAST_SIDE, SIDE_SHARE = 500, 320, 0.36
SIDE_KEPT = "import.side"
"""The setting with the width of the row beside the list, as somebody made it."""
GAP = 4
LOW, TIGHT = 430, 560
"""Below these heights, at 100 % text size, the lines of the list, and what stands above the rows, are folded."""
TILES = {
    "all": "All rows",
    "new": "New",
    "changed": "Changed",
    "unchanged": "Unchanged",
    "conflict": "Conflicts",
    "duplicate": "Repeated",
    "joined": "Other name",
    "alike": "Look alike",
    "problem": "Problems",
}
TILES_BACK = {
    "all": "All rows",
    "edited": "Edited",
    "new": "Added",
    "removed": "Removed",
    "conflict": "Conflicts",
    "problem": "Problems",
    "unchanged": "Untouched",
    "joined": "Other name",
    "alike": "Look alike",
}
TILES_ACTED = {"acts": "What was done", "all": "", "edited": "", "bulk": "In bulk", **TILES_BACK}
"""Where something was done to the whole sheet, that comes first."""
SELDOM = frozenset({"joined", "alike", "new", "removed", "bulk", "problem"})
"""These are left out beside acts while they count nothing."""
ROWS, BECAME, ACTS = range(3)
"""What can be seen below the tiles."""

ICONS = {
    "acts": ("sparkles", "accentText"),
    "bulk": ("list-checks", "info"),
    "all": ("sheet", "text2"),
    "new": ("plus", "ok"),
    "changed": ("pencil", "info"),
    "edited": ("pencil", "info"),
    "unchanged": ("equal", "text3"),
    "conflict": ("git-pull-request-arrow", "warn"),
    "duplicate": ("copy", "text2"),
    "joined": ("merge", "dup"),
    "alike": ("users", "dup"),
    "problem": ("triangle-alert", "bad"),
    "removed": ("trash-2", "text2"),
}
"""What a tile counts → its icon and icon color."""
_Who = TypeVar("_Who")


class ReviewView(QWidget):
    """Shows what an import would do, and takes decisions.

    Attributes:
        decided: emitted when a decision is stored in the plan.
        chosen: emitted with options that require planning the file again.
        acts_answered: emitted with options that contain another answer about what was done to the sheet.
        acts_left: emitted to go on from that to the rows.
    """

    decided = Signal()
    chosen = Signal(object)
    acts_answered = Signal(object)
    acts_left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.rows: ReviewRows | None = None
        self._options = ImportOptions()
        self.alike: dict[Place, list[LookAlike]] = {}
        self._place: Place | None = None
        self._given: Place | None = None
        theme = session.theme
        self.tiles = CountTiles(theme, list({**TILES, **TILES_ACTED}), ICONS)
        self.tiles.choose("all")
        self.tiles.chosen.connect(self._choose_tile)
        self.list = RowsList(session)
        self.list.narrowed.connect(self._choose)
        self.list.moved.connect(self._show_row)
        self.list.account_wanted.connect(lambda: self.show_became(True))
        self.panel = RowPanel(session)
        self.panel.answered.connect(self._answered)
        self.panel.mended.connect(self._mend)
        self.panel.left_out.connect(self._leave_out)
        self.panel.same.connect(self._same)
        self.panel.apart.connect(self._apart)
        self.panel.parted.connect(self._part)
        self.panel.asked_again.connect(self._ask_again)
        self.panel.deleted.connect(self._delete)
        self.panel.way_on.connect(self._go_on_from_nothing)
        self.compare = ComparePanel(session)
        self.compare.answered.connect(self._answered)
        self.compare.alike.connect(lambda key, answer: self.decide_all(answer, key))
        self._side = frame("card", column(self.panel, margins=(1, 1, 1, 1)))
        self.strip = BecameStrip(theme)
        self.strip.wanted.connect(lambda: self.show_became(True))
        self.became = BecameView(theme)
        self.became.left.connect(lambda: self.show_became(False))
        self.became.rows_wanted.connect(self._show_column)
        self._both = QSplitter(Qt.Orientation.Horizontal)
        self._both.setHandleWidth(GAP)
        self._both.setChildrenCollapsible(False)
        for part in (self.list, self._side, self.compare):
            self._both.addWidget(part)
        self._both.splitterMoved.connect(self._keep_side)
        self._bodies = QStackedWidget()
        self._bodies.addWidget(self._both)
        self._bodies.addWidget(self.became)
        self.acts = ActsView(theme)
        self.acts.answered.connect(self._answer_act)
        self.acts.agreed.connect(self._agreed_to_act)
        self.acts.left.connect(self.acts_left)
        self._bodies.addWidget(self.acts)
        self._layout = column(self.tiles, self.strip, self._bodies)
        self._layout.setStretch(2, 1)
        self.setLayout(self._layout)
        self._fit()

    # Showing

    @property
    def plan(self) -> ImportPlan | None:
        """The plan shown."""
        return self.rows.plan if self.rows is not None else None

    @property
    def place(self) -> Place | None:
        """Which row is looked at; None before there is one."""
        return self._place

    def show_rows(self, rows: ReviewRows, *, read_anew: bool) -> None:
        """Show the rows of a plan, which already contains earlier decisions.

        Args:
            rows: the rows.
            read_anew: they are read otherwise than those that were shown before: whom they look like is not known yet.
        """
        before = self.plan
        another = before is None or before.path != rows.plan.path
        if read_anew:
            self.alike = {}
        if another:
            self._place = None
            self.list.show_column(None)
            self.acts.forget()
        self.rows, self._options = rows, rows.plan.options
        self.acts.show_plan(rows.plan, self._options)
        self.list.show_plan(rows)
        self._lay_out(rows.returned)
        self.strip.show_plan(rows.plan)
        self.became.show_plan(rows.plan)
        self.list.offer_account(self.became.title)
        if another:
            self.show_became(False)
        if another and rows.plan.acts:
            self.tiles.choose("acts")
        elif another and rows.returned and rows.by_tile["conflict"]:
            self.tiles.choose("conflict")
        self.count()
        self._choose()
        if not self.sees_acts and not self.list.go_to(self._place):
            self.next_to_decide(0)
        if another:
            self._given = self._place

    def _lay_out(self, returned: bool) -> None:
        """Show a queue with both sides' values, or a table with its row."""
        self.compare.setVisible(returned)
        self._side.setVisible(not returned)
        for index, share in enumerate((0, 1, 1) if returned else (1, 0, 0)):
            self._both.setStretchFactor(index, share)
        among = "" if returned else "duplicate"
        self.tiles.show_names(self._names, among, self.tr("among them:"))
        self._fit()

    def _fit(self) -> None:
        """Fold what stands above the rows if there is little height, and leave them most of the width."""
        theme, returned = self._session.theme, self.rows is not None and self.rows.returned
        low, tight = self.height() < theme.px(LOW), self.height() < theme.px(TIGHT)
        gap = 8 if tight else 16
        self._layout.setContentsMargins(20, gap, 20, gap)
        self._layout.setSpacing(8 if tight else 12)
        self.tiles.set_low(tight)
        self.strip.set_low(tight)
        self.list.fit(self.width(), low=low)
        self.panel.set_low(tight)
        self._side.setMinimumWidth(min(theme.px(LEAST_SIDE), round(self.width() * SIDE_SHARE)))
        if returned:
            queue = self.list.maximumWidth()
            self._both.setSizes([queue, self.width() - queue, self.width() - queue])
        else:
            usual = min(theme.px(SIDE), round(self.width() * SIDE_SHARE))
            side = int(self._session.settings.get(SIDE_KEPT, usual))
            self._both.setSizes([self.width() - side, side])

    def _keep_side(self) -> None:
        """Remember how wide the row beside the list was made."""
        if not self._side.isHidden() and self.rows is not None and not self.rows.returned:
            self._session.settings.set(SIDE_KEPT, self._side.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what is shown into its place."""
        super().resizeEvent(event)
        self._fit()

    @property
    def _names(self) -> dict[str, str]:
        rows = self.rows
        if rows is None or not rows.returned:
            return TILES
        if not rows.plan.acts:
            return TILES_BACK
        return {k: n for k, n in TILES_ACTED.items() if k not in SELDOM or self._of_tile(k)}

    def show_became(self, wanted: bool) -> None:
        """Show what became of each column instead of the rows, or the rows again."""
        self._bodies.setCurrentIndex(BECAME if wanted else ACTS if self.tiles.key == "acts" else ROWS)
        self.tiles.setVisible(not wanted)
        self.strip.setVisible(not wanted)
        if wanted:
            self.list.show_column(None)
            self.became.take_focus()
        elif self.isVisible():
            self.take_focus()

    @property
    def regions(self) -> Sequence[QWidget]:
        """The tiles, and what is seen below them: of the rows, the list and the row beside it apart."""
        seen = self._bodies.currentWidget()
        parts = (self.list, self._side, self.compare) if seen is self._both else (seen,)
        return [part for part in (self.tiles, *parts) if part.isVisible()]

    @property
    def sees_acts(self) -> bool:
        """Whether what was done to the sheet is seen, and not its rows."""
        return self._bodies.currentIndex() == ACTS

    def take_focus(self) -> None:
        """Put the focus on what is seen: what became of the columns, what was done to the sheet, or the rows."""
        if self._bodies.currentIndex() == BECAME:
            self.became.take_focus()
        elif self.sees_acts:
            self.acts.take_focus()
        else:
            self.list.table.setFocus()

    def show_acts(self) -> None:
        """Show what was done to the sheet, from the first thing on that somebody still has to look at."""
        self.tiles.choose("acts")
        self._choose()
        self.acts.go_to_open()

    def leave_acts(self) -> None:
        """Go on from what was done to the sheet to the rows that need somebody, or to those that change."""
        assert self.rows is not None
        order = ("conflict", "problem", "edited", "all")
        self.tiles.choose(next(k for k in order if self.rows.by_tile[k] or k == "all"))
        self._choose()
        self.next_to_decide(0)
        self.list.table.setFocus()

    def _show_column(self, sheet: str, heading: str) -> None:
        """Show the rows with something in a column, and of each the cell there."""
        self.tiles.choose("all")
        self._place = None
        self.list.show_column((sheet, heading))
        self.show_became(False)

    def know_alike(self, found: "list[LookAlike]") -> None:
        """Add new people who look like existing ones."""
        for alike in found:
            self.alike.setdefault((alike.row.sheet, alike.row.number), []).append(alike)
        self.tiles.show_names(self._names)
        self.count()
        place = self._place if self._is_looked_at else None
        self.list.blockSignals(True)  # the row that is seen stays, with what is being typed there
        self._choose()
        stays = self.list.go_to(place)
        self.list.blockSignals(False)
        if not stays:
            self.next_to_decide(0)
            self._given = self._place
        if not stays or any(place_of(alike.row) == place for alike in found):
            self._show_row()
        self.decided.emit()

    @property
    def _is_looked_at(self) -> bool:
        """Whether somebody went to the current row, or works in it; else the review still begins."""
        focus, found = QApplication.focusWidget(), self.list.current()
        works = focus is not None and self._side.isAncestorOf(focus)
        needs = self.rows is not None and found is not None and self.rows.is_open(found)
        return self._place != self._given or works or needs

    def open_alike(self, found: RowOutcome) -> "list[LookAlike]":
        """Return who a row may be, the likeliest first, leaving out people already decided on."""
        place = place_of(found)
        if found.what is not What.NEW or place in self._options.same or place in self._options.same_rows:
            return []
        apart: set[int | Place] = {*self._options.apart.get(place, ())}
        apart |= {self._whose(row) for row in self._options.apart_rows.get(place, ())}
        alike = sorted(self.alike.get(place, ()), key=lambda a: -a.score)
        return [a for a in alike if (self._whose(place_of(a.other)) if a.other else a.candidate) not in apart]

    def _whose(self, place: Place) -> "int | Place":
        """Return who a row was decided to be: the number of somebody here, otherwise the row they first stand in."""
        options, seen = self._options, {place}
        while (earlier := options.same_rows.get(place)) is not None and earlier not in seen:
            place = earlier
            seen.add(place)
        return options.same.get(place, place)

    def _of_tile(self, key: str) -> Sequence[RowOutcome]:
        assert self.rows is not None
        if key == "acts":
            return ()
        if key == "all" and self.rows.asking:
            return sorted(self.rows.by_tile[key], key=lambda r: not self.rows or not self.rows.needs(r))
        if key != "alike":
            return self.rows.by_tile[key]
        return [r for r in self.rows.by_tile["new"] if self.open_alike(r)] if self.alike else []

    def count(self) -> None:
        """Show how many rows of each kind there are."""
        assert self.rows is not None
        new = self.rows.by_tile["new"] if self.alike else ()
        self.rows.asking = {id(r): _looks_like(alike) for r in new if (alike := self.open_alike(r))}
        for key in self._names:
            number = len(self.rows.plan.acts) if key == "acts" else len(self._of_tile(key))
            self.tiles.show_count(key, number)
        self._count_decided()

    def _count_decided(self) -> None:
        assert self.rows is not None
        total = len(self.rows.by_tile["conflict"])
        for key, number in (("conflict", self.rows.open_rows), ("alike", len(self.rows.asking))):
            self.tiles.show_todo(key, self.tr("{n} to decide").format(n=f"{number:,}") if number else "")
        self.tiles.show_todo("acts", self.tr("{n} to look at").format(n=self.acts.open) if self.acts.open else "")
        self.list.show_decided(self.rows.open_rows, total)

    def _choose_tile(self) -> None:
        """Show what a tile counts; its rows get the keys, unless the tile was chosen by keys."""
        self._choose()
        focus = QApplication.focusWidget()
        if focus is None or not self.tiles.isAncestorOf(focus):
            self.take_focus()

    def _choose(self) -> None:
        if self.rows is None:
            return
        seen = ACTS if self.tiles.key == "acts" else ROWS
        if self._bodies.currentIndex() not in (seen, BECAME):
            self._bodies.setCurrentIndex(seen)
            self._fit()
            self.decided.emit()
        if self.tiles.key != "acts":
            self.list.show_rows(self.tiles.key, self._of_tile(self.tiles.key))
            if not self.list.go_to(self._place) and self.list.model.rows:
                self.list.select(0)  # keys are about the row that is shown beside the list
            elif not self.list.model.rows:
                self._show_row()  # nothing is current, and nothing tells so

    # Deciding

    def _show_row(self) -> None:
        found = self.list.current()
        assert self.rows is not None
        self._place = place_of(found) if found else None
        comparing = self.rows.returned and found is not None and bool(found.conflicts or found.fields)
        if self.rows.returned:
            self.compare.setVisible(comparing)
            self._side.setVisible(not comparing)
        if found is None:
            self.panel.show_nothing(*self._nothing_here())
        elif comparing:
            self.compare.show_row(self.rows, found, self.rows.plan.file)
        else:
            alike = self.open_alike(found)
            heading = self.list.column[1] if self.list.column else ""
            self.panel.show_row(self.rows, found, alike, before=self.list.table, heading=heading)

    def _nothing_here(self) -> tuple[str, str]:
        """Return why no row is seen, and the words of the way on: to what is still to be decided, or to all rows."""
        assert self.rows is not None
        told = self.tr("No rows here: {name}.").format(name=self._names.get(self.tiles.key, ""))
        if left := self.rows.open_rows + len(self.rows.asking):
            return told, self.tr("Go to what is still to be decided ({n})").format(n=f"{left:,}")
        return told, self.tr("Show all rows") if self.tiles.key != "all" else ""

    def _go_on_from_nothing(self) -> None:
        assert self.rows is not None
        if not (self.rows.open_rows or self.rows.asking):
            self.tiles.choose("all")
            self.list.widen()
            self._choose()
        self.go_to_open()
        self.take_focus()

    def decide(self, answer: Resolution) -> None:
        """Decide the current row and go to the next open one."""
        found = self.list.current()
        if found is None or not found.conflicts or self.rows is None:
            return
        self.rows.decide_row(found, answer)
        self._answered()
        self._show_row()
        self.next_to_decide(self.list.at + 1)

    def decide_field(self, which: int) -> None:
        """Decide the marked field of a returned workbook's row: 1 sheet, 2 database, 3 both."""
        if not self.compare.isHidden():
            self.compare.decide_field(which)
            found = self.list.current()
            if self.rows is not None and found is not None and not self.rows.is_open(found):
                self.next_to_decide(self.list.at + 1)

    def decide_all(self, answer: Resolution, field: str = "") -> None:
        """Decide all open rows the same way, or one field of them."""
        assert self.rows is not None
        self.rows.decide_all(answer, field)
        self.list.model.all_settled()
        self._show_row()
        self._count_decided()
        self.decided.emit()

    def _answered(self) -> None:
        if (found := self.list.current()) is not None:
            self.list.model.settled(found)
        self._count_decided()
        self.decided.emit()

    def next_to_decide(self, start: int, step: int = 1) -> None:
        """Go to the next row that needs a decision, or to the first row if none does."""
        assert self.rows is not None
        at = self.rows.next_open(self.list.model.rows, max(start, 0), step)
        if at < 0 and self.list.model.rows and not start:
            at = 0
        if at >= 0 and at != self.list.at:
            self.list.select(at)
        else:
            self._show_row()

    def go_to_open(self) -> None:
        """Go to the next row that needs a decision, in another tile if the one that is seen has none."""
        assert self.rows is not None
        if self.rows.next_open(self.list.model.rows, 0) < 0 and (self.rows.open_rows or self.rows.asking):
            self.tiles.choose("conflict" if self.rows.open_rows else "alike")
            self.list.widen()
            self._choose()
        self.next_to_decide(0)

    def step(self, by: int) -> None:
        """Go to the next or previous row that needs a decision, or to the adjacent row if none does."""
        assert self.rows is not None
        here = self.list.at
        at = self.rows.next_open(self.list.model.rows, here + 1 if by > 0 else max(here, 0), by)
        at = at if at >= 0 else here + by
        if 0 <= at < len(self.list.model.rows):
            self.list.select(at)

    def _delete(self, delete: bool, all_: bool) -> None:
        """Decide whether to delete records here that are no longer in the sheet."""
        found = self.list.current()
        assert self.rows is not None
        if found is None:
            return
        rows = self.rows.by_tile["removed"] if all_ else [found]
        keys = {(r.record, r.record_id) for r in rows if r.record_id is not None}
        self.rows.deleting = self.rows.deleting | keys if delete else self.rows.deleting - keys
        self.list.model.all_settled()
        self._show_row()
        self.decided.emit()

    def _agreed_to_act(self) -> None:
        self._count_decided()
        self.decided.emit()

    def _answer_act(self, act: Act, answer: Reply, who: str) -> None:
        options = replace(self._options, acts={**self._options.acts, f"{act.sheet}: {act.key}": answer.value})
        self._options = replace(options, who_agreed=who) if who else options
        self.acts.answer_with(self._options)
        self.acts_answered.emit(self._options)
        self._agreed_to_act()

    # What requires planning again

    def _anew(self, options: ImportOptions) -> None:
        self._options = options
        self.chosen.emit(self._options)

    def _mend(self, heading: str, text: str) -> None:
        if self._place is not None:
            mended = {**self._options.mended, self._place: {**self._options.mended.get(self._place, {}), heading: text}}
            self._anew(replace(self._options, mended=mended))

    def _leave_out(self, out: bool) -> None:
        if self._place is not None:
            place = frozenset({self._place})
            self._anew(
                replace(self._options, skipped=self._options.skipped | place if out else self._options.skipped - place)
            )

    def leave_out(self) -> None:
        """Skip the current row, or include it again."""
        self._leave_out(self._place not in self._options.skipped)

    def _same(self, alike: "LookAlike") -> None:
        if self._place is not None:
            self._anew(_joined(self._options, self._place, alike))

    def _apart(self, alike: "LookAlike") -> None:
        place, options = self._place, self._options
        if place is None:
            return
        if alike.other is None:
            self._anew(replace(options, apart=_with_more(options.apart, place, [alike.candidate])))
        else:
            self._anew(replace(options, apart_rows=_with_more(options.apart_rows, place, [place_of(alike.other)])))

    def _part(self) -> None:
        """Make a new person of the current row, which is joined with somebody of another name, or was decided so."""
        place, options = self._place, self._options
        if place is None:
            return
        if (person := options.same.get(place)) is not None:
            same = {p: who for p, who in options.same.items() if p != place}
            self._anew(replace(options, same=same, apart=_with_more(options.apart, place, [person])))
        elif (other := options.same_rows.get(place)) is not None:
            same_rows = {p: who for p, who in options.same_rows.items() if p != place}
            self._anew(replace(options, same_rows=same_rows, apart_rows=_with_more(options.apart_rows, place, [other])))
        else:
            self._anew(replace(options, parted=options.parted | {place}))

    def _ask_again(self) -> None:
        """Take back that the current row is somebody else."""
        if self._place is not None:
            self._anew(self._options.without_somebody_else(self._place))

    def alike_groups(self) -> list[AlikeGroup]:
        """Return those who can be said at once to be the person they look like."""
        return groups_of(self.open_alike(found) for found in self._of_tile("alike"))

    def decide_who_all(self, group: AlikeGroup | None) -> None:
        """Say of each of a group that it is whom it looks like; without one, of everybody that it is somebody else."""
        assert self.rows is not None
        options, open_ = self._options, [(place_of(found), self.open_alike(found)) for found in self._of_tile("alike")]
        for place, alike in open_ if group is None else ():
            here = tuple(a.candidate for a in alike if a.other is None)
            rows = tuple(place_of(a.other) for a in alike if a.other is not None)
            options = replace(
                options,
                apart=_with_more(options.apart, place, here),
                apart_rows=_with_more(options.apart_rows, place, rows),
            )
        for one in group.people if group is not None else ():
            options = _joined(options, place_of(one.row), one)
        if group is not None:
            told = self.tr("Taken for the person they look like: {n}. Still to be looked at: {rest}.")
            number = len(group.people)
            self._session.tell(told.format(n=f"{number:,}", rest=f"{len(open_) - number:,}"))
            decided = {**options.same, **options.same_rows}
            self.list.go_to(next((place for place, _ in open_ if place not in decided), self._place))
        self._anew(options)

    def decide_who(self, *, same: bool) -> None:
        """Decide about the first person the current row may be, or is joined with under another name."""
        found = self.list.current()
        decided = found is not None and any(place_of(found) in d for d in (self._options.same, self._options.same_rows))
        if found and not same and (found.joined or decided):
            self._part()
            return
        alike = self.open_alike(found) if found else []
        if same and found and not alike and self._options.is_somebody_else(place_of(found)):
            self._ask_again()
            return
        if found is None or not alike or self.rows is None:
            return
        (self._same if same else self._apart)(alike[0])
        if self.open_alike(found):
            self._show_row()  # there is another whom it may be
            return
        self.rows.asking.pop(id(found), None)
        self._answered()
        self.next_to_decide(self.list.at + 1)


def _joined(options: ImportOptions, place: Place, alike: "LookAlike") -> ImportOptions:
    """Return options in which a row is about whom it looks like."""
    if alike.other is None:
        return replace(options, same={**options.same, place: alike.candidate})
    return replace(options, same_rows={**options.same_rows, place: place_of(alike.other)})


def _with_more(
    known: Mapping[Place, tuple[_Who, ...]], place: Place, more: Iterable[_Who]
) -> dict[Place, tuple[_Who, ...]]:
    """Return whom rows are apart from, with more of them for one row."""
    return {**known, place: (*known.get(place, ()), *more)}


def _looks_like(alike: "Sequence[LookAlike]") -> str:
    """Return whom a row looks like, in words: an earlier row of the file, or somebody who is here."""
    rows = sorted({a.other.number for a in alike if a.other is not None})
    if len(rows) < len(alike):
        return QCoreApplication.translate("ReviewView", "looks like somebody who is here")
    word = ", ".join(f"{n}" for n in rows)
    several = QCoreApplication.translate("ReviewView", "looks like rows {n}")
    return (several if len(rows) > 1 else QCoreApplication.translate("ReviewView", "looks like row {n}")).format(n=word)
