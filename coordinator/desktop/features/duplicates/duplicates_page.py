"""The duplicates review: two people side by side, and the merged result."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
)
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.progress import Progress
from coordinator.desktop.features.duplicates.looked import look_at
from coordinator.desktop.features.duplicates.pair_table import A, B, PairTable
from coordinator.desktop.kit.basics import button, clear, column, frame, label, row
from coordinator.desktop.kit.flow_layout import FlowLayout
from coordinator.desktop.kit.plain_keys import is_plain
from coordinator.desktop.kit.tasks import TaskHandle
from coordinator.desktop.shell.page_stack import Page
from coordinator.desktop.shell.session import Session
from coordinator.desktop.shell.window_operations import WindowOperations
from coordinator.operations.people import keep_apart, merge
from coordinator.people.alike_words import in_short, is_against, is_for, single
from coordinator.people.duplicates import Pair, decided_pairs, find_duplicates, surest_first
from coordinator.records.catalog import CANDIDATE, VERDICT
from coordinator.records.kinds import Value
from coordinator.store import query

QUEUE_WIDTH = 340
KEYS = {Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_M, Qt.Key.Key_N, Qt.Key.Key_L, Qt.Key.Key_Escape}
BATCH = 25
MOST = 2_000
"""Maximum number of pairs listed, likeliest first; the rest follow once these are decided and the page is reopened."""

Named = tuple[Pair, str]


def _named(connection: Connection, pairs: Sequence[Pair]) -> list[Named]:
    """Return pairs with their labels in the list."""
    titles = query.titles(connection, CANDIDATE, [n for p in pairs for n in (p.a, p.b)])
    return [(p, f"{_both(titles[p.a], titles[p.b])}\n{in_short(p.score, p.reasons)}") for p in pairs]


def _both(a: str, b: str) -> str:
    return a if a == b else f"{a} / {b}"


def _chip(reason: str) -> QLabel:
    """Return a reason as a chip: for, against or neither, by color and sign."""
    if is_against(reason):
        return label(f"✕ {reason}", "chipAgainst")
    return label(f"✓ {reason}", "chipFor") if is_for(reason) else label(f"≈ {reason}", "chipQuiet")


@dataclass(slots=True)
class _Gone:
    """A pair that left the list.

    Attributes:
        pair, text: the pair, and its line in the list.
        at: where it stood.
        written: what was decided of it is written; from then on it may be taken back.
    """

    pair: Pair
    text: str
    at: int
    written: bool = False


def still_open(connection: Connection, pairs: Sequence[Pair]) -> set[Pair]:
    """Return the pairs of which nothing is decided: both people are here, and they have no verdict."""
    decided = decided_pairs(connection)
    people = query.read_by_id(connection, CANDIDATE, {n for p in pairs for n in (p.a, p.b)})
    here = {number for number, values in people.items() if not values.get("deleted_at")}
    return {p for p in pairs if {p.a, p.b} <= here and (min(p.a, p.b), max(p.a, p.b)) not in decided}


class DuplicatesPage(Page):
    """Reviews pairs of candidates who may be the same person.

    Attributes:
        pairs: the pairs left to review, in list order.
    """

    def __init__(self, session: Session, operations: WindowOperations) -> None:
        super().__init__(session)
        self.set_title(self.tr("Is this the same person?"))
        self._operations = operations
        self.pairs: list[Pair] = []
        self._rows: dict[int, dict[str, Value]] = {}
        self._picks: dict[str, Value] = {}
        self._decided = 0
        self._total = 0
        self._known: set[Pair] = set()
        self._gone: list[_Gone] = []
        self._handle: TaskHandle | None = None
        self._build()
        self._handle = self._search()

    # Building

    def _build(self) -> None:
        theme = self._session.theme
        head = self._head()
        self.queue = QListWidget()
        self.queue.setAccessibleName(self.tr("Pairs to look at"))
        self.queue.setProperty("k", "queue")
        self.queue.setUniformItemSizes(True)  # else each decided pair has all others measured again
        self.queue.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.queue.setFixedWidth(theme.px(QUEUE_WIDTH))
        self.queue.currentRowChanged.connect(self._show)
        self._reasons = FlowLayout(spacing=6)
        self._bring = label("", "hint", wrap=True)
        self.table = PairTable(theme)
        self.table.picked.connect(self._pick)
        hint = label(
            self.tr("Click a value, or press 1 for A and 2 for B, to choose it. A second e-mail or phone is kept too."),
            "caption",
        )
        card = frame("card", column(self.table, margins=(1, 1, 1, 1)))
        body = column(self._reasons, self._bring, card, margins=(20, 16, 20, 12))
        body.setStretch(2, 1)
        for widget in (self.queue, self.table):
            widget.installEventFilter(self)
        self._nothing = label("", "hint")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._card = card
        body.insertWidget(2, self._nothing, 1)
        middle = row(frame("rail", column(self.queue, margins=(12, 12, 12, 12))), body, spacing=0)
        middle.setStretch(1, 1)
        self._later = button(theme, self.tr("Later   L"), self.later)
        self._apart = button(theme, self.tr("Not the same person   N"), self.apart, icon_name="unlink")
        self._merge = button(theme, self.tr("Merge A and B   M"), self.merge, k="primary", icon_name="merge")
        safe = label(self.tr("Each merge is one step that can be undone, today or in months."), "caption")
        told = column(hint, safe, spacing=0)
        foot = frame("foot", row(told, None, self._later, self._apart, self._merge, margins=(20, 10, 20, 10)))
        whole = column(head, middle, foot, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._say()

    # Finding

    def _search(self) -> TaskHandle:
        """Look for pairs in the background; they are listed as they are found."""
        ready: list[Named] = []

        def work(progress: Progress) -> tuple[list[Named], int]:
            with self._session.campaign.reading() as connection:
                pairs: list[Pair] = []
                for pair in find_duplicates(connection, progress=progress):
                    pairs.append(pair)
                    if len(pairs) % BATCH == 0 and len(ready) < BATCH * 4:
                        ready.extend(_named(connection, pairs[-BATCH:]))
                return _named(connection, surest_first(pairs)[:MOST]), len(pairs)

        return self.run(
            work,
            title=self.tr("Looking for duplicates"),
            on_done=self._found,
            on_failed=self._failed,
            on_progress=lambda *_: self._take(list(ready)),
            reading=True,
        )

    def _take(self, found: list["Named"]) -> None:
        """List pairs that are neither listed nor decided yet."""
        new = [n for n in found if n[0] not in self._known]
        self._known.update(pair for pair, _ in new)
        self.pairs += [pair for pair, _ in new]
        self.queue.addItems([name for _, name in new])
        if self.pairs and self.queue.currentRow() < 0:
            self.queue.setCurrentRow(0)
        self._say()

    def _found(self, result: tuple[list["Named"], int]) -> None:
        found, self._total = result
        self._handle = None
        if not self._decided:
            self.queue.clear()
            self.pairs = []
            self._known = set()
        self._take(found)

    def _failed(self, error: UserError) -> None:
        self._handle = None
        self._session.tell(error.sentence)

    def _row(self, number: int) -> dict[str, Value]:
        return self._rows.get(number, {"id": number})

    # Showing

    def _say(self) -> None:
        n = len(self.pairs)
        looking = self.tr(" · still looking") if self._handle else ""
        if self._total > MOST:
            looking = self.tr(" · the surest of {n}").format(n=f"{self._total:,}")
        some = self.tr("{n} pairs to look at").format(n=f"{n:,}") if n != 1 else self.tr("1 pair to look at")
        none = self.tr("Nobody looks like somebody else.") if not self._decided else self.tr("All are decided.")
        done = self.tr(" · {n} decided").format(n=self._decided) if self._decided else ""
        self._subtitle.setText((some if n or looking else none) + done + looking)
        self._nothing.setText(self.tr("Looking…") if self._handle else none)
        self._nothing.setVisible(not n)
        self._card.setVisible(bool(n))
        if not n and self._decided:
            self.back.setFocus()
        for b in (self._merge, self._apart, self._later):
            b.setEnabled(bool(n))

    @property
    def pair(self) -> Pair | None:
        """The current pair."""
        at = self.queue.currentRow()
        return self.pairs[at] if 0 <= at < len(self.pairs) else None

    def _show(self) -> None:
        self._picks = {}
        pair = self.pair
        if pair is None:
            self.table.setRowCount(0)
            clear(self._reasons)
            self._bring.setText("")
            return
        clear(self._reasons)
        for reason in single(pair.reasons):
            self._reasons.addWidget(_chip(reason))
        found = self._session.read(look_at, self._session.typed(CANDIDATE), pair.a, pair.b)
        self._rows |= found.rows
        added = self.tr("added {how}")
        a, b = (added.format(how=", ".join(found.came[number])) for number in (pair.a, pair.b))
        self.table.name_people(f"A · {a}", f"B · {b}")
        brings = self.tr("Both bring along: {what}").format(what=found.brought) if found.brings else ""
        self._bring.setText("\n".join(filter(None, [*self._who_else_fits(pair), brings])))
        self._fill()

    def _who_else_fits(self, pair: Pair) -> list[str]:
        """Say of each of a pair whom they look like as well: only one of them can be the same person."""
        told = []
        for letter, one in (("A", pair.a), ("B", pair.b)):
            others = {n for p in self.pairs if p != pair and one in (p.a, p.b) for n in (p.a, p.b)} - {one}
            if others:
                names = ", ".join(self._session.read(query.titles, CANDIDATE, sorted(others)).values())
                told.append(self.tr("{one} also looks like: {names}").format(one=letter, names=names))
        return told

    def _fill(self) -> None:
        if pair := self.pair:
            rt = self._session.typed(CANDIDATE)
            self.table.show_people(rt, self._row(pair.a), self._row(pair.b), self._picks)

    # Deciding

    def _pick(self, key: str, at: int) -> None:
        if pair := self.pair:
            self._picks[key] = self._row(pair.a if at == A else pair.b).get(key)
            self._fill()

    def merge(self) -> None:
        """Merge the two."""
        if (pair := self.pair) and self._operations.do(merge, pair.a, pair.b, dict(self._picks)):
            self._drop(lambda p: pair.b in (p.a, p.b), changed=pair.a)

    def apart(self) -> None:
        """Mark them as distinct."""
        if (pair := self.pair) and self._operations.do(keep_apart, pair.a, pair.b):
            self._drop(lambda p: p == pair)

    def later(self) -> None:
        """Move the pair to the end of the list."""
        at = self.queue.currentRow()
        if len(self.pairs) == 1:
            self._session.tell(self.tr("This is the only pair left. It stays open if you leave."))
        elif at >= 0:
            self.pairs.append(self.pairs.pop(at))
            self.queue.addItem(self.queue.takeItem(at))
            self.queue.setCurrentRow(min(at, len(self.pairs) - 1))
            self._show()

    def _drop(self, decided: Callable[[Pair], bool], changed: int | None = None) -> None:
        """Remove decided pairs from the list."""
        at = self.queue.currentRow()
        self.queue.blockSignals(True)
        for i in reversed([i for i, p in enumerate(self.pairs) if decided(p)]):
            self._gone.append(_Gone(self.pairs.pop(i), self.queue.takeItem(i).text(), i))
            self._decided += 1
        self.queue.setCurrentRow(min(at, len(self.pairs) - 1))
        self.queue.blockSignals(False)
        if changed is not None:
            self._rows.pop(changed, None)
        self._show()
        self._say()

    def refresh(self, touched: Mapping[str, Sequence[int]]) -> None:
        """Refresh after changes elsewhere or an undo: a pair whose decision was taken back is listed again."""
        self._take_back(touched)
        changed = set(touched.get("candidate", ())) & self._rows.keys() if touched else set(self._rows)
        for number in changed:
            self._rows.pop(number)
        if self.pair and changed & {self.pair.a, self.pair.b}:
            self._show()

    def _take_back(self, touched: Mapping[str, Sequence[int]]) -> None:
        """List pairs again whose decision was taken back; drop those that were decided elsewhere, or once more."""
        people = set(touched.get(CANDIDATE.key, ()))
        if verdicts := touched.get(VERDICT.key):
            decided_of = self._session.read(query.read_rows, VERDICT, verdicts, ("first", "second"))
            people |= {number for row in decided_of for number in (row["first"], row["second"])}
        listed = [p for p in self.pairs if not touched or {p.a, p.b} & people]
        if not self._gone and not listed:
            return
        open_ = self._session.read(still_open, [*(gone.pair for gone in self._gone), *listed])
        back = [gone for gone in self._gone if gone.written and gone.pair in open_]
        self._gone = [gone for gone in self._gone if gone not in back]
        for gone in self._gone:
            gone.written = gone.written or gone.pair not in open_
        if decided := set(listed) - open_:
            self._drop(decided.__contains__)
            for gone in self._gone:
                gone.written = gone.written or gone.pair in decided
        self._decided -= len(back)
        for gone in sorted(back, key=lambda gone: gone.at):
            at = min(gone.at, len(self.pairs))
            self.pairs.insert(at, gone.pair)
            self.queue.insertItem(at, gone.text)
        if back:
            self.queue.setCurrentRow(self.pairs.index(min(back, key=lambda gone: gone.at).pair))
            self._show()
            self._say()

    def take_focus(self) -> None:
        """Put the focus on the list of pairs."""
        self.queue.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle the page's keys before the list and table use them for searching."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in KEYS:
            self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 and 2 choose a value, M merges, N keeps apart, L leaves for later."""
        key = event.key()
        if key == Qt.Key.Key_Return and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.merge()
        elif not is_plain(event):
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_1, Qt.Key.Key_2):
            self.table.pick(self.table.currentRow(), A if key == Qt.Key.Key_1 else B)
        elif key == Qt.Key.Key_M:
            self.merge()
        elif key == Qt.Key.Key_N:
            self.apart()
        elif key == Qt.Key.Key_L:
            self.later()
        else:
            super().keyPressEvent(event)
