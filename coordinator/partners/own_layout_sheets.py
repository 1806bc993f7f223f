"""A partner's sheet in its own layout: matches people by their details and finds the answers under any heading."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.folding import fold_word
from coordinator.base.paths import name_of
from coordinator.changes.plan import Plan
from coordinator.importing import sources
from coordinator.importing.cells import InRow, read_rows
from coordinator.importing.columns import ColumnPlan, map_columns
from coordinator.importing.plan import FieldChange, ImportOptions, ImportPlan, RowOutcome, SheetPlan, What
from coordinator.importing.profiles import recognise
from coordinator.importing.steps import ImportStep
from coordinator.importing.tables import find_tables
from coordinator.importing.targets import IGNORED
from coordinator.partners.added_people import IDENTITY, add_person, reject, taken_for
from coordinator.partners.details_told import tell_details
from coordinator.partners.partner_answers import tell
from coordinator.partners.refusals_said import OWN, take_refusals
from coordinator.partners.status_words import StatusWords
from coordinator.people.keys import has_name, names_agree
from coordinator.people.matching import Match, People
from coordinator.records.catalog import CANDIDATE, PARTNER, REFERRAL
from coordinator.records.fields import as_values
from coordinator.records.kinds import PLAIN_HINTS, Value, plain_text
from coordinator.records.rows import ReferralRow
from coordinator.round_trip.sent_out import ExportLedger
from coordinator.round_trip.unmarked import unmarked
from coordinator.store import query
from coordinator.store.campaign import head_of
from coordinator.store.filters import Empty, Not

if TYPE_CHECKING:
    from coordinator.workbooks import Book, Table

STATUS = frozenset(
    fold_word(h)
    for h in (
        "status",
        "your status",
        "status at the partner",
        "outcome",
        "result",
        "answer",
        "response",
        "decision",
        "where they are",
        "progress",
        "estado",
        "resultado",
        "statut",
        "partner status",
    )
)
REMARK = frozenset(
    fold_word(h)
    for h in (
        "remark",
        "remarks",
        "remark of the partner",
        "note",
        "notes",
        "comment",
        "comments",
        "feedback",
        "observaciones",
        "remarques",
    )
)
PASSED_ON = Not(Empty("sent_on"))
"""Referrals of people who were passed on; as text it would load the grammar of filters before every import."""
OURS = 0.5
"""Share of a sheet's people who must be with one partner for the sheet to count as its answers."""
Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class OwnLayout(ImportStep):
    """Imports a partner's own sheet as its answers.

    Attributes:
        partner: number of the partner whose sheet it is; None: detected.
    """

    partner: int | None = None

    def takes(self, connection: Connection, book: "Book", path: Path, options: ImportOptions) -> ImportPlan | None:
        """Return the plan for a partner's own sheet; None if the file is not one.

        Raises:
            UserError: a partner was given, and the file holds no answers about its people.
        """
        if self.partner is None and not _may_be(connection, options):
            return None
        found = plan_sheet(connection, book, path, options, self.partner)
        if found is not None:
            take_refusals(connection, found)
            tell(connection, found)
        return found


def _may_be(connection: Connection, options: ImportOptions) -> bool:
    """Return whether a file may be a partner's own sheet: people were passed on, and the file's kind is not set."""
    if options.into or options.source or options.event is not None or options.mapping:
        return False
    return bool(query.select_ids(connection, REFERRAL, PASSED_ON, limit=1))


@dataclass(slots=True)
class _Sheet:
    """One table of the file, read as people and answers."""

    name: str
    table: "Table"
    columns: list[ColumnPlan]
    rows: list[InRow]
    status: int
    remark: int | None
    found: list[Match | None]

    def cell(self, row: int, column: int | None) -> str:
        return "" if column is None else plain_text(self.table.rows[row].cells[column])


def plan_sheet(
    connection: Connection, book: "Book", path: Path, options: ImportOptions, partner: int | None
) -> ImportPlan | None:
    """Plan a partner's own sheet; None if the file is not one.

    Raises:
        UserError: it is said to be this partner's, but holds no answers about its people.
    """
    if book.stamp is not None:
        return None
    given = _Given(connection)
    sheets = [
        s for sheet, table in find_tables(book, options).tables if (s := _read(connection, sheet.name, table, given))
    ]
    whose = _whose(sheets, given)
    if partner is not None:
        _make_sure(connection, sheets, whose, partner)
    elif whose is None or _went_out(connection, sheets):
        return None
    chosen = partner if partner is not None else whose
    assert chosen is not None
    name = query.titles(connection, PARTNER, [chosen]).get(chosen, "")
    plan = Plan("return", f"Took back {name_of(path)}", head_of(connection), source=name_of(path))
    result = ImportPlan(path, options, plan, notes=[*book.notes, f"Taken as the answer of {name}, in its own layout."])
    for sheet in sheets:
        _plan_one(connection, result, sheet, given, chosen)
    return result


class _Given:
    """Which people were handed to which partner."""

    def __init__(self, connection: Connection) -> None:
        ids = query.select_ids(connection, REFERRAL, PASSED_ON)
        self.referrals = {r["id"]: r for r in query.read_rows(connection, REFERRAL, ids)}
        self.by_pair = {(r["candidate"], r["partner"]): r["id"] for r in self.referrals.values()}
        self.partners: dict[int, set[int]] = {}
        for row in self.referrals.values():
            self.partners.setdefault(row["candidate"], set()).add(row["partner"])
        people = query.read_rows(connection, CANDIDATE, list(self.partners), IDENTITY)
        self.people = {r["id"]: r for r in people}
        self._by_family: dict[str, list[int]] = {}
        for person in people:
            if has_name(person):
                self._by_family.setdefault(fold_word(str(person["family_name"])), []).append(person["id"])

    def named(self, values: Values) -> Match | None:
        """Return the only person handed over who has this name."""
        if not has_name(values):
            return None
        alike = [
            i
            for i in self._by_family.get(fold_word(str(values["family_name"])), ())
            if names_agree(values, self.people[i])
        ]
        return Match(alike[0], "name") if len(alike) == 1 else None


def _read(connection: Connection, name: str, table: "Table", given: _Given) -> _Sheet | None:
    """Read a table as people and answers; None if no column holds answers."""
    if recognise(table.header) or sources.find(connection, None, table.header):
        return None  # a form's export; its people may all have been handed over already
    full = query.typed(connection, CANDIDATE)
    samples = [[r.cells[i] for r in table.rows[:200]] for i in range(len(table.header))]
    status = _status_column(table, StatusWords(connection))
    if status is None or not table.rows:
        return None
    columns = [c for c in map_columns(full, table.header, samples) if c.target in (*IDENTITY, "+full_name")]
    cells = [r.cells for r in table.rows]
    rows, _ = read_rows(full, columns, [r.number for r in table.rows], cells, PLAIN_HINTS, {}, {})
    people = People.like(connection, [r.values for r in rows])
    found: list[Match | None] = []
    for row in rows:
        match = people.find(row.values)
        found.append(match or given.named(row.values))
    remark = next((i for i, h in enumerate(table.header) if fold_word(h) in REMARK and i != status), None)
    return _Sheet(name, table, columns, rows, status, remark, found)


def _status_column(table: "Table", words: StatusWords) -> int | None:
    named = [i for i, h in enumerate(table.header) if fold_word(h) in STATUS]
    if named:
        return named[0]

    def known(index: int) -> float:
        said = [plain_text(r.cells[index]) for r in table.rows if plain_text(r.cells[index])]
        return sum(words.meaning(0, w) is not None for w in said) / len(said) if said else 0.0

    best = max(range(len(table.header)), key=known, default=None)
    return best if best is not None and known(best) > 0.8 else None


def _whose(sheets: Sequence[_Sheet], given: _Given) -> int | None:
    """Return the one partner that most of the people were handed to."""
    votes: Counter[int] = Counter()
    people = 0
    for sheet in sheets:
        people += len(sheet.rows)
        for match in sheet.found:
            votes.update(given.partners.get(match.record_id if match else 0, ()))
    ranked = votes.most_common(2)
    if not ranked or ranked[0][1] < OURS * people or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _went_out(connection: Connection, sheets: Sequence[_Sheet]) -> bool:
    """Return whether one of some sheets is a hand-off that went out from here, cut to some of its columns."""
    ledger = ExportLedger(connection, None)
    found = (unmarked(connection, ledger, sheet.table) for sheet in sheets)
    return any(which is not None and not which.several for which in found)


def _make_sure(connection: Connection, sheets: Sequence[_Sheet], whose: int | None, partner: int) -> None:
    names = query.titles(connection, PARTNER, [n for n in (whose, partner) if n])
    if not sheets:
        raise UserError(
            f"No column of this sheet holds answers. Call one “Status”, then take it back for {names.get(partner)}."
        )
    if whose is not None and whose != partner:
        raise UserError(
            f"The people in this sheet were handed to {names.get(whose)}, not to {names.get(partner)}. "
            "Nothing is taken; choose the other partner."
        )


def _plan_one(connection: Connection, result: ImportPlan, sheet: _Sheet, given: _Given, partner: int) -> None:
    own = {sheet.status: "answer", sheet.remark: "remark"}
    shown = [_shown(i, h, sheet, own) for i, h in enumerate(sheet.table.header)]
    result.sheets.append(
        SheetPlan(sheet.name, REFERRAL.key, sheet.table.header_rows[1], shown, list(sheet.table.skipped), ours=True)
    )
    met: set[int] = set()
    for index, row in enumerate(sheet.rows):
        outcome = RowOutcome(
            sheet.name,
            row.number,
            What.UNCHANGED,
            CANDIDATE.title(row.values),
            "",
            REFERRAL.key,
            cells=dict(zip(sheet.table.header, (plain_text(c) for c in sheet.table.rows[index].cells), strict=True)),
        )
        result.rows.append(outcome)
        if (sheet.name, row.number) in result.options.skipped:
            outcome.what, outcome.sentence = What.REJECTED, "Left out"
            continue
        match = sheet.found[index]
        known = taken_for(connection, result, outcome, row.values, match)
        referral = given.by_pair.get((known or 0, partner))
        answer, remark = sheet.cell(index, sheet.status), sheet.cell(index, sheet.remark)
        tell_details(connection, result, outcome, sheet.columns, row, known)
        if referral is None:
            apart = match.record_id if match is not None and known is None else None
            add_person(connection, result, outcome, row.values, known, partner, answer, remark, apart)
        elif referral in met:
            reject(result, outcome, "This person stands twice in the sheet; the first row is taken.")
        else:
            met.add(referral)
            _answer(result, outcome, given.referrals[referral], answer, remark)


def _shown(index: int, heading: str, sheet: _Sheet, own: Mapping[int | None, str]) -> ColumnPlan:
    known = next((c for c in sheet.columns if c.index == index), None)
    if key := own.get(index):
        return ColumnPlan(index, heading, key, REFERRAL.by_key[key].label, 1.0, (), "a partner's answer")
    return known or ColumnPlan(index, heading, IGNORED, "Not one of ours", 1.0, (), OWN)


def _answer(result: ImportPlan, outcome: RowOutcome, referral: ReferralRow, answer: str, remark: str) -> None:
    outcome.record_id = referral["id"]
    for key, said in (("answer", answer), ("remark", remark)):
        field, before = REFERRAL.by_key[key], as_values(referral).get(key)
        if said and not field.kind.same(before, said):
            outcome.fields.append(FieldChange(key, field.label, before, said, before))
    if outcome.fields:
        outcome.what = What.CHANGED
        outcome.sentence = ", ".join(f.label for f in outcome.fields) + " will be updated"
        result.plan.update(REFERRAL.key, referral["id"], {f.key: (f.before, f.after) for f in outcome.fields})
    else:
        outcome.sentence = "Left as it is" if answer else "No answer yet"
