"""Corrections: personal details a partner changed in a hand-off; reported, never applied unseen."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy.engine import Connection

from coordinator.changes.state_at import state_at
from coordinator.importing.plan import ImportPlan, RowOutcome
from coordinator.importing.problems import Problem
from coordinator.importing.steps import ImportStep
from coordinator.partners.handoff_columns import Column, columns_of
from coordinator.records.catalog import CANDIDATE, EXPORT, HANDOFF, PARTNER, REFERRAL
from coordinator.records.kinds import Value
from coordinator.round_trip.exports_out import CODE_HEADING
from coordinator.store import query


class Corrections(ImportStep):
    """Reports which personal details a partner changed."""

    def planned(self, connection: Connection, result: ImportPlan) -> None:
        """Report, on each row of a returned hand-off, which details differ from what was sent."""
        if result.plan.kind == "return" and any(s.record == REFERRAL.key for s in result.sheets):
            _tell_corrections(connection, result)


def _tell_corrections(connection: Connection, plan: ImportPlan) -> None:
    rows = [r for r in plan.rows if r.record == REFERRAL.key and r.record_id and r.record_id > 0]
    by_code: dict[str, list[RowOutcome]] = defaultdict(list)
    for outcome in rows:
        by_code[str(outcome.cells.get(CODE_HEADING) or "")].append(outcome)
    exports = query.read_rows(connection, EXPORT, query.select_ids(connection, EXPORT), ("code", "seq"))
    seqs = {r["code"]: r["seq"] or 0 for r in exports}
    for handoff in query.read_rows(connection, HANDOFF, query.select_ids(connection, HANDOFF), ("code", "partner")):
        code = str(handoff["code"])
        if found := by_code.get(code):
            partner = query.record(connection, PARTNER, handoff["partner"])
            columns = columns_of(connection, partner and partner["handoff_columns"])
            _one(connection, plan, found, columns, seqs[code])


def _one(connection: Connection, plan: ImportPlan, rows: list[RowOutcome], columns: list[Column], seq: int) -> None:
    referrals = query.read_rows(connection, REFERRAL, [r.record_id or 0 for r in rows], ("candidate",))
    people = {r["id"]: r["candidate"] for r in referrals}
    full = query.typed(connection, CANDIDATE)
    then = state_at(connection, full, seq, sorted(set(people.values())))
    for outcome in rows:
        went_out = then.get(people.get(outcome.record_id or 0, 0))
        for column in columns if went_out else ():
            if told := _changed(column, outcome.cells, went_out or {}):
                cell = str(outcome.cells.get(column.heading) or "")
                problem = Problem(plan.file, outcome.sheet, outcome.number, column.heading, cell, told)
                outcome.problems.append(problem)
                plan.problems.append(problem)


def _changed(column: Column, cells: Mapping[str, object], went_out: Mapping[str, Value]) -> str:
    """Return a sentence that a detail was changed; empty if it was not, or if its heading has changed."""
    field, said = column.field, cells.get(column.heading)
    if said in (None, "") or field.derive is not None:
        return ""
    cleaned = field.kind.clean(said)
    before = went_out.get(field.key)
    if cleaned.value is None or field.kind.same(before, cleaned.value):
        return ""
    was = field.kind.show(before) or "empty"
    told = f"{column.heading} was {was} when it went out. It is for reading, so this is not taken"
    return f"{told}; correct it here if it is right."
