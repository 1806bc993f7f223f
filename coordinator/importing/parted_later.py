"""Parting later: what the row of a sign-up brought to whom it was taken for, worked out from its cells as they came."""

import csv
from collections.abc import Mapping
from io import StringIO

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.private_files import temporary_folder, write_text
from coordinator.changes.change_set import Action, nothing
from coordinator.changes.history import of_record
from coordinator.changes.state_at import state_at
from coordinator.importing.plan import ANY_SHEET, ImportOptions
from coordinator.importing.plan_and_apply import plan_import
from coordinator.people.merging import mergeable
from coordinator.people.parting import Brought, refuse_who_was_merged
from coordinator.records.catalog import CANDIDATE, SIGNUP, RecordType
from coordinator.records.following import STAGE
from coordinator.records.kinds import Value, as_number, as_object, as_text, plain_text
from coordinator.store import query
from coordinator.store.campaign import Campaign

_SOURCE = "Read once more"
"""A source that no list has, so that the row counts as one that never came."""


def brought_by_sign_up(campaign: Campaign, sign_up: int) -> Brought:
    """Return what the row of a sign-up brought to the person it was taken for, so that they can be parted.

    Raises:
        UserError: there is no such sign-up, it came from no list, the person came with it and has no other, or was
            merged since.
    """
    with campaign.reading() as connection:
        row = query.read_by_id(connection, SIGNUP, [sign_up]).get(sign_up)
        if row is None or row.get("deleted_at"):
            raise UserError("This sign-up is not there any more.")
        cells, keep = as_object(row.get("row")), as_number(row["candidate"])
        if keep is None or not cells or not row.get("came_in"):
            raise UserError("This sign-up came from no row of a list: change whose it is instead.")
        seq = _made_by(connection, SIGNUP, sign_up)
        made = state_at(connection, SIGNUP, seq, [sign_up])[sign_up] or {}
        refuse_who_was_merged(connection, keep, seq)
        if is_all_there_is(connection, keep, sign_up):
            raise UserError("This person came with this sign-up, and has no other: there is nobody to part them from.")
        theirs = query.ids_by_values(connection, SIGNUP, "candidate", [keep]).get(keep, [])
        others = query.read_by_id(connection, SIGNUP, sorted(set(theirs) - {sign_up}))
        fields = _written(connection, keep, seq) if made.get("candidate") == keep else []
        is_alone = all(_made_by(connection, SIGNUP, other) != seq for other in others)
    rows = [as_object(other["row"]) for other in others.values() if other.get("row")]
    said = [_said_in(campaign, row) for row in rows]
    came_in = as_text(row["came_in"])
    return Brought(seq, keep, _said_in(campaign, cells), fields, came_in, said, is_alone)


def _made_by(connection: Connection, rt: RecordType, number: int) -> int:
    """Return the step that made a record."""
    return next(step.seq for step, c in of_record(connection, rt.key, number) if c.action is Action.CREATE)


def _written(connection: Connection, keep: int, seq: int) -> list[tuple[str, Value, Value]]:
    """Return (field key, before, after) of what a step wrote to a person; if it made them, all that a list can say."""
    if _made_by(connection, CANDIDATE, keep) == seq:
        rt = query.typed(connection, CANDIDATE)
        made = state_at(connection, rt, seq, [keep])[keep] or {}
        values = [(field.key, made.get(field.key)) for field in mergeable(rt) if field.key != STAGE]
        return [(key, None, value) for key, value in values if not nothing(value)]
    of_step = (change for step, change in of_record(connection, CANDIDATE.key, keep) if step.seq == seq)
    return [(key, before, after) for change in of_step for key, (before, after) in change.fields.items()]


def may_be_another(connection: Connection, person: int, sign_up: int) -> bool:
    """Return whether a sign-up of a person came from a list, and was taken for somebody who is here without it."""
    row = query.read_by_id(connection, SIGNUP, [sign_up]).get(sign_up, {})
    return bool(row.get("came_in") and row.get("row")) and not is_all_there_is(connection, person, sign_up)


def is_all_there_is(connection: Connection, person: int, sign_up: int) -> bool:
    """Return whether a person came with a sign-up and has no other."""
    if query.ids_by_values(connection, SIGNUP, "candidate", [person]).get(person, []) != [sign_up]:
        return False
    born = {s.seq for s, change in of_record(connection, CANDIDATE.key, person) if change.action is Action.CREATE}
    return any(step.seq in born for step, _ in of_record(connection, SIGNUP.key, sign_up))


def _said_in(campaign: Campaign, cells: Mapping[str, Value]) -> dict[str, Value]:
    """Return what cells, by heading, say of their person."""
    with temporary_folder() as folder:
        text = StringIO()
        csv.writer(text).writerows([list(cells), [plain_text(cell) for cell in cells.values()]])
        write_text(path := folder / "row.csv", text.getvalue())
        options = ImportOptions(into=CANDIDATE.key, source=_SOURCE, parted=frozenset({(ANY_SHEET, 2)}))
        planned = plan_import(campaign, path, options)
    values = next((row.created for row in planned.rows if row.created), None)
    if values is None:
        raise UserError("The row of this sign-up cannot be read again.")
    return {key: value for key, value in values.items() if key != STAGE}
