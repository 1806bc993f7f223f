"""A partner's rules, with dates and sources, checked before saving."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QWidget,
)

from coordinator.desktop.kit.basics import button, column, label, row
from coordinator.desktop.kit.themed import Cell
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.operations.ruling import add_known_rules, drop_rule, offer_of, set_rule
from coordinator.partners.partner_book import PartnerBook
from coordinator.partners.rule_checks import problems_of
from coordinator.partners.rules import Condition, kind_term, stated
from coordinator.records.catalog import RULE
from coordinator.records.fields import Row
from coordinator.records.kinds.dates import short_date
from coordinator.records.vocabularies import vocabulary
from coordinator.store import query

HINTS = {
    "born_from": "1984",
    "oldest_age": "40",
    "youngest_age": "18",
    "most_runs": "3",
    "states": "Ohio; Pennsylvania",
    "levels": "School; Municipal",
    "offices": "School board; Mayor",
    "party_lines": "Democratic; Nonpartisan",
    "genders": "Woman",
    "languages": "Spanish",
    "divisions": "ocd-division/country:us/state:oh/sldl:12",
    "communities": "veterans; union members",
    "conditions": "pro-choice; county of up to 700,000 people",
}
FIELDS = (
    ("in_states", "Only in"),
    ("valid_from", "From"),
    ("valid_until", "Until"),
    ("source", "Source"),
    ("read_on", "Read on"),
    ("words", "In its words"),
)


class RulesDialog(QDialog):
    """Lists, adds, changes and removes one partner's rules; each change is a step that can be undone.

    Attributes:
        rules: the rules in table order; those without a record are fields of the partner.
    """

    def __init__(
        self, session: Session, operations: WindowOperations, partner: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._operations, self._partner = session, operations, partner
        self.rules: list[Condition] = []
        self._editing: int | None = None
        self.resize(session.theme.px(940), session.theme.px(620))
        self._build()
        session.changed.connect(self._fill)
        self._fill()

    def _build(self) -> None:
        theme = self._session.theme
        self.table = QTableWidget(0, 5)
        self.table.setProperty("k", "review")
        self.table.setHorizontalHeaderLabels([self.tr(h) for h in ("Kind", "Takes", "Only in", "Holds", "Source")])
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setAccessibleName(self.tr("Rules of this partner"))
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for index, width in ((0, 170), (2, 80), (3, 150), (4, 160)):
            self.table.setColumnWidth(index, theme.px(width))
        self.table.itemSelectionChanged.connect(self._chosen)
        self._problems = label("", "problem", wrap=True)
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("Kind of rule"))
        for term in vocabulary("rule_kinds").terms:
            self.kind.addItem(term.label, term.code)
        self.kind.currentIndexChanged.connect(lambda *_: self._hint())
        self.terms = QLineEdit()
        self.terms.setAccessibleName(self.tr("Values, with semicolons between them"))
        self.excludes = QCheckBox(self.tr("does not take these"))
        self.fields = {key: QLineEdit() for key, _ in FIELDS}
        for key, name in FIELDS:
            self.fields[key].setAccessibleName(self.tr(name))
        form = QGridLayout()
        form.setHorizontalSpacing(10)
        form.addWidget(label(self.tr("Kind"), "caption"), 0, 0)
        form.addWidget(self.kind, 0, 1)
        form.addWidget(label(self.tr("Values"), "caption"), 0, 2)
        form.addWidget(self.terms, 0, 3)
        form.addWidget(self.excludes, 0, 4, 1, 2)
        for at, (key, name) in enumerate(FIELDS):
            form.addWidget(label(self.tr(name), "caption"), 1 + at // 3, 2 * (at % 3))
            form.addWidget(self.fields[key], 1 + at // 3, 2 * (at % 3) + 1)
        self._told = label("", "problem", wrap=True)
        self._known = button(theme, self.tr("Add known public rules"), self.add_known, icon_name="sparkles")
        self._drop = button(theme, self.tr("Take out"), self.drop, icon_name="trash-2")
        self._save = button(theme, "", self.save, k="primary", icon_name="check")
        shut = button(theme, self.tr("Close"), self.accept)
        new = button(theme, self.tr("New rule"), self.begin, icon_name="plus")
        for b in (self._known, self._drop, self._save, shut, new):
            b.setAutoDefault(False)
        told = label(
            self.tr(
                "All rules have to be met. A rule for certain states stands in place of the general one there; a rule "
                "with dates stands in place of the partner's field of its kind while it holds."
            ),
            "hint",
            wrap=True,
        )
        lines = column(
            told,
            self.table,
            self._problems,
            form,
            self._told,
            row(self._known, None, new, self._drop, self._save, shut),
            margins=(20, 16, 20, 16),
            spacing=10,
        )
        lines.setStretch(1, 1)
        self.setLayout(lines)

    def _fill(self, *_: object) -> None:
        book: PartnerBook = self._session.read(PartnerBook.of)
        if self._partner not in book.rows:
            self.reject()
            return
        offer = offer_of(book, self._partner)
        self.setWindowTitle(self.tr("Rules of {name}").format(name=offer.name))
        self.rules = stated(offer.rules)
        rows = {
            r["id"]: r
            for r in self._session.read(query.read_rows, RULE, [r.record_id for r in self.rules if r.record_id])
        }
        self.table.setRowCount(len(self.rules))
        for line, rule in enumerate(self.rules):
            kept: Row = rows.get(rule.record_id, {})
            source = str(kept.get("source") or ("" if rule.record_id else self.tr("field of the partner")))
            taken = ("not: " if rule.excludes else "") + rule.shown
            texts = (rule.label, taken, ", ".join(sorted(rule.in_states)), self._holds(rule), source)
            for index, text in enumerate(texts):
                item = Cell(self._session.theme, text, "text" if rule.holds(book.day) else "text3")
                item.setToolTip(str(kept.get("words") or text))
                self.table.setItem(line, index, item)
        self._problems.setText("\n".join(problems_of(offer, book.day)))
        known = self._session.read(add_known_rules.plan, [self._partner])
        self._known.setVisible(not known.is_empty)
        self.begin()

    def _holds(self, rule: Condition) -> str:
        if not (rule.valid_from or rule.valid_until):
            return self.tr("always")
        since = short_date(rule.valid_from) if rule.valid_from else "…"
        until = short_date(rule.valid_until) if rule.valid_until else "…"
        return f"{since} – {until}"

    def begin(self) -> None:
        """Clear the form for a new rule."""
        self._editing = None
        self.table.clearSelection()
        for field in (self.terms, *self.fields.values()):
            field.clear()
        self.excludes.setChecked(False)
        self._told.setText("")
        self._save.setText(" " + self.tr("Add this rule"))
        self._drop.setEnabled(False)
        self._hint()

    def _hint(self) -> None:
        code = str(self.kind.currentData())
        self.terms.setPlaceholderText(HINTS.get(code, ""))

    def _chosen(self) -> None:
        lines = {i.row() for i in self.table.selectedIndexes()}
        rule = self.rules[lines.pop()] if lines else None
        if rule is None or not rule.record_id:
            self._drop.setEnabled(False)
            return
        self._editing = rule.record_id
        found = self._session.read(query.record, RULE, rule.record_id)
        kept: Row = found or {}
        self.kind.setCurrentIndex(self.kind.findData(rule.kind))
        self.terms.setText("; ".join(self._label(rule.kind, t) for t in rule.terms))
        self.excludes.setChecked(rule.excludes)
        for key, field in self.fields.items():
            field.setText(RULE.by_key[key].kind.show(kept.get(key)))
        self._save.setText(" " + self.tr("Save this rule"))
        self._drop.setEnabled(True)

    @staticmethod
    def _label(kind: str, term: str) -> str:
        of = kind_term(kind).extra.get("of")
        return vocabulary(of).label(term) if of else term

    def save(self) -> None:
        """Save the rule in the form, if people can meet it."""
        from coordinator.base.errors import UserError

        typed: dict[str, object] = {key: field.text() for key, field in self.fields.items()}
        typed |= {
            "rule_kind": self.kind.currentData(),
            "terms": self.terms.text(),
            "excludes": "yes" if self.excludes.isChecked() else "",
        }
        try:
            plan = self._session.read(set_rule.plan, self._partner, typed, rule=self._editing)
        except UserError as error:
            self._told.setText(error.sentence)
            return
        self._told.setText("")
        self._operations.carry_out(plan)

    def drop(self) -> None:
        """Remove the selected rule."""
        if self._editing is not None:
            self._operations.do(drop_rule, self._editing)

    def add_known(self) -> None:
        """Add the built-in public rules of this organization."""
        self._operations.do(add_known_rules, [self._partner])
