"""The last step of an import: the result, and what to do next."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QListWidget, QPushButton, QVBoxLayout, QWidget

from coordinator.changes.plan import Applied
from coordinator.desktop.features.importing.review_rows import place_of
from coordinator.desktop.kit.basics import button, clear, column, frame, label, row, scrolling
from coordinator.desktop.kit.names import named
from coordinator.desktop.kit.theme import Theme
from coordinator.importing.accounts import in_words
from coordinator.importing.cells import needs_nothing
from coordinator.importing.decisions import told_of_acts, where_of
from coordinator.importing.headed_cells import asks_for_a_mark
from coordinator.importing.joins import brought_by, troubles
from coordinator.importing.plan import ImportPlan, Place, RowOutcome, What
from coordinator.importing.problems import Problem
from coordinator.operations.people import Brought
from coordinator.records.catalog import CANDIDATE, record_type
from coordinator.records.refusals import YES_OR_NO

if TYPE_CHECKING:
    from coordinator.operations.importing import ImportResult

MORE = "signed up once more"
FURTHER = "further rows of the same people"
WIDTH, MOST_HEIGHT = 640, 220
MOST_TOLD = 200
"""So many problems are told one by one."""
PROBLEM = "with a problem"
MOST_WHOLE = 6
"""So many problems are told in whole; the others are folded."""
MOST_NOES = 20
"""So many problems about permissions and refusals are."""
MOST_ACTS = 4
"""So many acts are told in whole; more are folded into one line."""


def tr(text: str) -> str:
    """Translate a text."""
    return QCoreApplication.translate("Results", text)


@dataclass(frozen=True, slots=True)
class Joining:
    """A row whose person was joined under another name.

    Attributes:
        told: what is told of it.
        brought: what it brought.
        file: the place of its file among the results.
        row: its sheet and number.
        counted: what the row is counted as there.
    """

    told: str
    brought: Brought
    file: int
    row: Place
    counted: str


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A problem of a row that was taken.

    Attributes:
        person: number of the person of the row; None if it is about nobody.
        told: the problem, with where it stands.
        place: problems about a permission or a refusal are told first (0), words kept in the notes last (2).
    """

    person: int | None
    told: str
    place: int = 1


@dataclass(slots=True)
class Results:
    """What became of the files of an import.

    Attributes:
        files: one sentence per file.
        total: numbers of rows created, updated, with one more sign-up, unchanged, rejected and with a problem over all
            files.
        not_taken: a line for each kind of thing that was left out of the files.
        joined: the rows whose person was joined under another name.
        people: numbers of the people who came or changed.
        acts: what was done to the sheets, each with what became of it.
        doubtful: what is told of rows with a problem.
        noes: who got a no, a sentence for each field and file.
        hidden: a sentence for each hidden sheet of which rows were taken.
        took_back: whether one of them was a returned workbook of ours.
        unknown_words: how many words of partners in them nobody has explained.
        several: whether there is more than one file.
        unread: how many files could not be read.
        applied: the last file that changed anything, and its step; None if none did.
        kinds: keys of the record types of which something came or changed.
    """

    several: bool = False
    files: list[str] = field(default_factory=list)
    total: Counter[str] = field(default_factory=Counter)
    not_taken: list[str] = field(default_factory=list)
    joined: list[Joining] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)
    doubtful: list[Doubtful] = field(default_factory=list)
    noes: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    took_back: bool = False
    unknown_words: int = 0
    unread: int = 0
    applied: tuple[str, int] | None = None
    kinds: set[str] = field(default_factory=set)
    _tallies: dict[int, tuple[str, Counter[str]]] = field(default_factory=dict)

    @property
    def named(self) -> tuple[str, str]:
        """What one and many of the records that came or changed are called."""
        if self.kinds <= {CANDIDATE.key}:
            return tr("person"), tr("people")
        if len(self.kinds) > 1:
            return tr("record"), tr("records")
        rt = record_type(next(iter(self.kinds)))
        return rt.label.lower(), rt.plural.lower()

    def refuse(self, file: str, why: str) -> None:
        """Add a file that could not be read."""
        self.unread += 1
        self.files.append(why if why.startswith(file) else f"{file}: {why}")

    def add(self, plan: ImportPlan, result: "ImportResult") -> None:
        """Add a file that was applied."""
        counts = result.counts
        if result.seq is not None:
            self.applied = plan.file, result.seq
        tally = Counter({k: v for k, v in asdict(counts).items() if v})
        tally[MORE] = sum(1 for row in plan.rows if row.new_signup and row.what is What.UNCHANGED)
        tally["unchanged"] -= tally[MORE]
        tally[FURTHER] = sum(1 for row in plan.rows if _is_further(row))
        tally["updated"] -= tally[FURTHER]
        tally[PROBLEM] = sum(1 for row in plan.rows if troubles(row) and row.what is not What.REJECTED)
        at = len(self.files)
        self._tallies[at] = plan.file, tally
        self.files.append(f"{plan.file}: {_counted(tally)}")
        self.acts += [f"{plan.file}: {told}" if self.several else told for told in told_of_acts(plan)]
        self.noes += [f"{plan.file}: {told}" if self.several else told for told in result.noes]
        self.hidden += [f"{plan.file}: {told}" if self.several else told for told in plan.hidden_told]
        lines = in_words(plan.not_taken, len(plan.sheets))
        self.not_taken += [f"{plan.file}: {line}" if self.several else line for line in lines]
        if result.seq is not None:
            self.joined += _joins(plan, result, result.seq, at)
        self.unknown_words += plan.unknown_words
        self._add_people(plan, result)
        self.total.update(tally)

    def part(self, place: int, applied: Applied) -> None:
        """Count somebody who was joined under another name as the new person who was made of them."""
        joining = self.joined.pop(place)
        file, tally = self._tallies[joining.file]
        made = [number for (record, _), number in applied.new_ids.items() if record == CANDIDATE.key]
        for counted in (tally, self.total):
            counted[joining.counted] -= 1
            counted["created" if made else FURTHER] += 1
        self.people += [number for number in made if number not in self.people]
        self.kinds.add(CANDIDATE.key)
        self.files[joining.file] = f"{file}: {_counted(tally)}"

    def _add_people(self, plan: ImportPlan, result: "ImportResult") -> None:
        """Remember who came or changed, and the problems of rows that were taken."""
        seen = set(self.people)
        for found in plan.rows:
            person = _person(found, result)
            writes = found.created or found.fields or found.new_signup or found.takes
            if writes:
                self.kinds.add(found.record)
            if person and writes and not found.deleted and person not in seen:
                seen.add(person)
                self.people.append(person)
            if found.what is not What.REJECTED:
                self.doubtful += [
                    Doubtful(person, _told(found, problem, plan), _place(problem, plan)) for problem in troubles(found)
                ]


def _person(found: RowOutcome, result: "ImportResult") -> int | None:
    """Return the number that the person of a row has now; None if it is about nobody."""
    if found.record != CANDIDATE.key or found.record_id is None:
        return None
    return found.record_id if found.record_id > 0 else result.new_ids.get((CANDIDATE.key, found.record_id))


def _place(problem: Problem, plan: ImportPlan) -> int:
    """Return how early a problem is told; see `Doubtful`."""
    columns = next((sheet.columns for sheet in plan.sheets if sheet.name == problem.sheet), [])
    targets = {c.target for c in columns if c.header == problem.column}
    named = any(f"“{label}”" in problem.message for label in _OF_A_NO)
    if named or asks_for_a_mark(problem.message) or not YES_OR_NO.isdisjoint(targets):
        return 0
    return 2 if needs_nothing(problem.message) else 1


_OF_A_NO = [CANDIDATE.by_key[key].label for key in sorted(YES_OR_NO) if key in CANDIDATE.by_key]


def _told(found: RowOutcome, problem: Problem, plan: ImportPlan) -> str:
    """Return a problem of a row, with where it stands."""
    where = tr("{file}, row {n}").format(file=plan.file, n=found.number)
    where += f", {found.sheet}" if len(plan.sheets) > 1 else ""
    where += f", {problem.column}" if problem.column else ""
    return f"{found.title} ({where}): {problem.message}"


def _counted(tally: Mapping[str, int]) -> str:
    """Return numbers of rows in words; what there is none of is left out."""
    words = {
        "created": tr("{n} new"),
        "updated": tr("{n} updated"),
        FURTHER: tr("{n} about somebody added above"),
        MORE: tr("{n} signed up once more"),
        "unchanged": tr("{n} unchanged"),
        "rejected": tr("{n} not taken"),
        PROBLEM: tr("{n} with a problem"),
    }
    told = [text.format(n=f"{tally[key]:,}") for key, text in words.items() if tally.get(key)]
    return ", ".join(told) or tr("nothing in it")


def _is_further(row: RowOutcome) -> bool:
    """Return whether a row says more of a record that an earlier row of its file adds."""
    writes = row.what is What.CHANGED or (row.what is What.CONFLICT and bool(row.fields or row.takes))
    return writes and row.record_id is not None and row.record_id < 0


def _joins(plan: ImportPlan, result: "ImportResult", seq: int, file: int) -> Iterator[Joining]:
    """Yield the rows that were joined under another name."""
    for found in plan.joined:
        assert found.joined is not None
        told = f"{where_of(found, plan)}: {found.join_told}"
        more = MORE if found.new_signup else "unchanged"
        writes = found.what in (What.CHANGED, What.CONFLICT) and bool(found.fields or found.takes)
        counted = FURTHER if _is_further(found) else "updated" if writes else more
        yield Joining(told, brought_by(found, plan.file, seq, result.new_ids), file, place_of(found), counted)


class SummaryView(QWidget):
    """Shows the result of each file.

    Attributes:
        people_wanted: emitted with the numbers of people to list.
        duplicates_wanted: emitted to review look-alikes.
        ledger_wanted: emitted to show what is still out.
        words_wanted: emitted to say what words of partners mean.
        undo_wanted: emitted to undo the last file that changed anything.
        part_wanted: emitted with the place of somebody who was joined under another name, to make a person of them.
        left: emitted to close the import.
    """

    people_wanted = Signal(object)
    duplicates_wanted = Signal()
    ledger_wanted = Signal()
    words_wanted = Signal()
    undo_wanted = Signal()
    part_wanted = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._unfolded, self._joined_at = set[str](), 0
        self._first: QWidget | None = None
        self._body = QVBoxLayout()
        inner = QWidget()
        inner.setProperty("k", "page")
        inner.setLayout(column(None, row(None, self._body, None), None, margins=(20, 16, 20, 16)))
        self._scroll = scroll = scrolling(inner, "page")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its buttons have it, and are scrolled to
        self._foot = frame("foot", row(margins=(20, 10, 20, 10)))
        whole = column(scroll, self._foot, spacing=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def show_results(self, results: Results) -> None:
        """Show the results of the files; told anew, what was unfolded stays so, and the focus where it was."""
        focus = QApplication.focusWidget()
        before = focus.objectName() if focus is not None and self.isAncestorOf(focus) else ""
        files, total = results.files, results.total
        clear(self._body)
        self._body.addStrut(self._theme.px(WIDTH))
        self._body.addWidget(label(self._title(results), "h1"))
        for line in files:
            self._body.addWidget(label(line, wrap=True))
        if len(files) > 1:
            told = self.tr("All {files} files: {counts}").format(files=len(files), counts=_counted(total))
            self._body.addWidget(label(told, "strong", wrap=True))
        for told in (*results.noes, *results.hidden):
            self._body.addWidget(label(told, wrap=True))
        if len(results.acts) > MOST_ACTS:
            words, more = self.tr("Done to the sheets: {what}"), self.tr("Show what was done to the sheets")
            self._body.addWidget(self._folded(results.acts, words, more, "acts_done"))
        else:
            for told in results.acts:
                self._body.addWidget(label(told, wrap=True))
        if results.not_taken:
            words, more = self.tr("Not taken: {what}"), self.tr("Show what was not taken")
            self._body.addWidget(self._folded(results.not_taken, words, more, "not_taken"))
        if results.doubtful:
            self._body.addWidget(self._doubtful(results))
        if results.joined:
            self._body.addWidget(self._joined([joining.told for joining in results.joined]))
        ways = self._ways(results)
        foot = self._foot.layout()
        assert isinstance(foot, QHBoxLayout)
        clear(foot)
        foot.addStretch(1)
        for way in reversed(ways):
            foot.addWidget(way)
        first: QWidget = ways[0] if results.people else ways[-1]  # Enter never undoes
        again = self.findChildren(QWidget, before) if before else []
        to = again[-1] if again and again[-1] is not focus else first  # the last is the newest
        for shown in (first, to):
            shown.show()  # nothing hidden takes the focus
        self._first = to
        self.take_focus()

    def take_focus(self) -> None:
        """Put the focus on what is done next, or where it was when the results were told anew."""
        if self._first is not None:
            self._first.setFocus()

    def _ways(self, results: Results) -> list[QPushButton]:
        """Return the buttons for what to do next; the last one closes."""
        theme = self._theme
        ways: list[QPushButton] = []
        if results.people:
            told = self.tr("Show {who} who came or changed")
            ways.append(named(self._show_people(results.people, told, k="primary"), "newest"))
            review = button(theme, self.tr("Review duplicates…"), self.duplicates_wanted.emit, icon_name="merge")
            ways.append(named(review, "duplicates"))
        if number := results.unknown_words:
            told = self.tr("Say what 1 word means…") if number == 1 else self.tr("Say what {n} words mean…")
            ways.append(named(button(theme, told.format(n=number), self.words_wanted.emit), "words"))
        if results.took_back:
            out = button(theme, self.tr("What is out"), self.ledger_wanted.emit, icon_name="upload")
            ways.append(named(out, "ledger"))
        if results.applied is not None:
            several = self.tr("Undo {file}").format(file=results.applied[0])
            undo_words = several if len(results.files) > 1 else self.tr("Undo")
            ways.append(named(button(theme, undo_words, self.undo_wanted.emit), "undo"))
        leave = button(theme, self.tr("Close"), self.left.emit, k="quiet" if results.people else "primary")
        ways.append(named(leave, "leave"))
        return ways

    def _title(self, results: Results) -> str:
        if results.unread == len(results.files):
            return self.tr("Nothing was imported")
        if results.unread:
            told = self.tr("{n} of {all} files could not be read")
            return told.format(n=results.unread, all=len(results.files))
        if results.applied is None:
            return self.tr("Nothing changed")
        said = []
        for key, one, many in (
            ("created", self.tr("1 {one} added"), self.tr("{n} {many} added")),
            ("updated", self.tr("1 {one} updated"), self.tr("{n} {many} updated")),
            (MORE, self.tr("1 signed up once more"), self.tr("{n} signed up once more")),
        ):
            if number := results.total[key]:
                words = one if number == 1 else many
                said.append(words.format(n=f"{number:,}", one=results.named[0], many=results.named[1]))
        told = ", ".join(said)
        return told[:1].upper() + told[1:] if told else self.tr("Done")

    def _show_people(self, people: Sequence[int], text: str, k: str) -> QPushButton:
        """Return a button that lists people, with their number in its words."""
        who = self.tr("1 person") if len(people) == 1 else self.tr("{n} people").format(n=f"{len(people):,}")
        return button(self._theme, text.format(who=who), partial(self.people_wanted.emit, list(people)), k=k)

    def _doubtful(self, results: Results) -> QWidget:
        """Say what could not be used of rows that were taken, and list their people."""
        first = sorted(results.doubtful, key=lambda one: one.place)
        lines = [one.told for one in first[:MOST_TOLD]]
        if rest := len(results.doubtful) - len(lines):
            lines.append(self.tr("… and {n} more").format(n=f"{rest:,}"))
        words, more = self.tr("With a problem: {what}"), self.tr("Show the problems")
        at_once = max(MOST_WHOLE, min(MOST_NOES, sum(1 for one in first if one.place == 0)))
        few = len(lines) <= at_once
        folded = self._whole(lines, words) if few else self._folded(lines, words, more, "doubtful", at_once)
        people = list(dict.fromkeys(one.person for one in results.doubtful if one.person))
        if not people:
            return folded
        show = self._show_people(people, self.tr("Show {who} with a problem"), k="secondary")
        whole = QWidget()
        whole.setLayout(column(folded, row(named(show, "doubtful_people"), None), spacing=4))
        return whole

    def _whole(self, lines: Sequence[str], words: str) -> QWidget:
        """Say some lines below one another, each in whole."""
        whole = QWidget()
        whole.setLayout(column(*(label(words.format(what=line), "hint", wrap=True) for line in lines), spacing=2))
        return whole

    def _folded(self, lines: Sequence[str], all_words: str, more_words: str, name: str, first: int = 1) -> QWidget:
        """Say the first of many lines in whole, with a button that shows all of them.

        Args:
            lines: what is said.
            all_words: what stands before it, with `{what}` for the line.
            more_words: the button's words.
            name: the name of the list; that of the button begins with `show_`.
            first: how many lines are said.
        """
        all_ = label("\n".join(lines), wrap=True)
        all_.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        shown = named(scrolling(all_, "page", sideways=False), name)
        return self._unfolding(shown, lines, all_words, more_words, first)

    def _joined(self, lines: Sequence[str]) -> QWidget:
        """Say who was joined under another name, with a list in which each can be made a person of their own."""
        listed = named(QListWidget(), "joined")
        listed.addItems(list(lines))
        listed.setWordWrap(True)
        listed.setSizeAdjustPolicy(QListWidget.SizeAdjustPolicy.AdjustToContents)
        listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        listed.setAccessibleName(self.tr("Joined under another name"))
        listed.setCurrentRow(min(self._joined_at, len(lines) - 1))

        def wanted() -> None:
            self._joined_at = listed.currentRow()
            self.part_wanted.emit(self._joined_at)

        part = named(
            button(self._theme, self.tr("Somebody else: make a new person"), wanted, icon_name="unlink"), "part"
        )
        whole = QWidget()
        whole.setLayout(column(listed, row(part, None), spacing=4))
        more = self.tr("Show who was joined ({n})").format(n=f"{len(lines):,}")
        return self._unfolding(whole, lines, self.tr("Joined under another name: {what}"), more)

    def _unfolding(
        self, shown: QWidget, lines: Sequence[str], all_words: str, more_words: str, first: int = 1
    ) -> QWidget:
        """Say the first of many lines in whole, with a button that shows a widget with all of them."""
        name = shown.objectName() or "joined"
        shown.setMaximumHeight(self._theme.px(MOST_HEIGHT))
        shown.hide()
        told = list(lines[:first])
        if rest := len(lines) - len(told):
            told[-1] = self.tr("{first} · and {n} more").format(first=told[-1].rstrip(".;"), n=f"{rest:,}")
        line = self._whole(told, all_words)

        def unfold(is_open: bool) -> None:
            shown.setVisible(is_open)
            line.setVisible(not is_open)
            more.setText(self.tr("Show less") if is_open else more_words)

        def turn() -> None:
            self._unfolded ^= {name}
            unfold(name in self._unfolded)
            if name in self._unfolded:
                seen.start()

        more = named(button(self._theme, more_words, turn, k="link"), f"show_{name}")
        whole = QWidget()
        seen = QTimer(whole, singleShot=True, interval=0)  # once it has its room
        seen.timeout.connect(lambda: self._scroll.ensureWidgetVisible(whole))
        whole.setLayout(column(line, shown, row(more, None), spacing=4))
        if name in self._unfolded:
            unfold(True)
        return whole
