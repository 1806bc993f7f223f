"""The Connect page: a plan for a whole list of people, reviewed before it is applied."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QHeaderView,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coordinator.base.naming_some import so_many_people
from coordinator.base.progress import Progress
from coordinator.desktop.features.connect.fit_marks import PlacesBar
from coordinator.desktop.kit.basics import button, clear, column, frame, label, row
from coordinator.desktop.shell.page_stack import Page
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.operations.connecting import plan_list
from coordinator.partners.batches import Batch
from coordinator.partners.unplaced_people import NobodyGroup, nobody_takes

TILE_HEIGHT = 56
TILES = (
    ("placed", "Will be connected"),
    ("consent", "No consent"),
    ("ask", "Ask first"),
    ("full", "No place left"),
    ("nobody", "No partner takes them"),
    ("with a partner", "With a partner"),
    ("stage", "At an end"),
)
MOST = 5_000
"""Maximum number of lines listed; the plan has all."""


class ConnectPage(Page):
    """Shows the plan for connecting many people, and applies it.

    Attributes:
        record_wanted: emitted to show a candidate.
        batch: the plan; None while it is being made.
    """

    record_wanted = Signal(str, int)

    def __init__(self, session: Session, operations: WindowOperations, ids: Sequence[int]) -> None:
        super().__init__(session)
        self.set_title(self.tr("Connect {n} candidates").format(n=f"{len(ids):,}"))
        self._operations = operations
        self._ids = list(ids)
        self.batch: Batch | None = None
        self.groups: list[NobodyGroup] = []
        self._build()
        self._look()

    def _build(self) -> None:
        theme = self._session.theme
        head = self._head()
        self._subtitle.setText(self.tr("Looking for partners…"))
        self._tiles: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        for key, name in TILES:
            tile = QPushButton()
            tile.setProperty("k", "tile")
            tile.setCheckable(True)
            tile.setMinimumHeight(theme.px(TILE_HEIGHT))
            tile.setAccessibleName(self.tr(name))
            tile.clicked.connect(lambda _=False, k=key: self.show_tile(k))
            self._group.addButton(tile)
            self._tiles[key] = tile
        self.table = QTableWidget(0, 3)
        self.table.setProperty("k", "review")
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setHorizontalHeaderLabels([self.tr("Candidate"), self.tr("Partner"), self.tr("Why")])
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(0, theme.px(190))
        self.table.setColumnWidth(1, theme.px(250))
        self.table.setAccessibleName(self.tr("Who goes where, and why"))
        self.table.cellDoubleClicked.connect(lambda line, _: self._open(line))
        self._loads = QVBoxLayout()
        self._loads.setSpacing(10)
        inner = QWidget()
        inner.setProperty("k", "surface")
        inner.setLayout(column(self._loads, None, margins=(16, 14, 16, 14)))
        side = QScrollArea()
        side.setProperty("k", "surface")
        side.setWidgetResizable(True)
        side.setFrameShape(QFrame.Shape.NoFrame)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setFixedWidth(theme.px(320))
        side.setWidget(inner)
        body = column(row(*self._tiles.values(), spacing=8), self.table, margins=(20, 14, 20, 12), spacing=12)
        body.setStretch(1, 1)
        middle = row(body, frame("pane", column(side)), spacing=0)
        middle.setStretch(0, 1)
        safe = label(self.tr("Nothing is written yet. It will be one step that can be undone."), "caption")
        self.connect_button = button(
            theme, self.tr("Connect"), self.connect_now, k="primary", icon_name="git-pull-request-arrow"
        )
        self.connect_button.setEnabled(False)
        cancel = button(theme, self.tr("Cancel"), self.close_page)
        foot = frame("foot", row(safe, None, cancel, self.connect_button, margins=(20, 10, 20, 10)))
        whole = column(head, middle, foot, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._label_tiles(Counter())

    # Planning

    def _look(self) -> None:
        def work(progress: Progress) -> tuple[Batch, list[NobodyGroup]]:
            with self._session.campaign.reading() as connection:
                batch = plan_list(connection, self._ids, progress=progress)
                return batch, nobody_takes(connection, self._ids)

        self.run(
            work,
            title=self.tr("Looking for partners"),
            on_done=self._planned,
            on_failed=lambda e: self._session.tell(e.sentence),
            reading=True,
        )

    def _planned(self, found: tuple[Batch, list[NobodyGroup]]) -> None:
        self.batch, self.groups = found
        counts = Counter(left.kind for left in self.batch.left)
        counts["placed"] = len(self.batch.placed)
        self._label_tiles(counts)
        partners = len(self.batch.by_partner)
        told = self.tr("{who} for {where}; as many as can be, earlier sign-ups first.")
        where = self.tr("1 partner") if partners == 1 else self.tr("{n} partners").format(n=partners)
        self._subtitle.setText(told.format(who=so_many_people(counts["placed"]), where=where))
        self.connect_button.setText(" " + self.tr("Connect {who}").format(who=so_many_people(counts["placed"])))
        self.connect_button.setEnabled(bool(counts["placed"]))
        self._show_loads()
        self.show_tile("placed" if counts["placed"] else next((k for k, _ in TILES if counts[k]), "placed"))
        self.table.setFocus()

    def _label_tiles(self, counts: "Counter[str]") -> None:
        for key, name in TILES:
            tile = self._tiles[key]
            tile.setText(f"{counts[key]:,}\n{self.tr(name)}")
            tile.setVisible(key in ("placed", "consent", "nobody") or bool(counts[key]))

    def _show_loads(self) -> None:
        assert self.batch is not None
        clear(self._loads)
        theme = self._session.theme
        self._loads.addWidget(label(self.tr("Who gets how many"), "strong"))
        offers = {o.record_id: o for o in self.batch.book.offers}
        for partner, number in self.batch.by_partner.items():
            offer = offers[partner]
            parts: list[QWidget] = []
            if offer.capacity is not None:
                after = offer.taken + number
                parts = [PlacesBar(theme, after, offer.capacity)]
                told = self.tr("{n} of {all} places taken then").format(n=after, all=offer.capacity)
                parts.append(label(told, "caption"))
            head = row(label(offer.name, wrap=True), label(f"{number:,}", "strong"))
            head.setStretch(0, 1)
            self._loads.addLayout(column(head, *parts, spacing=3))
        if self.groups:
            self._loads.addSpacing(10)
            self._loads.addWidget(label(self.tr("No partner takes"), "strong"))
            for group in self.groups[:12]:
                line = row(label(group.words, wrap=True), label(f"{len(group.people):,}", "hint"))
                line.setStretch(0, 1)
                self._loads.addLayout(line)

    # Showing

    def show_tile(self, key: str) -> None:
        """List the people with one outcome."""
        if self.batch is None:
            return
        self._tiles[key].setChecked(True)
        names = {n: str(r["name"]) for n, r in self.batch.book.rows.items()}
        if key == "placed":
            lines = [(p.candidate, p.title, names[p.partner], p.why) for p in self.batch.placed]
        else:
            lines = [(left.candidate, left.title, "—", left.why) for left in self.batch.left if left.kind == key]
        self.table.setRowCount(min(len(lines), MOST))
        for at, (number, *texts) in enumerate(lines[:MOST]):
            for index, text in enumerate(texts):
                item = QTableWidgetItem(text[:1].upper() + text[1:])
                item.setToolTip(text)
                item.setData(Qt.ItemDataRole.UserRole, number)
                self.table.setItem(at, index, item)

    def _open(self, line: int) -> None:
        item = self.table.item(line, 0)
        if item is not None:
            self.record_wanted.emit("candidate", int(item.data(Qt.ItemDataRole.UserRole)))

    def connect_now(self) -> None:
        """Apply the plan as one step."""
        if self.batch is not None:
            self._operations.carry_out(self.batch.plan)
            self.close_page()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter connects."""
        if event.key() == Qt.Key.Key_Return and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.connect_now()
        else:
            super().keyPressEvent(event)
