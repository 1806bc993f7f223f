"""After the stop: a printable page on who is waiting for what, with links to the lists."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from coordinator.base.errors import UserError
from coordinator.base.progress import Progress
from coordinator.desktop.features.tour.day_chart import DayChart
from coordinator.desktop.features.tour.stop_summary import write_summary
from coordinator.desktop.kit import file_dialogs
from coordinator.desktop.kit.basics import button, clear, column, frame, label, row, rule, scrolling
from coordinator.desktop.shell.page_stack import Page
from coordinator.desktop.shell.session import Session
from coordinator.tour.after_stop import HOURS, AfterStop, after_stop
from coordinator.tour.stops import OTHER_SIGN_UP, read_tour

_SHORT = {
    "named": "named it",
    "code": "by a link's code",
    "source": "by their list",
    "time and place": "near it",
    OTHER_SIGN_UP: "by another sign-up",
}


class AfterStopPage(Page):
    """What is left to do after one stop.

    Attributes:
        list_wanted: emitted with the numbers of candidates to list.
        desk_wanted: emitted to open a sign-up desk for this stop.
    """

    list_wanted = Signal(object)
    desk_wanted = Signal()

    def __init__(self, session: Session, event: int) -> None:
        super().__init__(session)
        self.set_title(self.tr("After the stop"))
        self._event = event
        self.found: AfterStop | None = None
        self._top, self._body = QVBoxLayout(), QVBoxLayout()
        self._body.setSpacing(16)
        inner = QWidget()
        inner.setProperty("k", "page")
        inner.setLayout(column(self._body, None, margins=(24, 16, 24, 24)))
        scroll = scrolling(inner, "page")
        holder = frame("header", self._top)
        self.setLayout(column(holder, scroll, spacing=0))
        self._top.addLayout(row(None, self._way_back(self.tr("Back to the stops")), margins=(24, 12, 24, 12)))
        self.refresh({})

    def refresh(self, touched: Mapping[str, Sequence[int]]) -> None:
        """Recount in the background."""

        def work(progress: Progress) -> AfterStop | None:
            with self._session.campaign.reading() as connection:
                tour = read_tour(connection)
                return after_stop(connection, tour, self._event) if self._event in tour.events else None

        self.run(work, on_done=self._show, reading=True)

    def _show(self, found: AfterStop | None) -> None:
        if found is None:
            self.close_page()
            return
        self.found = found
        self.set_title(found.title)
        clear(self._top)
        clear(self._body)
        self._top.addLayout(self._top_line(found))
        self._body.addLayout(self._cards(found))
        for note in found.figures.notes:
            self._body.addWidget(frame("due", row(label(note, "warn", wrap=True), margins=(12, 8, 12, 8))))
        chart = frame("card", self._chart(found))
        left = column(chart, frame("card", self._ways(found)), None, spacing=16)
        both = row(left, frame("card", self._to_do(found)), spacing=16)
        both.setStretch(0, 3)
        both.setStretch(1, 2)
        self._body.addLayout(both)

    def _top_line(self, found: AfterStop) -> QLayout:
        theme = self._session.theme
        texts = column(label(found.title, "h1"), label(found.where_and_when, "hint", wrap=True), spacing=2)
        line = row(
            texts,
            button(theme, self.tr("Sign-up desk…"), self.desk_wanted.emit, icon_name="monitor-smartphone"),
            button(theme, self.tr("Save as PDF…"), self._ask_pdf, icon_name="printer"),
            self._way_back(self.tr("Back to the stops")),
            margins=(24, 12, 24, 12),
        )
        line.setStretch(0, 1)
        return line

    def _cards(self, found: AfterStop) -> QLayout:
        f = found.figures
        asked = len(found.asked)
        called = f"{len(found.called_in_time) / asked:.0%}" if asked else "–"
        share = f"{f.sign_ups_of_crowd:.1%}" if f.sign_ups_of_crowd is not None else "–"
        average = self.tr("tour average {n}").format(n=f"{found.average:.1%}") if found.average is not None else ""
        rsvps = self.tr("{n} RSVPs").format(n=f"{f.rsvps:,}") if f.rsvps is not None else self.tr("no RSVPs known")
        ways = ", ".join(f"{n:,} {_SHORT.get(way, way)}" for way, n in f.by.items()) or self.tr("nobody yet")
        within = self.tr("{n} of {all} who asked").format(n=len(found.called_in_time), all=asked)
        parts = (
            (self.tr("Crowd"), f"{f.attendance:,}" if f.attendance is not None else "–", rsvps),
            (self.tr("Sign-ups"), f"{f.sign_ups:,}", ways),
            (self.tr("Of the crowd"), share, average),
            (self.tr("Called within {n} h").format(n=HOURS), called, within),
        )
        cards = [
            frame(
                "card",
                column(
                    label(name, "section"),
                    label(figure, "figure"),
                    label(told, "caption", wrap=True),
                    spacing=2,
                    margins=(20, 12, 20, 12),
                ),
            )
            for name, figure, told in parts
        ]
        return row(*cards, spacing=16)

    def _chart(self, found: AfterStop) -> QLayout:
        parts: list[QWidget] = [label(self.tr("Sign-ups through the day"), "h3")]
        if found.through:
            best, most = max(found.through, key=lambda bar: bar[1])
            total = sum(n for _, n in found.through)
            told = self.tr("{n} of {all} came in the quarter of an hour from {time}")
            parts.append(label(told.format(n=most, all=total, time=best), "caption"))
            parts.append(DayChart(self._session.theme, found.through))
        else:
            parts.append(label(self.tr("No sign-up has a time on the day of the stop."), "caption"))
        return column(*parts, margins=(20, 16, 20, 16))

    def _ways(self, found: AfterStop) -> QLayout:
        f = found.figures
        parts: list[QWidget | QLayout] = [label(self.tr("How far they came"), "h3")]
        for name, number, share in (
            (self.tr("People"), f.people, None),
            (self.tr("Connected"), f.connected, f.connected_of_people),
            (self.tr("On the ballot"), f.on_ballot, f.on_ballot_of_people),
        ):
            told = "" if share is None else f"{share:.0%}"
            parts.append(row(label(name), None, label(told, "caption"), label(f"{number:,}", "strong")))
        parts.append(label(self.tr("Credited by {rule}.").format(rule=found.choice.words), "caption", wrap=True))
        return column(*parts, margins=(20, 16, 20, 16))

    def _to_do(self, found: AfterStop) -> QLayout:
        lists: tuple[tuple[str, str, Sequence[int]], ...] = (
            (
                self.tr("Nobody called in {n} hours").format(n=HOURS),
                self.tr("They asked, and their time is over"),
                found.late,
            ),
            (self.tr("Not called yet"), self.tr("They asked us to get in touch"), found.not_called),
            (self.tr("Without a partner"), self.tr("No referral that is still open"), found.no_partner),
            (self.tr("Asked us to get in touch"), self.tr("They ticked that we may"), found.asked),
            (self.tr("Signed up"), self.tr("Everybody who counts for this stop"), found.signed_up),
        )
        parts: list[QWidget | QLayout] = [label(self.tr("What is left to do"), "h3")]
        for name, told, ids in lists:
            bad = ids and ids is found.late
            number = label(f"{len(ids):,}", "h2")
            opened = button(
                self._session.theme,
                self.tr("Open list"),
                partial(self.list_wanted.emit, list(ids)),
                k="link",
                name=self.tr("Open list: {name}, {n}").format(name=name, n=len(ids)),
            )
            opened.setEnabled(bool(ids))
            texts = column(label(name, "strong" if not bad else "late"), label(told, "caption", wrap=True), spacing=0)
            line = row(number, texts, opened, spacing=12)
            number.setMinimumWidth(self._session.theme.px(56))
            line.setStretch(1, 1)
            parts += [rule(), line]
        return column(*parts, None, margins=(20, 16, 20, 16), spacing=8)

    def _ask_pdf(self) -> None:
        if self.found is None:
            return
        usual = str(Path(self._session.settings.get("folder", "")) / f"{self.found.title}.pdf")
        path = file_dialogs.file_to_save(self, self.tr("Save as PDF"), usual, "PDF (*.pdf)")
        if path:
            self.save_pdf(Path(path))

    def save_pdf(self, path: Path) -> None:
        """Write the stop's summary as a printable page."""
        assert self.found is not None
        try:
            write_summary(self.found, path)
        except UserError as error:
            self._session.tell(error.sentence)
            return
        self._session.tell(self.tr("Saved {file}").format(file=path.name))
