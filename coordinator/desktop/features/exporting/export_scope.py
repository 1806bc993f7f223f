"""What to export: a list, its selection, a saved view, everything, blank rows, or as saved in a purpose."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QGridLayout, QRadioButton, QSpinBox, QWidget

from coordinator.desktop.kit.basics import column, label
from coordinator.desktop.shell.session import Session
from coordinator.operations.exporting import USUAL
from coordinator.records.catalog import LISTED, VIEW, RecordType, record_type
from coordinator.records.rows import ViewRow
from coordinator.round_trip.purposes import ExportPurpose
from coordinator.round_trip.sheets_out import SheetWish
from coordinator.store import query

BLANK, MOST_BLANK = 50, 10_000
LIST, SELECTION, SAVED_VIEW, ALL, TEMPLATE, AS_SAVED = "list", "selection", "view", "all", "template", "saved"


@dataclass(frozen=True, slots=True)
class ShownList:
    """The list an export starts from.

    Attributes:
        rt: its record type.
        where: its filter.
        ids: the records it shows, in order.
        selected: the records selected in it.
    """

    rt: RecordType
    where: str
    ids: Sequence[int]
    selected: Sequence[int]


class ExportScope(QWidget):
    """Chooses what to export.

    Attributes:
        changed: emitted when the choice changes.
        choices: the choices, by key.
        kind_boxes: record types, for everything and for blank rows.
    """

    changed = Signal()

    def __init__(self, session: Session, shown: ShownList | None) -> None:
        super().__init__()
        self._session, self._shown = session, shown
        self._purpose: ExportPurpose | None = None
        self._views = session.read(lambda c: query.read_rows(c, VIEW, query.select_ids(c, VIEW)))
        self.choices: dict[str, QRadioButton] = {}
        self.view, self.rows = self._view_box(), self._rows_box(session.theme.px(90))
        self.kind_boxes = {rt.key: QCheckBox(rt.plural) for rt in LISTED}
        self._kinds = self._kinds_grid()
        self.setLayout(column(label(self.tr("What goes out"), "section"), *self._radios(), self._kinds))

    def _view_box(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self.tr("Saved view"))
        for found in self._views:
            box.addItem(f"{found['name']} ({record_type(found['record']).plural.lower()})", found["id"])
        box.activated.connect(lambda _: self._tell())
        return box

    def _rows_box(self, width: int) -> QSpinBox:
        box = QSpinBox()
        box.setRange(1, MOST_BLANK)
        box.setValue(BLANK)
        box.setAccessibleName(self.tr("Blank rows"))
        box.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        box.setFixedWidth(width)
        box.valueChanged.connect(lambda _: self._tell())
        return box

    def _kinds_grid(self) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(24, 0, 0, 0)
        grid.setVerticalSpacing(6)
        for at, (key, box) in enumerate(self.kind_boxes.items()):
            box.setChecked(key in USUAL)
            box.clicked.connect(self._tell)
            grid.addWidget(box, at // 2, at % 2)
        return made

    def _radios(self) -> list[QWidget]:
        group = QButtonGroup(self)
        made: list[QWidget] = []
        beside = {SAVED_VIEW: self.view, TEMPLATE: self.rows}
        for key, text in self._texts().items():
            radio = self.choices[key] = QRadioButton(text)
            group.addButton(radio)
            radio.clicked.connect(self._tell)
            made += [radio, *([beside[key]] if key in beside else [])]
        self.choices[AS_SAVED].hide()
        return made

    def refresh(self) -> None:
        """Leave out what is not there any more."""
        if self._shown is None:
            return
        there = set(self._session.read(query.select_ids, self._shown.rt))
        ids, selected = ([i for i in kept if i in there] for kept in (self._shown.ids, self._shown.selected))
        self._shown = replace(self._shown, ids=ids, selected=selected)
        texts = self._texts()
        for key in (LIST, SELECTION):
            if key in self.choices and key in texts:
                self.choices[key].setText(texts[key])

    def _texts(self) -> dict[str, str]:
        texts = {AS_SAVED: "", ALL: self.tr("Everything"), TEMPLATE: self.tr("Blank rows to fill in")}
        if self._views:
            texts = {SAVED_VIEW: self.tr("A saved view"), **texts}
        if self._shown is None:
            return texts
        rt, n, chosen = self._shown.rt, len(self._shown.ids), len(self._shown.selected)
        here = {LIST: self.tr("This list: {n} {name}").format(n=f"{n:,}", name=_name(rt, n))}
        if chosen:
            here[SELECTION] = self.tr("Chosen in it: {n} {name}").format(n=f"{chosen:,}", name=_name(rt, chosen))
        return here | texts

    def _tell(self) -> None:
        self._show_what_belongs()
        self.changed.emit()

    def _show_what_belongs(self) -> None:
        self._kinds.setVisible(self.key in (ALL, TEMPLATE))
        self.view.setVisible(self.key == SAVED_VIEW)
        self.rows.setVisible(self.key == TEMPLATE)

    # Asking and choosing

    @property
    def key(self) -> str:
        """The current choice: list, selection, view, all, template or saved."""
        return next((key for key, radio in self.choices.items() if radio.isChecked()), ALL)

    @property
    def has_filter(self) -> bool:
        """Whether the choice is a filter that a purpose could store."""
        return self.key in (LIST, SAVED_VIEW)

    def choose(self, key: str) -> None:
        """Set the choice, or everything if it is not available."""
        self.choices[key if key in self.choices else ALL].setChecked(True)
        self._show_what_belongs()

    def offer(self, purpose: ExportPurpose | None) -> None:
        """Offer a purpose's saved choice; select it if there is no list or it is of another kind."""
        self._purpose = purpose
        saved = self.choices[AS_SAVED]
        saved.setVisible(purpose is not None)
        if purpose is None:
            if saved.isChecked():
                self.choose(LIST)
            return
        saved.setText(self.tr("As saved for “{name}”").format(name=purpose.name))
        here = self._shown.rt.key if self._shown is not None and self.key in (LIST, SELECTION) else ""
        if here not in [s.record for s in purpose.sheets]:
            self.choose(AS_SAVED)

    def kinds(self) -> list[str]:
        """Return the keys of the record types to export."""
        if self.key in (LIST, SELECTION) and self._shown is not None:
            return [self._shown.rt.key]
        if self.key == SAVED_VIEW:
            return [self._chosen_view()["record"]]
        if self.key == AS_SAVED and self._purpose is not None:
            return [s.record for s in self._purpose.sheets]
        return [key for key, box in self.kind_boxes.items() if box.isChecked()]

    def _chosen_view(self) -> ViewRow:
        return next(v for v in self._views if v["id"] == self.view.currentData())

    def with_records(self, wish: SheetWish) -> SheetWish:
        """Return a sheet with the chosen records or blank rows."""
        if self.key in (LIST, SELECTION) and self._shown is not None:
            ids = self._shown.selected if self.key == SELECTION else self._shown.ids
            return replace(wish, where=self._shown.where if self.key == LIST else "", ids=ids)
        if self.key == SAVED_VIEW:
            return replace(wish, where=self._chosen_view().get("filter") or "")
        if self.key == TEMPLATE:
            return replace(wish, blank=self.rows.value())
        if self.key == AS_SAVED and self._purpose is not None:
            return replace(wish, where=next(s.where for s in self._purpose.sheets if s.record == wish.record))
        return wish


def _name(rt: RecordType, number: int) -> str:
    return (rt.label if number == 1 else rt.plural).lower()
