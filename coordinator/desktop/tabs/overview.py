"""The overview: how many there are, how far they came, who waits for a call."""

import datetime as dt
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from coordinator.desktop.grid.delegate import lateness
from coordinator.desktop.operations import Operations
from coordinator.desktop.session import Session
from coordinator.desktop.widgets.basics import button, clear, column, frame, label, row, rule
from coordinator.desktop.widgets.painted import Bar, Glyph
from coordinator.progress import Progress
from coordinator.records.catalog import CANDIDATE, EVENT, PARTNER, SIGNUP
from coordinator.records.vocabularies import vocabulary
from coordinator.store import query

DUE = "follow_up <= today"
MOST_DUE = 12


class OverviewTab(QWidget):
    """Counts, stages, follow-ups.

    Attributes:
        list_wanted: key of a record type, and the filter of the list behind a figure.
        record_wanted: a candidate shall be shown.
    """

    list_wanted = Signal(str, str)
    record_wanted = Signal(int)

    def __init__(self, session: Session, operations: Operations) -> None:
        super().__init__()
        self._session, self._operations = session, operations
        self._body = QVBoxLayout()
        inner = QWidget()
        inner.setProperty("k", "page")
        inner.setLayout(column(self._body, None, margins=(24, 20, 24, 24), spacing=16))
        scroll = QScrollArea()
        scroll.setProperty("k", "page")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        self.setLayout(column(scroll))
        self._body.setSpacing(16)
        self.refresh({})

    def refresh(self, _touched: object) -> None:
        """Count anew, beside the window's own work."""
        self._session.tasks.run(self._read, on_done=self._show, reading=True)

    def _read(self, progress: Progress) -> dict[str, object]:
        with self._session.campaign.reading() as connection:
            due = query.select_ids(connection, CANDIDATE, DUE, sort=(("follow_up", False),))
            return {
                "counts": [(rt, query.count(connection, rt)) for rt in (CANDIDATE, SIGNUP, PARTNER, EVENT)],
                "stages": dict(query.facet(connection, CANDIDATE, "stage", None)),
                "due": len(due),
                "people": query.read_rows(connection, CANDIDATE, due[:MOST_DUE]),
            }

    def _show(self, found: dict[str, object]) -> None:
        clear(self._body)
        today = dt.date.today()
        self._body.addLayout(
            column(label(self.tr("Overview"), "h1"), label(f"{today:%A} {today.day} {today:%B}", "hint"), spacing=2)
        )
        self._body.addLayout(self._counts(found["counts"]))  # type: ignore[arg-type]
        funnel = frame("card", self._funnel(found["stages"]))  # type: ignore[arg-type]
        due = frame("card", self._follow_ups(found["people"], found["due"]))  # type: ignore[arg-type]
        both = row(funnel, due, spacing=16)
        both.setStretch(0, 3)
        both.setStretch(1, 2)
        both.setAlignment(due, Qt.AlignmentFlag.AlignTop)
        both.setAlignment(funnel, Qt.AlignmentFlag.AlignTop)
        self._body.addLayout(both)

    def _counts(self, counts: list[tuple[object, int]]):  # type: ignore[no-untyped-def]
        cards = []
        for rt, number in counts:
            name = rt.plural  # type: ignore[attr-defined]
            lines = column(label(f"{number:,}", "figure"), label(name, "hint"), spacing=0, margins=(20, 12, 20, 12))
            cards.append(frame("card", lines))
        return row(*cards, spacing=16)

    def _funnel(self, stages: dict[str | None, int]):  # type: ignore[no-untyped-def]
        """Show how many came at least so far; the steps outside of the way are named below."""
        terms = vocabulary("stages").terms
        way = [t for t in terms if not t.extra.get("final")]
        reached = {"elected", "not_elected"}
        total = sum(stages.values())
        lines: list[object] = [
            label(self.tr("From sign-up to ballot"), "h3"),
            label(
                self.tr("{n} people in all; each bar counts those who came at least so far").format(n=f"{total:,}"),
                "caption",
            ),
            4,
        ]
        before = None
        for at, term in enumerate(way):
            further = {t.code for t in way[at:]} | reached
            number = sum(n for code, n in stages.items() if code in further)
            share = f"{number / before:.0%} of {way[at - 1].label}" if before else ""
            name = label(term.label)
            name.setFixedWidth(self._session.theme.px(104))
            told = label(share, "caption")
            told.setFixedWidth(self._session.theme.px(130))
            figure = button(
                self._session.theme, f"{number:,}", partial(self._open_stages, further), k="link",
                name=f"{term.label}: {number}",
            )  # fmt: skip
            line = row(
                Glyph(self._session.theme, term.code),
                name,
                Bar(self._session.theme, number / total if total else 0, f"{term.label}: {number:,}"),
                figure,
                told,
            )
            line.setStretch(2, 1)
            lines.append(line)
            before = number
        beside = [f"{t.label} {stages[t.code]:,}" for t in terms if t.extra.get("final") and stages.get(t.code)]
        if beside:
            lines.append(label(self.tr("Besides: {list}").format(list=", ".join(beside)), "caption"))
        return column(*lines, margins=(20, 16, 20, 16))  # type: ignore[arg-type]

    def _open_stages(self, codes: set[str]) -> None:
        labels = ", ".join(f'"{vocabulary("stages").label(c)}"' for c in sorted(codes))
        self.list_wanted.emit("candidate", f"stage in ({labels})")

    def _done(self, candidate: int) -> None:
        self._operations.edit(CANDIDATE, {candidate: {"follow_up": ""}})

    def _follow_ups(self, people: list[dict[str, object]], number: int):  # type: ignore[no-untyped-def]
        open_list = button(
            self._session.theme, self.tr("Open list"), lambda: self.list_wanted.emit("candidate", DUE), k="link"
        )
        told = self.tr("{n} late or due today").format(n=number) if number else self.tr("Nobody waits for a call")
        lines: list[object] = [
            row(column(label(self.tr("Follow-ups due"), "h3"), label(told, "caption"), spacing=2), None, open_list)
        ]
        for person in people:
            text, token, _ = lateness(str(person["follow_up"]))
            late = label(text, "problem" if token == "bad" else "warn")
            name = button(
                self._session.theme,
                CANDIDATE.title(person),
                partial(self.record_wanted.emit, person["id"]),
                k="link",
            )
            done = button(
                self._session.theme, "", partial(self._done, int(str(person["id"]))),
                k="quiet", icon_name="check", name=self.tr("Done"),
            )  # fmt: skip
            lines += [rule(), row(name, None, late, done)]
        return column(*lines, margins=(20, 16, 20, 16), spacing=6)  # type: ignore[arg-type]
