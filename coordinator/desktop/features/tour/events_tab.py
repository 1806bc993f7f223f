"""The tour events: the schedule as grid, weeks and map; each stop's figures; the sign-up desk."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QInputDialog, QLayout, QMenu

from coordinator.base.progress import Progress
from coordinator.desktop.features.lists.records_tab import RecordsTab
from coordinator.desktop.features.tour.tour_map import TourMap, by_state
from coordinator.desktop.features.tour.tour_weeks import WeeksView
from coordinator.desktop.kit.basics import button, frame, label, row
from coordinator.desktop.kit.theme import Theme
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.operations.carrying_out import Operation
from coordinator.operations.touring import StopPair, credit_by, find_same_stops, keep_stops_apart, merge_stops
from coordinator.records import times
from coordinator.records.catalog import EVENT
from coordinator.records.credit import CreditRule
from coordinator.records.fields import Field, Row
from coordinator.records.kinds import INTEGER, LONG_TEXT, TEXT, Kind, Value, as_number
from coordinator.store import credited, query
from coordinator.tour import stops

GRID, EMPTY, WEEKS, MAP = range(4)
COUNTED = {"event", "signup", "candidate", "referral", "source", "setting"}
"""The record types that stops' figures are made from."""
Figures = Mapping[int | None, stops.StopFigures]


class EventsTab(RecordsTab):
    """The list of tour events, in three views.

    Attributes:
        desk_wanted: emitted to open a sign-up desk for a stop.
        after_wanted: emitted to show what is left to do after a stop.
    """

    desk_wanted = Signal(int)
    after_wanted = Signal(int)

    def __init__(self, session: Session, operations: WindowOperations) -> None:
        self._figures: Figures = {}
        self._view, self._stale = GRID, True
        self._rule = label("", "caption")
        session.beside[EVENT.key] = self._fields()
        super().__init__(session, operations, EVENT)

    def _fields(self) -> tuple[Field, ...]:
        """Return a stop's figures for the grid and pane, in addition to its record."""

        def number(key: str, what: str, help_: str, place: int = 0) -> Field:
            return self._field(key, what, INTEGER, lambda f: getattr(f, key), help_, place)

        def share(key: str, what: str, help_: str, place: int = 0) -> Field:
            return self._field(key, what, TEXT, lambda f: _percent(getattr(f, key)), help_, place)

        return (
            number("sign_ups", "Sign-ups", "Sign-ups that count for this stop by the rule in force.", 7),
            share("sign_ups_of_crowd", "Of the crowd", "Sign-ups for each hundred people in the crowd.", 8),
            share("crowd_of_rsvps", "Crowd of RSVPs", "People in the crowd for each hundred RSVPs."),
            number("people", "People", "People behind the sign-ups."),
            number("connected", "Connected", "Of these, how many a partner was told of.", 9),
            share("connected_of_people", "Connected share", "Of a hundred people."),
            number("on_ballot", "On the ballot", "Of these, how many came onto the ballot.", 10),
            share("on_ballot_of_people", "Ballot share", "Of a hundred people."),
            self._field(
                "notes_told", "To look at", LONG_TEXT, lambda f: "\n".join(f.notes) or None, "What is doubtful."
            ),
        )

    def _field(
        self, key: str, what: str, kind: Kind, read: Callable[[stops.StopFigures], Value], help_: str, place: int = 0
    ) -> Field:
        def derive(values: Row) -> Value:
            mine = self._figures.get(as_number(values["id"]))
            return None if mine is None else read(mine)

        return Field(
            key, what, kind, group="Figures", width=96, help=help_, editable=False, in_grid=place, derive=derive
        )

    # Building

    def second_line(self) -> list[QLayout]:
        """Return a row with the three views and the actions for the selected stop."""
        theme = self._session.theme
        self._ways = QButtonGroup(self)
        ways = []
        for view, text, icon in ((GRID, "Grid", "sheet"), (WEEKS, "Weeks", "calendar-days"), (MAP, "Map", "map")):
            made = button(theme, self.tr(text), partial(self.see, view), k="way", icon_name=icon)
            made.setCheckable(True)
            made.setChecked(view == GRID)
            self._ways.addButton(made, view)
            ways.append(made)
        desk = button(
            theme, self.tr("Open sign-up desk…"), self.ask_desk, k="secondary", icon_name="monitor-smartphone"
        )
        after = button(theme, self.tr("After the stop"), self.ask_after, k="secondary", icon_name="list-checks")
        return [row(frame("ways", row(*ways, spacing=0)), None, after, desk)]

    def _build(self, theme: Theme) -> None:
        super()._build(theme)
        self.weeks, self.map = WeeksView(theme), TourMap(theme)
        self._stack.addWidget(self.weeks)
        self._stack.addWidget(self.map)
        self.weeks.opened.connect(self.open_record)
        self.map.chosen.connect(self._state_chosen)
        self._alike = self._make_alike()
        self.middle.insertWidget(1, self._alike)
        self._change = button(theme, self.tr("Count otherwise…"), self._offer_rules, k="link")
        self.middle.addWidget(frame("foot", row(self._rule, None, self._change, margins=(20, 0, 12, 0))))

    def _make_alike(self) -> QFrame:
        theme = self._session.theme
        self._alike_text = label("", "", wrap=True)
        self._one = button(theme, self.tr("Make one of them"), lambda: None)
        self._two = button(theme, self.tr("They are two"), lambda: None, k="quiet")
        line = row(self._alike_text, self._one, self._two, margins=(20, 6, 12, 6))
        line.setStretch(0, 1)
        strip = frame("strip", line)
        strip.hide()
        return strip

    # What is shown

    def see(self, view: int) -> None:
        """Show the stops as a grid, by week, or on the map."""
        self._view = view
        self._ways.button(view).setChecked(True)
        self._counted(len(self.model.ids))

    def _counted(self, number: int) -> None:
        super()._counted(number)
        if number and self._view != GRID:
            rows = self._session.read(query.read_rows, EVENT, list(self.model.ids))
            self._stack.setCurrentIndex(self._view)
            if self._view == WEEKS:
                self.weeks.show_events(rows, self._figures)
            else:
                self.map.show_states(by_state(rows, self._figures))

    def refresh(self, touched: dict[str, list[int]]) -> None:
        """Refresh, and point out times made ambiguous by a clock change."""
        super().refresh(touched)
        if not touched or COUNTED & touched.keys():
            self._stale = True
            if self.isVisible():
                self._count_stops()
        for event in self._session.read(query.read_rows, EVENT, touched.get(EVENT.key, [])[:20]):
            if found := [] if event.get("deleted_at") else times.problems(event):
                self._session.tell(f"{EVENT.title(event)}: {found[0]}")

    def showEvent(self, event: QShowEvent) -> None:
        """Recount if something changed while hidden."""
        super().showEvent(event)
        if self._stale:
            self._count_stops()

    def _count_stops(self) -> None:
        """Count in the background."""
        self._stale = False

        def work(progress: Progress) -> tuple[stops.Tour, list[StopPair]]:
            with self._session.campaign.reading() as connection:
                return stops.read_tour(connection), find_same_stops(connection)

        self._session.tasks.run(work, on_done=lambda found: self._show_figures(*found), reading=True)

    def _show_figures(self, tour: stops.Tour, alike: list[StopPair]) -> None:
        self._figures = tour.figures
        none = tour.figures[None].sign_ups
        told = self.tr("Credited by {rule}.").format(rule=tour.choice.words)
        beside = self.tr(" {n} sign-ups count for no stop.").format(n=f"{none:,}") if none else ""
        self._rule.setText(told + beside + "".join(f" {n}" for n in tour.notes[:1]))
        self.model.forget_pages()
        if self._view != GRID:
            self._counted(len(self.model.ids))
        self.pane.refresh()
        self._show_alike(tour, alike)

    def _show_alike(self, tour: stops.Tour, alike: list[StopPair]) -> None:
        self._alike.setVisible(bool(alike))
        if not alike:
            return
        pair = alike[0]
        names = [f"{EVENT.title(tour.events[n])}, {times.shown(tour.events[n])}" for n in (pair.a, pair.b)]
        more = self.tr(" (and {n} pairs more)").format(n=len(alike) - 1) if len(alike) > 1 else ""
        told = self.tr("Is this one stop? {a} and {b}").format(a=names[0], b=names[1])
        self._alike_text.setText(f"{told}: {', '.join(pair.reasons)}{more}")
        for made, operation in ((self._one, merge_stops), (self._two, keep_stops_apart)):
            made.clicked.disconnect()
            made.clicked.connect(partial(self._decide, operation, pair.a, pair.b))

    def _decide(self, operation: Operation[int, int], a: int, b: int, _pressed: bool = False) -> None:
        self._operations.do(operation, a, b)

    def _state_chosen(self, code: str) -> None:
        self.see(GRID)
        self.set_filter(f"state = {code}")

    # What is done

    def _offer_rules(self) -> None:
        """Offer the credit rules; figures change, the data does not."""
        chosen = self._session.read(credited.chosen)
        menu = QMenu(self)
        for rule in CreditRule:
            action = menu.addAction(rule.words[0].upper() + rule.words[1:])
            action.setCheckable(True)
            action.setChecked(rule is chosen.rule)
            action.triggered.connect(partial(self.count_by, replace(chosen, rule=rule)))
        menu.addSeparator()
        reach = self.tr("Near a stop is within {n} miles…").format(n=f"{chosen.reach.miles:g}")
        menu.addAction(reach, partial(self._ask_reach, chosen))
        menu.popup(self._change.mapToGlobal(self._change.rect().topLeft()))

    def count_by(self, choice: credited.CreditChoice, _checked: bool = False) -> None:
        """Change the credit rule."""
        self._operations.do(credit_by, choice)

    def _ask_reach(self, chosen: credited.CreditChoice) -> None:
        title, told = self.tr("Near a stop"), self.tr("Miles between two ZIP codes, at most:")
        miles, given = QInputDialog.getDouble(self, title, told, chosen.reach.miles, 0, 500, 0)
        if given:
            self.count_by(replace(chosen, reach=replace(chosen.reach, miles=miles)))

    def chosen_stop(self) -> int | None:
        """Return the current stop: the one in the pane, or else the selected one."""
        if self.pane.isVisible() and self.pane.record_id is not None:
            return self.pane.record_id
        ids = self.grid.selected_ids()
        return ids[0] if len(ids) == 1 else None

    def with_stop(self, do: Callable[[int], None]) -> None:
        """Run an action for the current stop, or say that none is selected."""
        number = self.chosen_stop()
        if number is None:
            self._session.tell(self.tr("Choose one tour event first."))
        else:
            do(number)

    def ask_desk(self) -> None:
        """Ask for a sign-up desk for the current stop."""
        self.with_stop(self.desk_wanted.emit)

    def ask_after(self) -> None:
        """Ask for what is left to do after the current stop."""
        self.with_stop(self.after_wanted.emit)


def _percent(ratio: float | None) -> str | None:
    return None if ratio is None else f"{ratio:.1%}"
