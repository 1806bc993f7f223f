"""The Connect sheet: one person, and the partners that fit and why."""

import datetime as dt
from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QFrame,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from coordinator.desktop.features.connect.fit_marks import STRENGTHS, FitBars, PlacesBar, strength
from coordinator.desktop.kit.basics import button, clear, column, frame, label, row, scrolling
from coordinator.desktop.kit.icons import icon
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.operations.connecting import connect
from coordinator.partners.fit import Fit, shown_day
from coordinator.partners.partner_book import PartnerBook
from coordinator.partners.referral_statuses import existing
from coordinator.partners.rule_judgments import Judgment
from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import as_values
from coordinator.records.refusals import refuses
from coordinator.records.rows import CandidateRow
from coordinator.records.vocabularies import vocabulary
from coordinator.store import query

NEEDS = (
    ("Running for", ("office", "office_level")),
    ("Where", ("city", "state")),
    ("Party line", ("party_line",)),
    ("Experience", ("first_time", "earlier_runs")),
    ("Born", ("birth_date", "age_band", "stated_age")),
    ("Wishes", ("wanted_services", "wanted_partners")),
    ("Languages", ("languages",)),
    ("Gender and communities, as they say", ("gender", "communities")),
)
FIRST = 6
REASONS = 4
REMIND_DAYS = 7


class PartnerCard(QFrame):
    """A partner to choose.

    Attributes:
        picked: emitted when it is chosen.
    """

    picked = Signal()

    def __init__(self, session: Session, fit: Fit, capacity: int | None, taken: int) -> None:
        super().__init__()
        self.setProperty("k", "pick")
        self.fit = fit
        theme = session.theme
        self.radio = QRadioButton(fit.name)
        self.radio.setProperty("k", "pick")
        self.radio.setAccessibleDescription(fit.sentence)
        self.radio.toggled.connect(self._toggled)
        how = strength(fit)
        words = label(session.tr(STRENGTHS[how]), "picked" if how == 3 else "hint")
        bars = [FitBars(theme, how)] if how else []
        head = row(self.radio, None, *bars, words, spacing=8)
        left = column(*self._reasons(session), None, spacing=4, margins=(theme.px(24), 0, 0, 0))
        right = QWidget()
        right.setFixedWidth(theme.px(200))
        right.setLayout(column(*self._places(session, capacity, taken), None, spacing=4))
        below = row(left, right, spacing=16)
        below.setStretch(0, 1)
        self.setLayout(column(head, below, margins=(16, 12, 16, 12), spacing=6))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _reasons(self, session: Session) -> list[QWidget]:
        fit = self.fit
        met = [r for r in fit.reasons if r != fit.room.words and r != "no places"]
        lines = [("check", "ok", r) for r in met] + [("x", "bad", a) for a in fit.against]
        lines += [("circle-alert", "warn", session.tr("Ask: {what}").format(what=u)) for u in fit.unknown]
        if fit.verdict is Judgment.DOES_NOT:
            lines = [line for line in lines if line[0] == "x"]
        if not lines:
            lines = [("check", "ok", session.tr("takes everybody"))]
        made = [self._reason(session, *line) for line in lines[: REASONS + 2]]
        if len(lines) > REASONS + 2:
            made.append(label(f"… {len(lines) - REASONS - 2} more", "caption"))
        return made

    @staticmethod
    def _reason(session: Session, icon_name: str, token: str, text: str) -> QWidget:
        mark = QLabel()
        mark.setPixmap(icon(session.theme, icon_name, token, 14).pixmap(14, 14))
        made = QWidget()
        line = row(mark, label(text[:1].upper() + text[1:], wrap=True), spacing=8)
        line.setStretch(1, 1)
        made.setLayout(line)
        return made

    def _places(self, session: Session, capacity: int | None, taken: int) -> list[QWidget]:
        fit = self.fit
        if fit.room.free is None and not fit.room.words:
            return [label(session.tr("Sets no bound"), "caption")]
        parts: list[QWidget] = []
        if fit.room.free is not None:
            told = session.tr("Full") if fit.full else session.tr("{n} places free").format(n=fit.room.free)
            parts.append(label(told, "warn" if fit.full else "strong"))
        if capacity is not None:
            parts.append(PlacesBar(session.theme, taken, capacity))
        for words in fit.room.words.split("; "):
            if words:
                parts.append(label(words[:1].upper() + words[1:], "caption", wrap=True))
        return parts

    def _toggled(self, on: bool) -> None:
        self.setProperty("on", on)
        self.style().unpolish(self)
        self.style().polish(self)
        if on:
            self.picked.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose it when clicked anywhere."""
        self.radio.setChecked(True)
        self.radio.setFocus()


class ConnectSheet(QDialog):
    """Connects one candidate with one partner.

    Attributes:
        cards: the partners shown, in order.
    """

    def __init__(
        self, session: Session, operations: WindowOperations, number: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._operations, self._number = session, operations, number
        self._row = session.read(query.record, CANDIDATE, number) or cast("CandidateRow", {"id": number})  # erased
        self._name = str(self._row.get("preferred_name") or self._row.get("given_name") or CANDIDATE.title(self._row))
        self._all = self._again = False
        self.cards: list[PartnerCard] = []
        self._group = QButtonGroup(self)
        self.setWindowTitle(self.tr("Connect {name}").format(name=CANDIDATE.title(self._row)))
        self.resize(session.theme.px(980), session.theme.px(640))
        self._build()
        self.refresh()

    def _build(self) -> None:
        theme = self._session.theme
        title = self.tr("Connect {name} to a partner").format(name=CANDIDATE.title(self._row))
        told = self.tr("Suggestions use rules, wishes and free places. You decide.")
        close = button(theme, "", self.reject, k="quiet", icon_name="x", name=self.tr("Close"))
        close.setAutoDefault(False)
        head = frame(
            "header",
            row(column(label(title, "h2"), label(told, "hint"), spacing=2), None, close, margins=(24, 14, 16, 12)),
        )
        self._needs = QVBoxLayout()
        self._needs.setSpacing(8)
        needs = frame("rail", column(self._needs, None, margins=(24, 16, 16, 16)))
        needs.setFixedWidth(theme.px(240))
        self._count = label("", "strong")
        self._more = button(theme, "", self._show_all, k="link")
        self._more.setAutoDefault(False)
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        inner = QWidget()
        inner.setProperty("k", "surface")
        inner.setLayout(column(self._list, None, margins=(2, 2, 12, 2)))
        scroll = scrolling(inner, "surface", sideways=False)
        self.remind = QCheckBox("")
        self.remind.setChecked(True)
        right = column(row(self._count, None, self._more), scroll, self.remind, margins=(20, 16, 16, 12), spacing=10)
        right.setStretch(1, 1)
        surface = frame("surface", right)
        middle = row(needs, surface, spacing=0)
        middle.setStretch(1, 1)
        self._consent = label("", "hint", wrap=True)
        self._agreed = button(theme, self.tr("They agreed today"), self._agree)
        self._agreed.setAutoDefault(False)
        cancel = button(theme, self.tr("Cancel"), self.reject)
        cancel.setAutoDefault(False)
        self.connect_button = button(theme, "", self.connect_now, k="primary", icon_name="git-pull-request-arrow")
        self.connect_button.setDefault(True)
        line = row(self._consent, self._agreed, None, cancel, self.connect_button, margins=(24, 12, 24, 12))
        line.setStretch(0, 3)
        whole = column(head, middle, frame("foot", line), spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def refresh(self) -> None:
        """Refresh what is known about the person and which partners fit."""
        self._row = self._session.read(query.record, CANDIDATE, self._number) or self._row
        book: PartnerBook = self._session.read(PartnerBook.of)
        self._offers = {o.record_id: o for o in book.offers}
        before = self._session.read(existing, [self._number]).get(self._number)
        self._fits = book.suggest(self._row, before)
        self._show_needs()
        self._show_cards()
        self._say()

    def _show_needs(self) -> None:
        clear(self._needs)
        self._needs.addWidget(label(self.tr("What {name} needs").format(name=self._name), "strong"))
        for heading, keys in NEEDS:
            words = ", ".join(w for w in (self._shown(k) for k in keys) if w)
            self._needs.addLayout(
                column(label(self.tr(heading), "caption", wrap=True), label(words or "—", wrap=True), spacing=1)
            )

    def _shown(self, key: str) -> str:
        value = as_values(self._row).get(key)
        if key == "first_time":
            return "" if value is None else self.tr("First time") if value else self.tr("Ran before")
        if key == "earlier_runs":
            return self.tr("{n} earlier candidacies").format(n=value) if value else ""
        if key == "state" and value:
            return vocabulary("states").label(str(value))
        if key == "office_level" and self._row.get("office"):
            return ""
        return CANDIDATE.by_key[key].kind.show(value)

    def _show_cards(self) -> None:
        clear(self._list)
        for card in self.cards:
            self._group.removeButton(card.radio)
        good = [f for f in self._fits if f.verdict is not Judgment.DOES_NOT]
        shown = self._fits if self._all else good[:FIRST]
        self.cards = [
            PartnerCard(self._session, f, self._offers[f.partner].capacity, self._offers[f.partner].taken)
            for f in shown
        ]
        for card in self.cards:
            self._group.addButton(card.radio)
            card.picked.connect(self._say)
            self._list.addWidget(card)
        fitting = sum(f.fits for f in self._fits)
        self._count.setText(
            self.tr("{n} partners fit").format(n=fitting) if fitting != 1 else self.tr("1 partner fits")
        )
        self._more.setText(self.tr("Show all {n} partners").format(n=len(self._fits)))
        self._more.setVisible(len(shown) < len(self._fits))
        if not shown:
            told = (
                self.tr("No partner takes {name}. Show all to see what excludes each.")
                if self._fits
                else self.tr("There is no partner yet. Add one, or import a list of them.")
            )
            self._list.addWidget(label(told.format(name=self._name), "hint", wrap=True))
        first = next((c for c in self.cards if c.fit.fits), None)
        if first is not None:
            first.radio.setChecked(True)
            first.radio.setFocus()

    def _show_all(self) -> None:
        self._all = True
        self._show_cards()
        self._say()

    @property
    def chosen(self) -> Fit | None:
        """The chosen partner."""
        return next((c.fit for c in self.cards if c.radio.isChecked()), None)

    def _say(self) -> None:
        agreed, fit = bool(self._row.get("consent_share")), self.chosen
        refused = refuses(self._row)
        on = self._row.get("consent_date")
        if refused:
            told = "{name} " + f"{refused}."
        elif agreed and on:
            told = self.tr("{name} agreed on {day} to be shared with partners.")
        elif agreed:
            told = self.tr("{name} agreed to be shared with partners.")
        else:
            told = self.tr("{name} has not agreed to be shared with partners. Ask first.")
        self._consent.setText(told.format(name=self._name, day=shown_day(str(on)) if on else ""))
        self._consent.setProperty("k", "hint" if agreed and not refused else "warn")
        self._consent.style().unpolish(self._consent)
        self._consent.style().polish(self._consent)
        self._agreed.setVisible(not agreed and not refused)
        name = fit.name if fit else ""
        anyway = fit is not None and not fit.fits
        self._again = bool(fit and any(a.startswith("was passed on") for a in fit.against))
        text = self.tr("Connect to {name} anyway") if anyway else self.tr("Connect to {name}")
        self.connect_button.setText(" " + text.format(name=name) if fit else self.tr("Choose a partner"))
        self.connect_button.setEnabled(agreed and not refused and fit is not None)
        self.remind.setText(
            self.tr("Remind me in {n} days to ask {name} how it goes").format(n=REMIND_DAYS, name=self._name)
        )

    def _agree(self) -> None:
        """Note that the person gave consent today."""
        values: Mapping[str, object] = {"consent_share": "yes", "consent_date": dt.date.today().isoformat()}
        self._operations.edit(CANDIDATE, {self._number: values}, on_done=lambda _: self.refresh())

    def connect_now(self) -> None:
        """Propose the person to the chosen partner: one step."""
        fit = self.chosen
        if fit is None:
            return
        remind = (dt.date.today() + dt.timedelta(days=REMIND_DAYS)).isoformat() if self.remind.isChecked() else None
        again = self._again
        if self._operations.do(connect, self._number, [fit.partner], anyway=True, again=again, remind_on=remind):
            self.accept()
