"""A no to being contacted in a partner's sheet: it is the person's own, so it counts, and it is told."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from coordinator.importing.acts import Act, ActKind, Reply
from coordinator.importing.cells import read_rows
from coordinator.importing.columns import ColumnPlan, map_columns
from coordinator.importing.plan import FieldChange, ImportPlan, RowOutcome, SheetPlan, What
from coordinator.importing.steps import ImportStep
from coordinator.importing.targets import ANSWER, IGNORED
from coordinator.partners.details_told import tell
from coordinator.partners.handoff_columns import PREFIX
from coordinator.partners.kept_unconnected import connect_nobody_refusing
from coordinator.partners.status_words import StatusWords
from coordinator.records.catalog import CANDIDATE, REFERRAL
from coordinator.records.fields import as_values
from coordinator.records.kinds import PLAIN_HINTS, Value, plain_text
from coordinator.records.opt_outs import asked_for
from coordinator.records.refusals import MARKS, PERMISSIONS, noes_against, says_no, told_of_mark
from coordinator.store import query

OWN = "a partner's own column"
"""The reason for a column of a sheet in a partner's own layout that is none of ours."""
_YES = "{} has “{}: {}” here. A partner takes no such word back, so it stays; ask the person."
SAYS, REMARK, NOTES = "answer", "remark", "notes"
"""Keys of a partner's answer and its remark; both are read as notes are."""


class RefusalsSaid(ImportStep):
    """Takes a no to being contacted that a hand-off brings back."""

    def planned(self, connection: Connection, result: ImportPlan) -> None:
        """Set the marks that the sheets of a partner ask for."""
        if result.plan.kind == "return":
            take_refusals(connection, result)


def take_refusals(connection: Connection, result: ImportPlan) -> None:
    """Give people the no that a partner's sheet says of them, and tell which of its columns are left out."""
    given: dict[tuple[str, Value], list[str]] = {}
    for sheet in result.sheets:
        if sheet.record == REFERRAL.key:
            _take_sheet(connection, result, sheet, given)
    connect_nobody_refusing(connection, result)
    for (key, value), names in given.items():
        result.notes.append(told_of_mark(key, value, names, "as the sheet says"))


def _take_sheet(
    connection: Connection, result: ImportPlan, sheet: SheetPlan, given: dict[tuple[str, Value], list[str]]
) -> None:
    rows = [r for r in result.rows if r.sheet == sheet.name and r.what is not What.REJECTED and r.record_id is not None]
    columns = _columns(connection, result, sheet, rows)
    if not rows or not columns:
        return
    words = StatusWords(connection)
    referrals = _referrals(connection, rows)
    table = [[_cell(row, c, sheet, words, referrals) for c in columns] for row in rows]
    at = [replace(c, index=i) for i, c in enumerate(columns)]
    read, _ = read_rows(query.typed(connection, CANDIDATE), at, [r.number for r in rows], table, PLAIN_HINTS, {}, {})
    people = [_person(row, referrals) for row in rows]
    asked = {c.header for c in columns if c.target in (*MARKS, *PERMISSIONS)}
    here = query.read_by_id(connection, CANDIDATE, sorted({p for p in people if p and p > 0}))
    for row, said, person in zip(rows, read, people, strict=True):
        if person is None:
            continue
        now = as_values(here[person]) if person in here else {}
        for heading, text, told in said.problems:
            if (heading, text) not in said.kept:
                tell(result, row, heading, text, told)
            elif heading in asked:
                tell(result, row, heading, text, f"“{text}” is neither a yes nor a no here; it is not taken.")
        for column in columns:
            value = said.values.get(column.target)
            for no in noes_against(now, column.target, value):
                against = CANDIDATE.by_key[no]
                told = _YES.format(CANDIDATE.title(now), against.label, against.kind.show(now.get(no)))
                tell(result, row, column.header, plain_text(row.cells.get(column.header)), told)
        for key, value in said.values.items():
            if says_no(key, value) and now.get(key) != value:
                _set(result, row, person, key, now.get(key), value)
                given.setdefault((key, value), []).append(CANDIDATE.title(now) if now else row.title)


def _columns(
    connection: Connection, result: ImportPlan, sheet: SheetPlan, rows: Sequence[RowOutcome]
) -> list[ColumnPlan]:
    """Return the columns that may say no; tell which of a partner's own columns are left out."""
    samples = [[row.cells.get(c.header) for row in rows] for c in sheet.columns]
    likely = map_columns(query.typed(connection, CANDIDATE), [c.header for c in sheet.columns], samples)
    theirs = {h: act for act in sheet.acts if act.kind is ActKind.NEW_COLUMN for h in act.columns}
    found, left = [], []
    for index, (column, guess) in enumerate(zip(sheet.columns, likely, strict=True)):
        key = column.target.removeprefix(PREFIX)
        if column.target in (SAYS, REMARK):
            found.append(replace(column, target=NOTES))
        elif key in (*MARKS, *PERMISSIONS):
            found.append(replace(column, target=key))
        elif column.target == IGNORED and any(map(plain_text, samples[index])):
            if guess.target in (*MARKS, *PERMISSIONS):
                found.append(guess)
                sheet.columns[index] = guess
                if act := theirs.get(column.header):
                    _forget(result, sheet, act)  # it is read, as a no
                _tell_yes(connection, sheet, guess, samples[index])
                continue
            if column.why != OWN and column.header not in theirs:
                continue  # our own column, which went out to be read
            found.append(replace(column, target=ANSWER, samples=guess.samples))
            act = theirs.get(column.header)
            if act is not None and any(asked_for(plain_text(cell)) for cell in samples[index]):
                _amend(result, act, "A no to being contacted in it counts all the same.")
            if act is None or act.answer is Reply.LEAVE:
                left.append(f"“{column.header}”")
    if left:
        one = "A column of the partner's own is" if len(left) == 1 else "Columns of the partner's own are"
        sheet.notes.append(f"{one} left out: {', '.join(left)}.")
    return found


def _forget(result: ImportPlan, sheet: SheetPlan, act: Act) -> None:
    """Tell nothing of a new column any more."""
    sheet.acts.remove(act)
    for problems in (result.problems, *(row.problems for row in result.rows)):
        problems[:] = [p for p in problems if p.message != act.told]


def _amend(result: ImportPlan, act: Act, sentence: str) -> None:
    """Tell more of a new column, wherever it is told."""
    before = act.told
    act.sentence += f" {sentence}"
    for problems in (result.problems, *(row.problems for row in result.rows)):
        problems[:] = [p._replace(message=act.told) if p.message == before else p for p in problems]


def _tell_yes(connection: Connection, sheet: SheetPlan, column: ColumnPlan, cells: Sequence[object]) -> None:
    """Tell how many cells of a column allow something: that is not a partner's to say."""
    field = query.typed(connection, CANDIDATE).field(column.target)
    values = [field.clean(plain_text(cell)).value for cell in cells]
    if allowed := sum(value is not None and not says_no(field.key, value) for value in values):
        told = "1 cell of it allows" if allowed == 1 else f"{allowed:,} cells of it allow"
        sheet.notes.append(
            f"“{column.header}” is read as {field.label}: a no counts. {told} something; that is not taken from a "
            "partner."
        )


def _referrals(connection: Connection, rows: Sequence[RowOutcome]) -> dict[int, tuple[int, int]]:
    """Return referral → its person and its partner."""
    ids = [r.record_id for r in rows if r.record == REFERRAL.key and r.record_id is not None and r.record_id > 0]
    found = query.read_rows(connection, REFERRAL, ids, ("candidate", "partner"))
    return {r["id"]: (r["candidate"], r["partner"]) for r in found}


def _person(row: RowOutcome, referrals: Mapping[int, tuple[int, int]]) -> int | None:
    if row.record == CANDIDATE.key or row.record_id is None:
        return row.record_id
    return referrals[row.record_id][0] if row.record_id in referrals else None


def _cell(
    row: RowOutcome,
    column: ColumnPlan,
    sheet: SheetPlan,
    words: StatusWords,
    referrals: Mapping[int, tuple[int, int]],
) -> object:
    """Return a cell to read; None for an answer or a remark that says nothing new, or is a status."""
    target, cell = sheet.columns[column.index].target, row.cells.get(column.header)
    if target not in (SAYS, REMARK):
        return cell
    if row.record == REFERRAL.key and not any(f.key == target for f in row.fields):
        return None
    partner = referrals.get(row.record_id or 0, (0, 0))[1]
    return None if target == SAYS and words.meaning(partner, plain_text(cell)) else cell


def _set(result: ImportPlan, row: RowOutcome, person: int, key: str, before: Value, value: Value) -> None:
    field = CANDIDATE.by_key[key]
    result.plan.update(CANDIDATE.key, person, {key: (before, value)})
    told = f"“{field.label}: {field.kind.show(value)}” will be set"
    if row.what is What.UNCHANGED:
        row.what, row.sentence = What.CHANGED, told
    else:
        row.sentence += f"; {told}"
    if row.what is not What.NEW:
        change = FieldChange(key, field.label, before, value, before, record=CANDIDATE.key, record_id=person)
        row.fields.append(change)
