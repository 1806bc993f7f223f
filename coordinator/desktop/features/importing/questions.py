"""What a person has to decide about the columns of an import, and what each answer means for it."""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject

from coordinator.desktop.features.importing.choice import Entries
from coordinator.desktop.features.importing.how_sure import about_consent, aside_of, how_sure
from coordinator.desktop.shell.session import Session
from coordinator.importing.columns import LABELS, ColumnPlan
from coordinator.importing.plan import ImportOptions, ImportPlan, SheetPlan, WhichSource
from coordinator.importing.sign_ups import StopWord
from coordinator.importing.targets import ANSWER, IGNORED, Target, targets_of
from coordinator.importing.why_nobody import why_nobody
from coordinator.records.catalog import CANDIDATE, EVENT, IMPORTABLE, record_type
from coordinator.records.kinds.dates import short_date
from coordinator.records.refusals import YES_OR_NO
from coordinator.records.rows import EventRow
from coordinator.store import query

NOBODY, WHOSE, COLUMN, ORDER, STOP = "nobody", "whose", "column", "order", "stop"
NO_STOP = 0
MOST_WORDS = 12
"""So many words for stops are asked about at a time; the others come up as these are answered."""
LEAVE_OUT = ""
"""The answer that leaves a sheet about nobody out."""
Decision = Callable[[ImportOptions], ImportOptions]
"""Returns import options with a choice made."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something that only a person can decide.

    Attributes:
        what: what it is about: a sheet about nobody, whose list it is, a column, the order of its dates, or a word for
            a stop.
        sheet: the sheet.
        name: the sheet's name, the column's heading, or the word.
        title: what stands above it.
        shown: some cells, or where the word stands.
        asked: the question.
        suggested: what is suggested and why, in words; "" if nothing is.
        suggestion: the suggested answer; None if there is none.
        alone: it is never answered together with others.
        likely: answers that come before others.
    """

    what: str
    sheet: str
    name: str
    title: str
    shown: str
    asked: str
    suggested: str = ""
    suggestion: object = None
    alone: bool = False
    likely: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """Tells it from others, also after the file was planned again."""
        return self.what, self.sheet, self.name


class Questions(QObject):
    """Finds the questions of a plan, offers answers, and turns them into import options."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._targets: dict[str, Mapping[str, Target]] = {}
        self._events: list[tuple[str, int]] | None = None

    def targets(self, record: str) -> Mapping[str, Target]:
        """Return what columns can become in a sheet of a record type."""
        if record not in self._targets:
            self._targets[record] = targets_of(self._session.typed(record_type(record)))
        return self._targets[record]

    # Asking

    def open(self, plan: ImportPlan) -> list[Question]:
        """Return the open questions of a plan: sheets about nobody first, then columns, dates and words for stops."""
        makers: Sequence[Callable[[SheetPlan], Iterator[Question]]] = (
            self._nobody,
            self._which,
            self._columns,
            self._orders,
            self._stops,
        )
        self._events = None
        sheets = [s for s in plan.sheets if not s.ours]
        return [question for make in makers for sheet in sheets for question in make(sheet)]

    def _nobody(self, sheet: SheetPlan) -> Iterator[Question]:
        if sheet.about_nobody:
            told = self.tr(
                "Nobody in this sheet: {why} Nothing of it will be imported. Is it a list of people, partners or stops "
                "all the same?"
            ).format(why=why_nobody(sheet.columns, sheet.of_things))
            headings = self.tr("Its columns: {names}").format(names=", ".join(c.header for c in sheet.columns))
            suggested = self.tr("Suggested: leave it out.")
            yield Question(NOBODY, sheet.name, sheet.name, sheet.name, headings, told, suggested, LEAVE_OUT)

    def _which(self, sheet: SheetPlan) -> Iterator[Question]:
        if (which := sheet.which) and not sheet.about_nobody:
            title = self.tr("Which list is it?")
            own = which.suggested == which.own
            told = self.tr("Suggested: a list of its own.") if own else self.tr("Suggested: a further list.")
            yield Question(WHOSE, sheet.name, which.like, title, sheet.name, which.why, told, which.suggested, True)

    def _columns(self, sheet: SheetPlan) -> Iterator[Question]:
        for column in () if sheet.about_nobody else sheet.columns:
            if column.asks:
                suggested = self._suggested(column)
                yield Question(
                    COLUMN,
                    sheet.name,
                    column.header,
                    column.header,
                    _samples(column),
                    column.asks,
                    suggested,
                    self._suggestion(column),
                    about_consent(column),
                    (column.may_be,),
                )

    def _suggested(self, column: ColumnPlan) -> str:
        sure = how_sure(column).words
        if column.target == ANSWER or about_consent(column):
            kept = self.tr("kept as an answer under its own heading")
            told = self.tr("{kept} until you choose").format(kept=sure if kept in sure else kept)
            return f"{told[:1].upper()}{told[1:]}."
        return self.tr("Suggested: {target} ({why})").format(target=column.label, why=sure)

    def _suggestion(self, column: ColumnPlan) -> str | None:
        """Return the suggested target, or what it may be: none where only a person can tell."""
        if about_consent(column):
            return None
        return (column.may_be or None) if column.target in (ANSWER, IGNORED) else column.target

    def _orders(self, sheet: SheetPlan) -> Iterator[Question]:
        by_heading = {c.header: c for c in sheet.columns}
        for heading in sheet.unsure:
            column = by_heading[heading]
            title = self.tr("{column}: day or month first?").format(column=heading)
            if heading in sheet.mixed:
                told = self.tr(
                    "These dates contradict each other or their heading about which comes first. None of them is taken "
                    "until you say which comes first; rows that can only be the other way are then named."
                )
                yield Question(ORDER, sheet.name, heading, title, _samples(column), told)
            else:
                told = self.tr("No cell of this column says whether the day or the month comes first.")
                suggested = self.tr("Suggested: 3/4 is March 4")
                yield Question(ORDER, sheet.name, heading, title, _samples(column), told, suggested, False)

    def _stops(self, sheet: SheetPlan) -> Iterator[Question]:
        for word in sheet.stop_words[:MOST_WORDS]:
            told = (
                self.tr("Several stops may be meant. Which one is it?")
                if word.fitting
                else self.tr("No stop is called so. Which one is it? The likeliest come first.")
                if word.near
                else self.tr("No stop is called so. Which one is it?")
            )
            title = self.tr("“{word}” is which stop?").format(word=word.word)
            yield Question(STOP, sheet.name, word.word, title, self._where(word), told)

    def _where(self, word: StopWord) -> str:
        rows = ", ".join(map(str, word.rows[:3]))
        if len(word.rows) == 1:
            return self.tr("in {column}, row {row}").format(column=word.heading, row=rows)
        said = self.tr("in {column}, {n} rows: {rows}").format(column=word.heading, n=len(word.rows), rows=rows)
        return f"{said}, …" if len(word.rows) > 3 else said

    # Answering

    def offered(self, plan: ImportPlan, question: Question) -> Entries:
        """Return the answers to a question, the suggested one first."""
        sheet = next((s for s in plan.sheets if s.name == question.sheet), None)
        if question.what == NOBODY:
            kinds = [
                (self.tr("Import it as {kind}").format(kind=rt.plural.lower()), rt.key)
                for rt in sorted(IMPORTABLE, key=lambda rt: not rt.is_person)
            ]
            return [(self.tr("Leave it out"), LEAVE_OUT), *kinds]
        if question.what == ORDER:
            return self.offered_orders()
        if question.what == WHOSE:
            return self._offered_sources(sheet.which if sheet else None, question, plan.options.source)
        if question.what == STOP:
            words = [w for w in sheet.stop_words if w.word == question.name] if sheet else []
            return self._offered_stops(words[0].fitting or words[0].near if words else ())
        likely = YES_OR_NO if question.alone else question.likely
        entries = self.offered_targets(sheet.record if sheet else CANDIDATE.key, likely)
        return sorted(entries, key=lambda entry: entry[1] != question.suggestion)

    def offered_targets(self, record: str, likely: Container[str] = ()) -> Entries:
        """Return what a column can become: after the answer and what is likely come all others.

        What fills several fields, such as a full name, stands before the first of them.
        """
        targets = self.targets(record)
        entries = [(self.tr("Leave it out"), IGNORED)]
        if ANSWER not in targets:  # otherwise a field of theirs is called so
            entries.insert(0, (self.tr("Keep as an answer"), ANSWER))
        places = {key: at for at, key in enumerate(targets)}
        wholes = {key: places.get(target.fields[0], places[key]) for key, target in targets.items()}
        found = sorted(targets, key=lambda key: (wholes[key], not key.startswith("+")))
        entries += [(targets[key].label, key) for key in found]
        return sorted(entries, key=lambda entry: entry[1] != ANSWER and entry[1] not in likely)

    def label_of(self, column: ColumnPlan) -> str:
        """Return what a column becomes, in the words in which it is offered."""
        if column.target == ANSWER and column.label != LABELS[ANSWER]:
            return column.label  # of a hand-off, the field of that name
        if aside_of(column) is not None:
            return self.tr("For reading")
        named = {ANSWER: self.tr("Keep as an answer"), IGNORED: self.tr("Leave it out")}
        return named.get(column.target, column.label)

    def offered_orders(self) -> Entries:
        """Return the orders of day and month."""
        return [(self.tr("3/4 is March 4"), False), (self.tr("3/4 is April 3"), True)]

    def _offered_sources(self, which: WhichSource | None, question: Question, said: str | None) -> Entries:
        own = which.own if which else said if said != question.name else str(question.suggestion)
        entries: list[tuple[str, object]] = [
            (self.tr("A list of its own: “{name}”").format(name=own), own),
            (self.tr("A further list of “{name}”").format(name=question.name), question.name),
        ]
        return sorted(entries, key=lambda entry: entry[1] != question.suggestion)

    def _offered_stops(self, fitting: Sequence[int]) -> Entries:
        if self._events is None:
            ids = self._session.read(query.select_ids, EVENT, None, "", (("starts_at", True),))
            self._events = [(_event(row), row["id"]) for row in self._session.read(query.read_rows, EVENT, ids)]
        entries: list[tuple[str, object]] = sorted(self._events, key=lambda entry: entry[1] not in fitting)
        entries.insert(len(fitting), (self.tr("No stop: keep it as a word"), NO_STOP))
        return entries

    def said(self, options: ImportOptions, question: Question) -> object:
        """Return what was answered to a question before; None if nothing."""
        if question.what == COLUMN:
            return options.mapping.get(question.sheet, {}).get(question.name)
        if question.what == ORDER:
            return options.day_first.get(question.sheet, {}).get(question.name)
        if question.what == STOP:
            return options.stops.get(question.name)
        if question.what == WHOSE:
            return options.source
        return LEAVE_OUT if question.sheet in options.left_out else options.kinds.get(question.sheet)


def answered(options: ImportOptions, question: Question, said: object) -> ImportOptions:
    """Return import options with a question answered."""
    sheet, name = question.sheet, question.name
    if question.what == COLUMN:
        return with_target(options, sheet, name, str(said))
    if question.what == ORDER:
        return with_order(options, sheet, name, day_first=bool(said))
    if question.what == WHOSE:
        return replace(options, source=str(said))
    if question.what == STOP:
        return replace(options, stops={**options.stops, name: int(str(said))})
    if said == LEAVE_OUT:
        return replace(options, left_out=options.left_out | {sheet})
    return replace(options, kinds={**options.kinds, sheet: str(said)}, left_out=options.left_out - {sheet})


def all_kept(options: ImportOptions, questions: Sequence[Question]) -> ImportOptions:
    """Return import options with several columns kept as answers."""
    for question in questions:
        options = answered(options, question, ANSWER)
    return options


def unclear_words(plan: ImportPlan) -> list[str]:
    """Return all words of a plan that name no stop, or several."""
    return [word.word for sheet in plan.sheets for word in sheet.stop_words]


def kept_as_words(options: ImportOptions, words: Sequence[str]) -> ImportOptions:
    """Return import options in which words name no stop."""
    return replace(options, stops={**options.stops, **dict.fromkeys(words, NO_STOP)})


def with_target(options: ImportOptions, sheet: str, heading: str, target: str) -> ImportOptions:
    """Return import options with what a column becomes; another one chosen to be that is kept as an answer.

    Of another column that was chosen to be the same permission or refusal, the choice is taken back: it is asked anew.
    """
    from coordinator.importing.recognition import MANY

    before = options.mapping.get(sheet, {})
    if target in YES_OR_NO and target not in MANY:
        before = {h: t for h, t in before.items() if t != target}
    mapping = {h: ANSWER if t == target and target not in MANY else t for h, t in before.items()}
    mapping[heading] = target
    return replace(options, mapping={**options.mapping, sheet: mapping})


def with_order(options: ImportOptions, sheet: str, heading: str, *, day_first: bool) -> ImportOptions:
    """Return import options with the order of day and month in a column."""
    orders = {**options.day_first.get(sheet, {}), heading: day_first}
    return replace(options, day_first={**options.day_first, sheet: orders})


def in_one_go(questions: Sequence[Question]) -> list[Question]:
    """Return the questions about columns that can be kept as answers together: none about consents and opt-outs."""
    return [q for q in questions if q.what == COLUMN and not q.alone]


def _event(row: EventRow) -> str:
    """Return a tour event's title and day."""
    day = short_date(str(row["starts_at"])[:10]) if row.get("starts_at") else ""
    return " · ".join(part for part in (EVENT.title(row), day) if part)


def _samples(column: ColumnPlan) -> str:
    return " · ".join(column.samples)
